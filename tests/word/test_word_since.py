"""Whether a person changed a file, and what of it can be taken over: words in fields count."""

from word.merging.material import typed
from word.merging.test_merging_contents import chapters, with_line
from word.merging.test_merging_fields import complex_field, line, ours, over
from word.merging.wordsim import save

from handbook.word.hand_edits.edited_since import changed_by_hand
from handbook.word.hand_edits.edits import edits_of
from handbook.word.merge import with_base
from handbook.word.package.package import pack, read

WRITTEN = ours(line("Zie", complex_field("TITLE", "Aanmelding")))


def test_words_typed_in_a_field_are_a_change() -> None:
    assert changed_by_hand(WRITTEN, over(WRITTEN, "Aanmelding", "Aanmelding van Anja"))


def test_a_result_that_word_worked_out_is_no_change() -> None:
    written = ours(line("Blad", complex_field("PAGE", "1")))

    assert not changed_by_hand(written, save(over(written, "1", "12"), 4))


def test_a_line_in_the_contents_page_is_a_change() -> None:
    written = pack(with_base(read(chapters("Wie wij zijn", "Hoe wij werken"))))

    assert not changed_by_hand(written, save(written, 1))
    assert changed_by_hand(written, with_line(written, "Vraag Anja om de bijlagen", 1))


def test_words_typed_in_a_field_cannot_be_taken_over_and_are_named() -> None:
    mine = over(WRITTEN, "Aanmelding", "Aanmelding van Anja")
    found = edits_of(mine)

    assert found is not None
    assert [each.oddity for each in found.stretches if each.changed] == ["veld"]


def test_words_typed_in_a_field_of_a_header_are_a_change_beside_the_text() -> None:
    header = line("Versie", complex_field("DOCPROPERTY Versie", "0.1"))
    mine = typed(ours(header=header), ">0.1<", ">0.1 besproken<", "word/header1.xml")
    found = edits_of(mine)

    assert found is not None
    assert found.aside == ("header:0:default",)
