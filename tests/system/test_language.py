"""No document says anything that a Dutch reader stumbles over, whatever the organisation does."""

import pytest
from language.reading import findings, misspelt, unneeded_words, unused_places

# Making every text of some fifty organisations takes longer than an ordinary test may; the second
# test uses the same texts and hunspell.
pytestmark = pytest.mark.system


def test_no_text_of_any_organisation_breaks_a_rule_of_our_language() -> None:
    assert [str(each) for each in findings()] == []
    assert unused_places() == ()


def test_every_word_is_in_the_dictionary_or_on_our_list_and_the_list_has_none_too_many() -> None:
    assert [str(each) for each in misspelt()] == []
    assert unneeded_words() == ()
