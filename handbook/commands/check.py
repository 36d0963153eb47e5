"""The command that looks at what people wrote, or at what was made of it."""

from functools import partial

import click

from handbook.commands.opening import opened


@click.command("check", options_metavar="[OPTIES]")
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
        lambda: look(opened(context.obj), organisations, strict=strict),
        None if as_json else told,
    )
