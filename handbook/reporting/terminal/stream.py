"""What a stream can show, and text made fit for it."""

import shutil
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TextIO

_PIPE = 160  # columns of a table that goes to a file or to another program
_PROSE, _NARROW = 96, 40  # columns of a paragraph: as wide as reads well, and the least
_ANSI = {
    "bold": 1,
    "red": 31,
    "green": 32,
    "yellow": 33,
    "magenta": 35,
    "cyan": 36,
    "bright_black": 90,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Capabilities:
    """What a stream can show: colours; signs such as ✓ and lines; and its width in columns."""

    colour: bool = False
    signs: bool = False
    width: int = _PIPE


PLAIN = Capabilities()


def look(stream: TextIO, environment: Mapping[str, str]) -> Capabilities:
    """Return what `stream` can show; NO_COLOR, FORCE_COLOR and TERM=dumb are obeyed.

    Source: https://no-color.org: any value but an empty one turns colours off.
    """
    terminal = stream.isatty()
    wanted = terminal and environment.get("TERM") != "dumb"
    return Capabilities(
        colour=not environment.get("NO_COLOR") and bool(wanted or environment.get("FORCE_COLOR")),
        signs=_can_encode("✓✗─│", stream),
        width=shutil.get_terminal_size((100, 24)).columns if terminal else _PIPE,
    )


def prose_columns() -> int:
    """Return how many columns a paragraph may take: those of the screen, and no more than read."""
    if sys.stdout is None or not sys.stdout.isatty():
        return _PROSE
    return max(_NARROW, min(_PROSE, shutil.get_terminal_size((_PROSE, 24)).columns - 1))


def paint(text: str, style: str, *, on: bool) -> str:
    """Return `text` in `style`, as a terminal understands it; unchanged when not `on`."""
    return f"\x1b[{_ANSI[style]}m{text}\x1b[0m" if on and text else text


def _can_encode(signs: str, stream: TextIO) -> bool:
    """Tell whether `stream` can encode `signs`; a Windows pipe (cp1252) has no ✓."""
    try:
        signs.encode(stream.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True
