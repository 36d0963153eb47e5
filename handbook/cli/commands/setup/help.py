"""The command that explains the others, for who types help instead of --help."""

import click

from handbook.cli.common.arguments import command


@command("help")
@click.argument("words", nargs=-1, metavar="[OPDRACHT]...")
@click.pass_context
def help_(context: click.Context, words: tuple[str, ...]) -> None:
    """Leg een opdracht uit, of noem ze alle."""
    shown = context.parent or context
    for word in words:
        group = shown.command
        found = group.get_command(shown, word) if isinstance(group, click.Group) else None
        if found is None:
            raise click.UsageError(f"De opdracht '{word}' bestaat niet. Typ 'handbook help'.")
        shown = click.Context(found, info_name=word, parent=shown)
    click.echo(shown.get_help())
