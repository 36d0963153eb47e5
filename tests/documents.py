"""Which documents an organisation gets: the list that test_documents.py holds to be exact.

`python -m tests.documents` prints it, to be read line by line before it takes the place of
tests/cases/documenten.yaml.
"""

import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from handbook.loading.workspace import Workspace, open_workspace
from handbook.model.sources.library import Library
from handbook.model.sources.profile import Profile
from handbook.model.sources.register import Register
from handbook.tailoring.content.document_set import document_set

ROOT = Path(__file__).parent.parent
CASES = Path(__file__).parent / "cases"
LISTS = CASES / "documenten.yaml"
COMBINATIONS = CASES / "combinaties.yaml"


def made_for(library: Library, **profile: Any) -> tuple[str, ...]:
    """Return the ids of the documents of an organisation with this profile."""
    read = Profile.model_validate({"naam": "Stichting Toets", "kvk": "01234567", **profile})
    made = document_set(read, library, Register(), {}, "toets")
    return tuple(document.item for document in made.documents)


def in_outline(library: Library) -> Library:
    """Return the library with all its documents, and next to nothing in them."""
    procedures = {
        name: each.model_copy(
            update={
                "steps": each.steps[:1],
                "particulars": (),
                "grounds": (),
                "indicators": (),
                "risks": (),
            }
        )
        for name, each in library.procedures.items()
    }
    forms = {
        name: each.model_copy(update={"fields": each.fields[:1]})
        for name, each in library.forms.items()
    }
    return replace(library, chapters={}, procedures=procedures, forms=forms)


def lists(workspace: Workspace) -> dict[str, Any]:
    """Return the documents of every activity, of each kenmerk on and off, and of combinations.

    `altijd` is what everyone has; an activity lists what comes with it. A kenmerk lists what it
    adds to, and takes from, an organisation with all activities of one part.
    """
    library = in_outline(workspace.library)
    whole = cache(lambda part: made_for(library, onderdelen=[part]))
    alone = {
        each.id: made_for(library, onderdelen=[each.part], activiteiten={each.part: [each.id]})
        for each in library.activities.values()
    }
    always = [item for item in next(iter(alone.values())) if all(item in e for e in alone.values())]
    return {
        "altijd": _line(always),
        "activiteiten": {
            name: _line([item for item in items if item not in always])
            for name, items in alone.items()
        },
        "kenmerken": {
            each.id: _difference(library, each.id, whole, (each.parts or ("140",))[0])
            for each in library.characteristics.values()
            if each.follows is None
        },
        "combinaties": {
            each["naam"]: _line(
                [item for item in made_for(library, **each["profiel"]) if item not in always]
            )
            for each in combinations()
        },
    }


def combinations() -> list[Mapping[str, Any]]:
    """Return the named combinations: a profile, and what it must and must not contain."""
    read: list[Mapping[str, Any]] = yaml.safe_load(COMBINATIONS.read_text(encoding="utf-8"))
    return read


def _difference(
    library: Library, name: str, whole: Callable[[str], tuple[str, ...]], part: str
) -> dict[str, str]:
    without = whole(part)
    having = made_for(library, onderdelen=[part], kenmerken=[name])
    return {
        "bij": part,
        "erbij": _line([item for item in having if item not in without]),
        "weg": _line([item for item in without if item not in having]),
    }


def _line(items: list[str]) -> str:
    return " ".join(items)


if __name__ == "__main__":
    made = lists(open_workspace(ROOT))
    sys.stdout.write(yaml.safe_dump(made, allow_unicode=True, sort_keys=False, width=110))
