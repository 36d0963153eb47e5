"""A profile, sound or not → what betrays its organisation in a file of another one."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from handbook import folders
from handbook.errors import HandbookError, Problem
from handbook.loading.profile.questionnaire import ANSWERS
from handbook.loading.profile.secret_places import public_entries, public_of
from handbook.loading.text.decoding import decode
from handbook.loading.text.workspace_files import ORGANISATIONS, inside, read_bytes
from handbook.loading.text.yaml_source import read
from handbook.loading.text.yaml_tree import Tree
from handbook.loading.workspace import MAX_LOGO
from handbook.secret_places.profile_entries import Public
from handbook.secret_places.public_knowledge import secrets_of
from handbook.secret_places.search import NO_SECRETS, Secrets
from handbook.secret_places.secret_terms import Common, SecretPlace

Kind = Literal["naam", "kvk-nummer", "adres", "website", "persoon", "locatie"]
Mark = tuple[Kind, str]

_HOST = re.compile(
    r"(?:https?://)?(?:www\.)?((?:[^/\s:.]+\.)*[^/\s:.]{2,}\.[a-z]{2,})(?=[/:?#\s]|$)",
    re.IGNORECASE,
)
_LINE = re.compile(r"^(naam|korte_naam|kvk|website)\s*:\s*['\"]?(.+?)['\"]?\s*$", re.MULTILINE)
_TEXTS = frozenset({".yaml", ".yml", ".md"})
# Where many have a page: the address of theirs is what stands behind it.
_SHARED = re.compile(
    r"(?:https?://)?(?:(?:www|nl-nl|m)\.)?((?:facebook|linkedin|instagram|twitter|youtube|x|tiktok"
    r"|google|sites\.google)\.com)/?(\S*)",
    re.IGNORECASE,
)

NOTHING = Public()


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnText:
    """A file of its own content or answers, by its path from the working folder."""

    file: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnTerms:
    """What betrays the organisation `name`, and what its own files may mention of others.

    `marks` are texts by kind. `places` are its secret locations, never to be printed, for whoever
    looks for them in a file, and `public` is what everybody may know of it. `mentions` are the
    texts of its profile, `free` those that name no partner, worker, location or itself, each with
    its line. `logo` holds the bytes of its picture, or nothing. `problems` say why its
    profile could not be read whole; what could be found in it all the same is in `marks`.
    """

    name: str
    marks: tuple[Mark, ...] = ()
    places: tuple[SecretPlace, ...] = ()
    public: Public = NOTHING
    mentions: tuple[str, ...] = ()
    free: tuple[tuple[str, int], ...] = ()
    logo: bytes = b""
    problems: tuple[Problem, ...] = ()

    def secrets(self, common: Common) -> Secrets:
        """Return what gives its secret locations away; none of the texts `common` does."""
        return secrets_of(self.places, common, self.public) if self.places else NO_SECRETS


def own_terms(root: Path, name: str) -> OwnTerms:
    """Return what betrays the organisation `name` of the working folder `root`.

    A profile that cannot be used still names its organisation, so nothing is asked of it but that
    it is there.
    """
    file = f"{ORGANISATIONS}/{name}.yaml"
    try:
        data = read_bytes(root / ORGANISATIONS / f"{name}.yaml", file)
        tree = read(data, file)
    except HandbookError as error:
        return OwnTerms(name=name, marks=_by_line(root, name), problems=error.problems)
    return OwnTerms(
        name=name,
        marks=tuple(dict.fromkeys(_marks(tree.data))),
        places=tree.secrets,
        public=public_of(tree.data),
        mentions=tuple(tree.texts()),
        free=tuple(_free(tree)),
        logo=_logo(root, tree),
    )


def _free(tree: Tree) -> Iterator[tuple[str, int]]:
    """Yield each text of a profile that is not the name of somebody or something, and its line."""
    entries = [path for kind, path, _ in public_entries(tree.data) if kind != "services"]
    named = {(place.line, place.column) for place in map(tree.place, entries)}
    for text, place in tree.scalars():
        if (place.line, place.column) not in named:
            yield text, place.line


def _by_line(root: Path, name: str) -> tuple[Mark, ...]:
    """Return what the lines of a profile that is no YAML tell of its organisation."""
    file = f"{ORGANISATIONS}/{name}.yaml"
    try:
        text, _ = decode(read_bytes(root / ORGANISATIONS / f"{name}.yaml", file), file)
    except HandbookError:
        return ()
    found = [(key, value) for key, value in _LINE.findall(text)]
    return tuple(_marks(dict(reversed(found))))


def _marks(data: Mapping[str, Any]) -> Iterator[Mark]:
    for key in ("naam", "korte_naam"):
        yield from (("naam", text) for text in _text(data.get(key)))
    yield from (("kvk-nummer", text) for text in _text(data.get("kvk")) if text.isdigit())
    yield from (("website", each) for text in _text(data.get("website")) for each in _site(text))
    for place in _records(data.get("locaties")):
        if not _is_secret(place):
            yield from (("locatie", text) for text in _text(place.get("naam")))
            yield from _address(place.get("adres"))
    roles = data.get("rollen")
    for holder in _records(list(roles.values()) if isinstance(roles, dict) else []):
        people = holder.get("personen")
        for each in people if isinstance(people, list) else [people]:
            yield from (("persoon", text) for text in _text(each))


def _site(text: str) -> Iterator[str]:
    """Yield the address of a website without what stands before and behind it."""
    if shared := _SHARED.fullmatch(text):
        yield from (f"{shared[1]}/{each}" for each in _text(shared[2]))
    elif match := _HOST.match(text):
        yield match[1]


def _address(value: object) -> Iterator[Mark]:
    yield from (("adres", text) for text in _text(value))


def _is_secret(place: Mapping[str, Any]) -> bool:
    return str(place.get("geheim") or "nee").strip().casefold() not in {"nee", "false"}


def _text(value: object) -> tuple[str, ...]:
    return (value.strip(),) if isinstance(value, str) and value.strip() else ()


def _records(value: object) -> list[dict[str, Any]]:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def own_texts(root: Path, name: str) -> Iterator[OwnText]:
    """Yield its own content and answers; its templates may come from another.

    What a file in YAML says behind a number sign nobody prints.
    """
    home = root / ORGANISATIONS / name
    for path in (home / ANSWERS, *folders.files(home / "inhoud")):
        if path.suffix in _TEXTS and folders.is_file(path):
            try:
                text, _ = decode(read_bytes(path, path.name), path.name)
            except HandbookError:
                continue
            remark = "#" if path.suffix != ".md" else "\0"
            lines = ("" if each.lstrip().startswith(remark) else each for each in text.splitlines())
            yield OwnText(file=path.relative_to(root).as_posix(), lines=tuple(lines))


def _logo(root: Path, tree: Tree) -> bytes:
    style = tree.data.get("huisstijl")
    typed = style.get("logo") if isinstance(style, dict) else None
    if not isinstance(typed, str) or not typed.strip():
        return b""
    folder = root / ORGANISATIONS
    try:
        path = inside(folder, typed.strip(), tree.place(("huisstijl", "logo")))
        return read_bytes(path, typed, limit=MAX_LOGO)
    except HandbookError:
        return b""
