"""What a paragraph says, whatever a program made of its runs: text, fields, notes, pictures."""

import posixpath
import re
import unicodedata
import urllib.parse
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from handbook.word.package.markup import Element, qualified

# Fields whose result the program fills in itself: only the instruction counts, and what a person
# typed over it.
_FIELDS = (
    "PAGE PAGEREF REF DOCPROPERTY NUMPAGES STYLEREF SEQ DATE TIME TOC SECTIONPAGES SAVEDATE TITLE"
    " FILENAME SECTION NOTEREF NUMWORDS NUMCHARS REVNUM EDITTIME FILESIZE CREATEDATE PRINTDATE"
    " SUBJECT AUTHOR KEYWORDS COMMENTS LASTSAVEDBY INFO"
)
VOLATILE = frozenset(_FIELDS.split())
_HARMLESS = frozenset(("\\h", "\\z", "\\u", "\\*"))
_WEB = re.compile(r"^(https?|mailto|tel|ftp):", re.IGNORECASE)
_SOFT = "\u00ad"


@dataclass(frozen=True, slots=True)
class Piece:
    """Part of a paragraph.

    `kind` is text, field, note, drawing, sum, ruby or break. `look` holds what is special about
    text, and the keys of the pictures in a drawing; `link` where it leads to. `words` are what a
    reader sees of it beside that: typed over the result of a field, set in a field of a form, or
    describing a drawing to who cannot see it.
    """

    kind: str
    text: str
    look: str = ""
    link: str = ""
    words: str = ""


def nothing_typed(_: str, __: str) -> str:
    """Return that nobody typed in the result of a field: what we write has none of hers."""
    return ""


@dataclass(slots=True)
class Reader:
    """Reads the pieces of one paragraph.

    Attributes:
        look: what is special about a run, by its `w:rPr`.
        target: the target of a relationship by id, "" where there is none.
        note: the text of a note by ("footnote" or "endnote", id).
        picture: a key of the picture by relationship id.
        typed: what a person typed in a field, by its instruction and the result that it shows.
    """

    look: Callable[[Element | None], str]
    target: Callable[[str], str]
    note: Callable[[str, str], str]
    picture: Callable[[str], str]
    typed: Callable[[str, str], str] = nothing_typed
    pieces: list[Piece] = field(default_factory=list)
    marks: set[str] = field(default_factory=set)
    traits: set[str] = field(default_factory=set)
    fields: list["_Field"] = field(default_factory=list)

    def read(self, paragraph: Element) -> tuple[Piece, ...]:
        """Return the pieces; bookmarks are left in `marks`, and in `traits` what is about it.

        That is comment, revision, and field: one that runs on into another paragraph.
        """
        self._walk(paragraph, "")
        if self.fields:
            self.traits.add("field")
        return _tidy(self.pieces)

    def _walk(self, node: Element, link: str) -> None:
        for each in node:
            name = _local(each)
            if name in _TRAITS:
                self.traits.add(_TRAITS[name])
            if name == "r":
                self._run(each, link)
            elif name == "bookmarkStart":
                self.marks.add(str(each.get(_NAME)))
            elif name == "hyperlink":
                self._walk(each, self._target(each))
            elif name == "fldSimple":
                self._simple(each, link)
            elif name in _THROUGH:
                self._walk(each, link)
            else:
                self._sum(each, name)

    def _sum(self, element: Element, name: str) -> None:
        if name in _SUMS:
            self._emit(Piece("sum", "".join(element.itertext(_MATH))))

    def _target(self, element: Element) -> str:
        base = link_target(self.target(str(element.get(_RID, ""))))
        anchor = element.get(_ANCHOR)
        return f"{base}#{anchor}" if anchor else base

    def _simple(self, element: Element, link: str) -> None:
        instruction = tidy_instruction(str(element.get(_INSTR, "")))
        if instruction.startswith("HYPERLINK"):
            self._walk(element, _field_link(instruction))
            return
        if instruction.partition(" ")[0] in VOLATILE:
            result = "".join(element.itertext(_T))
            words = self.typed(str(element.get(_INSTR, "")), result)
            self._emit(Piece("field", instruction, words=words))
        else:
            self._emit(Piece("field", instruction))
            self._walk(element, link)

    def _run(self, run: Element, link: str) -> None:
        look = self.look(run.find(_RPR))
        for each in run:
            name = _local(each)
            if name == "fldChar":
                self._mark(each, str(each.get(_FIELD_KIND)))
            elif name == "instrText" and self.fields:
                self.fields[-1].instruction += each.text or ""
            elif name == "commentReference":
                self.traits.add("comment")
            else:
                self._content(each, name, look, link)

    def _content(self, element: Element, name: str, look: str, link: str) -> None:
        if name == "br" and element.get(_TYPE) in ("page", "column"):
            self._emit(Piece("break", str(element.get(_TYPE))))
        elif name in _TEXTS:
            to = next((each.link for each in reversed(self.fields) if each.link is not None), link)
            self._emit(Piece("text", said(element), "" if to else look, to))
        elif name in ("footnoteReference", "endnoteReference"):
            text = self.note(name.removesuffix("Reference"), str(element.get(_ID)))
            self._emit(Piece("note", text))
        elif name == "ruby":
            self._emit(Piece("ruby", "".join(element.itertext(_T))))
        elif name in ("drawing", "pict", "object", "AlternateContent"):
            self._emit(self._drawing(element))

    def _drawing(self, element: Element) -> Piece:
        chosen = element.find(_CHOICE)
        shown = element if chosen is None else chosen
        boxes = " ".join(self._box(each) for each in shown.iter(_BOX))
        keys = [self.picture(str(each.get(_EMBED))) for each in shown.iter(_BLIP)]
        link = next((self._target(each) for each in shown.iter(_CLICK)), "")
        return Piece("drawing", " ".join(boxes.split()), " ".join(keys), link, described(shown))

    def _box(self, box: Element) -> str:
        """Return what a text box says; of a field in it only what somebody typed there."""
        inner = replace(self, pieces=[], marks=set(), traits=set(), fields=[])
        pieces = [each for paragraph in box.iter(_P) for each in inner.read(paragraph)]
        return "".join(each.text if each.kind != "field" else each.words for each in pieces)

    def _emit(self, piece: Piece) -> None:
        hiding = [each for each in self.fields if each.hides]
        for each in hiding:
            each.result += piece.text if piece.kind != "field" else piece.words
        if not hiding:
            self.pieces.append(piece)

    def _mark(self, mark: Element, kind: str) -> None:
        if kind == "begin":
            self.fields.append(_Field(state=_state(mark)))
        elif not self.fields:
            self.traits.add("field")
        elif kind == "separate":
            self._separate(self.fields[-1])
        elif kind == "end":
            self._end(self.fields.pop())

    def _end(self, ended: "_Field") -> None:
        if not ended.separated:
            instruction = tidy_instruction(ended.instruction)
            self._emit(Piece("field", instruction, words=ended.state))
        elif ended.at >= 0:
            words = self.typed(ended.instruction, ended.result)
            self.pieces[ended.at] = replace(self.pieces[ended.at], words=words)

    def _separate(self, this: "_Field") -> None:
        instruction = tidy_instruction(this.instruction)
        this.separated = True
        if instruction.startswith("HYPERLINK"):
            this.link = _field_link(instruction)
            return
        before = len(self.pieces)
        self._emit(Piece("field", instruction, words=this.state))
        this.hides = instruction.partition(" ")[0] in VOLATILE
        this.at = before if this.hides and len(self.pieces) > before else -1


@dataclass(slots=True)
class _Field:
    """A field that was begun; `at` is the place of its piece, where its result is hidden."""

    instruction: str = ""
    separated: bool = False
    hides: bool = False
    link: str | None = None
    state: str = ""
    result: str = ""
    at: int = -1


def described(drawing: Element) -> str:
    """Return the alternative text of a drawing, the title before it, also of an older shape."""
    said = [str(each.get(name) or "") for each in drawing.iter(_DOCPR) for name in _DESCRIBES]
    if not any(said):
        shapes = drawing.iter(f"{{{_VML}}}*")
        said = [str(each.get(name) or "") for each in shapes for name in ("title", "alt")]
    return " ".join(" ".join(said).split())


def _state(mark: Element) -> str:
    """Return what a field of a form is set to: a mark for a box, the number of what is chosen."""
    box, chosen = mark.find(_CHECKBOX), mark.find(_CHOICES)
    if box is not None:
        said = box.find(_CHECKED) if box.find(_CHECKED) is not None else box.find(_DEFAULT)
        on = said is not None and said.get(_VAL) not in ("0", "false", "off")
        return "\u2612" if on else "\u2610"
    if chosen is not None:
        said = chosen.find(_RESULT) if chosen.find(_RESULT) is not None else chosen.find(_DEFAULT)
        return "0" if said is None else str(said.get(_VAL))
    return ""


def said(element: Element) -> str:
    """Return the characters that an element of a run stands for; soft hyphens say nothing."""
    name = _local(element)
    if name == "t":
        text = str(element.text or "").replace(_SOFT, "")
        kept = element.get(_SPACE) == "preserve"
        return unicodedata.normalize("NFC", text if kept else text.strip(" \t\r\n"))
    if name == "sym":
        return _symbol(element)
    return _TEXTS.get(name, "")


def _symbol(element: Element) -> str:
    return plain_sign(str(element.get(_FONT, "")), str(element.get(_CHAR)))


def plain_sign(font: str, number: str) -> str:
    """Return the plain sign of a sign in a font of symbols; where none is known, that sign.

    Args:
        font: its name.
        number: of the sign in that font, in hexadecimal.

    Raises:
        ValueError: it is no such number.
    """
    sign = chr(int(number, 16) & 0xFF | 0xF000)
    return _SYMBOLS.get(font.casefold(), {}).get(sign, sign)


def link_target(target: str) -> str:
    """Return where a link leads as it can be compared: programs rebase paths on their folder."""
    plain = urllib.parse.unquote(target).replace("\\", "/")
    base, _, anchor = plain.partition("#")
    if _WEB.match(base):
        return plain.rstrip("/")
    return posixpath.basename(base) + (f"#{anchor}" if anchor else "")


def tidy_instruction(text: str) -> str:
    """Return a field's instruction without blanks and switches that programs add or move."""
    words = re.sub(r"\\\* ?MERGEFORMAT", "", " ".join(text.split())).split()
    if not words:
        return ""
    if words[0].upper() == "HYPERLINK":
        return " ".join(["HYPERLINK", *words[1:]])
    arguments = [each.strip('"') for each in words[1:] if not each.startswith("\\")]
    switches = sorted({each for each in words[1:] if each.startswith("\\")} - _HARMLESS)
    return " ".join([words[0].upper(), *arguments[:1], *switches])


def _field_link(instruction: str) -> str:
    r"""Return where `HYPERLINK "file" \l "anchor"` leads; LibreOffice swaps the arguments."""
    anchor = re.search(r'\\l\s+"?([^"\s]*)"?', instruction)
    rest = re.sub(r'\\[lotmn]\s+"?[^"\s]*"?', " ", instruction.removeprefix("HYPERLINK"))
    found = re.search(r'"([^"]*)"|(\S+)', rest)
    base = link_target((found[1] or found[2] or "") if found else "")
    return base + (f"#{anchor[1]}" if anchor else "")


def _tidy(pieces: list[Piece]) -> tuple[Piece, ...]:
    """Return the pieces with equal neighbours joined; how a blank looks is no edit."""
    out: list[Piece] = []
    for each in _joined(pieces):
        blank = each.kind == "text" and not each.text.strip() and not each.link
        out.append(replace(each, look="") if blank else each)
    out = _joined(out)
    while out and out[-1].kind == "text" and not out[-1].text.strip():
        out.pop()
    if out and out[-1].kind == "text":
        out[-1] = replace(out[-1], text=out[-1].text.rstrip(" "))
    return tuple(out)


def _joined(pieces: list[Piece]) -> list[Piece]:
    out: list[Piece] = []
    for each in pieces:
        if each.kind == "text" and not each.text:
            continue
        last = out[-1] if out else None
        if (
            last
            and last.kind == each.kind == "text"
            and (last.look, last.link)
            == (
                each.look,
                each.link,
            )
        ):
            out[-1] = replace(last, text=last.text + each.text)
        else:
            out.append(each)
    return out


def _local(element: Element) -> str:
    return str(element.tag).rpartition("}")[2] if isinstance(element.tag, str) else ""


_TEXTS: Mapping[str, str] = {
    "t": "",
    "sym": "",
    "softHyphen": "",
    "noBreakHyphen": "\u2011",
    "tab": "\t",
    "ptab": "\t",
    "br": "\n",
    "cr": "\n",
}
_TRAITS: Mapping[str, str] = {
    **dict.fromkeys(("del", "moveFrom", "ins", "moveTo"), "revision"),
    "commentRangeStart": "comment",
}
# What Word makes of --> and the like, and the signs that people choose for a list of points.
_SYMBOLS: Mapping[str, Mapping[str, str]] = {
    "wingdings": {
        "\uf0e0": "→",
        "\uf0df": "←",
        "\uf0e8": "→",
        "\uf0fc": "✓",
        "\uf0fb": "✗",
        "\uf04a": "☺",
    },
    "symbol": {"\uf0b7": "•", "\uf0ae": "→", "\uf0ac": "←"},
}
_SUMS = frozenset(("oMath", "oMathPara"))
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_THROUGH = frozenset(
    (
        "smartTag",
        "customXml",
        "sdt",
        "sdtContent",
        "ins",
        "moveTo",
        "dir",
        "bdo",
        "AlternateContent",
        "Choice",
    )
)
_NAME, _ID, _TYPE, _RPR, _T, _BOX = (
    qualified(f"w:{n}") for n in ("name", "id", "type", "rPr", "t", "txbxContent")
)
_ANCHOR, _INSTR, _FIELD_KIND, _CHAR, _FONT = (
    qualified(f"w:{n}") for n in ("anchor", "instr", "fldCharType", "char", "font")
)
_RID, _EMBED, _BLIP, _CHOICE, _DOCPR, _CLICK, _P, _VAL = (
    qualified(n)
    for n in (
        *("r:id", "r:embed", "a:blip", "mc:Choice", "wp:docPr", "a:hlinkClick", "w:p", "w:val"),
    )
)
_DESCRIBES = ("title", "descr")
_VML = "urn:schemas-microsoft-com:vml"
_CHECKBOX, _CHOICES = (
    "/".join(qualified(f"w:{n}") for n in ("ffData", name)) for name in ("checkBox", "ddList")
)
_CHECKED, _DEFAULT, _RESULT = (qualified(f"w:{n}") for n in ("checked", "default", "result"))
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
