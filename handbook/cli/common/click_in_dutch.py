"""What all commands share: Dutch sentences, errors as text and exit codes."""

import datetime
import errno
import gettext
import os
import re
import shutil
import sys
import textwrap
import traceback
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from handbook import folders
from handbook.errors import HandbookError

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

ALIASES = {
    "nieuw": "new",
    "controleer": "check",
    "maak": "build",
    "volg": "watch",
    "pakket": "pack",
    "vragenlijst": "questionnaire",
    "antwoorden": "answers",
    "herstel": "restore",
    "overnemen": "adopt",
    "haalbinnen": "take-over",
    "verschil": "diff",
    "vaststellen": "approve",
    "stand": "status",
    "publiceer": "publish",
    "hernoem": "rename",
    "begin": "init",
    "hulp": "help",
    "aanvullen": "completion",
    "uitleg": "explain",
    "dokter": "doctor",
    "eigen": "own",
    "sjabloon": "template",
}
# Words that people type as well, and that no list needs to show.
_ALSO = {
    "bouw": "build",
    "bouwen": "build",
    "bekijk": "check",
    "kijk": "check",
    "meekijken": "watch",
}
_UNBROKEN = "\N{NON-BREAKING HYPHEN}"
# What a shell sets when it asks what Tab may add.
VARIABLE = "_HANDBOOK_COMPLETE"
_INTERRUPTED, _OUR_FAULT, _SURROUNDINGS = 130, 70, 4
_NOT_WRITTEN = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EIO})
_LOCALE = Path(__file__).parents[1] / "locale"


def speak_dutch() -> None:
    """Let click's own sentences come from our catalogue, on every system alike."""
    os.environ["LANGUAGE"] = "nl"
    gettext.bindtextdomain("messages", str(_LOCALE))
    gettext.textdomain("messages")


def today() -> datetime.date:
    """Return the day it is here."""
    return datetime.datetime.now().astimezone().date()


class _Formatter(click.HelpFormatter):
    """Help that wraps at the terminal's width and leaves a name or an option in one piece."""

    def write_text(self, text: str) -> None:
        """Write a paragraph."""
        super().write_text(_whole(text))

    def write_dl(
        self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2
    ) -> None:
        """Write terms with what they mean."""
        super().write_dl([(term, _whole(text)) for term, text in rows], col_max, col_spacing)

    def getvalue(self) -> str:
        """Return what was written, as it is typed."""
        return super().getvalue().replace(_UNBROKEN, "-")


def _whole(text: str) -> str:
    return re.sub(r"(?<=\w)-(?=\w)", _UNBROKEN, text)


class DutchContext(click.Context):
    """A context whose help is formatted here."""

    formatter_class = _Formatter


class Commands(click.Group):
    """The one place where an error becomes text and an exit code; knows the Dutch names too."""

    context_class = DutchContext

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command of an English name, its Dutch alias, or a word near to that."""
        return super().get_command(ctx, {**ALIASES, **_ALSO}.get(cmd_name, cmd_name))

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Return the commands in the order in which a person needs them."""
        return list(self.commands)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write each command with its Dutch alias."""
        dutch = {english: alias for alias, english in ALIASES.items()}
        rows = []
        for name in self.list_commands(ctx):
            command = self.get_command(ctx, name)
            label = f"{name}, {dutch[name]}" if name in dutch else name
            rows.append((label, command.get_short_help_str(80) if command else ""))
        with formatter.section("Opdrachten"):
            formatter.write_dl(rows)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> "list[CompletionItem]":
        """Return the commands that begin with `incomplete`, by their English and Dutch names."""
        from click.shell_completion import CompletionItem

        names = [*self.commands, *(word for word, name in ALIASES.items() if name in self.commands)]
        options = click.Command.shell_complete(self, ctx, incomplete)
        return [*(CompletionItem(each) for each in names if each.startswith(incomplete)), *options]

    def main(self, *args: Any, **kwargs: Any) -> Any:
        """Run the command; words that cannot be written are not a fault of ours."""
        if VARIABLE in os.environ:  # a shell asks what Tab may add
            import handbook.cli.common.shell_completion  # noqa: F401 - it knows one shell more
        try:
            return super().main(*args, **kwargs)
        except OSError as error:
            # Python tries once more at the end, and would tell of that in its own way.
            os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
            why = os.strerror(error.errno or errno.EIO)
            click.echo(f"De uitvoer van deze opdracht is niet te schrijven: {why}.", err=True)
            sys.exit(_SURROUNDINGS)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; what goes wrong becomes a message and an exit code."""
        try:
            return super().invoke(ctx)
        except HandbookError as error:
            click.echo(_said(error), err=True)
            ctx.exit(error.exit_code)
        except (KeyboardInterrupt, click.Abort):
            click.echo(
                "Gestopt. Wat klaar was, staat er heel; een volgende keer gaat verder.", err=True
            )
            ctx.exit(_INTERRUPTED)
        except (click.ClickException, click.exceptions.Exit, BrokenPipeError) as error:
            raise _on_screen(error) from None
        except PermissionError as error:
            told = folders.refused(error)
            click.echo(_said(told), err=True)
            ctx.exit(told.exit_code)
        except Exception as error:  # the last resort: one sentence, no traceback
            if isinstance(error, OSError) and error.errno in _NOT_WRITTEN:
                raise
            click.echo(_apology(error), err=True)
            ctx.exit(_OUR_FAULT)


def _on_screen(error: Exception) -> Exception:
    """Return an error as it is shown: on a screen what was typed wrong is told in its width."""
    if not isinstance(error, click.UsageError) or not sys.stderr.isatty():
        return error
    return click.UsageError(_as_wide_as_the_screen(error.format_message()), error.ctx)


def _as_wide_as_the_screen(message: str) -> str:
    """Return what is wrong in how a command was typed, with no name broken in two."""
    width = min(shutil.get_terminal_size().columns, 100)
    lines = (
        textwrap.fill(line, width, break_on_hyphens=False, break_long_words=False)
        for line in message.split("\n")
    )
    return "\n".join(lines)


def _said(error: HandbookError) -> str:
    """Return what stopped a command, as wide as the screen."""
    from handbook.reporting.build.outcome_text import stopped_text

    return stopped_text(error.problems)


def _apology(error: Exception) -> str:
    """Return a sentence for a fault of ours; the report it leaves holds no value of a profile."""
    frames = traceback.extract_tb(error.__traceback__)
    lines = [f"{Path(each.filename).name}:{each.lineno} {each.name}" for each in frames]
    report = Path.cwd() / "handbook-fout.txt"
    text = "\n".join([type(error).__name__, *lines]) + "\n"
    try:
        report.unlink(missing_ok=True)  # it may be a link to elsewhere
        with report.open("x", encoding="utf-8") as file:
            file.write(text)
        where = f" Stuur {report.name} naar de makers; er staan geen gegevens van u in."
    except OSError:
        where = ""
    return f"Er ging iets mis in handbook zelf ({type(error).__name__}).{where}"
