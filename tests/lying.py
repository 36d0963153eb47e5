"""A server of WebDAV that answers by a script and does something else; and time that is played."""

import gzip
import itertools
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from urllib.parse import unquote, urlsplit
from xml.sax.saxutils import escape

import httpx
from handed import data_of, documents, hands_over, told

from handbook.errors import HandbookError
from handbook.model.features.publishing import Offer, Plan
from handbook.publishing.host_limits import Clock, Patience
from handbook.publishing.publication_record import PATH, read_manifest, sha256
from handbook.publishing.target import Target
from handbook.publishing.webdav.http_exchange import Exchange
from handbook.publishing.webdav.webdav_store import WebDavStore

TOP = "http://host.example/Handboek"
HERS = {"Z.docx": b"van een collega", "Vervallen/D.docx": b"ook van een collega"}
METHODS = ("PROPFIND", "GET", "PUT", "MOVE", "MKCOL", "DELETE")
STATUSES = (
    *(100, 101, 102, 103, 199, *range(200, 209), 226, 299),
    *(*range(300, 309), 310, 399, *range(400, 419), *range(421, 427), 428, 429, 431, 451, 499),
    *(*range(500, 509), 510, 511, 599, 600, 999),
)
BODIES = (
    *("real", "empty", "multistatus", "failing", "garbage", "truncated", "half", "slow", "endless"),
    *("bomb", "entities"),
)
EFFECTS = ("done", "not done", "half done")
WHEN = ((0, 9_999), (1, 9_999), (1, 2))  # the requests of a method that the script answers
_BOMB = gzip.compress(bytes(2**24), 1) * 2
_MEMBER = "<D:response><D:href>/Handboek/{}</D:href>{}</D:response>"


@dataclass
class Played:
    """Time that passes only when somebody says so."""

    at: float = 0.0
    waiting: list[tuple[float, Callable[[], None]]] = field(default_factory=list)

    def sleep(self, seconds: float) -> None:
        self.at += seconds
        due = [each for each in self.waiting if each[0] <= self.at]
        self.waiting = [each for each in self.waiting if each[0] > self.at]
        for _, act in due:
            act()

    def after(self, seconds: float, act: Callable[[], None]) -> Callable[[], None]:
        mine = (self.at + seconds, act)
        self.waiting.append(mine)
        return lambda: self.waiting.remove(mine) if mine in self.waiting else None

    @property
    def clock(self) -> Clock:
        return Clock(now=lambda: self.at, after=self.after)


@dataclass(frozen=True)
class Script:
    """To requests `when` of `method`, counted from 0: this state, this body, and this happens."""

    method: str = ""
    status: int = 200
    body: str = "real"
    effect: str = "done"
    when: tuple[int, int] = (0, 9_999)


@dataclass
class Host:
    """Files in memory; `script` says where it lies, and elsewhere it does as the RFC says."""

    files: dict[str, bytes] = field(default_factory=dict)
    folders: set[str] = field(default_factory=lambda: {"", "Vervallen"})
    script: Script = Script()
    seen: int = 0
    time: Played = field(default_factory=Played)

    def target(self, *, whole: bool = False) -> Target:
        exchange = Exchange(None, self.time.clock, httpx.MockTransport(self.answer))
        return Target(
            store=WebDavStore(exchange, TOP, whole),
            shown=TOP,
            wait=self.time.sleep,
            patience=Patience(self.time.clock),
        )

    def answer(self, request: httpx.Request) -> httpx.Response:
        script, method = self.script, request.method
        path = _path(str(request.url))
        if method != script.method or not self._lies():
            told = self._honest(request, path)
            headers = {"ETag": told.headers["ETag"]} if "ETag" in told.headers else {}
            return httpx.Response(told.status_code, headers=headers, content=iter([told.content]))
        if script.effect == "not done":
            told = httpx.Response(404)
        else:
            told = self._honest(request, path, half=script.effect == "half done")
        if method in ("GET", "PROPFIND"):
            told = self._honest(request, path)
        headers = {"Content-Encoding": "gzip"} if script.body == "bomb" else dict(told.headers)
        headers.pop("content-length", None)
        return httpx.Response(
            script.status, headers=headers, content=self._body(script.body, told.content)
        )

    def _lies(self) -> bool:
        first, end = self.script.when
        self.seen += 1
        return first <= self.seen - 1 < end

    def _body(self, kind: str, real: bytes) -> Iterator[bytes]:
        if kind == "truncated":
            yield real[: len(real) // 2]
            raise httpx.RemoteProtocolError
        elif kind == "slow":
            for _ in range(10_000):
                self.time.sleep(3)
                yield b"x"
        elif kind == "endless":
            yield from itertools.repeat(bytes(2**24))
        else:
            yield {
                "real": real,
                "empty": b"",
                "multistatus": _multistatus([_MEMBER.format("A.docx", _state(200))]),
                "failing": _multistatus([_MEMBER.format("A.docx", _state(423))]),
                "garbage": b"<html><body>Log in</body></html>",
                "half": real[: len(real) // 2],
                "bomb": _BOMB,
                "entities": b'<!DOCTYPE a [<!ENTITY b "bbbbbbbbbb">]>'
                + _multistatus([_MEMBER.format("&b;", _state(200))]),
            }[kind]

    def _honest(self, request: httpx.Request, path: str, *, half: bool = False) -> httpx.Response:
        if request.method == "PROPFIND":
            return self._list(path)
        if request.method == "GET":
            content = self.files.get(path, b"")
            status = 200 if path in self.files else 404
            return httpx.Response(status, headers=self._mark(path), content=content)
        if request.method == "MKCOL":
            there = path in self.folders
            self.folders.add(path)
            led_away = there and not str(request.url).endswith("/")
            return httpx.Response(301 if led_away else 405 if there else 201)
        if request.method == "DELETE":
            return httpx.Response(204 if self.files.pop(path, None) is not None else 404)
        return self._write(request, path, half=half)

    def _write(self, request: httpx.Request, path: str, *, half: bool) -> httpx.Response:
        data = request.content if request.method == "PUT" else self.files.get(path)
        to = path if request.method == "PUT" else _path(request.headers["Destination"])
        if data is None:
            return httpx.Response(404)
        if not self._may(request, path, to):
            return httpx.Response(412)
        new = to not in self.files
        if request.method == "MOVE":
            del self.files[path]
        self.files[to] = data[: len(data) // 2] if half else data
        return httpx.Response(201 if new else 204)

    def _may(self, request: httpx.Request, path: str, to: str) -> bool:
        """Tell whether the conditions of the request hold."""
        headers = request.headers
        there = to in self.files
        if headers.get("Overwrite") == "F" or headers.get("If-None-Match") == "*":
            return not there
        if "If-Match" in headers and self._mark(path).get("ETag") != headers["If-Match"]:
            return False
        return "If" not in headers or (there and self._mark(to)["ETag"] in headers["If"])

    def _mark(self, path: str) -> dict[str, str]:
        return {"ETag": f'"{sha256(self.files[path])}"'} if path in self.files else {}

    def _list(self, path: str) -> httpx.Response:
        if path not in self.folders:
            return httpx.Response(404)
        start = f"{path}/" if path else ""
        folder = "<D:prop><D:resourcetype><D:collection/></D:resourcetype></D:prop>"
        rows = [_MEMBER.format(start, f"<D:propstat>{folder}{_state(200)}</D:propstat>")]
        for name in sorted(self.folders - {""}):
            if name.startswith(start) and "/" not in name[len(start) :]:
                rows.append(_MEMBER.format(f"{name}/", f"<D:propstat>{folder}</D:propstat>"))
        for name in sorted(self.files):
            if name.startswith(start) and "/" not in name[len(start) :]:
                mark = f"<D:prop><D:getetag>{self._mark(name)['ETag']}</D:getetag></D:prop>"
                rows.append(_MEMBER.format(escape(name), f"<D:propstat>{mark}</D:propstat>"))
        return httpx.Response(207, content=_multistatus(rows))


def _path(url: str) -> str:
    return unquote(urlsplit(url).path).removeprefix("/Handboek").strip("/")


def _state(number: int) -> str:
    return f"<D:status>HTTP/1.1 {number} Told</D:status>"


def _multistatus(rows: Sequence[str]) -> bytes:
    return f'<D:multistatus xmlns:D="DAV:">{"".join(rows)}</D:multistatus>'.encode()


FIRST, SECOND = documents(1, ["A.docx", "D.docx"]), documents(2, ["A.docx", "C.docx"])


def begun() -> Host:
    """Return a host with files of a colleague, on which FIRST was published."""
    host = Host(files=dict(HERS))
    assert hands_over(FIRST, host.target(), host.time.sleep).exit_code == 0
    return host


def faults(host: Host, *, whole: bool = False) -> list[str]:
    """Publish SECOND on a host with a script, and return what was told and is not so."""
    plan: Plan | None = None
    with suppress(HandbookError):  # which says that it was not done
        plan = hands_over(SECOND, host.target(whole=whole), host.time.sleep)
    there = data_of(SECOND)
    found = _untrue(host, plan) if plan else []
    all_there = {name: host.files.get(name) for name in there} == there
    gone = "D.docx" not in host.files and FIRST.items[1].data in host.files.values()
    if plan and plan.exit_code == 0 and not (all_there and gone):
        found.append("exit 0 and not all of it is there")
    found += [f"lost: {name}" for name, data in HERS.items() if host.files.get(name) != data]
    return found + _noted(host.files.get(PATH), host.files, SECOND)


def completes(host: Host) -> bool:
    """Tell whether an honest publish brings all that is left.

    Where the server broke the note itself that is not asked: then it must be told.
    """
    host.script = replace(host.script, method="")
    if not _readable(host.files.get(PATH)):
        return told(SECOND, host.target()) == ["HB531"]
    try:
        plan = hands_over(SECOND, host.target(), host.time.sleep)
    except HandbookError:
        return False
    there = data_of(SECOND)
    return plan.exit_code == 0 and there == {name: host.files.get(name) for name in there}


def _untrue(host: Host, plan: Plan) -> list[str]:
    untrue = []
    for step in plan.steps:
        if step.act in ("nieuw", "bijgewerkt", "ongewijzigd") and step.item:
            if host.files.get(step.path) != step.item.data:
                untrue.append(f"{step.act}: {step.path}")
        elif step.act == "vervallen" and step.path in host.files:
            untrue.append(f"vervallen: {step.path}")
    return untrue


def _readable(note: bytes | None) -> bool:
    with suppress(HandbookError):
        return note is None or bool(read_manifest(note, TOP))
    return False


def _noted(note: bytes | None, files: dict[str, bytes], given: Offer) -> list[str]:
    try:
        rows = read_manifest(note, TOP).placed if note else ()
    except HandbookError:
        return []  # half a note claims nothing
    sent = {item.digest: item.data for item in given.items}
    return [
        f"the note has {row.path}"
        for row in rows
        if row.digest in sent and files.get(row.path) != sent[row.digest]
    ]
