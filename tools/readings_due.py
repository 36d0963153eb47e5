"""List the readings of laws that are older than a year: `python tools/readings_due.py [DAY]`."""

import sys
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from handbook.loading.workspace import open_workspace
from handbook.tailoring.text.laws import readings_due


def main(day: date) -> None:
    """Print a line for each reading that is due on `day`, the oldest first."""
    due = readings_due(open_workspace(Path()).library, day)
    for law, article, on in due:
        print(f"{on}  {law.id} {article.number}  {article.about}")
    print(f"{len(due)} lezingen zijn ouder dan een jaar.")


if __name__ == "__main__":
    main(date.fromisoformat(sys.argv[1]) if len(sys.argv) > 1 else date.today())  # noqa: DTZ011
