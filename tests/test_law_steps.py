"""What a law asks is done in a step; and a number in a step was read, or is our own choice."""

import re
from functools import cache

import pytest
from examples import ROOT

from handbook.loading.workspace import open_workspace
from handbook.model.sources.content import Procedure
from handbook.model.sources.library import Library

# Each law that was missing: where its articles stand, and words of the step that does it.
PLACES = [
    ("alcoholwet", ("3", "4", "8", "9"), "OR-14", "Register sociale hygiëne"),
    ("alcoholwet", ("20", "24"), "OR-14", "jonger is dan 18 jaar"),
    ("speeltoestellenbesluit", ("17", "19", "20"), "OR-14", "actueel dossier"),
    ("speeltoestellenbesluit", ("23",), "OR-14", "NVWA"),
    ("wpbr", ("2", "7"), "OV-07", "beveiligers"),
    ("wet-tijdelijk-huisverbod", ("2", "9"), "OV-02", "huisverbod duurt 10 dagen"),
    ("leerplichtwet", ("3",), "OV-03", "Regel school"),
    ("huisvestingswet", ("12", "13"), "OV-04", "Vraag urgentie aan"),
    ("wmo-2015", ("2.6.3",), "OV-05", "Overleg met de gemeente"),
    ("wmo-2015", ("3.4a",), "OR-06", "ongeldig"),
    ("wmo-2015", ("5.1.2", "5.2.9", "5.3.2", "5.3.3"), "OR-17", "BSN"),
    ("wmo-2015", ("5.3.5",), "OR-05", "Wmo-gegevens te vernietigen"),
    ("jeugdwet", ("4.0.1",), "OR-11", "nieuwe aanbieder"),
    ("jeugdwet", ("4.1.1", "4.1.8a"), "OR-06", "ongeldig"),
    ("jeugdwet", ("4.3.1", "4.3.2"), "OR-01", "verslag over kwaliteit"),
    ("jeugdwet", ("4.5.1-4.5.2",), "OR-01", "jaarverantwoording"),
    ("jeugdwet", ("4.4.1",), "OR-03", "intern toezicht"),
    ("besluit-jeugdwet", ("4.0.a2",), "OR-03", "hoogstens twee keer vier jaar"),
    ("wmcz-2018", ("3", "7", "8"), "OR-24", "cliëntenraad in"),
    ("wkkgz", ("4",), "OR-06", "vorige werkgevers"),
    ("wkkgz", ("10", "11.0a"), "OR-20", "incident in de zorg"),
    ("wkkgz", ("13", "15", "18"), "OR-22", "geschilleninstantie"),
    ("wgs", ("3a", "8a-8d"), "MD-01", "mandaat"),
    ("faillissementswet", ("349a",), "MD-02", "schuldeisers"),
    ("ziektewet", ("38",), "OR-08", "bij het UWV"),
    ("wet-wia", ("25", "64"), "OR-08", "13 weken"),
    ("regeling-procesgang", ("2", "4", "5", "6"), "OR-08", "plan van aanpak"),
    ("arbowet", ("10", "12"), "OR-12", "bezoekers en"),
    ("wor", ("30", "31a", "31b"), "OR-24", "benoeming of ontslag"),
    ("bbl", ("6.9",), "OR-14", "gebruiksmelding"),
    ("drinkwaterbesluit", ("36", "37", "38", "40", "41"), "OR-14", "kolonievormende eenheden"),
    ("besluit-meldcode", ("2",), "OR-19", "Stel de meldcode vast"),
    ("uavg", ("30a", "30b"), "OR-05", "medische dossiers"),
    ("uavg", ("34", "39"), "OR-17", "houdt geheim"),
    ("wnt", ("1.3",), "OR-03", "500.000 euro"),
    ("wet-bescherming-klokkenluiders", ("2a",), "OR-03", "register bij van de meldingen"),
    ("besluit-ve", ("2a",), "PO-04", "beschrijf de inzet"),
    ("wet-kinderopvang", ("1.45", "1.46"), "PO-05", "wacht op het besluit van de gemeente"),
    ("wpg", ("12l", "12m", "13"), "PP-09", "zelfdoding te voorkomen"),
    ("awb", ("2:1", "afd. 2.3"), "MD-01", "digitaal"),
    ("awb", ("9:2", "9:11", "9:12"), "OR-22", "ombudsman"),
    ("wet-brp", ("2.23", "2.59"), "OV-02", "geheimhouding"),
    ("bibob", ("6", "7a"), "OR-03", "Bibob"),
    ("tabakswet", ("10",), "OR-14", "rookverbod"),
    ("auteurswet", ("12",), "SW-02", "muziek"),
    ("wp2000", ("2",), "OR-28", "taxivervoer"),
    ("ai-verordening", ("50",), "OR-16", "met AI te maken"),
    ("cyberbeveiligingswet", ("8",), "OR-16", "eisen aan onze beveiliging"),
]


@cache
def library() -> Library:
    return open_workspace(ROOT).library


def words(procedure: Procedure) -> str:
    """All running text of a procedure: its steps and what is special about it."""
    steps = (each.action for each in procedure.steps)
    return " ".join(" ".join((*steps, *(each.text for each in procedure.particulars))).split())


@pytest.mark.parametrize(("law", "articles", "place", "step"), PLACES)
def test_what_a_missing_law_asks_has_its_step(
    law: str, articles: tuple[str, ...], place: str, step: str
) -> None:
    found = library().laws[law]
    assert [number for number in articles if found.article(number) is None] == []
    procedure = library().procedures[place]
    cited = {
        number
        for each in (*procedure.grounds, *procedure.deadlines)
        if each.law == law
        for number in each.articles
    }
    assert set(articles) <= cited
    assert step in words(procedure)


# A number with its unit, as a sentence says it: "4 weken", "70 procent".
NUMBER = re.compile(
    r"(\d[\d.,]*)\s+(?:jaar|maanden|weken|werkdagen|dagen|uur|minuten|euro|procent|kolonie\w+)\b"
)
# Numbers that no law asks: our own choice, or what a guideline says.
OWN = {
    ("OV-08", "2"),  # hygiene: food out of the fridge
    ("SW-02", "16"),  # photographs: whom we ask
    ("PO-01", "4"),  # when a child leaves the group
}


def said(procedure: Procedure) -> str:
    """What the articles say that a procedure cites."""
    found = []
    for each in (*procedure.grounds, *procedure.deadlines):
        law = library().laws.get(each.law)
        for number in each.articles if law else ():
            article = law.article(number) if law else None
            if article and article.reading and article.is_certain:
                found.append(article.reading.says)
    return " ".join(found)


def numbers(text: str) -> set[str]:
    return {match[1].rstrip(".,") for match in NUMBER.finditer(text)}


def test_a_number_in_a_step_was_read_in_an_article_that_the_procedure_cites() -> None:
    unread = set()
    for procedure in library().procedures.values():
        known = set(re.findall(r"\d[\d.,]*\d|\d", said(procedure)))
        unread |= {(procedure.id, each) for each in numbers(words(procedure)) - known}
    assert unread - OWN == set()


def test_a_number_in_a_chapter_was_read_in_some_article() -> None:
    known = {
        number
        for law in library().laws.values()
        for article in law.articles
        if article.reading and article.is_certain
        for number in re.findall(r"\d[\d.,]*\d|\d", article.reading.says)
    }
    chapters = (ROOT / "handbook/packs/inhoud-welzijn/hoofdstukken").glob("*.md")
    unread = {
        (each.stem, number)
        for each in chapters
        for number in numbers(each.read_text(encoding="utf-8"))
        if number not in known
    }
    assert unread - OWN == set()
