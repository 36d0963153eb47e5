"""A questionnaire goes out, comes back, and its answers stand in its owner's handbook alone."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from docx import Document
from examples import DAY, ROOT
from loading.world import FORM, GOOD, PROCEDURE, workspace, write
from questionnaires import controls, edited, typed, with_parts, without_seal
from questionnaires import without_tags as as_libreoffice
from small_library import known_alone
from word.specimen import lines

from handbook.cli.app import main
from handbook.errors import EditConflict, HandbookError, SourceError
from handbook.loading.profile.questionnaire import fields_of
from handbook.loading.workspace import Workspace, open_workspace, read_profile
from handbook.model.features.questionnaire import Questioned, Reply, Taken
from handbook.pipeline.build.build import build
from handbook.pipeline.organisation.hand_edits import decide
from handbook.pipeline.questionnaire.ask import ask
from handbook.pipeline.questionnaire.take_in import take
from handbook.pipeline.questionnaire.typed_answers import LONGEST
from handbook.pipeline.safeguards.sources import check
from handbook.tailoring.content.document_set import unanswered
from handbook.tailoring.content.questionnaire import asked, questionnaire
from handbook.word.package.markup import parse
from handbook.word.package.package import MAIN, read
from handbook.word.reading.lint import lint

HOURS, LINE = "PP-01.openingstijden", "beleid.kernzin"
BOTH = {LINE: "Iedereen doet mee.", HOURS: "werkdagen\nop afspraak"}
WHERE = "output/de-linde/Vragenlijst/vragenlijst-de-linde.docx"
KEPT = "organisations/de-linde/antwoorden.yaml"


@pytest.fixture
def small(tmp_path: Path) -> Workspace:
    made = workspace(tmp_path)
    profiles = {"de-linde": GOOD, "de-eik": GOOD.replace("De Linde", "De Eik")}
    write(tmp_path / "organisations", {f"{name}.yaml": text for name, text in profiles.items()})
    return made


def sent(place: Workspace, name: str = "de-linde", *, every: bool = False) -> bytes:
    path = place.root / "uit.docx"
    path.unlink(missing_ok=True)
    ask(place, name, path=path, every=every)
    return path.read_bytes()


def back(place: Workspace, data: bytes, name: str = "") -> Taken:
    path = place.root / "terug.docx"
    path.write_bytes(data)
    return take(place, path, name)


def codes(caught: pytest.ExceptionInfo[HandbookError]) -> list[str]:
    return [each.code for each in caught.value.problems]


def test_the_page_asks_each_open_question_with_an_example_and_its_place(small: Workspace) -> None:
    data = sent(small)
    assert [line for line in lines(data) if line] == [
        "Vragenlijst bij het kwaliteitshandboek",
        "Stichting De Linde",
        "2 vragen",
        "Voor uw handboek en uw procedures zijn nog gegevens nodig die alleen u kent. "
        "Uw antwoord komt letterlijk in het document dat bij de vraag staat.",
        "Zo vult u de lijst in",
        "Typ uw antwoord naast de vraag. Het voorbeeld laat zien wat voor antwoord er past.",
        "Schrijf het zoals het in het handboek moet staan: kort, met functies in plaats van namen.",
        "Weet u het niet? Laat het veld leeg of vraag een collega. U kunt later aanvullen.",
        "Bewaar het bestand als Word-document (.docx) en stuur het terug. Laat de vragen staan.",
        "Kwaliteitsbeleid",
        "1.\u00a0\u00a0Waar staat u voor?",
        "Komt in: KH-01 Kwaliteitshandboek, Kwaliteitsbeleid",
        "Typ hier uw antwoord",
        "Aanmelding",
        "2.\u00a0\u00a0Wanneer bent u open?",
        "Komt in: PP-01 Aanmelding",
        "Typ hier uw antwoord",
    ]
    assert lint(data) == ()


def test_it_stands_in_a_folder_of_its_own_and_is_no_controlled_document(small: Workspace) -> None:
    made = ask(small, "de-linde")
    assert made == Questioned(organisation="de-linde", path=WHERE, number=2, state="nieuw")
    facts = Document(str(small.root / WHERE)).core_properties
    assert (facts.title, facts.version, facts.keywords) == ("Vragenlijst", "", "")
    [outcome] = build(small, ["de-linde"], today=DAY)
    assert {each.action for each in outcome.documents} == {"nieuw"}
    assert "Vragenlijst" not in {each.title for each in outcome.documents}
    assert (small.root / WHERE).is_file()


def test_the_same_questions_give_the_same_bytes_and_a_new_one_renews_the_file(
    small: Workspace,
) -> None:
    ask(small, "de-linde")
    before = (small.root / WHERE).read_bytes()
    assert ask(small, "de-linde").state == "ongewijzigd"
    assert sent(small) == before
    write(small.root, {"organisations/de-linde.yaml": GOOD + f"invullen:\n  {LINE}: Samen.\n"})
    assert (ask(small, "de-linde").state, ask(small, "de-linde").number) == ("gewijzigd", 1)


def test_a_file_in_which_somebody_typed_is_never_written_over(small: Workspace) -> None:
    list(build(small, ["de-linde"], today=DAY))
    ask(small, "de-linde")
    path = small.root / WHERE
    for data in (edited(path.read_bytes(), typed(BOTH)), sent(small, "de-eik"), b"van mij"):
        path.write_bytes(data)
        with pytest.raises(EditConflict) as caught:
            ask(small, "de-linde")
        assert (codes(caught), path.read_bytes()) == (["HB248"], data)


def test_answers_come_back_and_stand_in_the_documents(small: Workspace) -> None:
    taken = back(small, edited(sent(small), typed(BOTH)))
    assert taken == Taken(
        organisation="de-linde",
        replies=(
            Reply(id=LINE, name="Kernzin", state="nieuw", after="Iedereen doet mee."),
            Reply(id=HOURS, name="Openingstijden", state="nieuw", after="werkdagen\nop afspraak"),
        ),
        problems=(),
        path=KEPT,
        waiting=0,
        exit_code=0,
    )
    [outcome] = check(small, ["de-linde"])
    assert not [notice for notice in outcome.notices if "open veld" in notice]
    list(build(small, ["de-linde"], today=DAY))
    handbook = lines((small.root / "output/de-linde/KH-01.docx").read_bytes())
    assert any(line.startswith("Iedereen doet mee. geldt voor") for line in handbook)
    procedure = lines((small.root / "output/de-linde/PP-01.docx").read_bytes())
    assert "werkdagen op afspraak" in procedure


def test_new_changed_unchanged_and_empty_are_told_apart(small: Workspace) -> None:
    first = sent(small)
    back(small, edited(first, typed(BOTH)))
    kept = (small.root / KEPT).read_bytes()
    again = back(small, edited(first, typed({HOURS: "werkdagen op  afspraak"})))
    assert [(each.id, each.state) for each in again.replies] == [
        (LINE, "leeg"),
        (HOURS, "ongewijzigd"),
    ]
    assert (again.path, (small.root / KEPT).read_bytes()) == ("", kept)
    third = back(small, edited(first, typed({HOURS: "op zaterdag"})))
    assert third.replies[1] == Reply(
        id=HOURS,
        name="Openingstijden",
        state="gewijzigd",
        before="werkdagen\nop afspraak",
        after="op zaterdag",
    )
    given = read_profile(small, "de-linde").given
    assert given == {LINE: "Iedereen doet mee.", HOURS: "op zaterdag"}


def test_with_all_questions_the_answers_stand_there_to_be_changed(small: Workspace) -> None:
    back(small, edited(sent(small), typed(BOTH)))
    assert ask(small, "de-linde") == Questioned(
        organisation="de-linde", path="", number=0, state="niets te vragen"
    )
    every = sent(small, every=True)
    assert "werkdagen op afspraak" in lines(every)
    assert [each.state for each in back(small, every).replies] == ["ongewijzigd"] * 2
    emptied = back(small, edited(every, typed({HOURS: ""})))
    assert [each.state for each in emptied.replies] == ["ongewijzigd", "leeg"]
    assert read_profile(small, "de-linde").given == BOTH


def test_the_profile_is_never_written_and_goes_first(small: Workspace) -> None:
    profile = small.root / "organisations" / "de-linde.yaml"
    typed_by_her = GOOD + f"# van mij\ninvullen:\n  {HOURS}: werkdagen  # zo is het\n"
    profile.write_text(typed_by_her, encoding="utf-8")
    every = sent(small, every=True)
    taken = back(small, edited(every, typed({HOURS: "op zaterdag"})))
    assert [each.code for each in taken.problems] == ["HB246"]
    assert profile.read_text(encoding="utf-8") == typed_by_her
    assert read_profile(small, "de-linde").profile.answers[HOURS] == "werkdagen"
    # Once the client agrees with the profile, what differed has no use any more.
    assert back(small, every).problems == ()
    assert read_profile(small, "de-linde").given == {}


def test_answers_never_land_with_another_client(small: Workspace) -> None:
    filled = edited(sent(small), typed(BOTH))
    for data in (filled, without_seal(filled), edited(filled, as_libreoffice)):
        with pytest.raises(SourceError) as caught:
            back(small, data, "de-eik")
        assert codes(caught) == ["HB242"]
        assert back(small, data, "de-linde").organisation == "de-linde"
    assert not (small.root / "organisations" / "de-eik").exists()


def test_a_file_of_nobody_of_two_or_of_a_stranger_is_refused(small: Workspace) -> None:
    filled = edited(sent(small), typed(BOTH))
    nobody = without_seal(edited(filled, as_libreoffice))
    name = b'w:val="van:de-linde"'
    text = "word/document.xml"
    parts = {text: document(filled).replace(name, b'w:val="van:de-eik"')}
    two = with_parts(filled, parts)
    strange = without_seal(
        with_parts(filled, {text: document(filled).replace(name, b'w:val="van:../../x"')})
    )
    for data, code in ((nobody, "HB241"), (two, "HB242"), (strange, "HB242")):
        for named in ("", "de-linde"):
            with pytest.raises(SourceError) as caught:
                back(small, data, named)
            assert codes(caught) == [code]
    assert not (small.root / KEPT).exists()


def document(data: bytes) -> bytes:
    return read(data)[MAIN]


def test_what_an_older_library_asked_is_told_and_the_rest_is_read(small: Workspace) -> None:
    filled = edited(sent(small), typed(BOTH))
    tag = f'w:tag w:val="{HOURS}"'.encode()
    older = {"word/document.xml": document(filled).replace(tag, b'w:tag w:val="PP-77.oud"')}
    taken = back(small, with_parts(filled, older))
    assert [(each.id, each.state) for each in taken.replies] == [
        (LINE, "nieuw"),
        ("PP-77.oud", "onbekend"),
    ]
    assert [(each.code, each.weight) for each in taken.problems] == [("HB243", "let op")]
    assert (taken.exit_code, read_profile(small, "de-linde").given) == (0, {LINE: BOTH[LINE]})


SECRET = GOOD + "locaties:\n  - {naam: Kanariehuis, adres: 'Kanarielaan 77', geheim: ja}\n"


def test_an_answer_that_tells_of_a_secret_location_is_not_taken(small: Workspace) -> None:
    write(small.root, {"organisations/de-linde.yaml": SECRET})
    page = sent(small)
    assert any("Noem nergens de naam" in line for line in lines(page))
    for told in ("bij het Kanariehuis", "kanarie\u00adlaan\u200b 77", "KANARIELAAN\n77"):
        taken = back(small, edited(page, typed({LINE: "Samen.", HOURS: told})))
        assert [each.state for each in taken.replies][1] == "geweigerd"
        assert ([each.code for each in taken.problems], taken.exit_code) == (["HB216"], 1)
        assert "anarie" not in repr(taken)
        assert read_profile(small, "de-linde").given == {LINE: "Samen."}


@pytest.mark.parametrize(
    "told",
    [
        *("Kana<b>riehuis</b>", "[Kana](u)riehuis", "Kana[^1]riehuis", "1. Kana\n2. riehuis"),
        *("Kana&shy;riehuis", "Kana&#114;iehuis", "K a n a r i e h u i s", "Kana\\\nriehuis"),
        *("Kana![riehuis](a.png)", "`Kana`riehuis", "Kana<!-- x -->riehuis", "**Kana**riehuis"),
        *("| Kana | riehuis |\n|--|--|\n| a | b |", "Kana%72iehuis", "Kana\n\nriehuis"),
    ],
)
def test_an_answer_that_tells_of_a_secret_location_in_markup_stops_no_other(
    small: Workspace, told: str
) -> None:
    write(small.root, {"organisations/de-linde.yaml": SECRET})
    taken = back(small, edited(sent(small), typed({LINE: "Samen.", HOURS: told})))
    assert [(each.code, each.weight) for each in taken.problems] == [("HB216", "fout")]
    assert [each.state for each in taken.replies] == ["nieuw", "geweigerd"]
    assert read_profile(small, "de-linde").given == {LINE: "Samen."}


def test_two_answers_that_tell_of_a_secret_location_together_are_not_both_taken(
    small: Workspace,
) -> None:
    write(small.root, {"organisations/de-linde.yaml": SECRET})
    page = sent(small, every=True)
    first, second = sorted([LINE, HOURS])
    parts = {first: "Wij zitten in Kana", second: "riehuis en omgeving"}
    taken = back(small, edited(page, typed(parts)))
    assert ([each.code for each in taken.problems], taken.exit_code) == (["HB216"], 1)
    assert "samen met het antwoord ernaast" in taken.problems[0].what
    assert read_profile(small, "de-linde").given == {second: parts[second]}
    (small.root / KEPT).unlink()
    back(small, edited(page, typed({first: parts[first]})))
    taken = back(small, edited(page, typed(parts)))
    assert [each.state for each in taken.replies if each.id == second] == ["geweigerd"]
    assert read_profile(small, "de-linde").given == {first: parts[first]}


def test_two_answers_to_one_question_and_one_too_long_are_not_taken(small: Workspace) -> None:
    page = sent(small)
    text = document(edited(page, typed({HOURS: "ja"})))
    start, end = text.rindex(b"<w:tbl>"), text.rindex(b"</w:tbl>") + len(b"</w:tbl>")
    copy = text[start:end].replace(b">ja<", b">nee<")
    twice = {"word/document.xml": text[:end] + copy + text[end:]}
    taken = back(small, with_parts(page, twice))
    assert [each.code for each in taken.problems] == ["HB244"]
    long = back(small, edited(page, typed({LINE: "lang " * LONGEST, HOURS: "ja"})))
    assert [each.code for each in long.problems] == ["HB245"]
    assert read_profile(small, "de-linde").given == {HOURS: "ja"}


def test_answers_that_would_make_the_profile_unreadable_are_not_written(small: Workspace) -> None:
    many = "".join(f"  - {{id: v{number}, naam: Veld, vraag: Wat?}}\n" for number in range(100))
    own = PROCEDURE.replace("invullen:\n", f"invullen:\n{many}")
    write(small.root / "organisations" / "de-linde" / "inhoud", {"procedures/PP-01.yaml": own})
    write(small.root / "organisations" / "de-linde" / "inhoud", {"formulieren/F-01.yaml": FORM})
    hostile = {f"PP-01.v{number}": "-" * LONGEST for number in range(100)}
    with pytest.raises(SourceError) as caught:
        back(small, edited(sent(small), typed(hostile)))
    assert codes(caught) == ["HB249"]
    assert not (small.root / KEPT).exists()


def test_hostile_answers_are_printed_as_they_were_typed(small: Workspace) -> None:
    told = "- 'a': \"b\" # {{ 6*7 }} {% x %} **c** PP-01 \U0001f469\u200d\U0001f467 <&> \\n"
    back(small, edited(sent(small), typed({HOURS: told, LINE: told})))
    [outcome] = build(small, ["de-linde"], today=DAY)
    assert outcome.exit_code == 0
    assert told in lines((small.root / "output/de-linde/PP-01.docx").read_bytes())


def test_a_form_or_a_handbook_is_no_questionnaire(small: Workspace) -> None:
    list(build(small, ["de-linde"], today=DAY))
    for name in ("F-01.docx", "KH-01.docx"):
        with pytest.raises(SourceError) as caught:
            take(small, small.root / "output" / "de-linde" / name)
        assert codes(caught) == ["HB241"]


def test_a_questionnaire_that_tells_of_a_place_that_became_secret_is_named(
    small: Workspace,
) -> None:
    ask(small, "de-linde")
    path = small.root / WHERE
    path.write_bytes(edited(path.read_bytes(), typed({HOURS: "bij het Kanariehuis"})))
    write(small.root, {"organisations/de-linde.yaml": SECRET})
    [outcome] = build(small, ["de-linde"], today=DAY)
    assert [each.place.file for each in outcome.problems if each.code == "HB226"] == [WHERE]


@pytest.fixture(scope="module")
def real() -> Workspace:
    return open_workspace(ROOT)


def test_every_open_field_of_the_library_has_a_question_and_an_example(real: Workspace) -> None:
    fields = fields_of(real.library)
    assert len(fields) > 100
    assert [key for key, each in fields.items() if not each.question.strip().endswith("?")] == []
    assert [key for key, each in fields.items() if not each.example.strip()] == []
    assert [key for key in fields if len(key) > 64] == []


@pytest.mark.parametrize("name", ["haven", "linde", "vierstroom"])
def test_what_is_asked_is_what_waits_each_once_and_where_it_prints(
    real: Workspace, name: str
) -> None:
    loaded = read_profile(real, name)
    made = decide(loaded, name)
    waiting = unanswered(loaded.profile, loaded.library, made)
    assert asked(loaded.profile, loaded.library, made, every=False) == set(waiting)
    body = questionnaire(loaded.profile, loaded.library, made).body
    questions = [each for group in body.groups for each in group.questions]  # type: ignore[union-attr]
    assert sorted(each.field.source for each in questions) == sorted(waiting)
    known = {f"{document.code} {document.title}" for document in made.documents}
    assert [
        str(each.place)
        for each in questions
        if not any(str(each.place).startswith(place) for place in known)
    ] == []


def run(root: Path, *words: str) -> Result:
    return CliRunner().invoke(main, ["-C", str(root), *words])


@pytest.fixture
def haven(tmp_path: Path) -> Iterator[Path]:
    """A working folder with one organisation, while the tool knows the small library alone."""
    with known_alone(tmp_path / "eigen"):
        yield write(tmp_path / "w", {"organisations/haven.yaml": GOOD})


def test_the_commands_say_what_came_of_it(haven: Path) -> None:
    root = haven
    made = run(root, "vragenlijst", "haven")
    where = "output/haven/Vragenlijst/vragenlijst-haven.docx"
    assert (made.exit_code, made.output.splitlines()[1]) == (0, f"  {where}")
    data = (root / where).read_bytes()
    field = list(controls(parse(document(data))))[-1]
    filled = root / "ingevuld.docx"
    filled.write_bytes(edited(data, typed({field: "ons intakeformulier"})))
    taken = run(root, "antwoorden", str(filled), "haven")
    assert taken.exit_code == 0
    assert taken.output.splitlines()[0].startswith("haven: 1 nieuw, ")
    assert "De antwoorden staan in organisations/haven/antwoorden.yaml." in taken.output
    shutil.copy(filled, root / where)
    again = run(root, "vragenlijst", "haven")
    assert (again.exit_code, "HB248" in again.output) == (3, True)


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("vragenlijst", "havn"), 1, "Bedoelde u 'haven'?"),
        (("vragenlijst", "haven", "--naar", "x.pdf"), 2, "eindigt niet op .docx"),
        (("antwoorden", "er-niet.docx"), 1, "HB240"),
        (("antwoorden", "n" * 400 + ".docx"), 1, "dit bestand is er niet"),
        (("antwoorden", "organisations/haven.yaml"), 1, "HB240"),
        (("antwoorden", "organisations"), 3, "HB507"),
    ],
)
def test_a_wrong_command_is_told_without_a_traceback(
    haven: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], code: int, said: str
) -> None:
    monkeypatch.chdir(haven)
    result = run(haven, *words)
    assert (result.exit_code, said in result.output) == (code, True)
    assert "Traceback" not in result.output
