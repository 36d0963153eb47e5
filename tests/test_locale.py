"""click's own sentences in Dutch: all of them, and the compiled file is that of the text."""

import ast
import gettext
import os
import string
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import click
import pytest

import handbook
from tools.make_locale import CATALOGUE, compiled, entries

pytestmark = pytest.mark.newest

ENTRIES = entries(CATALOGUE.read_text(encoding="utf-8"))


def texts_of_click() -> set[str]:
    """Return every text that click asks gettext for, found in its source."""
    found = {"required"}  # asked for by way of a variable
    for path in sorted(Path(click.__file__).parent.glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in {"_", "ngettext"}:
                texts = node.args[: 2 if getattr(node.func, "id", "") == "ngettext" else 1]
                found |= {text.value for text in texts if isinstance(text, ast.Constant)}
    return found


# The catalogue follows the releases of click; a newer one may ask for a sentence more.
KNOWN = (8, 5)


@pytest.mark.skipif(
    tuple(map(int, version("click").split(".")[:2])) > KNOWN, reason="a click we do not know yet"
)
def test_every_sentence_of_click_has_a_dutch_one() -> None:
    ours = {entry[key] for entry in ENTRIES for key in ("msgid", "msgid_plural") if key in entry}
    assert sorted(texts_of_click() - ours) == []
    assert all(text for entry in ENTRIES for key, text in entry.items() if key != "msgid")


def places(text: str) -> set[str]:
    named = {name for _, name, _, _ in string.Formatter().parse(text) if name}
    return named | {part.split(")")[0] for part in text.split("%(")[1:]}


@pytest.mark.parametrize("entry", ENTRIES[1:], ids=lambda entry: entry["msgid"][:30])
def test_a_dutch_sentence_asks_for_no_more_than_the_english(entry: dict[str, str]) -> None:
    known = places(entry["msgid"]) | places(entry.get("msgid_plural", ""))
    for key, text in entry.items():
        assert places(text) <= known, key


def test_the_compiled_file_is_that_of_the_text() -> None:
    source = CATALOGUE.read_text(encoding="utf-8")
    assert CATALOGUE.with_suffix(".mo").read_bytes() == compiled(source), (
        "run: python tools/make_locale.py"
    )


def test_gettext_reads_the_compiled_file() -> None:
    dutch = gettext.translation("messages", CATALOGUE.parents[2], languages=["nl"])
    assert dutch.gettext("Usage:") == "Gebruik:"
    one, more = (
        "Option {name!r} requires an argument.",
        "Option {name!r} requires {nargs} arguments.",
    )
    assert dutch.ngettext(one, more, 1) == "Bij de optie {name!r} hoort een waarde."
    assert dutch.ngettext(one, more, 2) == "Bij de optie {name!r} horen {nargs} waarden."


PROGRAM = """
import gettext, os, sys, click
os.environ["LANGUAGE"] = "nl"
gettext.bindtextdomain("messages", sys.argv.pop(1))
gettext.textdomain("messages")

@click.group()
def main(): pass

@main.command()
@click.argument("name")
@click.option("--aantal", type=int, required=True, help="Hoeveel.")
@click.option("--soort", type=click.Choice(["a", "b"]))
def build(name, aantal, soort): pass

main(prog_name="handbook")
"""


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["buld"], "Fout: De opdracht 'buld' bestaat niet. Bedoelde u 'build'?"),
        (["build"], "Fout: Er ontbreekt een argument 'NAME'."),
        (["build", "x"], "Fout: Er ontbreekt een optie '--aantal'."),
        (
            ["build", "x", "--aantal", "y"],
            "Fout: De waarde bij '--aantal' kan niet: 'y' is geen getal.",
        ),
        (["build", "x", "y", "--aantal", "1"], "Fout: Dit hoort er niet bij: y"),
        (
            ["build", "x", "--aantl", "1"],
            "Fout: De optie '--aantl' bestaat niet. Bedoelde u '--aantal'?",
        ),
        (["build", "x", "--aantal"], "Fout: Bij de optie '--aantal' hoort een waarde."),
        (
            ["build", "x", "--aantal", "1", "--soort", "c"],
            "Fout: De waarde bij '--soort' kan niet: 'c' kan hier niet; kies uit: 'a', 'b'.",
        ),
        (["build", "--help"], "  --help            Toon deze uitleg."),
        (["build", "--help"], "  --aantal INTEGER  Hoeveel.  [verplicht]"),
    ],
)
@pytest.mark.parametrize("locale", ["C", "en_US.UTF-8"])
def test_click_speaks_dutch_in_any_surroundings(words: list[str], said: str, locale: str) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(CATALOGUE.parents[2]), *words],
        check=False,
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "LC_ALL": locale, "PYTHONUTF8": "1"},
    )
    assert said in (ran.stdout + ran.stderr).splitlines(), ran.stdout + ran.stderr


def test_the_catalogue_travels_with_the_package() -> None:
    assert CATALOGUE.is_relative_to(Path(handbook.__file__).parent)
