"""Another client is found in the ways people write it; what anybody may say is no error."""

from random import Random

import pytest
from examples import copy_examples

from handbook.inspection.client_term_search import TermSearch, search_for, strange_in
from handbook.inspection.client_terms import Kind, Known, identifying_terms
from handbook.loading.profile.secret_places import library_texts
from handbook.loading.workspace import Workspace, open_workspace
from handbook.secret_places.language.folding import PARAGRAPH
from handbook.secret_places.secret_terms import common_words

KNOWN = Known(
    common=common_words(["Welzijn is samen sterk in de wijk. Het kantoor is open."]),
    towns=frozenset({"zwolle", "lindestad"}),
)
SPOKEN = Known(common=common_words(["Wonen, zorg, externe en interne vrijwilligers, werven."]))
Mark = tuple[Kind, str]
CLIENT: tuple[Mark, ...] = (
    ("naam", "Stichting Zonnebloem Welzijn"),
    ("kvk-nummer", "41234567"),
    ("website", "zonnebloemwelzijn.nl"),
    ("locatie", "Buurthuis Het Wortelnest"),
    ("adres", "Burgemeester Beukenpad 7a, 1236 EF Lindestad"),
    ("adres", "Postbus 120, 1230 AC Lindestad"),
    ("adres", "Hoekseweg 12-14, 1239 ZZ Lindestad"),
    ("persoon", "Mw. drs. S. van den Boskamper"),
    ("persoon", "Fatima El Idrissi"),
    ("persoon", "A. Vermeulen-Duin"),
)


def walls(*marks: Mark, known: Known = KNOWN) -> TermSearch:
    found = (each for kind, text in marks for each in identifying_terms(kind, text, "een", known))
    return search_for(found, known)


def told(text: str, made: TermSearch) -> set[str]:
    return {weight for _, weight in strange_in(text, "twee", made, frozenset())}


@pytest.mark.parametrize(
    "text",
    [
        "Zonnebloem Welzijn",
        "stichting zonnebloem welzijn",
        "Stg. Zonnebloem Welzijn",
        "St. Zonnebloem Welzijn",
        "Zonnebloem Welzijn, Stichting",
        "info@zonnebloemwelzijn.nl",
        "www.zonnebloem-welzijn.nl",
        f"Stichting Zonnebloem{PARAGRAPH}Welzijn",
        "kvk 41.23.45.67",
        "Burg. Beukenpad 7a",
        "Beukenpad 7 A",
        f"Burgemeester Beukenpad{PARAGRAPH}7a",
        "1236-ef",
        "Postbus 120",
        "Hoekseweg 12 t/m 14",
        "Hoekseweg 14",
        "S. van den Boskamper",
        "mevrouw S. v.d. Boskamper",
        f"Fatima{PARAGRAPH}El Idrissi",
        "El Idrissi, Fatima",
        "Fatima el-Idrissi",
        "a.vermeulen-duin@zw.nl",
        "Buurthuis Het Wortelnest",
    ],
)
def test_each_way_to_write_it_is_an_error(text: str) -> None:
    assert "fout" in told(f"Kom langs: {text}, elke dag.", walls(*CLIENT))


@pytest.mark.parametrize("text", ["Het Wortelnest", "F. El Idrissi", "mevrouw Vermeulen-Duin"])
def test_what_may_be_somebody_else_is_a_remark(text: str) -> None:
    assert told(f"Kom langs: {text}, elke dag.", walls(*CLIENT)) == {"let op"}


@pytest.mark.parametrize(
    ("mark", "text"),
    [
        (("naam", "De Brug"), "wij slaan de brug naar werk"),
        (("naam", "Welzijn Noord"), "welzijn noord en zuid"),
        (("naam", "Op Maat"), "de opmaat naar werk, ook op maat"),
        (("naam", "Impuls"), "dat geeft een impuls"),
        (("naam", "Stichting Samen Sterk"), "Samen sterk in de wijk"),
        (("locatie", "Kantoor"), "Ons Kantoor"),
        (("locatie", "Locatie Zwolle"), "Locatie Zwolle is open"),
        (("locatie", "Bibliotheek"), "in de bibliotheek"),
        (("persoon", "Vacature"), "Vacature voor een Vacature"),
        (("persoon", "nog te werven"), "mensen, nog te werven"),
        (("persoon", "Li"), "Li"),
        (("persoon", "n.v.t."), "Dit is n.v.t."),
        (("persoon", "nader te bepalen"), "Nader te bepalen"),
        (("adres", "Oude Kerkstraat 12, 8011 AB Zwolle"), "Kerkstraat 12 in Zwolle"),
        (("adres", "Markt 14, 8011 AB Zwolle"), "Op de markt staan 14 kramen"),
        (("adres", "Kerkstraat 12, 8011 AB Zwolle"), "Kerkstraat 12, 3511 AA Utrecht"),
        (("adres", "heel Lindestad"), "in heel Lindestad"),
        (("website", "delinde.nl"), "de linde in Nl"),
    ],
)
def test_what_anybody_may_say_is_nothing(mark: Mark, text: str) -> None:
    assert told(text, walls(mark)) == set()


@pytest.mark.parametrize(
    ("mark", "text"),
    [
        (("persoon", "J. de Vries"), "Vraag J. de Vries"),
        (("naam", "Stichting De Brug"), "bij De Brug"),
        (("naam", "Impuls"), "Impuls voor de buurt"),
        (("locatie", "Repair Café"), "het Repair Café"),
        (("naam", "De Regenboog"), "Wij werken samen met basisschool De Regenboog in Raalte"),
        (("naam", "De Regenboog"), "huisartsenpraktijk ‘De Regenboog’"),
        (("naam", "'t Anker"), "in buurthuis 't Anker"),
    ],
)
def test_what_many_are_called_is_a_remark(mark: Mark, text: str) -> None:
    assert told(text, walls(mark)) == {"let op"}


@pytest.mark.parametrize(
    ("mark", "text"),
    [
        (("naam", "Stichting De Brug"), "bij Stichting De Brug"),
        (("naam", "De Linde"), "bij De Linde"),
        (("naam", "De Linde"), "bij welzijnsorganisatie De Linde"),
        (("naam", "De Linde"), "naast de school. De Linde helpt"),
        (("naam", "De Zwieper"), "basisschool De Zwieper"),
        (("naam", "Humanitas"), "samen met Humanitas"),
        (("persoon", "Jan de Vries"), "Vraag Jan de Vries"),
        (("naam", "Zorgzaam Wonen B.V."), "van Zorgzaam Wonen BV"),
    ],
)
def test_what_one_client_is_called_is_an_error(mark: Mark, text: str) -> None:
    assert "fout" in told(text, walls(mark))


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("Sandra Kok", "Sandra Kok"),
        ("Joost Post", "Post, Joost"),
        ("Mw. drs. Ria Gast", "Gast, Ria"),
        ("Bart Schoonmaker", "Bart Schoonmaker"),
        ("Sandra Kok-Visser", "Sandra Kok-Visser"),
        ("Sandra van der Kok", "Sandra v.d. Kok"),
        ("Kok, Sandra", "Sandra Kok"),
        ("J. Portier", "J. Portier"),
        ("Roos Bloem", "Roos Bloem"),
        ("sandra de boer", "Sandra de Boer"),
        ("Karin Visser, teamleider", "Karin Visser"),
        ("Teamleider Karin Visser", "Karin Visser"),
        ("Karin Visser teamleider wonen", "Karin Visser"),
        ("Karin Visser (vervanger: Piet Bakema)", "Piet Bakema"),
        ("Karin Visser en Piet Bakema", "Karin Visser"),
        ("Karin V.", "Karin V."),
    ],
)
def test_who_is_called_as_a_trade_or_with_one_is_found(typed: str, text: str) -> None:
    assert told(f"Bel met {text}, elke dag.", walls(("persoon", typed)))


@pytest.mark.parametrize(
    "typed",
    [
        "Teamleider Wonen",
        "Coördinator Vrijwilligers",
        "Externe Coach",
        "Interne Hulp",
        "Vacature Kok",
        "Hoofd Zorg, vacature",
        "Afdeling Personeel",
        "nog te werven door bestuur",
        "Mw.",
        "-",
        "Gastvrouw",
        "De kok",
        "Huisarts",
        "Locatie Opvang Zwolle",
    ],
)
def test_what_somebody_does_is_nobody(typed: str) -> None:
    text = f"Bel {typed}: coach, hulp, kok. Kok gezocht. Externe Coach, de Kok, de Huisarts."
    assert told(text, walls(("persoon", typed), known=SPOKEN)) == set()


def listed(text: str) -> list[str]:
    return text.split(";")


NAMES = listed(
    "Stichting Welzijn Noord;Stichting Welzijn Zwolle;De Brug;Stichting De Brug Deventer;"
    "Kompas;Stichting Wijkteam Zuid;Buurtwerk Oost;Stichting Samen Sterk;SamenSterk Welzijn;"
    "Impuls;Stichting Maatschappelijke Opvang Zwolle;Stichting De Schakel;Humanitas Zwolle;"
    "Wij Zwolle;Stichting MEE Oost;Welzijnsorganisatie De Haven;Stichting De Kern;"
    "Stichting Thuis;Present;Vereniging Buurthuis De Pol;Stichting Sociaal Werk Kampen;"
    "Stichting Het Dorpshuis;Divers;Coöperatie Dichtbij U.A.;Wonen en Zorg B.V.;"
    "Stichting Trias;Meedoen;Stichting Houvast;Stichting Opvang Kampen;"
    "Stichting Ouderen en Welzijn"
)
PEOPLE = listed("J. de Vries;M. Jansen;A. Bakker;Kees;P. de Boer;Anna de Wit;B. van Dijk")
STREETS = listed("Kerkstraat;Markt;Stationsweg;De Heuvel;Achterom;Plein 1944;Binnen")
PLACES = listed("Hoofdkantoor;Kantoor Zuid;De Schakel;Wijkcentrum Noord;Bibliotheek;Het Anker")


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return open_workspace(copy_examples(tmp_path_factory.mktemp("werkmap") / "w"))


def test_no_text_of_the_library_is_an_error_for_thirty_ordinary_clients(place: Workspace) -> None:
    chance = Random(3)
    marks: list[Mark] = []
    for number, name in enumerate(NAMES):
        door = f"{chance.choice(STREETS)} {chance.randint(1, 30)}, {8011 + number} AB Zwolle"
        marks += [("naam", name), ("kvk-nummer", f"{50_000_000 + number * 137}"), ("adres", door)]
        marks += [("persoon", chance.choice(PEOPLE)), ("locatie", chance.choice(PLACES))]
    made = walls(*marks, known=Known(common=place.common))
    texts = PARAGRAPH.join(dict.fromkeys(library_texts(place.library)))
    assert len(NAMES) == 30
    assert sorted({each.shown for each, weight in made.found_in(texts) if weight == "fout"}) == []


DOOR = ("adres", "Kerkstraat 1, 7431 AB Diepenveen")


@pytest.mark.parametrize(
    "behind",
    [
        " Raalte",
        " in Raalte",
        " te Heino",
        ", Raalte",
        " (Raalte)",
        ", Raalte en omgeving",
        " in Zwolle",
        ", 8102 AB Raalte",
        ", Nieuw-Heeten.",
    ],
)
def test_a_street_with_another_town_behind_it_is_of_nobody(behind: str) -> None:
    assert told(f"Huisarts Bos, Kerkstraat 1{behind}", walls(DOOR)) == set()


@pytest.mark.parametrize(
    "behind",
    [
        "",
        ".",
        " in Diepenveen",
        ", Diepenveen",
        ", 7431 AB",
        " in Diepeveen",
        ", Kantoor",
        ", Karin Visser",
        ", Bakema belt u",
        "\nRaalte",
        " in Overijssel",
        " in de wijk",
    ],
)
def test_a_street_without_another_town_behind_it_is_that_of_its_owner(behind: str) -> None:
    assert "fout" in told(f"Kom langs op Kerkstraat 1{behind}", walls(DOOR))


@pytest.mark.parametrize(
    ("text", "weights"),
    [
        ("bij kinderopvang De Regenboog", {"fout"}),
        ("bij De Regenboog", {"fout"}),
        ("bij basisschool De Regenboog", {"let op"}),
        ("bij kinderdagverblijf De Regenboog", {"fout"}),
    ],
)
def test_with_a_kind_of_its_own_before_it_a_short_name_is_that_of_the_client(
    text: str, weights: set[str]
) -> None:
    marks: tuple[Mark, ...] = (
        ("naam", "Stichting Kinderdagverblijf De Regenboog"),
        ("naam", "De Regenboog"),
    )
    assert told(text, walls(*marks)) == weights
