"""The tags in a template: where they stand, what they say, and how docxtpl must find them."""

import re
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass

from lxml import etree

from handbook.word.package.markup import Element, escape, qualified

# A tag ends before the next one of its sort begins. Without that, the end of each brace that is
# never closed is looked for up to the end of the text: forty thousand of them take minutes.
TAG = re.compile(r"\{\{(?:(?!\{\{).)*?\}\}|\{%(?:(?!\{%).)*?%\}|\{#(?:(?!\{#).)*?#\}", re.DOTALL)
_PARTS = re.compile(r"\{([{%#])(tr|tc|p|r)?(?=[\s}%#]|$)(.*)[}%#]\}", re.DOTALL)
_BARE = re.compile(r"\{([{%#])()(.*)[}%#]\}", re.DOTALL)
# Word's AutoFormat turns straight quotes into these; docxtpl turns most back, and we all of them.
_SIGNS = str.maketrans({"“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "‚": "'", "\xa0": " "})
# docxtpl's way to write braces that are no tag.
_LITERAL = re.compile(r"\{_[{%]|[}%]_\}")
_LONG = 70
_CLOSE = {"{{": "}}", "{%": "%}", "{#": "#}"}


@dataclass(frozen=True, slots=True, eq=False)
class Tag:
    """A tag as written in a template.

    `sort` is `{{`, `{%` or `{#`; `form` is what it stands for: p, tr, tc, r, or "" for text.
    `attribute` holds for a tag in an attribute, such as a picture's alternative text.
    """

    sort: str
    form: str
    body: str
    paragraph: Element
    attribute: bool = False

    def __str__(self) -> str:
        return f"{self.sort}{self.form} {self.body} {_CLOSE[self.sort]}"

    @property
    def shown(self) -> str:
        """The tag as a person would type it, shortened."""
        text = str(self)
        return text if len(text) <= _LONG else f"{text[: _LONG - 4]} … {_CLOSE[self.sort]}"

    @property
    def word(self) -> str:
        """The first word: `for` of a loop, `if` of a condition."""
        return self.body.split(maxsplit=1)[0] if self.body else ""


def read_tag(text: str, paragraph: Element, *, attribute: bool = False) -> Tag:
    """Return the tag that `text` spells, from its first brace to its last."""
    match = _PARTS.fullmatch(text) or _BARE.fullmatch(text)
    if match is None:
        raise ValueError(text)
    sort, form, body = match.groups()
    body = " ".join(body.translate(_SIGNS).split())
    return Tag(f"{{{sort}", form or "", body, paragraph, attribute)


def paragraphs(root: Element) -> Iterator[Element]:
    """Yield every paragraph, in order, also those in tables and text boxes."""
    yield from root.iter(_PARAGRAPH)


def own(holder: Element) -> Iterator[Element]:
    """Yield an element and all in it, in order, without the paragraphs inside it (a text box).

    Each element belongs to one paragraph: to walk all paragraphs is to walk the whole once,
    however deep they stand in each other.
    """
    waiting = [holder]
    while waiting:
        each = waiting.pop()
        yield each
        waiting += [child for child in reversed(each) if child.tag != _PARAGRAPH]


def texts(holder: Element) -> list[Element]:
    """Return the `w:t` of a paragraph or run, without those of paragraphs inside it."""
    return [each for each in own(holder) if each.tag == _TEXT]


def plain(paragraph: Element) -> str:
    """Return the text of a paragraph, tags and all."""
    return "".join(each.text or "" for each in texts(paragraph))


def tags_in(paragraph: Element) -> list[Tag]:
    """Return the tags in the text of a paragraph, in order."""
    return [read_tag(match[0], paragraph) for match in TAG.finditer(plain(paragraph))]


def make_ready(root: Element) -> tuple[Mapping[str, str], ...]:
    """Change `root` so that docxtpl loses nothing of it; return the looks of its run tags.

    Tags that Word split over runs are joined. A run with `{{r … }}` in it is cut in three, because
    docxtpl drops the whole run that holds the tag; the tag is told the number of its look, and
    look 0 has none.
    """
    looks: list[Mapping[str, str]] = [{}]
    for paragraph in paragraphs(root):
        if "{" in plain(paragraph):
            _join(paragraph)
            for run in {text.getparent(): None for text in texts(paragraph)}:
                _isolate(run, looks)
    return tuple(looks)


def _join(paragraph: Element) -> None:
    """Put each tag, and each sign for a brace, into the first `w:t` that holds a piece of it."""
    pieces = texts(paragraph)
    # Runs, deletions and the like do not matter: only which w:t holds which characters.
    whole = "".join(each.text or "" for each in pieces)
    owner = [index for index, each in enumerate(pieces) for _ in each.text or ""]
    for match in (*TAG.finditer(whole), *_LITERAL.finditer(whole)):
        owner[match.start() : match.end()] = [owner[match.start()]] * (match.end() - match.start())
    held: list[list[str]] = [[] for _ in pieces]
    for letter, index in zip(whole, owner, strict=True):
        held[index].append(letter)
    for each, letters in zip(pieces, held, strict=True):
        # Written out anew, because docxtpl wants exactly one plain blank after {%p and the like.
        each.text = TAG.sub(lambda match: str(read_tag(match[0], paragraph)), "".join(letters))
        each.set(_SPACE, "preserve")


def _isolate(run: Element, looks: list[Mapping[str, str]]) -> None:
    if run.tag != _RUN or not any(_run_tags(text) for text in texts(run)):
        return
    properties = run.find(_RPR)
    look = rpr_children(properties)
    if look not in looks:
        looks.append(look)
    number = looks.index(look)
    pieces: list[Element] = []
    for child in run:
        if child.tag == _TEXT:
            pieces += [_text(each) for each in _split(child.text or "", number)]
        elif child.tag != _RPR:
            pieces.append(deepcopy(child))
    for piece in pieces:
        fresh = run.makeelement(_RUN, {})
        if properties is not None:
            fresh.append(deepcopy(properties))
        fresh.append(piece)
        run.addprevious(fresh)
    run.getparent().remove(run)


def _run_tags(text: Element) -> bool:
    return any(read_tag(match[0], text).form == "r" for match in TAG.finditer(text.text or ""))


def _split(text: str, look: int) -> Iterator[str]:
    """Yield the pieces of `text`: each `{{r … }}` alone, with the number of its look."""
    done = 0
    for match in TAG.finditer(text):
        tag = read_tag(match[0], None)
        if tag.form != "r":
            continue
        yield text[done : match.start()]
        yield _with_look(tag, look)
        done = match.end()
    yield text[done:]


def _with_look(tag: Tag, look: int) -> str:
    if not tag.body.endswith(")"):
        return str(tag)
    call = tag.body[:-1].rstrip()
    return f"{{{{r {call}{'' if call.endswith('(') else ', '}vorm={look}) }}}}"


def _text(text: str) -> Element:
    piece = etree.Element(_TEXT)
    piece.text = text
    piece.set(_SPACE, "preserve")
    return piece


def rpr_children(properties: Element | None) -> Mapping[str, str]:
    """Return the run properties as XML by local name; only Word's own namespace is kept."""
    if properties is None:
        return {}
    return {
        child.tag.removeprefix(_W): _flat(child)
        for child in properties
        if isinstance(child.tag, str) and child.tag.startswith(_W)
    }


def _flat(element: Element) -> str:
    attributes = "".join(
        f' w:{name.removeprefix(_W)}="{escape(value)}"'
        for name, value in element.attrib.items()
        if name.startswith(_W)
    )
    return f"<w:{element.tag.removeprefix(_W)}{attributes}/>"


def unclosed(text: str) -> Sequence[str]:
    """Return the braces in `text` that begin or end a tag but do not make one, each once."""
    found = re.findall(r"\{\{|\{%|\{#|\}\}|%\}|#\}", TAG.sub("", text))
    return tuple(dict.fromkeys(found))


_W = qualified("w:")
_PARAGRAPH, _RUN, _TEXT, _RPR = (qualified(name) for name in ("w:p", "w:r", "w:t", "w:rPr"))
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
