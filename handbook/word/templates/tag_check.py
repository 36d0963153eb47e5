"""Everything that is wrong with a Word template, told at once and with its place."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from handbook.errors import Place, Problem
from handbook.model.documents.document import TemplateKind
from handbook.word.package.markup import Element, parse, qualified
from handbook.word.package.package import check_package
from handbook.word.safety.attribute_kinds import holds_words
from handbook.word.safety.limits import DEEPEST, LONGEST_TAG, MOST_PROBLEMS, over_limits
from handbook.word.safety.paragraph_location import places, shown_story
from handbook.word.safety.template_safety import hidden_tags, live_problems, problem, story_names
from handbook.word.template_language.expressions import (
    FUNCTIONS,
    TURN,
    UNKNOWN,
    Fault,
    Scope,
    parse_loop,
    parse_value,
    paths_in,
    printed,
    shape_of,
)
from handbook.word.template_language.tags import TAG, Tag, plain, read_tag, tags_in, unclosed
from handbook.word.template_language.template_names import roots
from handbook.word.writing.styles import Stylesheet, read_stylesheet

_STYLES: Mapping[str, tuple[str, ...]] = {
    "blok": ("character Strong, Emphasis, Hyperlink, Open veld, Te controleren",),
    "inhoud": (
        "paragraph Inleiding, List Bullet, List Bullet 2, List Number, List Number 2, Tabeltekst, "
        "Tabelkop, Tabelafstand, Kader tip, Kader let op, Kader norm, Kader voorstel, caption",
        "character Strong, Emphasis, Hyperlink, Open veld, Te controleren, Kaderlabel",
        "table Tabel handboek",
    ),
    "inhoudsopgave": ("paragraph toc 1, toc 2, Tabelafstand",),
    "invulveld": ("character Placeholder Text",),
    "invultabel": (
        "paragraph Tabeltekst, Tabelkop, Tabelafstand",
        "character Placeholder Text",
        "table Tabel handboek",
    ),
}
_OPENS = {"for": "endfor", "if": "endif"}
_INSIDE = {"elif": "if", "else": "if"}
_SHOWN = 60
_LOST = "Zet de tag alleen, en de rest in een alinea of rij erboven of eronder."


@dataclass(slots=True)
class _Open:
    """A block that was begun: its tag, where, and what its names were before."""

    tag: Tag
    place: Place
    scope: Scope


@dataclass(slots=True)
class _Walk:
    """The walk through the tags of one story, in order."""

    scope: Scope
    problems: list[Problem] = field(default_factory=list)
    stack: list[_Open] = field(default_factory=list)
    calls: set[str] = field(default_factory=set)
    shown: set[str] = field(default_factory=set)
    aliases: dict[str, str] = field(default_factory=dict)
    texts: dict[Element, str] = field(default_factory=dict)

    def text_of(self, paragraph: Element) -> str:
        """Return the text of a paragraph; read once, because each tag asks for its whole row."""
        if paragraph not in self.texts:
            self.texts[paragraph] = plain(paragraph)
        return self.texts[paragraph]


def check_parts(parts: Mapping[str, bytes], name: str, kind: TemplateKind) -> tuple[Problem, ...]:
    """Return everything that is wrong with the texts of a template.

    Args:
        parts: of a package that can be read, without what stays behind.
        name: how the user knows the file.
        kind: which records the template prints.

    Raises:
        ValueError: a part is written as no Office program writes it.
    """
    check_package(parts)
    too_much = tuple(over_limits(parts, name))
    if too_much:
        return too_much
    sheet = read_stylesheet(parts)
    problems = [*live_problems(parts, name), *hidden_tags(parts, name)]
    calls: set[str] = set()
    shown: set[str] = set()
    for story in story_names(parts):
        walk = _Walk(scope=roots(kind))
        _walk_story(walk, parse(parts[story]), (name, story), sheet)
        problems += walk.problems
        calls |= walk.calls
        shown |= walk.shown
    problems += _missing_styles(calls, sheet, name)
    problems += _never_shown(kind, shown, name)
    return tuple(problems)


def _walk_story(walk: _Walk, root: Element, names: tuple[str, str], sheet: Stylesheet) -> None:
    attributes = _attribute_tags(root)
    for paragraph, place in places(root, *names, sheet):
        if next(paragraph.iterancestors(_BOX), None) is not None:
            continue
        _walk_paragraph(walk, paragraph, attributes.get(paragraph, []), place)
        if len(walk.problems) >= MOST_PROBLEMS:
            what = f"tot hier zijn er al {len(walk.problems)} fouten; verder is niet gekeken"
            mend = "Herstel ze en probeer het opnieuw. Vaak is één tag vele keren gekopieerd."
            walk.problems.append(problem(place, Fault("HB325", what, mend)))
            return
    whole = Place(f"{names[0]} › {shown_story(names[1])}")
    walk.problems += [problem(whole, fault) for fault in dict.fromkeys(_misplaced(root))]
    for still in walk.stack:
        what = f"het blok wordt niet gesloten met {{%{still.tag.form} {_OPENS[still.tag.word]} %}}"
        fault = Fault("HB302", what, "Zet de sluitende tag erbij.")
        walk.problems.append(problem(still.place, fault, still.tag))


def _walk_paragraph(
    walk: _Walk, paragraph: Element, attributes: Sequence[Tag], place: Place
) -> None:
    for tag in (*tags_in(paragraph), *attributes):
        if len(walk.problems) < MOST_PROBLEMS:
            _check_tag(walk, tag, place)
    for brace in unclosed(walk.text_of(paragraph)):
        what = f"'{brace}' hoort bij geen tag"
        mend = "Een tag begint en eindigt in dezelfde alinea: {{ … }} of {% … %}."
        walk.problems.append(problem(place, Fault("HB302", what, mend)))


def _attribute_tags(root: Element) -> Mapping[Element, list[Tag]]:
    """Return the tags in attributes by the paragraph that they are told at."""
    found: dict[Element, list[Tag]] = {}
    for element in root.iter("*"):
        for value in element.attrib.values():
            if "{" in value and (paragraph := _walked(element)) is not None:
                found.setdefault(paragraph, []).extend(
                    read_tag(match[0], paragraph, attribute=True) for match in TAG.finditer(value)
                )
    return found


def _walked(element: Element) -> Element | None:
    """Return the nearest paragraph around an element that is in no text box."""
    found = None
    for each in (element, *element.iterancestors(_PARAGRAPH, _BOX)):
        if each.tag == _BOX:
            found = None
        elif found is None and each.tag == _PARAGRAPH:
            found = each
    return found


def _misplaced(root: Element) -> Iterator[Fault]:
    """Yield the attributes with a tag that are no words: an address or a code made of a value."""
    for element in root.iter("*"):
        for attribute, value in element.attrib.items():
            if "{" in value and TAG.search(value) and not holds_words(element, attribute):
                what = f"er staat een tag waar geen tekst hoort: {value[:_SHOWN]}"
                yield Fault("HB309", what, "Zet de tag in gewone tekst.")


def _check_tag(walk: _Walk, tag: Tag, place: Place) -> None:
    for fault in _faults(walk, tag, place):
        walk.problems.append(problem(place, fault, tag))


def _faults(walk: _Walk, tag: Tag, place: Place) -> Iterator[Fault]:
    if tag.sort == "{#":
        return
    if len(tag.body) > LONGEST_TAG:
        mend = f"Een tag telt hoogstens {LONGEST_TAG} tekens. Splits de keuze over meer tags."
        yield Fault("HB325", "deze tag is te lang", mend)
        return
    yield from _form_faults(walk, tag)
    if tag.sort == "{{":
        yield from _value(walk, tag)
    elif tag.word in _OPENS:
        yield from _begin(walk, tag, place)
    elif tag.word in _INSIDE or tag.word in _OPENS.values():
        yield from _end(walk, tag)
    else:
        what = f"'{tag.word}' kan niet in een sjabloon"
        mend = "Gebruik alleen for … endfor en if … elif … else … endif."
        yield Fault("HB303", what, mend)


def _form_faults(walk: _Walk, tag: Tag) -> Iterator[Fault]:
    """Yield what docxtpl would not see as the tag that it is."""
    if tag.attribute and (tag.form or tag.sort == "{%"):
        yield Fault("HB309", "hier kan alleen gewone tekst staan", "Gebruik {{ … }} met een naam.")
    if tag.body.startswith("-") or tag.body.endswith("-"):
        yield Fault("HB303", "een tag met een streepje plakt alinea's aaneen", "Laat het weg.")
    if any(sign in tag.body for sign in "{}%"):
        yield Fault("HB303", "accolades en % kunnen niet in een tag", "Laat ze weg.")
    if tag.form == "tc":
        yield Fault("HB303", "kolommen herhalen kan niet in een sjabloon", "Herhaal rijen: {%tr.")
    elif not tag.attribute and tag.form in ("p", "tr"):
        yield from _neighbours(walk, tag)


def _neighbours(walk: _Walk, tag: Tag) -> Iterator[Fault]:
    """Yield what docxtpl removes together with a tag that stands for its paragraph or row."""
    if tag.sort == "{{" and tag.form != "p":
        yield Fault("HB306", f"'{{{{{tag.form}' bestaat hier niet", "Gebruik {{ , {{r of {{p.")
    scope = _removed(tag)
    if scope is None:
        yield Fault("HB314", f"een tag met '{tag.form}' hoort in een tabel", "Gebruik 'p'.")
        return
    if _has_more(walk, scope, _written_text(walk, tag)) or any(True for _ in scope.iter(*_THINGS)):
        yield Fault("HB307", "wat naast deze tag staat, verdwijnt", _LOST)
    if any(True for _ in scope.iter(_SECTION)):
        what = "in de alinea met deze tag zit een sectie-einde, dat dan verdwijnt"
        yield Fault("HB308", what, "Zet het sectie-einde in een lege alinea eronder.")


def _removed(tag: Tag) -> Element | None:
    """Return what docxtpl replaces by the tag: its paragraph or its row."""
    if tag.form == "p":
        return tag.paragraph
    return next(tag.paragraph.iterancestors(_ROW), None)


def _has_more(walk: _Walk, scope: Element, tag: str) -> bool:
    """Tell whether a paragraph or row says anything else than one tag; it reads no further."""
    text = ""
    for each in scope.iter(_PARAGRAPH):
        text += walk.text_of(each).translate(_NO_SPACE)
        if len(text) > len(tag):
            return True
    return text != tag


def _written_text(walk: _Walk, tag: Tag) -> str:
    texts = (match[0] for match in TAG.finditer(walk.text_of(tag.paragraph)))
    same = (each for each in texts if str(read_tag(each, None)) == str(tag))
    return next(same, "").translate(_NO_SPACE)


def _value(walk: _Walk, tag: Tag) -> Iterator[Fault]:
    node = parse_value(tag.body)
    if isinstance(node, Fault):
        yield node
        return
    called = tag.body.partition("(")[0].strip()
    if called in FUNCTIONS:
        walk.calls.add(called)
    for path in paths_in(node):
        walk.shown.add(_full(walk, path))
    yield from printed(node, tag.form, walk.scope)


def _full(walk: _Walk, path: str) -> str:
    """Return a path with the names of loops written out: `stap.wie` is `procedure.stappen.wie`."""
    first, dot, rest = path.partition(".")
    return f"{walk.aliases.get(first, first)}{dot}{rest}"


def _begin(walk: _Walk, tag: Tag, place: Place) -> Iterator[Fault]:
    walk.stack.append(_Open(tag, place, walk.scope))
    if len(walk.stack) == DEEPEST + 1:
        what = f"er staan meer dan {DEEPEST} keuzes en herhalingen in elkaar"
        yield Fault("HB325", what, "Zet ze onder elkaar in plaats van in elkaar.")
    if tag.word == "if":
        yield from _condition(walk, tag.body.removeprefix("if"))
        return
    loop = parse_loop(tag.body)
    if isinstance(loop, Fault):
        yield loop
        return
    name, node = loop
    faults: list[Fault] = []
    shape = shape_of(node, walk.scope, faults)
    yield from faults
    paths = paths_in(node)
    if shape is not None and shape.of is None:
        what = f"'{paths[0] if paths else '…'}' is geen lijst"
        yield Fault("HB305", what, "Herhalen kan alleen met een lijst.")
        shape = None
    walk.aliases[name] = _full(walk, paths[0]) if paths else name
    element = shape.of if shape is not None and shape.of is not None else UNKNOWN
    walk.scope = {**walk.scope, name: element, "loop": TURN}


def _condition(walk: _Walk, body: str) -> Iterator[Fault]:
    node = parse_value(body)
    if isinstance(node, Fault):
        yield node
        return
    faults: list[Fault] = []
    shape_of(node, walk.scope, faults)
    yield from faults


def _end(walk: _Walk, tag: Tag) -> Iterator[Fault]:
    begun = walk.stack[-1] if walk.stack else None
    expected = _INSIDE.get(tag.word) or next(k for k, v in _OPENS.items() if v == tag.word)
    if begun is None or begun.tag.word != expected:
        yield Fault("HB302", "deze tag sluit niets dat open staat", "Haal hem weg of zet hem goed.")
        return
    if (begun.tag.form, _home(begun.tag)) != (tag.form, _home(tag)):
        what = f"het blok begint met {begun.tag.shown} en eindigt op een andere plaats of manier"
        mend = "Begin en einde staan allebei los (p), in rijen van een tabel (tr) of in een alinea."
        yield Fault("HB314", what, mend)
    if tag.word == "elif":
        yield from _condition(walk, tag.body.removeprefix("elif"))
    if tag.word in _OPENS.values():
        walk.scope = begun.scope
        walk.stack.pop()


def _home(tag: Tag) -> Element | None:
    """Return what begin and end of a block must share, or its copies are cut through the middle."""
    if tag.form in ("", "r"):
        return tag.paragraph
    removed = _removed(tag)
    return None if removed is None else removed.getparent()


def _missing_styles(calls: set[str], sheet: Stylesheet, name: str) -> Iterator[Problem]:
    missing = []
    for call in sorted(calls):
        for line in _STYLES.get(call, ()):
            sort, _, styles = line.partition(" ")
            missing += [
                each for each in styles.split(", ") if (sort, each.casefold()) not in sheet.ids
            ]
    if missing:
        what = f"het sjabloon mist stijlen: {', '.join(dict.fromkeys(missing))}"
        mend = "Maak ze in Word, of begin met een kopie van het sjabloon van het programma."
        yield problem(Place(name), Fault("HB311", what, mend))


def _never_shown(kind: TemplateKind, shown: set[str], name: str) -> Iterator[Problem]:
    absent = [
        word
        for word, shape in roots(kind)[kind].words.items()
        if shape.kind not in (str, int, bool)
        and not any(
            path == f"{kind}.{word}" or path.startswith(f"{kind}.{word}.") for path in shown
        )
    ]
    if absent:
        paths = ", ".join(f"{kind}.{word}" for word in absent)
        yield Problem(
            Place(name),
            code="HB316",
            what=f"het sjabloon toont nergens: {paths}",
            mend="Die teksten ontbreken dan in elk document. Is dat de bedoeling, doe dan niets.",
            weight="let op",
        )


_NO_SPACE = {ord(sign): None for sign in " \t\n\xa0"}
_PARAGRAPH, _TABLE, _ROW = (qualified(n) for n in ("w:p", "w:tbl", "w:tr"))
_BOX, _SECTION = qualified("w:txbxContent"), qualified("w:sectPr")
_THINGS = tuple(qualified(n) for n in ("w:drawing", "w:pict", "w:object", "w:fldChar", "w:br"))
