"""The command that tells a shell how to complete what is typed."""

import click

from handbook.cli.common.arguments import command

_SHELLS = ("bash", "zsh", "fish", "powershell")


@command("completion")
@click.argument("shell", metavar="SHELL", type=click.Choice(_SHELLS, case_sensitive=False))
@click.pass_context
def completion(context: click.Context, shell: str) -> None:
    """Geef het script waarmee de Tab-toets opdrachten en namen aanvult."""
    from handbook.cli.common.shell_completion import SWITCHED_ON, script

    click.echo(script(shell, context.find_root().command))
    click.echo(f"# Zet het zo aan, en open een nieuw venster: {SWITCHED_ON[shell]}")
