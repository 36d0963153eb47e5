"""Approved documents on a host: planned, whole, the same document each time, never over others."""

import csv
import io
import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from docx import Document
from fsspec import register_implementation
from fsspec.implementations.dirfs import DirFileSystem
from fsspec.implementations.local import LocalFileSystem
from fsspec.implementations.memory import MemoryFileSystem
from handed import (
    DAY,
    ENVIRONMENT,
    NAME,
    PROFILE,
    Server,
    acts,
    approved,
    breaking,
    changes,
    codes,
    copy_of,
    publishes,
    shown_on,
    webdav,
    workspace_at,
)
from hypothesis import given, settings
from hypothesis import strategies as st
from small_set import small_set

from handbook import opc
from handbook.cli.app import main
from handbook.errors import HandbookError
from handbook.loading.template_files import tool_template
from handbook.loading.workspace import open_workspace
from handbook.model.features.publishing import Item, Offer, Sight
from handbook.pipeline.approval.approve import Asked, approve_documents
from handbook.pipeline.approval.reasons_to_refuse import SUBJECTS
from handbook.pipeline.build.build import build
from handbook.pipeline.organisation.context import Request
from handbook.pipeline.organisation.kept_id import COPIES
from handbook.publishing.address import open_target, shown
from handbook.publishing.file_names import host_name, host_path, unique
from handbook.publishing.plan import against_all, plan
from handbook.publishing.publication_record import PATH, noted, sha256
from handbook.publishing.stores import Other
from handbook.publishing.target import Target

LATER = date(2027, 2, 1)
ASKED = Asked(approver="B. Stuur", day=DAY, despite=dict.fromkeys(SUBJECTS, "proef"))


@pytest.fixture(scope="module", autouse=True)
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with small_set(tmp_path_factory.mktemp("pakketten")):
        yield


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return workspace_at(tmp_path_factory.mktemp("publish") / "w")


@pytest.fixture
def root(made: Path, tmp_path: Path) -> Path:
    return copy_of(made, tmp_path / "w")


@pytest.fixture(scope="module")
def made_sent(made: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder after a publish, beside the host that it was published to."""
    home = tmp_path_factory.mktemp("sent")
    publishes(copy_of(made, home / "w"), str(home / "host"))
    return home


@pytest.fixture
def sent(made_sent: Path, tmp_path: Path) -> Path:
    copy_of(made_sent / "host", tmp_path / "host")
    return copy_of(made_sent / "w", tmp_path / "w")


@pytest.fixture(scope="module")
def made_newer(made_sent: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = copy_of(made_sent / "w", tmp_path_factory.mktemp("newer") / "w")
    changes(root, "doet mee.", "doet mee en hoort erbij.", LATER)
    return root


@pytest.fixture
def newer(made_newer: Path, tmp_path: Path) -> Path:
    """Return a folder with a version of the handbook that came after the publish of `sent`."""
    return copy_of(made_newer, tmp_path / "nieuwer")


@pytest.fixture(scope="module")
def made_fewer(made_sent: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = copy_of(made_sent / "w", tmp_path_factory.mktemp("fewer") / "w")
    changes(root, ", vrijwilligerscentrale", "", LATER)
    return root


@pytest.fixture
def fewer(made_fewer: Path, tmp_path: Path) -> Path:
    """Return a folder that a document left after the publish of `sent`."""
    return copy_of(made_fewer, tmp_path / "minder")


@pytest.fixture(scope="module")
def made_more(made: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with enough documents for a host to break off in between."""
    root = copy_of(made, tmp_path_factory.mktemp("more") / "w")
    changes(root, "onderdelen:", "kenmerken: [vrijwilligers]\nonderdelen:", DAY)
    assert len(approved(root)) > 12
    return root


@pytest.fixture
def more(made_more: Path, tmp_path: Path) -> Path:
    return copy_of(made_more, tmp_path / "meer")


@pytest.fixture(scope="module")
def made_one(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder in which the handbook alone is approved."""
    root = tmp_path_factory.mktemp("one") / "w"
    (root / "organisations").mkdir(parents=True)
    (root / "organisations" / f"{NAME}.yaml").write_text(PROFILE, encoding="utf-8")
    list(build(open_workspace(root), today=DAY))
    asked = replace(ASKED, codes=frozenset({"KH-01"}))
    assert approve_documents(open_workspace(root), NAME, asked, today=DAY).exit_code == 0
    return root


@pytest.fixture
def one(made_one: Path, tmp_path: Path) -> Path:
    return copy_of(made_one, tmp_path / "een")


@pytest.fixture
def host(tmp_path: Path) -> Path:
    return tmp_path / "host"


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    with webdav(tmp_path / "dav") as running:
        yield running


def run(root: Path, *words: str) -> Result:
    return CliRunner().invoke(main, ["-C", str(root), *words])


def test_a_plan_comes_first_and_writes_nothing(root: Path, host: Path) -> None:
    told = run(root, "publiceer", NAME, str(host))
    assert told.exit_code == 0, told.output
    assert told.output.endswith("Er is niets geschreven. Voer het plan uit met --yes.\n")
    assert f"{len(approved(root))} nieuw" in told.output
    assert not host.exists()
    assert run(root, "publish", NAME, str(host), "--ja").exit_code == 0
    assert shown_on(host) == approved(root)


def test_a_second_time_nothing_is_written_and_a_new_version_is_the_same_document(
    root: Path, host: Path
) -> None:
    first = publishes(root, str(host))
    assert acts(first) == {"nieuw": len(approved(root))}
    before = {path: path.stat().st_mtime_ns for path in host.rglob("*") if path.is_file()}
    assert acts(publishes(root, str(host))) == {"ongewijzigd": len(approved(root))}
    assert {path: path.stat().st_mtime_ns for path in host.rglob("*") if path.is_file()} == before
    changes(root, "doet mee.", "doet mee en hoort erbij.", LATER)
    told = publishes(root, str(host))
    assert acts(told)["bijgewerkt"] == 1
    [step] = [each for each in told.steps if each.act == "bijgewerkt"]
    assert (step.path, step.reason) == ("KH-01.docx", "1.0 wordt 2.0")
    assert shown_on(host) == approved(root)


def test_an_older_version_never_takes_the_place_of_a_newer_one(
    root: Path, newer: Path, host: Path
) -> None:
    publishes(newer, str(host))
    told = publishes(root, str(host))
    assert (told.exit_code, codes(told)) == (3, ["HB558"])
    [problem] = [problem for step in told.steps for problem in step.problems]
    assert problem.what == "op het doel staat versie 2.0, en hier is 1.0 de nieuwste"
    assert shown_on(host) == approved(newer)


@pytest.mark.parametrize(
    ("there", "here", "act", "code"),
    [
        ("1.9", "1.10", "bijgewerkt", []),
        ("1.10", "1.9", "conflict", ["HB558"]),
        ("9.0", "10.0", "bijgewerkt", []),
        ("10.0", "9.0", "conflict", ["HB558"]),
    ],
)
def test_versions_are_compared_as_numbers_on_a_host_and_in_a_zip(
    there: str, here: str, act: str, code: list[str]
) -> None:
    old, new = (
        Offer(
            organisation=NAME,
            items=(
                Item(
                    identity="KH-01",
                    path="KH-01.docx",
                    data=number.encode(),
                    digest=sha256(number.encode()),
                    version=number,
                ),
            ),
        )
        for number in (there, here)
    )
    known, seen = noted(old), {"KH-01.docx": Sight(digest=sha256(there.encode()))}
    [step] = plan(new, known, seen, "het doel").steps
    assert (step.act, [each.code for each in step.problems]) == (act, code)
    assert [each.code for each in against_all(new, known, seen, "het doel")] == code


@pytest.mark.usefixtures("sent")
def test_a_colleague_is_never_overwritten(newer: Path, host: Path) -> None:
    (host / "KH-01.docx").write_bytes(b"van een collega")
    told = publishes(newer, str(host))
    assert (told.exit_code, codes(told)) == (3, ["HB532"])
    assert (host / "KH-01.docx").read_bytes() == b"van een collega"


def test_after_a_refused_file_is_mended_our_own_files_are_still_ours(
    root: Path, host: Path
) -> None:
    publishes(root, str(host))
    document = root / "output" / NAME / "vastgesteld" / "KH-01.docx"
    good = document.read_bytes()
    document.write_bytes(b"van een collega")
    assert publishes(root, str(host)).exit_code != 0
    document.write_bytes(good)
    changes(root, "buurtwerk, vrijwilligerscentrale", "buurtwerk", LATER)
    told = publishes(root, str(host))
    assert (told.exit_code, codes(told), "conflict" in acts(told)) == (0, [], False)


def test_what_was_there_before_us_stays(root: Path, host: Path) -> None:
    host.mkdir()
    (host / "kh-01.DOCX").write_bytes(b"van vroeger")
    (host / "KH-03.docx").write_bytes(b"van vroeger")
    told = publishes(root, str(host))
    assert "HB533" in codes(told)
    assert (host / "KH-03.docx").read_bytes() == b"van vroeger"


@pytest.mark.usefixtures("sent")
def test_what_left_the_set_moves_aside(fewer: Path, host: Path) -> None:
    before = shown_on(host)
    told = publishes(fewer, str(host))
    left = [step.path for step in told.steps if step.act == "vervallen"]
    assert left
    now = shown_on(host)
    assert {f"Vervallen/{path}" for path in left} == {path for path in now if "/" in path}
    assert all(now[f"Vervallen/{path}"] == before[path] for path in left)
    assert {path: data for path, data in now.items() if "/" not in path} == approved(fewer)


@pytest.mark.usefixtures("sent")
def test_what_left_the_set_moves_aside_also_when_another_document_is_refused(
    fewer: Path, host: Path
) -> None:
    before = shown_on(host)
    (fewer / "output" / NAME / "vastgesteld" / "KH-01.docx").write_bytes(b"van een collega")
    told = publishes(fewer, str(host))
    left = [step.path for step in told.steps if step.act == "vervallen"]
    assert left
    assert (told.exit_code, codes(told)) == (3, ["HB545"])
    assert shown_on(host)["KH-01.docx"] == before["KH-01.docx"]
    assert {f"Vervallen/{path}" for path in left} == {
        path for path in shown_on(host) if "/" in path
    }


def test_only_what_was_approved_goes_along(root: Path, host: Path) -> None:
    folder = root / "output" / NAME / "vastgesteld"
    (folder / "KH-01.docx").write_bytes((folder / "KH-02.docx").read_bytes())
    shutil.copy(folder / "KH-01.docx", folder / "kh-01.xlsx")
    told = publishes(root, str(host))
    assert codes(told) == ["HB545", "HB545"]
    refused = sorted(step.path for step in told.steps if step.act == "geweigerd")
    assert refused == ["KH-01.docx", "kh-01.xlsx"]
    assert not {"KH-01.docx", "kh-01.xlsx"} & set(shown_on(host))


@pytest.mark.parametrize(
    ("name", "told"),
    [
        *((each, []) for each in ("Thumbs.db", "desktop.ini", ".DS_Store", "~$los.docx")),
        *((each, ["HB545"]) for each in ("KH-01.pdf", "KH-01 (1).docx", "los.docx")),
    ],
)
def test_a_strange_file_among_the_approved_blocks_nothing(
    sent: Path, host: Path, name: str, told: list[str]
) -> None:
    (sent / "output" / NAME / "vastgesteld" / name).write_bytes(b"x")
    leaving = approved(sent)
    changes(sent, "buurtwerk, vrijwilligerscentrale", "buurtwerk", LATER)
    gone = set(leaving) - set(approved(sent))
    assert gone
    plan = publishes(sent, str(host))
    assert (plan.exit_code, codes(plan)) == (0, told)
    assert gone <= {step.path for step in plan.steps if step.act == "vervallen"}
    assert name not in shown_on(host)


def test_working_copies_go_along_when_asked(root: Path, host: Path) -> None:
    told = publishes(root, str(host), drafts=True)
    working = {
        path.name
        for path in (root / "output" / NAME).iterdir()
        if path.suffix in (".docx", ".xlsx")
        and path.name not in ("verslag.docx", "documentenregister.xlsx")
    }
    assert set(shown_on(host)) == working
    assert told.exit_code == 0
    changes(root, "doet mee.", "doet mee en hoort erbij.", LATER)
    [step] = [each for each in publishes(root, str(host)).steps if each.path == "KH-01.docx"]
    assert step.reason == "1.0 wordt 2.0"
    path = root / "organisations" / f"{NAME}.yaml"
    text = path.read_text(encoding="utf-8").replace("hoort erbij.", "telt mee.")
    path.write_text(text, encoding="utf-8")
    list(build(open_workspace(root), today=LATER))
    [step] = [
        each for each in publishes(root, str(host), drafts=True).steps if each.path == "KH-01.docx"
    ]
    assert step.reason == "2.0 (vastgesteld) wordt 2.1 (concept)"


def test_a_secret_location_never_leaves(root: Path, host: Path) -> None:
    path = root / "organisations" / f"{NAME}.yaml"
    text = path.read_text(encoding="utf-8")
    hidden = text.replace('1234 AB Berkdorp"}', '1234 AB Berkdorp", geheim: ja}')
    path.write_text(hidden.replace("in Berkdorp", "hier"), encoding="utf-8")
    told = publishes(root, str(host))
    texts = shown_on(host)
    assert codes(told)
    assert set(codes(told)) == {"HB545"}
    assert all(b"Berkdorp" not in part for data in texts.values() for part in opened(data))


def opened(data: bytes) -> list[bytes]:
    return list(opc.unpack(data).values())


def test_another_organisation_has_another_folder(one: Path, host: Path) -> None:
    publishes(one, str(host))
    note = host / ".handbook/publicatie.json"
    note.write_text(note.read_text(encoding="utf-8").replace('"berk"', '"els"'), encoding="utf-8")
    before = shown_on(host)
    with pytest.raises(HandbookError) as told:
        publishes(one, str(host))
    assert [each.code for each in told.value.problems] == ["HB530"]
    note.write_text("{", encoding="utf-8")
    with pytest.raises(HandbookError) as told:
        publishes(one, str(host))
    assert [each.code for each in told.value.problems] == ["HB531"]
    assert shown_on(host) == before


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("/nergens/hier/map", "HB541"),
        ("https://anja:wachtwoord@cloud.nl/map", "HB542"),
        ("sftp://anja:wachtwoord@server/map", "HB542"),
        ("gopher://server/map", "HB543"),
        ("https://[server/map", "HB543"),
        ("output/berk", "HB543"),
        ("organisations", "HB543"),
        ("memory://x", "HB543"),
        ("async_wrapper::memory://x", "HB543"),
        ("simplecache::file://elders", "HB543"),
        ("filecache::file://elders", "HB543"),
        ("dir::file://elders", "HB543"),
        ("zip://a::file://y.zip", "HB543"),
        ("asynclocal://elders", "HB543"),
        ("data://x", "HB543"),
        ("file://%00", "HB543"),
        ("doel/.handbook", "HB543"),
        ("doel/vervallen", "HB543"),
        ("https://cloud.nl/map/.handbook/", "HB543"),
        ("https://cloud.nl/map/Vervallen/?x=1", "HB543"),
        ("sftp://server/map/x/../Vervallen", "HB543"),
    ],
)
def test_an_address_that_cannot_be_is_told(
    one: Path, address: str, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(one)
    before = sorted(one.rglob("*.docx"))
    told = run(one, "publish", NAME, address, "--ja")
    assert sorted(one.rglob("*.docx")) == before
    assert (told.exit_code in (1, 4), code in told.output) == (True, True), told.output
    assert "wachtwoord@" not in told.output


class Foreign(DirFileSystem):  # type: ignore[misc]
    """A file system of somebody else: a folder of its own, or an error of its own."""

    protocol = "zenya"
    error: Exception | None = None

    @classmethod
    def _strip_protocol(cls, path: str) -> str:
        return path.removeprefix("zenya://")

    def __init__(self, **_: object) -> None:
        if self.error:
            raise self.error
        super().__init__(path=str(self.home), fs=LocalFileSystem(), skip_instance_cache=True)


def test_a_file_system_of_somebody_else_is_a_target_like_any_other(
    one: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Foreign, "home", tmp_path / "dms", raising=False)
    register_implementation("zenya", Foreign, clobber=True)
    assert acts(publishes(one, "zenya://kwaliteit/berk")) == {"nieuw": len(approved(one))}
    assert shown_on(tmp_path / "dms/kwaliteit/berk") == approved(one)
    assert acts(publishes(one, "zenya://kwaliteit/berk")) == {"ongewijzigd": len(approved(one))}


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (RuntimeError("token abc123"), "HB543"),
        (AttributeError("abc123"), "HB543"),
        (ConnectionRefusedError("abc123"), "HB536"),
    ],
)
def test_a_file_system_that_cannot_be_opened_is_told_without_its_words(
    one: Path, monkeypatch: pytest.MonkeyPatch, error: Exception, code: str
) -> None:
    monkeypatch.setattr(Foreign, "error", error)
    register_implementation("zenya", Foreign, clobber=True)
    told = run(one, "publish", NAME, "zenya://kwaliteit/berk", "--ja")
    assert (told.exit_code, code in told.output, "abc123" in told.output) == (4, True, False)


def test_nothing_approved_is_told(tmp_path: Path, made: Path) -> None:
    root = copy_of(made, tmp_path / "w")
    (root / "organisations" / NAME / "register.yaml").unlink()
    shutil.rmtree(root / "organisations" / NAME / "archief")
    shutil.rmtree(root / "output" / NAME)  # what was approved says so itself
    told = run(root, "publish", NAME, str(tmp_path / "host"), "--ja")
    assert (told.exit_code, "HB544" in told.output) == (1, True)


def test_a_zip_holds_the_documents_and_their_list(root: Path, tmp_path: Path) -> None:
    path = tmp_path / "handboek.zip"
    assert run(root, "publish", NAME, str(path), "--ja").exit_code == 0
    parts = opc.unpack(path.read_bytes())
    told = {name: parts.pop(name) for name in ("documenten.csv", "documenten.json", PATH)}
    assert parts == approved(root)
    text = told["documenten.csv"].decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text), delimiter=";"))
    data = json.loads(told["documenten.json"])
    assert [row["Kenmerk"] for row in rows] == [each["kenmerk"] for each in data["documenten"]]
    [book] = [row for row in rows if row["Code"] == "KH-01"]
    assert (book["Kenmerk"], book["Geldige versie"], book["Vastgesteld op"]) == (
        "berk/KH-01",
        "1.0",
        "2026-11-24",
    )
    before = path.read_bytes()
    assert "ongewijzigd" in run(root, "publish", NAME, str(path), "--ja").output
    assert path.read_bytes() == before
    path.write_bytes(b"iets anders")
    assert "HB533" in run(root, "publish", NAME, str(path), "--ja").output
    assert path.read_bytes() == b"iets anders"


@pytest.mark.parametrize(
    "name",
    ["a:b*.docx", "naam met é en 你.docx", "CON.docx", "..\\..\\x.docx", "#1 100%.docx", "a" * 300],
)
def test_a_name_is_one_that_every_host_takes(name: str) -> None:
    found = host_name(name)
    assert not set(found) & set('"*:<>?/\\|#%')
    assert (host_name(found), len(found.encode()) <= 120) == (found, True)
    assert found.split(".")[0].upper() != "CON"
    assert host_path(f"map/{name}").startswith("map/")


def test_a_number_makes_a_name_free_and_leaves_folders_alone() -> None:
    assert unique("map.1/bestand", {"map.1/bestand"}) == "map.1/bestand (2)"
    assert unique("a.docx", {"a.docx", "a (2).docx"}) == "a (3).docx"


def test_an_address_is_shown_without_what_is_secret() -> None:
    assert shown("https://anja:x@cloud.nl/map/?token=1#y") == "https://cloud.nl/map"


def test_any_file_system_of_fsspec_will_do(one: Path) -> None:
    target = Target(
        store=Other(MemoryFileSystem(), "/handboek"), shown="geheugen", wait=lambda _: None
    )
    assert acts(publishes(one, target)) == {"nieuw": len(approved(one))}
    assert acts(publishes(one, target)) == {"ongewijzigd": len(approved(one))}
    assert set(target.store.listing("")) == {*approved(one), ".handbook"}
    MemoryFileSystem.store.clear()


def test_webdav_gets_whole_files_and_new_versions(root: Path, server: Server) -> None:
    told = publishes(root, server.address)
    assert (acts(told), codes(told)) == ({"nieuw": len(approved(root))}, [])
    folder = server.folder / "Handboek"
    assert shown_on(folder) == approved(root)
    assert acts(publishes(root, server.address)) == {"ongewijzigd": len(approved(root))}
    changes(root, ", vrijwilligerscentrale", "", LATER)
    told = publishes(root, server.address)
    assert codes(told) == []
    now = shown_on(folder)
    assert {path: data for path, data in now.items() if "/" not in path} == approved(root)
    assert [path for path in now if path.startswith("Vervallen/")]
    (folder / "KH-01.docx").write_bytes(b"van een collega")
    changes(root, "doet mee.", "hoort erbij.", date(2027, 3, 1))
    assert codes(publishes(root, server.address)) == ["HB532"]
    assert (folder / "KH-01.docx").read_bytes() == b"van een collega"


def test_a_wrong_password_is_told_and_shown_nowhere(one: Path, server: Server) -> None:
    target = open_target(server.address, {**ENVIRONMENT, "HANDBOOK_PUBLICEER_WACHTWOORD": "mis"})
    with pytest.raises(HandbookError) as told:
        publishes(one, target)
    assert [each.code for each in told.value.problems] == ["HB537"]
    assert "mis" not in str(told.value).replace("misschien", "")


@pytest.mark.parametrize(
    ("state", "code", "others"),
    [(423, "HB535", True), (507, "HB539", False), (403, "HB538", False)],
)
def test_what_a_host_refuses_is_told_and_the_next_publish_completes(
    more: Path, server: Server, state: int, code: str, *, others: bool
) -> None:
    moves = {"number": 0}

    def refuse(method: str, _: str) -> int | None:
        moves["number"] += method == "MOVE"
        return state if method == "MOVE" and moves["number"] in range(4, 10) else None

    server.refuse = refuse
    told = publishes(more, server.address)
    assert code in codes(told)
    assert told.exit_code != 0
    folder = server.folder / "Handboek"
    here = shown_on(folder)
    assert all(approved(more)[name] == data for name, data in here.items())
    assert (len(here) > 4) == others
    server.refuse = lambda *_: None
    assert publishes(more, server.address).exit_code == 0
    assert shown_on(folder) == approved(more)


def broken_off(root: Path, server: Server) -> set[str]:
    try:
        return set(codes(publishes(root, server.address)))
    except HandbookError as error:
        return {each.code for each in error.problems}


@pytest.mark.parametrize("method", ["PUT", "MOVE", "MKCOL", "GET"])
@pytest.mark.parametrize("after", [0, 3, 11])
def test_a_connection_that_breaks_leaves_whole_files(
    more: Path, server: Server, method: str, after: int
) -> None:
    seen = {"number": 0}

    def refuse(asked: str, _: str) -> str | int | None:
        seen["number"] += asked == method
        return "drop" if asked == method and seen["number"] > after else None

    server.refuse = refuse
    assert broken_off(more, server) <= {"HB536", "HB540"}
    folder = server.folder / "Handboek"
    assert all(approved(more)[name] == data for name, data in shown_on(folder).items())
    server.refuse = lambda *_: None
    assert publishes(more, server.address).exit_code == 0
    assert shown_on(folder) == approved(more)
    assert not list(folder.rglob("*.concept"))


def test_a_symbolic_link_on_the_host_is_not_followed_out(root: Path, host: Path) -> None:
    outside = host.parent / "elders"
    outside.mkdir()
    (outside / "brief.docx").write_bytes(b"prive")
    host.mkdir()
    (host / "KH-01.docx").symlink_to(outside / "brief.docx")
    told = publishes(root, str(host))
    assert "HB533" in codes(told)
    assert (outside / "brief.docx").read_bytes() == b"prive"


def test_json_says_what_was_done_and_what_stands_in_the_way(one: Path, host: Path) -> None:
    def asked(*words: str) -> tuple[int, dict[str, Any]]:
        told = run(one, "publish", NAME, str(host), "--json", *words)
        assert told.stderr == ""
        return told.exit_code, json.loads(told.stdout)

    code, data = asked()
    assert (code, data["uitgevoerd"], data["exitcode"], host.exists()) == (0, False, 0, False)
    assert asked("--ja")[1]["uitgevoerd"]
    (host / "KH-01.docx").write_bytes(b"van een collega")
    code, data = asked("--ja")
    assert (code, data["exitcode"], data["problemen"][0]["code"]) == (3, 3, "HB532")
    host = host.parent / "weg" / "map"
    code, data = asked("--ja")
    assert (code, data) == (
        4,
        {
            "versie": 1,
            "opdracht": "publish",
            "organisatie": NAME,
            "doel": str(host),
            "uitgevoerd": False,
            "exitcode": 4,
            "documenten": [],
            "problemen": [
                {
                    "bestand": "",
                    "plaats": str(host),
                    "regel": 0,
                    "kolom": 0,
                    "code": "HB541",
                    "wat": "de map 'weg' bestaat niet",
                    "herstel": "Kijk of de naam klopt en of de schijf of netwerkmap verbonden is.",
                    "gewicht": "fout",
                }
            ],
        },
    )


def test_a_working_copy_that_says_it_is_approved_goes_along_only_as_it_was_approved(
    root: Path, host: Path
) -> None:
    folder = root / "output" / NAME

    def typed(name: str, old: bytes, new: bytes) -> None:
        parts = opc.unpack((folder / name).read_bytes())
        text = parts["word/document.xml"].replace(old, new)
        (folder / name).write_bytes(opc.pack({**parts, "word/document.xml": text}))

    typed("KH-01.docx", b"doet mee.", b"doet altijd mee.")
    typed("KH-02.docx", b"<w:body>", b"<w:body ><!-- bewaard, met dezelfde woorden -->")
    properties = opc.unpack((folder / "PP-05.docx").read_bytes())
    custom = properties["docProps/custom.xml"].replace(b"B. Stuur", b"A. Ander")
    (folder / "PP-05.docx").write_bytes(opc.pack({**properties, "docProps/custom.xml": custom}))
    template = tool_template("formulier")
    own = Document(io.BytesIO(template))
    own.sections[0].footer.paragraphs[0].add_run(" Vrijwilligers ook niet.")
    (root / "templates").mkdir()
    own.save(str(root / "templates/formulier.docx"))
    list(build(open_workspace(root), today=LATER, request=Request(only=frozenset({"F-01"}))))
    sent = publishes(root, str(host), drafts=True)
    refused = [step.path for step in sent.steps if step.act == "geweigerd"]
    assert (sent.exit_code, refused) == (3, ["F-01.docx", "KH-01.docx", "PP-05.docx"])
    assert codes(sent) == ["HB545"] * 3
    list(build(open_workspace(root), today=LATER))
    again = publishes(root, str(host), drafts=True)
    [step] = [each for each in again.steps if each.path == "KH-01.docx"]
    assert (step.act, step.item and step.item.status) == ("nieuw", "concept")


@pytest.mark.parametrize("kind", ["document.macroEnabled", "template"])
def test_a_document_saved_as_another_kind_is_told_and_goes_nowhere(
    root: Path, host: Path, kind: str
) -> None:
    path = root / "output" / NAME / "KH-01.docx"
    parts = opc.unpack(path.read_bytes())
    types = parts["[Content_Types].xml"].replace(b"document.main", f"{kind}.main".encode())
    document = parts["word/document.xml"].replace(b"doet mee.", b"doet altijd mee.")
    path.write_bytes(
        opc.pack({**parts, "[Content_Types].xml": types, "word/document.xml": document})
    )
    [built] = build(open_workspace(root), today=LATER)
    assert [each.code for doc in built.documents for each in doc.problems] == ["HB454"]
    asked = replace(ASKED, day=LATER, codes=frozenset({"KH-01"}))
    told = approve_documents(open_workspace(root), NAME, asked, today=LATER)
    assert (told.exit_code, [each.code for each in told.problems]) == (1, ["HB320"])
    sent = publishes(root, str(host), drafts=True)
    assert (sent.exit_code, codes(sent), (host / "KH-01.docx").exists()) == (3, ["HB545"], False)


def test_nothing_is_published_among_the_files_of_the_working_folder(one: Path) -> None:
    for own in ("", "output/berk", "organisations", "packs/x", "templates"):
        for address in (str(one / own), (one / own).as_uri()):
            assert "[HB543]" in run(one, "publish", NAME, address, "--ja").output


@pytest.mark.parametrize("own", [".handbook", "templates", "packs"])
def test_a_folder_of_handbook_that_is_a_link_to_itself_stops_nothing(
    one: Path, host: Path, own: str
) -> None:
    (one / own).symlink_to(one / own)
    assert run(one, "publish", NAME, str(host), "--ja").exit_code == 0
    assert shown_on(host) == approved(one)


@settings(deadline=None, max_examples=8)
@given(deeds=st.lists(st.sampled_from(["set", "drafts", "zip", "collega", "breaks"]), max_size=5))
def test_what_is_approved_never_changes_by_a_byte(
    made: Path, tmp_path_factory: pytest.TempPathFactory, deeds: list[str]
) -> None:
    def kept() -> dict[str, bytes]:
        folders = (made / "output", made / "organisations")
        return {
            path.as_posix(): path.read_bytes()
            for folder in folders
            for path in sorted(folder.rglob("*"))
            if path.is_file() and path.name != COPIES  # it notes what went to readers
        }

    before = kept()
    host = tmp_path_factory.mktemp("h") / "host"
    for number, deed in enumerate(deeds):
        if deed == "zip":
            run(made, "publish", NAME, str(host.parent / "x.zip"), "--ja")
        elif deed == "collega" and host.exists():
            (host / "KH-01.docx").write_bytes(b"van een collega")
        elif deed == "breaks":
            publishes(made, breaking(host, number))
        else:
            publishes(made, str(host), drafts=deed == "drafts")
        assert kept() == before
