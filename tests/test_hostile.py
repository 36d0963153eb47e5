"""Whatever an organisation is called and whatever it types: found back as typed, by nobody else."""

import io
import json
import re
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from unicodedata import normalize

import pytest
from examples import DAY, ROOT, opened_parts, parts_of
from few_documents import few_documents
from lxml import etree

from handbook.loading.workspace import open_workspace
from handbook.model.documents.build import Outcome
from handbook.pipeline.build.build import build
from handbook.pipeline.safeguards.sources import check
from handbook.word.reading.lint import lint

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# What breaks XML, Jinja, YAML, Markdown, a path, a page or a reader, each once.
SIGNS = {
    "xml": """"Tolk" & 'Zoon' <b>vet</b> ]]> <!-- x --> &amp; &#65; <?pi?>""",
    "jinja": "{{ 6*7 }} {% for x in y %} {# z #} {%p if a %} {{r blok(x) }} {{ onbekend }}",
    "beeld": "\U0001f469\u200d\U0001f467 e\u0301 \u05d1\u05d9\u05ea \u0628\u064a \u202eom\u202c",
    "pad": r"../../etc/passwd C:\nul\con aux. lpt1 $HOME %TEMP% `id` *.docx? | > ; #",
    "lang": "Meervoudigonverzadigdevetzuurbestanddelenvoorlichtingsbijeenkomst" * 4,
    "code": "PP-01 OV-03 **vet** _schuin_ | cel | - punt 1. [x](y) ::: =1+1 @SUM(A1) -2+3",
}
# A procedure with its form, a regulation, and the chapters that print what a profile says.
DOCUMENTS = ("OR-01", "F-31", "OR-13", "00-00-leeswijzer", "01-00-organisatie", "01-01-diensten")
DOCUMENTS += ("00-01-norm", "01-03-rollen", "02-00-kwaliteitssysteem", "02-03-beleid")
DOCUMENTS += ("02-01-toepassingsgebied", "02-04-context", "02-05-risicos", "02-06-doelen")
SAFE = re.compile(r"[A-Za-z0-9][A-Za-z0-9.-]*( \(voorstel\))?\.(docx|xlsx)")


def quoted(text: str) -> str:
    """Return `text` as a YAML text; every YAML text between double quotes may be JSON."""
    return json.dumps(text, ensure_ascii=False)


FIELDS = {
    "naam": 300,
    "kort": 60,
    "functie": 80,
    "extern": 200,
    "bevestigd": 200,
    "keuring": 200,
    "opdracht": 300,
    "adres": 300,
    **dict.fromkeys(["doel", "meten", "wie", "verwacht", "risico", "maatregel", "dienst"], 300),
    **dict.fromkeys(["buiten", "reden", "locatie", "persoon"], 300),
    **dict.fromkeys(("aanpak", "missie", "visie", "antwoord"), 600),
}


def values(name: str) -> dict[str, str]:
    """Return a value for each place of a profile that prints one, each known by its own word."""
    made = {}
    for field, longest in FIELDS.items():
        text = normalize("NFC", f"Q{name}{field} {SIGNS[name]}")[:longest]
        made[field] = text.rstrip(" .")
    return made


def profile(name: str, number: int) -> str:
    v = {field: quoted(text) for field, text in values(name).items()}
    return f"""\
naam: {v["naam"]}
korte_naam: {v["kort"]}
kvk: "9000000{number}"
onderdelen: [140]
activiteiten:
  140: [buurtwerk]
norm:
  versie_bevestigd_op: 12-10-2026
  bevestigd_bij: {v["bevestigd"]}
  certificerende_instelling: {v["keuring"]}
diensten:
  - {{naam: {v["dienst"]}, onderdeel: 140, soort: preventie, opdrachtgever: {v["opdracht"]}}}
diensten_buiten_toepassingsgebied:
  - {{naam: {v["buiten"]}, reden: {v["reden"]}}}
locaties:
  - {{naam: {v["locatie"]}, adres: {v["adres"]}}}
rollen:
  bestuurder: {{functie: {v["functie"]}, personen: [{v["persoon"]}]}}
  kwaliteitsmedewerker: {{extern: {v["extern"]}}}
missie: {v["missie"]}
visie: {v["visie"]}
doelen:
  - {{doel: {v["doel"]}, meten: {v["meten"]}, eigenaar: bestuurder}}
belanghebbenden:
  - {{naam: {v["wie"]}, verwacht: {v["verwacht"]}, aanpak: {v["aanpak"]}}}
risicos:
  - {{risico: {v["risico"]}, maatregel: {v["maatregel"]}, eigenaar: bestuurder}}
invullen:
  organisatie.werkgebied: {v["antwoord"]}
"""


def said_in(path: Path) -> str:
    """Return all that a file says: its paragraphs, attributes and properties, on lines."""
    lines = []
    for name, data in opened_parts(path).items():
        if name.endswith((".xml", ".rels")):
            root = etree.fromstring(data)
            lines += ["".join(each.itertext(f"{W}t")) for each in root.iter(f"{W}p")]
            lines += [node.text for node in root.iter() if node.text and node.tag != f"{W}t"]
            lines += [value for node in root.iter() for value in node.attrib.values()]
    return "\n".join(lines)


def _ours(findings: tuple[str, ...], name: str) -> list[str]:
    """Return the findings that are no word of the organisation: it may type a tag as text."""
    return [each for each in findings if name != "jinja" or "{% for x in y %}" not in each]


@pytest.fixture(scope="module", autouse=True)
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    with few_documents(tmp_path_factory.mktemp("pakketten") / "packs", *DOCUMENTS) as home:
        yield home


@pytest.fixture(scope="module")
def hostile(
    library: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, Mapping[str, Outcome]]:
    assert library.is_dir()
    root = tmp_path_factory.mktemp("vijandig")
    (root / "organisations").mkdir()
    for number, name in enumerate(SIGNS):
        path = root / "organisations" / f"{name}.yaml"
        path.write_text(profile(name, number), encoding="utf-8")
    made = build(open_workspace(root), today=DAY)
    return root, {each.organisation: each for each in made}


@pytest.mark.parametrize("name", SIGNS)
def test_every_value_is_found_back_as_typed_and_only_at_its_own(
    hostile: tuple[Path, Mapping[str, Outcome]], name: str
) -> None:
    root, outcomes = hostile
    assert [str(each) for each in outcomes[name].problems if each.weight == "fout"] == []
    files = sorted((root / "output" / name).rglob("*.*x"))
    said = {path.name: said_in(path) for path in files}
    everything = "\n".join(said.values())
    missing = [field for field, text in values(name).items() if text not in everything]
    strangers = {
        f"{other} in {file}"
        for file, text in said.items()
        for other in SIGNS
        if other != name and f"Q{other}" in text
    }
    found = {path.name: lint(path.read_bytes()) for path in files if path.suffix == ".docx"}
    assert {
        "missing": missing,
        "strangers": strangers,
        "names": [path.name for path in files if not SAFE.fullmatch(path.name)],
        "lint": {file: own for file, each in found.items() if (own := _ours(each, name))},
    } == {"missing": [], "strangers": set(), "names": [], "lint": {}}


SHAPE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20">{}</svg>'
USES = "".join(f'<g id="g{n}">' + f'<use href="#g{n - 1}"/>' * 10 + "</g>" for n in range(1, 9))
LOGOS = {
    "bom.svg": SHAPE.format(f'<defs><g id="g0"/>{USES}</defs><use href="#g8"/>').encode(),
    "entiteit.svg": f'<!DOCTYPE svg [<!ENTITY a "aaaa">]>{SHAPE.format("&a;")}'.encode(),
    "buiten.svg": SHAPE.format('<image width="9" height="9" href="file:///etc/passwd"/>').encode(),
    "reus.png": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"
    + b"\0\1\0\0" * 2
    + b"\x08\6\0\0\0" * 3
    + b"IEND1234",
    "tekst.png": b"dit is geen plaatje",
    "kapot.jpg": b"\xff\xd8\xff",
}


def one(root: Path, *, more: str = "", files: Mapping[str, bytes] | None = None) -> Path:
    """Return `root` as a working folder with the organisation eigen, its files and a profile."""
    own = root / "organisations" / "eigen"
    own.mkdir(parents=True)
    for name, data in (files or {}).items():
        (own / name).parent.mkdir(parents=True, exist_ok=True)
        (own / name).write_bytes(data)
    text = f"naam: Stichting Eigen\nkvk: 01234567\nonderdelen: [134]\n{more}\n"
    (root / "organisations" / "eigen.yaml").write_text(text, encoding="utf-8")
    return root


def wrong(root: Path) -> list[tuple[str, str]]:
    """Return code and file of every fout; no document may be made and check says the same."""
    workspace = open_workspace(root)
    (made,) = build(workspace, today=DAY)
    (seen,) = check(workspace)
    found = [(each.code, each.place.file) for each in made.problems if each.weight == "fout"]
    assert found == [(e.code, e.place.file) for e in seen.problems if e.weight == "fout"]
    assert not list((root / "output").rglob("*.docx"))
    assert (made.exit_code, seen.exit_code) == (1, 1)
    return found


@pytest.mark.parametrize("name", LOGOS)
def test_a_logo_that_is_a_trap_is_refused_by_name(tmp_path: Path, name: str) -> None:
    root = one(tmp_path, more=f"huisstijl: {{logo: eigen/{name}}}", files={name: LOGOS[name]})
    assert wrong(root) == [("HB261", "organisations/eigen.yaml")]


@pytest.mark.parametrize(
    "typed",
    [
        "../../geheim.png",
        "/etc/passwd.png",
        "C:\\\\x.png",
        "eigen/../../x.png",
        "~/x.png",
        "nul.png",
        "eigen/uit.png",
        "eigen/niets.png",
    ],
)
def test_a_path_never_leaves_the_folder(tmp_path: Path, typed: str) -> None:
    (tmp_path / "geheim.png").write_bytes(b"x")
    root = one(tmp_path / "w", more=f'huisstijl: {{logo: "{typed}"}}\nvindplaatsen: "{typed}"')
    (root / "organisations" / "eigen" / "uit.png").symlink_to(tmp_path / "geheim.png")
    assert {code for code, _ in wrong(root)} <= {"HB220", "HB221"}


@pytest.mark.parametrize(
    "text",
    [
        "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n",
        "a: " + "[" * 5_000,
        "a: " + "{b: " * 500 + "}" * 500,
        "? " * 3_000,
        "- " * 3_000,
        "!!python/object/apply:os.system [ls]",
        "a: !!binary x",
        "\x00\x01",
        "--- a\n--- b\n",
        "a: |\n" + " x\n" * 200_000,
    ],
    ids=lambda text: repr(text[:20]),
)
def test_a_bomb_of_yaml_is_a_message(tmp_path: Path, text: str) -> None:
    root = one(tmp_path, more=text)
    (tmp_path / "organisations" / "eigen" / "v.yaml").write_text(text, encoding="utf-8")
    assert {file for _, file in wrong(root)} == {"organisations/eigen.yaml"}


def packed(changes: Mapping[str, bytes], kind: str = "procedure") -> bytes:
    """Return our own template of `kind` with parts changed or added."""
    parts = parts_of(ROOT / "templates" / f"{kind}.docx") | dict(changes)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return file.getvalue()


def tagged(tag: str) -> bytes:
    body = parts_of(ROOT / "templates" / "procedure.docx")["word/document.xml"].decode()
    made = f"<w:p><w:r><w:t>{tag}</w:t></w:r></w:p></w:body>"
    at = body.rindex("<w:sectPr")
    return (body[:at] + made.removesuffix("</w:body>") + body[at:]).encode()


TEMPLATES = {
    "bom": packed({"word/media/bom.bin": b"\0" * 40_000_000}),
    "pad": packed({"../../buiten.txt": b"x"}),
    "macro": packed({"word/vbaProject.bin": b"x"}),
    "geen zip": b"PK dit is geen Word",
    "leeg": b"",
    "onbekend": packed({"word/document.xml": tagged("{{ document.bestaatniet }}")}),
    "code": packed({"word/document.xml": tagged("{{ document.__class__ }}")}),
    "open": packed({"word/document.xml": tagged("{% if document.titel %}")}),
    "kaal": packed({"word/document.xml": tagged("{{ procedure.doel }}")}),
    "halve xml": packed({"word/document.xml": b"<w:document"}),
}


@pytest.mark.parametrize("name", TEMPLATES)
def test_an_own_template_that_is_wrong_is_named_and_nothing_is_lost(
    tmp_path: Path, name: str
) -> None:
    root = one(tmp_path, files={"sjablonen/procedure.docx": TEMPLATES[name]})
    found = wrong(root)
    assert {file.partition(" › ")[0] for _, file in found} == {
        "organisations/eigen/sjablonen/procedure.docx"
    }
    assert all(code.startswith("HB3") for code, _ in found)
    assert not (tmp_path.parent / "buiten.txt").exists()


CONTENT = {
    "inhoud/procedures/PP-01.yaml": b"id: PP-01\ntitel: [stuk\n",
    "inhoud/procedures/PP-02.yaml": b"id: PP-99\n",
    "inhoud/formulieren/F-01.yaml": b"",
    "inhoud/hoofdstukken/01-00-x.md": b"geen kop",
    "inhoud/hoofdstukken/01-00-organisatie.md": b"---\nid: organisatie\n---\n{{ x }}\n",
}


@pytest.mark.parametrize("name", CONTENT)
def test_own_content_that_is_wrong_is_named(tmp_path: Path, name: str) -> None:
    root = one(tmp_path, files={name: CONTENT[name]})
    assert {file for _, file in wrong(root)} == {f"organisations/eigen/{name}"}
