"""The plan of the house: arrows run down, every room has a floor, third parties have one home."""

import ast
from pathlib import Path

import handbook

ROOT = Path(handbook.__file__).parent

FLOORS = (
    {"errors"},
    {"model", "ordinary", "parcel", "secrets", "folders", "watcher"},
    {
        "loading",
        "tailoring",
        "word",
        "sheets",
        "inspection",
        "storage",
        "paging",
        "reporting",
        "starter",
        "frame",
        "publishing",
    },
    {"pipeline", "telling"},
    {"making"},
    {"commands"},
    {"cli"},
)
FLOOR = {room: number for number, rooms in enumerate(FLOORS) for room in rooms}

# Inside a folder the files stand in this order; each imports only what stands before it.
INSIDE = {
    "storage": ("owner", "trouble", "links", "files", "stamps", "register", "answers", "lock"),
    "reporting": (
        "look",
        "words",
        "batch",
        "data",
        "tables",
        "impact",
        "answers",
        "live",
        "bar",
        "former",
        "comparing",
        "adopting",
        "standing",
        "handing",
        "renaming",
        "listing",
    ),
    "ordinary": ("encoding", "lists", "names", "prefixes"),
    "pipeline": (
        "fault",
        "places",
        "program",
        "imprint",
        "logo_text",
        "ownership_problems",
        "ownership",
        "clock",
        "lost",
        "older",
        "handwork",
        "kept_bases",
        "kept_id",
        "border",
        "desk",
        "showing",
        "lying",
        "elsewhere",
        "merge_report",
        "saved_sheet",
        "moves",
        "delivery",
        "pages",
        "listing",
        "noting",
        "undoing",
        "archive",
        "record_look",
        "record_check",
        "left",
        "searched",
        "secrecy",
        "basis",
        "certainty",
        "rescuing",
        "namesakes",
        "disclosure",
        "neighbours",
        "checking",
        "inspecting",
        "memory",
        "causes",
        "preparing",
        "crew",
        "building",
        "asking",
        "judging",
        "answering",
        "rereading",
        "objections",
        "enacting",
        "approved_files",
        "approving",
        "standing",
        "following",
        "packing",
        "restoring",
        "record_pieces",
        "record_rebuild",
        "comparing",
        "linking",
        "claim",
        "rows",
        "passages",
        "proving",
        "adoptable",
        "adopting",
        "bundling",
        "fitness",
        "aiming",
        "handing",
        "whose",
        "renaming",
        "embedding",
    ),
    "sheets": ("content", "sealing", "formulas", "live", "heights", "matrix", "register"),
    "inspection": (
        "encodings",
        "escapes",
        "binaries",
        "remarks",
        "markup",
        "cells",
        "exif",
        "picture_records",
        "pictures",
        "embedded",
        "rich",
        "kinds",
        "shown",
        "said",
        "points",
        "leftovers",
        "staff",
        "canaries",
        "walls",
    ),
    "model": (
        "written",
        "lines",
        "norm",
        "reference",
        "profile",
        "content",
        "library",
        "handwork",
        "adoption",
        "report",
        "control",
        "document",
        "register",
        "answers",
        "outcome",
        "happening",
        "comparison",
        "standing",
        "listing",
        "publishing",
        "renaming",
    ),
    "publishing": (
        "names",
        "manifest",
        "trouble",
        "planning",
        "limits",
        "waiting",
        "stores",
        "exchange",
        "multistatus",
        "dav",
        "target",
        "access",
        "carrying",
    ),
    "watcher": ("sight", "bell", "lookout"),
    "secrets": (
        "folding",
        "people",
        "vocabulary",
        "spellings",
        "kinds",
        "addresses",
        "names",
        "signs",
        "passing",
        "numbers",
        "rows",
        "doors",
        "finding",
        "search",
        "entries",
        "public",
    ),
    "tailoring": (
        "conditions",
        "binding",
        "sources",
        "glossary",
        "segments",
        "filling",
        "procedures",
        "grids",
        "overviews",
        "cards",
        "tables",
        "chapters",
        "matrix",
        "printed",
        "former",
        "control",
        "ownership",
        "approval",
        "chain",
        "documents",
        "handwork",
        "questions",
        "staleness",
        "rewording",
        "tracing",
        "listing",
    ),
}

HOMES = {
    "yaml": {"loading/source.py"},
    "pydantic": {"model/", "loading/shape.py", "loading/schema.py"},
    "pydantic_core": {"model/", "loading/shape.py", "loading/schema.py"},
    "markdown_it": {"loading/markdown.py", "loading/printed.py"},
    "docxtpl": {"word/"},
    "docx": {"word/"},
    "lxml": {"word/"},
    "jinja2": {"word/"},
    "resvg_py": {"word/"},
    "xlsxwriter": {"sheets/"},
    "filelock": {"storage/"},
    "pypdf": {"paging.py"},
    "watchdog": {"watcher/"},
    "rich": {"reporting/"},
    "fsspec": {"publishing/"},
    "httpx": {"publishing/dav.py", "publishing/exchange.py"},
    "keyring": {"publishing/"},
    "click": {"cli.py", "commands/", "frame.py", "telling.py", "making.py"},
}


def modules() -> list[Path]:
    return sorted(ROOT.rglob("*.py"))


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


def test_imports_run_down() -> None:
    upward = []
    for path in modules():
        room = room_of(path)
        if room.startswith("__"):
            continue
        assert room in FLOOR, f"{room} has no floor: give it one"
        upward += [
            f"{path.relative_to(ROOT)} imports {name[0]}"
            for name in own_modules(path)
            if name[0] != room and FLOOR[name[0]] >= FLOOR[room]
        ]
    assert upward == []


def test_tailoring_has_nothing_left_to_refuse() -> None:
    assert [
        str(path)
        for path in (ROOT / "tailoring").rglob("*.py")
        if any(name[0] == "errors" for name in own_modules(path))
    ] == []


def test_files_of_a_folder_stand_in_order() -> None:
    wrong = []
    for folder, order in INSIDE.items():
        for path in sorted((ROOT / folder).glob("*.py")):
            if path.stem == "__init__":
                continue
            assert path.stem in order, f"{folder}/{path.stem} has no place: give it one"
            wrong += [
                f"{folder}/{path.stem} imports {name[1]}"
                for name in own_modules(path)
                if name[0] == folder
                and len(name) > 1
                and name[1] in order
                and order.index(name[1]) >= order.index(path.stem)
            ]
    assert wrong == []


def test_third_parties_have_one_home() -> None:
    strays = []
    for path in modules():
        where = path.relative_to(ROOT).as_posix()
        for name in {each.split(".")[0] for each in imports(path)}:
            homes = HOMES.get(name, set())
            if homes and not any(where.startswith(home) for home in homes):
                strays.append(f"{where} imports {name}")
    assert strays == []


def test_no_module_is_longer_than_400_lines() -> None:
    long = {
        path.relative_to(ROOT).as_posix(): len(path.read_text(encoding="utf-8").splitlines())
        for path in modules()
    }
    assert {name: lines for name, lines in long.items() if lines > 400} == {}


def test_no_import_stands_inside_a_function_but_in_the_command_line() -> None:
    hidden = []
    for path in modules():
        if room_of(path) in {"cli", "commands"}:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef):
                hidden += [
                    f"{path.relative_to(ROOT)}: {node.name}"
                    for inner in ast.walk(node)
                    if isinstance(inner, ast.Import | ast.ImportFrom)
                ]
    assert hidden == []
