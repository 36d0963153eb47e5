"""What registers say of whose they are, read without their documents."""

from pathlib import Path

from handbook.errors import HandbookError, SourceError
from handbook.loading.files import read_bytes
from handbook.loading.register_file import MAX_REGISTER, read_register
from handbook.loading.shape import attempt
from handbook.loading.source import read
from handbook.loading.workspace import ORGANISATIONS, Workspace, profile_names
from handbook.model.register import Register

_DOCUMENTS = b"\ndocumenten:"
_FORMER = b"\nvoorheen:"
_HEAD = 8_000  # bytes in which all of a register but its documents stands


def register_head(root: Path, name: str) -> Register:
    """Return the register of `name` without its documents; an empty one where none can be read.

    What is wrong with it is told where the whole of it is read.
    """
    file = f"{ORGANISATIONS}/{name}/register.yaml"
    path = root / ORGANISATIONS / name / "register.yaml"
    try:
        data = read_bytes(path, file, limit=MAX_REGISTER).partition(_DOCUMENTS)[0]
        register, _ = attempt(Register, read(data, file))
    except HandbookError:
        return Register()
    return register or Register()


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
