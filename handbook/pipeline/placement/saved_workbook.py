"""A workbook of ours in which somebody worked: told long before somebody wants to approve it."""

from pathlib import PurePath

from handbook.errors import Place, Problem
from handbook.excel import prove_sheet


def sheet_by_hand(file: str, data: bytes) -> tuple[Problem, ...]:
    """Return the `let op` on a workbook of ours that somebody changed (HB577).

    It cannot be merged or stamped, so an approval leaves its document out.
    """
    proof = prove_sheet(data) if file.endswith(".xlsx") else None
    if proof is None or proof.intact:
        return ()
    problem = Problem(
        Place(file),
        code="HB577",
        what="dit werkblad is in Excel gewijzigd, en zo niet vast te stellen",
        mend=f"Geef het een andere naam, zoals 'mijn {PurePath(file).name}', en bouw opnieuw: dan "
        "staat er weer een van handbook. Wilt u iets bewaren, zet dat dan in het profiel.",
        weight="let op",
    )
    return (problem,)
