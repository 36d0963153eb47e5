"""One entry more in a list of a file that a person wrote; all else stays as it was typed."""

from handbook.errors import HandbookError, Place, Problem, SourceError
from handbook.loading.text.yaml_source import read


def with_entry(data: bytes | None, file: str, key: str, entry: str) -> bytes:
    """Return the file `data` (None: there is none) with `entry` last in the list at `key`.

    `entry` is lines of YAML that begin with a dash.

    Raises:
        YamlError: what is there cannot be read.
        SourceError: HB328, the list is written in a way that is not changed by a program.
    """
    if data is None:
        return f"{key}:\n{_indented(entry, '  ')}".encode()
    tree = read(data, file)
    before = tree.data.get(key) or []
    text = data.decode("utf-8-sig")
    lines = text.splitlines(keepends=True)
    if lines and not lines[-1].endswith("\n"):
        lines[-1] += "\n"
    if key not in tree.data:
        made = "".join([*lines, f"{key}:\n", _indented(entry, "  ")])
    else:
        first = tree.place((key,), key=True).line
        others = [tree.place((each,), key=True).line for each in tree.data]
        end = min((line for line in others if line > first), default=len(lines) + 1) - 1
        while end > first and not _is_said(lines[end - 1]):
            end -= 1
        dash = next((line for line in lines[first:end] if line.lstrip().startswith("-")), "  -")
        indent = dash[: len(dash) - len(dash.lstrip())]
        made = "".join([*lines[:end], _indented(entry, indent), *lines[end:]])
    try:
        after = read(made.encode(), file).data.get(key)
    except HandbookError:
        after = None
    if not isinstance(before, list) or not isinstance(after, list) or after[:-1] != before:
        raise SourceError(_by_hand(file, key, entry, tree.place((key,), key=True)))
    return made.encode()


def _is_said(line: str) -> bool:
    return bool(line.strip()) and not line.lstrip().startswith("#")


def _indented(entry: str, indent: str) -> str:
    return "".join(f"{indent}{line}" for line in entry.splitlines(keepends=True))


def _by_hand(file: str, key: str, entry: str, place: Place) -> Problem:
    return Problem(
        Place(file, place.line, place.column),
        "HB328",
        f"de lijst '{key}' staat hier op een manier die het programma niet aanvult",
        f"Zet deze regels er zelf bij, elk onderdeel op eigen regels:\n{entry}",
    )
