"""Valid versions that print a limit of the law that ended since they were approved."""

from collections.abc import Iterable, Iterator
from datetime import date

from handbook.errors import Place, Problem
from handbook.loading.workspace import Loaded
from handbook.model.common.base_record import date_text
from handbook.model.sources.content import Conditional, Deadline, Procedure, RawBlock, Slot
from handbook.model.sources.library import CARDS, HANDBOOK
from handbook.model.sources.register import Entry
from handbook.pipeline.organisation.paths import APPROVED
from handbook.tailoring.selection.conditions import applies
from handbook.tailoring.selection.norm_binding import select, situation_of
from handbook.tailoring.text.laws import is_doubted

_TABLE = "termijnen"


def ended_limits(loaded: Loaded, name: str, today: date) -> Iterator[Problem]:
    """Yield a `let op` for each limit that ended after the approval of what prints it (HB255)."""
    situation = situation_of(select(loaded.profile, loaded.library))
    for entry in loaded.register.entries:
        valid = entry.approved if loaded.register.is_valid(entry) else None
        for procedure, limit, ended in _ended(loaded, entry, today):
            if valid and applies(limit.condition, situation):
                yield Problem(
                    Place(f"output/{name}/{APPROVED}/{entry.filename}"),
                    code="HB255",
                    what=f"versie {valid.number} van {entry.code} noemt "
                    f"'{_said(loaded, procedure, limit)}', en dat geldt sinds "
                    f"{date_text(ended)} niet meer",
                    mend=f"Zet in het profiel 'peildatum: {today:%d-%m-%Y}', bouw opnieuw en "
                    f"stel {entry.code} opnieuw vast.",
                    weight="let op",
                )


def _ended(loaded: Loaded, entry: Entry, today: date) -> Iterator[tuple[Procedure, Deadline, date]]:
    """Yield the limits that held when a document was approved and ended by `today`, with when."""
    approved = entry.approved.approved if entry.approved else None
    if approved is None:
        return
    for procedure in _printed_in(loaded, entry):
        for limit in procedure.deadlines:
            ended = _end(loaded, limit)
            if ended and limit.in_force(approved) and approved < ended <= today:
                yield procedure, limit, ended


def _end(loaded: Loaded, limit: Deadline) -> date | None:
    """Return the first day on which a limit, or the law it rests on, no longer holds."""
    law = loaded.library.laws.get(limit.law)
    return min((each.until for each in (limit, law) if each and each.until), default=None)


def _printed_in(loaded: Loaded, entry: Entry) -> Iterator[Procedure]:
    """Yield the procedures of which a document prints the limits: its own, or those of all."""
    known = loaded.library.procedures
    if entry.item in known:
        yield known[entry.item]
    chapters = loaded.library.chapters.values()
    of_all = entry.item == HANDBOOK and any(_has_table(each.blocks) for each in chapters)
    if of_all or entry.item == CARDS:
        alive = (each.item for each in loaded.register.entries if not each.dropped)
        yield from (known[each] for each in alive if each in known)


def _has_table(blocks: Iterable[RawBlock]) -> bool:
    """Tell whether `blocks` print the table of all limits."""
    return any(
        each.name == _TABLE if isinstance(each, Slot) else _has_table(each.blocks)
        for each in blocks
        if isinstance(each, Slot | Conditional)
    )


def _said(loaded: Loaded, procedure: Procedure, limit: Deadline) -> str:
    """Return a limit as the document has it; of a doubted one no number."""
    if is_doubted(loaded.profile, procedure.id, limit):
        return limit.what
    own = loaded.profile.deadlines.get(f"{procedure.id}.{limit.id}")
    return f"{limit.what}: {own if own and limit.nature == 'eigen' else limit.limit}"
