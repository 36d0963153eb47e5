"""A Word part with nothing in suspense: changes that somebody tracked count as made."""

from handbook.word.package.markup import Element, qualified

_DEL, _P, _PPR, _RPR, _TR, _TRPR, _TBL = (
    qualified(f"w:{name}") for name in ("del", "p", "pPr", "rPr", "tr", "trPr", "tbl")
)
_GONE = tuple(qualified(f"w:{name}") for name in ("del", "moveFrom"))
_CAME = tuple(qualified(f"w:{name}") for name in ("ins", "moveTo"))
_WRAPPERS = tuple(qualified(f"w:{name}") for name in ("smartTag", "customXml"))
_ASIDE = tuple(
    qualified(f"w:{name}")
    for name in (
        *("rPrChange", "pPrChange", "tblPrChange", "tblPrExChange", "tcPrChange", "trPrChange"),
        *("sectPrChange", "numberingChange", "tblGridChange", "cellIns", "cellDel", "cellMerge"),
        *("moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd"),
        *("customXmlInsRangeStart", "customXmlInsRangeEnd", "customXmlDelRangeStart"),
        *("customXmlDelRangeEnd", "proofErr", "smartTagPr", "customXmlPr"),
    )
)
_COMMENTS = tuple(
    qualified(f"w:{name}") for name in ("commentRangeStart", "commentRangeEnd", "commentReference")
)


def settle(root: Element, *, comments: bool) -> None:
    """Make `root` read as if every tracked change in it was accepted; drop `comments` if asked."""
    for each in list(root.iter(*_ASIDE)):
        each.getparent().remove(each)
    _rows(root)
    ended = [each for each in root.iter(_P) if _mark(each, _GONE) is not None]
    for each in list(root.iter(*_GONE)):
        if each.getparent() is not None and each.getparent().tag not in (_RPR, _TRPR):
            each.getparent().remove(each)
    for each in [*root.iter(*_CAME, *_WRAPPERS)]:
        unwrap(each)
    for each in ended:
        _join(each)
    if comments:
        for each in list(root.iter(*_COMMENTS)):
            each.getparent().remove(each)


def unwrap(element: Element) -> None:
    """Put what stands in `element` in its place."""
    parent = element.getparent()
    at = parent.index(element)
    parent[at : at + 1] = list(element)


def _rows(root: Element) -> None:
    for row in list(root.iter(_TR)):
        properties = row.find(_TRPR)
        if properties is not None and properties.find(_DEL) is not None:
            table = row.getparent()
            table.remove(row)
            if table.tag == _TBL and table.find(_TR) is None:
                table.getparent().remove(table)


def _mark(paragraph: Element, kinds: tuple[str, ...]) -> Element | None:
    marks = paragraph.iterfind(f"{_PPR}/{_RPR}/*")
    return next((each for each in marks if each.tag in kinds), None)


def _join(paragraph: Element) -> None:
    """Let a paragraph whose mark was deleted run on in the next one."""
    mark = _mark(paragraph, _GONE)
    if mark is not None:
        mark.getparent().remove(mark)
    following = paragraph.getnext()
    if following is None or following.tag != _P:
        return
    properties = following.find(_PPR)
    at = 0 if properties is None else 1
    following[at:at] = [each for each in paragraph if each.tag != _PPR]
    paragraph.getparent().remove(paragraph)
