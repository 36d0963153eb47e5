"""Comments of ours in the margin of her text."""

from handbook.word.merge.blocks.tracked_changes import Reviser
from handbook.word.merge.package.opened_package import OpenedPackage
from handbook.word.package.markup import Element, clean, qualified


def comment(opened: OpenedPackage, element: Element, text: str, reviser: Reviser) -> None:
    """Put `text` beside a paragraph, row or table; once, whatever the number of merges."""
    paragraph = element if element.tag == _P else next(element.iter(_P))
    root = opened.comments()
    here = {each.get(_ID) for each in paragraph.iter(_REFERENCE)}
    lines = clean(text).split("\n")
    for each in root:
        if each.get(_ID) in here and reviser.owns(each) and _lines(each) == lines:
            return
    numbers = [int(each.get(_ID)) for each in root if str(each.get(_ID)).isdigit()]
    identity = str(max(numbers, default=-1) + 1)
    root.append(_made(opened, root, identity, lines, reviser))
    first = 1 if paragraph.find(_PPR) is not None else 0
    paragraph.insert(first, _anchor(paragraph, "commentRangeStart", identity))
    paragraph.append(_anchor(paragraph, "commentRangeEnd", identity))
    run = paragraph.makeelement(_RUN)
    _styled(
        run, _RPR, _RSTYLE, opened.document.looks.ids.get(("character", "annotation reference"))
    )
    run.append(_anchor(paragraph, "commentReference", identity))
    paragraph.append(run)


def _made(
    opened: OpenedPackage, root: Element, identity: str, lines: list[str], reviser: Reviser
) -> Element:
    made = root.makeelement(qualified("w:comment"))
    for name, value in (
        *(("id", identity), ("author", reviser.author), ("date", reviser.date)),
        ("initials", reviser.author[:1].upper()),
    ):
        made.set(qualified(f"w:{name}"), value)
    style = opened.document.looks.ids.get(("paragraph", "annotation text"))
    for line in lines:
        paragraph = root.makeelement(_P)
        _styled(paragraph, _PPR, _PSTYLE, style)
        run = root.makeelement(_RUN)
        text = root.makeelement(_T)
        text.text = line
        text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        run.append(text)
        paragraph.append(run)
        made.append(paragraph)
    return made


def _styled(element: Element, holder: str, name: str, style: str | None) -> None:
    if style:
        properties = element.makeelement(holder)
        mark = element.makeelement(name)
        mark.set(_VAL, style)
        properties.append(mark)
        element.append(properties)


def _anchor(like: Element, name: str, identity: str) -> Element:
    made = like.makeelement(qualified(f"w:{name}"))
    made.set(_ID, identity)
    return made


def _lines(element: Element) -> list[str]:
    return ["".join(each.itertext(_T)) for each in element.iter(_P)]


_P, _PPR, _RUN, _RPR, _T, _ID, _VAL, _PSTYLE, _RSTYLE, _REFERENCE = (
    qualified(f"w:{n}")
    for n in ("p", "pPr", "r", "rPr", "t", "id", "val", "pStyle", "rStyle", "commentReference")
)
