"""What the pages say is what the program does: README, profile, problems, templates, house."""

import ast
import importlib.metadata
import re
import shlex
import shutil
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

import pytest
import yaml
from click.testing import CliRunner
from examples import ROOT
from pydantic import BaseModel
from pydantic.fields import FieldInfo
from test_house import FLOOR, FLOORS, HOMES, files_read_by, imports, modules

from handbook.cli import app
from handbook.cli.common import click_in_dutch as dutch_module
from handbook.errors import EditConflict, HandbookError, StorageError, WorkplaceError
from handbook.loading.workspace import Loaded, open_workspace, read_profile
from handbook.model.documents.document import DocumentSet, TemplateKind
from handbook.model.sources.profile import Profile
from handbook.pipeline.organisation.hand_edits import decide
from handbook.word.template_language.expressions import FUNCTIONS
from handbook.word.template_language.properties import NAMES
from handbook.word.template_language.template_names import Shape, roots

DOCS = ROOT / "docs"
PAGES = [
    *sorted(ROOT.glob("*.md")),
    *sorted(DOCS.rglob("*.md")),
    *sorted((ROOT / "benchmarks").glob("*.md")),
]
README = (ROOT / "README.md").read_text(encoding="utf-8")
BEGINNING = (DOCS / "beginnen.md").read_text(encoding="utf-8")
HOUSE = (DOCS / "architecture.md").read_text(encoding="utf-8")
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
DECISIONS = sorted((DOCS / "decisions").glob("*.md"))
FOR_DEVELOPERS = [ROOT / "CONTRIBUTING.md", DOCS / "architecture.md", *DECISIONS]
PACKAGE = ROOT / "handbook"
COMMANDS = (DOCS / "opdrachten.md").read_text(encoding="utf-8")
PROFILE_PAGE = (DOCS / "profiel.md").read_text(encoding="utf-8")
HEAD = "naam: Stichting Proef\nkvk: 01234567\nonderdelen: [138, 139, 140, 134]\n"


def fenced(text: str, language: str) -> list[str]:
    """Return the blocks of code in `language` ("" for none), in order."""
    blocks = re.findall(r"^```(\w*)\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    return [block for told, block in blocks if told == language]


def code(text: str) -> set[str]:
    return set(re.findall(r"`([^`]+)`", text))


def table_rows(text: str) -> list[list[str]]:
    """Return the cells of every line of a table, without heads and the lines under them."""
    rows = [line.strip().strip("|").split(" | ") for line in text.splitlines() if line[:2] == "| "]
    return [[cell.strip() for cell in row] for row in rows]


# --- The profile ---


def models_in(hint: Any) -> list[type[BaseModel]]:
    if isinstance(hint, type) and issubclass(hint, BaseModel):
        return [hint]
    return [model for each in get_args(hint) for model in models_in(each)]


def walk(model: type[BaseModel], path: str = "") -> Iterator[tuple[str, dict[str, FieldInfo]]]:
    """Yield the fields by Dutch key of a record and of each record in it, with the path to it."""
    fields = {str(each.alias): each for each in model.model_fields.values()}
    yield path, fields
    for key, field in fields.items():
        for inner in models_in(field.annotation):
            yield from walk(inner, f"{path}.{key}".lstrip("."))


KEYS = dict(walk(Profile))


def told_keys() -> dict[str, dict[str, list[str]]]:
    """Return the rows of the profile page by path and key."""
    told: dict[str, dict[str, list[str]]] = {}
    path = ""
    for line in PROFILE_PAGE.splitlines():
        if heading := re.match(r"### `([a-z_.]+)`$", line):
            path = heading[1]
        elif row := re.match(r"\| `(\w+)` \| ", line):
            told.setdefault(path, {})[row[1]] = table_rows(line)[0][1:]
    return told


def explanation(field: FieldInfo) -> str:
    example = f" Bijvoorbeeld: {field.examples[0]}" if field.examples else ""
    return f"{field.description}{example}"


def without(field: FieldInfo) -> str:
    """Return what holds when the key is left out, where the record itself says so."""
    if field.is_required():
        return "verplicht"
    if field.default is False:
        return "nee"
    return field.default if isinstance(field.default, str) else ""


def choices(field: FieldInfo) -> str:
    chosen = get_args(field.annotation) if get_origin(field.annotation) is Literal else ()
    words = tuple(filter(None, chosen))
    return " of ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))


def test_the_profile_page_explains_every_key_of_the_profile_and_no_other() -> None:
    told = {
        path: {key: cells[1] for key, cells in rows.items()} for path, rows in told_keys().items()
    }
    assert told == {
        path: {key: explanation(field) for key, field in fields.items()}
        for path, fields in KEYS.items()
    }


def test_the_profile_page_says_what_is_required_what_is_usual_and_what_can_be_chosen() -> None:
    told = told_keys()
    wrong = []
    for path, fields in KEYS.items():
        for key, field in fields.items():
            written, _, default = told[path][key]
            expected = without(field) or default
            if default != expected or (default == "verplicht") != field.is_required():
                wrong.append(f"{path}.{key}: {default}, not {expected}")
            if choices(field) and written != choices(field):
                wrong.append(f"{path}.{key}: {written}, not {choices(field)}")
    assert wrong == []


def read(root: Path, text: str, name: str = "proef") -> Loaded:
    (root / "organisations").mkdir(exist_ok=True)
    (root / "organisations" / f"{name}.yaml").write_text(text, encoding="utf-8")
    shutil.copytree(ROOT / "organisations/linde", root / "organisations/linde", dirs_exist_ok=True)
    return read_profile(open_workspace(root), name)


@pytest.mark.parametrize("number", range(len(fenced(PROFILE_PAGE, "yaml"))))
def test_every_example_on_the_profile_page_is_a_good_profile(number: int, tmp_path: Path) -> None:
    block = fenced(PROFILE_PAGE, "yaml")[number]
    keys = {line.partition(":")[0] for line in block.splitlines()}
    own = [line for line in HEAD.splitlines() if line.partition(":")[0] not in keys]
    loaded = read(tmp_path, "\n".join([*own, block]))
    assert loaded.notices == ()


def used_keys(data: Any, path: str = "") -> set[str]:
    """Return every path.key that `data`, typed as the profile at `path`, uses."""
    if isinstance(data, list):
        return {key for each in data for key in used_keys(each, path)}
    if not isinstance(data, dict):
        return set()
    if path and not set(data) & set(KEYS[path]):  # by role
        return {key for each in data.values() for key in used_keys(each, path)}
    found = {f"{path}.{key}" for key in data}
    for key, value in data.items():
        inner = f"{path}.{key}".lstrip(".")
        found |= used_keys(value, inner) if inner in KEYS else set()
    return found


def test_the_full_profile_uses_every_key() -> None:
    full = yaml.load(fenced(PROFILE_PAGE, "yaml")[-1], yaml.BaseLoader)
    assert used_keys(full) == {f"{path}.{key}" for path, keys in KEYS.items() for key in keys}


# --- Problems and templates ---


def test_every_code_of_a_problem_has_its_paragraph_and_no_other() -> None:
    used = {
        node.value
        for path in modules()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and re.fullmatch(r"HB\d{3}", node.value)
    }
    page = (DOCS / "problemen.md").read_text(encoding="utf-8")
    paragraphs = re.findall(r"^### (HB\d{3}) \S.*\n\n(?=\S)", page, re.MULTILINE)
    assert paragraphs == sorted(used)


def words_in(shape: Shape) -> set[str]:
    inner = shape.of or shape
    return {word for name, each in inner.words.items() for word in {name, *words_in(each)}}


@pytest.mark.parametrize("kind", get_args(TemplateKind))
def test_the_page_on_templates_names_every_word_a_template_can_use(kind: TemplateKind) -> None:
    page = (DOCS / "sjablonen.md").read_text(encoding="utf-8")
    words = {word for name, root in roots(kind).items() for word in {name, *words_in(root)}}
    known = sorted({*words, *FUNCTIONS, *NAMES})
    assert [word for word in known if not re.search(rf"(?<!\w){word}(?!\w)", page)] == []


# --- The house ---


def test_the_page_on_the_house_draws_its_floors() -> None:
    [drawing] = [block for block in fenced(HOUSE, "") if re.match(r"\d +cli\n", block)]
    drawn = [line.split() for line in drawing.splitlines()]
    assert [int(words[0]) for words in drawn] == list(range(len(FLOORS), 0, -1))
    assert [set(words[1:]) for words in drawn] == list(reversed(FLOORS))


def told_rooms() -> dict[str, list[str]]:
    """Return the cells behind each folder and module that the tables name, in their order."""
    rows = [re.split(r"\s*\|\s*", line)[1:-1] for line in HOUSE.splitlines() if line[:3] == "| `"]
    rooms = [row for row in rows if re.fullmatch(r"`[a-z_/]+(/|\.py)`", row[0])]
    told = {row[0].strip("`"): row[1:] for row in rooms}
    assert len(told) == len(rooms)
    return told


def place_of(path: Path) -> str:
    """Return the folder of a module as the page writes it; of one without a room, the module."""
    parent = path.parent.relative_to(PACKAGE).as_posix()
    return path.name if parent == "." else f"{parent}/"


def test_the_page_on_the_house_says_what_every_folder_does() -> None:
    places = {place_of(path) for path in modules() if not path.name.startswith("__")}
    assert sorted(told_rooms()) == sorted(places)
    assert [place for place, cells in told_rooms().items() if not cells[0]] == []


def test_a_folder_imports_only_folders_of_its_room_that_stand_above_it() -> None:
    order = list(told_rooms())
    upward = [
        f"{place_of(path)} imports {place_of(other)}"
        for path in modules()
        if place_of(path) in order
        for other in files_read_by(path)
        if place_of(other) in order
        and place_of(other).split("/")[0] == place_of(path).split("/")[0]
        if order.index(place_of(other)) > order.index(place_of(path))
    ]
    assert upward == []


def packages_in(path: Path) -> set[str]:
    """Return the packages of others that a module imports, by the name they are installed by."""
    tree = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    late = [
        node.args[0].value
        for node in tree
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("import_module")
        if isinstance(node.args[0], ast.Constant)
    ]
    makers = {"yaml": "PyYAML", "markdown_it": "markdown-it-py", "resvg_py": "resvg-py"}
    makers |= {"docx": "python-docx", "pydantic_core": "pydantic"}
    found = {str(name).split(".")[0] for name in (*imports(path), *late)}
    return {makers.get(name, name) for name in found & {*HOMES, "pyphen"}}


def test_the_page_on_the_house_says_which_packages_live_in_a_folder() -> None:
    used: dict[str, set[str]] = {place: set() for place in told_rooms()}
    for path in modules():
        if place_of(path) in used:
            used[place_of(path)] |= packages_in(path)
    told = {place: cells[-1] if len(cells) > 1 else "" for place, cells in told_rooms().items()}
    assert {place: set(filter(None, each.split(", "))) for place, each in told.items()} == used


def names_in(path: Path) -> set[str]:
    """Return what a module defines: functions, classes and constants."""
    found = set()
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            found.add(node.name)
        elif isinstance(node, ast.Assign):
            found |= {each.id for each in node.targets if isinstance(each, ast.Name)}
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            found.add(node.target.id)
    return found


def shown_at(path: str) -> Path | None:
    """Return the file or folder that a page means by `path`: of the package, or of the checkout."""
    return next((root / path for root in (PACKAGE, ROOT) if (root / path).exists()), None)


@pytest.mark.parametrize("page", FOR_DEVELOPERS, ids=lambda page: page.name)
def test_every_path_and_name_on_a_page_for_developers_exists(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    missing = []
    for path, name in re.findall(r"([\w./-]+\.py)(?::(\w+))?", text):
        found = shown_at(path)
        if found is None or (name and name not in names_in(found)):
            missing.append(f"{path}:{name}")
    tops = {*FLOOR, "handbook", "tests", "docs", "tools", "benchmarks", "templates", ".ci"}
    paths = {each for each in code(text) if re.fullmatch(r"[\w./-]+", each) and "/" in each}
    missing += [each for each in paths if each.split("/")[0] in tops and shown_at(each) is None]
    assert missing == []


def test_ten_changes_have_their_files_and_their_way() -> None:
    files = HOUSE.partition("## 9. ")[2].partition("## 10. ")[0]
    way = CONTRIBUTING.partition("## How to add something")[2]
    assert len(table_rows(files)) == 10 + 1  # and the head
    assert len(re.findall(r"^\*\*An? .*?\.\*\* ", way, re.MULTILINE)) == 10


@pytest.mark.parametrize("page", DECISIONS, ids=lambda page: page.name)
def test_a_decision_is_a_page_with_its_reasons_and_its_costs(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert re.findall(r"^## (.+)$", text, re.MULTILINE) == ["Context", "Decision", "Why", "Costs"]
    assert len(text.splitlines()) <= 40


def test_decisions_are_numbered_and_the_page_on_the_house_lists_them() -> None:
    titles = [page.read_text(encoding="utf-8").splitlines()[0] for page in DECISIONS]
    listed = HOUSE.partition("## 12. ")[2]
    assert [
        f"# {number}. {title}" for number, title in re.findall(r"^(\d+)\. \[(.+)\]", listed, re.M)
    ] == titles
    assert [int(page.name[:4]) for page in DECISIONS] == list(range(1, len(DECISIONS) + 1))


# --- README and the pages it leads to ---


def profiles_shown() -> dict[str, str]:
    """Return the profiles that README and the page on beginning show, by name."""
    found = {}
    for page in (README, BEGINNING):
        for block in fenced(page, "yaml"):
            name = re.match(r"# organisations/([a-z-]+)\.yaml\n", block)
            assert name, block
            found[name[1]] = block
    return found


def test_the_small_profile_of_the_readme_gives_a_set_without_a_gap(tmp_path: Path) -> None:
    small = profiles_shown()["zonnehoek"]
    assert 4 <= len(small.splitlines()) - 1 <= 8
    made = decide(read(tmp_path, small, "zonnehoek"), "zonnehoek")
    assert made.matrix.gaps == ()


def transcripts(page: str) -> Iterator[tuple[str, str]]:
    """Yield each command that `page` shows, with what it shows as its answer."""
    for block in fenced(page, ""):
        for piece in re.split(r"^\$ handbook ", block, flags=re.MULTILINE)[1:]:
            command, _, answer = piece.partition("\n")
            yield command, answer


def as_pattern(answer: str) -> str:
    """Return a pattern for `answer`: a line "…" is any lines, "…" in a line is anything."""
    lines = answer.rstrip().splitlines()
    return "".join(
        r"(?:.*\n)*?" if line == "…" else re.escape(line).replace("…", ".*") + r"\n"
        for line in lines
    )


SHOWING = [page for page in PAGES if list(transcripts(page.read_text(encoding="utf-8")))]


@pytest.mark.parametrize("page", SHOWING, ids=lambda page: page.name)
def test_what_a_page_shows_is_what_the_commands_say(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "organisations").mkdir()
    for name, text in profiles_shown().items():
        (tmp_path / "organisations" / f"{name}.yaml").write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NO_COLOR", "1")
    said = []
    for command, answer in transcripts(page.read_text(encoding="utf-8")):
        output = CliRunner().invoke(app.main, shlex.split(command)).output
        if not re.fullmatch(as_pattern(answer), output.rstrip() + "\n"):
            said.append(f"$ handbook {command}\n{output}")
    assert said == []


def test_the_pages_that_show_commands_are_those_of_a_beginner() -> None:
    assert {
        page.name: len(list(transcripts(page.read_text(encoding="utf-8")))) for page in SHOWING
    } == {
        "README.md": 4,
        "beginnen.md": 3,
        "eerste-handboek.md": 5,
        "vragenlijst.md": 2,
    }


def test_the_page_on_commands_names_each_with_its_dutch_name_and_its_options() -> None:
    aliases = {english: dutch for dutch, english in dutch_module.ALIASES.items()}
    expected = {
        name: {name, aliases.get(name, name), *options_of(name)} for name in app.main.commands
    }
    assert told_commands() == expected
    assert [each for each in options_of("") if each not in COMMANDS] == []


def options_of(name: str) -> set[str]:
    command = app.main.commands[name] if name else app.main
    return {
        option
        for param in command.params
        for option in param.opts
        if option.startswith("-") and option != "--help"
    }


def told_commands() -> dict[str, set[str]]:
    """Return what the table of commands names: by command, its names and options."""
    told = {}
    for cells in table_rows(COMMANDS):
        names = re.findall(r"`([a-z-]+)`", cells[0])
        if names and names[0] in app.main.commands:
            options = {each.split()[0] for each in code(cells[-1]) if each.startswith("-")}
            told[names[0]] = {*names, *options}
    return told


def test_the_page_on_commands_explains_every_exit_code() -> None:
    errors = (HandbookError, EditConflict, StorageError, WorkplaceError)
    exits = (dutch_module._OUR_FAULT, dutch_module._INTERRUPTED)
    codes = {0, 2, *exits, *(error.exit_code for error in errors)}
    told = {int(cells[0]) for cells in table_rows(COMMANDS) if cells[0].isdigit()}
    assert told == codes


def example(name: str) -> DocumentSet:
    return decide(read_profile(open_workspace(ROOT), name), name)


def test_the_documents_in_the_tree_of_the_page_on_beginning_are_made() -> None:
    [tree] = [block for block in fenced(BEGINNING, "") if block.startswith("output/linde/")]
    named = set(re.findall(r"[\w-]+\.docx", tree))
    assert len(named) >= 8
    assert named - {document.filename for document in example("linde").documents} == set()


def links_of(page: Path) -> list[Path]:
    """Return the files that `page` leads to, without places within one."""
    links = re.findall(r"\]\((?!https?://|#)([^)#]+)", page.read_text(encoding="utf-8"))
    return [(page.parent / link).resolve() for link in links]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_of_a_page_leads_to_a_file(page: Path) -> None:
    assert [link for link in links_of(page) if not link.is_file()] == []


def anchors_of(page: Path) -> set[str]:
    """Return the places within `page` that a link can lead to: headings, as GitHub names them."""
    text = re.sub(r"^```.*?^```$", "", page.read_text(encoding="utf-8"), flags=re.M | re.DOTALL)
    heads = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w -]", "", head.lower()).replace(" ", "-") for head in heads}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_to_a_heading_leads_to_one(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    links = re.findall(r"\]\((?!https?://)([^)#]*)#([^)]+)\)", text)
    assert [
        f"{path}#{place}"
        for path, place in links
        if place not in anchors_of((page.parent / path) if path else page)
    ] == []


def test_every_page_is_found_from_the_readme() -> None:
    found, waiting = set(), {ROOT / "README.md"}
    while waiting:
        page = waiting.pop()
        found.add(page)
        waiting |= {each for each in links_of(page) if each.suffix == ".md"} - found
    assert set(PAGES) - found == set()


def test_the_readme_is_read_in_one_go() -> None:
    assert len(README.splitlines()) <= 130


@pytest.mark.parametrize(
    ("marker", "command"),
    [
        (
            "build",
            "python3 -m venv .venv && .venv/bin/python -m pip install -q -c constraints.txt . "
            "&& .venv/bin/handbook build",
        ),
        (
            "test",
            "python3 -m venv .venv && .venv/bin/python -m pip install -q -c constraints.txt "
            "-e '.[test]' && .venv/bin/python -m pytest -n auto",
        ),
    ],
)
def test_the_readme_has_one_command_that_scripts_can_find(marker: str, command: str) -> None:
    assert f"<!-- {marker} -->\n```sh\n{command}\n```\n" in README


def requirement(text: str) -> str:
    name = re.match(r"[\w.-]+", text)
    assert name, text
    return re.sub(r"[-_.]+", "-", name[0]).lower()


def installed_with(names: set[str]) -> set[str]:
    """Return the packages that come along when those in `names` are installed, without extras."""
    found: set[str] = set()
    waiting = set(names)
    while waiting:
        name = waiting.pop()
        found.add(name)
        try:
            needed = importlib.metadata.requires(name) or []
        except importlib.metadata.PackageNotFoundError:  # only for another system
            continue
        waiting |= {requirement(each) for each in needed if "extra ==" not in each} - found
    return found


def test_the_build_command_installs_all_that_the_package_imports() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    present = installed_with({requirement(each) for each in project["dependencies"]})
    makers = importlib.metadata.packages_distributions()
    extra = installed_with(
        {requirement(each) for each in project["optional-dependencies"]["webdav"]}
    )
    # Read only when somebody publishes to WebDAV.
    apart = {
        ROOT / f"handbook/publishing/webdav/{name}.py" for name in ("webdav_store", "http_exchange")
    }
    lazy = {"handbook.publishing.webdav.webdav_store", "handbook.publishing.webdav.http_exchange"}
    assert not [path for path in set(modules()) - apart if lazy & set(imports(path))]
    for paths, there in ((set(modules()) - apart, present), (apart, present | extra)):
        used = {name.split(".")[0] for path in paths for name in imports(path)} & set(makers)
        used -= {"handbook"}
        assert {
            name for name in used if not {requirement(each) for each in makers[name]} & there
        } == set()
        assert used >= ({"httpx"} if paths == apart else {"click", "lxml", "yaml"})
