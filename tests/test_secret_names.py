"""What tells of a secret house where names stand: in entries that everybody reads, in a logo."""

import base64
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from docx import Document
from small_shelter import shelf

from handbook.cli.app import main
from handbook.errors import HandbookError, Place, Problem
from handbook.loading.workspace import open_workspace
from handbook.pipeline.approval.approve import Asked, approve_documents
from handbook.pipeline.approval.reasons_to_refuse import SUBJECTS
from handbook.pipeline.build.build import build
from handbook.pipeline.check.finished_files import inspect
from handbook.pipeline.organisation.context import Request
from handbook.pipeline.organisation.ownership import opened
from handbook.pipeline.safeguards.disclosure import told_once
from handbook.pipeline.safeguards.sources import check

__all__ = ["shelf"]

pytestmark = pytest.mark.usefixtures("shelf")
TODAY = date(2026, 11, 30)
PROFILE = """\
naam: Stichting Opvang De Berk
kvk: "12345678"
onderdelen: [139]
locaties:
  - {naam: Kantoor, adres: "Lindelaan 12, 8021 AB Zwolle"}
  - naam: Huize Zwaluwnest
    adres: Zwanebloemweg 118, 8899 ZQ Duinbroekerwaard
    geheim: ja
    naam_buiten: Huis 1
"""
MAY = "    mag_genoemd: [{tekst: %s, reden: heet echt zo}]\n"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="90" height="30">%s<path d="M0 0h9v9z"/></svg>'
OWN = """\
id: ZE-02
soort: werkinstructie
titel: Sleutels van %s
groep: organisatieproces
thema: veiligheid
doel: Niemand raakt gewond.
toepassing: Elke dag.
eigenaar: teamleider
stappen:
  - id: lopen
    rol: teamleider
    actie: Loop door de gang.
"""
INNER = base64.b64encode((SVG % "<text>Huize Zwaluwnest</text>").encode()).decode()


def folder(root: Path, more: str = "", logo: str = "") -> Path:
    home = root / "organisations/berk"
    home.mkdir(parents=True)
    style = "huisstijl: {logo: berk/logo.svg}\n" if logo else ""
    (root / "organisations/berk.yaml").write_text(PROFILE + more + style, encoding="utf-8")
    (home / "logo.svg").write_text(SVG % logo, encoding="utf-8")
    return root


def told(root: Path) -> list[tuple[str, str, int, int]]:
    [outcome] = check(open_workspace(root), ["berk"])
    found = [each for each in outcome.problems if each.code in {"HB216", "HB227", "HB266", "HB267"}]
    assert "zwaluw" not in " ".join(map(str, found)).casefold()
    return [(each.code, each.weight, each.place.line, each.place.column) for each in found]


@pytest.mark.parametrize(
    ("entry", "code", "weight", "column"),
    [
        ("rollen: {teamleider: {personen: [Anna Zwaluwnest]}}", "HB266", "let op", 34),
        ("rollen: {teamleider: {personen: Anna Zwaluwnest}}", "HB266", "let op", 33),
        ("rollen: {teamleider: {personen: [Coördinator Zwaluwnest]}}", "HB216", "fout", 34),
        ("rollen: {teamleider: {personen: [Jan de Vries Zwaluwnest]}}", "HB216", "fout", 34),
        ("rollen: {teamleider: {personen: [Anna Zwanebloemweg]}}", "HB266", "let op", 34),
        ("rollen: {klachtenfunctionaris: {extern: Gemeente Zwaluwnest}}", "HB266", "let op", 41),
        ("belanghebbenden: [{naam: Stichting Zwaluwnest, verwacht: x}]", "HB266", "let op", 26),
        ("belanghebbenden: [{naam: Vriendenvereniging Zwaluwnest}]", "HB266", "let op", 26),
        ("diensten_buiten_toepassingsgebied: [{naam: Zwaluwnest, reden: x}]", "HB216", "fout", 44),
    ],
)
def test_an_entry_with_a_word_of_the_house_is_told_where_it_stands(
    tmp_path: Path, entry: str, code: str, weight: str, column: int
) -> None:
    assert told(folder(tmp_path, f"{entry}\n")) == [(code, weight, 10, column)]


def test_what_stands_under_mag_genoemd_is_told_no_more(tmp_path: Path) -> None:
    entry = "rollen: {teamleider: {personen: [Anna Zwaluwnest]}}\n"
    assert told(folder(tmp_path, MAY % "Anna Zwaluwnest" + entry)) == []


def test_the_name_of_the_organisation_itself_may_be_confirmed_and_the_house_may_not(
    tmp_path: Path,
) -> None:
    root = folder(tmp_path, MAY % "Stichting Zwaluwnest")
    path = root / "organisations/berk.yaml"
    text = path.read_text("utf-8").replace("Stichting Opvang De Berk", "Stichting Zwaluwnest")
    path.write_text(text, "utf-8")
    assert told(root) == []
    path.write_text(text.replace("tekst: Stichting", "tekst: Huize"), "utf-8")
    with pytest.raises(HandbookError) as caught:
        opened(open_workspace(root), "berk")
    assert [each.code for each in caught.value.problems] == ["HB266", "HB285"]


def test_an_entry_is_told_by_check_by_build_and_at_an_approval(tmp_path: Path) -> None:
    root = folder(tmp_path, "rollen: {teamleider: {personen: [Anna Zwaluwnest]}}\n")
    [built] = build(open_workspace(root), ["berk"], today=TODAY)
    asked = Asked(
        codes=frozenset({"KH-01"}),
        approver="Q. Xantippe",
        day=TODAY,
        despite=dict.fromkeys(SUBJECTS, "proef"),
    )
    approved = approve_documents(open_workspace(root), "berk", asked, today=TODAY)
    assert told(root) == [("HB266", "let op", 10, 34)]
    for outcome in (built, approved):
        found = [each for each in outcome.problems if each.code == "HB266"]
        assert [each.place.line for each in found] == [10]
        assert outcome.exit_code == 0


@pytest.mark.parametrize(
    "drawn",
    [
        "<text>Huize Zwaluwnest</text>",
        "<text><tspan>Zwaluw</tspan><tspan>nest</tspan></text>",
        '<text><tspan x="0">Huize</tspan><tspan x="0" dy="9">Zwaluwnest</tspan></text>',
        "<text>Huize</text><text>Zwaluwnest</text>",
        "<text>Z</text><text>w</text><text>aluw</text><text>n</text><text>est</text>",
        "<text><![CDATA[Huize Zwaluwnest]]></text>",
        "<text>Zwaluw&#110;est</text>",
        "<text>Zwaluw<!-- x -->nest</text>",
        "<text>Zwanebloemweg<tspan> 118</tspan></text>",
        f'<image href="data:image/svg+xml;base64,{INNER}"/>',
        '<image href="data:image/svg+xml,%3Csvg%3E%3Ctext%3EZwaluwnest%3C/text%3E%3C/svg%3E"/>',
    ],
)
def test_a_logo_that_shows_a_secret_location_is_refused(tmp_path: Path, drawn: str) -> None:
    with pytest.raises(HandbookError) as caught:
        opened(open_workspace(folder(tmp_path, logo=drawn)), "berk")
    assert [(each.code, each.weight) for each in caught.value.problems] == [("HB267", "fout")]


@pytest.mark.parametrize(
    "hidden",
    [
        "<title>Huize Zwaluwnest</title>",
        "<desc>Zwaluwnest</desc>",
        "<metadata><x>Zwaluwnest</x></metadata>",
        '<g aria-label="Huize Zwaluwnest"/>',
        "<!-- Huize Zwaluwnest -->",
    ],
)
def test_what_a_logo_holds_and_does_not_show_is_a_let_op(tmp_path: Path, hidden: str) -> None:
    assert told(folder(tmp_path, logo=hidden)) == [("HB267", "let op", 0, 0)]


def test_a_logo_with_other_words_is_no_find(tmp_path: Path) -> None:
    drawn = "<title>Logo</title><text>Stichting Opvang De Berk, nest van zwaluwen</text>"
    assert told(folder(tmp_path, logo=drawn)) == []


def test_who_approves_may_be_called_as_somebody_at_another_client(tmp_path: Path) -> None:
    root = folder(tmp_path)
    other = PROFILE.replace("De Berk", "De Eik").replace("12345678", "87654321")
    people = "rollen: {bestuurder: {personen: [J. de Vries]}}\n"
    (root / "organisations/eik.yaml").write_text(other + people, encoding="utf-8")
    list(build(open_workspace(root), ["berk"], today=TODAY))
    despite = dict.fromkeys(SUBJECTS, "proef")
    codes = frozenset({"KH-01"})
    asked = Asked(codes=codes, approver="J. de Vries", day=TODAY, despite=despite)
    assert approve_documents(open_workspace(root), "berk", asked, today=TODAY).exit_code == 0
    [outcome] = inspect(open_workspace(root), ["berk"], today=TODAY)
    assert [each for each in outcome.problems if each.code == "HB460"] == []
    asked = replace(asked, codes=frozenset({"KH-02"}), approver="Stichting Opvang De Eik")
    refused = approve_documents(open_workspace(root), "berk", asked, today=TODAY)
    assert "HB460" in {each.code for each in refused.problems}


def found(code: str, number: int, what: str = "iets") -> Problem:
    return Problem(Place(f"output/berk/{number}.docx"), code=code, what=what, mend="Haal het weg.")


def test_what_most_files_have_is_told_once_and_what_some_have_is_told_of_each() -> None:
    everywhere = [found("HB460", each) for each in range(20)]
    here_and_there = [found("HB460", each, "iets anders") for each in range(7)]
    secret = [found("HB462", each) for each in range(20)]
    assert told_once([*everywhere, *here_and_there, *secret], 20) == (
        found("HB460", 0, "iets (ook in 19 andere bestanden)"),
        *here_and_there,
        *secret,
    )
    assert told_once(everywhere[:5], 5) == tuple(everywhere[:5])


def test_a_house_that_becomes_secret_later_is_hidden_in_what_the_terminal_shows(
    tmp_path: Path,
) -> None:
    root = folder(tmp_path)
    profile = root / "organisations/berk.yaml"
    profile.write_text(PROFILE.replace("    geheim: ja\n    naam_buiten: Huis 1\n", ""), "utf-8")
    own = root / "organisations/berk/inhoud/procedures/ZE-02.yaml"
    own.parent.mkdir(parents=True)
    own.write_text(OWN % "Huize Zwaluwnest", "utf-8")
    few = Request(only=frozenset({"KH-01", "PP-01", "ZE-02"}))
    list(build(open_workspace(root), ["berk"], today=TODAY, request=few))
    hers = root / "output/berk/PP-01.docx"
    document = Document(str(hers))
    document.paragraphs[8].add_run(" Kom naar Huize Zwaluwnest.")
    document.save(str(hers))
    copy = root / "output/berk/vastgesteld/Rooster Zwaluwnest.docx"
    copy.parent.mkdir(exist_ok=True)
    copy.write_bytes(hers.read_bytes())
    profile.write_text(f"{PROFILE}missie: Iedereen is welkom.\n", "utf-8")
    own.write_text(OWN % "Huis 1", "utf-8")
    for arguments in (["plan"], ["plan", "--json"], ["status", "--json"], ["build", "--json"]):
        result = CliRunner().invoke(main, ["-C", str(root), *arguments, "berk"])
        assert "berk" in result.output
        assert re.findall("(?i).{0,40}zwaluwnest.{0,40}", result.output) == []
    target = tmp_path / "doel"
    target.mkdir()
    result = CliRunner().invoke(main, ["-C", str(root), "publiceer", "berk", str(target), "--ja"])
    assert "Rooster [geheim].docx" in result.output
    assert re.findall("(?i).{0,40}zwaluwnest.{0,40}", result.output) == []
