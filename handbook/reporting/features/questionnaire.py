"""What came of a questionnaire, made or read back, in Dutch for a terminal."""

from collections import Counter
from collections.abc import Iterator, Mapping

from handbook.errors import plain
from handbook.model.features.questionnaire import Questioned, Reply, State, Taken
from handbook.reporting.build.outcome_text import problems_text
from handbook.reporting.terminal.stream import Capabilities, paint

_STYLES: Mapping[State, str] = {
    "nieuw": "green",
    "gewijzigd": "yellow",
    "ongewijzigd": "bright_black",
    "leeg": "bright_black",
    "onbekend": "yellow",
    "geweigerd": "red",
}
_TOLD: frozenset[State] = frozenset({"nieuw", "gewijzigd", "geweigerd"})
_WIDEST = 80


def taken_text(taken: Taken, style: Capabilities) -> str:
    """Return what came of reading a questionnaire: numbers, answers, problems, what comes next."""
    name = paint(plain(taken.organisation), "bold", on=style.colour)
    seen = Counter(reply.state for reply in taken.replies)
    counted = ", ".join(f"{seen[state]} {state}" for state in _STYLES if seen[state])
    lines = [f"{name}: {counted}"]
    told = [reply for reply in taken.replies if reply.state in _TOLD]
    lines += [line for reply in told for line in _reply(reply, style)]
    blocks = ["\n".join(lines), problems_text(taken.problems, colour=style.colour)]
    return "\n\n".join(block for block in (*blocks, "\n".join(_next(taken))) if block)


def questioned_text(made: Questioned) -> str:
    """Return what came of asking for a questionnaire, and how the answers come back."""
    if not made.number:
        return f"{made.organisation}: elk open veld heeft al een antwoord. Er is niets te vragen."
    counted = f"{made.number} {'vraag' if made.number == 1 else 'vragen'}"
    stands = {"ongewijzigd": "stond er al", "gewijzigd": "is vernieuwd"}.get(made.state, "staat er")
    return (
        f"De vragenlijst van {made.organisation} {stands}, met {counted}:\n"
        f"  {plain(made.path)}\n"
        "Is zij ingevuld terug? Lees haar dan in met: handbook antwoorden BESTAND"
    )


def _reply(reply: Reply, style: Capabilities) -> Iterator[str]:
    state = paint(f"{reply.state:<11}", _STYLES[reply.state], on=style.colour)
    yield f"  {state}  {plain(reply.id)}  {plain(reply.name)}"
    if reply.state == "gewijzigd":
        yield f"    was:   {_short(reply.before)}"
        yield f"    wordt: {_short(reply.after)}"


def _short(text: str) -> str:
    line = plain(" ".join(text.split()))
    return line if len(line) <= _WIDEST else f"{line[:_WIDEST]}…"


def _next(taken: Taken) -> Iterator[str]:
    if taken.path:
        yield f"De antwoorden staan in {taken.path}."
    else:
        yield "Er is niets geschreven."
    if taken.waiting:
        fields = "open veld wacht" if taken.waiting == 1 else "open velden wachten"
        yield f"Nog {taken.waiting} {fields} op een antwoord."
    if taken.path:
        yield f"Maak nu de documenten met: handbook build {taken.organisation}"
