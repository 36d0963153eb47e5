"""A working file that is older than what was approved, and lacks what somebody wrote in that.

An older copy was put back: out of a backup, by a sync program, or with `restore`. What the files
say proves it, never a clock: a file that she changed after the approval says that version or a
later one, whatever she took out.
"""

from dataclasses import dataclass
from pathlib import Path

from handbook import storage
from handbook.errors import Place, Problem
from handbook.model.sources.register import Register, Version
from handbook.pipeline.organisation.lost_file import frozen_copy, is_her_work, numbers_of
from handbook.word.hand_edits.missing_words import MissingWords, lacking
from handbook.word.package.seal import prove
from handbook.word.provenance.approval_record import said_of_itself, written_as

SHOWN = 3
_LONGEST = 60  # characters of her words in a message
Stage = tuple[tuple[int, ...], bool, bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Older:
    """A file that is older than the approved `version`, and what it lacks of that."""

    version: str
    lacks: MissingWords

    @property
    def what(self) -> str:
        """The same in Dutch, with her words."""
        return (
            f"dit bestand is ouder dan versie {self.version} en heeft niet wat daarin met de hand "
            f"is vastgesteld{shown(self.lacks)}"
        )

    def told(self, file: str) -> Problem:
        """Return it as a `let op` on the file, counted from the working folder (HB459)."""
        return Problem(
            Place(file),
            code="HB459",
            what=self.what,
            mend=f"Het blijft zoals het is. Haal het weg en bouw opnieuw: dan komt versie "
            f"{self.version} terug uit het archief. Hebt u hierin zelf gewerkt, neem dat dan over. "
            "Wilt u zonder die woorden verder, haal ze weg in het bestand dat terugkomt.",
            weight="let op",
        )


def older(root: Path, name: str, register: Register, item: str, data: bytes | None) -> Older | None:
    """Return what the working file `data` of a document lacks of its valid version, if it is older.

    None where nobody changed that version by hand: then there is nothing of hers to lack; and
    where there is no working file.

    Raises:
        StorageError: the approved file cannot be read.
    """
    entry = register.find(item)
    valid = entry.approved if entry else None
    if data is None or entry is None or valid is None or not valid.frozen:
        return None
    if storage.sha256(data) in {each.digest for each in valid.frozen}:
        return None
    stage = stage_of(data)
    if stage is None or not is_before(stage, valid):
        return None
    frozen = frozen_copy(root, name, entry)
    if frozen is None or not is_her_work(frozen[1], item, register.owners(name)):
        return None
    lacks = lacking(frozen[1], data)
    return None if lacks.nothing else Older(version=valid.number, lacks=lacks)


def is_before(stage: Stage, valid: Version) -> bool:
    """Tell whether a file came less far than the version that is `valid`, changed by hand."""
    return stage < (numbers_of(valid.number), True, True)


def stage_of(data: bytes) -> Stage | None:
    """Return how far a file of ours came: its number, whether approved, whether changed by hand.

    The furthest of what its properties say and of what we last wrote in it: a program of before
    left that as it was at an approval. None where it says neither.
    """
    said, proof = said_of_itself(data), prove(data)
    if said is None or proof is None:
        return None
    told = ((said.version, said.status), written_as(data))
    found = [(numbers_of(number), status == "vastgesteld") for number, status in told]
    number, approved = max(found)
    return (number, approved, not proof.intact) if number else None


def shown(lacks: MissingWords) -> str:
    """Return what is lacking in Dutch, behind a colon; "" where it is not known."""
    said = [*map(_quoted, lacks.written), *(f"{_quoted(e)} (weggehaald)" for e in lacks.taken_out)]
    more = f" en {len(said) - SHOWN} andere" if len(said) > SHOWN else ""
    return f": {'; '.join(said[:SHOWN])}{more}" if said else ""


def _quoted(words: str) -> str:
    return f"'{words}'" if len(words) <= _LONGEST else f"'{words[:_LONGEST].rstrip()}…'"
