"""Register and archive check each other: what somebody changed in the past shows."""

import copy
import json
import shutil
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path
from unittest.mock import patch

import pytest
import yaml
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
    refusals,
    register_of,
    root,
    run,
    seen,
    status,
    stopped,
)

from handbook import storage
from handbook.errors import Place, Problem
from handbook.loading.records.register import read_register
from handbook.loading.workspace import open_workspace
from handbook.model.sources.register import Entry, Frozen, Register, Version, Waiver
from handbook.pipeline.approval import approve as approving
from handbook.pipeline.approval.approve import approve_documents, as_kept
from handbook.pipeline.approval.reasons_to_refuse import SUBJECTS, unfit
from handbook.pipeline.build.build import build
from handbook.pipeline.organisation.context import Request
from handbook.pipeline.publishing.publish import offer
from handbook.pipeline.records.archived_files import look
from handbook.pipeline.records.cross_check import unsound
from handbook.pipeline.records.register_rebuild import rebuild
from handbook.pipeline.safeguards.sources import check
from handbook.pipeline.status import statuses
from handbook.tailoring.control import checksum_chain as chain
from handbook.tailoring.control.approval import Decision
from handbook.word.package.package import pack, read
from handbook.word.package.seal import LINK
from handbook.word.provenance.approval_record import said_of_itself

__all__ = ("chained", "library", "of_before", "old", "root")  # fixtures


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
    [standing] = statuses(open_workspace(root), [NAME], today=NOW)
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
    [standing] = statuses(open_workspace(root), [NAME], today=NOW)
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


@pytest.fixture(scope="module")
def of_three_links(chained: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = Path(shutil.copytree(chained, tmp_path_factory.mktemp("schakels") / "w"))
    approve(root, replace(ASKED, codes=frozenset({"F-01"}), day=NOW), NOW)
    assert len(register_of(root).chain) == 3
    return root


@pytest.mark.parametrize("name", LINKS)
def test_each_change_of_the_chain_shows(of_three_links: Path, tmp_path: Path, name: str) -> None:
    root = Path(shutil.copytree(of_three_links, tmp_path / "w"))
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


def test_a_file_for_readers_that_was_replaced_is_told_by_all(root: Path) -> None:
    run(root, NOW)
    assert checked(root) == (0, {"HB401"})
    stands = root / "output" / NAME / "vastgesteld" / "PP-01.docx"
    shutil.copy(stands.with_name("KH-01.docx"), stands)
    assert status(root)[:2] == (1, {"HB580"})
    for told in (run(root, NOW), run(root, NOW), checked(root)):
        assert told == (0, {"HB401", "HB580"})
    assert stands.read_bytes() == stands.with_name("KH-01.docx").read_bytes()


def test_check_tells_what_status_tells_of_register_and_archive(root: Path) -> None:
    run(root, NOW)
    with patch(
        "handbook.pipeline.records.archived_files.said_of_itself", side_effect=AssertionError
    ):
        assert checked(root) == (0, {"HB401"})
    forge(root, lambda told: entry_of(told)["versies"][0].update(vastgesteld_door="P. Pieters"))
    assert checked(root) == (1, {"HB401"} | status(root)[1])
    path_of(root).unlink()
    assert checked(root) == (1, {"HB401", "HB581"})


def checked(root: Path) -> tuple[int, set[str]]:
    [outcome] = check(open_workspace(root), [NAME])
    return outcome.exit_code, {each.code for each in outcome.problems}


def test_a_build_reads_an_archived_file_again_only_when_it_changed(root: Path) -> None:
    run(root, NOW)
    write(root / "organisations", {f"{NAME}.yaml": PROFILE})  # so that the build does look
    with patch(
        "handbook.pipeline.records.archived_files.said_of_itself", side_effect=AssertionError
    ):
        assert run(root, NOW)[0] == 0
    path = archive(root) / "PP-01" / "PP-01-1.0.docx"
    path.write_bytes(path.read_bytes() + b" ")
    assert "HB580" in run(root, NOW)[1]


def test_a_build_sees_a_change_of_the_archive_alone(root: Path) -> None:
    assert run(root, NOW) == run(root, NOW) == (0, {"HB401"})
    shutil.copy(archive(root) / "PP-01/PP-01-1.0.docx", archive(root) / "PP-01/PP-01-9.0.docx")
    assert run(root, NOW) == (1, {"HB581"})


def test_only_what_a_running_approval_announced_is_no_stray(root: Path) -> None:
    name = "PP-01/PP-01-9.0.docx"
    data = (archive(root) / "PP-01/PP-01-1.0.docx").read_bytes()
    (archive(root) / name).write_bytes(data)
    assert status(root)[1] == {"HB581"}
    note = archive(root) / ".bezig.json"
    note.write_text(json.dumps({name: storage.sha256(data)}), encoding="utf-8")
    assert status(root)[1] == {"HB581"}  # nothing runs: that approval broke off
    with storage.lock(root):
        assert status(root)[:2] == (0, set())
        note.write_text(json.dumps({name: "0" * 64}), encoding="utf-8")
        assert status(root)[1] == {"HB581"}


def test_an_older_register_beside_a_note_takes_no_approved_file_out_of_the_archive(
    root: Path,
) -> None:
    older, name = path_of(root).read_bytes(), "F-01/F-01-2.0.docx"
    assert approve(root, replace(ASKED, codes=frozenset({"F-01"}), day=NOW), NOW) == set()
    assert not (archive(root) / ".bezig.json").exists()
    before = (archive(root) / name).read_bytes()
    told = json.dumps({name: storage.sha256(before)})
    (archive(root) / ".bezig.json").write_text(told, encoding="utf-8")
    path_of(root).write_bytes(older)
    assert "HB581" in seen(root)
    assert (archive(root) / name).read_bytes() == before


LOST: dict[str, Callable[[Path], object]] = {
    "register": lambda root: path_of(root).unlink(),
    "archief": lambda root: shutil.rmtree(archive(root)),
}


def test_register_and_archive_that_are_both_lost_are_told_by_what_stands(root: Path) -> None:
    for lose in LOST.values():
        lose(root)
    working = (root / "output" / NAME / "PP-01.docx").read_bytes()
    assert set(map(frozenset, refusals(root).values())) == {frozenset({"HB581"})}
    shutil.rmtree(root / "output" / NAME / "vastgesteld")
    assert "HB581" in seen(root)  # the working copies say it as well
    assert (root / "output" / NAME / "PP-01.docx").read_bytes() == working
    shutil.rmtree(root / "output" / NAME)
    assert (status(root)[0], run(root, NOW)[0]) == (0, 0)  # begun anew, knowingly


def test_who_lost_both_makes_them_again_from_what_stands_for_readers(root: Path) -> None:
    entries = {each.filename: each for each in register_of(root).entries}
    for lose in LOST.values():
        lose(root)
    for path in sorted((root / "output" / NAME / "vastgesteld").glob("*.docx")):
        entry = entries[path.name]
        assert entry.approved is not None
        home = archive(root) / entry.code
        home.mkdir(parents=True)
        shutil.copy(path, home / f"{entry.code}-{entry.approved.number}.docx")
    rebuild(open_workspace(root), NAME, lambda _: True, today=NOW)
    assert status(root)[0] == 0
    assert numbers(register_of(root).entries) == numbers(entries.values())


def numbers(entries: Iterable[Entry]) -> dict[str, str]:
    return {each.code: each.approved.number for each in entries if each.approved}


def test_a_strange_file_among_the_approved_ones_stops_nothing(root: Path, tmp_path: Path) -> None:
    home = root / "output" / NAME / "vastgesteld"
    shutil.copy(root / "output" / NAME / "KH-01.docx", home / "zomaar.docx")  # a concept
    Document().save(str(home / "kladje.docx"))
    (home / "stuk.docx").write_bytes(b"PK")
    assert (status(root)[0], run(root, NOW)[0]) == (0, 0)
    write(tmp_path / "organisations", {f"{NAME}.yaml": PROFILE})
    assert (status(tmp_path)[0], run(tmp_path, NOW)[0]) == (0, 0)


ODD_NOTES = (
    b"",
    b"[]",
    b"null",
    b'{"a": 1}',
    b"\xff",
    b"[" * 100_000,
    b"1e999",
    b"9" * 5000,
    b'{"PP-01/PP-01-2.0.docx": "\\ud800"}',
    b'{"PP-01/PP-01-2.0.docx": null}',
    b'{"versie": 1, "bestanden": {"PP-01/PP-01-2.0.docx": [[Infinity, 1, 1, 1], {}]}}',
    b'{"versie": 1, "bestanden": {"PP-01/PP-01-2.0.docx": '
    b'[[1e999, 1, 1, 1], {"digest": 1, "said": null}]}}',
    b'{"versie": 1, "bestanden": []}',
    b'{"versie": 2, "basis": 1, "uitkomst": [], "sleutels": 1, "stukken": 1}',
    b'{"versie": 2, "basis": {"program": 1, "sources": {}, "files": {"a": ["b"]}}, "uitkomst": '
    b'{"organisation": "linde"}, "sleutels": [], "stukken": 1}',
    b'{"HB": {"voor": "", "paginas": 1}}',
)


NOTES = (
    "organisations/linde/archief/.bezig.json",
    "organisations/linde/paginas.json",
    "output/.handbook/linde.json",
    "output/.handbook/linde.archief.json",
)


@pytest.mark.parametrize("note", NOTES)
def test_an_odd_note_is_as_good_as_none(root: Path, note: str) -> None:
    assert run(root, NOW)[0] == 0
    # The handbook alone meets them all, but for the outcome of a build of all that there is.
    only = frozenset[str]() if note.endswith("/linde.json") else frozenset({"KH-01"})
    for odd in ODD_NOTES:
        (root / note).write_bytes(odd)
        profile = PROFILE.replace("De Linde", f"De Es {len(odd)}")
        write(root / "organisations", {f"{NAME}.yaml": profile})
        [built] = build(open_workspace(root), today=NOW, request=Request(only=only))
        assert built.exit_code == 0, odd[:40]
    assert status(root)[0] == 0
    (root / note).write_bytes(ODD_NOTES[-1])
    assert approve(root, replace(ASKED, codes=frozenset({"PP-01"}), day=NOW), NOW) == set()


def test_of_odd_notes_the_standing_is_what_it_is_without_them(root: Path) -> None:
    assert run(root, NOW)[0] == 0
    before = status(root)
    for odd in ODD_NOTES:
        for note in NOTES:
            (root / note).write_bytes(odd)
        assert status(root) == before, odd[:40]


def test_a_lost_register_takes_no_announced_file_out_of_the_archive(root: Path) -> None:
    name = "PP-01/PP-01-2.0.docx"
    before = (archive(root) / name).read_bytes()
    told = f'{{"{name}": "{storage.sha256(before)}"}}'
    (archive(root) / ".bezig.json").write_text(told, encoding="utf-8")
    path_of(root).unlink()
    assert run(root, NOW) == (1, {"HB581"})
    assert (archive(root) / name).read_bytes() == before


def test_a_name_and_a_reason_with_loose_accents_are_kept_composed(root: Path) -> None:
    typed = "Jose\u0301 de Wit"
    asked = replace(ASKED, codes=frozenset({"F-01"}), day=NOW, approver=typed)
    approve(root, replace(asked, despite=dict.fromkeys(SUBJECTS, typed)), NOW)
    entry = register_of(root).find("F-01")
    assert entry is not None
    assert entry.current.approver == "Jos\u00e9 de Wit"
    assert status(root)[:2] == (0, set())
    assert (run(root, NOW)[0], stopped(lambda: offer(open_workspace(root), NAME))) == (0, set())


def test_a_register_with_loose_accents_of_before_can_be_made_anew(root: Path) -> None:
    asked = replace(ASKED, codes=frozenset({"F-01"}), day=NOW, approver="Jose\u0301 de Wit")
    with (
        patch.object(approving, "as_kept", lambda typed: typed),
        patch("handbook.model.common.yaml_lines.normalize", lambda _, text: text),
    ):
        approve(root, asked, NOW)
    assert status(root)[1] == {"HB584"}
    rebuild(open_workspace(root), NAME, lambda _: True, today=NOW)
    assert status(root)[0] == 0


def test_every_character_that_can_be_printed_comes_back_as_it_was_sealed(tmp_path: Path) -> None:
    """Each stands after a letter, before one, and beside quotes."""
    signs = [chr(each) for each in range(0x20, 0x30000) if chr(each).isprintable()]
    texts = [
        "".join(map('{0}e{0}="{0}'.format, signs[at : at + 99])) for at in range(0, len(signs), 99)
    ]
    waivers = tuple(Waiver(wat="nagaan", reden=as_kept(text)) for text in texts)
    for each in (waivers, tuple(Waiver(wat="nagaan", reden=text) for text in texts)):
        register = chain.with_approvals(_register_of_one("Zoe\u0308", each), ["A"], FIRST)
        file = tmp_path / "register.yaml"
        file.write_text(storage.render_register(register), encoding="utf-8")
        read_back, problems = read_register(file, "register.yaml")
        assert (problems, list(chain.flaws(read_back))) == ((), [])
        assert [text.reason for text in read_back.entries[0].current.waivers] == [
            unicodedata.normalize("NFC", text.reason) for text in each
        ]


def _register_of_one(approver: str, waivers: tuple[Waiver, ...]) -> Register:
    """Return a register with a document that was just approved."""
    version = Version(
        versie="1.0",
        status="vastgesteld",
        datum=FIRST,
        herziening=NOW,
        inhoud="x",
        vastgesteld_door=approver,
        vastgesteld_op=FIRST,
        archief=(Frozen(bestand="A-1.0.docx", sha256="0" * 64),),
        ondanks=waivers,
    )
    entry = Entry(document="A", code="A", titel="A", bestand="A.docx", versies=(version,))
    return Register(documenten=(entry,))


def test_an_approval_gives_the_same_bytes_on_any_day(root: Path, tmp_path: Path) -> None:
    other = Path(shutil.copytree(root, tmp_path / "ander"))
    asked = replace(ASKED, codes=frozenset({"F-01"}), day=LATER)
    for place, today in ((root, LATER), (other, NOW)):
        assert approve(place, asked, today) == set()
    name = "F-01/F-01-2.0.docx"
    assert (archive(root) / name).read_bytes() == (archive(other) / name).read_bytes()
    here, there = register_of(root), register_of(other)
    assert here.entries == there.entries
    # The chain tells the day on which it was really sealed.
    assert [each.day for each in (here.chain[-1], there.chain[-1])] == [LATER, NOW]
    assert here.chain[:-1] == there.chain[:-1]


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
        standing = statuses(open_workspace(root), [NAME], today=NOW)
        for [each] in (outcomes, checked, standing):
            told = [problem.place.file for problem in each.problems if problem.code == "HB585"]
            assert (place in told, each.exit_code) == (True, 0)


@pytest.mark.parametrize("name", ["PP-01-1.0-LAPTOP.docx", "PP-01-1.0 kopie 2.docx"])
def test_a_copy_in_the_archive_is_told_and_no_stray(root: Path, name: str) -> None:
    path = archive(root) / "PP-01" / "PP-01-1.0.docx"
    shutil.copy(path, path.with_name(name))
    assert not any(refusals(root).values())
    place = path.with_name(name).relative_to(root).as_posix()
    outcomes = build(open_workspace(root), [NAME], today=NOW)
    checked = check(open_workspace(root), [NAME])
    standing = statuses(open_workspace(root), [NAME], today=NOW)
    for [each] in (outcomes, checked, standing):
        told = [problem.place.file for problem in each.problems if problem.code == "HB585"]
        assert told == [place]


def test_a_profile_that_a_sync_program_copied_is_built_for_nobody(root: Path) -> None:
    home = root / "organisations"
    shutil.copy(home / f"{NAME}.yaml", home / f"{NAME}-pc.yaml")
    assert run(root, NOW) == (0, {"HB401", "HB585"})
    assert not (root / "output" / f"{NAME}-pc").exists()
    [built] = build(open_workspace(root), [f"{NAME}-pc"], today=NOW)
    assert (built.organisation, built.exit_code) == (f"{NAME}-pc", 0)


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


def concept(code: str, written: date) -> Entry:
    version = Version(versie="0.1", status="concept", datum=written, herziening=NOW, inhoud="")
    return Entry(document=code, code=code, titel="", bestand=f"{code}.docx", versies=(version,))


def approved(code: str, *days: date) -> Entry:
    """Return a document that was approved on each of `days`, as 1.0, 2.0 and so on."""
    entry = concept(code, days[0])
    versions = (
        entry.current.model_copy(
            update={"number": f"{number}.0", "status": "vastgesteld", "approved": day}
        )
        for number, day in enumerate(days, 1)
    )
    return entry.model_copy(update={"versions": tuple(versions)})


def unfitting(entries: list[Entry], day: date, number: str = "") -> list[tuple[str, str]]:
    decision = Decision(approver="B. Stuur", day=day, number=number)
    return [(each.code, each.what) for each in unfit(entries, decision, NAME, NOW)]


def test_the_day_that_is_advised_is_one_on_which_all_that_is_asked_was_written() -> None:
    days = {"KH-01": FIRST, "PP-01": LATER, "PP-02": date(2026, 2, 1)}
    entries = [concept(code, day) for code, day in days.items()]
    decision = Decision(approver="B. Stuur", day=date(2026, 1, 1))
    assert unfit(entries, decision, NAME, NOW) == (
        Problem(
            Place(f"organisations/{NAME}/register.yaml"),
            code="HB576",
            what="op 1 januari 2026 waren nog niet geschreven: KH-01, PP-01, PP-02",
            mend="Kies een dag van 2 maart 2026 tot en met 1 juni 2026; er is niets vastgesteld.",
        ),
    )


@pytest.mark.parametrize(("count", "more"), [(3, ""), (4, ", …")])
def test_of_what_was_not_written_yet_three_are_named(count: int, more: str) -> None:
    entries = [concept(f"F-0{number}", LATER) for number in range(1, count + 1)]
    what = f"op 5 januari 2026 waren nog niet geschreven: F-01, F-02, F-03{more}"
    assert unfitting(entries, FIRST) == [("HB576", what)]


def test_nothing_is_approved_before_its_newest_approval() -> None:
    entries = [approved("KH-01", FIRST), approved("PP-01", FIRST, LATER)]
    what = "PP-01 is al vastgesteld op 2 maart 2026, na 1 februari 2026"
    assert unfitting(entries, date(2026, 2, 1)) == [("HB576", what)]


def test_a_number_that_one_of_the_documents_had_is_told_of_that_one() -> None:
    entries = [approved("KH-01", FIRST), approved("PP-01", FIRST, LATER)]
    what = "versie 2.0 van PP-01 is al gebruikt, of ligt voor versie 2.0"
    assert unfitting(entries, NOW, "2.0") == [("HB570", what)]


def test_a_day_to_come_and_a_number_that_is_none_are_told_together() -> None:
    told = unfitting([], date(2026, 6, 2), "2")
    assert [code for code, _ in told] == ["HB576", "HB570"]


def test_nothing_is_approved_before_its_text_was_as_it_is(root: Path) -> None:
    before = register_of(root).find("KH-01")
    write(root / "organisations", {f"{NAME}.yaml": PROFILE.replace("De Linde", "De Esdoorn")})
    run(root, date(2026, 5, 1))
    built = path_of(root).read_bytes()
    run(root, NOW)  # another day, and no word changed
    after = register_of(root).find("KH-01")
    assert path_of(root).read_bytes() == built
    assert before is not None
    assert after is not None
    assert (before.current.latest, before.current.written) == (None, LATER)
    assert (after.current.latest, after.current.written) == (date(2026, 5, 1), LATER)
    asked = replace(ASKED, codes=frozenset({"KH-01"}), day=LATER)
    [problem] = approve_documents(open_workspace(root), NAME, asked, today=NOW).problems
    assert (problem.code, problem.mend) == (
        "HB576",
        "Kies een dag van 1 mei 2026 tot en met 1 juni 2026; er is niets vastgesteld.",
    )
    assert approve(root, replace(asked, day=date(2026, 5, 1)), NOW) == set()
    approved = register_of(root).find("KH-01")
    assert approved is not None
    assert approved.current.latest is None  # the day of the approval says enough
    assert status(root)[:2] == (0, set())


def test_what_is_changed_by_hand_is_known_since_the_day_that_it_was_approved(root: Path) -> None:
    """Nobody knows when she typed it; a day in the past is hers to give, and the register tells."""
    path = root / "output" / NAME / "KH-01.docx"
    document = Document(str(path))
    document.add_paragraph("Besproken met de cliëntenraad.")
    document.save(str(path))
    asked = replace(ASKED, codes=frozenset({"KH-01"}), day=LATER)
    assert approve(root, asked, NOW) == set()
    assert approve(root, replace(asked, day=NOW, number="3.0"), NOW) == set()
    entry = register_of(root).find("KH-01")
    assert entry is not None
    told = [(each.approved, each.latest) for each in entry.versions if each.approved]
    assert told == [(FIRST, None), (LATER, NOW), (NOW, None)]
    assert "laatst: 2026-06-01" in path_of(root).read_text(encoding="utf-8")
    assert status(root)[:2] == (0, set())
    forge(root, lambda told: entry_of(told, "KH-01")["versies"][1].pop("laatst"))
    assert "HB584" in status(root)[1]


def test_a_seal_carries_the_sum_as_an_attribute_and_the_file_stays_proved(root: Path) -> None:
    data = (archive(root) / "PP-01" / "PP-01-2.0.docx").read_bytes()
    parts = read(data)
    assert sum(f'{LINK}="'.encode() in each for each in parts.values()) == 1
    assert pack(parts) == data


def test_a_chain_that_is_replaced_by_what_was_found_claims_nothing(root: Path) -> None:
    def forger(told: Told) -> None:
        entry_of(told)["versies"][0]["ondanks"] = [{"wat": "nagaan", "reden": "niets open"}]
        told.pop("ketting")

    forge(root, forger)
    register = chain.as_found(register_of(root), FIRST)
    path_of(root).write_text(storage.render_register(register), encoding="utf-8")
    exit_code, codes, told = status(root)
    assert (exit_code, codes) == (0, set())
    assert told == (
        "de ketting van sommen is opnieuw begonnen op 2 maart 2026, volgens het register: wat toen "
        "al was vastgesteld, is zoals aangetroffen, en de bestanden noemen sommen die er niet meer "
        f"zijn. Nieuwste som: {chain.short(chain.newest(register))}"
    )


def test_only_the_first_link_can_be_what_was_found(root: Path) -> None:
    def forger(told: Told) -> None:
        told["ketting"][1]["soort"] = "aangetroffen"
        resum(told)

    forge(root, forger)
    assert "HB584" in seen(root)


@pytest.mark.parametrize("day", [FIRST, date(2026, 2, 1)])
def test_a_link_of_a_day_before_what_it_seals_shows(root: Path, day: date) -> None:
    def forger(told: Told) -> None:
        told["ketting"][1]["op"] = day
        resum(told)

    forge(root, forger)
    assert "HB584" in seen(root)


def test_what_is_dated_back_is_provable_from_the_day_that_it_was_sealed(
    library: Path, tmp_path: Path
) -> None:
    assert library.is_dir()
    write(tmp_path / "organisations", {f"{NAME}.yaml": PROFILE})
    run(tmp_path, FIRST)
    assert approve(tmp_path, replace(ASKED, day=FIRST), LATER) == set()
    [link] = register_of(tmp_path).chain
    assert (link.day, {each.approved for each in link.sealed}) == (LATER, {FIRST})
    assert "aantoonbaar vanaf 2 maart 2026." in status(tmp_path)[2]
    asked = replace(ASKED, codes=frozenset({"PP-01"}), day=NOW)
    assert approve(tmp_path, asked, NOW) == set()
    assert [each.day for each in register_of(tmp_path).chain] == [LATER, NOW]
