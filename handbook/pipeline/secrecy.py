"""Does a file that we do not write ourselves tell of a secret location?"""

import hashlib
import html
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Literal

from handbook import parcel, storage
from handbook.errors import Place, Problem
from handbook.loading.secret import Secret, pattern
from handbook.loading.workspace import Loaded, tool_template
from handbook.model.outcome import DocumentOutcome
from handbook.pipeline.delivery import ASKED, DROPPED, FORMER, Delivery
from handbook.pipeline.desk import Desk

_BREAK = re.compile(r"</w:p>|</w:tc>|<w:br ?/>|<w:tab ?/>|</si>|</t>")
_TAG = re.compile(r"<[^>]*>")
_HERS = ("behouden", "voorstel")
_MEND = (
    "Haal naam en adres van de geheime locatie er in Word uit, ook uit de eigenschappen, of haal "
    "het bestand weg."
)


def in_templates(loaded: Loaded) -> tuple[Problem, ...]:
    """Return a problem for each own template that tells of a secret location (HB225)."""
    secret = pattern(loaded.secrets)
    if secret is None:
        return ()
    return tuple(
        _told(file, "HB225", "dit sjabloon noemt een geheime locatie", weight="fout")
        for kind, (file, data) in loaded.templates.items()
        if data != tool_template(kind) and tells(data, secret)
    )


def in_kept_files(desk: Desk, deliveries: Sequence[Delivery]) -> tuple[Problem, ...]:
    """Return a `let op` for each file that stays hers and tells of a secret location (HB226).

    A location can become secret after its documents were made: what a person changed in them is
    never written over, and former files are kept.
    """
    secret = pattern(desk.loaded.secrets)
    if secret is None:
        return ()
    search = Search(secret)
    merged = (
        _told_now(move.path)
        for each in deliveries
        if each.outcome.action == "samengevoegd"
        for move in each.moves
        if search.finds(move.data)
    )
    outcomes = (each.outcome for each in deliveries)
    return (*in_files(desk.root, desk.loaded.secrets, set(_kept(desk, outcomes))), *merged)


def in_files(root: Path, secrets: Sequence[str], paths: Iterable[Path]) -> tuple[Problem, ...]:
    """Return a `let op` for each of `paths` that tells of one of `secrets` (HB226)."""
    secret = pattern(secrets)
    if secret is None:
        return ()
    search = Search(secret)
    return tuple(
        _told_now(path.relative_to(root).as_posix())
        for path in sorted(paths)
        if search.finds(storage.read(path) or b"")
    )


def tells(data: bytes, secret: Secret) -> bool:
    """Tell whether the Word or Excel file `data` holds a text that `secret` finds."""
    return Search(secret).finds(data)


class Search:
    """Looks for a secret in many files; a part that many of them have is read once."""

    def __init__(self, secret: Secret) -> None:
        self._secret = secret
        self._clean: set[bytes] = set()

    def finds(self, data: bytes) -> bool:
        """Tell whether the Word or Excel file `data` holds a text that the secret finds."""
        try:
            parts = parcel.unpack(data)
        except ValueError:
            return False
        return any(
            self.told_in(part) for name, part in parts.items() if name.endswith((".xml", ".rels"))
        )

    def told_in(self, part: bytes) -> bool:
        """Tell whether a part of such a file does."""
        kept = parcel.kept_in(part)
        if kept is None:
            return self._said(part)
        return any(self._said(text.encode()) for text in kept.values())

    def _said(self, text: bytes) -> bool:
        key = hashlib.sha256(text).digest()
        if key in self._clean:
            return False
        typed = html.unescape(text.decode("utf-8", errors="replace"))
        read = _TAG.sub("", _BREAK.sub(" ", typed))
        if self._secret.search(read) or self._secret.search(typed):
            return True
        self._clean.add(key)
        return False


def _kept(desk: Desk, outcomes: Iterable[DocumentOutcome]) -> Iterator[Path]:
    for outcome in outcomes:
        if outcome.action in _HERS:
            yield desk.output / Path(outcome.path).name
            yield desk.output / re.sub(r" \(voorstel( \d)?\)", "", Path(outcome.path).name)
    for folder in (desk.output / DROPPED, desk.output / ASKED, desk.home / FORMER):
        yield from (path for path in folder.rglob("*") if path.suffix in (".docx", ".xlsx"))


def _told_now(file: str) -> Problem:
    return _told(file, "HB226", "dit bestand noemt een locatie die nu geheim is", weight="let op")


def _told(file: str, code: str, what: str, *, weight: Literal["fout", "let op"]) -> Problem:
    return Problem(Place(file), code, what, _MEND, weight)
