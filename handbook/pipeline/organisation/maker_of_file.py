"""Which organisation made a file, by the name in its properties and the words that it prints.

A seal names a profile, and in another working folder the profile of another organisation may be
called the same.
"""

import html
import re
import unicodedata
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path

from handbook import opc, storage
from handbook.errors import HandbookError
from handbook.inspection.file_text import said_in
from handbook.package_normalisation import ordinary

_COMPANY = re.compile(rb"<(?:\w+:)?Company>([^<]*)</")
_WORD = re.compile(r"[^\W_]+")


def maker_of(data: bytes) -> str:
    """Return the organisation that the properties of an Office file name; "" where none is."""
    try:
        parts = ordinary(opc.unpack(data))
    except ValueError:
        return ""
    match = _COMPANY.search(parts.get("docProps/app.xml", b""))
    return html.unescape(match[1].decode(errors="replace")) if match else ""


def prints_one_of(data: bytes, told: Iterable[str]) -> bool:
    """Tell whether the Office file `data` is of an organisation, by what is `told` of it.

    A number counts wherever it is printed. A name is compared with that of the maker, whole: any
    text may speak of somebody else. Only where no maker is named, it counts where it is printed.
    """
    wanted = [words for text in told if (words := _words(text))]
    maker = _words(maker_of(data))
    if maker and maker in wanted:
        return True
    if maker:
        wanted = [words for words in wanted if words.strip().isdigit()]
    try:
        said = _words(" ".join(piece.text for piece in said_in(data).pieces))
    except ValueError:
        return False
    return any(words in said for words in wanted)


def strange_to(
    paths: Iterable[Path], told: Sequence[str], known: Collection[str] = ()
) -> tuple[Path, ...]:
    """Return the files of makers of whom none of the files prints one of `told`.

    An organisation changes its name or its KvK number, and former files keep the old one: so the
    files of one maker speak for each other. So does one whose SHA-256 is `known` to be hers.
    """
    by_maker: dict[str, list[Path]] = {}
    for path in paths:
        by_maker.setdefault(_words(maker_of(_read(path))), []).append(path)
    own = {_words(text) for text in told}
    return tuple(
        path
        for maker, files in by_maker.items()
        if not (maker and maker in own) and not _any_of_hers(files, told, known)
        for path in files
    )


def _any_of_hers(paths: Iterable[Path], told: Sequence[str], known: Collection[str]) -> bool:
    """Tell whether one of the files is hers; what lies in two places is read once."""
    found = {_read(path) for path in paths}
    return any(storage.sha256(data) in known or prints_one_of(data, told) for data in found)


def _read(path: Path) -> bytes:
    try:
        return storage.read(path) or b""
    except HandbookError:
        return b""


def _words(text: str) -> str:
    """Return the words of a text in small letters, each between blanks of its own."""
    folded = unicodedata.normalize("NFKC", text.replace("\u00ad", "")).casefold()
    return "".join(f" {word} " for word in _WORD.findall(folded))
