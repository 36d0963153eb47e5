"""A library of few documents, for organisations whose life is told and not their library."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

from loading.world import write

from handbook.loading.packs import pack_reading

NORM = "norm-klein"
CONTENT = "inhoud-klein"

_NORM = {
    f"{NORM}/pack.yaml": """\
id: norm-klein
soort: norm
formaat: 1
titel: Een kleine norm
versie: "0.1"
taal: nl
""",
    f"{NORM}/norm.yaml": """\
onderdelen:
  - {code: "123", norm: HKZ, titel: Organisatie, editie: "2015+A1:2019", algemeen: ja}
  - {code: "138", norm: HKZ, titel: Hulpverlening, editie: "2015", vereist: ["123"]}
  - {code: "140", norm: HKZ, titel: Sociaal Cultureel Werk, editie: "2015", vereist: ["123"]}
rubrieken:
  - {nummer: 1, titel: Intake}
activiteiten:
  - {id: maatschappelijk-werk, onderdeel: "138", titel: Maatschappelijk werk}
  - {id: buurtwerk, onderdeel: "140", titel: Buurtwerk}
  - {id: vrijwilligerscentrale, onderdeel: "140", titel: Vrijwilligerscentrale}
kenmerken:
  - {id: vrijwilligers, titel: Werkt met vrijwilligers}
onderwerpen:
  - {id: intake-wachttijd, rubriek: 1, titel: Wachttijd, omschrijving: Hoe lang het wachten duurt.}
  - {id: intake-aanmelding, rubriek: 1, titel: Aanmelding, omschrijving: Hoe aanmelden gaat.}
""",
}

_CONTENT = {
    "pack.yaml": """\
id: inhoud-klein
soort: inhoud
formaat: 1
titel: Kleine inhoud
versie: "0.1"
taal: nl
vereist: [norm-klein]
volgorde: [PP, SW, OR]
""",
    "rollen.yaml": """\
rollen:
  - {id: bestuurder, functie: directeur-bestuurder}
  - {id: teamleider, functie: teamleider}
  - {id: consulent, functie: consulent}
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
    "wetten.yaml": """\
wetten:
  - id: awr
    naam: AWR
    voluit: Algemene wet inzake rijksbelastingen
    soort: wet
    waarover: Hoe lang de administratie blijft.
    artikelen:
      - {nr: "52", over: de administratie, zekerheid: hoog, bron: "wetten.overheid.nl, 2026"}
""",
    "hoofdstukken/01-00-organisatie.md": """\
---
id: organisatie
titel: De organisatie
niveau: 1
invullen:
  - {id: werkgebied, naam: Werkgebied, vraag: Waar werkt u?}
---
{{ organisatie.naam }} werkt in {{ invul.werkgebied }}.

{{ tabel.organisatie }}

{{ tabel.locaties }}

**Onze missie**

{{ tabel.missie }}

Wat {{ personen }} nodig hebben, is bij elke keuze de eerste vraag.
""",
    "hoofdstukken/03-57-vrijwilligerscentrale.md": """\
---
id: vrijwilligerscentrale
titel: Vrijwilligerscentrale
niveau: 1
wanneer: {activiteiten: [vrijwilligerscentrale]}
---
Wie iets voor een ander wil doen, vindt via ons een plek die past. Stap voor stap: SW-04.
""",
    "hoofdstukken/10-00-termijnen.md": """\
---
id: bijlage-termijnen
titel: Termijnen
niveau: 1
bijlage: ja
---
Alle termijnen uit de procedures op een rij.

{{ tabel.termijnen }}
""",
    "procedures/PP-01.yaml": """\
id: PP-01
soort: procedure
titel: Aanmelding en wachtlijst
groep: primair proces
thema: toegang
wanneer: {onderdelen: ["138"]}
dekt: [intake-aanmelding, intake-wachttijd]
doel: Wie zich meldt, weet snel waar {{ hij }} aan toe is.
toepassing: Bij elke aanmelding van {{ een_persoon }}.
eigenaar: teamleider
stappen:
  - {id: vraag, rol: consulent, actie: Hoor de vraag aan en leg haar vast., registratie: F-03}
formulieren: [F-03]
""",
    "procedures/PP-02.yaml": """\
id: PP-02
soort: procedure
titel: Intake en plan
groep: primair proces
thema: toegang
wanneer: {onderdelen: ["138"]}
doel: Hulp begint met een plan dat van {{ de_persoon }} zelf is.
toepassing: Na elke aanmelding.
eigenaar: teamleider
stappen:
  - {id: plan, rol: consulent, actie: Maak samen een plan., registratie: F-04}
formulieren: [F-04]
""",
    "procedures/PP-05.yaml": """\
id: PP-05
soort: procedure
titel: Afspraken over veiligheid
groep: primair proces
thema: veiligheid
dekt: [intake-aanmelding]
doel: Wie bij ons werkt of komt, is veilig.
toepassing: Overal waar wij mensen ontvangen.
eigenaar: teamleider
stappen:
  - {id: huisregels, rol: consulent, actie: Vertel welke huisregels er zijn.}
formulieren: [F-01]
""",
    "procedures/SW-01.yaml": """\
id: SW-01
soort: procedure
titel: Vragen verkennen
groep: primair proces
thema: gebiedsgericht werken
wanneer: {kenmerken: [vrijwilligers]}
dekt: [intake-wachttijd]
doel: Aanbod maken dat past bij wat mensen in de buurt willen en nodig hebben.
toepassing: Elk jaar, en bij een nieuwe opdracht of een nieuwe doelgroep.
eigenaar: teamleider
stappen:
  - id: verhalen
    rol: consulent
    actie: Ga de straat op, drink koffie bij mensen thuis en haal het verhaal achter de cijfers op.
formulieren: [F-02, F-09, F-10]
""",
    "procedures/SW-04.yaml": """\
id: SW-04
soort: werkinstructie
titel: Steunpunt voor informele hulp
groep: primair proces
thema: informele zorg
wanneer: {activiteiten: [vrijwilligerscentrale]}
doel: Wie voor een ander klaarstaat, krijgt steun en houdt het vol.
toepassing: Bij elke vraag die bij het steunpunt binnenkomt.
eigenaar: consulent
termijnen:
  - {id: match, wat: Vrijwilliger en hulpvrager koppelen, termijn: 4 weken, aard: eigen}
stappen:
  - {id: hulpvraag, rol: consulent, actie: "Bekijk de hulpvraag.", registratie: F-01}
  - id: koppelen
    rol: consulent
    actie: >-
      Streef naar een koppeling binnen {{ termijn.match }}. Wees bij de eerste ontmoeting en spreek
      af wat wel en niet mag met geld, vervoer, medicijnen en tillen.
formulieren: [F-01, F-03]
""",
    "procedures/OR-05.yaml": """\
id: OR-05
soort: procedure
titel: Documenten en registraties
groep: organisatieproces
thema: documenten
wanneer: {kenmerken: [vrijwilligers]}
doel: Medewerkers werken met de geldende versie.
toepassing: Bij het maken, wijzigen, bewaren en vernietigen van documenten.
eigenaar: teamleider
termijnen:
  - id: bewaren
    wat: Administratie bewaren
    termijn: 7 jaar
    aard: wet
    wet: awr
    artikelen: ["52"]
    nagaan: Na te lezen of deze termijn ook voor ons geldt.
    zonder: zoals de wet zegt
stappen:
  - {id: lijst, rol: teamleider, actie: "Houd één lijst bij van procedures.", registratie: F-13}
  - {id: bewaren, rol: teamleider, actie: "Bewaar de administratie {{ termijn.bewaren }}."}
formulieren: [F-13]
invullen:
  - {id: systeem, naam: Plek van documenten, vraag: Waar staan de documenten?}
""",
    "formulieren/F-01.yaml": """\
id: F-01
soort: formulier
titel: Aanmeldformulier
doel: De vraag, de spoed en de eerste afspraken vastleggen.
bewaren: "Zonder vervolg [voorstel: 1 jaar]. Met vervolg: volgens het dossier."
velden:
  - {id: datum, naam: Datum van de aanmelding, type: datum}
  - {id: vraag, naam: De vraag in eigen woorden, type: lange tekst}
""",
}

_TITLES = {
    "F-02": "Huisregels",
    "F-03": "Intakeverslag",
    "F-04": "Hulpverleningsplan",
    "F-09": "Melding van een incident",
    "F-10": "Wijkbeeld",
    "F-13": "Lijst van documenten",
}
_WHEN = dict.fromkeys(("F-03", "F-04"), 'onderdelen: ["138"]')


def _form(code: str, title: str) -> str:
    return f"""\
id: {code}
soort: formulier
titel: {title}
wanneer: {{{_WHEN.get(code, "kenmerken: [vrijwilligers]")}}}
doel: {title} vastleggen.
velden:
  - {{id: datum, naam: Datum, type: datum}}
"""


def packs(home: Path) -> Path:
    """Write the packs at `home`.

    Part 140 alone gives 6 documents and the matrix in Excel as well; the characteristic
    "vrijwilligers" brings 6 more, and part 138 another 4.
    """
    forms = {f"formulieren/{code}.yaml": _form(code, title) for code, title in _TITLES.items()}
    content = {f"{CONTENT}/{name}": text for name, text in {**_CONTENT, **forms}.items()}
    return write(home, {**_NORM, **content})


@contextmanager
def small_set(home: Path) -> Iterator[Path]:
    """Let the tool know this library alone, written at `home`."""
    with patch.multiple(pack_reading, OWN_PACKS=packs(home), installed_packs=tuple):
        yield home
