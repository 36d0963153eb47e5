"""Register and archive check each other: what the one says, the other must say as well."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby, pairwise
from pathlib import Path, PurePosixPath

from handbook import folders, storage
from handbook.errors import HandbookError, Place, Problem
from handbook.loading.conflict_copies import conflict_copies, copied_from
from handbook.model.common.base_record import date_text, printable
from handbook.model.sources.register import Entry, Frozen, Link, Register, Version
from handbook.pipeline.organisation.paths import APPROVED, ARCHIVE, standing
from handbook.pipeline.placement.moves import FORMER
from handbook.pipeline.records.archived_files import Look
from handbook.pipeline.records.broken_approval import announced, left_behind
from handbook.tailoring.control.approval import parts_of
from handbook.tailoring.control.checksum_chain import flaws, newest, proved_since, short
from handbook.word.provenance.approval_record import Said, said_of_itself

_SHOWN = 3
_MOST = 20
_BACK = "Zet het nieuwste register.yaml terug uit uw reservekopie"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Record:
    """The register of an organisation beside what lies in its archive."""

    root: Path
    name: str
    register: Register
    found: Look

    @property
    def place(self) -> Place:
        return Place(f"organisations/{self.name}/register.yaml")

    def file(self, path: str) -> Place:
        return Place(f"organisations/{self.name}/{ARCHIVE}/{path}")

    @property
    def mend(self) -> str:
        return f"{_BACK}, of maak het uit het archief: handbook herstel {self.name} --register."

    def approved(self) -> Iterator[tuple[Entry, Version, Frozen, str]]:
        """Yield each file that the register knows as approved, with its path in the archive."""
        for entry in self.register.entries:
            for version in entry.versions:
                for frozen in version.frozen:
                    yield entry, version, frozen, f"{entry.code}/{frozen.filename}"


def refuse_unsound(root: Path, name: str, register: Register, found: Look) -> None:
    """Stop where `register` and what was `found` in the archive do not agree.

    Raises:
        HandbookError: HB581 to HB584, all that does not agree.
    """
    if problems := unsound(root, name, register, found):
        raise HandbookError(*problems)


def unsound(root: Path, name: str, register: Register, found: Look) -> tuple[Problem, ...]:
    """Return all in which `register` and what was `found` in the archive do not agree.

    Look before the register is read: an approval that ends in between is then no fault.
    """
    record = _Record(root=root, name=name, register=register, found=found)
    strays = _strays(record)
    left = _left_behind(record, strays)
    strays = [each for each in strays if each not in left]
    if strays and not any(True for _ in record.approved()):
        return (_lost(record, strays),)
    problems = (
        *([_broke_off(record, left)] if left else []),
        *_approved_without_a_trace(record),
        *_unknown(record, strays),
        *_out_of_order(record),
        *_half_approved(record),
        *_otherwise(record),
        *_unchained(record),
    )
    return problems if len(problems) <= _MOST else (*problems[:_MOST], _more(record, problems))


def damaged(root: Path, name: str, register: Register, found: Look) -> tuple[Problem, ...]:
    """Return a `let op` (HB580) for each archived file that changed, or that went for good."""
    record = _Record(root=root, name=name, register=register, found=found)
    return tuple(
        Problem(
            record.file(path),
            code="HB580",
            what=f"dit vastgestelde bestand {'is gewijzigd' if path in found.files else 'is weg'}",
            mend="Zet het terug uit uw reservekopie; het register kent zijn SHA-256.",
            weight="let op",
        )
        for entry, version, frozen, path in record.approved()
        if _is_damaged(record, (entry, version, frozen), path)
    )


def beside(root: Path, name: str, register: Register, found: Look) -> tuple[Problem, ...]:
    """Return a `let op` for each copy of a sync program beside profile, register or document."""
    archived = _copies(_Record(root=root, name=name, register=register, found=found))
    return conflict_copies(root, name, [each.filename for each in register.entries], archived)


def proved(register: Register, found: Look) -> str:
    """Return, in Dutch, from when on a sound register proves itself; "" if nothing is approved.

    Where the files tell of a chain that is no longer there, nothing is claimed of what was sealed
    before: an honest repair and a forgery look the same.
    """
    if not any(entry.approved for entry in register.entries):
        return ""
    if not register.chain:
        return (
            "register en archief kloppen; wat is vastgesteld, is zoals aangetroffen. Vanaf de "
            "eerstvolgende vaststelling is het aantoonbaar"
        )
    first = register.chain[0]
    if _begun_anew(register, found):
        return (
            f"de ketting van sommen is opnieuw begonnen op {date_text(first.day)}, volgens het "
            "register: wat toen al was vastgesteld, is zoals aangetroffen, en de bestanden noemen "
            f"sommen die er niet meer zijn. Nieuwste som: {short(newest(register))}"
        )
    before = "; daarvoor zoals aangetroffen" if first.kind == "aangetroffen" else ""
    return (
        f"register en archief kloppen; aantoonbaar vanaf "
        f"{date_text(proved_since(register))}{before}. "
        f"Nieuwste som: {short(newest(register))}"
    )


def differing(entry: Entry, version: Version, said: Said) -> Iterator[tuple[str, object, object]]:
    """Yield what a frozen file says else than the register: key, what it says, the register's."""
    for key, told, kept in _pairs(entry, version, said):
        if told and _on_one_line(told) != _on_one_line(kept or ""):
            yield key, told, kept
    # The register knows the title of the newest version only; how it is typeset does not matter.
    if version is entry.current and said.title and not is_same_title(said.title, entry.title):
        yield "titel", said.title, entry.title


def _strays(record: _Record) -> list[str]:
    """Return the files in the archive that no register names, and no approval announced."""
    named = {path for *_, path in record.approved()}
    copied = _copies(record)
    unknown = [path for path in sorted(set(record.found.files) - named) if path not in copied]
    coming = announced(record.root, record.name) if unknown else {}
    return [path for path in unknown if coming.get(path) != record.found.files[path].digest]


def _copies(record: _Record) -> dict[str, str]:
    """Return the copies of a sync program in the archive; they change nothing approved."""
    names = {PurePosixPath(path).name for *_, path in record.approved()}
    found = {}
    for path in record.found.files:
        name = PurePosixPath(path).name
        if original := copied_from(name, names):
            found[path] = original
    return found


def _lost(record: _Record, strays: list[str]) -> Problem:
    return Problem(
        record.place,
        code="HB581",
        what="het register ontbreekt, of is leeg, en in het archief liggen vastgestelde bestanden: "
        + _few(strays),
        mend=f"{record.mend} Er is niets gewijzigd.",
    )


def _approved_without_a_trace(record: _Record) -> Iterator[Problem]:
    """Yield that files in output/ say to be approved, of versions that the register lost (HB581).

    Of what readers find the register knows every version. What somebody works in counts only
    where the register knows no document at all: an approval that broke off leaves it for the
    next build, and its copy among the former files.
    """
    found = [path for path in record.found.stands if path.startswith(f"{APPROVED}/")]
    if not record.register.entries and not announced(record.root, record.name):
        found = list(record.found.stands)
    if lost := [path for path in found if _is_lost(record, path)]:
        home = f"organisations/{record.name}"
        yield Problem(
            Place(f"output/{record.name}"),
            code="HB581",
            what=f"hier liggen vastgestelde bestanden die het register niet kent: {_few(lost)}",
            mend=f"Zet {home}/register.yaml en {home}/{ARCHIVE} samen terug uit uw reservekopie. "
            "Is die er niet, dan staat bij HB581 hoe u verdergaat. Er is niets gewijzigd.",
        )


def _is_lost(record: _Record, path: str) -> bool:
    """Tell whether a file in output/ was approved, and nothing knows of it any more."""
    digest = record.found.stands[path]
    if any(digest == frozen.digest for _, _, frozen, _ in record.approved()):
        return False
    said = said_of_itself(storage.read(record.root / "output" / record.name / path) or b"")
    if said is None or said.status != "vastgesteld" or not said.version:
        return False
    entry = record.register.find(said.item)
    numbers = {each.number for each in entry.versions if each.approved} if entry else set()
    ours = said.organisation in record.register.owners(record.name)
    in_work = not path.startswith(f"{APPROVED}/")
    return ours and said.version not in numbers and not (in_work and _was_kept(record, digest))


def _was_kept(record: _Record, digest: str) -> bool:
    """Tell whether a file lies among the former ones: there the archive's goes where one breaks."""
    home = record.root / "organisations" / record.name / FORMER
    return any(storage.digest(path) == digest for path in folders.files(home))


def _unknown(record: _Record, strays: list[str]) -> Iterator[Problem]:
    """Yield for each folder of the archive which files the register does not know."""
    for folder, paths in groupby(strays, key=lambda path: path.rpartition("/")[0]):
        names = [PurePosixPath(path).name for path in paths]
        yield Problem(
            record.file(folder),
            code="HB581",
            what=f"in het archief ligt wat het register niet kent: {_few(names)}",
            mend=f"{record.mend} Hoort het hier niet, zet het dan ergens anders.",
        )


def _left_behind(record: _Record, strays: list[str]) -> list[str]:
    noted = left_behind(record.root, record.name) if strays else {}
    return [path for path in strays if noted.get(path) == record.found.files[path].digest]


def _broke_off(record: _Record, paths: list[str]) -> Problem:
    """Return that an approval broke off before the register named its files."""
    names = _few([PurePosixPath(path).name for path in paths])
    return Problem(
        record.place,
        code="HB581",
        what=f"een vaststelling brak af; in het archief ligt nog: {names}",
        mend="Bouw opnieuw: dan gaat het naar de vorige versies, en stelt u opnieuw vast. Was deze "
        "versie al vastgesteld, zet dan eerst het nieuwste register.yaml terug.",
    )


def _more(record: _Record, problems: tuple[Problem, ...]) -> Problem:
    """Return that there is more of the last kind of problem that is told."""
    left = len(problems) - _MOST
    what = f"er klopt nog meer niet: {left} {'ding' if left == 1 else 'dingen'}"
    return Problem(record.place, code=problems[_MOST].code, what=what, mend=record.mend)


def _few(names: list[str]) -> str:
    more = f" en {len(names) - _SHOWN} andere" if len(names) > _SHOWN else ""
    return ", ".join(names[:_SHOWN]) + more


def _out_of_order(record: _Record) -> Iterator[Problem]:
    for entry in record.register.entries:
        for before, after in pairwise(entry.versions):
            if parts_of(after.number) <= parts_of(before.number):
                yield Problem(
                    record.place,
                    code="HB583",
                    what=f"versie {after.number} van {entry.code} staat na versie {before.number}",
                    mend=record.mend,
                )


def _half_approved(record: _Record) -> Iterator[Problem]:
    for entry in record.register.entries:
        for version in entry.versions:
            facts = {
                "status 'vastgesteld'": version.status == "vastgesteld",
                "vastgesteld_door": bool(version.approver),
                "vastgesteld_op": bool(version.approved),
                "archief": bool(version.frozen),
            }
            lacking = [name for name, there in facts.items() if not there]
            if lacking and len(lacking) < len(facts):
                yield Problem(
                    record.place,
                    code="HB583",
                    what=f"versie {version.number} van {entry.code} lijkt vastgesteld, en er "
                    f"ontbreekt: {', '.join(lacking)}",
                    mend=f"{record.mend} Vaststellen gaat met: handbook approve.",
                )


def _otherwise(record: _Record) -> Iterator[Problem]:
    """Yield what a file that is still as it was approved says else than the register."""
    for entry, version, frozen, path in record.approved():
        file = record.found.files.get(path)
        if file is None or file.said is None or file.digest != frozen.digest:
            continue
        for key, said, kept in differing(entry, version, file.said):
            yield Problem(
                record.file(path),
                code="HB582",
                what=f"volgens dit vastgestelde bestand is '{key}' {_shown(said)}, en volgens "
                f"het register {_shown(kept)}",
                mend=record.mend,
            )


def _pairs(entry: Entry, version: Version, said: Said) -> Iterator[tuple[str, object, object]]:
    """Yield what file and register both say of a version, by its key in the register."""
    yield "document", said.item, entry.item
    yield "code", said.code, entry.code
    yield "versie", said.version, version.number
    yield "status", said.status, version.status
    yield "vastgesteld_door", said.approver, version.approver
    yield "vastgesteld_op", said.written, version.approved
    yield "herziening", said.review, version.review


def _on_one_line(value: object) -> str:
    """Return a value as a reader of the register gets it: its letters composed, on one line."""
    return " ".join(unicodedata.normalize("NFC", str(value)).split())


def is_same_title(one: str, other: str) -> bool:
    """Tell whether two titles have the same letters and digits, however they are typeset."""
    return _letters(one) == _letters(other)


def _letters(title: str) -> str:
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", title).casefold()))


def _unchained(record: _Record) -> Iterator[Problem]:
    for flaw in flaws(record.register):
        what = f"{flaw.where}: {flaw.what}"
        yield Problem(record.place, code="HB584", what=what, mend=record.mend)
    links = {
        frozen.digest: link
        for link in record.register.chain
        for sealed in link.sealed
        for frozen in sealed.frozen
    }
    for _, _, frozen, path in record.approved():
        file = record.found.files.get(path)
        if file is None or file.said is None or file.digest != frozen.digest:
            continue
        if file.said.link and not _fits(links.get(frozen.digest), file.said.link):
            yield Problem(
                record.file(path),
                code="HB584",
                what="dit bestand is vastgesteld met een som die niet (meer) in de ketting van het "
                f"register staat: {printable(short(file.said.link))}",
                mend=record.mend,
            )


def _fits(link: Link | None, named: str) -> bool:
    return link is not None and (link.kind == "aangetroffen" or link.previous == named)


def _begun_anew(register: Register, found: Look) -> bool:
    """Tell whether a file that was sealed as it was found names a sum: there was a chain before."""
    first = register.chain[0]
    sealed = {frozen.digest for each in first.sealed for frozen in each.frozen}
    return first.kind == "aangetroffen" and any(
        file.said is not None and bool(file.said.link)
        for file in found.files.values()
        if file.digest in sealed
    )


def _is_damaged(record: _Record, of: tuple[Entry, Version, Frozen], path: str) -> bool:
    entry, version, frozen = of
    file = record.found.files.get(path)
    if file is not None:
        return file.digest != frozen.digest
    # A build puts it back from where it stands for readers.
    stands = standing(record.root, record.name, entry, frozen)
    return version is not entry.approved or storage.digest(stands) != frozen.digest


def _shown(value: object) -> str:
    if isinstance(value, date):
        return date_text(value)
    return f"'{printable(str(value))}'" if value else "leeg"
