"""A plan is carried out on a target, step by step, and the note there says what was done."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from handbook.errors import EditConflict, HandbookError, StorageError, WorkplaceError, worst
from handbook.model.features.publishing import WITHDRAWN, Manifest, Placed, Plan, Step
from handbook.publishing.host_error_messages import changed_meanwhile
from handbook.publishing.host_limits import LARGEST_NOTE
from handbook.publishing.publication_record import PATH, manifest_bytes, read_manifest, sha256
from handbook.publishing.target import Target

_NOTHING = "niet gedaan: het publiceren stopte eerder"


def carry_out(
    plan: Plan, manifest: Manifest, target: Target, tell: Callable[[Step], None] = lambda _: None
) -> Plan:
    """Return what came of `plan`; whatever stops it, a next publish completes it.

    The note on the target goes first and names what is on its way; so what a publish that was
    killed did bring there is known as ours. It is written again when all is done.

    Args:
        plan: what is to be done, from what stood on the target just now.
        manifest: the note on the target as it was read then.
        target: where it goes.
        tell: is called with each step that was taken.

    Raises:
        EditConflict: HB534, another publish wrote its note meanwhile; nothing was done.
    """
    done: list[Step] = []
    stopped: HandbookError | None = None
    before = _before(plan, manifest)
    try:
        if plan.acts:
            _note(target, before, manifest)
        # Only now: until the note stands, a draft may be of another publish that is at work.
        target.sweep({digest for each in before.placed for digest in each.pending})
        for step in plan.steps:
            done.append(_taken(step, target))
            tell(done[-1])
    except WorkplaceError as error:
        stopped = error
    if stopped or any(step.act == "mislukt" for step in done):
        target.sweep()  # on a full disk, a draft takes the room of the next try
    steps = (*done, *(_untaken(step) for step in plan.steps[len(done) :]))
    try:
        if stopped is None:
            _note(target, _after(plan, steps, manifest), before if plan.acts else manifest)
    except HandbookError as error:
        stopped = error
    return _told(plan, steps, stopped)


def exit_code(plan: Plan) -> int:
    """Return the exit code that `plan` itself asks for: 3 where something stays behind."""
    return 3 if any(step.act in ("conflict", "geweigerd", "mislukt") for step in plan.steps) else 0


def _told(plan: Plan, steps: tuple[Step, ...], stopped: HandbookError | None) -> Plan:
    ended = replace(plan, steps=steps, done=True)
    if stopped is None:
        return replace(ended, exit_code=exit_code(ended))
    return replace(
        ended,
        notices=(*plan.notices, *stopped.problems),
        exit_code=worst((stopped.exit_code, exit_code(ended))),
    )


def _taken(step: Step, target: Target) -> Step:
    """Return `step` as it was taken; what stands in the way of this document alone is in it.

    Raises:
        WorkplaceError: nothing more can be done on this target.
    """
    try:
        if step.act == "vervallen" and step.expected:
            to = target.move(step.path, WITHDRAWN, step.expected)
            return replace(step, reason=f"verplaatst naar {to}")
        if step.acts and step.item:
            stands = target.place(step.path, step.item.data, step.expected)
            return replace(step, mark=stands.mark)
    except WorkplaceError:
        raise
    except EditConflict as error:
        return replace(step, act="conflict", problems=error.problems)
    except StorageError as error:
        return step.failed(*error.problems)
    return step


def _untaken(step: Step) -> Step:
    return replace(step.failed(), reason=_NOTHING) if step.acts else step


def _note(target: Target, manifest: Manifest, former: Manifest) -> None:
    """Write the note, if it is another than `former`, which stands there now."""
    data = _bytes(manifest)
    if data == _bytes(former) and former.placed:
        return
    stands = target.read(PATH, LARGEST_NOTE)
    if stands is not None:
        there = read_manifest(stands, target.shown)
        if _bytes(there) != _bytes(former):
            raise changed_meanwhile(f"{target.shown}/{PATH}")
    target.place(PATH, data, None if stands is None else sha256(stands))


def _bytes(manifest: Manifest) -> bytes:
    return manifest_bytes(manifest)


def _before(plan: Plan, manifest: Manifest) -> Manifest:
    """Return the note that says what is on its way."""
    rows = {each.identity: each for each in manifest.placed}
    for step in plan.steps:
        if step.acts and step.item:
            known = step.known or _placed(step, digest="", essence="")
            coming = {*known.pending, step.item.digest}
            rows[step.identity] = known.model_copy(update={"pending": tuple(sorted(coming))})
    return _noted(plan, rows.values())


def _after(plan: Plan, steps: tuple[Step, ...], manifest: Manifest) -> Manifest:
    """Return the note that says what stands there now, and for what failed what was on its way."""
    offered = {step.identity for step in steps}
    kept = any(step.act == "geweigerd" for step in steps)
    # A host that says a document changed meanwhile may have begun to replace it all the same.
    begun = {step.identity for step in plan.steps if step.acts}
    rows = {each.identity: each for each in manifest.placed if kept or each.identity in offered}
    for step in steps:
        if step.act in ("nieuw", "bijgewerkt", "ongewijzigd") and step.item:
            placed = _placed(step, step.item.digest, step.item.essence)
            rows[step.identity] = placed.model_copy(update={"mark": step.mark})
        elif step.act == "vervallen":
            rows.pop(step.identity, None)
        elif step.item and (step.act == "mislukt" or step.identity in begun):
            known = step.known or _placed(step, digest="", essence="")
            coming = {*known.pending, step.item.digest}
            rows[step.identity] = known.model_copy(update={"pending": tuple(sorted(coming))})
    return _noted(plan, rows.values())


def _noted(plan: Plan, placed: Iterable[Placed]) -> Manifest:
    return Manifest(organisatie=plan.organisation, kenmerk=plan.key, documenten=tuple(placed))


def _placed(step: Step, digest: str, essence: str) -> Placed:
    item = step.item
    return Placed(
        document=step.identity,
        bestand=step.path,
        code=item.code if item else "",
        titel=item.title if item else "",
        versie=item.version if item else "",
        status=item.status if item else "",
        sha256=digest,
        inhoud=essence,
    )
