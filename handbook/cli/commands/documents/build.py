"""The commands that make documents, or say what would be made."""

import click

from handbook.cli.common.arguments import DOCUMENT, ORGANISATION, command

_JOBS = click.option(
    "-j",
    "--jobs",
    "--processen",
    "jobs",
    type=click.IntRange(0, 64),
    default=0,
    metavar="AANTAL",
    help="Over hoeveel processen het werk gaat; anders vanzelf.",
)

_ONLY = click.option(
    "--only",
    "--alleen",
    "only",
    multiple=True,
    type=DOCUMENT,
    metavar="CODE",
    help="Alleen dit document; mag vaker.",
)


@command("plan")
@click.argument("organisations", nargs=-1, type=ORGANISATION, metavar="[ORGANISATIE]...")
@_ONLY
@click.option("--why", "--waarom", "why", is_flag=True, help="Noem ook wat blijft zoals het is.")
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
    from handbook.cli.common.build_run import run_plan
    from handbook.pipeline.organisation.context import Request

    request = Request(only=frozenset(only), write=False, why=why)
    run_plan(context, organisations, request, jobs=jobs, as_json=as_json)


@command("build")
@click.argument("organisations", nargs=-1, type=ORGANISATION, metavar="[ORGANISATIE]...")
@_ONLY
@click.option(
    "--why", "--waarom", "why", is_flag=True, help="Zeg per document waarom het opnieuw is gemaakt."
)
@click.option(
    "--pages",
    "--bladzijden",
    "pages",
    is_flag=True,
    help="Zet bladzijdenummers in de inhoudsopgave (LibreOffice).",
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
    from handbook.cli.common.build_run import run_build
    from handbook.pipeline.organisation.context import Request

    request = Request(only=frozenset(only), pages=pages, why=why)
    run_build(context, organisations, request, jobs=jobs, as_json=as_json)
