"""What a tag says, as Jinja's syntax tree, and what kind of value stands there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import jinja2
from jinja2 import nodes

from handbook.errors import did_you_mean
from handbook.model.documents.document import FieldText, Passage, Text
from handbook.word.template_language.properties import NAMES
from handbook.word.template_language.template_names import Shape

Scope = Mapping[str, Shape]

FILTERS = ("capitalize", "first", "join", "last", "length", "lower", "trim", "upper")
LOOP = ("first", "index", "index0", "last", "length", "revindex")
_LARGEST_LOGO = 60


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a tag: code, what and how to mend it."""

    code: str
    what: str
    mend: str


@dataclass(frozen=True, slots=True)
class Function:
    """A function of templates: the form of its tag (r or p) and what it is given."""

    form: str
    takes: type | None
    example: str


class _Height:
    """Millimetres, as a number."""


class _Property:
    """The word of a property, between quotes."""


class _Turn:
    """A turn of a loop."""


# What a loop goes through when its list is not known; nothing more is said of it.
UNKNOWN = Shape(object)
TURN = Shape(_Turn)
FUNCTIONS: Mapping[str, Function] = {
    "blok": Function("r", Text, "{{r blok(procedure.doel) }}"),
    "inhoud": Function("p", Passage, "{{p inhoud(hoofdstuk.inhoud) }}"),
    "eigenschap": Function("r", _Property, "{{r eigenschap('versie') }}"),
    "logo": Function("r", _Height, "{{r logo(16) }}"),
    "inhoudsopgave": Function("p", None, "{{p inhoudsopgave() }}"),
    "invulveld": Function("r", FieldText, "{{r invulveld(veld) }}"),
    "invultabel": Function("p", FieldText, "{{p invultabel(veld) }}"),
}
_BLOCKS: Mapping[type, tuple[str, str]] = {
    Text: ("{{r blok(", "tekst"),
    Passage: ("{{p inhoud(", "doorlopende tekst"),
}
_FORBIDDEN = Fault(
    "HB303",
    "dit kan niet in een sjabloon",
    "Een sjabloon kan alleen namen tonen, herhalen (for) en kiezen (if); zie docs/sjablonen.md.",
)


@cache
def _reader() -> jinja2.Environment:
    return jinja2.Environment(autoescape=True)


def parse_value(body: str) -> nodes.Expr | Fault:
    """Return the syntax tree of what stands in `{{ … }}` or behind `if`."""
    tree = _parse(f"{{{{ {body} }}}}")
    if isinstance(tree, Fault):
        return tree
    outputs = [each for each in tree.body if isinstance(each, nodes.Output)]
    if len(tree.body) != 1 or len(outputs) != 1 or len(outputs[0].nodes) != 1:
        return _FORBIDDEN
    return outputs[0].nodes[0]


def parse_loop(body: str) -> tuple[str, nodes.Node] | Fault:
    """Return the name and the list of a loop: `for stap in procedure.stappen`."""
    tree = _parse(f"{{% {body} %}}{{% endfor %}}")
    if isinstance(tree, Fault):
        return tree
    loop = tree.body[0] if tree.body else None
    if not isinstance(loop, nodes.For) or not isinstance(loop.target, nodes.Name):
        return _FORBIDDEN
    if loop.test is not None or loop.recursive:
        return _FORBIDDEN
    return loop.target.name, loop.iter


def _parse(source: str) -> nodes.Template | Fault:
    try:
        return _reader().parse(source)
    except (jinja2.TemplateSyntaxError, RecursionError):
        return Fault(
            "HB302",
            "deze tag is niet te lezen",
            "Kijk of haakjes, aanhalingstekens en de woorden if, for en in kloppen.",
        )


def printed(node: nodes.Expr, form: str, scope: Scope) -> list[Fault]:
    """Return what is wrong with printing `node` in a tag of `form`."""
    if isinstance(node, nodes.Call):
        return _called(node, form, scope)
    faults: list[Fault] = []
    shape = shape_of(node, scope, faults)
    if shape is None:
        return faults
    path = written(node)
    if shape.kind in _BLOCKS:
        return [_needs_block(path, *_BLOCKS[shape.kind])]
    if shape.kind not in (str, int):
        return [_unprintable(path, shape)]
    if form:
        what = f"'{path}' is gewone tekst, en hoort niet in een tag met '{form}'"
        return [Fault("HB306", what, f"Schrijf {{{{ {path} }}}}.")]
    return []


def _needs_block(path: str, call: str, word: str) -> Fault:
    mend = f"Schrijf {call}{path}) }}}}: zo blijft bekend waar de tekst vandaan komt."
    return Fault("HB304", f"'{path}' is een blok {word}; elk blok tekst krijgt een blok-tag", mend)


def _unprintable(path: str, shape: Shape) -> Fault:
    if shape.kind is tuple:
        mend = f"Herhaal hem: {{%p for deel in {path} %}} … {{%p endfor %}}."
        return Fault("HB305", f"'{path}' is een lijst en kan niet zo worden getoond", mend)
    if shape.kind is bool:
        mend = f"Kies ermee: {{% if {path} %}}ja{{% else %}}nee{{% endif %}}."
        return Fault("HB305", f"'{path}' is ja of nee en kan niet zo worden getoond", mend)
    mend = f"Noem een deel ervan: {', '.join(f'{path}.{word}' for word in shape.words)}."
    return Fault("HB305", f"'{path}' heeft delen en kan niet zo worden getoond", mend)


def _called(node: nodes.Call, form: str, scope: Scope) -> list[Fault]:
    name = node.node.name if isinstance(node.node, nodes.Name) else ""
    function = FUNCTIONS.get(name)
    if function is None:
        asked = f"'{name}' is geen functie van sjablonen" if name else _FORBIDDEN.what
        known = f"{did_you_mean(name, FUNCTIONS)} U kunt kiezen uit: {', '.join(FUNCTIONS)}."
        return [Fault("HB303", asked, known.lstrip())]
    if form != function.form:
        what = f"de tag met '{name}' begint niet met '{{{{{function.form} '"
        return [Fault("HB306", what, f"Schrijf bijvoorbeeld {function.example}.")]
    wanted = 0 if function.takes is None else 1
    if len(node.args) != wanted or node.kwargs or node.dyn_args or node.dyn_kwargs:
        what = (
            f"'{name}' krijgt {'niets' if not wanted else 'precies één waarde'} tussen de haakjes"
        )
        return [Fault("HB303", what, f"Schrijf bijvoorbeeld {function.example}.")]
    return _given(name, function, node.args[0], scope) if wanted else []


def _given(name: str, function: Function, node: nodes.Expr, scope: Scope) -> list[Fault]:
    if function.takes is _Property:
        return _property(node)
    if function.takes is _Height:
        value = node.value if isinstance(node, nodes.Const) else None
        if isinstance(value, int) and 1 <= value <= _LARGEST_LOGO:
            return []
        what = "'logo' krijgt een hoogte in millimeters, 1 tot en met 60"
        return [Fault("HB303", what, f"Schrijf bijvoorbeeld {function.example}.")]
    faults: list[Fault] = []
    shape = shape_of(node, scope, faults)
    if shape is not None and shape.kind is not function.takes:
        what = f"'{written(node)}' past niet bij '{name}'"
        faults.append(Fault("HB304", what, _fitting(written(node), shape)))
    return faults


def _fitting(path: str, shape: Shape) -> str:
    for name, function in FUNCTIONS.items():
        if function.takes is shape.kind:
            return f"Schrijf {{{{{function.form} {name}({path}) }}}}."
    if shape.kind in (str, int):
        return f"Schrijf {{{{ {path} }}}}."
    return _unprintable(path, shape).mend


def _property(node: nodes.Expr) -> list[Fault]:
    word = node.value if isinstance(node, nodes.Const) else None
    if word in NAMES:
        return []
    mend = f"{did_you_mean(str(word), NAMES)} U kunt kiezen uit: {', '.join(NAMES)}."
    return [Fault("HB317", f"de eigenschap '{word or '…'}' bestaat niet", mend.lstrip())]


def shape_of(node: nodes.Node, scope: Scope, faults: list[Fault]) -> Shape | None:
    """Return what kind of value `node` is; None when that is unknown, and `faults` says why."""
    match node:
        case nodes.Name():
            return _name(node.name, scope, faults)
        case nodes.Getattr():
            return _part(node, scope, faults)
        case nodes.Filter():
            return _filtered(node, scope, faults)
        case nodes.Const():
            return Shape(type(node.value))
        case _:
            return _operation(node, scope, faults)


def _operation(node: nodes.Node, scope: Scope, faults: list[Fault]) -> Shape | None:
    parts = _operands(node)
    if parts is None:
        faults.append(_FORBIDDEN)
        return None
    kinds = [shape_of(each, scope, faults) for each in parts]
    blocks = [each for each in kinds if each is not None and each.kind in _BLOCKS]
    if isinstance(node, nodes.CondExpr):
        blocks = [each for each in kinds[1:] if each in blocks]
    if isinstance(node, (nodes.And, nodes.Or, nodes.CondExpr)):
        # A text that comes out of a choice is still a text, and needs its block tag.
        return blocks[0] if blocks else kinds[-1]
    if blocks and not isinstance(node, nodes.Not):
        mend = "Toon hem met een blok-tag; in een if kan alleen of hij er is."
        faults.append(Fault("HB303", "een blok tekst is niet te vergelijken of te plakken", mend))
        return None
    return Shape(str) if isinstance(node, nodes.Concat) else Shape(bool)


def _operands(node: nodes.Node) -> list[nodes.Node] | None:
    """Return the operands of an operation that a template may do; None for any other."""
    match node:
        case nodes.Not(node=inner):
            return [inner]
        case nodes.And(left=left, right=right) | nodes.Or(left=left, right=right):
            return [left, right]
        case nodes.Compare(expr=first, ops=others):
            return [first, *(each.expr for each in others)]
        case nodes.CondExpr(test=test, expr1=one, expr2=other) if other is not None:
            return [test, one, other]
        case nodes.Concat(nodes=joined):
            return list(joined)
        case _:
            return None


def _name(name: str, scope: Scope, faults: list[Fault]) -> Shape | None:
    if name in scope:
        return None if scope[name] == UNKNOWN else scope[name]
    known = [each for each in scope if each != "loop"]
    mend = f"{did_you_mean(name, known)} Hier zijn bekend: {', '.join(known)}."
    faults.append(Fault("HB301", f"de naam '{name}' is hier niet bekend", mend.lstrip()))
    return None


def _part(node: nodes.Getattr, scope: Scope, faults: list[Fault]) -> Shape | None:
    owner = shape_of(node.node, scope, faults)
    if owner is None:
        return None
    path = written(node.node)
    words: Mapping[str, Shape] = owner.words
    if owner == TURN:
        words = {word: Shape(bool if word in ("first", "last") else int) for word in LOOP}
    if node.attr in words:
        return words[node.attr]
    if not words:
        mend = "Laat weg wat achter de punt staat."
        faults.append(
            Fault("HB301", f"'{path}' heeft geen delen, dus ook geen '{node.attr}'", mend)
        )
        return None
    mend = f"{did_you_mean(node.attr, words)} '{path}' heeft: {', '.join(words)}."
    faults.append(Fault("HB301", f"'{path}' heeft geen '{node.attr}'", mend.lstrip()))
    return None


def _filtered(node: nodes.Filter, scope: Scope, faults: list[Fault]) -> Shape | None:
    if node.name not in FILTERS or node.node is None:
        mend = f"{did_you_mean(node.name, FILTERS)} U kunt kiezen uit: {', '.join(FILTERS)}."
        faults.append(Fault("HB303", f"de bewerking '|{node.name}' kan hier niet", mend.lstrip()))
        return None
    shape = shape_of(node.node, scope, faults)
    if shape is None:
        return None
    if node.name == "length" and shape.kind in (tuple, str):
        return Shape(int)
    if node.name in ("first", "last") and shape.of is not None:
        return shape.of
    if shape.kind is str or (node.name == "join" and shape.of == Shape(str)):
        return Shape(str)
    what = f"'|{node.name}' past niet bij '{written(node.node)}'"
    faults.append(Fault("HB303", what, "Laat de bewerking weg."))
    return None


def written(node: Any) -> str:
    """Return a path as it is written: `stap.wie`."""
    if isinstance(node, nodes.Name):
        return node.name
    if isinstance(node, nodes.Getattr):
        return f"{written(node.node)}.{node.attr}"
    if isinstance(node, nodes.Filter):
        return f"{written(node.node)}|{node.name}"
    return repr(node.value) if isinstance(node, nodes.Const) else "…"


def paths_in(node: nodes.Node) -> Sequence[str]:
    """Return every path that `node` names."""
    found = [node] if isinstance(node, (nodes.Getattr, nodes.Name)) else []
    return [written(each) for each in (*found, *node.find_all((nodes.Getattr, nodes.Name)))]
