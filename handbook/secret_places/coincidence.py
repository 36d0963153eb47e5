"""Letters of a sign in a text → whether they only happen to stand there: speech, another town."""

import re
from collections.abc import Collection, Container, Sequence
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Literal

from handbook.secret_places.language.folding import PARAGRAPH, FoldedText, squeezed
from handbook.secret_places.language.house_kinds import PLACES, is_kind
from handbook.secret_places.language.people import FAMILIES, FORENAMES
from handbook.secret_places.language.vocabulary import (
    FAR_TOWNS,
    LEADING,
    MEASURED,
    SAME_TOWN,
    SMALL,
    everyday,
)
from handbook.secret_places.secret_terms import SecretTerm

_WORD = 3  # letters: what is shorter is a word only if it is known as one
_STOPS = ",.;:!?"
_HYPHENS = "-\u2010\u2011\u00ad"
# What may stand between a street and its town: the number of another house, blanks, marks, "in".
# In capitals, as people write them: "118 (2024 en 2025)" is followed by a year and a small word.
_POSTCODE = r"(?P<area>[1-9]\d{3})\s?[A-Z]{2}(?!\w)"
_BEHIND = re.compile(
    rf"(?:[^\w\n]{{0,4}}(?!{_POSTCODE.replace('?P<area>', '?:')})"
    r"\d{1,4}(?:[^\w\n]?[A-Za-z]{1,3}(?!\w))?)?"
    r"(?!(?<=\d)[.;]\s|(?<=\d[a-z])[.;]\s|[!?])"  # there a sentence ends
    rf"[^\w]{{1,6}}(?:(?P<at>in|te)\s+)?(?:{_POSTCODE}(?P<gap>[\s,(*_|]{{0,6}}))?"
    r"(?P<town>(?:['’]s[- ]|Den |De |Het )?[A-Z][^\W\d_]+(?:[- ][A-Z][^\W\d_]+)*)?"
)
# A town on the same line as its street, where a phrase ends: no "Kerkstraat 1, Bakema belt".
_TOWN = re.compile(
    r"(?:[ \u00a0]?,?[ \u00a0]|[ \u00a0]?\()"
    r"(?P<town>[A-Z][^\W\d_]+(?:[- ][A-Z][^\W\d_]+)*)"
    r"(?=[ \u00a0]*(?:$|[^\w \u00a0-])|[ \u00a0](?:en|is|of|voor|met|van|op|heeft|tel)\b)"
)
_ALIKE = 4  # letters with which the name of a place and a shorter way to write it begin
_SLIP = 0.8  # of the letters of a name are those of another, with a slip of the keys
# What ends a cell, a paragraph or a title: no word goes on behind it.
_PARTING = re.compile(rf"[\t|{PARAGRAPH}]|\n\s*\n|\s[/:;·•»›\-\u2010-\u2015]\s|[.!?)\]]\s|\s[(\[]")
_ENDINGS = ("", "s", "je", "jes")  # with which a name is still one: "Evahuis's"
_FURTHEST = 120  # characters behind a street in which its town stands

Away = Literal["postcode", "town", "named"]
"""What tells that a street is one in another place."""


def is_speech(sign: SecretTerm, start: int, laid: FoldedText, text: str) -> bool:
    """Tell whether the letters from `start` are words of a sentence that only join to `sign`.

    "bij een" is not the house Bijeen: one word is cut in two, by a blank, and one of the two holds
    sentences together or ends one. "Zwaluw nest", "bij-een", "b ij een" and "Bij Een" may well be
    the house. The end of a cell, a paragraph or a title cuts no word, and one that is cut in two
    does not go on behind that, whatever sign stands between: "Eva | Huis 1", "Eva huisregels" and
    "Eva-huisvesting" are not the house Evahuis, and "Eva-huis" is.
    """
    end = start + len(sign.letters)
    if _goes_on(laid, end) and _ends_in_a_word(sign, start, laid, text):
        return True
    cuts = [at for at in range(start + 1, end) if laid.apart[at] and _cuts(laid, at, text)]
    strange = set(cuts).difference(start + each for each in sign.cuts)
    if not strange:
        return False
    edges = [start, *cuts]
    pieces = [laid.letters[one:other] for one, other in pairwise([*edges, end])]
    if not all(_is_small(each) or len(each) >= _WORD for each in pieces):
        return False
    words = dict(zip(cuts, pieces[1:], strict=True))
    if _goes_on(laid, end) or any(_begins_anew(words[at], laid, at, text) for at in strange):
        return True
    joined = any(
        at in strange and (_is_small(one) or _is_small(other) or _ends_phrase(laid, at, text))
        for at, (one, other) in zip(cuts, pairwise(pieces), strict=True)
    )
    return joined and not all(_is_title(laid, edge, text) for edge in edges)


def _between(laid: FoldedText, at: int, text: str) -> str:
    """Return the signs that stand between letter `at` and the one before it."""
    return text[laid.at[at - 1] + 1 : laid.at[at]]


def _ends_in_a_word(sign: SecretTerm, start: int, laid: FoldedText, text: str) -> bool:
    """Tell whether the letters from `start` end in the middle of another word: "Eva_Huisregels".

    A sign sets it apart where the name has no cut, and no hyphen at the end of a line does.
    """
    end = start + len(sign.letters)
    edges = [start, *(at for at in range(start + 1, end) if laid.apart[at]), end]
    *before, last, _ = edges
    if not before or last - start in sign.cuts:
        return False
    between = _between(laid, last, text)
    broken = "\n" in between and between[:1] in _HYPHENS
    whole = all(other - one >= _WORD for one, other in pairwise(edges))
    return whole and not broken and _is_word(laid.letters[last:end], laid, last, text)


def _is_word(word: str, laid: FoldedText, at: int, text: str) -> bool:
    """Tell whether `word`, from letter `at` on, begins a word: huis, and no luwnest."""
    return text[laid.at[at]].isupper() or word in LEADING or everyday(word)


def _begins_anew(word: str, laid: FoldedText, at: int, text: str) -> bool:
    """Tell whether letter `at` begins `word`, the first of another cell, paragraph or title.

    What is no word by itself, "Zwa" and "luwnest" in two cells, goes on there all the same.
    """
    return _is_word(word, laid, at, text) and _parts(laid, at, text)


def _parts(laid: FoldedText, at: int, text: str) -> bool:
    """Tell whether a cell, a paragraph or a title ends before letter `at`."""
    return _PARTING.search(_between(laid, at, text)) is not None


def _cuts(laid: FoldedText, at: int, text: str) -> bool:
    return is_blank(laid, at, text) or _parts(laid, at, text)


def _goes_on(laid: FoldedText, end: int) -> bool:
    """Tell whether the word in which letter `end` - 1 stands has more letters than an ending."""
    endings = (len(each) for each in _ENDINGS if laid.letters.startswith(each, end))
    return not any(laid.ends(end + size) for size in endings)


def _ends_phrase(laid: FoldedText, at: int, text: str) -> bool:
    return text[laid.at[at - 1] + 1] in _STOPS


def _is_small(word: str) -> bool:
    return len(word) > 1 and word in SMALL


def _is_title(laid: FoldedText, at: int, text: str) -> bool:
    """Tell whether a word that begins at letter `at` has a capital, and only one."""
    return text[laid.at[at]].isupper() and not text[laid.at[at + 1]].isupper()


def is_blank(laid: FoldedText, at: int, text: str) -> bool:
    """Tell whether a blank, and no hyphen at the end of a line, stands before letter `at`."""
    between = _between(laid, at, text)
    hyphen = between[:1] in _HYPHENS and bool(between)
    return not hyphen and any(sign.isspace() or sign == "/" for sign in between)


def elsewhere(sign: SecretTerm, at: int, text: str) -> Away | None:
    """Return what right behind the street of `sign` tells that it is one in another place.

    A postcode does so with the name of another place behind it; alone it makes it likely, if it
    is no slip of the keys. So does a town that everybody knows; another name behind "in" or "te"
    is a town too, as far as one can see: a part of the own town may be called so.

    Args:
        sign: a street, with the towns and areas that it lies in, and other ones nearby.
        at: the character behind the street, or behind its number.
        text: where both stand.
    """
    match = _BEHIND.match(text, at, at + _FURTHEST) if sign.why == "straat" else None
    if match is None:
        return None
    words = (match["town"] or "").split()
    named = {squeezed("".join(words[: number + 1])) for number in range(len(words))}
    here = {each for own in sign.towns for each in (own, *SAME_TOWN.get(own, ()))}
    if named & here:
        return None
    away = bool(named & FAR_TOWNS or named & set(sign.away))
    if not match["area"]:
        if "" in sign.towns:
            return None
        return "town" if away else "named" if match["at"] and _is_town(words, here) else None
    if "" in sign.areas or match["area"] in sign.areas:
        return None
    place = away or ("\n" not in match["gap"] and _is_place(words, here))
    likely = not any(_is_slip(match["area"], each) for each in sign.areas)
    return "postcode" if place else "town" if likely else None


def in_other_town(sign: SecretTerm, at: int, text: str, library: Container[str]) -> bool:
    """Tell whether a town that is not that of `sign` stands behind a street: "Dorpsstraat 1, Ede".

    Asked of an address that anybody may have in another town, so that a name alone will do.

    Args:
        sign: a street with its number, and the towns that it lies in.
        at: the character behind the number.
        text: where both stand.
        library: words that name no town.
    """
    match = _TOWN.match(text, at, at + _FURTHEST)
    if match is None or "" in sign.towns:
        return False
    words = match["town"].split()
    here = {each for own in sign.towns for each in (own, *SAME_TOWN.get(own, ()))}
    spoken = any(everyday(squeezed(each), library) for each in words)
    return not spoken and _is_town(words, here)


def _is_town(words: Sequence[str], here: Collection[str]) -> bool:
    """Tell whether `words` name a town: no part of the country, house or person, nor one of `here`.

    One of `here` with a slip of the keys, or a part of its name, is no other town.
    """
    parts = [squeezed(each) for each in words]
    first = parts[0] if parts else ""
    if len(first) < _WORD or first in PLACES - FAR_TOWNS or first in LEADING or is_kind(first):
        return False
    if first in FORENAMES or first in MEASURED or parts[-1] in FAMILIES:
        return False
    whole = "".join(parts)
    within = any(len(part) >= _ALIKE and part in each for part in parts for each in here)
    alike = any(SequenceMatcher(None, whole, each).ratio() >= _SLIP for each in here)
    return not (within or alike) and _is_place(words, here)


def _is_place(words: Sequence[str], here: Collection[str]) -> bool:
    """Tell whether `words`, with capitals, name a place, and not one of `here` in short."""
    if not words:
        return False
    named = squeezed(words[-1])
    short = any(each[:_ALIKE] == squeezed(words[0])[:_ALIKE] for each in here if each)
    return not short and not everyday(named)


def _is_slip(area: str, own: str) -> bool:
    """Tell whether `area` is `own` with one wrong digit, or with two of them in another order."""
    differ = sum(one != other for one, other in zip(area, own, strict=False))
    return differ <= 1 or sorted(area) == sorted(own)
