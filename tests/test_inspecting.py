"""Before a client gets its files: nothing of another client in them, nothing left to do."""

import errno
import io
import json
import os
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from examples import DAY, ROOT
from few_documents import few_documents
from openpyxl import Workbook

from handbook import opc
from handbook.cli.app import main
from handbook.loading.workspace import open_workspace
from handbook.model.documents.build import Outcome
from handbook.pipeline.build.build import build
from handbook.pipeline.check.finished_files import inspect
from handbook.pipeline.organisation.context import Request
from handbook.word.package.markup import NAMESPACES
from handbook.word.package.package import pack, read

EIK = """\
naam: Stichting De Oude Eik
korte_naam: De Oude Eik
kvk: "11112222"
website: www.deoudeeik.example
onderdelen: [140]
activiteiten: {140: [buurtwerk]}
locaties:
  - {naam: Buurthuis Het Eikeltje, adres: "Eikenplein 12, 1111 EK Eikstad"}
  - {naam: Huize Nevelhorst, adres: "Sluipweg 99, 9999 ZZ Verborgen", geheim: ja}
rollen:
  bestuurder: {personen: [A. Eikelboom-Twijg]}
belanghebbenden:
  - {naam: Stichting Samen Sterk Zuid, verwacht: overleg, aanpak: elk kwartaal}
huisstijl: {logo: eik/logo.png}
"""
BEUK = """\
naam: Vereniging Beukenhaag
kvk: "33334444"
onderdelen: [140]
activiteiten: {140: [buurtwerk]}
huisstijl: {logo: beuk/logo.png}
"""
ZUID = """\
naam: Stichting Samen Sterk Zuid
kvk: "55556666"
onderdelen: [140]
activiteiten: {140: [buurtwerk]}
"""
DOCUMENTS = ("OR-01", "OR-02", "F-31", "01-00-organisatie")
OURS = f'xmlns:w="{NAMESPACES["w"]}"'
Change = Callable[[dict[str, bytes]], Mapping[str, bytes]]


@pytest.fixture(scope="module", autouse=True)
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    with few_documents(tmp_path_factory.mktemp("pakketten") / "packs", *DOCUMENTS) as home:
        yield home


@pytest.fixture(scope="module")
def delivered(library: Path, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, bytes]:
    """Return the files of a working folder with three organisations, a few documents of each."""
    assert library.is_dir()
    root = tmp_path_factory.mktemp("oplevering")
    (root / "organisations").mkdir()
    for name, text in {"eik": EIK, "beuk": BEUK, "zuid": ZUID}.items():
        (root / "organisations" / f"{name}.yaml").write_text(text, encoding="utf-8")
    for name, source in {"eik": "haven", "beuk": "linde"}.items():
        (root / "organisations" / name).mkdir()
        logo = (ROOT / "organisations" / source / "logo.png").read_bytes()
        (root / "organisations" / name / "logo.png").write_bytes(logo)
    request = Request(only=frozenset({"KH-02", "OR-02", "OR-01"}))
    made = list(build(open_workspace(root), today=DAY, request=request))
    assert [each.exit_code for each in made] == [0, 0, 0]
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file() and ".handbook" not in path.parts
    }


@pytest.fixture
def root(tmp_path: Path, delivered: Mapping[str, bytes]) -> Path:
    for name, data in delivered.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(data)
    return tmp_path


def looked(root: Path, name: str = "beuk", day: date = DAY, *, strict: bool = False) -> Outcome:
    [outcome] = inspect(open_workspace(root), [name], today=day, strict=strict)
    return outcome


def wrong(outcome: Outcome) -> list[tuple[str, str, str]]:
    """Return file, code and text of what is wrong, without what is only left to do."""
    return [
        (each.place.file.rpartition("/")[2], each.code, each.what)
        for each in outcome.problems
        if each.weight == "fout"
    ]


FIELD = '<w:p><w:fldSimple w:instr="DDEAUTO c:\\\\x.exe"/></w:p>'


def test_a_field_that_runs_something_is_told_with_its_place(root: Path) -> None:
    change(root, in_part("word/document.xml", "<w:body>", f"<w:body>{FIELD}"))
    assert wrong(looked(root)) == [
        (
            "OR-02.docx › alinea 1",
            "HB315",
            "hier staat een veld dat iets van buiten kan halen: 'DDEAUTO c:\\\\x.exe'",
        )
    ]


def left(outcome: Outcome, code: str) -> list[str]:
    return [each.what for each in outcome.problems if each.code == code]


def change(root: Path, how: Change, file: str = "output/beuk/OR-02.docx") -> None:
    path = root / file
    path.write_bytes(pack(dict(how(read(path.read_bytes())))))


def in_part(part: str, old: str, new: str) -> Change:
    def how(parts: dict[str, bytes]) -> dict[str, bytes]:
        text = parts[part].decode()
        assert old in text
        return {**parts, part: text.replace(old, new, 1).encode()}

    return how


def in_text(text: str) -> Change:
    return in_part("word/document.xml", "<w:body>", f"<w:body><w:p><w:t>{text}</w:t></w:p>")


def added(part: str, text: str) -> Change:
    return lambda parts: {**parts, part: text.encode()}


def test_what_we_make_ourselves_tells_of_nobody_else(root: Path) -> None:
    made = list(inspect(open_workspace(root), today=DAY))
    assert [(each.organisation, wrong(each), each.exit_code) for each in made] == [
        ("beuk", [], 0),
        ("eik", [], 0),
        ("zuid", [], 0),
    ]


@pytest.mark.parametrize(
    ("how", "told"),
    [
        (
            in_text("De Oude Eik"),
            "in de tekst staat 'De Oude Eik', een naam van 'eik'",
        ),
        (
            in_part("docProps/core.xml", "<dc:creator>", "<dc:creator>Stichting De Oude Eik, "),
            "in de eigenschappen staat 'Stichting De Oude Eik', een naam van 'eik'",
        ),
        (
            added("word/header9.xml", f"<w:hdr {OURS}><w:p><w:t>KvK 1111 2222</w:t></w:p></w:hdr>"),
            "in een koptekst staat '11112222', het KvK-nummer van 'eik'",
        ),
        (
            added("customXml/item7.xml", "<a><b>Eikenplein 12</b></a>"),
            "in verborgen XML staat 'Eikenplein 12', een adres van 'eik'",
        ),
        (
            in_part(
                "word/document.xml", "<w:body>", '<w:body><wp:docPr descr="Logo De Oude Eik"/>'
            ),
            "in een alternatieve tekst staat 'De Oude Eik', een naam van 'eik'",
        ),
        (
            added(
                "word/footer9.xml",
                f"<w:ftr {OURS}><w:p><w:t>A. Eikelboom-Twijg</w:t></w:p></w:ftr>",
            ),
            "in een voettekst staat 'A. Eikelboom-Twijg', iemand van 'eik'",
        ),
    ],
)
def test_another_client_is_found_wherever_it_stands(root: Path, how: Change, told: str) -> None:
    change(root, how)
    outcome = looked(root)
    assert (wrong(outcome), outcome.exit_code) == ([("OR-02.docx", "HB460", told)], 1)


def test_the_same_line_in_two_files_is_told_at_both(root: Path) -> None:
    header = f"<w:hdr {OURS}><w:p><w:t>KvK 1111 2222</w:t></w:p></w:hdr>"
    for file in ("OR-01.docx", "OR-02.docx"):
        change(root, added("word/header9.xml", header), f"output/beuk/{file}")
    told = "in een koptekst staat '11112222', het KvK-nummer van 'eik'"
    assert wrong(looked(root)) == [
        ("OR-01.docx", "HB460", told),
        ("OR-02.docx", "HB460", told),
    ]


def test_a_word_that_is_perhaps_another_client_is_worth_a_look(root: Path) -> None:
    change(root, in_text("Beukenhaag doet mee."), "output/eik/OR-02.docx")
    outcome = looked(root, "eik")
    told = "in de tekst staat misschien 'Beukenhaag', een naam van 'beuk'"
    assert (left(outcome, "HB478"), wrong(outcome)) == ([told], [])


def test_a_partner_that_the_own_profile_mentions_may_stand_there(root: Path) -> None:
    for name in ("beuk", "eik"):
        how = in_text("Stichting Samen Sterk Zuid")
        change(root, how, f"output/{name}/OR-02.docx")
    assert [len(wrong(looked(root, name))) for name in ("beuk", "eik")] == [1, 0]


def test_the_logo_of_another_client_is_known(root: Path) -> None:
    logo = (root / "organisations/eik/logo.png").read_bytes()
    change(root, lambda parts: {**parts, "word/media/oud.png": logo})
    assert wrong(looked(root)) == [("OR-02.docx", "HB461", "in dit bestand staat het logo van eik")]
    assert wrong(looked(root, "eik")) == []


@pytest.mark.parametrize("name", ["beuk", "eik"])
def test_a_secret_address_is_found_and_not_told(root: Path, name: str) -> None:
    how = in_text("Sluipweg 99 [invullen: nu]")
    change(root, how, f"output/{name}/OR-02.docx")
    outcome = looked(root, name)
    assert [each[1] for each in wrong(outcome)] == ["HB462"]
    assert "luipweg" not in repr(outcome)


def test_a_document_of_another_client_in_the_folder_is_told(root: Path) -> None:
    for file in ("KH-02.xlsx", "OR-01.docx"):
        (root / "output/zuid" / file).write_bytes((root / "output/beuk" / file).read_bytes())
    codes = {(file, code) for file, code, _ in wrong(looked(root, "zuid"))}
    assert {("KH-02.xlsx", "HB463"), ("OR-01.docx", "HB463")} <= codes


def test_an_excel_file_of_her_own_is_read_with_its_name(root: Path) -> None:
    book = Workbook()
    book.active["C3"] = "Stichting De Oude Eik"
    buffer = io.BytesIO()
    book.save(buffer)
    (root / "output/beuk/Offerte De Oude Eik.xlsx").write_bytes(buffer.getvalue())
    assert {what for _, _, what in wrong(looked(root))} == {
        "in de bestandsnaam staat 'De Oude Eik', een naam van 'eik'",
        "in een cel staat 'Stichting De Oude Eik', een naam van 'eik'",
    }


def test_what_is_left_to_do_is_told_once_for_each_file(root: Path) -> None:
    outcome = looked(root)
    assert outcome.exit_code == 0
    fields = left(outcome, "HB464")
    assert fields
    assert all(re.match(r"\d+ open veld(en)? \(\[invullen: ", each) for each in fields)
    assert looked(root, strict=True).exit_code == 1


def test_a_tag_that_was_left_is_wrong(root: Path) -> None:
    change(root, in_part("docProps/core.xml", "<dc:title>", "<dc:title>{{ document.titel }} "))
    told = "1 tag van een sjabloon (de eigenschappen: {{ document.titel }})"
    assert wrong(looked(root)) == [("OR-02.docx", "HB465", told)]


def test_a_review_that_has_passed_is_told(root: Path) -> None:
    assert left(looked(root, day=date(2028, 11, 23)), "HB467") == []
    late = looked(root, day=date(2028, 11, 24))
    assert left(late, "HB467") == ["de herziening was op 23 november 2028"] * 4


def test_an_open_proposal_and_open_changes_are_told(root: Path) -> None:
    path = root / "output/beuk/OR-02.docx"
    path.with_name("OR-02 (voorstel).docx").write_bytes(path.read_bytes())
    change(root, in_part("word/document.xml", "<w:p>", '<w:p><w:ins w:id="1"><w:r/></w:ins>'))
    outcome = looked(root)
    assert "dit is een voorstel of een kopie met verschillen, en nog niet verwerkt" in left(
        outcome, "HB468"
    )
    assert left(outcome, "HB470") == ["1 opmerkingen of bijgehouden wijzigingen staan nog open"]


def test_what_cannot_be_read_is_never_called_good(root: Path) -> None:
    folder = root / "output/beuk"
    (folder / "OR-02.docx").write_bytes(b"PK\x03\x04 half een bestand")
    (folder / "brief.pdf").write_bytes(b"%PDF-1.7")
    (folder / "~$OR-02.docx").write_bytes(b"\x04Anna")
    outcome = looked(root)
    assert [
        (each.place.file, each.weight) for each in outcome.problems if each.code == "HB471"
    ] == [
        ("output/beuk/OR-02.docx", "fout"),
        ("output/beuk/brief.pdf", "let op"),
    ]


def test_no_documents_is_not_in_order(root: Path) -> None:
    for path in (root / "output/beuk").iterdir():
        path.unlink()
    assert [each.code for each in looked(root).problems] == ["HB472"]


def test_a_neighbour_whose_profile_is_broken_still_has_a_name(root: Path) -> None:
    profile = root / "organisations/eik.yaml"
    profile.write_text(EIK.replace("rollen:", "rollen: ["), encoding="utf-8")
    change(root, in_text("De Oude Eik"))
    told, outcome = inspect(open_workspace(root), ["beuk"], today=DAY)
    assert [each.code for each in told.problems] == ["HB473"]
    assert [each[1] for each in wrong(outcome)] == ["HB460"]


def test_the_command_line_reads_the_files_and_leaves_the_sources(root: Path) -> None:
    change(root, in_text("De Oude Eik"))
    result = CliRunner().invoke(main, ["-C", str(root), "check", "--output", "beuk", "--json"])
    [told] = json.loads(result.stdout)["organisaties"]
    codes = {each["code"] for each in told["problemen"]}
    assert (result.exit_code, "HB460" in codes, "HB401" in codes) == (1, True, False)


def test_a_package_that_is_none_of_ours_is_not_called_ours(root: Path) -> None:
    text = f"<w:p {OURS}><w:t>Vereniging Beukenhaag</w:t></w:p>"
    data = opc.pack({"word/document.xml": text.encode()})
    (root / "output/beuk/eigen.docx").write_bytes(data)
    assert wrong(looked(root)) == []


def test_a_folder_that_may_not_be_read_is_told_and_never_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path / "w"
    (root / "organisations").mkdir(parents=True)
    (root / "organisations/beuk.yaml").write_text(BEUK.partition("huisstijl")[0], encoding="utf-8")
    closed = root / "output/beuk/Eigen"
    closed.mkdir(parents=True)
    (root / "output/beuk/a.txt").write_text("a", encoding="utf-8")
    looks = os.scandir

    def refuses(folder: str | Path) -> object:
        if Path(folder) == closed:
            raise PermissionError(errno.EACCES, "geen toegang", str(folder))
        return looks(folder)

    monkeypatch.setattr(os, "scandir", refuses)
    [outcome] = inspect(open_workspace(root), ["beuk"], today=DAY)
    told = [(each.code, each.place.file) for each in outcome.problems if each.weight == "fout"]
    assert (outcome.exit_code, told) == (3, [("HB522", "output/beuk/Eigen")])
