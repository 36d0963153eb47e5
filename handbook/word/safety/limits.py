"""How much a template may hold: more than a person makes, and not so much that it keeps us busy."""

from collections.abc import Iterator, Mapping

from handbook.errors import Place, Problem
from handbook.word.package.markup import Element, parse, qualified
from handbook.word.safety.paragraph_location import shown_story

# In all parts together. The largest template of ours has about a hundred paragraphs, fewer than a
# hundred tags and 2,200 elements; a whole handbook of 150 pages that passed through another
# program had 55,000 elements in 1.6 MB.
MOST_PARAGRAPHS = 10_000
MOST_ELEMENTS = 100_000
# Counted before anything is read: each element has two of these at the most, and a name to each.
MOST_MARKS = 3 * MOST_ELEMENTS
MOST_BRACES = 10_000
MOST_BYTES = 5_000_000
# A text box is a paragraph in a paragraph; Word itself makes no text box in a text box.
MOST_NESTED = 8
# Our own longest tag has 60 letters. Each word of a condition is a step deeper for who reads it.
LONGEST_TAG = 500
# A tag that stands where it cannot is looked at together with its whole row.
MOST_PROBLEMS = 200
DEEPEST = 12
_MEND = "Haal weg wat er niet in hoort; vaak zijn het lege alinea's aan het eind."


def too_large(parts: Mapping[str, bytes], name: str) -> Iterator[Problem]:
    """Yield that the parts of a template hold more XML together than can be looked at soon.

    Args:
        parts: those that stay, not yet read.
        name: how the user knows the file.
    """
    number = sum(data.count(b"<") for part, data in parts.items() if part.endswith(".xml"))
    if number > MOST_MARKS:
        told = f"hier staan {number} stukjes opmaak, en een sjabloon telt er hoogstens {MOST_MARKS}"
        yield Problem(Place(name), code="HB325", what=told, mend=_MEND)


def over_limits(parts: Mapping[str, bytes], name: str) -> Iterator[Problem]:
    """Yield the first sort that a template has more of than it may hold, at its fullest part.

    Args:
        parts: of the template, without what stays behind.
        name: how the user knows the file.
    """
    own = sorted(part for part in parts if part.startswith("word/") and part.endswith(".xml"))
    roots = {part: parse(parts[part]) for part in own}
    for what, most, counts in (
        ("alinea's", MOST_PARAGRAPHS, {each: _number(roots[each], _PARAGRAPH) for each in own}),
        ("stukjes opmaak", MOST_ELEMENTS, {each: _number(roots[each]) for each in own}),
        ("tekens", MOST_BYTES, {each: len(parts[each]) for each in own}),
        ("accolades", MOST_BRACES, {each: parts[each].count(b"{") for each in own}),
    ):
        number = sum(counts.values())
        if number > most:
            told = f"het sjabloon heeft {number} {what}, de meeste hier; het mag er {most} hebben"
            yield _problem(name, max(own, key=counts.__getitem__), told, _MEND)
            return
    for part in own:
        if _nested(roots[part]):
            told = f"er staan meer dan {MOST_NESTED} tekstvakken in elkaar"
            yield _problem(name, part, told, "Zet ze onder elkaar in plaats van in elkaar.")


def _number(root: Element, *tags: str) -> int:
    return sum(1 for _ in root.iter(*tags))


def _nested(root: Element) -> bool:
    """Tell whether paragraphs, or the text boxes they stand in, are too deep in each other."""
    return any(
        sum(1 for _ in each.iterancestors(each.tag)) > MOST_NESTED
        for each in root.iter(_PARAGRAPH, _BOX)
    )


def _problem(name: str, part: str, what: str, mend: str) -> Problem:
    return Problem(Place(f"{name} › {shown_story(part)}"), code="HB325", what=what, mend=mend)


_PARAGRAPH, _BOX = qualified("w:p"), qualified("w:txbxContent")
