"""The command that looks at what people wrote, or at what was made of it."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING

import click

from handbook.cli.common.arguments import ORGANISATION, command
from handbook.cli.common.click_in_dutch import today
from handbook.cli.common.workspace import opened

if TYPE_CHECKING:
    from handbook.model.documents.build import Outcome


@command("check")
@click.argument("organisations", nargs=-1, type=ORGANISATION, metavar="[ORGANISATIE]...")
@click.option(
    "--strict",
    "--streng",
    "strict",
    is_flag=True,
    help="Ook een opmerking ('let op') telt als fout.",
)
@click.option(
    "--output",
    "--uitvoer",
    "output",
    is_flag=True,
    help="Kijk de gemaakte bestanden na, voor u ze weggeeft.",
)
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
    """Controleer profielen, eigen teksten en sjablonen; verandert niets."""
    from handbook.cli.common.output import tell, told
    from handbook.pipeline.schema import renew_schemas

    def looked() -> "Iterator[Outcome]":
        workspace = opened(context.obj)
        renew_schemas(workspace)
        yield from _look(output=output)(workspace, organisations, strict=strict)

    tell(context, looked, None if as_json else told)


def _look(*, output: bool) -> "Callable[..., Iterator[Outcome]]":
    """Return what looks at the finished files, or at what they are made from."""
    if output:
        from handbook.pipeline.check.finished_files import inspect

        return partial(inspect, today=today())
    from handbook.pipeline.safeguards.sources import check as sources

    return partial(sources, today=today())
