"""How much work a drawing asks, told before it is drawn.

What this lets through may still be too much; the clock of `drawing.py` ends that. But what is
refused here is refused at once, and on a fast computer too.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from handbook.word.package.markup import Element
from handbook.word.pictures.svg_drawing import TOO_HEAVY

_LONGEST, _MOST_ELEMENTS, _DEEPEST = 500_000, 5_000, 40
# A step is a shape. A layer is a picture as large as the page, drawn and laid over the rest.
_MOST_STEPS = 100_000
_LAYER, _LETTER = 100, 5
# Each selector of a style sheet is held against each element.
_STYLE_LETTERS = 1_000
_ENDLESS = 10**9
_EFFECTS = ("filter", "pattern")
_LAYERS = re.compile(
    r";\s*(?:opacity\s*:(?!\s*1(?:\.0*)?\s*;)|(?:clip-path|mask)\s*:\s*url"
    r"|mix-blend-mode\s*:(?!\s*normal)|isolation\s*:\s*isolate|stroke-dasharray\s*:\s*[.\d])"
)
_NAMED = re.compile(r"url\(\s*[\"']?#([^\"')\s]*)")
_MARKED = re.compile(r"marker[-a-z]*\s*:\s*url")
_NUMBER = re.compile(r"[\d.]+")


def refuse_heavy(root: Element, text: str) -> None:
    """Refuse a drawing that would take minutes, or the whole program with it.

    resvg draws without limits of its own: deep nesting ends the process; filters, copies of
    copies and clips within clips grow without bound.

    Raises:
        ValueError: it asks too much.
    """
    levels = [(root, 1)]
    elements, deepest = 0, 0
    while levels:
        element, depth = levels.pop()
        elements, deepest = elements + 1, max(deepest, depth)
        levels += [(child, depth + 1) for child in element]
    if len(text) > _LONGEST or elements > _MOST_ELEMENTS or deepest > _DEEPEST:
        raise ValueError(TOO_HEAVY)
    copies = [each for each in root.iter() if name_of(each) == "use"]
    nested = any(above.get("id") for each in copies for above in each.iterancestors())
    if nested or any(name_of(each) in _EFFECTS for each in root.iter()):
        raise ValueError("het logo gebruikt effecten die wij niet tekenen; bewaar het als png")
    if steps(root) > _MOST_STEPS:
        raise ValueError(TOO_HEAVY)


def steps(root: Element) -> int:
    """Return about how many shapes are drawn, each as often as something refers to it."""
    named = {str(each.get("id")): each for each in root.iter("*") if each.get("id")}
    styles = sum(len(each.text or "") for each in root.iter("*") if name_of(each) == "style")
    elements = sum(1 for _ in root.iter("*"))
    return _Count(named).all_in(root, 0) + styles * elements // _STYLE_LETTERS


@dataclass(frozen=True, slots=True)
class _Count:
    """The elements of a drawing by their id, and what each was found to ask."""

    named: Mapping[str, Element]
    known: dict[str, int] = field(default_factory=dict)

    def all_in(self, element: Element, depth: int) -> int:
        return min(_ENDLESS, sum(self._alone(each, depth) for each in element.iter("*")))

    def _alone(self, element: Element, depth: int) -> int:
        said = _declared(element)
        asked = 1 + _LAYER * len(_LAYERS.findall(said)) + _LETTER * _letters(element)
        # A marker stands at each point of a line.
        times = len(_NUMBER.findall(element.get("d") or element.get("points") or ""))
        times = max(1, times) if _MARKED.search(said) else 1
        return asked + times * sum(self._target(each, depth) for each in _targets(element, said))

    def _target(self, name: str, depth: int) -> int:
        if name not in self.named:
            return 0
        if depth == _DEEPEST:
            return _ENDLESS
        if name not in self.known:
            self.known[name] = _ENDLESS  # what refers to itself never ends
            self.known[name] = self.all_in(self.named[name], depth + 1)
        return self.known[name]


def _declared(element: Element) -> str:
    """Return the attributes and the style of an element as one list of `;name:value;`."""
    pairs = (f"{name}:{value}" for name, value in element.attrib.items() if name != "style")
    return f";{';'.join(pairs)};{element.get('style', '')};"


def _letters(element: Element) -> int:
    return len("".join(element.itertext())) if name_of(element) == "text" else 0


def _targets(element: Element, said: str) -> Iterator[str]:
    """Yield the ids of what an element draws too: its clip, its mask, its paint, its original."""
    yield from _NAMED.findall(said)
    if name_of(element) != "a":
        for name, value in element.attrib.items():
            if name.rpartition("}")[2] == "href" and value.strip().startswith("#"):
                yield value.strip()[1:]


def name_of(element: Element) -> str:
    """Return the name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]
