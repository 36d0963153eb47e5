"""How much a template may hold: more than a person makes, and not so much that it keeps us busy."""

from collections.abc import Iterator, Mapping

from handbook.errors import Place, Problem
from handbook.word.markup import Element, parse, qualified
from handbook.word.placing import shown_story

# The largest template of ours has about a hundred paragraphs, fewer than a hundred tags, and some
# three thousand tags of XML in all its parts together.
MOST_PARAGRAPHS = 10_000
MOST_MARKS = 200_000
MOST_BRACES = 10_000
# Our own longest tag has 60 letters. Each word of a condition is a step deeper for who reads it.
LONGEST_TAG = 500
# A tag that stands where it cannot is looked at together with its whole row.
MOST_PROBLEMS = 200
DEEPEST = 12
# A text box in a text box in a table is four deep. What is looked at in a paragraph is looked at in
# each one around it.
DEEPEST_PARAGRAPH = 10


def too_large(parts: Mapping[str, bytes], name: str) -> Iterator[Problem]:
    """Yield that the parts of a template hold more XML together than can be looked at soon.

    Args:
        parts: those that stay, not yet read.
        name: how the user knows the file.
    """
    number = sum(data.count(b"<") for part, data in parts.items() if part.endswith(".xml"))
    if number > MOST_MARKS:
        yield _told(Place(name), _many(number, MOST_MARKS, "stukjes opmaak"))


def over_limits(parts: Mapping[str, bytes], name: str) -> Iterator[Problem]:
    """Yield what is more in a part of a template than one may hold.

    Args:
        parts: of the template, without what stays behind.
        name: how the user knows the file.
    """
    for part in sorted(parts):
        if not part.startswith("word/") or not part.endswith(".xml"):
            continue
        place = Place(f"{name} › {shown_story(part)}")
        paragraphs = list(parse(parts[part]).iter(_PARAGRAPH))
        braces = parts[part].count(b"{")
        if len(paragraphs) > MOST_PARAGRAPHS:
            yield _told(place, _many(len(paragraphs), MOST_PARAGRAPHS, "alinea's"))
        elif braces > MOST_BRACES:
            yield _told(place, _many(braces, MOST_BRACES, "accolades"))
        elif any(_depth(each) > DEEPEST_PARAGRAPH for each in paragraphs):
            yield _told(place, f"hier staan meer dan {DEEPEST_PARAGRAPH} alinea's in elkaar")


def _many(number: int, most: int, what: str) -> str:
    return f"hier staan {number} {what}, en een sjabloon telt er hoogstens {most}"


def _depth(paragraph: Element) -> int:
    return sum(1 for _ in paragraph.iterancestors(_PARAGRAPH)) + 1


def _told(place: Place, what: str) -> Problem:
    mend = "Haal weg wat er niet in hoort; vaak zijn het lege alinea's aan het eind."
    return Problem(place, code="HB325", what=what, mend=mend)


_PARAGRAPH = qualified("w:p")
