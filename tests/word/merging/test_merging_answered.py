"""Some proposals in a block answered and others open: of what is answered the source goes on."""

from itertools import pairwise

import pytest
from word.merging.answering import answer_at
from word.merging.material import changed, made, merged, shown, typed, written
from word.specimen import table

from handbook.word.package.markup import Element, qualified

HEAD = ("Wat", "Hoe lang")
LINE = "Wij bellen binnen {} terug en wij schrijven daarna binnen {} een brief aan de cliënt."


def terms(first: str, second: str, third: str = "een maand") -> tuple[str, str]:
    rows = (
        ("Eerste reactie op de vraag", f"binnen {first}"),
        ("Plan samen maken en bespreken", f"binnen {second}"),
        ("Dossier sluiten na afloop", f"binnen {third}"),
    )
    return "# Termijnen", table(HEAD, *rows)


def with_row(*extra: tuple[str, str], last: str = "2 weken") -> tuple[str, str]:
    rows = (("Eerste reactie", "binnen 1 dag"), *extra, ("Plan samen maken", f"binnen {last}"))
    return "# Termijnen", table(HEAD, *rows)


MINE = typed(written(*terms("1 dag", "2 weken")), "binnen 1 dag", "zeker binnen 1 dag")
BOTH = typed(MINE, "binnen 2 weken", "zeker binnen 2 weken")
CALL = ("Terugbellen bij geen gehoor", "binnen een week")


def accept_first(root: Element) -> None:
    """Accept the first change of words in her file."""
    gone, came = (next(root.iter(qualified(f"w:{kind}"))) for kind in ("del", "ins"))
    gone.getparent().remove(gone)
    for each in list(came):
        came.addprevious(each)
    came.getparent().remove(came)


def test_a_cell_that_she_left_alone_follows_the_source_while_another_is_open() -> None:
    once = merged(MINE, made(*terms("3 dagen", "2 weken", "een half jaar"))).data

    for first, third in (("1 dag", "een maand"), ("3 dagen", "een maand"), ("3 dagen", "een jaar")):
        lines = shown(merged(once, made(*terms(first, "2 weken", third))).data)
        assert lines[4] == f"zeker binnen {first}"
        assert lines[-1] == f"binnen {third}"


@pytest.mark.parametrize("accept", [True, False])
def test_of_an_answered_cell_only_what_the_source_changes_is_proposed(*, accept: bool) -> None:
    once = merged(BOTH, made(*terms("3 dagen", "5 weken"))).data
    answered = answer_at(once, "3 dagen", accept=accept)
    said = "zeker binnen 3 dagen" if accept else "zeker binnen 1 dag"
    same = merged(answered, made(*terms("3 dagen", "6 weken"))).data
    back = merged(answered, made(*terms("1 dag", "5 weken"))).data

    assert (shown(same)[4], shown(same)[6]) == (said, "zeker binnen 6 weken")
    assert (shown(back, "reject")[4], shown(back)[4]) == (said, "zeker binnen 1 dag")


def test_an_answered_change_in_a_paragraph_follows_the_source_while_another_is_open() -> None:
    mine = typed(written("# Kop", LINE.format("1 dag", "2 weken")), "Wij bellen", "Wij bellen ook")
    once = merged(mine, made("# Kop", LINE.format("drie dagen", "vijf maanden"))).data
    accepted = changed(once, accept_first)
    back = merged(accepted, made("# Kop", LINE.format("1 dag", "vijf maanden"))).data
    on = merged(accepted, made("# Kop", LINE.format("drie dagen", "zes jaar"))).data
    ours = LINE.replace("Wij bellen", "Wij bellen ook")

    assert shown(back)[1] == ours.format("1 dag", "vijf maanden")
    assert shown(back, "reject")[1] == ours.format("drie dagen", "2 weken")
    assert shown(on)[1] == ours.format("drie dagen", "zes jaar")
    assert shown(on, "reject")[1] == ours.format("drie dagen", "2 weken")


def test_a_row_that_she_accepted_goes_with_the_source_while_another_proposal_is_open() -> None:
    mine = typed(written(*with_row()), "binnen 2 weken", "zeker binnen 2 weken")
    once = merged(mine, made(*with_row(CALL, last="5 weken"))).data
    accepted = answer_at(once, CALL[0], accept=True)
    refused = answer_at(once, CALL[0], accept=False)

    assert CALL[0] not in shown(merged(accepted, made(*with_row(last="5 weken"))).data)
    assert CALL[0] in shown(merged(once, made(*with_row(CALL, last="6 weken"))).data)
    assert CALL[0] not in shown(merged(refused, made(*with_row(CALL, last="6 weken"))).data)


def test_a_row_whose_end_she_accepted_comes_back_with_the_source() -> None:
    mine = typed(written(*with_row(CALL)), "binnen 2 weken", "zeker binnen 2 weken")
    once = merged(mine, made(*with_row(last="5 weken"))).data
    accepted = answer_at(once, CALL[0], accept=True)
    refused = answer_at(once, CALL[0], accept=False)

    assert CALL[0] in shown(merged(accepted, made(*with_row(CALL, last="5 weken"))).data)
    assert CALL[0] not in shown(merged(once, made(*with_row(last="6 weken"))).data)
    assert CALL[0] in shown(merged(refused, made(*with_row(last="6 weken"))).data)


VISITS = (
    ("Gesprek bij een dreigende ontruiming", "binnen 3 dagen"),
    ("Gesprek bij een dreigende afsluiting", "binnen 3 dagen"),
    ("Gesprek bij een bedreigende situatie", "binnen 3 dagen"),
)


VISITED = typed(written(*with_row(*VISITS)), "binnen 2 weken", "zeker binnen 2 weken")


def refused_one() -> bytes:
    """Her file after three rows went: the first stands open, then one accepted, one refused."""
    once = merged(VISITED, made(*with_row())).data
    return answer_at(answer_at(once, "afsluiting", accept=True), "situatie", accept=False)


def set_term(root: Element, name: str, term: str) -> None:
    """Write `term` in the second cell of the row that says `name`."""
    rows = root.iter(qualified("w:tr"))
    row = next(each for each in rows if name in "".join(each.itertext()))
    list(row.iter(qualified("w:t")))[-1].text = term


def visits(data: bytes) -> list[tuple[str, str]]:
    """The rows of the visits, when all our proposals are accepted."""
    lines = shown(data)
    return [(name, term) for name, term in pairwise(lines) if name.startswith("Gesprek")]


def test_a_row_that_still_stands_is_not_proposed_when_the_source_has_it_again() -> None:
    back = merged(refused_one(), made(*with_row(*VISITS))).data

    assert visits(back) == list(VISITS)


def test_a_refused_row_that_she_edited_is_not_proposed_beside_her_own() -> None:
    edited = changed(refused_one(), lambda root: set_term(root, "situatie", "zeker binnen 2 dagen"))
    back = merged(edited, made(*with_row(*VISITS))).data
    other = merged(edited, made(*with_row(*VISITS[:2]))).data

    ours = (VISITS[2][0], "zeker binnen 2 dagen")
    assert visits(back) == [*VISITS[:2], ours]
    assert visits(other) == [*VISITS[:2], ours]


def test_of_a_refused_row_a_later_change_in_the_source_is_proposed_in_it() -> None:
    late = (VISITS[2][0], "binnen 4 dagen")
    back = merged(refused_one(), made(*with_row(*VISITS[:2], late))).data

    assert visits(back) == [*VISITS[:2], late]


def test_what_she_accepted_in_a_row_that_stays_is_proposed_when_the_source_has_it_again() -> None:
    emptied = changed(refused_one(), lambda root: set_term(root, "situatie", ""))
    back = shown(merged(emptied, made(*with_row(*VISITS))).data)

    assert back.count("binnen 3 dagen") == len(VISITS)


def test_a_row_that_was_to_go_stays_open_when_another_change_was_accepted() -> None:
    def rows(first: str, *more: tuple[str, str]) -> tuple[str, ...]:
        plan = ("Plan samen maken en bespreken", "binnen 2 weken")
        asked = ("Eerste reactie op de vraag", f"binnen {first}")
        return "# Termijnen", table(("Wat", "Hoe lang"), asked, plan, *more)

    closing = ("Dossier sluiten na afloop", "binnen een maand")
    mine = typed(written(*rows("1 dag", closing)), "binnen 2 weken", "zeker binnen 2 weken")
    accepted = answer_at(merged(mine, made(*rows("3 dagen"))).data, "3 dagen", accept=True)
    result = merged(accepted, made(*rows("4 dagen"))).data
    assert "Dossier sluiten na afloop" not in " ".join(shown(result))
    assert "Dossier sluiten na afloop" in " ".join(shown(result, "reject"))
