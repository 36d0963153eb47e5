"""The only room that writes: whole or not at all, and never over what is not ours."""

from handbook.storage.file_stamps import Stamp, noted, remove_note, stamp, stamps, write_note
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
from handbook.storage.office_locks import owner_of
from handbook.storage.os_errors import storage_error
from handbook.storage.questionnaire import render_answers
from handbook.storage.register import render_register
from handbook.storage.workspace_lock import is_locked, lock, watching

__all__ = [
    "Stamp",
    "digest",
    "former",
    "is_locked",
    "keep_former",
    "lock",
    "make_home",
    "move",
    "noted",
    "owner_of",
    "put",
    "read",
    "remove_note",
    "remove_ours",
    "render_answers",
    "render_register",
    "sha256",
    "stamp",
    "stamps",
    "storage_error",
    "watching",
    "withdraw",
    "write_note",
]
