"""The Word files that lie somewhere in the working folder, apart from where a build puts them."""

import os
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from handbook import storage
from handbook.model.documents.build import Proof
from handbook.model.sources.own_document import FOLDER
from handbook.pipeline.organisation.paths import ARCHIVE
from handbook.pipeline.placement.changes_copy import COMPARED
from handbook.publishing.publication_record import PATH
from handbook.word.package.seal import prove

_KINDS = frozenset({".docx", ".docm", ".dotx", ".dotm", ".doc", ".bak"})
_DEEPEST, _MOST = 6, 20_000  # folders below the working folder; files and folders in all
_SEAL = b"customXml/item"  # how a zip names the part that holds one; names stand there as they are
_KNOWN = 8_192  # files; of each a few words are kept


def lying(root: Path, name: str, *, far: bool = False) -> Iterator[Path]:
    """Yield the Word files among which a document of organisation `name` may lie.

    Passed over are the archive, what was published to a place in this folder, a working folder
    within this one, and copies that show a difference. The folders of other organisations in
    output/ count with `far` only: they hold as many files again as there are organisations.
    """
    home = root / "organisations" / name
    passed = {home / ARCHIVE, home / "inhoud" / FOLDER}
    passed |= {root / "organisations" / other for other in profiles(root) - {name}}
    passed |= set() if far else {root / "output" / other for other in profiles(root) - {name}}
    left = _MOST
    for folder, within, names in os.walk(root):
        here = Path(folder)
        deep = len(here.relative_to(root).parts) >= _DEEPEST
        within[:] = [] if deep else sorted(each for each in within if _holds(here / each, passed))
        left -= len(names) + len(within)
        if left < 0:
            return
        yield from (here / each for each in sorted(names) if _is_word(each))


def profiles(root: Path) -> frozenset[str]:
    """Return the names of the organisations of which a profile lies in the working folder."""
    try:
        found = list((root / "organisations").iterdir())
    except OSError:  # there are none that anybody may read
        return frozenset()
    return frozenset(each.stem for each in found if each.suffix == ".yaml")


def proof_of(path: Path) -> Proof | None:
    """Return what the seal in a file says; a file with the same stamp is read once.

    Raises:
        OSError: it may not be looked at.
        StorageError: it cannot be read.
    """
    return _proof_of(path, storage.stamp(path))


@lru_cache(maxsize=_KNOWN)
def _proof_of(path: Path, stamp: storage.Stamp) -> Proof | None:  # noqa: ARG001 -- what it was at
    data = storage.read(path)
    return prove(data) if data is not None and _SEAL in data else None


def _holds(folder: Path, passed: set[Path]) -> bool:
    """Tell whether somebody may have put a document in a folder."""
    # These say no, and do not fail, where a folder may not be read.
    published = os.path.isfile(folder / PATH)  # noqa: PTH113
    ours = folder in passed or published or os.path.isdir(folder / "organisations")  # noqa: PTH112
    return not ours and not folder.name.startswith(".")


def _is_word(name: str) -> bool:
    return Path(name).suffix.casefold() in _KINDS and not name.endswith(COMPARED)
