"""Approving a file that somebody changed: her words stay, or stop the approval by name."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from shutil import copytree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from recorded import ASKED, FIRST, LATER, NAME, PROFILE, approve, run, small_packs
from word.merging.wordsim import save

from handbook.loading.workspace import open_workspace
from handbook.model.documents.build import Outcome
from handbook.pipeline.approval.approve import approve_documents
from handbook.pipeline.build import makings
from handbook.pipeline.organisation.context import OrganisationContext, Request, open_organisation
from handbook.tailoring.control.approval import Decision
from handbook.tailoring.control.approval import approve as approved
from handbook.word.hand_edits.approval_hindrances import hindrances
from handbook.word.package.markup import Element, parse, qualified, serialise
from handbook.word.package.package import MAIN, pack, read
from handbook.word.reading.property_fields import property_fields
from handbook.word.template_language.properties import CORE, CUSTOM, NAMES
from handbook.word.version_stamp import stamp

ONE = replace(ASKED, codes=frozenset({"PP-01"}), approver="A. Vermeulen")
DECIDED = {
    "versie": ("1.0", "2.0"),
    "status": ("vastgesteld", "vastgesteld"),
    "goedkeurder": ("A. Vermeulen", "A. Vermeulen"),
    "datum": ("5 januari 2026", "2 maart 2026"),
    "herziening": ("5 januari 2028", "2 maart 2028"),
}
PLACES = {
    "titel": "word/header1.xml",
    "code": MAIN,
    "eigenaar": MAIN,
    **dict.fromkeys(DECIDED, MAIN),
}
HERS = "Fatima weet dit"
LINE = "0.1  ·  concept van 5 januari 2026  ·  eerste versie"
MARKED = "Procedure · toegang  ·  primair proces  ·  concept"
TEXT, PARAGRAPH, RUN = (qualified(f"w:{name}") for name in ("t", "p", "r"))


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    home = tmp_path_factory.mktemp("stempel")
    with small_packs(home / "packs"):
        root = home / "w"
        (root / "organisations").mkdir(parents=True)
        (root / f"organisations/{NAME}.yaml").write_text(PROFILE, encoding="utf-8")
        assert run(root, FIRST)[0] == 0
        yield root


@pytest.fixture
def root(built: Path, tmp_path: Path) -> Path:
    return Path(copytree(built, tmp_path / "w"))


@pytest.fixture(scope="module")
def context(built: Path) -> OrganisationContext:
    """Return the desk on which PP-01 was approved; its file is still the concept."""
    found = open_organisation(open_workspace(built), NAME, FIRST, Request())
    decision = Decision(approver="A. Vermeulen", day=FIRST)
    register = approved(found.register, ["PP-01"], decision, found.loaded.profile)
    return replace(found, register=register)


def working(root: Path) -> Path:
    return root / f"output/{NAME}/PP-01.docx"


def edit(root: Path, part: str, change: Callable[[Element], object]) -> None:
    path = working(root)
    path.write_bytes(save(_edited(path.read_bytes(), part, change), 7))


def _edited(data: bytes, part: str, change: Callable[[Element], object]) -> bytes:
    parts = dict(read(data))
    tree = parse(parts[part])
    change(tree)
    return pack({**parts, part: serialise(tree)})


def paragraphs(data: bytes) -> list[str]:
    parts = read(data)
    return [
        "".join(text.text or "" for text in paragraph.iter(TEXT))
        for name in sorted(parts)
        if name == MAIN or re.fullmatch(r"word/(?:header|footer)\d*\.xml", name)
        for paragraph in parse(parts[name]).iter(PARAGRAPH)
    ]


def shown(data: bytes, word: str, part: str) -> str:
    return next(each.said for each in property_fields(parse(read(data)[part])) if each.word == word)


def type_over(word: str, said: str) -> Callable[[Element], None]:
    def change(tree: Element) -> None:
        first, *rest = next(each.texts for each in property_fields(tree) if each.word == word)
        first.text = said
        for text in rest:
            text.text = ""

    return change


def append(to: str, said: str) -> Callable[[Element], None]:
    """Return an edit that types `said` behind the paragraph `to`."""
    return lambda tree: setattr(
        texts_of(tree, to)[-1], "text", f"{texts_of(tree, to)[-1].text}{said}"
    )


def texts_of(tree: Element, to: str) -> list[Element]:
    """Return the texts of the paragraph that says `to`."""
    each = [list(paragraph.iter(TEXT)) for paragraph in tree.iter(PARAGRAPH)]
    return next(texts for texts in each if "".join(text.text or "" for text in texts) == to)


def outcome_of(root: Path, day: date) -> Outcome:
    asked = replace(ONE, day=day)
    return approve_documents(open_workspace(root), NAME, asked, today=day)


def archive(root: Path, number: str) -> bytes:
    return (root / f"organisations/{NAME}/archief/PP-01/PP-01-{number}.docx").read_bytes()


@pytest.mark.parametrize("word", sorted(set(PLACES) - set(DECIDED)))
def test_what_she_typed_over_a_field_stays_at_each_approval(root: Path, word: str) -> None:
    edit(root, PLACES[word], type_over(word, HERS))
    for number, day in (("1.0", FIRST), ("2.0", LATER)):
        assert outcome_of(root, day).exit_code == 0
        for data in (archive(root, number), working(root).read_bytes()):
            assert shown(data, word, PLACES[word]) == HERS
            assert shown(data, "versie", MAIN) == number


@pytest.mark.parametrize("word", sorted(DECIDED))
def test_what_she_typed_where_approval_writes_is_told_and_stays(root: Path, word: str) -> None:
    edit(root, MAIN, type_over(word, HERS))
    before = working(root).read_bytes()
    outcome = outcome_of(root, FIRST)
    [problem] = outcome.problems
    assert (outcome.exit_code, problem.code) == (1, "HB577")
    assert problem.place.file == f"output/{NAME}/PP-01.docx"
    assert f"in het veld '{NAMES[word]}' staat '{HERS}'" in problem.what
    assert f"daar komt '{DECIDED[word][0]}'" in problem.what
    assert working(root).read_bytes() == before
    # Word brings the field up to date, and nothing is in the way any more.
    edit(root, MAIN, type_over(word, value_in(before, word)))
    assert outcome_of(root, FIRST).exit_code == 0


def value_in(data: bytes, word: str) -> str:
    rows = {each.get("name"): "".join(each.itertext()) for each in parse(read(data)[CUSTOM])}
    return rows[NAMES[word]]


@pytest.mark.parametrize("word", sorted(PLACES))
def test_a_field_that_word_brought_up_to_date_is_no_work_of_hers(root: Path, word: str) -> None:
    for day, at in ((FIRST, 0), (LATER, 1)):
        data = working(root).read_bytes()
        as_word = value_in(data, word).replace(" ", "\u00a0")
        edit(root, PLACES[word], type_over(word, as_word))
        assert outcome_of(root, day).problems == ()
        said = shown(working(root).read_bytes(), word, PLACES[word])
        assert said == (DECIDED[word][at] if word in DECIDED else as_word)


def unlink(tree: Element) -> None:
    """Make text of every field, as Ctrl+Shift+F9 in Word does."""
    for each in [*tree.iter(RUN)]:
        if {child.tag for child in each} & {qualified("w:fldChar"), qualified("w:instrText")}:
            each.getparent().remove(each)


def replace_text(said: str, words: str) -> Callable[[Element], None]:
    """Return an edit that makes text of every field and types `words` over the line `said`."""

    def change(tree: Element) -> None:
        unlink(tree)
        for number, text in enumerate(texts_of(tree, said)):
            text.text = "" if number else words

    return change


def test_words_that_were_a_field_say_what_each_approval_decided(root: Path) -> None:
    for part in (MAIN, "word/header1.xml", "word/footer1.xml"):
        edit(root, part, unlink)
    before = ["0.1  ·  concept", "5 januari 2026", "5 januari 2028"]
    for number, day, at in (("1.0", FIRST, 0), ("2.0", LATER, 1)):
        assert set(before) <= set(paragraphs(working(root).read_bytes()))
        assert outcome_of(root, day).problems == ()
        days = [DECIDED[word][at] for word in ("datum", "herziening")]
        wanted = [f"{number}  ·  vastgesteld", "A. Vermeulen", *days]
        for data in (archive(root, number), working(root).read_bytes()):
            told = paragraphs(data)
            assert set(wanted) <= set(told)
            assert [line for line in told if "0.1  ·  concept" in line] == []
            assert any(f"versie {number}  ·  vastgesteld" in line for line in told)
        before = wanted


@pytest.mark.parametrize(
    ("said", "words", "told"),
    [
        ("0.1  ·  concept", "0.1 (ontwerp)", {"Status": ("(ontwerp)", "vastgesteld")}),
        ("0.1  ·  concept", "eerste proef", {"Versie": ("eerste proef", "1.0")}),
        ("5 januari 2026", "begin januari", {"Datum": ("begin januari", "5 januari 2026")}),
        ("teamleider", "Fatima", {"Eigenaar": ("Fatima", "teamleider")}),
    ],
)
def test_words_in_the_place_of_a_field_that_say_otherwise_are_told(
    root: Path, said: str, words: str, told: dict[str, tuple[str, str]]
) -> None:
    edit(root, MAIN, replace_text(said, words))
    before = working(root).read_bytes()
    outcome = outcome_of(root, FIRST)
    assert {problem.code for problem in outcome.problems} == {"HB577"}
    for name, (stands, wanted) in told.items():
        sentence = f"waar het veld '{name}' stond, staat '{stands}'; daar hoort '{wanted}'"
        assert [each.what.endswith(sentence) for each in outcome.problems].count(True) == 1
    assert working(root).read_bytes() == before


def test_a_place_where_she_took_the_words_out_is_in_nobodys_way(root: Path) -> None:
    edit(root, MAIN, replace_text("0.1  ·  concept", ""))
    assert outcome_of(root, FIRST).problems == ()


def test_what_she_typed_beside_words_that_were_a_field_stays(root: Path) -> None:
    edit(root, MAIN, replace_text("0.1  ·  concept", "versie 0.1  ·  concept (zie map)"))
    assert outcome_of(root, FIRST).problems == ()
    assert "versie 1.0  ·  vastgesteld (zie map)" in paragraphs(archive(root, "1.0"))


def test_a_decided_property_that_she_set_herself_is_told(root: Path) -> None:
    def status(tree: Element) -> None:
        next(each for each in tree if each.get("name") == "Status")[0].text = "definitief"

    edit(root, CUSTOM, status)
    [problem] = outcome_of(root, FIRST).problems
    assert "in de eigenschappen 'Status' staat 'definitief'" in problem.what


def test_a_status_in_the_window_of_word_is_told(root: Path) -> None:
    def status(tree: Element) -> None:
        next(each for each in tree if str(each.tag).endswith("contentStatus")).text = "definitief"

    edit(root, CORE, status)
    [problem] = outcome_of(root, FIRST).problems
    assert "in de eigenschappen 'Status' staat 'definitief'" in problem.what


def _unlink(tree: Element) -> None:
    """Make plain text of the fields, as Ctrl+Shift+F9 does."""
    for kind in ("fldChar", "instrText"):
        for each in list(tree.iter(qualified(f"w:{kind}"))):
            each.getparent().remove(each)
    for each in list(tree.iter(qualified("w:fldSimple"))):
        for inner in list(each):
            each.addprevious(inner)
        each.getparent().remove(each)


def test_a_version_she_typed_where_a_field_became_plain_text_is_told(root: Path) -> None:
    def unlink(tree: Element) -> None:
        _unlink(tree)
        for each in tree.iter(TEXT):
            each.text = (each.text or "").replace("0.1", "0.2")

    edit(root, MAIN, unlink)
    told = [each.what for each in outcome_of(root, FIRST).problems]

    assert "waar het veld 'Versie' stond, staat '0.2'; daar hoort '1.0'" in "\n".join(told)


def test_a_row_that_she_took_out_of_the_control_table_stops_no_approval(root: Path) -> None:
    def take_out(tree: Element) -> None:
        fields = [each for each in property_fields(tree) if each.word in ("versie", "herziening")]
        rows = [next(each.texts[0].iterancestors(qualified("w:tr")), None) for each in fields]
        for row in {each: None for each in rows if each is not None}:
            row.getparent().remove(row)

    edit(root, MAIN, take_out)
    assert outcome_of(root, FIRST).problems == ()


def test_a_field_that_she_took_out_stops_no_more_than_another_objection(root: Path) -> None:
    def take_out(tree: Element) -> None:
        for each in [each for each in property_fields(tree) if each.word == "status"]:
            for text in each.texts:
                text.getparent().remove(text)

    edit(root, MAIN, take_out)
    edit(root, "word/footer1.xml", take_out)
    [problem] = outcome_of(root, FIRST).problems
    assert (problem.code, "het veld voor status" in problem.what) == ("HB577", True)
    other = replace(ONE, codes=frozenset({"KH-01"}))
    assert approve(root, other, FIRST) == set()


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        (f"{LINE}  ·  besproken in het team", "{}  ·  eerste versie  ·  besproken in het team"),
        (f"Let op: {LINE}", "Let op: {}  ·  eerste versie"),
        ("0.1  ·  concept van 5 januari 2026  ·  na het gesprek", "{}  ·  na het gesprek"),
        ("0.1 (Fatima)  ·  concept van 5 januari 2026", "1.0 (Fatima)  ·  {made}"),
    ],
)
def test_her_words_in_a_line_of_the_history_stay(root: Path, said: str, wanted: str) -> None:
    made = "vastgesteld op 5 januari 2026 door A. Vermeulen"
    line = wanted.format(f"1.0  ·  {made}", made=made)
    edit(root, MAIN, write_line(said))
    assert outcome_of(root, FIRST).exit_code == 0
    assert line in paragraphs(archive(root, "1.0"))
    # A second approval adds a line of its own, and says none of her words twice.
    assert outcome_of(root, LATER).exit_code == 0
    told = paragraphs(archive(root, "2.0"))
    below = told[told.index(line) + 1]
    assert below.startswith("2.0  ·  vastgesteld op 2 maart 2026 door A. Vermeulen  ·  opnieuw")
    # The concept that follows has them as well, without a comment on our own line.
    profile = root / f"organisations/{NAME}.yaml"
    profile.write_text(PROFILE.replace("De Linde", "De Berk"), encoding="utf-8")
    edit(root, MAIN, append("Bij elke aanmelding van een cliënt.", " Ook op zaterdag."))
    assert run(root, LATER)[0] == 0
    data = working(root).read_bytes()
    assert [line in paragraphs(data), "word/comments.xml" in read(data)] == [True, False]


def write_line(said: str) -> Callable[[Element], None]:
    def change(tree: Element) -> None:
        for number, text in enumerate(texts_of(tree, LINE)):
            text.text = "" if number else said

    return change


def test_a_line_of_the_history_that_she_wrote_anew_is_told(root: Path) -> None:
    edit(root, MAIN, write_line("Eerste proef, door Fatima"))
    [problem] = outcome_of(root, FIRST).problems
    assert "in de versiegeschiedenis staat 'Eerste proef, door Fatima'" in problem.what


@pytest.mark.parametrize("more", ["", "  ·  besproken in het team"])
def test_a_line_of_the_history_without_its_bookmark_is_known_by_its_day(
    root: Path, more: str
) -> None:
    def drop(tree: Element) -> None:
        append(LINE, more)(tree)
        for each in [*tree.iter(qualified("w:bookmarkStart"), qualified("w:bookmarkEnd"))]:
            each.getparent().remove(each)

    edit(root, MAIN, drop)
    made = "vastgesteld op 5 januari 2026 door A. Vermeulen"
    line = f"1.0  ·  {made}  ·  eerste versie{more}"
    for number, day in (("1.0", FIRST), ("2.0", LATER)):
        assert outcome_of(root, day).exit_code == 0
        told = paragraphs(archive(root, number))
        assert [each for each in told if "van 5 januari 2026" in each] == []
        assert told.count(line) == 1
    assert told[told.index(line) + 1].startswith("2.0  ·  vastgesteld op 2 maart 2026 door")


def test_a_line_of_the_history_that_she_took_out_stays_out(root: Path) -> None:
    edit(root, MAIN, write_line(""))
    for day in (FIRST, LATER):
        assert outcome_of(root, day).exit_code == 0
    assert [each for each in paragraphs(archive(root, "2.0")) if "vastgesteld op" in each] == []


def cut(tree: Element, said: str, at: int, more: str = "") -> None:
    """Cut the first run that says `said` in two, as Word does, and add `more` to the second."""
    run = next(
        each
        for each in tree.iter(RUN)
        if "".join(text.text or "" for text in each.iter(TEXT)) == said
    )
    for piece in (said[:at], said[at:] + more):
        made = parse(serialise(run))
        made.find(TEXT).text = piece
        run.addprevious(run.makeelement(qualified("w:proofErr"), {}))
        run.addprevious(made)
    run.getparent().remove(run)


def repeated(tree: Element, times: int) -> list[Element]:
    """Let the line above the title stand there so many times; return each."""
    first = next(texts_of(tree, MARKED)[0].iterancestors(PARAGRAPH))
    for _ in range(times - 1):
        first.addnext(parse(serialise(first)))
    return list(tree.iter(PARAGRAPH))[:times]


def stamped(context: OrganisationContext, data: bytes) -> list[str]:
    document = next(each for each in context.made.documents if each.item == "PP-01")
    control = context.control(document)
    assert list(hindrances(data, document, control)) == []
    return paragraphs(stamp(data, document, control, "render"))


@pytest.mark.parametrize("more", ["", " besproken", ", en verder"])
def test_the_status_goes_wherever_the_line_above_the_title_is_cut(
    built: Path, context: OrganisationContext, more: str
) -> None:
    data = working(built).read_bytes()
    assert next(each for each in paragraphs(data) if each.endswith("concept")) == MARKED
    places = range(1, len(MARKED))

    def cut_at_each(tree: Element) -> None:
        for at, line in zip(places, repeated(tree, len(places)), strict=True):
            cut(line, MARKED, at, more)

    told = stamped(context, _edited(data, MAIN, cut_at_each))
    assert told[: len(places)] == [MARKED.removesuffix("  ·  concept") + more] * len(places)
    assert told[len(places)] == "Aanmelding"


@settings(deadline=None, max_examples=20)
@given(st.lists(st.integers(1, len(MARKED) - 1), unique=True), st.text("abc ·é", max_size=8))
def test_however_it_is_cut_no_word_of_the_line_goes_but_the_status(
    built: Path, context: OrganisationContext, cuts: list[int], more: str
) -> None:
    def cut_and_type(tree: Element) -> None:
        said = MARKED
        for at in sorted(cuts, reverse=True):
            cut(tree, said, at)
            said = said[:at]
        append(MARKED, f" {more}")(tree)

    told = stamped(context, _edited(working(built).read_bytes(), MAIN, cut_and_type))
    assert told[0] == f"{MARKED.removesuffix('  ·  concept')} {more}"


def test_a_line_above_the_title_that_names_the_status_in_her_words_is_told(root: Path) -> None:
    def reword(tree: Element) -> None:
        text = next(each for each in tree.iter(TEXT) if (each.text or "").endswith("concept"))
        text.text = text.text.replace("·  concept", "· dit is nog een concept")

    edit(root, MAIN, reword)
    [problem] = outcome_of(root, FIRST).problems
    assert (problem.code, "de regel boven de titel zegt" in problem.what) == ("HB577", True)


def test_a_status_that_she_took_out_herself_is_in_nobodys_way(root: Path) -> None:
    edit(root, MAIN, lambda tree: type_status(tree, MARKED.removesuffix("  ·  concept")))
    assert outcome_of(root, FIRST).exit_code == 0


def type_status(tree: Element, said: str) -> None:
    next(each for each in tree.iter(TEXT) if (each.text or "") == MARKED).text = said


def test_a_line_below_hers_brings_none_of_her_notes_along(root: Path) -> None:
    def note(tree: Element) -> None:
        append(LINE, " (zie noot)")(tree)
        run = texts_of(tree, f"{LINE} (zie noot)")[-1].getparent()
        run.append(run.makeelement(qualified("w:br"), {}))

    edit(root, MAIN, note)
    assert [outcome_of(root, day).exit_code for day in (FIRST, LATER)] == [0, 0]
    tree = parse(read(archive(root, "2.0"))[MAIN])
    lines = [
        line
        for line in tree.iter(PARAGRAPH)
        if "vastgesteld op" in "".join(text.text or "" for text in line.iter(TEXT))
    ]
    assert [len(list(line.iter(qualified("w:br")))) for line in lines] == [1, 0]


def test_a_capital_that_she_gave_a_line_of_the_history_stays(root: Path) -> None:
    edit(root, MAIN, write_line(LINE.replace("eerste", "Eerste")))
    assert outcome_of(root, FIRST).exit_code == 0
    made = "1.0  ·  vastgesteld op 5 januari 2026 door A. Vermeulen  ·  Eerste versie"
    assert made in paragraphs(archive(root, "1.0"))


def test_a_file_that_cannot_be_stamped_is_never_frozen_as_it_is(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> bytes:
        raise ValueError("er zijn twee kenmerken")

    edit(root, MAIN, append("Bij elke aanmelding van een cliënt.", " Ook op zaterdag."))
    monkeypatch.setattr(makings, "stamp", refuse)
    [problem] = outcome_of(root, FIRST).problems
    assert (problem.code, problem.what) == (
        "HB577",
        "dit bestand is met de hand gewijzigd en niet bij te werken: er zijn twee kenmerken",
    )
    assert not list((root / f"organisations/{NAME}").glob("archief/*/*"))
