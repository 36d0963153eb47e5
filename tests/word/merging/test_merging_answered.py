"""Some proposals in a block answered and others open: of what is answered the source goes on."""

import pytest
from word.merging.answering import answer_at
from word.merging.material import changed, made, merged, shown, typed, written
from word.specimen import table

from handbook.word.markup import Element, qualified

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
