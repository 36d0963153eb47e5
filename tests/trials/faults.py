"""Break whatever a person can reach, and run every command: python tests/trials/faults.py [ROUNDS].

Profiles, own content, packs, registers, answers, notes of ours, Word files, templates and logos are
damaged at random; a second number is the seed. Whatever was broken, a command ends within thirty
seconds with a sentence: no fault of ours (exit code 70 or HB519), no traceback, and no word of a
secret place.
"""

import json
import os
import random
import re
import shutil
import signal
import sys
import tempfile
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from breaking import damage
from click.testing import CliRunner
from office import SVG, typed
from world import ROOT

from handbook.cli.app import main as cli

LONGEST = 30  # seconds of work; waiting may take ten times as long
NAMES = ("anna.yaml", "bert.yaml")
SECRETS = ("Vlinderhof", "Zwaluwpad")
PAGE = (ROOT / "docs/uitbreiden.md").read_text(encoding="utf-8")
PROFILE = """\
naam: Stichting {name}
korte_naam: {name}
kvk: "{number}"
onderdelen: [{parts}]
activiteiten: {{E1: [moestuin]}}
kenmerken: [grote-dieren, vrijwilligers]
fte: 41,5
huisstijl: {{kleuren: {{primair: "#1F5C4D"}}, logo: {id}/logo.{logo}}}
locaties:
  - {{naam: Het erf, adres: "Laan 1, 1234 AB Dorp"}}
  - {{naam: Vlinderhof, adres: "Zwaluwpad 9, 9999 ZZ Stad", geheim: ja}}
rollen:
  bestuurder: {{functie: directeur, personen: [A. Visser]}}
missie: |
  Iedereen doet mee.
invullen:
  ZE-01.dagen: Elke dag.
uitsluitingen:
  - {{onderwerp: erf-kennismaken, motivering: Dat doet de gemeente.}}
"""
OWN = {
    "procedures/ZE-09.yaml": """\
id: ZE-09
soort: procedure
titel: Eten met elkaar
groep: primair proces
thema: toegang
doel: Samen eten.
toepassing: Voor elke {{ persoon }}.
eigenaar: erfhouder
termijnen:
  - {id: tafel, wat: Aan tafel, termijn: 2 weken, aard: eigen}
stappen:
  - {id: dekken, rol: erfhouder, actie: "Dek binnen {{ termijn.tafel }}."}
invullen:
  - {id: tijd, naam: Tijd, vraag: Hoe laat?}
""",
    "hoofdstukken/09-eten.md": (
        "---\nid: eten\ntitel: Eten\nniveau: 1\n---\nWe eten {{ rol.erfhouder }}.\n\n"
        "{{ tabel.procedures_primair }}\n\n- een\n  - twee\n\n| a | b |\n|---|---|\n| 1 | 2 |\n"
    ),
    "rollen.yaml": ("rollen:\n  - {id: kok, functie: kok, meervoud: koks, taak: Kookt.}\n"),
}


class TooLongError(BaseException):
    """A command did not end in time; no `except Exception` may swallow it."""


def main() -> None:
    """Tell what was wrong, and leave with 1 when anything was."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    wrong: list[str] = []
    with tempfile.TemporaryDirectory() as scratch:
        home = Path(scratch)
        base = made(home / "base")
        for number in range(rounds):
            chance = random.Random(f"{seed} {number}")
            root = home / f"w{number}"
            shutil.copytree(base, root, symlinks=True)
            broken = damage(root, chance)
            found = [f"round {number}: {each}" for each in trial(root, chance)]
            print(f"{number:4} {', '.join(broken)}", *found, sep="\n     ", flush=True)
            wrong += found
            if not found:
                shutil.rmtree(root, ignore_errors=True)
    print(f"{rounds} rounds: {len(wrong)} things wrong")
    sys.exit(1 if wrong else 0)


def made(root: Path) -> Path:
    """Return a working folder in which everything that can be there is there."""
    shown = dict(re.findall(r"^`([\w./-]+)`\n\n```\w+\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL))
    files = {f"packs/{name}": text for name, text in shown.items() if name.startswith(("n", "i"))}
    for number, (name, parts, logo) in enumerate(
        (("anna", "E1, E2", "svg"), ("bert", "E1", "png"))
    ):
        files[f"organisations/{name}.yaml"] = PROFILE.format(
            name=name.title(), number=10_000_000 + number, parts=parts, id=name, logo=logo
        )
        for inner, text in OWN.items():
            files[f"organisations/{name}/inhoud/{inner}"] = text
        files[f"organisations/{name}/vindplaatsen.yaml"] = "erf-kennismaken: '1.2'\n"
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    (root / "organisations/anna/logo.svg").write_text(
        SVG.format(size=40, more=""), encoding="utf-8"
    )
    shutil.copy(ROOT / "docs/beeld/procedure.png", root / "organisations/bert/logo.png")
    for folder in ("templates", "organisations/anna/sjablonen"):
        (root / folder).mkdir(exist_ok=True)
        for name in ("procedure.docx", "handboek.docx"):
            shutil.copy(ROOT / "templates" / name, root / folder)
    for words in (
        ("build", "-j", "1"),
        ("vragenlijst", "anna"),
        ("antwoorden", "output/anna/Vragenlijst/vragenlijst-anna.docx"),
        ("vaststellen", "anna", "--door", "B", "--datum", "2026-11-24", *WAIVED),
    ):
        result = CliRunner().invoke(cli, ["-C", str(root), *placed(root, words)])
        assert result.exit_code == 0, (words, result.output, result.exception)
    for code in ("ZE-02", "KH-01"):
        typed(root / f"output/anna/{code}.docx")
    (root / "organisations/anna/antwoorden.yaml").write_text(
        "organisatie: anna\ninvullen:\n  ZE-09.tijd: Om zes uur.\n", encoding="utf-8"
    )
    result = CliRunner().invoke(cli, ["-C", str(root), "check", "anna"])
    assert result.exit_code == 0, result.output
    return root


WAIVED = tuple(
    word
    for each in ("open-velden", "voorstellen", "wijzigingen", "nagaan", "onderwerpen")
    for word in ("--ondanks", each, "proef")
)
COMMANDS: tuple[tuple[str, ...], ...] = (
    ("check",), ("check", "--json"), ("check", "--output"), ("check", "--strict", "anna"),
    ("plan", "-j", "1"), ("plan", "anna", "--json"), ("plan", "--why", "bert"),
    ("build", "-j", "1"), ("build", "-j", "1", "--json"), ("build", "anna", "--why"),
    ("build", "anna", "--only", "KH-02"),
    ("stand",), ("stand", "anna"), ("stand", "--json", "--strict"),
    ("verschil", "anna"), ("verschil", "anna", "KH-01", "--tekst"), ("verschil", "anna", "--json"),
    ("verschil", "anna", "ZE-02", "--eigen"), ("verschil", "anna", "ZE-01", "--vorige", "1"),
    ("vragenlijst", "anna"), ("vragenlijst", "bert", "--alles"),
    ("antwoorden", "output/anna/Vragenlijst/vragenlijst-anna.docx"),
    ("overnemen", "anna", "ZE-02", "--plan"), ("overnemen", "anna", "ZE-02"),
    ("overnemen", "anna", "KH-01"),
    ("herstel", "anna", "ZE-01", "--lijst"), ("herstel", "anna", "KH-01"),
    ("vaststellen", "bert", "--door", "B", "--datum", "2026-11-25", *WAIVED),
    ("vaststellen", "anna", "ZE-02", "--door", "B", "--datum", "2026-11-25"),
    ("publiceer", "anna", "../dms", "--yes"),
    ("publiceer", "bert", "../dms2", "--ja", "--concepten"),
    ("publiceer", "anna", "../dms.zip", "--yes", "--json"),
    ("norm",), ("norm", "E1"), ("schema",), ("pack", "check", "packs/norm-zorgerf"),
    ("pack", "check", "packs/inhoud-zorgerf", "--json"), ("init", "."),
    ("nieuw", "De Proef", "--kvk", "12345678", "--onderdelen", "E1"),
)  # fmt: skip


def placed(root: Path, words: tuple[str, ...]) -> list[str]:
    """Return `words` with the paths in them counted from `root`."""
    return [str(root / each) if each.startswith(("output/", "../")) else each for each in words]


def trial(root: Path, chance: random.Random) -> Iterator[str]:
    """Run commands in `root`, and yield what none of them may do."""
    hidden = SECRETS if all(hides(root / "organisations" / name) for name in NAMES) else ()
    chosen = [("build", "-j", "1"), *chance.sample(COMMANDS, 9)]
    before = Path.cwd()
    os.chdir(root)
    try:
        for words in chosen:
            yield from (f"{' '.join(words)}: {each}" for each in ran(root, words, hidden))
    finally:
        os.chdir(before)


def hides(profile: Path) -> bool:
    """Tell whether a profile still says that a place is secret, or says nothing at all."""
    return not profile.is_file() or b"geheim: ja" in profile.read_bytes()


def ran(root: Path, words: tuple[str, ...], hidden: tuple[str, ...]) -> Iterator[str]:
    """Run one command; yield what is wrong with how it ended."""
    try:
        with at_most(LONGEST):
            result = CliRunner().invoke(cli, placed(root, words))
    except TooLongError as error:
        yield f"does not end: {where(error)}"
        return
    if result.exception and not isinstance(result.exception, SystemExit):
        yield f"traceback: {result.exception!r} {where(result.exception)}"
    if result.exit_code == 70 or "HB519" in result.output:
        report = root / "handbook-fout.txt"
        told = report.read_text(encoding="utf-8") if report.exists() else result.output[-600:]
        yield f"a fault of ours: {' < '.join(told.split(chr(10))[::-1])[:600]}"
    yield from (f"tells {word}" for word in hidden if word in result.output)
    if "--json" in words and result.exit_code != 2:
        try:
            json.loads(result.stdout)
        except ValueError:
            yield f"no JSON: {result.stdout[:200]!r}"


def where(error: BaseException) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    return " < ".join(f"{Path(each.filename).name}:{each.lineno}" for each in frames[::-1][:12])


@contextmanager
def at_most(seconds: int) -> Iterator[None]:
    """Stop what takes longer."""

    def stop(*_: object) -> None:
        raise TooLongError

    signal.signal(signal.SIGALRM, stop)
    signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    signal.alarm(10 * seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.alarm(0)


if __name__ == "__main__":
    main()
