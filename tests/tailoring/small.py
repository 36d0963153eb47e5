"""A small library and what it gives: two procedures, a form, laws, roles; a setting to fill in."""

from typing import Any

from handbook.model.sources.content import Form, Procedure, Role, Term, Verb, Word
from handbook.model.sources.library import Library
from handbook.model.sources.norm import Norm
from handbook.model.sources.profile import Profile
from handbook.model.sources.reference import Explanation, Law, ServiceRules
from handbook.tailoring.selection.norm_binding import select
from handbook.tailoring.text.filling import Setting, setting_for

NORM = Norm.model_validate(
    {
        "onderdelen": [
            {
                "code": "123",
                "norm": "HKZ",
                "titel": "Algemeen",
                "editie": "2015+A1:2019",
                "algemeen": "ja",
            },
            {"code": "138", "norm": "HKZ", "titel": "Hulp", "editie": "2015", "vereist": ["123"]},
            {"code": "139", "norm": "HKZ", "titel": "Opvang", "editie": "2015", "vereist": ["123"]},
        ],
        "activiteiten": [
            {"id": "schuldhulp", "onderdeel": "138", "titel": "Schuldhulp"},
            {"id": "raadslieden", "onderdeel": "138", "titel": "Raadslieden"},
            {"id": "nachtopvang", "onderdeel": "139", "titel": "Nachtopvang"},
        ],
        "kenmerken": [
            {"id": "vrijwilligers", "titel": "Werkt met vrijwilligers"},
            {
                "id": "slapen",
                "titel": "Mensen slapen er",
                "volgt_uit": {"activiteiten": ["nachtopvang"]},
            },
            {"id": "toezicht", "titel": "Houdt toezicht", "volgt_uit": {"kenmerken": ["slapen"]}},
        ],
    }
)
ROLES = (
    Role(id="bestuurder", functie="bestuurder", taak="Beslist."),
    Role(id="hoofd", functie="hoofd zorg", lidwoord="het", taak="Leidt {{ de_persoon }} niet."),
    Role(id="kwaliteitsmedewerker", functie="kwaliteitsmedewerker"),
    Role(id="medewerker", functie="medewerker", taak="Helpt."),
    Role(
        id="nachtwacht",
        functie="nachtwacht",
        wanneer={"activiteiten": ["nachtopvang"]},
    ),
)
WGS = Law.model_validate(
    {
        "id": "wgs",
        "naam": "Wgs",
        "voluit": "Wet gemeentelijke schuldhulpverlening",
        "soort": "wet",
        "waarover": "Hulp bij schulden.",
        "artikelen": [
            {"nr": "4a", "over": "beslistermijn", "zekerheid": "hoog", "bron": "de wet"},
            {"nr": "7", "over": "gegevens", "zekerheid": "hoog", "bron": "de wet"},
            {"nr": "9191", "over": "eerste gesprek", "zekerheid": "midden", "bron": "samenvatting"},
            {"nr": "hfd. 5", "over": "toezicht", "zekerheid": "hoog", "bron": "de wet"},
            {"nr": "8282", "over": "archief", "zekerheid": "laag", "bron": "samenvatting"},
        ],
        "gewijzigd": [
            {
                "per": "1 juli 2023",
                "wat": "Uitwisselen mag.",
                "hier": "Staat in PP-01.",
                "zekerheid": "hoog",
            },
            {
                "per": "2024",
                "wat": "Bewaren duurt langer.",
                "hier": "Nog niets.",
                "zekerheid": "laag",
            },
            {
                "per": "2025",
                "wat": "Slapen kost geld.",
                "hier": "Nog niets.",
                "zekerheid": "hoog",
                "wanneer": {"activiteiten": ["nachtopvang"]},
            },
        ],
    }
)
CODE = Law(id="meldcode", naam="Meldcode", soort="code", waarover="Geweld thuis.")
OTHER = Law(
    id="avg", naam="AVG", soort="wet", waarover="Gegevens.", wanneer={"onderdelen": ["139"]}
)

REQUEST = Procedure.model_validate(
    {
        "id": "PP-01",
        "soort": "procedure",
        "titel": "Aanmelding",
        "groep": "primair proces",
        "thema": "toegang",
        "doel": "Snel weten waar men aan toe is.",
        "toepassing": "Elke aanmelding.",
        "eigenaar": "hoofd",
        "raadplegen": ["bestuurder", "medewerker"],
        "informeren": ["kwaliteitsmedewerker", "nachtwacht"],
        "termijnen": [
            {"id": "reactie", "wat": "Reactie", "termijn": "2 werkdagen", "aard": "eigen"},
            {
                "id": "besluit",
                "wat": "Besluit",
                "termijn": "hoogstens 7373 weken",
                "aard": "wet",
                "wet": "wgs",
                "artikelen": ["4a", "9191"],
                "nagaan": "het maximum",
            },
        ],
        "stappen": [
            {
                "id": "vraag",
                "rol": "medewerker",
                "actie": "Lukt het niet? Reageer {{ termijn.reactie }}. Schrijf daarna op.",
            },
            {"id": "besluit", "rol": "hoofd", "actie": "Beslis volgens art. 3 en laat het weten."},
            {
                "id": "nacht",
                "rol": "nachtwacht",
                "actie": "Laat binnen.",
                "wanneer": {"activiteiten": ["nachtopvang"]},
            },
        ],
        "grondslag": [
            {"id": "wgs", "wet": "wgs", "artikelen": ["4a", "7", "hfd. 5", "9191"]},
            {"id": "code", "wet": "meldcode"},
            {"id": "contract", "tekst": "het contract met de gemeente"},
        ],
    }
)
FILES = Procedure.model_validate(
    {
        "id": "OR-01",
        "soort": "procedure",
        "titel": "Bewaren",
        "groep": "organisatieproces",
        "thema": "documenten",
        "doel": "Alles terugvinden.",
        "toepassing": "Elk dossier.",
        "eigenaar": "kwaliteitsmedewerker",
        "termijnen": [
            {
                "id": "bewaren",
                "wat": "Bewaren",
                "termijn": "6464 jaar",
                "aard": "afspraak",
                "bron": "contract",
                "nagaan": "de duur",
                "zonder": "zolang {{ de_persoon }} er is",
            }
        ],
        "stappen": [{"id": "leg", "rol": "medewerker", "actie": "Leg het in de kast."}],
        "grondslag": [{"id": "wgs", "wet": "wgs", "artikelen": ["8282"]}],
    }
)
LIST = Form.model_validate(
    {
        "id": "F-01",
        "soort": "formulier",
        "titel": "Aanmeldformulier",
        "doel": "De aanmelding vastleggen.",
        "velden": [{"id": "datum", "naam": "Datum", "type": "datum"}],
    }
)
PERSON = Term(
    id="persoon", meervoud="personen", verzamelnaam="cliënt", per_onderdeel={"139": "bewoner"}
)
MAATWERK = ServiceRules(
    soort="maatwerk",
    uitleg="De gemeente beslist.",
    klacht="Bij ons.",
    toezicht="De gemeente.",
    calamiteit="Meld het.",
    registratie="Een dossier over {{ de_persoon }}.",
    bewaren="15 jaar.",
)
AVG = Explanation(id="avg", begrip="AVG", ook=("wet over gegevens",), uitleg="De privacywet.")

LIBRARY = Library(
    procedures={"PP-01": REQUEST, "OR-01": FILES},
    forms={"F-01": LIST},
    roles={each.id: each for each in ROLES},
    terms={"persoon": PERSON},
    words={
        "cliënt": Word(woord="cliënt", meervoud="cliënten"),
        "bewoner": Word(woord="bewoner", meervoud="bewoners"),
    },
    verbs={"bevestigen": Verb(meervoud="bevestigen", enkelvoud="bevestigt")},
    laws={"wgs": WGS, "meldcode": CODE, "avg": OTHER},
    glossary={"avg": AVG},
    service_rules={"maatwerk": MAATWERK},
).with_norm(NORM)
CODES = {each: each for each in ("KH-00", "KH-01", "KH-02", "KH-03", "PP-01", "OR-01", "F-01")}
DEBT_ONLY = {"138": ["schuldhulp"]}


def check(**more: str) -> dict[str, str]:
    """Return what a profile says of something that was gone after."""
    return {"door": "A. Visser", "op": "01-03-2026", "bron": "wetten.overheid.nl", **more}


def profile(**more: Any) -> Profile:
    typed = {"naam": "De Linde", "kvk": "01234567", "onderdelen": ["138"], **more}
    return Profile.model_validate(typed)


def setting(**more: Any) -> Setting:
    """Return the setting of an organisation of 138 with all documents of the small library."""
    chosen = profile(**more)
    return setting_for(chosen, LIBRARY, select(chosen, LIBRARY), CODES)


def lines(blocks: Any) -> list[tuple[str, ...]]:
    """Return the rows of the only table in `blocks` as plain texts."""
    [made] = blocks
    return [tuple("".join(run.text for run in cell) for cell in row) for row in made.rows]
