"""Text → sentences, their words, and whether they are in the passive."""

import re
from collections.abc import Iterable
from functools import cache

# A full stop after these ends no sentence.
_SHORT = r"(?<!\bart\.)(?<!\bnr\.)(?<!\bblz\.)(?<!\bca\.)(?<!\bbijv\.)(?<!\b[A-Z]\.)"
_END = re.compile(_SHORT + r"(?:(?<=[.!?])|(?<=[.!?][)\"”’']))\s+(?=[\"“‘'(\[]?[A-ZÀ-Ý\d])")
_WORD = re.compile(r"\w+(?:[-'’.,:/&@]\w+)*")
# An open field is one thing to read, however long its question is.
_OPEN = re.compile(r"\[[^\]]*\]")
_CLAUSE = re.compile(r"[,;:()]|\s(?:en|of|maar|want)\s")

_BECOME = re.compile(r"\b(?:word|wordt|worden|werd|werden)\b", re.IGNORECASE)
_BE = re.compile(r"\b(?:is|zijn|was|waren)\b", re.IGNORECASE)
_HAVE = re.compile(r"\b(?:heb|hebt|heeft|hebben|had|hadden)\b", re.IGNORECASE)
_PREFIX = (
    "aan|achter|af|binnen|bij|door|in|los|mee|na|om|op|open|over|samen|tegen|terug|toe|uit|vast|"
    "voor|weer|weg|klaar|deel|plaats|vrij|goed"
)
_PARTICIPLE = re.compile(
    rf"(?:(?:{_PREFIX})?ge\w{{2,}}(?:d|t|en|an)|(?:be|ver|ont|her|er)\w{{3,}}[dt]"
    r"|(?:be|ver|ont)(?:sproken|schreven|sloten|holpen|boden|wezen|trokken|kregen|slagen|vangen)"
    r"|onder(?:zocht|steund|tekend|houden|broken|nomen)|over(?:legd|handigd|wogen)|voor(?:komen|zien)"
    r"|vol(?:tooid|daan)|mis(?:bruikt|handeld)|aan(?:vaard|beden)|uit(?:besteed|bedeeld))",
    re.IGNORECASE,
)
# What looks like a participle and is none, or says how a thing is and not what is done to it.
_NO_PARTICIPLE = frozenset(
    re.findall(
        r"\w+",
        """
        aangekomen afgenomen beeld begeleidt begonnen begrepen behandelt beheert behoeft bekend
        bekent beland beleid belt bepaald bepaalt beperkt bereid bereikt bericht beroepskracht
        beschikt beschrijft beslist besluit bespreekt bestaat bestand betaalt betekent betreft
        betrokkenheid bevat bevestigt bevoegd bewaakt bewaart bewind bewust biedt doorgestroomd
        erkent ervaart gebeurd gebeuren gebeurt gebeurtenissen gebied gebieden gebleken gebleven
        gebouwd gebouwen gebruiken gedaald gedeelte gedrag geduld geeft geen gegaan gegroeid
        geheel geheimen gehuwd gekomen geld gelden geldt geleden gelegen geluid geluiden gelukt
        gemak gemeenten genoeg genoten gerecht gerechten gerechtigd geschiedt geschikt geslaagd
        gesprekken gestart gestegen gestopt getal getrouwd geval gevallen geven gevoelens gevolgen
        gevraagden geweest geweld gewend gewenst gewerkt gewoond gewoonten geworden gezicht gezien
        gezinnen gezond gezondheid herhaalt herkent hersteld herstelt ingegaan ontbreekt ontkomen
        ontslag ontstaan ontstaat ontvangt ontwerpt ontwikkelt onverwacht opgegroeid overkomen
        overleden toegenomen uitgestroomd veranderd verandert verantwoord verband verbod verdient
        verdwenen vergt verhuisd verleent verliest verlof verlopen verplicht verschenen verslag
        verstand verstrekt vertelt vertrekt vertrokken vervoert verwacht verwijst verzet verzoekt
        voorkomen voorzien
        """,
    )
)


@cache
def sentences(text: str) -> tuple[str, ...]:
    """Return the sentences of `text`; the last one may lack its full stop."""
    return tuple(each for each in (part.strip() for part in _END.split(text)) if each)


@cache
def is_whole(sentence: str) -> bool:
    """Tell whether `sentence` ends as a sentence does, and is no bare label."""
    return bool(re.search(r"[.!?][)\"”’']?$", sentence)) and length(sentence) > 1


@cache
def length(sentence: str) -> int:
    """Return the number of words; an open field counts as one, a web address too."""
    return len(_WORD.findall(_OPEN.sub("x", sentence)))


def is_enumeration(sentence: str) -> bool:
    """Tell whether `sentence` is no sentence but names after each other: "PP-01, PP-02, PP-03"."""
    if re.search(r"[.!?]$", sentence):
        return False
    names = re.split(r"[,;]\s|\sen\s", sentence)
    return length(sentence) <= len(names) * 6


def mean_length(said: Iterable[str]) -> float:
    """Return the mean number of words of sentences; 0 where there is none."""
    counts = [length(each) for each in said]
    return sum(counts) / len(counts) if counts else 0.0


@cache
def is_passive(sentence: str) -> bool:
    """Tell whether something is done to the subject: "wordt besproken", "is vastgelegd".

    A guess by form: within one clause a form of worden or zijn and a past participle, and no form
    of hebben, which makes it the perfect tense ("heeft zijn plan besproken").
    """
    return any(_passive_clause(clause) for clause in _CLAUSE.split(sentence))


def _passive_clause(clause: str) -> bool:
    if _HAVE.search(clause) or not (_BECOME.search(clause) or _BE.search(clause)):
        return False
    return any(
        _PARTICIPLE.fullmatch(word) and word.casefold() not in _NO_PARTICIPLE
        for word in _WORD.findall(clause)
    )
