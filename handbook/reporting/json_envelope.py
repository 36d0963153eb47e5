"""What every command says as JSON stands in one envelope, with one shape for a problem."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from handbook.errors import Problem

_VERSION = 1  # of the keys; raised when one changes its meaning


def envelope(
    command: str, exit_code: int, told: Mapping[str, Any], problems: Iterable[Problem] = ()
) -> str:
    """Return what `command` tells as one JSON object; its keys are a contract (docs/json.md).

    `told` is what is its own; `problems` are those that belong to no organisation or document,
    unless `told` has a list of its own for the whole command.
    Only ASCII, so that a pipe on Windows cannot spoil it and nothing moves a terminal.
    """
    whole = {
        "versie": _VERSION,
        "opdracht": command,
        "problemen": [problem_data(problem) for problem in problems],
        **told,
        "exitcode": exit_code,
    }
    return json.dumps(whole, indent=2)


def problem_data(problem: Problem) -> dict[str, Any]:
    """Return a problem as JSON shows it everywhere.

    The excerpt of a source line is left out: it may hold what a person would not put in a log.
    """
    return {
        "code": problem.code,
        "plaats": problem.place.file,
        "regel": problem.place.line,
        "kolom": problem.place.column,
        "wat": problem.what,
        "herstel": problem.mend,
        "gewicht": problem.weight,
    }
