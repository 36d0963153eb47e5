"""House style by theme, never directly; every colour of text can be read."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from word.specimen import DECLARED, SECTION, parts

from handbook.model.sources.profile import Colours, Fonts, HouseStyle
from handbook.word.package.package import read
from handbook.word.writing.house_style import contrast, dress, scheme, warnings

TEMPLATES = Path(__file__).parents[2] / "templates"
COLOUR = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06X}")


def style(primary: str, accent: str = "#C8643C", font: str = "Verdana") -> HouseStyle:
    return HouseStyle(
        kleuren=Colours(primair=primary, accent=accent),
        lettertypen=Fonts(koppen=font, tekst="Arial"),
    )


@given(COLOUR, COLOUR)
def test_every_house_colour_gives_text_that_can_be_read(primary: str, accent: str) -> None:
    colours = scheme(style(primary, accent))
    assert contrast(colours["dk2"], "FFFFFF") >= 8
    assert contrast(colours["dk1"], colours["lt2"]) >= 8
    assert (
        min(contrast(colours[each], "FFFFFF") for each in ("accent1", "hlink", "folHlink")) >= 4.5
    )
    assert contrast(colours["accent2"], "FFFFFF") >= 3


@pytest.mark.parametrize("accent", ["#D98324", "#FFE600", "#9BE7FF", "#777777"])
def test_small_text_of_the_templates_can_be_read_in_any_accent(accent: str) -> None:
    for template in sorted(TEMPLATES.glob("*.docx")):
        dressed = dress(read(template.read_bytes()), style("#2E6B4F", accent))
        looks = dressed["word/styles.xml"].decode()
        inks = set(re.findall(r'<w:color w:val="(\w{6})" w:themeColor="(?!background1)', looks))
        assert [ink for ink in sorted(inks) if contrast(ink, "FFFFFF") < 4.5] == [], template.name


def test_a_dark_house_colour_stays_as_it_is() -> None:
    assert scheme(style("#123456"))["dk2"] == "123456"


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("000000", "FFFFFF") == pytest.approx(21)
    assert contrast("767676", "FFFFFF") == pytest.approx(4.54, abs=0.01)


def test_theme_and_caches_say_the_same() -> None:
    dressed = dress(parts(SECTION), style("#123456"))
    theme = dressed["word/theme/theme1.xml"].decode()
    assert '<a:dk2><a:srgbClr val="123456"/></a:dk2>' in theme
    assert re.findall(r'latin typeface="(\w+)"', theme) == ["Verdana", "Arial"]
    cached = set(re.findall(r'w:val="(\w{6})" w:themeColor', dressed["word/styles.xml"].decode()))
    assert cached == {"123456"}


def test_tints_go_to_white_and_shades_to_black() -> None:
    shades = (
        '<w:color w:val="000000" w:themeColor="text1" w:themeTint="80"/>'
        '<w:shd w:fill="000000" w:themeFill="background1" w:themeFillShade="80"/>'
    )
    body = f"<w:p><w:pPr><w:rPr>{shades}</w:rPr></w:pPr></w:p>"
    document = dress(parts(body), style("#123456"))["word/document.xml"].decode()
    assert re.findall(r'w:(?:val|fill)="(\w{6})"', document)[:2] == ["8F9499", "808080"]


def test_an_old_drawing_follows_the_theme_it_was_made_in() -> None:
    rect = '<w:p><w:r><w:pict><v:rect xmlns:v="urn:v" fillcolor="#123456"/></w:pict></w:r></w:p>'
    document = dress(parts(rect), style("#7A0019"))["word/document.xml"].decode()
    assert f'fillcolor="#{scheme(style("#7A0019"))["folHlink"]}"' in document


def test_a_font_that_few_have_gives_a_warning() -> None:
    assert warnings(HouseStyle()) == ()
    said = warnings(style("#123456", font="Museo Sans"))
    assert len(said) == 1
    assert said[0].startswith("het lettertype 'Museo Sans' staat niet op elke computer")


def test_declared_namespaces_survive() -> None:
    assert "xmlns:w14" in DECLARED
    assert b"xmlns:w14" in dress(parts(SECTION), HouseStyle())["word/document.xml"]
