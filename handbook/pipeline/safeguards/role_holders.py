"""Who does the work: roles in which nobody stands, and one person in two that watch each other."""

from collections.abc import Iterator

from handbook.errors import Place, Problem
from handbook.loading.workspace import Loaded
from handbook.model.documents.document import DocumentSet
from handbook.model.sources.content import Procedure
from handbook.model.sources.role_holder import filling
from handbook.tailoring.selection.conditions import Situation, applies, choose
from handbook.tailoring.selection.norm_binding import situation_of
from handbook.tailoring.text.filling import function_of

_SHOWN = 6


def without_people(loaded: Loaded, made: DocumentSet) -> tuple[str, ...]:
    """Return which functions have work in the documents, and nobody in the profile."""
    here = situation_of(made.selection)
    codes = {each.item for each in made.documents}
    procedures = [each for each in loaded.library.procedures.values() if each.id in codes]
    left: dict[str, int] = {}
    for role in loaded.library.roles.values():
        if role.everyone or not applies(role.condition, here) or _people(loaded, role.id):
            continue
        if steps := _work(procedures, role.id, here):
            name = function_of(role.id, loaded.profile, loaded.library)
            left[name] = left.get(name, 0) + steps
    if not left:
        return ()
    most = sorted(left, key=lambda name: (-left[name], name))
    shown = ", ".join(f"{name} ({left[name]})" for name in most[:_SHOWN])
    rest = len(most) - _SHOWN
    more = f" en {rest} andere" if rest > 0 else ""
    return (
        f"Bij {len(most)} {'functie' if len(most) == 1 else 'functies'} met werk staat niemand in "
        f"'rollen' (tussen haakjes het aantal stappen en documenten): {shown}{more}. Zet er "
        "'personen' of 'extern' bij, of 'vervuld_door' als een andere rol het erbij doet.",
    )


def _work(procedures: list[Procedure], role: str, here: Situation) -> int:
    """Return how many steps a role does, and how many documents it answers for."""
    steps = sum(step.role == role for each in procedures for step in choose(each.steps, here))
    return steps + sum(each.owner == role for each in procedures)


def too_close(loaded: Loaded, name: str) -> Iterator[Problem]:
    """Yield each role that the same person fills as one that it watches (HB283)."""
    roles = loaded.library.roles
    for role in roles.values():
        for other in role.apart_from:
            if other not in roles or not _same(loaded, role.id, other):
                continue
            one, two = (
                function_of(each, loaded.profile, loaded.library) for each in (role.id, other)
            )
            yield Problem(
                Place(f"organisations/{name}.yaml"),
                code="HB283",
                what=f"dezelfde persoon staat bij de rollen '{role.id}' ({one}) en '{other}' "
                f"({two})",
                mend=f"{role.apart_because} Laat één van beide rollen aan iemand anders, of "
                "extern.",
                weight="let op",
            )


def _same(loaded: Loaded, role: str, other: str) -> bool:
    known = loaded.profile.roles
    if filling(known, role) == filling(known, other):
        return True
    return not _people(loaded, role).isdisjoint(_people(loaded, other))


def _people(loaded: Loaded, role: str) -> frozenset[str]:
    """Return who fills a role: names, or an outside body; compared as a reader does."""
    holder = loaded.profile.roles.get(filling(loaded.profile.roles, role))
    names = (*holder.people, holder.outside) if holder else ()
    return frozenset(" ".join(each.split()).casefold() for each in names if each.strip())
