"""A place that holds documents: looked at before each write, whole files, with patience."""

from collections.abc import Callable, Collection, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TypeVar

from handbook.errors import HandbookError, WorkplaceError
from handbook.model.features.publishing import OURS, Sight
from handbook.publishing.file_names import folded
from handbook.publishing.host_error_messages import (
    PASSING,
    changed_meanwhile,
    kind_of,
    told,
    unseen,
)
from handbook.publishing.host_limits import LARGEST_FILE, Clock, Patience
from handbook.publishing.publication_record import essence, is_part, sha256, sight_of
from handbook.publishing.stores import Found, Store

TRIES = 5
_PAUSE = 0.5  # seconds before the second try; each next pause is twice as long
_LOOKS = 3  # at what was written: a server that works in the background needs a moment
_DRAFT = ".concept"
_FOLDER = Sight("map")  # where a file is to come; no file has this digest
_Result = TypeVar("_Result")


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A folder in which documents come; paths count from it, with `/`.

    Nothing counts as done because the host says so: what was written is looked at once more.

    `shown` is the address as it may be printed. `wait` sleeps a number of seconds; the tests give
    one that does not. `patience` is what the host may take of our time in one publish.
    """

    store: Store
    shown: str
    wait: Callable[[float], None]
    patience: Patience = field(default_factory=lambda: Patience(Clock()))

    def close(self) -> None:
        """Break the connection, where the store keeps one open."""
        self.store.close()

    def arrive(self) -> None:
        """Make sure that documents can stand here at all.

        Raises:
            HandbookError: HB535 to HB541 or HB546, the host refuses or is something else.
        """
        self._patiently("", lambda: self.store.listing(""))

    def read(self, path: str, most: int = LARGEST_FILE) -> bytes | None:
        """Return the bytes of the file `path`, `most` at most, or None when there is none.

        Raises:
            HandbookError: HB535 to HB540, the host refuses; HB553 it gives more.
        """
        found = self._patiently(path, lambda: self.store.fetch(path, most))
        return found.data if found else None

    def sights(
        self, paths: Iterable[str], known: Mapping[str, Sight], noted: Collection[str] = ()
    ) -> dict[str, Sight]:
        """Return what stands at each of `paths`, without those where nothing stands.

        Args:
            paths: where to look.
            known: what stood there when we read it last, for files that are not to be written: one
                that still has the same mark is not read again.
            noted: where something stood: a list that leaves it out is not believed.
        """
        names: dict[str, Mapping[str, str | None]] = {}
        found: dict[str, Sight] = {}
        for path in paths:
            folder, _, name = path.rpartition("/")
            if folder not in names:
                names[folder] = self._patiently(folder, partial(self.store.listing, folder))
            # Some hosts take capitals for the same, or write an é in another way than we.
            same = {folded(each): mark for each, mark in names[folder].items()}
            if folded(name) not in same and path not in noted:
                continue
            mark = same.get(folded(name), "")
            if mark is None:
                found[path] = _FOLDER
            elif mark and path in known and _same(known[path].mark, mark):
                found[path] = known[path]
            elif stands := self._patiently(path, partial(self.store.fetch, path)):
                found[path] = _sight(stands)
        return found

    def place(self, path: str, data: bytes, expected: str | None) -> Sight:
        """Put `data` at `path`, if what stands there is still `expected`; return what stands there.

        What stands there may also be the beginning of `data` alone: our own file, of which not
        all arrived.

        Args:
            path: where it comes; its folders are made.
            data: the whole file.
            expected: a SHA-256, or None where no file may stand.

        Raises:
            EditConflict: HB534, something else stands there by now.
            HandbookError: HB535 to HB540, the host refuses; HB549 it did not do what it said.
        """
        return self._patiently(path, lambda: self._place(path, data, expected), 4 * len(data))

    def move(self, path: str, folder: str, expected: str) -> str:
        """Move the file `path`, if it is still `expected`, into `folder`; return where it stands.

        Nothing that stands in `folder` is replaced: a number makes the name free.

        Raises:
            HandbookError: as `place`.
        """
        to = self._free(folder, path.rpartition("/")[2])

        def act() -> None:
            stands, there = self.store.fetch(path), self.store.fetch(to)
            if stands is None and there and sha256(there.data) == expected:
                return  # an earlier try did arrive; only its answer was lost
            if stands is None or sha256(stands.data) != expected or there:
                raise changed_meanwhile(self._place_of(path))
            self.store.make(folder)
            self.store.rename(path, to, stands, None)
            self._arrived(to, stands.data)
            if self.store.fetch(path):
                raise unseen(self._place_of(path), "het staat er nog")

        self._patiently(path, act)
        return to

    def sweep(self, kept: Collection[str] = ()) -> None:
        """Remove the drafts that a publish which broke off left behind; failing is no matter.

        Args:
            kept: digests of what is on its way; another publish may have it in hand.
        """
        with suppress(Exception):
            for name in self.store.listing(OURS):
                if name.endswith(_DRAFT) and name.removesuffix(_DRAFT) not in kept:
                    self.store.remove(f"{OURS}/{name}")

    def _place(self, path: str, data: bytes, expected: str | None) -> Sight:
        stands = self.store.fetch(path)
        if stands and stands.data == data:
            return _sight(stands)
        if stands and sha256(stands.data) != expected and _same_file(stands.data, data):
            return _sight(stands)  # an earlier try did arrive, and the host put its columns in
        self._still(path, stands, expected, data)
        self.store.make(path.rpartition("/")[0])
        if self.store.whole:
            self.store.swap(path, data, stands)
            return self._arrived(path, data)
        draft = f"{OURS}/{sha256(data)}{_DRAFT}"
        self.store.make(OURS)
        self.store.write(draft, data)
        self._arrived(draft, data, path)  # half a draft never comes in the place of a document
        # Uploading takes long, a colleague may have saved meanwhile, and not every host refuses.
        stands = self.store.fetch(path)
        self._still(path, stands, expected, data)
        self.store.rename(draft, path, None, stands)
        return self._arrived(path, data)

    def _still(self, path: str, stands: Found | None, expected: str | None, data: bytes) -> None:
        if stands and is_part(stands.data, data):
            return
        if (sha256(stands.data) if stands else None) != expected:
            raise changed_meanwhile(self._place_of(path))

    def _arrived(self, path: str, data: bytes, meant: str = "") -> Sight:
        """Return what stands at `path`, where `data` was just written.

        SharePoint puts its columns in a file that it received: what people read is the same then.

        Args:
            path: where to look.
            data: what was sent there.
            meant: of a draft, the path of the document.

        Raises:
            StorageError: HB549, it does not stand there, or not as it was sent.
        """
        found: Found | None = None
        for looked in range(_LOOKS):
            if looked:
                self.wait(_PAUSE * looked)
            found = self.store.fetch(path)
            if found and _same_file(found.data, data):
                return _sight(found)
        raise unseen(self._place_of(meant or path), _difference(found, data))

    def _free(self, folder: str, name: str) -> str:
        stem, dot, suffix = name.rpartition(".")
        for number in range(1, 100):
            mark = f" ({number})" if number > 1 else ""
            path = f"{folder}/{stem}{mark}{dot}{suffix}" if dot else f"{folder}/{name}{mark}"
            if self.read(path) is None:
                return path
        raise changed_meanwhile(self._place_of(f"{folder}/{name}"))

    def _place_of(self, path: str) -> str:
        return f"{self.shown}/{path}" if path else self.shown

    def _patiently(self, path: str, act: Callable[[], _Result], carried: int = 0) -> _Result:
        """Return what came of `act`, which carries so many bytes at most, tried more than once."""
        for tried in range(TRIES):
            try:
                with self.patience.counted(carried):
                    return act()
            except HandbookError:
                raise
            # File systems of third parties raise what they like; each becomes a sentence.
            except Exception as error:
                if kind_of(error) not in PASSING or tried == TRIES - 1:
                    raise told(error, self._place_of(path)) from error
                self.wait(_PAUSE * 2**tried)
        raise WorkplaceError


def _sight(found: Found) -> Sight:
    return replace(sight_of(found.data), mark=found.mark)


def _difference(found: Found | None, sent: bytes) -> str:
    if found is None:
        return "het staat er niet"
    if len(found.data) < len(sent):
        return f"er staan {len(found.data)} van de {len(sent)} bytes"
    return "er staat iets anders"


def _same_file(found: bytes, sent: bytes) -> bool:
    """Tell whether `found` is what was `sent`, or says the same to people."""
    return found == sent or essence(found) == essence(sent) != ""


def _same(one: str, other: str) -> bool:
    """Tell whether two ETags are the same, by the weak comparison of RFC 9110 §8.8.3.2."""
    return one.removeprefix("W/") == other.removeprefix("W/")
