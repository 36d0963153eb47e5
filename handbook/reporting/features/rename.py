"""A rename as Dutch text: whose files these are, what moves, what was done."""

from handbook.errors import plain
from handbook.model.common.base_record import date_text
from handbook.model.features.rename import Rename


def rename_text(planned: Rename) -> str:
    """Return the plan of a rename: whose approved files these are, and what moves."""
    owner = planned.whose
    number = f", KvK {owner.chamber_number}" if owner.chamber_number else ""
    documents = "document" if owner.approved == 1 else "documenten"
    newest = f", het nieuwste van {date_text(owner.newest)}" if owner.newest else ""
    lines = [
        f"Dit zijn de bestanden van: {plain(owner.name)}{plain(number)}.",
        f"Vastgesteld: {owner.approved} {documents}{newest}.",
    ]
    width = max((len(old) for old, _ in planned.moves), default=0)
    lines += [f"  {old:{width}}  wordt  {new}" for old, new in planned.moves]
    if planned.moves:
        lines.append("Wat is vastgesteld, blijft zoals het is, byte voor byte.")
    return "\n".join(lines)


def renamed_text(planned: Rename) -> str:
    """Return what came of a rename."""
    if not planned.done:
        return "Er is niets veranderd."
    if planned.old == planned.new:
        return f"Het register is nu van '{planned.new}'. Bouw met: handbook build {planned.new}"
    went_on = "Het hernoemen dat was afgebroken, is afgemaakt. " if planned.goes_on else ""
    return (
        f"{went_on}'{planned.old}' heet nu '{planned.new}'.\n"
        f"Bouw met: handbook build {planned.new}\n"
        "Een doel waar u publiceerde, krijgt de nieuwe naam bij het volgende publiceren."
    )
