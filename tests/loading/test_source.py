"""A text file becomes a tree with every scalar as typed, or tells why not."""

import pytest
import yaml

from handbook.errors import Place, YamlError
from handbook.loading.text import decoding, yaml_source


def codes(data: bytes) -> list[str]:
    with pytest.raises(YamlError) as caught:
        yaml_source.read(data, "x.yaml")
    return [problem.code for problem in caught.value.problems]


def test_every_scalar_stays_as_typed() -> None:
    typed = """\
kvk: 01234567
editie: 1.10
sluit: 17:30
land: NO
antwoord: ja
datum: 31-03-2026
dag: 2025-02-30
leeg:
tilde: ~
null_in_tekst: "null"
bedrag: 1.000
"""
    assert yaml_source.parse(typed, "x.yaml").data == {
        "kvk": "01234567",
        "editie": "1.10",
        "sluit": "17:30",
        "land": "NO",
        "antwoord": "ja",
        "datum": "31-03-2026",
        "dag": "2025-02-30",
        "leeg": None,
        "tilde": None,
        "null_in_tekst": "null",
        "bedrag": "1.000",
    }


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_unicode_files_are_read_whoever_wrote_them(encoding: str) -> None:
    mark = "\ufeff" if encoding in {"utf-16-le", "utf-16-be"} else ""
    tree = yaml_source.read(f"{mark}naam: Cliënt\r\nkvk: 1\r\n".encode(encoding), "x.yaml")
    assert (tree.data, tree.problems) == ({"naam": "Cliënt", "kvk": "1"}, ())


def test_windows_1252_is_read_with_an_offer_to_save_it_again() -> None:
    tree = yaml_source.read("naam: Café € 5".encode("cp1252"), "x.yaml")
    assert tree.data == {"naam": "Café € 5"}
    assert [(each.code, each.weight, str(each.place)) for each in tree.problems] == [
        ("HB108", "let op", "x.yaml")
    ]


def test_bytes_that_are_no_text_are_refused() -> None:
    assert codes(b"naam: \x81\x8d\xff") == ["HB108"]
    assert codes(b"PK\x03\x04\x00\x00") == ["HB106"]


def test_decomposed_letters_of_a_mac_become_one() -> None:
    assert yaml_source.read("naam: clie\u0308nt".encode(), "x.yaml").data == {"naam": "cliënt"}


@pytest.mark.parametrize(
    "text",
    [
        "[" * 100_000,
        "- " * 100_000,
        "a: " + "{" * 100_000,
        "? " * 50_000,
        "\n".join(" " * depth + "a:" for depth in range(1_000)),
        "a: " + "[" * 60 + "]" * 60,
    ],
)
def test_deep_nesting_is_refused_and_kills_nothing(text: str) -> None:
    assert codes(text.encode()) == ["HB107"]


def test_too_large_and_too_many_are_refused() -> None:
    assert codes(b"a: " + b"x" * decoding.MAX_BYTES) == ["HB107"]
    assert codes(b"a: [" + b"x," * 200_000 + b"]") == ["HB107"]


def test_an_alias_bomb_is_refused_at_once() -> None:
    bomb = "a: &a [x, x]\n" + "".join(
        f"{new}: &{new} [*{old}, *{old}]\n" for old, new in zip("abcdefgh", "bcdefghi", strict=True)
    )
    assert set(codes(bomb.encode())) == {"HB105"}


def test_ampersands_stars_and_exclamation_marks_in_a_text_are_just_text() -> None:
    typed = "a: RI&E, R&D en AT&T\nb: 5*3 en **vet**\nc: Doe mee!\nd: x & y\ne: [a&b, c!]\n"
    assert yaml_source.parse(typed, "x.yaml").data == {
        "a": "RI&E, R&D en AT&T",
        "b": "5*3 en **vet**",
        "c": "Doe mee!",
        "d": "x & y",
        "e": ["a&b", "c!"],
    }


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_places_count_lines_whatever_ends_them(end: str) -> None:
    tree = yaml_source.parse(end.join(["a: 1", "b:", "  - x", "  - {c: 2}"]), "x.yaml")
    assert tree.place(("b", 1, "c")) == Place("x.yaml", 4, 9, "  - {c: 2}")
    assert tree.place(("b", 1, "c"), key=True) == Place("x.yaml", 4, 6, "  - {c: 2}")
    assert tree.place(("b", 7)) == Place("x.yaml", 3, 3, "  - x")


def test_a_hash_inside_quotes_or_a_block_is_text() -> None:
    typed = "a: 'nr #1'\nb: |\n  kleur #fff\n# x #y\nc: 1  # een #woord\n"
    assert yaml_source.parse(typed, "x.yaml").problems == ()


def test_a_long_line_is_shown_around_the_place() -> None:
    line = "x" * 500 + "hier" + "y" * 500
    shown = decoding.excerpt(line, 501)
    assert len(shown) <= 142
    assert "hier" in shown
    assert shown[0] == shown[-1] == "…"


def test_the_slow_parser_says_what_the_fast_one_says(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = ["a: [1, {b: c}]\nd: |\n  e\n", "a: b: c\n", 'a: "b\n', "a:\n\t- b\n", "- a\n"]

    def results() -> list[object]:
        found: list[object] = []
        for text in texts:
            try:
                found.append(yaml_source.parse(text, "x.yaml").data)
            except YamlError as error:
                found.append([(each.code, each.place) for each in error.problems])
        return found

    fast = results()

    class Slow(yaml.SafeLoader):
        pass

    monkeypatch.setattr(yaml_source, "_Loader", Slow)
    assert results() == fast
