"""What was found of program, computer and folder, for a terminal and as JSON."""

from collections.abc import Sequence

from handbook.errors import plain
from handbook.model.features.doctor import Finding, State
from handbook.reporting.json_envelope import envelope
from handbook.reporting.terminal.stream import Capabilities, paint

_SIGNS: dict[State, tuple[str, str, str]] = {
    "goed": ("✓", "goed", "green"),
    "let op": ("!", "let op", "yellow"),
    "fout": ("✗", "fout", "red"),
}


def findings_text(found: Sequence[Finding], style: Capabilities) -> str:
    """Return a line for each finding, with what to do below the ones that ask for it."""
    width = max((len(each.subject) for each in found), default=0)
    lines = []
    for each in found:
        sign, word, colour = _SIGNS[each.state]
        mark = paint(sign if style.signs else f"{word:6}", colour, on=style.colour)
        lines.append(f"{mark} {each.subject.ljust(width)}  {plain(each.found)}")
        lines += [f"    {each.advice}"] if each.advice else []
    return "\n".join(lines)


def findings_json(found: Sequence[Finding], exit_code: int) -> str:
    """Return the same as JSON; its keys are a contract."""
    told = [
        {"onderwerp": each.subject, "stand": each.state, "wat": each.found, "doe": each.advice}
        for each in found
    ]
    return envelope("doctor", exit_code, {"bevindingen": told})
