"""A folder of existing documents → the files that may be taken over, and why others may not."""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from unicodedata import normalize

from handbook.errors import HandbookError, Place, Problem
from handbook.loading.own_documents import MAX_OWN, wrong_inside
from handbook.loading.text.workspace_files import is_text, read_bytes
from handbook.model.sources.own_document import SUFFIXES

_MOST, _DEEPEST = 2_000, 8
_PROGRAMS = ("thumbs.db", "desktop.ini", ".ds_store")
_OTHER_WORD = {".doc", ".docm", ".dot", ".dotx", ".dotm", ".odt", ".rtf", ".pages"}
_OTHER_SHEET = {".xls", ".xlsm", ".xlsb", ".ods", ".csv"}
_OLD_FOLDER = re.compile(r"(?:z_?)?(?:oud|oude?\s.*|archief|archive|old|vervallen|backup)", re.I)
_COPY = re.compile(
    r"\s*(?:[-–_ ]\s*(?:kopie|copy)(?:\s*\(\d+\))?|\(\d+\)|[-_ ]?\(?(?:conflict\w*|concept)\)?.*)$"
    r"|^kopie van\s+|^copy of\s+",
    re.I,
)
_OLD_NAME = re.compile(r"[\s_(-]+(?:oud|old|vervallen)\)?$", re.I)
_VERSION = re.compile(r"[\s_-]+\(?(?:v|versie|version)[\s._]*(\d+(?:[.,_]\d+)*)\)?", re.I)
_YEAR = re.compile(r"[\s_(-]+(20\d\d)(?:[-_]?(\d\d)[-_]?(\d\d))?\)?$")


@dataclass(frozen=True, slots=True, kw_only=True)
class ExistingFile:
    """A file of the folder; `why` is why it is not taken over, in Dutch, or "".

    `shown` is its path from the folder, `subject` its name without version, year and copy mark.
    """

    path: Path
    shown: str
    subject: str
    rank: tuple[int, ...] = ()
    why: str = ""

    @property
    def suffix(self) -> str:
        """The ending of its name, in small letters."""
        return self.path.suffix.casefold()


def existing_files(folder: Path) -> tuple[ExistingFile, ...]:
    """Return the files in `folder` and below, by path; of one document only the newest may go.

    Raises:
        HandbookError: HB567, there is no such folder, or it holds too many files.
    """
    if not folder.is_dir():
        raise HandbookError(_no_folder(folder))
    found = [_looked_at(folder, path) for path in _walked(folder)]
    if len(found) > _MOST:
        raise HandbookError(_too_many(folder, len(found)))
    return tuple(_newest(found))


def _walked(folder: Path) -> Iterator[Path]:
    for here, within, names in os.walk(folder):
        deep = len(Path(here).relative_to(folder).parts) >= _DEEPEST
        within[:] = [] if deep else sorted(each for each in within if not each.startswith("."))
        for name in sorted(names):
            if not name.startswith((".", "~")) and name.casefold() not in _PROGRAMS:
                yield Path(here) / name


def _looked_at(folder: Path, path: Path) -> ExistingFile:
    shown = path.relative_to(folder).as_posix()
    shown = shown.encode(errors="surrogateescape").decode(errors="replace")
    subject, rank = _subject(normalize("NFC", path.stem))
    file = ExistingFile(path=path, shown=shown, subject=subject, rank=rank)
    return replace(file, why=_why_not(folder, file))


def _why_not(folder: Path, file: ExistingFile) -> str:
    above = file.path.relative_to(folder).parts[:-1]
    if not is_text(file.path.name):
        return "de naam heeft tekens die hier niet te lezen zijn; geef het een andere naam"
    if file.suffix not in SUFFIXES:
        return _other_kind(file.suffix)
    if any(_OLD_FOLDER.fullmatch(each) for each in above):
        return f"het ligt in '{'/'.join(above)}', een map voor oude versies"
    if _OLD_NAME.search(file.path.stem):
        return "de naam zegt dat het oud is"
    return _unreadable(file)


def _other_kind(suffix: str) -> str:
    if suffix in _OTHER_WORD:
        return "bewaar het in Word als .docx, of als .pdf"
    if suffix in _OTHER_SHEET:
        return "bewaar het in Excel als .xlsx, of als .pdf"
    return "dit soort bestand kan niet mee; een .docx, .xlsx of .pdf wel"


def _unreadable(file: ExistingFile) -> str:
    try:
        return wrong_inside(read_bytes(file.path, file.shown, limit=MAX_OWN), file.suffix)
    except HandbookError as error:
        return error.problems[0].what


def _subject(stem: str) -> tuple[str, tuple[int, ...]]:
    """Return the name without version, year and copy mark, and what tells which is newer.

    One without any mark comes before its copies, and after all that say an older version.
    """
    rank: list[int] = []
    name = _COPY.sub("", stem).strip()
    is_copy = name != stem.strip()
    if year := _YEAR.search(name):
        rank += [int(each or 0) for each in year.groups()]
        name = name[: year.start()]
    numbers: list[int] = []
    if version := _VERSION.search(name):
        numbers = [int(each) for each in re.split(r"[.,_]", version[1])]
        name = name[: version.start()] + name[version.end() :]
    subject = " ".join(re.split(r"[\s_]+", name)).strip(" -_.")
    return subject or stem, (*(rank or [0, 0, 0]), *numbers, -1 if is_copy else 0)


def _newest(found: list[ExistingFile]) -> Iterator[ExistingFile]:
    """Yield each file; of a document that is there more than once all but one say which is."""
    best: dict[str, ExistingFile] = {}
    for file in found:
        key = file.subject.casefold()
        if not file.why and (key not in best or _order(file) > _order(best[key])):
            best[key] = file
    for file in found:
        chosen = best.get(file.subject.casefold())
        if file.why or chosen is None or chosen is file:
            yield file
        else:
            yield replace(
                file, why=f"'{chosen.shown}' is hetzelfde document, en nieuwer of in Word"
            )


def _order(file: ExistingFile) -> tuple[tuple[int, ...], bool]:
    return file.rank, file.suffix == SUFFIXES[0]


def _no_folder(folder: Path) -> Problem:
    return Problem(
        Place(folder.as_posix()),
        code="HB567",
        what="deze map is er niet",
        mend="Kijk of de naam klopt. Staan er spaties in, zet er dan aanhalingstekens omheen.",
    )


def _too_many(folder: Path, number: int) -> Problem:
    return Problem(
        Place(folder.as_posix()),
        code="HB567",
        what=f"in deze map liggen {number} bestanden, meer dan {_MOST}",
        mend="Kies de map met alleen de documenten van het kwaliteitshandboek.",
    )
