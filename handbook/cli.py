"""The command line: reads what is asked, calls one function, says what came of it."""

import datetime
import gc
import gettext
import os
import re
import sys
import traceback
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from handbook.errors import HandbookError, Place, Problem, StorageError, worst

if TYPE_CHECKING:
    from handbook.loading.workspace import Workspace
    from handbook.model.outcome import Outcome

ALIASES = {"nieuw": "new", "controleer": "check", "maak": "build"}
_INTERRUPTED, _OUR_FAULT = 130, 70
_LOCALE = Path(__file__).parent / "locale"


def _speak_dutch() -> None:
    """Let click's own sentences come from our catalogue, on every system alike."""
    os.environ["LANGUAGE"] = "nl"
    gettext.bindtextdomain("messages", str(_LOCALE))
    gettext.textdomain("messages")


class _Commands(click.Group):
    """The one place where an error becomes text and an exit code; knows the Dutch names too."""

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        return super().get_command(ctx, ALIASES.get(cmd_name, cmd_name))

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Return the commands in the order in which a person needs them."""
        return list(self.commands)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        dutch = {english: alias for alias, english in ALIASES.items()}
        rows = []
        for name in self.list_commands(ctx):
            command = self.get_command(ctx, name)
            label = f"{name}, {dutch[name]}" if name in dutch else name
            rows.append((label, command.get_short_help_str(80) if command else ""))
        with formatter.section("Opdrachten"):
            formatter.write_dl(rows)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except HandbookError as error:
            click.echo(str(error), err=True)
            ctx.exit(error.exit_code)
        except (KeyboardInterrupt, click.Abort):
            click.echo(
                "Gestopt. Wat klaar was, staat er heel; een volgende keer gaat verder.", err=True
            )
            ctx.exit(_INTERRUPTED)
        except (click.ClickException, click.exceptions.Exit, BrokenPipeError):
            raise
        except Exception as error:  # noqa: BLE001 - the last resort: one sentence, no traceback
            click.echo(_apology(error), err=True)
            ctx.exit(_OUR_FAULT)


def _apology(error: Exception) -> str:
    """Return a sentence for a fault of ours; the report it leaves holds no value of a profile."""
    frames = traceback.extract_tb(error.__traceback__)
    lines = [f"{Path(each.filename).name}:{each.lineno} {each.name}" for each in frames]
    report = Path.cwd() / "handbook-fout.txt"
    text = "\n".join([type(error).__name__, *lines]) + "\n"
    try:
        report.write_text(text, encoding="utf-8")
        where = f" Stuur {report.name} naar de makers; er staan geen gegevens van u in."
    except OSError:
        where = ""
    return f"Er ging iets mis in handbook zelf ({type(error).__name__}).{where}"


@click.group(
    cls=_Commands, options_metavar="[OPTIES]", subcommand_metavar="OPDRACHT [ARGUMENTEN]..."
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
@click.version_option(
    package_name="handbook", message="handbook %(version)s", help="Toon de versie."
)
@click.pass_context
def main(context: click.Context, folder: Path) -> None:
    """Schrijft uw kwaliteitshandboek en procedures in Word, uit één profiel."""
    # One run makes a hundred thousand small records that live to its end: looking for rubbish
    # among them time and again costs a tenth of it.
    gc.set_threshold(200_000)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    context.obj = folder


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
        _make_folder(folder / name)
    workspace = open_workspace(folder)
    for name, text in starter.workspace_files(profile_schema(workspace.library)).items():
        if storage.read(folder / name) is None:
            storage.put(folder / name, text.encode(), expected=None)
    click.echo(f"De werkmap {folder} is klaar. Maak nu een profiel met: handbook new")


def _make_folder(folder: Path) -> None:
    from handbook.storage.trouble import storage_error

    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise storage_error(folder, error) from error


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


def _answers(workspace: "Workspace", name: str, told: dict[str, str]) -> Any:
    from handbook import starter

    known = {part.code: part.title for part in workspace.library.parts.values() if part.requires}
    listing = "; ".join(f"{code} {title}" for code, title in known.items())
    name = name or _ask("Hoe heet de organisatie?", "NAAM")
    kvk = told["kvk"] or _ask("Wat is het KvK-nummer (acht cijfers)?", "--kvk")
    if not re.fullmatch(r"[0-9]{8}", kvk.strip()):
        raise click.UsageError(f"'{kvk}' is geen KvK-nummer: dat heeft acht cijfers.")
    parts = _listed(told["parts"] or _ask(f"Welke onderdelen? {listing}", "--parts"))
    unknown = [part for part in parts if part not in known]
    if unknown or not parts:
        asked = ", ".join(unknown) or "geen"
        raise click.UsageError(f"Onderdeel '{asked}' is niet te kiezen. Kies uit: {listing}.")
    return starter.Answers(
        name=name,
        chamber_number=kvk.strip(),
        parts=parts,
        activities=_listed(told["activities"]),
        characteristics=_listed(told["characteristics"]),
        fte=told["fte"],
    )


def _listed(text: str) -> tuple[str, ...]:
    return tuple(text.replace(",", " ").replace(";", " ").split())


def _ask(question: str, option: str) -> str:
    """Return the answer of a person; without one at the keyboard, say which option is missing."""
    if not sys.stdin.isatty():
        raise click.UsageError(f"Geef {option} mee: er is niemand om '{question}' te beantwoorden.")
    return str(click.prompt(question))


@main.command("check", options_metavar="[OPTIES]")
@click.argument("organisations", nargs=-1, metavar="[ORGANISATIE]...")
@click.option("--strict", is_flag=True, help="Ook een opmerking ('let op') telt als fout.")
@click.option("--json", "as_json", is_flag=True, help="Geef de uitkomst als JSON.")
@click.pass_context
def check(
    context: click.Context, organisations: tuple[str, ...], *, strict: bool, as_json: bool
) -> None:
    """Controleer profielen, eigen teksten en sjablonen; schrijft niets."""
    from handbook.pipeline.checking import check as run

    workspace = _open(context.obj)
    _tell(context, run(workspace, organisations, strict=strict), None if as_json else _told)


@main.command("plan", options_metavar="[OPTIES]")
@click.argument("organisations", nargs=-1, metavar="[ORGANISATIE]...")
@click.option("--only", multiple=True, metavar="CODE", help="Alleen dit document; mag vaker.")
@click.option("--json", "as_json", is_flag=True, help="Geef de uitkomst als JSON.")
@click.pass_context
def plan(
    context: click.Context, organisations: tuple[str, ...], *, only: tuple[str, ...], as_json: bool
) -> None:
    """Zeg per document wat 'build' zou doen, en waarom; schrijft niets."""
    from handbook.pipeline.building import build as run
    from handbook.pipeline.desk import Request

    request = Request(only=frozenset(only), write=False)
    outcomes = run(_open(context.obj), organisations, today=_today(), request=request)
    _tell(context, outcomes, None if as_json else _planned)


@main.command("build", options_metavar="[OPTIES]")
@click.argument("organisations", nargs=-1, metavar="[ORGANISATIE]...")
@click.option("--only", multiple=True, metavar="CODE", help="Alleen dit document; mag vaker.")
@click.option("--why", is_flag=True, help="Zeg per document waarom het opnieuw is gemaakt.")
@click.option(
    "--pages", is_flag=True, help="Zet bladzijdenummers in de inhoudsopgave (LibreOffice)."
)
@click.option("--json", "as_json", is_flag=True, help="Geef de uitkomst als JSON.")
@click.pass_context
def build(
    context: click.Context,
    organisations: tuple[str, ...],
    *,
    only: tuple[str, ...],
    why: bool,
    pages: bool,
    as_json: bool,
) -> None:
    """Maak de documenten van ORGANISATIE; zonder naam die van alle organisaties."""
    from handbook.pipeline.building import build as run
    from handbook.pipeline.desk import Request
    from handbook.pipeline.desk import organisations as chosen_names
    from handbook.reporting.tables import progress

    workspace = _open(context.obj)
    chosen = chosen_names(workspace, organisations)
    request = Request(only=frozenset(only), pages=pages)
    with progress(len(chosen)) as advance:
        outcomes = []
        for outcome in run(workspace, chosen, today=_today(), request=request):
            outcomes.append(outcome)
            advance(outcome.organisation)
    _tell(context, outcomes, None if as_json else partial(_told, why=why))


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


def _today() -> datetime.date:
    return datetime.datetime.now().astimezone().date()


def _tell(
    context: click.Context,
    outcomes: Iterable["Outcome"],
    say: "Callable[[Outcome], str] | None",
) -> None:
    """Say what came of each organisation as it comes, and leave with the worst exit code.

    Without `say`, standard output holds one JSON object and nothing else.
    """
    from handbook.reporting.data import as_json

    seen: list[Outcome] = []
    for outcome in outcomes:
        seen.append(outcome)
        if say:
            click.echo(say(outcome))
    if not say:
        click.echo(as_json(seen))
    context.exit(worst(outcome.exit_code for outcome in seen))


def _told(outcome: "Outcome", *, why: bool = False) -> str:
    from handbook.reporting.look import look
    from handbook.reporting.words import as_text

    style = look(sys.stdout, os.environ)
    return as_text(outcome, why=why, colour=style.colour, signs=style.signs) + "\n"


def _planned(outcome: "Outcome") -> str:
    from handbook.reporting.look import look
    from handbook.reporting.tables import plan_text

    return plan_text([outcome], style=look(sys.stdout, os.environ)) + "\n"


_speak_dutch()
