"""What comes out for the three example organisations, as a reader finds it."""

import re
import zipfile
import zlib
from contextlib import suppress
from functools import cache
from pathlib import Path

import pytest
import yaml
from docx import Document
from examples import EXAMPLES, ROOT, Built, opened_parts, parts_of
from lxml import etree

from handbook import opc
from handbook.loading.workspace import open_workspace, read_profile
from handbook.model.documents.document import DocumentSet
from handbook.pipeline.organisation.hand_edits import decide
from handbook.word.reading.lint import lint

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@cache
def text_of(path: Path) -> str:
    """Return every text of a file of an example: body, headers, properties, hidden parts."""
    texts = []
    for name, data in opened_parts(path).items():
        if name.endswith((".xml", ".rels")):
            root = etree.fromstring(data)
            texts += ["".join(p.itertext()) for p in root.iter(f"{W}p")]
            texts += [value for node in root.iter() for value in node.attrib.values()]
            texts += [node.text or "" for node in root.iter() if isinstance(node.tag, str)]
    return "\n".join(texts)


def raw(root: Path, name: str) -> dict[str, object]:
    """Return the profile as typed, secrets and all: only the tests read it like this."""
    loaded = yaml.load(
        (root / "organisations" / f"{name}.yaml").read_text(encoding="utf-8"), yaml.BaseLoader
    )
    assert isinstance(loaded, dict)
    return loaded


def decided(built: Built, name: str) -> DocumentSet:
    return decide(read_profile(open_workspace(built.root), name), name)


@pytest.mark.newest
@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_is_built_whole_and_without_a_gap(built: Built, name: str) -> None:
    outcome = built.outcomes[name]
    assert [problem for problem in outcome.problems if problem.code == "HB401"] == []
    assert {each.action for each in outcome.documents} == {"nieuw"}
    assert outcome.exit_code == 0
    assert {path.name for path in built.files(name)} == {
        "documentenregister.xlsx",
        *(Path(each.path).name for each in outcome.documents),
    }


@pytest.mark.newest
@pytest.mark.parametrize("name", EXAMPLES)
def test_no_tag_no_none_and_nothing_the_gate_refuses(built: Built, name: str) -> None:
    findings = {}
    for path in built.files(name):
        if path.suffix != ".docx":
            continue
        said = text_of(path)
        found = [*lint(path.read_bytes())]
        found += [word for word in ("{{", "}}", "{%", "None") if word in said]
        if found:
            findings[path.name] = found
    assert findings == {}


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_document_carries_its_organisation_code_version_and_dates(
    built: Built, name: str
) -> None:
    profile = raw(built.root, name)
    for document in built.outcomes[name].documents:
        path = built.root / document.path
        if path.suffix != ".docx":
            continue
        said = text_of(path)
        missing = [
            word
            for word in (str(profile["naam"]), document.code, "0.1", "23 november 2026")
            if word not in said
        ]
        assert missing == [], path.name


@pytest.mark.parametrize("name", EXAMPLES)
def test_what_the_profile_tells_is_found_back_in_the_handbook(built: Built, name: str) -> None:
    profile = read_profile(open_workspace(built.root), name).profile
    [path] = [each for each in built.files(name) if each.name.endswith("KH-01.docx")]
    said = " ".join(text_of(path).split())
    told = [profile.name]
    told += [" ".join(piece.split()) for piece in profile.mission.split("\n\n") if piece.strip()]
    told += [" ".join(piece.split()) for piece in profile.vision.split("\n\n") if piece.strip()]
    told += [place.name for place in profile.locations if not place.secret]
    told += [place.address for place in profile.locations if not place.secret]
    told += [service.name for service in profile.services]
    told += [service.reason for service in profile.outside_services]
    told += [exclusion.reason for exclusion in profile.exclusions]
    told += [goal.goal for goal in profile.goals] + [risk.risk for risk in profile.risks]
    told += [each.expects for each in profile.stakeholders]
    assert [each for each in told if each not in said] == []


@pytest.mark.parametrize("name", EXAMPLES)
def test_no_document_holds_a_name_number_or_address_of_another_client(
    built: Built, name: str
) -> None:
    foreign = set()
    for other in set(EXAMPLES) - {name}:
        profile = raw(built.root, other)
        foreign |= {str(profile["naam"]), str(profile["kvk"]), str(profile["korte_naam"])}
        for place in profile["locaties"]:  # type: ignore[attr-defined]
            foreign |= {str(place.get("adres", "")), str(place["naam"])} - {""}
    own = (built.root / "organisations" / f"{name}.yaml").read_text(encoding="utf-8")
    foreign = {word for word in foreign if word not in own}
    said = {path.name: text_of(path) for path in built.files(name)}
    leaks = {file: {word for word in foreign if word in text} for file, text in said.items()}
    assert {file: words for file, words in leaks.items() if words} == {}


def told_in(part: bytes) -> list[bytes]:
    """Return a part, and what is packed in it: a text that is kept for a later merge."""
    texts = [each.encode() for each in (opc.kept_in(part) or {}).values()]
    with suppress(zlib.error):
        texts.append(zlib.decompress(part))
    return [part, *texts]


def test_what_is_kept_for_a_merge_is_looked_into(built: Built) -> None:
    for name, word in (("haven", b"Haven"), ("linde", b"Linde")):
        [document] = (built.root / "output" / name).glob("*PP-01.docx")
        for path in (document, built.root / "organisations" / name / ".basis.zip"):
            hidden = [text for part in parts_of(path).values() for text in told_in(part)[1:]]
            assert any(word in text for text in hidden), path


def test_no_secret_address_stands_anywhere_in_what_was_written(built: Built) -> None:
    canaries = []
    for name in EXAMPLES:
        for place in raw(built.root, name)["locaties"]:  # type: ignore[attr-defined]
            if place.get("geheim") == "ja":
                canaries += [place["naam"], place["adres"], place["adres"].split(",")[0]]
    assert len(canaries) >= 6
    written = [
        path
        for folder in ("output", "organisations")
        for path in (built.root / folder).rglob("*")
        if path.is_file() and path.parent != built.root / "organisations"
    ]
    leaks = []
    for path in written:
        contents = [path.read_bytes(), path.name.encode()]
        if zipfile.is_zipfile(path):
            contents += [text for part in parts_of(path).values() for text in told_in(part)]
        leaks += [
            (path.name, canary)
            for canary in canaries
            if any(canary.encode() in content for content in contents)
        ]
    assert leaks == []


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_row_of_the_matrix_points_to_a_heading_with_text_under_it(
    built: Built, name: str
) -> None:
    made = decided(built, name)
    names = {document.item: document.filename for document in made.documents}
    headings = {}
    for item in {cover[0] for row in made.matrix.rows for cover in row.covers}:
        headings[item] = headings_of(built.root / "output" / name / names[item])
    lost = [
        (row.topic.id, code, heading)
        for row in made.matrix.rows
        for item, code, heading in row.covers
        if heading not in headings[item]
    ]
    assert lost == []


def headings_of(path: Path) -> set[str]:
    """Return the headings that have text under them, with the number Word prints before them."""
    found: list[tuple[str, bool]] = []
    counts = [0, 0, 0, 0]
    for element in Document(str(path)).element.body.iterchildren():
        style, said = style_and_text(element)
        match = re.fullmatch(r"Heading(\d)", style)
        if match and said:
            level = int(match.group(1))
            counts[level - 1] += 1
            counts[level:] = [0] * (4 - level)
            numbered = ".".join(str(count) for count in counts[:level])
            found += [(f"{numbered} {said}", False), (said, False)]
        elif style == "Bijlagekop" and said:
            counts = [0, 0, 0, counts[3] + 1]
            found += [(f"{chr(64 + counts[3])} {said}", False)]
        elif style == "Bijlagekop2" and said:
            counts[1] += 1
            found += [(f"{chr(64 + counts[3])}.{counts[1]} {said}", False)]
        elif said or element.tag == f"{W}tbl":
            found = [(heading, True) for heading, _ in found]
    return {heading for heading, filled in found if filled}


def style_and_text(element: etree._Element) -> tuple[str, str]:
    style = element.find(f"{W}pPr/{W}pStyle")
    name = style.get(f"{W}val") if style is not None else ""
    return str(name), "".join(node.text or "" for node in element.iter(f"{W}t")).strip()


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_register_in_the_checkout_is_the_one_a_build_leaves(built: Built, name: str) -> None:
    """So a clone gives the same bytes on any day; after a change: build, and keep the register."""
    register = f"organisations/{name}/register.yaml"
    assert (built.root / register).read_text("utf-8") == (ROOT / register).read_text("utf-8")


def test_the_examples_of_the_tests_are_those_of_the_readme() -> None:
    assert {path.stem for path in (ROOT / "organisations").glob("*.yaml")} == set(EXAMPLES)
