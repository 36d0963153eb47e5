"""Folders of packs → the library, and what is wrong in them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from handbook.errors import Place, Problem
from handbook.loading.files import listed
from handbook.loading.items import Items, Source, read_items, shelf, with_items
from handbook.loading.library_names import COMMON_FILES, check_items, check_norms
from handbook.loading.library_rules import check_rules
from handbook.model.content import Procedure
from handbook.model.library import Library
from handbook.model.norm import Norm, PackHead

OWN_PACKS = Path(__file__).resolve().parent.parent / "packs"
_SHOWN_OWN = "handbook/packs"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """One pack as it was read.

    `folder` is how the user knows it; without a `head` nothing else of it is used.
    """

    folder: str
    head: Source[PackHead] | None
    norm: Source[Norm] | None
    items: Items


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelves:
    """The library of all packs together, what is wrong in them, and a digest of their files."""

    library: Library
    problems: tuple[Problem, ...]
    digest: str


def pack_folders(root: Path, extra: Sequence[Path] = ()) -> tuple[tuple[Path, str], ...]:
    """Return the folders with packs, each with the name the user knows it by.

    Args:
        root: the working folder; its own packs stand in packs/.
        extra: folders of packs that stand elsewhere.
    """
    own = [(path, f"{_SHOWN_OWN}/{path.name}") for path in listed(OWN_PACKS) if path.is_dir()]
    theirs = root / "packs"
    if theirs.resolve() != OWN_PACKS:
        own += [(path, f"packs/{path.name}") for path in listed(theirs) if path.is_dir()]
    return (*own, *((path, path.as_posix()) for path in extra))


def read_packs(folders: Iterable[tuple[Path, str]]) -> Shelves:
    """Return the library that stands in `folders`; what is wrong is left out of it, and told."""
    read = [read_pack(folder, shown) for folder, shown in folders]
    packs, problems = _in_order(read)
    library = Library(packs=tuple(pack.head.record for pack in packs if pack.head))
    for pack in packs:
        if pack.norm:
            library = library.with_norm(pack.norm.record)
    for pack in packs:
        library = with_items(library, pack.items)
    library = replace(library, procedures=_as_readers_meet_them(library))
    found = [problem for pack in read for problem in pack.items.problems]
    found += problems
    whole = all(COMMON_FILES.isdisjoint(pack.items.broken) for pack in read)
    if whole and len(packs) == len(read):
        found += check_norms([pack.norm for pack in packs if pack.norm], library)
        found += check_items([pack.items for pack in packs], library)
        found += check_rules(
            [pack.norm for pack in packs if pack.norm], [pack.items for pack in packs], library
        )
    digest = sha256("\n".join(pack.items.digest for pack in packs).encode()).hexdigest()
    return Shelves(library=library, problems=tuple(found), digest=digest)


def _as_readers_meet_them(library: Library) -> dict[str, Procedure]:
    """Return the procedures in the order that the packs ask for, else by file name."""
    order = [start for head in library.packs for start in head.order]

    def position(procedure: Procedure) -> int:
        found = (place for place, start in enumerate(order) if procedure.id.startswith(start))
        return next(found, len(order))

    return {each.id: each for each in sorted(library.procedures.values(), key=position)}


def read_pack(folder: Path, shown: str) -> Pack:
    """Return the pack in `folder`, which the user knows as `shown`."""
    place = shelf(folder, shown)
    head = place.record(folder / "pack.yaml", PackHead)
    kind = head[0].record.kind if head else ""
    norm = place.record(folder / "norm.yaml", Norm) if kind == "norm" else ()
    place.strangers(("pack.yaml", "norm.yaml") if kind == "norm" else ("pack.yaml",))
    items = read_items(place) if head else Items(problems=tuple(place.problems))
    return Pack(
        folder=shown,
        head=head[0] if head else None,
        norm=norm[0] if norm else None,
        items=items,
    )


def _in_order(read: Sequence[Pack]) -> tuple[list[Pack], list[Problem]]:
    """Return the packs after those they require; one that cannot have them is left out."""
    problems = _twice(read)
    waiting = [pack for pack in read if pack.head]
    packs: list[Pack] = []
    while True:
        present = {pack.head.record.id for pack in packs if pack.head}
        ready = [
            pack for pack in waiting if pack.head and set(pack.head.record.requires) <= present
        ]
        if not ready:
            break
        packs.append(ready[0])
        waiting.remove(ready[0])
    known = {pack.head.record.id for pack in packs if pack.head}
    problems += [_lacking(pack, known) for pack in waiting]
    return packs, problems


def _twice(read: Sequence[Pack]) -> list[Problem]:
    first: dict[str, str] = {}
    problems = []
    for pack in read:
        if pack.head is None:
            continue
        id_ = pack.head.record.id
        if id_ in first:
            place = pack.head.tree.place(("id",))
            what = f"pakket '{id_}' is er twee keer"
            problems.append(Problem(place, "HB230", what, f"Het staat ook in {first[id_]}."))
        first.setdefault(id_, pack.folder)
    return problems


def _lacking(pack: Pack, known: Iterable[str]) -> Problem:
    if pack.head is None:
        return Problem(Place(pack.folder), "HB233", "dit pakket heeft geen pack.yaml", "")
    lacking = sorted(set(pack.head.record.requires) - set(known))
    return Problem(
        pack.head.tree.place(("vereist",)),
        code="HB233",
        what=f"dit pakket vereist {', '.join(map(repr, lacking))}, en dat is er niet",
        mend="Zet het pakket in de map packs, of haal het weg bij 'vereist'. "
        "Twee pakketten kunnen elkaar niet vereisen.",
    )
