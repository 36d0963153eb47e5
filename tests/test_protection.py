"""Nothing of hers is overwritten, whatever happened in between."""

import shutil
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest
from docx import Document
from examples import DAY, parts_of
from loading.world import write
from small_library import library

from handbook import storage
from handbook.errors import Place, Problem, StorageError
from handbook.loading.workspace import open_workspace
from handbook.model.documents.build import Outcome
from handbook.pipeline.build.build import build
from handbook.pipeline.organisation.context import Request
from handbook.pipeline.placement.changes_copy import place_of
from handbook.word.package.package import pack

__all__ = ["library"]

LATER = date(2027, 3, 1)
CODE = "LI-OR-22"
HERS = "Dit schreef ik zelf."
PROFILE = """\
naam: Stichting Welzijn De Linde
korte_naam: De Linde
kvk: "00138140"
onderdelen: [138]
activiteiten: {138: [maatschappelijk-werk, schuldhulp]}
documentbeheer: {voorvoegsel: LI-}
rollen:
  teamleider: {functie: teammanager, personen: [S. Boskamper]}
  klachtenfunctionaris: {personen: [J. Heidebrink]}
"""


@pytest.fixture
def workspace(tmp_path: Path, built_linde: Path) -> Path:
    root = tmp_path / "w"
    shutil.copytree(built_linde, root)
    return root


@pytest.fixture(scope="module")
def built_linde(library: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:  # noqa: ARG001
    root = write(tmp_path_factory.mktemp("linde") / "w", {"organisations/linde.yaml": PROFILE})
    [outcome] = build(open_workspace(root), today=DAY)
    assert outcome.exit_code == 0, outcome.problems
    return root


def snapshot(root: Path) -> dict[str, str]:
    """Return the SHA-256 of every file but the tool's own state."""
    return {
        path.relative_to(root).as_posix(): storage.sha256(path.read_bytes())
        for path in sorted(root.rglob("*"))
        if path.is_file() and ".handbook" not in path.parts
    }


def rebuild(root: Path, day: date = LATER, **request: object) -> Outcome:
    asked = Request(**request)  # type: ignore[arg-type]
    [outcome] = build(open_workspace(root), today=day, request=asked)
    return outcome


def document(root: Path) -> Path:
    return root / "output" / "linde" / f"{CODE}.docx"


def edit(path: Path) -> bytes:
    """Write in the document as a person does in Word, and return its bytes."""
    opened = Document(str(path))
    opened.add_paragraph(HERS)
    opened.save(str(path))
    return path.read_bytes()


def edit_unmergeable(path: Path) -> bytes:
    """Edit the document in a program that damages a hidden part of our own."""
    edit(path)
    parts = parts_of(path)
    base = parts["customXml/item1.xml"]
    parts["customXml/item1.xml"] = base.replace(b'version="1" sha256="', b'version="1" sha256="0')
    assert parts["customXml/item1.xml"] != base
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return path.read_bytes()


def change_source(root: Path) -> None:
    """Change what the documents say: another name for a function that stands in the procedure."""
    profile = root / "organisations" / "linde.yaml"
    text = profile.read_text(encoding="utf-8")
    before, after = "klachtenfunctionaris: {", "klachtenfunctionaris: {functie: klachtbemiddelaar, "
    assert before in text
    changed = text.replace(before, after).replace("functie: teammanager", "functie: clustermanager")
    profile.write_text(changed, encoding="utf-8")


def action(outcome: Outcome) -> tuple[str, str]:
    [found] = [each for each in outcome.documents if each.code == CODE]
    return found.action, found.path


def test_a_second_build_on_another_day_writes_nothing(workspace: Path) -> None:
    before = snapshot(workspace)
    times = {path: path.stat().st_mtime_ns for path in (workspace / "output").rglob("*.docx")}
    outcome = rebuild(workspace)
    assert {each.action for each in outcome.documents} == {"ongewijzigd"}
    assert snapshot(workspace) == before
    assert {path: path.stat().st_mtime_ns for path in times} == times


def test_without_the_tools_own_state_nothing_is_written_either(workspace: Path) -> None:
    shutil.rmtree(workspace / "output" / ".handbook")
    before = snapshot(workspace)
    assert {each.action for each in rebuild(workspace).documents} == {"ongewijzigd"}
    assert snapshot(workspace) == before


def test_a_document_edited_by_hand_stays_while_its_source_is_the_same(workspace: Path) -> None:
    hers = edit(document(workspace))
    assert action(rebuild(workspace)) == ("behouden", f"output/linde/{CODE}.docx")
    assert document(workspace).read_bytes() == hers
    assert list(document(workspace).parent.glob("*voorstel*")) == []


def test_a_document_edited_by_hand_gets_the_new_text_and_keeps_her_words(workspace: Path) -> None:
    hers = edit(document(workspace))
    change_source(workspace)
    planned = rebuild(workspace, write=False)
    assert document(workspace).read_bytes() == hers
    outcome = rebuild(workspace)
    merged = ("samengevoegd", f"output/linde/{CODE}.docx")
    assert (action(planned), action(outcome)) == (merged, merged)
    assert outcome.exit_code == 0
    text = parts_of(document(workspace))["word/document.xml"].decode()
    assert ("lachtbemiddelaar" in text, HERS in text) == (True, True)
    kept = (workspace / "organisations" / "linde" / ".vorige" / CODE).glob("*.docx")
    assert [path.read_bytes() for path in kept] == [hers]
    assert action(rebuild(workspace))[0] == "behouden"


def test_what_cannot_be_merged_gets_the_new_text_beside_it(workspace: Path) -> None:
    hers = edit_unmergeable(document(workspace))
    change_source(workspace)
    outcome = rebuild(workspace)
    assert action(outcome) == ("voorstel", f"output/linde/{CODE} (voorstel).docx")
    assert outcome.exit_code == 3
    assert document(workspace).read_bytes() == hers
    proposal = document(workspace).with_name(f"{CODE} (voorstel).docx")
    assert b"lachtbemiddelaar" in parts_of(proposal)["word/document.xml"]
    [found] = [each for each in outcome.documents if each.code == CODE]
    [told] = found.problems
    assert (told.code, told.weight) == ("HB454", "let op")
    assert "Wat wij het laatst schreven, is in dit bestand beschadigd" in told.what
    assert told.mend.startswith("Neem uit het voorstel over wat u wilt")


def test_the_same_holds_when_all_state_is_thrown_away(workspace: Path) -> None:
    hers = edit_unmergeable(document(workspace))
    shutil.rmtree(workspace / "output" / ".handbook", ignore_errors=True)
    (workspace / "organisations" / "linde" / "register.yaml").unlink()
    change_source(workspace)
    assert action(rebuild(workspace))[0] == "voorstel"
    assert document(workspace).read_bytes() == hers


def test_a_proposal_that_was_edited_stays_and_the_next_one_gets_a_number(workspace: Path) -> None:
    hers = edit_unmergeable(document(workspace))
    change_source(workspace)
    rebuild(workspace)
    proposal = document(workspace).with_name(f"{CODE} (voorstel).docx")
    her_proposal = edit(proposal)
    profile = workspace / "organisations" / "linde.yaml"
    profile.write_text(
        profile.read_text(encoding="utf-8").replace("klachtbemiddelaar", "klachtenregisseur"),
        encoding="utf-8",
    )
    assert action(rebuild(workspace)) == ("voorstel", f"output/linde/{CODE} (voorstel 2).docx")
    assert (document(workspace).read_bytes(), proposal.read_bytes()) == (hers, her_proposal)


def test_a_proposal_nobody_needs_any_more_goes_and_is_kept_among_the_former_files(
    workspace: Path,
) -> None:
    hers = edit_unmergeable(document(workspace))
    profile = workspace / "organisations" / "linde.yaml"
    before = profile.read_text(encoding="utf-8")
    change_source(workspace)
    rebuild(workspace)
    profile.write_text(before, encoding="utf-8")
    assert action(rebuild(workspace))[0] == "behouden"
    assert list(document(workspace).parent.glob("*voorstel*")) == []
    assert document(workspace).read_bytes() == hers
    former = workspace / "organisations" / "linde" / ".vorige"
    assert [path for path in former.rglob("*.docx") if "voorstel" in path.parent.name]


def test_every_stale_proposal_goes_but_an_edited_one_stays(workspace: Path) -> None:
    edit_unmergeable(document(workspace))
    profile = workspace / "organisations" / "linde.yaml"
    before = profile.read_text(encoding="utf-8")
    change_source(workspace)
    rebuild(workspace)
    mine = edit(document(workspace).with_name(f"{CODE} (voorstel).docx"))
    changed = profile.read_text(encoding="utf-8")
    profile.write_text(changed.replace("klachtbemiddelaar", "klachtenregisseur"), "utf-8")
    rebuild(workspace)
    profile.write_text(before, encoding="utf-8")
    rebuild(workspace)
    left = {path.name: path.read_bytes() for path in document(workspace).parent.glob("*voorstel*")}
    assert left == {f"{CODE} (voorstel).docx": mine}


def test_a_file_of_somebody_else_under_our_name_stays(workspace: Path) -> None:
    document(workspace).write_bytes(b"geen Word, maar wel van mij")
    assert action(rebuild(workspace))[0] == "voorstel"
    assert document(workspace).read_bytes() == b"geen Word, maar wel van mij"


LOCKED = bytes.fromhex("D0CF11E0A1B11AE1") + bytes(4_000)


@pytest.mark.parametrize(
    ("data", "why", "mend"),
    [
        (LOCKED, "met een wachtwoord beveiligd, of van een oud soort Word", "Haal het wachtwoord"),
        (b"", "Dit bestand is leeg", "Staat het alleen in de cloud"),
        (bytes(900), "Dit bestand is leeg", "Staat het alleen in de cloud"),
        (b"%PDF-1.7", "niet te lezen", "Herstel het met Word"),
        (pack({"mimetype": b"odt", "content.xml": b"<x/>"}), "geen Word-document", "Bewaar het"),
    ],
)
def test_what_cannot_be_opened_stays_and_she_hears_what_to_do(
    workspace: Path, data: bytes, why: str, mend: str
) -> None:
    document(workspace).write_bytes(data)
    outcome = rebuild(workspace)
    assert (action(outcome)[0], outcome.exit_code) == ("voorstel", 3)
    [told] = problems(outcome)
    assert (told.code, told.weight) == ("HB454", "let op")
    assert (why in told.what, told.mend.startswith(mend)) == (True, True)
    assert document(workspace).read_bytes() == data
    assert not place_of(document(workspace)).exists()


def test_another_document_of_ours_stays_and_is_not_compared(workspace: Path) -> None:
    other = document(workspace).with_name("LI-OR-05.docx")
    document(workspace).write_bytes(other.read_bytes())
    [told] = problems(rebuild(workspace))
    assert (told.code, "een ander document" in told.what) == ("HB454", True)
    assert document(workspace).read_bytes() == other.read_bytes()
    assert not place_of(document(workspace)).exists()


@pytest.mark.parametrize(
    ("old", "new", "compared"),
    [
        ("<w:body>", '<w:body><w:altChunk r:id="rIdX"/>', True),
        ("openxmlformats.org/wordprocessingml/2006", "openxmlformats.org/anders", False),
    ],
)
def test_what_cannot_be_merged_is_compared_where_it_can_be_read(
    workspace: Path, old: str, new: str, *, compared: bool
) -> None:
    edit(document(workspace))
    parts = parts_of(document(workspace))
    parts["word/document.xml"] = parts["word/document.xml"].replace(old.encode(), new.encode())
    document(workspace).write_bytes(pack(parts))
    change_source(workspace)
    assert [each.code for each in problems(rebuild(workspace))] == ["HB454"]
    assert place_of(document(workspace)).exists() is compared


def test_one_file_that_cannot_be_read_does_not_stop_the_others(workspace: Path) -> None:
    document(workspace).unlink()
    document(workspace).mkdir()
    change_source(workspace)
    outcome = rebuild(workspace)
    assert (action(outcome)[0], outcome.exit_code) == ("mislukt", 3)
    assert [each.code for each in problems(outcome)] == ["HB504"]
    assert "gewijzigd" in {each.action for each in outcome.documents}


def problems(outcome: Outcome) -> tuple[Problem, ...]:
    [found] = [each for each in outcome.documents if each.code == CODE]
    return found.problems


def test_what_is_replaced_is_kept_first(workspace: Path) -> None:
    former = document(workspace).read_bytes()
    change_source(workspace)
    assert action(rebuild(workspace))[0] == "gewijzigd"
    kept = (workspace / "organisations" / "linde" / ".vorige" / CODE).glob("*.docx")
    assert [path.read_bytes() for path in kept] == [former]


def test_a_document_that_leaves_the_set_is_moved_with_her_edits(workspace: Path) -> None:
    path = workspace / "output" / "linde" / "LI-MD-01.docx"
    hers = edit(path)
    profile = workspace / "organisations" / "linde.yaml"
    text = profile.read_text(encoding="utf-8")
    assert text.count(", schuldhulp") == 1
    profile.write_text(text.replace(", schuldhulp", ""), encoding="utf-8")
    outcome = rebuild(workspace)
    assert ("vervallen", "output/linde/LI-MD-01.docx") in [
        (each.action, each.path) for each in outcome.documents
    ]
    assert (workspace / "output" / "linde" / "Vervallen" / "LI-MD-01.docx").read_bytes() == hers


@contextmanager
def crashing_at(moment: int) -> Iterator[list[str]]:
    """Crash before the file with this number is written; yield the names of those before it."""
    real = storage.put
    written: list[str] = []

    def put(path: Path, data: bytes, *, expected: str | None) -> None:
        if len(written) == moment:
            raise KeyboardInterrupt
        written.append(path.name)
        real(path, data, expected=expected)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(storage, "put", put)
        yield written


WRITES = 15


def test_a_build_after_a_change_writes_as_many_files_as_it_can_crash_at(workspace: Path) -> None:
    edit_unmergeable(document(workspace))
    change_source(workspace)
    with crashing_at(-1) as written:
        rebuild(workspace)
    assert len(written) == WRITES, written


@pytest.mark.parametrize("moment", range(WRITES))
def test_after_a_crash_the_next_build_completes_the_work_and_hers_is_untouched(
    workspace: Path, moment: int
) -> None:
    hers = edit_unmergeable(document(workspace))
    change_source(workspace)
    with crashing_at(moment), pytest.raises(KeyboardInterrupt):
        rebuild(workspace)
    for path in (workspace / "output" / "linde").glob("*.docx"):
        assert zipfile.is_zipfile(path)
    rebuild(workspace)
    assert document(workspace).read_bytes() == hers
    finished = snapshot(workspace)
    assert {each.action for each in rebuild(workspace).documents} <= {"ongewijzigd", "voorstel"}
    assert snapshot(workspace) == finished


def test_a_file_that_is_open_in_word_waits_and_the_others_go_on(workspace: Path) -> None:
    change_source(workspace)
    document(workspace).with_name(f"~${CODE}.docx").write_bytes(b"\x05A. de Wit" + b"\x00" * 100)
    outcome = rebuild(workspace)
    assert action(outcome)[0] == "mislukt"
    assert outcome.exit_code == 3
    [failed] = [each for each in outcome.documents if each.action == "mislukt"]
    assert [problem.code for problem in failed.problems] == ["HB501"]
    assert "gewijzigd" in {each.action for each in outcome.documents}


def test_a_full_disk_is_a_message_and_leaves_the_old_file_whole(
    workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = document(workspace).read_bytes()
    change_source(workspace)

    def full(path: Path, *_: object, **__: object) -> None:
        raise StorageError(Problem(Place(str(path)), "HB502", "geen ruimte", "Maak ruimte."))

    monkeypatch.setattr(storage, "put", full)
    [outcome] = build(open_workspace(workspace), today=LATER, request=Request())
    assert outcome.exit_code in (3, 4)
    assert document(workspace).read_bytes() == before


def test_plan_says_what_build_would_do_and_writes_nothing(workspace: Path) -> None:
    change_source(workspace)
    before = snapshot(workspace)
    planned = rebuild(workspace, write=False)
    assert snapshot(workspace) == before
    assert [(each.path, each.action, each.reason) for each in planned.documents] == [
        (each.path, each.action, each.reason) for each in rebuild(workspace).documents
    ]


def test_only_the_asked_document_is_made(workspace: Path) -> None:
    change_source(workspace)
    outcome = rebuild(workspace, only=frozenset({CODE}))
    assert [each.code for each in outcome.documents] == [CODE]


def test_the_seal_covers_every_part(workspace: Path) -> None:
    """Whatever part changes, the file is no longer proved ours."""
    path = document(workspace)
    parts = parts_of(path)
    for name in sorted(set(parts) - {"customXml/item2.xml"}):  # the seal itself
        changed = dict(parts)
        changed[name] = parts[name] + b" "
        with zipfile.ZipFile(path, "w") as archive:
            for each, data in changed.items():
                archive.writestr(each, data)
        assert action(rebuild(workspace, write=False))[0] != "ongewijzigd", name


def test_the_first_build_writes_the_register_with_the_day(workspace: Path) -> None:
    register = (workspace / "organisations" / "linde" / "register.yaml").read_text("utf-8")
    assert f"{DAY:%Y-%m-%d}" in register
