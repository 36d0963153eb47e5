"""A plan to publish, or what came of it, as Dutch text or JSON."""

from collections import Counter

from handbook.model.common.base_record import brief
from handbook.model.features.publishing import Plan
from handbook.reporting.json_envelope import envelope, problem_data


def published_text(plan: Plan) -> str:
    """Return `plan` as text: a line for each document that does not stay as it is, and a count."""
    lines = [
        f"  {step.act:12} {brief(step.path)}{f' ({brief(step.reason)})' if step.reason else ''}"
        for step in plan.steps
        if step.act != "ongewijzigd"
    ]
    counts = Counter(step.act for step in plan.steps)
    told = ", ".join(f"{number} {act}" for act, number in sorted(counts.items())) or "niets te doen"
    problems = [*plan.notices, *(each for step in plan.steps for each in step.problems)]
    parts = [f"{plan.organisation}: {_head(plan)} {plan.target}", *lines, f"  {told}"]
    return "\n".join([*parts, *(str(problem) for problem in problems)])


def _head(plan: Plan) -> str:
    if not plan.done:
        return "plan voor"
    return "niet alles gepubliceerd naar" if plan.exit_code else "gepubliceerd naar"


def published_json(plan: Plan) -> str:
    """Return `plan` as a JSON object; its keys are a contract."""
    problems = [("", each) for each in plan.notices]
    problems += [(step.path, each) for step in plan.steps for each in step.problems]
    told = {
        "organisatie": plan.organisation,
        "doel": plan.target,
        "uitgevoerd": plan.done,
        "documenten": [
            {
                "document": step.identity,
                "bestand": step.path,
                "actie": step.act,
                "reden": step.reason,
            }
            for step in plan.steps
        ],
        "problemen": [{"bestand": path, **problem_data(each)} for path, each in problems],
    }
    return envelope("publish", plan.exit_code, told)
