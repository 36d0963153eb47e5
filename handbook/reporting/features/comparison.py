"""What changed in documents, in Dutch for a terminal and as JSON."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from handbook.errors import plain
from handbook.model.features.comparison import Comparison
from handbook.reporting.json_envelope import envelope, problem_data

_LONGEST = 400  # characters of a text that is shown


def compared_text(found: Sequence[Comparison], *, whole: bool) -> str:
    """Return what changed in each document; with `whole` also every text that did."""
    if not found:
        return "Geen verschillen."
    return "\n\n".join("\n".join(_lines(each, whole=whole)) for each in found)


def compared_json(found: Sequence[Comparison], exit_code: int) -> str:
    """Return the comparisons as JSON; its keys are a contract."""
    return envelope("diff", exit_code, {"verschillen": [_comparison(each) for each in found]})


def _comparison(each: Comparison) -> dict[str, object]:
    return {
        "document": each.name,
        "code": each.code,
        "titel": each.title,
        "reden": each.reason,
        "bestand": each.path,
        "niet_in_word": each.withheld,
        "problemen": [problem_data(problem) for problem in each.problems],
        "wijzigingen": [
            {"waar": one.place, "oud": one.before, "nieuw": one.after} for one in each.changes
        ],
    }


def _lines(found: Comparison, *, whole: bool) -> Iterator[str]:
    if found.problems:
        yield f"{plain(found.title)}: niet vergeleken"
        for problem in found.problems:
            yield from (f"  {plain(line)}" for line in str(problem).splitlines())
        return
    number = len(found.changes)
    yield f"{plain(found.title)}: {number} {'wijziging' if number == 1 else 'wijzigingen'}"
    yield f"  Waarom: {plain(found.reason)}."
    if found.path:
        yield f"  In Word: {plain(found.path)}"
    if found.withheld:
        yield f"  Niet in Word: {plain(found.withheld)}"
    for place, changes in groupby(found.changes if whole else (), lambda each: each.place):
        yield f"  {plain(place) or 'Bovenaan'}"
        for change in changes:
            yield from (f"    - {_short(change.before)}",) if change.before else ()
            yield from (f"    + {_short(change.after)}",) if change.after else ()


def _short(text: str) -> str:
    said = plain(" ".join(text.split()))
    return said if len(said) <= _LONGEST else f"{said[:_LONGEST]}…"
