"""The Dutch words for kinds of houses, and of places that everybody knows.

All of them as `folding.folded` gives them: small letters, no accents.
"""

from handbook.secret_places.language.folding import words_of
from handbook.secret_places.language.vocabulary import FAR_TOWNS, NUMBERED

# How the word for a kind of house ends, and what stands before that: "meidenhuis".
_ENDS = (
    *("huis", "huizen", "opvang", "woning", "woningen", "wonen", "groep", "groepen", "locatie"),
    *("unit", "units", "afdeling", "centrum", "flat", "kamers", "plek", "plekken", "voorziening"),
)
_BEFORE = frozenset(
    words_of(
        "asiel basis begeleid behandel beschermd blijf crisis dag daklozen dames deeltijd "
        "doorgangs doorstroom gast gasten gezins groeps heren herstel hulp inloop jeugd "
        "jongens jongeren kind kinder kinderen kleinschalig leef logeer maatschappelijke "
        "mannen meiden meisjes moeder moederkind moeders nacht nood opvang ouder ouderen "
        "ouderkind overbrug overgangs overnachtings peuter plus rust safe satelliet "
        "senioren spoed start statushouders steun studenten thuis tiener tienermoeder time "
        "timeout trainings tussen vader vaders verblijf verblijfs vervolg vluchtelingen "
        "vrouwen winter woon zelfstandig zomer zorg"
    )
)
# Parts of the country, each word apart, and those of towns of two words.
PLACES = (
    frozenset(
        words_of(
            "achterhoek betuwe bosch brabant drenthe flevoland friesland gelderland groningen "
            "haag helder holland kennemerland limburg nederland noordbrabant noordholland "
            "overijssel randstad rijnmond salland twente utrecht veluwe zaanstreek zeeland "
            "zuidholland"
        )
    )
    | FAR_TOWNS
)
# What makes a name of a place that of a house: "Huize Haarlem", and not "opvang in Haarlem".
HOUSES = (
    *("blijfhuis", "gebouw", "hofje", "herberg", "hoeve", "huis", "huize", "locatie", "logement"),
    *("opvanghuis", "opvanglocatie", "pand", "pension", "safehouse", "tehuis", "villa", "woning"),
    *("woonhuis", "woonlocatie"),
)


def is_kind(word: str) -> bool:
    """Tell whether `word` says what kind of house it is, or counts it: "meidenhuis", "fase"."""
    if word in NUMBERED:
        return True
    stems = (word.removesuffix(each) for each in _ENDS if word.endswith(each))
    return any(not each or each in _BEFORE for each in stems)
