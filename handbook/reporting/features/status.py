"""How documents stand, in Dutch for a terminal and as JSON."""

from collections.abc import Iterator, Sequence

from handbook.errors import plain
from handbook.model.common.base_record import date_text
from handbook.model.features.status import DocumentStatus, OrganisationStatus
from handbook.reporting.build.outcome_text import problems_text
from handbook.reporting.json_envelope import envelope, problem_data


def standing_text(found: Sequence[OrganisationStatus], *, every: bool) -> str:
    """Return how each organisation stands; with `every` also a line for each document."""
    return "\n\n".join("\n".join(_lines(each, every=every)) for each in found)


def standing_json(found: Sequence[OrganisationStatus], exit_code: int) -> str:
    """Return the same as JSON; its keys are a contract."""
    return envelope("status", exit_code, {"organisaties": [_organisation(each) for each in found]})


def _organisation(each: OrganisationStatus) -> dict[str, object]:
    return {
        "organisatie": each.organisation,
        "aantallen": counts(each),
        "register": each.record,
        "documenten": [_document(one) for one in each.documents],
        # `doe` is what `herstel` was called here before.
        "problemen": [{**problem_data(one), "doe": one.mend} for one in each.problems],
        "exitcode": each.exit_code,
    }


def counts(found: OrganisationStatus) -> dict[str, int]:
    """Return how many documents of an organisation are what, by its Dutch word."""
    each = found.documents
    return {
        "documenten": len(each),
        "vastgesteld": sum(one.status == "vastgesteld" for one in each),
        "met de hand gewijzigd": sum(one.edited for one in each),
        "met open velden": sum(one.open_fields > 0 for one in each),
        "met voorstellen": sum(one.proposals > 0 for one in each),
        "herziening binnenkort": sum(one.due == "binnenkort" for one in each),
        "herziening verlopen": sum(one.due == "verlopen" for one in each),
        "niet gemaakt": sum(one.missing for one in each),
    }


def _document(one: DocumentStatus) -> dict[str, object]:
    return {
        "document": one.item,
        "code": one.code,
        "titel": one.title,
        "versie": one.version,
        "status": one.status,
        "geldig": one.valid,
        "met_de_hand": one.edited,
        "open_velden": one.open_fields,
        "voorstellen": one.proposals,
        "herziening": one.review.isoformat(),
        "herziening_is": one.due,
        "niet_gemaakt": one.missing,
    }


def _lines(found: OrganisationStatus, *, every: bool) -> Iterator[str]:
    told = [f"{number} {word}" for word, number in counts(found).items() if number]
    yield f"{plain(found.organisation)}: {', '.join(told) or 'nog geen documenten'}"
    if found.record:
        yield f"  {plain(found.record)}"
    width = max((len(one.code) for one in found.documents), default=0)
    for one in found.documents if every else ():
        version = f"{one.version} {one.status}".ljust(18)
        said = ": ".join(filter(None, (plain(one.title), "; ".join(_remarks(one)))))
        yield f"  {plain(one.code).ljust(width)}  {version}{said}".rstrip()
    if found.problems:
        yield problems_text(found.problems)


def _remarks(one: DocumentStatus) -> Iterator[str]:
    if one.missing:
        yield "nog niet gemaakt"
    if one.valid and one.valid != one.version:
        yield f"geldig is {one.valid}"
    if one.edited:
        yield "met de hand gewijzigd"
    if one.open_fields:
        yield f"{one.open_fields} {'open veld' if one.open_fields == 1 else 'open velden'}"
    if one.proposals:
        yield f"{one.proposals} {'voorstel' if one.proposals == 1 else 'voorstellen'} te verwerken"
    if one.due == "verlopen":
        yield f"herziening was {date_text(one.review)}"
    if one.due == "binnenkort":
        yield f"herziening {date_text(one.review)}"
