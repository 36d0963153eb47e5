"""The command that tells what is there to work with."""

import os
import sys

import click

from handbook.cli.common.arguments import command
from handbook.cli.common.click_in_dutch import today


@command("doctor")
@click.option("--json", "as_json", is_flag=True, help="Geef het als JSON.")
@click.pass_context
def doctor(context: click.Context, *, as_json: bool) -> None:
    """Kijk na wat er is: programma, LibreOffice, rechten, map en editor, en wat u kunt doen."""
    from handbook.pipeline.doctor import examined
    from handbook.reporting.features.doctor import findings_json, findings_text
    from handbook.reporting.terminal.stream import look

    found = examined(context.obj, today())
    code = 4 if any(each.state == "fout" for each in found) else 0
    style = look(sys.stdout, os.environ)
    click.echo(findings_json(found, code) if as_json else findings_text(found, style))
    context.exit(code)
