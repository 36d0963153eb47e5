"""A claim about the law says what the article says; each row here was once less exact."""

from functools import cache

import pytest
from examples import ROOT

from handbook.loading.workspace import open_workspace
from handbook.model.sources.content import Procedure
from handbook.model.sources.library import Library


@cache
def library() -> Library:
    return open_workspace(ROOT).library


def words(procedure: Procedure) -> str:
    """All running text of a procedure: its steps and what is special about it."""
    steps = (each.action for each in procedure.steps)
    return " ".join(" ".join((*steps, *(each.text for each in procedure.particulars))).split())


# What a reading says in its own words: the law, the article, and the words it once lacked.
READ = [
    ("wor", "2", "in de regel minstens 50 personen"),
    ("wor", "31b", "schriftelijk gegevens"),
    ("wor", "35b", "in de regel 10 tot 50 personen"),
    ("wet-bescherming-klokkenluiders", "2", "in de regel minstens 50 werknemers"),
    ("wmo-2015", "2.3.10", "niet meer toereikend"),
    ("wmo-2015", "3.1", "doelmatig"),
    ("wmo-2015", "3.1", "de rechten van de cliënt"),
    ("wmo-2015", "5.3.2", "de eigen belangen niet kan overzien (lid 2)"),
    ("wmo-2015", "5.3.2", "een ander wordt geschaad"),
    ("wmo-2015", "5.3.3", "de eigen belangen niet kan overzien"),
    ("wet-kinderopvang", "1.46", "na ontvangst van de aanvraag"),
    ("wet-kinderopvang", "1.48d", "continu gescreend (lid 1)"),
    ("avg", "5", "niet langer dan nodig (lid 1 e)"),
    ("wgs", "3", "een aangewezen signaal van een schuldeiser"),
    ("wgs", "6", "uit zichzelf"),
    ("faillissementswet", "285", "mandateren"),
    ("wck", "48", "notarissen, deurwaarders"),
    ("arbowet", "14a", "een arbodienst"),
    ("jeugdwet", "4.4.1", "meer dan 25 jeugdhulpverleners in totaal"),
    ("bw", "2:291", "waarneemt als alle bestuurders wegvallen"),
    ("bbl", "6.7", "meer mensen zijn dan tabel 6.6 noemt"),
    ("bbl", "6.6", "meer dan 50 in een ander logies"),
]


@pytest.mark.parametrize(("law", "number", "said"), READ)
def test_a_reading_says_what_the_article_says(law: str, number: str, said: str) -> None:
    article = library().laws[law].article(number)
    assert article is not None
    assert article.reading is not None
    assert article.is_certain
    assert said in article.reading.says


# What a procedure tells its reader.
TOLD = [
    ("OR-24", "Geef elk jaar schriftelijk gegevens over"),
    ("OR-17", "niet aan wie jonger is dan 12 jaar"),
    ("MD-01", "alles meldt wat van invloed is op de schuldhulp"),
    ("MD-02", "Bemiddelen bij schulden mag"),
    ("MD-02", "Die verklaring geeft het college"),
    ("MD-03", "nadat het signaal binnenkwam"),
    ("OR-12", "cao of een afspraak met de medezeggenschap"),
    ("OR-03", "doet niet mee aan het besluit"),
    ("OR-03", "meer dan 25 in totaal"),
    ("OR-14", "wonen met zorg en verhuur per kamer"),
]


@pytest.mark.parametrize(("place", "told"), TOLD)
def test_a_procedure_tells_what_the_law_says(place: str, told: str) -> None:
    assert told in words(library().procedures[place])


# What kind a limit is, and which articles it rests on.
LIMITS = [
    (
        "OV-05",
        "einde-voorziening",
        "wet",
        (
            "2.3.10",
            "2.6.3",
        ),
    ),
    (
        "PO-05",
        "starten",
        "wet",
        (
            "1.45",
            "1.46",
        ),
    ),
    (
        "OR-06",
        "vog-kinderopvang",
        "wet",
        (
            "1.48d",
            "1.50",
        ),
    ),
    ("OR-05", "vernietigen", "eigen", ()),
]


@pytest.mark.parametrize(("place", "name", "nature", "articles"), LIMITS)
def test_a_limit_rests_on_the_articles_that_say_it(
    place: str, name: str, nature: str, articles: tuple[str, ...]
) -> None:
    [found] = [each for each in library().procedures[place].deadlines if each.id == name]
    assert (found.nature, found.articles) == (nature, articles)


def test_the_rie_is_looked_at_again_within_one_number_of_years() -> None:
    [found] = [each for each in library().procedures["OR-12"].deadlines if each.id == "rie"]
    assert found.limit == "bij verandering, en minstens elke 4 jaar"


@pytest.mark.parametrize("place", ["OR-08", "OR-12"])
def test_the_arbodienst_rests_on_its_own_article(place: str) -> None:
    grounds = library().procedures[place].grounds
    assert [{"14", "14a"} <= set(each.articles) for each in grounds if each.law == "arbowet"] == [
        True
    ]


# What changed in a law, as the history tells it.
CHANGED = [
    (
        "wet-kinderopvang",
        "1 januari 2018",
        "De wet kent geen peuterspeelzaal meer: dit werk valt nu onder kinderopvang.",
    ),
    (
        "wgs",
        "1 januari 2021",
        "Krijgt de gemeente een aangewezen signaal van een schuldeiser over een "
        "achterstand, dan biedt zij een eerste gesprek aan (vroegsignalering).",
    ),
    (
        "wbtr",
        "1 juli 2021",
        "De wet zegt wie beslist bij een tegenstrijdig belang. De statuten regelen wie "
        "waarneemt als alle bestuurders of alle toezichthouders wegvallen (belet en "
        "ontstentenis).",
    ),
    (
        "wet-verbetering-jeugdzorg",
        "1 januari 2026",
        "Intern toezicht is verplicht met meer dan 10 jeugdhulpverleners in de "
        "jeugdhulp met verblijf, of met meer dan 25 in totaal. Het Besluit Jeugdwet "
        "vraagt minstens drie personen. De jaarverantwoording is openbaar.",
    ),
]


@pytest.mark.parametrize(("law", "since", "told"), CHANGED)
def test_the_history_tells_what_changed(law: str, since: str, told: str) -> None:
    assert told in [each.what for each in library().laws[law].amendments if each.told == since]
