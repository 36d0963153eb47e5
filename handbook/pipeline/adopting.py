"""`adopt`: what she changed in a document becomes the organisation's own content."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import replace
from datetime import date
from pathlib import Path

from handbook import storage
from handbook.errors import HandbookError, Place, Problem, SourceError
from handbook.inspection.walls import leaks
from handbook.loading.markdown import ChapterSource
from handbook.loading.rewriting import (
    Found,
    Item,
    Rewrite,
    own_place,
    reread,
    rewritten,
    source_of,
    with_found,
)
from handbook.loading.workspace import Workspace
from handbook.model.adoption import Adopted, Adoption, Edits
from handbook.model.content import Form
from handbook.model.document import Document, HandbookBody
from handbook.pipeline.basis import copies_for
from handbook.pipeline.border import border_of
from handbook.pipeline.claim import Claim, Reader, printable
from handbook.pipeline.delivery import Move, decide_on, make_move
from handbook.pipeline.desk import Desk, Request, sit_down
from handbook.pipeline.disclosure import tells, visit_of
from handbook.pipeline.fault import of_document
from handbook.pipeline.ownership import opened
from handbook.pipeline.passages import Passages
from handbook.pipeline.preparing import chosen, makings_of
from handbook.pipeline.rows import Rows
from handbook.tailoring.filling import Setting, setting_for
from handbook.tailoring.handwork import handwork_of, statutory_limits
from handbook.tailoring.procedures import form_document, procedure_document
from handbook.tailoring.tracing import chapter_texts, texts_of
from handbook.word.edits import edits_of, is_in_suspense
from handbook.word.handwork import lines_of
from handbook.word.merging import Base, read_base
from handbook.word.package import is_signed, read
from handbook.word.proof import prove

Said = Sequence[tuple[str, str]]

_SAYS_MORE = "daardoor zou elders in het document iets veranderen"
_SECRET = "dit noemt een locatie die geheim is"
_OTHER = "dit noemt een andere organisatie uit uw werkmap"
_TOGETHER = "samen met uw andere wijzigingen in deze tekst is dit niet over te nemen"


def adopt(workspace: Workspace, name: str, code: str, *, today: date, write: bool) -> Adoption:
    """Take over what she changed in document `code` as own content of organisation `name`.

    Each change is tried apart: the source must print exactly what she wrote, and nothing else may
    change. Her file and her profile are not touched.

    Args:
        workspace: the working folder with its packs.
        name: the organisation.
        code: of the document, or the library's id of it.
        today: the day it is.
        write: whether to write the files, or only to say what would become of each change.

    Raises:
        HandbookError: HB298 no such document, HB590 none of hers, HB591 nothing changed, HB592
            changes that wait in Word, HB593 a build goes first, HB594 what we wrote is not known,
            HB595 `check` would refuse what came of it, or what is wrong with the profile.
    """
    with storage.lock(workspace.root) if write else nullcontext():
        desk = sit_down(workspace, name, today, Request(only=frozenset({code})))
        [document] = chosen(desk)
        data = _hers(desk, document)
        base = _base(desk, document, data)
        edits = edits_of(data, base) or Edits()
        reader = _reader(workspace, desk, document, data, base)
        claims = [_safe(printable(each), desk, workspace) for each in _claims_of(reader, edits)]
        proved = [_proved(reader, each, name) for each in claims]
        files, proved = _files(reader, proved, name)
        if write:
            _write(workspace, desk, files)
    places = {each: own_place(reader.found[each], name) for each in reader.found}
    return Adoption(
        code=document.code,
        title=document.title,
        changes=tuple(
            Adopted(
                heading=each.heading,
                before=each.before,
                after=each.after,
                file="" if each.why else places[each.item],
                why=each.why,
            )
            for each in proved
        ),
        fresh=tuple(
            path for path in files if path not in {each.tree.file for each in reader.found.values()}
        ),
    )


def _write(workspace: Workspace, desk: Desk, files: Mapping[str, bytes]) -> None:
    """Write all files, or none where the organisation cannot be read with them.

    Raises:
        HandbookError: HB595, or why a file could not be written.
    """
    before = {path: storage.read(desk.root / path) for path in files}
    written: list[str] = []
    try:
        for path, data in files.items():
            make_move(desk.root, desk.name, _writing(data, path, before[path]))
            written.append(path)
        opened(workspace, desk.name)
        written.clear()
    except SourceError as error:
        raise _stop(
            error.problems[0].place.file,
            "HB595",
            f"zo zou uw eigen tekst niet kloppen: {error.problems[0].what}",
            "Er is niets geschreven. Pas dit aan in het document en probeer het opnieuw.",
        ) from error
    finally:
        for path in written:
            _put_back(desk.root / path, before[path])


def _writing(data: bytes, path: str, before: bytes | None) -> Move:
    expected = None if before is None else storage.sha256(before)
    return Move(kind="schrijven", path=path, data=data, expected=expected)


def _put_back(path: Path, before: bytes | None) -> None:
    if before is None:
        path.unlink(missing_ok=True)
    else:
        storage.put(path, before, expected=storage.digest(path))


def _claims_of(reader: Reader, edits: Edits) -> tuple[Claim, ...]:
    """Return a claim for each thing she changed, in the order of the document."""
    maker = Passages(reader) if isinstance(reader.document.body, HandbookBody) else Rows(reader)
    claims = [*maker.claims(edits.stretches), *maker.additions(edits)]
    aside = [
        Claim(
            heading="",
            before="",
            after="een kop- of voettekst",
            why="kop- en voetteksten komen uit het sjabloon",
        )
        for _ in edits.aside[:1]
    ]
    return (*claims, *aside)


def _hers(desk: Desk, document: Document) -> bytes:
    """Return her file of a document whose texts stand in the library; refuse what is none."""
    path = desk.output / document.filename
    file = f"output/{desk.name}/{document.filename}"
    data = storage.read(path)
    if document.kind not in ("handboek", "procedure", "formulier"):
        raise _stop(
            file,
            "HB590",
            "de tekst van dit document maakt handbook zelf uit uw profiel",
            "Wijzig het profiel; dan verandert dit document mee.",
        )
    if data is None:
        raise _stop(file, "HB590", "dit document is er nog niet", "Maak het met 'handbook build'.")
    proof = prove(data)
    if proof is not None and not desk.is_of(proof, document.item):
        what = "dit bestand is van een andere organisatie of een ander document"
        mend = "Zet het bestand op zijn eigen plaats en probeer het opnieuw."
        raise _stop(file, "HB590", what, mend)
    if proof is not None and proof.intact:
        raise _stop(
            file,
            "HB591",
            "in dit document is niets met de hand gewijzigd",
            "Er is niets over te nemen.",
        )
    return data


def _base(desk: Desk, document: Document, data: bytes) -> Base:
    """Return what we last wrote in her file; refuse a file in which something waits first."""
    file = f"output/{desk.name}/{document.filename}"
    try:
        waits, parts = is_in_suspense(data), read(data)
        base = read_base(parts) or next(iter(copies_for(desk, document, data)), None)
    except ValueError as error:
        raise _stop(
            file,
            "HB594",
            f"dit bestand is niet te lezen: {error}",
            "Open het in Word, bewaar het als gewoon Word-document (.docx) en probeer het weer.",
        ) from error
    if is_signed(parts):
        raise _stop(
            file,
            "HB594",
            "dit bestand is digitaal ondertekend, en na overnemen zou een build het vervangen",
            "Laat het zo, of haal in Word de handtekening eraf en probeer het weer.",
        )
    if waits:
        raise _stop(
            file,
            "HB592",
            "in dit document wachten nog bijgehouden wijzigingen",
            "Verwerk ze in Word: 'Controleren', dan 'Accepteren' of 'Verwijderen'.",
        )
    if base is None:
        raise _stop(
            file,
            "HB594",
            "van dit bestand is niet meer bekend wat handbook erin schreef",
            "Bouw opnieuw, en neem uw wijzigingen over uit het voorstel dat er dan naast staat.",
        )
    making = of_document(file, lambda: next(makings_of(desk, document, "", [])))
    if decide_on(desk, making).outcome.action != "behouden":
        raise _stop(
            file,
            "HB593",
            "er is nieuwe tekst die nog niet in dit document staat",
            f"Bouw eerst: handbook build {desk.name}.",
        )
    return base


def _reader(
    workspace: Workspace, desk: Desk, document: Document, data: bytes, base: Base
) -> Reader:
    loaded, made = desk.loaded, desk.made
    codes = {each.item: each.code for each in made.documents}
    library = loaded.library
    items: Iterable[Item]
    if isinstance(document.body, HandbookBody):
        items = library.chapters.values()
    else:
        items = [library.procedures.get(document.item) or library.forms[document.item]]
    found = {
        _id(each): source
        for each in items
        if (source := source_of(workspace, desk.name, each)) is not None
    }
    procedure = library.procedures.get(document.item)
    statutory = statutory_limits(made.documents)
    work = handwork_of(document, procedure, statutory, lines_of(data, base))
    return Reader(
        setting=setting_for(loaded.profile, library, made.selection, codes),
        document=document,
        found=found,
        taken=frozenset(each for each in found if _is_taken(desk, found[each])),
        lost=bool(work.lost),
    )


def _is_taken(desk: Desk, found: Found) -> bool:
    """Tell whether something else stands where the organisation's own copy of an item comes."""
    place = own_place(found, desk.name)
    return place != found.tree.file and (desk.root / place).exists()


def _id(item: object) -> str:
    head = getattr(item, "head", item)
    return str(getattr(head, "id", ""))


def _safe(claim: Claim, desk: Desk, workspace: Workspace) -> Claim:
    """Return a claim, refused where her words tell of a secret location or of somebody else."""
    visit = visit_of(workspace.root, desk.name, border_of(workspace))
    if tells(visit, claim.after):
        return replace(claim, before="", after="", item="", rewrite=Rewrite(), why=_SECRET)
    if claim.why or not any(leaks(claim.after, desk.name, visit.border.walls, visit.may)):
        return claim
    return replace(claim, item="", rewrite=Rewrite(), why=_OTHER)


def _proved(reader: Reader, claim: Claim, name: str) -> Claim:
    """Return a claim, refused where its file would print anything else than what she wrote."""
    if claim.why:
        return claim
    found = reader.found.get(claim.item)
    if found is None:
        return replace(claim, why="de tekst staat in geen bestand")
    if claim.item in reader.taken:
        place = own_place(found, name)
        return replace(claim, why=f"op de plaats in inhoud/ staat al een ander bestand: {place}")
    try:
        fresh = reread(found, rewritten(found, claim.rewrite), own_place(found, name))
        said = _said(reader.setting, fresh)
    except ValueError as error:
        return replace(claim, why=str(error))
    if not _as_wanted(_said(reader.setting, found), said, claim):
        return replace(claim, why=_SAYS_MORE)
    return claim


def _said(setting: Setting, found: Found) -> Said:
    """Return every text that an item prints, in order, and by which source.

    Raises:
        ValueError: it names something that does not exist.
    """
    library, wrong = with_found(setting.library, [found])
    if wrong:
        raise ValueError(wrong[0].what)
    here = replace(setting, library=library)
    if isinstance(found, ChapterSource):
        return [("", text) for text, _ in chapter_texts(here, found.chapter)]
    record = found.record
    made = (
        form_document(here, record)
        if isinstance(record, Form)
        else procedure_document(here, record)
    )
    return list(texts_of(made.body).items())


def _as_wanted(old: Said, new: Said, claim: Claim) -> bool:
    """Tell whether only what `claim` is about differs between two lists of texts."""
    if claim.rewrite.gone or claim.rewrite.added:
        few, many = (new, old) if claim.rewrite.gone else (old, new)
        return len(few) < len(many) and _is_part(few, many)
    differ = [(one, other) for one, other in zip(old, new, strict=False) if one != other]
    if len(old) != len(new) or len(differ) != 1:
        return False
    [((_, was), (_, says))] = differ
    return (claim.before.endswith(was) and claim.after.endswith(says)) or (
        was in claim.before and says in claim.after
    )


def _is_sum(old: Said, alone: Sequence[Said], together: Said) -> bool:
    """Tell whether a text that changed in many ways says what each of them says alone."""
    was = Counter(old)
    wanted = Counter(was)
    for each in alone:
        wanted.update(Counter(each))
        wanted.subtract(was)
    return +wanted == Counter(together)


def _is_part(few: Said, many: Said) -> bool:
    """Tell whether `few` stands in `many`, in its order."""
    rest = iter(many)
    return all(each in rest for each in few)


def _files(
    reader: Reader, claims: Sequence[Claim], name: str
) -> tuple[dict[str, bytes], list[Claim]]:
    """Return the files that all claims together make, and the claims that are in them."""
    files: dict[str, bytes] = {}
    refused: set[str] = set()
    for item in dict.fromkeys(each.item for each in claims if not each.why):
        found = reader.found[item]
        mine = [each.rewrite for each in claims if each.item == item and not each.why]
        place = own_place(found, name)
        try:
            data = rewritten(found, _joined(mine))
            alone = [
                _said(reader.setting, reread(found, rewritten(found, each), place)) for each in mine
            ]
            together = _said(reader.setting, reread(found, data, place))
        except ValueError:
            refused.add(item)
            continue
        if _is_sum(_said(reader.setting, found), alone, together):
            files[place] = data
        else:
            refused.add(item)
    left = [
        replace(each, why=_TOGETHER) if each.item in refused and not each.why else each
        for each in claims
    ]
    return files, left


def _joined(rewrites: Sequence[Rewrite]) -> Rewrite:
    added: dict[object, list[Mapping[str, str] | str]] = {}
    for each in rewrites:
        for way, records in each.added.items():
            added.setdefault(way, []).extend(records)
    return Rewrite(
        texts={way: text for each in rewrites for way, text in each.texts.items()},
        gone=[way for each in rewrites for way in each.gone],
        added=added,  # type: ignore[arg-type]
    )


def _stop(file: str, code: str, what: str, mend: str) -> HandbookError:
    return HandbookError(Problem(Place(file), code=code, what=what, mend=mend))
