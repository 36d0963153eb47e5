"""A limit says how long: a number with a unit, or a word that everybody reads in one way."""

import re

from handbook.errors import Place, Problem

_WORDS = (
    *("een", "één", "half", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen"),
    *("tien", "twaalf", "elk", "elke", "ieder", "iedere", "eens", "jaarlijks", "maandelijks"),
    *("wekelijks", "dagelijks", "direct", "meteen", "onmiddellijk", "onverwijld", "dezelfde"),
    *("volgende", "altijd", "nooit", "bij", "na", "voor", "vóór", "vooraf", "achteraf", "tijdens"),
    *("per", "tot", "volgens", "zolang", "zo lang als", "zoals", "actueel"),
    "zonder onnodige vertraging",
)
_KNOWN = "|".join((*_WORDS, *(word.capitalize() for word in _WORDS)))
# Read by an editor too, so it is written as both Python and JavaScript take it.
LIMIT = re.compile(
    rf"^\s*$|\d[\s\S]*[A-Za-z]|[A-Za-z]\s*\d|(^|[\s,;(])({_KNOWN})([\s,;.)]|$)",
)
LIMIT_MEND = (
    "Schrijf een getal met een eenheid, zoals '5 werkdagen' of 'elke 3 maanden', "
    "of een bekende vorm, zoals 'dezelfde dag' of 'direct'."
)


def vague(limit: str, place: Place) -> list[Problem]:
    """Return that `limit` says no time that two readers read alike (HB274), where it does not."""
    if not is_vague(limit):
        return []
    what = f"'{limit.strip()}' zegt niet hoe lang"
    return [Problem(place, "HB274", what, LIMIT_MEND, weight="let op")]


def is_vague(limit: str) -> bool:
    """Tell whether `limit` says no time that two readers read alike, as in "gauw"."""
    return LIMIT.search(limit) is None
