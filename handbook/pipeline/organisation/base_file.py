"""The bases that are kept of one organisation, as `.basis.zip` holds them and as records.

Of each document the newest stands whole, as it stands in the file. Those before it are told by
what they differ in: a text that several of them have, styles or a header, is there once. Of one
that is no longer kept the sums of its lines stay: they tell whether a file may be made from it.
"""

import hashlib
import json
import re
import zlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate

from handbook import opc, storage
from handbook.word.merge import unwrapped, wrapped

OWNER = "kenmerk"  # the part that holds the id of whom they are
LIMITS = opc.Limits(parts=50_000, size=400_000_000)

_NEWEST = ".xml"
_EARLIER = re.compile(r"eerder/(.+)\.jsonl")
_TEXTS = "delen/"
_ARROW = "deel:"
_POINTED = re.compile(rf'"{_ARROW}([0-9a-f]{{64}})"')
_SHORT = 100  # signs; a text of fewer stands where it belongs
_LARGEST = 60_000_000
_SINCE = "sinds"
_PUBLISHED = "gepubliceerd"
_SINCE_COLUMNS, _PAIR = 4, 2
_GONE = re.compile(r"weg/(.+)\.txt")


@dataclass(frozen=True, slots=True, kw_only=True)
class Since:
    """From when on every base of a document is kept, or the sums of its lines.

    Attributes:
        version: the number of the last version of which texts may be missing; "" where nothing
            is missing, since the first text of the document.
        approved: whether that version was approved.
        before: the sums (`sum_of`) of the bases that were known then. Others were written later.
    """

    version: str = ""
    approved: bool = False
    before: frozenset[str] = frozenset()


WHOLE = Since()


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptBases:
    """The bases of an organisation, by document.

    Attributes:
        owner: the id of the organisation, "" where it is not told.
        newest: the part that holds the newest base of each document.
        earlier: those before it, the newest first, each once; as lines, see `line_of`.
        texts: the texts that lines point to, deflated, by their SHA-256.
        since: from when on they are all there; a document of which that is not known has none.
        published: the sums of those that went to readers: these stay.
        gone: of each base that is no longer kept the sums of its lines, the latest first.
    """

    owner: str = ""
    newest: Mapping[str, bytes] = field(default_factory=dict)
    earlier: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    texts: Mapping[str, bytes] = field(default_factory=dict)
    since: Mapping[str, Since] = field(default_factory=dict)
    published: Mapping[str, frozenset[str]] = field(default_factory=dict)
    gone: Mapping[str, tuple[frozenset[str], ...]] = field(default_factory=dict)


def unpacked(data: bytes) -> KeptBases:
    """Return the bases that the file `data` keeps.

    Raises:
        ValueError: it is no zip file, is damaged, or larger than it may be.
    """
    parts = opc.unpack(data, LIMITS)
    lists = {found[1]: part for name, part in parts.items() if (found := _EARLIER.fullmatch(name))}
    return KeptBases(
        owner=parts.get(OWNER, b"").decode(errors="replace"),
        newest={
            name.removesuffix(_NEWEST): part
            for name, part in parts.items()
            if name.endswith(_NEWEST)
        },
        earlier={
            item: tuple(part.decode(errors="replace").split("\n")) for item, part in lists.items()
        },
        texts={
            name.removeprefix(_TEXTS): part
            for name, part in parts.items()
            if name.startswith(_TEXTS)
        },
        since=dict(filter(None, map(_since_read, _rows(parts.get(_SINCE, b""))))),
        published={
            row[0]: frozenset(row[1].split())
            for row in _rows(parts.get(_PUBLISHED, b""))
            if len(row) == _PAIR
        },
        gone={
            found[1]: _gone_read(part)
            for name, part in parts.items()
            if (found := _GONE.fullmatch(name))
        },
    )


def packed(kept: KeptBases) -> bytes:
    """Return the file that keeps `kept`, without texts that no line points to any more."""
    lines = [line for lines in kept.earlier.values() for line in lines]
    wanted = {text for line in lines for text in _POINTED.findall(line)}
    return opc.pack(
        {
            OWNER: kept.owner.encode(),
            **{f"{item}{_NEWEST}": part for item, part in kept.newest.items()},
            **{
                f"eerder/{item}.jsonl": "\n".join(lines).encode()
                for item, lines in kept.earlier.items()
                if lines
            },
            **{f"{_TEXTS}{each}": kept.texts[each] for each in sorted(wanted & kept.texts.keys())},
            **_notes(kept),
        }
    )


def _notes(kept: KeptBases) -> dict[str, bytes]:
    """Return the parts that tell of bases what they do not tell themselves."""
    since = [
        f"{item}\t{each.version}\t{'ja' if each.approved else ''}\t{_joined(each.before)}"
        for item, each in sorted(kept.since.items())
    ]
    published = [f"{item}\t{_joined(each)}" for item, each in sorted(kept.published.items())]
    return {
        **({_SINCE: "\n".join(since).encode()} if since else {}),
        **({_PUBLISHED: "\n".join(published).encode()} if published else {}),
        **{f"weg/{item}.txt": _gone_written(each) for item, each in kept.gone.items() if each},
    }


def _joined(sums: Iterable[str]) -> str:
    return " ".join(sorted(sums))


def _rows(part: bytes) -> list[list[str]]:
    return [line.split("\t") for line in part.decode(errors="replace").split("\n")]


def _since_read(row: Sequence[str]) -> tuple[str, Since] | None:
    """Return what a row says; None for one that is damaged: of that document nothing is known."""
    if len(row) != _SINCE_COLUMNS:
        return None
    item, version, approved, before = row
    return item, Since(version=version, approved=bool(approved), before=frozenset(before.split()))


def _gone_written(gone: Sequence[frozenset[str]]) -> bytes:
    """Return each set of sums as what it differs in from the one before it: few do in much."""
    former: frozenset[str] = frozenset()
    lines = []
    for each in gone:
        lines.append(_joined(each ^ former))
        former = each
    return "\n".join(lines).encode()


def _gone_read(part: bytes) -> tuple[frozenset[str], ...]:
    differences = (frozenset(row.split()) for row in part.decode(errors="replace").split("\n"))
    return tuple(accumulate(differences, lambda one, other: one ^ other))


def with_newest(kept: KeptBases, item: str, part: bytes) -> KeptBases:
    """Return `kept` with the base in `part` as the newest of a document; the former one stays.

    Raises:
        ValueError: `part` holds no base that can be read.
    """
    line, _ = _told(part)
    former = kept.newest.get(item)
    if former == part:
        return kept
    moved = with_earlier(kept, item, former) if former is not None else kept
    rest = tuple(each for each in moved.earlier.get(item, ()) if each != line)
    return replace(
        moved, newest={**moved.newest, item: part}, earlier={**moved.earlier, item: rest}
    )


def with_earlier(kept: KeptBases, item: str, part: bytes) -> KeptBases:
    """Return `kept` with the base in `part` as the latest of the earlier ones of a document.

    One that cannot be read is not kept.
    """
    try:
        line, texts = _told(part)
    except ValueError:
        return kept
    lines = kept.earlier.get(item, ())
    new = {each: zlib.compress(text, 9) for each, text in texts.items() if each not in kept.texts}
    return replace(
        kept,
        earlier={**kept.earlier, item: (line, *(each for each in lines if each != line))},
        texts={**kept.texts, **new},
    )


def without(kept: KeptBases, item: str, lines: Collection[str]) -> KeptBases:
    """Return `kept` without some of the earlier bases of a document."""
    rest = tuple(each for each in kept.earlier.get(item, ()) if each not in lines)
    return replace(kept, earlier={**kept.earlier, item: rest})


def with_since(kept: KeptBases, item: str, since: Since) -> KeptBases:
    """Return `kept`, telling from when on the bases of a document are all there."""
    return replace(kept, since={**kept.since, item: since})


def with_published(kept: KeptBases, item: str, part: bytes) -> KeptBases:
    """Return `kept` with the base in `part`, which goes to readers and stays for ever."""
    try:
        line = line_of(part)
    except ValueError:
        return kept
    known = kept.published.get(item, frozenset()) | {sum_of(line)}
    told = replace(kept, published={**kept.published, item: known})
    return told if sum_of(line) in sums_of(kept, item) else with_earlier(told, item, part)


def with_gone(kept: KeptBases, item: str, lines: Iterable[frozenset[str]]) -> KeptBases:
    """Return `kept` with the sums of the lines of bases that go, the latest first."""
    return replace(kept, gone={**kept.gone, item: (*lines, *kept.gone.get(item, ()))})


def parts_of(kept: KeptBases, item: str) -> tuple[bytes, ...]:
    """Return the parts that hold the bases of a document, the newest first."""
    newest = [kept.newest[item]] if item in kept.newest else []
    earlier = (part_of(kept, line) for line in kept.earlier.get(item, ()))
    return (*newest, *(part for part in earlier if part is not None))


def part_of(kept: KeptBases, line: str) -> bytes | None:
    """Return the part that holds the base which `line` tells; None where it is damaged."""
    try:
        facts = json.loads(line)
        parts = {name: _text(kept, text) for name, text in facts["parts"].items()}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, zlib.error):
        return None
    return wrapped({**facts, "parts": parts})


def line_of(part: bytes) -> str:
    """Return a base as one line of JSON, its long texts by their SHA-256: equal bases are equal.

    Raises:
        ValueError: `part` holds no base that can be read.
    """
    return _told(part)[0]


def sum_of(line: str) -> str:
    """Return the sum that a base is known by, told as a line."""
    return storage.sha256(line.encode())


def sums_of(kept: KeptBases, item: str) -> frozenset[str]:
    """Return the sums of the bases that are kept of a document."""
    newest = [line_of(each) for each in distinct(filter(None, [kept.newest.get(item)]))]
    return frozenset(map(sum_of, (*newest, *kept.earlier.get(item, ()))))


def distinct(parts: Iterable[bytes]) -> tuple[bytes, ...]:
    """Return the parts that hold a base which none before them holds."""
    found: dict[str, bytes] = {}
    for part in parts:
        try:
            found.setdefault(line_of(part), part)
        except ValueError:
            continue
    return tuple(found.values())


def _told(part: bytes) -> tuple[str, dict[str, bytes]]:
    facts = unwrapped(part)
    texts: dict[str, bytes] = {}
    pointed: dict[str, str] = {}
    try:
        for name, text in facts["parts"].items():
            data = text.encode()
            digest = hashlib.sha256(data).hexdigest()
            pointed[name] = text if len(text) < _SHORT else f"{_ARROW}{digest}"
            texts |= {} if len(text) < _SHORT else {digest: data}
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError("de basis is beschadigd") from error
    told = {**facts, "parts": pointed}
    return json.dumps(told, ensure_ascii=True, sort_keys=True, separators=(",", ":")), texts


def _text(kept: KeptBases, text: str) -> str:
    if not text.startswith(_ARROW):
        return text
    digest = text.removeprefix(_ARROW)
    data = zlib.decompressobj().decompress(kept.texts[digest], _LARGEST)
    if hashlib.sha256(data).hexdigest() != digest:
        raise ValueError("een tekst van de basis is beschadigd")
    return data.decode()
