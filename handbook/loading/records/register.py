"""register.yaml → the register, or what is wrong with it."""

from pathlib import Path

from handbook import folders
from handbook.errors import HandbookError, Problem
from handbook.loading.packs.duplicates import twice_in_register
from handbook.loading.text.validation import attempt
from handbook.loading.text.workspace_files import read_bytes
from handbook.loading.text.yaml_source import read
from handbook.model.sources.register import Register

MAX_REGISTER = 8_000_000


def read_register(path: Path, file: str) -> tuple[Register, tuple[Problem, ...]]:
    """Return the register at `path`, which the user knows as `file`, and what is wrong with it.

    A file that is not there, or that says nothing, is a register without documents: whether one
    was lost is told by the archive. Where it cannot be used, an empty one comes with the problems.
    """
    try:
        if not folders.exists(path):
            return Register(), ()
        data = read_bytes(path, file)
        if _is_empty(data):
            return Register(), ()
        tree = read(data, file, limit=MAX_REGISTER)
    except HandbookError as error:
        return Register(), error.problems
    found, wrong = attempt(Register, tree)
    register = found or Register()
    told = (problem for problem in tree.problems if problem.weight == "let op")
    return register, (*told, *wrong, *twice_in_register(register, tree))


def _is_empty(data: bytes) -> bool:
    """Tell whether a file says nothing: no line in it that is not blank or a remark."""
    return all(line.lstrip()[:1] in (b"", b"#") for line in data.splitlines())
