"""Whose is it: an organisation is opened only when all that lies there is its own.

A folder is copied to begin the next client, a profile gets another name, two folders are put
together: each brings a register, an archive and former files of somebody else along. So whoever
reads an organisation reads it here.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from handbook import folders, storage
from handbook.errors import HandbookError, Place, Problem, SourceError
from handbook.excel import prove_sheet
from handbook.loading.owners import now_called, register_at, register_head, typed_names
from handbook.loading.text.workspace_files import ORGANISATIONS
from handbook.loading.workspace import Loaded, Workspace, read_profile
from handbook.model.documents.build import Proof
from handbook.model.sources.register import Entry, Frozen, Register
from handbook.pipeline.organisation.logo_text import told_by_logo
from handbook.pipeline.organisation.maker_of_file import prints_one_of, strange_to
from handbook.pipeline.organisation.ownership_problems import (
    JOURNAL,
    broken_off,
    former_name,
    made_by_others,
    not_proved,
    of_others,
    other_organisation,
    other_profile,
    titles_unknown,
)
from handbook.pipeline.organisation.paths import ARCHIVE, archived, standing
from handbook.tailoring.content.document_set import document_set
from handbook.tailoring.control.ownership import is_other_profile, says_whose
from handbook.word.package.seal import prove
from handbook.word.pictures.metadata_removal import without_metadata_in

_HOME = (ARCHIVE, ".vorige")
_KINDS = (".docx", ".xlsx")


def opened(workspace: Workspace, name: str) -> Loaded:
    """Return the organisation `name` as `read_profile` does, sure that what lies there is its own.

    Its templates come without what pictures in them say beside their pixels.

    Raises:
        HandbookError: as `read_profile`.
        SourceError: HB267, the logo tells of a secret location; HB596, the register or the files
            are of another organisation; HB599, a rename broke off.
    """
    refuse_while_renaming(workspace.root, name)
    loaded = read_profile(workspace, name)
    register, profile = loaded.register, loaded.profile
    if is_other_profile(register, name):
        raise SourceError(other_profile(name, register.profile or ""))
    if not says_whose(register):
        _prove(workspace, name, loaded)
    elif register.contradicts(profile.name, profile.chamber_number):
        raise SourceError(other_organisation(name))
    plain = {
        kind: (file, without_metadata_in(data)) for kind, (file, data) in loaded.templates.items()
    }
    told = tuple(told_by_logo(loaded, name))
    if wrong := [each for each in told if each.weight == "fout"]:
        raise SourceError(*wrong)
    return replace(loaded, templates=plain, notices=(*loaded.notices, *told))


def opened_without_register(workspace: Workspace, name: str) -> Loaded:
    """Return the organisation `name` as if its register had no documents, to make them anew.

    Of the register that lies there, damaged or not, whose it is must fit. Whose each file is, that
    lies there, is still to be asked of the file.

    Raises:
        HandbookError: as `read_profile`.
        SourceError: HB596, the register is of another organisation; HB599, a rename broke off.
    """
    refuse_while_renaming(workspace.root, name)
    head = register_head(workspace.root, name)
    if is_other_profile(head, name):
        raise SourceError(other_profile(name, head.profile or ""))
    loaded = read_profile(workspace, name, head)
    if head.contradicts(loaded.profile.name, loaded.profile.chamber_number):
        raise SourceError(other_organisation(name))
    return loaded


def owners_at(root: Path, name: str) -> frozenset[str]:
    """Return the names that a file of `name` may carry, however broken its profile is.

    For what must work on a profile that cannot be read whole; `opened` asks more.

    Raises:
        SourceError: HB596 register or files are of another organisation, HB599 a rename broke off.
    """
    refuse_while_renaming(root, name)
    register = register_head(root, name)
    if is_other_profile(register, name):
        raise SourceError(other_profile(name, register.profile or ""))
    told = typed_names(root, name)
    if register.contradicts(*told):
        raise SourceError(other_organisation(name))
    if not says_whose(register) and None not in told:
        with suppress(HandbookError):
            register = register_at(root, name)
        _prove_by_files(root, name, register, [each for each in told if each])
    return register.owners(name)


def refuse_while_renaming(root: Path, name: str) -> None:
    """Refuse an organisation of which a rename broke off: half of it has the other name.

    Raises:
        SourceError: HB599.
    """
    note = storage.read(root / ORGANISATIONS / JOURNAL)
    if note is None:
        return
    former, later = renaming_in(note)
    if name in (former, later) or not later:
        raise SourceError(broken_off(former, later))


def renaming_in(note: bytes) -> tuple[str, str]:
    """Return the old and the new name in the note of a rename; empty where it cannot be read."""
    found = re.findall(rb'"(van|naar)": "([a-z0-9-]*)"', note)
    told = {key: value.decode() for key, value in found}
    return told.get(b"van", ""), told.get(b"naar", "")


def seal_of(data: bytes) -> Proof | None:
    """Return what a Word file or a workbook says of itself, or None when it carries no seal."""
    return prove(data) or prove_sheet(data)


def foreign(path: Path, root: Path, data: bytes, owners: Collection[str]) -> tuple[Problem, ...]:
    """Return that the file at `path` is of another organisation (HB597); nothing where it is not.

    Args:
        path: where it lies.
        root: the working folder.
        data: its bytes.
        owners: the names that it may carry.
    """
    proof = seal_of(data)
    if proof is None or proof.organisation in owners:
        return ()
    return (
        Problem(
            Place(path.relative_to(root).as_posix()),
            code="HB597",
            what=f"dit bestand is van '{proof.organisation}', een andere organisatie",
            mend="Het is nergens voor gebruikt. Zet het terug in de map van die organisatie, of "
            "haal het hier weg.",
        ),
    )


def sealed_for(root: Path, name: str) -> dict[str, tuple[Path, ...]]:
    """Return the files that lie at `name` and carry a seal, by the organisation it names."""
    found: dict[str, list[Path]] = {}
    for path in _lying(root, name):
        with suppress(HandbookError):
            proof = seal_of(storage.read(path) or b"")
            if proof is not None:
                found.setdefault(proof.organisation, []).append(path)
    return {owner: tuple(paths) for owner, paths in found.items()}


def newest_approved(root: Path, name: str, register: Register) -> tuple[bool, tuple[bytes, ...]]:
    """Return whether anything was ever approved, and the files of the newest day with any left.

    Not each document prints the KvK number, so those of one day speak for each other.
    """
    versions = [
        (version.approved, entry, frozen)
        for entry in register.entries
        for version in entry.versions
        for frozen in version.frozen
        if version.approved
    ]
    for day in sorted({each[0] for each in versions}, reverse=True):
        kept = (_kept(root, name, entry, each) for when, entry, each in versions if when == day)
        if found := tuple(each for each in kept if each is not None):
            return True, found
    return bool(versions), ()


def frozen_files(root: Path, name: str, entry: Entry) -> Iterator[tuple[Path, bytes]]:
    """Yield path and bytes of each approved file of a document that is what was approved."""
    for version in entry.versions:
        for frozen in version.frozen:
            for path in (archived(root, name, entry, frozen), standing(root, name, entry, frozen)):
                data = storage.read(path)
                if data is not None and storage.sha256(data) == frozen.digest:
                    yield path, data


def _titles_of_others(loaded: Loaded, name: str) -> tuple[str, ...]:
    """Return the titles in a register that neither the packs nor this organisation know."""
    known = {each.title for each in loaded.library.procedures.values()}
    known |= {each.title for each in loaded.library.forms.values()}
    strange = [each for each in loaded.register.entries if each.title not in known]
    if not strange:
        return ()
    sources = (loaded.profile, loaded.library, loaded.register, loaded.references)
    made = {each.item for each in document_set(*sources, name).documents}
    return tuple(each.title for each in strange if each.item not in made)


def _prove(workspace: Workspace, name: str, loaded: Loaded) -> None:
    """Refuse what cannot be proved this organisation's, where no register with an id tells.

    Raises:
        SourceError: HB596.
    """
    if renamed := now_called(workspace, name):
        raise SourceError(former_name(name, renamed[0]))
    root = workspace.root
    found = sealed_for(root, name)
    others = sorted(owner for owner in found if owner not in loaded.register.owners(name))
    if others:
        paths = [path for other in others for path in found[other]]
        raise SourceError(of_others(root, name, others, paths))
    told = (loaded.profile.name, loaded.profile.chamber_number)
    _prove_by_files(root, name, loaded.register, told)
    if not found and (titles := _titles_of_others(loaded, name)):
        raise SourceError(titles_unknown(name, titles))


def _prove_by_files(root: Path, name: str, register: Register, told: Sequence[str]) -> None:
    """Refuse files of which none prints name or KvK number of this organisation.

    Where documents were approved, the newest of them tell whose all is: what is older may have
    another name and another number. So it is with what lies there besides.

    Raises:
        SourceError: HB596.
    """
    approved, newest = newest_approved(root, name, register)
    if any(prints_one_of(each, told) for each in newest):
        return
    paths = [path for each in sealed_for(root, name).values() for path in each]
    strange = strange_to(paths, told)
    if not approved and paths and len(strange) == len(paths):
        raise SourceError(made_by_others(root, name, strange))
    proved = {storage.digest(path) for path in paths if path not in strange}
    if approved and not proved & {storage.sha256(each) for each in newest}:
        raise SourceError(not_proved(name, lost=not newest))


def strange_files(root: Path, name: str, loaded: Loaded, known: Collection[str]) -> frozenset[Path]:
    """Return the sealed files at `name` whose maker prints neither its name nor its KvK number.

    A maker of whom a file is `known` by its SHA-256 is not among them.
    """
    paths = [path for each in sealed_for(root, name).values() for path in each]
    told = (loaded.profile.name, loaded.profile.chamber_number)
    return frozenset(strange_to(paths, told, known))


def prove_archive(
    root: Path, name: str, register: Register, loaded: Loaded, newest: Collection[Path]
) -> None:
    """Refuse a `register` without an id, or else an archive, that is not proved hers.

    Args:
        root: the working folder.
        name: the organisation.
        register: what is left of its register.
        loaded: the organisation without it.
        newest: the approved files of the newest day that a file tells.

    Raises:
        SourceError: HB596.
    """
    told = (loaded.profile.name, loaded.profile.chamber_number)
    _prove_by_files(root, name, register, told)
    if newest and strange_files(root, name, loaded, ()).issuperset(newest):
        raise SourceError(not_proved(name, lost=False))


def _lying(root: Path, name: str) -> Iterator[Path]:
    home = root / ORGANISATIONS / name
    for folder in (*(home / each for each in _HOME), root / "output" / name):
        for path in folders.files(folder):
            if path.suffix in _KINDS and not path.name.startswith("~$"):
                yield path


def _kept(root: Path, name: str, entry: Entry, frozen: Frozen) -> bytes | None:
    for path in (archived(root, name, entry, frozen), standing(root, name, entry, frozen)):
        with suppress(HandbookError):
            data = storage.read(path)
            if data is not None and storage.sha256(data) == frozen.digest:
                return data
    return None
