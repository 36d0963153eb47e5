"""One request over HTTP and its answer, bounded in bytes and in time; no redirect is followed."""

import socket
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

import httpx

from handbook.publishing.host_limits import SILENCE, Clock, Pace, TooSlowError, whole

_GZIP = 47  # zlib finds out by itself whether it is gzip or deflate
_PIECE = 2**18
_COOKIES = 50  # a server that sends ever more of them would fill each request


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered: the state, its ETag ("" without one), and the decoded body."""

    status: int
    mark: str
    data: bytes

    @property
    def is_success(self) -> bool:
        """Whether the server says that something went well, and not by itself what."""
        return httpx.codes.is_success(self.status)


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked; `most` is the number of bytes that the answer may have."""

    method: str
    url: str
    most: int
    headers: Mapping[str, str] = field(default_factory=dict)
    content: bytes = b""


class Exchange:
    """A connection to a server; each answer comes whole, or as an error of httpx or of limits."""

    def __init__(
        self,
        auth: tuple[str, str] | None,
        clock: Clock,
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        self._client = httpx.Client(auth=auth, timeout=SILENCE, transport=transport)
        self._clock = clock
        self._line: socket.socket | None = None

    def ask(self, request: Request) -> Answer:
        """Return the answer to `request`.

        Raises:
            TooMuchError: the body is larger than `request.most`.
            TooSlowError: the server takes longer than a slow line explains.
            httpx.TransportError: the connection broke.
        """
        if len(self._client.cookies.jar) > _COOKIES:
            self._client.cookies.clear()
        with _Watched(Pace(self._clock, len(request.content)), self._clock) as watched:
            sent = self._client.stream(
                request.method,
                request.url,
                # What is packed has an ETag of its own, and grows without end.
                headers={"Accept-Encoding": "identity", **request.headers},
                content=request.content or None,
                extensions={"trace": self._trace(watched)},
            )
            with sent as told:
                coding = told.headers.get("Content-Encoding", "").strip().casefold()
                data = whole(_decoded(told.iter_raw(), coding), request.most, watched.pace)
                return Answer(told.status_code, told.headers.get("ETag", ""), data)

    def close(self) -> None:
        """Break the connection."""
        self._client.close()

    def _trace(self, watched: "_Watched") -> Callable[[str, Mapping[str, Any]], None]:
        """Return what httpx tells of each step: so we know the line that a request goes over."""
        watched.line = self._line

        def trace(event: str, told: Mapping[str, Any]) -> None:
            if event.endswith((".connect_tcp.complete", ".start_tls.complete")):
                self._line = watched.line = told["return_value"].get_extra_info("socket")

        return trace


@dataclass(slots=True)
class _Watched:
    """Breaks the line of a request that takes too long: httpx bounds only each wait by itself."""

    pace: Pace
    clock: Clock
    line: socket.socket | None = None
    late: bool = False
    ended: bool = False
    cancel: Callable[[], None] = lambda: None

    def __enter__(self) -> "_Watched":
        self._look()
        return self

    def __exit__(self, *error: object) -> None:
        self.ended = True
        self.cancel()
        if self.late:  # also without an error: a body may end where the line does
            raise TooSlowError

    def _look(self) -> None:
        if self.ended:
            return
        if (left := self.pace.left) > 0:
            self.cancel = self.clock.after(left, self._look)
            return
        self.late = True
        if self.line is not None:
            with suppress(OSError):
                # That of TLS takes its own state away under the one who reads.
                socket.socket.shutdown(self.line, socket.SHUT_RDWR)


def _decoded(body: Iterable[bytes], coding: str) -> Iterator[bytes]:
    """Yield `body` unpacked, piece by piece, so that what grows is counted while it grows.

    Raises:
        httpx.DecodingError: it is packed in a way that was not asked for and is not known.
    """
    if coding in ("", "identity"):
        yield from body
        return
    if coding not in ("gzip", "x-gzip", "deflate"):
        raise httpx.DecodingError(coding)
    unpacker = zlib.decompressobj(_GZIP)
    try:
        for packed in body:
            waiting = packed
            while waiting and not unpacker.eof:
                yield unpacker.decompress(waiting, _PIECE)
                waiting = unpacker.unconsumed_tail
    except zlib.error as error:
        raise httpx.DecodingError(coding) from error
