"""What we offer and what stands on a host become steps; nothing is read or written here."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import chain

from handbook.errors import Problem
from handbook.model.common.base_record import brief
from handbook.model.features.publishing import Act, Item, Manifest, Offer, Placed, Plan, Sight, Step
from handbook.publishing.file_names import host_path, unique
from handbook.publishing.host_error_messages import place_of
from handbook.publishing.publication_record import sha256

_SHOWN = 5
_STAYS = (
    "Er is niets overschreven. Bewaar elders wat u wilt houden en haal dit bestand weg, of kies een"
    " andere naam; publiceer dan opnieuw."
)
_NUMBER = re.compile(r"[0-9]{1,6}(\.[0-9]{1,6})?")


def paths_of(offer: Offer, manifest: Manifest) -> dict[str, str]:
    """Return the path on the host of each item of `offer`, by identity.

    A document stays where it was placed first, also when its own file was renamed: so the host
    sees a new version of the same document. No two paths differ in capitals alone.
    """
    placed = {each.identity: each.path for each in manifest.placed}
    taken = {path.casefold() for path in placed.values()}
    paths = {}
    for item in offer.items:
        path = placed.get(item.identity) or unique(host_path(item.path), taken)
        taken.add(path.casefold())
        paths[item.identity] = path
    return paths


def looks(offer: Offer, manifest: Manifest) -> tuple[str, ...]:
    """Return every path on the host that must be looked at before `plan` can decide."""
    known = (each.path for each in manifest.placed)
    return tuple(sorted(set(chain(known, paths_of(offer, manifest).values()))))


def trusted(offer: Offer, manifest: Manifest) -> dict[str, Sight]:
    """Return what we read before at each path where nothing is to be written now.

    An ETag is only good enough for those: should a host keep it over a change by a colleague, we
    say nothing of that change, but never write over it either.
    """
    offered = {item.identity: item.digest for item in offer.items}
    return {
        each.path: Sight(each.digest, each.essence, each.mark)
        for each in manifest.placed
        if each.mark and offered.get(each.identity) == each.digest
    }


def plan(offer: Offer, manifest: Manifest, seen: Mapping[str, Sight], target: str) -> Plan:
    """Return what is to be done so that `target` holds what is offered, never over other's work.

    What left the set moves away; a document of which a file is refused has not left it, and what
    stands of it stays.

    Args:
        offer: what the organisation has to hand over.
        manifest: what we know of the host.
        seen: the files that stand on the host, by path, for each of `looks` that is there.
        target: the host, as it may be shown.
    """
    known = {each.identity: each for each in manifest.placed}
    paths = paths_of(offer, manifest)
    here = tuple(
        _offered(item, paths[item.identity], known.get(item.identity), seen, target)
        for item in offer.items
    )
    refused = tuple(
        Step(act="geweigerd", identity="", path=path, problems=(problem,))
        for path, problem in offer.refused
    )
    stay = paths.keys() | offer.held
    gone = (each for each in manifest.placed if each.identity not in stay)
    left = tuple(_left(each, seen[each.path], target) for each in gone if each.path in seen)
    steps = tuple(sorted((*here, *left, *refused), key=lambda step: (step.path, step.act)))
    return Plan(
        organisation=offer.organisation,
        target=target,
        steps=steps,
        notices=offer.notices,
        key=offer.key,
    )


def against_all(
    offer: Offer, manifest: Manifest, seen: Mapping[str, Sight], target: str
) -> tuple[Problem, ...]:
    """Return why a whole that can only be replaced whole, a zip, is to stay: what would be lost.

    That is what would be a conflict in a folder, and each file that stays there because it is not
    ours.

    Args:
        offer: what the organisation has to hand over.
        manifest: what we put in it.
        seen: the files that stand in it, by path.
        target: the whole, as it may be shown.
    """
    offered = {item.identity: item for item in offer.items}
    found = []
    for known in manifest.placed:
        item, stands = offered.get(known.identity), seen.get(known.path)
        if stands is None or (item and item.digest == stands.digest):
            continue
        if not known.left(stands):
            found.append(replace(_changed(target, known.path), mend=_STAYS))
        elif item and _is_older(item.version, known.version):
            found.append(_newer_there(target, known.path, item, known))
    strange = sorted(seen.keys() - {each.path for each in manifest.placed})
    return (*found, *([_strange(target, strange)] if strange else []))


def _offered(
    item: Item, path: str, known: Placed | None, seen: Mapping[str, Sight], target: str
) -> Step:
    stands = seen.get(path)
    mark = stands.mark if stands else ""
    step = Step(act="nieuw", identity=item.identity, path=path, mark=mark, item=item, known=known)
    if stands is None:
        return _as(step, "nieuw", None, "stond er niet meer" if known and known.digest else "")
    if stands.digest == item.digest:
        return _as(step, "ongewijzigd", stands.digest)
    if known is None:
        problem = _in_the_way(target, path)
        return _as(step, "conflict", stands.digest, "daar staat al iets anders", problem)
    half = bool(known.pending) and _half(item, stands)
    if not half and (against := _against(item, path, known, stands, target)):
        return _as(step, "conflict", stands.digest, *against)
    if known.digest == item.digest and known.essence and stands.essence == known.essence:
        return _as(step, "ongewijzigd", stands.digest, "het doel vulde eigenschappen aan")
    reason = "stond er niet heel" if half else _change(known, item)
    return _as(step, "bijgewerkt", stands.digest, reason)


def _against(
    item: Item, path: str, known: Placed, stands: Sight, target: str
) -> tuple[str, Problem] | None:
    """Return why what we placed there is not to be overwritten, or None."""
    if not known.left(stands):
        return "is daar gewijzigd", _changed(target, path)
    if _is_older(item.version, known.version):
        return "daar staat een nieuwere versie", _newer_there(target, path, item, known)
    return None


def _is_older(version: str, other: str) -> bool:
    """Tell whether `version` comes before `other`, where both are numbers such as 1.10."""
    if not (_NUMBER.fullmatch(version) and _NUMBER.fullmatch(other)):
        return False
    first, second = ([int(part) for part in each.split(".")] for each in (version, other))
    return first < second


def _half(item: Item, stands: Sight) -> bool:
    """Tell whether what stands there is the beginning of `item`: not all of it arrived."""
    size = min(stands.size, len(item.data) - 1)
    return sha256(item.data[:size]) == stands.digest


def _change(known: Placed, item: Item) -> str:
    """Return how the version changes, with its status where a concept comes over a valid one."""
    if known.status not in ("", item.status):
        return f"{known.version} ({known.status}) wordt {item.version} ({item.status})"
    return f"{known.version} wordt {item.version}" if known.version != item.version else ""


def _left(known: Placed, stands: Sight, target: str) -> Step:
    step = Step(act="vervallen", identity=known.identity, path=known.path, known=known)
    if known.left(stands):
        return _as(step, "vervallen", stands.digest, "staat niet meer bij wat is vastgesteld")
    problem = _changed(target, known.path)
    return _as(step, "conflict", stands.digest, "vervallen, maar is daar gewijzigd", problem)


def _as(step: Step, act: Act, expected: str | None, reason: str = "", *said: Problem) -> Step:
    return replace(step, act=act, expected=expected, reason=reason, problems=said)


def _changed(target: str, path: str) -> Problem:
    return Problem(
        place_of(f"{target}/{path}"),
        code="HB532",
        what="dit document is op het doel gewijzigd sinds het vorige publiceren",
        mend=(
            "Het blijft staan zoals het is. Neem de wijziging over in uw eigen document, geef het"
            " bestand op het doel een andere naam of haal het weg, en publiceer opnieuw."
        ),
    )


def _newer_there(target: str, path: str, item: Item, known: Placed) -> Problem:
    return Problem(
        place_of(f"{target}/{path}"),
        code="HB558",
        what=f"op het doel staat versie {known.version}, en hier is {item.version} de nieuwste",
        mend=(
            "Er is niets overschreven. Deze werkmap loopt achter: publiceer vanaf de computer waar"
            " het laatst is vastgesteld, of zet eerst de nieuwste werkmap terug."
        ),
    )


def _in_the_way(target: str, path: str) -> Problem:
    return Problem(
        place_of(f"{target}/{path}"),
        code="HB533",
        what="op deze plek staat al een bestand dat handbook daar niet heeft gezet",
        mend="Het blijft staan. Geef het een andere naam of kies een andere map; publiceer dan.",
    )


def _strange(target: str, paths: Sequence[str]) -> Problem:
    more = f" en nog {len(paths) - _SHOWN}" if len(paths) > _SHOWN else ""
    return Problem(
        place_of(target),
        code="HB533",
        what="hierin zitten bestanden die handbook er niet in heeft gezet: "
        + ", ".join(f"'{brief(path)}'" for path in paths[:_SHOWN])
        + more,
        mend=_STAYS,
    )
