"""Packs → a library: of all together, or of those that go with one organisation."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from handbook.loading.packs.items import Items, Source, with_items
from handbook.model.sources.content import Procedure
from handbook.model.sources.library import Library
from handbook.model.sources.norm import Norm, PackHead
from handbook.model.sources.retired import RetiredId, RetiredIds


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """One pack as it was read.

    `folder` is how the user knows it; without a `head` nothing else of it is used. `problems` are
    those of its own files. `codes` are those of its parts, also where its norm has a fault.
    `ours` tells that it came with the tool, `retired` which ids it had before.
    """

    folder: str
    head: Source[PackHead] | None
    norm: Source[Norm] | None
    items: Items
    codes: tuple[str, ...] = ()
    ours: bool = False
    retired: RetiredIds = field(default_factory=RetiredIds)

    @property
    def id(self) -> str:
        """What it is called; "" where its pack.yaml cannot be read."""
        return self.head.record.id if self.head else ""

    @property
    def requires(self) -> tuple[str, ...]:
        """The ids of the packs that it builds on."""
        return self.head.record.requires if self.head else ()


Packs = Mapping[str, Pack]


@dataclass(frozen=True, slots=True, kw_only=True)
class Origins:
    """What an organisation has from packs of others: the pack of each item, and their digests.

    `own` are the items that are its own, in inhoud/.
    """

    items: Mapping[str, str] = field(default_factory=dict)
    packs: Mapping[str, str] = field(default_factory=dict)
    own: frozenset[str] = frozenset()


def origins_of(packs: Iterable[Pack], own: Collection[str] = ()) -> Origins:
    """Return what stands in those of `packs` that did not come with the tool.

    What the organisation put something of its `own` in the place of is no longer theirs.
    """
    others = [pack for pack in packs if not pack.ours]
    return Origins(
        items={id_: pack.id for pack in others for id_ in pack.items.ids() if id_ not in own},
        packs={pack.id: pack.items.digest for pack in others},
        own=frozenset(own),
    )


def families_of(packs: Sequence[Pack]) -> dict[str, str]:
    """Return for each norm pack the id of the first pack of its norm; packs stand in order.

    A norm pack that requires another belongs to the same norm: HKZ 138 numbers its rubrieken
    together with HKZ 123.
    """
    families: dict[str, str] = {}
    for pack in packs:
        if pack.norm:
            first = next((families[each] for each in pack.requires if each in families), pack.id)
            families[pack.id] = first
    return families


def library_of(packs: Sequence[Pack], shown: frozenset[str] | None = None) -> Library:
    """Return what `packs` hold together; each stands after those it requires.

    With `shown`, the ids of some of them, the others give names only: their roles, words, laws
    and forms are there for who builds on them, their chapters and procedures are not.
    """
    families = families_of(packs)
    library = Library(packs=tuple(pack.head.record for pack in packs if pack.head))
    for pack in packs:
        if pack.norm:
            norm = pack.norm.record
            silent = shown is not None and pack.id not in shown
            library = library.with_norm(_silent(norm) if silent else norm, families[pack.id])
    for pack in packs:
        silent = shown is not None and pack.id not in shown
        library = _widened(library, _names_only(pack.items) if silent else pack.items)
    return replace(library, procedures=_as_readers_meet_them(library), retired=_retired(packs))


def _retired(packs: Sequence[Pack]) -> dict[str, dict[str, RetiredId]]:
    """Return the ids that packs had before, by family; of one that stands twice the last counts."""
    found: dict[str, dict[str, RetiredId]] = {}
    for pack in packs:
        for family, ids in pack.retired.families().items():
            found.setdefault(family, {}).update(ids)
    return found


def library_for(packs: Sequence[Pack], wanted: Sequence[Pack]) -> Library:
    """Return the library of an organisation with which the packs `wanted` of `packs` go."""
    known = {pack.id: pack for pack in packs}
    needed = {pack.id for pack in wanted}
    waiting = list(needed)
    while waiting:
        more = set(known[waiting.pop()].requires) - needed
        needed |= more
        waiting += more
    kept = [pack for pack in packs if pack.norm or pack.id in needed]
    return library_of(kept, frozenset(pack.id for pack in wanted))


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


def _goes(pack: Pack, known: Packs, parts: frozenset[str], seen: frozenset[str]) -> bool:
    if pack.head is None or pack.id in seen:
        return False
    if pack.codes:
        return not parts.isdisjoint(pack.codes)
    ground = [known[each] for each in pack.requires if each in known]
    norms = [each for each in ground if each.head and each.head.record.kind == "norm"]
    wanted = norms or ground
    if not pack.requires:
        # Of a norm that cannot be read nobody knows the parts: who chose one hears so itself.
        return pack.norm is not None or pack.head.record.kind == "inhoud"
    return any(_goes(each, known, parts, seen | {pack.id}) for each in wanted)


def _names_only(items: Items) -> Items:
    return replace(items, procedures=(), chapters=(), proposals=(), glossaries=(), service_kinds=())


def _silent(norm: Norm) -> Norm:
    return norm.model_copy(update={"notices": (), "refusals": ()})


def _widened(library: Library, items: Items) -> Library:
    """Return `library` with `items`; a term that was there gets the words of more parts."""
    new = with_items(library, items)
    terms = {
        id_: term.model_copy(update={"by_part": {**library.terms[id_].by_part, **term.by_part}})
        if id_ in library.terms
        else term
        for id_, term in new.terms.items()
    }
    return replace(new, terms=terms)


def _as_readers_meet_them(library: Library) -> dict[str, Procedure]:
    """Return the procedures in the order that the packs ask for, else by file name."""
    order = [start for head in library.packs for start in head.order]

    def position(procedure: Procedure) -> int:
        found = (place for place, start in enumerate(order) if procedure.id.startswith(start))
        return next(found, len(order))

    return {each.id: each for each in sorted(library.procedures.values(), key=position)}
