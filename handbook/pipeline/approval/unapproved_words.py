"""A document that was approved, read again: does the file that people work in still say that?"""

from collections.abc import Iterator, Sequence
from pathlib import Path

from handbook import storage
from handbook.errors import Place, Problem, StorageError
from handbook.model.sources.register import Entry
from handbook.pipeline.organisation.paths import archived
from handbook.word.file_words import words_of, written_in
from handbook.word.hand_edits.edited_since import changed_by_hand
from handbook.word.package.seal import prove

_SHOWN = 3
_MEND = (
    "Wat geldt, staat in 'vastgesteld'. Bouw opnieuw: wat u met de hand wijzigde, wordt een "
    "concept. Kwam het door het sjabloon of de naam, stel het document dan opnieuw vast."
)


def unapproved_words(root: Path, name: str, entries: Sequence[Entry]) -> Iterator[Problem]:
    """Yield a `let op` on files that call themselves approved and say something else (HB518).

    That is so after a change of the template or of the organisation's name, and after an edit by
    hand until the next build. Many are told together. A file that cannot be read is told elsewhere.

    Args:
        root: the working folder.
        name: the organisation.
        entries: the documents that are part of its set.
    """
    found = [each for each in entries if each.current.approved and _differs(root, name, each)]
    if len(found) > _SHOWN:
        codes = ", ".join(each.code for each in found)
        what = f"in {len(found)} bestanden staat iets anders dan is vastgesteld: {codes}"
        yield _told(f"output/{name}", what)
        return
    for entry in found:
        what = (
            f"dit bestand noemt zich versie {entry.current.number}, maar er staat iets anders in "
            "dan is vastgesteld"
        )
        yield _told(f"output/{name}/{entry.filename}", what)


def _differs(root: Path, name: str, entry: Entry) -> bool:
    data = _found(root / "output" / name / entry.filename)
    return data is not None and says_else(root, name, entry, data)


def _told(file: str, what: str) -> Problem:
    return Problem(Place(file), code="HB518", what=what, mend=_MEND, weight="let op")


def says_else(root: Path, name: str, entry: Entry, data: bytes) -> bool:
    """Tell whether `data` says something else to a reader than the newest version as approved.

    Not where nothing of it was approved, or where one of both cannot be read. A file that another
    program only saved says the same.
    """
    frozen = next((each for each in entry.current.frozen if each.filename.endswith(".docx")), None)
    if frozen is None or storage.sha256(data) == frozen.digest:
        return False
    before = _found(archived(root, name, entry, frozen))
    proof = prove(data)
    if before is None or proof is None:
        return False
    try:
        if proof.intact:
            return words_of(before) != words_of(data)
        return changed_by_hand(before, data) or _wrote_else(before, data)
    except ValueError:
        return False


def _wrote_else(before: bytes, now: bytes) -> bool:
    """Tell whether we wrote in `now` what `before` does not print, or no longer what it prints.

    An approval of an older release left in a file what it was made from, concept and all; what is
    printed there is what was approved.
    """
    wrote, writes = written_in(before), written_in(now)
    if wrote is None or writes is None:
        return wrote != writes
    printed = set(words_of(before))
    new, gone = set(writes) - set(wrote), set(wrote) - set(writes)
    return bool(new - printed or gone & printed)


def _found(path: Path) -> bytes | None:
    try:
        return storage.read(path)
    except StorageError:
        return None
