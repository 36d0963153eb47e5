"""A server of WebDAV as a place for files; only who publishes there needs webdav4."""

import errno
import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from http import HTTPStatus
from urllib.parse import quote

from webdav4.client import Client, HTTPError, ResourceAlreadyExists, ResourceNotFound
from webdav4.multistatus import parse_multistatus_response
from webdav4.urls import URL

from handbook.publishing.stores import Found

_WEAK = "W/"
_TIMEOUT = 60.0  # seconds of silence


class _Client(Client):  # type: ignore[misc]  # it has no types
    def join_url(self, path: str, add_trailing_slash: bool = False) -> URL:  # noqa: FBT001, FBT002
        # webdav4 puts an address together from what it decoded: a % or # in it goes astray.
        whole = f"{str(self.base_url).rstrip('/')}/{quote(path.strip('/'))}".rstrip("/")
        return URL(f"{whole}/" if add_trailing_slash else whole)


def open_dav(address: str, user: str, password: str, *, whole: bool) -> "Dav":
    """Return the folder at `address`; `whole` as in `Store`."""
    auth = (user, password) if user or password else None
    return Dav(_Client(address, auth=auth, retry=False, timeout=_TIMEOUT), whole)


@dataclass(frozen=True, slots=True)
class Dav:
    """A folder on a server of WebDAV, through the client of webdav4.

    What a request rests on goes along with it (RFC 9110 §13, RFC 4918 §10.4): between our look and
    our write a colleague may have saved, and then the server itself refuses (412).
    """

    client: Client
    whole: bool = False
    _made: set[str] = field(default_factory=set)

    def listing(self, folder: str) -> Mapping[str, str | None]:
        """Return the names in `folder`."""
        try:
            # Apache leads an address of a folder without its last slash elsewhere.
            told = self.client.request(
                "PROPFIND", folder, add_trailing_slash=True, headers={"Depth": "1"}
            )
            found = parse_multistatus_response(told).responses
        except (ValueError, SyntaxError) as error:  # a page for people, such as one to log in
            raise _no_folder(folder) from error
        except ResourceNotFound:
            return {}
        except HTTPError as error:
            if error.status_code != HTTPStatus.BAD_REQUEST:
                raise
            raise _no_folder(folder) from error  # Apache, of a file that is asked for as a folder
        here = self.client.join_url(folder).path
        if here in found and not found[here].properties.collection:
            raise _no_folder(folder)
        self._made.add(folder)
        return {
            path.rpartition("/")[2]: None
            if each.properties.collection
            else _quoted(each.properties.etag or "")
            for path, each in found.items()
            if path != here
        }

    def fetch(self, path: str) -> Found | None:
        """Return the file, or None."""
        try:
            # A server that packs its answers gives them an ETag of their own.
            told = self.client.request("GET", path, headers={"Accept-Encoding": "identity"})
        except ResourceNotFound:
            return None
        return Found(told.content, told.headers.get("ETag", ""))

    def swap(self, path: str, data: bytes, over: Found | None) -> None:
        """Put it there in one act."""
        self.client.request("PUT", path, content=data, headers=_only_over(over))

    def write(self, path: str, data: bytes) -> None:
        """Write a draft."""
        self.client.request("PUT", path, content=data)

    def rename(self, path: str, to: str, stands: Found | None, over: Found | None) -> None:
        """Move a file."""
        url = str(self.client.join_url(to))
        headers = {"Destination": url, "Overwrite": "T" if over else "F"}
        if stands and (mark := _strong(stands)):
            headers["If-Match"] = mark
        if over and (mark := _strong(over)):
            headers["If"] = f"<{url}> ([{mark}])"
        try:
            self.client.request("MOVE", path, headers=headers)
        except HTTPError as error:
            refused = error.status_code == HTTPStatus.PRECONDITION_FAILED and "If" in headers
            # The servers written in Go know no ETag here, and refuse them all.
            if not refused or over is None or self.fetch(to) != over:
                raise
            del headers["If"]
            self.client.request("MOVE", path, headers=headers)

    def remove(self, path: str) -> None:
        """Remove a draft."""
        self.client.request("DELETE", path)

    def make(self, folder: str) -> None:
        """Make a folder."""
        if folder in self._made:
            return
        if folder:
            self.make(folder.rpartition("/")[0])
        with suppress(ResourceAlreadyExists):
            self.client.mkdir(folder)
        self._made.add(folder)

    def close(self) -> None:
        """Break the connection."""
        self.client.http.close()


def _only_over(over: Found | None) -> dict[str, str]:
    if over is None:
        return {"If-None-Match": "*"}
    mark = _strong(over)
    return {"If-Match": mark} if mark else {}


def _strong(found: Found) -> str:
    """Return the ETag, or "" for a weak one, which no condition may rest on (RFC 9110 §8.8.3)."""
    return "" if found.mark.startswith(_WEAK) else found.mark


def _quoted(mark: str) -> str:
    """Return the ETag `mark` of a list as it stands in a header: not every server has it so."""
    return f'"{mark}"' if mark and not mark.endswith('"') else mark


def _no_folder(folder: str) -> NotADirectoryError:
    return NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), quote(folder))
