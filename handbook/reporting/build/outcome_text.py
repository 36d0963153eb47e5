"""What came of a build, in Dutch, for a person who reads it in a terminal."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from textwrap import wrap
from typing import Literal

from handbook.errors import Problem, plain
from handbook.model.documents.build import Action, Block, DocumentOutcome, Outcome
from handbook.model.documents.document import Doubt
from handbook.reporting.terminal.stream import paint, prose_columns

Weight = Literal["fout", "let op"]
ACTION_STYLES: Mapping[Action, str] = {
    "nieuw": "green",
    "gewijzigd": "yellow",
    "ongewijzigd": "bright_black",
    "samengevoegd": "cyan",
    "behouden": "magenta",
    "voorstel": "magenta",
    "vervallen": "bright_black",
    "vastgesteld": "green",
    "mislukt": "red",
}
# What a person should hear of each time; the rest is told in numbers, or to who asks why.
_TOLD: frozenset[Action] = frozenset(
    {"samengevoegd", "voorstel", "vervallen", "vastgesteld", "mislukt"}
)
_SIGNS: Mapping[Action, str] = {"voorstel": "!", "mislukt": "✗"}
_ENDS = {0: ("✓", "green"), 3: ("!", "yellow")}
_WORST_END = ("✗", "red")
_WEIGHTS: Mapping[Weight, tuple[str, str]] = {
    "fout": ("fout", "fouten"),
    "let op": ("aandachtspunt", "aandachtspunten"),
}
_WEIGHT_STYLES: Mapping[Weight, str] = {"fout": "red", "let op": "yellow"}
_INDENT = "    "
_SHOWN = 60  # letters of a block that is told of


def as_text(
    outcome: Outcome, *, why: bool = False, colour: bool = False, signs: bool = False
) -> str:
    """Return what came of one organisation as text, without a line end.

    First a line with numbers; then the documents that ask for attention, or all of them when the
    reader asks `why`; then the problems and what is good to know. `signs` tells that the stream
    can show ✓ and ✗.
    """
    sign, style = ending(outcome.exit_code)
    head = f"{paint(sign, style, on=colour)} " if signs else ""
    name = paint(plain(outcome.organisation), "bold", on=colour)
    told = [each for each in outcome.documents if why or each.action in _TOLD]
    lines = [f"{head}{name}: {summary([outcome])}"]
    lines += [line for each in told for line in _document(each, colour=colour, signs=signs)]
    blocks = ["\n".join(lines), problems_text(problems_of(outcome), colour=colour)]
    if outcome.notices:
        notices = [line for notice in outcome.notices for line in _bullet(notice)]
        blocks.append("\n".join([paint("Goed om te weten", "bold", on=colour), *notices]))
    if outcome.doubts:
        doubts = [line for each in outcome.doubts for line in _bullet(_doubt(each))]
        title = f"Nog na te gaan ({len(outcome.doubts)})"
        blocks.append("\n".join([paint(title, "bold", on=colour), *doubts, *_how_to_record()]))
    return "\n\n".join(block for block in blocks if block)


def summary(outcomes: Iterable[Outcome]) -> str:
    """Return the numbers of `outcomes` together: "31 nieuw, 2 gewijzigd, 1 voorstel; 2 fouten"."""
    seen = list(outcomes)
    actions = Counter(each.action for outcome in seen for each in outcome.documents)
    made = ", ".join(
        counted(action, actions[action]) for action in ACTION_STYLES if actions[action]
    )
    weights = Counter(problem.weight for outcome in seen for problem in problems_of(outcome))
    wrong = ", ".join(
        f"{weights[weight]} {words[weights[weight] > 1]}"
        for weight, words in _WEIGHTS.items()
        if weights[weight]
    )
    return "; ".join(text for text in (made, wrong) if text) or "in orde"


def problems_text(problems: Sequence[Problem], *, colour: bool = False) -> str:
    """Return `problems` as text: errors first, then by file and line, the same advice once."""
    blocks = []
    for weight, (one, more) in _WEIGHTS.items():
        found = sorted(
            {problem for problem in problems if problem.weight == weight},
            key=lambda problem: (problem.place, problem.code, problem.what, problem.mend),
        )
        if found:
            title = f"{len(found)} {more if len(found) > 1 else one}"
            blocks.append(paint(title, _WEIGHT_STYLES[weight], on=colour))
        blocks += [
            "\n".join(_advised(tuple(group), mend))
            for (_, mend), group in groupby(found, lambda problem: (problem.code, problem.mend))
        ]
    return "\n\n".join(blocks)


def stopped_text(problems: Iterable[Problem]) -> str:
    """Return what stopped a command: each problem with its own advice, in the order given."""
    return "\n\n".join("\n".join(_advised((each,), each.mend)) for each in problems)


def problems_of(outcome: Outcome) -> tuple[Problem, ...]:
    """Return the problems of `outcome` and of its documents, each once."""
    own = (problem for each in outcome.documents for problem in each.problems)
    return tuple(dict.fromkeys((*outcome.problems, *own)))


def ending(exit_code: int) -> tuple[str, str]:
    """Return the sign and the style that stand for how it ended."""
    return _ENDS.get(exit_code, _WORST_END)


def counted(action: Action, count: int) -> str:
    """Return a number of documents: "3 nieuw", "2 voorstellen"."""
    return f"{count} voorstellen" if action == "voorstel" and count > 1 else f"{count} {action}"


def _document(each: DocumentOutcome, *, colour: bool, signs: bool) -> Iterator[str]:
    style = ACTION_STYLES[each.action]
    sign = f"{_SIGNS.get(each.action, '✓')} " if signs else ""
    action = paint(f"{sign}{each.action:<12}", style, on=colour)
    reason = f": {plain(each.reason)}" if each.reason else ""
    yield f"  {action}  {plain(each.code):<8}  {plain(each.title)}{reason}"
    if each.action in _TOLD and each.path:
        yield f"{_INDENT}{plain(each.path)}"
    yield from (line for block in each.blocks if block.told for line in _block(block))


def _block(block: Block) -> Iterator[str]:
    """Give the lines on one block of a merged file that waits for its reader."""
    under = f", onder '{block.place}'" if block.place else ""
    said = block.text if len(block.text) <= _SHOWN else f"{block.text[:_SHOWN].rstrip()}…"
    note = f" {block.note}" if block.note else ""
    yield from _bullet(f"{block.what}{under}: '{said}'.{note}")


def _advised(problems: Sequence[Problem], mend: str) -> Iterator[str]:
    """Give the lines of `problems`, each at its place, and once how to `mend` them."""
    for problem in problems:
        # Place first, and never broken: editors and terminals make it a link.
        yield plain(f"{problem.place}: {problem.what} [{problem.code}]".replace("\n", " "))
        if problem.place.excerpt.strip():
            yield f"{_INDENT}| {plain(problem.place.excerpt.strip())}"
    for line in mend.splitlines():
        yield from _wrapped(line, _INDENT, _INDENT)


def _doubt(doubt: Doubt) -> str:
    why = f" {doubt.why[:1].upper()}{doubt.why[1:].rstrip('.')}." if doubt.why else ""
    return f"{doubt.id}: {doubt.what}.{why}"


def _how_to_record() -> list[str]:
    return _wrapped(
        "Dit staat zonder getal of artikel in de documenten. Ging u het na? Zet in het profiel bij "
        "'nagegaan' dit id, met door, op en bron.",
        _INDENT,
        _INDENT,
    )


def _bullet(notice: str) -> list[str]:
    return _wrapped(notice, "  - ", _INDENT)


def _wrapped(text: str, first: str, other: str) -> list[str]:
    return wrap(
        plain(text),
        prose_columns(),
        initial_indent=first,
        subsequent_indent=other,
        # A path or a name in two pieces cannot be copied.
        break_long_words=False,
        break_on_hyphens=False,
    )
