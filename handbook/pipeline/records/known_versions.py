"""What is known of each approved version: from the chain, what is left of a register, the files."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePosixPath

from handbook import storage
from handbook.model.sources.register import Entry, Frozen, Register, Sealed, Version
from handbook.pipeline.organisation.paths import ARCHIVE
from handbook.pipeline.records.archived_files import Archived, Look
from handbook.pipeline.records.cross_check import differing
from handbook.tailoring.control.approval import parts_of
from handbook.tailoring.control.checksum_chain import broken_links, sealed_in
from handbook.word.provenance.approval_record import Said, reason_in

UNKNOWN = "niet meer bekend"
_FIRST = "eerste versie"
_TEXT = re.compile(r"(?:^|;)tekst=([0-9a-f]{16})")
_NUMBER = re.compile(r"[0-9]{1,6}(\.[0-9]{1,6})?")
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,40}")
Name = tuple[str, str]  # code and number


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """An approved version made anew, of which document; `known` tells that nothing is guessed."""

    item: str
    code: str
    title: str
    version: Version
    known: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownRecord:
    """What is left of the record of the organisation with the id `name`.

    `former`, what is left of its register, is sure to be hers. `strange` are the files of makers
    who are not known, and print neither its name nor its KvK number. `others` are the names of the
    other profiles here.
    """

    root: Path
    name: str
    former: Register
    found: Look
    strange: frozenset[Path] = frozenset()
    others: frozenset[str] = frozenset()

    @property
    def home(self) -> Path:
        """The folder with the approved files."""
        return self.root / "organisations" / self.name / ARCHIVE

    def is_ours(self, path: Path, said: Said) -> bool:
        """Tell whether the file at `path` is of this organisation.

        Its maker tells, or its seal where the register has lost all it knew.
        """
        if said.organisation in self.others:
            return False
        if path not in self.strange:
            return True
        named = said.organisation in self.former.owners(self.name)
        return named and not digests_in(self.former)

    def other_names(self) -> tuple[str, ...]:
        """Return the names that its own files carry besides the one that it has now, in order."""
        told = {
            each.said.organisation
            for path, each in self.found.files.items()
            if each.said and self.is_ours(self.home / path, each.said)
        }
        return tuple(sorted(told - {self.name, ""}))

    def read(self, path: str) -> bytes:
        """Return the bytes of a file in the archive."""
        return storage.read(self.home / path) or b""


def digests_in(register: Register) -> frozenset[str]:
    """Return the SHA-256 of each file that a register, or its chain, knows as approved."""
    versions = [each.frozen for entry in register.entries for each in entry.versions]
    sealed = [each.frozen for link in register.chain for each in link.sealed]
    return frozenset(file.digest for files in (*versions, *sealed) for file in files)


def pieces(remains: KnownRecord) -> tuple[Piece, ...]:
    """Return each approved version that is known, in order of code and number.

    What a sound chain seals counts first; then what the former register says where no file says
    else; then the file itself.
    """
    files = _files(remains)
    chained = remains.former.chain and not any(broken_links(remains.former))
    sealed = sealed_in(remains.former) if chained else {}
    before = _before(remains.former)
    # Of a version whose files are gone the former register alone may speak, if no chain does.
    gone = set() if chained else {each for each in before if _all_gone(remains, before[each])}
    found = [
        _piece(remains, name, files.get(name), (sealed.get(name), before.get(name)))
        for name in {*files, *sealed, *gone}
    ]
    return tuple(sorted(found, key=lambda each: (each.code, parts_of(each.version.number))))


def text_of_render(render: str) -> str:
    """Return the first 16 digits of the fingerprint of the text that a file was made from."""
    told = _TEXT.search(render)
    return told[1] if told else ""


def days_of(said: Said) -> tuple[date, date]:
    """Return the day that a file prints, and that of its review; where it lacks, the same day.

    Raises:
        LookupError: it prints no day.
    """
    if said.written is None:
        raise LookupError(said.code)
    return said.written, said.review or said.written


def _files(remains: KnownRecord) -> dict[Name, tuple[str, Archived, Said]]:
    """Return the approved Word files of this organisation that tell which version they are."""
    found = {}
    for path, file in remains.found.files.items():
        said = file.said
        if said and _is_whole(said, path) and remains.is_ours(remains.home / path, said):
            found[said.code, said.version] = (path, file, said)
    return found


def is_named(said: Said) -> bool:
    """Tell whether a file says, as a register can hold it, which document and version it is."""
    return bool(
        said.item
        and said.written
        and _NUMBER.fullmatch(said.version)
        and _CODE.fullmatch(said.code)
    )


def _is_whole(said: Said, path: str) -> bool:
    folder, _, name = path.partition("/")
    return bool(
        is_named(said)
        and said.status == "vastgesteld"
        and (folder, PurePosixPath(name).stem) == (said.code, f"{said.code}-{said.version}")
    )


def _before(former: Register) -> dict[Name, tuple[Entry, Version]]:
    return {
        (entry.code, version.number): (entry, version)
        for entry in former.entries
        for version in entry.versions
        if version.approved and version.approver and version.frozen
    }


def _all_gone(remains: KnownRecord, of: tuple[Entry, Version]) -> bool:
    """Tell whether the archive has no file of a version, under no name."""
    entry, version = of
    paths = {f"{entry.code}/{frozen.filename}" for frozen in version.frozen}
    there = {each.digest for each in remains.found.files.values()}
    return not paths & set(remains.found.files) and not there & {
        each.digest for each in version.frozen
    }


def _piece(
    remains: KnownRecord,
    name: Name,
    file: tuple[str, Archived, Said] | None,
    told: tuple[Sealed | None, tuple[Entry, Version] | None],
) -> Piece:
    sealed, before = told
    content = before[1].content if before else ""
    if file and not content:
        content = text_of_render(file[2].render)
    if sealed:
        title = before[0].title if before else sealed.code
        title = file[2].title or title if file else title
        version = _of_link(sealed, content)
        return Piece(item=sealed.item, code=name[0], title=title, version=version, known=True)
    if before and (file is None or _agrees(before, file)):
        entry, version = before
        version = version.model_copy(update={"status": "vastgesteld"})
        title = file[2].title or entry.title if file else entry.title
        return Piece(item=entry.item, code=entry.code, title=title, version=version, known=True)
    if file is None:
        raise LookupError(name)
    said = file[2]
    version = _of_file(remains, file, content)
    return Piece(
        item=said.item, code=said.code, title=said.title or said.code, version=version, known=False
    )


def _agrees(before: tuple[Entry, Version], file: tuple[str, Archived, Said]) -> bool:
    entry, version = before
    _, archived, said = file
    same = archived.digest in {each.digest for each in version.frozen}
    # The title is of the newest version, and the status goes with the day.
    other = [key for key, *_ in differing(entry, version, said) if key not in ("titel", "status")]
    return same and not other


def _of_link(sealed: Sealed, content: str) -> Version:
    facts = {name: getattr(sealed, name) for name in Sealed.model_fields if name in _OF_VERSION}
    return Version.model_construct(**{**facts, "status": "vastgesteld", "content": content})


def _of_file(remains: KnownRecord, file: tuple[str, Archived, Said], content: str) -> Version:
    """Return a version as its file tells it; the day it was first written is not known."""
    path, _, said = file
    reason = reason_in(remains.read(path), said) or UNKNOWN
    approved, review = days_of(said)
    return Version(
        versie=said.version,
        status="vastgesteld",
        datum=approved,
        herziening=review,
        inhoud=content,
        reden=None if reason == _FIRST else reason,
        vastgesteld_door=said.approver or UNKNOWN,
        vastgesteld_op=approved,
        archief=tuple(_frozen(remains.found.files, path)),
    )


def _frozen(files: Mapping[str, Archived], path: str) -> Iterator[Frozen]:
    """Yield the Word file at `path`, and what lies beside it of the same version."""
    beside = PurePosixPath(path)
    for suffix in (".docx", ".xlsx", ".pdf"):
        name = str(beside.with_name(f"{beside.stem}{suffix}"))
        if name in files:
            yield Frozen(bestand=PurePosixPath(name).name, sha256=files[name].digest)


_OF_VERSION = frozenset(Version.model_fields)
