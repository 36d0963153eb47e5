"""What people type behind a command: an organisation, a document, and what they forgot."""

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from handbook.cli.common.click_in_dutch import DutchContext
from handbook.cli.common.questions import somebody_types

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

_ORGANISATIONS, _OUTPUT, _FILES = "organisations", "output", (".yaml", ".yml")
_ALL = (".", "..", _ORGANISATIONS, _OUTPUT)  # folders that people type where an organisation goes
# What is asked for at a terminal, by the name of what lacks.
_QUESTIONS = {
    "organisation": "Welke organisatie?",
    "address": "Waarheen (een map, een webadres of een bestand .zip)?",
    "approver": "Wie stelt vast (de naam)?",
    "code": "Welk document (de code)?",
    "day": "Op welke dag, zoals 31-03-2027?",
    "new": "Welke naam krijgt het profiel?",
    "kind": "Wat voor soort (procedure, formulier, hoofdstuk, rol, term, begrip, wet)?",
    "title": "Welke titel of naam?",
    "old": "Hoe heet het profiel nu?",
    "pack_folder": "In welke map staat het pakket?",
    "path": "Welk bestand?",
    "source": "Welke map met bestaande documenten?",
}
_EXAMPLES = {
    "adopt": "handbook overnemen linde PP-01",
    "answers": "handbook antwoorden vragenlijst.docx",
    "approve": 'handbook vaststellen linde PP-01 --door "A. Vermeulen" --datum 31-03-2027',
    "check": "handbook pakket check packs/eigen-norm",
    "diff": "handbook verschil linde",
    "own": 'handbook eigen procedure "Huisdieren" linde',
    "publish": "handbook publiceer linde kwaliteit.zip",
    "questionnaire": "handbook vragenlijst linde",
    "rename": "handbook hernoem linde de-linde",
    "restore": "handbook herstel linde PP-01",
    "take-over": 'handbook haalbinnen "D:/Kwaliteit" linde',
}


class Command(click.Command):
    """A command that asks for what was forgotten, or names all of it at once with an example."""

    context_class = DutchContext

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read what was typed; what lacks is asked for where somebody sits at the keyboard."""
        typed = list(args)
        try:
            return super().parse_args(ctx, args)
        except click.MissingParameter:
            missing = list(self._missing(ctx, typed))
            if not missing or not somebody_types():
                raise click.UsageError(self._told(missing), ctx) from None
        return super().parse_args(ctx, [*typed, *_asked(missing)])

    def _missing(self, ctx: click.Context, typed: list[str]) -> Iterator[click.Parameter]:
        """Yield what must be given and was not, in the order of the command."""
        with click.Context(self, parent=ctx.parent, resilient_parsing=True) as look:
            super().parse_args(look, list(typed))
        for each in self.get_params(ctx):
            if each.required and look.params.get(each.name or "") in (None, ()):
                yield each

    def _told(self, missing: list[click.Parameter]) -> str:
        *others, last = map(_label, missing)
        named = f"{', '.join(others)} en {last}" if others else last
        example = _EXAMPLES.get(self.name or "")
        return f"Geef {named} mee." + (f" Bijvoorbeeld:\n\n  {example}" if example else "")


def command(name: str) -> Callable[[Callable[..., Any]], Command]:
    """Make a command of a function, with our Dutch words for what it takes."""
    return click.command(name, cls=Command, options_metavar="[OPTIES]")


class _Organisation(click.ParamType[str]):
    """An organisation: its name, its profile, or a folder or file of its own."""

    name = "organisatie"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the name that `value` leads to."""
        typed = str(value).strip("\"'")
        if typed.rstrip("/\\") in _ALL:
            self.fail(
                f"'{typed}' is een map met alle organisaties. Laat het weg als u ze alle bedoelt, "
                "of typ de naam van één organisatie, zoals linde.",
                param,
                ctx,
            )
        if not _is_path(typed):
            return typed
        start = _start(ctx)
        root = root_near(start)
        if root is None:  # the command itself tells that this is no working folder
            return Path(typed.replace("\\", "/")).stem
        found = next(filter(None, (_leads_to(path, root) for path in _readings(typed, root))), "")
        if not found:
            self.fail(
                f"'{typed}' is geen organisatie in deze werkmap. Typ haar naam, zoals linde, of "
                "het pad van haar profiel, zoals organisations/linde.yaml.",
                param,
                ctx,
            )
        return found

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> "list[CompletionItem]":
        """Return the organisations that begin with `incomplete`; behind a slash, files."""
        from click.shell_completion import CompletionItem

        if _is_path(incomplete):
            return [CompletionItem(incomplete, type="file")]
        root = root_near(_start(ctx))
        taken = ctx.params.get(param.name or "") or ()
        names = sorted(path.stem for path in (root / _ORGANISATIONS).glob("*.yaml")) if root else []
        return [
            CompletionItem(each)
            for each in names
            if each.startswith(incomplete) and each not in taken
        ]


class _Document(click.ParamType[str]):
    """A document: its code, or the path of its file."""

    name = "document"

    def convert(
        self,
        value: Any,
        param: click.Parameter | None,  # noqa: ARG002
        ctx: click.Context | None,  # noqa: ARG002
    ) -> str:
        """Return the code that `value` is, or that its file is called after."""
        typed = str(value).strip("\"'")
        name = typed.replace("\\", "/").rpartition("/")[2]
        # A workbook beside a document is another file of it, and is named as it is.
        return re.sub(r"( \([^)]*\))?\.docx$", "", name, flags=re.IGNORECASE)

    def shell_complete(
        self,
        ctx: click.Context,
        param: click.Parameter,  # noqa: ARG002
        incomplete: str,
    ) -> "list[CompletionItem]":
        """Return the codes in the register of the organisation that was typed before."""
        from click.shell_completion import CompletionItem

        typed = ctx.params.get("organisation") or ctx.params.get("organisations") or ""
        name = typed if isinstance(typed, str) else next(iter(typed), "")
        found = _codes(root_near(_start(ctx)), name)
        return [CompletionItem(each) for each in found if each.startswith(incomplete.upper())]


def _codes(root: Path | None, organisation: str) -> list[str]:
    """Return the codes in a register, as its lines tell them: Tab may not take a second."""
    if root is None or not organisation:
        return []
    try:
        text = (root / _ORGANISATIONS / organisation / "register.yaml").read_text("utf-8")
    except (OSError, ValueError):
        return []
    return re.findall(r"^ +code: ['\"]?([\w.-]+)", text, re.MULTILINE)


ORGANISATION = _Organisation()
DOCUMENT = _Document()


def root_near(start: Path) -> Path | None:
    """Return the working folder that `start` is or lies in, or None; nothing is read."""
    here = start.absolute()
    return next((each for each in (here, *here.parents) if (each / _ORGANISATIONS).is_dir()), None)


def _start(ctx: click.Context | None) -> Path:
    """Return the folder that -C gives, or the one where a person is."""
    given = ctx.find_root().params.get("folder") if ctx else None
    return given if isinstance(given, Path) else Path()


def _is_path(typed: str) -> bool:
    return "/" in typed or "\\" in typed or typed.casefold().endswith(_FILES)


def _readings(typed: str, root: Path) -> Iterator[Path]:
    """Yield what a path may mean: as it stands, from here, and from the working folder."""
    path = Path(typed.replace("\\", "/") if os.sep == "/" else typed)
    yield Path(os.path.normpath(Path.cwd() / path))
    yield Path(os.path.normpath(root / path))


def _leads_to(path: Path, root: Path) -> str:
    """Return the organisation that the file or folder at `path` is of, or ""."""
    for one, home in ((path, root), (path.resolve(), root.resolve())):
        if not one.is_relative_to(home):
            continue
        first, *rest = one.relative_to(home).parts or ("",)
        if rest and first in (_ORGANISATIONS, _OUTPUT):
            name = rest[0]
            return Path(name).stem if name.casefold().endswith(_FILES) else name
    return ""


def _label(parameter: click.Parameter) -> str:
    if isinstance(parameter, click.Option):
        return f"{parameter.opts[-1]} {parameter.metavar or ''}".strip()
    return parameter.make_metavar(click.Context(click.Command("")))


def _asked(missing: list[click.Parameter]) -> list[str]:
    """Return what a person answers, as it would have been typed."""
    answers = []
    for each in missing:
        question = _QUESTIONS.get(each.name or "", f"{_label(each)}?")
        answer = str(click.prompt(question, prompt_suffix=" "))
        answers += [each.opts[-1], answer] if isinstance(each, click.Option) else [answer]
    return answers
