"""A small library, and small organisations whose documents say what those of the examples say.

Each kind of document is there once or twice: a handbook of four chapters, three procedures and a
form. A topic is treated in two documents, a limit comes from the law, and every text that the
organisation is named in says its short name.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

from loading.world import CONTENT_PACK, NORM_PACK, PROCEDURE, write

from handbook.loading.packs import pack_reading

GUIDE = """\
---
id: leeswijzer
titel: Leeswijzer
niveau: 1
---
Dit handboek vertelt hoe {{ organisatie.korte_naam }} werkt.

Ziet u een fout, meld die dan bij de {{ rol.teamleider }}.
"""
ORGANISATION = """\
---
id: organisatie
titel: De organisatie
niveau: 1
---
{{ organisatie.naam }} werkt in de wijk.
"""
SERVICES = """\
---
id: diensten
titel: Diensten en locaties
niveau: 2
dekt: [intake-wachttijd]
---
Bij {{ organisatie.korte_naam }} heten onze diensten zo:

{{ tabel.diensten }}

We werken op deze plekken:

{{ tabel.locaties }}
"""
MORE_STEPS = """\
  - {id: uitleg, rol: teamleider, actie: Vertel eerlijk hoe lang het duurt., registratie: F-01}
"""
INTAKE = PROCEDURE.replace(
    "Bij elke aanmelding van {{ een_persoon }}.",
    "Bij elke aanmelding van {{ een_persoon }} bij {{ organisatie.korte_naam }}.",
)
WAITING = f"""\
id: PP-03
soort: procedure
titel: Wachtlijst
groep: primair proces
thema: toegang
dekt: [intake-wachttijd]
doel: Wie wacht, hoort hoe lang het duurt.
toepassing: Als wij niet meteen kunnen beginnen.
eigenaar: teamleider
stappen:
  - {{id: register, rol: teamleider, actie: Zet de wachtende op datum in het register.}}
{MORE_STEPS}formulieren: [F-01]
"""
COMPLAINTS = f"""\
id: OR-01
soort: procedure
titel: Klachten
groep: organisatieproces
thema: leren en verbeteren
doel: Wie klaagt bij {{{{ organisatie.korte_naam }}}}, wordt gehoord.
toepassing: Bij elke klacht.
eigenaar: teamleider
stappen:
  - {{id: horen, rol: teamleider, actie: Hoor wie klaagt.}}
{MORE_STEPS}"""
NORM: Mapping[str, str] = {
    **NORM_PACK,
    "norm.yaml": NORM_PACK["norm.yaml"]
    .replace(
        "rubrieken:",
        '  - {code: "140", titel: Sociaal-cultureel werk, editie: "2015", vereist: ["123"]}\n'
        "rubrieken:",
    )
    .replace("kenmerken:", '  - {id: buurtwerk, onderdeel: "140", titel: Buurtwerk}\nkenmerken:'),
}
CONTENT: Mapping[str, str] = {
    **CONTENT_PACK,
    "termen.yaml": CONTENT_PACK["termen.yaml"]
    .replace('"139": bewoner', '"139": bewoner, "140": deelnemer')
    .replace("woorden:\n", "woorden:\n  - {woord: deelnemer, meervoud: deelnemers}\n"),
    "hoofdstukken/00-00-leeswijzer.md": GUIDE,
    "hoofdstukken/01-01-organisatie.md": ORGANISATION,
    "hoofdstukken/01-02-diensten.md": SERVICES,
    "procedures/PP-01.yaml": INTAKE,
    "procedures/PP-03.yaml": WAITING,
    "procedures/OR-01.yaml": COMPLAINTS,
}
LINDE = """\
naam: Stichting Welzijn De Linde
korte_naam: De Linde
kvk: "00138140"
onderdelen: [138]
diensten:
  - naam: Jongerenwerk
    onderdeel: 138
    soort: preventie
    opdrachtgever: gemeente Lindestad
locaties:
  - {naam: Kantoor Lindelaan, adres: "Lindelaan 1, 1234 AB Lindestad"}
  - {naam: Buurthuis De Bladerkroon, adres: "Esdoornplein 14, 1235 CD Lindestad"}
documentbeheer: {herziening: 24 maanden, voorvoegsel: LI-}
"""
HAVEN = """\
naam: Stichting Opvang De Haven
korte_naam: De Haven
kvk: "00139000"
onderdelen: [139]
documentbeheer: {voorvoegsel: HV-}
"""
PROFILES = {"linde": LINDE, "haven": HAVEN}


@contextmanager
def small_library(home: Path) -> Iterator[None]:
    """Let the tool know this library alone, written at `home`."""
    write(home / "norm-mini", dict(NORM))
    write(home / "inhoud-mini", dict(CONTENT))
    with patch.multiple(pack_reading, OWN_PACKS=home, installed_packs=tuple):
        yield


def with_profiles(root: Path, *names: str) -> Path:
    """Return `root` with the profiles of the organisations `names` in it."""
    write(root / "organisations", {f"{name}.yaml": PROFILES[name] for name in names})
    return root
