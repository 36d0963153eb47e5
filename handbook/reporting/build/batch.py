"""What came of many organisations: a line for each that changed, and at the end what is wrong."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from handbook.errors import plain
from handbook.model.documents.build import Action, Outcome
from handbook.reporting.build.outcome_text import (
    ACTION_STYLES,
    as_text,
    counted,
    ending,
    problems_of,
    summary,
)
from handbook.reporting.terminal.stream import PLAIN, Capabilities, paint

_QUIET: frozenset[Action] = frozenset({"ongewijzigd", "behouden"})


@dataclass(slots=True)
class Tally:
    """What was seen so far; of an organisation where all is well only numbers are kept."""

    organisations: int = 0
    actions: Counter[Action] = field(default_factory=Counter)
    remarks: int = 0
    troubled: list[Outcome] = field(default_factory=list)
    codes: set[int] = field(default_factory=set)

    def add(self, outcome: Outcome) -> None:
        """Count `outcome`, and keep of it what a reader must hear at the end."""
        self.organisations += 1
        self.actions.update(each.action for each in outcome.documents)
        self.codes.add(outcome.exit_code)
        found = problems_of(outcome)
        self.remarks += sum(problem.weight == "let op" for problem in found)
        if outcome.exit_code:
            self.troubled.append(trouble_of(outcome))


def trouble_of(outcome: Outcome) -> Outcome:
    """Return of `outcome` only what a reader must hear at the end of many."""
    told = tuple(each for each in outcome.documents if each.action not in _DONE)
    wrong = tuple(each for each in outcome.problems if each.weight == "fout")
    return replace(outcome, documents=told, problems=wrong, notices=())


_DONE: frozenset[Action] = frozenset({"nieuw", "gewijzigd", "vervallen", *_QUIET})


def as_line(outcome: Outcome, *, style: Capabilities = PLAIN) -> str:
    """Return what came of one organisation among many; "" where nothing changed."""
    actions = {each.action for each in outcome.documents}
    if not outcome.exit_code and actions <= _QUIET:
        return ""
    return f"{_head(outcome, style)}: {summary([outcome])}"


def closing(tally: Tally, *, style: Capabilities = PLAIN) -> str:
    """Return the numbers of all organisations together, and those where something is wrong."""
    made = ", ".join(
        counted(action, tally.actions[action]) for action in ACTION_STYLES if tally.actions[action]
    )
    many = "1 organisatie" if tally.organisations == 1 else f"{tally.organisations} organisaties"
    blocks = [f"{paint(many, 'bold', on=style.colour)}: {made or 'geen documenten'}"]
    if tally.remarks:
        blocks.append(
            f"{tally.remarks} aandachtspunten; 'handbook check ORGANISATIE' toont die van één."
        )
    return "\n\n".join([*blocks, *attention(tally.troubled, style=style)])


def attention(troubled: Sequence[Outcome], *, style: Capabilities = PLAIN) -> list[str]:
    """Return how many organisations ask attention, and each of them; nothing for none."""
    if not troubled:
        return []
    many = len(troubled)
    asks = "1 organisatie vraagt" if many == 1 else f"{many} organisaties vragen"
    return [
        paint(f"{asks} aandacht", "red", on=style.colour),
        *(as_text(each, colour=style.colour, signs=style.signs) for each in troubled),
    ]


def _head(outcome: Outcome, style: Capabilities) -> str:
    sign, colour = ending(outcome.exit_code)
    name = paint(plain(outcome.organisation), "bold", on=style.colour)
    return f"{paint(sign, colour, on=style.colour)} {name}" if style.signs else name
