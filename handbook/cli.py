"""The command line: reads what is asked, calls one function, says what came of it."""

import gc
import os
import sys
from pathlib import Path

import click

from handbook.commands.adopt import adopt
from handbook.commands.approve import approve
from handbook.commands.build import build, plan
from handbook.commands.check import check
from handbook.commands.diff import diff
from handbook.commands.init import init
from handbook.commands.new import new
from handbook.commands.norm import norm
from handbook.commands.pack import pack
from handbook.commands.publish import publish
from handbook.commands.questionnaire import answers, questionnaire
from handbook.commands.rename import rename
from handbook.commands.restore import restore
from handbook.commands.schema import schema
from handbook.commands.status import status
from handbook.commands.watch import watch
from handbook.frame import Commands, speak_dutch

# In the order in which a person needs them.
_COMMANDS = (
    init,
    new,
    check,
    plan,
    build,
    watch,
    questionnaire,
    answers,
    status,
    diff,
    adopt,
    restore,
    approve,
    publish,
    rename,
    norm,
    pack,
    schema,
)


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


for _command in _COMMANDS:
    main.add_command(_command)
speak_dutch()
# A pydantic plug-in of another package would see every value of a profile.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "1")
