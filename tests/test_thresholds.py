"""A law that holds from a number on: with the number, without it, and under it."""

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from loading.world import PROCEDURE, write
from officer import Officer
from recorded import small_packs

from handbook.errors import HandbookError
from handbook.loading.workspace import open_workspace, read_profile
from handbook.model.documents.document import ProcedureBody
from handbook.model.sources.content import Run
from handbook.model.sources.norm import Condition
from handbook.pipeline.adoption.adopt import adopt
from handbook.pipeline.organisation.hand_edits import decide
from handbook.pipeline.safeguards.sources import check
from handbook.tailoring.selection.conditions import Situation, applies
from handbook.tailoring.text.thresholds import as_sentence, threshold

SIZED = """\
  - id: regeling
    wat: Meldregeling
    termijn: 7 dagen
    aard: eigen
    wanneer: {medewerkers: {vanaf: 50}}
stappen:
  - id: register
    rol: teamleider
    actie: Houd een register bij.
    wanneer: {medewerkers: {vanaf: 50}}
  - {id: ooit, rol: teamleider, actie: Komt., geldt_vanaf: 2030-01-01, wanneer: {omzet: {vanaf: 9}}}
  - {id: praten, rol: teamleider, actie: Praat met iedereen., wanneer: {medewerkers: {tot: 10}}}
"""
PROFILE = "naam: Stichting De Linde\nkvk: 01234567\nonderdelen: [138]\n"
NOBODY = Situation(
    parts=frozenset(), activities=frozenset(), characteristics=frozenset(), services=frozenset()
)


@pytest.fixture(scope="module", autouse=True)
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    home = tmp_path_factory.mktemp("pakketten")
    with small_packs(home):
        sized = PROCEDURE.replace("stappen:\n", SIZED)
        write(home, {"inhoud-mini/procedures/PP-01.yaml": sized})
        yield


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return with_size(tmp_path, "")


def with_size(root: Path, line: str) -> Path:
    (root / "organisations").mkdir(exist_ok=True)
    (root / "organisations/linde.yaml").write_text(f"{PROFILE}{line}", encoding="utf-8")
    return root


def said(root: Path) -> tuple[list[str], list[str]]:
    """Return the limits and the steps of PP-01 that ask for a size."""
    made = decide(read_profile(open_workspace(root), "linde"), "linde")
    [body] = [each.body for each in made.documents if each.item == "PP-01"]
    assert isinstance(body, ProcedureBody)
    limits = [str(each.what) for each in body.limits]
    return limits[2:], [str(each.what) for each in body.steps][:-1]


def asked(root: Path) -> list[str]:
    [outcome] = check(open_workspace(root), ["linde"])
    return [each for each in outcome.notices if "omvang" in each]


def test_without_the_number_a_text_prints_with_its_threshold_and_check_asks(root: Path) -> None:
    assert said(root) == (
        ["Meldregeling (vanaf 50 mensen in dienst)"],
        [
            "Houd een register bij. Dit geldt vanaf 50 mensen in dienst.",
            "Praat met iedereen. Dit geldt bij minder dan 10 mensen in dienst.",
        ],
    )
    [question] = asked(root)
    assert question.startswith("Vul bij 'omvang' in het profiel in: medewerkers.")
    assert question.endswith("PP-01.")


@pytest.mark.parametrize(
    ("number", "limits", "steps"),
    [
        ("50", ["Meldregeling"], ["Houd een register bij."]),
        ("49", [], []),
        ("10", [], []),
        ("9", [], ["Praat met iedereen."]),
        ("0", [], ["Praat met iedereen."]),
    ],
)
def test_with_the_number_the_law_holds_or_it_does_not(
    root: Path, number: str, limits: list[str], steps: list[str]
) -> None:
    with_size(root, f"omvang: {{medewerkers: {number}}}\n")
    assert said(root) == (limits, steps)
    assert asked(root) == []


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("omvang: {medewerkers: -3}", "HB120"),
        ("omvang: {medewerkers: veel}", "HB120"),
        ("omvang: {medewerkers: '41,5'}", "HB120"),
        ("omvang: {omzet: 3.200.000}", "HB120"),
        ("omvang: {medewerker: 3}", "HB111"),
        ("omvang: 58", "HB114"),
    ],
)
def test_a_number_that_is_none_is_told_at_its_line(root: Path, line: str, code: str) -> None:
    with_size(root, f"{line}\n")
    with pytest.raises(HandbookError) as caught:
        read_profile(open_workspace(root), "linde")
    [problem] = caught.value.problems
    assert (problem.code, problem.place.line, bool(problem.mend)) == (code, 4, True)


def test_what_is_no_number_of_people_is_told_with_an_example(root: Path) -> None:
    with_size(root, "omvang: {medewerkers: '41,5'}\n")
    with pytest.raises(HandbookError) as caught:
        read_profile(open_workspace(root), "linde")
    assert str(caught.value) == (
        "organisations/linde.yaml:4:23: '41,5' is geen aantal [HB120]\n"
        "    | omvang: {medewerkers: '41,5'}\n"
        "    Schrijf een heel getal vanaf 0, met alleen cijfers. Bijvoorbeeld: 58."
    )


FIFTY: dict[str, object] = {"medewerkers": {"vanaf": "50"}}
CARE: dict[str, object] = {"zorgverleners": {"vanaf": "11"}}


@pytest.mark.parametrize(
    ("condition", "size", "words"),
    [
        (FIFTY, {}, "vanaf 50 mensen in dienst"),
        (FIFTY, {"medewerkers": 49}, ""),
        (FIFTY, {"medewerkers": 50}, ""),
        ({"medewerkers": {"tot": "50"}}, {}, "bij minder dan 50 mensen in dienst"),
        ({"medewerkers": {"vanaf": "10", "tot": "50"}}, {}, "van 10 tot 50 mensen in dienst"),
        ({"omzet": {"vanaf": "1500000"}}, {}, "vanaf 1.500.000 euro omzet per jaar"),
        ({"bedden": {"vanaf": "1"}}, {}, "vanaf 1 bed"),
        ({**FIFTY, **CARE}, {}, "vanaf 50 mensen in dienst en vanaf 11 zorgverleners"),
        ({**FIFTY, **CARE}, {"medewerkers": 50}, "vanaf 11 zorgverleners"),
        ({**FIFTY, **CARE}, {"medewerkers": 49}, ""),
        ({"een_van": [FIFTY, CARE]}, {}, "vanaf 50 mensen in dienst of vanaf 11 zorgverleners"),
        ({"een_van": [FIFTY, CARE]}, {"zorgverleners": 3}, "vanaf 50 mensen in dienst"),
        ({"een_van": [FIFTY, CARE]}, {"zorgverleners": 11}, ""),
        ({"een_van": [FIFTY, {"onderdelen": ["138"]}]}, {}, ""),
        ({"niet": FIFTY}, {}, "bij minder dan 50 mensen in dienst"),
        ({"niet": {"medewerkers": {"tot": "50"}}}, {}, "vanaf 50 mensen in dienst"),
        ({"niet": {**FIFTY, "onderdelen": ["139"]}}, {}, ""),
        ({**FIFTY, "onderdelen": ["139"]}, {}, ""),
    ],
)
def test_a_threshold_in_words_is_what_the_text_still_hangs_on(
    condition: dict[str, object], size: dict[str, int], words: str
) -> None:
    here = replace(NOBODY, parts=frozenset({"138"}), size=size)
    assert threshold(Condition.model_validate(condition), here) == words


SIZES = st.fixed_dictionaries({}, optional={"medewerkers": st.integers(0, 100)})
BOUNDS = st.tuples(st.integers(0, 100), st.integers(1, 100)).flatmap(
    lambda pair: st.sampled_from(
        [{"vanaf": pair[0]}, {"tot": pair[1]}, {"vanaf": pair[0], "tot": sum(pair)}]
    )
)
ASKING = st.builds(lambda bounds: Condition.model_validate({"medewerkers": bounds}), BOUNDS)


@given(ASKING, SIZES)
def test_what_is_unknown_always_prints_and_so_does_its_opposite(
    condition: Condition, size: dict[str, int]
) -> None:
    here = replace(NOBODY, size=size)
    holds, opposite = applies(condition, here), applies(Condition(niet=condition), here)
    assert (holds and opposite) is not bool(size)
    assert holds or opposite
    assert bool(threshold(condition, here)) is not bool(size)


def problems_of(home: Path, wanted: str) -> list[str]:
    sized = PROCEDURE.replace("eigenaar:", f"wanneer: {wanted}\neigenaar:")
    write(home, {"inhoud/procedures/PP-02.yaml": sized.replace("PP-01", "PP-02")})
    with pytest.raises(HandbookError) as caught:
        read_profile(open_workspace(home.parent.parent), "linde")
    return [f"{each.place.line}: {each.what} [{each.code}]" for each in caught.value.problems]


@pytest.mark.parametrize(
    ("wanted", "told"),
    [
        (
            "{medewerkers: {vanaf: 50, tot: 50}}",
            "9: bij 'medewerkers' is 'tot' niet meer dan 'vanaf' [HB276]",
        ),
        ("{medewerkers: {}}", "9: 'vanaf' ontbreekt [HB112]"),
        ("{medewerkers: {vanaf: -1}}", "9: '-1' is geen aantal [HB120]"),
        ("{medewerkers: 50}", "9: hier horen sleutels met een waarde [HB114]"),
    ],
)
def test_a_threshold_of_her_own_text_that_says_nothing_is_told(
    root: Path, wanted: str, told: str
) -> None:
    assert problems_of(root / "organisations/linde", wanted) == [told]


EVERYWHERE = {
    "inhoud/procedures/PP-02.yaml": """\
id: PP-02
soort: regeling
titel: Meldregeling
groep: organisatieproces
thema: governance
wanneer: {medewerkers: {vanaf: 50}}
dekt: [intake-wachttijd]
doel: Veilig melden.
toepassing: Bij elke melding.
eigenaar: teamleider
stappen:
  - {id: doen, rol: teamleider, actie: Bevestig de melding.}
bijzonderheden:
  - {id: groot, tekst: Wij publiceren., wanneer: {omzet: {vanaf: 1000}}}
indicatoren:
  - {id: op-tijd, naam: Op tijd, streef: 90%, wanneer: {medewerkers: {vanaf: 100}}}
risicos:
  - {id: stil, risico: Niemand meldt., maatregel: Vraag door., wanneer: {bedden: {tot: 5}}}
grondslag:
  - {id: wet, wet: wgs, artikelen: ["4a"], wanneer: {medewerkers: {vanaf: 50}}}
formulieren: [F-02]
""",
    "inhoud/formulieren/F-02.yaml": """\
id: F-02
soort: formulier
titel: Melding
wanneer: {medewerkers: {vanaf: 50}}
doel: Vastleggen.
velden:
  - {id: kind, naam: Kind, type: tekst, wanneer: {kinderen: {vanaf: 2}}}
""",
    "inhoud/hoofdstukken/10-00-melden.md": """\
---
id: melden
titel: Melden
niveau: 1
---
Melden mag.

::: als medewerkers: {vanaf: 50}
Er is een regeling.
:::

{{ tabel.procedures_organisatie }}

{{ tabel.wetten }}
""",
    "inhoud/hoofdstukken/11-00-groot.md": """\
---
id: groot
titel: Groot
niveau: 1
wanneer: {medewerkers: {vanaf: 100}}
---
Wij zijn groot.
""",
}


_ABOUT = re.compile(
    r"Dit geldt|\((vanaf|bij)|\bMeld(ing|regeling)\b|Er is een|Kind|groot|PP-02|F-02"
)


def printed(root: Path) -> dict[str, list[str]]:
    """Return what each document says of what stands under a threshold, in order."""
    made = decide(read_profile(open_workspace(root), "linde"), "linde")
    said = {
        each.item: [text for text in (each.title, *texts_in(each.body)) if _ABOUT.search(text)]
        for each in made.documents
    }
    return {item: list(dict.fromkeys(found)) for item, found in said.items() if found}


def texts_in(value: object) -> Iterator[str]:
    if isinstance(value, tuple) and value and all(isinstance(each, Run) for each in value):
        yield "".join(run.text for run in value)
    elif isinstance(value, tuple):
        for each in value:
            yield from texts_in(each)
    elif is_dataclass(value):
        for field in fields(value):
            yield from texts_in(getattr(value, field.name))


def test_wherever_a_condition_stands_the_threshold_prints(root: Path) -> None:
    write(root / "organisations/linde", EVERYWHERE)
    said = printed(root)
    assert {item: said[item] for item in ("KH-01", "PP-02", "F-02")} == {
        "KH-01": [
            "Er is een regeling.",
            "Dit geldt vanaf 50 mensen in dienst.",
            "PP-02",
            "Meldregeling",
            "PP-01, PP-02",
            "Wij zijn groot.",
            "Dit geldt vanaf 100 mensen in dienst.",
        ],
        "PP-02": [
            "Meldregeling",
            "Bij elke melding. Dit geldt vanaf 50 mensen in dienst.",
            "Vraag door. Dit geldt bij minder dan 5 bedden.",
            "Op tijd (vanaf 100 mensen in dienst)",
            "F-02 Melding",
            "Wgs, art. 4a (vanaf 50 mensen in dienst)",
        ],
        "F-02": [
            "Melding",
            "Vastleggen. Dit geldt vanaf 50 mensen in dienst.",
            "Kind",
            "Dit geldt vanaf 2 kindplaatsen.",
            "PP-02 Meldregeling",
        ],
    }
    assert asked(root) == [
        "Vul bij 'omvang' in het profiel in: medewerkers. Tot dan staat de grens van de wet in "
        "KH-01, PP-01, PP-02, F-02.",
        "Vul bij 'omvang' in het profiel in: omzet. Tot dan staat de grens van de wet in PP-02.",
        "Vul bij 'omvang' in het profiel in: bedden. Tot dan staat de grens van de wet in PP-02.",
        "Vul bij 'omvang' in het profiel in: kinderen. Tot dan staat de grens van de wet in F-02.",
    ]


def test_a_particular_says_for_which_size_it_is(root: Path) -> None:
    write(root / "organisations/linde", EVERYWHERE)
    for size in ("", "omvang: {omzet: 1000}\n"):
        made = decide(read_profile(open_workspace(with_size(root, size)), "linde"), "linde")
        [body] = [each.body for each in made.documents if each.item == "PP-02"]
        assert isinstance(body, ProcedureBody)
        [told] = body.particulars
        assert (str(told.label), str(told.value)) == (
            "Vanaf 1.000 euro omzet per jaar",
            "Wij publiceren.",
        )


def test_of_what_is_too_small_nothing_remains(root: Path) -> None:
    write(root / "organisations/linde", EVERYWHERE)
    size = "medewerkers: 49, omzet: 999, kinderen: 1, bedden: 5"
    assert printed(with_size(root, f"omvang: {{{size}}}\n")) == {}


def test_her_words_in_such_a_step_are_taken_over_without_the_threshold(tmp_path: Path) -> None:
    anja = Officer(tmp_path / "w", "linde", PROFILE.replace("01234567", '"01234567"'))
    anja.builds(2026, 1)
    anja.types("PP-01", "Houd een register", "Houd een lijst")
    workspace = open_workspace(anja.root)
    found = adopt(workspace, "linde", "PP-01", today=date(2026, 1, 1), write=True)
    own = (anja.root / "organisations/linde/inhoud/procedures/PP-01.yaml").read_text("utf-8")
    assert [each.why for each in found.changes] == [""]
    assert [line.strip() for line in own.splitlines() if "lijst" in line] == [
        'actie: "Houd een lijst bij."'
    ]


@pytest.mark.parametrize(
    ("text", "hedged"),
    [
        ("Vanaf 50 mensen in dienst is er een regeling.", False),
        ("Bij 150 mensen is er een regeling.", True),
        ("Bewaar het 50 dagen.", True),
        ("Er is een regeling.", True),
    ],
)
def test_a_text_that_says_its_threshold_is_not_told_again(text: str, *, hedged: bool) -> None:
    told = as_sentence(Condition.model_validate(FIFTY), NOBODY, text)
    assert bool(told) is hedged
