"""What is approved goes into one zip with its list: for a system that imports by hand."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path, PurePath

from handbook import opc, storage
from handbook.errors import Place, Problem, SourceError
from handbook.loading.profile.secret_places import STAND_IN
from handbook.loading.workspace import Loaded, Workspace
from handbook.model.features.publishing import Act, Manifest, Offer, Placed, Plan, Sight, Step
from handbook.pipeline.organisation.context import telling_names
from handbook.pipeline.organisation.maker_of_file import prints_one_of
from handbook.pipeline.organisation.ownership import opened, seal_of
from handbook.pipeline.placement.moves import FORMER
from handbook.publishing.plan import against_all
from handbook.publishing.publication_record import PATH, manifest_bytes, manifest_of, noted
from handbook.publishing.transfer import exit_code
from handbook.reporting.features.document_list import listed_csv, listed_json
from handbook.tailoring.control.codes_and_versions import concealed
from handbook.tailoring.control.document_list import listing
from handbook.tailoring.control.ownership import known_as
from handbook.word.provenance.approval_record import said_of_itself

_LIST = "documenten"
_BESIDE = frozenset((PATH, f"{_LIST}.csv", f"{_LIST}.json"))
_KINDS = (".docx", ".xlsx")


def bundle(workspace: Workspace, given: Offer, path: Path, agreed: Callable[[Plan], bool]) -> Plan:
    """Return the plan to put what is offered in a zip at `path`, with its list; or what came of it.

    A zip of ours that stands there is kept among the former files and replaced as a whole; so a
    newer version in it, or anything of a colleague, is a conflict and nothing is written.

    Raises:
        HandbookError: HB530 or HB531 the zip there is not this organisation's, HB533 another file
            stands there, HB541 the folder is not there, HB501 to HB507 it cannot be written.
    """
    if not path.parent.is_dir():
        raise SourceError(_no_folder(path))
    loaded = opened(workspace, given.organisation)
    data, former = _zipped(loaded, given), storage.read(path)
    step = _step(given, path, former, data, loaded)
    refused = tuple(
        Step(act="geweigerd", identity="", path=name, problems=(problem,))
        for name, problem in given.refused
    )
    planned = Plan(
        organisation=given.organisation,
        target=loaded.secrets.sub(STAND_IN, str(path)),
        steps=(step, *refused),
        notices=given.notices,
        key=given.key,
    )
    planned = replace(planned, exit_code=exit_code(planned))
    if not agreed(planned):
        return planned
    if step.acts:
        if former is not None:
            home = workspace.root / "organisations" / given.organisation
            storage.keep_former(path, home / FORMER)
        storage.put(path, data, expected=step.expected)
    return replace(planned, done=True)


def _zipped(loaded: Loaded, given: Offer) -> bytes:
    names = {item.path for item in given.items}
    register = concealed(loaded.register, partial(loaded.secrets.sub, STAND_IN))
    known = known_as(register, given.organisation, telling_names(loaded, given.organisation))
    rows = [
        each
        for each in listing(known, register)
        if names & {each.file, PurePath(each.file).with_suffix(".xlsx").name}
    ]
    files = {item.path: item.data for item in given.items}
    return opc.pack(
        {
            **files,
            f"{_LIST}.csv": listed_csv(rows),
            f"{_LIST}.json": listed_json(given.organisation, rows),
            PATH: manifest_bytes(noted(given)),
        }
    )


def _step(given: Offer, path: Path, former: bytes | None, data: bytes, loaded: Loaded) -> Step:
    """Return what is to be done with the zip at `path`, where `former` stands now.

    Raises:
        SourceError: as `bundle`.
    """
    step = Step(act="nieuw", identity=path.name, path=path.name)
    if former is None:
        return step
    step = replace(step, expected=storage.sha256(former))
    if former == data:
        return replace(step, act="ongewijzigd")
    parts = _opened(former, path)
    manifest = _manifest(parts, given, path, loaded)
    seen = {name: Sight(storage.sha256(parts[name])) for name in parts if name not in _BESIDE}
    problems = against_all(given, manifest, seen, str(path))
    act: Act = "conflict" if problems else "bijgewerkt"
    reason = "daarin staat wat niet verloren mag gaan" if problems else _left_out(given, seen)
    return replace(step, act=act, reason=reason, problems=problems)


def _left_out(given: Offer, seen: Mapping[str, Sight]) -> str:
    gone = sorted(seen.keys() - {item.path for item in given.items})
    return f"niet meer daarin: {', '.join(gone)}" if gone else ""


def _opened(data: bytes, path: Path) -> dict[str, bytes]:
    try:
        return opc.unpack(data)
    except ValueError as error:
        raise SourceError(_in_the_way(path)) from error


def _manifest(parts: Mapping[str, bytes], given: Offer, path: Path, loaded: Loaded) -> Manifest:
    """Return what we put in a zip: its note tells, or without one the documents themselves.

    Raises:
        SourceError: HB530, HB531 or HB533, it is not this organisation's.
    """
    if PATH in parts:
        manifest = manifest_of(parts[PATH], given, str(path))
    elif _named(parts) in (given.organisation, *given.former):
        placed = tuple(_placed(parts, loaded.register.owners(given.organisation)))
        manifest = Manifest(organisatie=given.organisation, documenten=placed)
    else:
        raise SourceError(_in_the_way(path))
    proved = manifest.key and given.key
    if not proved and not _is_hers([parts.get(each.path) for each in manifest.placed], loaded):
        raise SourceError(_of_namesake(path, given.organisation))
    return manifest


def _is_hers(files: Sequence[bytes | None], loaded: Loaded) -> bool:
    """Tell whether one of `files` was approved here, or prints name or number of this organisation.

    Another organisation may have a profile of the same name.
    """
    frozen = {
        each.digest
        for entry in loaded.register.entries
        for version in entry.versions
        for each in version.frozen
    }
    told = (loaded.profile.name, loaded.profile.chamber_number)
    there = [each for each in files if each is not None]
    if any(storage.sha256(each) in frozen for each in there):
        return True
    return not there or any(prints_one_of(each, told) for each in there)


def _named(parts: Mapping[str, bytes]) -> str:
    """Return the organisation that the list in a zip names; "" where it has none of ours."""
    try:
        return str(storage.noted(parts[f"{_LIST}.json"])["organisatie"])
    except (ValueError, KeyError, TypeError):
        return ""


def _placed(parts: Mapping[str, bytes], owners: frozenset[str]) -> Iterator[Placed]:
    """Yield the documents of one of `owners` in a zip without a note, as they stand there."""
    for name in parts:
        proof = seal_of(parts[name]) if PurePath(name).suffix in _KINDS else None
        if proof is None or proof.organisation not in owners:
            continue
        said = said_of_itself(parts[name])
        try:
            yield Placed(
                document=f"{proof.item}{PurePath(name).suffix.removeprefix(_KINDS[0])}",
                bestand=name,
                versie=said.version if said else "",
                status=said.status if said else "",
                sha256=storage.sha256(parts[name]),
            )
        except ValueError:  # a name that we never give
            continue


def _no_folder(path: Path) -> Problem:
    mend = "Kijk of de naam klopt en of de schijf of netwerkmap verbonden is."
    return Problem(Place(str(path)), "HB541", f"de map '{path.parent.name}' bestaat niet", mend)


def _in_the_way(path: Path) -> Problem:
    return Problem(
        Place(str(path)),
        code="HB533",
        what="op deze plek staat al een bestand dat handbook daar niet heeft gezet",
        mend="Het blijft staan. Kies een andere naam.",
    )


def _of_namesake(path: Path, name: str) -> Problem:
    return Problem(
        Place(str(path)),
        code="HB530",
        what=f"in dit zip-bestand zitten de documenten van een andere organisatie die ook '{name}' "
        "heet",
        mend="Er is niets geschreven. Kies voor elke organisatie een eigen zip-bestand.",
    )
