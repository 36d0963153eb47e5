"""An Office file → every text in it, also where nobody looks: headers, properties, hidden parts.

One reader for every wall: what goes out is searched in what it gives, whether a build, an approval,
a publish or `check --output` asks. Nothing is parsed: the files come from anywhere, and a part that
is no good XML tells its texts all the same. What cannot be read is named, and never left out.
"""

import hashlib
import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import lru_cache
from pathlib import PurePosixPath
from types import MappingProxyType
from urllib.parse import unquote

from handbook import opc
from handbook.inspection.part_kinds import is_markup, sort_of
from handbook.inspection.pdf_text import is_pdf, read_pdf
from handbook.inspection.pictures.picture_order import shown
from handbook.inspection.pictures.picture_text import carried, says_place
from handbook.inspection.pieces import KEPT, Piece, Said
from handbook.inspection.text.binaries import inflated, strings
from handbook.inspection.text.embedded_files import embedded
from handbook.inspection.text.encodings import decoded, is_written
from handbook.inspection.text.escapes import unescaped
from handbook.inspection.text.markup_text import Found, Way, texts_in
from handbook.inspection.text.rich_text import mail_parts, rich_texts
from handbook.inspection.text.workbook_cells import rows, shared_texts
from handbook.package_normalisation import ordinary

PDF = ".pdf"
OFFICE = frozenset({".docx", ".docm", ".dotx", ".dotm", ".xlsx", ".xlsm", ".xltx", ".pptx"})

_PICTURES = frozenset({".png", ".jpg", ".jpeg", ".gif", ".svg", ".emf", ".wmf", ".tif", ".tiff"})
_PAGES = frozenset({".htm", ".html", ".xhtml", ".vml"})
_DEEPEST = 2  # an Office file in an Office file in an Office file
_SHARED_LENGTH = 500_000  # characters of a text that is remembered for the next file
_LARGEST = 20_000_000  # bytes of one text; a long handbook has a hundredth of that
_TOGETHER = 40_000_000  # bytes of all texts in one file
_DRAWING = 4_000  # characters in which a drawing says that it is one

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
_OFFICE_PART = re.compile(r"(?:word|xl|ppt)/(?!_rels/|.*/_rels/).*\.xml")
_OFFICE_TEXT = re.compile(r"(?:word|spreadsheet|presentation|drawing)(?:processing)?ml")
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")
_SHARED = "xl/sharedStrings.xml"
_ALT, _HIDDEN, _LINK = "een alternatieve tekst", "verborgen gegevens", "een koppeling"
_PICTURE = "de gegevens van een afbeelding"
_OWN_PLACE = frozenset({_LINK, KEPT})  # where an attribute is no more hidden than a text
_NONE: frozenset[str] = frozenset()

_SIGN = re.compile(r"\w")
_FOLD = re.compile(r"\r?\n[ \t]{1,20}")
_BETWEEN_CELLS = re.compile(r"""[;,|\t"']+""")
_STYLES = re.compile(
    r'<w:style\s[^<>]{0,500}w:styleId="([^"<>]*)"[^<>]*>\s*<w:name\s+w:val="([^"<>]*)"'
)
_REVISION = re.compile(
    r"<w:(?:ins|del|moveFrom|moveTo|cell(?:Ins|Del|Merge)|numberingChange"
    r"|(?:r|p|tbl|tc|tr|sect)PrChange|tblGridChange|tblPrExChange)\s"
)
_REVIEW = re.compile(
    r'name="Herzieningsdatum"[^<>]{0,500}>\s*<vt:filetime>(\d{4})-(\d\d)-(\d\d)T'
    r'|name="Herziening"[^<>]{0,500}>\s*<vt:lpwstr>(\d\d)-(\d\d)-(\d{4})<'
)


def said_in(data: bytes) -> Said:
    """Return all that the Office file or PDF `data` says, also in files that are packed in it.

    Raises:
        ValueError: it is no PDF and no Office file, or one that `opc` does not trust.
    """
    if is_pdf(data):
        return _of_pdf(data)
    return said_of(opc.unpack(data), data)


def _of_pdf(data: bytes) -> Said:
    """Return what a PDF says, and what the files say that are attached to it."""
    pdf = read_pdf(data)
    pieces = tuple(Piece(where=where, text=text, flow=where) for where, text in pdf.texts)
    reading = Reading()
    inner = [
        replace(said, pieces=(*said.pieces, *_named((name,))))
        for name, each in pdf.attached
        for said in (reading.part(name, each),)
    ]
    photos = [(name, carried(each)) for name, each in pdf.photos]
    told = tuple(Piece(where=_PICTURE, text=text) for _, each in photos for text in each.texts)
    return _together(
        [
            Said(
                pieces=(*pieces, *told),
                opaque=pdf.unread,
                placed=tuple(dict.fromkeys(name for name, each in photos if each.placed)),
            ),
            *inner,
        ]
    )


def said_of(lies: Mapping[str, bytes], data: bytes) -> Said:
    """Return what `said_in` does of the Office file `data`, whose parts were read already."""
    parts = ordinary(lies)
    names = dict(_STYLES.findall(decoded(parts.get("word/styles.xml", b""))))
    said = Reading(names).package(parts)
    return replace(
        said,
        pieces=(*said.pieces, *_named(sorted(lies.keys() - parts.keys())), *_beside_parts(data)),
        placed=shown(parts, said.placed),
        review=_review(decoded(parts.get("docProps/custom.xml", b""))),
    )


def said_beside(parts: Mapping[str, bytes], data: bytes) -> tuple[Piece, ...]:
    """Return what an Office file says that stands in none of its parts alone.

    The rows of a workbook, of which the texts stand in another part, and the names of parts.
    """
    return (*_rows(parts), *_named(parts), *_beside_parts(data))


class Reading:
    """Reads the parts of one file, and opens no more of them than fits in its room."""

    def __init__(self, styles: Mapping[str, str] = MappingProxyType({})) -> None:
        self._styles = styles
        self._room = opc.LIMITS.size
        self._texts = _TOGETHER

    def package(self, parts: Mapping[str, bytes], deepest: int = _DEEPEST) -> Said:
        """Return what all parts of a package say, and the package itself."""
        found = [self.part(name, data, deepest) for name, data in parts.items()]
        said = _together(found)
        return replace(said, pieces=(*said.pieces, *_rows(parts), *_named(parts)))

    def part(self, name: str, data: bytes, deepest: int = _DEEPEST) -> Said:
        """Return what one part says; one that is too large, or too deep, is named."""
        former = opc.kept_in(data) if name.startswith("customXml/") else None
        if former is not None:
            return Said(pieces=(), kept=tuple(_kept(former)))
        pictures = _pictures(name, data)
        sort = sort_of(name, data)
        if sort == "package":
            said = self._packed(name, data, deepest)
        elif sort == "squeezed":
            said = self._squeezed(name, data, deepest)
        elif sort == "font":
            said = Said(pieces=())
        elif not self._fits(data):
            said = Said(pieces=(), opaque=(name,))
        elif sort == "text":
            said = self._text(name, data, deepest)
        elif sort == "mail" and deepest:
            said = _together([self._section(name, *each, deepest) for each in mail_parts(data)])
        else:
            said = _binary(name, data, sort)
        return replace(said, pictures=said.pictures | pictures) if pictures else said

    def _fits(self, data: bytes) -> bool:
        self._texts -= len(data)
        return len(data) <= _LARGEST and self._texts >= 0

    def _text(self, name: str, data: bytes, deepest: int) -> Said:
        text = decoded(data)
        said = Said(
            pieces=tuple(_pieces(name, text, self._styles)),
            changes=_changes(name, text),
            placed=(name,) if "<svg" in text[:_DRAWING] and says_place(text) else (),
        )
        within = list(embedded(text))
        if within and not deepest:
            return replace(said, opaque=(name,))
        found = [self.part(name, each, deepest - 1) for each in within]
        return _together([said, *found]) if found else said

    def _packed(self, name: str, data: bytes, deepest: int) -> Said:
        if not deepest:
            return Said(pieces=(), opaque=(name,))
        try:
            parts = opc.unpack(data, opc.Limits(size=max(self._room, 0)))
        except ValueError:
            return Said(pieces=(), opaque=(name,))
        self._room -= sum(len(part) for part in parts.values())
        inner = self.package(parts, deepest - 1)
        return replace(
            inner,
            pieces=(*inner.pieces, *_beside_parts(data)),
            opaque=tuple(f"{name}/{each}" for each in inner.opaque),
            placed=tuple(f"{name}/{each}" for each in inner.placed),
        )

    def _squeezed(self, name: str, data: bytes, deepest: int) -> Said:
        plain = inflated(data, _LARGEST, window=zlib.MAX_WBITS | 16) if deepest else None
        if plain is None:
            return Said(pieces=(), opaque=(name,))
        return self.part(name.removesuffix(".gz"), plain, deepest - 1)

    def _section(self, name: str, head: str, body: bytes, deepest: int) -> Said:
        """Return what a part of a mail says, with its head."""
        kind = ".html" if "text/html" in head.lower() else ".txt" if "text/" in head.lower() else ""
        charset = re.search(r"""charset\s*=\s*"?([\w.:-]{2,40})""", head, re.IGNORECASE)
        if charset and kind and b"charset" not in body[:1_000]:
            body = f"<!-- charset={charset[1]} -->".encode() + body
        inner = self.part(f"{name}{kind}", body, deepest - 1)
        lines = tuple(_lines(_HIDDEN, name, _FOLD.sub(" ", unquote(head))))
        return replace(inner, pieces=(*lines, *inner.pieces))


def _together(found: Iterable[Said]) -> Said:
    every = list(found)
    return Said(
        pieces=tuple(piece for each in every for piece in each.pieces),
        pictures=frozenset().union(*(each.pictures for each in every)),
        changes=sum(each.changes for each in every),
        opaque=tuple(dict.fromkeys(name for each in every for name in each.opaque)),
        kept=tuple(piece for each in every for piece in each.kept),
        placed=tuple(dict.fromkeys(name for each in every for name in each.placed)),
    )


def _pictures(name: str, data: bytes) -> frozenset[str]:
    if PurePosixPath(name).suffix.lower() not in _PICTURES:
        return frozenset()
    return frozenset({hashlib.sha256(data).hexdigest()})


def _kept(former: Mapping[str, str]) -> Iterator[Piece]:
    for name, text in former.items():
        yield from _pieces(name, text, {}, where=KEPT)


def _binary(name: str, data: bytes, sort: str) -> Said:
    """Return what a part says that is no text: what was found in it, and whether that is all."""
    if sort == "picture":
        found = carried(data)
        # A text that begins as a picture does is one all the same.
        lines = _lines(_PICTURE, name, decoded(data)) if is_written(data) else ()
        return Said(
            pieces=(*(Piece(where=_PICTURE, text=each) for each in found.texts), *lines),
            opaque=() if found.whole else (name,),
            placed=(name,) if found.placed else (),
        )
    if sort == "rich":
        paragraphs, whole = rich_texts(data)
        pieces = tuple(Piece(where=_HIDDEN, text=each, flow=name) for each in paragraphs)
        return Said(pieces=pieces, opaque=() if whole else (name,))
    pieces = tuple(Piece(where=_HIDDEN, text=each) for each in strings(data))
    return Said(pieces=pieces, opaque=() if sort == "settings" else (name,))


def _rows(parts: Mapping[str, bytes]) -> Iterator[Piece]:
    """Yield the rows of the sheets of a workbook, with the texts that stand in another part."""
    sheets = [name for name in parts if _SHEET.fullmatch(name) and len(parts[name]) <= _LARGEST]
    data = parts.get(_SHARED, b"")
    shared = shared_texts(decoded(data)) if sheets and len(data) <= _LARGEST else ()
    for name in sheets:
        for row in rows(decoded(parts[name]), shared):
            yield Piece(where="een cel", text=row, again=True)


def _named(parts: Iterable[str]) -> Iterator[Piece]:
    """Yield the names of parts: an attachment keeps the name it had."""
    yield from (Piece(where=_HIDDEN, text=unquote(name)) for name in parts)


def _beside_parts(data: bytes) -> Iterator[Piece]:
    """Yield what stands in a zip file beside its parts: remarks, and folders without a file."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        entries = archive.infolist()
        told = [archive.comment, *(entry.comment for entry in entries)]
        folders = [entry.filename for entry in entries if entry.is_dir()]
    texts = (*(decoded(each) for each in told if each), *folders)
    yield from (Piece(where=_HIDDEN, text=text) for text in texts)


def _found(text: str, way: Way) -> Iterable[Found]:
    """Return the texts in a part; what the next part or file has too is read once.

    A file keeps the text we last wrote in it, and the styles are those of its template.
    """
    return _once(text, way) if len(text) <= _SHARED_LENGTH else texts_in(text, way)


@lru_cache(maxsize=64)
def _once(text: str, way: Way) -> tuple[Found, ...]:
    return tuple(texts_in(text, way))


def _pieces(name: str, text: str, styles: Mapping[str, str], *, where: str = "") -> Iterator[Piece]:
    flow = f"{where}/{name}"
    place = where or next((found for part, found in _WHERE if part.fullmatch(name)), _HIDDEN)
    if not is_markup(name, text):
        yield from _lines(place, flow, text)
        return
    for way in _ways(name, text):
        for found in _found(text, way):
            yield from _as_pieces(found, place, flow, styles)


def _ways(name: str, text: str) -> tuple[Way, ...]:
    """Return in which ways a part is to be read."""
    if _OFFICE_PART.fullmatch(name):
        return ("office",)
    if PurePosixPath(name).suffix.lower() in _PAGES or "<html" in text[:1_000].lower():
        return ("page",)
    return ("data", "office") if _OFFICE_TEXT.search(text[:8_000]) else ("data",)


def _as_pieces(found: Found, where: str, flow: str, styles: Mapping[str, str]) -> Iterator[Piece]:
    text = found.text
    if found.kind == "text":
        worn = frozenset(styles.get(each, each) for each in found.styles) if found.styles else _NONE
        yield Piece(where=where, text=text, styles=worn, flow=flow, again=found.again)
        yield from (Piece(where=where, text=each, again=True) for each in unescaped(text))
    else:
        place = where if where in _OWN_PLACE else _ALT if found.kind == "alt" else _HIDDEN
        yield Piece(where=place, text=text, again=found.again)


def _lines(where: str, name: str, text: str) -> Iterator[Piece]:
    """Yield the lines of a text without tags, and those of a list as if it had no separators."""
    for line in text.splitlines():
        if _SIGN.search(line):
            yield Piece(where=where, text=line, flow=name)
            plain = _BETWEEN_CELLS.sub("\t", line)
            if plain != line:
                yield Piece(where=where, text=unquote(plain), again=True)
            yield from (Piece(where=where, text=each, again=True) for each in unescaped(line))


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
