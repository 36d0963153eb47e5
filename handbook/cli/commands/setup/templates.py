"""The command that lays one of the program's own templates ready to be changed."""

from pathlib import Path

import click

from handbook.cli.common.arguments import command
from handbook.cli.common.workspace import opened


@command("template")
@click.argument("kind", metavar="[SOORT]", default="")
@click.pass_obj
def template(folder: Path, kind: str) -> None:
    """Leg het sjabloon van een SOORT document in templates/, om het te veranderen."""
    from handbook import storage
    from handbook.errors import Place, Problem, StorageError, did_you_mean
    from handbook.loading.template_files import kinds, tool_template

    known = {each: f"{each}.docx" for each in kinds()}
    word = kind.casefold().removesuffix(".docx")
    chosen = next((each for each in known if each == word), None)
    if chosen is None:
        asked = (f"Er is geen sjabloon '{kind}'.", did_you_mean(kind, known)) if kind else ()
        said = " ".join(filter(None, (*asked, f"Kies uit: {', '.join(known)}.")))
        raise click.UsageError(said)
    path = opened(folder).root / "templates" / known[chosen]
    if storage.read(path) is not None:
        raise StorageError(
            Problem(
                Place(f"templates/{path.name}"),
                code="HB327",
                what="dit sjabloon ligt er al",
                mend="Er is niets overschreven. Wilt u opnieuw beginnen, geef het dan eerst een "
                "andere naam.",
            )
        )
    storage.put(path, tool_template(chosen), expected=None)
    click.echo(f"Het sjabloon ligt in templates/{path.name}. Verander het in Word en bouw opnieuw.")
    click.echo("Het geldt voor alle organisaties in deze werkmap. Meer: handbook uitleg sjablonen")
