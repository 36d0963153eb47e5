"""What is approved goes to a document system: read and proved here, placed by `publishing`."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from handbook.errors import HandbookError, Place, Problem, SourceError
from handbook.loading.own_terms import own_terms
from handbook.loading.profile import secret_places
from handbook.loading.workspace import Loaded, Workspace
from handbook.model.features.publishing import Manifest, Offer, Plan
from handbook.pipeline.merge_base.copies import keep_published
from handbook.pipeline.organisation.context import organisations
from handbook.pipeline.organisation.other_clients import other_clients
from handbook.pipeline.organisation.ownership import opened
from handbook.pipeline.organisation.paths import APPROVED
from handbook.pipeline.publishing.destination import NAMED, allowed, is_bundle
from handbook.pipeline.publishing.fitness import Outgoing, files_of, looked_at, strays
from handbook.pipeline.publishing.zip_bundle import bundle
from handbook.pipeline.records.archived_files import look
from handbook.pipeline.records.cross_check import refuse_unsound
from handbook.pipeline.safeguards.disclosure import Visit, can_betray, visit_of
from handbook.publishing.address import shown
from handbook.publishing.host_limits import LARGEST_NOTE
from handbook.publishing.plan import looks, plan, trusted
from handbook.publishing.publication_record import PATH, manifest_of
from handbook.publishing.target import Target
from handbook.publishing.transfer import carry_out, exit_code


def offer(workspace: Workspace, organisation: str, *, drafts: bool = False) -> Offer:
    """Return the files of `organisation` to hand over, and why some of them may not go along.

    Args:
        workspace: the working folder.
        organisation: the organisation.
        drafts: the working copies in output/, and not what is approved.

    Raises:
        HandbookError: there is no such organisation, its profile is broken, or a file cannot be
            read; HB544 there is nothing; HB581 to HB584 register and archive do not agree.
    """
    organisations(workspace, [organisation])
    loaded = _sound(workspace, organisation)
    out = Outgoing(workspace.root, organisation, loaded, _visit(workspace, organisation))
    looked = [looked_at(out, each) for each in files_of(out, drafts=drafts)]
    looked += () if drafts else strays(out)
    items = tuple(item for each in looked for item in each.items)
    refused = tuple(_hidden(loaded, *pair) for each in looked for pair in each.refused)
    told = (notice for each in looked for notice in each.notices)
    notices = tuple(secret_places.concealed(each, loaded.secrets) for each in told)
    if not items and not refused:
        raise SourceError(_nothing(organisation, drafts=drafts), *notices)
    return Offer(
        organisation=organisation,
        items=items,
        refused=refused,
        held=frozenset().union(*(each.held for each in looked)),
        notices=notices,
        key=loaded.register.key or "",
        former=loaded.register.former,
    )


def _hidden(loaded: Loaded, name: str, problem: Problem) -> tuple[str, Problem]:
    """Return the name of a file and what is wrong with it, with nothing of a secret location."""
    return loaded.secrets.sub(secret_places.STAND_IN, name), secret_places.concealed(
        problem, loaded.secrets
    )


def _sound(workspace: Workspace, organisation: str) -> Loaded:
    """Return the organisation, sure that its register and its archive agree."""
    archive = look(workspace.root, organisation)
    loaded = opened(workspace, organisation)
    refuse_unsound(workspace.root, organisation, loaded.register, archive)
    return loaded


def _visit(workspace: Workspace, organisation: str) -> Visit | None:
    """Return what its files are looked at with; None where there is nothing that they may tell."""
    visit = visit_of(workspace.root, organisation, other_clients(workspace))
    return visit if can_betray(visit) else None


def prepare(given: Offer, target: Target) -> tuple[Plan, Manifest]:
    """Return what is to be done at `target`, and the note that stands there.

    Raises:
        HandbookError: HB530 or HB531, the target is not this organisation's; HB535 to HB541, HB546
            or HB547, it refuses.
    """
    target.arrive()
    manifest = manifest_of(target.read(PATH, LARGEST_NOTE), given, target.shown)
    noted = {each.path for each in manifest.placed}
    seen = target.sights(looks(given, manifest), trusted(given, manifest), noted)
    planned = plan(given, manifest, seen, target.shown)
    return replace(planned, exit_code=exit_code(planned)), manifest


def publish(given: Offer, target: Target, agreed: Callable[[Plan], bool]) -> Plan:
    """Return the plan to bring what is offered to `target`, carried out where `agreed` says so.

    Raises:
        HandbookError: as `prepare`.
    """
    planned, manifest = prepare(given, target)
    return carry_out(planned, manifest, target) if agreed(planned) else planned


def _nothing(organisation: str, *, drafts: bool) -> Problem:
    if drafts:
        return Problem(
            Place(f"output/{organisation}"),
            code="HB544",
            what="er zijn nog geen documenten om te publiceren",
            mend=f"Maak ze met: handbook build {organisation}.",
        )
    return Problem(
        Place(f"output/{organisation}/{APPROVED}"),
        code="HB544",
        what="er is niets vastgesteld, dus er is niets om te publiceren",
        mend=f"Stel eerst vast met: handbook approve {organisation}. Er is niets weggehaald.",
    )


def published(
    workspace: Workspace,
    given: Offer,
    address: str,
    open_target: Callable[[str], Target],
    agreed: Callable[[Plan], bool],
) -> Plan:
    """Return what came of publishing to `address`: a zip, or what `open_target` opens.

    Raises:
        HandbookError: HB543 or HB560, `address` is no place to publish to; as `bundle` and
            `publish`. None of them says the name of a secret location.
    """
    own = own_terms(workspace.root, given.organisation).secrets(workspace.common)
    agreed = partial(_kept, workspace, given, agreed)
    try:
        path = allowed(workspace, given.organisation, address)
        if path is not None and is_bundle(path):
            return bundle(workspace, given, path, agreed)
        target = open_target(address)
        try:
            discreet = replace(target, shown=own.sub(secret_places.STAND_IN, target.shown))
            return publish(given, discreet, agreed)
        finally:
            target.close()
    except HandbookError as error:
        raise type(error)(
            *(secret_places.concealed(each, own) for each in error.problems)
        ) from error


def _kept(workspace: Workspace, given: Offer, agreed: Callable[[Plan], bool], plan: Plan) -> bool:
    """Tell whether `agreed` says so; then what we wrote in each file is kept before it goes."""
    if not agreed(plan):
        return False
    keep_published(workspace.root, given)
    return True


def unpublished(
    workspace: Workspace | None, organisation: str, address: str, error: HandbookError
) -> Plan:
    """Return a publish that came to nothing by `error` as a plan, for whoever reads it as data.

    Without a working folder nothing is secret. A name that was refused is not repeated.
    """
    named = any(each.code == NAMED for each in error.problems)
    own = own_terms(workspace.root, organisation).secrets(workspace.common) if workspace else None
    plain = shown(address)
    return Plan(
        organisation=organisation,
        target="" if named else own.sub(secret_places.STAND_IN, plain) if own else plain,
        steps=(),
        notices=error.problems,
        exit_code=error.exit_code,
    )
