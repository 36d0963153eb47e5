"""What the last build of an organisation rested on, so that one without a change costs nothing.

A note in output/.handbook/ that may be thrown away: then everything is looked at again, and the
outcome is the same. Sources are known by their content, documents by their stamp.
"""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from handbook import storage
from handbook.errors import HandbookError
from handbook.loading.conflict_copies import copies_in_home
from handbook.loading.profile.questionnaire import ANSWERS
from handbook.loading.workspace import Loaded, Workspace
from handbook.model.common.base_record import fingerprint, shaped
from handbook.model.documents.build import Outcome
from handbook.model.documents.document import Kind
from handbook.model.sources.profile import Profile
from handbook.pipeline.build.document_list import LISTS
from handbook.pipeline.build.edit_report import REPORT
from handbook.pipeline.organisation.kept_id import COPIES
from handbook.pipeline.organisation.paths import ARCHIVE, note
from handbook.pipeline.organisation.tool_fingerprint import program
from handbook.pipeline.placement.changes_copy import COMPARED
from handbook.pipeline.placement.lying_elsewhere import lying, proof_of
from handbook.pipeline.placement.moves import FORMER

NEVER = ""  # the program of a basis that equals none
_VERSION = 2
_NAMED = re.compile(r"""\b(?:logo|vindplaatsen)\s*:\s*["']?([^"'\n,}#]+)""")
_OWN = ("inhoud", "sjablonen")
_NOTES = ("register.yaml", "paginas.json", ANSWERS)
_BY_ID = ("procedures", "forms", "chapters")
_LENGTH = 12
# Once made, a document of the next build is as it was.
_DONE = ("nieuw", "gewijzigd")
_GONE = "vervallen"
_PACK = "pakket "


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """What an outcome rests on; two that are equal give the same outcome.

    `program` covers the code, the tool's templates and the packs. `sources` give the SHA-256 of
    each file that was read for this organisation, by its path from the working folder; `files`
    the stamp of each file that lies in its output and its archive, and where secrets must stay out
    of former files, of those.
    """

    program: str
    sources: Mapping[str, str]
    files: Mapping[str, tuple[int, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class CachedBuild:
    """The last outcome of an organisation, its basis, and a fingerprint of each thing it was of.

    `keys` are those of its profile, `items` those of the library with its own content. `newest` is
    the newest day of an open concept, as 2026-03-02; "" where that is not known.
    """

    basis: Basis
    outcome: Outcome
    keys: Mapping[str, str] = field(default_factory=dict)
    items: Mapping[str, str] = field(default_factory=dict)
    newest: str = ""


def basis_of(workspace: Workspace, name: str, *, hidden: bool = False) -> Basis:
    """Return what a build of organisation `name` would rest on now.

    Take it before anything of the organisation is read: what changes in between then counts as
    a change.
    """
    root = workspace.root
    return Basis(
        program=f"{program()}-{workspace.fingerprint}",
        sources=dict(_sources(root, name)),
        files=files_of(root, name, hidden=hidden),
    )


def files_of(root: Path, name: str, *, hidden: bool = False) -> dict[str, tuple[int, ...]]:
    """Return the stamps of the documents of `name`, of its archive, and of the copies of its texts.

    Documents that lie elsewhere in the working folder count: one may be its. With `hidden` its
    former files are among them.
    """
    found: dict[str, tuple[int, ...]] = {}
    folders = [(f"output/{name}", False)]
    folders += [(f"organisations/{name}/{ARCHIVE}", False)]
    folders += [(f"organisations/{name}/{FORMER}", True)] if hidden else []
    for folder, all_files in folders:
        for path, stamp in storage.stamps(root / folder, hidden=all_files).items():
            if path.endswith(COMPARED) or path in (REPORT, *LISTS):
                continue  # made for a reader, and no document
            found[f"{folder}/{path}"] = stamp
    for other in lying(root, name):
        file = other.relative_to(root).as_posix()
        with suppress(OSError, HandbookError):
            if not file.startswith(f"output/{name}/") and proof_of(other):
                found[file] = storage.stamp(other)
    copies = f"organisations/{name}/{COPIES}"
    with suppress(OSError):
        found[copies] = storage.stamp(root / copies)
    return found


def recall(workspace: Workspace, name: str) -> CachedBuild | None:
    """Return what is remembered of organisation `name`, or None."""
    return recall_at(workspace.root, name)


def recall_at(root: Path, name: str) -> CachedBuild | None:
    """Return what is remembered of organisation `name` in the working folder `root`, or None.

    A note that was copied from another organisation tells nothing.
    """
    try:
        data = storage.read(note(root, name))
        told = storage.noted(data or b"null")
        if not told or told.pop("versie") != _VERSION:
            return None
        cached = _read(told)
        return cached if cached.outcome.organisation == name else None
    except (HandbookError, ValueError, KeyError, TypeError, AttributeError):
        return None


def same(cached: CachedBuild, workspace: Workspace, name: str) -> bool:
    """Tell whether what `cached` rests on is still so."""
    basis = cached.basis
    hidden = any(f"/{FORMER}/" in path for path in basis.files)
    return basis == basis_of(workspace, name, hidden=hidden)


def same_words(cached: CachedBuild | None, basis: Basis) -> bool:
    """Tell whether the profile and all that is written beside it are surely as they were."""
    if cached is None or cached.basis.program != basis.program:
        return False
    written = {each for each in basis.sources.items() if each[0].endswith(".yaml")}
    return cached.basis.sources.items() >= written


def remember(root: Path, name: str, cached: CachedBuild) -> None:
    """Keep `cached` for the next build; an outcome in which something failed is forgotten."""
    if any(each.action == "mislukt" for each in cached.outcome.documents):
        return
    told = {
        "versie": _VERSION,
        "basis": asdict(cached.basis),
        "uitkomst": asdict(_settled(cached.outcome)),
        "sleutels": cached.keys,
        "stukken": cached.items,
        "nieuwste": cached.newest,
    }
    text = json.dumps(told, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    storage.write_note(note(root, name), text.encode())


def others_named(workspace: Workspace, name: str, loaded: Loaded) -> bool:
    """Tell whether every file that the profile names is among the sources of a basis.

    The names are found in the text of the profile, before it is read as YAML; whoever writes one
    in an odd way has a build that looks at everything each time.
    """
    named = {loaded.profile.style.logo, loaded.profile.references} - {""}
    known = dict(_sources(workspace.root, name))
    return all(f"organisations/{each.strip()}" in known for each in named)


def keys_of(profile: Profile) -> dict[str, str]:
    """Return a fingerprint of what stands at each key of a profile, by its Dutch word.

    What nobody wrote is no part of it: a program that knows more keys finds nothing changed.
    """
    written = profile.model_dump(exclude_defaults=True)
    return {
        str(info.alias): fingerprint(written.get(key))[:_LENGTH]
        for key, info in Profile.model_fields.items()
    }


def items_of(loaded: Loaded) -> dict[str, str]:
    """Return a fingerprint of each procedure, form and chapter, and of the rest of the library.

    Of each pack of others there is one as well, so that a reason can name the pack.
    """
    library = loaded.library
    found = {
        id_: fingerprint(record)[:_LENGTH]
        for name in _BY_ID
        for id_, record in getattr(library, name).items()
    }
    common = [each.name for each in fields(library) if each.name not in _BY_ID]
    found |= {name: fingerprint(getattr(library, name))[:_LENGTH] for name in common}
    packs = loaded.origins.packs
    return found | {f"{_PACK}{name}": digest[:_LENGTH] for name, digest in packs.items()}


def news_since(before: CachedBuild, loaded: Loaded) -> tuple[list[str], list[str]]:
    """Return which keys of the profile and which items of the library changed since `before`."""
    keys = _changed(before.keys, keys_of(loaded.profile))
    return keys, _changed(before.items, items_of(loaded))


def changed_text(news: tuple[list[str], list[str]], loaded: Loaded, item: str, kind: Kind) -> str:
    """Return what of `news` may be why a document has another text; "" where nothing is known.

    Which key of a profile a text was filled from is not kept, so all keys that changed are named.
    """
    keys, items = news
    own = [each for each in items if each == item or _belongs(each, kind, loaded)]
    told = [f"{listed(ids)} gewijzigd in {place}" for place, ids in _by_place(own, loaded).items()]
    told += [f"{listed(keys)} gewijzigd in het profiel"] if keys else []
    if not told and items and loaded.origins.own.issuperset(items):
        told = ["de eigen tekst is gewijzigd"]
    elif not told and items:
        packs = [each.removeprefix(_PACK) for each in items if each.startswith(_PACK)]
        told = [f"pakket {listed(packs)} is gewijzigd" if packs else "de bibliotheek is gewijzigd"]
    return " en ".join(told)


def _by_place(items: list[str], loaded: Loaded) -> dict[str, list[str]]:
    """Return `items` by where they stand: hers, in a pack of others, or what came with the tool."""
    found: dict[str, list[str]] = {}
    for item in items:
        pack = loaded.origins.items.get(item)
        place = f"pakket {pack}" if pack else "de bibliotheek"
        place = "de eigen tekst" if item in loaded.origins.own else place
        found.setdefault(place, []).append(item)
    return found


def _belongs(item: str, kind: Kind, loaded: Loaded) -> bool:
    return kind == "handboek" and item in loaded.library.chapters


def _changed(before: Mapping[str, str], now: Mapping[str, str]) -> list[str]:
    return sorted(key for key in {*before, *now} if before.get(key) != now.get(key))


def listed(words: list[str]) -> str:
    """Return words as a list in a sentence: three and how many others where there are many."""
    most = 4
    shown = words if len(words) <= most else [*words[: most - 1], f"{len(words) - most + 1} andere"]
    return " en ".join(filter(None, (", ".join(shown[:-1]), shown[-1])))


def _sources(root: Path, name: str) -> Iterator[tuple[str, str]]:
    """Yield path and SHA-256 of every file that a build of `name` reads, its documents aside."""
    profile = f"organisations/{name}.yaml"
    data = _bytes(root / profile)
    yield profile, _hash(data)
    text = data.decode("utf-8", errors="replace")
    for typed in sorted({match.strip() for match in _NAMED.findall(text)}):
        yield f"organisations/{typed}", _hash(_bytes(root / "organisations" / typed))
    yield from ((path, "") for path in copies_in_home(root, name))
    home = root / "organisations" / name
    for file in _NOTES:
        yield f"organisations/{name}/{file}", _hash(_bytes(home / file))
    own = (f"organisations/{name}/{folder}" for folder in _OWN)
    for folder in (*own, "templates"):
        for path in storage.stamps(root / folder):
            yield f"{folder}/{path}", _hash(_bytes(root / folder / path))


def _bytes(path: Path) -> bytes:
    try:
        return storage.read(path) or b""
    except HandbookError:
        return b""


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest() if data else ""


def _settled(outcome: Outcome) -> Outcome:
    """Return `outcome` as the next build would tell it, when nothing changes."""
    documents = tuple(
        replace(each, action="ongewijzigd", reason="niets gewijzigd")
        if each.action in _DONE
        else each
        for each in outcome.documents
        if each.action != _GONE
    )
    return replace(outcome, documents=documents)


def _read(told: Mapping[str, Any]) -> CachedBuild:
    """Return what a note tells, each value of the type that it must have.

    Raises:
        ValueError: one is of another type.
    """
    return shaped(
        CachedBuild,
        {
            "basis": told["basis"],
            "outcome": told["uitkomst"],
            "keys": told["sleutels"],
            "items": told["stukken"],
            "newest": told.get("nieuwste", ""),
        },
    )
