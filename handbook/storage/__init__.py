"""The only room that writes: whole or not at all, and never over what is not ours."""

from handbook.storage.answers import render_answers
from handbook.storage.files import (
    digest,
    former,
    keep_former,
    make_home,
    move,
    put,
    read,
    remove_ours,
    sha256,
    withdraw,
)
from handbook.storage.lock import is_locked, lock, watching
from handbook.storage.owner import owner_of
from handbook.storage.register import render_register
from handbook.storage.stamps import Stamp, jot, noted, stamp, stamps, unjot
from handbook.storage.trouble import storage_error

__all__ = [
    "Stamp",
    "digest",
    "former",
    "is_locked",
    "jot",
    "keep_former",
    "lock",
    "make_home",
    "move",
    "noted",
    "owner_of",
    "put",
    "read",
    "remove_ours",
    "render_answers",
    "render_register",
    "sha256",
    "stamp",
    "stamps",
    "storage_error",
    "unjot",
    "watching",
    "withdraw",
]
