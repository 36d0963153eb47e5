"""The id of an organisation whose register was lost, as the copies of its documents keep it."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from handbook import opc, storage
from handbook.errors import HandbookError
from handbook.inspection.file_text import Reading
from handbook.loading.text.workspace_files import ORGANISATIONS
from handbook.model.sources.register import Register
from handbook.pipeline.organisation.base_file import LIMITS, OWNER
from handbook.word.provenance.base import read_kept

COPIES = ".basis.zip"
_ID = re.compile(rb"[0-9a-f]{16}")


def with_kept_id(root: Path, name: str, register: Register, number: str) -> Register:
    """Return `register` with the id that the copies keep, where it has none and they are hers.

    They are where one of them prints her KvK `number`: a name alone could be somebody else's. A
    host knows her by that id, and a new one would differ once her name has changed.
    """
    if register.key is not None:
        return register
    try:
        found = opc.unpack(storage.read(root / ORGANISATIONS / name / COPIES) or b"", LIMITS)
    except (HandbookError, ValueError):
        return register
    key = found.get(OWNER, b"")
    printed = re.compile(rf"(?<!\d){re.escape(number)}(?!\d)")
    if not _ID.fullmatch(key) or not any(printed.search(text) for text in _texts(found)):
        return register
    return register.model_copy(update={"key": key.decode()})


def _texts(copies: Mapping[str, bytes]) -> Iterator[str]:
    for part in (copies[each] for each in sorted(copies) if each.endswith(".xml")):
        try:
            parts = dict(read_kept(part).parts)
            yield "\n".join(piece.text for piece in Reading().package(parts).pieces)
        except ValueError:
            continue
