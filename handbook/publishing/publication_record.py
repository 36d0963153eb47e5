"""The note on a host that says what we last put there; and what of a file counts as its text."""

import hashlib
import json
import re

from handbook import opc
from handbook.errors import Place, Problem, SourceError
from handbook.model.common.base_record import brief
from handbook.model.features.publishing import OURS, Manifest, Offer, Placed, Sight

PATH = f"{OURS}/publicatie.json"
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\s[^>]*>")
_OUTER = re.compile(rb"""\sTargetMode\s*=\s*["']External["']""")
_WHERE = re.compile(rb"""\s((?:Id|Target)\s*=\s*(?:"[^"]*"|'[^']*'))""")
_PROPERTIES = ("docProps/", "customXml/", "[Content_Types].xml")


def manifest_bytes(manifest: Manifest) -> bytes:
    """Return the note as JSON: the same documents give the same bytes, on any day."""
    rows = sorted(manifest.placed, key=lambda each: each.identity)
    data = manifest.model_copy(update={"placed": tuple(rows)}).model_dump(
        by_alias=True, exclude_defaults=True, mode="json"
    )
    text = json.dumps({"formaat": "1", **data}, ensure_ascii=False, indent=1)
    return f"{text}\n".encode()


def manifest_of(data: bytes | None, given: Offer, shown: str) -> Manifest:
    """Return the note that `data` is; an empty one where there is none yet.

    It may still carry a name that the profile had before. What it says to be is what is returned:
    the note that is written next has the name and the id of now.

    Raises:
        SourceError: HB531 the note is damaged or names places outside the target; HB530 the
            target belongs to another organisation.
    """
    if data is None:
        return Manifest(organisatie=given.organisation, kenmerk=given.key)
    manifest = read_manifest(data, shown)
    if manifest.organisation not in (given.organisation, *given.former):
        raise SourceError(_of_another(shown, manifest.organisation, given.organisation))
    if manifest.key and given.key and manifest.key != given.key:
        raise SourceError(_of_namesake(shown, given.organisation, manifest.key))
    return manifest


def noted(given: Offer) -> Manifest:
    """Return the note that tells of all that is offered that it stands there."""
    placed = tuple(
        Placed(
            document=item.identity,
            bestand=item.path,
            code=item.code,
            titel=item.title,
            versie=item.version,
            status=item.status,
            sha256=item.digest,
            inhoud=item.essence,
        )
        for item in given.items
    )
    return Manifest(organisatie=given.organisation, kenmerk=given.key, documenten=placed)


def read_manifest(data: bytes, shown: str) -> Manifest:
    """Return the note that `data` is, of whatever organisation.

    Raises:
        SourceError: HB531 the note is damaged or names places outside the target.
    """
    try:
        manifest = Manifest.model_validate_json(data)
    except ValueError as error:
        raise SourceError(_damaged(shown)) from error
    paths = [each.path.casefold() for each in manifest.placed]
    identities = [each.identity for each in manifest.placed]
    if len(set(paths)) < len(paths) or len(set(identities)) < len(identities):
        raise SourceError(_damaged(shown))
    return manifest


def sha256(data: bytes) -> str:
    """Return the SHA-256 of `data` as 64 hex digits."""
    return hashlib.sha256(data).hexdigest()


def sight_of(data: bytes) -> Sight:
    """Return what the file `data` is, seen from outside."""
    return Sight(sha256(data), essence(data), size=len(data))


def is_part(found: bytes, sent: bytes) -> bool:
    """Tell whether `found` is the beginning of `sent`: a file of ours of which not all arrived.

    No word of anybody else can stand in it, so writing all of `sent` over it loses nothing.
    """
    return 0 < len(found) < len(sent) and sent.startswith(found)


def essence(data: bytes) -> str:
    """Return a SHA-256 over what people read in the Office file `data`; "" for any other file.

    SharePoint puts its columns back into the properties of a file that it received. That is no
    change by a colleague, so properties do not count, and of relations only where links lead to.
    """
    try:
        parts = opc.unpack(data)
    except ValueError:
        return ""
    hidden = [name for name in parts if name.startswith(_PROPERTIES) or name.endswith(".rels")]
    if len(hidden) == len(parts):
        return ""
    links = {name: _links(parts[name]) for name in hidden if name.endswith(".rels")}
    return opc.digest({**parts, **links}, without=[each for each in hidden if not links.get(each)])


def _links(relations: bytes) -> bytes:
    """Return each link out of the package in `relations`: its id and its address."""
    outer = [each for each in _RELATION.findall(relations) if _OUTER.search(each)]
    return b"\n".join(sorted(b" ".join(sorted(_WHERE.findall(each))) for each in outer))


def _damaged(shown: str) -> Problem:
    return Problem(
        Place(shown),
        code="HB531",
        what=f"'{PATH}' op het doel is beschadigd, of noemt plekken die niet van handbook zijn",
        mend=(
            "Er is niets geschreven. Zet een vorige versie van dat bestand terug, of haal het weg;"
            " wat er staat en niet gelijk is aan wat u publiceert, wordt dan een conflict."
        ),
    )


def _of_another(shown: str, theirs: str, ours: str) -> Problem:
    return Problem(
        Place(shown),
        code="HB530",
        what=f"op dit doel staan de documenten van '{brief(theirs)}', niet van '{ours}'",
        mend="Er is niets geschreven. Kies voor elke organisatie een eigen map of zip-bestand.",
    )


def _of_namesake(shown: str, ours: str, theirs: str) -> Problem:
    return Problem(
        Place(shown),
        code="HB530",
        what=f"op dit doel staan de documenten van een andere organisatie, die ook '{ours}' heet",
        mend="Er is niets geschreven. Kies voor elke organisatie een eigen map of zip-bestand. Is "
        "het toch deze organisatie, en raakte haar register verloren, zet dan in "
        f'organisations/{ours}/register.yaml: kenmerk: "{brief(theirs)}".',
    )
