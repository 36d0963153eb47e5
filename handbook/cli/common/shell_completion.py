"""What Tab adds to a command: the shells that click knows, and PowerShell."""

import os
from collections.abc import Mapping
from typing import ClassVar

import click
from click.shell_completion import (
    CompletionItem,
    ShellComplete,
    add_completion_class,
    get_completion_class,
    split_arg_string,
)

from handbook.cli.common.click_in_dutch import VARIABLE

PROGRAM = "handbook"
# What is typed once to switch it on, by shell.
SWITCHED_ON: Mapping[str, str] = {
    "bash": "echo 'eval \"$(handbook aanvullen bash)\"' >> ~/.bashrc",
    "zsh": "echo 'eval \"$(handbook aanvullen zsh)\"' >> ~/.zshrc",
    "fish": "handbook aanvullen fish > ~/.config/fish/completions/handbook.fish",
    "powershell": "handbook aanvullen powershell >> $PROFILE",
}
_POWERSHELL = """\
Register-ArgumentCompleter -Native -CommandName %(prog_name)s -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    $env:%(complete_var)s = 'powershell_complete'
    $env:HANDBOOK_WORDS = $commandAst.ToString()
    $env:HANDBOOK_WORD = $wordToComplete
    %(prog_name)s | ForEach-Object {
        [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)
    }
    Remove-Item Env:%(complete_var)s, Env:HANDBOOK_WORDS, Env:HANDBOOK_WORD
}
"""


@add_completion_class
class _PowerShell(ShellComplete):
    """Completion in PowerShell, which click does not know."""

    name: ClassVar[str] = "powershell"
    source_template: ClassVar[str] = _POWERSHELL

    def get_completion_args(self) -> tuple[list[str], str]:
        """Return the words before the one that is typed, and that one."""
        words = split_arg_string(os.environ.get("HANDBOOK_WORDS", ""))[1:]
        word = os.environ.get("HANDBOOK_WORD", "")
        return (words[:-1] if word and words and words[-1] == word else words), word

    def format_completion(self, item: CompletionItem) -> str:
        """Return what PowerShell is told of `item`."""
        return str(item.value)


def script(shell: str, program: click.Command) -> str:
    """Return what `shell` must run once to complete the words of `program`."""
    kind = get_completion_class(shell)
    if kind is None:
        raise click.UsageError(f"Kies uit: {', '.join(SWITCHED_ON)}.")
    if shell == "bash":
        # Click asks bash for its version first; what it wants has been there since 2011.
        return str(kind.source_template % _names())
    return kind(program, {}, PROGRAM, VARIABLE).source()


def _names() -> Mapping[str, str]:
    return {
        "complete_func": f"_{PROGRAM}_completion",
        "complete_var": VARIABLE,
        "prog_name": PROGRAM,
    }
