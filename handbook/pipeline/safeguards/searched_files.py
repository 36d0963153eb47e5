"""Which files were searched for a secret location before, and what came of it.

A note in output/.handbook/ that may be thrown away: then every file is searched again, and the same
is told. A stamp saves reading a file, its SHA-256 saves searching one. What goes out, by an
approval or a publish, is searched all the same.
"""

import hashlib
import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path

from handbook import folders, storage
from handbook.errors import HandbookError
from handbook.loading.profile.secret_places import Secret
from handbook.model.common.base_record import fingerprint, shaped
from handbook.pipeline.organisation.paths import note
from handbook.pipeline.organisation.tool_fingerprint import program

_VERSION = 1
# An address can be guessed. Whoever finds a note must not find out with it which guess is right,
# so the sum of what is sought takes long to make.
_ROUNDS = 100_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """Whether a file tells of a secret, and which of its parts could not be read.

    `placed` are the pictures in it that say where they were taken.
    """

    tells: bool = False
    unread: tuple[str, ...] = ()
    placed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Searched:
    """What was searched for what is `sought`, the secret locations of one organisation.

    `files` give the stamp and the SHA-256 of each, by its path from the working folder; `looks`
    what was found in the bytes with a SHA-256.
    """

    sought: str = ""
    files: Mapping[str, tuple[storage.Stamp, str]] = field(default_factory=dict)
    looks: Mapping[str, Look] = field(default_factory=dict)


NOTHING = Searched()


def recall(root: Path, name: str, secret: Secret) -> Searched:
    """Return what was searched for `secret`, of organisation `name`; nothing where none is known.

    A note of another organisation, of another version of the tool, or on other locations tells
    nothing.
    """
    sought = _sum(name, secret)
    with suppress(HandbookError, ValueError, TypeError, AttributeError):
        told = storage.noted(storage.read(note(root, name, "gezocht")) or b"null")
        if told and told.get("versie") == _VERSION and told.get("gezocht") == sought:
            return shaped(
                Searched,
                {"sought": sought, "files": told.get("bestanden"), "looks": told.get("gevonden")},
            )
    return Searched(sought=sought)


def remember(root: Path, name: str, searched: Searched) -> None:
    """Note what was searched, for the next build; of files that are gone nothing is kept."""
    if not searched.sought:
        return
    files = {path: each for path, each in searched.files.items() if folders.is_file(root / path)}
    known = {digest for _, digest in files.values()}
    told = {
        "versie": _VERSION,
        "gezocht": searched.sought,
        "bestanden": files,
        "gevonden": {key: asdict(each) for key, each in searched.looks.items() if key in known},
    }
    text = json.dumps(told, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    storage.write_note(note(root, name, "gezocht"), text.encode())


def _sum(name: str, secret: Secret) -> str:
    told = fingerprint(secret).encode()
    salt = f"{name} {program()}".encode()
    return hashlib.pbkdf2_hmac("sha256", told, salt, _ROUNDS).hex()
