"""Proposals in her text as tracked changes: made, recognised, undone."""

import copy
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from handbook.word.merge.blocks.comment_and_bookmark_ranges import RANGES, leave
from handbook.word.merge.blocks.word_merge import Edit
from handbook.word.package.markup import Element, qualified
from handbook.word.reading.run_content import VOLATILE, said, tidy_instruction

_OBJECT = "\ufffc"


@dataclass(slots=True)
class Reviser:
    """Who proposes and when; gives every tracked change a number of its own."""

    author: str
    date: str
    last: int = 0

    def mark(self, like: Element, kind: str) -> Element:
        """Return a `w:ins` or `w:del` of ours, made for the tree of `like`."""
        self.last += 1
        made = like.makeelement(qualified(f"w:{kind}"))
        made.set(_ID, str(self.last))
        made.set(_AUTHOR, self.author)
        made.set(_DATE, self.date)
        return made

    def owns(self, element: Element | None) -> bool:
        """True for a tracked change that we proposed."""
        return element is not None and element.get(_AUTHOR) == self.author


@dataclass(frozen=True, slots=True, eq=False)
class _Atom:
    """A sign of a paragraph: its text, the run it is cut from, or elements that stay whole."""

    text: str
    run: Element | None = None
    raw: str = ""
    whole: tuple[Element, ...] = ()


def track(paragraph: Element, edits: Sequence[Edit], reviser: Reviser, text: str) -> bool:
    """Write edits into a paragraph as tracked changes; False leaves it as it is.

    That happens when a change would cut a link, a field or an object, when it holds changes that
    somebody tracked before, and when it does not say `text`, which the edits were made for.
    """
    atoms = list(_atoms(paragraph))
    if any(each.text == "" and each.raw == "?" for each in atoms):
        return False
    if "".join(each.text for each in atoms).rstrip() != text.rstrip():
        return False
    if not all(_may(atoms, edit) for edit in edits):
        return False
    properties = paragraph.find(_PPR)
    made = list(_revised(paragraph, atoms, edits, reviser))
    for each in list(paragraph):
        if each is not properties:
            paragraph.remove(each)
    paragraph.extend(made)
    return True


def _atoms(paragraph: Element) -> Iterator[_Atom]:
    depth, gathered = 0, []
    for each in paragraph:
        marks = list(each.iter(_FLDCHAR))
        if depth or any(mark.get(_FIELD_KIND) == "begin" for mark in marks):
            gathered.append(each)
            kinds = [mark.get(_FIELD_KIND) for mark in marks]
            depth += kinds.count("begin") - kinds.count("end")
            if depth == 0:
                yield _Atom(_OBJECT, whole=tuple(gathered))
                gathered = []
        elif each.tag != _PPR:
            yield from _signs(each)
    if gathered:
        yield _Atom("", raw="?")


def _signs(element: Element) -> Iterator[_Atom]:
    if element.tag == _RUN and all(_is_text(each) for each in element):
        for each in element:
            yield from _characters(element, each)
    elif element.tag == _LINK and all(e.tag == _RUN for e in element):
        words = "".join(said(inner) for run in element for inner in run)
        whole = (element,)
        yield from (_Atom(sign, whole=whole) for sign in words)
    elif element.tag in _MARKS or (element.tag == _RUN and element.find(_COMMENT) is not None):
        yield _Atom("", whole=(element,))
    elif _is_object(element):
        yield _Atom(_OBJECT, whole=(element,))
    else:
        yield _Atom("", raw="?")  # a revision or a control: nothing that we may cut


def _is_object(element: Element) -> bool:
    if element.tag == _SIMPLE:
        return tidy_instruction(str(element.get(_INSTR, ""))).partition(" ")[0] in VOLATILE
    return bool(element.tag == _RUN and len([e for e in element if e.tag != _RPR]) == 1)


def _is_text(element: Element) -> bool:
    if element.tag == _BREAK:
        return element.get(_TYPE) in (None, "textWrapping")
    return element.tag in _SIGNS


def _characters(run: Element, element: Element) -> Iterator[_Atom]:
    if element.tag in (_RPR, _RENDERED):
        return
    if element.tag == _SOFT:
        yield _Atom("", run, "\u00ad")
        return
    raw = str(element.text or "") if element.tag == _T else said(element)
    if element.tag == _T and element.get(_SPACE) != "preserve":
        raw = raw.strip(" \t\r\n")
    yield from (_Atom("" if sign == "\u00ad" else sign, run, sign) for sign in raw)


def _may(atoms: Sequence[_Atom], edit: Edit) -> bool:
    """True when an edit cuts nothing that stays whole, and is not inside a link."""
    at, former = 0, ()
    for each in atoms:
        inside = edit.start <= at < edit.end
        split = at == edit.start and each.whole and each.whole == former
        if each.text and each.whole and (inside or split):
            return False
        if each.text:
            former = each.whole
        at += len(each.text)
    return edit.end <= at and _OBJECT not in edit.text


def _revised(
    paragraph: Element, atoms: Sequence[_Atom], edits: Sequence[Edit], reviser: Reviser
) -> Iterator[Element]:
    """Yield the content of the paragraph with the edits in it."""
    at = place = 0
    for edit in edits:
        kept, removed = [], []
        while at < len(atoms) and (
            place < edit.start or (place == edit.start and not atoms[at].text)
        ):
            kept.append(atoms[at])
            place += len(atoms[at].text)
            at += 1
        while at < len(atoms) and place < edit.end:
            removed.append(atoms[at])
            place += len(atoms[at].text)
            at += 1
        yield from _written(kept)
        for each in _written(removed):
            yield _deleted(each, reviser) if _is_words(each) else each
        if edit.text:
            inserted = reviser.mark(paragraph, "ins")
            near = [*removed, *reversed(atoms[:at]), *atoms[at:]]
            like = next((each.run for each in near if each.run is not None and each.text), None)
            inserted.append(_run(paragraph if like is None else like, edit.text))
            yield inserted
    yield from _written(atoms[at:])


def _written(atoms: Sequence[_Atom]) -> Iterator[Element]:
    """Yield runs and whole elements for atoms, joined where they came from one run."""
    done: set[int] = set()
    run, raw = None, ""
    for each in atoms:
        if each.run is not run or each.run is None:
            if run is not None:
                yield _run(run, raw)
            run, raw = each.run, ""
        raw += each.raw
        for element in each.whole:
            if id(element) not in done:
                done.add(id(element))
                yield element
    if run is not None:
        yield _run(run, raw)


def _run(like: Element, raw: str) -> Element:
    """Return a run that says `raw` and looks as `like`, a run or a paragraph."""
    made = like.makeelement(_RUN)
    look = like.find(_RPR)
    if look is not None:
        made.append(copy.deepcopy(look))
    for piece in re.split("([\t\n\u2011\u00ad])", raw):
        if piece in _ELEMENTS:
            made.append(like.makeelement(_ELEMENTS[piece]))
        elif piece:
            text = like.makeelement(_T)
            text.text = piece
            text.set(_SPACE, "preserve")
            made.append(text)
    return made


def _is_words(element: Element) -> bool:
    return element.tag == _RUN and element.find(_COMMENT) is None


def _deleted(run: Element, reviser: Reviser) -> Element:
    mark = reviser.mark(run, "del")
    for each in run.iter(_T):
        each.tag = _DELETED
    mark.append(run)
    return mark


def mark_paragraph(paragraph: Element, reviser: Reviser) -> None:
    """Make a whole paragraph, and its end, a tracked insertion."""
    properties = paragraph.find(_PPR)
    if properties is None:
        properties = paragraph.makeelement(_PPR)
        paragraph.insert(0, properties)
    look = properties.find(_RPR)
    if look is None:
        look = paragraph.makeelement(_RPR)
        late = (qualified("w:sectPr"), qualified("w:pPrChange"))
        place = next((at for at, e in enumerate(properties) if e.tag in late), len(properties))
        properties.insert(place, look)
    look.insert(0, reviser.mark(paragraph, "ins"))
    _wrap_runs(paragraph, "ins", reviser)


def mark_row(row: Element, kind: str, reviser: Reviser) -> None:
    """Make a whole row a tracked insertion ("ins") or deletion ("del")."""
    properties = row.find(_TRPR)
    if properties is None:
        properties = row.makeelement(_TRPR)
        row.insert(1 if row.find(qualified("w:tblPrEx")) is not None else 0, properties)
    properties.append(reviser.mark(row, kind))
    for paragraph in row.iter(_P):
        _wrap_runs(paragraph, kind, reviser)


def _wrap_runs(paragraph: Element, kind: str, reviser: Reviser) -> None:
    for parent in [paragraph, *paragraph.findall(_LINK)]:
        for run in parent.findall(_RUN):
            mark = reviser.mark(run, kind)
            run.addprevious(mark)
            mark.append(run)
            for each in run.iter(_T) if kind == "del" else ():
                each.tag = _DELETED
                each.set(_SPACE, "preserve")


def is_open(element: Element, reviser: Reviser) -> bool:
    """True while a proposal of ours in it was neither accepted nor rejected."""
    return any(reviser.owns(each) for each in element.iter(_INS, _DEL))


def is_proposed(paragraph: Element, reviser: Reviser) -> bool:
    """True for a paragraph that exists only because we proposed it."""
    mark = paragraph.find(f"{_PPR}/{_RPR}/{_INS}") if paragraph.tag == _P else None
    return reviser.owns(mark) and all(
        any(reviser.owns(above) for above in text.iterancestors(_INS))
        for text in paragraph.iter(_T)
    )


def undo(element: Element, reviser: Reviser) -> None:
    """Take back our open proposals in an element: rows, paragraphs, words. Hers stay."""
    for row in list(element.iter(_ROW)):
        dropped = row.find(f"{_TRPR}/{_DEL}")
        if dropped is not None and reviser.owns(dropped):
            dropped.getparent().remove(dropped)
    _unmark([each for each in element.iter(_DEL) if reviser.owns(each)])
    for each in doomed(element, reviser):
        leave(each)
        each.getparent().remove(each)


def doomed(element: Element, reviser: Reviser) -> list[Element]:
    """Return what goes from an element when our proposals are taken back, the outermost first."""
    rows = [row for row in element.iter(_ROW) if reviser.owns(row.find(f"{_TRPR}/{_INS}"))]
    paragraphs = [
        each for each in element.iter(_P) if each is not element and is_proposed(each, reviser)
    ]
    words = [each for each in element.iter(_INS) if reviser.owns(each)]
    return [*rows, *paragraphs, *words]


def settle(element: Element, reviser: Reviser) -> None:
    """Leave all words in an element, hers and ours, without a mark of ours."""
    _unmark([each for each in element.iter(_INS, _DEL) if reviser.owns(each)])


def _unmark(marks: Sequence[Element]) -> None:
    for mark in marks:
        for text in list(mark.iter(_DELETED)):
            text.tag = _T
        for run in list(mark):
            mark.addprevious(run)
        mark.getparent().remove(mark)


def highest(roots: Sequence[Element]) -> int:
    """Return the highest number of a tracked change in these stories."""
    numbers = (each.get(_ID, "") for root in roots for each in root.iter(*_REVISIONS))
    return max((int(each) for each in numbers if each.isdigit()), default=0)


_P, _PPR, _RUN, _RPR, _T, _DELETED, _BREAK = (
    qualified(f"w:{n}") for n in ("p", "pPr", "r", "rPr", "t", "delText", "br")
)
_TAB, _HYPHEN, _SOFT, _RENDERED, _LINK, _FLDCHAR, _FIELD_KIND = (
    qualified(f"w:{n}")
    for n in (
        *("tab", "noBreakHyphen", "softHyphen", "lastRenderedPageBreak", "hyperlink"),
        *("fldChar", "fldCharType"),
    )
)
_INS, _DEL, _ROW, _TRPR, _COMMENT, _TYPE, _ID, _AUTHOR, _DATE = (
    qualified(f"w:{n}")
    for n in ("ins", "del", "tr", "trPr", "commentReference", "type", "id", "author", "date")
)
_SIMPLE, _INSTR = qualified("w:fldSimple"), qualified("w:instr")
_REVISIONS = tuple(qualified(f"w:{n}") for n in ("ins", "del", "moveFrom", "moveTo", "rPrChange"))
_SIGNS = frozenset((_RPR, _T, _TAB, _HYPHEN, _SOFT, _RENDERED))
_ELEMENTS = {"\t": _TAB, "\n": _BREAK, "\u2011": _HYPHEN, "\u00ad": _SOFT}
_MARKS = RANGES | {qualified("w:proofErr")}
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
