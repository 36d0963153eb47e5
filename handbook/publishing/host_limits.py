"""How much of a host we take, and how long we wait for it: every number, with its reason."""

import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

# Bytes of one file. The largest handbook that was measured, with photographs, is below 40 MB.
LARGEST_FILE = 256 * 2**20
# Bytes of the note. Ten thousand documents stay well below it.
LARGEST_NOTE = 20_000_000
# Bytes of a list of a folder, and the names in it. A server takes 300 to 900 bytes for a name.
LARGEST_LIST = 64 * 2**20
MOST_NAMES = 50_000
# Bytes of any other answer: the reason of a refusal. Of that we read the state alone.
LARGEST_REPLY = 2**20
# Signs of an ETag; the servers that are known use at most 70.
LONGEST_MARK = 200

# Seconds without one byte, after which a connection is lost and tried again.
SILENCE = 60.0
# Seconds that one request may take, besides the time that its bytes need on a slow line: 10 kB a
# second is a tenth of the slowest line that is sold. Longer than SILENCE, so that a line that fell
# away is tried again; a host that sends a byte each three seconds is not.
PATIENCE = 120.0
SLOWEST = 10_000
# Seconds that one act on a host takes at most when nothing is wrong, and the seconds above it that
# all acts of one publish may take together.
USUAL = 15.0
TOGETHER = 900.0

_PIECE = 2**18


class TooMuchError(Exception):
    """A host gave more bytes or names than we take."""


class TooSlowError(Exception):
    """A host took longer than we wait."""


def _after(seconds: float, act: Callable[[], None]) -> Callable[[], None]:
    timer = threading.Timer(seconds, act)
    timer.daemon = True  # a publish that ends does not wait for it
    timer.start()
    return timer.cancel


@dataclass(frozen=True, slots=True)
class Clock:
    """The time: `now` in seconds from any moment, and `after`, which acts later.

    `after` takes the seconds and what is to be done then, and returns what calls it off. The tests
    give a clock of their own, on which no time passes.
    """

    now: Callable[[], float] = time.monotonic
    after: Callable[[float, Callable[[], None]], Callable[[], None]] = _after


@dataclass(slots=True)
class Pace:
    """How long one request may take: PATIENCE, and for each byte that it `carried` some more."""

    clock: Clock
    carried: int = 0
    start: float = field(init=False)

    def __post_init__(self) -> None:
        self.start = self.clock.now()

    @property
    def left(self) -> float:
        """The seconds that are left; none when it is not above 0."""
        return self.start + PATIENCE + self.carried / SLOWEST - self.clock.now()


@dataclass(slots=True)
class Patience:
    """What all acts of one publish took above what is usual, in seconds."""

    clock: Clock
    spent: float = 0.0

    @contextmanager
    def counted(self, carried: int) -> Iterator[None]:
        """Count the time of an act that has to carry so many bytes, also when it fails.

        Raises:
            TooSlowError: together it is too much by now.
        """
        start = self.clock.now()
        try:
            yield
        finally:
            self.spent += max(0.0, self.clock.now() - start - USUAL - carried / SLOWEST)
            if self.spent > TOGETHER:
                raise TooSlowError


def whole(pieces: Iterable[bytes], most: int, pace: Pace) -> bytes:
    """Return `pieces` as one, with their bytes counted while they come in.

    Raises:
        TooMuchError: there are more than `most` bytes.
        TooSlowError: they come in too slowly.
    """
    data = bytearray()
    for piece in pieces:
        data += piece
        pace.carried += len(piece)
        if len(data) > most:
            raise TooMuchError
        if pace.left <= 0:
            raise TooSlowError
    return bytes(data)


def pieces(read: Callable[[int], bytes]) -> Iterable[bytes]:
    """Yield what `read` gives for a number of bytes, until it gives none."""
    while piece := read(_PIECE):
        yield piece
