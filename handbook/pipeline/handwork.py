"""What people changed in finished documents, known before anything is numbered."""

from pathlib import Path

from handbook import storage
from handbook.model.register import Entry, Register
from handbook.word.proof import prove


def edited_since_approval(root: Path, name: str, register: Register) -> frozenset[str]:
    """Return the items whose file in output/ was changed by hand since that version was approved.

    A file that is gone, that is not ours, or that we made anew ourselves does not count.

    Raises:
        StorageError: a file cannot be read.
    """
    folder = root / "output" / name
    approved = [each for each in register.entries if each.current.approved and not each.dropped]
    return frozenset(each.item for each in approved if _edited(folder, name, each))


def _edited(folder: Path, name: str, entry: Entry) -> bool:
    data = storage.read(folder / entry.filename)
    if data is None or storage.sha256(data) in {each.digest for each in entry.current.frozen}:
        return False
    proof = prove(data)
    if proof is None or (proof.organisation, proof.item) != (name, entry.item):
        return False
    return not proof.intact
