"""The lines of a contents page: those that a program made of headings, and those that are hers."""

import re
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass, field

from handbook.word.package.markup import Element, qualified, text_of
from handbook.word.reading.field_results import is_worked_out, plain

# "2", "2.1", "B", "Bijlage C": what Word puts before the text of a heading, without blanks.
_NUMBER = re.compile(
    r"(?:[^\W\d_]{3,})?(?:\d{1,3}|[A-Z]|[ivxlc]+)(?:[.)-](?:\d{1,3}|[A-Za-z]))*[.)]?"
)
_LONGEST = 24
# LibreOffice writes the number of the page as a text.
_PAGE = re.compile(r"\t\s*(\d+|[ivxlc]+)\s*$")


@dataclass(slots=True)
class Line:
    """A paragraph of a contents page, what it says but for its page number, and where it leads."""

    element: Element
    text: str = ""
    leads: set[str] = field(default_factory=set)

    @property
    def squeezed(self) -> str:
        """What it says, without blanks."""
        return "".join(_PAGE.sub("", self.text).split())


def contents_of(root: Element) -> Element | None:
    """Return the control that holds the contents page of a text, or None."""
    return next((each for each in root.iter(_SDT) if _is_contents(each)), None)


def typed_lines(root: Element, others: Iterable[Element]) -> tuple[Line, ...]:
    """Return the lines in the contents page of `root` that say more than a heading does.

    A heading is any paragraph of the text, or of `others`: what was written before, and what is
    written now. What those have in their contents page is no edit either.
    """
    control = contents_of(root)
    if control is None:
        return ()
    known = set(_said(root))
    for other in others:
        listed = contents_of(other)
        known.update(_said(other))
        known.update(each.squeezed for each in (() if listed is None else lines_of(listed)))
    return tuple(
        each for each in lines_of(control) if each.squeezed and not _heads(each.squeezed, known)
    )


def lines_of(control: Element) -> tuple[Line, ...]:
    """Return the paragraphs of a contents page."""
    lines: list[Line] = []
    fields: list[_Field] = []
    for each in control.iter(_P, _LINK, _FIELD, _INSTRUCTION, _T, _TAB):
        if each.tag == _P:
            lines.append(Line(each))
        elif lines:
            _read(each, lines[-1], fields)
    return tuple(lines)


@dataclass(slots=True)
class _Field:
    code: str = ""
    result: str = ""

    @property
    def counts_pages(self) -> bool:
        return self.code.split()[:1] == ["PAGEREF"]


def _read(element: Element, line: Line, fields: list[_Field]) -> None:
    if element.tag == _FIELD:
        _mark(str(element.get(_KIND)), line, fields)
    elif element.tag == _INSTRUCTION:
        if fields:
            fields[-1].code += element.text or ""
    elif element.tag == _LINK:
        line.leads.add(str(element.get(_ANCHOR)))
    elif element.tag == _T or element.getparent().tag == _RUN:
        said = str(element.text or "") if element.tag == _T else "\t"
        if fields and fields[-1].counts_pages:
            fields[-1].result += said
        else:
            line.text += said


def _mark(kind: str, line: Line, fields: list[_Field]) -> None:
    if kind == "begin":
        fields.append(_Field())
    elif kind == "end" and fields:
        ended = fields.pop()
        if ended.counts_pages:
            line.leads.update(ended.code.split()[1:2])
            worked_out = is_worked_out("PAGE", plain(ended.result))
            line.text += "" if worked_out else ended.result


def _said(root: Element) -> Iterator[str]:
    control = contents_of(root)
    inside = set() if control is None else set(control.iter(_P))
    for each in root.iter(_P):
        if each not in inside:
            yield "".join(text_of(each).split())


def _heads(line: str, known: Set[str]) -> bool:
    """Tell whether a line is the text of a known paragraph, with or without a number before it."""
    if line in known:
        return True
    ends = range(1, min(len(line), _LONGEST))
    return any(line[end:] in known and _NUMBER.fullmatch(line[:end]) for end in ends)


def _is_contents(control: Element) -> bool:
    tag = control.find(_TAG)
    return tag is not None and tag.get(_VAL) == "handbook:inhoudsopgave"


_SDT, _P, _RUN, _LINK, _FIELD, _KIND, _INSTRUCTION, _T, _TAB, _ANCHOR, _VAL = (
    qualified(f"w:{n}")
    for n in (
        *("sdt", "p", "r", "hyperlink", "fldChar", "fldCharType", "instrText", "t", "tab"),
        *("anchor", "val"),
    )
)
_TAG = "/".join(qualified(f"w:{n}") for n in ("sdtPr", "tag"))
