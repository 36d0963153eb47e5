"""The command line: reads what is asked, calls one function, says what came of it."""

import gc
import os
import sys
from pathlib import Path

import click

from handbook.cli.commands.control.approval import approve
from handbook.cli.commands.control.publishing import publish
from handbook.cli.commands.control.rename import rename
from handbook.cli.commands.documents.adoption import adopt
from handbook.cli.commands.documents.build import build, plan
from handbook.cli.commands.documents.check import check
from handbook.cli.commands.documents.comparison import diff
from handbook.cli.commands.documents.questionnaire import answers, questionnaire
from handbook.cli.commands.documents.restore import restore
from handbook.cli.commands.documents.status import status
from handbook.cli.commands.documents.take_over import take_over
from handbook.cli.commands.documents.watch import watch
from handbook.cli.commands.setup.doctor import doctor
from handbook.cli.commands.setup.help import help_
from handbook.cli.commands.setup.help_pages import explain
from handbook.cli.commands.setup.init import init
from handbook.cli.commands.setup.new import new
from handbook.cli.commands.setup.norm import norm
from handbook.cli.commands.setup.own_content import own
from handbook.cli.commands.setup.packs import pack
from handbook.cli.commands.setup.schema import schema
from handbook.cli.commands.setup.shell_completion import completion
from handbook.cli.commands.setup.templates import template
from handbook.cli.common.click_in_dutch import Commands, speak_dutch

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
    take_over,
    approve,
    publish,
    rename,
    norm,
    own,
    pack,
    explain,
    doctor,
    template,
    schema,
    completion,
    help_,
)


@click.group(
    cls=Commands,
    options_metavar="[OPTIES]",
    subcommand_metavar="OPDRACHT [ARGUMENTEN]...",
    context_settings={
        "help_option_names": ["-h", "--help", "--hulp"],
        "max_content_width": 100,
    },
)
@click.option(
    "-C",
    "--workspace",
    "--werkmap",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path(),
    metavar="MAP",
    help="De werkmap; anders de map waarin u staat, of een map daarboven.",
)
@click.option(
    "--version",
    "--versie",
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
