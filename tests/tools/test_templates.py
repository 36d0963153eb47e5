import re

import pytest
from lxml import etree

from handbook.model.documents.document import Passage, TemplateKind, Text
from handbook.model.sources.profile import HouseStyle
from handbook.word.package.package import read
from handbook.word.template_language.expressions import FILTERS, FUNCTIONS, LOOP
from handbook.word.template_language.properties import NAMES
from handbook.word.template_language.template_names import BODIES, Shape, roots
from handbook.word.templates.compile import check_template
from handbook.word.writing.house_style import dress
from handbook.word.writing.styles import read_stylesheet
from tools.make_templates import FOLDER, build

KINDS: tuple[TemplateKind, ...] = tuple(BODIES)
PAGE = (FOLDER.parent / "docs" / "sjablonen.md").read_text(encoding="utf-8")
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# What a run or paragraph may say of its looks in a template: which style, and the end of a section.
STYLED = {"w:pStyle", "w:rStyle", "w:sectPr"}


def committed(kind: TemplateKind) -> dict[str, bytes]:
    return read((FOLDER / f"{kind}.docx").read_bytes())


@pytest.mark.parametrize("kind", KINDS)
def test_a_committed_template_is_what_the_tool_builds(kind: TemplateKind) -> None:
    # By parts, because another zlib may deflate the same text to other bytes.
    assert committed(kind) == read(build()[f"{kind}.docx"])


def test_the_tool_builds_one_template_for_each_kind() -> None:
    assert sorted(build()) == sorted(f"{kind}.docx" for kind in KINDS)
    assert sorted(path.name for path in FOLDER.glob("*.docx")) == sorted(build())


@pytest.mark.parametrize("kind", KINDS)
def test_a_template_has_nothing_to_mend(kind: TemplateKind) -> None:
    name = f"templates/{kind}.docx"
    assert check_template((FOLDER / f"{kind}.docx").read_bytes(), name, kind) == ()


@pytest.mark.parametrize("kind", KINDS)
def test_a_template_has_no_formatting_of_its_own(kind: TemplateKind) -> None:
    direct = []
    for name, data in committed(kind).items():
        if re.fullmatch(r"word/(document|header\d|footer\d)\.xml", name):
            for element in etree.fromstring(data).iter(f"{W}pPr", f"{W}rPr"):
                children = {str(child.tag).replace(W, "w:") for child in element}
                direct += [(name, child) for child in sorted(children - STYLED)]
    assert direct == []


@pytest.mark.parametrize("kind", KINDS)
def test_the_colours_beside_the_theme_are_those_of_the_theme(kind: TemplateKind) -> None:
    # LibreOffice and most converters read the cached colour and not the theme.
    parts = committed(kind)
    assert dress(parts, HouseStyle()) == parts


@pytest.mark.parametrize("kind", KINDS)
def test_a_template_names_no_colour_or_font_outside_the_theme(kind: TemplateKind) -> None:
    loose = []
    for name, data in committed(kind).items():
        if name.endswith(("styles.xml", "document.xml", "header1.xml", "footer1.xml")):
            root = etree.fromstring(data)
            loose += [
                (name, element.tag)
                for element in root.iter(f"{W}color")
                if element.get(f"{W}themeColor") is None
            ]
            loose += [
                (name, element.tag)
                for element in root.iter(f"{W}rFonts")
                if element.get(f"{W}ascii") is not None
            ]
    assert loose == []


@pytest.mark.parametrize("kind", KINDS)
def test_every_style_on_the_page_is_in_every_template(kind: TemplateKind) -> None:
    sheet = read_stylesheet(committed(kind))
    missing = [name for name in styles_told() if name.casefold() not in sheet.names.values()]
    assert missing == []


def test_every_style_of_the_templates_is_on_the_page() -> None:
    told = {name.casefold() for name in styles_told()}
    hidden = {"default paragraph font", "normal table", "no list"}
    known = {name for kind in KINDS for name in read_stylesheet(committed(kind)).names.values()}
    assert known - hidden - told == set()


@pytest.mark.parametrize("kind", KINDS)
def test_every_style_a_template_uses_is_defined(kind: TemplateKind) -> None:
    parts = committed(kind)
    defined = set(read_stylesheet(parts).names)
    used = {
        element.get(f"{W}val")
        for name, data in parts.items()
        if re.fullmatch(r"word/(document|header\d|footer\d)\.xml", name)
        for element in etree.fromstring(data).iter(f"{W}pStyle", f"{W}rStyle", f"{W}tblStyle")
    }
    assert used - defined == set()


@pytest.mark.parametrize("kind", KINDS)
def test_every_name_a_template_knows_is_on_the_page(kind: TemplateKind) -> None:
    section = page_section(kind)
    assert [path for path in names(kind) if f"| `{path}` |" not in section] == []


def test_the_letter_beside_a_name_says_what_stands_there() -> None:
    wrong = []
    for kind in KINDS:
        section = page_section(kind)
        for path, shape in names(kind).items():
            letters = re.findall(rf"\| `{re.escape(path)}` \| (\w) \|", section)
            if letters != [letter(shape)]:
                wrong.append((kind, path, letters, letter(shape)))
    assert wrong == []


def test_every_function_property_and_filter_is_on_the_page() -> None:
    examples = {function.example for function in FUNCTIONS.values()}
    words = {f"`{word}`" for word in (*NAMES, *FILTERS)} | {f"`loop.{word}`" for word in LOOP}
    assert [each for each in sorted(examples | words) if each not in PAGE] == []


def styles_told() -> tuple[str, ...]:
    table = PAGE.split("## Stijlen", 1)[1].split("\n## ", 1)[0]
    rows = [line.split("|")[1] for line in table.splitlines() if line.startswith("| `")]
    return tuple(name for row in rows for name in re.findall(r"`([^`]+)`", row))


def page_section(kind: TemplateKind) -> str:
    """What the page says of the names of `kind`, and of those of every template."""
    blocks = PAGE.split("\n### ")
    chosen = [each for each in blocks if each.startswith(("In elk sjabloon", f"{kind}\n"))]
    return "\n".join(each.split("\n## ")[0] for each in chosen)


# The page calls an element of a list by the word that our own templates loop with.
TURNS = {
    "handboek.hoofdstukken": "hoofdstuk",
    "hoofdstuk.paragrafen": "paragraaf",
    "procedure.termijnen": "termijn",
    "procedure.stappen": "stap",
    "formulier.velden": "veld",
    "kruistabel.groepen": "groep",
    "overzicht.groepen": "groep",
    "groep.rijen": "rij",
    "rolkaarten.kaarten": "kaart",
    "kaart.werk": "werk",
    "vragenlijst.groepen": "groep",
    "verslag.documenten": "stuk",
    "stuk.regels": "regel",
    "groep.vragen": "vraag",
    **dict.fromkeys(
        (
            "procedure.bijzonderheden",
            "procedure.afspraken",
            "procedure.risicos",
            "procedure.indicatoren",
        ),
        "regel",
    ),
}


def names(kind: TemplateKind) -> dict[str, Shape]:
    found: dict[str, Shape] = {}
    waiting = [*roots(kind).items()]
    while waiting:
        path, shape = waiting.pop()
        for word, inner in shape.words.items():
            found[f"{path}.{word}"] = inner
            if inner.of is not None and inner.of.words:
                waiting.append((TURNS[f"{path}.{word}"], inner.of))
    return found


def letter(shape: Shape) -> str:
    return {Text: "t", Passage: "d", tuple: "l", bool: "j"}.get(shape.kind, "w")
