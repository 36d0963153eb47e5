"""What became of every edit of hers, by kind: kept, told with her words, or lost."""

from collections import Counter
from dataclasses import dataclass, field

KEPT, TOLD, LOST = "kept", "told", "lost"


@dataclass
class Fates:
    """The fate of each edit; of one that is looked up again the last counts, but lost is lost."""

    found: dict[tuple[str, str], str] = field(default_factory=dict)

    def add(self, kind: str, edit: str, fate: str) -> None:
        """Note the fate of an edit; `edit` has a name of its own among those of its kind."""
        if self.found.get((kind, edit)) != LOST:
            self.found[kind, edit] = fate

    def merge(self, other: "Fates", name: str = "") -> None:
        """Take over what was found later; `name` tells the edits of one trial from another's."""
        for (kind, edit), fate in other.found.items():
            self.add(kind, f"{name} {edit}".strip(), fate)

    def total(self) -> int:
        """Return how many edits were looked up; one may stand under more than one kind."""
        return len({edit for _, edit in self.found})

    def lost(self) -> list[str]:
        """Return the edits of which nothing is left."""
        return sorted(
            f"{kind}: {edit}" for (kind, edit), fate in self.found.items() if fate == LOST
        )

    def table(self) -> str:
        """Return a line for each kind and one for all, as a table in Markdown."""
        counts = Counter((kind, fate) for (kind, _), fate in self.found.items())
        rows = [
            (kind, *(counts[kind, fate] for fate in (KEPT, TOLD, LOST)))
            for kind in sorted({kind for kind, _ in self.found})
        ]
        lines = [f"| {row[0]} | {sum(row[1:])} | {row[1]} | {row[2]} | {row[3]} |" for row in rows]
        head = ["| kind | edits | kept | told | lost |", "|---|---:|---:|---:|---:|"]
        return "\n".join([*head, *lines, f"edits in all: {self.total()}"])
