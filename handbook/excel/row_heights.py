"""How high a row of a worksheet must be for its texts."""

from collections.abc import Sequence
from textwrap import wrap

_LINE = 13.0  # points, for texts of 10 points
_ROOM = 4.0  # points, above and below
_TALLEST = 409.0  # points, the most that Excel takes
# A width counts digits of 11 points; of a text in 10 points more letters fit.
_LETTERS = 1.1


def height(texts: Sequence[str], widths: Sequence[int]) -> float:
    """Return the height in points of a row with `texts`, by the words that fit in each column.

    Excel finds a height by itself when it opens the file; LibreOffice does not always, and then
    prints the texts over each other.
    """
    most = max(
        sum(len(wrap(part, int(width * _LETTERS))) or 1 for part in text.splitlines())
        for text, width in zip(texts, widths, strict=True)
    )
    return min(_LINE * max(most, 1) + _ROOM, _TALLEST)
