"""Office packages as named parts: zip bytes to a mapping and back, always the same bytes."""

import base64
import hashlib
import io
import json
import re
import struct
import zipfile
import zlib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

_FIRST = "[Content_Types].xml"
_KEPT = re.compile(rb"""["']urn:handbook:base:\d{1,4}["'][^<>]{0,2000}>([A-Za-z0-9+/=\s]*)</""")
_EPOCH = (1980, 1, 1, 0, 0, 0)
# What reading a damaged package raises. ValueError covers a place before the file's beginning,
# IndexError an entry without a name.
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    RuntimeError,  # also NotImplementedError for an entry that is patched or newer than zipfile
    ValueError,
    IndexError,
    OverflowError,
)
_UNREADABLE = "geen leesbaar Office-bestand"
_PACKED = frozenset((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED))  # ECMA-376 Part 2, annex B
_ENCRYPTED = 0x1
# Each entry of a zip begins so in its directory, which is read whole before any can be counted. The
# files that are packed in a part have such entries too, so there is room for more than for parts.
_ENTRY, _MOST_ENTRIES = b"PK\x01\x02", 50_000
_LONGEST = 60  # letters of a name in a message
_OLDER = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


class _RefusedError(ValueError):
    """A package that can be read, and is not taken; the text is ours and says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """The most that a package may hold: number of parts, and bytes of all parts together."""

    parts: int = 5_000
    size: int = 200_000_000


LIMITS = Limits()


def pack(parts: Mapping[str, bytes]) -> bytes:
    """Return a package that holds `parts`; the same parts give the same bytes on any day."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        # Readers that sniff a file's type look at its first entry, so this one leads.
        for name in sorted(parts, key=lambda name: (name != _FIRST, name)):
            # A zip entry carries the clock and the operating system of its writer. Left as they
            # are, every rebuild would look like a change to a document-management system.
            entry = zipfile.ZipInfo(name, date_time=_EPOCH)
            entry.create_system = 0
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, parts[name])
    return buffer.getvalue()


def unpack(data: bytes, limits: Limits = LIMITS) -> dict[str, bytes]:
    """Return the parts of the package `data`, in the order in which they stand there.

    Raises:
        ValueError: it is not a zip file, is damaged or encrypted, names a part twice, or holds
            more than `limits` allows; the text says so in Dutch. What an entry says of its own
            size is not believed.
    """
    if data.count(_ENTRY) > _MOST_ENTRIES:
        raise ValueError(f"{_UNREADABLE}: er zitten te veel mappen en bestanden in")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _parts(archive, limits)
    except _RefusedError:
        raise
    except _BROKEN as error:
        raise ValueError(f"{_UNREADABLE}: {_why(data)}") from error


def kept_in(part: bytes, limits: Limits = LIMITS) -> dict[str, str] | None:
    """Return the texts that a part keeps for a later merge: by the part they are of, "" the rest.

    None where `part` keeps nothing that can be read. Nobody sees these texts in Word, but they go
    where the file goes.
    """
    found = _KEPT.search(part)
    if found is None:
        return None
    try:
        plain = zlib.decompressobj().decompress(base64.b64decode(found[1]), limits.size)
        facts = json.loads(plain)
        parts = {str(name): str(text) for name, text in facts.pop("parts").items()}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, zlib.error):
        return None
    return {**parts, "": "\n".join(_strings(facts))}


def digest(parts: Mapping[str, bytes], without: Collection[str] = ()) -> str:
    """Return the SHA-256, as 64 hex digits, over `parts` by name, leaving out those in `without`.

    Taken over parts and not over the zip, because another zlib may compress differently.
    """
    total = hashlib.sha256()
    for name in sorted(parts):
        if name not in without:
            # Lengths before texts: else a byte could move from a name to its part unseen.
            key = name.encode()
            total.update(struct.pack(">QQ", len(key), len(parts[name])))
            total.update(key)
            total.update(parts[name])
    return total.hexdigest()


def _strings(facts: Any) -> list[str]:
    if isinstance(facts, str):
        return [facts]
    if isinstance(facts, dict):
        return [*facts, *(text for each in facts.values() for text in _strings(each))]
    return [text for each in facts for text in _strings(each)] if isinstance(facts, list) else []


def _why(data: bytes) -> str:
    """Return why `data` could not be opened, for who made the file."""
    if not data:
        return "het is leeg"
    if data.startswith(_OLDER):
        return "het is van een oudere Word, of er zit een wachtwoord op"
    if not data.startswith(b"PK"):
        return "het is geen Word- of Excel-bestand"
    return "het is niet heel of beschadigd"


def _parts(archive: zipfile.ZipFile, limits: Limits) -> dict[str, bytes]:
    entries = list(_entries(archive))
    if len(entries) > limits.parts:
        raise _RefusedError(f"meer dan {limits.parts} onderdelen in het bestand")
    parts: dict[str, bytes] = {}
    room = limits.size
    for entry in entries:
        if entry.filename in parts:
            raise _RefusedError(f"het onderdeel {_shown(entry.filename)} staat er twee keer in")
        with archive.open(entry) as stream:
            parts[entry.filename] = stream.read(room + 1)
        room -= len(parts[entry.filename])
        if room < 0:
            raise _RefusedError(f"uitgepakt groter dan {limits.size} bytes")
    return parts


def _entries(archive: zipfile.ZipFile) -> Iterator[zipfile.ZipInfo]:
    """Yield the entries that are parts, and not folders; refuse one that cannot be opened."""
    for entry in archive.infolist():
        if not entry.filename:
            raise _RefusedError(f"{_UNREADABLE}: een onderdeel heeft geen naam")
        if entry.is_dir():
            continue
        if entry.flag_bits & _ENCRYPTED:
            raise _RefusedError(f"{_UNREADABLE}: er zit een wachtwoord op")
        if entry.compress_type not in _PACKED:
            what = "het is ingepakt op een manier die Office niet gebruikt"
            raise _RefusedError(f"{_UNREADABLE}: {what}")
        yield entry


def _shown(name: str) -> str:
    """Return the name of a part between quotes, cut short and safe to print."""
    plain = "".join(each if each.isprintable() else "?" for each in name[:_LONGEST])
    return f"'{plain}'"
