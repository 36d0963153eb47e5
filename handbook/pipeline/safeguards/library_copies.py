"""Copies of library texts in `inhoud/` whose original changed: which to look at again."""

from collections.abc import Iterator, Sequence
from datetime import date

from handbook.errors import Problem
from handbook.loading.library_copies import library_copies, line_of
from handbook.loading.workspace import Loaded, Workspace
from handbook.model.features.library_copies import CopiedText, LibraryCopy

_MOST = 4  # places that a message names


def copies_to_look_at(
    workspace: Workspace, name: str, loaded: Loaded, today: date | None
) -> Iterator[Problem]:
    """Yield a `let op` for each copy whose original changed since, those of another law first.

    A copy that does not remember what it was made from is told only where it lacks law of the
    original. `today` is the day that the line to type says; None where none is known.
    """
    for copy in library_copies(workspace, name, loaded.profile.parts):
        if not copy.line:
            yield _gone(copy)
        elif copy.law_changed:
            yield _other_law(copy, name, today) if copy.known else _lacks_law(copy, name, today)
        elif copy.changed:
            yield _other_text(copy, name, today)


def _since(copy: LibraryCopy) -> str:
    return f"sinds {copy.on:%d-%m-%Y}" if copy.on else "sinds u hem overnam"


def _of(copy: LibraryCopy) -> str:
    other = f", een kopie van '{copy.original}'" if copy.original != copy.item else ""
    return f"'{copy.item}'{other}"


def _named(texts: Sequence[CopiedText]) -> str:
    """Return where texts differ: each list with the names in it, not each line of them."""
    places = list(dict.fromkeys(" ".join(each.place.split(" / ")[:2]) for each in texts))
    more = f" en nog {len(places) - _MOST}" if len(places) > _MOST else ""
    return f"{', '.join(places[:_MOST])}{more}"


def _law(copy: LibraryCopy) -> str:
    return _named([each for each in copy.texts if each.law])


def _mend(copy: LibraryCopy, name: str, today: date | None) -> str:
    return (
        f"Zie beide teksten met: handbook verschil {name} {copy.item} --inhoud\n"
        f"Neem over wat voor u geldt. Zet daarna deze regel in het bestand"
        f"{', in plaats van de oude' if copy.known else ''}:\n{line_of(copy.line, today)}"
    )


def _other_law(copy: LibraryCopy, name: str, today: date | None) -> Problem:
    return Problem(
        copy.place,
        code="HB294",
        what=f"in de bibliotheek is van {_of(copy)} de wet veranderd {_since(copy)}; anders dan "
        f"bij u: {_law(copy)}",
        mend=_mend(copy, name, today),
        weight="let op",
    )


def _other_text(copy: LibraryCopy, name: str, today: date | None) -> Problem:
    return Problem(
        copy.place,
        code="HB295",
        what=f"in de bibliotheek is de tekst van {_of(copy)} veranderd {_since(copy)}; anders dan "
        f"bij u: {_named(copy.texts)}",
        mend=_mend(copy, name, today),
        weight="let op",
    )


def _lacks_law(copy: LibraryCopy, name: str, today: date | None) -> Problem:
    return Problem(
        copy.place,
        code="HB296",
        what=f"{_of(copy)} noemt de wet anders dan de bibliotheek nu: {_law(copy)}",
        mend=_mend(copy, name, today),
        weight="let op",
    )


def _gone(copy: LibraryCopy) -> Problem:
    return Problem(
        copy.place,
        code="HB297",
        what=f"de tekst '{copy.original}' waarvan dit een kopie is, staat niet meer in de "
        "bibliotheek",
        mend="Kijk of het id klopt. Klopt het, haal 'overgenomen_van' dan weg: de tekst is verder "
        "van u.",
        weight="let op",
    )
