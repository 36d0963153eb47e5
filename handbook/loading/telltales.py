"""A profile, sound or not → what betrays its organisation in a file of another one."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from handbook.errors import HandbookError, Problem
from handbook.loading.answers import ANSWERS
from handbook.loading.decoding import decode
from handbook.loading.files import inside, read_bytes
from handbook.loading.secret import public_of, secrets_of
from handbook.loading.source import read
from handbook.loading.tree import Tree
from handbook.loading.workspace import MAX_LOGO, ORGANISATIONS
from handbook.secrets.entries import Public
from handbook.secrets.public import EVERYWHERE
from handbook.secrets.search import NO_SECRETS, Secrets
from handbook.secrets.signs import Common, SecretPlace

Mark = tuple[Literal["naam", "kvk-nummer", "adres", "website", "persoon", "locatie"], str]

_POSTCODE = re.compile(r"\b[1-9]\d{3}\s?[A-Za-z]{2}\b")
_STREET = re.compile(r"[^\d,;]{3,}?\s\d+\s?[A-Za-z]?(?:[-/]\d+)?(?![\dA-Za-z])")
_HOST = re.compile(r"(?:https?://)?(?:www\.)?([^/\s:]+\.[^/\s:]+)", re.IGNORECASE)
_LINE = re.compile(r"^(naam|korte_naam|kvk|website)\s*:\s*['\"]?(.+?)['\"]?\s*$", re.MULTILINE)
_TEXTS = frozenset({".yaml", ".yml", ".md"})


NOTHING = Public()


@dataclass(frozen=True, slots=True, kw_only=True)
class Telltales:
    """What betrays the organisation `name`, and what its own files may mention of others.

    `marks` are texts by kind. `secrets` finds what gives secret locations away and is never
    printed; `places` are those locations, for whoever looks for them in a file of another
    organisation, and `public` is what everybody may know of this one. `logo` holds the bytes of its
    picture, or nothing. `problems` say why its profile could not be read whole; what could be found
    in it all the same is in `marks`.
    """

    name: str
    marks: tuple[Mark, ...] = ()
    secrets: Secrets = NO_SECRETS
    places: tuple[SecretPlace, ...] = ()
    public: Public = NOTHING
    mentions: tuple[str, ...] = ()
    logo: bytes = b""
    problems: tuple[Problem, ...] = ()


def telltales(root: Path, name: str, common: Common = EVERYWHERE) -> Telltales:
    """Return what betrays the organisation `name` of the working folder `root`.

    A profile that cannot be used still names its organisation, so nothing is asked of it but that
    it is there. `common` is what the library's texts hold, which gives no secret location away.
    """
    file = f"{ORGANISATIONS}/{name}.yaml"
    try:
        data = read_bytes(root / ORGANISATIONS / f"{name}.yaml", file)
        tree = read(data, file)
    except HandbookError as error:
        return Telltales(name=name, marks=_by_line(root, name), problems=error.problems)
    return Telltales(
        name=name,
        marks=tuple(dict.fromkeys(_marks(tree.data))),
        secrets=secrets_of(tree, common),
        places=tree.secrets,
        public=public_of(tree.data),
        mentions=(*tree.texts(), *_own_texts(root, name)),
        logo=_logo(root, tree),
    )


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
    yield from (
        ("website", match[1]) for text in _text(data.get("website")) if (match := _HOST.match(text))
    )
    for place in _records(data.get("locaties")):
        if not _is_secret(place):
            yield from (("locatie", text) for text in _text(place.get("naam")))
            yield from _address(place.get("adres"))
    roles = data.get("rollen")
    for holder in _records(list(roles.values()) if isinstance(roles, dict) else []):
        people = holder.get("personen")
        for each in people if isinstance(people, list) else [people]:
            yield from (("persoon", text) for text in _text(each))


def _address(value: object) -> Iterator[Mark]:
    """Yield street and number, and the postcode: the name of a town betrays nobody."""
    for text in _text(value):
        yield from (("adres", match[0].strip(" ,")) for match in _STREET.finditer(text))
        yield from (("adres", each) for each in _POSTCODE.findall(text))


def _is_secret(place: Mapping[str, Any]) -> bool:
    return str(place.get("geheim") or "nee").strip().casefold() not in {"nee", "false"}


def _text(value: object) -> tuple[str, ...]:
    return (value.strip(),) if isinstance(value, str) and value.strip() else ()


def _records(value: object) -> list[dict[str, Any]]:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def _own_texts(root: Path, name: str) -> Iterator[str]:
    """Yield the lines of its own content and answers; its templates may come from another."""
    home = root / ORGANISATIONS / name
    for path in (home / ANSWERS, *sorted((home / "inhoud").rglob("*"))):
        if path.suffix in _TEXTS and path.is_file():
            try:
                text, _ = decode(read_bytes(path, path.name), path.name)
            except HandbookError:
                continue
            yield from text.splitlines()


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
