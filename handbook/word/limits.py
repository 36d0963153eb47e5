"""How much a template may hold: more than a person makes, and not so much that it keeps us busy."""

from collections.abc import Iterator, Mapping

from handbook.errors import Place, Problem
from handbook.word.markup import parse, qualified
from handbook.word.placing import shown_story

# The largest template of ours has about a hundred paragraphs and fewer than a hundred tags.
MOST_PARAGRAPHS = 10_000
MOST_ELEMENTS = 400_000
MOST_BRACES = 10_000
# Our own longest tag has 60 letters. Each word of a condition is a step deeper for who reads it.
LONGEST_TAG = 500
# A tag that stands where it cannot is looked at together with its whole row.
MOST_PROBLEMS = 200
DEEPEST = 12


def over_limits(parts: Mapping[str, bytes], name: str) -> Iterator[Problem]:
    """Yield what is more in a part of a template than one may hold.

    Args:
        parts: of the template, without what stays behind.
        name: how the user knows the file.
    """
    for part in sorted(parts):
        if not part.startswith("word/") or not part.endswith(".xml"):
            continue
        root = parse(parts[part])
        for number, most, what in (
            (sum(1 for _ in root.iter(_PARAGRAPH)), MOST_PARAGRAPHS, "alinea's"),
            (sum(1 for _ in root.iter()), MOST_ELEMENTS, "stukjes opmaak"),
            (parts[part].count(b"{"), MOST_BRACES, "accolades"),
        ):
            if number > most:
                yield Problem(
                    Place(f"{name} › {shown_story(part)}"),
                    code="HB325",
                    what=f"hier staan {number} {what}, en een sjabloon telt er hoogstens {most}",
                    mend="Haal weg wat er niet in hoort; vaak zijn het lege alinea's aan het eind.",
                )
                break


_PARAGRAPH = qualified("w:p")
