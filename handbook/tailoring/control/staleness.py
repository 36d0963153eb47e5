"""What must be made again, and why."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from handbook.model.common.base_record import fingerprint
from handbook.model.documents.build import Action, Proof, RenderJob
from handbook.model.documents.document import Organisation
from handbook.model.sources.profile import HouseStyle

_MEANING = {
    "tekst": "de tekst is gewijzigd",
    "beheer": "versie, status, datum of eigenaar is gewijzigd",
    "sjabloon": "het sjabloon is gewijzigd",
    "huisstijl": "de huisstijl of het logo is gewijzigd",
    "naam": "de gegevens van de organisatie zijn gewijzigd",
    "bladzijden": "de bladzijdenummers zijn gewijzigd",
    "programma": "het programma is vernieuwd",
    "kenmerk": "het kenmerk in de eigenschappen noemde een geheime locatie",
}
_BY_HAND = "met de hand gewijzigd"
_LENGTH = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What to do with one file, and why in Dutch.

    `changes` are the parts of the fingerprint that changed since the file was written.
    """

    action: Action
    reason: str
    changes: tuple[str, ...] = ()


def fingerprint_of(job: RenderJob, renderer: int) -> str:
    """Return what a Word file is made from, part by part: a later build can say what changed.

    The parts are text, control, template, house style, organisation, page numbers and
    `renderer`, the version of the code that writes Word; each is 16 hex digits. What a host knows
    the document by stays for ever, and is a part only where it could not.
    """
    parts = {
        "tekst": fingerprint(job.document),
        "beheer": fingerprint(job.control),
        "sjabloon": fingerprint(job.template),
        "huisstijl": fingerprint(job.style, job.logo),
        "naam": fingerprint(job.organisation),
        "bladzijden": fingerprint(job.pages),
        "programma": fingerprint(renderer),
    }
    if job.renewed:
        parts["kenmerk"] = fingerprint(job.identity)
    return ";".join(f"{name}={value[:_LENGTH]}" for name, value in parts.items())


def organisation_part(organisation: Organisation) -> str:
    """Return the part of a fingerprint that covers what documents print of the organisation."""
    return f"naam={fingerprint(organisation)[:_LENGTH]}"


def style_part(style: HouseStyle, logo: bytes) -> str:
    """Return the part of a fingerprint that covers how documents look; `logo` is a PNG."""
    return f"huisstijl={fingerprint(style, logo)[:_LENGTH]}"


def with_control(before: str, after: str) -> str:
    """Return the fingerprint `before` with the control of `after`: the text it holds stays told."""
    control = next(part for part in after.split(";") if part.startswith("beheer="))
    return ";".join(control if part.startswith("beheer=") else part for part in before.split(";"))


def verdict(
    *, exists: bool, proof: Proof | None, organisation: str, item: str, wanted: str
) -> Verdict:
    """Return what to do with the file of a document.

    A file is ours when it says it is this document of this organisation and nothing in it changed
    since we wrote it. Any other file is somebody's work: it stays, and the new text stands beside
    it as a proposal, unless what it was made from did not change.

    Args:
        exists: a file stands at the document's place.
        proof: what that file says of itself; None when it is no file of ours, or cannot be read.
        organisation: the organisation's id.
        item: the document's item in the library.
        wanted: the fingerprint of the job, from `fingerprint_of`.
    """
    if not exists:
        return Verdict(action="nieuw", reason="het bestand stond er nog niet")
    if proof is None or (proof.organisation, proof.item) != (organisation, item):
        return Verdict(action="voorstel", reason="dit bestand is niet door handbook gemaakt")
    if not proof.intact and proof.render == wanted:
        return Verdict(action="behouden", reason=f"{_BY_HAND}; de bron bleef gelijk")
    if proof.intact and proof.render == wanted:
        return Verdict(action="ongewijzigd", reason="niets gewijzigd")
    action: Action = "gewijzigd" if proof.intact else "voorstel"
    return named(Verdict(action=action, reason="", changes=_changes(proof.render, wanted)), {})


def named(found: Verdict, sources: Mapping[str, str]) -> Verdict:
    """Return `found` with what changed in the words of `sources`, by part of the fingerprint.

    Where `sources` know better than we do: "locaties gewijzigd in het profiel" for `tekst`.
    """
    if not found.changes:
        return found
    told = [sources.get(name) or _MEANING[name] for name in found.changes]
    by_hand = [_BY_HAND] if found.action == "voorstel" else []
    return replace(found, reason="; ".join([*by_hand, *told]))


def _changes(before: str, after: str) -> tuple[str, ...]:
    old, new = set(before.split(";")), after.split(";")
    names = [part.partition("=")[0] for part in new if part not in old]
    return tuple(name for name in names if name in _MEANING) or ("programma",)
