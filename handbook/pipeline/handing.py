"""What is approved goes to a document system: read and proved here, placed by `publishing`."""

import json
from collections.abc import Callable, Collection, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path, PurePath

from handbook import parcel, storage
from handbook.errors import HandbookError, Place, Problem, SourceError
from handbook.inspection.said import said_in
from handbook.loading.secret import STAND_IN
from handbook.loading.workspace import Loaded, Workspace
from handbook.model.publishing import OURS, Act, Item, Manifest, Offer, Plan, Step
from handbook.model.register import Entry, Version
from handbook.pipeline.delivery import FORMER
from handbook.pipeline.desk import organisations, telling_names
from handbook.pipeline.disclosure import Visit, betrayed, border_of, can_betray, live, visit_of
from handbook.pipeline.ownership import is_hers, opened, seal_of
from handbook.pipeline.places import APPROVED, standing
from handbook.pipeline.record_check import refuse_unsound
from handbook.pipeline.record_look import look
from handbook.pipeline.secrecy import unread
from handbook.publishing.access import local_path
from handbook.publishing.carrying import carry_out, exit_code
from handbook.publishing.limits import LARGEST_NOTE
from handbook.publishing.manifest import PATH, manifest_of, sight_of
from handbook.publishing.planning import looks, plan, trusted
from handbook.publishing.target import Target
from handbook.reporting.listing import listed_csv, listed_json
from handbook.tailoring.control import concealed
from handbook.tailoring.listing import listing
from handbook.tailoring.ownership import known_as

BUNDLE = ".zip"
_LIST = "documenten"
_KINDS = (".docx", ".xlsx")
_AGAIN = (
    "Stel het daarna opnieuw vast. Staat op het doel nog een vorige versie, haal die daar dan zelf"
    " weg."
)
_SECRET = (
    "Het gaat niet mee. Haal naam en adres eruit, en stel het opnieuw vast. Staat op het doel nog"
    " een vorige versie, haal die daar dan zelf weg."
)
_OWN = ("output", "organisations", "packs", "templates", OURS)


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
    visit = _visit(workspace, organisation)
    items: list[Item] = []
    refused: list[tuple[str, Problem]] = []
    notices: list[Problem] = []
    owners = loaded.register.owners(organisation)
    for entry, version, path, wanted in _files(workspace.root, organisation, loaded, drafts=drafts):
        data = storage.read(path)
        place = Place(path.relative_to(workspace.root).as_posix())
        problem = _unfit(data, owners, (entry.item, wanted), place) or _lively(data, place)
        notices += () if problem else live(place.file, data or b"")
        if visit and not problem:
            named = f"{path.name} {entry.code} {entry.title}"  # lists beside it have these
            problem, unseen = _telling(visit, data or b"", named, place)
            notices += unseen if loaded.secrets and not problem else ()
        if problem:
            refused.append((path.name, problem))
        else:
            items.append(_item(entry, version, path.name, data or b""))
    refused += () if drafts else _strays(workspace.root, organisation, loaded)
    if not items and not refused:
        raise SourceError(_nothing(organisation, drafts=drafts))
    return Offer(
        organisation=organisation,
        items=tuple(items),
        refused=tuple(refused),
        notices=tuple(notices),
        key=loaded.register.key or "",
        former=loaded.register.former,
    )


def _sound(workspace: Workspace, organisation: str) -> Loaded:
    """Return the organisation, sure that its register and its archive agree."""
    archive = look(workspace.root, organisation)
    loaded = opened(workspace, organisation)
    refuse_unsound(workspace.root, organisation, loaded.register, archive)
    return loaded


def _visit(workspace: Workspace, organisation: str) -> Visit | None:
    """Return what its files are looked at with; None where there is nothing that they may tell."""
    visit = visit_of(workspace.root, organisation, border_of(workspace))
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


def bundle(workspace: Workspace, given: Offer, path: Path, agreed: Callable[[Plan], bool]) -> Plan:
    """Return the plan to put what is offered in a zip at `path`, with its list; or what came of it.

    For a system that imports by hand. A zip of ours that stands there is kept among the former
    files and replaced; any other file stays.

    Raises:
        HandbookError: HB533 another file stands there, HB541 the folder is not there, HB501 to
            HB507 it cannot be written.
    """
    if not path.parent.is_dir():
        mend = "Kijk of de naam klopt en of de schijf of netwerkmap verbonden is."
        what = f"de map '{path.parent.name}' bestaat niet"
        raise SourceError(Problem(Place(str(path)), "HB541", what, mend))
    data = _zipped(workspace, given)
    former = storage.read(path)
    if former is not None and not _is_ours(former, {given.organisation, *given.former}):
        raise SourceError(_in_the_way(path))
    act: Act = "ongewijzigd" if former == data else "bijgewerkt" if former else "nieuw"
    digest = None if former is None else storage.sha256(former)
    step = Step(act=act, identity=path.name, path=path.name, expected=digest)
    refused = tuple(
        Step(act="geweigerd", identity="", path=name, problems=(problem,))
        for name, problem in given.refused
    )
    planned = Plan(
        organisation=given.organisation,
        target=str(path),
        steps=(step, *refused),
        notices=given.notices,
    )
    planned = replace(planned, exit_code=exit_code(planned))
    if not agreed(planned):
        return planned
    if former != data:
        if former is not None:
            storage.keep_former(
                path, workspace.root / "organisations" / given.organisation / FORMER
            )
        storage.put(path, data, expected=digest)
    return replace(planned, done=True)


def _zipped(workspace: Workspace, given: Offer) -> bytes:
    names = {item.path for item in given.items}
    loaded = opened(workspace, given.organisation)
    register = concealed(loaded.register, partial(loaded.secrets.sub, STAND_IN))
    known = known_as(register, given.organisation, telling_names(loaded, given.organisation))
    rows = [
        each
        for each in listing(known, register)
        if names & {each.file, PurePath(each.file).with_suffix(".xlsx").name}
    ]
    files = {item.path: item.data for item in given.items}
    return parcel.pack(
        {
            **files,
            f"{_LIST}.csv": listed_csv(rows),
            f"{_LIST}.json": listed_json(given.organisation, rows),
        }
    )


def _is_ours(data: bytes, owners: Collection[str]) -> bool:
    """Tell whether a zip is one that we made of the documents of an organisation so called."""
    try:
        parts = parcel.unpack(data)
        told = json.loads(parts[f"{_LIST}.json"])
        files = (parts[each] for each in parts if PurePath(each).suffix in _KINDS)
        return told["organisatie"] in owners and all(is_hers(each, owners) for each in files)
    except (ValueError, KeyError, TypeError):
        return False


def _files(
    root: Path, organisation: str, loaded: Loaded, *, drafts: bool
) -> Iterator[tuple[Entry, Version, Path, str]]:
    """Yield each file that is to go along, with the SHA-256 it must have ("": any)."""
    for entry in loaded.register.entries:
        if entry.dropped:
            continue
        if drafts:
            for suffix in _KINDS:
                path = (root / "output" / organisation / entry.filename).with_suffix(suffix)
                if suffix == _KINDS[0] or path.is_file():
                    yield entry, entry.current, path, ""
        elif entry.approved:
            for frozen in entry.approved.frozen:
                path = standing(root, organisation, entry, frozen)
                yield entry, entry.approved, path, frozen.digest


def _strays(root: Path, organisation: str, loaded: Loaded) -> Iterator[tuple[str, Problem]]:
    """Yield what lies among the approved files and was never approved, or is no longer valid."""
    folder = root / "output" / organisation / APPROVED
    known = {
        standing(root, organisation, entry, frozen)
        for entry in loaded.register.entries
        if entry.approved
        for frozen in entry.approved.frozen
    }
    for path in sorted(folder.glob("*")):
        if path.is_file() and not path.name.startswith((".", "~$")) and path not in known:
            place = Place(path.relative_to(root).as_posix())
            yield path.name, _bad(place, "dit bestand is nooit vastgesteld")


def _unfit(
    data: bytes | None, owners: Collection[str], asked: tuple[str, str], place: Place
) -> Problem | None:
    """Return why a file may not go along: not there, of another organisation, or changed since.

    Args:
        data: its bytes, or None where there is no file.
        owners: the names of the organisation that its seal may carry.
        asked: its document, and the SHA-256 it must have ("": any, if its seal is right).
        place: where it lies.
    """
    item, wanted = asked
    if data is None:
        return _bad(place, "dit bestand is er niet", "Bouw opnieuw, en publiceer dan.")
    proof = seal_of(data)
    if proof is not None and proof.organisation not in owners:
        return _of_another(place, proof.organisation)
    if wanted:
        changed = storage.sha256(data) != wanted
        return _bad(place, "dit bestand is gewijzigd na het vaststellen") if changed else None
    if proof is None or proof.item != item:
        return _bad(place, "dit bestand is niet door handbook voor deze organisatie gemaakt")
    return None


def _lively(data: bytes | None, place: Place) -> Problem | None:
    """Return what in a Word file fetches or runs something at whoever opens it, or None."""
    for found in live(place.file, data or b""):
        if found.weight == "fout":
            return _bad(found.place, found.what, f"Het gaat niet mee. {found.mend}")
    return None


def _telling(
    visit: Visit, data: bytes, named: str, place: Place
) -> tuple[Problem | None, tuple[Problem, ...]]:
    """Return why a file may not leave the house, and what in it could not be looked into."""
    try:
        said = said_in(data)
    except ValueError:  # approved before anybody damaged it: its bytes say so elsewhere
        return None, tuple(unread(place.file, ("het hele bestand",)))
    for found in betrayed(visit, place.file, said, named):
        secret = found.code == "HB462"
        what = "dit bestand noemt een locatie die geheim is" if secret else found.what
        mend = f"Het gaat niet mee. {found.mend} {_AGAIN}" if found.code == "HB264" else _SECRET
        return _bad(place, what, mend), ()
    return None, tuple(unread(place.file, said.opaque))


def _item(entry: Entry, version: Version, name: str, data: bytes) -> Item:
    seen = sight_of(data)
    suffix = PurePath(name).suffix
    return Item(
        identity=entry.item if suffix == _KINDS[0] else f"{entry.item}{suffix}",
        path=name,
        data=data,
        digest=seen.digest,
        essence=seen.essence,
        code=entry.code,
        title=entry.title,
        version=version.number,
        status=version.status,
    )


def _bad(place: Place, what: str, mend: str = "") -> Problem:
    mend = mend or f"Het gaat niet mee. Haal het weg uit '{APPROVED}', of stel het opnieuw vast."
    return Problem(place, code="HB545", what=what, mend=mend)


def _of_another(place: Place, owner: str) -> Problem:
    return Problem(
        place,
        code="HB597",
        what=f"dit bestand is van '{owner}', een andere organisatie",
        mend="Het gaat niet mee. Zet het terug in de map van die organisatie, of haal het weg.",
    )


def _in_the_way(path: Path) -> Problem:
    return Problem(
        Place(str(path)),
        code="HB533",
        what="op deze plek staat al een bestand dat handbook daar niet heeft gezet",
        mend="Het blijft staan. Kies een andere naam.",
    )


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
        HandbookError: HB543 the address lies among the files of handbook itself; as `bundle` and
            `publish`.
    """
    path = local_path(address) if address.strip() else None
    if path is not None:
        inner = _inner(workspace.root, path)
        if inner is not None:
            raise HandbookError(_inside(address, inner))
        if path.suffix.casefold() == BUNDLE and not path.is_dir():
            return bundle(workspace, given, path, agreed)
    target = open_target(address)
    try:
        return publish(given, target, agreed)
    finally:
        target.close()


def _inner(root: Path, path: Path) -> str | None:
    """Return the name of the folder of handbook itself in which `path` lies, or None."""
    real = path.resolve()
    if real == root.resolve():
        return real.name
    own = (root / each for each in _OWN)
    return next((each.name for each in own if real.is_relative_to(each.resolve())), None)


def _inside(address: str, folder: str) -> Problem:
    return Problem(
        Place(address),
        code="HB543",
        what=f"hierheen kan niet worden gepubliceerd: de map '{folder}' is van handbook zelf",
        mend="Kies een map buiten de werkmap, bijvoorbeeld op de gedeelde schijf.",
    )
