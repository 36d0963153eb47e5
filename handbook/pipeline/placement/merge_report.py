"""What is told of a merge: what became of each block, or why her file stayed as it was."""

from handbook.errors import Place, Problem
from handbook.model.documents.build import Block
from handbook.word.merge import WORDS, Kind, Merged, Refused

_TOLD: frozenset[Kind] = frozenset({"merged", "conflict", "gone", "open", "withheld"})


def blocks_of(result: Merged) -> tuple[Block, ...]:
    """Return what became of each block, in Dutch."""
    return tuple(
        Block(
            what=WORDS[each.kind],
            place=each.place,
            text=each.text,
            note=each.note,
            told=each.kind in _TOLD,
        )
        for each in result.outcomes
    )


def not_merged(path: str, refusal: Refused) -> Problem:
    """Return why the file at `path` stays as it is, and what she can do."""
    return Problem(
        Place(path),
        code="HB454",
        what=f"de nieuwe tekst is niet in dit bestand samengevoegd. {refusal.why.rstrip('.')}",
        mend=refusal.mend,
        weight="let op",
    )
