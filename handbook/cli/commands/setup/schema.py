"""The command that writes the schemas for editors."""

from pathlib import Path

import click

from handbook.cli.common.arguments import command
from handbook.cli.common.workspace import opened


@command("schema")
@click.pass_obj
def schema(folder: Path) -> None:
    """Schrijf de schema's waarmee een editor aanvult en uitlegt wat u typt."""
    from handbook import storage
    from handbook.pipeline.schema import HOME, schema_files

    workspace = opened(folder)
    for name, text in schema_files(workspace).items():
        path = workspace.root / name
        storage.put(path, text.encode(), expected=storage.digest(path))
    click.echo(f"De schema's staan in {HOME}.")
