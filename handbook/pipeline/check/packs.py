"""`pack check`: everything that is wrong with one pack, beside the packs it builds on."""

from pathlib import Path

from handbook.errors import HandbookError, Place, Problem, WorkplaceError
from handbook.loading.packs.pack_reading import PackFolder, pack_folders, read_packs
from handbook.loading.workspace import find_root
from handbook.model.documents.build import Outcome


def check_pack(folder: Path, root: Path | None) -> Outcome:
    """Return everything that is wrong with the pack in `folder`; reads, and writes nothing.

    Args:
        folder: the folder with its pack.yaml, or the name that messages have for it.
        root: the working folder whose packs stand beside it; None: those of the tool alone.

    Raises:
        HandbookError: HB557, there is no such folder, or no pack.yaml in it.
    """
    shown = folder.as_posix().rstrip("/")
    known = pack_folders(root)
    asked = next((each for each in known if each.shown == shown), PackFolder(folder, shown))
    if not asked.path.is_dir():
        raise HandbookError(_no_pack(shown, "deze map is er niet"))
    if not (asked.installed or (asked.path / "pack.yaml").exists()):
        raise HandbookError(_no_pack(shown, "in deze map staat geen pack.yaml"))
    others = [each for each in known if not _same(each.path, asked.path)]
    shelves = read_packs([*others, asked])
    broken = [problem for each in shelves.broken for problem in each.problems]
    found = tuple(
        problem
        for problem in dict.fromkeys((*shelves.problems, *broken))
        if problem.place.file == shown or problem.place.file.startswith(f"{shown}/")
    )
    wrong = any(problem.weight == "fout" for problem in found)
    return Outcome(organisation=shown, problems=found, exit_code=1 if wrong else 0)


def root_near(start: Path) -> Path | None:
    """Return the working folder that `start` stands in; None where it stands in none."""
    try:
        return find_root(start)
    except WorkplaceError:
        return None


def _same(one: Path, other: Path) -> bool:
    return one.resolve() == other.resolve()


def _no_pack(shown: str, what: str) -> Problem:
    return Problem(
        Place(shown),
        code="HB557",
        what=what,
        mend="Noem de map waarin pack.yaml staat, bijvoorbeeld: "
        "handbook pack check packs/mijn-norm",
    )
