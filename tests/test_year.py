"""A year with one handbook: she works in Word, the profile changes, and both are kept."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from officer import Officer
from small_set import small_set

from handbook.loading.workspace import open_workspace
from handbook.pipeline.restore import restore

PROFILE = """\
naam: Stichting De Berk
korte_naam: De Berk
kvk: "12345678"
onderdelen: [140]
kenmerken: [vrijwilligers]
activiteiten: {140: [buurtwerk, vrijwilligerscentrale]}
locaties:
  - {naam: Buurthuis, adres: "Laan 1, 1234 AB Berkdorp"}
missie: Iedereen in Berkdorp doet mee en kan op iemand rekenen.
termijnen: {SW-04.match: 6 weken}
invullen:
  OR-05.systeem: gedeelde schijf, map Handboek
  organisatie.werkgebied: het dorp Berkdorp en de buurtschap Wilg.
"""
AIM = "Wie voor een ander klaarstaat, krijgt van ons steun en houdt het vol."
WELCOME = "Loop gerust binnen bij het buurthuis."
STEP = " Wees bij de eerste ontmoeting en spreek af wat wel en niet mag met geld, vervoer, "
STEP += "medicijnen en tillen."
MISSION = "Iedereen in Berkdorp doet mee en kan op {} rekenen."
BOTH = (
    "U en de bron hebben dezelfde woorden gewijzigd. Het voorstel staat als wijziging in de"
    " tekst.\nUw tekst was: Iedereen in Berkdorp doet mee en kan op elkaar rekenen."
)
NEW_WITH_138 = ["PP-01", "PP-02", "F-03", "F-04"]
AREA = "Stichting De Berk werkt in het dorp Berkdorp en de buurtschappen Wilg en Els."


@pytest.fixture(autouse=True)
def library(tmp_path: Path) -> Iterator[None]:
    with small_set(tmp_path / "packs"):
        yield


def test_a_year(tmp_path: Path) -> None:  # noqa: PLR0915 -- one story, told in one go
    anja = Officer(tmp_path / "w", "berk", PROFILE)

    # January: the first build.
    assert anja.builds(2026, 1) == {"nieuw": 14}

    # February: she works in Word. Nothing else changed, so her file stays as it is.
    anja.types("SW-04", "krijgt steun", "krijgt van ons steun")
    anja.adds("SW-04", "Wie voor een ander", WELCOME)
    hers = anja.path("SW-04").read_bytes()
    assert anja.builds(2026, 2) == {"behouden": 1, "ongewijzigd": 13}
    assert anja.path("SW-04").read_bytes() == hers

    # March: a limit changes in the profile. The change arrives, her words stay.
    anja.changes_profile("6 weken", "8 weken")
    assert anja.builds(2026, 3) == {"gewijzigd": 2, "ongewijzigd": 11, "samengevoegd": 1}
    assert anja.news("SW-04") == [
        "- 6 weken",
        "+ 8 weken",
        f"- Streef naar een koppeling binnen 6 weken.{STEP}",
        f"+ Streef naar een koppeling binnen 8 weken.{STEP}",
    ]
    assert [line for line in anja.reads("SW-04") if line in (AIM, WELCOME)] == [AIM, WELCOME]
    assert (anja.waiting(), anja.proposed("SW-04")) == ([], [])

    # April: she and the profile change the same words. Hers stay; the other ones are proposed.
    anja.types("KH-01", "op iemand", "op elkaar")
    anja.changes_profile("op iemand", "op een buur")
    assert anja.builds(2026, 4) == {"behouden": 1, "ongewijzigd": 12, "samengevoegd": 1}
    conflict = [("KH-01", "in conflict", MISSION.format("elkaar"))]
    assert anja.waiting() == conflict
    assert anja.proposed("KH-01") == [
        "- " + MISSION.format("elkaar"),
        "+ " + MISSION.format("een buur"),
    ]
    assert anja.comments("KH-01") == [BOTH]

    # May: she has no time to answer. The proposal waits; a newer one takes its place.
    hers = anja.path("KH-01").read_bytes()
    assert anja.builds(2026, 5) == {"behouden": 2, "ongewijzigd": 12}
    assert anja.path("KH-01").read_bytes() == hers
    anja.changes_profile("op een buur", "op goede buren")
    assert anja.builds(2026, 5) == {"behouden": 1, "ongewijzigd": 12, "samengevoegd": 1}
    assert anja.waiting() == conflict
    assert anja.proposed("KH-01") == [
        "- " + MISSION.format("elkaar"),
        "+ " + MISSION.format("goede buren"),
    ]
    assert anja.comments("KH-01") == [BOTH]

    # June: other words in the same step, and a row elsewhere. What is open stays open.
    anja.types("SW-04", "naar een koppeling", "naar een goede koppeling")
    anja.types("OR-05", "Houd één lijst bij", "Houd één lijst bij in SharePoint")
    anja.changes_profile("8 weken", "2 maanden")
    anja.changes_profile("gedeelde schijf, map Handboek", "SharePoint, Kwaliteit")
    assert anja.builds(2026, 6) == {"gewijzigd": 1, "ongewijzigd": 10, "samengevoegd": 3}
    assert [each[:2] for each in anja.waiting()] == [
        ("KH-01", "voorstel staat nog open"),
        ("SW-04", "samengevoegd"),
    ]
    assert anja.proposed("SW-04") == [
        f"- Streef naar een goede koppeling binnen 8 weken.{STEP}",
        f"+ Streef naar een goede koppeling binnen 2 maanden.{STEP}",
    ]
    assert anja.news("OR-05") == [
        "- gedeelde schijf, map Handboek",
        "+ SharePoint, Kwaliteit",
    ]

    # July: she accepts one proposal and rejects the other. Neither comes back.
    anja.accepts("KH-01", "goede buren")
    anja.rejects("SW-04", "goede koppeling")
    assert anja.builds(2026, 7) == {"behouden": 3, "ongewijzigd": 11}
    assert (anja.proposed("KH-01"), anja.proposed("SW-04")) == ([], [])
    assert MISSION.format("goede buren") in anja.reads("KH-01")
    assert f"Streef naar een goede koppeling binnen 8 weken.{STEP}" in anja.reads("SW-04")
    assert anja.comments("KH-01") == [BOTH]  # her former words, until she takes them away

    # August: the organisation starts with social work, part 138.
    anja.changes_profile("onderdelen: [140]", "onderdelen: [138, 140]")
    anja.changes_profile("{140: [", "{138: [maatschappelijk-werk], 140: [")
    assert anja.builds(2026, 8) == {"gewijzigd": 11, "nieuw": 4, "samengevoegd": 3}
    assert (anja.waiting(), anja.news("SW-04")) == ([], ["+ F-03 Intakeverslag"])
    assert anja.done("nieuw") == NEW_WITH_138
    assert anja.news("KH-01")[:2] == [
        "- HKZ 123, versie 2015+A1:2019; HKZ 140, versie 2015",
        "+ HKZ 123, versie 2015+A1:2019; HKZ 138 en 140, versie 2015",
    ]
    assert MISSION.format("goede buren") in anja.reads("KH-01")

    # September: she deletes a paragraph, and then the profile changes it. It stays away.
    anja.deletes("KH-01", "de buurtschap Wilg")
    anja.changes_profile("de buurtschap Wilg", "de buurtschappen Wilg en Els")
    assert anja.builds(2026, 9) == {"behouden": 2, "ongewijzigd": 15, "samengevoegd": 1}
    assert anja.waiting() == [("KH-01", "niet overgenomen", AREA)]
    assert anja.news("KH-01") == []

    # October: a procedure leaves the set. Her words in it are kept, in a folder of their own.
    hers = anja.path("SW-04").read_bytes()
    before = anja.path("KH-01").read_bytes()
    anja.changes_profile(", vrijwilligerscentrale", "")
    counts = {"behouden": 1, "gewijzigd": 4, "ongewijzigd": 11, "samengevoegd": 1, "vervallen": 1}
    assert anja.builds(2026, 10) == counts
    assert (anja.done("vervallen"), anja.path("SW-04").exists()) == (["SW-04"], False)
    assert (anja.path("x").parent / "Vervallen" / "SW-04.docx").read_bytes() == hers
    left = anja.reads("KH-01")
    assert not any("Vrijwilligerscentrale" in line for line in left)

    # November: she wants the handbook of before that back; the next build merges it anew.
    restore(open_workspace(anja.root), "berk", "KH-01")
    assert anja.path("KH-01").read_bytes() == before
    assert anja.builds(2026, 11) == {"behouden": 1, "ongewijzigd": 15, "samengevoegd": 1}
    assert (anja.reads("KH-01"), anja.waiting()) == (left, [])

    # December: nothing is open, and nothing happens any more.
    files = {path: path.read_bytes() for path in anja.path("x").parent.rglob("*.docx")}
    assert anja.builds(2026, 12) == {"behouden": 2, "ongewijzigd": 15}
    assert {path: path.read_bytes() for path in files} == files
    assert anja.outcome.exit_code == 0
