"""The names that an organisation may use, as tables for a terminal and as JSON."""

from collections.abc import Mapping

from handbook.model.features.norm import NamesOfOrganisation, UsedName
from handbook.reporting.build.plan_tables import table
from handbook.reporting.json_envelope import envelope
from handbook.reporting.terminal.stream import Capabilities, paint

# By the key of the profile: what it is called, and what stands in the third column.
_HEADS: Mapping[str, tuple[str, str]] = {
    "rollen": ("Rollen", "Nu"),
    "termijnen": ("Eigen termijnen", "Nu"),
    "invullen": ("Open velden", "Antwoord"),
    "uitsluitingen": ("Onderwerpen", "Stand"),
    "nagegaan": ("Na te gaan", ""),
    "woordkeuze": ("Woorden", ""),
}
_SHOWN = 6  # codes in a cell
_LONGEST = 90  # characters of a cell


def names_text(found: NamesOfOrganisation, style: Capabilities) -> str:
    """Return the names of an organisation, a table for each key of its profile."""
    blocks = []
    for key, names in found.groups.items():
        title, now = _HEADS[key]
        if names:
            head = paint(f"{title} ({len(names)}), voor '{key}:'", "bold", on=style.colour)
            rows = [(each.id, _short(each.what), _short(each.now), _where(each)) for each in names]
            heads = ("Naam", "Wat", now, "Staat in")
            blocks.append(f"{head}\n{table(heads, rows, style)}")
    return "\n\n".join(blocks)


def names_json(found: NamesOfOrganisation) -> str:
    """Return the same as JSON; its keys are a contract."""
    groups = {key: [_name(each) for each in names] for key, names in found.groups.items()}
    return envelope("norm", 0, {"organisatie": found.organisation, "namen": groups})


def _name(each: UsedName) -> dict[str, object]:
    return {
        "id": each.id,
        "wat": each.what,
        "nu": each.now,
        "documenten": list(each.documents),
    }


def _where(each: UsedName) -> str:
    more = len(each.documents) - _SHOWN
    shown = ", ".join(each.documents[:_SHOWN])
    return f"{shown} en nog {more}" if more > 0 else shown


def _short(text: str) -> str:
    said = " ".join(text.split())
    return said if len(said) <= _LONGEST else f"{said[:_LONGEST].rstrip()}…"
