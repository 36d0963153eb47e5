"""What can be wrong with a file that a person can reach, and one to three of them broken."""

import json
import os
import random
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import yaml
from office import NASTY, drawn, rezipped, tagged, xmled

JUNK = (
    "[",
    "{",
    ": ",
    "\n- ",
    "\n  ",
    "{{ x }}",
    "{% x %}",
    "&a ",
    "*a",
    "!!python/x ",
    "\t",
    "|\n",
    "'",
    '"',
    "#",
    "\x00",
    "\x1b[31m",
    "\u2028",
    "---\n",
    "...\n",
    "%YAML 9\n",
    "?",
    "é",
    "\ufeff",
)
BOMB = "a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a]\n" + "".join(
    f"c{n}: &c{n} [*{'b' if n == 0 else f'c{n - 1}'},*b,*a,*b,*b,*b]\n" for n in range(30)
)
Change = Callable[[Path, random.Random], None]


def damage(root: Path, chance: random.Random) -> list[str]:
    """Break one to three files; return which, and how."""
    told = []
    every = sorted(path for path in root.rglob("*") if path.is_file() and not path.is_symlink())
    kinds: dict[str, list[Path]] = {}
    for path in every:
        steps = path.relative_to(root).parts
        kind = f"{path.suffix} {steps[0]} {steps[2] if len(steps) > 3 else ''}"
        kinds.setdefault(kind, []).append(path)
    for _ in range(chance.choice((1, 1, 1, 2, 3))):
        path = chance.choice(kinds[chance.choice(sorted(kinds))])
        ways = WAYS.get(path.suffix, ()) + ANY
        way = chance.choice(ways)
        try:
            way(path, chance)
        except (
            OSError,
            ValueError,
            TypeError,
            KeyError,
            yaml.YAMLError,
            zipfile.BadZipFile,
        ) as error:
            told.append(f"({type(error).__name__})")  # it was broken too much to break it further
        told.append(f"{path.relative_to(root).as_posix()} {way.__name__}")
    return told


def cut(path: Path, chance: random.Random) -> None:
    data = path.read_bytes()
    path.write_bytes(data[: chance.randrange(len(data) + 1)])


def flipped(path: Path, chance: random.Random) -> None:
    data = bytearray(path.read_bytes() or b"x")
    for _ in range(chance.choice((1, 3, 30))):
        data[chance.randrange(len(data))] = chance.randrange(256)
    path.write_bytes(bytes(data))


def emptied(path: Path, _: random.Random) -> None:
    path.write_bytes(b"")


def foldered(path: Path, _: random.Random) -> None:
    path.unlink()
    path.mkdir()


def looped(path: Path, _: random.Random) -> None:
    path.unlink()
    path.symlink_to(path.name)


def linked(path: Path, _: random.Random) -> None:
    path.unlink()
    path.symlink_to("/etc/passwd")


def piped(path: Path, _: random.Random) -> None:
    path.unlink()
    os.mkfifo(path)


def huge(path: Path, _: random.Random) -> None:
    with path.open("r+b") as file:
        file.truncate(3_000_000_000)


def swapped(path: Path, chance: random.Random) -> None:
    others = [each for each in path.parent.rglob("*") if each.is_file()]
    path.write_bytes(chance.choice(others).read_bytes())


def removed(path: Path, _: random.Random) -> None:
    path.unlink()


def renamed(path: Path, chance: random.Random) -> None:
    name = chance.choice((path.name.upper(), f"{path.stem} é\n.x", f"~${path.name}", "con.yaml"))
    path.rename(path.with_name(name))


def junked(path: Path, chance: random.Random) -> None:
    text = path.read_text(encoding="utf-8")
    for _ in range(chance.choice((1, 1, 3))):
        start = chance.randrange(len(text) + 1)
        text = text[:start] + chance.choice(JUNK) + text[start + chance.choice((0, 0, 1, 9, 40)) :]
    path.write_bytes(text.encode("utf-8", "surrogatepass"))


def lined(path: Path, chance: random.Random) -> None:
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    at, other = chance.randrange(len(lines)), chance.randrange(len(lines))
    way = chance.randrange(4)
    if way == 0:
        lines.insert(at, lines[other])
    elif way == 1:
        lines[at], lines[other] = lines[other], lines[at]
    elif way == 2:
        del lines[at]
    else:
        lines[at] = "  " + lines[at] if chance.random() < 0.5 else lines[at].lstrip()
    path.write_text("".join(lines), encoding="utf-8")


def coded(path: Path, chance: random.Random) -> None:
    text = path.read_text(encoding="utf-8")
    path.write_bytes(text.encode(chance.choice(("utf-16", "utf-32", "cp1252", "utf-8-sig"))))


def bombed(path: Path, chance: random.Random) -> None:
    deep = chance.choice(
        ("[" * 9_000, "{a: " * 9_000, "- " * 9_000, "> " * 9_000, "- a\n" * 60_000)
    )
    path.write_text(chance.choice((BOMB, f"a: {deep}", deep)), encoding="utf-8")


def reshaped(path: Path, chance: random.Random) -> None:
    """Put something nasty at a random place of a tree, or take something away, or wrap it."""
    text = path.read_text(encoding="utf-8")
    head, sign, rest = text.partition("\n---\n") if path.suffix == ".md" else (text, "", "")
    tree = yaml.load(head.removeprefix("---\n"), Loader=yaml.BaseLoader)
    for _ in range(chance.choice((1, 1, 2, 4))):
        spots = list(places(tree))
        if not spots:
            break
        owner, key = chance.choice(spots)
        way = chance.randrange(6)
        if way == 0:
            del owner[key]
        elif way == 1:
            owner[key] = [owner[key]]
        elif way == 2:
            owner[key] = {chance.choice(("id", "naam", "x", "wanneer")): owner[key]}
        elif way == 3 and isinstance(owner, dict):
            owner[str(chance.choice(NASTY))] = owner.pop(key)
        else:
            owner[key] = chance.choice(NASTY)
    dumped = yaml.safe_dump(tree, allow_unicode=True, sort_keys=False)
    path.write_bytes((("---\n" if sign else "") + dumped + sign + rest).encode("utf-8", "replace"))


def places(tree: object) -> Iterator[tuple[object, object]]:
    rows = (
        tree.items()
        if isinstance(tree, dict)
        else enumerate(tree)
        if isinstance(tree, list)
        else ()
    )
    for key, value in rows:
        yield tree, key
        yield from places(value)


def noted(path: Path, chance: random.Random) -> None:
    """Put other JSON in a note of ours."""
    texts = ("{}", "[]", "null", "1", '"x"', "[" * 100_000, '{"a":' * 100_000, "NaN", "9" * 5_000)
    if chance.random() < 0.5:
        path.write_text(chance.choice(texts), encoding="utf-8")
        return
    tree = json.loads(path.read_text(encoding="utf-8"))
    owner, key = chance.choice(list(places(tree)))
    owner[key] = chance.choice(NASTY)
    path.write_bytes(json.dumps(tree).encode())


ANY: tuple[Change, ...] = (
    cut, flipped, emptied, foldered, looped, linked, piped, huge, swapped, removed, renamed,
)  # fmt: skip
_TEXT: tuple[Change, ...] = (junked, lined, coded, bombed, reshaped) * 2 + (reshaped,) * 14
_ZIP: tuple[Change, ...] = (rezipped,) * 6 + (xmled,) * 18
WAYS: dict[str, tuple[Change, ...]] = {
    ".yaml": _TEXT,
    ".md": _TEXT,
    ".json": (noted,) * 12,
    ".docx": (*_ZIP, tagged, tagged, tagged),
    ".xlsx": _ZIP,
    ".zip": _ZIP,
    ".svg": (drawn,) * 12,
    ".png": (drawn,) * 12,
}
