"""Write the tables of docs/eigen-inhoud.md from the models: `python tools/make_content_page.py`."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args, get_origin

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from pydantic.fields import FieldInfo  # noqa: E402

from handbook.model.common.base_record import Written  # noqa: E402
from handbook.model.sources import content, reference  # noqa: E402
from handbook.model.sources.explanations import explanation  # noqa: E402
from handbook.model.sources.norm import Bounds, Condition  # noqa: E402

PAGE = ROOT / "docs/eigen-inhoud.md"
_MORE_OF_LAW = (reference.Amendment, reference.Check)
# Each part of the page with the records in it, the first of which is the file itself.
PARTS: dict[str, tuple[type[Written], ...]] = {
    "procedure": (
        content.Procedure,
        content.Step,
        content.Deadline,
        content.OpenField,
        content.Ground,
        content.Particular,
        content.Indicator,
        content.ProcedureRisk,
    ),
    "formulier": (content.Form, content.FormField),
    "hoofdstuk": (content.ChapterHead,),
    "rol": (content.Role,),
    "term": (content.Term, content.Word, content.Verb),
    "begrip": (reference.Explanation,),
    "wet": (
        reference.Law,
        reference.Article,
        reference.Reading,
        reference.Amendment,
        reference.Check,
    ),
    "voorstellen": (content.ProposedStakeholder, content.ProposedRisk, content.ProposedGoal),
    "dienstsoort": (reference.ServiceRules,),
    "overgenomen_van": (reference.MadeFrom,),
    "wanneer": (Condition, Bounds),
}


def page(text: str) -> str:
    """Return the page `text` with a table of each record between its marks."""
    for name, records in PARTS.items():
        start, end = f"<!-- sleutels: {name} -->\n", f"<!-- einde: {name} -->\n"
        before, rest = text.split(start)
        tables = "\n".join(_part(record, first=record is records[0]) for record in records)
        text = f"{before}{start}\n{tables}\n{end}{rest.split(end)[1]}"
    return text


def _part(record: type[Written], *, first: bool) -> str:
    head = "" if first else f"**{_KNOWN[record.__name__]}**\n\n"
    rows = [
        f"| `{field.alias}`{'' if not field.is_required() else ' *'} | {_kind(field)} | "
        + " | ".join(_told(record, field))
        + " |"
        for field in sorted(record.model_fields.values(), key=lambda each: each.alias in _LAST)
    ]
    return (
        head
        + "\n".join(["| sleutel | wat u schrijft | uitleg | waar het komt |", _LINE, *rows])
        + "\n"
    )


_TABLES = ("Condition", "Reading", "Check", "MadeFrom", "Bounds")
_PLAIN = {"date": "datum", "bool": "ja of nee", "float": "getal", "Annotated[int": "heel getal"}
_LAST = ("geldt_vanaf", "geldt_tot")  # few need them
_LINE = "|---|---|---|---|"
_KNOWN = {
    "Step": "Een stap (`stappen`)",
    "Deadline": "Een termijn (`termijnen`)",
    "OpenField": "Een open veld (`invullen`)",
    "Ground": "Een grondslag (`grondslag`)",
    "Particular": "Een bijzonderheid (`bijzonderheden`)",
    "Indicator": "Een indicator (`indicatoren`)",
    "ProcedureRisk": "Een risico (`risicos`)",
    "FormField": "Een veld (`velden`)",
    "Word": "Een woord (`woorden`)",
    "Verb": "Een werkwoord (`werkwoorden`)",
    "Article": "Een artikel (`artikelen`)",
    "Reading": "Hoe een artikel is gelezen (`gelezen`)",
    "Amendment": "Een wijziging (`gewijzigd`)",
    "Check": "Wat u naging (`nagegaan`)",
    "ProposedRisk": "Een risico (`risicos`)",
    "ProposedGoal": "Een doel (`doelen`)",
    "Bounds": "Een aantal (`medewerkers`, `omzet` en zo verder)",
}


def _told(record: type[Written], field: FieldInfo) -> tuple[str, str]:
    what, where = explanation(record.__name__, str(field.alias))
    return what, where


def _kind(field: FieldInfo) -> str:
    words = list(_literals(field.annotation))
    if words:
        return ", ".join(words)
    shown = str(field.annotation)
    plain = next((word for sign, word in _PLAIN.items() if sign in shown), "")
    if plain:
        return plain
    if get_origin(field.annotation) is dict:
        return "per onderdeel een woord"
    if get_origin(field.annotation) is tuple:
        inner = get_args(field.annotation)[0]
        return "lijst van namen" if inner is str or get_origin(inner) is not None else "lijst"
    if any(each in shown for each in _TABLES):
        return "sleutels"
    return "tekst"


def _literals(annotation: Any) -> Iterator[str]:
    if "Literal" in str(get_origin(annotation)):
        yield from (str(each) for each in get_args(annotation) if each)


if __name__ == "__main__":
    PAGE.write_text(page(PAGE.read_text("utf-8")), encoding="utf-8")
