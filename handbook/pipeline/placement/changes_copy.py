"""The copy of a document that shows in Word what changed: for a reader, and no document."""

from pathlib import Path

from handbook.word.comparison.front_page import FrontPage, with_front_page
from handbook.word.comparison.redline import redline
from handbook.word.package.package import pack, read
from handbook.word.package.seal import prove, seal

COMPARED = " (verschil).docx"
_AUTHOR = "handbook"
READING = (
    "Dit is een kopie om te lezen: wat erbij kwam en wat wegviel, staat erin als bijgehouden "
    "wijziging. Werk verder in het document zelf."
)


def place_of(target: Path) -> Path:
    """Return where the copy of the document at `target` stands."""
    return target.with_name(f"{target.stem}{COMPARED}")


def shown(old: bytes, new: bytes, *, owner: tuple[str, str], day: str, page: FrontPage) -> bytes:
    """Return a copy of `new` in which the changes since `old` are tracked, sealed as ours.

    Args:
        old: a .docx.
        new: a .docx.
        owner: the ids of organisation and document.
        day: the day of the changes, as "2026-11-24T00:00:00Z".
        page: what stands before it.

    Raises:
        ValueError: one of them is no Word file that can be read.
    """
    copy = with_front_page(redline(old, new, author=_AUTHOR, date=day), page)
    return pack(seal(read(copy), owner[0], _mark(owner[1]), ""))


def may_replace(data: bytes | None, owner: tuple[str, str]) -> bool:
    """Tell whether what stands at the place of a copy is nothing, or a copy nobody worked in."""
    proof = prove(data) if data is not None else None
    if proof is None:
        return data is None
    return proof.intact and (proof.organisation, proof.item) == (owner[0], _mark(owner[1]))


def _mark(item: str) -> str:
    return f"{item}.verschil"
