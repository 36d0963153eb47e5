from hypothesis import given
from hypothesis import strategies as st

from handbook.word.comparison.word_diff import Change, changes

TEXTS = st.one_of(
    st.text(), st.lists(st.sampled_from(["de", "cliënt", " ", ".", "_"])).map("".join)
)


@given(TEXTS, TEXTS)
def test_the_pieces_are_both_texts(old: str, new: str) -> None:
    pieces = changes(old, new)
    assert "".join(piece.old for piece in pieces) == old
    assert "".join(piece.new for piece in pieces) == new


def test_a_changed_word_stands_alone() -> None:
    assert changes("binnen vier weken", "binnen zes weken") == (
        Change(old="binnen ", new="binnen "),
        Change(old="vier", new="zes"),
        Change(old=" weken", new=" weken"),
    )


def test_a_blank_between_two_changes_goes_with_them() -> None:
    assert changes("binnen vier weken klaar", "binnen zes dagen klaar") == (
        Change(old="binnen ", new="binnen "),
        Change(old="vier weken", new="zes dagen"),
        Change(old=" klaar", new=" klaar"),
    )
