"""The plan of the house: arrows run down, every room has a floor, third parties have one home."""

import ast
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest
import yaml

import handbook

ROOT = Path(handbook.__file__).parent
NAMES = Path(__file__).parents[1] / "docs" / "namen.yaml"

FLOORS = (
    {"errors"},
    {"folders", "model", "opc", "package_normalisation", "secret_places", "watcher"},
    {
        "loading",
        "tailoring",
        "word",
        "excel",
        "inspection",
        "storage",
        "libreoffice",
        "reporting",
        "scaffold",
        "publishing",
    },
    {"pipeline"},
    {"cli"},
)
FLOOR = {room: number for number, rooms in enumerate(FLOORS) for room in rooms}

HOMES = {
    "yaml": {"loading/text/yaml_source.py"},
    "pydantic": {"model/", "loading/text/validation.py", "loading/schema.py"},
    "pydantic_core": {"model/", "loading/text/validation.py", "loading/schema.py"},
    "markdown_it": {"loading/markdown/chapters.py", "loading/markdown/plain_text.py"},
    "docxtpl": {"word/"},
    "docx": {"word/"},
    "lxml": {"word/"},
    "jinja2": {"word/"},
    "resvg_py": {"word/"},
    "xlsxwriter": {"excel/"},
    "filelock": {"storage/"},
    "pypdf": {"libreoffice/", "inspection/"},
    "watchdog": {"watcher/"},
    "rich": {"reporting/"},
    "fsspec": {"publishing/"},
    "httpx": {"publishing/webdav/webdav_store.py", "publishing/webdav/http_exchange.py"},
    "keyring": {"publishing/"},
    "click": {"cli/"},
    "questionary": {"cli/"},
}


def modules() -> list[Path]:
    return sorted(ROOT.rglob("*.py"))


def where(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def room_of(path: Path) -> str:
    return path.relative_to(ROOT).parts[0].removesuffix(".py")


def imports(path: Path) -> list[str]:
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.append(node.module)
            found += [f"{node.module}.{alias.name}" for alias in node.names]
    return found


def own_modules(path: Path) -> set[tuple[str, ...]]:
    return {
        tuple(name.split(".")[1:])
        for name in imports(path)
        if name.startswith("handbook.") and name != "handbook"
    }


def file_of(name: tuple[str, ...]) -> Path | None:
    """Return the file that an imported name is, or None where it is something in a file."""
    as_file = ROOT.joinpath(*name).with_suffix(".py")
    as_folder = ROOT.joinpath(*name, "__init__.py")
    return next((each for each in (as_file, as_folder) if each.exists()), None)


def files_read_by(path: Path) -> set[Path]:
    """Return the modules that something is taken from; a folder only where it is its own."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and "handbook" in node.module:
            home = tuple(node.module.split(".")[1:])
            found |= {file_of((*home, each.name)) or file_of(home) for each in node.names}
    return {each for each in found if each is not None} - {path}


def circle(arrows: Mapping[str, set[str]]) -> list[str]:
    """Return one circle of `arrows`, or nothing."""
    try:
        TopologicalSorter(arrows).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


def functions() -> Iterator[tuple[Path, ast.FunctionDef]]:
    for path in modules():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef):
                yield path, node


def test_imports_run_down() -> None:
    upward = []
    for path in modules():
        room = room_of(path)
        if room.startswith("__"):
            continue
        assert room in FLOOR, f"{room} has no floor: give it one"
        upward += [
            f"{where(path)} imports {name[0]}"
            for name in own_modules(path)
            if name[0] != room and FLOOR[name[0]] >= FLOOR[room]
        ]
    assert upward == []


def test_tailoring_has_nothing_left_to_refuse() -> None:
    assert [
        where(path)
        for path in (ROOT / "tailoring").rglob("*.py")
        if any(name[0] == "errors" for name in own_modules(path))
    ] == []


def test_files_form_no_circle() -> None:
    assert circle({where(path): set(map(where, files_read_by(path))) for path in modules()}) == []


def test_folders_form_no_circle() -> None:
    arrows: dict[str, set[str]] = defaultdict(set)
    for path in modules():
        if path.parent == ROOT:
            continue
        arrows[where(path.parent)] |= {
            where(each.parent) if each.parent != ROOT else where(each)
            for each in files_read_by(path)
            if each.parent != path.parent
        }
    assert circle(arrows) == []


@pytest.mark.parametrize(
    ("arrows", "found"),
    [
        ({"a": {"b"}, "b": {"c"}, "c": set()}, False),
        ({"a": {"b"}, "b": {"c"}, "c": {"a"}}, True),
    ],
)
def test_a_circle_is_found(arrows: dict[str, set[str]], *, found: bool) -> None:
    assert bool(circle(arrows)) is found


def test_no_folder_holds_more_than_15_modules() -> None:
    held = Counter(where(each.parent) for each in modules() if each.name != "__init__.py")
    assert {folder: number for folder, number in held.items() if number > 15} == {}


def test_a_module_name_stands_twice_only_where_the_names_page_says_so() -> None:
    held = Counter(each.stem for each in modules() if not each.stem.startswith("__"))
    told = yaml.safe_load(NAMES.read_text(encoding="utf-8"))
    assert sorted(name for name, number in held.items() if number > 1) == list(told)
    assert [name for name, why in told.items() if not why.strip().endswith(".")] == []


def test_third_parties_have_one_home() -> None:
    strays = []
    for path in modules():
        for name in {each.split(".")[0] for each in imports(path)}:
            homes = HOMES.get(name, set())
            if homes and not any(where(path).startswith(home) for home in homes):
                strays.append(f"{where(path)} imports {name}")
    assert strays == []


def test_no_module_is_longer_than_400_lines() -> None:
    long = {where(path): len(path.read_text(encoding="utf-8").splitlines()) for path in modules()}
    assert {name: lines for name, lines in long.items() if lines > 400} == {}


def test_no_function_is_longer_than_40_lines() -> None:
    long = {
        f"{where(path)}: {node.name}": lines
        for path, node in functions()
        if (lines := (node.end_lineno or 0) - node.lineno + 1) > 40
    }
    assert long == {}


def test_no_import_stands_inside_a_function_but_in_the_command_line() -> None:
    hidden = [
        f"{where(path)}: {node.name}"
        for path, node in functions()
        if room_of(path) != "cli"
        for inner in ast.walk(node)
        if isinstance(inner, ast.Import | ast.ImportFrom)
    ]
    assert hidden == []
