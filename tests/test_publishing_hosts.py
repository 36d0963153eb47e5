"""What a publish meets: addresses that are none, hosts that refuse, colleagues in between."""

import errno
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any, ClassVar
from urllib.parse import urlsplit

import httpx
import pytest
from fsspec.implementations.local import LocalFileSystem
from handed import (
    ENVIRONMENT,
    NAME,
    Server,
    acts,
    breaking,
    codes,
    data_of,
    documents,
    hands_over,
    shown_on,
    told,
    webdav,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from handbook import opc
from handbook.errors import HandbookError
from handbook.model.features.publishing import Offer, Plan
from handbook.pipeline.publishing.publish import prepare
from handbook.publishing.address import PASSWORD, USER, open_target, shown
from handbook.publishing.host_error_messages import kind_of
from handbook.publishing.publication_record import essence
from handbook.publishing.stores import Folder, Other
from handbook.publishing.target import Target
from handbook.publishing.transfer import carry_out

NOTE = ".handbook/publicatie.json"


@pytest.fixture
def host(tmp_path: Path) -> Path:
    return tmp_path / "host"


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    with webdav(tmp_path / "dav") as running:
        yield running


def refused(address: str, environment: dict[str, str] | None = None) -> str:
    with pytest.raises(HandbookError) as caught:
        hands_over(documents(1), open_target(address, environment or {}))
    return str(caught.value)


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("", "HB543"),
        ("  ", "HB543"),
        (r"S:\Kwaliteit\Handboek", "HB541"),
        (r"\\server\kwaliteit\Handboek", "HB541"),
        ("https://", "HB543"),
        ("https://[x/map", "HB543"),
        ("https://server:poort/map", "HB543"),
        ("ftp://127.0.0.1:1/map", "HB548"),
        ("FTP://anja@cloud.example/map", "HB548"),
        ("simplecache::ftp://cloud.example/map", "HB548"),
        ("http://cloud.example/map", "HB548"),
        ("ftp://cloud.example/map", "HB548"),
        ("~iemand-anders/map/map", "HB541"),
        ("file://server/kwaliteit/Handboek", "HB541"),
    ],
)
@pytest.mark.skipif(sys.platform == "win32", reason="there S: is a drive")
def test_an_address_that_leads_nowhere_is_told(address: str, code: str) -> None:
    assert f"[{code}]" in refused(address, ENVIRONMENT)


@pytest.mark.parametrize(
    ("address", "package"), [("sftp://server/map", "paramiko"), ("smb://server/map", "smbprotocol")]
)
def test_a_package_that_is_missing_is_named(
    address: str, package: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("paramiko", "smbclient", "smbprotocol"):
        monkeypatch.setitem(sys.modules, name, None)
    for name in ("sftp", "smb"):
        monkeypatch.delitem(sys.modules, f"fsspec.implementations.{name}", raising=False)
    assert f"pip install {package}" in refused(address)


@pytest.mark.parametrize(
    "address",
    [
        "https://anja:geheim@server/map",
        "https://anja:ge/heim@server/map",
        "https://anja:ge#heim@server/map",
        "https://anja:ge?heim@server/map",
        "sftp://anja:geheim@server/map",
        "simplecache::sftp://anja:geheim@server/map",
        "zip://x.docx::sftp://anja:geheim@server/map::simplecache",
    ],
)
def test_a_password_in_an_address_is_never_shown(address: str) -> None:
    said = refused(address)
    assert not [word for word in ("ge/heim", "heim", "ge#", "anja:ge") if word in said]
    assert not [word for word in ("ge/heim", "heim", "ge#", "anja:ge") if word in shown(address)]


def test_an_address_with_an_at_sign_in_its_path_is_shown_as_it_is() -> None:
    address = "https://cloud.example/remote.php/dav/files/anja@berk.example/Handboek"
    assert shown(address) == address


def test_name_and_password_come_from_the_key_ring(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []

    def get_credential(service: str, user: str | None) -> Any:
        asked.append((service, user))
        return SimpleNamespace(username="anja", password=ENVIRONMENT[PASSWORD])

    ring = ModuleType("keyring")
    ring.get_credential = get_credential  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "keyring", ring)
    assert acts(hands_over(documents(1), open_target(server.address, {}))) == {"nieuw": 3}
    target = open_target(server.address, {USER: "anja"})
    assert acts(hands_over(documents(1), target)) == {"ongewijzigd": 3}
    target = open_target(server.address.replace("//", "//anja@"), {})
    assert acts(hands_over(documents(1), target)) == {"ongewijzigd": 3}
    service = "handbook:127.0.0.1"
    assert asked == [(service, None), (service, "anja"), (service, "anja")]


def test_a_key_ring_that_cannot_be_opened_is_one_without_a_password(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "keyring", None)
    assert "[HB537]" in refused(server.address)
    broken = ModuleType("keyring")  # without anything in it
    monkeypatch.setitem(sys.modules, "keyring", broken)
    assert "[HB537]" in refused(server.address)


@pytest.mark.parametrize("state", [301, 302, 303, 307, 308, 405])
def test_a_host_that_leads_elsewhere_is_told_and_never_followed(server: Server, state: int) -> None:
    server.refuse = lambda *_: state
    assert told(documents(1), server.address) == ["HB546"]
    assert server.seen == ["PROPFIND /Handboek/"]


def test_a_page_to_log_in_is_no_folder(server: Server) -> None:
    server.refuse = lambda *_: 200
    assert told(documents(1), server.address) == ["HB546"]
    assert shown_on(server.folder) == {}


def test_a_file_is_no_folder(server: Server, host: Path) -> None:
    host.write_bytes(b"x")
    assert told(documents(1), str(host)) == ["HB546"]
    (server.folder / "Handboek" / "x.docx").write_bytes(b"x")
    assert told(documents(1), f"{server.address}/x.docx") == ["HB546"]


def test_a_certificate_that_is_not_trusted_is_told() -> None:
    error = OSError("handshake")
    error.__cause__ = type("SSLCertVerificationError", (OSError,), {})()
    wrapped = httpx.ConnectError("no")
    wrapped.__cause__ = error
    assert kind_of(wrapped) == "untrusted"


@pytest.mark.parametrize("kind", ["host", "server"])
def test_a_folder_in_the_place_of_a_document_stays(server: Server, host: Path, kind: str) -> None:
    folder = host if kind == "host" else server.folder / "Handboek"
    address = str(host) if kind == "host" else server.address
    (folder / "B.docx").mkdir(parents=True)
    plan = hands_over(documents(1), address)
    assert (acts(plan), codes(plan)) == ({"conflict": 1, "nieuw": 2}, ["HB533"])


def test_a_note_that_points_outside_is_refused(host: Path) -> None:
    hands_over(documents(1), str(host))
    note = (host / NOTE).read_text(encoding="utf-8")
    for path in ("../x.docx", "%2e%2e/x.docx", "/x.docx", "C:x.docx", ".handbook/x.docx", "a/../x"):
        (host / NOTE).write_text(note.replace("A.docx", path), encoding="utf-8")
        assert told(documents(1), str(host)) == ["HB531"]


def test_where_a_link_leads_to_is_a_change_by_a_colleague() -> None:
    def made(address: str, column: str) -> bytes:
        relations = (
            '<Relationships><Relationship Id="rId1" Target="styles.xml"/>'
            f'<Relationship Target="{address}" Id="rId7" TargetMode="External"/></Relationships>'
        )
        return opc.pack(
            {
                "[Content_Types].xml": b"<Types/>",
                "docProps/custom.xml": column.encode(),
                "word/document.xml": b"<w:document/>",
                "word/_rels/document.xml.rels": relations.encode(),
            }
        )

    first = essence(made("https://berk.example/", "1"))
    assert first == essence(made("https://berk.example/", "2"))
    assert first != essence(made("https://elders.example/", "1"))


def test_what_is_locked_is_not_waited_for_and_what_is_busy_is(server: Server) -> None:
    paused: list[float] = []
    state = {"is": 423}
    hands_over(documents(1), server.address)
    moved = {"number": 0}

    def refuse(method: str, _: str) -> int | None:
        moved["number"] += method == "MOVE"
        return state["is"] if method == "MOVE" and moved["number"] > 1 else None

    server.refuse = refuse
    assert codes(hands_over(documents(2), server.address, paused.append))[:1] == ["HB535"]
    assert paused == []
    moved["number"], state["is"] = 0, 503
    assert codes(hands_over(documents(3), server.address, paused.append)) == ["HB536"]
    assert paused == [0.5, 1, 2, 4]


@pytest.mark.newest
def test_an_etag_spares_reading_what_is_not_to_be_written(server: Server) -> None:
    hands_over(documents(1), server.address)
    folder = server.folder / "Handboek"
    assert acts(hands_over(documents(1), server.address)) == {"ongewijzigd": 3}
    before = (folder / NOTE).read_bytes()
    server.seen.clear()
    assert acts(hands_over(documents(1), server.address)) == {"ongewijzigd": 3}
    assert [each for each in server.seen if "GET" in each] == [f"GET /Handboek/{NOTE}"]
    assert (folder / NOTE).read_bytes() == before
    # What is to be written, is read: an ETag alone is never trusted for that.
    (folder / "A.docx").write_bytes(b"van een collega")
    assert codes(hands_over(documents(2), server.address)) == ["HB532"]
    assert shown_on(folder) == data_of(documents(2)) | {"A.docx": b"van een collega"}


@pytest.mark.newest
def test_a_server_that_takes_no_etag_for_a_move_gets_new_versions(server: Server) -> None:
    server.knows_marks = False
    hands_over(documents(1), server.address)
    assert acts(hands_over(documents(2), server.address)) == {"bijgewerkt": 3}
    assert shown_on(server.folder / "Handboek") == data_of(documents(2))


def planned(offer: Offer, target: Target, between: Any) -> Plan:
    """Publish, with something that happens between the plan and the first write."""
    plan, manifest = prepare(offer, target)
    between()
    return carry_out(plan, manifest, target)


@pytest.mark.parametrize("kind", ["host", "server"])
def test_a_change_between_the_plan_and_the_write_stays(
    server: Server, host: Path, kind: str
) -> None:
    folder = host if kind == "host" else server.folder / "Handboek"
    target = open_target(str(host) if kind == "host" else server.address, ENVIRONMENT)
    hands_over(documents(1), open_target(target.shown, ENVIRONMENT))
    names = ("A.docx", "B.docx", "D.docx")
    plan = planned(
        documents(2, ["A.docx", "D.docx"]),
        target,
        lambda: [(folder / name).write_bytes(b"collega") for name in names],
    )
    target.close()
    assert codes(plan) == ["HB534", "HB534", "HB534"]
    assert acts(plan) == {"conflict": 3, "vervallen": 1}
    now = shown_on(folder)
    assert {name: now[name] for name in names} == dict.fromkeys(names, b"collega")


@pytest.mark.parametrize("kind", ["host", "server"])
def test_of_two_publishes_at_once_the_second_begins_nothing(
    server: Server, host: Path, kind: str
) -> None:
    folder = host if kind == "host" else server.folder / "Handboek"
    address = str(host) if kind == "host" else server.address
    target = open_target(address, ENVIRONMENT)
    with pytest.raises(HandbookError, match="HB534"):
        planned(documents(1), target, lambda: hands_over(documents(2), address))
    target.close()
    assert shown_on(folder) == data_of(documents(2))


def test_drafts_of_a_publish_at_work_stay_and_those_of_a_dead_one_go(host: Path) -> None:
    given_now = documents(2)
    hands_over(documents(1), str(host))
    ours = host / f".handbook/{given_now.items[0].digest}.concept"
    dead = host / f".handbook/{'0' * 64}.concept"

    def both() -> None:
        ours.write_bytes(b"half")
        dead.write_bytes(b"half")

    target = open_target(str(host))
    assert codes(planned(given_now, target, both)) == []
    assert shown_on(host) == data_of(given_now)
    assert sorted(path.name for path in (host / ".handbook").iterdir()) == ["publicatie.json"]


class _Full(Folder):
    """A folder where every third file finds no room for its second half."""

    written: ClassVar[list[str]] = []

    def write(self, path: str, data: bytes) -> None:
        self.written.append(path)
        full = len(self.written) % 3 == 0
        super().write(path, data[: len(data) // 2] if full else data)
        if full:
            raise OSError(errno.ENOSPC, "No space left on device")


def test_a_draft_that_found_no_room_is_taken_away(host: Path) -> None:
    target = Target(store=_Full(host), shown="doel", wait=lambda _: None)
    assert codes(hands_over(documents(1), target)) == ["HB539"]
    assert not list(host.rglob("*.concept"))
    data = data_of(documents(1))
    assert shown_on(host) == {"A.docx": data["A.docx"]}
    assert acts(hands_over(documents(1), str(host))) == {"nieuw": 2, "ongewijzigd": 1}
    assert shown_on(host) == data


class _Asking(LocalFileSystem):  # type: ignore[misc]
    """A file system that is told who asks."""

    protocol = "sftp"
    asked: ClassVar[list[tuple[str, str, str]]] = []

    def __init__(self, host: str = "", username: str = "", password: str = "", **_: Any) -> None:
        super().__init__()
        self.asked.append((host, username, password))

    @staticmethod
    def _get_kwargs_from_urls(path: str) -> dict[str, Any]:
        found = urlsplit(path)
        return {"host": found.hostname} | ({"username": found.username} if found.username else {})


def test_other_hosts_that_ask_who_it_is_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules["fsspec.registry"]._registry, "sftp", _Asking)
    open_target("sftp://localhost/map", ENVIRONMENT)
    open_target("sftp://bas@localhost/map", ENVIRONMENT)
    open_target("sftp://server/map", {})
    secret = ENVIRONMENT[PASSWORD]
    assert _Asking.asked == [
        ("localhost", "anja", secret),
        ("localhost", "bas", secret),
        ("server", "", ""),
    ]


class _Share(LocalFileSystem):  # type: ignore[misc]
    """A share of Windows: it moves nothing over a file."""

    protocol = "smb"

    def mv(self, old: str, new: str) -> None:
        if Path(new).exists():
            raise FileExistsError(17, "File exists")
        Path(old).rename(new)


def test_a_host_that_moves_nothing_over_a_file_gets_new_versions(host: Path) -> None:
    host.mkdir()
    target = Target(
        store=Other(_Share(skip_instance_cache=True), host.as_posix()),
        shown="smb://server/map",
        wait=lambda _: None,
    )
    assert acts(hands_over(documents(1), target)) == {"nieuw": 3}
    assert acts(hands_over(documents(2), target)) == {"bijgewerkt": 3}
    assert shown_on(host) == data_of(documents(2))


class _Busy(_Share):
    """A share on which a colleague saves each document just before we do."""

    def mv(self, old: str, new: str) -> None:
        if not new.endswith(".json"):
            Path(new).write_bytes(b"hers")
        super().mv(old, new)


def test_what_a_colleague_saves_on_a_share_meanwhile_is_a_conflict(host: Path) -> None:
    host.mkdir()
    store = Other(_Busy(skip_instance_cache=True), host.as_posix())
    plan = hands_over(documents(1), Target(store=store, shown="smb://s/m", wait=lambda _: None))
    assert codes(plan) == ["HB534"] * 3
    assert set(shown_on(host).values()) == {b"hers"}


NAMES = ("A.docx", "B.docx", "C.docx")
DEEDS = st.one_of(
    st.tuples(st.just("publish"), st.integers(1, 4), st.sets(st.sampled_from(NAMES), min_size=1)),
    st.tuples(st.just("colleague"), st.integers(1, 4), st.sets(st.sampled_from(NAMES), min_size=1)),
    st.tuples(st.just("removes"), st.just(0), st.sets(st.sampled_from((*NAMES, NOTE)), min_size=1)),
    st.tuples(st.just("breaks"), st.integers(1, 12), st.just({"A.docx", "B.docx"})),
)


@settings(deadline=None)
@given(deeds=st.lists(DEEDS, max_size=12))
def test_whatever_happens_no_word_of_a_colleague_is_lost(
    tmp_path_factory: pytest.TempPathFactory, deeds: list[tuple[str, int, set[str]]]
) -> None:
    host = tmp_path_factory.mktemp("h") / "host"
    host.mkdir()
    hers: set[bytes] = set()
    for deed, number, names in deeds:
        if deed == "publish":
            hands_over(documents(number, sorted(names)), str(host))
        elif deed == "breaks":
            hands_over(documents(number, sorted(names)), breaking(host, number))
        for name in names:
            path = host / name
            there = {path.read_bytes()} if path.is_file() else set()
            if deed == "removes":
                path.unlink(missing_ok=True)
                hers -= there
            elif deed == "colleague":
                path.write_bytes(f"collega {name} {number}".encode())
                hers = (hers - there) | {path.read_bytes()}
        assert hers <= set(shown_on(host).values())


def test_json_is_all_that_a_program_reads(tmp_path: Path) -> None:
    (tmp_path / "organisations").mkdir()
    words = [sys.executable, "-m", "handbook", "-C", str(tmp_path), "publish", NAME]
    done = subprocess.run([*words, "x", "--json"], capture_output=True, check=False, text=True)
    assert (done.returncode, done.stdout[:1], done.stderr) == (1, "{", "")
