"""A fault of ours in the look at one file that is to be published keeps back that file alone."""

from collections.abc import Callable
from pathlib import Path

from handbook.model.publishing import Offer
from handbook.pipeline.fault import Fault, attempt, problem


def offer_of(root: Path, organisation: str, path: Path, look: Callable[[], Offer]) -> Offer:
    """Return the offer that `look` makes of the file at `path` in the working folder `root`.

    Where a fault of ours stops it, the file is refused (HB559): nobody knows what it tells.

    Raises:
        HandbookError: `look` raised it.
    """
    found = attempt(look)
    if isinstance(found, Fault):
        wrong = problem(path.relative_to(root).as_posix(), found)
        return Offer(organisation=organisation, items=(), refused=((path.name, wrong),))
    return found
