"""Does a file that we do not write ourselves tell of a secret location?"""

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path

from handbook import folders, opc, storage
from handbook.errors import Place, Problem
from handbook.inspection.file_text import OFFICE, PDF, Reading, said_beside, said_in
from handbook.inspection.pdf_text import is_pdf
from handbook.inspection.pictures.picture_order import shown
from handbook.inspection.pieces import Piece, readings
from handbook.loading.profile.secret_places import Secret, concealed, pattern
from handbook.loading.template_files import tool_template
from handbook.loading.workspace import Loaded
from handbook.model.documents.build import DocumentOutcome
from handbook.pipeline.organisation.context import OrganisationContext
from handbook.pipeline.organisation.internal_error import Fault, attempt
from handbook.pipeline.organisation.paths import APPROVED, DROPPED
from handbook.pipeline.placement.moves import FORMER, Delivery
from handbook.pipeline.placement.placement_decision import ASKED
from handbook.pipeline.safeguards.searched_files import NOTHING, Look, Searched, recall
from handbook.pipeline.safeguards.unfinished_text import Weight

_HERS = ("behouden", "voorstel")
_WHOLE = "het hele bestand"
_SHOWN = 5  # names of parts in one message
_MEND = (
    "Haal naam en adres van de geheime locatie er in Word uit, ook uit de eigenschappen, of haal "
    "het bestand weg."
)


_PHOTO = (
    "Kies in Word bij 'Afbeeldingsindeling' voor 'Afbeeldingen comprimeren', zonder 'Alleen op "
    "deze afbeelding toepassen'. Helpt dat niet: knip de foto uit en plak haar terug met 'Plakken "
    "speciaal', als PNG."
)


def in_templates(loaded: Loaded) -> tuple[Problem, ...]:
    """Return a problem for each own template that tells of a secret location (HB225).

    One that holds what cannot be read is a `let op` (HB474).
    """
    secret = pattern(loaded.secrets)
    if secret is None:
        return ()
    search = Search(secret)
    found: list[Problem] = []
    for kind, (file, data) in loaded.templates.items():
        if data == tool_template(kind):
            continue
        look = search.look(data)
        if look.tells:
            what = "dit sjabloon noemt een geheime locatie"
            found.append(Problem(Place(file), code="HB225", what=what, mend=_MEND))
        found += unread(file, look.unread)
        # Most pictures of a template have lost their metadata by now; of some kinds they stay.
        found += places(file, look.placed, "let op")
    return tuple(found)


def in_kept_files(
    context: OrganisationContext, deliveries: Sequence[Delivery]
) -> tuple[tuple[Problem, ...], Searched]:
    """Return a `let op` for each file that stays hers and tells of a secret location (HB226).

    With it comes what was searched, for the next build: a file that did not change is not searched
    again.

    A location can become secret after its documents were made: what a person changed in them is
    never written over, and former files are kept. What could not be read is told too (HB474), also
    of the templates that documents are made with.
    """
    secret = pattern(context.loaded.secrets)
    if secret is None:
        return (), NOTHING
    search = Search(secret, recall(context.root, context.name, secret))
    merged = (
        problem
        for each in deliveries
        if each.outcome.action in ("samengevoegd", "behouden")
        for move in each.moves
        if move.kind == "schrijven"
        for problem in _told(move.path, search.look(move.data))
    )
    outcomes = (each.outcome for each in deliveries)
    kept = set(_kept(context, outcomes))
    templates = (each for each in in_templates(context.loaded) if each.weight == "let op")
    found = (*templates, *_in_files(context.root, search, kept), *merged)
    return tuple(concealed(each, secret) for each in found), search.searched


def in_files(
    root: Path, secrets: Sequence[str], paths: Iterable[Path], known: Searched = NOTHING
) -> tuple[tuple[Problem, ...], Searched]:
    """Return a `let op` for each of `paths` that tells of one of `secrets` (HB226).

    With it comes `known`, what was searched for the same before, with these files.
    """
    secret = pattern(secrets)
    if secret is None:
        return (), known
    search = Search(secret, known)
    found = tuple(concealed(each, secret) for each in _in_files(root, search, paths))
    return found, search.searched


def unread(file: str, parts: Sequence[str]) -> Iterator[Problem]:
    """Yield a `let op` on `parts` of a file, which may tell of a secret location (HB474)."""
    if parts:
        yield Problem(
            Place(file),
            code="HB474",
            what=f"hierin is niet gezocht naar een geheime locatie: {listed(parts)}",
            mend="Dit is niet te lezen voor handbook. Kijk zelf na of er geen naam of adres in "
            "staat, of haal het uit het bestand.",
            weight="let op",
        )


def places(file: str, pictures: Sequence[str], weight: Weight) -> Iterator[Problem]:
    """Yield that `pictures` in a file say where they were taken (HB264).

    A position is no address that could be searched for: it may be that of a secret location.
    """
    if pictures:
        what = f"hier zegt een foto in haar gegevens waar zij is gemaakt: {listed(pictures)}"
        yield Problem(Place(file), code="HB264", what=what, mend=_PHOTO, weight=weight)


def listed(parts: Sequence[str]) -> str:
    """Return the names of parts as a message shows them: without signs that no name has."""
    names = [re.sub(r"[^\w./ -]", "?", each)[:80] for each in parts[:_SHOWN]]
    return f"{', '.join(names)}{', …' if len(parts) > _SHOWN else ''}"


class Search:
    """Looks for a secret in many files; a part that many of them have is read once.

    `known` is what was searched for the same secret before.
    """

    def __init__(self, secret: Secret, known: Searched = NOTHING) -> None:
        self._secret = secret
        self._sought = known.sought
        self._files = dict(known.files)
        self._looks = dict(known.looks)
        self._clean: dict[bytes, Look] = {}
        self._quiet: set[str] = set()

    @property
    def searched(self) -> Searched:
        """What is known of files by now, also of those that were searched before."""
        return Searched(sought=self._sought, files=self._files, looks=self._looks)

    def look(self, data: bytes) -> Look:
        """Return whether the Word or Excel file or the PDF `data` tells of the secret."""
        if is_pdf(data):
            said = said_in(data)
            return Look(tells=self._tells(said.pieces), unread=said.opaque, placed=said.placed)
        try:
            parts = opc.unpack(data)
        except ValueError:
            return Look(unread=(_WHOLE,))
        reading = Reading()
        looks = [self._in_part(reading, name, part) for name, part in parts.items()]
        tells = any(each.tells for each in looks) or self._tells(said_beside(parts, data))
        return Look(
            tells=tells,
            unread=tuple(name for each in looks for name in each.unread),
            placed=shown(parts, (name for each in looks for name in each.placed)),
        )

    def look_at(self, root: Path, path: Path) -> Look | None:
        """Return what `look` does of a file in `root`, searched anew only where it changed.

        None where there is no such file.
        """
        name = path.relative_to(root).as_posix()
        stamp = _stamp(path)  # before it is read: what is saved meanwhile is another file
        known, digest = self._files.get(name, (None, ""))
        if known is None or known != stamp or digest not in self._looks:
            data = storage.read(path)
            if data is None:
                return None
            digest = storage.sha256(data)
            if digest not in self._looks:
                self._looks[digest] = self.look(data)
            if stamp:
                self._files[name] = (stamp, digest)
        return self._looks[digest]

    def told_in(self, part: bytes) -> bool:
        """Tell whether a hidden part of such a file does."""
        return self._in_part(Reading(), "customXml/item.xml", part).tells

    def _in_part(self, reading: Reading, name: str, data: bytes) -> Look:
        key = hashlib.sha256(b"\0".join((name.encode(errors="replace"), data))).digest()
        if key in self._clean:
            return self._clean[key]
        said = reading.part(name, data)
        tells = self._tells((*said.pieces, *said.kept))
        look = Look(tells=tells, unread=said.opaque, placed=said.placed)
        # What did not fit in the room of this file may fit in that of another.
        if not look.tells and name not in look.unread:
            self._clean[key] = look
        return look

    def _tells(self, pieces: Iterable[Piece]) -> bool:
        for _, text in readings(pieces):
            if text not in self._quiet:
                if self._secret.search(text):
                    return True
                self._quiet.add(text)
        return False


def tells(data: bytes, secret: Secret) -> bool:
    """Tell whether the Word or Excel file `data` holds a text that `secret` finds."""
    return Search(secret).look(data).tells


def _in_files(root: Path, search: Search, paths: Iterable[Path]) -> Iterator[Problem]:
    for path in sorted(paths):
        look = attempt(partial(search.look_at, root, path))
        if isinstance(look, Fault):  # a fault of ours with one file: nobody looked into it
            look = Look(unread=(_WHOLE,))
        if look is not None:
            yield from _told(path.relative_to(root).as_posix(), look)


def _stamp(path: Path) -> storage.Stamp | None:
    try:
        return storage.stamp(path)
    except OSError:  # whoever reads the file tells why
        return None


def _kept(context: OrganisationContext, outcomes: Iterable[DocumentOutcome]) -> Iterator[Path]:
    for outcome in outcomes:
        if outcome.action in _HERS:
            yield context.output / Path(outcome.path).name
            yield context.output / re.sub(r" \(voorstel( \d)?\)", "", Path(outcome.path).name)
    for folder in (
        context.output / APPROVED,
        context.output / DROPPED,
        context.output / ASKED,
        context.home / FORMER,
    ):
        yield from (path for path in folders.files(folder) if _is_office(path))


def _is_office(path: Path) -> bool:
    return path.suffix.lower() in {*OFFICE, PDF} and not path.name.startswith((".", "~$"))


def _told(file: str, look: Look) -> Iterator[Problem]:
    if look.tells:
        what = "dit bestand noemt een locatie die nu geheim is"
        yield Problem(Place(file), code="HB226", what=what, mend=_MEND, weight="let op")
    yield from unread(file, look.unread)
    yield from places(file, look.placed, "let op")
