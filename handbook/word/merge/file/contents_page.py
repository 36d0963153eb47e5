"""The contents page of her file, made anew when its headings are no longer those of the text."""

import copy
from collections.abc import Iterator, Mapping, Sequence

from handbook.word.merge.blocks.tracked_changes import Reviser
from handbook.word.merge.blocks.transplant import SharedParts
from handbook.word.merge.file.contents_lines import Line, contents_of, lines_of, typed_lines
from handbook.word.merge.file.our_comments import comment
from handbook.word.merge.package.opened_package import OpenedPackage
from handbook.word.merge.package.report import Outcome
from handbook.word.package.markup import Element, qualified, text_of
from handbook.word.writing.contents_page import OUTLINE as LEVELS
from handbook.word.writing.contents_page import Heading, fill_contents, mark_headings, style_of
from handbook.word.writing.styles import Stylesheet, read_stylesheet

_DEEPEST = 2


def renew_contents(
    opened: OpenedPackage, shared: SharedParts, old: Element | None, reviser: Reviser
) -> Iterator[Outcome]:
    """Fill the contents page again when what it lists is not what her text has now.

    Page numbers are those of before, or of the new file; a heading that neither knows gets the
    one of the heading before it, until Word updates the table. Lines that she typed between the
    headings come above or below it; words that she typed in one are told.

    Args:
        opened: her package.
        shared: what her stories share, and the new file.
        old: the main document as we last wrote it, None where that is not known.
        reviser: who tells it.
    """
    root = opened.document.stories["body"].root
    control = contents_of(root)
    if control is None:
        return
    fresh = shared.source.document.stories["body"].root
    sheet = read_stylesheet(opened.finished())
    listed = [each.get(_ANCHOR) for each in control.iter(_LINK)]
    headings = list(_headings(root, control, sheet, listed, shared))
    wanted = [each for each in headings if each.level <= _DEEPEST]
    if [_squeezed(each) for each in wanted] == [
        (str(each.get(_ANCHOR)), "".join(_plain(each).split())) for each in control.iter(_LINK)
    ]:
        return
    typed = typed_lines(root, [fresh] if old is None else [old, fresh])
    yield from _kept(control, [each for each in typed if not each.leads])
    yield from _told(opened, control, [each for each in typed if each.leads], reviser)
    pages = {**_pages(fresh), **_pages(control)}
    fill_contents(root, headings, sheet, _completed(wanted, pages))
    opened.touch(opened.main)


def _kept(control: Element, lines: Sequence[Line]) -> Iterator[Outcome]:
    """Put her lines beside the contents page: above it what stood above its first entry."""
    last = control
    first = next((each.element for each in lines_of(control) if each.leads), None)
    for each in lines:
        made = _plain_copy(each.element)
        if first is not None and first in each.element.itersiblings():
            control.addprevious(made)
        else:
            last.addnext(made)
            last = made
        yield Outcome("own", "body", "", each.text.strip(), _MOVED)


def _plain_copy(paragraph: Element) -> Element:
    """Return a copy as a paragraph of text: no line of a contents page, no part of its field."""
    made = copy.deepcopy(paragraph)
    properties = made.find(_PPR)
    if properties is not None:
        made.remove(properties)
    for run in list(made.iter(_RUN)):
        if run.find(_FIELD) is not None or run.find(_INSTRUCTION) is not None:
            run.getparent().remove(run)
    return made


def _told(
    opened: OpenedPackage, control: Element, lines: Sequence[Line], reviser: Reviser
) -> Iterator[Outcome]:
    """Tell in the margin of the text below what stood in a line that is made again."""
    near = [*control.itersiblings(), *control.itersiblings(preceding=True)]
    place = next((each for each in near if next(each.iter(_P), None) is not None), None)
    for each in lines:
        said = _RENEWED.format(" ".join(each.text.split()))
        if place is not None:
            comment(opened, place, said, reviser)
        yield Outcome("conflict", "body", "", each.text.strip(), said)


def _headings(
    root: Element, control: Element, sheet: Stylesheet, listed: list[str], shared: SharedParts
) -> Iterator[Heading]:
    """Yield the headings as they stand now; one without a bookmark of its own gets one."""
    numbered = iter(mark_headings(_bare(root), sheet))
    for paragraph in root.iter(_P):
        level = LEVELS.get(sheet.names.get(style_of(paragraph), ""), 0)
        if not level or not text_of(paragraph).strip():
            continue
        heading = next(numbered)
        if any(above is control for above in paragraph.iterancestors()):
            continue
        names = [str(each.get(_NAME)) for each in paragraph.iter(_START)]
        ours = [name for name in names if name.startswith("_Toc")]
        name = next((each for each in ours if each in listed), next(iter(ours), ""))
        if not name:
            name = heading.bookmark
            _wrap(paragraph, name, shared)
        yield Heading(level=level, number=heading.number, text=heading.text, bookmark=name)


def _bare(root: Element) -> Element:
    """Return a copy without the bookmarks of contents pages, which `mark_headings` makes."""
    copied = copy.deepcopy(root)
    for each in list(copied.iter(_START)):
        if str(each.get(_NAME)).startswith("_Toc"):
            each.getparent().remove(each)
    return copied


def _wrap(paragraph: Element, name: str, shared: SharedParts) -> None:
    shared.bookmark += 1
    start, end = paragraph.makeelement(_START), paragraph.makeelement(_END)
    for each in (start, end):
        each.set(_ID, str(shared.bookmark))
    start.set(_NAME, name)
    shared.names.add(name)
    paragraph.insert(1 if paragraph.find(_PPR) is not None else 0, start)
    paragraph.append(end)


def _squeezed(heading: Heading) -> tuple[str, str]:
    return heading.bookmark, "".join(f"{heading.number}{heading.text}".split())


def _plain(link: Element) -> str:
    """Return what an entry says, without its page number."""
    said, depth = "", 0
    for each in link.iter(_FIELD, _T):
        if each.tag == _FIELD:
            depth += {"begin": 1, "end": -1}.get(each.get(_KIND), 0)
        elif not depth:
            said += each.text or ""
    return said


def _pages(root: Element) -> dict[str, str]:
    """Return the page numbers that a contents page shows, by bookmark."""
    found, name, separated = {}, "", False
    for each in root.iter(_FIELD, _INSTRUCTION, _T):
        if each.tag == _INSTRUCTION and "PAGEREF" in (each.text or ""):
            name, separated = each.text.split()[1], False
        elif each.tag == _FIELD:
            separated = each.get(_KIND) == "separate"
        elif each.tag == _T and name and separated:
            found[name], name = each.text or "", ""
    return found


def _completed(headings: list[Heading], pages: Mapping[str, str]) -> dict[str, str]:
    known, page = dict(pages), "1"
    for each in headings if pages else ():
        page = known.setdefault(each.bookmark, page)
    return known


_MOVED = "Dit stond in de inhoudsopgave; het staat er nu buiten, als gewone alinea."
_RENEWED = "De inhoudsopgave is opnieuw gemaakt. In uw bestand stond daar: {}"
_LINK, _P, _PPR, _RUN, _T, _FIELD, _KIND, _INSTRUCTION = (
    qualified(f"w:{n}")
    for n in ("hyperlink", "p", "pPr", "r", "t", "fldChar", "fldCharType", "instrText")
)
_START, _END, _NAME, _ID, _ANCHOR = (
    qualified(f"w:{n}") for n in ("bookmarkStart", "bookmarkEnd", "name", "id", "anchor")
)
