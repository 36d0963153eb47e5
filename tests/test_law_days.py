"""Law that is coming and law that ended: told by a recorded day, and never by the clock."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from loading.world import CONTENT_PACK, PROCEDURE, write
from recorded import small_packs

from handbook.loading.workspace import open_workspace
from handbook.model.documents.build import Outcome
from handbook.model.documents.document import ProcedureBody
from handbook.model.sources.norm import Dated
from handbook.pipeline.approval.approve import Asked, approve_documents
from handbook.pipeline.approval.reasons_to_refuse import SUBJECTS
from handbook.pipeline.build.build import build
from handbook.pipeline.organisation.hand_edits import decide
from handbook.pipeline.organisation.ownership import opened
from handbook.pipeline.safeguards.sources import check
from handbook.pipeline.status import statuses

KEPT, NEW_YEAR = date(2026, 11, 30), date(2027, 1, 1)
BEFORE, AFTER = date(2026, 12, 15), date(2027, 2, 1)
DATED = """\
  - {id: oud, wat: Vergoeding, termijn: 220 euro, aard: eigen, geldt_tot: 2027-01-01}
  - {id: nieuw, wat: Vergoeding, termijn: 230 euro, aard: eigen, geldt_vanaf: 2027-01-01}
stappen:
  - {id: later, rol: teamleider, actie: Kijk of zij zijn toegelaten., geldt_vanaf: 2027-01-01}
"""
CHAPTER = """\
---
id: wetten
titel: Wetten
niveau: 1
---
Stand van de wet: {{ wetten.stand }}.

{{ tabel.wetswijzigingen }}
"""
ENDED = "    soort: wet\n    geldt_tot: 01-01-2027\n"
LIMITS = """\
---
id: termijnen
titel: Termijnen
niveau: 1
---
{{ tabel.termijnen }}
"""
CHANGES = """\
    gewijzigd:
      - {per: 1 juli 2026, geldt_vanaf: 2026-07-01, wat: Is er al., hier: Goed., zekerheid: hoog}
      - {per: 1 januari 2027, geldt_vanaf: 2027-01-01, wat: Dit komt., hier: Fijn., zekerheid: hoog}
"""
MORE = {
    "inhoud-mini/pack.yaml": f"{CONTENT_PACK['pack.yaml']}bijgewerkt: 2026-11-30\n",
    "inhoud-mini/procedures/PP-01.yaml": PROCEDURE.replace("stappen:\n", DATED),
    "inhoud-mini/hoofdstukken/02-00-wetten.md": CHAPTER,
    "inhoud-mini/hoofdstukken/02-01-termijnen.md": LIMITS,
    "inhoud-mini/wetten.yaml": CONTENT_PACK["wetten.yaml"] + CHANGES,
}
PROFILE = "naam: Stichting De Linde\nkvk: 01234567\nonderdelen: [138]\n"


@pytest.fixture(scope="module", autouse=True)
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    home = tmp_path_factory.mktemp("pakketten")
    with small_packs(home):
        write(home, MORE)
        yield


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "organisations").mkdir()
    return with_day(tmp_path, "")


def with_day(root: Path, day: str) -> Path:
    line = f"peildatum: {day}\n" if day else ""
    (root / "organisations/linde.yaml").write_text(f"{PROFILE}{line}", encoding="utf-8")
    return root


def said(root: Path) -> tuple[list[str], list[str]]:
    """Return the limits of PP-01, and what its steps ask."""
    made = decide(opened(open_workspace(root), "linde"), "linde")
    [body] = [each.body for each in made.documents if each.item == "PP-01"]
    assert isinstance(body, ProcedureBody)
    limits = [str(each.limit) for each in body.limits if str(each.what) == "Vergoeding"]
    return limits, [str(each.what) for each in body.steps]


def built(root: Path, day: date) -> Outcome:
    [outcome] = build(open_workspace(root), ["linde"], today=day)
    return outcome


def approve(root: Path, day: date, code: str = "PP-01") -> Outcome:
    despite = dict.fromkeys(SUBJECTS, "proef")
    asked = Asked(codes=frozenset({code}), approver="B. Stuur", day=day, despite=despite)
    return approve_documents(open_workspace(root), "linde", asked, today=day)


@pytest.mark.parametrize(
    ("day", "holds"),
    [(date(2026, 1, 1), True), (date(2026, 12, 31), True), (NEW_YEAR, False), (None, True)],
)
def test_what_ends_on_a_day_holds_until_the_day_before(day: date | None, holds: bool) -> None:  # noqa: FBT001
    assert Dated(geldt_tot=NEW_YEAR).in_force(day) is holds


@pytest.mark.parametrize(
    ("day", "holds"), [(date(2026, 12, 31), False), (NEW_YEAR, True), (None, False)]
)
def test_what_begins_on_a_day_holds_from_that_day(day: date | None, holds: bool) -> None:  # noqa: FBT001
    assert Dated(geldt_vanaf=NEW_YEAR).in_force(day) is holds


def test_a_concept_tells_the_law_of_the_day_of_the_list(root: Path) -> None:
    limits, steps = said(root)
    assert limits == ["220 euro"]
    assert "Kijk of zij zijn toegelaten." not in steps


def test_the_profile_chooses_another_day(root: Path) -> None:
    limits, steps = said(with_day(root, "01-01-2027"))
    assert limits == ["230 euro"]
    assert "Kijk of zij zijn toegelaten." in steps


def test_the_clock_changes_nothing(root: Path) -> None:
    built(root, BEFORE)
    first = (root / "output/linde/PP-01.docx").read_bytes()
    assert {each.action for each in built(root, AFTER).documents} == {"ongewijzigd"}
    assert (root / "output/linde/PP-01.docx").read_bytes() == first


def test_the_handbook_says_the_day_and_what_was_announced(root: Path) -> None:
    made = decide(opened(open_workspace(root), "linde"), "linde")
    text = str(made.documents[0].body)
    assert "Stand van de wet: 30 november 2026." in text
    assert text.index("Is er al.") < text.index("geldt nog niet:") < text.index("Dit komt.")
    later = decide(opened(open_workspace(with_day(root, "1-1-2027")), "linde"), "linde")
    assert "geldt nog niet:" not in str(later.documents[0].body)


def test_no_approval_on_a_day_on_which_the_law_says_something_else(root: Path) -> None:
    built(root, AFTER)
    refused = approve(root, AFTER)
    assert [each.code for each in refused.problems] == ["HB254"]
    assert "peildatum: 01-02-2027" in refused.problems[0].mend
    built(with_day(root, "01-02-2027"), AFTER)
    assert [each.action for each in approve(root, AFTER).documents] == ["vastgesteld"]
    assert {each.action for each in built(root, AFTER).documents} == {"ongewijzigd"}


def test_a_valid_version_with_a_limit_that_ended_is_told(root: Path) -> None:
    built(root, BEFORE)
    approve(root, BEFORE)
    [before] = statuses(open_workspace(root), ["linde"], today=BEFORE)
    [after] = statuses(open_workspace(root), ["linde"], today=AFTER)
    assert [each.code for each in before.problems] == []
    assert [each.code for each in after.problems] == ["HB255"]
    assert "'Vergoeding: 220 euro'" in after.problems[0].what
    built(with_day(root, "01-02-2027"), AFTER)
    approve(root, AFTER)
    [renewed] = statuses(open_workspace(root), ["linde"], today=AFTER)
    assert [each.code for each in renewed.problems] == []


def told_by_status(root: Path, day: date) -> list[str]:
    [found] = statuses(open_workspace(root), ["linde"], today=day)
    return [each.what for each in found.problems if each.code == "HB255"]


@pytest.mark.parametrize("code", ["KH-01", "KH-03"])
def test_the_limits_in_handbook_and_cards_end_with_them(root: Path, code: str) -> None:
    built(root, BEFORE)
    approve(root, BEFORE, code)
    assert told_by_status(root, BEFORE) == []
    assert told_by_status(root, AFTER) == [
        f"versie 1.0 van {code} noemt 'Vergoeding: 220 euro', en dat geldt sinds 1 januari 2027 "
        "niet meer"
    ]


def test_a_limit_that_she_chose_herself_is_told_in_her_words(root: Path) -> None:
    profile = root / "organisations/linde.yaml"
    own = "termijnen:\n  PP-01.oud: 6 maanden\n"
    profile.write_text(f"{PROFILE}{own}", encoding="utf-8")
    built(root, BEFORE)
    approve(root, BEFORE)
    assert told_by_status(root, AFTER) == [
        "versie 1.0 van PP-01 noemt 'Vergoeding: 6 maanden', en dat geldt sinds 1 januari 2027 "
        "niet meer"
    ]


def wrong_with(root: Path, procedure: str) -> list[str]:
    """Return what check says of an own procedure."""
    write(root / "organisations/linde/inhoud", {"procedures/PP-01.yaml": procedure})
    [outcome] = check(open_workspace(root), ["linde"])
    found = [each for each in outcome.problems if each.code != "HB401"]
    return [f"{each.place.line} {each.code} {each.what}" for each in found]


def test_what_ends_before_it_begins_is_refused(root: Path) -> None:
    reversed_ = "geldt_vanaf: 2027-01-01, geldt_tot: 01-01-2027}"
    assert wrong_with(
        root, PROCEDURE.replace("stappen:\n", DATED.replace("geldt_vanaf: 2027-01-01}", reversed_))
    ) == [
        f"{line} HB256 'geldt_tot' (1 januari 2027) ligt niet na 'geldt_vanaf' (1 januari 2027)"
        for line in (14, 16)
    ]


SLOT = "{{ termijn.oud }}"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("actie: Kijk of zij zijn toegelaten., geldt_vanaf", f'actie: "{SLOT}.", geldt_vanaf'),
        ("doel: Wie zich meldt", f"doel: In {SLOT} weet wie zich meldt"),
        ("toepassing: Bij elke", f"toepassing: Binnen {SLOT} bij elke"),
    ],
)
def test_a_text_that_outlives_the_limit_it_names_is_refused(root: Path, old: str, new: str) -> None:
    dated = PROCEDURE.replace("stappen:\n", DATED).replace(old, new)
    [told] = wrong_with(root, dated)
    assert told.endswith("HB257 deze tekst noemt termijn 'oud', en geldt ook als die niet geldt")


def test_a_text_that_ends_with_the_limit_it_names_is_right(root: Path) -> None:
    step = f'actie: "Binnen {SLOT}.", geldt_tot: 31-12-2026}}'
    dated = DATED.replace("actie: Kijk of zij zijn toegelaten., geldt_vanaf: 2027-01-01}", step)
    assert wrong_with(root, PROCEDURE.replace("stappen:\n", dated)) == []


@pytest.mark.parametrize(
    ("day", "told"),
    [
        ("", []),
        ("30-11-2026", []),
        ("1-1-2027", []),
        (
            "29-11-2026",
            [
                "HB258 de peildatum is 29 november 2026, en de wet is bijgehouden tot "
                "30 november 2026"
            ],
        ),
    ],
)
def test_a_day_before_that_of_the_law_list_is_told(root: Path, day: str, told: list[str]) -> None:
    [outcome] = check(open_workspace(with_day(root, day)), ["linde"])
    found = [each for each in outcome.problems if each.code != "HB401"]
    assert [f"{each.code} {each.what}" for each in found] == told
    assert outcome.exit_code == 0


def test_a_limit_ends_with_the_law_it_rests_on(root: Path) -> None:
    built(root, BEFORE)
    approve(root, BEFORE)
    laws = MORE["inhoud-mini/wetten.yaml"].replace("    soort: wet\n", ENDED, 1)
    write(root / "organisations/linde/inhoud", {"wetten.yaml": laws})
    assert told_by_status(root, BEFORE) == []
    assert told_by_status(root, AFTER) == [
        f"versie 1.0 van PP-01 noemt '{each}', en dat geldt sinds 1 januari 2027 niet meer"
        for each in ("Besluit: 8 weken", "Vergoeding: 220 euro")
    ]
