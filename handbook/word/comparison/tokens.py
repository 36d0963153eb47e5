"""A paragraph as pieces: its words with their look, and things that cannot be cut."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from handbook.word.package.markup import Element, qualified

_TOKEN = re.compile(r"\w+|\s+|[^\w\s]|_")
_P, _PPR, _R, _RPR, _T, _TAB, _BR, _CR, _HYPHEN, _SOFT, _LINK, _SDT, _CONTENT, _INSTR = (
    qualified(f"w:{name}")
    for name in (
        *("p", "pPr", "r", "rPr", "t", "tab", "br", "cr", "noBreakHyphen", "softHyphen"),
        *("hyperlink", "sdt", "sdtContent", "instrText"),
    )
)
_CHAR, _CHAR_TYPE = qualified("w:fldChar"), qualified("w:fldCharType")
_SIMPLE, _SIMPLE_INSTR = qualified("w:fldSimple"), qualified("w:instr")
_SAID = {_TAB: "\t", _BR: "\n", _CR: "\n", _HYPHEN: "\u2011", _SOFT: "\u00ad"}
_SILENT = tuple(qualified(f"w:{name}") for name in ("lastRenderedPageBreak",))
_MARKS = tuple(
    qualified(f"w:{name}")
    for name in ("bookmarkStart", "bookmarkEnd", "commentRangeStart", "commentRangeEnd")
)
# What the program counts: a page that moved is no change of text.
_COUNTED = re.compile(r"\s*(PAGE|NUMPAGES|SECTIONPAGES|PAGEREF|TOC)\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """One character with the `look` (w:rPr or None) it has, or one thing: its `nodes` whole.

    A mark (bookmark) has no `text`. A thing's `key` is what it is compared by, its `text` what it
    says to a reader.
    """

    text: str
    look: Element | None = None
    nodes: tuple[Element, ...] = ()
    key: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A word, a blank, a sign or a thing; `key` is what it is compared by."""

    key: str
    letters: tuple[Token, ...]


def letters_of(paragraph: Element) -> list[Token]:
    """Return what stands in a settled paragraph, in order."""
    out: list[Token] = []
    field: list[Element] = []
    depth = 0
    for node in paragraph:
        if node.tag == _PPR or not isinstance(node.tag, str):
            continue
        kinds = [each.get(_CHAR_TYPE) for each in node.iter(_CHAR)]
        if depth or (kinds and node.tag == _R):
            field.append(node)
            depth += kinds.count("begin") - kinds.count("end")
            if depth <= 0:
                out.append(_field(tuple(field)))
                field, depth = [], 0
        else:
            out += _letters(node)
    return out + [letter for node in field for letter in _letters(node)]


def pieces(letters: list[Token]) -> list[Piece]:
    """Return `letters` as words, blanks, signs and things; a mark goes with what follows it."""
    heard = [at for at, each in enumerate(letters) if each.text or each.key]
    text = "".join("\ufffc" if letters[at].nodes else letters[at].text for at in heard)
    out, done = [], 0
    for match in _TOKEN.finditer(text):
        end = heard[match.end() - 1] + 1
        key = letters[heard[match.start()]].key or match.group()
        out.append(Piece(key=key, letters=tuple(letters[done:end])))
        done = end
    if done < len(letters):
        out.append(Piece(key="", letters=tuple(letters[done:])))
    return out


def plain(letters: list[Token]) -> str:
    """Return what `letters` say."""
    return "".join(each.text for each in letters)


def said(paragraph: Element) -> str:
    """Return what a settled paragraph says, without what a program counts."""
    return plain(letters_of(paragraph))


def _letters(node: Element) -> Iterator[Token]:
    if node.tag in _MARKS:
        yield Token(text="", nodes=(node,))
    elif node.tag == _R and _is_text(node):
        look = node.find(_RPR)
        for child in node:
            for sign in _text(child):
                yield Token(text=sign, look=look)
    else:
        text = "".join(flat(node))
        counted = _COUNTED.match(node.get(_SIMPLE_INSTR, "")) if node.tag == _SIMPLE else None
        kind = node.tag.rpartition("}")[2]
        yield _thing((node,), kind, "" if counted else text)


def flat(node: Element) -> Iterator[str]:
    """Yield what a node says: the text of every run in it, but for text boxes."""
    for run in node.iter(_R):
        if next(run.iterancestors(_P), None) in (None, _paragraph(node)):
            for child in run:
                yield _text(child)


def _paragraph(node: Element) -> Element | None:
    return next(node.iterancestors(_P), None)


def _is_text(run: Element) -> bool:
    return all(
        child.tag in (_RPR, _T, *_SILENT) or (child.tag in _SAID and not _is_page(child))
        for child in run
        if isinstance(child.tag, str)
    )


def _is_page(child: Element) -> bool:
    return child.tag == _BR and child.get(qualified("w:type")) in ("page", "column")


def _text(child: Element) -> str:
    if child.tag == _T:
        return child.text or ""
    return "" if _is_page(child) else _SAID.get(child.tag, "")


def _field(nodes: tuple[Element, ...]) -> Token:
    """Return a field as one thing that says its result."""
    instruction = "".join(each.text or "" for node in nodes for each in node.iter(_INSTR))
    if _COUNTED.match(instruction):
        return _thing(nodes, f"veld {instruction.strip()}", "")
    shown, text = False, ""
    for run in (each for node in nodes for each in node.iter(_R)):
        for child in run:
            if child.tag == _CHAR:
                shown = child.get(_CHAR_TYPE) == "separate"
            elif shown:
                text += _text(child)
    return _thing(nodes, "veld", text)


def _thing(nodes: tuple[Element, ...], kind: str, text: str) -> Token:
    look = next((each for node in nodes for each in node.iter(_RPR)), None)
    return Token(text=text, look=look, nodes=nodes, key=f"\0{kind} {text}")
