"""What one organisation is and wants, as its quality officer describes it."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from handbook.model.common.base_record import (
    ChamberNumber,
    Day,
    Line,
    Number,
    Truth,
    Written,
    Year,
)
from handbook.model.sources.norm import ServiceKind
from handbook.model.sources.reference import Check
from handbook.model.sources.role_holder import RoleHolder
from handbook.model.sources.size import SIZE, Size

Colour = Annotated[str, StringConstraints(pattern=r"^#[0-9A-Fa-f]{6}$")]
Short = Annotated[str, StringConstraints(min_length=1, max_length=60, pattern=r"^[^\n]*$")]
Prose = Annotated[str, StringConstraints(max_length=8000)]
Level = Literal["laag", "midden", "hoog"]
LegalForm = Literal["stichting", "vereniging", "coöperatie", "bv", "nv", "gemeente", "eenmanszaak"]


class Permitted(Written):
    """A text that may be printed although it holds a part of the name or address of a location.

    It tells of the location itself, so `loading` empties it together with name and address.
    """

    text: Line = Field(
        alias="tekst",
        description="De woorden die er mogen staan, precies zo.",
        examples=["Zwaluwnest-methode"],
    )
    reason: Line = Field(
        alias="reden", description="Waarom ze de locatie niet verraden. Wordt nergens afgedrukt."
    )


class Location(Written):
    """A place where the organisation works; of a secret one, only parts and public name are kept.

    `loading` empties `name`, `address` and `also_known_as` of a secret location before anything
    else sees them; documents call it by its `public_name`.
    """

    name: Line = Field(alias="naam", description="Naam van de locatie.", examples=["Hoofdkantoor"])
    address: str = Field(
        alias="adres",
        default="",
        max_length=300,
        description="Straat, nummer, postcode en plaats.",
        examples=["Lindelaan 1, 1234 AB Lindestad"],
    )
    parts: tuple[str, ...] = Field(
        alias="onderdelen", default=(), description="Onderdelen die hier werken; leeg is: alle."
    )
    secret: Truth = Field(
        alias="geheim",
        default=False,
        description="ja: naam en adres komen in geen enkel document, bestand of bericht.",
    )
    public_name: str = Field(
        alias="naam_buiten",
        default="",
        max_length=60,
        pattern=r"^[^\n]*$",
        description="Hoe een geheime locatie in documenten heet; zegt niets over naam of adres.",
        examples=["Huis 1"],
    )
    also_known_as: tuple[Line, ...] = Field(
        alias="ook_bekend_als",
        default=(),
        description="Bij een geheime locatie: andere namen en schrijfwijzen, net zo geheim.",
        examples=["[Het Nest, De Vlier]"],
    )
    permitted: tuple[Permitted, ...] = Field(
        alias="mag_genoemd",
        default=(),
        description="Bij een geheime locatie: teksten die er toch mogen staan, elk met de reden.",
    )


class Service(Written):
    """A service (dienst); its kind decides complaint route, supervisor and retention."""

    name: Line = Field(alias="naam", description="Naam van de dienst.")
    part: str = Field(alias="onderdeel", description="Het normonderdeel waar de dienst onder valt.")
    kind: ServiceKind = Field(alias="soort", description="Soort dienst.")
    client: str = Field(
        alias="opdrachtgever", default="", max_length=300, description="Wie de dienst betaalt."
    )
    description: Prose = Field(alias="omschrijving", default="", description="Wat de dienst doet.")


class OutsideService(Written):
    """A service outside the scope of the certificate; the handbook prints it as a limit."""

    name: Line = Field(alias="naam", description="Naam van de dienst.")
    reason: Line = Field(alias="reden", description="Waarom deze dienst er buiten valt.")


class Exclusion(Written):
    """A topic left out on purpose (uitsluiting); an auditor reads the reason."""

    topic: str = Field(alias="onderwerp", description="Het onderwerp dat niet geldt.")
    reason: str = Field(
        alias="motivering",
        min_length=10,
        description="Waarom het niet geldt; de auditor leest dit.",
    )


class Wording(Written):
    """The words for the people served: one for each part, one for all together, and pronouns."""

    collective: str = Field(
        alias="verzamelnaam",
        default="cliënt",
        description="Het woord in teksten voor meer onderdelen samen.",
    )
    mhd: str = Field(alias="138", default="", description="Het woord voor mensen bij 138.")
    shelter: str = Field(alias="139", default="", description="Het woord voor mensen bij 139.")
    community: str = Field(alias="140", default="", description="Het woord voor mensen bij 140.")
    toddlers: str = Field(alias="134", default="", description="Het woord voor kinderen bij 134.")
    pronouns: Literal["hij", "zij", "hen"] = Field(
        alias="verwijzing", default="hij", description="hij/zijn, zij/haar of die/hun."
    )

    ourselves: Literal["we", "naam"] = Field(
        alias="wij",
        default="we",
        description="we, of naam: een paragraaf begint dan met uw korte naam en gaat door met we.",
    )

    def for_part(self, code: str) -> str:
        """Return the word chosen for norm part `code`, or an empty text."""
        chosen = {
            "138": self.mhd,
            "139": self.shelter,
            "140": self.community,
            "134": self.toddlers,
        }
        return chosen.get(code, "")


class Colours(Written):
    """The two house colours, as #RRGGBB."""

    primary: Colour = Field(
        alias="primair", default="#1F5673", description="Hoofdkleur.", examples=['"#1F5673"']
    )
    accent: Colour = Field(
        alias="accent", default="#C8643C", description="Accentkleur.", examples=['"#C8643C"']
    )


class Fonts(Written):
    """The fonts of headings and text, by the name Word shows."""

    headings: Short = Field(alias="koppen", default="Calibri", description="Lettertype van koppen.")
    text: Short = Field(alias="tekst", default="Calibri", description="Lettertype van de tekst.")


class HouseStyle(Written):
    """How the documents look: logo, colours and fonts (huisstijl)."""

    logo: str = Field(
        alias="logo",
        default="",
        description="Pad naar een png, jpg of svg, vanaf de map organisations.",
        examples=["linde/logo.png"],
    )
    colours: Colours = Field(alias="kleuren", default=Colours(), description="De huiskleuren.")
    fonts: Fonts = Field(alias="lettertypen", default=Fonts(), description="De lettertypen.")


class DocumentControl(Written):
    """How documents are numbered, reviewed and approved (documentbeheer)."""

    approver: str = Field(
        alias="goedkeurder", default="bestuurder", description="De rol die documenten vaststelt."
    )
    review: Annotated[
        str, StringConstraints(pattern=r"^([1-9]|[1-9]\d|1[01]\d|120) maand(en)?$")
    ] = Field(
        alias="herziening",
        default="24 maanden",
        description="Na hoeveel maanden een document opnieuw wordt bekeken.",
        examples=["24 maanden"],
    )
    prefix: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9-]{0,9}$|^$")] = Field(
        alias="voorvoegsel",
        default="",
        description="Komt voor elke documentcode: met 'LI-' wordt PP-01 LI-PP-01.",
        examples=["LI-"],
        json_schema_extra={"numbers": {"type": "integer", "minimum": 0, "maximum": 9_999_999_999}},
    )


class Audits(Written):
    """Dates of the certification audits."""

    phase_1: Day | None = Field(alias="fase_1", default=None, description="Initiële audit, fase 1.")
    phase_2: Day | None = Field(alias="fase_2", default=None, description="Initiële audit, fase 2.")
    interim: Day | None = Field(
        alias="tussentijds", default=None, description="Eerstvolgende tussentijdse audit."
    )
    renewal: Day | None = Field(
        alias="hercertificatie", default=None, description="Hercertificatie."
    )


class NormStatus(Written):
    """What the organisation itself checked of the norm, and who certifies it."""

    confirmed_on: Day | None = Field(
        alias="versie_bevestigd_op",
        default=None,
        description="Wanneer u naging dat de normversie nog geldt.",
    )
    confirmed_by: str = Field(
        alias="bevestigd_bij",
        default="",
        max_length=200,
        description="Bij wie u dat naging: NEN of de certificerende instelling.",
    )
    edition: str = Field(
        alias="editie_123",
        default="",
        max_length=40,
        description="De editie van HKZ 123 waar u mee werkt.",
    )
    certifier: str = Field(
        alias="certificerende_instelling",
        default="",
        max_length=200,
        description="De certificerende instelling.",
    )
    audits: Audits = Field(alias="audits", default=Audits(), description="Auditdata.")


class Goal(Written):
    """An objective with the way it is measured and who answers for it."""

    goal: Line = Field(alias="doel", description="Wat u wilt bereiken.")
    measure: Line = Field(alias="meten", description="Waaraan u dat ziet.")
    owner: str = Field(alias="eigenaar", description="De rol die ervoor zorgt.")
    year: Year = Field(alias="jaar", default="", description="Het jaar.")


class Stakeholder(Written):
    """Someone with an interest in the organisation, and what they expect."""

    name: Line = Field(alias="naam", description="Wie.")
    expects: Line = Field(alias="verwacht", description="Wat die van u verwacht.")
    approach: str = Field(
        alias="aanpak", default="", max_length=600, description="Hoe u daaraan voldoet."
    )


class OwnRisk(Written):
    """A risk of the organisation with its measure."""

    risk: Line = Field(alias="risico", description="Wat er mis kan gaan.")
    chance: Level = Field(alias="kans", default="midden", description="Hoe waarschijnlijk.")
    effect: Level = Field(alias="gevolg", default="midden", description="Hoe erg.")
    measure: Line = Field(alias="maatregel", description="Wat u eraan doet.")
    owner: str = Field(alias="eigenaar", description="De rol die ervoor zorgt.")


class Profile(Written):
    """One organisation (organisatie), as its quality officer describes it.

    `parts` are norm part codes as HKZ numbers them, `("138", "140")`. `chamber_number` is text: it
    may begin with a zero. `activities` holds the chosen fields of work by part.
    """

    name: Line = Field(
        alias="naam", description="De statutaire naam.", examples=["Stichting De Linde"]
    )
    short_name: str = Field(
        alias="korte_naam",
        default="",
        max_length=60,
        description="De naam in lopende tekst.",
        examples=["De Linde"],
    )
    legal_form: LegalForm = Field(
        alias="rechtsvorm", default="stichting", description="De rechtsvorm."
    )
    chamber_number: ChamberNumber = Field(
        alias="kvk", description="Het KvK-nummer: acht cijfers.", examples=["01234567"]
    )
    fte: Number | None = Field(
        alias="fte", default=None, description="Omvang in fte.", examples=["41,5"]
    )
    size: Size = Field(alias="omvang", default=Size(), description=SIZE)
    website: str = Field(alias="website", default="", max_length=200, description="De website.")
    parts: tuple[str, ...] = Field(
        alias="onderdelen",
        min_length=1,
        description="De normonderdelen; 123 komt vanzelf mee.",
        examples=["[138, 140]"],
    )
    activities: dict[str, tuple[str, ...]] = Field(
        alias="activiteiten",
        default_factory=dict,
        description="Per onderdeel de gekozen activiteiten; zonder lijst alles van het onderdeel.",
        examples=["138: [maatschappelijk-werk, schuldhulp]"],
    )
    characteristics: tuple[str, ...] = Field(
        alias="kenmerken", default=(), description="Wat er verder bij u speelt."
    )
    reference_day: Day | None = Field(
        alias="peildatum",
        default=None,
        description="De dag waarvan de documenten de wet vertellen; anders die van de wettenlijst.",
        examples=["01-01-2027"],
    )
    norm: NormStatus = Field(
        alias="norm", default=NormStatus(), description="Normversie en audits."
    )
    services: tuple[Service, ...] = Field(
        alias="diensten", default=(), description="Uw diensten, met hun soort."
    )
    outside_services: tuple[OutsideService, ...] = Field(
        alias="diensten_buiten_toepassingsgebied",
        default=(),
        description="Diensten die buiten het certificaat vallen.",
    )
    locations: tuple[Location, ...] = Field(
        alias="locaties", default=(), description="Waar u werkt."
    )
    roles: dict[str, RoleHolder] = Field(
        alias="rollen", default_factory=dict, description="Wie welke rol vervult."
    )
    wording: Wording = Field(
        alias="woordkeuze", default=Wording(), description="Hoe u de mensen noemt voor wie u werkt."
    )
    mission: Prose = Field(alias="missie", default="", description="Uw missie.")
    vision: Prose = Field(alias="visie", default="", description="Uw visie.")
    goals: tuple[Goal, ...] = Field(
        alias="doelen", default=(), description="Uw doelen; leeg: de voorstellen van de sector."
    )
    stakeholders: tuple[Stakeholder, ...] = Field(
        alias="belanghebbenden", default=(), description="Leeg: de voorstellen van de sector."
    )
    risks: tuple[OwnRisk, ...] = Field(
        alias="risicos", default=(), description="Leeg: de voorstellen van de sector."
    )
    deadlines: dict[str, Line] = Field(
        alias="termijnen",
        default_factory=dict,
        description="Eigen streefnormen, bijvoorbeeld PP-01.eerste-reactie: 1 werkdag.",
    )
    answers: dict[str, Prose] = Field(
        alias="invullen",
        default_factory=dict,
        description="Antwoorden op de open velden van de teksten, per id.",
    )
    checks: dict[str, Check] = Field(
        alias="nagegaan",
        default_factory=dict,
        description="Wat u zelf naging, bijvoorbeeld OR-13.termijnen.aanpak: {door, op, bron}.",
    )
    exclusions: tuple[Exclusion, ...] = Field(
        alias="uitsluitingen", default=(), description="Onderwerpen die bij u niet gelden."
    )
    references: str = Field(
        alias="vindplaatsen",
        default="",
        description="Bestand met uw eigen vindplaatsen, vanaf de map organisations.",
    )
    control: DocumentControl = Field(
        alias="documentbeheer",
        default=DocumentControl(),
        description="Codes, herziening, vaststelling.",
    )
    style: HouseStyle = Field(
        alias="huisstijl", default=HouseStyle(), description="Logo, kleuren, lettertypen."
    )

    @property
    def known_as(self) -> str:
        """The name in running text: the short one where there is one."""
        return self.short_name or self.name
