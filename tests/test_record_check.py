"""Register and archive check each other: what somebody changed in the past shows."""

import copy
import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from unittest.mock import patch

import pytest
import yaml
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
    before_the_chain,
    entry_of,
    forge,
    live,
    path_of,
    refusals,
    register_of,
    run,
    seen,
    small_packs,
    status,
)

from handbook import storage
from handbook.loading.workspace import open_workspace
from handbook.model.register import Frozen, Register
from handbook.pipeline import approving
from handbook.pipeline.approving import approve_documents
from handbook.pipeline.building import build
from handbook.pipeline.checking import check
from handbook.pipeline.objections import SUBJECTS
from handbook.pipeline.record_check import unsound
from handbook.pipeline.record_look import look
from handbook.pipeline.standing import standings
from handbook.tailoring import chain
from handbook.word.package import pack, read
from handbook.word.proof import LINK
from handbook.word.record import said_of_itself


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    home = tmp_path_factory.mktemp("pakketten")
    with small_packs(home):
        yield home


@pytest.fixture(scope="module")
def chained(library: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    assert library.is_dir()
    root = tmp_path_factory.mktemp("ketting") / "w"
    live(root)
    return root


@pytest.fixture(scope="module")
def of_before(library: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    assert library.is_dir()
    root = tmp_path_factory.mktemp("vroeger") / "w"
    with before_the_chain():
        live(root)
    return root


@pytest.fixture
def root(chained: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(chained, tmp_path / "w"))


@pytest.fixture
def old(of_before: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(of_before, tmp_path / "oud"))


def test_a_life_of_approvals_is_sound_and_says_since_when(root: Path, old: Path) -> None:
    newest = chain.short(register_of(root).chain[-1].sum)
    assert status(root) == (
        0,
        set(),
        f"register en archief kloppen; aantoonbaar vanaf 5 januari 2026. Nieuwste som: {newest}",
    )
    assert status(old) == (
        0,
        set(),
        "register en archief kloppen; wat is vastgesteld, is zoals aangetroffen. Vanaf de "
        "eerstvolgende vaststelling is het aantoonbaar",
    )
    assert not any(refusals(root).values())


# What the register says of an approved version, changed by hand, in a folder with a chain. Of the
# keys that are left out here `inhoud` alone is not sealed: it may be computed anew.
EDITS: dict[str, object] = {
    "versie": "1.7",
    "status": "ter vaststelling",
    "datum": date(2020, 1, 1),
    "herziening": date(2031, 1, 1),
    "reden": "niets bijzonders",
    "vastgesteld_door": "A. Ander",
    "vastgesteld_op": date(2025, 12, 1),
    "archief": [{"bestand": "PP-01-1.0.docx", "sha256": "0" * 64}],
    "ondanks": [{"wat": "nagaan", "reden": "het klopt"}],
}


@pytest.mark.parametrize("key", EDITS)
def test_each_fact_of_a_version_that_is_edited_shows(root: Path, key: str) -> None:
    forge(root, lambda told: entry_of(told)["versies"][0].update({key: EDITS[key]}))
    assert seen(root) & {"HB582", "HB583", "HB584"}


@pytest.mark.parametrize("key", ["versie", "status", "datum", "herziening", "inhoud"])
def test_a_version_without_what_each_has_is_no_register(root: Path, key: str) -> None:
    forge(root, lambda told: entry_of(told)["versies"][0].pop(key))
    assert seen(root) == {"HB112"}


def test_each_edit_of_each_approved_version_of_each_document_shows(root: Path) -> None:
    text = path_of(root).read_text(encoding="utf-8")
    found = look(root, NAME)
    tried, missed = 0, []
    for entry, document in enumerate(yaml.safe_load(text)["documenten"]):
        for number, version in enumerate(document["versies"]):
            for key in EDITS if "archief" in version else ():
                told = yaml.safe_load(text)
                told["documenten"][entry]["versies"][number][key] = EDITS[key]
                forged = Register.model_validate(told)
                tried += 1
                if not unsound(root, NAME, forged, found):
                    missed.append((document["code"], version["versie"], key))
    assert (tried, missed) == (len(EDITS) * 7, [])


def test_a_concept_that_is_given_all_that_an_approved_version_has_shows(
    root: Path, old: Path
) -> None:
    def forger(told: Told) -> None:
        first, concept = entry_of(told, "KH-01")["versies"]
        keys = ("status", "vastgesteld_door", "vastgesteld_op", "archief")
        concept.update(copy.deepcopy({key: first[key] for key in keys}))

    for place in (root, old):
        forge(place, forger)
        assert "HB582" in seen(place)


@pytest.mark.parametrize("key", ["vastgesteld_door", "vastgesteld_op", "archief", "ondanks"])
def test_each_fact_of_a_version_that_is_taken_out_shows(root: Path, key: str) -> None:
    forge(root, lambda told: entry_of(told)["versies"][0].pop(key))
    assert seen(root) & {"HB581", "HB583", "HB584"}


def test_another_title_shows_and_another_way_to_typeset_it_does_not(root: Path) -> None:
    forge(root, lambda told: entry_of(told).update(titel="AANMELDING"))
    assert not any(refusals(root).values())
    forge(root, lambda told: entry_of(told).update(titel="Afmelding"))
    [standing] = standings(open_workspace(root), [NAME], today=NOW)
    [problem] = standing.problems
    assert (problem.code, problem.what) == (
        "HB582",
        "volgens dit vastgestelde bestand is 'titel' 'Aanmelding', en volgens het register "
        "'Afmelding'",
    )


def test_of_many_faults_the_first_are_told_and_how_many_more_there_are(root: Path) -> None:
    def forger(told: Told) -> None:
        for entry in told["documenten"]:
            entry["versies"][0].update(vastgesteld_door="A. Ander", herziening=date(2031, 1, 1))

    forge(root, forger)
    [standing] = standings(open_workspace(root), [NAME], today=NOW)
    assert len(standing.problems) == 21
    assert standing.problems[-1].what.startswith("er klopt nog meer niet: ")


def test_every_fact_of_a_version_is_tried(root: Path) -> None:
    versions = entry_of(yaml.safe_load(path_of(root).read_text(encoding="utf-8")))["versies"]
    assert {key for each in versions for key in each} == {*EDITS, "inhoud"}


def _lost(told: Told) -> None:
    told["documenten"] = []


def _without_one(told: Told) -> None:
    told["documenten"].remove(entry_of(told))


def _without_one_anywhere(told: Told) -> None:
    _without_one(told)
    for link in told["ketting"]:
        link["stukken"] = [each for each in link["stukken"] if each["code"] != "PP-01"]
    told["ketting"] = [link for link in told["ketting"] if link["stukken"]]


def _other_code(told: Told) -> None:
    entry_of(told)["code"] = "PP-99"


def _other_item(told: Told) -> None:
    entry_of(told)["document"] = "PP-99"


def _without_a_version(told: Told) -> None:
    entry_of(told)["versies"].pop(0)


def _one_more_version(told: Told) -> None:
    versions = entry_of(told, "F-01")["versies"]
    versions.insert(1, copy.deepcopy({**versions[0], "versie": "1.5"}))


def _versions_in_another_order(told: Told) -> None:
    entry_of(told)["versies"].reverse()


def _approved_by_hand(told: Told) -> None:
    entry_of(told, "KH-01")["versies"][-1]["status"] = "vastgesteld"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (_lost, "HB581"),
        (_without_one, "HB581"),
        (_without_one_anywhere, "HB581"),
        (_other_code, "HB581"),
        (_other_item, "HB582"),
        (_without_a_version, "HB581"),
        (_one_more_version, "HB582"),
        (_versions_in_another_order, "HB583"),
        (_approved_by_hand, "HB583"),
    ],
)
def test_what_is_taken_out_of_the_register_put_in_or_moved_shows(
    root: Path, change: Change, code: str
) -> None:
    forge(root, change)
    assert code in seen(root)


@pytest.mark.parametrize(
    "lose", [Path.unlink, lambda path: path.write_bytes(b"")], ids=["weg", "leeg"]
)
def test_a_lost_register_beside_a_full_archive_stops_all_and_changes_nothing(
    root: Path, lose: Callable[[Path], object]
) -> None:
    lose(path_of(root))
    before = {path: path.read_bytes() for path in sorted(root.rglob("*.docx"))}
    found = refusals(root)
    assert all(codes == {"HB581"} for codes in found.values()), found
    assert {path: path.read_bytes() for path in sorted(root.rglob("*.docx"))} == before


LINKS: dict[str, Callable[[list[Told]], object]] = {
    "een schakel weg uit het midden": lambda links: links.pop(1),
    "de eerste weg": lambda links: links.pop(0),
    "de laatste weg": lambda links: links.pop(),
    "alles weg": lambda links: links.clear(),
    "omgekeerd": lambda links: links.reverse(),
    "een dubbel": lambda links: links.insert(1, copy.deepcopy(links[0])),
    "een ander soort": lambda links: links[0].update(soort="aangetroffen"),
    "een andere dag": lambda links: links[1].update(op=date(2026, 1, 1)),
    "een andere vorige": lambda links: links[1].update(vorige="1" * 64),
    "een andere som": lambda links: links[1].update(som="1" * 64),
    "een ander stuk": lambda links: links[0]["stukken"].reverse(),
    "een andere naam": lambda links: links[0]["stukken"][0].update(vastgesteld_door="X"),
    "een ander bestand": lambda links: links[0]["stukken"][0]["archief"][0].update(sha256="1" * 64),
    "een andere reden": lambda links: links[0]["stukken"][0]["ondanks"][0].update(reden="X"),
}


@pytest.mark.parametrize("name", LINKS)
def test_each_change_of_the_chain_shows(root: Path, name: str) -> None:
    approve(root, replace(ASKED, codes=frozenset({"F-01"}), day=NOW), NOW)
    assert len(register_of(root).chain) == 3
    forge(root, lambda told: LINKS[name](told["ketting"]))
    assert "HB584" in seen(root)


def resum(told: Told) -> None:
    """Let every link have the sum that it should have: what a careful forger does."""
    register = Register.model_validate(told)
    before, links = chain.BEGIN, []
    for link in register.chain:
        bare = link.model_copy(update={"previous": before})
        links.append(bare.model_copy(update={"sum": chain.sum_of(bare)}))
        before = links[-1].sum
    told["ketting"] = [each.model_dump(by_alias=True, exclude_defaults=True) for each in links]


def test_a_forger_who_makes_the_sums_anew_is_betrayed_by_the_files(root: Path) -> None:
    def forger(told: Told) -> None:
        for each in (entry_of(told)["versies"][0], told["ketting"][0]["stukken"][-1]):
            each["ondanks"] = [{"wat": "nagaan", "reden": "iets anders"}]
        resum(told)

    forge(root, forger)
    assert "HB584" in seen(root)  # PP-01-2.0.docx names the sum of the first link as it was


def test_who_forges_all_that_hangs_together_is_betrayed_by_the_sum_that_was_noted(
    root: Path,
) -> None:
    noted = chain.newest(register_of(root))

    def forger(told: Told) -> None:
        for each in (entry_of(told)["versies"][1], told["ketting"][1]["stukken"][0]):
            each["ondanks"] = [{"wat": "nagaan", "reden": "iets anders"}]
        resum(told)

    forge(root, forger)
    assert status(root)[0] == 0  # docs/auditor.md says so
    assert noted not in path_of(root).read_text(encoding="utf-8")


def test_the_last_approval_taken_out_everywhere_leaves_its_file(root: Path) -> None:
    def forger(told: Told) -> None:
        entry_of(told)["versies"].pop()
        told["ketting"].pop()

    forge(root, forger)
    assert "HB581" in seen(root)


def test_a_file_changed_together_with_its_sum_shows(root: Path) -> None:
    path = archive(root) / "PP-01" / "PP-01-1.0.docx"
    path.write_bytes(path.read_bytes() + b" ")
    digest = storage.sha256(path.read_bytes())
    forge(root, lambda told: entry_of(told)["versies"][0]["archief"][0].update(sha256=digest))
    assert "HB584" in seen(root)


def test_a_changed_file_alone_is_told_by_all_and_stops_no_build(root: Path) -> None:
    path = archive(root) / "PP-01" / "PP-01-1.0.docx"
    path.write_bytes(path.read_bytes() + b" ")
    assert status(root)[:2] == (1, {"HB580"})
    assert run(root, NOW)[0] == 0
    assert "HB580" in run(root, NOW)[1]
    assert "HB580" in approve(root, replace(ASKED, day=NOW), NOW)


def test_a_build_reads_an_archived_file_again_only_when_it_changed(root: Path) -> None:
    run(root, NOW)
    write(root / "organisations", {f"{NAME}.yaml": PROFILE})  # so that the build does look
    with patch("handbook.pipeline.record_look.said_of_itself", side_effect=AssertionError):
        assert run(root, NOW)[0] == 0
    path = archive(root) / "PP-01" / "PP-01-1.0.docx"
    path.write_bytes(path.read_bytes() + b" ")
    assert "HB580" in run(root, NOW)[1]


def test_a_build_sees_a_change_of_the_archive_alone(root: Path) -> None:
    assert run(root, NOW) == run(root, NOW) == (0, {"HB401"})
    shutil.copy(archive(root) / "PP-01/PP-01-1.0.docx", archive(root) / "PP-01/PP-01-9.0.docx")
    assert run(root, NOW) == (1, {"HB581"})


def test_what_a_running_approval_announced_is_no_stray(root: Path) -> None:
    stray = archive(root) / "PP-01/PP-01-9.0.docx"
    shutil.copy(archive(root) / "PP-01/PP-01-1.0.docx", stray)
    assert status(root)[1] == {"HB581"}
    told = f'{{"PP-01/PP-01-9.0.docx": "{storage.digest(stray)}"}}'
    (archive(root) / ".bezig.json").write_text(told, encoding="utf-8")
    assert status(root)[:2] == (0, set())


def test_a_lost_register_takes_no_announced_file_out_of_the_archive(root: Path) -> None:
    name = "PP-01/PP-01-2.0.docx"
    before = (archive(root) / name).read_bytes()
    told = f'{{"{name}": "{storage.sha256(before)}"}}'
    (archive(root) / ".bezig.json").write_text(told, encoding="utf-8")
    path_of(root).unlink()
    assert run(root, NOW) == (1, {"HB581"})
    assert (archive(root) / name).read_bytes() == before


def test_an_approval_gives_the_same_bytes_on_any_day(root: Path, tmp_path: Path) -> None:
    other = Path(shutil.copytree(root, tmp_path / "ander"))
    asked = replace(ASKED, codes=frozenset({"F-01"}), day=LATER)
    for place, today in ((root, LATER), (other, NOW)):
        assert approve(place, asked, today) == set()
    name = "F-01/F-01-2.0.docx"
    assert (archive(root) / name).read_bytes() == (archive(other) / name).read_bytes()
    assert path_of(root).read_bytes() == path_of(other).read_bytes()


def test_a_forged_register_stops_one_organisation_and_no_other(root: Path) -> None:
    write(root / "organisations", {"berk.yaml": PROFILE.replace("De Linde", "De Eik")})
    forge(root, _without_one)
    outcomes = build(open_workspace(root), today=NOW)
    assert {each.organisation: each.exit_code for each in outcomes} == {"berk": 0, NAME: 1}


# Copies of a sync program.


def test_a_copy_of_register_profile_or_document_is_told_and_stops_nothing(root: Path) -> None:
    assert run(root, NOW)[1] == run(root, NOW)[1] == {"HB401"}
    for folder, name, copied in (
        (path_of(root).parent, "register.yaml", "register-LAPTOP-AB12.yaml"),
        (root / "organisations", f"{NAME}.yaml", f"{NAME}-pc.yaml"),
        (root / "output" / NAME, "PP-01.docx", "PP-01 (1).docx"),
    ):
        shutil.copy(folder / name, folder / copied)
        place = (folder / copied).relative_to(root).as_posix()
        outcomes = build(open_workspace(root), [NAME], today=NOW)
        checked = check(open_workspace(root), [NAME])
        standing = standings(open_workspace(root), [NAME], today=NOW)
        for [each] in (outcomes, checked, standing):
            told = [problem.place.file for problem in each.problems if problem.code == "HB585"]
            assert (place in told, each.exit_code) == (True, 0)


def test_a_copy_in_the_archive_is_no_stray(root: Path) -> None:
    path = archive(root) / "PP-01" / "PP-01-1.0.docx"
    shutil.copy(path, path.with_name("PP-01-1.0-LAPTOP.docx"))
    assert not any(refusals(root).values())


# Folders of before there was a chain.

SAID = ("versie", "herziening", "vastgesteld_door", "vastgesteld_op", "status")
UNSAID = ("datum", "reden", "ondanks")  # docs/auditor.md says so


@pytest.mark.parametrize("key", SAID)
def test_a_frozen_file_of_before_the_chain_betrays_who_changes_what_it_says(
    old: Path, key: str
) -> None:
    forge(old, lambda told: entry_of(told)["versies"][0].update({key: EDITS[key]}))
    assert seen(old) & {"HB581", "HB582", "HB583"}


@pytest.mark.parametrize("key", UNSAID)
def test_what_no_file_says_is_as_it_was_found_until_an_approval_seals_it(
    old: Path, key: str
) -> None:
    forge(old, lambda told: entry_of(told)["versies"][0].update({key: EDITS[key]}))
    assert not any(refusals(old).values())


def test_the_first_approval_seals_what_was_found_and_changes_show_from_then_on(old: Path) -> None:
    before = register_of(old).entries
    approve(old, replace(ASKED, codes=frozenset({"F-01"}), day=NOW), NOW)
    register = register_of(old)
    assert [(each.kind, len(each.sealed)) for each in register.chain] == [
        ("aangetroffen", sum(1 for entry in before for each in entry.versions if each.approved)),
        ("vastgesteld", 1),
    ]
    assert status(old)[0] == 0
    assert "aantoonbaar vanaf 1 juni 2026; daarvoor zoals aangetroffen" in status(old)[2]
    forge(old, lambda told: entry_of(told)["versies"][0].update(reden="niets bijzonders"))
    assert "HB584" in seen(old)


def test_a_register_of_before_is_not_written_again(old: Path) -> None:
    before = path_of(old).read_bytes()
    assert b"ketting" not in before
    assert run(old, NOW)[0] == 0
    assert path_of(old).read_bytes() == before


def test_a_frozen_file_names_the_sum_at_which_it_was_approved(root: Path) -> None:
    register = register_of(root)
    said = {
        number: said_of_itself((archive(root) / f"PP-01/PP-01-{number}.docx").read_bytes())
        for number in ("1.0", "2.0")
    }
    assert {number: each.link for number, each in said.items() if each} == {
        "1.0": chain.BEGIN,
        "2.0": register.chain[0].sum,
    }


def test_a_file_that_lost_its_chain_is_told(root: Path) -> None:
    forge(root, lambda told: told.pop("ketting"))
    assert "HB584" in seen(root)


def test_a_file_made_later_is_a_link_of_its_own(root: Path) -> None:
    data = b"%PDF-1.7 proef"
    (archive(root) / "PP-01" / "PP-01-2.0.pdf").write_bytes(data)
    assert status(root)[1] == {"HB581"}
    added = Frozen(bestand="PP-01-2.0.pdf", sha256=storage.sha256(data))
    register = chain.with_added(register_of(root), "PP-01", added, NOW)
    path_of(root).write_text(storage.render_register(register), encoding="utf-8")
    assert [each.kind for each in register_of(root).chain] == [
        "vastgesteld",
        "vastgesteld",
        "toegevoegd",
    ]
    stands = root / "output" / NAME / "vastgesteld" / "PP-01.pdf"
    stands.write_bytes(data)
    assert status(root)[:2] == (0, set())
    forge(root, lambda told: entry_of(told)["versies"][1]["archief"].pop())
    assert "HB584" in status(root)[1]


def test_nothing_can_be_added_to_what_was_never_approved() -> None:
    added = Frozen(bestand="PP-01-2.0.pdf", sha256="0" * 64)
    with pytest.raises(LookupError):
        chain.with_added(Register(), "PP-01", added, NOW)


# The day of an approval.


def test_nothing_is_approved_before_it_was_written(root: Path) -> None:
    asked = replace(ASKED, codes=frozenset({"KH-01"}), day=date(2026, 2, 1))
    [problem] = approve_documents(open_workspace(root), NAME, asked, today=NOW).problems
    assert (problem.code, problem.what) == (
        "HB576",
        "op 1 februari 2026 waren nog niet geschreven: KH-01",
    )
    assert problem.mend == (
        "Kies een dag van 2 maart 2026 tot en met 1 juni 2026; er is niets vastgesteld."
    )
    assert approve(root, replace(asked, day=LATER), NOW) == set()


def test_a_document_that_was_never_built_is_written_today(library: Path, tmp_path: Path) -> None:
    assert library.is_dir()
    write(tmp_path / "organisations", {f"{NAME}.yaml": PROFILE})
    assert approve(tmp_path, replace(ASKED, day=FIRST), NOW) == {"HB576"}
    assert approve(tmp_path, replace(ASKED, day=NOW), NOW) == set()


def test_a_seal_carries_the_sum_as_an_attribute_and_the_file_stays_proved(root: Path) -> None:
    data = (archive(root) / "PP-01" / "PP-01-2.0.docx").read_bytes()
    parts = read(data)
    assert sum(f'{LINK}="'.encode() in each for each in parts.values()) == 1
    assert pack(parts) == data


def begun_anew(root: Path, day: date) -> None:
    """Let the register have one link, that seals all as if it was found on `day`."""
    bare = register_of(root).model_copy(update={"chain": ()})
    path_of(root).write_text(storage.render_register(chain.as_found(bare, day)), encoding="utf-8")


def test_files_tell_that_a_chain_was_there_before_one_that_begins_anew(root: Path) -> None:
    assert "eerdere ketting" not in status(root)[2]
    begun_anew(root, FIRST)
    exit_code, _, record = status(root)
    files = len(list(archive(root).rglob("*.docx")))
    assert (exit_code, f"({files} van die bestanden noemen een eerdere ketting" in record) == (
        0,
        True,
    )


def test_what_was_found_can_be_the_first_link_alone(root: Path) -> None:
    register = register_of(root)
    *links, last = register.chain
    found = last.model_copy(update={"kind": "aangetroffen"})
    forged = found.model_copy(update={"sum": chain.sum_of(found)})
    whole = register.model_copy(update={"chain": (*links, forged)})
    path_of(root).write_text(storage.render_register(whole), encoding="utf-8")
    assert seen(root) == {"HB584"}


def test_register_and_archive_that_are_both_gone_are_missed_by_what_stands_for_readers(
    root: Path,
) -> None:
    shutil.rmtree(path_of(root).parent)
    assert seen(root) == {"HB581"}


def test_a_note_of_a_running_approval_covers_no_other_bytes(root: Path) -> None:
    stray = archive(root) / "PP-01" / "PP-01-9.0.docx"
    shutil.copy(archive(root) / "PP-01" / "PP-01-1.0.docx", stray)
    note = archive(root) / ".bezig.json"
    note.write_text(json.dumps({"PP-01/PP-01-9.0.docx": "0" * 64}), encoding="utf-8")
    assert status(root)[:2] == (1, {"HB581"})


def test_an_approval_is_announced_until_the_register_names_it_and_no_longer(root: Path) -> None:
    # An older register that is put back later would take the approved files away with the note.
    there: list[bool] = []

    def when_it_stands(*_: object) -> tuple[()]:
        there.append((archive(root) / ".bezig.json").exists())
        return ()

    with patch.object(approving, "to_stand", when_it_stands):
        approve(root, replace(ASKED, codes=frozenset({"F-01"}), day=NOW), NOW)
    assert there == [False]


def test_a_letter_in_two_signs_is_approved_as_it_is_read(root: Path) -> None:
    asked = replace(
        ASKED, approver="A. Rene\u0301", despite=dict.fromkeys(SUBJECTS, "cafe\u0301"), day=NOW
    )
    assert approve(root, replace(asked, codes=frozenset({"F-01"})), NOW) == set()
    assert status(root)[:2] == (0, set())
    [found] = [each for each in register_of(root).entries if each.code == "F-01"]
    assert found.current.approver == "A. Ren\u00e9"
