"""A file that no longer says what it was made from: what she left untouched in it tells."""

import random
import re
from collections.abc import Sequence
from dataclasses import replace

import pytest
from word.merging.material import DATE, after, body, made, own, shown, typed, without, written
from word.specimen import parts, table

from handbook.word.merge import Base, Merged, Refused, base_from, merge_from, origins, read_base
from handbook.word.package.package import read
from handbook.word.reading.word_file import read_document

WORDS = re.findall(
    r"\w+",
    """
    balie cliënt dossier gesprek huisarts intake jeugd klacht leden melding naaste overleg plan
    register signaal team uitkomst vrijwilliger wachtlijst zorg agenda besluit contact dienst
    evaluatie folder gemeente herstel inzage kamer locatie maatregel norm oordeel protocol regel
    """,
)

Release = tuple[tuple[int, str], ...]


def base_of(*blocks: str) -> Base:
    return base_from(parts(body(*blocks)))


def put_back(mine: bytes, releases: Sequence[Sequence[str]]) -> Merged | Refused:
    """What comes of her file, without a base, after the last of `releases` was built."""
    bases = [base_of(*each) for each in reversed(releases)]
    return merge_from(mine, made(*releases[-1]), bases=origins(mine, bases), date=DATE)


FIRST = ("# Doel", "Wij bellen terug.", "De balie belt.", "Het team leest mee.")
SECOND = ("# Doel", "Wij bellen direct terug.", "De balie belt.", "Het team leest mee.")
THIRD = ("# Doel", "Wij bellen direct terug.", "De receptie belt.", "Het team leest mee.")


@pytest.mark.parametrize(("number", "release"), [(0, FIRST), (1, SECOND), (2, THIRD)])
def test_a_file_is_merged_from_the_release_it_was_made_at(
    number: int, release: Sequence[str]
) -> None:
    mine = typed(made(*release), "leest mee", "leest en schrijft mee")

    result = put_back(mine, [FIRST, SECOND, THIRD])

    assert [
        base.parts for base in origins(mine, [base_of(*e) for e in (FIRST, SECOND, THIRD)])
    ] == [base_of(*(FIRST, SECOND, THIRD)[number]).parts]
    assert isinstance(result, Merged)
    assert shown(result.data) == [
        "Doel",
        "Wij bellen direct terug.",
        "De receptie belt.",
        "Het team leest en schrijft mee.",
    ]


def test_two_that_differ_only_where_she_wrote_are_refused() -> None:
    mine = typed(made(*FIRST), "bellen terug", "bellen altijd en overal terug")

    result = put_back(mine, [FIRST, SECOND, (*SECOND[:3], "Het team leest alles.")])

    assert isinstance(result, Refused)
    assert (result.reason, result.why) == (
        "two_bases",
        "Dit bestand kan van meer dan één versie gemaakt zijn, en dat maakt verschil.",
    )


def test_two_that_differ_only_where_it_makes_no_difference_are_merged() -> None:
    """She deleted the line in which they differ."""
    mine = without(made(*FIRST), "bellen terug")

    result = put_back(mine, [FIRST, SECOND, (*SECOND[:3], "Het team leest alles.")])

    assert isinstance(result, Merged)
    assert shown(result.data) == ["Doel", "De balie belt.", "Het team leest alles."]


def test_lines_of_two_releases_in_one_file_are_refused() -> None:
    mine = made("# Doel", "Wij bellen terug.", "De receptie belt.", "Het team leest mee.")

    result = put_back(mine, [FIRST, SECOND, THIRD])

    assert isinstance(result, Refused)
    assert result.reason == "two_bases"


def test_a_line_that_her_file_never_had_comes_again() -> None:
    """She has the file of before that line, or deleted it: it comes, rather than never."""
    more = (*FIRST, "De intake is op maandag.")
    mine = typed(made(*FIRST), "leest mee", "leest en schrijft mee")

    result = put_back(mine, [FIRST, more])

    assert isinstance(result, Merged)
    assert shown(result.data) == [
        *("Doel", "Wij bellen terug.", "De balie belt.", "Het team leest en schrijft mee."),
        "De intake is op maandag.",
    ]


def test_a_line_that_she_may_have_edited_does_not_come_beside_it() -> None:
    more = (*FIRST, "De intake is op maandag.")
    mine = typed(made(*more), "op maandag", "op maandag en dinsdag")

    result = put_back(mine, [FIRST, more])

    assert isinstance(result, Refused)
    assert result.reason == "two_bases"


def test_each_row_of_a_table_tells_for_itself() -> None:
    first = table(("Stap", "Wie"), ("Bellen", "Balie"), ("Lezen", "Team"), ("Delen", "Team"))
    second = table(("Stap", "Wie"), ("Bellen", "Receptie"), ("Lezen", "Team"), ("Delen", "Team"))
    third = table(("Stap", "Wie"), ("Bellen", "Receptie"), ("Lezen", "Leiding"), ("Delen", "Team"))
    mine = typed(made("# Doel", second), "Delen", "Delen met elkaar")

    result = put_back(mine, [("# Doel", first), ("# Doel", second), ("# Doel", third)])

    assert isinstance(result, Merged)
    assert shown(result.data) == [
        *("Doel", "Stap", "Wie", "Bellen", "Receptie", "Lezen", "Leiding"),
        *("Delen met elkaar", "Team"),
    ]


def test_what_an_earlier_merge_left_of_hers_tells_too() -> None:
    """The base of a merged file knows what her blocks said then."""
    mine = typed(written(*FIRST), "De balie belt.", "Wie er zit, neemt op.")
    merged = merge_from(mine, made(*SECOND), date=DATE)
    assert isinstance(merged, Merged)
    base = read_base(read(merged.data))
    assert base is not None
    bare = made(
        "# Doel", "Wij bellen direct terug.", "Wie er zit, neemt op.", "Het team leest mee."
    )

    assert origins(bare, [base_of(*THIRD), base, base_of(*FIRST)]) == (base,)


def test_a_copy_of_before_fits_as_well_as_a_file_whose_open_proposal_she_refused() -> None:
    mine = made("# Doel", "Zo doen wij dat hier.", *FIRST[2:])
    hers = read_document(read(mine)).stories["body"].units[1].content
    merged = base_of("# Doel", "Wij bellen terug.", "Wij schrijven een brief.", *FIRST[2:])
    merged = replace(merged, left={"body:1": hers}, absent=frozenset({"body:2"}))

    assert origins(mine, [merged, base_of(*FIRST)]) == (merged, base_of(*FIRST))


def test_a_file_of_which_no_base_is_known_has_no_origin() -> None:
    assert origins(made(*FIRST), []) == ()
    assert origins(made("Een recept voor soep."), [base_of(*FIRST)]) == ()


def _sentence(rng: random.Random) -> str:
    return " ".join(rng.sample(WORDS, 7)).capitalize() + "."


def _next(rng: random.Random, release: Release, number: int) -> Release:
    """The release after one: some lines changed, a line added or dropped, all with an identity."""
    lines = list(release)
    for _ in range(rng.randint(1, 3)):
        at = rng.randrange(len(lines))
        what = rng.choice(("change", "change", "add", "drop"))
        if what == "change":
            words = lines[at][1].rstrip(".").split()
            words[rng.randrange(len(words))] = f"{rng.choice(WORDS)}{number}"
            lines[at] = (lines[at][0], " ".join(words) + ".")
        elif what == "add":
            lines.insert(at, (max(i for i, _ in lines) + 1 + number * 100, _sentence(rng)))
        elif len(lines) > 9:
            lines.pop(at)
    return tuple(lines)


def _edited(rng: random.Random, data: bytes, release: Release) -> tuple[bytes, set[int], list[str]]:
    """Her file with a few edits, which lines she touched, and the words that are hers."""
    touched: set[int] = set()
    words = []
    for number, (identity, text) in enumerate(rng.sample(release, rng.randint(0, 3))):
        what = rng.choice(("edit", "delete", "below"))
        if what == "edit":
            data = typed(data, text, text.replace(" ", f" mijn{number} ", 1))
        elif what == "delete":
            data = without(data, text)
        else:
            data = after(data, text, own(f"Eigen regel mijn{number}."))
        touched |= {identity} if what != "below" else set()
        words += [] if what == "delete" else [f"mijn{number}"]
    return data, touched, words


@pytest.mark.parametrize("seed", range(120))
def test_every_change_between_arrives_once_or_the_merge_is_refused(seed: int) -> None:
    rng = random.Random(seed)
    releases: list[Release] = [tuple((at, _sentence(rng)) for at in range(12))]
    for number in range(1, 5):
        releases.append(_next(rng, releases[-1], number))
    made_at = rng.randrange(5)
    mine, touched, words = _edited(
        rng, made(*(text for _, text in releases[made_at])), releases[made_at]
    )

    result = put_back(mine, [[text for _, text in each] for each in releases])

    if isinstance(result, Refused):
        assert result.reason == "two_bases"
        return
    lines = shown(result.data)
    told = {each.text for each in result.outcomes if each.kind == "withheld"}
    wanted = [text for at, text in releases[-1] if at not in touched and text not in told]
    assert {text: lines.count(text) for text in wanted} == dict.fromkeys(wanted, 1)
    former = {text for each in releases for identity, text in each if identity not in touched}
    assert [each for each in lines if each in former - set(wanted)] == []
    assert [each for each in words if each not in " ".join(lines)] == []
