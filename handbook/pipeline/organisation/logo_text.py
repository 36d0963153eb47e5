"""A logo that is a drawing → whether the texts in it tell of a secret location."""

from collections.abc import Iterator

from handbook.errors import Place, Problem
from handbook.inspection.file_text import Reading
from handbook.inspection.pieces import readings
from handbook.loading.workspace import Loaded
from handbook.word.pictures.metadata_removal import without_metadata

_HEAD = 4_000  # bytes in which a drawing says that it is one
_DRAWING = b"<svg"


def told_by_logo(loaded: Loaded, name: str) -> Iterator[Problem]:
    """Yield that the logo of `name` tells of a secret location (HB267).

    Every document shows what is drawn. What stands beside it, such as a title, is not printed, but
    the file itself may go from hand to hand: a `let op`.
    """
    if not loaded.secrets or _DRAWING not in loaded.logo[:_HEAD]:
        return
    if _tells(loaded, without_metadata(loaded.logo)):
        yield Problem(
            Place(f"organisations/{name}.yaml"),
            code="HB267",
            what="in het logo staat de naam, een deel daarvan of het adres van een geheime locatie",
            mend="Elk document toont het logo. Haal de tekst eruit, of kies een ander logo.",
        )
    elif _tells(loaded, loaded.logo):
        yield Problem(
            Place(f"organisations/{name}.yaml"),
            code="HB267",
            what="in de gegevens van het logo staat iets van een geheime locatie",
            mend="Het komt in geen document. Haal het uit het bestand voor u dat weggeeft.",
            weight="let op",
        )


def _tells(loaded: Loaded, logo: bytes) -> bool:
    said = Reading().part("logo.svg", logo)
    return any(loaded.secrets.search(text) for _, text in readings(said.pieces))
