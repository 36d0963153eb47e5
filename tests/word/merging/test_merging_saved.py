"""What a program rewrites when it saves is no edit of hers."""

import pytest
from word.merging.material import DATE, made, merged, typed, written
from word.merging.wordsim import save
from word.specimen import table

from handbook.word.merge import merge
from handbook.word.package.package import pack, read

BLOCKS = (
    "# Doel van het beleid",
    "Wij bespreken elke melding in het team van de cliënt.",
    "- Schrijf op wat er gebeurde.",
    "- Bel de huisarts.",
    table(("Wie", "Wat"), ("De manager", "Bewaart het verslag twee jaar")),
    "Tot slot.",
)


@pytest.mark.parametrize("seed", range(8))
def test_a_file_that_was_only_saved_is_unchanged(seed: int) -> None:
    result = merged(save(written(*BLOCKS), seed), made(*BLOCKS))

    assert {each.kind for each in result.outcomes} == {"unchanged"}
    assert result.data == save(written(*BLOCKS), seed)


@pytest.mark.parametrize("seed", range(4))
def test_her_edit_is_found_in_a_saved_file(seed: int) -> None:
    mine = save(typed(written(*BLOCKS), "twee jaar", "drie jaar"), seed)
    result = merged(mine, made("# Doel van het beleid", "Wij bespreken alles.", *BLOCKS[2:]))

    assert [each.text for each in result.outcomes if each.kind == "kept"] == [
        "Wie\tWat\nDe manager\tBewaart het verslag drie jaar"
    ]
    assert [each.text for each in result.outcomes if each.kind == "renewed"] == [
        "Wij bespreken alles."
    ]


def test_the_same_merge_gives_the_same_bytes() -> None:
    mine = save(typed(written(*BLOCKS), "twee jaar", "drie jaar"), 1)
    new = made(*BLOCKS[:4], table(("Wie", "Wat"), ("De manager", "Bewaart alles")), "Tot slot.")

    assert merge(mine, new, date=DATE) == merge(mine, new, date=DATE)


def test_a_base_of_the_same_parts_has_the_same_bytes() -> None:
    assert written(*BLOCKS) == written(*BLOCKS)
    parts = read(made(*BLOCKS))
    assert pack(parts) == made(*BLOCKS)
