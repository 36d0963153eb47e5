"""When not to merge: better no merge than a guess."""

from collections.abc import Mapping, Sequence

from handbook.word.merge.blocks.block_decision import Sides
from handbook.word.merge.package.report import Reason, Refused
from handbook.word.package.markup import parse, qualified
from handbook.word.package.package import TYPES, check_package, is_signed, is_strict, read_any
from handbook.word.reading.units import Document
from handbook.word.reading.word_file import read_document

# Below this share of what we wrote it may be another file, or one written anew.
_KNOWN = 0.4
# She may delete most of a document: then nearly all of what is left is ours.
_LEFT = 0.7
_LOCKED = bytes.fromhex("D0CF11E0")


def opened(data: bytes) -> dict[str, bytes] | Refused:
    """Return the parts of her file, or why it cannot be opened."""
    if not data.strip(b"\0"):
        return refused("empty")
    if data.startswith(_LOCKED):
        return refused("locked")
    try:
        parts = read_any(data)
        for name in sorted(parts):
            if name.endswith((".xml", ".rels")):
                parse(parts[name])
    except ValueError as error:
        return refused("unreadable", str(error).partition(":")[0])
    reason = _of_a_kind(parts)
    if reason:
        return refused(reason)
    try:
        check_package(parts)
    except ValueError as error:
        return refused("unreadable", str(error))
    return parts


def _of_a_kind(parts: Mapping[str, bytes]) -> Reason | None:
    """Return why this kind of file is not merged, or None."""
    kinds = parts.get(TYPES, b"")
    if not kinds:
        return "no_word"
    if b"macroEnabled" in kinds or any(name.endswith("vbaProject.bin") for name in parts):
        return "macros"
    if b".template.main+xml" in kinds:
        return "no_word"
    if is_signed(parts):
        return "signed"
    return "strict" if is_strict(parts) else None


def stranger(data: bytes, *, ours: bool) -> Refused:
    """Return why nothing was merged into a file that is not the document at its place.

    `ours` is one that says to be another document, or one of another organisation.
    """
    parts = opened(data)
    if isinstance(parts, Refused):
        return parts
    try:
        read_document(parts)
    except ValueError as error:
        return refused("unreadable", str(error))
    return refused("other_document" if ours else "no_base")


def inserted_whole(document: Document) -> Refused | None:
    """Refuse a file in which another file was inserted whole: its text cannot be seen."""
    roots = (story.root for story in document.stories.values())
    chunk = any(True for root in roots for _ in root.iter(*_WHOLE))
    return refused("chunk") if chunk else None


def unlike(sides: Sides) -> Refused | None:
    """Refuse a file in which too little is found of what we wrote."""
    said: Sequence[int] = [at for at, unit in enumerate(sides.base) if unit.text.strip()]
    found = sum(at in sides.to_hers.pairs for at in said)
    left = sum(bool(unit.text.strip()) for unit in sides.hers)
    if found < _KNOWN * len(said) and found <= _LEFT * left:
        return refused("unlike", f"{found} van de {len(said)} tekstblokken herkend")
    return None


def refused(reason: Reason, detail: str = "") -> Refused:
    """Return a refusal in words."""
    why = _WHY[reason] + (f" ({detail})" if detail else "") + "."
    return Refused(reason, why, f"{_MEND.get(reason, '')} {_BY_HAND}".lstrip())


_WHY: Mapping[Reason, str] = {
    "no_base": "Dit bestand draagt niet bij zich wat wij er het laatst in schreven",
    "damaged_base": "Wat wij het laatst schreven, is in dit bestand beschadigd",
    "two_bases": "Dit bestand kan van meer dan één versie gemaakt zijn, en dat maakt verschil",
    "lost_base": (
        "Dit bestand zegt niet meer waarvan het is gemaakt, en het kan ouder zijn dan de teksten "
        "die daarvan nog bekend zijn"
    ),
    "other_document": "Dit bestand is een ander document",
    "unlike": "Er is te weinig over van wat wij schreven om samen te voegen",
    "strict": "Dit bestand is als 'Strict Open XML' opgeslagen",
    "signed": "Dit bestand is digitaal ondertekend, en samenvoegen zou de handtekening verbreken",
    "macros": "Dit bestand bevat macro's",
    "chunk": "In dit bestand is een ander bestand in zijn geheel ingevoegd",
    "empty": "Dit bestand is leeg",
    "no_word": "Dit is geen Word-document, al heet het zo",
    "unreadable": "Dit bestand is niet te lezen",
    "locked": "Dit bestand is met een wachtwoord beveiligd, of van een oud soort Word",
    "fault": "Bij het samenvoegen ging iets mis in handbook zelf",
    "gate": "Het samengevoegde bestand zou fouten bevatten die uw bestand niet heeft",
}
_BY_HAND = (
    "Neem uit het voorstel over wat u wilt, of zet uw eigen stukken in het voorstel en geef dat de "
    "naam van het document."
)
_MEND: Mapping[Reason, str] = {
    "signed": "Laat het zo, of haal in Word de handtekening eraf en bouw opnieuw.",
    "fault": "Meld dit aan de makers; er staan geen gegevens van u in.",
    "strict": "Bewaar het in Word als gewoon Word-document (.docx) en bouw opnieuw.",
    "macros": "Bewaar het in Word zonder macro's, als .docx, en bouw opnieuw.",
    "chunk": "Open het in Word, bewaar het en bouw opnieuw.",
    "other_document": "Kwam het hier per ongeluk, zet het dan op zijn plaats terug.",
    "empty": (
        "Staat het alleen in de cloud, zorg dan dat het ook op de computer staat en bouw opnieuw."
    ),
    "no_word": "Bewaar het in Word als gewoon Word-document (.docx) en bouw opnieuw.",
    "unreadable": "Herstel het met Word: 'Openen', dan 'Openen en herstellen'.",
    "locked": "Haal het wachtwoord eraf, of bewaar het als .docx, en bouw opnieuw.",
}
_WHOLE = (qualified("w:altChunk"), qualified("w:subDoc"))
