"""Whatever she and the source did: nothing of hers is lost, and every change arrives or is told."""

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from word.merging.fuzzing import WORDS, Editor
from word.merging.judging import judge, judge_years
from word.merging.laying import lay_for_years
from word.merging.material import made
from word.merging.meanings import wrong, years
from word.merging.words_of import text_after
from word.merging.wordsim import save
from word.specimen import job, procedure, table

from handbook.word.merge import with_base
from handbook.word.package.package import pack, read
from handbook.word.rendering import render

TEMPLATES = Path(__file__).parents[3] / "templates"
BOILERPLATE = "Deze tekst is van de organisatie."


def small(chance: random.Random) -> bytes:
    """A document of random sentences, with boilerplate between them, a list and two tables."""

    def sentence() -> str:
        return " ".join(chance.choice(WORDS) for _ in range(chance.randint(4, 14)))

    blocks: list[str] = []
    for number in range(3):
        blocks += [f"# {sentence()}", sentence(), BOILERPLATE, sentence(), f"- {sentence()}"]
        if number % 2 == 0:
            blocks.append(table(*[(sentence(), sentence()) for _ in range(4)]))
    return made(*blocks)


@pytest.mark.parametrize("seed", range(30))
def test_one_merge(seed: int) -> None:
    chance = random.Random(seed)
    data = small(chance)
    hers = Editor(pack(with_base(read(data))), chance, "u", hers=True)
    mine = save(hers.run(8), seed)
    source = Editor(data, chance, "s", hers=False)
    judged, _ = judge(mine, source.run(8), hers.trace, source.trace)

    assert judged.wrong == []


@pytest.mark.parametrize("seed", range(8))
def test_five_releases(seed: int) -> None:
    chance = random.Random(seed)
    judged = judge_years(small(chance), chance, 5, 6, lambda data: save(data, chance.randrange(99)))

    assert judged.wrong == []


@pytest.mark.parametrize("seed", range(5))
def test_five_releases_with_ranges_equal_sentences_and_half_answered_proposals(seed: int) -> None:
    chance = random.Random(seed)

    assert lay_for_years(small(chance), chance, 14).wrong == []


def test_a_document_of_the_program_over_five_releases() -> None:
    chance = random.Random(7)
    data = render(job(procedure(), (TEMPLATES / "procedure.docx").read_bytes()))
    judged = judge_years(data, chance, 5, 6, lambda each: save(each, chance.randrange(99)))

    assert judged.wrong == []


@pytest.mark.parametrize("seed", range(4))
def test_what_is_no_typing_is_kept_or_told_over_three_releases(seed: int) -> None:
    chance = random.Random(seed)
    data = render(job(procedure(), (TEMPLATES / "procedure.docx").read_bytes()))
    found = years(data, chance, (3, 8, 4), lambda each: save(each, chance.randrange(99)))

    assert wrong(found) == []
    assert any(kind == "field_result" for kind, _ in found.fates.found)


def texts(*own: str) -> st.SearchStrategy[str]:
    words = ("de", "zorg", "van", "team", ",", ".", "Wmo", *own)
    return st.lists(st.sampled_from(words), max_size=12).map(" ".join)


@settings(max_examples=300, deadline=None)
@given(texts(), texts("QA", "QB"), texts("QC", "QD"))
def test_words_of_both_are_there_or_in_what_was_lost(base: str, hers: str, new: str) -> None:
    merged, lost = text_after(base, hers, new)

    for word in ("QA", "QB"):
        assert merged.count(word) + "".join(lost).count(word) == hers.count(word)
    for word in ("QC", "QD"):
        assert merged.count(word) == new.count(word)
    if hers == base:
        assert (merged, lost) == (new, [])
    if new in (base, hers):
        assert (merged, lost) == (hers, [])
