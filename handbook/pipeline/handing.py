"""What is approved goes to a document system: read and proved here, placed by `publishing`."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path, PurePath

from handbook import parcel, storage
from handbook.errors import HandbookError, Place, Problem, SourceError
from handbook.loading.secret import pattern
from handbook.loading.workspace import Loaded, Workspace, read_profile
from handbook.model.publishing import OURS, Act, Item, Manifest, Offer, Plan, Step
from handbook.model.register import Entry, Version
from handbook.pipeline.delivery import FORMER
from handbook.pipeline.desk import organisations
from handbook.pipeline.places import APPROVED, standing
from handbook.pipeline.record_check import refuse_unsound
from handbook.pipeline.record_look import look
from handbook.pipeline.secrecy import Search
from handbook.publishing.access import local_path
from handbook.publishing.carrying import carry_out, exit_code
from handbook.publishing.manifest import PATH, read_manifest, sight_of
from handbook.publishing.planning import looks, plan, trusted
from handbook.publishing.target import Target
from handbook.reporting.listing import listed_csv, listed_json
from handbook.sheets import prove_sheet
from handbook.tailoring.listing import listing
from handbook.word.proof import prove

BUNDLE = ".zip"
_LIST = "documenten"
_KINDS = (".docx", ".xlsx")
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
    archive = look(workspace.root, organisation)
    loaded = read_profile(workspace, organisation)
    refuse_unsound(workspace.root, organisation, loaded.register, archive)
    secret = pattern(loaded.secrets)
    search = Search(secret) if secret else None
    items: list[Item] = []
    refused: list[tuple[str, Problem]] = []
    for entry, version, path, wanted in _files(workspace.root, organisation, loaded, drafts=drafts):
        data = storage.read(path)
        place = Place(path.relative_to(workspace.root).as_posix())
        problem = _unfit(data, (organisation, entry.item), wanted, place)
        named = f"{path.name} {entry.code} {entry.title}".encode()  # lists beside it have these
        if not problem and search and (search.finds(data or b"") or search.told_in(named)):
            problem = _bad(place, "dit bestand noemt een locatie die geheim is", _SECRET)
        if problem:
            refused.append((path.name, problem))
        else:
            items.append(_item(entry, version, path.name, data or b""))
    refused += () if drafts else _strays(workspace.root, organisation, loaded)
    if not items and not refused:
        raise SourceError(_nothing(organisation, drafts=drafts))
    return Offer(organisation=organisation, items=tuple(items), refused=tuple(refused))


def prepare(given: Offer, target: Target) -> tuple[Plan, Manifest]:
    """Return what is to be done at `target`, and the note that stands there.

    Raises:
        HandbookError: HB530 or HB531, the target is not this organisation's; HB535 to HB541, HB546
            or HB547, it refuses.
    """
    target.arrive()
    manifest = read_manifest(target.read(PATH), given.organisation, target.shown)
    seen = target.sights(looks(given, manifest), trusted(given, manifest))
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
    if former is not None and not _is_ours(former, given.organisation):
        raise SourceError(_in_the_way(path))
    act: Act = "ongewijzigd" if former == data else "bijgewerkt" if former else "nieuw"
    digest = None if former is None else storage.sha256(former)
    step = Step(act=act, identity=path.name, path=path.name, expected=digest)
    refused = tuple(
        Step(act="geweigerd", identity="", path=name, problems=(problem,))
        for name, problem in given.refused
    )
    planned = Plan(organisation=given.organisation, target=str(path), steps=(step, *refused))
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
    register = read_profile(workspace, given.organisation).register
    rows = [
        each
        for each in listing(given.organisation, register)
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


def _is_ours(data: bytes, organisation: str) -> bool:
    """Tell whether a zip is one that we made of this organisation's documents."""
    try:
        told = json.loads(parcel.unpack(data)[f"{_LIST}.json"])
        return bool(told["organisatie"] == organisation)
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


def _unfit(data: bytes | None, owner: tuple[str, str], wanted: str, place: Place) -> Problem | None:
    if data is None:
        return _bad(place, "dit bestand is er niet", "Bouw opnieuw, en publiceer dan.")
    if wanted:
        changed = storage.sha256(data) != wanted
        return _bad(place, "dit bestand is gewijzigd na het vaststellen") if changed else None
    proof = prove(data) or prove_sheet(data)
    if proof is None or (proof.organisation, proof.item) != owner:
        return _bad(place, "dit bestand is niet door handbook voor deze organisatie gemaakt")
    return None


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
