"""Which packs go with an organisation: those of the norms that bind it, and what builds on them."""

from collections.abc import Iterator, Mapping, Sequence

from handbook.errors import Problem
from handbook.loading.packs import Broken, Pack
from handbook.loading.tree import Tree
from handbook.loading.typed import texts

Packs = Mapping[str, Pack]


def going(packs: Sequence[Pack], parts: frozenset[str]) -> tuple[Pack, ...]:
    """Return the packs that go with an organisation which these `parts` bind.

    A norm pack goes with those whom one of its parts binds; one without parts, which adds topics,
    goes where a norm it requires goes. A content pack goes where one of the norm packs goes that
    it names itself under `vereist`. One that names content packs only goes where these go, and
    one that names nothing goes with everybody.
    """
    known = {pack.id: pack for pack in packs if pack.id}
    return tuple(pack for pack in packs if _goes(pack, known, parts, frozenset()))


def bound(chosen: Sequence[str], packs: Sequence[Pack]) -> frozenset[str]:
    """Return the codes `chosen` and those of the parts that come along with them."""
    norms = {
        part.code: part.requires for pack in packs if pack.norm for part in pack.norm.record.parts
    }
    found: set[str] = set()
    waiting = list(chosen)
    while waiting:
        code = waiting.pop()
        if code not in found:
            found.add(code)
            waiting += norms.get(code, ())
    return frozenset(found)


def needed(tree: Tree, packs: Sequence[Pack], broken: Sequence[Broken]) -> list[Problem]:
    """Return a problem for each broken pack that the organisation of this profile needs (HB555)."""
    if not broken:
        return []
    everything = (*packs, *(each.pack for each in broken))
    chosen = [word for _, word in texts(tree, ("onderdelen",))]
    wanted = going(everything, bound(chosen, everything))
    missed = [each for each in broken if any(each.pack is pack for pack in wanted)]
    return list(_missing(missed, tree))


def _goes(pack: Pack, known: Packs, parts: frozenset[str], seen: frozenset[str]) -> bool:
    if pack.head is None or pack.id in seen:
        return False
    if pack.codes:
        return not parts.isdisjoint(pack.codes)
    ground = [known[each] for each in pack.requires if each in known]
    norms = [each for each in ground if each.head and each.head.record.kind == "norm"]
    wanted = norms or ground
    if not pack.requires:
        return True
    return any(_goes(each, known, parts, seen | {pack.id}) for each in wanted)


def _missing(broken: Sequence[Broken], tree: Tree) -> Iterator[Problem]:
    for each in broken:
        yield Problem(
            tree.place(("onderdelen",)),
            code="HB555",
            what=f"deze organisatie heeft pakket '{each.pack.id}' nodig, en daar is iets mis mee",
            mend=f"Wat eraan scheelt, zegt: handbook pack check {each.pack.folder}",
        )
