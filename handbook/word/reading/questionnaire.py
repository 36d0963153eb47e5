"""A questionnaire that came back → whose it is, and what was typed in each of its fields."""

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from handbook.model.features.questionnaire import OWNER, QUESTIONNAIRE
from handbook.word.package.markup import Element, parse
from handbook.word.package.package import read_any, relations
from handbook.word.package.seal import owners_of
from handbook.word.reading.run_content import plain_sign
from handbook.word.writing.draft import mark_name
from handbook.word.writing.forms import HINT

_TAG_LENGTH = 64
_MARK = "_kh"
_LARGEST = 20_000_000  # bytes of the document part: a thousand times that of a long list
_DEEPEST = 12  # cells and controls in each other; each is read with all that is in it
_STRANGERS = (
    (b"%PDF", "dit is een pdf"),
    (b"{\\rtf", "dit is een rtf-bestand"),
    (b"\xd0\xcf\x11\xe0", "dit is een oud Word-bestand (.doc), of het heeft een wachtwoord"),
)
# What Word keeps of text that was taken out, or writes twice for older readers.
_UNSEEN = frozenset({"del", "moveFrom", "Fallback", "sdtPr", "pPr", "rPr", "instrText"})
_SIGNS = {"tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_SOME_SYMBOL = "□"
_STRUCK = frozenset({"strike", "dstrike"})
_DRAWN = frozenset({"drawing", "pict", "object"})
_OFF = frozenset({"0", "false", "off"})
# What Word puts in a field that was emptied, in the languages that people here have it in.
_HINTS = frozenset(
    {
        HINT,
        "Klik of tik om tekst in te voeren.",
        "Klik hier als u tekst wilt invoeren.",
        "Click or tap here to enter text.",
        "Click here to enter text.",
        "Klicken oder tippen Sie hier, um Text einzugeben.",
        "Klicken Sie hier, um Text einzugeben.",
        "Cliquez ou appuyez ici pour entrer du texte.",
    }
)
_BESIDE = {
    "comments": "in een opmerking",
    "footnotes": "in een voetnoot",
    "endnotes": "in een eindnoot",
}
_JOINER = "\u200d"  # holds pictures together, and may part no word
_PICTURES = frozenset({"So", "Sk", "Mn"})
_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Co"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """What a field held: its tag, its label, and the text ("" is not filled in).

    `unsure` is what stands in a field that says it is empty, and is no hint that we know: who types
    over the hint may keep its style.
    """

    tag: str
    label: str
    text: str
    unsure: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A paragraph outside the fields, and where: near which field, in Dutch ("" above them all)."""

    text: str
    where: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A place with fields: a cell of a table, or a field by itself.

    `marks` are the bookmarks that say where texts come from; LibreOffice 7.4 keeps those and
    throws the tags away. `text` is all that stands there: who clicks beside a field, or presses
    Enter in it, types in the cell and not in the field.
    """

    fields: tuple[Filled, ...]
    marks: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Returned:
    """What a file says: the organisations that its seal names, and its spots in their order.

    `lines` are the paragraphs where no field is: titles, questions, and what somebody typed where
    nothing is asked. "…" stands for a picture, in a field as well.
    """

    sealed: frozenset[str]
    spots: tuple[Spot, ...]
    lines: tuple[Line, ...] = ()


def read_answers(data: bytes) -> Returned:
    """Return what stands in the file `data`, which anybody may have written.

    Raises:
        ValueError: it is no .docx that can be read; the reason in Dutch.
    """
    for start, what in _STRANGERS:
        if data.startswith(start):
            raise ValueError(what)
    if not data.startswith(b"PK"):
        raise ValueError("het is geen Word-document (.docx)")
    parts = read_any(data)
    main = _main(parts)
    document = parts[main]
    if len(document) > _LARGEST:
        raise ValueError(f"de tekst is groter dan {_LARGEST // 1_000_000} MB")
    root = parse(document)
    found = _found(root)
    lines = tuple(_lines(root, {each.element for each in found if each.fields}))
    lines += tuple(_lines_beside(parts, main))
    sealed = owners_of(parts, QUESTIONNAIRE)
    return Returned(sealed=sealed, spots=tuple(map(_spot, found)), lines=lines)


def owners(returned: Returned) -> frozenset[str]:
    """Return the organisations that a file says it is of, by its seal and by its locked field.

    LibreOffice keeps the seal, and Word's way to clean a document (Document controleren) the field.
    """
    tags = [each.tag for spot in returned.spots for each in spot.fields]
    told = {tag.removeprefix(OWNER) for tag in tags if tag.startswith(OWNER)}
    return returned.sealed | told


def by_field(returned: Returned, ids: Iterable[str]) -> Iterator[tuple[str, Filled]]:
    """Yield what was typed for each field, with its full id: one of `ids`, or "" when unknown.

    A control with neither a tag nor a bookmark that is known, is not of a questionnaire.
    """
    known = tuple(ids)
    tags = {each[-_TAG_LENGTH:]: each for each in known}
    marks = {mark_name(each): each for each in known}
    for spot in returned.spots:
        tagged = [each for each in spot.fields if each.tag and not each.tag.startswith(OWNER)]
        near = [marks[mark] for mark in spot.marks if mark in marks]
        # A cell with a text of ours in it holds the question as well.
        alone = len(near) <= 1 and all(mark in marks for mark in spot.marks)
        if len(tagged) == 1 and alone:
            yield tags.get(tagged[0].tag, ""), _whole(spot, tagged[0])
        elif tagged:
            yield from ((tags.get(each.tag, ""), each) for each in tagged)
        elif len(near) == 1 and alone:
            yield near[0], _whole(spot, Filled(tag=near[0], label="", text=""))
        elif spot.fields and spot.marks and not near:
            yield "", _whole(spot, spot.fields[0])
        elif len(near) == len(spot.fields):
            yield from zip(near, spot.fields, strict=True)


def _whole(spot: Spot, field: Filled) -> Filled:
    return Filled(tag=field.tag, label=field.label, text=spot.text)


def tidy(text: str) -> str:
    """Return `text` as an answer: its lines without needless blanks, and nothing invisible.

    What no reader sees, such as a soft hyphen, could part a word that must stay secret, and what
    a file in YAML cannot hold would make the profile unreadable.
    """
    lines = [" ".join(_seen(line).split()) for line in text.splitlines()]
    kept = re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
    return unicodedata.normalize("NFC", kept)


def _seen(line: str) -> str:
    pairs = zip(f" {line}", line, strict=False)
    return "".join(sign for before, sign in pairs if sign.isspace() or _is_seen(sign, before))


def _is_seen(sign: str, before: str) -> bool:
    if sign == _JOINER:
        return unicodedata.category(before) in _PICTURES
    return unicodedata.category(sign) not in _INVISIBLE and sign not in "\ufffe\uffff"


def _main(parts: Mapping[str, bytes]) -> str:
    """Return the name of the document part: not every program calls it word/document.xml."""
    found = [each.target for each in relations(parts, "") if each.kind == "officeDocument"]
    if not found or found[0] not in parts or not found[0].endswith(".xml"):
        raise ValueError("het is geen Word-document (.docx)")
    return found[0]


@dataclass(slots=True)
class _Gathered:
    """A spot while the document is walked through: the cell or control it is, and what it has."""

    element: Element
    fields: list[Element] = field(default_factory=list)
    marks: list[str] = field(default_factory=list)


def _found(root: Element) -> list[_Gathered]:
    """Return the places with fields or marks, in the order of the document.

    Raises:
        ValueError: cells and controls are deeper in each other than a person makes them.
    """
    places: list[_Gathered] = []
    loose: list[str] = []
    waiting: list[tuple[Element, _Gathered | None, int]] = [(root, None, 0)]
    while waiting:
        here, cell, depth = waiting.pop()
        name = _name(here)
        if name in _UNSEEN:
            continue
        if depth > _DEEPEST:
            raise ValueError(f"er zitten meer dan {_DEEPEST} cellen of velden in elkaar")
        if name == "tc":
            cell = _Gathered(here)
            places.append(cell)
        elif name == "bookmarkStart":
            (cell.marks if cell else loose).append(_value(here, "name"))
        elif name == "sdt" and cell:
            cell.fields.append(here)
        elif name == "sdt":
            places.append(_Gathered(here, [here], loose))
            loose = []
        deeper = depth + (name in {"tc", "sdt"})
        waiting += [(each, cell, deeper) for each in reversed(here)]
    return [each for each in places if each.fields or each.marks]


def _lines(root: Element, spots: Collection[Element], where: str = "") -> Iterator[Line]:
    """Yield what each paragraph outside `spots` says, where it says anything; of those pictures."""
    waiting = [root]
    while waiting:
        here = waiting.pop()
        inside = here in spots
        if _name(here) == "tr" or (inside and _name(here) == "sdt"):
            where = _near(here) or where
        if _name(here) in _UNSEEN:
            continue
        if _name(here) != "p" and not inside:
            waiting += reversed(here)
            continue
        pictured = any(_name(each) in _DRAWN and not _is_box(each) for each in here.iter())
        said = [*(() if inside else _pieces(here)), "\n…" if pictured else ""]
        if line := " ".join(tidy("".join(said)).split()):
            yield Line(text=line, where=where)


def _near(element: Element) -> str:
    """Return which field is in `element`, in words."""
    controls = (each for each in element.iter() if _name(each) == "sdt")
    labels = (tidy(_value(_settings(each).get("alias"))) for each in controls)
    return next((f"bij '{label}'" for label in labels if label), "")


def _is_box(drawn: Element) -> bool:
    return any(_name(each) == "txbxContent" for each in drawn.iter())


def _lines_beside(parts: Mapping[str, bytes], main: str) -> Iterator[Line]:
    """Yield what stands in comments and notes."""
    for each in relations(parts, main):
        if each.kind in _BESIDE and each.target in parts:
            yield from _lines(parse(parts[each.target]), (), _BESIDE[each.kind])


def _spot(gathered: _Gathered) -> Spot:
    return Spot(
        fields=tuple(map(_filled, gathered.fields)),
        marks=tuple(each for each in gathered.marks if each.startswith(_MARK)),
        text=_typed(gathered.element),
    )


def _filled(control: Element) -> Filled:
    settings = _settings(control)
    return Filled(
        tag=_value(settings.get("tag")),
        label=tidy(_value(settings.get("alias"))),
        text=_typed(control),
        unsure=_unsure(control),
    )


def _unsure(control: Element) -> str:
    """Return what stands in a control that shows a hint, where it is no hint that we know."""
    if not _shows_hint(control):
        return ""
    text = tidy("".join("".join(_pieces(each)) for each in _parts(control, "sdtContent")))
    return "" if text in _HINTS else text


def _typed(element: Element) -> str:
    """Return what somebody typed in `element`.

    A program that does not know hints leaves ours beside what is typed.
    """
    return tidy("".join(_pieces(element)).replace(HINT, ""))


def _pieces(element: Element) -> Iterator[str]:
    name = _name(element)
    if name in _UNSEEN or (name == "sdt" and _shows_hint(element)) or _is_struck(element, name):
        return
    if name == "t":
        yield element.text or ""
    elif name == "sym":
        yield _symbol(element)
    elif name in _SIGNS:
        yield _SIGNS[name]
    for child in element:
        yield from _pieces(child)
    if name == "p":
        yield "\n"


def _symbol(element: Element) -> str:
    """Return the plain sign of one in a font of symbols, or a box for one that has none."""
    try:
        sign = plain_sign(_value(element, "font"), _value(element, "char"))
    except ValueError:
        return _SOME_SYMBOL
    return _SOME_SYMBOL if unicodedata.category(sign) == "Co" else sign


def _is_struck(element: Element, name: str) -> bool:
    """Tell whether a run is struck through: who does so takes the words back."""
    looks = [each for part in _parts(element, "rPr") for each in part] if name == "r" else []
    return any(_name(each) in _STRUCK and _value(each) not in _OFF for each in looks)


def _shows_hint(control: Element) -> bool:
    """Tell whether nobody typed in `control`.

    Word gives a field that was emptied a hint of its own, in its own language, always in a
    character style; a program that knows no hints leaves the setting and types without a style.
    """
    flag = _settings(control).get("showingPlcHdr")
    if flag is None or _value(flag) in _OFF:
        return False
    return all(_is_styled(run) for part in _parts(control, "sdtContent") for run in _runs(part))


def _settings(control: Element) -> dict[str, Element]:
    return {_name(each): each for part in _parts(control, "sdtPr") for each in part}


def _runs(element: Element) -> Iterator[Element]:
    """Yield the runs with text in `element`."""
    for each in element.iter():
        if _name(each) == "r" and any(_name(child) == "t" for child in each):
            yield each


def _is_styled(run: Element) -> bool:
    return any(_name(each) == "rStyle" for part in _parts(run, "rPr") for each in part)


def _parts(element: Element, name: str) -> list[Element]:
    return [child for child in element if _name(child) == name]


def _value(element: Element | None, name: str = "val") -> str:
    """Return an attribute of `element`, in whichever namespace it is; "" when it has none."""
    attributes = element.attrib if element is not None else {}
    return next((str(v) for key, v in attributes.items() if key.rpartition("}")[2] == name), "")


def _name(element: Element) -> str:
    """Return the local name of `element`; a comment has none.

    By the local name, because Word has two namespaces for the same things.
    """
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
