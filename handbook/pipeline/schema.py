"""The schemas that help in an editor, made again when what they are made from changed."""

import hashlib
import json
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from handbook import storage
from handbook.errors import HandbookError
from handbook.loading.own_names import OWN_CONTENT, own_content
from handbook.loading.schema import profile_schema
from handbook.loading.schema_content import content_schemas
from handbook.loading.text.workspace_files import ORGANISATIONS
from handbook.loading.workspace import Workspace, profile_names
from handbook.pipeline.organisation.tool_fingerprint import program

HOME = ".handbook"
_NOTE = Path("output", HOME, "schema.json")


def schema_files(workspace: Workspace) -> Mapping[str, str]:
    """Return the text of each schema, by its path from the working folder."""
    own = own_content(workspace)
    retired = {
        family: {each.old: each.advice for each in ids.values()}
        for family, ids in workspace.library.retired.items()
    }
    made = {"profiel": profile_schema(workspace.library, own, retired)}
    made |= content_schemas(workspace.library, own)
    return {
        f"{HOME}/{name}.schema.json": json.dumps(schema, ensure_ascii=False) + "\n"
        for name, schema in made.items()
    }


def renew_schemas(workspace: Workspace) -> None:
    """Write the schemas anew where their sources or they themselves changed; never a complaint.

    What was seen last is noted in output/; without the note they are made again. Where there is no
    profile yet, nobody edits one.
    """
    with suppress(HandbookError, OSError):
        if not profile_names(workspace) or _noted(workspace) == _seen(workspace):
            return
        for path, text in schema_files(workspace).items():
            storage.write_note(workspace.root / path, text.encode())
        note = json.dumps(_seen(workspace), sort_keys=True).encode()
        storage.write_note(workspace.root / _NOTE, note)


def _seen(workspace: Workspace) -> dict[str, object]:
    """Return what tells that neither the sources nor the schemas changed."""
    sources = [program(), workspace.fingerprint]
    for name in profile_names(workspace):
        folder = workspace.root / ORGANISATIONS / name / OWN_CONTENT
        sources.append(f"{name} {sorted(storage.stamps(folder).items())}")
    total = hashlib.sha256("\n".join(sources).encode()).hexdigest()
    made = {name: list(stamp) for name, stamp in storage.stamps(workspace.root / HOME).items()}
    return {"bronnen": total, "schemas": made}


def _noted(workspace: Workspace) -> object:
    data = storage.read(workspace.root / _NOTE)
    with suppress(ValueError):
        return storage.noted(data) if data else None
    return None
