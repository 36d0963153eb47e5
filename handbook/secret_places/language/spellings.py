"""A name or a street as it was typed → the other spellings in which people write the same one.

"Dorpsstraat" and "Dorpstraat", "Berkenlaan" and "Berkelaan", "Müllerweg" and "Muellerweg",
"Josephhuis" and "Jozefhuis", "De Drie Bruggen" and "De 3 Bruggen".
"""

import re
from collections.abc import Iterator

from handbook.secret_places.language.abbreviations import ways_to_write
from handbook.secret_places.language.folding import folded, squeezed

# A sound between two parts of a word, which is written with an n or without it.
_LINK = re.compile(
    r"(?<=[^\W\d_]{2}[bcdfghjklmnpqrstvwxz])e(n?)(?=[bcdfghjklmnpqrstvwxz][^\W\d_]{2})"
)
# Two letters s where two parts of a word meet, of which one is often left out, or the other way.
_SEAM = re.compile(r"(?<=[^\W\d_]{2}[^\W\d_s])(ss|s)(?=(?:traat|tr|trt|teeg|ingel|luis|tein)\b)")
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"})
_CALLED = (
    ("joseph", "josef", "jozef", "jozeph"),
    ("catharina", "katharina", "catherina", "katarina"),
    ("elisabeth", "elizabeth"),
    ("bernhard", "bernard"),
    ("thomas", "tomas"),
    ("theresia", "teresia"),
)
_WORDS = (
    (r"['’]t", "het"),
    (r"m['’]n", "mijn"),
    (r"z['’]n", "zijn"),
    (r"d['’]n", "den"),
)
_NUMBERS = dict(
    enumerate(("twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien"), start=2)
)
_ROMAN = {"II": "2", "III": "3", "IV": "4", "V": "5", "VI": "6", "VII": "7", "VIII": "8"}
_LONGEST = 100  # characters of a name that people spell
_LAST = re.compile(r"(?<=\s)(?:[IV]+|[2-8])$")


def ways_of_street(name: str) -> tuple[tuple[str, tuple[int, ...]], ...]:
    """Return the ways to write a street as `ways_to_write` does, in each of its spellings."""
    ways: dict[str, tuple[int, ...]] = {}
    for typed in dict.fromkeys((name, name.translate(_UMLAUTS))):
        plain = " ".join(folded(typed).split())
        others = (*_otherwise(plain), *_seams(plain)) if len(plain) <= _LONGEST else ()
        for spelled in (plain, *others):
            for letters, cuts in ways_to_write(spelled):
                ways.setdefault(letters, cuts)
    return tuple(ways.items())


def spellings(name: str) -> tuple[str, ...]:
    """Return `name` in its other spellings, with the capitals it has; not as it is."""
    if len(name) > _LONGEST:
        return ()
    found = dict.fromkeys((name.translate(_UMLAUTS), *_otherwise(name), *_counted(name)))
    for short, whole in _WORDS:
        found[re.sub(rf"(?<!\w){short}(?!\w)", whole, name, flags=re.IGNORECASE)] = None
        found[re.sub(rf"\b{whole}\b", short.replace("['’]", "'"), name)] = None
    found.pop(name, None)
    return tuple(found)


def _otherwise(text: str) -> Iterator[str]:
    """Yield `text` with one sound written in another way."""
    for match in _LINK.finditer(text):
        yield f"{text[: match.start(1)]}{'' if match[1] else 'n'}{text[match.end(1) :]}"
    for names in _CALLED:
        for one in names:
            found = re.search(rf"\b{one}", text, re.IGNORECASE)
            for other in names if found else ():
                first = other.capitalize() if found and found[0][0].isupper() else other
                yield re.sub(rf"\b{one}", first, text, count=1, flags=re.IGNORECASE)


def _seams(street: str) -> Iterator[str]:
    for match in _SEAM.finditer(street):
        yield f"{street[: match.start()]}{'s' if match[0] == 'ss' else 'ss'}{street[match.end() :]}"


def _counted(name: str) -> Iterator[str]:
    """Yield `name` with its number in digits, in words, or as the Romans wrote it."""
    for number, word in _NUMBERS.items():
        digits = str(number)
        yield re.sub(rf"\b{word}\b", digits, name, count=1, flags=re.IGNORECASE)
        if not squeezed(name).endswith(digits):
            yield re.sub(rf"(?<!\w){digits}(?!\w)", word.capitalize(), name, count=1)
    for roman, digits in _ROMAN.items():
        if (last := _LAST.search(name)) and last[0] in (roman, digits):
            yield f"{name[: last.start()]}{digits if last[0] == roman else roman}"
