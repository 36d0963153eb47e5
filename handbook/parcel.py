"""Office packages as named parts: zip bytes to a mapping and back, always the same bytes."""

import base64
import hashlib
import io
import json
import re
import struct
import zipfile
import zlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

_FIRST = "[Content_Types].xml"
_KEPT = re.compile(rb"""["']urn:handbook:base:\d{1,4}["'][^<>]{0,2000}>([A-Za-z0-9+/=\s]*)</""")
_EPOCH = (1980, 1, 1, 0, 0, 0)
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    RuntimeError,  # also an encrypted entry, and NotImplementedError for an odd compression
    UnicodeError,
)


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
            more than `limits` allows. What an entry says of its own size is not believed.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _parts(archive, limits)
    except _BROKEN as error:
        raise ValueError(f"geen leesbaar Office-bestand: {error}") from error


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


def _parts(archive: zipfile.ZipFile, limits: Limits) -> dict[str, bytes]:
    entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    if len(entries) > limits.parts:
        raise ValueError(f"meer dan {limits.parts} onderdelen in het bestand")
    parts: dict[str, bytes] = {}
    room = limits.size
    for entry in entries:
        if entry.filename in parts:
            raise ValueError(f"het onderdeel '{entry.filename}' staat er twee keer in")
        with archive.open(entry) as stream:
            parts[entry.filename] = stream.read(room + 1)
        room -= len(parts[entry.filename])
        if room < 0:
            raise ValueError(f"uitgepakt groter dan {limits.size} bytes")
    return parts
