"""What changed in documents and own texts, in Dutch for a terminal and as JSON."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from handbook.errors import plain
from handbook.model.common.base_record import date_text
from handbook.model.features.comparison import Comparison
from handbook.model.features.library_copies import LibraryCopy
from handbook.reporting.json_envelope import envelope, problem_data

_LONGEST = 400  # characters of a text that is shown


def compared_text(found: Sequence[Comparison], *, whole: bool) -> str:
    """Return what changed in each document; with `whole` also every text that did."""
    if not found:
        return "Geen verschillen."
    return "\n\n".join("\n".join(_lines(each, whole=whole)) for each in found)


def compared_json(
    found: Sequence[Comparison], exit_code: int, copies: Sequence[LibraryCopy] = ()
) -> str:
    """Return the comparisons as JSON; its keys are a contract."""
    told = [_comparison(each) for each in found]
    beside = [_copy(each) for each in copies]
    return envelope("diff", exit_code, {"verschillen": told, "kopieen": beside})


def copies_text(found: Sequence[LibraryCopy]) -> str:
    """Return what each copy says, and beneath it what the library says now."""
    if not found:
        return "Geen kopie van een tekst uit de bibliotheek is anders dan die tekst."
    return "\n\n".join("\n".join(_copy_lines(each)) for each in found)


def _copy(copy: LibraryCopy) -> dict[str, object]:
    return {
        "id": copy.item,
        "titel": copy.title,
        "bestand": copy.place.file,
        "van": copy.original,
        "overgenomen": copy.on.isoformat() if copy.on else "",
        "wet_veranderd": copy.law_changed,
        "tekst_veranderd": copy.changed,
        "teksten": [
            {"waar": each.place, "wet": each.law, "kopie": each.own, "bibliotheek": each.library}
            for each in copy.texts
        ],
    }


def _copy_lines(copy: LibraryCopy) -> Iterator[str]:
    number = len(copy.texts)
    places = "1 plaats" if number == 1 else f"{number} plaatsen"
    yield f"{plain(copy.item)} {plain(copy.title)}: anders op {places}"
    yield f"  Uw tekst: {plain(copy.place.file)}"
    yield f"  {_since(copy)}"
    for each in copy.texts:
        yield f"  {plain(each.place)}{' (wet)' if each.law else ''}"
        yield f"    uw tekst:    {_whole(each.own)}"
        yield f"    bibliotheek: {_whole(each.library)}"


def _since(copy: LibraryCopy) -> str:
    day = f" op {date_text(copy.on)}" if copy.on else ""
    if not copy.known:
        return "Uw tekst zegt niet wanneer hij uit de bibliotheek is overgenomen."
    if copy.law_changed:
        return f"Overgenomen{day}; in de bibliotheek is de wet sindsdien veranderd."
    if copy.changed:
        return f"Overgenomen{day}; in de bibliotheek is de tekst sindsdien veranderd."
    return f"Overgenomen{day}; de bibliotheek is sindsdien niet veranderd."


def _whole(text: str) -> str:
    return plain(" ".join(text.split())) or "(staat er niet)"


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
