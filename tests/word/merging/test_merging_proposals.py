"""Proposals over several releases: they neither stack nor vanish, and rejected is rejected."""

import pytest
from word.merging.answering import answer
from word.merging.material import made, merged, said, shown, typed, written

BASE = ("# Bewaren", "De manager bewaart het verslag twee jaar in de kast.", "Tot slot.")
FIRST = (BASE[0], "De manager bewaart het verslag vijf jaar in de kast.", BASE[2])
SECOND = (BASE[0], "De manager bewaart het verslag zeven jaar in de kast.", BASE[2])
HERS = typed(written(*BASE), "De manager", "De teamleider")


def test_an_open_proposal_stays_as_it_is() -> None:
    once = merged(HERS, made(*FIRST)).data
    result = merged(once, made(*FIRST))

    assert result.data == once
    assert result.count("open") == 1


def test_an_open_proposal_is_replaced_by_the_newest_and_does_not_stack() -> None:
    result = merged(merged(HERS, made(*FIRST)).data, made(*SECOND))

    assert shown(result.data)[1] == "De teamleider bewaart het verslag zeven jaar in de kast."
    assert (
        shown(result.data, "reject")[1] == "De teamleider bewaart het verslag twee jaar in de kast."
    )
    assert len(said(result.data)) == 1


def test_a_rejected_proposal_does_not_come_back() -> None:
    rejected = answer(merged(HERS, made(*FIRST)).data, accept=False)
    result = merged(rejected, made(*FIRST))

    assert result.data == rejected
    assert shown(result.data)[1] == "De teamleider bewaart het verslag twee jaar in de kast."


def test_after_a_rejected_proposal_a_newer_text_is_proposed() -> None:
    rejected = answer(merged(HERS, made(*FIRST)).data, accept=False)
    result = merged(rejected, made(*SECOND))

    assert shown(result.data)[1] == "De teamleider bewaart het verslag zeven jaar in de kast."
    assert (
        shown(result.data, "reject")[1] == "De teamleider bewaart het verslag twee jaar in de kast."
    )


def test_an_accepted_proposal_is_her_text() -> None:
    accepted = answer(merged(HERS, made(*FIRST)).data, accept=True)
    result = merged(accepted, made(*SECOND))

    assert (
        shown(result.data, "reject")[1] == "De teamleider bewaart het verslag vijf jaar in de kast."
    )
    assert shown(result.data)[1] == "De teamleider bewaart het verslag zeven jaar in de kast."


@pytest.mark.parametrize("accept", [True, False])
def test_answering_all_leaves_no_change_of_ours(*, accept: bool) -> None:
    answered = answer(merged(HERS, made(*FIRST)).data, accept=accept)

    assert shown(answered) == shown(answered, "reject")


def test_her_words_stay_in_the_comment_when_all_is_accepted() -> None:
    mine = typed(written(*BASE), "twee jaar", "negen maanden")
    accepted = answer(merged(mine, made(*FIRST)).data, accept=True)

    assert "negen maanden" not in "\n".join(shown(accepted))
    assert "negen maanden" in "\n".join(said(accepted))
