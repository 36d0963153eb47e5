"""A library of a few documents, for what holds of an organisation however large it is."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

import pytest
from loading.world import CONTENT_PACK, NORM_PACK, PROCEDURE, write

from handbook.loading.packs import pack_reading

OURS = pack_reading.OWN_PACKS
NORM = NORM_PACK | {
    "norm.yaml": """\
onderdelen:
  - {code: "123", titel: Algemeen Organisatiedeel, editie: "2015+A1:2019", algemeen: ja}
  - {code: "138", titel: Hulp- en Dienstverlening, editie: "2015", vereist: ["123"]}
  - {code: "140", titel: Sociaal Cultureel Werk, editie: "2015", vereist: ["123"]}
rubrieken:
  - {nummer: 1, titel: Intake}
activiteiten:
  - {id: schuldhulp, onderdeel: "138", titel: Schuldhulpverlening}
  - {id: maatschappelijk-werk, onderdeel: "138", titel: Maatschappelijk werk}
  - {id: buurtwerk, onderdeel: "140", titel: Buurtwerk}
  - {id: jongerenwerk, onderdeel: "140", titel: Jongerenwerk}
  - {id: vrijwilligerscentrale, onderdeel: "140", titel: Vrijwilligerscentrale}
kenmerken:
  - {id: vrijwilligers, titel: Werkt met vrijwilligers}
onderwerpen:
  - {id: intake-wachttijd, rubriek: 1, titel: Wachttijd, omschrijving: Hoe lang het wachten duurt.}
  - {id: intake-aanmelding, rubriek: 1, titel: Aanmelding, omschrijving: Hoe aanmelden gaat.}
""",
}


def procedure(code: str, title: str, role: str, more: str = "") -> str:
    """Return a procedure of one step, taken by `role`; `more` are lines of its own."""
    return f"""\
id: {code}
soort: procedure
titel: {title}
groep: organisatieproces
thema: veiligheid
doel: Wij werken aan {title.lower()} voor {{{{ personen }}}} van {{{{ organisatie.naam }}}}.
toepassing: Elke week.
eigenaar: {role}
stappen:
  - {{id: doen, rol: {role}, actie: "Doe wat nodig is voor {title.lower()}."}}
{more}"""


def only_with(activity: str) -> str:
    return f"wanneer: {{activiteiten: [{activity}]}}\n"


WITH_138 = 'wanneer: {onderdelen: ["138"]}\n'
CONTENT = CONTENT_PACK | {
    "pack.yaml": """\
id: inhoud-welzijn
soort: inhoud
formaat: 1
titel: Kleine inhoud
versie: "0.1"
taal: nl
vereist: [norm-mini]
volgorde: [PP, MD, SW, OR]
""",
    "rollen.yaml": """\
rollen:
  - {id: bestuurder, functie: bestuurder}
  - {id: teamleider, functie: teamleider}
  - {id: kwaliteitsmedewerker, functie: kwaliteitsmedewerker}
  - {id: klachtenfunctionaris, functie: klachtenfunctionaris}
""",
    "termen.yaml": """\
termen:
  - id: persoon
    meervoud: personen
    verzamelnaam: cliënt
    per_onderdeel: {"138": cliënt, "140": deelnemer}
woorden:
  - {woord: cliënt, meervoud: cliënten}
  - {woord: deelnemer, meervoud: deelnemers}
""",
    "procedures/PP-01.yaml": PROCEDURE + WITH_138,
    "procedures/MD-01.yaml": procedure("MD-01", "Schulden", "teamleider", only_with("schuldhulp")),
    "procedures/SW-01.yaml": procedure(
        "SW-01",
        "De wijk",
        "teamleider",
        "dekt: [intake-aanmelding, intake-wachttijd]\nformulieren: [F-01, F-02]\n",
    ),
    "procedures/SW-03.yaml": procedure(
        "SW-03", "Jongeren", "teamleider", only_with("jongerenwerk")
    ),
    "procedures/SW-04.yaml": procedure(
        "SW-04", "Vrijwilligers", "teamleider", only_with("vrijwilligerscentrale")
    ),
    "procedures/OR-05.yaml": procedure("OR-05", "Documenten", "kwaliteitsmedewerker", WITH_138),
    "procedures/OR-22.yaml": procedure("OR-22", "Klachten", "klachtenfunctionaris", WITH_138),
    "formulieren/F-02.yaml": """\
id: F-02
soort: formulier
titel: Toestemming
doel: Toestemming vastleggen.
velden:
  - {id: betrokkene, naam: Naam van de betrokkene, type: tekst}
""",
    "hoofdstukken/02-00-organisatie.md": """\
---
id: organisatie
titel: De organisatie
niveau: 1
invullen:
  - {id: werkgebied, naam: Werkgebied, vraag: In welke gemeenten werkt u?}
---
{{ organisatie.naam }} (KvK {{ organisatie.kvk }}) werkt in {{ invul.werkgebied }}.

{{ tabel.organisatie }}

{{ tabel.missie }}
""",
}


@contextmanager
def known_alone(home: Path) -> Iterator[None]:
    """Let the tool know this library and no other; it is written at `home`."""
    write(home / "norm-mini", NORM)
    write(home / "inhoud-welzijn", CONTENT)
    with patch.multiple(pack_reading, OWN_PACKS=home, installed_packs=tuple):
        yield


@pytest.fixture
def large_library(library: Path) -> Iterator[None]:  # noqa: ARG001
    """Let the tool know its own packs after all."""
    with patch.object(pack_reading, "OWN_PACKS", OURS):
        yield


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    home = tmp_path_factory.mktemp("pakketten")
    with known_alone(home):
        yield home
