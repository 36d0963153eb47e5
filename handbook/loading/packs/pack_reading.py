"""Folders of packs → the library, and what is wrong in them; a broken pack is left out whole."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from handbook import folders
from handbook.errors import Place, Problem
from handbook.loading.packs.dependencies import check_leaning
from handbook.loading.packs.items import Items, read_items, shelf
from handbook.loading.packs.library_references import COMMON_FILES, check_items, check_norms
from handbook.loading.packs.pack_files import nothing_there, survey, wrong_format
from handbook.loading.packs.plugins import installed_packs
from handbook.loading.packs.rules import check_rules
from handbook.loading.packs.selection import Pack, bound, families_of, going, library_of
from handbook.loading.text.as_typed import texts
from handbook.loading.text.workspace_files import listed
from handbook.loading.text.yaml_tree import Tree
from handbook.model.sources.library import Library
from handbook.model.sources.norm import Norm, PackHead
from handbook.model.sources.retired import RetiredIds

OWN_PACKS = Path(__file__).resolve().parents[2] / "packs"
_SHOWN_OWN = "handbook/packs"
_LACKING = "HB233"
RETIRED = "vervallen.yaml"


class PackFolder(NamedTuple):
    """A folder with a pack, how the user knows it, and whether an installer put it there."""

    path: Path
    shown: str
    installed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LibraryReading:
    """The library of all sound packs together, the packs that are left out, and a digest of all.

    `packs` stand after those they require. `problems` are all that is wrong, also in packs that
    are left out; `broken` has those of each of them. That a pack is left out because another is,
    stands in `broken` alone: one mistake, one message.
    """

    library: Library
    packs: tuple[Pack, ...]
    broken: tuple["Broken", ...]
    problems: tuple[Problem, ...]
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Broken:
    """A pack that is left out, and why; `follows`: only because one that it requires is."""

    pack: Pack
    problems: tuple[Problem, ...]
    follows: bool

    def told(self) -> Problem:
        """Return the one sentence that other commands have for it (HB554)."""
        number = len([each for each in self.problems if each.weight == "fout"])
        faults = "1 fout" if number == 1 else f"{number} fouten"
        name = f"pakket '{self.pack.id}'" if self.pack.id else "dit pakket"
        return Problem(
            Place(self.pack.folder),
            code="HB554",
            what=f"{name} heeft {faults} en wordt overgeslagen",
            mend=f"Wat eraan scheelt, zegt: handbook pack check {self.pack.folder}",
            weight="let op",
        )


def pack_folders(root: Path | None, extra: Sequence[Path] = ()) -> tuple[PackFolder, ...]:
    """Return the folders with packs, each with the name the user knows it by.

    First those of the tool, which come through the same door as those of other packages and are
    there also where nothing is installed; then other packages' by name, then the working folder's.

    Args:
        root: the working folder, whose own packs stand in packs/; None: there is none.
        extra: folders of packs that stand elsewhere.
    """
    ours = [(path, f"{_SHOWN_OWN}/{path.name}") for path in listed(OWN_PACKS) if path.is_dir()]
    found = {path.resolve(): PackFolder(path, shown, installed=True) for path, shown in ours}
    for path, shown in installed_packs():
        found.setdefault(path.resolve(), PackFolder(path, shown, installed=True))
    for path in listed(root / "packs") if root else ():
        if folders.is_dir(path):
            found.setdefault(path.absolute(), PackFolder(path, f"packs/{path.name}"))
    return (*found.values(), *(PackFolder(path, path.as_posix()) for path in extra))


def read_packs(folders: Iterable[tuple[Path, str] | PackFolder]) -> LibraryReading:
    """Return the library that stands in `folders`; what is wrong is left out of it, and told.

    A pack with a `fout` is left out, and so is one that requires it: texts of a half pack would
    promise documents that are not there. Of two packs that give the same thing, the first stays.
    """
    read = [read_pack(*folder) for folder in folders]
    problems: dict[Problem, None] = {}
    follow: dict[Problem, None] = {}
    rest = read
    while True:
        packs, library, found = _examined(rest, read)
        for each in found:
            at_last = problems and each.code == _LACKING and each not in problems
            (follow if at_last else problems).setdefault(each)
        faulty = [pack for pack in rest if any(_is_fault_of(each, pack) for each in found)]
        if not faulty:
            break
        gone = {pack.folder for pack in faulty}
        rest = [pack for pack in rest if pack.folder not in gone]
    sound = {pack.folder for pack in packs}
    told = "\n".join(f"{pack.folder} {pack.items.digest}" for pack in read)
    digest = sha256(told.encode(errors="surrogateescape"))
    return LibraryReading(
        library=library,
        packs=tuple(packs),
        broken=tuple(
            Broken(
                pack=pack,
                problems=tuple(_of(pack, (*problems, *follow))),
                follows=not any(_is_fault_of(each, pack) for each in problems),
            )
            for pack in read
            if pack.folder not in sound
        ),
        problems=tuple(problems),
        digest=digest.hexdigest(),
    )


def _examined(
    packs: Sequence[Pack], everything: Sequence[Pack]
) -> tuple[list[Pack], Library, list[Problem]]:
    """Return `packs` in order, their library, and what is wrong with them together.

    While a file that all others name things of is broken, nothing is said of names: one mistake,
    one message.
    """
    ordered, lacking = _in_order(packs, everything)
    library = library_of(ordered)
    found = [problem for pack in packs for problem in pack.items.problems]
    found += lacking
    whole = all(COMMON_FILES.isdisjoint(pack.items.broken) for pack in packs)
    if whole and len(ordered) == len(packs):
        families = families_of(ordered)
        norms = [pack.norm for pack in ordered if pack.norm]
        items = [pack.items for pack in ordered]
        found += check_norms(norms, library, [families[pack.id] for pack in ordered if pack.norm])
        found += check_items(items, library)
        found += check_rules(norms, items, library)
        found += check_leaning(ordered, library)
    return ordered, library, found


def _is_fault_of(problem: Problem, pack: Pack) -> bool:
    return problem.weight == "fout" and _stands_in(problem, pack)


def _of(pack: Pack, problems: Iterable[Problem]) -> Iterator[Problem]:
    return (each for each in problems if _stands_in(each, pack))


def _stands_in(problem: Problem, pack: Pack) -> bool:
    file = problem.place.file
    return file == pack.folder or file.startswith(f"{pack.folder}/")


def read_pack(folder: Path, shown: str, installed: bool = False) -> Pack:  # noqa: FBT001, FBT002
    """Return the pack in `folder`, which the user knows as `shown`."""
    if installed and not (folder / "pack.yaml").is_file():
        absent = Items(problems=(nothing_there(shown),))
        return Pack(folder=shown, head=None, norm=None, items=absent)
    if refused := survey(folder, shown, installed=installed):
        return Pack(folder=shown, head=None, norm=None, items=Items(problems=tuple(refused)))
    place = shelf(folder, shown)
    tree = place.tree(folder / "pack.yaml")
    odd = wrong_format(tree) if tree else None
    if tree is None or odd:
        problems = (odd,) if odd else tuple(place.problems)
        items = Items(problems=problems, digest=place.digest())
        return Pack(folder=shown, head=None, norm=None, items=items)
    head = place.shaped(folder / "pack.yaml", tree, PackHead)
    is_norm = tree.data.get("soort") == "norm"
    norm_tree = place.tree(folder / "norm.yaml") if is_norm else None
    norm = place.shaped(folder / "norm.yaml", norm_tree, Norm) if norm_tree else ()
    place.strangers((RETIRED, "pack.yaml", "norm.yaml") if is_norm else (RETIRED, "pack.yaml"))
    former = place.record(folder / RETIRED, RetiredIds) if (folder / RETIRED).is_file() else ()
    return Pack(
        folder=shown,
        head=head[0] if head else None,
        norm=norm[0] if norm else None,
        items=read_items(place),
        codes=_codes(norm_tree),
        ours=folder.parent == OWN_PACKS,
        retired=former[0].record if former else RetiredIds(),
    )


def _codes(tree: Tree | None) -> tuple[str, ...]:
    """Return the codes of the parts in a norm.yaml, whatever else is wrong with it."""
    parts = tree.data.get("onderdelen") if tree else None
    rows = [each for each in parts if isinstance(each, Mapping)] if isinstance(parts, list) else []
    return tuple(each["code"] for each in rows if isinstance(each.get("code"), str))


def _in_order(
    packs: Sequence[Pack], everything: Sequence[Pack]
) -> tuple[list[Pack], list[Problem]]:
    """Return the packs after those they require; one that cannot have them is left out."""
    problems = _twice(packs)
    # Of a pack that is there twice, every single thing would be there twice.
    once = {pack.id: pack for pack in reversed(packs)}
    waiting = [pack for pack in packs if pack.head and once[pack.id] is pack]
    ordered: list[Pack] = []
    while True:
        present = {pack.id for pack in ordered}
        ready = [pack for pack in waiting if set(pack.requires) <= present]
        if not ready:
            break
        ordered.append(ready[0])
        waiting.remove(ready[0])
    present = {pack.id for pack in ordered}
    problems += [_lacking(pack, present, everything) for pack in waiting]
    return ordered, problems


def _twice(read: Sequence[Pack]) -> list[Problem]:
    first: dict[str, str] = {}
    problems = []
    for pack in read:
        if pack.head is None:
            continue
        if pack.id in first:
            place = pack.head.tree.place(("id",))
            what = f"pakket '{pack.id}' is er twee keer: in {first[pack.id]} en in {pack.folder}"
            mend = "Haal een van beide weg, of geef dit pakket een eigen id."
            problems.append(Problem(place, "HB230", what, mend))
        first.setdefault(pack.id, pack.folder)
    return problems


def _lacking(pack: Pack, present: Iterable[str], everything: Sequence[Pack]) -> Problem:
    lacking = sorted(set(pack.requires) - set(present))
    known = {each.id for each in everything} - {pack.id}
    reason = "en dat is stuk" if known.issuperset(lacking) else "en dat is er niet"
    place = pack.head.tree.place(("vereist",)) if pack.head else Place(pack.folder)
    return Problem(
        place,
        code=_LACKING,
        what=f"dit pakket vereist {', '.join(map(repr, lacking))}, {reason}",
        mend="Zet het pakket in de map packs, of haal het weg bij 'vereist'. "
        "Twee pakketten kunnen elkaar niet vereisen.",
    )


def needed(tree: Tree, packs: Sequence[Pack], broken: Sequence[Broken]) -> list[Problem]:
    """Return a problem for each broken pack that the organisation of this profile needs (HB555)."""
    if not broken:
        return []
    ids = {pack.id for pack in packs}
    there = {code for pack in packs for code in pack.codes}
    # What a sound pack has as well, nobody misses.
    lost = [
        replace(each.pack, codes=tuple(code for code in each.pack.codes if code not in there))
        for each in broken
        if each.pack.id not in ids and not (each.pack.codes and there.issuperset(each.pack.codes))
    ]
    everything = (*packs, *lost)
    chosen = [word for _, word in texts(tree, ("onderdelen",))]
    wanted = {pack.folder for pack in going(everything, bound(chosen, everything))}
    return list(_missing((pack for pack in lost if pack.folder in wanted), tree))


def _missing(lost: Iterable[Pack], tree: Tree) -> Iterator[Problem]:
    for pack in lost:
        yield Problem(
            tree.place(("onderdelen",)),
            code="HB555",
            what=f"deze organisatie heeft pakket '{pack.id}' nodig, en daar is iets mis mee",
            mend=f"Wat eraan scheelt, zegt: handbook pack check {pack.folder}",
        )
