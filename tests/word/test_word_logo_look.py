"""A logo that can be used, but that a reader would not see well."""

from pathlib import Path

import pytest
import resvg_py
from small_library import library

from handbook.loading.workspace import open_workspace
from handbook.pipeline.safeguards.sources import check
from handbook.word.pictures import logo as logos
from handbook.word.pictures import logo_legibility
from handbook.word.pictures.logo import to_png
from handbook.word.pictures.logo_legibility import doubts_of

__all__ = ["library"]

PAGE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">{shape}</svg>'
CIRCLE = '<circle cx="20" cy="20" r="15" fill="{colour}"/>'


def drawn(svg: str, size: tuple[int, int]) -> bytes:
    return bytes(resvg_py.svg_to_bytes(svg_string=svg, width=size[0], height=size[1]))


@pytest.fixture(autouse=True)
def _drawn_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Draw small, in this process: how large and where, test_word_logo and _drawing hold."""
    monkeypatch.setattr(logos, "_DRAWN", 300)
    for module in (logos, logo_legibility):
        monkeypatch.setattr(module, "draw", drawn)


def logo(shape: str, width: int = 40, height: int = 40) -> bytes:
    return PAGE.format(width=width, height=height, shape=shape).encode()


def painted(colour: str) -> bytes:
    """Return a PNG of a circle on a ground one can see through."""
    svg = logo(CIRCLE.format(colour=colour)).decode()
    return drawn(svg, (80, 80))


def doubts(data: bytes) -> list[str]:
    return [what for what, _ in doubts_of(data, to_png(data))]


@pytest.mark.parametrize("colour", ["white", "#fefefe", "#f0f0f0", "#ffffff00"])
@pytest.mark.parametrize("make", [painted, lambda colour: logo(CIRCLE.format(colour=colour))])
def test_a_logo_that_white_paper_does_not_show_is_told(make, colour: str) -> None:  # type: ignore[no-untyped-def]
    assert doubts(make(colour)) == ["het logo is wit of bijna wit, en op papier niet te zien"]


@pytest.mark.parametrize("colour", ["#123456", "#d0d0d0", "#ffe000", "red"])
def test_a_logo_that_can_be_seen_is_not(colour: str) -> None:
    assert doubts(painted(colour)) == []
    assert doubts(logo(CIRCLE.format(colour=colour))) == []


def test_a_white_picture_on_a_dark_ground_can_be_seen() -> None:
    dark = '<rect width="40" height="40" fill="#123456"/>' + CIRCLE.format(colour="white")
    assert doubts(logo(dark)) == []


@pytest.mark.parametrize(
    ("width", "height", "told"),
    [
        (180, 3000, ["het logo is 16,7 keer zo hoog als breed: een smalle streep"]),
        (3000, 180, ["het logo is 16,7 keer zo breed als hoog: een smalle streep"]),
        (40, 80, []),
        (40, 100, ["het logo is 2,5 keer zo hoog als breed: een smalle streep"]),
        (480, 40, []),
    ],
)
def test_a_logo_of_which_a_stripe_is_left_is_told(width: int, height: int, told: list[str]) -> None:
    filled = f'<rect width="{width}" height="{height}" fill="navy"/>'
    assert doubts(logo(filled, width, height)) == told


def test_letters_in_a_drawing_are_told_and_shapes_are_not() -> None:
    told = ["het logo heeft letters die elke computer in zijn eigen lettertype tekent"]
    ground = CIRCLE.format(colour="navy")
    assert doubts(logo(f"{ground}<text x='2' y='9'>De Brug</text>")) == told
    [(_, mend)] = doubts_of(lettered := logo(f"{ground}<text>Brug</text>"), to_png(lettered))
    assert (
        mend == "Laat de ontwerper de letters omzetten naar contouren, of bewaar het logo als png"
    )
    assert doubts(logo(f"{ground}<text><tspan>De</tspan></text>")) == told
    assert doubts(logo(f"{ground}<text> </text><title>De Brug</title>")) == []


@pytest.mark.usefixtures("library")
def test_check_tells_what_a_reader_would_not_see_of_a_logo(tmp_path: Path) -> None:
    home = tmp_path / "organisations"
    (home / "els").mkdir(parents=True)
    (home / "els.yaml").write_text(
        'naam: Stichting Els\nkvk: "51234567"\nonderdelen: [140]\n'
        "activiteiten: {140: [buurtwerk]}\nhuisstijl: {logo: els/logo.png}\n",
        "utf-8",
    )
    (home / "els" / "logo.png").write_bytes(painted("white"))
    [outcome] = check(open_workspace(tmp_path), ["els"])
    [found] = [each for each in outcome.problems if each.code == "HB269"]
    assert (str(found.place), found.weight, found.what, found.mend) == (
        "organisations/els.yaml",
        "let op",
        "het logo is wit of bijna wit, en op papier niet te zien",
        "Kies een logo dat op wit papier goed te zien is, of laat het zo.",
    )
