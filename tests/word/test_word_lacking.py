"""What a person did in one file and another does not have: her words, and what she took out."""

from pathlib import Path

import pytest
from word.merging.material import typed, written
from word.merging.test_merging_fields import complex_field, line, ours, over
from word.merging.wordsim import save

from handbook.word.hand_edits.missing_words import MissingWords, lacking

LINES = ("# Doel", "Wij bespreken elke melding in het team.", "Wij bewaren het verslag.")
OURS = written(*LINES)
NOTHING = MissingWords()


def edited(*pairs: tuple[str, str]) -> bytes:
    data = OURS
    for old, new in pairs:
        data = typed(data, old, new)
    return data


def test_her_words_are_told_without_ours_around_them() -> None:
    hers = edited(("in het team.", "in het team. Fatima belt iedereen."))
    assert lacking(hers, OURS) == MissingWords(written=("Fatima belt iedereen.",))


def test_one_word_is_told_with_its_line() -> None:
    hers = edited(("elke melding", "iedere melding"))
    assert lacking(hers, OURS) == MissingWords(
        written=("Wij bespreken iedere melding in het team.",)
    )


def test_what_she_took_out_is_told_where_it_is_there_again() -> None:
    assert lacking(edited((" in het team", "")), OURS) == MissingWords(taken_out=("in het team",))
    assert lacking(edited((LINES[2], "")), OURS) == MissingWords(taken_out=(LINES[2],))


@pytest.mark.parametrize("seed", range(3))
def test_a_file_that_has_all_of_it_lacks_nothing(seed: int) -> None:
    hers = edited(("in het team.", "in het team. Fatima belt iedereen."), (LINES[2], ""))
    for other in (hers, save(hers, seed)):
        assert lacking(hers, other) == lacking(save(hers, seed), other) == NOTHING


def test_nobody_did_anything_in_a_file_that_word_saved() -> None:
    assert lacking(save(OURS, 1), written("# Doel", "Een andere tekst.")) == NOTHING


def test_our_own_new_text_is_nothing_that_lacks() -> None:
    hers = edited(("in het team.", "in het team. Fatima belt iedereen."))
    newer = typed(
        written(LINES[0], LINES[1], "Wij bewaren het verslag zes jaar."),
        "in het team.",
        "in het team. Fatima belt iedereen.",
    )
    assert lacking(hers, newer) == NOTHING


def test_words_typed_over_a_field_are_hers() -> None:
    wrote = ours(line("Zie", complex_field("TITLE", "Aanmelding")))
    hers = over(wrote, "Aanmelding", "Aanmelding van Anja")
    assert lacking(hers, wrote).written == ("Aanmelding van Anja",)
    assert lacking(hers, hers) == NOTHING


@pytest.mark.parametrize("other", [OURS, b"", b"geen Word"])
def test_a_file_that_says_no_more_what_we_wrote_is_compared_by_its_words(other: bytes) -> None:
    foreign = Path(__file__).parents[2].joinpath("templates")
    data = next(foreign.glob("*.docx")).read_bytes()
    assert lacking(data, other) == MissingWords(unknown=True)
    assert lacking(data, data) == NOTHING
