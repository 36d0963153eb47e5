"""The commands for those who write packs."""

from pathlib import Path

import click

from handbook.cli.common.arguments import Command
from handbook.cli.common.click_in_dutch import Commands


@click.group(
    "pack",
    cls=Commands,
    options_metavar="[OPTIES]",
    subcommand_metavar="OPDRACHT [ARGUMENTEN]...",
)
def pack() -> None:
    """Kijk normpakketten en inhoudspakketten na, van uzelf of van anderen."""


@pack.command("check", cls=Command, options_metavar="[OPTIES]")
@click.argument("pack_folder", type=click.Path(file_okay=False, path_type=Path), metavar="MAP")
@click.option("--json", "as_json", is_flag=True, help="Geef de uitkomst als JSON.")
@click.pass_context
def pack_check(context: click.Context, pack_folder: Path, *, as_json: bool) -> None:
    """Zeg alles wat er mis is met het pakket in MAP; schrijft niets."""
    from handbook.cli.common.output import tell, told
    from handbook.pipeline.check.packs import check_pack, root_near

    tell(
        context,
        lambda: [check_pack(pack_folder, root_near(context.obj))],
        None if as_json else told,
    )
