"""What stands around a text: the words of a template, and what a reader reads in a whole file."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from handbook.word.merge import read_base
from handbook.word.package.markup import Element, parse, qualified
from handbook.word.package.package import MAIN, read

_STORY = re.compile(r"word/(?:(?:header|footer)\d*|footnotes|endnotes)\.xml")
# What a program computes when it opens a file; what a link or a property shows is read as text.
_COMPUTED = re.compile(
    r"\s*(?:PAGE|NUMPAGES|PAGEREF|SECTION|SECTIONPAGES|DATE|TIME|PRINTDATE|SAVEDATE|CREATEDATE"
    r"|EDITTIME|REF|STYLEREF|NOTEREF|SEQ|FILENAME|FILESIZE|NUMWORDS|NUMCHARS)\b",
    re.IGNORECASE,
)
_HISTORY = re.compile(r"\d+\.\d+ · (?:concept van|vastgesteld op) ")
_PLAIN = str.maketrans({"\u2011": "-", "\u00ad": None, "\u200b": None, "\u2060": None})
_PARAGRAPH, _TEXT, _FIELD, _KIND, _CODE, _SIMPLE, _INSTRUCTION, _BREAK, _TAB = (
    qualified(f"w:{name}")
    for name in ("p", "t", "fldChar", "fldCharType", "instrText", "fldSimple", "instr", "br", "tab")
)


def words_of(data: bytes) -> tuple[str, ...]:
    """Return what a reader reads in the Word file `data`: each paragraph that is not empty.

    The text comes first, then headers, footers and notes. The result of a field that is computed
    anew when the file opens, such as the number of a page, is left out.

    Raises:
        ValueError: it is no Word file, or one that is not to be trusted.
    """
    return _words_in(read(data))


def written_in(data: bytes) -> tuple[str, ...] | None:
    """Return the same of what we last wrote in `data`, or None where it does not say so any more.

    A program that only saves a file writes lists, headers and contents in its own way; what we
    wrote stays as it is. The history of versions is left out: an approval adds a line to it.

    Raises:
        ValueError: it is no Word file, or one that is not to be trusted.
    """
    base = read_base(read(data))
    if base is None:
        return None
    return tuple(each for each in _words_in(base.parts) if not _HISTORY.match(each))


def _words_in(parts: Mapping[str, bytes]) -> tuple[str, ...]:
    names = sorted(name for name in parts if name == MAIN or _STORY.fullmatch(name))
    said = (
        line
        for name in sorted(names, key=lambda each: each != MAIN)
        for line in _lines(parts[name])
    )
    return tuple(filter(None, said))


def _lines(part: bytes) -> Iterator[str]:
    """Yield the text of each paragraph; one in a text box comes after that around it."""
    lines: dict[Element, list[str]] = {}
    fields: list[_Open] = []
    for each in parse(part).iter(_PARAGRAPH, _TEXT, _FIELD, _CODE, _BREAK, _TAB):
        if each.tag == _PARAGRAPH:
            lines[each] = []
        elif each.tag in (_FIELD, _CODE):
            _follow(fields, each)
        elif not any(field.hides for field in fields) and not _is_computed(each):
            here = next(each.iterancestors(_PARAGRAPH), None)
            if here is not None:
                lines[here].append(" " if each.tag != _TEXT else each.text or "")
    for words in lines.values():
        yield " ".join("".join(words).translate(_PLAIN).split())


@dataclass(slots=True)
class _Open:
    """A field in runs, of which the end was not seen yet."""

    instruction: str = ""

    @property
    def hides(self) -> bool:
        return _COMPUTED.match(self.instruction) is not None


def _follow(fields: list[_Open], element: Element) -> None:
    kind = element.get(_KIND)
    if kind == "begin":
        fields.append(_Open())
    elif kind == "end" and fields:
        fields.pop()
    elif element.tag == _CODE and fields:
        fields[-1].instruction += element.text or ""


def _is_computed(text: Element) -> bool:
    return any(_COMPUTED.match(each.get(_INSTRUCTION, "")) for each in text.iterancestors(_SIMPLE))
