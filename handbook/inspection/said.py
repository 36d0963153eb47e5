"""An Office file → every text in it, also where nobody looks: headers, properties, hidden parts.

Nothing is parsed: the files come from anywhere, and a part that is no good XML tells its texts all
the same.
"""

import hashlib
import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from pathlib import PurePosixPath

from handbook import parcel

OFFICE = frozenset({".docx", ".docm", ".dotx", ".dotm", ".xlsx", ".xlsm", ".xltx", ".pptx"})

_PICTURES = frozenset({".png", ".jpg", ".jpeg", ".gif", ".svg", ".emf", ".wmf", ".tif", ".tiff"})
_TEXTS = frozenset({".xml", ".rels", ".vml", ".txt", ".htm", ".html", ".svg"})
_DEEPEST = 2  # an Office file in an Office file in an Office file

_WHERE: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(part), where)
    for part, where in (
        (r"word/document\d*\.xml", "de tekst"),
        (r"word/header\d*\.xml", "een koptekst"),
        (r"word/footer\d*\.xml", "een voettekst"),
        (r"word/(foot|end)notes\.xml", "een noot"),
        (r"(word|xl)/(threadedC|c)omments.*", "een opmerking"),
        (r"docProps/.*", "de eigenschappen"),
        (r"customXml/.*", "verborgen XML"),
        (r"xl/(sharedStrings|worksheets/sheet\d+)\.xml", "een cel"),
        (r"xl/workbook\.xml", "de naam van een blad"),
        (r".*\.rels", "een koppeling"),
    )
)
# The same in all documents from one template, and large; no text in it wears a style.
_OF_ALL = frozenset(
    {
        "[Content_Types].xml",
        *(f"word/{part}.xml" for part in ("styles", "settings", "numbering", "fontTable")),
        "word/theme/theme1.xml",
    }
)
KEPT = "de vorige tekst, die verborgen in het bestand staat"
_ALT, _HIDDEN = "een alternatieve tekst", "verborgen gegevens"
_FACTS = ("de eigenschappen", "verborgen XML")  # each element stands on its own
_ALT_NAMES = frozenset({"descr", "title", "alt"})

_CDATA = re.compile(r"<!\[CDATA\[(.*?)\]\]>", re.DOTALL)
_REMARK = re.compile(r"<!--(.*?)-->|<\?(?!xml )(.*?)\?>", re.DOTALL)
# Text that stands in a paragraph without being part of its sentence: fields, and what was deleted.
_ASIDE = re.compile(
    r"<(?P<tag>(?:\w+:)?(?:instrText|delText|delInstrText))(?:\s[^>]*)?>(?P<text>[^<]*)</(?P=tag)>"
)
_END = re.compile(r"</(?:\w+:)?(?:p|tc|si|is|c|row|comment|author)>")
_END_OF_ANY = re.compile(r"</[^>]*>")
_BREAK = re.compile(r"<(?:\w+:)?(?:br|tab|cr|ptab)(?:\s[^>]*)?/>|</(?:\w+:)?[A-Za-z]{3,}>")
_HYPHEN = re.compile(r"<(?:\w+:)?(?:noBreakHyphen)\s*/>")
_TAG = re.compile(r"""<[^<>"']*(?:"[^"]*"[^<>"']*|'[^']*'[^<>"']*)*>""")
_ATTRIBUTE = re.compile(r"""(?:[\w.-]+:)?([\w.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_LETTERS = re.compile(r"[^\W\d_]{2}|\d{4}")
_STYLE = re.compile(r'<w:pStyle\s+w:val="([^"]*)"')
_RUN_STYLE = re.compile(r'<w:rStyle\s+w:val="([^"]*)"')
_STYLES = re.compile(
    r'<w:style\s[^>]*w:styleId="([^"]*)"[^>]*>\s*(?:<w:name\s+w:val="([^"]*)")', re.DOTALL
)
_PAGE_TEXT = re.compile(
    r"(<(?:odd|even|first)(?:Header|Footer)>)([^<]*)(</(?:odd|even|first)(?:Header|Footer)>)"
)
# In the header of a sheet "&L" begins its left part, "&P" is the page and "&12" a size.
_PAGE_CODE = re.compile(r'&amp;(?:&quot;.*?&quot;|K[0-9A-F]{6}|\d+|[A-Z])|&(?:"[^"]*"|\d+|[A-Z])')
_REVISION = re.compile(
    r"<w:(?:ins|del|moveFrom|moveTo|cell(?:Ins|Del|Merge)|numberingChange"
    r"|(?:r|p|tbl|tc|tr|sect)PrChange|tblGridChange|tblPrExChange)\s"
)
_REVIEW = re.compile(
    r'name="Herzieningsdatum"[^>]*>\s*<vt:filetime>(\d{4})-(\d\d)-(\d\d)T'
    r'|name="Herziening"[^>]*>\s*<vt:lpwstr>(\d\d)-(\d\d)-(\d{4})<'
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A text as it stands somewhere in a file; `styles` are the names of the styles it wears."""

    where: str
    text: str
    styles: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """All that a file says; `pictures` are the SHA-256 of each, `review` the date it promises.

    `opaque` are the names of parts that hold something else than text and pictures. `kept` is what
    the file keeps of our last text, for a later merge: it may hold what the file no longer says.
    """

    pieces: tuple[Piece, ...]
    pictures: frozenset[str] = frozenset()
    review: date | None = None
    changes: int = 0
    opaque: tuple[str, ...] = ()
    kept: tuple[Piece, ...] = ()


def said_in(data: bytes) -> Said:
    """Return all that the Office file `data` says, also in files that are packed in it.

    Raises:
        ValueError: it is no Office file, or one that `parcel` does not trust.
    """
    return _said(parcel.unpack(data), _DEEPEST)


def said_by_name(name: str) -> Piece:
    """Return what the name of a file says."""
    return Piece(where="de bestandsnaam", text=name)


def _said(parts: Mapping[str, bytes], deepest: int) -> Said:
    names = dict(_STYLES.findall(_decoded(parts.get("word/styles.xml", b""))))
    pieces: list[Piece] = []
    kept: list[Piece] = []
    pictures = set()
    opaque = []
    changes = 0
    for name, data in parts.items():
        suffix = PurePosixPath(name).suffix.lower()
        if suffix in _PICTURES:
            pictures.add(hashlib.sha256(data).hexdigest())
        former = parcel.kept_in(data) if name.startswith("customXml/") else None
        if former is not None:
            kept += _kept(former)
        elif suffix in _TEXTS:
            text = _decoded(data)
            changes += _changes(name, text)
            pieces += _of_all(name, text) if name in _OF_ALL else _pieces(name, text, names)
        elif suffix in OFFICE and deepest:
            inner = _packed(data, deepest - 1)
            pieces += inner.pieces
            kept += inner.kept
            pictures |= inner.pictures
            opaque += [f"{name}/{each}" for each in inner.opaque]
        elif suffix not in _PICTURES:
            opaque.append(name)
    return Said(
        pieces=tuple(pieces),
        pictures=frozenset(pictures),
        review=_review(_decoded(parts.get("docProps/custom.xml", b""))),
        changes=changes,
        opaque=tuple(opaque),
        kept=tuple(kept),
    )


def _kept(former: Mapping[str, str]) -> Iterator[Piece]:
    for name, text in former.items():
        yield from (replace(each, where=KEPT) for each in _pieces(name, text, {}))


def _packed(data: bytes, deepest: int) -> Said:
    try:
        return _said(parcel.unpack(data), deepest)
    except ValueError:
        return Said(pieces=(), opaque=("",))


def _decoded(data: bytes) -> str:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", errors="replace")
    return data.decode("utf-8-sig", errors="replace")


@lru_cache(maxsize=32)
def _of_all(name: str, text: str) -> tuple[Piece, ...]:
    """Return what a part says that all documents from one template share."""
    return tuple(_pieces(name, text, {}))


def _pieces(name: str, text: str, styles: Mapping[str, str]) -> Iterator[Piece]:
    where = next((found for part, found in _WHERE if part.fullmatch(name)), _HIDDEN)
    for remark in _REMARK.findall(text):
        yield Piece(where=_HIDDEN, text=html.unescape("".join(remark)))
    text = _REMARK.sub("", _CDATA.sub(lambda match: html.escape(match[1]), text))
    text = _PAGE_TEXT.sub(lambda match: match[1] + _PAGE_CODE.sub(" ", match[2]) + match[3], text)
    ends = _END_OF_ANY if where in _FACTS else _END
    for chunk in ends.split(text):
        yield from _paragraph(chunk, where, styles)
    yield from _attributes(text, where)


def _paragraph(chunk: str, where: str, styles: Mapping[str, str]) -> Iterator[Piece]:
    if "Text" in chunk:
        for aside in _ASIDE.finditer(chunk):
            yield Piece(where=where, text=html.unescape(aside["text"]))
        chunk = _ASIDE.sub("", chunk)
    plain = _TAG.sub("", _BREAK.sub(" ", _HYPHEN.sub("-", chunk)))
    if not _LETTERS.search(plain):
        return
    worn = {*_STYLE.findall(chunk), *_RUN_STYLE.findall(chunk)} if "Style" in chunk else set()
    named = frozenset(styles.get(each, each) for each in worn)
    yield Piece(where=where, text=html.unescape(plain), styles=named)


def _attributes(text: str, where: str) -> Iterator[Piece]:
    """Yield what attributes say, each text once: most are numbers, and the same all over."""
    for name, double, single in dict.fromkeys(_ATTRIBUTE.findall(text)):
        value = double or single
        if _LETTERS.search(value) and "schemas." not in value:
            told = _ALT if name in _ALT_NAMES else where if where == "een koppeling" else _HIDDEN
            yield Piece(where=told, text=html.unescape(value))


def _changes(name: str, text: str) -> int:
    """Return how many remarks and tracked changes the part `name` holds."""
    if name.startswith(("word/comments", "xl/comments")):
        return len(re.findall(r"<(?:\w+:)?comment\s", text))
    if not name.startswith("word/"):
        return 0
    return len(_REVISION.findall(text))


def _review(text: str) -> date | None:
    match = _REVIEW.search(text)
    if not match:
        return None
    year, month, day = match.groups()[:3] if match[1] else reversed(match.groups()[3:])
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
