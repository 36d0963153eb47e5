"""The command that keeps looking, and makes what changed."""

from pathlib import Path

import click

from handbook.cli.common.arguments import ORGANISATION, command


@command("watch")
@click.argument("organisations", nargs=-1, type=ORGANISATION, metavar="[ORGANISATIE]...")
@click.option(
    "--poll",
    "--zelf",
    "poll",
    is_flag=True,
    help="Kijk zelf om de twee seconden, zonder seintjes van de computer.",
)
@click.pass_obj
def watch(folder: Path, organisations: tuple[str, ...], *, poll: bool) -> None:
    """Blijf kijken, en maak opnieuw wat verandert; stop met Ctrl-C."""
    from handbook.cli.common.build_run import run_watch

    run_watch(folder, organisations, poll=poll)
