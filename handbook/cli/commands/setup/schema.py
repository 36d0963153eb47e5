"""The command that writes the schema for editors."""

from pathlib import Path

import click

from handbook.cli.common.workspace import opened


@click.command("schema", options_metavar="[OPTIES]")
@click.pass_obj
def schema(folder: Path) -> None:
    """Schrijf het JSON-schema waarmee een editor profielen aanvult en uitlegt."""
    from handbook import storage
    from handbook.loading.schema import profile_schema
    from handbook.scaffold.new_workspace import schema_text

    workspace = opened(folder)
    path = workspace.root / ".handbook" / "profiel.schema.json"
    text = schema_text(profile_schema(workspace.library)).encode()
    storage.put(path, text, expected=storage.digest(path))
    click.echo("Het schema staat in .handbook/profiel.schema.json.")
