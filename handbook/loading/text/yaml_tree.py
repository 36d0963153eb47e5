"""The nodes of a YAML file → its data with every scalar as typed, and the place of each of them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from typing import Any, Protocol

from handbook.errors import Place, Problem
from handbook.loading.text.decoding import FORBIDDEN, excerpt, marks_secret, speaks_of_secrets
from handbook.secret_places.addresses import is_address
from handbook.secret_places.secret_terms import SecretPlace

Path = Sequence[str | int]
"""The way from the top of a file to a value: keys, and numbers of list items from 0."""

_NOTHING = frozenset({"", "~", "null", "Null", "NULL"})
_COMMENT_AT_TEXT = re.compile(r"\s#(?=\S)")
_ONLY_COMMENT = re.compile(r"[\s-]*(?:#.*)?")
_NOT_SECRET = frozenset({"nee", "false"})
ALLOWED = "mag_genoemd"
# What else a secret location is called, or was: as secret as its name.
KNOWN_AS = "ook_bekend_als"
# What a secret location is called in documents: no secret, and searched like any other text.
PUBLIC_NAME = "naam_buiten"
_FREE_KEYS = frozenset({"onderdelen", "onderdeel", "soort", PUBLIC_NAME})


class Mark(Protocol):
    """A spot in a text, counted from 0."""

    line: int
    column: int


class Node(Protocol):
    """What a YAML parser makes of a piece of text; `id` is scalar, sequence or mapping.

    `value` is a text, a list of nodes, or a list of pairs of nodes; `style` of a plain scalar is
    empty or None.
    """

    id: str
    value: Any
    style: Any
    start_mark: Any
    end_mark: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Tree:
    """A YAML file that could be read.

    `data` holds mappings, lists and texts as they were typed; an empty value is None. `problems`
    are those a parser does not see, such as a key that stands twice. `hidden` are the numbers of
    lines that describe something secret, `secrets` what stands there: no message may show
    either. `covered` are the ids of the nodes there. `offset` is the number of lines of the
    file before the YAML.
    """

    file: str
    lines: tuple[str, ...]
    root: Node
    data: dict[str, Any] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    hidden: frozenset[int] = frozenset()
    secrets: tuple[SecretPlace, ...] = ()
    covered: frozenset[int] = frozenset()
    offset: int = 0

    def place(self, path: Path = (), *, key: bool = False) -> Place:
        """Return where the value at `path` stands, or its key; if it is absent, the nearest."""
        label, node = find(self.root, path)
        if label is not None and (key or _is_empty(node)):
            node = label
        return self.spot(node.start_mark)

    def shows(self, path: Path) -> bool:
        """Tell whether the value at `path` may be shown in a message."""
        return self.place(path).line not in self.hidden

    def scalars(self) -> Iterator[tuple[str, Place]]:
        """Yield every text outside what is secret, keys too, with its place."""
        yield from ((node.value, self.spot(node.start_mark)) for node in self._open_leaves())

    def texts(self) -> Iterator[str]:
        """Yield what `scalars` does, without the places."""
        yield from (node.value for node in self._open_leaves())

    def _open_leaves(self) -> Iterator[Node]:
        yield from (node for node in leaves(self.root) if id(node) not in self.covered)

    def spot(self, mark: Mark) -> Place:
        """Return the place of `mark`, with its line when that may be shown."""
        return self.at(mark.line, mark.column)

    def at(self, line: int, column: int) -> Place:
        """Return the place of a line and column that count from 0, as `spot` does."""
        number = line + 1 + self.offset
        typed = self.lines[line] if line < len(self.lines) else ""
        hidden = number in self.hidden or speaks_of_secrets(typed)
        shown = "" if hidden else excerpt(typed, column + 1)
        return Place(self.file, number, column + 1, shown)


def grow(tree: Tree, told: Sequence[Problem] = ()) -> Tree:
    """Return `tree` with its data, what is secret in it, and `told` and its own problems.

    Args:
        tree: with file, lines, root and offset only.
        told: problems found before, which go along.
    """
    text = "\n".join(tree.lines)
    walk = _Walk(lines=tree.lines, offset=tree.offset, escapes="\\" in text)
    data = walk.value(tree.root)
    grown = replace(
        tree,
        data=data,
        hidden=frozenset(walk.hidden),
        secrets=tuple(walk.secrets),
        covered=frozenset(walk.covered),
    )
    found = [
        Problem(place, code, what if place.line not in walk.hidden else _unnamed(what), mend)
        for mark, code, what, mend in walk.found
        for place in (grown.spot(mark),)
    ]
    swallowed = _swallowed(grown) if "#" in text and _COMMENT_AT_TEXT.search(text) else []
    return replace(grown, problems=(*told, *found, *swallowed))


def leaves(node: Node) -> Iterator[Node]:
    """Yield the scalars in `node`, keys too, in the order of the file."""
    waiting = [node]
    while waiting:
        here = waiting.pop()
        if here.id == "scalar":
            yield here
        elif here.id == "mapping":
            waiting += [each for pair in reversed(here.value) for each in reversed(pair)]
        else:
            waiting += reversed(here.value)


_ESCAPED = "in deze tekst staat een besturingsteken dat Word niet kan bewaren"
_ESCAPED_MEND = "Haal de code met de schuine streep (\\) weg."
_SLIP, _NEAR_ENOUGH = 3, 0.8  # letters, and the share that is the same
_NAME, _ADDRESS = "naam", "adres"
_NO_KEY = "hier hoort een sleutel van één of meer woorden"
_NO_KEY_MEND = (
    "Schrijf een woord, een dubbele punt en de waarde. "
    "Een waarde die met '{' begint, hoort tussen aanhalingstekens."
)


@dataclass(slots=True, kw_only=True)
class _Walk:
    """What comes to light while the nodes are walked through; it lives for one file."""

    lines: Sequence[str]
    offset: int
    escapes: bool
    hidden: set[int] = field(default_factory=set)
    secrets: list[SecretPlace] = field(default_factory=list)
    covered: set[int] = field(default_factory=set)
    found: list[tuple[Mark, str, str, str]] = field(default_factory=list)

    def value(self, node: Node) -> Any:
        if node.id == "scalar":
            return self.text(node)
        if node.id == "mapping":
            return self.mapping(node)
        return [self.value(each) for each in node.value]

    def text(self, node: Node) -> str | None:
        value: str = node.value
        if not node.style and value in _NOTHING:
            return None
        if self.escapes and node.style == '"' and FORBIDDEN.search(value):
            self.found.append((node.start_mark, "HB106", _ESCAPED, _ESCAPED_MEND))
        return value

    def mapping(self, node: Node) -> dict[str, Any]:
        data: dict[str, Any] = {}
        first: dict[str, int] = {}
        secret = False
        for label, content in node.value:
            if label.id != "scalar" or not label.value.strip():
                self.found.append((label.start_mark, "HB123", _NO_KEY, _NO_KEY_MEND))
                self.value(label)
                self.value(content)
                continue
            name: str = label.value
            value = self.value(content)
            if name in first:
                self.twice(label, name, first[name])
            else:
                first[name] = label.start_mark.line
                data[name] = value
            secret = secret or (marks_secret(name) and _says_secret(content))
            secret = secret or (name == _ADDRESS and speaks_of_secrets(str(value)))
        if secret:
            self.hide(node)
        else:
            top = not node.start_mark.column
            self.hide_strays(node, named=_NAME in first and not top, top=top)
        return data

    def twice(self, label: Node, name: str, first: int) -> None:
        what = f"'{name}' staat hier voor de tweede keer"
        mend = f"De eerste staat op regel {first + 1 + self.offset}. Haal er een weg."
        self.found.append((label.start_mark, "HB104", what, mend))

    def hide_strays(self, node: Node, *, named: bool, top: bool) -> None:
        """Hide what is said of a secret location at another level than that of its own.

        An address, or another name of it, that is not indented far enough, or has a dash too many.
        """
        for label, content in node.value:
            known_as = _is_known_as(str(label.value))
            if not known_as and (named or label.value != _ADDRESS):
                continue
            last = max(map(last_line, leaves(content)), default=label.start_mark.line)
            numbers = range(label.start_mark.line, last + 1)
            self.hidden.update(number + 1 + self.offset for number in numbers)
            if (known_as and not named) or (top and not known_as):
                self.covered.update(id(leaf) for leaf in leaves(content))
                typed = [str(leaf.value) for leaf in leaves(content)]
                self.secrets.append(_called(typed))

    def hide(self, node: Node) -> None:
        first = node.start_mark.line
        last = max(map(last_line, leaves(node)), default=first)
        # What is commented out beside it may well be the old name.
        while first > 0 and _ONLY_COMMENT.fullmatch(self.lines[first - 1]):
            first -= 1
        while last + 1 < len(self.lines) and _ONLY_COMMENT.fullmatch(self.lines[last + 1]):
            last += 1
        numbers = range(first, last + 1)
        self.hidden.update(number + 1 + self.offset for number in numbers)
        for label, content in node.value:
            if str(label.value) != PUBLIC_NAME:
                self.covered.update(id(leaf) for each in (label, content) for leaf in leaves(each))
        self.secrets.append(_secret_place(node))


def _is_known_as(name: str) -> bool:
    """Tell whether a key is that of other names, or near enough to be that with a slip."""
    near = abs(len(name) - len(KNOWN_AS)) <= _SLIP
    return near and SequenceMatcher(None, name.casefold(), KNOWN_AS).ratio() >= _NEAR_ENOUGH


def _called(texts: Sequence[str]) -> SecretPlace:
    """Return a place of which only other names, or an address, are known."""
    addresses = tuple(each for each in texts if is_address(each))
    return SecretPlace(
        names=tuple(each for each in texts if each not in addresses), addresses=addresses
    )


def _secret_place(node: Node) -> SecretPlace:
    """Return what the record of a secret location says, by what it says it of."""
    said: dict[str, list[str]] = {_NAME: [], _ADDRESS: [], "": []}
    allowed: list[str] = []
    for label, content in node.value:
        name = str(label.value)
        if name == ALLOWED:
            allowed += _values(content, "tekst")
        elif name == KNOWN_AS:
            for typed in (str(leaf.value) for leaf in leaves(content)):
                said[_ADDRESS if is_address(typed) else _NAME].append(typed)
        elif name not in _FREE_KEYS and not marks_secret(name):
            said[name if name in said else ""] += [str(leaf.value) for leaf in leaves(content)]
    return SecretPlace(
        names=tuple(said[_NAME]),
        addresses=tuple(said[_ADDRESS]),
        others=tuple(said[""]),
        allowed=tuple(allowed),
    )


def _values(node: Node, key: str) -> list[str]:
    """Return the texts under `key` in a list of records."""
    records = node.value if node.id == "sequence" else ()
    pairs = [pair for each in records if each.id == "mapping" for pair in each.value]
    return [str(value.value) for label, value in pairs if label.value == key]


def _unnamed(what: str) -> str:
    return re.sub(r"^'.*'", "een sleutel", what, flags=re.DOTALL)


def _swallowed(tree: Tree) -> list[Problem]:
    """Return a `let op` where ' #' stands at a text: what follows it is lost (HB109)."""
    spans = [_span(leaf) for leaf in leaves(tree.root) if leaf.style]
    found = []
    for number, line in enumerate(tree.lines):
        column = _first_comment(number, line, spans)
        before = line[: max(column - 1, 0)].strip()
        if before and column + 1 < len(line) and not line[column + 1].isspace():
            found.append(_comment(tree.at(number, column)))
    return found


def _first_comment(
    number: int, line: str, spans: Sequence[tuple[tuple[int, int], tuple[int, int]]]
) -> int:
    """Return the column, from 0, of the sign that begins a comment; -1 when there is none."""
    for match in re.finditer(r"(?:^|\s)(#)", line):
        at = (number, match.start(1))
        if not any(start <= at < end for start, end in spans):
            return match.start(1)
    return -1


def _span(node: Node) -> tuple[tuple[int, int], tuple[int, int]]:
    start, end = node.start_mark, node.end_mark
    return (start.line, start.column), (end.line, end.column)


def _says_secret(node: Node) -> bool:
    return str(node.value).strip().casefold() not in _NOT_SECRET


def last_line(node: Node) -> int:
    """Return the last line of a text, counted from 0."""
    start, end = int(node.start_mark.line), int(node.end_mark.line)
    return end - 1 if end > start and node.end_mark.column == 0 else end


def find(root: Node, path: Path) -> tuple[Node | None, Node]:
    """Return the value at `path`, or the nearest above it, with its key where it has one."""
    label: Node | None = None
    node = root
    for step in path:
        pair = _child(node, step)
        if pair is None:
            break
        label, node = pair
    return label, node


def _child(node: Node, step: str | int) -> tuple[Node | None, Node] | None:
    if node.id == "mapping":
        return next((pair for pair in node.value if pair[0].value == step), None)
    if node.id == "sequence" and isinstance(step, int) and step < len(node.value):
        return None, node.value[step]
    return None


def _is_empty(node: Node) -> bool:
    return node.id == "scalar" and not node.style and not node.value


def _comment(place: Place) -> Problem:
    return Problem(
        place,
        code="HB109",
        what="alles na ' #' telt als commentaar en komt nergens in",
        mend="Hoort het bij de waarde? Zet de hele waarde tussen aanhalingstekens. "
        "Is het commentaar? Zet een spatie na het hekje.",
        weight="let op",
    )
