"""Words that nobody approved: of a template, of the organisation, of a hand after the approval."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from docx import Document
from recorded import ASKED, FIRST, LATER, NAME, NOW, PROFILE, register_of, run, small_packs
from word.merging.wordsim import save

from handbook.loading.workspace import open_workspace
from handbook.model.documents.build import Outcome
from handbook.model.sources.register import Entry, Register
from handbook.pipeline.approval import unapproved_words
from handbook.pipeline.approval.approve import approve_documents
from handbook.pipeline.status import statuses
from handbook.tailoring.control.codes_and_versions import with_words_around
from handbook.word.file_words import words_of
from handbook.word.package.markup import parse, serialise
from handbook.word.package.package import MAIN, pack, read

HOUSE = Path(__file__).parents[1]
WORDS = "Stagiairs doen dit niet."
BETWEEN, AFTER = date(2026, 2, 1), date(2026, 3, 3)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Return a folder in which one document was approved, KH-01, and the others are concepts."""
    home = tmp_path_factory.mktemp("sjabloon")
    with small_packs(home / "packs"):
        root = home / "w"
        (root / "organisations").mkdir(parents=True)
        (root / f"organisations/{NAME}.yaml").write_text(PROFILE, encoding="utf-8")
        shutil.copytree(HOUSE / "templates", root / "templates")
        assert run(root, FIRST)[0] == 0
        assert approve(root, "KH-01", FIRST, FIRST).exit_code == 0
        yield root


@pytest.fixture
def root(built: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(built, tmp_path / "w"))


def approve(root: Path, code: str, day: date, today: date, by: str = "B. Stuur") -> Outcome:
    codes = frozenset({code} if code else ())
    asked = replace(ASKED, codes=codes, day=day, approver=by)
    return approve_documents(open_workspace(root), NAME, asked, today=today)


def add(path: Path, words: str) -> None:
    document = Document(str(path))
    document.add_paragraph(words)
    document.save(str(path))


def rename(root: Path) -> None:
    path = root / f"organisations/{NAME}.yaml"
    path.write_text(PROFILE.replace("De Linde", "De Berk"), encoding="utf-8")


def told(root: Path) -> set[tuple[str, str]]:
    [found] = statuses(open_workspace(root), [NAME], today=NOW)
    assert found.exit_code == 0
    return {(each.code, each.place.file) for each in found.problems}


def numbers(root: Path) -> dict[str, list[str]]:
    return {
        each.code: [version.number for version in each.versions]
        for each in register_of(root).entries
    }


def entry(root: Path, code: str) -> Entry:
    return next(each for each in register_of(root).entries if each.code == code)


def test_a_concept_is_not_approved_on_a_day_before_the_words_of_its_template(root: Path) -> None:
    add(root / "templates/procedure.docx", WORDS)
    before = numbers(root)
    run(root, LATER)
    assert numbers(root) == before
    outcome = approve(root, "PP-01", BETWEEN, NOW)
    [problem] = outcome.problems
    assert (outcome.exit_code, problem.code) == (1, "HB576")
    assert problem.mend.startswith("Kies een dag van 2 maart 2026 tot en met 1 juni 2026")
    assert approve(root, "PP-01", LATER, NOW).exit_code == 0
    # Another document, with another template, was there all the time.
    assert approve(root, "KH-00", BETWEEN, NOW).exit_code == 0


def test_an_approved_document_is_not_approved_again_before_the_words_it_prints(root: Path) -> None:
    add(root / "templates/handboek.docx", WORDS)
    assert [each.code for each in approve(root, "KH-01", BETWEEN, LATER).problems] == ["HB576"]
    assert approve(root, "KH-01", LATER, LATER).exit_code == 0
    reason = entry(root, "KH-01").current.reason
    assert reason == "opnieuw vastgesteld na een wijziging van het sjabloon of de organisatie"
    archived = root / f"organisations/{NAME}/archief/KH-01/KH-01-2.0.docx"
    said = words_of(archived.read_bytes())
    assert WORDS in said
    assert any(reason in line for line in said)


def test_a_new_name_of_the_organisation_is_not_approved_before_it_was_there(root: Path) -> None:
    rename(root)
    run(root, LATER)
    problems = approve(root, "F-01", BETWEEN, NOW).problems
    assert [each.code for each in problems] == ["HB576"]


def test_a_document_that_says_the_same_is_approved_again_without_a_change(root: Path) -> None:
    assert approve(root, "KH-01", BETWEEN, LATER).exit_code == 0
    assert entry(root, "KH-01").current.reason == "opnieuw vastgesteld zonder wijziging"


def test_status_tells_a_file_with_words_of_a_template_that_nobody_approved(root: Path) -> None:
    assert told(root) == set()
    add(root / "templates/handboek.docx", WORDS)
    before = numbers(root)
    assert run(root, LATER)[0] == 0
    assert numbers(root) == before
    assert told(root) == {("HB518", f"output/{NAME}/KH-01.docx")}
    assert approve(root, "KH-01", LATER, LATER).exit_code == 0
    assert told(root) == set()


def test_many_files_with_such_words_are_told_together(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(unapproved_words, "_SHOWN", 1)
    assert approve(root, "", FIRST, FIRST).exit_code == 0
    rename(root)
    assert run(root, LATER)[0] == 0
    [found] = statuses(open_workspace(root), [NAME], today=NOW)
    assert [(each.place.file, each.code, each.what) for each in found.problems] == [
        (
            f"output/{NAME}",
            "HB518",
            "in 2 bestanden staat iets anders dan is vastgesteld: F-01, PP-01",
        )
    ]


def test_status_tells_an_edit_after_the_approval_until_a_build_made_it_a_concept(
    root: Path,
) -> None:
    working = root / f"output/{NAME}/KH-01.docx"
    add(working, WORDS)
    assert told(root) == {("HB518", f"output/{NAME}/KH-01.docx")}
    run(root, LATER)
    assert numbers(root)["KH-01"] == ["1.0", "1.1"]
    assert told(root) == set()


def test_a_file_that_a_program_only_saved_is_told_by_nobody(root: Path) -> None:
    working = root / f"output/{NAME}/KH-01.docx"
    document = Document(str(working))
    document.core_properties.last_modified_by = "Fatima"
    document.save(str(working))
    assert told(root) == set()


def test_a_template_that_came_into_a_file_she_only_saved_is_told(root: Path) -> None:
    working = root / f"output/{NAME}/KH-01.docx"
    working.write_bytes(save(working.read_bytes(), 3))
    assert told(root) == set()
    add(root / "templates/handboek.docx", WORDS)
    run(root, LATER)
    assert told(root) == {("HB518", f"output/{NAME}/KH-01.docx")}
    assert numbers(root)["KH-01"] == ["1.0"]


def test_a_register_of_before_knows_no_day_and_refuses_none(root: Path) -> None:
    path = root / f"organisations/{NAME}/register.yaml"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(each for each in lines if "sjabloontekst" not in each), "utf-8")
    before = numbers(root)
    add(root / "templates/procedure.docx", WORDS)
    run(root, LATER)
    assert numbers(root) == before
    assert entry(root, "PP-01").around_since is None
    assert approve(root, "PP-01", BETWEEN, NOW).exit_code == 0


def test_what_was_asked_twice_is_told_as_done(root: Path) -> None:
    [told_once] = approve(root, "KH-01", FIRST, FIRST).notices
    assert told_once == "Dit was al zo vastgesteld; er is niets veranderd."
    assert approve(root, "", FIRST, FIRST).exit_code == 0
    [told_again] = approve(root, "", FIRST, FIRST).notices
    assert told_again == "Er is niets vast te stellen: geen document is een concept."


def test_the_day_of_the_words_around_never_goes_back() -> None:
    register = Register(
        documenten=(
            Entry.model_validate(
                {
                    "document": "PP-01",
                    "code": "PP-01",
                    "titel": "Aanmelding",
                    "bestand": "PP-01.docx",
                    "versies": [
                        {
                            "versie": "0.1",
                            "status": "concept",
                            "datum": FIRST,
                            "herziening": NOW,
                            "inhoud": "2:",
                        }
                    ],
                }
            ),
        )
    )
    days = []
    for words, today in (("a", FIRST), ("a", LATER), ("b", LATER), ("c", BETWEEN), ("c", NOW)):
        register = with_words_around(register, {"PP-01": words}, today)
        days.append(register.entries[0].around_since)
    assert days == [None, None, LATER, LATER, LATER]


def field(instruction: str, result: str) -> str:
    kinds = {
        "begin": f'<w:instrText xml:space="preserve"> {instruction} </w:instrText>',
        "separate": f"<w:t>{result}</w:t>",
        "end": "",
    }
    return "".join(
        f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r><w:r>{more}</w:r>'
        for kind, more in kinds.items()
    )


@pytest.mark.parametrize(
    ("xml", "said"),
    [
        ("<w:r><w:t>On</w:t></w:r><w:r><w:t>derwerp</w:t></w:r>", "Onderwerp"),
        (f"<w:r><w:t>blz. </w:t></w:r>{field('PAGE', '7')}", "blz."),
        (field("DOCPROPERTY Titel", "Aanmelding"), "Aanmelding"),
        ('<w:fldSimple w:instr=" NUMPAGES "><w:r><w:t>9</w:t></w:r></w:fldSimple>', ""),
        ("<w:r><w:t>na\u00ad gaan\u00a0nu</w:t></w:r>", "na gaan nu"),
        ("<w:r><w:t>een</w:t><w:br/><w:t>twee</w:t></w:r>", "een twee"),
    ],
)
def test_a_reader_reads_words_and_no_computed_numbers(built: Path, xml: str, said: str) -> None:
    parts = dict(read((built / f"output/{NAME}/PP-01.docx").read_bytes()))
    root = parse(parts[MAIN])
    ns = root.nsmap["w"]
    added = parse(f'<w:p xmlns:w="{ns}">{xml}</w:p>')
    root[0].insert(0, added)
    before = words_of(pack(parts))
    now = words_of(pack({**parts, MAIN: serialise(root)}))
    assert now == ((said,) if said else ()) + before
