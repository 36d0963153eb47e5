"""What Word refuses or repairs in a rendered part, put right: cells, rows, ids, lists."""

from collections.abc import Collection, Iterator, Sequence

from handbook.word.package.markup import Element, qualified
from handbook.word.writing.contents_page import style_of
from handbook.word.writing.draft import Draft

_NUMBERED = ("list number", "stapnummer")


def mend_text(root: Element) -> None:
    r"""Turn line ends and tabs that a value brought into a `w:t` into Word's own elements.

    A `\n` in `w:t` prints as a blank, and docxtpl makes these of them as well.
    """
    for text in list(root.iter(_TEXT)):
        value = text.text or ""
        if "\n" not in value and "\t" not in value:
            continue
        for line_number, line in enumerate(value.split("\n")):
            if line_number:
                text.addprevious(text.makeelement(_BREAK))
            for piece_number, piece in enumerate(line.split("\t")):
                if piece_number:
                    text.addprevious(text.makeelement(_TAB))
                part = text.makeelement(_TEXT)
                part.text = piece
                part.set(_SPACE, "preserve")
                text.addprevious(part)
        text.getparent().remove(text)


def mend_tables(root: Element, cell_style: str) -> None:
    """Give each cell a last paragraph, and remove rows and tables that hold nothing.

    A cell that does not end in a paragraph makes Word offer a repair; a loop without turns can
    leave a table without rows, or a row without cells.
    """
    for cell in root.iter(_CELL):
        last = cell[-1] if len(cell) else None
        if last is None or last.tag not in (_PARAGRAPH, _SDT):
            _add_paragraph(cell, cell_style)
    for row in list(root.iter(_ROW)):
        if row.find(f".//{_CELL}") is None:
            row.getparent().remove(row)
    for table in list(root.iter(_TABLE)):
        if table.find(f".//{_ROW}") is None:
            _remove_table(table, cell_style)


def _add_paragraph(parent: Element, style: str) -> None:
    paragraph = parent.makeelement(_PARAGRAPH)
    if style:
        properties = paragraph.makeelement(_PPR)
        name = properties.makeelement(qualified("w:pStyle"))
        name.set(_VAL, style)
        properties.append(name)
        paragraph.append(properties)
    parent.append(paragraph)


def _remove_table(table: Element, style: str) -> None:
    parent = table.getparent()
    parent.remove(table)
    if parent.tag == _CELL and parent[-1].tag != _PARAGRAPH:
        _add_paragraph(parent, style)


def mend_bookmarks(roots: Sequence[Element]) -> None:
    """Give every bookmark in the document an id of its own and drop what clashes.

    A loop copies the bookmarks of its body. Of two with one name the first stays; a start
    without an end, or the other way round, goes.
    """
    names: set[str] = set()
    number = 0
    for root in roots:
        open_ones: dict[str, Element] = {}
        for each in list(root.iter(_START, _END)):
            if each.tag == _START:
                _drop(open_ones.pop(each.get(_ID), None))
                open_ones[each.get(_ID)] = each
                continue
            start = open_ones.pop(each.get(_ID), None)
            if start is None or start.get(_NAME) in names:
                _drop(start)
                _drop(each)
                continue
            names.add(start.get(_NAME))
            number += 1
            start.set(_ID, str(number))
            each.set(_ID, str(number))
        for start in open_ones.values():
            _drop(start)


def _drop(element: Element | None) -> None:
    if element is not None:
        element.getparent().remove(element)


def mend_ids(roots: Sequence[Element]) -> None:
    """Give every picture a number of its own, and every content control an id of its own.

    A loop copies them; Word then calls the file damaged, or fills two fields at once.
    """
    pictures = spare = 0
    controls: set[str] = set()
    for root in roots:
        for each in root.iter(_DOCPR):
            pictures += 1
            each.set("id", str(pictures))
        for each in root.iterfind(f".//{_SDTID}"):
            value = each.get(_VAL, "1")
            while value in controls:
                spare += 1
                value = str(spare)
            controls.add(value)
            each.set(_VAL, value)
        for each in root.iter(_PARAGRAPH, _ROW):
            # Identities of paragraphs, which a loop copies too; Word gives new ones when it saves.
            for name in (_PARA_ID, _TEXT_ID):
                if name in each.attrib:
                    del each.attrib[name]


def mend_lists(root: Element, draft: Draft) -> None:
    """Let every numbered list of the template begin at 1.

    Paragraphs numbered by their style alone count on from one list to the next. Those that follow
    each other, or stand in one table, are a list; the first keeps the style's own, each further
    one gets a list of its own. What `inhoud()` made has one already.
    """
    styles = {
        draft.sheet.paragraph(name): name for name in _NUMBERED if draft.sheet.paragraph(name)
    }
    seen: set[str] = set()
    for style, group in _groups(root, styles.keys()):
        if style in seen:
            number = draft.new_list(styles[style])
            for each in group if number else ():
                _set_list(each, number, draft.sheet.numbering[style][1])
        seen.add(style)


def _groups(root: Element, styles: Collection[str]) -> Iterator[tuple[str, list[Element]]]:
    """Yield the lists of a part: style and paragraphs."""
    group: list[Element] = []
    key: tuple[str, object] = ("", None)
    for element in root.iter(_PARAGRAPH):
        style = style_of(element)
        table = next(element.iterancestors(_TABLE), None)
        if style not in styles or _has_list(element):
            if table is None and group:
                yield key[0], group
                group = []
            continue
        home = (style, table)
        if group and home != key:
            yield key[0], group
            group = []
        key = home
        group.append(element)
    if group:
        yield key[0], group


def _has_list(element: Element) -> bool:
    return element.find(f"{_PPR}/{_NUMPR}") is not None


def _set_list(element: Element, number: int, level: int) -> None:
    properties = element.find(_PPR)
    numbering = properties.makeelement(_NUMPR)
    for name, value in (("w:ilvl", level), ("w:numId", number)):
        child = numbering.makeelement(qualified(name))
        child.set(_VAL, str(value))
        numbering.append(child)
    # Word wants it right behind the style and what keeps lines together.
    before = [each for each in properties if each.tag in _BEFORE_LIST]
    properties.insert(properties.index(before[-1]) + 1, numbering)


_TEXT, _BREAK, _TAB, _CELL, _ROW, _TABLE = (
    qualified(n) for n in ("w:t", "w:br", "w:tab", "w:tc", "w:tr", "w:tbl")
)
_PARAGRAPH, _PPR, _NUMPR, _SDT = (qualified(n) for n in ("w:p", "w:pPr", "w:numPr", "w:sdt"))
_START, _END = qualified("w:bookmarkStart"), qualified("w:bookmarkEnd")
_ID, _NAME, _VAL = qualified("w:id"), qualified("w:name"), qualified("w:val")
_DOCPR, _SDTID = qualified("wp:docPr"), f"{qualified('w:sdtPr')}/{qualified('w:id')}"
_PARA_ID, _TEXT_ID = qualified("w14:paraId"), qualified("w14:textId")
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_BEFORE_LIST = {
    qualified(n)
    for n in ("w:pStyle", "w:keepNext", "w:keepLines", "w:pageBreakBefore", "w:widowControl")
}
