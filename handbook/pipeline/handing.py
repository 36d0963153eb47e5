"""What is approved goes to a document system: read and proved here, placed by `publishing`."""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path, PurePath

from handbook import storage
from handbook.errors import HandbookError, Place, Problem, SourceError
from handbook.inspection.said import said_in
from handbook.loading import secret
from handbook.loading.workspace import Loaded, Workspace
from handbook.model.publishing import OURS, WITHDRAWN, Item, Manifest, Offer, Plan
from handbook.model.register import Entry, Version
from handbook.pipeline.archive import CLOSE, former_version
from handbook.pipeline.border import border_of
from handbook.pipeline.bundling import BUNDLE, bundle
from handbook.pipeline.desk import organisations
from handbook.pipeline.disclosure import Visit, betrayed, can_betray, live, visit_of
from handbook.pipeline.kept_back import offer_of
from handbook.pipeline.ownership import frozen_files, opened, seal_of
from handbook.pipeline.places import APPROVED, is_of_a_system, standing
from handbook.pipeline.record_check import refuse_unsound
from handbook.pipeline.record_look import look
from handbook.pipeline.secrecy import unread
from handbook.publishing.access import local_path, real, steps
from handbook.publishing.carrying import carry_out, exit_code
from handbook.publishing.limits import LARGEST_NOTE
from handbook.publishing.manifest import PATH, essence, manifest_of, sight_of
from handbook.publishing.planning import looks, plan, trusted
from handbook.publishing.target import Target
from handbook.word.record import said_of_itself
from handbook.word.since import says_the_same

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


@dataclass(frozen=True, slots=True, kw_only=True)
class _File:
    """A file that is to go along: of which version of which document, and where it lies.

    `digest` is the SHA-256 that it must have; "" where it is a working copy.
    """

    entry: Entry
    version: Version
    path: Path
    digest: str = ""


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
    root, visit = workspace.root, _visit(workspace, organisation)
    look_at = partial(_looked_at, root, organisation, loaded, visit)
    looked = [
        offer_of(root, organisation, each.path, partial(look_at, each))
        for each in _files(root, organisation, loaded, drafts=drafts)
    ]
    refused = [pair for each in looked for pair in each.refused]
    strays = () if drafts else tuple(_strays(root, organisation, loaded))
    refused += [(name, each) for name, each in strays if each.weight == "fout"]
    told = [each for _, each in strays if each.weight == "let op"]
    every = (*(notice for each in looked for notice in each.notices), *told)
    notices = tuple(secret.concealed(each, loaded.secrets) for each in every)
    items = tuple(item for each in looked for item in each.items)
    if not items and not refused:
        raise SourceError(_nothing(organisation, drafts=drafts), *notices)
    return Offer(
        organisation=organisation,
        items=items,
        refused=tuple(_hidden(loaded, *each) for each in refused),
        notices=notices,
        key=loaded.register.key or "",
        former=loaded.register.former,
    )


def _looked_at(
    root: Path, organisation: str, loaded: Loaded, visit: Visit | None, file: _File
) -> Offer:
    """Return the offer of one file: it goes along, with what is told of it, or it is refused."""
    stored, place = storage.read(file.path), Place(file.path.relative_to(root).as_posix())
    data = stored or b""
    problem = _unfit(stored, loaded.register.owners(organisation), file, place)
    problem = problem or _unapproved(root, organisation, file, data, place)
    notices = () if problem else tuple(live(place.file, data))
    problem = problem or _lively(notices)
    if visit and not problem:
        # The lists beside it have these.
        named = f"{file.path.name} {file.entry.code} {file.entry.title}"
        problem, unseen = _telling(visit, data, named, place)
        notices += unseen if loaded.secrets else ()
    if problem:
        return Offer(organisation=organisation, items=(), refused=((file.path.name, problem),))
    return Offer(organisation=organisation, items=(_item(file, data),), notices=notices)


def _hidden(loaded: Loaded, name: str, problem: Problem) -> tuple[str, Problem]:
    """Return the name of a file and what is wrong with it, with nothing of a secret location."""
    return loaded.secrets.sub(secret.STAND_IN, name), secret.concealed(problem, loaded.secrets)


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


def _files(root: Path, organisation: str, loaded: Loaded, *, drafts: bool) -> Iterator[_File]:
    """Yield each file that is to go along."""
    for entry in loaded.register.entries:
        if entry.dropped:
            continue
        if drafts:
            for suffix in _KINDS:
                path = (root / "output" / organisation / entry.filename).with_suffix(suffix)
                if suffix == _KINDS[0] or path.is_file():
                    yield _File(entry=entry, version=entry.current, path=path)
        elif entry.approved:
            for frozen in entry.approved.frozen:
                path = standing(root, organisation, entry, frozen)
                yield _File(entry=entry, version=entry.approved, path=path, digest=frozen.digest)


def _strays(root: Path, organisation: str, loaded: Loaded) -> Iterator[tuple[str, Problem]]:
    """Yield what lies among the approved files and was never approved; none of it goes along.

    A file under the name of a document is a `fout`: readers take it for the one that is valid. Any
    other, such as a PDF that she made, is a `let op`.
    """
    folder = root / "output" / organisation / APPROVED
    known = {
        standing(root, organisation, entry, frozen)
        for entry in loaded.register.entries
        if entry.approved
        for frozen in entry.approved.frozen
    }
    own = {
        PurePath(entry.filename).with_suffix(suffix).name.casefold()
        for entry in loaded.register.entries
        for suffix in _KINDS
    }
    for path in sorted(folder.glob("*")):
        if path in known or is_of_a_system(path.name) or not path.is_file():
            continue
        place = Place(path.relative_to(root).as_posix())
        if path.name.casefold() in own:
            yield path.name, _bad(place, "dit bestand is nooit vastgesteld")
        else:
            yield path.name, _strange(place)


def _unfit(
    data: bytes | None, owners: Collection[str], file: _File, place: Place
) -> Problem | None:
    """Return why a file may not go along: not there, of another organisation, or changed since.

    Args:
        data: its bytes, or None where there is no file.
        owners: the names of the organisation that its seal may carry.
        file: which file it is; without a digest its seal must be right.
        place: where it lies.
    """
    if data is None:
        return _bad(place, "dit bestand is er niet", "Bouw opnieuw, en publiceer dan.")
    proof = seal_of(data)
    if proof is not None and proof.organisation not in owners:
        return _of_another(place, proof.organisation)
    if file.digest:
        digest = storage.sha256(data)
        return None if digest == file.digest else _changed(file.entry, digest, place)
    if proof is None or proof.item != file.entry.item:
        return _bad(place, "dit bestand is niet door handbook voor deze organisatie gemaakt")
    if file.path.suffix == _KINDS[1] and not proof.intact:
        # Formulas in it may fetch or run something, and no approval takes such a workbook either.
        what = "dit werkblad is met de hand gewijzigd, of Excel heeft het bewaard"
        return _bad(place, what, "Het gaat niet mee. Zet het apart en bouw opnieuw.")
    return None


def _unapproved(
    root: Path, organisation: str, file: _File, data: bytes, place: Place
) -> Problem | None:
    """Return that a working copy counts as approved and says something else; or None.

    She changed it and nobody built since, or the words of its template are others by now.
    """
    said = said_of_itself(data)
    says_so = file.version.approved or (said is not None and said.status == "vastgesteld")
    if file.digest or not says_so:
        return None
    approved = file.entry.approved.frozen if file.entry.approved else ()
    known = {each.digest for each in approved if each.filename.endswith(file.path.suffix)}
    if storage.sha256(data) in known:
        return None
    for _, frozen in frozen_files(root, organisation, file.entry):
        if storage.sha256(frozen) in known and _same(frozen, data, file.path.suffix):
            return None
    return _bad(
        place,
        "in deze werkversie staat dat zij is vastgesteld, en haar tekst is een andere",
        "Het gaat niet mee. Bouw opnieuw; blijft het zo, stel het document dan opnieuw vast.",
    )


def _same(one: bytes, other: bytes, suffix: str) -> bool:
    return says_the_same(one, other) if suffix == _KINDS[0] else essence(one) == essence(other)


def _changed(entry: Entry, digest: str, place: Place) -> Problem:
    """Return that a file is not what was approved: a former version, or what somebody changed."""
    if former := former_version(entry, digest):
        return _bad(place, former, f"Het gaat niet mee. {CLOSE} Publiceer dan opnieuw.")
    return _bad(place, "dit bestand is gewijzigd na het vaststellen")


def _lively(found: Iterable[Problem]) -> Problem | None:
    """Return what in a Word file fetches or runs something at whoever opens it, or None."""
    wrong = next((each for each in found if each.weight == "fout"), None)
    return wrong and _bad(wrong.place, wrong.what, f"Het gaat niet mee. {wrong.mend}")


def _telling(
    visit: Visit, data: bytes, named: str, place: Place
) -> tuple[Problem | None, tuple[Problem, ...]]:
    """Return why a file may not leave the house, and what in it could not be looked into."""
    try:
        said = said_in(data)
    except ValueError:  # approved before anybody damaged it: its bytes say so elsewhere
        return None, tuple(unread(place.file, ("het hele bestand",)))
    for found in betrayed(visit, place.file, said, named):
        house = found.code == "HB462"
        what = "dit bestand noemt een locatie die geheim is" if house else found.what
        mend = f"Het gaat niet mee. {found.mend} {_AGAIN}" if found.code == "HB264" else _SECRET
        return _bad(place, what, mend), ()
    return None, tuple(unread(place.file, said.opaque))


def _item(file: _File, data: bytes) -> Item:
    seen, entry, suffix = sight_of(data), file.entry, file.path.suffix
    return Item(
        identity=entry.item if suffix == _KINDS[0] else f"{entry.item}{suffix}",
        path=file.path.name,
        data=data,
        digest=seen.digest,
        essence=seen.essence,
        code=entry.code,
        title=entry.title,
        version=file.version.number,
        status=file.version.status,
    )


def _bad(place: Place, what: str, mend: str = "") -> Problem:
    mend = mend or f"Het gaat niet mee. Haal het weg uit '{APPROVED}', of stel het opnieuw vast."
    return Problem(place, code="HB545", what=what, mend=mend)


def _strange(place: Place) -> Problem:
    return Problem(
        place,
        code="HB545",
        what="dit bestand is niet door handbook hier gezet, en gaat niet mee",
        mend="Het houdt niets tegen. Hoort het hier niet, zet het dan in een andere map.",
        weight="let op",
    )


def _of_another(place: Place, owner: str) -> Problem:
    return Problem(
        place,
        code="HB597",
        what=f"dit bestand is van '{owner}', een andere organisatie",
        mend="Het gaat niet mee. Zet het terug in de map van die organisatie, of haal het weg.",
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
    if (aside := _aside(address)) is not None:
        raise HandbookError(_inside(address, aside))
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
    there = real(path)
    if there == real(root):
        return there.name
    own = (root / each for each in _OWN)
    return next((each.name for each in own if there.is_relative_to(real(each))), None)


def _aside(address: str) -> str | None:
    """Return the name of the folder where a target keeps its own things, if that is `address`."""
    way = steps(address)
    if OURS in way:
        return OURS
    return WITHDRAWN if way[-1] == WITHDRAWN.casefold() else None


def _inside(address: str, folder: str) -> Problem:
    return Problem(
        Place(address),
        code="HB543",
        what=f"hierheen kan niet worden gepubliceerd: de map '{folder}' is van handbook zelf",
        mend="Kies een andere map, buiten de werkmap, bijvoorbeeld op de gedeelde schijf.",
    )
