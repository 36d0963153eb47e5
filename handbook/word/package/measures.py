"""Measures in a Word file as whole twips, however a program wrote them."""

import re

# Google Docs writes decimals and Word takes them; Office itself may write a unit.
_MEASURE = re.compile(r"(-?\d{1,9}(?:\.\d+)?)(mm|cm|in|pt|pc|pi|)")
_TWIPS = {"": 1.0, "mm": 1440 / 25.4, "cm": 1440 / 2.54, "in": 1440.0, "pt": 20.0} | dict.fromkeys(
    ("pc", "pi"), 240.0
)


def twips(text: str | None, otherwise: int) -> int:
    """Return a measure in twips (1/20 point); `otherwise` where it is absent or unreadable.

    Source: ECMA-376 Part 1, 22.9.2.14 (ST_TwipsMeasure) and 22.9.2.15 (ST_UniversalMeasure).
    """
    found = _MEASURE.fullmatch((text or "").strip())
    return round(float(found[1]) * _TWIPS[found[2]]) if found else otherwise
