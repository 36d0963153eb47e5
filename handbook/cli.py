"""The command line: reads what is asked, calls one function, says what came of it."""

import gc
import os
import re
import sys
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from handbook.commands.adopt import adopt
from handbook.commands.approve import approve
from handbook.commands.diff import diff
from handbook.commands.pack import pack
from handbook.commands.publish import publish
from handbook.commands.restore import restore
from handbook.commands.status import status
from handbook.errors import (
    Place,
    Problem,
    StorageError,
    did_you_mean,
)
from handbook.frame import Commands, speak_dutch

if TYPE_CHECKING:
    from handbook.loading.workspace import Workspace


@click.group(
    cls=Commands, options_metavar="[OPTIES]", subcommand_metavar="OPDRACHT [ARGUMENTEN]..."
)
@click.option(
    "-C",
    "--workspace",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path(),
    metavar="MAP",
    help="De werkmap; anders de map waarin u staat, of een map daarboven.",
)
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=lambda context, _, asked: _say_version(context, asked=asked),
    help="Toon de versie.",
)
@click.pass_context
def main(context: click.Context, folder: Path) -> None:
    """Schrijft uw kwaliteitshandboek en procedures in Word, uit één profiel."""
    # A run makes a hundred thousand small records that live to its end: looking for rubbish among
    # them as often as Python does by itself costs a tenth of it; never looking costs memory.
    gc.set_threshold(50_000, 10, 1)
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:  # a service, or a shell that closed it
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: PTH123, SIM115
        elif hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    context.obj = folder


def _say_version(context: click.Context, *, asked: bool) -> None:
    """Say which version this is, when that is `asked`, and leave."""
    if not asked:
        return
    from importlib import metadata

    try:
        click.echo(f"handbook {metadata.version('handbook')}")
    except metadata.PackageNotFoundError:
        click.echo("handbook, uit een werkmap zonder installatie")
    context.exit()


def _open(folder: Path) -> "Workspace":
    from handbook.loading.workspace import find_root, open_workspace

    return open_workspace(find_root(folder))


@main.command("init", options_metavar="[OPTIES]")
@click.argument(
    "folder", type=click.Path(file_okay=False, path_type=Path), metavar="[MAP]", default="."
)
def init(folder: Path) -> None:
    """Maak een nieuwe werkmap; wat er al staat, blijft staan."""
    from handbook import starter, storage
    from handbook.loading.schema import profile_schema
    from handbook.loading.workspace import open_workspace

    for name in ("organisations", "templates", "output"):
        storage.make_home(folder / name)
    workspace = open_workspace(folder)
    for name, text in starter.workspace_files(profile_schema(workspace.library)).items():
        if storage.read(folder / name) is None:
            storage.put(folder / name, text.encode(), expected=None)
    click.echo(f"De werkmap {folder} is klaar. Maak nu een profiel met: handbook new")


@main.command("new", options_metavar="[OPTIES]")
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
    from handbook import starter, storage
    from handbook.loading.workspace import read_profile

    workspace = _open(folder)
    answers = _answers(workspace, name, told)
    organisation = starter.id_from(answers.name)
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
    storage.put(path, starter.profile_text(answers, workspace.library).encode(), expected=None)
    click.echo(f"Het profiel staat in organisations/{path.name}.")
    read_profile(workspace, organisation)
    click.echo(f"Maak nu de documenten met: handbook build {organisation}")
    click.echo(f"Vraag wat alleen zij weten met: handbook vragenlijst {organisation}")


def _answers(workspace: "Workspace", name: str, told: dict[str, str]) -> Any:
    from handbook import starter

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
    return starter.Answers(
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


@main.command("check", options_metavar="[OPTIES]")
@click.argument("organisations", nargs=-1, metavar="[ORGANISATIE]...")
@click.option("--strict", is_flag=True, help="Ook een opmerking ('let op') telt als fout.")
@click.option("--output", is_flag=True, help="Kijk de gemaakte bestanden na, voor u ze weggeeft.")
@click.option("--json", "as_json", is_flag=True, help="Geef de uitkomst als JSON.")
@click.pass_context
def check(
    context: click.Context,
    organisations: tuple[str, ...],
    *,
    strict: bool,
    output: bool,
    as_json: bool,
) -> None:
    """Controleer profielen, eigen teksten en sjablonen; schrijft niets."""
    from handbook.making import today
    from handbook.pipeline.checking import check as sources
    from handbook.pipeline.inspecting import inspect
    from handbook.telling import tell, told

    look = partial(inspect, today=today()) if output else sources
    tell(
        context,
        lambda: look(_open(context.obj), organisations, strict=strict),
        None if as_json else told,
    )


_JOBS = click.option(
    "-j",
    "--jobs",
    type=click.IntRange(0, 64),
    default=0,
    metavar="AANTAL",
    help="Over hoeveel processen het werk gaat; anders vanzelf.",
)


@main.command("plan", options_metavar="[OPTIES]")
@click.argument("organisations", nargs=-1, metavar="[ORGANISATIE]...")
@click.option("--only", multiple=True, metavar="CODE", help="Alleen dit document; mag vaker.")
@click.option("--why", is_flag=True, help="Noem ook wat blijft zoals het is.")
@_JOBS
@click.option("--json", "as_json", is_flag=True, help="Geef de uitkomst als JSON.")
@click.pass_context
def plan(
    context: click.Context,
    organisations: tuple[str, ...],
    *,
    only: tuple[str, ...],
    why: bool,
    jobs: int,
    as_json: bool,
) -> None:
    """Zeg per document wat 'build' zou doen, en waarom; schrijft niets."""
    from handbook.making import run_plan
    from handbook.pipeline.desk import Request

    request = Request(only=frozenset(only), write=False, why=why)
    run_plan(context, organisations, request, jobs=jobs, as_json=as_json)


@main.command("build", options_metavar="[OPTIES]")
@click.argument("organisations", nargs=-1, metavar="[ORGANISATIE]...")
@click.option("--only", multiple=True, metavar="CODE", help="Alleen dit document; mag vaker.")
@click.option("--why", is_flag=True, help="Zeg per document waarom het opnieuw is gemaakt.")
@click.option(
    "--pages", is_flag=True, help="Zet bladzijdenummers in de inhoudsopgave (LibreOffice)."
)
@_JOBS
@click.option("--json", "as_json", is_flag=True, help="Geef de uitkomst als JSON.")
@click.pass_context
def build(
    context: click.Context,
    organisations: tuple[str, ...],
    *,
    only: tuple[str, ...],
    why: bool,
    pages: bool,
    jobs: int,
    as_json: bool,
) -> None:
    """Maak de documenten van ORGANISATIE; zonder naam die van alle organisaties."""
    from handbook.making import run_build
    from handbook.pipeline.desk import Request

    request = Request(only=frozenset(only), pages=pages, why=why)
    run_build(context, organisations, request, jobs=jobs, as_json=as_json)


@main.command("watch", options_metavar="[OPTIES]")
@click.argument("organisations", nargs=-1, metavar="[ORGANISATIE]...")
@click.option(
    "--poll", is_flag=True, help="Kijk zelf om de twee seconden, zonder seintjes van de computer."
)
@click.pass_obj
def watch(folder: Path, organisations: tuple[str, ...], *, poll: bool) -> None:
    """Blijf kijken, en maak opnieuw wat verandert; stop met Ctrl-C."""
    from handbook.making import run_watch

    run_watch(folder, organisations, poll=poll)


@main.command("vragenlijst", options_metavar="[OPTIES]")
@click.argument("organisation", metavar="ORGANISATIE")
@click.option(
    "--naar",
    "path",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="BESTAND",
    help="Waar zij komt te staan; anders in output, in een eigen map.",
)
@click.option("--alles", "every", is_flag=True, help="Vraag ook wat al een antwoord heeft.")
@click.pass_obj
def questionnaire(folder: Path, organisation: str, path: Path | None, *, every: bool) -> None:
    """Maak een vragenlijst in Word van de open velden van ORGANISATIE."""
    from handbook.pipeline.asking import ask
    from handbook.reporting.answers import questioned_text

    if path and path.suffix.casefold() != ".docx":
        raise click.UsageError(f"'{path}' eindigt niet op .docx.")
    click.echo(questioned_text(ask(_open(folder), organisation, path=path, every=every)))


@main.command("antwoorden", options_metavar="[OPTIES]")
@click.argument("path", type=click.Path(path_type=Path), metavar="BESTAND")
@click.argument("organisation", metavar="[ORGANISATIE]", default="")
@click.pass_context
def answers(context: click.Context, path: Path, organisation: str) -> None:
    """Lees een ingevulde vragenlijst terug in antwoorden.yaml; het profiel blijft zoals het is."""
    from handbook.pipeline.answering import take
    from handbook.reporting.answers import taken_text
    from handbook.reporting.look import look

    taken = take(_open(context.obj), path, organisation)
    click.echo(taken_text(taken, look(sys.stdout, os.environ)))
    context.exit(taken.exit_code)


main.add_command(status)
main.add_command(approve)
main.add_command(diff)
main.add_command(restore)
main.add_command(adopt)


@main.command("norm", options_metavar="[OPTIES]")
@click.argument("part", metavar="[ONDERDEEL]", default="")
@click.pass_obj
def norm(folder: Path, part: str) -> None:
    """Toon onderdelen, activiteiten, kenmerken en onderwerpen."""
    from handbook.reporting.look import look
    from handbook.reporting.tables import norm_text

    library = _open(folder).library
    if part and part not in library.parts:
        known = ", ".join(library.parts)
        raise click.UsageError(f"Onderdeel '{part}' bestaat niet. Kies uit: {known}.")
    style = look(sys.stdout, os.environ)
    click.echo(norm_text(library, parts=[part] if part else [], style=style))


main.add_command(pack)


@main.command("schema", options_metavar="[OPTIES]")
@click.pass_obj
def schema(folder: Path) -> None:
    """Schrijf het JSON-schema waarmee een editor profielen aanvult en uitlegt."""
    from handbook import starter, storage
    from handbook.loading.schema import profile_schema

    workspace = _open(folder)
    path = workspace.root / ".handbook" / "profiel.schema.json"
    text = starter.schema_text(profile_schema(workspace.library)).encode()
    storage.put(path, text, expected=storage.digest(path))
    click.echo("Het schema staat in .handbook/profiel.schema.json.")


main.add_command(publish)
speak_dutch()
# A pydantic plug-in of another package would see every value of a profile.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "1")
