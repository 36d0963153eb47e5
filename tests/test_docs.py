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
from test_house import FLOORS, imports, modules

from handbook.cli import app
from handbook.cli.base import dutch as frame
from handbook.errors import EditConflict, HandbookError, StorageError, WorkplaceError
from handbook.loading.workspace import Loaded, open_workspace, read_profile
from handbook.model.documents.document import DocumentSet, Kind
from handbook.model.sources.profile import Profile
from handbook.pipeline.organisation.hand_edits import decide
from handbook.word.template_language.expressions import FUNCTIONS
from handbook.word.template_language.properties import NAMES
from handbook.word.template_language.template_names import Shape, roots

DOCS = ROOT / "docs"
README = (ROOT / "README.md").read_text(encoding="utf-8")
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


# --- Problems, templates, house ---


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


@pytest.mark.parametrize("kind", get_args(Kind))
def test_the_page_on_templates_names_every_word_a_template_can_use(kind: Kind) -> None:
    page = (DOCS / "sjablonen.md").read_text(encoding="utf-8")
    words = {word for name, root in roots(kind).items() for word in {name, *words_in(root)}}
    known = sorted({*words, *FUNCTIONS, *NAMES})
    assert [word for word in known if not re.search(rf"(?<!\w){word}(?!\w)", page)] == []


def test_the_page_on_the_house_draws_its_floors() -> None:
    page = (DOCS / "architecture.md").read_text(encoding="utf-8")
    [drawing] = [block for block in fenced(page, "") if block.startswith("7   cli")]
    drawn = [set(line.split()[1:]) for line in drawing.splitlines()]
    assert drawn == list(reversed(FLOORS))


def test_the_page_on_the_house_says_what_every_room_does() -> None:
    page = (DOCS / "architecture.md").read_text(encoding="utf-8")
    rooms = {row[0].strip("`") for row in table_rows(page) if re.match(r"`[a-z]+`$", row[0])}
    assert rooms == {room for floor in FLOORS for room in floor}


def test_the_page_on_the_house_names_every_module_of_a_room_with_more_than_one() -> None:
    page = (DOCS / "architecture.md").read_text(encoding="utf-8")
    rooms = page.partition("## 3.")[2].partition("## 4.")[0]
    named = set(re.findall(r"`(\w+\.py)`", rooms))
    package = ROOT / "handbook"
    assert named == {
        path.name for path in modules() if path.parent != package and path.stem != "__init__"
    }


# --- README ---


def profiles_in_readme() -> dict[str, str]:
    found = {}
    for block in fenced(README, "yaml"):
        name = re.match(r"# organisations/([a-z-]+)\.yaml\n", block)
        assert name, block
        found[name[1]] = block
    return found


def test_the_small_profile_of_the_readme_gives_a_set_without_a_gap(tmp_path: Path) -> None:
    small = profiles_in_readme()["zonnehoek"]
    assert 4 <= len(small.splitlines()) - 1 <= 8
    made = decide(read(tmp_path, small, "zonnehoek"), "zonnehoek")
    assert made.matrix.gaps == ()


def transcripts() -> Iterator[tuple[str, str]]:
    """Yield each command the README shows, with what it shows as its answer."""
    for block in fenced(README, ""):
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


def test_what_the_readme_shows_is_what_the_commands_say(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "organisations").mkdir()
    for name, text in profiles_in_readme().items():
        (tmp_path / "organisations" / f"{name}.yaml").write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NO_COLOR", "1")
    said = []
    for command, answer in transcripts():
        output = CliRunner().invoke(app.main, shlex.split(command)).output
        if not re.fullmatch(as_pattern(answer), output.rstrip() + "\n"):
            said.append(f"$ handbook {command}\n{output}")
    assert said == []
    assert len(list(transcripts())) >= 5


def test_the_readme_names_every_command_with_its_dutch_name_and_its_options() -> None:
    aliases = {english: dutch for dutch, english in frame.ALIASES.items()}
    expected = {
        name: {name, aliases.get(name, name), *options_of(name)} for name in app.main.commands
    }
    assert told_commands() == expected
    assert [each for each in options_of("") if each not in README] == []


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
    for cells in table_rows(README):
        names = re.findall(r"`([a-z]+)`", cells[0])
        if names and names[0] in app.main.commands:
            options = {each.split()[0] for each in code(cells[-1]) if each.startswith("-")}
            told[names[0]] = {*names, *options}
    return told


def test_the_readme_explains_every_exit_code() -> None:
    errors = (HandbookError, EditConflict, StorageError, WorkplaceError)
    codes = {0, 2, frame._OUR_FAULT, frame._INTERRUPTED, *(error.exit_code for error in errors)}
    told = {int(cells[0]) for cells in table_rows(README) if cells[0].isdigit()}
    assert told == codes


def example(name: str) -> DocumentSet:
    return decide(read_profile(open_workspace(ROOT), name), name)


def test_the_documents_in_the_tree_of_the_readme_are_made() -> None:
    [tree] = [block for block in fenced(README, "") if block.startswith("output/linde/")]
    named = set(re.findall(r"[\w-]+\.docx", tree))
    assert len(named) >= 8
    assert named - {document.filename for document in example("linde").documents} == set()


@pytest.mark.parametrize(
    "page",
    [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted(DOCS.rglob("*.md"))],
    ids=lambda page: page.name,
)
def test_every_link_of_a_page_leads_to_a_file(page: Path) -> None:
    links = re.findall(r"\]\((?!https?://|#)([^)#]+)", page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / link).is_file()] == []


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
    apart = {ROOT / f"handbook/publishing/{name}.py" for name in ("dav", "exchange")}
    lazy = {"handbook.publishing.webdav", "handbook.publishing.http_exchange"}
    assert not [path for path in set(modules()) - apart if lazy & set(imports(path))]
    for paths, there in ((set(modules()) - apart, present), (apart, present | extra)):
        used = {name.split(".")[0] for path in paths for name in imports(path)} & set(makers)
        used -= {"handbook"}
        assert {
            name for name in used if not {requirement(each) for each in makers[name]} & there
        } == set()
        assert used >= ({"httpx"} if paths == apart else {"click", "lxml", "yaml"})
