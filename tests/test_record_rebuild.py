"""A register that was lost, emptied or forged is made anew from the archive."""

import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from docx import Document
from loading.world import write
from recorded import (
    ASKED,
    FIRST,
    LATER,
    NAME,
    NOW,
    PROFILE,
    Change,
    Told,
    approve,
    archive,
    chained,
    entry_of,
    forge,
    library,
    of_before,
    old,
    path_of,
    register_of,
    root,
    run,
    status,
)

from handbook import storage
from handbook.cli.app import main
from handbook.errors import HandbookError
from handbook.loading.workspace import open_workspace
from handbook.model.sources.register import Register, Version
from handbook.pipeline.records.register_rebuild import Rebuilt, rebuild
from handbook.pipeline.status import statuses
from handbook.word.provenance.approval_record import said_of_itself

__all__ = ("chained", "library", "of_before", "old", "root")  # fixtures


def rebuilt(root: Path) -> Rebuilt:
    return rebuild(open_workspace(root), NAME, lambda _: True, today=NOW)


def told(made: Rebuilt) -> set[str]:
    return {each.code for each in made.problems}


def facts(register: Register, *, but: tuple[str, ...] = ()) -> list[object]:
    """Return all that a register says of its documents, but for some facts of a version.

    Since when the words around a text are there is known to no file.
    """
    return [
        (
            entry.model_dump(exclude={"versions", "around", "around_since"}),
            [each.model_dump(exclude=set(but)) for each in entry.versions],
        )
        for entry in register.entries
    ]


def approved(register: Register) -> list[Version]:
    return [each for entry in register.entries for each in entry.versions if each.approved]


def test_a_lost_register_comes_back_with_all_that_files_know(root: Path) -> None:
    before = register_of(root)
    path_of(root).unlink()
    made = rebuilt(root)
    after = register_of(root)
    # Not known: when it was written, what was waived, and the text of a version that another one
    # followed. Why a concept was begun is not known either.
    unknown = ("written", "waivers", "content", "reason")
    assert facts(after, but=unknown) == facts(before, but=unknown)
    reasons = [each.reason for each in approved(before)]
    assert [each.reason for each in approved(after)] == reasons
    assert (made.done, made.known, made.guessed) == (True, 0, len(reasons))
    assert told(made) == {"HB588"}
    assert [each.kind for each in after.chain] == ["aangetroffen"]
    assert status(root)[:2] == (0, set())


def test_after_a_rebuild_no_concept_is_raised_where_no_word_changed(root: Path) -> None:
    before = [(each.code, each.current.number) for each in register_of(root).entries]
    path_of(root).unlink()
    rebuilt(root)
    assert run(root, NOW)[0] == 0
    assert [(each.code, each.current.number) for each in register_of(root).entries] == before
    assert status(root)[0] == 0
    assert approve(root, replace(ASKED, day=NOW), NOW) == set()
    assert [each.kind for each in register_of(root).chain] == ["aangetroffen", "vastgesteld"]
    assert status(root)[:2] == (0, set())


def test_what_she_wrote_in_word_is_no_other_document_after_a_rebuild(root: Path) -> None:
    path = root / "output" / NAME / "PP-01.docx"
    document = Document(str(path))
    document.add_paragraph("Bel eerst.")
    document.save(str(path))
    run(root, NOW)
    approve(root, replace(ASKED, codes=frozenset({"PP-01"}), day=NOW), NOW)
    before = [(each.code, each.current.number) for each in register_of(root).entries]
    path_of(root).unlink()
    rebuilt(root)
    assert run(root, NOW)[0] == 0
    assert [(each.code, each.current.number) for each in register_of(root).entries] == before


def test_a_concept_of_before_the_newest_approved_version_is_none_after_a_rebuild(
    root: Path,
) -> None:
    former = (root / "organisations" / NAME / ".vorige" / "PP-01").glob("*.docx")
    said = {each: said_of_itself(each.read_bytes()) for each in former}
    [concept] = [each for each, told in said.items() if told and told.status == "concept"]
    shutil.copyfile(concept, root / "output" / NAME / "PP-01.docx")
    path_of(root).unlink()
    rebuilt(root)
    [entry] = [each for each in register_of(root).entries if each.code == "PP-01"]
    assert [(each.number, each.status) for each in entry.versions] == [
        ("1.0", "vastgesteld"),
        ("2.0", "vastgesteld"),
    ]


def _without_one(told: Told) -> None:
    told["documenten"].remove(entry_of(told))


def _another_approver(told: Told) -> None:
    entry_of(told)["versies"][0]["vastgesteld_door"] = "A. Ander"


def _another_day_of_writing(told: Told) -> None:
    entry_of(told)["versies"][0]["datum"] = date(2020, 1, 1)


def _without_a_waiver(told: Told) -> None:
    entry_of(told)["versies"][0].pop("ondanks")


def _another_code(told: Told) -> None:
    entry_of(told)["code"] = "PP-99"


@pytest.mark.parametrize(
    "change",
    [_without_one, _another_approver, _another_day_of_writing, _without_a_waiver, _another_code],
)
def test_a_chain_that_is_sound_gives_back_all_that_it_seals(root: Path, change: Change) -> None:
    before = register_of(root)
    forge(root, change)
    made = rebuilt(root)
    after = register_of(root)
    assert facts(after, but=("content",)) == facts(before, but=("content",))
    assert after.chain == before.chain
    assert (made.guessed, told(made)) == (0, set())
    assert status(root)[:2] == (0, set())


def _another_number(told: Told) -> None:
    entry_of(told)["versies"][0]["versie"] = "1.7"


def _approved_by_hand(told: Told) -> None:
    entry_of(told, "KH-01")["versies"][-1]["status"] = "vastgesteld"


@pytest.mark.parametrize("change", [_without_one, _another_approver, _another_number])
def test_in_a_folder_of_before_the_chain_the_files_are_believed(old: Path, change: Change) -> None:
    before = register_of(old)
    forge(old, change)
    made = rebuilt(old)
    after = register_of(old)
    unknown = ("written", "waivers", "content")
    assert facts(after, but=unknown) == facts(before, but=unknown)
    assert after.chain == ()
    assert made.known > made.guessed > 0
    assert status(old)[:2] == (0, set())


def test_a_concept_that_was_approved_by_hand_is_a_concept_again(root: Path) -> None:
    before = register_of(root)
    forge(root, _approved_by_hand)
    rebuilt(root)
    assert register_of(root) == before


def a_line_less(root: Path, key: str) -> None:
    """Take the first line with this key out of what the register says of PP-01."""
    text = path_of(root).read_text(encoding="utf-8")
    at = text.index('  - document: "PP-01"')
    found = re.compile(rf"    {key}: .*\n").search(text, at)
    assert found
    path_of(root).write_text(text[: found.start()] + text[found.end() :], encoding="utf-8")


@pytest.fixture
def backdated(root: Path) -> Path:
    """One version was changed by hand, and approved on a day before that on which it was seen."""
    path = root / "output" / NAME / "PP-01.docx"
    document = Document(str(path))
    document.add_paragraph("Bel eerst.")
    document.save(str(path))
    run(root, LATER)
    on = replace(ASKED, codes=frozenset({"PP-01"}), day=LATER, number="5.0")
    assert approve(root, on, NOW) <= {"HB401"}
    latest = [each.latest for each in approved(register_of(root))]
    assert NOW in latest
    return root


@pytest.mark.parametrize("key", ["titel", "code", "    datum"])
def test_one_line_that_is_lost_costs_no_day_that_the_chain_holds(backdated: Path, key: str) -> None:
    before = register_of(backdated)
    a_line_less(backdated, key)
    made = rebuilt(backdated)
    after = register_of(backdated)
    assert facts(after, but=("content",)) == facts(before, but=("content",))
    assert (after.chain, made.guessed) == (before.chain, 0)
    assert [each.what for each in made.problems] == [
        "niet te lezen in het register: document PP-01; de rest is gebruikt"
    ]


def test_a_broken_chain_begins_anew_with_what_is_found(root: Path) -> None:
    before = register_of(root)
    forge(root, lambda told: told["ketting"].pop(0))
    made = rebuilt(root)
    after = register_of(root)
    assert facts(after) == facts(before)
    assert [(each.kind, each.day) for each in after.chain] == [("aangetroffen", NOW)]
    assert told(made) == {"HB588"}


def test_the_former_register_is_kept_and_the_plan_writes_nothing(root: Path) -> None:
    forge(root, _without_one)
    before = path_of(root).read_bytes()
    runner = CliRunner()
    words = ["-C", str(root), "herstel", NAME, "--register"]
    plan = runner.invoke(main, words)
    assert plan.exit_code == 0
    assert "Er is niets geschreven" in plan.output
    assert path_of(root).read_bytes() == before
    done = runner.invoke(main, [*words, "--ja"])
    assert done.exit_code == 0
    assert path_of(root).read_bytes() != before
    kept = list((root / "organisations" / NAME / ".vorige" / "register").iterdir())
    assert [each.read_bytes() for each in kept] == [before]


def test_a_sound_register_is_never_overwritten(root: Path) -> None:
    before = path_of(root).read_bytes()
    with pytest.raises(HandbookError) as caught:
        rebuilt(root)
    assert [each.code for each in caught.value.problems] == ["HB586"]
    assert path_of(root).read_bytes() == before


def test_an_empty_archive_gives_no_register(root: Path) -> None:
    shutil.rmtree(archive(root))
    path_of(root).write_text("documenten: {", encoding="utf-8")
    with pytest.raises(HandbookError) as caught:
        rebuilt(root)
    assert [each.code for each in caught.value.problems] == ["HB586"]


def test_a_register_that_is_no_yaml_is_made_anew(root: Path) -> None:
    path_of(root).write_text("documenten: {", encoding="utf-8")
    assert rebuilt(root).done
    assert status(root)[0] == 0


def test_a_file_of_another_organisation_or_of_nobody_is_told_and_left_out(root: Path) -> None:
    path_of(root).unlink()
    stray = archive(root) / "PP-01" / "PP-01-9.0.docx"
    stray.write_bytes(b"wat dan ook")
    copied = archive(root) / "PP-01" / "PP-01-8.0.docx"
    shutil.copy(archive(root) / "PP-01" / "PP-01-1.0.docx", copied)
    made = rebuilt(root)
    left = {Path(each.place.file).name for each in made.problems if each.code == "HB587"}
    assert left == {stray.name, copied.name}
    stray.unlink()
    copied.unlink()
    assert status(root)[0] == 0


def test_a_document_that_was_never_approved_keeps_its_code_and_begins_at_concept(
    library: Path, tmp_path: Path
) -> None:
    assert library.is_dir()
    write(tmp_path / "organisations", {f"{NAME}.yaml": PROFILE})
    run(tmp_path, FIRST)
    approve(tmp_path, replace(ASKED, codes=frozenset({"PP-01"})), FIRST)
    before = register_of(tmp_path)
    path_of(tmp_path).unlink()
    prefixed = f"{PROFILE}documentbeheer: {{voorvoegsel: ZZ-}}\n"
    write(tmp_path / "organisations", {f"{NAME}.yaml": prefixed})
    rebuilt(tmp_path)
    after = register_of(tmp_path)
    unknown = ("written", "waivers", "content")
    assert facts(after, but=unknown) == facts(before, but=unknown)
    assert run(tmp_path, NOW)[0] == 0
    assert [each.code for each in register_of(tmp_path).entries] == [
        each.code for each in before.entries
    ]


def test_the_words_of_the_command_are_asked_for() -> None:
    for words in (["herstel", "linde"], ["herstel", "linde", "PP-01", "--register"]):
        assert CliRunner().invoke(main, words).exit_code == 2


def test_a_rebuild_is_the_same_twice(root: Path, tmp_path: Path) -> None:
    path_of(root).unlink()
    other = Path(shutil.copytree(root, tmp_path / "ander"))
    rebuilt(root)
    rebuilt(other)
    assert path_of(root).read_bytes() == path_of(other).read_bytes()
    assert storage.digest(path_of(root)) is not None


def test_files_with_names_that_no_register_can_hold_stand_in_no_way(root: Path) -> None:
    output = root / "output" / NAME
    for name in ("A.docx", "Mijn kopie van PP-01.docx", "é.docx"):
        shutil.copy(output / "PP-01.docx", output / name)
    before = [each.filename for each in register_of(root).entries]
    path_of(root).unlink()
    rebuilt(root)
    assert [each.filename for each in register_of(root).entries] == before


OTHER = PROFILE.replace("De Linde", "De Olm").replace("01234567", "87654321")


def of_another(root: Path) -> None:
    """Let the profile be another organisation's, that is called the same."""
    write(root / "organisations", {f"{NAME}.yaml": OTHER})


def no_register(root: Path) -> None:
    path_of(root).unlink()


def no_entry_left(root: Path) -> None:
    forge(root, _without_one)


def no_yaml_left(root: Path) -> None:
    text = path_of(root).read_text(encoding="utf-8")
    path_of(root).write_text(text.replace("documenten:", "documenten: {"), encoding="utf-8")


def no_head_left(root: Path) -> None:
    for key in ("kenmerk", "profiel", "naam", "kvk"):
        forge(root, lambda told, key=key: told.pop(key))
    forge(root, _without_one)


@pytest.mark.parametrize("damage", [no_register, no_entry_left, no_yaml_left, no_head_left])
def test_what_is_of_another_organisation_makes_no_register(
    root: Path, damage: Callable[[Path], None]
) -> None:
    damage(root)
    of_another(root)
    before = path_of(root).read_bytes() if path_of(root).exists() else None
    with pytest.raises(HandbookError) as caught:
        rebuilt(root)
    [problem] = caught.value.problems
    assert (problem.code, f"handbook rename {NAME} {NAME}" in problem.mend) == ("HB596", True)
    assert (path_of(root).read_bytes() if path_of(root).exists() else None) == before


def test_a_register_that_came_with_another_profile_is_not_made_hers(root: Path) -> None:
    forge(root, _without_one)
    home = root / "organisations"
    home.joinpath(NAME).rename(home / "olm")
    home.joinpath(f"{NAME}.yaml").unlink()
    write(home, {"olm.yaml": OTHER})
    with pytest.raises(HandbookError) as caught:
        rebuild(open_workspace(root), "olm", lambda _: True, today=NOW)
    assert [each.code for each in caught.value.problems] == ["HB596"]


def test_what_lies_beside_her_own_register_and_is_of_another_stays_out(
    root: Path, tmp_path: Path
) -> None:
    other = tmp_path / "ander"
    write(other / "organisations", {f"{NAME}.yaml": OTHER})
    run(other, FIRST)
    approve(other, replace(ASKED, codes=frozenset({"PP-01"}), number="7.0"), FIRST)
    before = register_of(root)
    shutil.copy(archive(other) / "PP-01" / "PP-01-7.0.docx", archive(root) / "PP-01")
    made = rebuilt(root)
    assert told(made) == {"HB587"}
    assert register_of(root) == before


@pytest.mark.parametrize(
    ("damage", "change"),
    [
        *((each, ("01234567", "87654321")) for each in (no_register, no_yaml_left)),
        *((each, ("De Berk", "De Olm")) for each in (no_entry_left, no_yaml_left)),
    ],
)
def test_a_name_or_a_number_that_changed_alone_stands_in_no_way(
    root: Path, damage: Callable[[Path], None], change: tuple[str, str]
) -> None:
    damage(root)
    profile = PROFILE.replace("De Linde", "De Berk").replace(*change)
    write(root / "organisations", {f"{NAME}.yaml": profile})
    assert rebuilt(root).done
    assert status(root)[:2] == (0, set()), (
        statuses(open_workspace(root), [NAME], today=NOW).__next__().problems
    )


def test_who_confirms_what_changed_gets_the_register_back(root: Path) -> None:
    before = facts(register_of(root), but=("written", "waivers", "content", "reason"))
    no_register(root)
    of_another(root)
    runner = CliRunner()
    words = ["-C", str(root), "rename", NAME, NAME, "--name", "Stichting De Linde"]
    asked = runner.invoke(main, words)
    assert asked.exit_code == 0, asked.output
    assert rebuilt(root).done
    after = facts(register_of(root), but=("written", "waivers", "content", "reason"))
    assert after == before


def test_a_damaged_register_keeps_its_id(root: Path) -> None:
    before = register_of(root)
    no_yaml_left(root)
    rebuilt(root)
    assert (register_of(root).key, register_of(root).former) == (before.key, before.former)


def _another_title(told: Told) -> None:
    entry_of(told)["titel"] = "Iets anders"


def test_a_title_that_no_file_has_goes(root: Path) -> None:
    before = register_of(root)
    forge(root, _another_title)
    rebuilt(root)
    assert register_of(root) == before
    assert status(root)[:2] == (0, set())


def test_a_sound_register_in_another_encoding_is_never_overwritten(root: Path) -> None:
    text = path_of(root).read_text(encoding="utf-8")
    path_of(root).write_bytes(f"# caf\u00e9\n{text}".encode("cp1252"))
    with pytest.raises(HandbookError) as caught:
        rebuilt(root)
    assert [each.code for each in caught.value.problems] == ["HB586"]
