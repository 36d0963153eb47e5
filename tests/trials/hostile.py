"""Two hundred organisations with hostile names, side by side: python tests/trials/hostile.py [N].

Nobody's name, number or address stands in a file of another; that is looked up here without the
code that `check --output` uses, and then by `check --output` itself. Then something of another is
planted in a hundred files, and each must be found.
"""

import html
import json
import random
import re
import sys
import tempfile
import zipfile
from pathlib import Path

from world import documents, handbook

from handbook.word.reading.lint import lint

SIGNS = (
    """"Tolk" & 'Zoon' <b>vet</b> ]]>""",
    "{{ 6*7 }} {% for x in y %}",
    "\U0001f469\u200d\U0001f467 familie",
    "\u05d1\u05d9\u05ea \u0628\u064a\u062a",
    "../../etc/passwd",
    r"C:\nul\con aux.",
    "naam met punten ...",
    "O'Hara's \u201eHuis\u201d",
    "=1+1 @SUM(A1) -2",
    "PP-01 **vet** _schuin_ | cel",
    "Meervoudigonverzadigdevetzuurbestanddelen" * 6,
    "caf\u00e9 cafe\u0301 \u00c6r\u00f8",
)
IDS = ("con-", "nul-", "aux-", "com1-", "a-", "z-9-")
PART = {"138": "schuldhulp", "139": "nachtopvang", "140": "buurtwerk", "134": "peuterspeelzaal"}
SAFE = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]*\.(docx|xlsx)")


def mark(number: int) -> str:
    """Return a word that only organisation `number` has."""
    letters = "".join(
        "bcdfghjklm"[int(digit)] + "aeiou"[int(digit) % 5] for digit in f"{number:04}"
    )
    return f"Q{letters}q"


def main() -> None:
    """Build them, look, plant leaks, and look again."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    with tempfile.TemporaryDirectory() as scratch:
        root = Path(scratch) / "w"
        names = write(root, number)
        built = handbook(root, "build", "-j", "2")
        print(built.stdout.strip().splitlines()[-1], f"(leaves with {built.returncode})")
        wrong = [*leaks(root, names), *bad_files(root)]
        print(f"{len(documents(root))} files of {number} organisations: {len(wrong)} things wrong")
        found = codes(root)
        print("check --output:", {code: len(files) for code, files in sorted(found.items())})
        wrong += [
            f"{code}: {file}"
            for code, files in found.items()
            if code < "HB464" or code == "HB465"
            for file in files
        ]
        wrong += planted(root, names)
    print("\n".join(wrong[:20]) or "good")
    sys.exit(1 if wrong else 0)


def write(root: Path, number: int) -> dict[str, str]:
    """Write `number` profiles; return the mark of each by its id."""
    (root / "organisations").mkdir(parents=True)
    names = {}
    parts = ("138", "139", "140")
    for each in range(number):
        name, part = f"{IDS[each % len(IDS)]}{each}", parts[each % 3]
        word = mark(each)
        names[name] = word
        text = f"{word} {SIGNS[each % len(SIGNS)]}"[:300].rstrip(" .")
        (root / "organisations" / f"{name}.yaml").write_text(
            f"naam: {json.dumps(text, ensure_ascii=False)}\n"
            f'kvk: "{20_000_000 + each * 37}"\nonderdelen: [{part}]\n'
            f"activiteiten: {{{part}: [{PART[part]}]}}\n"
            f'locaties:\n  - {{naam: "{word}huis", adres: "{word}laan {each + 1}, 1234 AB Dorp"}}\n'
            f'  - {{naam: "{word}nest", adres: "{word}pad {each + 7}, 9999 ZZ Stad", geheim: ja}}\n'
            f"rollen:\n  bestuurder: {{personen: [{word} de Vries]}}\n",
            encoding="utf-8",
        )
    return names


def said(path: Path) -> str:
    """Return all that a file says, tags and all."""
    with zipfile.ZipFile(path) as archive:
        parts = [archive.read(name) for name in archive.namelist()]
    return html.unescape(re.sub(r"<[^>]*>", "", b" ".join(parts).decode("utf-8", "replace")))


def leaks(root: Path, names: dict[str, str]) -> list[str]:
    """Return each file with the mark of another, or with a secret place of its own."""
    wrong = []
    every = re.compile("|".join(names.values()))
    for path in documents(root):
        own = names[path.parent.name]
        text = said(path)
        others = {word for word in every.findall(text) if word != own}
        wrong += [f"{path.relative_to(root)} tells of {word}" for word in sorted(others)]
        if f"{own}nest" in text or f"{own}pad" in text:
            wrong.append(f"{path.relative_to(root)} tells of a secret place")
    return wrong


def bad_files(root: Path) -> list[str]:
    """Return each file whose name is not safe, and of some what our own gate finds."""
    wrong = [str(path) for path in documents(root) if not SAFE.fullmatch(path.name)]
    for path in random.Random(1).sample(documents(root), 200):
        if path.suffix == ".docx":
            found = [each for each in lint(path.read_bytes()) if "tag:" not in each]
            wrong += [f"{path.relative_to(root)}: {each}" for each in found]
    return wrong


def codes(root: Path) -> dict[str, list[str]]:
    """Return the files of each code that `check --output` tells."""
    told = json.loads(handbook(root, "check", "--output", "--json").stdout)["organisaties"]
    found: dict[str, list[str]] = {}
    for outcome in told:
        for problem in outcome["problemen"]:
            found.setdefault(problem["code"], []).append(problem["plaats"])
    return found


def planted(root: Path, names: dict[str, str]) -> list[str]:
    """Plant the name, number or address of another in a hundred files; return what is not found."""
    chance = random.Random(2)
    files = [path for path in documents(root) if path.suffix == ".docx"]
    spread = {}
    for path in chance.sample(files, 100):
        other = chance.choice([name for name in names if name != path.parent.name])
        number = list(names).index(other)
        word = names[other]
        leak = chance.choice(
            [f"{word}laan {number + 1}", str(20_000_000 + number * 37), f"{word} de Vries"]
        )
        plant(path, leak, chance)
        spread[path.relative_to(root).as_posix()] = leak
    found = codes(root)
    told = set(found.get("HB460", []))
    print(
        f"planted {len(spread)}, found {len(told & set(spread))}, told elsewhere "
        f"{len(told - set(spread))}"
    )
    return [f"not found: {leak} in {file}" for file, leak in spread.items() if file not in told] + [
        f"told without reason: {file}" for file in told - set(spread)
    ]


def plant(path: Path, leak: str, chance: random.Random) -> None:
    """Put `leak` somewhere in a file."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    half = len(leak) // 2
    split = f"<w:r><w:t>{leak[:half]}</w:t></w:r><w:r><w:t>{leak[half:]}</w:t></w:r>"
    ways = {
        "word/document.xml": (b"</w:body>", f"<w:p>{split}</w:p></w:body>".encode()),
        "word/header1.xml": (b"</w:hdr>", f"<w:p>{split}</w:p></w:hdr>".encode()),
        "docProps/core.xml": (b"</dc:title>", f" {leak}</dc:title>".encode()),
        "docProps/app.xml": (b"</Company>", f", {leak}</Company>".encode()),
    }
    name = chance.choice([name for name in ways if name in parts])
    old, new = ways[name]
    parts[name] = parts[name].replace(old, new)
    if chance.random() < 0.3:
        parts = {**parts, "customXml/item9.xml": f"<a b='{leak}'/>".encode()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, data in parts.items():
            archive.writestr(part, data)


if __name__ == "__main__":
    main()
