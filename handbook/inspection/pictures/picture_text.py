"""A picture → the texts that travel in it beside what it shows, and whether it says its place.

What it shows is not read: a photograph of a front door tells nothing here.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from handbook.inspection.pictures.picture_records import is_picture as _is_known
from handbook.inspection.pictures.picture_records import records
from handbook.inspection.pictures.tiff_and_exif import TIFF, entries, is_position, text_of
from handbook.inspection.text.binaries import strings
from handbook.inspection.text.encodings import decoded, is_text, is_written
from handbook.inspection.text.markup_text import texts_in

_LARGEST = 2_000_000  # bytes of one text in a picture
_TOGETHER = 40_000_000  # bytes of all records of one picture, however they overlap
_NOISE = 500_000  # bytes of all of them that are no text, and are searched for runs of letters
_SEARCHED = 500_000  # bytes of one record that are searched for directories
_OPENED = 24  # pictures and directories in one picture
_REMEMBERED = 500_000  # bytes of a picture that is remembered for the next file
_WITHIN = re.compile(rb"II\*\0|MM\0\*")
_SECOND = re.compile(rb"\xff\xd8\xff[\xc0-\xcf\xda-\xef\xfe]|\x89PNG\r\n\x1a\n|GIF8[79]a")
_RAW = b"Raw profile type "  # how ImageMagick keeps what another format has: as hexadecimal
_PRESS, _PRESS_RECORDS, _PRESS_HEAD = b"\x1c", range(1, 10), 5
# Degrees in XMP and in what ImageMagick writes, and as videos have them (ISO 6709).
_DEGREES = re.compile(
    r"""GPS(?:Dest)?L(?:at|ong)itude["'>=:\s+-]{1,20}0{0,3}[1-9]"""
    r"|[+-]\d{2}\.\d{3,9}[+-]\d{3}\.\d{3,9}[+/-]"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """What a picture carries beside its pixels.

    `placed`: it says where it was taken, or what place it shows. `whole`: all was looked into.
    """

    texts: tuple[str, ...] = ()
    placed: bool = False
    whole: bool = True


def is_picture(data: bytes) -> bool:
    """Tell whether `data` is a picture of which `carried` knows how it is built."""
    return data.startswith(TIFF) or _is_known(data)


def carried(data: bytes) -> Carried:
    """Return what the picture `data` carries, also in pictures in it and behind it."""
    return _once(data) if len(data) <= _REMEMBERED else _carried(data)


def says_place(text: str) -> bool:
    """Tell whether a text holds a position as metadata of pictures do."""
    return _DEGREES.search(text) is not None


@lru_cache(maxsize=64)
def _once(data: bytes) -> Carried:
    return _carried(data)


def _carried(data: bytes) -> Carried:
    reading = _Reading()
    reading.picture(data)
    return Carried(texts=tuple(reading.texts), placed=reading.placed, whole=reading.whole)


@dataclass(slots=True)
class _Reading:
    """Reads one picture and what is in it, and opens no more than there is room for."""

    texts: list[str] = field(default_factory=list)
    placed: bool = False
    whole: bool = True
    _room: int = _TOGETHER
    _noise: int = _NOISE
    _opened: int = 0

    def picture(self, data: bytes) -> None:
        if not self._opens():
            return
        if data.startswith(TIFF):
            self._directories(data)
            return
        for record in records(data):
            if record is None:
                self.whole = False
            elif record and not self._record(record):
                return

    def _opens(self) -> bool:
        self._opened += 1
        self.whole = self.whole and self._opened <= _OPENED
        return self._opened <= _OPENED

    def _record(self, data: bytes) -> bool:
        """Read a text or a small record; tell whether there is room for another."""
        self._room -= len(data)
        if self._room < 0:
            self.whole = False
            return False
        if not is_written(data):
            self._binary(data)
        elif data.startswith(_RAW) and (plain := _unpacked(data)):
            self._record(plain)
        else:
            self._text(decoded(data[:_LARGEST]))
            self.whole = self.whole and len(data) <= _LARGEST
        return True

    def _text(self, text: str) -> None:
        self.placed = self.placed or says_place(text)
        self.texts += (each.text for each in texts_in(text, "data")) if "<" in text else (text,)

    def _binary(self, data: bytes) -> None:
        for found in _WITHIN.finditer(data[:_SEARCHED]):
            if not self._opens():
                break
            self._directories(data[found.start() :])
        if b"8BIM" in data[:_LARGEST] or data.startswith(_PRESS):
            fields = [decoded(each) for each in _press(data[:_LARGEST]) if each and is_text(each)]
            self.texts += (*fields, " ".join(fields)) if fields else ()
        second = _SECOND.search(data)
        self._runs(data[: second.start()] if second else data)
        if second:
            self.picture(data[second.start() :])

    def _runs(self, data: bytes) -> None:
        """Read the runs of letters in what is no text, as far as that is worth the time."""
        if data and is_written(data):
            self._text(decoded(data[:_LARGEST]))
            return
        self.whole = self.whole and len(data) <= self._noise
        for run in strings(data[: self._noise]):
            self._text(run)
        self._noise -= min(len(data), self._noise)

    def _directories(self, data: bytes) -> None:
        for entry in entries(data):
            if entry is None:
                self.whole = False
            elif is_position(entry):
                self.placed = True
            elif (text := text_of(entry)) and not self._record(text):
                return


def _unpacked(text: bytes) -> bytes:
    """Return what ImageMagick wrote as a name, a length and hexadecimal signs, or nothing."""
    words = text.partition(b": ")[2].split(maxsplit=2)
    try:
        return bytes.fromhex(words[-1].decode("ascii")) if words else b""
    except ValueError:
        return b""


def _press(data: bytes) -> Iterator[bytes]:
    """Yield the fields that press agencies add. Source: IPTC-NAA IIM 4.2, chapter 3."""
    here = data.find(_PRESS)
    while 0 <= here <= len(data) - _PRESS_HEAD:
        size = int.from_bytes(data[here + 3 : here + _PRESS_HEAD], "big")
        known = data[here + 1] in _PRESS_RECORDS and size < 1 << 15
        after = here + _PRESS_HEAD + size if known else here + 1
        if known:
            yield data[here + _PRESS_HEAD : after]
        here = data.find(_PRESS, after)
