"""The command that makes a working folder."""

import os
from pathlib import Path

import click

from handbook.cli.common.arguments import command

# There they lie ready without being asked for.
WINDOWS = os.name == "nt"


@command("init")
@click.argument(
    "folder", type=click.Path(file_okay=False, path_type=Path), metavar="[MAP]", default="."
)
@click.option("--windows", is_flag=True, help="Ook de bestanden om op Windows op te dubbelklikken.")
@click.pass_obj
def init(here: Path, /, folder: Path, *, windows: bool) -> None:
    """Maak een nieuwe werkmap; wat er al staat, blijft staan."""
    from handbook import storage
    from handbook.loading.schema_content import places_of
    from handbook.loading.workspace import open_workspace
    from handbook.pipeline.schema import schema_files
    from handbook.scaffold.new_workspace import windows_files, workspace_files

    folder = here / folder
    for name in ("organisations", "templates", "output"):
        storage.make_home(folder / name)
    workspace = open_workspace(folder)
    files = {**schema_files(workspace), **workspace_files(places_of())}
    if windows or WINDOWS:
        files |= windows_files()
    for name, text in files.items():
        if storage.read(folder / name) is None:
            storage.put(folder / name, text.encode(), expected=None)
    click.echo(f"De werkmap {folder} is klaar. Maak nu een profiel met: handbook new")
