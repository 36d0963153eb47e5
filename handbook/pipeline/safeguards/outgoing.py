"""Documents that left the set and hold a while longer: readers find them until others say so."""

from collections.abc import Iterator

from handbook.errors import Place, Problem
from handbook.model.sources.library import HANDBOOK, MATRIX
from handbook.model.sources.register import Entry, Register
from handbook.pipeline.organisation.paths import APPROVED


def still_valid(name: str, register: Register) -> Iterator[Problem]:
    """Yield a `let op` on each approved document that left the set and still holds (HB565)."""
    for entry in register.entries:
        if entry.dropped and entry.approved and register.is_valid(entry):
            why, until, mend = _of(entry, register)
            yield Problem(
                Place(f"output/{name}/{APPROVED}/{entry.filename}"),
                code="HB565",
                what=f"{entry.code} {why} en geldt nog: versie {entry.approved.number} blijft "
                f"staan tot {until}",
                mend=mend,
                weight="let op",
            )


def _of(entry: Entry, register: Register) -> tuple[str, str, str]:
    """Return why a document left, until when it holds, and what to do."""
    heir = register.find(entry.merged_into or "")
    if heir:
        mend = "Stel het nieuwe document vast; dan gaat dit weg."
        return "is vervangen", f"{heir.code} is vastgesteld", mend
    naming = [each.code for item in (HANDBOOK, MATRIX) if (each := register.find(item))]
    codes = " en ".join(naming)
    return (
        "hoort niet meer bij de set",
        f"{codes} zonder dit document zijn vastgesteld",
        f"Stel {codes} vast; dan gaat dit in dezelfde stap weg. Moet het blijven gelden, zet dan "
        "het profiel terug.",
    )
