"""Her edits become the organisation's own content; the document reads the same afterwards."""

import re
import shutil
from collections.abc import Iterator
from copy import copy, deepcopy
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from few_documents import CONTENT, few_documents
from officer import Officer
from word.merging.material import changed

from handbook.cli.app import main
from handbook.loading.workspace import open_workspace
from handbook.model.documents.build import Proof
from handbook.model.features.adoption import Adoption
from handbook.pipeline.adoption.adopt import adopt
from handbook.word.package.markup import Element, fragment, qualified
from handbook.word.package.package import read
from handbook.word.package.seal import prove

PROFILE = """\
naam: Stichting De Berk
korte_naam: De Berk
kvk: "12345678"
onderdelen: [138, 140]
activiteiten: {138: [maatschappelijk-werk], 140: [buurtwerk]}
documentbeheer: {voorvoegsel: BK-}
locaties:
  - {naam: Buurthuis, adres: "Laan 1, 1234 AB Berkdorp"}
  - {naam: Villa Zonneroos, adres: "Heideweg 99, 9876 ZZ Verweg", geheim: ja}
termijnen: {PP-01.eerste-reactie: 1 werkdag}
"""
OTHER = """\
naam: Stichting Populierenhof
kvk: "87654321"
onderdelen: [140]
activiteiten: {140: [buurtwerk]}
"""
DOCUMENTS = ("PP-01", "PP-02", "PP-03", "F-01", "01-00-organisatie", "01-02-bestuur")
DOCUMENTS += ("01-03-rollen",)
STEP = "Luister naar de vraag"


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    with few_documents(tmp_path_factory.mktemp("pakketten") / "packs", *DOCUMENTS) as home:
        yield home / CONTENT


@pytest.fixture(scope="module")
def first(library: Path, tmp_path_factory: pytest.TempPathFactory) -> Officer:
    assert library.is_dir()
    officer = Officer(tmp_path_factory.mktemp("gebouwd") / "w", "berk", PROFILE)
    made = officer.builds(2026, 1)
    assert set(made) == {"nieuw"}, officer.outcome.problems
    return officer


@pytest.fixture
def anja(first: Officer, tmp_path: Path) -> Officer:
    officer = copy(first)
    officer.root = Path(shutil.copytree(first.root, tmp_path / "w"))
    officer.profile = officer.root / "organisations/berk.yaml"
    return officer


def adopts(officer: Officer, code: str, *, write: bool = True) -> Adoption:
    workspace = open_workspace(officer.root)
    return adopt(workspace, "berk", code, today=date(2026, 1, 1), write=write)


def refused(found: Adoption) -> list[tuple[str, str]]:
    return [(each.after, each.why) for each in found.changes if each.why]


def run(officer: Officer, *words: str) -> Result:
    return CliRunner().invoke(main, ["-C", str(officer.root), *words])


def proved(officer: Officer, code: str) -> Proof:
    found = prove(officer.path(code).read_bytes())
    assert found is not None
    return found


def own_files(officer: Officer) -> dict[str, str]:
    home = officer.root / "organisations/berk/inhoud"
    return {
        path.relative_to(home).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(home.rglob("*"))
        if path.is_file()
    }


def row_like(officer: Officer, code: str, text: str, *cells: str) -> None:
    """Add a row of hers below the one with `text`, with these words in its cells."""

    def put(root: Element) -> None:
        said = next(each for each in root.iter(qualified("w:t")) if text in (each.text or ""))
        row = next(said.iterancestors(qualified("w:tr")))
        fresh = deepcopy(row)
        for mark in [*fresh.iter(qualified("w:bookmarkStart"), qualified("w:bookmarkEnd"))]:
            mark.getparent().remove(mark)
        for cell, words in zip(fresh.iter(qualified("w:tc")), cells, strict=True):
            texts = list(cell.iter(qualified("w:t")))
            for each in texts:
                each.text = ""
            for each in texts[:1]:
                each.text = words
        row.addnext(fresh)

    officer.edits(code, lambda data: changed(data, put))


def fills_cell(officer: Officer, code: str, text: str, column: int, words: str) -> None:
    """Type in the cell of a column, from 0, of the row with `text`."""

    def put(root: Element) -> None:
        rows = [each for each in root.iter(qualified("w:tr")) if text in "".join(each.itertext())]
        cell = list(rows[-1].iter(qualified("w:tc")))[column]
        [run] = fragment(f"<w:r><w:t>{words}</w:t></w:r>")
        next(cell.iter(qualified("w:p"))).append(run)

    officer.edits(code, lambda data: changed(data, put))


def takes_row_away(officer: Officer, code: str, text: str) -> None:
    def take(root: Element) -> None:
        rows = [each for each in root.iter(qualified("w:tr")) if text in "".join(each.itertext())]
        rows[-1].getparent().remove(rows[-1])

    officer.edits(code, lambda data: changed(data, take))


def test_her_words_become_the_source_and_the_document_follows_the_profile_again(
    anja: Officer,
) -> None:
    anja.types("BK-PP-01", STEP, "Luister rustig naar de vraag")
    anja.types("BK-PP-01", "Vaste spoedvragen", "Vaste en korte spoedvragen")
    profile = anja.profile.read_bytes()
    hers = anja.path("BK-PP-01").read_bytes()
    said = anja.reads("BK-PP-01")
    said_so = run(anja, "overnemen", "berk", "bk-pp-01")
    assert said_so.exit_code == 0, said_so.output
    assert "Aanmelding en eerste contact: 2 van 2 wijzigingen overgenomen" in said_so.output
    assert (anja.profile.read_bytes(), anja.path("BK-PP-01").read_bytes()) == (profile, hers)
    [(file, text)] = own_files(anja).items()
    assert file == "procedures/PP-01.yaml"
    assert "Luister rustig naar de vraag en zoek samen uit wat {{ de_persoon }} wil" in text
    assert "Vaste en korte spoedvragen in F-01 en scholing" in text

    # The build has nothing to propose, and what she wrote is no longer only hers.
    assert "voorstel" not in anja.builds(2026, 1)
    told = [each for each in anja.outcome.documents if each.action != "ongewijzigd"]
    reasons = {each.code: each.reason for each in told}
    assert reasons == {
        "BK-PP-01": "met de hand gewijzigd; PP-01 gewijzigd in de eigen tekst",
        "BK-KH-03": "de eigen tekst is gewijzigd",
    }
    assert proved(anja, "BK-PP-01").intact
    assert anja.reads("BK-PP-01") == said
    assert (anja.waiting(), anja.proposed("BK-PP-01")) == ([], [])
    cards = anja.reads("BK-KH-03")
    assert any("Luister rustig naar de vraag" in line for line in cards)

    # A value in the same sentence arrives as in any other text.
    anja.changes_profile("1 werkdag", "3 dagen")
    anja.builds(2026, 2)
    assert any(
        "Luister rustig" in line and "bericht: 3 dagen." in line for line in anja.reads("BK-PP-01")
    )
    assert (anja.waiting(), anja.proposed("BK-PP-01")) == ([], [])


def test_a_second_time_her_own_file_is_changed_and_the_former_kept(anja: Officer) -> None:
    anja.types("BK-PP-01", STEP, "Luister rustig naar de vraag")
    adopts(anja, "PP-01")
    path = anja.root / "organisations/berk/inhoud/procedures/PP-01.yaml"
    path.write_text("# van Anja\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    before = path.read_bytes()
    anja.builds(2026, 1)
    anja.types("BK-PP-01", "Luister rustig", "Luister heel rustig")
    found = adopts(anja, "PP-01")
    assert (len(found.changes), refused(found), found.fresh) == (1, [], ())
    assert path.read_text(encoding="utf-8").startswith("# van Anja\n")
    assert "Luister heel rustig" in path.read_text(encoding="utf-8")
    kept = [
        each.read_bytes() for each in (anja.root / "organisations/berk/.vorige").rglob("*.yaml")
    ]
    assert kept == [before]


def test_a_new_copy_remembers_what_it_was_made_from(anja: Officer) -> None:
    chapter, procedure = "hoofdstukken/01-02-bestuur.md", "procedures/PP-01.yaml"
    anja.types("BK-PP-01", STEP, "Luister rustig naar de vraag")
    anja.types("BK-KH-01", "Wie bestuurt, is daarop aan", "Wie bestuurt, is daar altijd op aan")
    adopts(anja, "PP-01")
    adopts(anja, "BK-KH-01")
    first = own_files(anja)
    told = r"{item: %s, op: 01-01-2026, som: [b-t]{10}, som_wet: [b-t]{10}}"
    line = first[procedure].splitlines()[1]
    assert re.fullmatch(f"overgenomen_van: {told % 'PP-01'}", line)
    head = first[chapter].splitlines()
    assert (head[0], head[1]) == ("---", "id: bestuur")
    assert re.fullmatch(f"overgenomen_van: {told % 'bestuur'}", head[2])
    assert "HB29" not in run(anja, "check", "berk").output

    # Taken over again, it still tells of the library of then.
    anja.builds(2026, 1)
    anja.types("BK-PP-01", "Luister rustig", "Luister heel rustig")
    adopts(anja, "PP-01")
    assert own_files(anja)[procedure].splitlines()[1] == line


def test_rows_that_came_and_went_and_another_function(anja: Officer) -> None:
    koffie = "Bied koffie aan. Zie BK-PP-03."
    row_like(anja, "BK-PP-01", STEP, "", "Medewerker aanmelding", "Bied koffie aan, of thee.", "")
    row_like(anja, "BK-PP-01", STEP, "", "Medewerker aanmelding", koffie, "BK-F-01: gedaan")
    anja.types("BK-PP-01", "Overzicht open aanmeldingen", "Lijst")
    takes_row_away(anja, "BK-PP-01", "van loket naar loket")
    said = anja.reads("BK-PP-01")
    found = adopts(anja, "PP-01")
    assert refused(found) == []
    [text] = own_files(anja).values()
    assert "van loket naar loket" not in text
    assert text.splitlines()[51:60] == [
        '  - id: "bied-koffie-aan"',
        '    rol: "medewerker-aanmelding"',
        '    actie: "Bied koffie aan. Zie PP-03."',
        '    registratie: "F-01: gedaan"',
        '  - id: "bied-koffie-aan-2"',
        '    rol: "medewerker-aanmelding"',
        '    actie: "Bied koffie aan, of thee."',
        "  - id: spoed",
        "    rol: medewerker-aanmelding",
    ]
    anja.builds(2026, 1)
    assert anja.reads("BK-PP-01") == said
    assert (anja.waiting(), anja.proposed("BK-PP-01")) == ([], [])
    assert proved(anja, "BK-PP-01").intact


def test_the_handbook_goes_back_to_its_chapters(anja: Officer) -> None:
    code = "BK-KH-01"
    anja.deletes(code, "Het organisatieschema staat")
    anja.adds(code, "Iedereen tekent bij", "Elk jaar praten we erover, *ook* in BK-F-01.")
    anja.types(
        code,
        "Wie bestuurt, is daarop aan te spreken",
        "Wie bestuurt, mag daarop worden aangesproken",
    )
    said = anja.reads(code)
    found = adopts(anja, code)
    assert refused(found) == []
    files = own_files(anja)
    assert sorted(files) == ["hoofdstukken/01-02-bestuur.md", "hoofdstukken/01-03-rollen.md"]
    board = files["hoofdstukken/01-02-bestuur.md"]
    assert "Wie bestuurt, mag daarop worden aangesproken: door medewerkers" in board
    assert "\n\nElk jaar praten we erover, \\*ook\\* in F-01.\n" in board
    assert "{{ rol.bestuurder }}" in board
    assert "Het organisatieschema" not in files["hoofdstukken/01-03-rollen.md"]
    anja.builds(2026, 1)
    assert anja.reads(code) == said
    assert (anja.waiting(), anja.proposed(code)) == ([], [])
    assert proved(anja, code).intact


def test_what_the_source_cannot_say_is_told_and_stays_in_her_file(anja: Officer) -> None:
    code = "BK-PP-01"
    anja.types(code, "1 werkdag", "een week")
    anja.types(code, "Aanmeldingen zonder vastgelegde uitkomst", "Villa Zonneroos zonder uitkomst")
    anja.types(code, "Spoed wordt niet herkend", "Spoed wordt bij Stichting Populierenhof gemist")
    anja.types(code, "op naam van een verantwoordelijke", "op naam van de ene verantwoordelijke")
    (anja.root / "organisations/hof.yaml").write_text(OTHER, encoding="utf-8")
    told = run(anja, "adopt", "berk", code, "--plan")
    assert told.exit_code == 3
    assert "Zonneroos" not in told.output
    found = adopts(anja, code)
    assert refused(found) == [
        (
            "een week",
            "een eigen termijn zet u in het profiel, bij 'termijnen': PP-01.eerste-reactie",
        ),
        (
            "Spoed wordt bij Stichting Populierenhof gemist.",
            "dit noemt een andere organisatie uit uw werkmap",
        ),
        ("", "dit noemt een locatie die geheim is"),
    ]
    [text] = own_files(anja).values()
    assert ("Zonneroos" in text, "Populierenhof" in text) == (False, False)


def puts(officer: Officer, code: str, text: str, markup: str) -> None:
    """Let her put a run behind the words `text`."""

    def put(root: Element) -> None:
        texts = root.iter(qualified("w:t"))
        run = next(each for each in texts if text in (each.text or "")).getparent()
        run.addnext(fragment(markup)[0])

    officer.edits(code, lambda data: changed(data, put))


SYMBOL = '<w:r><w:sym w:font="{}" w:char="{}"/></w:r>'


def test_a_sign_of_a_font_of_symbols_that_is_known_is_a_plain_sign(anja: Officer) -> None:
    puts(anja, "BK-PP-01", "Spoed wordt niet herkend", SYMBOL.format("Wingdings", "F0FC"))
    found = adopts(anja, "BK-PP-01")
    assert [(each.after, each.why) for each in found.changes] == [
        ("Spoed wordt niet herkend.✓", "")
    ]
    [text] = own_files(anja).values()
    assert "Spoed wordt niet herkend.✓" in text
    anja.builds(2026, 1)
    assert (anja.waiting(), anja.proposed("BK-PP-01")) == ([], [])
    assert b'w:char="F0FC"' in read(anja.path("BK-PP-01").read_bytes())["word/document.xml"]


def test_a_sign_that_no_other_font_has_is_not_taken_over(anja: Officer) -> None:
    puts(anja, "BK-PP-01", "Spoed wordt niet herkend", SYMBOL.format("Webdings", "F0FC"))
    assert refused(adopts(anja, "BK-PP-01")) == [
        (
            "Spoed wordt niet herkend.□",
            "er staat een teken in dat alleen in een lettertype met symbolen bestaat (□)",
        )
    ]
    assert own_files(anja) == {}


@pytest.mark.parametrize(
    ("code", "text"),
    [("BK-PP-01", "Spoed wordt niet herkend"), ("BK-KH-01", "Het organisatieschema staat")],
)
def test_a_link_of_hers_is_told_and_stays_in_her_file(anja: Officer, code: str, text: str) -> None:
    link = (
        '<w:hyperlink w:anchor="elders"><w:r><w:t xml:space="preserve"> Zie elders.</w:t></w:r>'
        "</w:hyperlink>"
    )
    puts(anja, code, text, link)
    assert [why for _, why in refused(adopts(anja, code))] == [
        "het adres van een koppeling past niet in de bron; typ het voluit, of laat het zo"
    ]
    assert own_files(anja) == {}


def test_a_row_that_went_leaves_nothing_of_hers(anja: Officer) -> None:
    takes_row_away(anja, "BK-PP-01", "van loket naar loket")
    said = anja.reads("BK-PP-01")
    assert refused(adopts(anja, "PP-01")) == []
    anja.builds(2026, 1)
    assert (anja.reads("BK-PP-01"), proved(anja, "BK-PP-01").intact) == (said, True)


def test_another_margin_keeps_the_file_hers(anja: Officer) -> None:
    def wider(root: Element) -> None:
        for each in root.iter(qualified("w:pgMar")):
            each.set(qualified("w:left"), "2222")

    anja.types("BK-PP-01", STEP, "Luister rustig naar de vraag")
    anja.edits("BK-PP-01", lambda data: changed(data, wider))
    assert refused(adopts(anja, "PP-01")) == []
    anja.builds(2026, 1)
    assert not proved(anja, "BK-PP-01").intact
    assert b'w:left="2222"' in read(anja.path("BK-PP-01").read_bytes())["word/document.xml"]


def test_a_look_she_gave_every_paragraph_keeps_the_file_hers(anja: Officer) -> None:
    def spaced(root: Element) -> None:
        for each in list(root.iter(qualified("w:pPr"))):
            each.append(each.makeelement(qualified("w:ind"), {qualified("w:left"): "777"}))

    anja.types("BK-PP-01", STEP, "Luister rustig naar de vraag")
    anja.edits("BK-PP-01", lambda data: changed(data, spaced))
    assert refused(adopts(anja, "PP-01")) == []
    anja.builds(2026, 1)
    assert not proved(anja, "BK-PP-01").intact
    assert b'w:left="777"' in read(anja.path("BK-PP-01").read_bytes())["word/document.xml"]


def test_a_plan_writes_nothing(anja: Officer) -> None:
    anja.types("BK-PP-01", STEP, "Luister rustig naar de vraag")
    found = adopts(anja, "PP-01", write=False)
    assert (refused(found), own_files(anja)) == ([], {})
    assert found.fresh == ("organisations/berk/inhoud/procedures/PP-01.yaml",)


def test_a_row_that_gets_a_record_keeps_it_when_another_row_comes_below(
    anja: Officer, library: Path
) -> None:
    # Both come at the same place in the file: below the last line of the step.
    text = (library / "procedures/PP-01.yaml").read_text("utf-8")
    start = text.index("    registratie:", text.index(STEP))
    end = text.index("\n", start) + 1
    assert text[end:].startswith("  - id:")
    place = anja.root / "organisations/berk/inhoud/procedures/PP-01.yaml"
    place.parent.mkdir(parents=True)
    place.write_text(text[:start] + text[end:], encoding="utf-8")
    anja.builds(2026, 1)
    row_like(anja, "BK-PP-01", STEP, "", "Medewerker aanmelding", "Bied koffie aan.", "")
    fills_cell(anja, "BK-PP-01", STEP, 3, "Logboek")
    said = anja.reads("BK-PP-01")
    assert refused(adopts(anja, "PP-01")) == []
    assert place.read_text("utf-8")[start:].splitlines()[:5] == [
        '    registratie: "Logboek"',
        '  - id: "bied-koffie-aan"',
        '    rol: "medewerker-aanmelding"',
        '    actie: "Bied koffie aan."',
        text[end:].splitlines()[0],
    ]
    anja.builds(2026, 1)
    assert anja.reads("BK-PP-01") == said
    assert (anja.waiting(), anja.proposed("BK-PP-01")) == ([], [])


def test_a_file_of_hers_with_another_item_in_it_is_not_written_over(
    anja: Officer, library: Path
) -> None:
    place = anja.root / "organisations/berk/inhoud/procedures/PP-01.yaml"
    place.parent.mkdir(parents=True)
    text = (library / "procedures/PP-02.yaml").read_text("utf-8")
    place.write_text(text, encoding="utf-8")
    anja.builds(2026, 1)
    anja.types("BK-PP-01", STEP, "Luister rustig naar de vraag")
    assert [why for _, why in refused(adopts(anja, "PP-01"))] == [
        "op de plaats in inhoud/ staat al een ander bestand: "
        "organisations/berk/inhoud/procedures/PP-01.yaml"
    ]
    assert own_files(anja) == {"procedures/PP-01.yaml": text}


def test_content_that_check_would_refuse_is_not_left_behind(anja: Officer) -> None:
    # Neither paragraph tells of the secret location; one below the other they do.
    code = "BK-KH-01"
    anja.types(code, "Iedereen tekent bij", "Iedereen, ook wie nieuw is, tekent bij")
    anja.adds(code, "Wie bestuurt, is daarop", "roos")
    anja.adds(code, "Wie bestuurt, is daarop", "Zonne")
    before = own_files(anja)
    told = run(anja, "adopt", "berk", code)
    assert (told.exit_code, "HB595" in told.output) == (1, True), told.output
    assert ("roos" in told.output, own_files(anja)) == (False, before)
    assert run(anja, "check", "berk").exit_code == 0


def test_what_goes_first_is_said(anja: Officer) -> None:
    def code_of(document: str) -> str:
        told = run(anja, "adopt", "berk", document)
        assert (told.exit_code, told.exception.__class__) == (1, SystemExit), told.output
        return told.output.split("HB")[1][:3]

    assert code_of("KH-02") == "590"
    assert code_of("PP-01") == "591"
    anja.path("BK-F-01").unlink()
    assert code_of("F-01") == "590"
    anja.types("BK-PP-02", "de", "de")
    anja.edits("BK-PP-02", lambda data: changed(data, tracked))
    assert code_of("PP-02") == "592"
    anja.types("BK-PP-01", STEP, "Luister rustig naar de vraag")
    anja.changes_profile("1 werkdag", "3 dagen")
    assert code_of("PP-01") == "593"
    assert code_of("XX-99") == "298"
    anja.path("BK-PP-01").write_bytes(anja.path("BK-PP-03").read_bytes())
    assert code_of("PP-01") == "590"
    assert own_files(anja) == {}


def tracked(root: Element) -> None:
    [insertion] = fragment(
        '<w:ins w:id="9001" w:author="Anja" w:date="2026-01-01T00:00:00Z">'
        "<w:r><w:t>nieuw</w:t></w:r></w:ins>"
    )
    next(root.iter(qualified("w:p"))).append(insertion)
