"""YAML text → its tree; whatever keeps it from being read is told in Dutch, at its place."""

import re
from collections.abc import Sequence
from typing import Any, cast

import yaml

from handbook.errors import Place, Problem, YamlError
from handbook.loading.text.decoding import (
    MAX_BYTES,
    MAX_SHOWN,
    bad_characters,
    decode,
    excerpt,
    speaks_of_secrets,
    split_lines,
)
from handbook.loading.text.yaml_errors import Fault, explain
from handbook.loading.text.yaml_tree import Node, Tree, grow

MAX_DEPTH = 40
MAX_PIECES = 120_000

_ANCHOR_OR_TAG = re.compile(r"(?<![^\s\[{,:?-])(?:[&*]\w|!)")
_MANY_DASHES = re.compile(rf"(?:[-?:][ \t]+){{{MAX_DEPTH // 2}}}")

_Fast: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Loader(_Fast):  # type: ignore[misc]
    """Gives every scalar the same tag: all stay text, and finding out a tag takes half the time."""

    def resolve(self, *_: object) -> str:
        return ""

    def descend_resolver(self, *_: object) -> None:
        pass

    def ascend_resolver(self) -> None:
        pass


def read(data: bytes, file: str, *, limit: int = MAX_BYTES) -> Tree:
    """Return the tree of the YAML file `file`, whose bytes are `data`.

    Raises:
        YamlError: HB100-HB108 and HB110, everything that keeps it from being read.
    """
    text, told = decode(data, file, limit=limit)
    return parse(text, file, told=told)


def parse(text: str, file: str, *, offset: int = 0, told: Sequence[Problem] = ()) -> Tree:
    """Return the tree of a YAML text.

    Args:
        text: the YAML.
        file: the file it stands in, as the user would type it.
        offset: the lines of that file before the text.
        told: problems found before, which go along.

    Raises:
        YamlError: HB100-HB107 and HB110, everything that keeps it from being read. When the word
            "geheim" stands in the text, no message shows a line of it: what is secret is only
            known once the file can be read.
    """
    lines = split_lines(text)
    try:
        root = _compose(text, lines, file, offset)
    except YamlError as error:
        found = (*told, *error.problems)
        raise YamlError(*(map(_blank, found) if speaks_of_secrets(text) else found)) from error
    return grow(Tree(file=file, lines=lines, root=cast(Node, root), offset=offset), told)


def _blank(problem: Problem) -> Problem:
    place = Place(problem.place.file, problem.place.line, problem.place.column)
    return Problem(place, problem.code, problem.what, problem.mend, problem.weight)


def _compose(text: str, lines: tuple[str, ...], file: str, offset: int) -> yaml.MappingNode:
    if found := bad_characters(lines, file, offset=offset):
        raise YamlError(*found)
    if sum(text.count(sign) for sign in "\n,-?:[{") > MAX_PIECES:
        raise YamlError(_too_much(Place(file)))
    try:
        # The C loader dies on ten thousand opened brackets, and an alias can make a few lines
        # millions of nodes. Listing the events first finds both, but takes longer than composing;
        # so only texts that look like it are listed.
        if _looks_special(text):
            _refuse_special(text, lines, file, offset)
        root = yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        raise YamlError(_explained(error, lines, file, offset)) from error
    except (yaml.YAMLError, ValueError, OverflowError) as error:
        raise YamlError(_unreadable(Place(file))) from error
    if isinstance(root, yaml.SequenceNode) and root.value:
        raise YamlError(_dashes(_spot(root.start_mark, lines, file, offset)))
    if not isinstance(root, yaml.MappingNode):
        raise YamlError(_no_mapping(Place(file, offset, 1) if offset else Place(file)))
    return root


def _looks_special(text: str) -> bool:
    opened = text.count("[") + text.count("{")
    return bool(
        (any(sign in text for sign in "&*!") and _ANCHOR_OR_TAG.search(text))
        or " " * 2 * MAX_DEPTH in text
        or _MANY_DASHES.search(text)
        or (opened > MAX_DEPTH // 2 and _deepest_bracket(text) > MAX_DEPTH // 2)
    )


def _deepest_bracket(text: str) -> int:
    depth = deepest = 0
    for sign in re.findall(r"[\[\]{}]", text):
        depth = depth + 1 if sign in "[{" else max(depth - 1, 0)
        deepest = max(deepest, depth)
    return deepest


def _refuse_special(text: str, lines: tuple[str, ...], file: str, offset: int) -> None:
    """Refuse anchors, aliases and tags (HB105), and nesting that no person writes (HB107)."""
    found: list[Problem] = []
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        depth += _step(event)
        if depth > MAX_DEPTH:
            raise YamlError(_too_deep(_spot(event.start_mark, lines, file, offset)))
        if sign := _sign(event):
            found.append(_special(_spot(event.start_mark, lines, file, offset), sign))
    if found:
        raise YamlError(*found[:MAX_SHOWN])


def _step(event: Any) -> int:
    if isinstance(event, yaml.CollectionStartEvent):
        return 1
    return -1 if isinstance(event, yaml.CollectionEndEvent) else 0


def _sign(event: Any) -> str:
    if getattr(event, "anchor", None) is not None:
        return "& en * hebben in YAML een eigen betekenis"
    if getattr(event, "tag", None) is not None:
        return "een uitroepteken heeft in YAML een eigen betekenis"
    return ""


def _explained(
    error: yaml.MarkedYAMLError, lines: tuple[str, ...], file: str, offset: int
) -> Problem:
    at = error.problem_mark or error.context_mark
    began = error.context_mark or at
    sentence, context = str(error.problem or ""), str(error.context or "")
    if "nesting depth" in sentence:  # PyYAML's own limit, from 6.0.4 on
        return _too_deep(_spot(at, lines, file, offset))
    if "another document" in sentence:
        return _second_document(_spot(at, lines, file, offset))
    if "alias" in context + sentence or "anchor" in context or "tag" in context:
        what = "een teken als &, * of ! heeft in YAML een eigen betekenis"
        return _special(_spot(began, lines, file, offset), what)
    fault = Fault(
        sentence=sentence,
        line=at.line if at else 0,
        column=at.column if at else 0,
        context=context,
        context_line=began.line if began else 0,
        context_column=began.column if began else 0,
    )
    return explain(fault, lines, file, offset)


def _spot(mark: Any, lines: Sequence[str], file: str, offset: int) -> Place:
    shown = lines[mark.line] if mark.line < len(lines) else ""
    column = mark.column + 1
    return Place(file, mark.line + 1 + offset, column, excerpt(shown, column))


def _no_mapping(place: Place) -> Problem:
    return Problem(
        place,
        code="HB110",
        what="het bestand is leeg of heeft geen sleutels",
        mend="Schrijf regels van een sleutel, een dubbele punt en een waarde, "
        "bijvoorbeeld 'naam: Stichting De Linde'.",
    )


def _dashes(place: Place) -> Problem:
    return Problem(
        place,
        code="HB110",
        what="de regels beginnen met een streepje, en zijn zo een lijst zonder sleutels",
        mend="Haal het streepje weg: 'naam: Stichting De Linde' in plaats van "
        "'- naam: Stichting De Linde'.",
    )


def _too_much(place: Place) -> Problem:
    return Problem(
        place,
        code="HB107",
        what="het bestand heeft te veel regels of waarden",
        mend="Dit soort bestand is een paar bladzijden tekst. Kijk of u het goede bestand hebt.",
    )


def _too_deep(place: Place) -> Problem:
    return Problem(
        place,
        code="HB107",
        what=f"hier zitten meer dan {MAX_DEPTH} lijsten in elkaar",
        mend="Kijk naar de haken en streepjes op deze regel.",
    )


def _unreadable(place: Place) -> Problem:
    return Problem(
        place,
        code="HB100",
        what="het bestand past niet in de opbouw van YAML",
        mend="Kijk naar aanhalingstekens, haken en inspringen.",
    )


def _special(place: Place, what: str) -> Problem:
    return Problem(
        place,
        code="HB105",
        what=what,
        mend="Hoort het bij de tekst? Zet dan de hele waarde tussen aanhalingstekens. "
        "Anders werkt het hier niet: schrijf de waarde voluit.",
    )


def _second_document(place: Place) -> Problem:
    return Problem(
        place,
        code="HB105",
        what="hier begint een tweede document in hetzelfde bestand",
        mend="Haal deze regel weg, of zet wat erachter komt in een eigen bestand.",
    )
