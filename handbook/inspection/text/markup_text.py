"""XML and HTML → the texts a reader reads in it, in order, without a parser that could be attacked.

What is no good XML tells its texts all the same, and each step takes a time that grows with the
length of the text alone: a part may come from anybody.
"""

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal
from urllib.parse import unquote

from handbook.inspection.text.markup_comments import with_entities, without_remarks

Way = Literal["office", "page", "data"]
"""How a part is read: as Office writes it, as a web page, or as data of which each element stands
by itself."""
Kind = Literal["text", "alt", "attribute", "remark"]

_TAG = re.compile(r"""(<[^<>"']*+(?:"[^"]*"[^<>"']*+|'[^']*'[^<>"']*+)*+>)""")
_ANY_TAG = re.compile(r"<[^<>]*>")
_NAME = re.compile(r"<(/?)(?:[\w.-]+:)?([\w.-]+)")
_VALUE = re.compile(r"""=\s*(?:"([^"]*)"|'([^']*)')""")
_ALT = re.compile(r"""[\s"'](?:descr|title|alt)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_QUOTED = re.compile(r""""([^"]*)"|'([^']*)'""")
_DEEPEST = 500  # blocks in each other
# A bookmark of ours: a hash in letters, in which any short name may stand by chance.
_OUR_MARK = re.compile(r"_kh[a-z2-7]{16}")
_PERCENT = re.compile(r"%[0-9A-Fa-f]{2}")
_LETTERS = re.compile(r"[^\W\d_]{2}|\d{4}")
_SIGN = re.compile(r"\w")
_SYMBOL = re.compile(r"""\bchar\s*=\s*["']\s*([0-9A-Fa-f]{4})\s*["']""")
_SYMBOLS = range(0xF000, 0xF100)  # where fonts of symbols put what others have below 0x100
_STYLE = re.compile(r"""\bval\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_KEEP = re.compile(r"""\bspace\s*=\s*["']preserve["']""")
# In the header of a sheet "&L" begins its left part, "&P" is the page and "&12" a size.
_CODE = re.compile(r'&(?:([LCR])|"[^"]{0,200}"|K[0-9A-Fa-f]{6}|\d{1,3}|[A-Z])')
_SHEET_EDGE = re.compile(r"(?:odd|even|first)(?:Header|Footer)")

_BLOCKS = frozenset({"p", "tc", "si", "is", "c", "row", "comment", "author"})
_PAGE_BLOCKS = frozenset(
    {
        "p",
        "div",
        "td",
        "th",
        "tr",
        "li",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "title",
        "body",
        "table",
        "caption",
        "option",
        "dt",
        "dd",
        "blockquote",
        "pre",
        "section",
        "article",
        "header",
        "footer",
        "textarea",
        "button",
        "label",
        "legend",
        "address",
        "center",
        "style",
        "script",
        "text",
        "desc",
        "figcaption",
        "summary",
        "main",
        "nav",
        "aside",
        "head",
    }
)
_GAPS = {"br": " ", "cr": " ", "hr": " ", "tab": "\t", "ptab": "\t"}
_SIGNS = {"noBreakHyphen": "-", "softHyphen": ""}
_WRITTEN = frozenset({"t", "delText", "instrText", "delInstrText"})

# Under what a text stands. Of some a reader sees only one, so a paragraph is read in several ways.
_DELETED, _INSERTED, _NEW, _OLD, _ASIDE, _TRIMMED, _VANISHED = 1, 2, 4, 8, 16, 32, 64
_UNDER = {
    "del": _DELETED,
    "moveFrom": _DELETED,
    "ins": _INSERTED,
    "moveTo": _INSERTED,
    "Choice": _NEW,
    "Fallback": _OLD,
    "instrText": _ASIDE,
    "delInstrText": _ASIDE,
    "rt": _ASIDE,
    "rPh": _ASIDE,
}
_HIDDEN = _DELETED | _OLD | _ASIDE
_WAYS = (
    *(_OLD | _ASIDE, _INSERTED | _OLD | _ASIDE, _DELETED | _NEW | _ASIDE),
    *(_HIDDEN | _VANISHED, _INSERTED | _OLD | _ASIDE | _VANISHED),
)
_VANISHES = frozenset({"vanish", "webHidden", "specVanish"})  # what only a program shows
_SHOWS = re.compile(r"""\bval\s*=\s*["'](?:0|false|off)["']""")
# What the format of a number in a sheet sets apart: a letter behind a sign, and texts in quotes.
_FORMAT = re.compile(r"""\bformatCode\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_SET_APART = re.compile(r'\\(.)|"')


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A text in a part: of which `kind` of place, and the ids of the styles that it wears.

    `again` says that its words stand in another text as well, which is read in another way here.
    """

    text: str
    kind: Kind = "text"
    styles: frozenset[str] = frozenset()
    again: bool = False


@dataclass(frozen=True, slots=True)
class _Tag:
    """What a tag is: the local name of its element, and whether it ends it or it has no content."""

    name: str
    ends: bool
    alone: bool


@dataclass(slots=True)
class _Block:
    """A paragraph, or another block, while it is gone through: each text with what it is under."""

    name: str = ""
    nested: bool = False
    under: int = 0
    counts: dict[int, int] = field(default_factory=dict)
    runs: list[tuple[str, int]] = field(default_factory=list)
    styles: set[str] = field(default_factory=set)
    worn: str = ""  # the style of the run that is open, until it says something

    def say(self, text: str, under: int) -> None:
        """Take a text of the run that is open; a run without words wears no style."""
        self.runs.append((text, under))
        if self.worn and _SIGN.search(text):
            self.styles.add(self.worn)

    def enter(self, flag: int) -> None:
        """Begin something whose texts are under `flag`."""
        self.counts[flag] = self.counts.get(flag, 0) + 1
        self.under |= flag

    def leave(self, flag: int) -> None:
        """End it."""
        self.counts[flag] = max(self.counts.get(flag, 0) - 1, 0)
        if not self.counts[flag]:
            self.under &= ~flag

    def vanish(self, tag: str) -> None:
        """Hide the texts of a run, which `tag` says once or in several ways."""
        if not (tag.startswith("</") or self.under & _VANISHED or _SHOWS.search(tag)):
            self.enter(_VANISHED)


def texts_in(text: str, way: Way) -> Iterator[Found]:
    """Yield each text in `text`: what a reader reads, in its order, and what is hidden in it."""
    plain, remarks = without_remarks(with_entities(text))
    cut = _TAG.split(plain)
    if way == "data":
        yield from _alone(cut)
        yield from (Found(text=each.text, again=True) for each in _walked(cut, "page"))
    else:
        yield from _walked(cut, way)
    yield from _attributes(cut[1::2])
    for each in remarks:
        inner = _TAG.split(each)
        if _LETTERS.search(each):
            yield Found(text=html.unescape("".join(inner[::2])), kind="remark")
            yield from _attributes([each])


def _alone(cut: list[str]) -> Iterator[Found]:
    """Yield the text of each element by itself."""
    for text in cut[::2]:
        if _SIGN.search(text):
            yield Found(text=html.unescape(text))


def _walked(cut: list[str], way: Way) -> Iterator[Found]:
    """Yield the text of each block, of a part that is cut into texts and tags by turns."""
    walk = _Walk(way)
    tag_of = _office_tag if way == "office" else _page_tag
    known: dict[str, _Tag | None] = {}
    before = ""
    for place, each in enumerate(cut):
        if place % 2 == 0:
            if each:
                yield from walk.text(each, before)
            continue
        before = each
        if each not in known:
            known[each] = tag_of(each)
        tag = known[each]
        if tag is not None:
            yield from walk.tag(each, tag)
    yield from walk.rest()


class _Walk:
    """Goes through the tags of a part, and tells the text of each block where it ends."""

    def __init__(self, way: Way) -> None:
        self._office = way == "office"
        self._blocks = _BLOCKS if self._office else _PAGE_BLOCKS
        self._open: list[_Block] = [_Block()]
        self._counts: dict[str, int] = {}
        self._boxes: list[Found] = []

    def text(self, text: str, before: str) -> Iterator[Found]:
        """Take a text, and the tag before it."""
        here = self._open[-1]
        own = _begun_by(before) if self._office else ""
        if own in _WRITTEN:
            deleted = _DELETED if own == "delText" else 0
            trimmed = 0 if text == text.strip() or _KEEP.search(before) else _TRIMMED
            here.say(text, here.under | deleted | trimmed)
        elif not own and not (self._office and text.isspace()):
            here.say(text, here.under)
        elif own and _LETTERS.search(text):
            # An element of its own in a paragraph, such as the place of a picture, or in a sheet.
            told = html.unescape(text)
            yield Found(text=_page_text(told) if _SHEET_EDGE.fullmatch(own) else told)

    def tag(self, whole: str, tag: _Tag) -> Iterator[Found]:
        """Take a tag that means something for the texts around it."""
        if tag.name not in self._blocks:
            self._inside(whole, tag, self._open[-1])
        elif tag.ends:
            yield from self._ended(tag.name)
        elif not tag.alone:
            yield from self._begun(tag.name)

    def rest(self) -> Iterator[Found]:
        """Yield what is left at the end of the part, where blocks were not closed."""
        for block in self._open:
            yield from _told(block)
        yield from self._boxes

    def _inside(self, whole: str, tag: _Tag, here: _Block) -> None:
        if (sign := _sign(whole, tag.name)) is not None:
            here.say(sign, here.under)
        elif tag.name in _UNDER:
            if not tag.alone:
                (here.leave if tag.ends else here.enter)(_UNDER[tag.name])
        elif tag.name == "r":
            here.leave(_VANISHED)
            here.worn = ""
        elif tag.name in _VANISHES:
            here.vanish(whole)
        elif worn := _STYLE.search(whole):
            style = html.unescape(worn[1] or worn[2] or "")
            if tag.name == "rStyle":
                here.worn = style
            else:
                here.styles.add(style)

    def _begun(self, name: str) -> Iterator[Found]:
        if len(self._open) > _DEEPEST:  # no person writes so; each begins anew what is open
            yield from _told(self._open[-1])
            self._open[-1].runs.clear()
            return
        # A paragraph in a paragraph stands in a text box: it parts no word of the outer one.
        boxed = self._office and name == "p" and self._counts.get("p", 0) > 0
        self._open.append(_Block(name=name, nested=boxed or self._open[-1].nested))
        self._counts[name] = self._counts.get(name, 0) + 1

    def _ended(self, name: str) -> Iterator[Found]:
        if not self._counts.get(name):  # it never began
            yield from _told(self._open[-1])
            self._open[-1].runs.clear()
            return
        while True:
            block = self._open.pop()
            self._counts[block.name] -= 1
            if block.nested:
                self._boxes += _told(block)
            else:
                yield from _told(block)
            if block.name == name:
                return


@lru_cache(maxsize=4096)
def _office_tag(whole: str) -> _Tag | None:
    """Return what a tag of Office means for the texts around it; None: it parts and hides none."""
    tag = _read(whole)
    names = (_BLOCKS, _GAPS, _UNDER, _SIGNS, _VANISHES, ("r", "sym", "pStyle", "rStyle"))
    return tag if tag and any(tag.name in each for each in names) else None


@lru_cache(maxsize=4096)
def _page_tag(whole: str) -> _Tag | None:
    tag = _read(whole.lower())
    return tag if tag and (tag.name in _PAGE_BLOCKS or tag.name in _GAPS) else None


def _read(whole: str) -> _Tag | None:
    found = _NAME.match(whole)
    if not found:
        return None
    return _Tag(name=found[2], ends=bool(found[1]), alone=whole.endswith("/>"))


def _begun_by(tag: str) -> str:
    """Return the name of the element that `tag` begins, or "" when it begins none."""
    found = _NAME.match(tag)
    return found[2] if found and not found[1] and not tag.endswith("/>") else ""


def _told(block: _Block) -> Iterator[Found]:
    """Yield the text of a block as it is read, and in every other way it can be read."""
    if not block.runs:
        return
    styles = frozenset(block.styles)
    every = 0
    for _, under in block.runs:
        every |= under
    told = [_joined(block.runs, _HIDDEN)]
    if _SIGN.search(told[0]):
        yield Found(text=told[0], styles=styles)
    if not every:
        return
    for flag in (_ASIDE, _DELETED, _OLD):
        text = html.unescape("".join(text for text, under in block.runs if under & flag))
        if _SIGN.search(text):
            yield Found(text=text, styles=styles)
            told.append(text)
    if every & _TRIMMED:
        bare = [(text.strip() if under & _TRIMMED else text, under) for text, under in block.runs]
        yield from _again([_joined(bare, _HIDDEN)], told)
    yield from _again([_joined(block.runs, without) for without in _WAYS], told)


def _again(texts: Iterable[str], told: list[str]) -> Iterator[Found]:
    for text in texts:
        if text not in told and _SIGN.search(text):
            told.append(text)
            yield Found(text=text, again=True)


def _joined(runs: Iterable[tuple[str, int]], without: int) -> str:
    return html.unescape("".join(text for text, under in runs if not under & without))


def _sign(tag: str, name: str) -> str | None:
    """Return the text that a tag stands for by itself; None where it stands for none."""
    return _symbol(tag) if name == "sym" else _GAPS.get(name, _SIGNS.get(name))


def _symbol(tag: str) -> str:
    found = _SYMBOL.search(tag)
    if not found:
        return ""
    code = int(found[1], 16)
    return chr(code - _SYMBOLS.start if code in _SYMBOLS else code)


def _page_text(text: str) -> str:
    return _CODE.sub(lambda code: " " if code[1] else "", text)


def _attributes(tags: list[str]) -> Iterator[Found]:
    """Yield what attributes say, each text once: most are numbers, and the same all over."""
    distinct = dict.fromkeys(tags)
    whole = "".join(distinct)
    alt = {html.unescape(one or other) for one, other in _ALT.findall(whole)}
    values = dict.fromkeys(one or other for one, other in _VALUE.findall(whole))
    for tag in distinct:
        if tag.startswith("<!"):
            values |= dict.fromkeys(one or other for one, other in _QUOTED.findall(tag))
        elif "<" in tag[1:]:  # a quote that was left open: texts and tags have changed places
            values[_ANY_TAG.sub("", f"{tag}>")] = None
    for one, other in dict.fromkeys(_FORMAT.findall(whole)):
        values[_SET_APART.sub(r"\1", html.unescape(one or other))] = None
    for value in values:
        if _LETTERS.search(value) and not _OUR_MARK.fullmatch(value):
            text = html.unescape(value)
            yield Found(text=text, kind="alt" if text in alt else "attribute")
            if "%" in text and _PERCENT.search(text):
                yield Found(text=unquote(text), kind="attribute", again=True)
