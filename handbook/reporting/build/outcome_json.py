"""What came of a build, as JSON for other programs."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from handbook.errors import HandbookError, worst
from handbook.model.documents.build import DocumentOutcome, Outcome
from handbook.reporting.json_envelope import envelope, problem_data


def as_json(command: str, outcomes: Iterable[Outcome]) -> str:
    """Return what `command` made of `outcomes` as one JSON object; its keys are a contract."""
    seen = list(outcomes)
    told = {"organisaties": [_outcome(outcome) for outcome in seen]}
    return envelope(command, worst(outcome.exit_code for outcome in seen), told)


def stopped_json(command: str, error: HandbookError, seen: Iterable[Outcome] = ()) -> str:
    """Return what stopped `command`, behind what it had `seen`, in the same shape.

    What stopped it stands with an organisation without a name too, where it stood before
    `problemen` told it for the whole command.
    """
    stopped = Outcome(organisation="", problems=error.problems, exit_code=error.exit_code)
    every = [*seen, stopped]
    told = {"organisaties": [_outcome(outcome) for outcome in every]}
    code = worst(outcome.exit_code for outcome in every)
    return envelope(command, code, told, error.problems)


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
