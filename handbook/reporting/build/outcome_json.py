"""What came of a build, as JSON for other programs."""

import json
from collections import Counter
from collections.abc import Iterable
from typing import Any

from handbook.errors import Problem, worst
from handbook.model.documents.build import DocumentOutcome, Outcome

_VERSION = 1  # of the keys; raised when one changes its meaning


def as_json(outcomes: Iterable[Outcome]) -> str:
    """Return `outcomes` as one JSON object; its keys are a contract.

    Only ASCII, so that a pipe on Windows cannot spoil it. The excerpt of a source line is left
    out: it may hold what a person would not put in a log.
    """
    seen = list(outcomes)
    whole = {
        "versie": _VERSION,
        "organisaties": [_outcome(outcome) for outcome in seen],
        "exitcode": worst(outcome.exit_code for outcome in seen),
    }
    return json.dumps(whole, indent=2)


def _outcome(outcome: Outcome) -> dict[str, Any]:
    counts = Counter(each.action for each in outcome.documents)
    return {
        "organisatie": outcome.organisation,
        "aantallen": dict(sorted(counts.items())),
        "documenten": [_document(each) for each in outcome.documents],
        "problemen": [problem_data(problem) for problem in outcome.problems],
        "meldingen": list(outcome.notices),
        "na_te_gaan": [
            {"id": each.id, "wat": each.what, "waarom": each.why} for each in outcome.doubts
        ],
        "exitcode": outcome.exit_code,
    }


def _document(each: DocumentOutcome) -> dict[str, Any]:
    return {
        "document": each.item,
        "code": each.code,
        "titel": each.title,
        "bestand": each.path,
        "actie": each.action,
        "reden": each.reason,
        "blokken": [
            {"wat": one.what, "waar": one.place, "tekst": one.text, "toelichting": one.note}
            for one in each.blocks
        ],
        "problemen": [problem_data(problem) for problem in each.problems],
    }


def problem_data(problem: Problem) -> dict[str, Any]:
    """Return a problem as JSON shows it everywhere."""
    return {
        "code": problem.code,
        "plaats": problem.place.file,
        "regel": problem.place.line,
        "kolom": problem.place.column,
        "wat": problem.what,
        "herstel": problem.mend,
        "gewicht": problem.weight,
    }
