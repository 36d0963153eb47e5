"""A host that says one thing and does another: done is only what a fresh look finds there."""

import copy
import gzip
import itertools
import json
import os
import socket
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any, ClassVar
from unittest.mock import Mock

import fsspec
import httpx
import pytest
from fsspec.implementations.memory import MemoryFileSystem
from handed import acts, codes, data_of, documents, hands_over, shown_on, told
from lying import (
    BODIES,
    EFFECTS,
    METHODS,
    STATUSES,
    WHEN,
    Host,
    Played,
    Script,
    begun,
    completes,
    faults,
)

from handbook.errors import HandbookError
from handbook.model.common.base_record import brief
from handbook.publishing.host_error_messages import Refusal
from handbook.publishing.host_limits import MOST_NAMES, Clock
from handbook.publishing.stores import Folder, Other
from handbook.publishing.target import Target
from handbook.publishing.timeout import Waiting
from handbook.publishing.webdav.http_exchange import Answer, Exchange, _decoded
from handbook.publishing.webdav.webdav_store import WebDavStore
from handbook.reporting.features.publishing import published_json, published_text

BEGUN = begun()


def scripts(method: str) -> list[tuple[Script, bool]]:
    """Return each state with one of the bodies, and each body with the states that may be success.

    `tests/trials/lies.py` tries the whole product.
    """
    effects, when, whole = itertools.cycle(EFFECTS), itertools.cycle(WHEN), itertools.cycle((0, 1))
    pairs = [*zip(STATUSES, itertools.cycle(BODIES)), *itertools.product((200, 201, 204), BODIES)]
    pairs += itertools.product((202, 207), BODIES)
    return [
        (Script(method, status, body, next(effects), next(when)), bool(next(whole)))
        for status, body in pairs
    ]


# RFC 9110 §9.3.4 and §9.3.5 (PUT, DELETE), RFC 4918 §9.3, §9.6 and §9.9 (MKCOL, DELETE, MOVE), and
# 200 where 201 or 204 is meant; 405 says that the folder is there (RFC 4918 §9.3.1). 202 and 207
# promise, or do part of it: a fresh look tells.
NOTHING_FAILED = (
    b'<multistatus xmlns="DAV:"><response><href>/A.docx</href>'
    b"<status>HTTP/1.1 200 OK</status></response></multistatus>"
)
WRITTEN = {
    "PUT": {200, 201, 204},
    "MOVE": {200, 201, 204},
    "DELETE": {200, 204},
    "MKCOL": {200, 201, 405},
}


@pytest.mark.parametrize("method", WRITTEN)
def test_which_states_count_as_written_is_what_the_standards_say(method: str) -> None:
    taken = set()
    for status in range(200, 600):
        exchange = Mock(spec=Exchange)
        exchange.ask.return_value = Answer(status, "", NOTHING_FAILED)
        with suppress(Refusal):
            asks(WebDavStore(exchange, "https://host.example"), method)
            taken.add(status)
    assert taken == WRITTEN[method] | {202, 207}


def asks(dav: WebDavStore, method: str) -> None:
    """Let a folder on a server ask for one change."""
    {
        "PUT": lambda: dav.write("A.docx", b"x"),
        "MOVE": lambda: dav.rename("A.docx", "B.docx", None, None),
        "DELETE": lambda: dav.remove("A.docx"),
        "MKCOL": lambda: dav.make(""),
    }[method]()


@pytest.mark.parametrize("method", METHODS)
def test_whatever_a_server_says_only_what_stands_there_is_told_as_done(method: str) -> None:
    wrong = []
    for script, whole in scripts(method):
        host = copy.deepcopy(BEGUN)
        host.script = script
        wrong += [(script, whole, each) for each in faults(host, whole=whole)]
        if not (whole and script.effect == "half done") and not completes(host):
            wrong.append((script, whole, "the next publish does not complete it"))
    assert wrong == []


def said(host: Host, number: int = 2) -> tuple[list[str], int]:
    """Publish, and return the codes that were told and the exit code."""
    plan = hands_over(documents(number, ["A.docx", "C.docx"]), host.target(), host.time.sleep)
    return codes(plan), plan.exit_code


@pytest.mark.parametrize(
    ("status", "body", "code"),
    [(207, "failing", "HB535"), (207, "garbage", "HB540"), (202, "empty", "HB549")],
)
def test_a_move_that_was_not_done_is_told_with_its_reason(
    status: int, body: str, code: str
) -> None:
    host = Host(script=Script("MOVE", status, body, "not done", (1, 3)))
    assert said(host) == ([code, code], 3)
    assert not [name for name in host.files if not name.startswith(".handbook/")]
    assert b'"sha256"' not in host.files[".handbook/publicatie.json"]
    assert completes(host)


def test_a_publish_in_which_something_failed_does_not_say_that_it_published() -> None:
    host = Host(script=Script("MOVE", 202, "empty", "not done", (1, 3)))
    plan = hands_over(documents(1), host.target(), host.time.sleep)
    assert published_text(plan).startswith("berk: niet alles gepubliceerd naar http://host.example")
    honest = hands_over(documents(1), Host().target(), host.time.sleep)
    assert published_text(honest).startswith("berk: gepubliceerd naar http://host.example")


def test_what_is_accepted_and_done_later_is_found_by_looking_again() -> None:
    host = Host(script=Script("MOVE", 202, "empty", "done"))
    assert said(host) == ([], 0)


@pytest.mark.parametrize("whole", [False, True])
def test_half_a_file_is_told_and_replaced_by_the_next_publish(*, whole: bool) -> None:
    host = copy.deepcopy(BEGUN)
    host.script = Script("PUT", 201, "empty", "half done", (1, 3))
    plan = hands_over(documents(2, ["A.docx", "C.docx"]), host.target(whole=whole), lambda _: None)
    assert (codes(plan), plan.exit_code) == (["HB549", "HB549"], 3)
    assert "er staan 15000 van de 30000 bytes" in plan.steps[0].problems[0].what
    assert completes(host)


def test_half_a_move_that_is_called_a_conflict_is_replaced_by_the_next_publish() -> None:
    host = copy.deepcopy(BEGUN)
    host.script = Script("MOVE", 412, "half", "half done", (1, 2))
    plan = hands_over(documents(2, ["A.docx", "C.docx"]), host.target(), lambda _: None)
    assert "HB534" in codes(plan)
    assert completes(host)


def test_half_a_note_stops_a_publish_before_it_writes_a_document() -> None:
    host = Host(script=Script("PUT", 201, "empty", "half done"))
    with pytest.raises(HandbookError, match="HB549"):
        said(host)
    assert not [name for name in host.files if not name.startswith(".handbook/")]
    assert completes(host)


def test_a_version_that_a_killed_publish_brought_is_not_taken_for_the_one_before() -> None:
    host = copy.deepcopy(BEGUN)
    old, new = documents(1, ["A.docx"]), documents(2, ["A.docx"])
    host.script = Script("PUT", 500, "empty", "not done", (2, 9_999))  # the note stays as it was
    hands_over(new, host.target(), host.time.sleep)
    host.files["A.docx"] = new.items[0].data
    host.script = Script()
    plan = hands_over(old, host.target(), host.time.sleep)
    assert plan.exit_code == 0
    assert host.files["A.docx"] == old.items[0].data


@pytest.mark.parametrize(
    ("script", "code"),
    [
        (Script("GET", 200, "endless"), "HB553"),
        (Script("GET", 200, "slow"), "HB553"),
        (Script("PROPFIND", 207, "endless"), "HB553"),
        (Script("PROPFIND", 207, "bomb"), "HB546"),
        (Script("PROPFIND", 207, "entities"), "HB546"),
        (Script("PROPFIND", 207, "slow"), "HB553"),
    ],
)
def test_what_has_no_end_is_ended(script: Script, code: str) -> None:
    host = copy.deepcopy(BEGUN)
    host.script = script
    with pytest.raises(HandbookError, match=code):
        said(host)
    assert host.time.at < 300


def test_a_packed_body_is_counted_while_it_grows() -> None:
    host = copy.deepcopy(BEGUN)
    host.script = Script("GET", 200, "bomb")
    with pytest.raises(HandbookError, match="HB553"):
        host.target().read(".handbook/publicatie.json", 2**20)


def test_a_packed_body_comes_in_small_pieces() -> None:
    packed = gzip.compress(bytes(2**24))
    pieces = [*_decoded([packed], "gzip")]
    assert b"".join(pieces) == bytes(2**24)
    assert max(map(len, pieces)) <= 2**18


def test_a_server_that_is_late_each_time_is_left_in_the_end() -> None:
    host = copy.deepcopy(BEGUN)
    honest = host.answer

    def late(request: httpx.Request) -> httpx.Response:
        host.time.sleep(100)
        return honest(request)

    host.answer = late  # type: ignore[method-assign]
    names = [f"{number}.docx" for number in range(100)]
    assert told(documents(1, names), host.target()) == ["HB553"]
    assert host.time.at < 3_600


def test_a_folder_with_more_names_than_any_handbook_is_not_read() -> None:
    host = copy.deepcopy(BEGUN)
    host.files |= {f"{number}.txt": b"" for number in range(MOST_NAMES)}
    with pytest.raises(HandbookError, match="HB553"):
        said(host)


def test_a_list_that_leaves_out_what_is_to_be_withdrawn_is_not_believed() -> None:
    host = copy.deepcopy(BEGUN)
    host.script = Script("PROPFIND", 207, "multistatus")
    assert faults(host) == []
    assert completes(host)


@pytest.mark.parametrize(
    "note",
    [
        '{"formaat": "1", "organisatie": "els\\u001b]0;x\\u0007\\u202e\\n\\u009b2J"}',
        '{"formaat": "1", "organisatie": "berk", "documenten": [{"document": "x",'
        ' "bestand": "x\\u009b2J\\u202e\\u2028.docx", "onderweg": []}]}',
    ],
)
def test_nothing_of_a_host_reaches_the_terminal_raw(note: str) -> None:
    host = Host(files={".handbook/publicatie.json": note.encode()})
    host.files[json.loads(note).get("documenten", [{"bestand": "x"}])[0]["bestand"]] = b"hers"
    try:
        plan = hands_over(documents(1), host.target(), host.time.sleep)
        shown = published_text(plan) + published_json(plan)
        paths = [each["bestand"] for each in json.loads(published_json(plan))["documenten"]]
        assert "x\x9b2J\u202e\u2028.docx" in paths  # a program reads the name as it is
    except HandbookError as error:
        shown = str(error)
    assert "\ufffd" in shown
    assert shown.replace("\n", "").isprintable()


def test_what_others_wrote_is_cut_to_what_a_line_holds() -> None:
    assert brief("a\u202eb\x1b[2J" + "x" * 1_000, 10) == "a\ufffdb\ufffd[2Jxx…"


def test_an_etag_that_no_note_can_hold_is_none() -> None:
    host = copy.deepcopy(BEGUN)
    host._mark = lambda path: {"ETag": f'"{"x" * 5_000}"'} if path in host.files else {}  # type: ignore[method-assign]
    assert said(host)[1] == 0
    assert b"etag" not in host.files[".handbook/publicatie.json"]


def dribbled(head: bytes, time: Played, pieces: Iterator[bytes]) -> Iterator[str]:
    """Yield the address of a server that sends `head`, and then a piece each three seconds."""

    def serve(listener: socket.socket) -> None:
        with suppress(OSError):
            there, _ = listener.accept()
            with there:
                there.recv(65_536)
                there.sendall(head)
                for piece in pieces:
                    time.sleep(3)
                    there.sendall(piece)

    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=serve, args=(listener,), daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/Handboek"
    thread.join(10)


@pytest.mark.parametrize(
    ("head", "piece"),
    [
        (b"HTTP/1.1 207 Multi-Status\r\nContent-Length: 1000000\r\n\r\n", b"x"),
        (b"HTTP/1.1 207 Multi-Status\r\n\r\n", b"x"),  # until the line ends
        (b"HTTP/1.1 207 Multi-Status\r\nX: ", b"x"),
        (b"", b"HTTP/1.1 103 Early Hints\r\n\r\n"),
        (b"HTTP/1.1 207 Multi-Status\r\nTransfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n"),
    ],
)
def test_a_host_that_sends_a_little_each_three_seconds_is_left(head: bytes, piece: bytes) -> None:
    time = Played()
    for address in dribbled(head, time, itertools.repeat(piece, 10_000)):
        target = replace(
            Host(time=time).target(), store=WebDavStore(Exchange(None, time.clock), address)
        )
        assert told(documents(1), target) == ["HB553"]
        target.close()
    assert time.waiting == []
    assert 120 <= time.at < 3_000  # some of it was on its way already


class _Lying(MemoryFileSystem):  # type: ignore[misc]
    """A file system that keeps only a part of what it is given, or moves nothing."""

    store: ClassVar[dict[str, Any]] = {}
    pseudo_dirs: ClassVar[list[str]] = [""]
    keeps: ClassVar[float] = 1.0
    moves: ClassVar[bool] = True

    def pipe_file(self, path: str, value: bytes, **_: Any) -> None:
        kept = value if path.endswith(".json") else value[: int(len(value) * self.keeps)]
        if kept or self.keeps:
            super().pipe_file(path, kept)

    def mv(self, old: str, new: str, **_: Any) -> None:
        if self.moves:
            super().mv(old, new)


@pytest.mark.parametrize("protocol", ["memory", "sftp"])  # whole objects, or a draft that is moved
@pytest.mark.parametrize(("keeps", "moves"), [(0.5, True), (0.0, True), (0.99, True), (1.0, False)])
def test_a_file_system_that_lies_is_not_believed(
    protocol: str, keeps: float, *, moves: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = _Lying(skip_instance_cache=True)
    monkeypatch.setattr(_Lying, "store", {})
    monkeypatch.setattr(_Lying, "pseudo_dirs", [""])
    monkeypatch.setattr(_Lying, "protocol", protocol)
    target = Target(store=Other(files, "/Handboek"), shown="doel", wait=lambda _: None)
    hands_over(documents(1, ["A.docx", "D.docx"]), target)
    monkeypatch.setattr(_Lying, "keeps", keeps)
    monkeypatch.setattr(_Lying, "moves", moves)
    given = documents(2, ["A.docx", "C.docx"])
    whole = protocol == "memory"
    wrong = told(given, target)
    assert set(wrong) == {"HB549"}
    now = {name: files.cat_file(f"/Handboek/{name}") for name in ("A.docx",)}
    assert whole or now["A.docx"] == documents(1, ["A.docx"]).items[0].data
    monkeypatch.setattr(_Lying, "keeps", 1.0)
    monkeypatch.setattr(_Lying, "moves", True)
    assert told(given, target) == []
    for item in given.items:
        assert files.cat_file(f"/Handboek/{item.path}") == item.data


class _Endless(MemoryFileSystem):  # type: ignore[misc]
    """A file system that does not come back from one of its calls."""

    store: ClassVar[dict[str, Any]] = {}
    pseudo_dirs: ClassVar[list[str]] = [""]
    protocol = "endless"
    silent: ClassVar[str] = ""
    asked: ClassVar[list[str]] = []

    def __init__(self, **words: Any) -> None:
        super().__init__(**words)
        self._hang("open")

    def _hang(self, call: str) -> None:
        self.asked.append(call)
        if call == self.silent:
            threading.Event().wait()

    def ls(self, path: str, **words: Any) -> Any:
        self._hang("ls")
        return super().ls(path, **words)

    def pipe_file(self, path: str, value: bytes, **words: Any) -> None:
        self._hang("pipe_file")
        super().pipe_file(path, value, **words)

    def cp_file(self, old: str, new: str, **words: Any) -> None:
        self._hang("cp_file")
        super().cp_file(old, new, **words)


def hurried() -> Clock:
    """Return a clock on which each look at it comes a minute later."""
    return Clock(now=itertools.count(0, 60).__next__)


@pytest.mark.parametrize("call", ["ls", "pipe_file", "cp_file"])
def test_a_file_system_that_does_not_come_back_is_left_and_asked_nothing_more(
    call: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_Endless, "store", {})
    monkeypatch.setattr(_Endless, "pseudo_dirs", [""])
    monkeypatch.setattr(_Endless, "asked", [])
    files = _Endless(skip_instance_cache=True)
    monkeypatch.setattr(_Endless, "silent", call)
    store = Other(files, "/Handboek", Waiting(hurried()))
    assert told(documents(1), Target(store=store, shown="doel", wait=lambda _: None)) == ["HB553"]
    assert files.asked.count(call) == 1
    assert files.asked[-1] == call


def test_a_file_system_that_does_not_come_back_from_opening_is_left(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    fsspec.register_implementation("endless", _Endless, clobber=True)
    monkeypatch.setattr(_Endless, "silent", "open")
    monkeypatch.setattr("handbook.publishing.address.Waiting", lambda: Waiting(hurried()))
    assert told(documents(1), "endless://server/map") == ["HB553"]


def test_what_a_call_raises_is_raised_where_it_was_made() -> None:
    def act() -> None:
        raise KeyError("x")

    with pytest.raises(KeyError, match="x"):
        Waiting().call(act)


@pytest.mark.parametrize(
    ("folder", "names"),
    [("/kwal [2026]/x", ["A.docx", "D.docx"]), ("/kwal", ["A [1].docx", "D [2]*.docx"])],
)
def test_a_sign_of_a_pattern_in_a_name_keeps_nothing_from_being_withdrawn(
    folder: str, names: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_Patterned, "store", {})
    files = _Patterned(skip_instance_cache=True)
    target = Target(store=Other(files, folder), shown="doel", wait=lambda _: None)
    assert told(documents(1, names), target) == []
    assert told(documents(2, names[:1]), target) == []
    shown = sorted(each for each in files.find(folder) if "/.handbook" not in each)
    withdrawn = names[1].replace("*", "-")
    assert shown == [
        f"{folder}/{names[0]}",
        f"{folder}/Vervallen/{withdrawn}",
    ]


class _Patterned(MemoryFileSystem):  # type: ignore[misc]
    """A store of whole objects that moves as fsspec does by itself."""

    store: ClassVar[dict[str, Any]] = {}
    pseudo_dirs: ClassVar[list[str]] = [""]


class _Half(Folder):
    """A folder on a share that keeps half of each document."""

    def write(self, path: str, data: bytes) -> None:
        super().write(path, data[: len(data) // 2] if len(data) > 5_000 else data)


def test_a_folder_that_keeps_half_shows_nothing_of_it(tmp_path: Path) -> None:
    target = Target(store=_Half(tmp_path), shown="doel", wait=lambda _: None)
    plan = hands_over(documents(1), target)
    assert (codes(plan), plan.exit_code) == (["HB549"] * 3, 3)
    assert shown_on(tmp_path) == {}
    assert acts(hands_over(documents(1), str(tmp_path))) == {"nieuw": 3}


def test_a_draft_is_never_written_through_a_link(tmp_path: Path) -> None:
    host = tmp_path / "host"
    hands_over(documents(1), str(host))
    hers = tmp_path / "hers.txt"
    hers.write_bytes(b"hers")
    given = documents(2)
    for item in given.items:
        (host / f".handbook/{item.digest}.concept").symlink_to(hers)
    assert told(given, str(host)) == []
    assert hers.read_bytes() == b"hers"
    assert shown_on(host) == data_of(given)
    assert not [path for path in host.rglob("*") if path.is_symlink()]


class _Meanwhile(Folder):
    """A folder in which a colleague saves each document just before we do."""

    def rename(self, path: str, to: str, *seen: Any) -> None:
        if not to.startswith(".handbook/"):
            (self.root / to).write_bytes(b"hers")
        super().rename(path, to, *seen)


@pytest.mark.parametrize("links", [True, False])
def test_what_a_colleague_saves_where_nothing_stood_is_never_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, links: bool
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError

    if not links:
        monkeypatch.setattr(os, "link", refuse)
    target = Target(store=_Meanwhile(tmp_path), shown="doel", wait=lambda _: None)
    plan = hands_over(documents(1), target)
    assert (codes(plan), plan.exit_code) == (["HB534"] * 3, 3)
    assert set(shown_on(tmp_path).values()) == {b"hers"}
    (tmp_path / "A.docx").unlink()
    folder = Target(store=Folder(tmp_path), shown="doel", wait=lambda _: None)
    assert acts(hands_over(documents(1), folder)) == {"conflict": 2, "nieuw": 1}


@pytest.mark.skipif(sys.platform == "win32", reason="it has no pipes in a folder")
def test_what_has_no_end_in_a_folder_is_not_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "A.docx")
    (tmp_path / "B.docx").symlink_to("/dev/zero")
    plan = hands_over(documents(1), str(tmp_path))
    assert (codes(plan), acts(plan)) == (["HB533", "HB533"], {"conflict": 2, "nieuw": 1})
