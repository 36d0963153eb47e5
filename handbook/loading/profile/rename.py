"""A profile whose folder gets another name: the same text, with the paths into that folder."""

import copy
import re
from collections.abc import Iterator
from typing import Any

from handbook.errors import Place, Problem, SourceError
from handbook.loading.text.yaml_source import read
from handbook.loading.text.yaml_tree import Tree

_PATHS = (("huisstijl", "logo"), ("vindplaatsen",))
_NAMED = rb"""((?:logo|vindplaatsen)["']?\s*:\s*["']?(?:\./)?)%b(?=[/\\])"""


def paths_into(tree: Tree, folder: str) -> Iterator[tuple[str, ...]]:
    """Yield the keys of a profile that name a file in `folder`."""
    for path in _PATHS:
        value = _value(tree.data, path)
        if isinstance(value, str) and _first(value) == folder:
            yield path


def moved(data: bytes, file: str, old: str, new: str) -> bytes:
    """Return the profile `data` with its paths into the folder `old` leading into `new`.

    All else stays, byte for byte; that is read back before it is believed.

    Raises:
        YamlError: HB10x, it is no YAML.
        SourceError: HB598, a path is written in a way that cannot be changed with certainty.
    """
    tree = read(data, file)
    ways = tuple(paths_into(tree, old))
    if not ways:
        return data
    changed = re.sub(_NAMED % old.encode(), lambda match: match[1] + new.encode(), data)
    wanted = copy.deepcopy(tree.data)
    for way in ways:
        _set(wanted, way, moved_path(_value(tree.data, way), old, new))
    if read(changed, file).data != wanted:
        raise SourceError(*(_by_hand(tree.place(way), old, new) for way in ways))
    return changed


def _first(value: str) -> str:
    return value.strip().replace("\\", "/").removeprefix("./").partition("/")[0]


def moved_path(value: str, old: str, new: str) -> str:
    """Return a path as it is typed, once the folder `old` that it may lead into is called `new`."""
    return value.replace(old, new, 1) if _first(value) == old else value


def _value(data: Any, path: tuple[str, ...]) -> Any:
    for key in path:
        data = data.get(key) if isinstance(data, dict) else None
    return data


def _set(data: Any, path: tuple[str, ...], value: str) -> None:
    for key in path[:-1]:
        data = data[key]
    data[path[-1]] = value


def _by_hand(place: Place, old: str, new: str) -> Problem:
    return Problem(
        place,
        code="HB598",
        what=f"dit pad leidt naar de map '{old}', en is zo geschreven dat het niet vanzelf meegaat",
        mend=f"Er is niets verplaatst. Schrijf het pad gewoon achter de sleutel, zoals "
        f"{old}/logo.png; bij het hernoemen wordt dat {new}/logo.png.",
    )
