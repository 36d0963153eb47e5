"""The tree of a YAML file → a record, or every value that does not fit, at its place."""

import types
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from handbook.errors import Problem, ShapeError, did_you_mean
from handbook.loading.text.messages import Wrong, quoted, say
from handbook.loading.text.yaml_tree import Tree

Record = TypeVar("Record", bound=BaseModel)

_ABSENT: Any = object()


def read(model: type[Record], tree: Tree) -> Record:
    """Return the record of `model` that `tree` describes.

    An empty value (`kenmerken:`) counts as not written where a record can do without it.

    Raises:
        ShapeError: HB111-HB129, every key and value that does not fit, and the errors the tree
            itself carries; in the order of the file.
    """
    record, problems = attempt(model, tree)
    if record is None:
        raise ShapeError(*problems)
    return record


def attempt(model: type[Record], tree: Tree) -> tuple[Record | None, tuple[Problem, ...]]:
    """Return the record of `model` in `tree`, or None with any `fout`; and what is wrong."""
    told = [problem for problem in tree.problems if problem.weight == "fout"]
    try:
        record = _validated(model, tree)
    except ValidationError as error:
        told += _problems(model, tree, error.errors(include_url=False))
        record = None
    return None if told else record, tuple(sorted(told, key=lambda problem: problem.place))


def _validated(model: type[Record], tree: Tree) -> Record:
    try:
        return model.model_validate(tree.data)
    except ValidationError as error:
        blanks = [each["loc"] for each in error.errors(include_url=False) if each["input"] is None]
        free = [loc for loc in blanks if _can_go(model, loc)]
        if not free:
            raise
        return model.model_validate(_without(tree.data, free))


def _can_go(model: type[BaseModel], loc: Sequence[str | int]) -> bool:
    """Tell whether the value at `loc` may be left out: a list item, an unknown key may not."""
    if not loc or isinstance(loc[-1], int):
        return False
    field = _field(model, loc)
    return not field.is_required() if field else _is_table(_owner(model, loc))


def _without(data: Any, gone: Sequence[Sequence[str | int]]) -> Any:
    """Return a copy of `data` that lacks the keys at the ends of the paths `gone`."""
    here = {path[0] for path in gone if len(path) == 1}
    below = {
        step: [path[1:] for path in gone if len(path) > 1 and path[0] == step]
        for step in {path[0] for path in gone}
    }
    if isinstance(data, Mapping):
        return {
            key: _without(value, below.get(key, ()))
            for key, value in data.items()
            if key not in here
        }
    if isinstance(data, list):
        return [_without(value, below.get(number, ())) for number, value in enumerate(data)]
    return data


def _problems(
    model: type[BaseModel], tree: Tree, errors: Sequence[ErrorDetails]
) -> Iterator[Problem]:
    strange: dict[tuple[str | int, ...], list[str]] = {}
    for each in errors:
        if each["type"] == "extra_forbidden":
            strange.setdefault(_up(each["loc"]), []).append(str(each["loc"][-1]))
    for each in errors:
        if each["type"] == "missing":
            key = str(each["loc"][-1])
            # A key with a slip of the pen is one mistake, not an unknown and a missing one.
            if any(did_you_mean(word, [key]) for word in strange.get(_up(each["loc"]), ())):
                continue
        # pydantic counts no item that is wrong itself, and calls a list of such ones empty.
        if each["type"] == "too_short" and _is_long_enough(tree, each):
            continue
        yield _problem(model, tree, each)


def _is_long_enough(tree: Tree, error: ErrorDetails) -> bool:
    typed = _value(tree.data, error["loc"])
    return isinstance(typed, list) and len(typed) >= error["ctx"]["min_length"]


def _up(loc: Sequence[str | int]) -> tuple[str | int, ...]:
    return tuple(loc[:-1])


def _problem(model: type[BaseModel], tree: Tree, error: ErrorDetails) -> Problem:
    path = tuple(step for step in error["loc"] if step != "[key]")
    kind = error["type"]
    field = _field(model, path)
    typed = _value(tree.data, path)
    if typed is None and kind not in {"missing", "extra_forbidden"}:
        kind = "empty"
    wrong = Wrong(
        kind=kind,
        key=_key(path),
        typed=_typed(tree, path, typed, kind),
        word=_word(tree, path, typed, kind),
        about=(field.description or "") if field else "",
        example=_example(field),
        known=_known(model, path, kind),
        limits=error.get("ctx", {}),
    )
    code, what, mend = say(wrong)
    if kind == "empty" and isinstance(path[-1], int):
        what = f"hier staat een leeg punt in de lijst {quoted(wrong.key)}"
    if kind == "missing" and len(path) > 1:
        what = f"bij {quoted(_key(path[:-1]))} ontbreekt '{wrong.key}'"
    place = tree.place(path, key=kind in {"extra_forbidden", "empty"})
    if kind == "missing" and len(path) == 1:
        place = type(place)(tree.file)
    return Problem(place, code, what, mend)


def _key(path: Sequence[str | int]) -> str:
    return next((str(step) for step in reversed(path) if isinstance(step, str)), "")


def _typed(tree: Tree, path: Sequence[str | int], value: Any, kind: str) -> str:
    if not tree.shows(path):
        return "deze waarde"
    if kind == "extra_forbidden":
        return quoted(path[-1])
    return quoted(value) if isinstance(value, str) else "deze waarde"


def _word(tree: Tree, path: Sequence[str | int], value: Any, kind: str) -> str:
    if kind == "extra_forbidden":
        return str(path[-1])
    return value if isinstance(value, str) and tree.shows(path) else ""


def _value(data: Any, path: Sequence[str | int]) -> Any:
    for step in path:
        if isinstance(data, Mapping):
            data = data.get(str(step), _ABSENT)
        elif isinstance(data, list) and isinstance(step, int) and step < len(data):
            data = data[step]
        else:
            return _ABSENT
    return data


def _example(field: FieldInfo | None) -> str:
    if field is None:
        return ""
    usual = field.default if isinstance(field.default, str) else ""
    example = str(field.examples[0]) if field.examples else usual
    return f'"{example}"' if example.startswith("#") else example


def _known(model: type[BaseModel], path: Sequence[str | int], kind: str) -> tuple[str, ...]:
    inside = _owner(model, path) if kind == "extra_forbidden" else _kind_at(model, path)
    inside = _plain(inside)
    return _aliases(inside) if _is_model(inside) else ()


def _aliases(model: Any) -> tuple[str, ...]:
    return tuple(field.alias or name for name, field in model.model_fields.items())


def _field(model: type[BaseModel], path: Sequence[str | int]) -> FieldInfo | None:
    """Return the field that the last key of `path` fills, or None in a free table."""
    keys = [number for number, step in enumerate(path) if isinstance(step, str)]
    if not keys:
        return None
    owner = _plain(_owner(model, path[: keys[-1] + 1]))
    if not _is_model(owner):
        return _field(model, path[: keys[-1]])
    return _by_alias(owner, path[keys[-1]])


def _owner(model: type[BaseModel], path: Sequence[str | int]) -> Any:
    return _plain(_kind_at(model, path[:-1]))


def _kind_at(model: Any, path: Sequence[str | int]) -> Any:
    """Return the type that stands at `path` in `model`, or None where it does not reach."""
    kind = model
    for step in path:
        kind = _plain(kind)
        if _is_model(kind):
            field = _by_alias(kind, step)
            kind = field.annotation if field else None
        elif get_origin(kind) in {dict, tuple, list}:
            kind = get_args(kind)[-1 if get_origin(kind) is dict else 0]
        else:
            return None
    return kind


def _by_alias(model: Any, alias: str | int) -> FieldInfo | None:
    fields: dict[str, FieldInfo] = model.model_fields
    return next((field for field in fields.values() if field.alias == alias), None)


def _plain(kind: Any) -> Any:
    """Return `kind` without Annotated and without None."""
    while hasattr(kind, "__metadata__"):
        kind = kind.__origin__
    if get_origin(kind) in {Union, types.UnionType}:
        return _plain(next(each for each in get_args(kind) if each is not type(None)))
    return kind


def _is_model(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, BaseModel)


def _is_table(kind: Any) -> bool:
    return get_origin(kind) is dict
