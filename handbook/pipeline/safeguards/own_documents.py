"""Documents that the organisation wrote itself, read as others will: what may not go along."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial

from handbook import opc
from handbook.errors import HandbookError, Place, Problem, did_you_mean, exit_code_of
from handbook.inspection.file_text import said_in
from handbook.inspection.pieces import Said
from handbook.loading.profile.secret_places import concealed
from handbook.loading.workspace import Loaded, Workspace
from handbook.model.documents.document import Document, DocumentSet
from handbook.model.documents.own_body import OwnBody
from handbook.model.sources.own_document import FOLDER
from handbook.pipeline.organisation.internal_error import of_document
from handbook.pipeline.organisation.other_clients import OtherClients, other_clients
from handbook.pipeline.safeguards.disclosure import Visit, betrayed, hinted, live, visit_of
from handbook.pipeline.safeguards.secret_places import listed
from handbook.tailoring.content.own_documents import WHOLE, limits_left
from handbook.word.package.package import is_strict
from handbook.word.reading.outline import outline_of

Source = Mapping[str, bytes]
_SHOWN = 8
_STRANGE = "HB324"


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnLook:
    """What is to be told of each document of her own, by item.

    `withheld` are those that may not go along: one with a `fout` stays where it is.
    """

    told: Mapping[str, tuple[Problem, ...]]

    @property
    def withheld(self) -> dict[str, tuple[Problem, ...]]:
        """What keeps a document from being made, by item."""
        return {item: told for item, told in self.told.items() if exit_code_of(told)}

    @property
    def others(self) -> Iterator[Problem]:
        """What is to be told of the documents that are made."""
        away = self.withheld
        return (each for item, told in self.told.items() if item not in away for each in told)


def left_by_own(loaded: Loaded, made: DocumentSet) -> Iterator[Problem]:
    """Yield a `let op` on what stood in a document that one of her own replaces (HB563).

    Topics that nothing treats any more are told as for every document (HB401).
    """
    yield from _other_codes(loaded, made)
    left = limits_left(loaded.profile, loaded.library, made.selection)
    for item, said in left.items():
        about = loaded.library.own_files[item].about
        shown = "; ".join(said[:_SHOWN])
        more = f"; en {len(said) - _SHOWN} andere" if len(said) > _SHOWN else ""
        yield Problem(
            Place(f"organisations/{made.organisation.id}/inhoud/documenten.yaml"),
            code="HB563",
            what=f"{item} komt in de plaats van {', '.join(about.replaces)}; in het handboek staat "
            f"nu niet meer: {shown}{more}",
            mend=f"Kijk of dit in '{about.file}' staat. Wat u bij 'termijnen' had, haalt u weg.",
            weight="let op",
        )


def _other_codes(loaded: Loaded, made: DocumentSet) -> Iterator[Problem]:
    """Yield a `let op` on each document that cannot have the code that she gave it (HB568)."""
    for document in made.documents:
        own = loaded.library.own_files.get(document.item)
        if own and own.about.code and own.about.code != document.code:
            known = loaded.register.find(document.item)
            typed = own.about.code
            why = "een code verandert nooit" if known else "die code heeft een ander document"
            yield Problem(
                Place(f"organisations/{made.organisation.id}/inhoud/documenten.yaml"),
                code="HB568",
                what=f"{document.item} krijgt code {document.code} en niet {typed}: {why}",
                mend=f"Schrijf bij 'code' {document.code}, of haal de regel weg.",
                weight="let op",
            )


def told_of_own(
    workspace: Workspace,
    name: str,
    made: DocumentSet,
    sources: Source,
    clients: OtherClients | None = None,
) -> OwnLook:
    """Return what is to be told of each document of her own, by item.

    A `fout` keeps that document where it is: it tells of another client or of a secret location,
    or it runs something. What could not be read, and a heading that is not there, is a `let op`.

    Args:
        workspace: the working folder with its packs.
        name: the organisation.
        made: its documents.
        sources: the bytes of each file by item, as far as they are to be had.
        clients: what betrays the others, where that is known already.
    """
    own = [each for each in made.documents if isinstance(each.body, OwnBody)]
    if not own:
        return OwnLook(told={})
    visit = visit_of(workspace.root, name, clients or other_clients(workspace))
    told = {
        each.item: tuple(
            concealed(problem, visit.secret)
            for problem in _of_one(visit, name, each, sources.get(each.item))
        )
        for each in own
    }
    return OwnLook(told=told)


def _of_one(visit: Visit, name: str, document: Document, data: bytes | None) -> tuple[Problem, ...]:
    body = document.body
    if data is None or not isinstance(body, OwnBody):
        return ()
    file = f"organisations/{name}/inhoud/{FOLDER}/{body.file}"
    try:
        return of_document(file, partial(_found, visit, file, document, data))
    except HandbookError as error:
        return error.problems


def _found(visit: Visit, file: str, document: Document, data: bytes) -> tuple[Problem, ...]:
    try:
        said = said_in(data)
    except ValueError as error:
        return (_unread(file, (f"het hele bestand ({error})",)),)
    named = f"{file.rpartition('/')[2]} {document.code} {document.title}"
    return (
        *betrayed(visit, file, said, named),
        *hinted(visit, file, said),
        *_alive(file, data),
        *([_unread(file, said.opaque)] if said.opaque else []),
        *_no_headings(file, document, said, data),
    )


def _alive(file: str, data: bytes) -> tuple[Problem, ...]:
    """Return what in a file fetches or runs something: each kind once, with how often."""
    found = tuple(live(file, data))
    often = Counter(each.code for each in found)
    first = {each.code: each for each in reversed(found)}
    if _STRANGE in first and is_strict(opc.unpack(data)):
        first[_STRANGE] = Problem(
            Place(file),
            code=_STRANGE,
            what="dit bestand is bewaard als 'Strict Open XML', en zo is het niet na te kijken",
            mend="Bewaar het in Word als gewoon Word-document (.docx).",
        )
        often[_STRANGE] = 1
    return tuple(
        replace(each, what=f"{each.what} (en op {often[each.code] - 1} andere plaatsen)")
        if often[each.code] > 1
        else each
        for each in first.values()
    )


def _unread(file: str, parts: tuple[str, ...]) -> Problem:
    """Return that nobody looked into a file, or into a part of it (HB561)."""
    return Problem(
        Place(file),
        code="HB561",
        what=f"niet bekeken, want hierin is geen tekst te lezen: {listed(parts)}",
        mend="Een scan is een plaatje. Kijk zelf na of er niets in staat over een ander of over "
        "een geheime plek, of maak er een bestand met tekst van.",
        weight="let op",
    )


def _no_headings(file: str, document: Document, said: Said, data: bytes) -> Iterator[Problem]:
    """Yield a `let op` on each heading to which the matrix points and that is not there (HB562)."""
    asked = [each.heading for each in document.covers if each.heading != WHOLE]
    if not asked:
        return
    headings = _headings(file, data)
    lines = {_folded(each) for each in (*headings, *(piece.text for piece in said.pieces))}
    for heading in dict.fromkeys(asked):
        if not any(_folded(heading) in each for each in lines):
            yield Problem(
                Place(file),
                code="HB562",
                what=f"de kop '{heading}' staat niet in dit document",
                mend=f"{did_you_mean(heading, headings)} Schrijf bij 'dekt' de kop zoals hij in "
                "het document staat.".strip(),
                weight="let op",
            )


def _headings(file: str, data: bytes) -> tuple[str, ...]:
    if not file.casefold().endswith(".docx"):
        return ()
    try:
        return outline_of(data).headings
    except ValueError:
        return ()


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()
