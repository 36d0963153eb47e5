"""What came of a build, as people and programs read it."""

import io
import json
import re
from dataclasses import replace
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handbook.errors import Place, Problem
from handbook.model.documents.build import Action, Block, DocumentOutcome, Outcome
from handbook.model.documents.document import Doubt
from handbook.model.sources.library import Library
from handbook.model.sources.norm import Norm
from handbook.reporting.build.outcome_json import as_json
from handbook.reporting.build.outcome_text import ACTION_STYLES, as_text, problems_text, summary
from handbook.reporting.build.plan_tables import norm_text, plan_text
from handbook.reporting.terminal.progress import progress
from handbook.reporting.terminal.stream import Capabilities, look


def document(code: str, action: Action, reason: str = "", path: str = "") -> DocumentOutcome:
    return DocumentOutcome(
        item=code,
        code=code,
        title=f"Over {code}",
        path=path or f"output/linde/{code}.docx",
        action=action,
        reason=reason,
    )


UNKNOWN = Problem(
    Place("organisations/linde.yaml", 4, 16, "onderdelen: [141]"),
    code="HB201",
    what="onderdeel '141' bestaat niet",
    mend="U kunt kiezen uit: 138, 140.",
)
LOCKED = Problem(
    Place("output/linde/OR-01.docx"),
    code="HB501",
    what="het bestand is in gebruik",
    mend="Sluit het document en bouw opnieuw.",
)
REMARK = replace(UNKNOWN, code="HB210", what="dit is vreemd", mend="", weight="let op")

BUILT = Outcome(
    organisation="linde",
    documents=(
        document("KH-01", "nieuw", "nog niet gemaakt"),
        document("PP-01", "gewijzigd", "sjabloon procedure.docx gewijzigd"),
        document("PP-02", "gewijzigd"),
        document("PP-03", "ongewijzigd"),
        document(
            "OR-22", "voorstel", "u wijzigde dit bestand", "output/linde/OR-22 (voorstel).docx"
        ),
        document("OR-23", "vervallen"),
        replace(document("OR-01", "mislukt", "in gebruik"), problems=(LOCKED,)),
    ),
    notices=("HKZ 143 bestaat voor organisaties tot 10 fte.",),
    exit_code=3,
)


def test_a_build_is_told_in_numbers_and_by_what_asks_for_attention() -> None:
    assert as_text(BUILT) == (
        """\
linde: 1 nieuw, 2 gewijzigd, 1 ongewijzigd, 1 voorstel, 1 vervallen, 1 mislukt; 1 fout
  voorstel      OR-22     Over OR-22: u wijzigde dit bestand
    output/linde/OR-22 (voorstel).docx
  vervallen     OR-23     Over OR-23
    output/linde/OR-23.docx
  mislukt       OR-01     Over OR-01: in gebruik
    output/linde/OR-01.docx

1 fout

output/linde/OR-01.docx: het bestand is in gebruik [HB501]
    Sluit het document en bouw opnieuw.

Goed om te weten
  - HKZ 143 bestaat voor organisaties tot 10 fte."""
    )


def test_who_asks_why_hears_of_every_document() -> None:
    told = as_text(replace(BUILT, notices=(), documents=BUILT.documents[:4], exit_code=0), why=True)
    assert told == (
        """\
linde: 1 nieuw, 2 gewijzigd, 1 ongewijzigd
  nieuw         KH-01     Over KH-01: nog niet gemaakt
  gewijzigd     PP-01     Over PP-01: sjabloon procedure.docx gewijzigd
  gewijzigd     PP-02     Over PP-02
  ongewijzigd   PP-03     Over PP-03"""
    )


@pytest.mark.parametrize(("exit_code", "sign"), [(0, "✓"), (1, "✗"), (3, "!"), (4, "✗")])
def test_a_sign_tells_how_it_ended(exit_code: int, sign: str) -> None:
    outcome = Outcome(organisation="linde", exit_code=exit_code)
    assert as_text(outcome, signs=True) == f"{sign} linde: in orde"
    assert as_text(outcome) == "linde: in orde"


def test_colours_add_nothing_but_colour() -> None:
    coloured = as_text(BUILT, colour=True, signs=True)
    assert "\x1b[35m! voorstel    \x1b[0m" in coloured
    codes = [f"\x1b[{number}m" for number in (0, 1, 31, 32, 33, 35, 90)]
    for code in codes:
        coloured = coloured.replace(code, "")
    assert coloured == as_text(BUILT, signs=True)


DOUBTS = (
    Doubt(id="wmo-2015.3.5", what="Wmo 2015, art. 3.5", why="over contractplicht"),
    Doubt(id="OR-13.termijnen.regio", what="Melding", why="Hoe lang de regio geeft, verschilt."),
)


def test_what_is_still_to_look_up_is_told_with_how_to_record_it() -> None:
    outcome = Outcome(organisation="linde", notices=("Een.",), doubts=DOUBTS)
    assert as_text(outcome) == (
        """\
linde: in orde

Goed om te weten
  - Een.

Nog na te gaan (2)
  - wmo-2015.3.5: Wmo 2015, art. 3.5. Over contractplicht.
  - OR-13.termijnen.regio: Melding. Hoe lang de regio geeft, verschilt.
    Dit staat zonder getal of artikel in de documenten. Ging u het na? Zet in het profiel bij
    'nagegaan' dit id, met door, op en bron."""
    )


def test_a_program_reads_what_is_still_to_look_up() -> None:
    [told] = json.loads(as_json("build", [Outcome(organisation="linde", doubts=DOUBTS)]))[
        "organisaties"
    ]
    assert told["na_te_gaan"] == [
        {"id": "wmo-2015.3.5", "wat": "Wmo 2015, art. 3.5", "waarom": "over contractplicht"},
        {
            "id": "OR-13.termijnen.regio",
            "wat": "Melding",
            "waarom": "Hoe lang de regio geeft, verschilt.",
        },
    ]


def test_several_organisations_are_summed() -> None:
    assert summary([BUILT, BUILT]) == (
        "2 nieuw, 4 gewijzigd, 2 ongewijzigd, 2 voorstellen, 2 vervallen, 2 mislukt; 2 fouten"
    )
    remarks = replace(UNKNOWN, weight="let op"), REMARK
    assert summary([Outcome(organisation="x", problems=remarks)]) == "2 aandachtspunten"
    assert summary([]) == "in orde"


# Problems


def test_errors_come_first_by_place_with_the_same_advice_once() -> None:
    second = replace(
        UNKNOWN, place=Place("organisations/linde.yaml", 12, 3), what="en '9' ook niet"
    )
    other = replace(LOCKED, place=Place("output/linde/OR-02.docx"))
    assert problems_text([REMARK, other, second, LOCKED, UNKNOWN, UNKNOWN]) == (
        """\
4 fouten

organisations/linde.yaml:4:16: onderdeel '141' bestaat niet [HB201]
    | onderdelen: [141]
organisations/linde.yaml:12:3: en '9' ook niet [HB201]
    U kunt kiezen uit: 138, 140.

output/linde/OR-01.docx: het bestand is in gebruik [HB501]
output/linde/OR-02.docx: het bestand is in gebruik [HB501]
    Sluit het document en bouw opnieuw.

1 aandachtspunt

organisations/linde.yaml:4:16: dit is vreemd [HB210]
    | onderdelen: [141]"""
    )


def test_long_advice_is_wrapped_and_a_path_in_it_stays_whole() -> None:
    path = "/" + "map/" * 40
    told = problems_text([replace(LOCKED, mend=f"{'Kijk eens goed rond. ' * 6}Dan in {path}")])
    lines = told.splitlines()[3:]
    assert all(len(line) <= 96 or path in line for line in lines)
    assert f"    {path}" in lines
    assert " ".join(line.strip() for line in lines) == f"{'Kijk eens goed rond. ' * 6}Dan in {path}"


def test_no_problems_are_no_text() -> None:
    assert problems_text([]) == ""


@given(st.text(max_size=30), st.text(max_size=30))
def test_nothing_that_is_told_commands_the_terminal(text: str, path: str) -> None:
    problem = Problem(Place(path, 1, 1, text), code="HB999", what=text, mend=text)
    outcome = Outcome(
        organisation=text,
        documents=(replace(document("KH-01", "mislukt", text, path), title=text),),
        problems=(problem,),
        notices=(text,),
    )
    for told in (as_text(outcome), plan_text([outcome]), problems_text([problem])):
        assert {sign for sign in told if not sign.isprintable() and ord(sign) < 0xA0} <= {"\n"}


# JSON


def test_a_program_reads_everything_under_dutch_keys() -> None:
    outcome = replace(BUILT, documents=BUILT.documents[-1:], problems=(UNKNOWN,))
    assert json.loads(as_json("build", [outcome])) == {
        "versie": 1,
        "opdracht": "build",
        "problemen": [],
        "organisaties": [
            {
                "organisatie": "linde",
                "aantallen": {"mislukt": 1},
                "documenten": [
                    {
                        "document": "OR-01",
                        "code": "OR-01",
                        "titel": "Over OR-01",
                        "bestand": "output/linde/OR-01.docx",
                        "actie": "mislukt",
                        "reden": "in gebruik",
                        "blokken": [],
                        "problemen": [
                            {
                                "code": "HB501",
                                "plaats": "output/linde/OR-01.docx",
                                "regel": 0,
                                "kolom": 0,
                                "wat": "het bestand is in gebruik",
                                "herstel": "Sluit het document en bouw opnieuw.",
                                "gewicht": "fout",
                            }
                        ],
                    }
                ],
                "problemen": [
                    {
                        "code": "HB201",
                        "plaats": "organisations/linde.yaml",
                        "regel": 4,
                        "kolom": 16,
                        "wat": "onderdeel '141' bestaat niet",
                        "herstel": "U kunt kiezen uit: 138, 140.",
                        "gewicht": "fout",
                    }
                ],
                "meldingen": ["HKZ 143 bestaat voor organisaties tot 10 fte."],
                "na_te_gaan": [],
                "exitcode": 3,
            }
        ],
        "exitcode": 3,
    }


def test_of_several_organisations_the_worst_gives_the_exit_code() -> None:
    outcomes = [Outcome(organisation="x", exit_code=code) for code in (0, 3, 1)]
    assert json.loads(as_json("build", outcomes))["exitcode"] == 1
    assert json.loads(as_json("build", [])) == {
        "versie": 1,
        "opdracht": "build",
        "problemen": [],
        "organisaties": [],
        "exitcode": 0,
    }


def test_json_is_ascii() -> None:
    assert as_json("build", [Outcome(organisation="cliënt ✓")]).isascii()


# Tables


def test_a_plan_is_a_table_of_what_would_change() -> None:
    assert plan_text(
        [replace(BUILT, documents=BUILT.documents[:4])], style=Capabilities(width=60)
    ) == (
        """\
linde: 1 nieuw, 2 gewijzigd, 1 ongewijzigd

 Wat         Code    Titel        Waarom
 ----------------------------------------------------------
 nieuw       KH-01   Over KH-01   nog niet gemaakt
 gewijzigd   PP-01   Over PP-01   sjabloon procedure.docx
                                  gewijzigd
 gewijzigd   PP-02   Over PP-02"""
    )


def test_a_plan_without_changes_is_one_line() -> None:
    still = replace(BUILT, documents=BUILT.documents[3:4])
    assert plan_text([still]) == "linde: 1 ongewijzigd"
    assert "PP-03" in plan_text([still], why=True)


def test_text_between_square_brackets_is_text() -> None:
    odd = replace(document("KH-01", "nieuw", "[red]x[/red] :smile:"), title="[invullen: naam]")
    told = plan_text([Outcome(organisation="linde", documents=(odd,))])
    assert "[red]x[/red] :smile:" in told
    assert "[invullen: naam]" in told


NORM = Norm.model_validate(
    {
        "onderdelen": [
            {"code": "123", "titel": "Algemeen Organisatiedeel", "editie": "2015+A1:2019"},
            {"code": "138", "titel": "Hulpverlening", "editie": "2015", "vereist": ["123"]},
            {"code": "140", "titel": "Sociaal werk", "editie": "2015", "vereist": ["123"]},
        ],
        "activiteiten": [
            {"id": "schuldhulp", "onderdeel": "138", "titel": "Schuldhulp"},
            {"id": "buurtwerk", "onderdeel": "140", "titel": "Buurtwerk", "groep": "Wijk"},
        ],
        "kenmerken": [
            {"id": "vrijwilligers", "titel": "Werken met vrijwilligers"},
            {"id": "keuken", "titel": "Een keuken", "onderdelen": ["140"]},
        ],
        "onderwerpen": [
            {
                "id": "context",
                "rubriek": 4,
                "titel": "Omgeving",
                "omschrijving": "…",
                "iso": ["4.1"],
            },
            {
                "id": "wijkplan",
                "rubriek": 1,
                "titel": "Wijkplan",
                "omschrijving": "…",
                "wanneer": {"onderdelen": ["140"]},
            },
        ],
    }
)


def test_the_norm_is_four_tables_of_what_belongs_to_a_part() -> None:
    assert norm_text(Library().with_norm(NORM), parts=["138"], style=Capabilities(width=70)) == (
        """\
Onderdelen (1)
 Code   Titel           Editie   Vereist
 ---------------------------------------
 138    Hulpverlening   2015     123

Activiteiten (1)
 Onderdeel   Activiteit   Titel        Groep
 -------------------------------------------
 138         schuldhulp   Schuldhulp

Kenmerken (1)
 Kenmerk         Titel                      Onderdeel
 ----------------------------------------------------
 vrijwilligers   Werken met vrijwilligers   alle

Onderwerpen (1)
 Onderwerp   Rubriek   Titel      Onderdeel       ISO 9001:2015
 --------------------------------------------------------------
 context     4         Omgeving   123, 138, 140   4.1"""
    )


def test_without_a_choice_the_norm_is_told_whole() -> None:
    told = norm_text(Library().with_norm(NORM))
    heads = [line for line in told.splitlines() if line.endswith(")")]
    assert heads == ["Onderdelen (3)", "Activiteiten (2)", "Kenmerken (2)", "Onderwerpen (2)"]


@pytest.mark.parametrize("width", [30, 50, 80, 160])
def test_no_width_cuts_a_cell(width: int) -> None:
    told = norm_text(Library().with_norm(NORM), style=Capabilities(width=width, signs=True))
    assert "…" not in told
    assert max(len(line) for line in told.splitlines()) <= width


# The screen


class Stream(io.StringIO):
    def __init__(self, encoding: str, *, terminal: bool) -> None:
        super().__init__()
        self._encoding, self._terminal = encoding, terminal

    @property
    def encoding(self) -> str:  # type: ignore[override]
        return self._encoding

    def isatty(self) -> bool:
        return self._terminal


@pytest.mark.parametrize(
    ("encoding", "terminal", "environment", "colour", "signs"),
    [
        ("utf-8", True, {}, True, True),
        ("utf-8", False, {}, False, True),
        ("cp1252", False, {}, False, False),
        ("cp850", True, {}, True, False),
        ("ascii", True, {"NO_COLOR": "1"}, False, False),
        ("utf-8", True, {"NO_COLOR": ""}, True, True),
        ("utf-8", True, {"TERM": "dumb"}, False, True),
        ("utf-8", False, {"FORCE_COLOR": "1"}, True, True),
        ("utf-8", True, {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False, True),
        ("no-such-code", True, {}, True, False),
    ],
)
def test_a_stream_is_shown_what_it_can_show(
    *, encoding: str, terminal: bool, environment: dict[str, str], colour: bool, signs: bool
) -> None:
    seen = look(Stream(encoding, terminal=terminal), environment)
    assert (seen.colour, seen.signs) == (colour, signs)


@pytest.mark.parametrize("encoding", ["cp1252", "utf-8"])
def test_what_is_told_fits_the_stream_it_is_told_to(encoding: str) -> None:
    style = look(Stream(encoding, terminal=False), {})
    told = as_text(BUILT, signs=style.signs, colour=style.colour)
    told += plan_text([BUILT], style=style) + norm_text(Library().with_norm(NORM), style=style)
    assert told.encode(encoding)


def test_a_bar_is_drawn_on_a_terminal_only(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("NO_COLOR", "FORCE_COLOR", "TTY_COMPATIBLE", "TTY_INTERACTIVE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm")
    drawn = {}
    for terminal in (True, False):
        stream = Stream("utf-8", terminal=terminal)
        with progress(2, stream=stream) as advance:
            advance("linde [klaar]", 77)
            advance("haven", 79)
        drawn[terminal] = stream.getvalue()
    assert "2 van 2 organisaties, 156 documenten" in drawn[True]
    assert "\x1b[2K" in drawn[True], "the bar goes away at the end"
    assert drawn[False] == ""


def test_a_dumb_terminal_gets_no_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "dumb")
    stream = Stream("utf-8", terminal=True)
    with progress(1, stream=stream) as advance:
        advance("linde", 77)
    assert stream.getvalue() == ""


def test_without_a_stream_the_bar_goes_to_standard_error(capsys: Any) -> None:
    with progress(1) as advance:
        advance("linde", 77)
    assert capsys.readouterr() == ("", "")


def test_every_action_has_its_word_and_its_colour() -> None:
    assert set(ACTION_STYLES) == set(get_args(Action))
    kept = Outcome(organisation="linde", documents=(document("PP-01", "behouden"),))
    assert as_text(kept) == "linde: 1 behouden"


def test_a_merge_names_the_blocks_that_wait_for_her() -> None:
    merged = replace(
        document("PP-01", "samengevoegd", "rol klachtenfunctionaris gewijzigd"),
        blocks=(
            Block(what="vernieuwd", place="Doel", text="Een nieuwe zin."),
            Block(
                what="in conflict",
                place="Stappen",
                text="De teammanager belt binnen twee dagen terug en schrijft dat op in het plan.",
                note="Uw woorden staan in een opmerking.",
                told=True,
            ),
        ),
    )
    told = as_text(replace(BUILT, notices=(), documents=(merged,), exit_code=0))
    assert told == (
        """\
linde: 1 samengevoegd
  samengevoegd  PP-01     Over PP-01: rol klachtenfunctionaris gewijzigd
    output/linde/PP-01.docx
  - in conflict, onder 'Stappen': 'De teammanager belt binnen twee dagen terug en schrijft
    dat…'. Uw woorden staan in een opmerking."""
    )


@pytest.mark.parametrize("action", get_args(Action))
def test_every_action_is_told_in_a_colour_that_a_terminal_knows(action: Action) -> None:
    outcome = Outcome(organisation="linde", documents=(document("PP-01", action),))
    told = as_text(outcome, why=True, colour=True)
    assert re.sub(r"\x1b\[\d+m", "", told) == as_text(outcome, why=True)
    assert told.count("\x1b[0m") == 2
