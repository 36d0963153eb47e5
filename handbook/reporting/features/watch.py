"""What happens while a working folder is watched, in lines for a person beside Word."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from handbook.errors import plain
from handbook.model.documents.build import Action, DocumentOutcome, Outcome
from handbook.model.features.watch import WatchEvent, What
from handbook.reporting.build.outcome_text import ending, problems_of, problems_text, summary
from handbook.reporting.terminal.stream import PLAIN, Capabilities, paint

_MOST = 6  # names in one line
_INDENT = " " * 10  # the width of a time and two blanks
_SAID: Mapping[What, str] = {
    "stil": "Alles is bij. Ik kijk mee; stop met Ctrl-C.",
    "niets": "Er verandert geen document.",
    "bezet": "Er loopt een andere build in deze werkmap. Ik wacht tot die klaar is.",
    "onbereikbaar": "De map organisations is niet te bereiken. Ik wacht tot zij er weer is; "
    "er wordt niets weggehaald.",
    "terug": "De map organisations is er weer.",
    "hersteld": "Het kijken viel even weg en is opnieuw begonnen.",
    "zonder seintjes": "Deze map geeft geen seintjes. Ik kijk zelf, elke twee seconden.",
}
_HERS: frozenset[Action] = frozenset({"samengevoegd", "voorstel", "vervallen"})
_DONE: frozenset[Action] = frozenset(
    {"nieuw", "gewijzigd", "samengevoegd", "voorstel", "vervallen"}
)


def live_text(happening: WatchEvent, time: str, *, style: Capabilities = PLAIN) -> str:
    """Return `happening` as lines, the first with `time` before it; without a line end."""
    first, *others = _lines(happening, style)
    return "\n".join([f"{paint(time, 'bright_black', on=style.colour)}  {first}", *others])


def _lines(happening: WatchEvent, style: Capabilities) -> list[str]:
    match happening.what:
        case "begin":
            return [_begin(happening)]
        case "gewijzigd":
            return _changed(happening.changes)
        case "gemaakt":
            return _made(happening, style)
        case "belemmerd":
            return ["Ik kan nu niets schrijven en probeer het zo weer.", *_wrong(happening, style)]
        case _:
            return [_sentence(happening)]


def _begin(happening: WatchEvent) -> str:
    names = [name for name, _ in happening.changes]
    who = plain(names[0]) if len(names) == 1 else f"{len(names)} organisaties"
    return f"Ik volg {who} in {plain(happening.subject)}."


def _sentence(happening: WatchEvent) -> str:
    subject, former = plain(happening.subject), plain(happening.former)
    match happening.what:
        case "wacht":
            by = f" bij {former}" if former else ""
            return f"{subject} is open{by}. Ik schrijf het zodra het dicht is."
        case "profiel weg":
            return f"Het profiel '{subject}' is weg. De documenten in output/{subject} blijven."
        case "profiel hernoemd":
            return (
                f"Het profiel '{former}' heet nu '{subject}'. De documenten in output/{former} "
                "blijven. Wilt u ook het register houden, hernoem dan de map "
                f"organisations/{former} mee."
            )
        case "niets" if subject:
            return f"{subject}: er verandert geen document."
    return _SAID[happening.what]


def _changed(changes: Sequence[tuple[str, str]]) -> list[str]:
    told = [f"{plain(path)} {how}" for path, how in changes[:_MOST]]
    left = len(changes) - len(told)
    if left:
        told.append(f"en nog {left} bestanden")
    return [told[0], *(f"{_INDENT}{each}" for each in told[1:])]


def _made(happening: WatchEvent, style: Capabilities) -> list[str]:
    outcome = happening.outcome or Outcome(organisation=happening.subject)
    done = tuple(each for each in outcome.documents if each.action in _DONE)
    failed = tuple(each for each in outcome.documents if each.action == "mislukt")
    sign, colour = ending(outcome.exit_code)
    head = f"{paint(sign, colour, on=style.colour)} " if style.signs else ""
    numbers = summary([replace(outcome, documents=(*done, *failed))])
    took = f" in {happening.seconds:.1f} s".replace(".", ",") if done else ""
    line = f"{head}{paint(plain(outcome.organisation), 'bold', on=style.colour)}: {numbers}{took}"
    if outcome.exit_code and not outcome.documents:
        line += "; de documenten blijven zoals ze waren"
    wrong = _wrong(happening, style)
    # An editor that reads along must see where the problems end.
    onwards = [f"{_INDENT}Ik kijk verder zodra u bewaart."] if wrong and outcome.exit_code else []
    return [line, *_named(done), *wrong, *onwards]


def _named(documents: Sequence[DocumentOutcome]) -> list[str]:
    """Return which documents were made and why, as many as a person can take in."""
    if len(documents) > 2 * _MOST:
        documents = [each for each in documents if each.action in _HERS]
    return [
        f"{_INDENT}{plain(each.path.rpartition('/')[2])}: {plain(each.reason)}"
        for each in documents[: 2 * _MOST]
    ]


def _wrong(happening: WatchEvent, style: Capabilities) -> list[str]:
    """Return what is wrong, with its place; that a document is open is told by itself.

    A pack that is left out is told as well: its makers may be somebody else.
    """
    if happening.outcome is None:
        return []
    found = [
        problem
        for problem in problems_of(happening.outcome)
        if problem.code == "HB554" or (problem.weight == "fout" and problem.code != "HB501")
    ]
    text = problems_text(found, colour=style.colour)
    return [f"{_INDENT}{line}" if line else "" for line in text.splitlines()]
