"""antwoorden.yaml: what came back with a questionnaire, below the profile's own answers."""

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from loading.world import GOOD, said, told, workspace, write

from handbook.loading.profile.questionnaire import parse_answers
from handbook.loading.workspace import Workspace, read_profile
from handbook.storage import render_answers
from handbook.word.reading.questionnaire import tidy

HOURS, LINE = "PP-01.openingstijden", "beleid.kernzin"


def place(root: Path, answers: dict[str, str], name: str = "de-linde") -> Workspace:
    made = workspace(root)
    file = {"organisations/de-linde/antwoorden.yaml": render_answers(name, answers)}
    write(root, file)
    return made


def test_answers_fill_what_the_profile_leaves_open(tmp_path: Path) -> None:
    made = place(tmp_path, {HOURS: "werkdagen", LINE: "Iedereen doet mee."})
    assert told(made, GOOD + f"invullen:\n  {LINE}: Samen.\n  {HOURS}:\n")[1:] == ()
    loaded = read_profile(made, "de-linde")
    assert loaded.profile.answers == {HOURS: "werkdagen", LINE: "Samen."}
    assert loaded.given == {HOURS: "werkdagen", LINE: "Iedereen doet mee."}


@pytest.mark.parametrize("nothing", ["''", "'  '", "|+\n\n"], ids=["empty", "blank", "a line"])
def test_an_answer_fills_a_line_of_the_profile_that_says_nothing(
    tmp_path: Path, nothing: str
) -> None:
    made = place(tmp_path, {HOURS: "werkdagen"})
    assert told(made, GOOD + f"invullen:\n  {HOURS}: {nothing}\n") == ()
    assert read_profile(made, "de-linde").profile.answers == {HOURS: "werkdagen"}


def test_the_profile_goes_first_and_a_difference_is_told(tmp_path: Path) -> None:
    made = place(tmp_path, {HOURS: "op zaterdag", LINE: "Samen\nsterk."})
    profile = GOOD + f"invullen:\n  {HOURS}: werkdagen\n  {LINE}: Samen sterk.\n"
    assert said(told(made, profile)) == (
        f"let op organisations/de-linde.yaml:5:3: het antwoord bij '{HOURS}' is anders dan in de"
        " ingevulde vragenlijst [HB246]\n"
        f"    | {HOURS}: werkdagen\n"
        "    Het profiel gaat voor. Klopt organisations/de-linde/antwoorden.yaml:8 wel, haal dan"
        " deze regel weg; anders die andere."
    )
    assert read_profile(made, "de-linde").profile.answers[HOURS] == "werkdagen"


def test_each_answer_that_differs_is_told_at_its_own_line(tmp_path: Path) -> None:
    made = place(tmp_path, {HOURS: "op zaterdag", LINE: "Samen."})
    profile = GOOD + f"invullen:\n  {HOURS}: werkdagen\n  {LINE}: Sterk.\n"
    assert [(each.code, str(each.place)) for each in told(made, profile)] == [
        ("HB246", "organisations/de-linde.yaml:5:3"),
        ("HB246", "organisations/de-linde.yaml:6:3"),
    ]


def test_an_answer_to_a_field_that_is_gone_stops_nothing(tmp_path: Path) -> None:
    made = place(tmp_path, {"PP-98.weg": "iets", "PP-99.weg": "iets", HOURS: "werkdagen"})
    assert [(each.code, each.weight, str(each.place)) for each in told(made, GOOD)] == [
        ("HB243", "let op", "organisations/de-linde/antwoorden.yaml:9:3"),
        ("HB243", "let op", "organisations/de-linde/antwoorden.yaml:10:3"),
    ]


def test_a_folder_that_was_copied_does_not_bring_answers_of_another(tmp_path: Path) -> None:
    made = place(tmp_path, {HOURS: "werkdagen"}, name="haven")
    [problem] = told(made, GOOD)
    assert (problem.code, problem.weight) == ("HB247", "fout")
    assert problem.what == "deze antwoorden zijn van 'haven', niet van 'de-linde'"


@pytest.mark.parametrize("name", ["haven", "de-linde"])
def test_answers_of_another_name_and_number_are_told_once(tmp_path: Path, name: str) -> None:
    made = workspace(tmp_path)
    text = render_answers(name, {HOURS: "werkdagen"}, {"naam": "De Haven", "kvk": "12345678"})
    write(tmp_path, {"organisations/de-linde/antwoorden.yaml": text})
    assert [(each.code, each.weight) for each in told(made, GOOD)] == [("HB247", "fout")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("invullen: [", ["HB100 1:11"]),
        ("a: 1", ["HB112", "HB111 1:1"]),
        ("organisatie: 1\ninvullen: x", ["HB114 2:11"]),
        ("organisatie: de-linde\norganisatie: haven\n", ["HB104 2:1"]),
        (f"organisatie: de-linde\ninvullen:\n  {HOURS}: elke dag #na vijf\n", ["HB109 3:34"]),
        (f"invullen:\n  {HOURS}: elke dag #na vijf\n", ["HB112", "HB109 2:34"]),
    ],
)
def test_a_broken_file_is_told_like_any_other(tmp_path: Path, text: str, found: list[str]) -> None:
    made = workspace(tmp_path)
    write(tmp_path, {"organisations/de-linde/antwoorden.yaml": text})
    file = "organisations/de-linde/antwoorden.yaml"
    places = [f"{each.code} {each.place}" for each in told(made, GOOD)]
    assert [each.replace(f"{file}:", "").replace(f" {file}", "") for each in places] == found


SECRET = (
    GOOD
    + """\
locaties:
  - naam: Kanariehuis
    adres: Kanarielaan 77, 7777 KK Zangdorp
    geheim: ja
"""
)


def test_an_answer_that_tells_of_a_secret_location_stops_the_build(tmp_path: Path) -> None:
    for answer in ("in het Kanariehuis", "KANARIELAAN\n77", "post naar 7777kk"):
        problems = told(place(tmp_path, {HOURS: answer}), SECRET)
        assert [(each.code, each.place.file) for each in problems if each.weight == "fout"] == [
            ("HB216", "organisations/de-linde/antwoorden.yaml")
        ]
        shown = json.dumps([str(each) for each in problems]).casefold()
        assert "kanarie" not in shown
        assert "7777" not in shown


def test_a_broken_file_that_tells_of_a_secret_location_is_told_to_do_both(tmp_path: Path) -> None:
    made = workspace(tmp_path)
    text = "organisatie: de-linde\ninvullen: in het Kanariehuis\n"
    write(tmp_path, {"organisations/de-linde/antwoorden.yaml": text})
    assert sorted(each.code for each in told(made, SECRET)) == ["HB114", "HB216"]


def test_the_street_of_a_public_location_too_is_a_remark(tmp_path: Path) -> None:
    profile = SECRET + "  - {naam: Kantoor, adres: 'Kanarielaan 1, 7777 KL Zangdorp'}\n"
    problems = told(place(tmp_path, {HOURS: "bij de Kanarielaan"}), profile)
    assert sorted((each.code, each.weight, each.place.file) for each in problems) == [
        ("HB227", "let op", "organisations/de-linde/antwoorden.yaml"),
        ("HB266", "let op", "organisations/de-linde.yaml"),
    ]
    assert "Kanarie" not in str(problems)


def test_the_file_is_in_order_of_id_and_says_what_it_is() -> None:
    assert render_answers("linde", {"b.y": 'zeg "ja": nee', "PP-01.x": "een\ntwee"}) == (
        "# Antwoorden op de open velden, zoals zij in de ingevulde vragenlijst stonden.\n"
        "# 'handbook antwoorden' schrijft dit bestand telkens opnieuw: zet er niets bij.\n"
        "# Een antwoord veranderen? Zet het in het profiel bij 'invullen'; dat gaat voor.\n"
        "# Een antwoord intrekken? Haal de regel hier weg.\n"
        'formaat: "1"\n'
        'organisatie: "linde"\n'
        "invullen:\n"
        '  PP-01.x: "een\\ntwee"\n'
        '  b.y: "zeg \\"ja\\": nee"\n'
    )


IDS = st.from_regex(r"\A[A-Za-z0-9 :'\"#{}_.-]{1,30}\Z").map(str.strip).filter(bool)
WORDS = st.one_of(
    st.text(max_size=200),
    st.sampled_from(
        [
            "- punt",
            "? x",
            ": ",
            " #hek",
            "# hek",
            "a: b",
            "{{ organisatie.naam }}",
            "{% x %}",
            "'",
            '"',
            "''\"\"",
            "\\",
            "\\n",
            "&a *a !x",
            "---",
            "...",
            "%TAG",
            "@x",
            "`x`",
            "~",
            "null",
            "ja",
            "1.10",
            "017",
            "[a",
            "{a",
            "\u00e9\u0301",
            "\U0001f469\u200d\U0001f467",
            "\ufeffx",
            "x\u2028y",
            "a\tb",
            "a\r\nb",
            "\u202eom",
            "lang " * 800,
            "geheim: ja",
        ]
    ),
)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.dictionaries(IDS, WORDS, max_size=8))
@example({"PP-01.x": "- {{ a }}: 'b' # c\n\U0001f600 \"d\" \\"})
def test_any_answer_comes_back_from_the_file_as_it_went_in(answers: dict[str, str]) -> None:
    kept = {key: tidy(text) for key, text in answers.items() if tidy(text)}
    data = render_answers("linde", kept).encode()
    _, held, problems = parse_answers(data, "antwoorden.yaml")
    assert problems == ()
    assert held is not None
    assert (held.organisation, held.answers) == ("linde", kept)
