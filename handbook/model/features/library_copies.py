"""An own text beside the text of the library that it is a copy of."""

from dataclasses import dataclass
from datetime import date

from handbook.errors import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class CopiedText:
    """A text that is another in the copy (`own`) than in the library; "" where it is not there.

    `place` tells where it stands in the file, as "termijnen / besluit / termijn"; `law` that it
    rests on a law: a legal limit, a ground, an article.
    """

    place: str
    own: str
    library: str
    law: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LibraryCopy:
    """An own text that was made from one of the library, or that takes the place of one.

    `known` tells that the copy remembers what it was made from, on the day `on`. `changed` and
    `law_changed` tell that the original is another since, and that the copy does not say what it
    says now; of a copy that remembers nothing `law_changed` tells that it lacks law of the
    original. `line` is what a copy that was looked at may say from then on, without the day; ""
    where the original is no longer there.
    """

    item: str
    title: str
    place: Place
    original: str
    line: str = ""
    known: bool = False
    on: date | None = None
    changed: bool = False
    law_changed: bool = False
    texts: tuple[CopiedText, ...] = ()
