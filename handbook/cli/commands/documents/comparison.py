"""The command that shows what changed in a document, and why."""

import click

from handbook.cli.common.arguments import DOCUMENT, ORGANISATION, command
from handbook.cli.common.click_in_dutch import today
from handbook.cli.common.workspace import opened


@command("diff")
@click.argument("organisation", type=ORGANISATION, metavar="ORGANISATIE")
@click.argument("codes", nargs=-1, type=DOCUMENT, metavar="[CODE]...")
@click.option(
    "--former",
    "--vorige",
    "number",
    type=click.IntRange(1),
    metavar="NUMMER",
    help="Vergelijk met een vorige versie; 1 is de laatste.",
)
@click.option("--own", "--eigen", "own", is_flag=True, help="Toon wat u zelf in Word veranderde.")
@click.option(
    "--content",
    "--inhoud",
    "content",
    is_flag=True,
    help="Toon uw eigen teksten in inhoud/ naast die uit de bibliotheek.",
)
@click.option(
    "--text", "--tekst", "as_text", is_flag=True, help="Toon het als tekst en schrijf niets."
)
@click.option("--json", "as_json", is_flag=True, help="Geef het als JSON en schrijf niets.")
@click.pass_context
def diff(
    context: click.Context,
    organisation: str,
    codes: tuple[str, ...],
    *,
    number: int | None,
    own: bool,
    content: bool,
    as_text: bool,
    as_json: bool,
) -> None:
    """Toon wat een build in documenten verandert, en waarom: in Word of als tekst."""
    from handbook.cli.common.output import stopped_as_data
    from handbook.pipeline.comparison import Asked, compare
    from handbook.reporting.features.comparison import compared_json, compared_text

    if (own, bool(number), content).count(True) > 1:
        raise click.UsageError("Kies één van --vorige, --eigen en --inhoud.")
    if content:
        _diff_content(context, organisation, codes, as_json=as_json)
        return
    asked = Asked(
        codes=frozenset(codes),
        against="eigen" if own else "vorige" if number else "nieuw",
        number=number or 1,
        write=not (as_text or as_json),
    )
    with stopped_as_data(context, asked=as_json):
        workspace = opened(context.obj)
        found = compare(workspace, organisation, asked, today=today())
    code = 1 if any(each.withheld or each.problems for each in found) else 0
    click.echo(compared_json(found, code) if as_json else compared_text(found, whole=as_text))
    context.exit(code)


def _diff_content(
    context: click.Context, organisation: str, codes: tuple[str, ...], *, as_json: bool
) -> None:
    """Show own texts beside those of the library; nothing is written."""
    from handbook.cli.common.output import stopped_as_data
    from handbook.pipeline.library_copies import compare_copies
    from handbook.reporting.features.comparison import compared_json, copies_text

    with stopped_as_data(context, asked=as_json):
        copies = compare_copies(opened(context.obj), organisation, codes)
    click.echo(compared_json((), 0, copies) if as_json else copies_text(copies))
