"""A server of WebDAV as a place for files; only who publishes there needs httpx."""

import errno
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from types import MappingProxyType
from urllib.parse import quote, unquote, urlsplit

import httpx

from handbook.publishing.host_error_messages import Refusal
from handbook.publishing.host_limits import (
    LARGEST_FILE,
    LARGEST_LIST,
    LARGEST_REPLY,
    LONGEST_MARK,
    MOST_NAMES,
    Clock,
)
from handbook.publishing.stores import Found
from handbook.publishing.webdav.http_exchange import Answer, Exchange, Request
from handbook.publishing.webdav.multistatus import failures, members

_WEAK = "W/"
_MARK = re.compile(r"[\x21-\x7e]*")  # RFC 9110 §8.8.3, without the signs that are not of ASCII
_ASKED = (
    b'<?xml version="1.0"?><propfind xmlns="DAV:"><prop><resourcetype/><getetag/></prop></propfind>'
)
_LIST = MappingProxyType({"Depth": "1", "Content-Type": "application/xml"})
# The states that mean that it was done: RFC 9110 §9.3 (GET, PUT, DELETE), RFC 4918 §9.1 (PROPFIND),
# §9.3 (MKCOL), §9.9 (MOVE). A few servers answer 200 where 201 or 204 is meant; whatever a server
# says, `Target` looks again. What is not here and not in _PERHAPS, was not done.
_DONE: Mapping[str, frozenset[int]] = {
    "GET": frozenset({200}),
    "PROPFIND": frozenset({207}),
    "PUT": frozenset({200, 201, 204}),
    "MOVE": frozenset({200, 201, 204}),
    "DELETE": frozenset({200, 204}),
    "MKCOL": frozenset({200, 201}),
}
_GONE = frozenset({404, 410})
_PERHAPS = frozenset({202, 207})  # of a write: accepted for later, or done in part


def open_dav(
    address: str,
    user: str,
    password: str,
    *,
    whole: bool,
    clock: Clock = Clock(),  # noqa: B008
) -> "WebDavStore":
    """Return the folder at `address`; `whole` as in `Store`."""
    auth = (user, password) if user or password else None
    httpx.URL(address)  # raises here, and not at the first request
    return WebDavStore(Exchange(auth, clock), address.rstrip("/"), whole)


@dataclass(frozen=True, slots=True)
class WebDavStore:
    """A folder on a server of WebDAV, at the address `top`.

    What a request rests on goes along with it (RFC 9110 §13, RFC 4918 §10.4): between our look and
    our write a colleague may have saved, and then the server itself refuses (412).
    """

    exchange: Exchange
    top: str
    whole: bool = False
    _made: set[str] = field(default_factory=set)

    def listing(self, folder: str) -> Mapping[str, str | None]:
        """Return the names in `folder`."""
        # Apache leads an address of a folder without its last slash elsewhere.
        url = f"{self._at(folder)}/"
        told = self.exchange.ask(Request("PROPFIND", url, LARGEST_LIST, _LIST, _ASKED))
        if told.status in _GONE:
            return {}
        if told.status not in _DONE["PROPFIND"]:
            # 400 is what Apache says of a file that is asked for as a folder.
            page = told.is_success or told.status == HTTPStatus.BAD_REQUEST
            raise _no_folder(folder) if page else Refusal(told.status)
        try:
            found = members(told.data, MOST_NAMES + 1)  # the folder itself is one
        except ValueError as error:  # a page for people, such as one to log in
            raise _no_folder(folder) from error
        here = unquote(urlsplit(url).path).rstrip("/")
        for each in found:
            if each.path == here and not each.folder:
                raise Refusal(each.status) if failures((each,)) else _no_folder(folder)
        self._made.add(folder)
        return {
            each.path.rpartition("/")[2]: None if each.folder else _mark(_quoted(each.mark))
            for each in found
            if each.path != here
        }

    def fetch(self, path: str, most: int = LARGEST_FILE) -> Found | None:
        """Return the file, or None."""
        told = self.exchange.ask(Request("GET", self._at(path), most))
        if told.status in _GONE:
            return None
        if told.status not in _DONE["GET"]:
            raise Refusal(told.status)
        return Found(told.data, _mark(told.mark))

    def swap(self, path: str, data: bytes, over: Found | None) -> None:
        """Put it there in one act."""
        self._act("PUT", self._at(path), _only_over(over), data)

    def write(self, path: str, data: bytes) -> None:
        """Write a draft."""
        self._act("PUT", self._at(path), {}, data)

    def rename(self, path: str, to: str, stands: Found | None, over: Found | None) -> None:
        """Move a file."""
        url = self._at(to)
        headers = {"Destination": url, "Overwrite": "T" if over else "F"}
        if stands and (mark := _strong(stands)):
            headers["If-Match"] = mark
        if over and (mark := _strong(over)):
            headers["If"] = f"<{url}> ([{mark}])"
        try:
            self._act("MOVE", self._at(path), headers)
        except Refusal as error:
            refused = error.status == HTTPStatus.PRECONDITION_FAILED and "If" in headers
            # The servers written in Go know no ETag here, and refuse them all.
            if not refused or over is None or self.fetch(to) != over:
                raise
            del headers["If"]
            self._act("MOVE", self._at(path), headers)

    def remove(self, path: str) -> None:
        """Remove a draft."""
        self._act("DELETE", self._at(path), {})

    def make(self, folder: str) -> None:
        """Make a folder."""
        if folder in self._made:
            return
        if folder:
            self.make(folder.rpartition("/")[0])
        try:
            self._act("MKCOL", f"{self._at(folder)}/", {})  # without the slash Apache leads away
        except Refusal as error:
            if error.status == HTTPStatus.CONFLICT:  # the one above it is not there
                raise Refusal(error.status, "nowhere") from error
            if error.status != HTTPStatus.METHOD_NOT_ALLOWED:  # which says that it is there
                raise
        self._made.add(folder)

    def close(self) -> None:
        """Break the connection."""
        self.exchange.close()

    def _act(self, method: str, url: str, headers: Mapping[str, str], content: bytes = b"") -> None:
        """Ask for a change.

        Raises:
            Refusal: it was not done, or not all of it.
        """
        told = self.exchange.ask(Request(method, url, LARGEST_REPLY, headers, content))
        if told.status not in _DONE[method] | _PERHAPS:
            raise Refusal(told.status)
        if told.status == HTTPStatus.MULTI_STATUS and (failed := _failed(told)):
            raise Refusal(failed)

    def _at(self, path: str) -> str:
        return f"{self.top}/{quote(path)}".rstrip("/")


def _failed(told: Answer) -> int:
    """Return the state of what failed in an answer in parts, 0 when nothing did."""
    try:
        return next(iter(failures(members(told.data, MOST_NAMES))), 0)
    except ValueError:  # nobody can tell what it says
        return told.status


def _mark(text: str) -> str:
    """Return the ETag `text`, or "" for one that no header and no note of ours can hold."""
    return text if len(text) <= LONGEST_MARK and _MARK.fullmatch(text) else ""


def _quoted(mark: str) -> str:
    """Return the ETag `mark` of a list as it stands in a header: not every server has it so."""
    return f'"{mark}"' if mark and not mark.endswith('"') else mark


def _only_over(over: Found | None) -> dict[str, str]:
    if over is None:
        return {"If-None-Match": "*"}
    mark = _strong(over)
    return {"If-Match": mark} if mark else {}


def _strong(found: Found) -> str:
    """Return the ETag, or "" for a weak one, which no condition may rest on (RFC 9110 §8.8.3)."""
    return "" if found.mark.startswith(_WEAK) else found.mark


def _no_folder(folder: str) -> NotADirectoryError:
    return NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), quote(folder))
