"""The contents page of her file, made anew when its headings are no longer those of the text."""

import copy
from collections.abc import Iterator, Mapping

from handbook.word.contents import OUTLINE as LEVELS
from handbook.word.contents import Heading, fill_contents, mark_headings, style_of
from handbook.word.markup import Element, qualified, text_of
from handbook.word.merging.bench import Bench
from handbook.word.merging.graft import Shared, Source
from handbook.word.stylesheet import Stylesheet, read_stylesheet

_DEEPEST = 2


def renew_contents(bench: Bench, shared: Shared, source: Source) -> None:
    """Fill the contents page again when what it lists is not what her text has now.

    Page numbers are those of before, or of the new file; a heading that neither knows gets the
    one of the heading before it, until Word updates the table.
    """
    root = bench.document.stories["body"].root
    control = next((each for each in root.iter(_SDT) if _is_contents(each)), None)
    if control is None:
        return
    sheet = read_stylesheet(bench.finished())
    listed = [each.get(_ANCHOR) for each in control.iter(_LINK)]
    headings = list(_headings(root, control, sheet, listed, shared))
    wanted = [each for each in headings if each.level <= _DEEPEST]
    if [_squeezed(each) for each in wanted] == [
        (str(each.get(_ANCHOR)), "".join(_plain(each).split())) for each in control.iter(_LINK)
    ]:
        return
    pages = {**_pages(source.document.stories["body"].root), **_pages(control)}
    fill_contents(root, headings, sheet, _completed(wanted, pages))
    bench.touch(bench.main)


def _is_contents(control: Element) -> bool:
    tag = control.find(f"{qualified('w:sdtPr')}/{qualified('w:tag')}")
    return tag is not None and tag.get(_VAL) == "handbook:inhoudsopgave"


def _headings(
    root: Element, control: Element, sheet: Stylesheet, listed: list[str], shared: Shared
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


def _wrap(paragraph: Element, name: str, shared: Shared) -> None:
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


_SDT, _LINK, _P, _PPR, _T, _FIELD, _KIND, _INSTRUCTION = (
    qualified(f"w:{n}")
    for n in ("sdt", "hyperlink", "p", "pPr", "t", "fldChar", "fldCharType", "instrText")
)
_START, _END, _NAME, _ID, _VAL, _ANCHOR = (
    qualified(f"w:{n}") for n in ("bookmarkStart", "bookmarkEnd", "name", "id", "val", "anchor")
)
