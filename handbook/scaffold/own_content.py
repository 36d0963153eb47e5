"""The text of a new piece of own content: commented, valid, and open where only she knows."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal, get_args

from handbook.scaffold.new_profile import id_from, quoted

ContentKind = Literal["procedure", "formulier", "hoofdstuk", "rol", "term", "begrip", "wet"]
KINDS: tuple[ContentKind, ...] = get_args(ContentKind)
# A new procedure or form begins with these letters, which no pack of ours uses.
_PREFIX = {"procedure": "EP", "formulier": "EF"}
_MORE = "# Elke sleutel staat uitgelegd in: handbook uitleg eigen-inhoud\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A piece of own content: the file in `inhoud/` it goes to, and its text.

    With a `key` it is one entry, as lines without indent, of the list at that key of the file.
    """

    id: str
    file: str
    text: str
    key: str = ""


def piece(kind: ContentKind, title: str, taken: Collection[str]) -> Piece:
    """Return a new piece of `kind`, with an id that is not among `taken`."""
    if kind in _PREFIX:
        return _document(kind, title, taken)
    name = _free(id_from(title), taken)
    if kind == "hoofdstuk":
        file = f"hoofdstukken/09-90-{name}.md"
        return Piece(id=name, file=file, text=_CHAPTER.format(id=name, title=quoted(title)))
    file, key, text = _ENTRIES[kind]
    lower = title[:1].lower() + title[1:]
    filled = text.format(id=name, title=quoted(title), word=quoted(lower))
    return Piece(id=title if kind == "term" else name, file=file, text=filled, key=key)


def _document(kind: ContentKind, title: str, taken: Collection[str]) -> Piece:
    prefix = _PREFIX[kind]
    number = next(n for n in range(1, 1000) if f"{prefix}-{n:02}" not in taken)
    code = f"{prefix}-{number:02}"
    folder, text = ("procedures", _PROCEDURE) if kind == "procedure" else ("formulieren", _FORM)
    filled = text.format(id=code, title=quoted(title))
    return Piece(id=code, file=f"{folder}/{code}.yaml", text=_MORE + filled)


def _free(name: str, taken: Collection[str]) -> str:
    names = (name, *(f"{name}-{number}" for number in range(2, 1000)))
    return next(each for each in names if each not in taken)


_PROCEDURE = """\
id: {id}
soort: procedure                # of werkinstructie, protocol, regeling
titel: {title}
groep: primair proces           # of organisatieproces
thema: eigen
doel: "[invullen: wat u hiermee wilt bereiken]"
toepassing: "[invullen: wanneer en voor wie dit geldt]"
eigenaar: teamleider            # een rol; 'handbook norm' met uw organisatie noemt ze alle
# dekt: [intake-aanmelding]     # onderwerpen van de norm die hier zijn uitgewerkt
# termijnen:
#   - {{id: reactie, wat: Eerste reactie, termijn: 5 werkdagen, aard: eigen}}
stappen:
  - id: eerste
    rol: teamleider
    actie: "[invullen: wat zij doet]"
#   registratie: F-01           # waar zij het vastlegt
# formulieren: [F-01]
"""
_FORM = """\
id: {id}
soort: formulier                # of register: een lijst over langere tijd
titel: {title}
doel: "[invullen: waar het voor is]"
bewaren: "[invullen: hoe lang u het bewaart]"
eigenaar: teamleider            # een rol; 'handbook norm' met uw organisatie noemt ze alle
# Een formulier komt mee als een procedure het noemt: formulieren: [{id}]
velden:
  - {{id: datum, naam: Datum, type: datum, verplicht: ja}}
  - {{id: wat, naam: Wat is er gebeurd?, type: lange tekst}}
"""
_CHAPTER = """\
---
id: {id}
titel: {title}
niveau: 1                       # 1 is een hoofdstuk, 2 een paragraaf, 3 een stuk daarin
---
[invullen: de tekst van dit hoofdstuk. Uw naam schrijft u als {{{{ organisatie.korte_naam }}}}.]
"""
_ENTRIES: dict[str, tuple[str, str, str]] = {
    "rol": (
        "rollen.yaml",
        "rollen",
        "- id: {id}\n"
        "  functie: {word}\n"
        "  lidwoord: de                # of het\n"
        '  taak: "[invullen: wat deze functie doet]"\n',
    ),
    "term": (
        "termen.yaml",
        "woorden",
        "- woord: {word}\n"
        "  lidwoord: de                # of het\n"
        "  # meervoud: schrijf hier het meervoud\n",
    ),
    "begrip": (
        "begrippen.yaml",
        "begrippen",
        '- id: {id}\n  begrip: {title}\n  uitleg: "[invullen: wat het betekent]"\n',
    ),
    "wet": (
        "wetten.yaml",
        "wetten",
        "- id: {id}\n"
        "  naam: {title}\n"
        "  soort: wet                  # of besluit, regeling, code, cao, afspraak\n"
        '  waarover: "[invullen: wat zij voor u betekent]"\n'
        "  # artikelen:\n"
        '  #   - {{nr: "1", over: waar het over gaat, zekerheid: hoog, bron: waar u het las}}\n',
    ),
}
