"""Ways in which people shorten the parts of the name of a street."""

import re
from itertools import accumulate, islice, product

_SHORTENED: tuple[tuple[str, ...], ...] = (
    ("straat", "str", "strt", "st"),
    ("laan", "ln"),
    ("weg", "wg"),
    ("plein", "pln", "pl"),
    ("singel", "sngl", "sgl"),
    ("gracht", "gr"),
    ("kade", "kd"),
    ("dijk", "dk"),
    ("dreef", "dr"),
    ("steeg", "stg"),
    ("park", "prk", "pk"),
    ("pad", "pd"),
    ("hof", "hf"),
    ("plantsoen", "plnts", "plants", "pl"),
    ("boulevard", "blvd", "blvrd", "boul", "bld"),
)
_TITLE_WAYS: dict[str, tuple[str, ...]] = {
    each: words
    for words in (
        ("burgemeester", "burg", "burgem", "bgm", "brgm"),
        ("president", "pres"),
        ("minister", "min"),
        ("wethouder", "weth"),
        ("kapitein", "kapt", "kap"),
        ("kolonel", "kol"),
        ("luitenant", "luit"),
        ("majoor", "maj"),
        ("maarschalk", "maarsch"),
        ("gebroeders", "gebr", "gebrs"),
        ("jonkheer", "jhr"),
        ("jonkvrouw", "jkvr"),
        ("kardinaal", "kard"),
        ("kanunnik", "kan"),
        ("bisschop", "biss"),
        ("deken", "dkn"),
        ("rector", "rect"),
        ("zuster", "zr"),
        ("broeder", "br"),
        ("graaf", "gr"),
        ("baron", "bar"),
        ("freule", "frle"),
        ("mevrouw", "mevr", "mw"),
        ("mejuffrouw", "mej"),
        ("dokter", "dr", "doctor"),
        ("doctor", "dr", "dokter"),
        ("professor", "prof"),
        ("meester", "mr"),
        ("dominee", "ds"),
        ("pastoor", "past", "pst"),
        ("pater", "p"),
        ("monseigneur", "mgr"),
        ("generaal", "gen"),
        ("admiraal", "adm"),
        ("koningin", "kon"),
        ("koning", "kon"),
        ("prinses", "pr", "prs", "prinses"),
        ("prins", "pr"),
        ("sint", "st"),
        ("sinte", "ste"),
        ("ingenieur", "ir"),
        ("oude", "o"),
        ("nieuwe", "nw", "n"),
        ("grote", "gr"),
        ("kleine", "kl"),
        ("lange", "l"),
        ("korte", "k"),
        ("noordzijde", "nz", "noordz"),
        ("zuidzijde", "zz", "zuidz"),
        ("oostzijde", "oz", "oostz"),
        ("westzijde", "wz", "westz"),
        ("laan", "ln"),
        ("van", "v"),
        ("vd", "vander", "vande", "vanden"),
        ("eerste", "1e", "1ste"),
        ("tweede", "2e", "2de"),
        ("derde", "3e", "3de"),
    )
    for each in words
}
TITLES = frozenset(_TITLE_WAYS) | {"h", "hh", "lt", "gen", "mgr", "em"}
_DOUBTFUL = frozenset({"st", "pl", "pk", "pd", "hf", "dr", "gr"})  # how other words end as well
_MOST = 64  # ways to write one street
_IJ = re.compile(r"(IJ|Ij|ij|Y|y)")
_OTHER = {"IJ": "Y", "Ij": "Y", "ij": "y", "Y": "IJ", "y": "ij"}  # "Heijden" and "Heyden"
_SPELLINGS = 8  # of the ways to write each ij of a name


def ways_to_write(street: str) -> tuple[tuple[str, tuple[int, ...]], ...]:
    """Return the ways in which the words of `street` may be written, each close together.

    With each come the letters at which a word begins, but for the first.
    """
    ways: dict[str, tuple[int, ...]] = {}
    for written in with_ij_or_y(street):
        words = re.sub(r"\bvan de[rn]?\b|\bv d\b", "vd", written).split()
        options = [_TITLE_WAYS.get(word, (word,)) for word in words[:-1]]
        options += map(_endings, words[-1:])
        for choice in ((written,), words, *islice(product(*options), _MOST)):
            parts = " ".join(choice).split()
            ways.setdefault("".join(parts), tuple(accumulate(map(len, parts[:-1]))))
    ways.pop("", None)
    return tuple(ways.items())


def with_ij_or_y(text: str) -> tuple[str, ...]:
    """Return `text`, and as it is with y for each ij in it, or the other way round."""
    pieces = _IJ.split(text)
    options = [(each, _OTHER[each]) if each in _OTHER else (each,) for each in pieces]
    return tuple(map("".join, islice(product(*options), _SPELLINGS)))


def _endings(word: str) -> tuple[str, ...]:
    for endings in _SHORTENED:
        for ending in endings:
            stem = word.removesuffix(ending)
            if stem != word and ending not in _DOUBTFUL and (len(stem) > 1 or not stem):
                return tuple(stem + each for each in endings)
    return (word,)
