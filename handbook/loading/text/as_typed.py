"""What was typed in a file, whatever a record would make of it."""

from typing import Any

from handbook.loading.text.yaml_tree import Path, Tree


def at(tree: Tree, path: Path) -> Any:
    """Return what was typed at `path`, or None."""
    value: Any = tree.data
    for step in path:
        if isinstance(value, dict) and isinstance(step, str):
            value = value.get(step)
        elif isinstance(value, list) and isinstance(step, int) and step < len(value):
            value = value[step]
        else:
            return None
    return value


def text_at(tree: Tree, path: Path) -> str:
    """Return the text at `path` without blanks around it; an empty one for anything else."""
    value = at(tree, path)
    return value.strip() if isinstance(value, str) else ""


def texts(tree: Tree, path: Path) -> list[tuple[Path, str]]:
    """Return the texts in the list at `path`, each with its own path."""
    value = at(tree, path)
    if not isinstance(value, list):
        return []
    return [
        ((*path, number), each.strip())
        for number, each in enumerate(value)
        if isinstance(each, str)
    ]


def keys(tree: Tree, path: Path) -> list[str]:
    """Return the keys of the mapping at `path`."""
    value = at(tree, path)
    return list(value) if isinstance(value, dict) else []


def rows(tree: Tree, key: str) -> list[Path]:
    """Return the paths of the mappings in the list under `key`."""
    value = tree.data.get(key)
    if not isinstance(value, list):
        return []
    return [(key, number) for number, each in enumerate(value) if isinstance(each, dict)]
