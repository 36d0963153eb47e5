"""The documents that the organisation wrote itself → documents of its set, as they are."""

from collections.abc import Iterable, Iterator
from datetime import date

from handbook.model.documents.document import Cover, Document, Selection
from handbook.model.documents.own_body import OwnBody
from handbook.model.sources.library import Library
from handbook.model.sources.own_document import OwnFile, successors
from handbook.model.sources.profile import Profile
from handbook.tailoring.selection.conditions import choose
from handbook.tailoring.selection.norm_binding import situation_of
from handbook.tailoring.text.filling import Setting

WHOLE = "het hele document"


def own_files(library: Library, selection: Selection) -> dict[str, OwnFile]:
    """Return the files of her own that belong to the set, by item.

    One that names activities belongs to it where the organisation has one of these.
    """
    here = set(selection.activities)
    return {
        item: file
        for item, file in library.own_files.items()
        if not file.about.activities or here.intersection(file.about.activities)
    }


def own_codes(library: Library) -> dict[str, str]:
    """Return the code that stands on each document of her own, where she gives one."""
    codes = {item: file.about.code for item, file in library.own_files.items()}
    return {item: code for item, code in codes.items() if code}


def own_documents(setting: Setting) -> Iterator[Document]:
    """Yield each document of her own that belongs to the set: its title, owner and topics."""
    for item, file in setting.library.own_files.items():
        if item in setting.codes:
            yield _document(setting, item, file)


def _document(setting: Setting, item: str, file: OwnFile) -> Document:
    about = file.about
    return Document(
        item=item,
        kind="eigen",
        code=setting.codes[item],
        title=about.title,
        subtitle=f"{about.kind[:1].upper()}{about.kind[1:]}",
        owner=setting.function(about.owner),
        body=OwnBody(
            digest=file.digest,
            file=about.file,
            review=about.review,
            replaces=about.replaces,
            with_properties=about.with_properties,
        ),
        covers=tuple(
            Cover(topic=each.topic, heading=each.heading or WHOLE) for each in about.covers
        ),
    )


def chosen_reviews(documents: Iterable[Document]) -> dict[str, date]:
    """Return the day on which documents of her own are looked at again, where she chose one."""
    return {
        each.item: each.body.review
        for each in documents
        if isinstance(each.body, OwnBody) and each.body.review
    }


def limits_left(profile: Profile, library: Library, selection: Selection) -> dict[str, list[str]]:
    """Return by document of her own what it has to say that the documents it replaces said.

    The limits of the law and of agreements, in words, and the names of limits and answers of the
    profile that now land nowhere.
    """
    situation = situation_of(selection)
    found: dict[str, list[str]] = {}
    for old, item in successors(own_files(library, selection)).items():
        procedure = library.procedures.get(old)
        limits = choose(procedure.deadlines, situation) if procedure else ()
        said = [f"{each.what} ({each.nature})" for each in limits if each.nature != "eigen"]
        idle = [each for each in profile.deadlines if each.startswith(f"{old}.")]
        found.setdefault(item, []).extend([*said, *idle])
    return {item: told for item, told in found.items() if told}
