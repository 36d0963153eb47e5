"""What VS Code shows for a profile, asked of the language server that its YAML extension runs."""

import json
import re
import shutil
import tarfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from examples import EXAMPLES, ROOT
from system.language_server import LanguageServer, language_server

from handbook.cli.app import main
from handbook.loading.schema import profile_schema
from handbook.loading.schema_content import places_of
from handbook.loading.workspace import open_workspace

pytestmark = pytest.mark.system
TOOLS = ROOT / "tools"
HEAD = """\
# yaml-language-server: $schema=../.handbook/profiel.schema.json
naam: Stichting Proef
kvk: 01234567
onderdelen: [138, 140]
"""
# Lines that are wrong, the one of them that is told (from 0), and a word of what is said.
PLANTED = {
    "kvk: '1234'": (0, "acht cijfers"),
    "kvk: abc": (0, "acht cijfers"),
    "naam:": (0, "één regel"),
    "kenmerkn: []": (0, "alleen deze sleutels"),
    "kenmerken: [kuken]": (0, "Kies een kenmerk"),
    "kenmerken: keuken": (0, "een lijst"),
    "onderdelen: [138, 141]": (0, "Kies een onderdeel: 123, 138"),
    "onderdelen: []": (0, "minstens één"),
    "onderdelen: ['141']": (0, "Kies een onderdeel"),
    "rechtsvorm: nvv": (0, "stichting, vereniging"),
    "fte: veel": (0, "een getal"),
    "fte: -3": (0, "een getal"),
    "korte_naam: " + "x" * 80: (0, "hoogstens 60 tekens"),
    "activiteiten:\n  138: [schuldhup]": (1, "Kies een activiteit"),
    "activiteiten:\n  141: [x]": (1, "Kies een onderdeel"),
    "activiteiten:\n  138: schuldhulp": (1, "een lijst van activiteiten"),
    "locaties: x": (0, "een lijst"),
    "locaties:\n  - {adres: x}": (1, "'naam' ontbreekt"),
    "locaties:\n  - {naam: x, plaats: y}": (1, "alleen deze sleutels: naam, adres"),
    "locaties:\n  - {naam: x, geheim: misschien}": (1, "ja, nee"),
    "diensten:\n  - {naam: x, onderdeel: 150, soort: maatwerk}": (1, "Kies een onderdeel"),
    "diensten:\n  - {naam: x, onderdeel: 138, soort: opvang}": (1, "maatwerk, jeugdhulp"),
    "rollen:\n  bestuurde: {functie: x}": (1, "Kies een rol"),
    "rollen:\n  bestuurder: {functi: x}": (1, "alleen deze sleutels: functie"),
    "rollen:\n  bestuurder: directeur": (1, "alleen deze sleutels: functie"),
    "woordkeuze: {138: klient}": (0, "Kies een bekend woord"),
    "termijnen:\n  PP-01.eerste: 1 dag": (1, "Kies een eigen termijn"),
    "termijnen:\n  PP-01.eerste-reactie: gauw": (1, "Let op, geen fout: schrijf een getal"),
    "invullen:\n  PP-01.open: x": (1, "Kies een open veld"),
    "nagegaan:\n  wgs.99: {door: a, op: 1-1-2026, bron: x}": (1, "iets dat is na te gaan"),
    "uitsluitingen:\n  - {onderwerp: x, motivering: niet van ons}": (1, "Kies een onderwerp"),
    "uitsluitingen:\n  - {onderwerp: nazorg, motivering: nee}": (1, "minstens 10 tekens"),
    "norm: {versie_bevestigd_op: 2026-1}": (0, "Schrijf een datum"),
    "norm: {versie_bevestigd_op: 31-13-2026}": (0, "Schrijf een datum"),
    "documentbeheer: {herziening: 24}": (0, "24 maanden"),
    "documentbeheer: {goedkeurder: baas}": (0, "Kies een rol"),
    "huisstijl: {kleuren: {primair: rood}}": (0, "#1F5673"),
    "doelen:\n  - {doel: x, meten: y, eigenaar: teamleider, jaar: 27}": (1, "Schrijf een jaar"),
    "risicos:\n  - {risico: x, maatregel: y, eigenaar: teamleider, kans: groot}": (1, "laag, "),
}


def run(root: Path, *words: str) -> None:
    assert CliRunner().invoke(main, ["-C", str(root), *words]).exit_code == 0


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("editor") / "w"
    run(root.parent, "init", "w")
    shutil.copytree(ROOT / "organisations", root / "organisations", dirs_exist_ok=True)
    run(root, "new", "Stichting Nieuw", "--kvk", "01234567", "--onderdelen", "138,139,140,134")
    run(root, "schema")
    return root


@pytest.fixture(scope="module")
def server(root: Path) -> Iterator[LanguageServer]:
    with language_server(TOOLS, root, {"hoverSchemaSource": False}) as running:
        yield running


def profile(root: Path) -> Path:
    return root / "organisations/proef.yaml"


@pytest.mark.parametrize("name", [*EXAMPLES, "nieuw"])
def test_a_good_profile_has_no_line_under_it(root: Path, server: LanguageServer, name: str) -> None:
    path = root / "organisations" / f"{name}.yaml"
    assert server.diagnostics(path, path.read_text("utf-8")) == []


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_profile_of_before_has_no_line_under_it_either(
    server: LanguageServer, tmp_path: Path, name: str
) -> None:
    [packed] = (ROOT / "tests/eerder").glob("*.tar.xz")
    with tarfile.open(packed) as archive:
        archive.extractall(tmp_path, filter="data")
    [path] = tmp_path.rglob(f"organisations/{name}.yaml")
    run(path.parents[1], "schema")
    assert server.diagnostics(path, path.read_text("utf-8")) == []


@pytest.mark.parametrize("lines", PLANTED)
def test_a_mistake_is_told_once_at_its_line_in_dutch(
    root: Path, server: LanguageServer, lines: str
) -> None:
    line, word = PLANTED[lines]
    key = lines.partition(":")[0]
    head = [each for each in HEAD.splitlines() if not each.startswith(f"{key}:")]
    text = "\n".join([*head, lines, ""])
    [(where, what)] = server.diagnostics(profile(root), text)
    assert where == len(head) + line + 1
    assert word in what


def test_an_id_of_before_is_told_with_what_to_write_now(root: Path, server: LanguageServer) -> None:
    former = {"rollen": {"baas": "Schrijf: bestuurder."}, "kenmerken": {"oud": "Haal het weg."}}
    made = profile_schema(open_workspace(root).library, retired=former)
    (root / ".handbook/eerder.schema.json").write_text(json.dumps(made), encoding="utf-8")
    text = HEAD.replace("profiel.schema", "eerder.schema")
    text += "kenmerken: [oud]\nrollen:\n  baas: {functie: directeur}\n"
    told = "Let op, geen fout: '{}' is vervallen. {}"
    assert server.diagnostics(profile(root), text) == [
        (5, told.format("oud", "Haal het weg.")),
        (7, told.format("baas", "Schrijf: bestuurder.")),
    ]
    begun = f"{text}documentbeheer:\n  goedkeurder: \n"
    offered = server.completions(profile(root), begun, 9, 16)
    assert "bestuurder" in offered
    assert "baas" not in offered
    keys = server.completions(
        profile(root), text.replace("  baas: {functie: directeur}", "  "), 7, 3
    )
    assert "bestuurder" in keys
    assert "baas" not in keys


def test_an_empty_value_is_no_mistake_and_offers_no_null(
    root: Path, server: LanguageServer
) -> None:
    text = f"{HEAD}rechtsvorm: \nwebsite: \nnorm:\nlocaties:\ndocumentbeheer:\n  goedkeurder: \n"
    assert server.diagnostics(profile(root), text) == []
    assert server.completions(profile(root), text, 6, 10) == []
    assert server.completions(profile(root), text, 5, 13) == [
        *("stichting", "vereniging", "coöperatie", "bv", "nv", "gemeente", "eenmanszaak")
    ]
    assert "bestuurder" in server.completions(profile(root), text, 10, 16)


def test_only_dutch_keys_are_offered_and_no_names_of_classes(
    root: Path, server: LanguageServer
) -> None:
    text = f"{HEAD}locaties:\n  - \n"
    assert server.completions(profile(root), text, 6, 5) == [
        *("naam", "adres", "onderdelen", "geheim", "naam_buiten", "ook_bekend_als", "mag_genoemd")
    ]


def test_a_name_is_explained_by_itself(root: Path, server: LanguageServer) -> None:
    text = f"{HEAD}kenmerken: [keuken, vrijwilligers]\nrollen:\n  bestuurder: {{functie: x}}\n"
    said = server.hover(profile(root), text, 5, 14)
    assert said.startswith("Bereidt of verstrekt maaltijden.")
    assert "rijwillig" not in said
    assert server.hover(profile(root), text, 5, 3) == "Wat er verder bij u speelt.\n"
    assert server.hover(profile(root), text, 4, 15).strip().endswith("Dienstverlening")
    assert "eindverantwoordelijk" in server.hover(profile(root), text, 7, 5)


KINDS = {kind: places for kind, places in places_of().items() if places[-1].startswith("packs/")}


@pytest.mark.parametrize("kind", KINDS)
def test_the_files_of_our_own_packs_have_no_line_under_them(
    root: Path, server: LanguageServer, kind: str
) -> None:
    inside = KINDS[kind][-1].removeprefix("packs/*/")
    files = sorted((ROOT / "handbook/packs").glob(f"*/{inside}"))
    line = f"# yaml-language-server: $schema={root / '.handbook' / kind}.schema.json\n"
    told = {
        path.name: server.diagnostics(root / "organisations/x.yaml", line + path.read_text("utf-8"))
        for path in files
    }
    assert files or kind == "vervallen"  # nothing of ours is gone yet
    assert {name: each for name, each in told.items() if each} == {}


OF_A_DOCUMENT = {
    "": None,
    "bestand: 3": None,
    "vervangt: [OR-22]": None,
    "dekt: [intake-aanmelding, {onderwerp: intake-wachttijd, kop: 3. Wachten}]": None,
    "eigenaar: hoofd facilitair": None,
    "dekt: [x]": (0, "Kies een onderwerp"),
    "dekt:\n      - {onderwerp: x, kop: y}": (1, "Kies een onderwerp"),
    "vervangt: [OR-99]": (0, "Kies een document"),
    "activiteiten: [dansen]": (0, "Kies een activiteit"),
    "bevestigd: misschien": (0, "ja, nee"),
    "versie: 2": (0, "alleen deze sleutels"),
    "herzien: maart": (0, "Schrijf een datum"),
}


@pytest.mark.parametrize("lines", OF_A_DOCUMENT)
def test_a_mistake_in_the_list_of_own_documents_is_told_once_at_its_line(
    root: Path, server: LanguageServer, lines: str
) -> None:
    schema = f"# yaml-language-server: $schema={root}/.handbook/documenten.schema.json"
    head = [schema, "documenten:", "  - id: ED-01", "    bestand: A.docx", "    titel: A"]
    key = lines.partition(":")[0]
    head = [each for each in head if not (key and each.startswith(f"    {key}:"))]
    text = "\n".join([*head, f"    {lines}".rstrip(), ""])
    told = server.diagnostics(root / "organisations/x.yaml", text)
    wrong = OF_A_DOCUMENT[lines]
    if wrong is None:
        assert told == []
        return
    line, word = wrong
    [(where, what)] = told
    assert where == len(head) + line + 1
    assert word in what


OF_A_PROCEDURE = {
    "doel:": (0, "Hier hoort een tekst."),
    "eigenaar: baas": (0, "Kies een rol"),
    "soort: procedur": (0, "procedure, werkinstructie"),
    "formulieren: [F-999]": (0, "Kies een formulier"),
    "dekt: [x]": (0, "Kies een onderwerp"),
    "wanneer: {kenmerken: [x]}": (0, "Kies een kenmerk"),
    "grondslag:\n  - {id: a, wet: x}": (1, "Kies een wet"),
    "stappen:\n  - {id: a, rol: baas, actie: b}": (1, "Kies een rol"),
    "stappen:\n  - {id: a, rol: teamleider}": (1, "'actie' ontbreekt"),
    "termijnen:\n  - {id: a, wat: b, termijn: 2 dagen, aard: wet}": (1, "'wet' ontbreekt"),
    "id: EP 01": (0, "De code: letters, een streepje"),
}
PROCEDURE = """\
id: EP-01
soort: procedure
titel: Proef
groep: primair proces
thema: toegang
doel: Doen.
toepassing: Altijd.
eigenaar: teamleider
stappen: [{id: een, rol: teamleider, actie: Kook.}]
"""


@pytest.mark.parametrize("lines", OF_A_PROCEDURE)
def test_a_mistake_in_a_procedure_of_ones_own_is_told_once_at_its_line(
    root: Path, server: LanguageServer, lines: str
) -> None:
    schema = f"# yaml-language-server: $schema={root}/.handbook/procedure.schema.json"
    line, word = OF_A_PROCEDURE[lines]
    key = lines.partition(":")[0]
    kept = [each for each in PROCEDURE.splitlines() if not each.startswith(f"{key}:")]
    text = "\n".join([schema, *kept, lines, ""])
    [(where, what)] = server.diagnostics(root / "organisations/x.yaml", text)
    assert where == len(kept) + line + 2
    assert word in what


def test_a_vague_limit_of_ones_own_is_told_as_no_error(root: Path, server: LanguageServer) -> None:
    line = f"# yaml-language-server: $schema={root}/.handbook/procedure.schema.json\n"
    text = (ROOT / "handbook/packs/inhoud-welzijn/procedures/PP-01.yaml").read_text("utf-8")
    assert "\n    aard: eigen" in text
    vague = re.sub(r"termijn: .*(\n    aard: eigen)", r"termijn: gauw\1", text, count=1)
    [(where, what)] = server.diagnostics(root / "organisations/x.yaml", line + vague)
    assert (line + vague).splitlines()[where - 1].strip() == "termijn: gauw"
    assert what.startswith("Let op, geen fout: schrijf een getal met een eenheid")


def test_the_settings_that_init_writes_give_each_file_its_schema(root: Path) -> None:
    settings = json.loads((root / ".vscode/settings.json").read_text("utf-8"))
    told = {}
    with language_server(TOOLS, root, {"schemas": settings["yaml.schemas"]}) as server:
        for file in (
            "organisations/proef.yaml",
            "organisations/proef/inhoud/rollen.yaml",
            "organisations/proef/inhoud/procedures/EP-01.yaml",
            "packs/proef/norm.yaml",
            "packs/proef/wetten.yaml",
        ):
            # What is no record: each schema tells its own keys.
            first = server.diagnostics(root / file, "nergens: 1\n", named=True)
            told[file] = first[0][1].partition(": ")[2].partition(",")[0].rstrip(".")
        assert server.diagnostics(root / "organisations/proef/register.yaml", "x: 1\n") == []
    assert list(told.values()) == ["naam", "rollen", "id", "onderdelen", "wetten"]
