"""What registers say of whose they are, read without their documents."""

import re
from collections.abc import Iterator
from pathlib import Path

from handbook.errors import HandbookError, SourceError
from handbook.loading.records.register import MAX_REGISTER, read_register
from handbook.loading.text.validation import attempt
from handbook.loading.text.workspace_files import ORGANISATIONS, read_bytes
from handbook.loading.text.yaml_source import read
from handbook.loading.workspace import Workspace, profile_names
from handbook.model.sources.register import Register

_DOCUMENTS = b"\ndocumenten:"
_OF_HEAD = re.compile(rb"(?m)^(?:kenmerk|profiel|naam|kvk): .*$")
_FORMER = b"\nvoorheen:"
_APPROVER = re.compile(rb"(?m)^[ -]*vastgesteld_door: (.+)$")
_HEAD = 8_000  # bytes in which all of a register but its documents stands


def register_head(root: Path, name: str) -> Register:
    """Return the register of `name` without its documents; an empty one where none can be read.

    Of a damaged one the lines count that say whose it is. What is wrong with it is told where the
    whole of it is read.
    """
    file = f"{ORGANISATIONS}/{name}/register.yaml"
    path = root / ORGANISATIONS / name / "register.yaml"
    try:
        data = read_bytes(path, file, limit=MAX_REGISTER).partition(_DOCUMENTS)[0]
    except HandbookError:
        return Register()
    return (
        _head_in(data, file) or _head_in(b"\n".join(_sound_lines(data, file)), file) or Register()
    )


def approvers_at(root: Path, name: str) -> tuple[str, ...]:
    """Return who approved something of `name`, as its register has them; none it cannot be read."""
    file = f"{ORGANISATIONS}/{name}/register.yaml"
    try:
        data = read_bytes(root / ORGANISATIONS / name / "register.yaml", file, limit=MAX_REGISTER)
    except HandbookError:
        return ()
    lines = dict.fromkeys(_APPROVER.findall(data))
    return tuple(each.decode(errors="replace").strip() for each in lines)


def _head_in(data: bytes, file: str) -> Register | None:
    try:
        return attempt(Register, read(data, file))[0]
    except HandbookError:
        return None


def _sound_lines(data: bytes, file: str) -> Iterator[bytes]:
    """Yield each line that says whose a register is, of those that can be read by themselves."""
    for line in dict.fromkeys(_OF_HEAD.findall(data[:_HEAD])):
        if _head_in(line, file) is not None:
            yield line


def typed_names(root: Path, name: str) -> tuple[str | None, str | None]:
    """Return name and KvK number as the profile `name` has them; None for what cannot be read."""
    file = f"{ORGANISATIONS}/{name}.yaml"
    try:
        data = read(read_bytes(root / ORGANISATIONS / f"{name}.yaml", file), file).data
    except HandbookError:
        return None, None
    found = [data.get(key) for key in ("naam", "kvk")]
    first, second = (each.strip() or None if isinstance(each, str) else None for each in found)
    return first, second


def register_at(root: Path, name: str) -> Register:
    """Return the whole register of `name`, whatever its profile is; an empty one where none is.

    Raises:
        HandbookError: it cannot be read.
    """
    file = f"{ORGANISATIONS}/{name}/register.yaml"
    register, problems = read_register(root / ORGANISATIONS / name / "register.yaml", file)
    if wrong := [each for each in problems if each.weight == "fout"]:
        raise SourceError(*wrong)
    return register


def now_called(workspace: Workspace, former: str) -> tuple[str, ...]:
    """Return the organisations whose profile was called `former` before, and is not any more."""
    return tuple(
        name
        for name in profile_names(workspace)
        if name != former
        and _speaks_of_former(workspace.root, name)
        and former in register_head(workspace.root, name).former
    )


def _speaks_of_former(root: Path, name: str) -> bool:
    """Tell by a look at its first bytes whether a register names a former profile at all."""
    try:
        with (root / ORGANISATIONS / name / "register.yaml").open("rb") as file:
            return _FORMER in file.read(_HEAD)
    except OSError:
        return False
