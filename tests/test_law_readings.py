"""No number of the law prints without a reading of it; and a reading grows old."""

import re
from datetime import date
from pathlib import Path

import pytest
from examples import EXAMPLES, ROOT
from loading.world import workspace

from handbook.loading.workspace import Workspace, open_workspace, read_profile
from handbook.model.sources.profile import Profile
from handbook.model.sources.reference import Article, Check, Law
from handbook.pipeline.organisation.hand_edits import decide
from handbook.pipeline.safeguards.sources import check
from handbook.tailoring.text.laws import is_doubted, readings_due

NOBODY = Profile.model_construct(checks={})


@pytest.fixture(scope="module")
def ours() -> Workspace:
    return open_workspace(ROOT)


def article(**more: object) -> Article:
    return Article.model_validate({"nr": "1", "over": "iets", **more})


READ = {"bron": "https://wetten.overheid.nl", "op": "2026-11-30", "zegt": "Dit staat er."}


@pytest.mark.parametrize(
    ("how", "certain"),
    [
        ("tekst", True),
        ("tekst deels", True),
        ("oudere tekst", False),
        ("opschrift", False),
        ("secundair", False),
        ("niet gevonden", False),
    ],
)
def test_only_what_was_read_in_the_text_is_certain(how: str, certain: bool) -> None:  # noqa: FBT001
    assert article(gelezen={"lezing": how, **READ}).is_certain is certain
    # What somebody thought to know does not make up for it, nor spoils it.
    for told in ("hoog", "laag"):
        known = article(gelezen={"lezing": how, **READ}, zekerheid=told, bron="vaste kennis")
        assert known.is_certain is certain


def test_a_pack_of_before_says_how_sure_it_is() -> None:
    assert article(zekerheid="hoog", bron="boek").is_certain
    assert not article(zekerheid="midden", bron="boek").is_certain
    with pytest.raises(ValueError, match="ontbreekt"):
        article(zekerheid="hoog")


def test_every_article_of_ours_has_its_reading(ours: Workspace) -> None:
    lacks = [
        f"{law.id} {each.number}"
        for law in ours.library.laws.values()
        for each in law.articles
        if each.reading is None
    ]
    assert lacks == []


def test_a_reading_names_the_official_text_and_its_day(ours: Workspace) -> None:
    official = re.compile(
        r"https://(wetten\.overheid\.nl|zoek\.officielebekendmakingen\.nl|eur-lex\.europa\.eu)/"
    )
    for law in ours.library.laws.values():
        for each in law.articles:
            assert each.reading is not None
            assert official.match(each.reading.source), (law.id, each.number)
            assert each.reading.on <= date(2026, 12, 1), (law.id, each.number)
            assert "github" not in each.reading.version


def test_no_limit_of_the_law_prints_a_number_that_was_not_read(ours: Workspace) -> None:
    library = ours.library
    unread = set()
    for procedure in library.procedures.values():
        for limit in procedure.deadlines:
            name = f"{procedure.id}.{limit.id}"
            number = any(sign.isdigit() for sign in limit.limit)
            if limit.nature != "wet" or not number or is_doubted(NOBODY, procedure.id, limit):
                continue
            law = library.laws[limit.law]
            read = [law.article(each) for each in limit.articles]
            if not read or not all(each is not None and each.is_certain for each in read):
                unread.add(name)
    assert unread == set()


# Agreements and choices of others, which no law settles; and a rule that was read in a letter only.
DOUBTED = {
    "OR-07.termijnen.registerplein",
    "OR-13.termijnen.aanpak",
    "OR-15.termijnen.aanbesteden",
    "OR-21.termijnen.wmo-regio",
    "arbowet.waarover",
    "cao-sociaal-werk.gewijzigd.30-oktober-2025",
    "governancecode-sociaal-werk.waarover",
    "waadi.gewijzigd.1-januari-2027",
    "wet-dba.gewijzigd.1-januari-2027",
}
OF_HIRING = {"OR-10.termijnen.boetes"}
OF_TODDLERS = {
    "PO-01.termijnen.bewaren-presentie",
    "ai-verordening.gewijzigd.2-december-2027",
    "besluit-ve.3",
    "besluit-ve.4",
    "besluit-ve.5",
    "bkk.gewijzigd.tot-juli-2026",
    "cao-kinderopvang.gewijzigd.2018",
    "wet-kinderopvang.gewijzigd.nog-niet-bevestigd",
}


@pytest.mark.parametrize("name", EXAMPLES)
def test_what_is_still_doubted_in_the_examples_is_on_this_list(ours: Workspace, name: str) -> None:
    made = decide(read_profile(ours, name), name)
    hires = "inhuur" in made.selection.characteristics
    more = (OF_TODDLERS if name == "vierstroom" else set()) | (OF_HIRING if hires else set())
    assert {each.id for each in made.doubts} == DOUBTED | more


def test_a_reading_is_due_after_a_year_the_oldest_first(tmp_path: Path) -> None:
    library = workspace(tmp_path).library
    days = {"1": "2025-11-30", "2": "2025-12-02", "3": "2024-01-01"}
    law = Law.model_validate(
        {
            "id": "x",
            "naam": "X",
            "soort": "wet",
            "waarover": "iets",
            "artikelen": [
                {"nr": nr, "over": "o", "gelezen": {"lezing": "tekst", **READ, "op": day}}
                for nr, day in days.items()
            ],
        }
    )
    one = library.__class__(laws={"x": law})
    due = readings_due(one, date(2026, 12, 1))
    assert [each.number for _, each, _ in due] == ["3", "1"]


def test_what_the_organisation_went_after_goes_before_what_was_not_read() -> None:
    checked = Check.model_validate({"door": "K", "op": "2026-11-02", "bron": "wet"})
    assert article(gelezen={"lezing": "opschrift", **READ}, nagegaan=checked).check == checked


def test_check_tells_of_old_readings_in_one_line_and_never_counts_them() -> None:
    opened = open_workspace(ROOT)
    [fresh] = check(opened, ["haven"], strict=True, today=date(2027, 11, 30))
    [old] = check(opened, ["haven"], strict=True, today=date(2027, 12, 2))
    added = set(old.notices) - set(fresh.notices)
    read = sum(len(law.articles) for law in opened.library.laws.values())
    assert added == {f"{read} artikelen zijn langer dan een jaar geleden in de wet nagelezen."}
    assert (old.problems, old.exit_code) == (fresh.problems, fresh.exit_code)
    [silent] = check(opened, ["haven"])
    assert [each for each in silent.notices if "nagelezen" in each] == []
