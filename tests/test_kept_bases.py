"""Of each document the bases before the newest are kept, and what they share is there once."""

import zlib

import pytest
from word.merging.material import body, written
from word.specimen import parts

from handbook import opc
from handbook.pipeline.organisation.base_file import (
    WHOLE,
    KeptBases,
    Since,
    distinct,
    line_of,
    packed,
    part_of,
    parts_of,
    sum_of,
    sums_of,
    unpacked,
    with_earlier,
    with_gone,
    with_newest,
    with_published,
    with_since,
    without,
)
from handbook.word.merge import kept_part, read_kept

EMPTY = KeptBases(owner="0123456789abcdef")


def base(*blocks: str) -> bytes:
    part = kept_part(written(*blocks))
    assert part is not None
    return part


ONE, TWO, THREE = (base("# Doel", f"Wij bellen binnen {n} dagen terug." * 4) for n in (1, 2, 3))


def three() -> KeptBases:
    kept = EMPTY
    for part in (ONE, TWO, THREE):
        kept = with_newest(kept, "PP-01", part)
    return kept


def test_the_newest_stands_first_and_those_before_it_follow() -> None:
    assert [read_kept(part) for part in parts_of(three(), "PP-01")] == [
        read_kept(part) for part in (THREE, TWO, ONE)
    ]
    assert parts_of(three(), "PP-02") == ()


def test_what_is_packed_comes_back_and_gives_the_same_bytes() -> None:
    data = packed(three())
    assert unpacked(data) == three()
    assert packed(unpacked(data)) == data


def test_a_text_that_bases_share_is_there_once() -> None:
    found = opc.unpack(packed(three()))
    texts = [zlib.decompress(found[name]) for name in found if name.startswith("delen/")]
    assert len(texts) == len(set(texts))
    assert sum(body("# Doel", "Wij bellen binnen 1").encode()[:20] in each for each in texts) == 2
    assert sum(each == parts(body("x"))["word/styles.xml"] for each in texts) == 1


def test_a_base_that_comes_again_is_the_newest_and_there_once() -> None:
    kept = with_newest(three(), "PP-01", ONE)
    assert [line_of(part) for part in parts_of(kept, "PP-01")] == [
        line_of(part) for part in (ONE, THREE, TWO)
    ]
    assert with_newest(kept, "PP-01", ONE) == kept
    assert with_newest(EMPTY, "PP-01", ONE) == with_newest(
        with_newest(EMPTY, "PP-01", ONE), "PP-01", ONE
    )


def test_one_beside_the_newest_comes_before_the_earlier_ones() -> None:
    kept = with_earlier(with_newest(EMPTY, "PP-01", ONE), "PP-01", TWO)
    assert [line_of(part) for part in parts_of(kept, "PP-01")] == [line_of(ONE), line_of(TWO)]


def test_a_text_that_no_base_points_to_any_more_goes() -> None:
    kept = three()
    less = without(kept, "PP-01", kept.earlier["PP-01"])
    assert sorted(opc.unpack(packed(less))) == ["PP-01.xml", "kenmerk"]


def test_a_folder_of_before_has_the_newest_alone() -> None:
    data = opc.pack({"kenmerk": b"0123456789abcdef", "PP-01.xml": ONE})
    assert unpacked(data) == KeptBases(owner="0123456789abcdef", newest={"PP-01": ONE})


def noted() -> KeptBases:
    """Three bases of which the first is published, two that are gone, and from when on."""
    kept = with_published(three(), "PP-01", ONE)
    kept = with_gone(kept, "PP-01", [frozenset({"b", "c"})])
    kept = with_gone(kept, "PP-01", [frozenset({"a", "b"})])
    kept = with_since(kept, "F-01", WHOLE)
    return with_since(
        kept, "PP-01", Since(version="1.0", approved=True, before=sums_of(kept, "PP-01"))
    )


def test_from_when_on_they_are_kept_comes_back_and_what_is_published_or_gone_too() -> None:
    kept = noted()
    assert unpacked(packed(kept)) == kept
    assert kept.published == {"PP-01": {sum_of(line_of(ONE))}}
    assert kept.gone == {"PP-01": ({"a", "b"}, {"b", "c"})}
    assert kept.earlier == three().earlier  # it was kept already


def test_what_is_published_and_not_kept_yet_is_kept() -> None:
    kept = with_published(with_newest(EMPTY, "PP-01", TWO), "PP-01", ONE)
    assert [line_of(part) for part in parts_of(kept, "PP-01")] == [line_of(TWO), line_of(ONE)]
    assert with_published(kept, "PP-01", b"geen basis") == kept


def test_of_a_damaged_row_it_is_not_known_from_when_on_they_are_kept() -> None:
    files = opc.unpack(packed(noted()))
    damaged = opc.pack({**files, "sinds": b"F-01\n\xff\nPP-02\t0.1\t\t", "gepubliceerd": b"PP-01"})
    found = unpacked(damaged)
    assert (found.since, found.published) == ({"PP-02": Since(version="0.1")}, {})


@pytest.mark.parametrize(
    "line",
    [
        "",
        "{}",
        "[1]",
        '{"parts": {"word/document.xml": 3}}',
        '{"parts": {"word/document.xml": "deel:ab"}}',
        f'{{"parts": {{"word/document.xml": "deel:{"0" * 64}"}}}}',
        "[" * 100_000,
    ],
)
def test_a_damaged_line_tells_no_base(line: str) -> None:
    kept = KeptBases(earlier={"PP-01": (line,)}, texts={"0" * 64: zlib.compress(b"iets anders")})
    assert part_of(kept, line) is None
    assert parts_of(kept, "PP-01") == ()


def test_a_part_that_holds_no_base_is_not_kept() -> None:
    assert with_earlier(three(), "PP-01", b"geen basis") == three()
    assert distinct((ONE, b"geen basis", TWO, ONE)) == (ONE, TWO)
    with pytest.raises(ValueError, match="beschadigd"):
        with_newest(EMPTY, "PP-01", b"geen basis")
