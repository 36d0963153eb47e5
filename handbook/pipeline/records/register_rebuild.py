"""`restore --register`: a lost or forged register made anew, without guessing in silence."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from handbook import folders, storage
from handbook.errors import HandbookError, Place, Problem
from handbook.loading.records.damaged_register import register_left
from handbook.loading.records.register import read_register
from handbook.loading.workspace import Loaded, Workspace, profile_names
from handbook.model.common.base_record import fingerprint
from handbook.model.documents.document import Document
from handbook.model.sources.register import Entry, Register, Version
from handbook.pipeline.organisation.context import organisations
from handbook.pipeline.organisation.hand_edits import decide_with_hers
from handbook.pipeline.organisation.kept_id import with_kept_id
from handbook.pipeline.organisation.ownership import (
    opened_without_register,
    prove_archive,
    strange_files,
)
from handbook.pipeline.organisation.paths import ARCHIVE
from handbook.pipeline.placement.moves import FORMER
from handbook.pipeline.records.archived_files import Look, look
from handbook.pipeline.records.cross_check import is_same_title, unsound
from handbook.pipeline.records.known_versions import (
    UNKNOWN,
    KnownRecord,
    Piece,
    days_of,
    digests_in,
    is_named,
    pieces,
    text_of_render,
)
from handbook.tailoring.control.approval import parts_of
from handbook.tailoring.control.checksum_chain import as_found
from handbook.tailoring.control.codes_and_versions import content_of
from handbook.tailoring.control.earlier_fingerprint import former_content_of
from handbook.tailoring.control.ownership import claimed, says_whose
from handbook.word.provenance.approval_record import Said, said_of_itself

_OPEN = ("concept", "ter vaststelling")
_FILE = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,40}\.docx")
_SHOWN = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Rebuilt:
    """A register made anew, and what is to be told of it.

    `known` counts the approved versions of which nothing was guessed, `guessed` the others.
    """

    organisation: str
    register: Register
    known: int
    guessed: int
    problems: tuple[Problem, ...] = ()
    done: bool = False


def rebuild(
    workspace: Workspace, name: str, agreed: Callable[[Rebuilt], bool], *, today: date
) -> Rebuilt:
    """Return the register of `name` made anew, and written where `agreed` says so.

    What stood there is kept among the former files. A chain that begins anew begins `today`.

    Raises:
        HandbookError: HB299 no such organisation; HB586 the register is sound, or nothing can be
            made of the archive; HB596 what lies there is of another organisation; what is wrong
            with the profile.
        StorageError: a file cannot be read or written.
        WorkplaceError: another build is running.
    """
    organisations(workspace, [name])
    with storage.lock(workspace.root):
        path = workspace.root / "organisations" / name / "register.yaml"
        expected = storage.digest(path)
        made = _rebuilt(workspace, name, path, today)
        if not agreed(made):
            return made
        storage.keep_former(path, path.parent / FORMER)
        storage.put(path, storage.render_register(made.register).encode(), expected=expected)
    return replace(made, done=True)


def _rebuilt(workspace: Workspace, name: str, path: Path, today: date) -> Rebuilt:
    loaded = opened_without_register(workspace, name)
    former, lost = _former(workspace, name, path, loaded)
    remains = _remains(workspace, name, loaded, former)
    approved = pieces(remains)
    if not approved:
        raise HandbookError(
            _nothing(name, "in het archief ligt geen vastgesteld Word-bestand van deze organisatie")
        )
    working = _working(remains)
    entries = tuple(sorted(_entries(remains, approved, working), key=lambda each: each.code))
    bare = remains.former.model_copy(update={"entries": entries})
    register = _with_contents(workspace.root, bare, loaded, name)
    profile = loaded.profile
    chained = _with_chain(remains, register, today)
    chained = with_kept_id(workspace.root, name, chained, profile.chamber_number)
    return Rebuilt(
        organisation=name,
        register=claimed(
            chained, name, profile.name, profile.chamber_number, remains.other_names()
        ),
        known=sum(each.known for each in approved),
        guessed=sum(not each.known for each in approved),
        problems=(*_unread(name, lost), *_told(remains, chained, approved)),
    )


def _former(
    workspace: Workspace, name: str, path: Path, loaded: Loaded
) -> tuple[Register, tuple[str, ...]]:
    """Return the register that lies there, or what can be read of it; and in Dutch what cannot.

    Raises:
        HandbookError: HB586, nothing is wrong with it.
    """
    file = f"organisations/{name}/register.yaml"
    former, told = read_register(path, file)
    if any(each.weight == "fout" for each in told):
        return register_left(path, file, loaded.register)
    if not unsound(workspace.root, name, former, look(workspace.root, name)):
        raise HandbookError(_nothing(name, "het register en het archief kloppen met elkaar"))
    return former, ()


def _remains(workspace: Workspace, name: str, loaded: Loaded, former: Register) -> KnownRecord:
    """Return what is left of the record, sure that it is this organisation's.

    Raises:
        SourceError: HB596, the newest that is left is of somebody else.
    """
    root, found = workspace.root, look(workspace.root, name)
    home = root / "organisations" / name / ARCHIVE
    if not says_whose(loaded.register):
        prove_archive(root, name, former, loaded, [home / path for path in _newest(found)])
    return KnownRecord(
        root=root,
        name=name,
        former=former,
        found=found,
        strange=strange_files(root, name, loaded, digests_in(former)),
        others=frozenset(profile_names(workspace)) - {name},
    )


def _newest(found: Look) -> list[str]:
    """Return the files of the newest day of approval that any file in the archive tells."""
    days = {path: each.said.written for path, each in found.files.items() if each.said}
    last = max((day for day in days.values() if day), default=None)
    return [path for path, day in days.items() if day and day == last]


def _working(remains: KnownRecord) -> dict[str, tuple[str, Said]]:
    """Return name and facts of the working copy of each document, by item."""
    found: dict[str, tuple[str, Said]] = {}
    for path in folders.entries(remains.root / "output" / remains.name, ".docx"):
        said = said_of_itself(storage.read(path) or b"")
        if not (said and is_named(said) and _FILE.fullmatch(path.name)):
            continue
        if not remains.is_ours(path, said):
            continue
        if said.item not in found or path.stem == said.code:
            found[said.item] = (path.name, said)
    return found


def _entries(
    remains: KnownRecord, approved: Sequence[Piece], working: Mapping[str, tuple[str, Said]]
) -> Iterator[Entry]:
    by_item: dict[str, list[Piece]] = {}
    for piece in approved:
        by_item.setdefault(piece.item, []).append(piece)
    for item, versions in by_item.items():
        yield _entry(remains.former.find(item), versions, working.get(item))
    taken = {each.code for each in approved}
    for entry in remains.former.entries:
        concepts = tuple(each for each in entry.versions if each.status in _OPEN)
        if entry.item not in by_item and entry.code not in taken and concepts:
            by_item[entry.item] = []
            yield entry.model_copy(update={"versions": concepts})
    for item, (filename, said) in working.items():
        if item not in by_item and said.code not in taken:
            yield Entry(
                document=item,
                code=said.code,
                titel=said.title or said.code,
                bestand=filename,
                versies=(_concept(said, None),),
            )


def _entry(
    former: Entry | None, versions: Sequence[Piece], working: tuple[str, Said] | None
) -> Entry:
    """Return a document with its approved `versions`, and the concept that was open after them."""
    last = versions[-1]
    concept = _begun(former, last, working)
    filename = former.filename if former else working[0] if working else f"{last.code}.docx"
    return Entry(
        document=last.item,
        code=last.code,
        titel=_title(former, last, concept),
        bestand=filename,
        vervallen_op=former.dropped if former else None,
        geldt_nog=former.outgoing if former else None,
        sjabloontekst=former.around if former else None,
        sjabloontekst_sinds=former.around_since if former else None,
        versies=(*(each.version for each in versions), *([concept] if concept else [])),
    )


def _title(former: Entry | None, last: Piece, concept: Version | None) -> str:
    """Return the title of the newest version: a file that is the newest tells it."""
    if former and (concept or is_same_title(former.title, last.title)):
        return former.title
    return last.title


def _begun(former: Entry | None, last: Piece, working: tuple[str, Said] | None) -> Version | None:
    after = parts_of(last.version.number)
    if former and not former.current.frozen and parts_of(former.current.number) > after:
        bare = {"status": "concept", "approver": None, "approved": None, "waivers": ()}
        status = former.current.status
        return former.current.model_copy(update=bare if status not in _OPEN else {})
    if working and working[1].status in _OPEN and parts_of(working[1].version) > after:
        return _concept(working[1], UNKNOWN)
    return None


def _concept(said: Said, reason: str | None) -> Version:
    written, review = days_of(said)
    return Version(
        versie=said.version,
        status="concept",
        datum=written,
        herziening=review,
        inhoud=text_of_render(said.render),
        reden=reason,
    )


def _with_contents(root: Path, register: Register, loaded: Loaded, name: str) -> Register:
    """Return `register` with the whole fingerprint of each text that is still as it was.

    A file tells the beginning of it. So a document whose words did not change gets no concept.
    """
    made = decide_with_hers(root, replace(loaded, register=register), name)
    texts = {each.item: each for each in made.documents}
    entries = tuple(_completed(each, texts.get(each.item)) for each in register.entries)
    return register.model_copy(update={"entries": entries})


def _completed(entry: Entry, document: Document | None) -> Entry:
    *former, current = entry.versions
    if document is None or not current.content:
        return entry
    content = content_of(document)
    # What a file was made from covers its whole record, as registers of before did.
    same = (content, fingerprint(document), former_content_of(document))
    if not any(each.startswith(current.content) for each in same):
        return entry
    whole = current.model_copy(update={"content": content})
    return entry.model_copy(update={"versions": (*former, whole)})


def _with_chain(remains: KnownRecord, register: Register, today: date) -> Register:
    """Return `register` with its chain where that still fits; else one that begins `today`."""
    codes = {each.code for each in unsound(remains.root, remains.name, register, remains.found)}
    if "HB584" not in codes:
        return register
    return as_found(register.model_copy(update={"chain": ()}), today)


def _told(remains: KnownRecord, register: Register, approved: Sequence[Piece]) -> Iterator[Problem]:
    named = {
        f"{entry.code}/{frozen.filename}"
        for entry in register.entries
        for version in entry.versions
        for frozen in version.frozen
    }
    for path in sorted(set(remains.found.files) - named):
        yield Problem(
            Place(f"organisations/{remains.name}/archief/{path}"),
            code="HB587",
            what="dit bestand zegt niet van welke versie het is, of het is niet van deze "
            "organisatie",
            mend="Het komt niet in het register. Zet het ergens anders, buiten het archief.",
            weight="let op",
        )
    guessed = [f"{each.code} {each.version.number}" for each in approved if not each.known]
    if guessed:
        what = f"van {_few(guessed)} is de dag van schrijven niet meer bekend, en ook niet wat er "
        yield _unsure(
            remains.name,
            f"{what}bij 'ondanks' en 'laatst' stond; als dag staat er die van vaststellen",
        )
    if not remains.former.entries:
        yield _unsure(remains.name, "welke documenten al waren vervallen, is niet meer bekend")
    if register.chain != remains.former.chain:
        yield _unsure(remains.name, "de ketting van sommen begint opnieuw: 'aangetroffen'")


def _unread(name: str, lost: Sequence[str]) -> Iterator[Problem]:
    if lost:
        yield _unsure(name, f"niet te lezen in het register: {_few(lost)}; de rest is gebruikt")


def _few(names: Sequence[str]) -> str:
    more = f" en {len(names) - _SHOWN} andere" if len(names) > _SHOWN else ""
    return ", ".join(names[:_SHOWN]) + more


def _unsure(name: str, what: str) -> Problem:
    return Problem(
        Place(f"organisations/{name}/register.yaml"),
        code="HB588",
        what=what,
        mend="Hebt u nog een kopie van register.yaml, zet dan liever die terug.",
        weight="let op",
    )


def _nothing(name: str, why: str) -> Problem:
    return Problem(
        Place(f"organisations/{name}/register.yaml"),
        code="HB586",
        what=f"er is niets te herstellen: {why}",
        mend="Er is niets gewijzigd. 'handbook status' zegt hoe het ervoor staat.",
    )
