"""A PDF → every text in it, page by page, with what stands beside its pages.

What has no text that can be read, such as a scan, is named and never passed over.
"""

import io
import logging
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Any

from pypdf import PdfReader

WHOLE = "het hele bestand"
_MOST_PAGES = 2_000
_LARGEST = 40_000_000  # characters of all texts together
_DEEPEST = 50
# It tells a log of each oddity in a file; what cannot be read is told in our own words.
logging.getLogger("pypdf").setLevel(logging.CRITICAL)


@dataclass(frozen=True, slots=True, kw_only=True)
class PdfText:
    """What a PDF says: texts with where they stand, and the names of what could not be read.

    `attached` are the files that lie in it, by name, `photos` the JPEGs that its pages show, by
    page. `scripts` tells that it runs or starts
    something at whoever opens it.
    """

    texts: tuple[tuple[str, str], ...] = ()
    unread: tuple[str, ...] = ()
    attached: tuple[tuple[str, bytes], ...] = ()
    photos: tuple[tuple[str, bytes], ...] = ()
    scripts: bool = False


def is_pdf(data: bytes) -> bool:
    """Tell whether `data` is a PDF, by what readers of a PDF look for."""
    return b"%PDF-" in data[:1024]


@lru_cache(maxsize=2)  # it is asked for its words, and then for what it runs
def read_pdf(data: bytes) -> PdfText:
    """Return what the PDF `data` says; one that cannot be opened is unread as a whole."""
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            return PdfText(unread=(WHOLE,))
        pages = len(reader.pages)
    except Exception:  # noqa: BLE001 -- whatever a file from anywhere makes a reader stumble over
        return PdfText(unread=(WHOLE,))
    if pages > _MOST_PAGES:
        return PdfText(unread=(WHOLE,))
    reading = _Reading(reader)
    texts, silent = reading.pages(pages)
    beside = reading.beside()
    unread = (WHOLE,) if silent and len(silent) == pages else tuple(silent)
    return PdfText(
        texts=(*texts, *beside),
        unread=(*unread, *dict.fromkeys(reading.stumbled)),
        attached=tuple(reading.attached()),
        photos=tuple(reading.photos(pages)),
        scripts=reading.scripts(),
    )


class _Reading:
    """Reads one file; what it stumbles over is remembered by name."""

    def __init__(self, reader: PdfReader) -> None:
        self._reader = reader
        self._room = _LARGEST
        self.stumbled: list[str] = []

    def pages(self, number: int) -> tuple[list[tuple[str, str]], list[str]]:
        """Return the texts of the pages, and the names of those of which nothing can be read."""
        texts: list[tuple[str, str]] = []
        silent: list[str] = []
        for index in range(number):
            name = f"bladzijde {index + 1}"
            found = self._try(name, partial(self._lines, index), [])
            texts += [("de tekst", each) for each in found]
            if not found and name not in self.stumbled and self._shows(index):
                silent.append(name)
            texts += self._try(name, partial(self._noted, index), [])
        return texts, silent

    def beside(self) -> list[tuple[str, str]]:
        """Return what stands beside the pages: properties, form fields and the outline."""
        return [
            *self._try("de eigenschappen", lambda: [*self._properties()], []),
            *self._try("de invulvelden", lambda: [*self._fields()], []),
            *self._try("de inhoudsopgave", lambda: [*self._outline(self._reader.outline, 0)], []),
        ]

    def attached(self) -> Iterator[tuple[str, bytes]]:
        """Yield the files that lie in it."""
        found = self._try("de bijlagen", lambda: dict(self._reader.attachments), {})
        for name, versions in found.items():
            yield from ((name, data) for data in versions)

    def photos(self, number: int) -> Iterator[tuple[str, bytes]]:
        """Yield the JPEGs that the pages show, each once: a camera writes in them where it was."""
        seen: set[int] = set()
        for index in range(number):
            name = f"bladzijde {index + 1}"
            found = self._try(name, partial(self._pictures, index, seen), [])
            yield from ((name, each) for each in found)

    def _pictures(self, index: int, seen: set[int]) -> list[bytes]:
        return [*self._photos(index, seen)]

    def _photos(self, index: int, seen: set[int]) -> Iterator[bytes]:
        resources = _object(self._reader.pages[index].get("/Resources", {})) or {}
        for reference in (_object(resources.get("/XObject", {})) or {}).values():
            number = getattr(reference, "idnum", 0)
            picture = _object(reference)
            if number in seen or picture.get("/Subtype") != "/Image":
                continue
            seen.add(number)
            if "/DCTDecode" in str(picture.get("/Filter", "")):
                yield picture.get_data()

    def scripts(self) -> bool:
        """Tell whether it runs or starts something by itself."""
        return bool(self._try("de acties", lambda: any(self._actions()), default=False))

    def _actions(self) -> Iterator[bool]:
        root = self._root()
        yield "/JavaScript" in _object(root.get("/Names", {}))
        opened = _object(root.get("/OpenAction", {}))
        yield isinstance(opened, dict) and opened.get("/S") in ("/JavaScript", "/Launch")
        for page in self._reader.pages:
            for each in _object(page.get("/Annots", [])) or []:
                action = _object(_object(each).get("/A", {}))
                yield isinstance(action, dict) and action.get("/S") in ("/JavaScript", "/Launch")

    def _root(self) -> Any:
        return _object(self._reader.trailer["/Root"])

    def _try(self, name: str, work: Callable[[], Any], default: Any) -> Any:
        try:
            return work()
        except Exception:  # noqa: BLE001 -- one odd page stops no other
            self.stumbled.append(name)
            return default

    def _lines(self, index: int) -> list[str]:
        text = self._reader.pages[index].extract_text()
        self._room -= len(text)
        if self._room < 0:
            raise ValueError("too much text")
        return [*filter(str.strip, text.splitlines())]

    def _shows(self, index: int) -> bool:
        """Tell whether a page without text shows a picture, or draws something."""
        page = self._reader.pages[index]
        return bool(self._try("", lambda: page.get_contents() is not None, default=True))

    def _noted(self, index: int) -> list[tuple[str, str]]:
        return [*self._notes(index)]

    def _notes(self, index: int) -> Iterator[tuple[str, str]]:
        for each in _object(self._reader.pages[index].get("/Annots", [])) or []:
            note = _object(each)
            yield from (("een opmerking", str(note[key])) for key in _SAID if note.get(key))
            action = _object(note.get("/A", {}))
            for key in ("/URI", "/F") if isinstance(action, dict) else ():
                if action.get(key):
                    yield "een koppeling", str(_object(action[key]))

    def _properties(self) -> Iterator[tuple[str, str]]:
        for value in (self._reader.metadata or {}).values():
            yield "de eigenschappen", str(_object(value))
        told = _object(self._root().get("/Metadata"))
        if told is not None:
            yield "de eigenschappen", told.get_data().decode("utf-8", errors="replace")

    def _fields(self) -> Iterator[tuple[str, str]]:
        for name, field in (self._reader.get_fields() or {}).items():
            yield "een invulveld", name
            if field.get("/V"):
                yield "een invulveld", str(_object(field["/V"]))

    def _outline(self, entries: Iterable[Any], depth: int) -> Iterator[tuple[str, str]]:
        for each in entries if depth < _DEEPEST else ():
            if isinstance(each, list):
                yield from self._outline(each, depth + 1)
            else:
                yield "de inhoudsopgave", str(each.title)


_SAID = ("/Contents", "/RC", "/T", "/TU", "/V", "/Alt")


def _object(value: Any) -> Any:
    return value.get_object() if hasattr(value, "get_object") else value
