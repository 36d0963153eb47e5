"""The command that makes a profile, and asks for what was not given."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from handbook.cli.common.arguments import command
from handbook.cli.common.questions import ask, choose, confirm, somebody_types
from handbook.cli.common.workspace import opened
from handbook.errors import HandbookError, Place, Problem, StorageError

if TYPE_CHECKING:
    from handbook.loading.workspace import Workspace

# What was answered so far, in the working folder: a window that closes loses nothing.
_KEPT = Path(".handbook", "nieuw.json")
_QUESTIONS = {
    "naam": "Hoe heet de organisatie?",
    "kvk": "Wat is het KvK-nummer (acht cijfers)?",
    "fte": "Hoeveel fte werkt er (leeg: weet ik nog niet)?",
    "onderdelen": "Voor welke onderdelen wilt u een certificaat?",
    "activiteiten": "Welk werk doet u?",
    "kenmerken": "Wat speelt er verder bij u?",
}


@command("new")
@click.argument("naam", metavar="[NAAM]", default="")
@click.option("--kvk", default="", metavar="NUMMER", help="KvK-nummer, acht cijfers.")
@click.option(
    "--parts",
    "--onderdelen",
    "onderdelen",
    default="",
    metavar="LIJST",
    help="Onderdelen, bijvoorbeeld 138,140.",
)
@click.option(
    "--activities",
    "--activiteiten",
    "activiteiten",
    default="",
    metavar="LIJST",
    help="Anders alles.",
)
@click.option(
    "--characteristics",
    "--kenmerken",
    "kenmerken",
    default="",
    metavar="LIJST",
    help="Wat er bij u speelt, bijvoorbeeld vrijwilligers.",
)
@click.option("--fte", default="", metavar="GETAL", help="Omvang in fte, bijvoorbeeld 41,5.")
@click.pass_obj
def new(folder: Path, /, **told: str) -> None:
    """Maak een profiel voor de organisatie NAAM; wat ontbreekt, wordt gevraagd."""
    from handbook import storage
    from handbook.loading.workspace import read_profile
    from handbook.scaffold.new_answers import answers_of
    from handbook.scaffold.new_profile import id_from, profile_text

    workspace = opened(folder)
    typed = {key: text for key, text in told.items() if text}
    given = _asked(workspace, typed) if somebody_types() else _typed(workspace, typed)
    organisation = id_from(given["naam"])
    file = f"organisations/{organisation}.yaml"
    text = profile_text(answers_of(given), workspace.library)
    storage.put(workspace.root / file, _proved(text, file), expected=None)
    storage.remove_note(workspace.root / _KEPT)
    click.echo(f"Het profiel staat in {file}.")
    read_profile(workspace, organisation)
    click.echo(f"Maak nu de documenten met: handbook build {organisation}")
    click.echo(f"Vraag wat alleen zij weten met: handbook vragenlijst {organisation}")


def _typed(workspace: "Workspace", typed: Mapping[str, str]) -> dict[str, str]:
    """Return what was typed, if it is enough and right; else all that is wrong with it at once."""
    from handbook.scaffold.new_answers import KEYS, NEEDED, WrongAnswerError, checked, names

    given: dict[str, str] = {}
    wrong = []
    for key in KEYS:
        try:
            if key in typed:
                given[key] = checked(key, typed[key], {**typed, **given}, workspace.library)
        except WrongAnswerError as reason:
            wrong.append(str(reason))
    if missing := [key for key in NEEDED if key not in typed]:
        wrong.append(f"Geef {names(missing)} mee: er is niemand om het te vragen.")
    if wrong:
        raise click.UsageError("\n".join(wrong))
    _refuse_known(workspace, given["naam"])
    return given


def _asked(workspace: "Workspace", typed: Mapping[str, str]) -> dict[str, str]:
    """Return what was typed, and what a person answers; a wrong answer is asked again."""
    from handbook import storage
    from handbook.scaffold.new_answers import KEYS, kept_text

    before = _kept(workspace, typed)
    given: dict[str, str] = {}
    for key in KEYS:
        given[key] = _answer(workspace, key, given, {**before, **typed})
        storage.write_note(workspace.root / _KEPT, kept_text({**before, **given}).encode())
    return given


def _kept(workspace: "Workspace", typed: Mapping[str, str]) -> dict[str, str]:
    """Return what was answered before this was broken off, where a person wants to go on."""
    from handbook import storage
    from handbook.scaffold.new_answers import kept_answers

    data = storage.read(workspace.root / _KEPT)
    found = kept_answers(data.decode("utf-8", "replace"), workspace.library) if data else {}
    name = found.get("naam")
    if not name or typed.get("naam", name) != name:
        return {}
    return found if confirm(f"U was bezig met {name}. Verdergaan?", default=True) else {}


def _answer(
    workspace: "Workspace", key: str, given: Mapping[str, str], told: Mapping[str, str]
) -> str:
    """Return the answer at `key`: as it was told where it is right, else what a person says."""
    from handbook.scaffold.new_answers import checked, choices, listed

    def check(text: str) -> str:
        answer = checked(key, text, given, workspace.library)
        if key == "naam":
            _refuse_name(workspace, answer)
        return answer

    if key in told:
        try:
            return check(told[key])
        except ValueError as reason:
            click.echo(str(reason))
    if key in ("naam", "kvk", "fte"):
        return ask(_QUESTIONS[key], check)
    options = choices(key, given, workspace.library)
    # Somebody does all of it until they say what not; what is extra is off until they say so.
    ticked = frozenset(options) if key == "activiteiten" else frozenset(listed(told.get(key, "")))
    return choose(_QUESTIONS[key], options, check, ticked)


def _refuse_name(workspace: "Workspace", name: str) -> None:
    """Raise a ValueError where `name` cannot be that of a new profile."""
    from handbook.scaffold.new_answers import WrongAnswerError
    from handbook.scaffold.new_profile import id_from, quoted

    try:
        _refuse_known(workspace, name)
        _proved(f"naam: {quoted(name)}\nkvk: 01234567\nonderdelen: [138]\n", id_from(name))
    except StorageError as error:
        raise WrongAnswerError(f"{error.problems[0].place}: {error.problems[0].what}.") from error
    except click.UsageError as error:
        raise WrongAnswerError(error.message) from error


def _refuse_known(workspace: "Workspace", name: str) -> None:
    """Refuse a name whose profile is there already.

    Raises:
        StorageError: HB514.
    """
    from handbook import storage
    from handbook.scaffold.new_profile import id_from

    file = f"organisations/{id_from(name)}.yaml"
    if storage.read(workspace.root / file) is not None:
        raise StorageError(
            Problem(
                Place(file),
                code="HB514",
                what="dit profiel bestaat al",
                mend="Pas het aan, of kies een andere naam. Er is niets overschreven.",
            )
        )


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
