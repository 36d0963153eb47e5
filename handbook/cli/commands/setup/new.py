"""The command that makes a profile, and asks for what was not given."""

import re
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from handbook.cli.common.arguments import command
from handbook.cli.common.workspace import opened
from handbook.errors import HandbookError, Place, Problem, StorageError, did_you_mean

if TYPE_CHECKING:
    from handbook.loading.workspace import Workspace


@command("new")
@click.argument("name", metavar="[NAAM]", default="")
@click.option("--kvk", default="", metavar="NUMMER", help="KvK-nummer, acht cijfers.")
@click.option(
    "--parts", "--onderdelen", default="", metavar="LIJST", help="Onderdelen, bijvoorbeeld 138,140."
)
@click.option("--activities", "--activiteiten", default="", metavar="LIJST", help="Anders alles.")
@click.option(
    "--characteristics",
    "--kenmerken",
    default="",
    metavar="LIJST",
    help="Wat er bij u speelt, bijvoorbeeld vrijwilligers.",
)
@click.option("--fte", default="", metavar="GETAL", help="Omvang in fte, bijvoorbeeld 41,5.")
@click.pass_obj
def new(folder: Path, /, name: str, **told: str) -> None:
    """Maak een profiel voor de organisatie NAAM; wat ontbreekt, wordt gevraagd."""
    from handbook import storage
    from handbook.loading.workspace import read_profile
    from handbook.scaffold import new_profile

    workspace = opened(folder)
    answers = _answers(workspace, name, told)
    organisation = new_profile.id_from(answers.name)
    path = workspace.root / "organisations" / f"{organisation}.yaml"
    if storage.read(path) is not None:
        raise StorageError(
            Problem(
                Place(f"organisations/{path.name}"),
                code="HB514",
                what="dit profiel bestaat al",
                mend="Pas het aan, of kies een andere naam. Er is niets overschreven.",
            )
        )
    text = new_profile.profile_text(answers, workspace.library)
    storage.put(path, _proved(text, f"organisations/{path.name}"), expected=None)
    click.echo(f"Het profiel staat in organisations/{path.name}.")
    read_profile(workspace, organisation)
    click.echo(f"Maak nu de documenten met: handbook build {organisation}")
    click.echo(f"Vraag wat alleen zij weten met: handbook vragenlijst {organisation}")


def _proved(text: str, file: str) -> bytes:
    """Return the profile as it is to be written, sure that it can be read; else it is the name."""
    from handbook.loading.text.validation import attempt
    from handbook.loading.text.yaml_source import read
    from handbook.model.sources.profile import Profile

    try:
        data = text.encode()
        _, problems = attempt(Profile, read(data, file))
    except UnicodeEncodeError as error:  # what the terminal gave is no text
        raise click.UsageError("Deze naam is niet te bewaren: typ hem opnieuw.") from error
    except HandbookError as error:
        problems = error.problems
    if problems:
        raise click.UsageError(f"Zo kan de organisatie niet heten: {problems[0].what}.")
    return data


def _answers(workspace: "Workspace", name: str, told: dict[str, str]) -> Any:
    from handbook.scaffold import new_profile

    known = {part.code: part.title for part in workspace.library.parts.values() if not part.general}
    listing = "; ".join(f"{code} {title}" for code, title in known.items())
    name = name or _ask("Hoe heet de organisatie?", "NAAM")
    kvk = told["kvk"] or _ask("Wat is het KvK-nummer (acht cijfers)?", "--kvk")
    if not re.fullmatch(r"[0-9]{8}", kvk.strip()):
        raise click.UsageError(f"'{kvk}' is geen KvK-nummer: dat heeft acht cijfers.")
    if told["fte"] and not re.fullmatch(r"\d{1,5}([.,]\d{1,2})?", told["fte"].strip()):
        raise click.UsageError(f"'{told['fte']}' is geen aantal fte, zoals 41,5.")
    parts = _listed(told["parts"] or _ask(f"Welke onderdelen? {listing}", "--parts"))
    if not parts or set(parts) - set(known):
        asked = ", ".join(part for part in parts if part not in known) or "geen"
        raise click.UsageError(f"Onderdeel '{asked}' is niet te kiezen. Kies uit: {listing}.")
    library = workspace.library
    here = [each.id for each in library.activities.values() if each.part in parts]
    return new_profile.Answers(
        name=name,
        chamber_number=kvk.strip(),
        parts=parts,
        activities=_known(_listed(told["activities"]), here, "Activiteit"),
        characteristics=_known(
            _listed(told["characteristics"]), library.characteristics, "Kenmerk"
        ),
        fte=told["fte"].strip(),
    )


def _known(chosen: tuple[str, ...], known: Iterable[str], kind: str) -> tuple[str, ...]:
    """Return `chosen`, or refuse the first word of it that is not known."""
    words = list(known)
    for word in chosen:
        if word not in words:
            near = did_you_mean(word, words) or f"Kies uit: {', '.join(words)}."
            raise click.UsageError(f"{kind} '{word}' is hier niet te kiezen. {near}")
    return chosen


def _listed(text: str) -> tuple[str, ...]:
    return tuple(text.replace(",", " ").replace(";", " ").split())


def _ask(question: str, option: str) -> str:
    """Return the answer of a person; without one at the keyboard, say which option is missing."""
    if not sys.stdin.isatty():
        raise click.UsageError(f"Geef {option} mee: er is niemand om '{question}' te beantwoorden.")
    return str(click.prompt(question, prompt_suffix=" "))
