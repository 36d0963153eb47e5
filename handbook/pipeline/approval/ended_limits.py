"""Valid versions that print a limit of the law that ended since they were approved."""

from collections.abc import Iterator
from datetime import date

from handbook.errors import Place, Problem
from handbook.loading.workspace import Loaded
from handbook.model.common.base_record import date_text
from handbook.model.sources.content import Deadline, Procedure
from handbook.pipeline.organisation.paths import APPROVED
from handbook.tailoring.selection.conditions import applies
from handbook.tailoring.selection.norm_binding import select, situation_of


def ended_limits(loaded: Loaded, name: str, today: date) -> Iterator[Problem]:
    """Yield a `let op` for each limit that ended after the approval of what prints it (HB255)."""
    situation = situation_of(select(loaded.profile, loaded.library))
    for entry in loaded.register.entries:
        procedure = loaded.library.procedures.get(entry.item)
        valid = entry.approved
        if procedure is None or valid is None or not loaded.register.is_valid(entry):
            continue
        for limit in _ended(procedure, valid.approved, today):
            if applies(limit.condition, situation):
                yield Problem(
                    Place(f"output/{name}/{APPROVED}/{entry.filename}"),
                    code="HB255",
                    what=f"versie {valid.number} van {entry.code} noemt '{limit.what}: "
                    f"{limit.limit}', en dat geldt sinds {date_text(limit.until or today)} "
                    "niet meer",
                    mend=f"Zet in het profiel 'peildatum: {today:%d-%m-%Y}', bouw opnieuw en stel "
                    f"{entry.code} opnieuw vast.",
                    weight="let op",
                )


def _ended(procedure: Procedure, approved: date | None, today: date) -> Iterator[Deadline]:
    """Yield the limits that held on the day of approval and ended by `today`."""
    for limit in procedure.deadlines if approved else ():
        if limit.in_force(approved) and limit.until and limit.until <= today:
            yield limit
