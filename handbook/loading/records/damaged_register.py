"""A damaged register.yaml → what of it can still be read, each document and each link by itself."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

from handbook import folders
from handbook.errors import HandbookError
from handbook.loading.records.register import MAX_REGISTER
from handbook.loading.text.validation import attempt
from handbook.loading.text.workspace_files import read_bytes
from handbook.loading.text.yaml_source import read
from handbook.model.common.base_record import Written
from handbook.model.sources.register import Entry, Link, Register

Part = TypeVar("Part", bound=Written)

_KEYS = tuple(f"{field.alias}:".encode() for field in Register.model_fields.values())
_POINT = re.compile(rb"( *)- ")
_ITEM = re.compile(rb'document: "?([A-Za-z0-9-]{1,40})')


def register_left(path: Path, file: str, head: Register) -> tuple[Register, tuple[str, ...]]:
    """Return `head` with the documents and links that can be read, and in Dutch what cannot.

    One bad line spoils the document or the link that it stands in, and no other. A document that
    is there twice is not believed: nobody knows which of the two counts.

    Args:
        path: the register, which may be gone.
        file: its name, as the user would type it.
        head: what it says of whose it is.

    Raises:
        HandbookError: HB107 or HB507, the file cannot be read at all.
    """
    data = read_bytes(path, file, limit=MAX_REGISTER) if folders.exists(path) else b""
    entries, lost = _readable(Entry, data, b"documenten:")
    links, broken = _readable(Link, data, b"ketting:")
    known = Counter(name for each in entries for name in _names(each))
    twice = [each for each in entries if any(known[name] > 1 for name in _names(each))]
    register = head.model_copy(
        update={
            "entries": tuple(each for each in entries if each not in twice),
            "chain": tuple(links),
        }
    )
    return register, (*lost, *(f"document {each.item}" for each in twice), *broken)


def _readable(kind: type[Part], data: bytes, key: bytes) -> tuple[list[Part], list[str]]:
    """Return the points of a list that are of this kind, and what the others are about."""
    found, lost = [], []
    for number, point in enumerate(_points(data, key), start=1):
        part = _read(kind, point)
        if part is not None:
            found.append(part)
            continue
        item = _ITEM.search(point) if kind is Entry else None
        lost.append(
            f"document {item[1].decode()}" if item else f"punt {number} van '{key[:-1].decode()}'"
        )
    return found, lost


def _read(kind: type[Part], point: bytes) -> Part | None:
    try:
        return attempt(kind, read(point, "register.yaml", limit=MAX_REGISTER))[0]
    except HandbookError:
        return None


def _points(data: bytes, key: bytes) -> Iterator[bytes]:
    """Yield each point of the list at `key`, as a text of its own.

    Only another key of a register ends the list: any other odd line belongs to its point.
    """
    inside, margin = False, None
    lines: list[bytes] = []
    for line in data.splitlines():
        if line.startswith(_KEYS):
            inside = line.startswith(key)
        elif inside:
            begin = _POINT.match(line)
            if begin and margin in (None, begin[1]):
                margin = begin[1]
                if lines:
                    yield b"\n".join(lines)
                lines = [line.replace(b"-", b" ", 1)]
            elif lines:
                lines.append(line)
    if lines:
        yield b"\n".join(lines)


def _names(entry: Entry) -> tuple[tuple[str, str], ...]:
    """Return what no two documents share; on most computers large and small letters are one."""
    return (
        ("document", entry.item.casefold()),
        ("code", entry.code.casefold()),
        ("bestand", entry.filename.casefold()),
    )
