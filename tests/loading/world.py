"""A small world to read profiles in: packs of a few lines, a working folder, texts as cases."""

from pathlib import Path

from handbook.errors import HandbookError, Problem
from handbook.loading.packs.pack_reading import read_packs
from handbook.loading.workspace import Workspace, read_profile

CASES = Path(__file__).resolve().parent.parent / "cases"
UNSEEN = {"→": "\t", "␣": "\u00a0", "␇": "\x07"}

NORM_PACK = {
    "pack.yaml": """\
id: norm-mini
soort: norm
formaat: 1
titel: Een kleine norm
versie: "0.1"
taal: nl
""",
    "norm.yaml": """\
onderdelen:
  - {code: "123", titel: Algemeen Organisatiedeel, editie: "2015+A1:2019", algemeen: ja}
  - {code: "138", titel: Hulp- en Dienstverlening, editie: "2015", vereist: ["123"]}
  - {code: "139", titel: Opvang en Vrouwenopvang, editie: "2015", vereist: ["123"]}
rubrieken:
  - {nummer: 1, titel: Intake}
activiteiten:
  - {id: maatschappelijk-werk, onderdeel: "138", titel: Maatschappelijk werk}
  - {id: schuldhulp, onderdeel: "138", titel: Schuldhulpverlening}
  - {id: nachtopvang, onderdeel: "139", titel: Nachtopvang}
kenmerken:
  - {id: vrijwilligers, titel: Werkt met vrijwilligers}
  - {id: nachtdienst, titel: Heeft nachtdiensten, onderdelen: ["139"]}
geweigerd:
  - {id: veilig-thuis, namen: [veilig thuis], reden: Veilig Thuis valt buiten deze norm.}
meldingen:
  - {id: klein, fte_hoogstens: 10, tekst: Er is ook een norm voor kleine organisaties.}
  - {id: opvang, wanneer: {onderdelen: ["139"]}, tekst: Opvang vraagt extra aandacht.}
onderwerpen:
  - {id: intake-wachttijd, rubriek: 1, titel: Wachttijd, omschrijving: Hoe lang het wachten duurt.}
  - {id: intake-aanmelding, rubriek: 1, titel: Aanmelding, omschrijving: Hoe aanmelden gaat.}
""",
}

PROCEDURE = """\
id: PP-01
soort: procedure
titel: Aanmelding
groep: primair proces
thema: toegang
dekt: [intake-aanmelding]
doel: Wie zich meldt, weet snel waar {{ hij }} aan toe is.
toepassing: Bij elke aanmelding van {{ een_persoon }}.
eigenaar: teamleider
termijnen:
  - {id: eerste-reactie, wat: Eerste reactie, termijn: 2 werkdagen, aard: eigen}
  - {id: besluit, wat: Besluit, termijn: 8 weken, aard: wet, wet: wgs, artikelen: ["4a"]}
stappen:
  - {id: vraag, rol: teamleider, actie: "Reageer binnen {{ termijn.eerste-reactie }}, zie F-01."}
formulieren: [F-01]
invullen:
  - {id: openingstijden, naam: Openingstijden, vraag: Wanneer bent u open?}
"""

LAWS = """\
wetten:
  - id: wgs
    naam: Wgs
    voluit: Wet gemeentelijke schuldhulpverlening
    soort: wet
    waarover: Hulp bij schulden.
    artikelen:
      - {nr: "4a", over: beslistermijn, zekerheid: hoog, bron: "wetten.overheid.nl, 2026"}
      - {nr: "4", over: eerste gesprek, zekerheid: midden, bron: een samenvatting}
"""

FORM = """\
id: F-01
soort: formulier
titel: Aanmeldformulier
doel: De aanmelding vastleggen.
velden:
  - {id: datum, naam: Datum, type: datum}
"""

CHAPTER = """\
---
id: beleid
titel: Kwaliteitsbeleid
niveau: 1
invullen:
  - {id: kernzin, naam: Kernzin, vraag: Waar staat u voor?}
---
{{ invul.kernzin }} geldt voor {{ De_persoon }} van {{ organisatie.naam }}.
"""

CONTENT_PACK = {
    "pack.yaml": """\
id: inhoud-mini
soort: inhoud
formaat: 1
titel: Kleine inhoud
versie: "0.1"
taal: nl
vereist: [norm-mini]
""",
    "rollen.yaml": """\
rollen:
  - {id: bestuurder, functie: bestuurder}
  - {id: teamleider, functie: teamleider}
""",
    "termen.yaml": """\
termen:
  - id: persoon
    meervoud: personen
    verzamelnaam: cliënt
    per_onderdeel: {"138": cliënt, "139": bewoner}
woorden:
  - {woord: cliënt, meervoud: cliënten}
  - {woord: bewoner, meervoud: bewoners}
""",
    "wetten.yaml": LAWS,
    "procedures/PP-01.yaml": PROCEDURE,
    "formulieren/F-01.yaml": FORM,
    "hoofdstukken/01-00-beleid.md": CHAPTER,
}

GOOD = """\
naam: Stichting De Linde
kvk: 01234567
onderdelen: [138]
"""


def write(folder: Path, files: dict[str, str]) -> Path:
    """Return `folder` with `files` in it."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
    return folder


def workspace(root: Path, norm: dict[str, str] = NORM_PACK) -> Workspace:
    """Return a working folder with the two small packs and nothing of the tool's own."""
    folders = [
        (write(root / "packs" / "norm-mini", norm), "packs/norm-mini"),
        (write(root / "packs" / "inhoud-mini", CONTENT_PACK), "packs/inhoud-mini"),
    ]
    shelves = read_packs(folders)
    (root / "organisations").mkdir(exist_ok=True)
    return Workspace(
        root=root, library=shelves.library, problems=shelves.problems, fingerprint=shelves.digest
    )


def told(place: Workspace, profile: str | bytes, name: str = "de-linde") -> tuple[Problem, ...]:
    """Return all that is said of a profile."""
    data = profile if isinstance(profile, bytes) else profile.encode(errors="surrogatepass")
    (place.root / "organisations" / f"{name}.yaml").write_bytes(data)
    try:
        return read_profile(place, name).notices
    except HandbookError as error:
        return error.problems


def said(problems: tuple[Problem, ...]) -> str:
    """Return `problems` as the cases write them."""
    return "\n".join(
        f"let op {problem}" if problem.weight == "let op" else str(problem) for problem in problems
    )


def cases(file: str) -> list[tuple[str, str, str]]:
    """Return the title, input and output of each case in tests/cases/`file`."""
    found = []
    for block in (CASES / file).read_text(encoding="utf-8").split("\n\n\n"):
        title, typed, expected, *_ = [*block.strip("\n").split("\n.\n"), ""]
        found.append((title.strip(), typed, expected.removesuffix("\n.")))
    return found
