"""The fields of a story that show a property of the document: which one, and what they show."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from handbook.word.package.markup import Element, qualified
from handbook.word.template_language.properties import NAMES

_SHOWS = re.compile(r'\s*DOCPROPERTY\s+"?(\w+)"?', re.IGNORECASE)
_WORDS = {name.casefold(): word for word, name in NAMES.items()}
_CHARACTER, _KIND, _CODE, _TEXT, _SIMPLE, _INSTRUCTION = (
    qualified(f"w:{name}")
    for name in ("fldChar", "fldCharType", "instrText", "t", "fldSimple", "instr")
)


@dataclass(frozen=True, slots=True)
class PropertyField:
    """A field that shows property `word`, a key of `properties.NAMES`; `texts` are its result."""

    word: str
    texts: tuple[Element, ...]

    @property
    def said(self) -> str:
        """What a reader sees there."""
        return "".join(each.text or "" for each in self.texts)


def property_fields(root: Element) -> Iterator[PropertyField]:
    """Yield the fields in `root` that show a property of ours and have a result."""
    found = [(each.get(_INSTRUCTION, ""), list(each.iter(_TEXT))) for each in root.iter(_SIMPLE)]
    for instruction, texts in (*found, *_in_runs(root)):
        match = _SHOWS.match(instruction)
        word = _WORDS.get(match[1].casefold(), "") if match else ""
        if word and texts:
            yield PropertyField(word, tuple(texts))


@dataclass(slots=True)
class _Open:
    """A field in runs, of which the end was not seen yet."""

    instruction: str = ""
    texts: list[Element] = field(default_factory=list)
    separated: bool = False


def _in_runs(root: Element) -> Iterator[tuple[str, list[Element]]]:
    """Yield instruction and texts of each field; those of a field in a field are the inner one's.

    Source: ECMA-376 Part 1, 17.16.18 `fldChar` (Complex Field Character).
    """
    fields: list[_Open] = []
    for each in root.iter(_CHARACTER, _CODE, _TEXT):
        kind = each.get(_KIND)
        if kind == "begin":
            fields.append(_Open())
        elif not fields:
            continue
        elif kind == "separate":
            fields[-1].separated = True
        elif kind == "end":
            ended = fields.pop()
            yield ended.instruction, ended.texts
        else:
            _take(fields[-1], each)


def _take(this: _Open, element: Element) -> None:
    if element.tag == _CODE:
        this.instruction += element.text or ""
    elif element.tag == _TEXT and this.separated:
        this.texts.append(element)
