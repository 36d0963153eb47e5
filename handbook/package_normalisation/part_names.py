"""Which name each part of a Word file has in the form that Word on a computer writes."""

import posixpath
import re
from collections.abc import Iterable, Mapping
from urllib.parse import unquote

from handbook.package_normalisation.package_lists import Line, lines_of, written

MAIN = "word/document.xml"
_TYPES = "[Content_Types].xml"
_OFFICE = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/",
    "http://purl.oclc.org/ooxml/officeDocument/relationships/",
    "http://schemas.openxmlformats.org/package/2006/relationships/metadata/",
)
_OF_PACKAGE = {
    "core-properties": "docProps/core.xml",
    "extended-properties": "docProps/app.xml",
    "extendedProperties": "docProps/app.xml",
    "custom-properties": "docProps/custom.xml",
    "customProperties": "docProps/custom.xml",
}
_OF_TEXT = {
    kind: f"word/{kind}.xml"
    for kind in ("styles", "numbering", "footnotes", "endnotes", "comments", "settings")
}
_WORD = re.compile("wordprocessingml|ms-word")
_MANY = {
    "header": re.compile(r"word/header\d*\.xml"),
    "footer": re.compile(r"word/footer\d*\.xml"),
    "theme": re.compile(r"word/theme/theme\d+\.xml"),
}


def rels_name(part: str) -> str:
    """Return the name of the part that holds the relationships of `part`; "" is the package."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def wanted_names(parts: Mapping[str, bytes]) -> dict[str, str]:
    """Return the ordinary name of each part that has another one.

    Nothing comes back for a file with no text of Word, or with two.
    """
    by_fold = {name.casefold(): name for name in parts}
    mains = {to for kind, to in _relationships(parts, "", by_fold) if kind == "officeDocument"}
    main = next(iter(mains)) if len(mains) == 1 else ""
    # Of another kind of file, a workbook, nothing is looked for by name.
    if not main or not _WORD.search(_types(parts).get(f"/{main}".casefold(), "")):
        return {}
    below = _relationships(parts, main, by_fold)
    wanted = {main: MAIN}
    wanted |= _single(_relationships(parts, "", by_fold), _OF_PACKAGE, wanted)
    wanted |= _single(below, _OF_TEXT, wanted)
    wanted |= _numbered(parts, below, wanted)
    wanted |= _beside(parts, below, wanted)
    return _apart(parts, {old: new for old, new in wanted.items() if old != new})


def _relationships(
    parts: Mapping[str, bytes], source: str, by_fold: Mapping[str, str]
) -> tuple[tuple[str, str], ...]:
    """Return kind and part of each relationship of Office that leads from `source` to a part."""
    found = []
    for line in lines_of(parts.get(rels_name(source), b"")):
        target = by_fold.get(_target(line, source).casefold())
        kind = line.says.get("Type", "")
        if target is not None and kind.startswith(_OFFICE):
            found.append((kind.rpartition("/")[2], target))
    return tuple(found)


def _single(
    relationships: Iterable[tuple[str, str]], names: Mapping[str, str], known: Mapping[str, str]
) -> dict[str, str]:
    """Return the name of each part of which a file has one of its kind."""
    found: dict[str, str] = {}
    for kind, target in relationships:
        name = names.get(kind)
        if name and name not in found.values() and target not in {**known, **found}:
            found[target] = name
    return found


def _numbered(
    parts: Mapping[str, bytes], relationships: Iterable[tuple[str, str]], known: Mapping[str, str]
) -> dict[str, str]:
    """Return the name of the headers, the footers and the theme that have an odd one."""
    found: dict[str, str] = {}
    for kind, target in relationships:
        usual = _MANY.get(kind)
        if usual and target not in {**known, **found} and not usual.fullmatch(target):
            stem = "word/theme/theme" if kind == "theme" else f"word/{kind}"
            found[target] = _free(stem, ".xml", (*parts, *known.values(), *found.values()))
    return found


def _beside(
    parts: Mapping[str, bytes], relationships: Iterable[tuple[str, str]], known: Mapping[str, str]
) -> dict[str, str]:
    """Return the name of what lies beside a text that does not lie in the folder `word`."""
    main = next(iter(known))
    folder = posixpath.dirname(main)
    if folder == "word":
        return {}
    if folder:
        near = [each for each in parts if each.startswith(f"{folder}/")]
    else:
        near = [target for _, target in relationships if "/" not in target]
    return {
        each: f"word/{posixpath.relpath(each, folder or '.')}"
        for each in near
        if each not in known and not each.endswith(".rels")
    }


def _apart(parts: Mapping[str, bytes], wanted: Mapping[str, str]) -> dict[str, str]:
    """Return `wanted` in which no two parts come to have one name; the first keeps it."""
    result: dict[str, str] = {}
    taken: set[str] = set()
    for old in (*wanted, *(each for each in parts if each not in wanted)):
        new = wanted.get(old, old)
        if new.casefold() in taken:
            stem, extension = posixpath.splitext(new)
            new = _free(f"{stem}-", extension, (*parts, *wanted.values(), *taken))
        taken.add(new.casefold())
        result[old] = new
    return {old: new for old, new in result.items() if old != new}


def _free(stem: str, extension: str, taken: Iterable[str]) -> str:
    folded = {name.casefold() for name in taken}
    names = (f"{stem}{number}{extension}" for number in range(1, len(folded) + 2))
    return next(name for name in names if name.casefold() not in folded)


def renamed(parts: Mapping[str, bytes], names: Mapping[str, str]) -> dict[str, bytes]:
    """Return `parts` under the names in `names`, and the relationships and types as well."""
    if not names:
        return dict(parts)
    sources = {rels_name(each): each for each in ("", *parts)}
    result: dict[str, bytes] = {}
    for name, data in parts.items():
        source = sources.get(name)
        if name == _TYPES:
            result[name] = _typed(parts, names)
        elif source is not None:
            result[rels_name(names.get(source, source))] = _arrowed(parts, source, names)
        else:
            # The relationships of a part that is not there must not take the place of real ones.
            result.setdefault(names.get(name, name), data)
    return result


def _arrowed(parts: Mapping[str, bytes], source: str, names: Mapping[str, str]) -> bytes:
    data = parts[rels_name(source)]
    by_fold = {name.casefold(): names.get(name, name) for name in parts}
    now = posixpath.dirname(names.get(source, source))
    lines = []
    for line in lines_of(data):
        target = _target(line, source)
        there = by_fold.get(target.casefold(), target)
        if target and (there != target or now != posixpath.dirname(source)):
            shown = {**line.says, "Target": posixpath.relpath(f"/{there}", f"/{now}")}
            lines.append(Line(line.name, shown))
        else:
            lines.append(line)
    return written(lines) if lines else data


def _target(line: Line, source: str) -> str:
    """Return the whole name of the part that a relationship leads to; "" for any other address."""
    target = unquote(line.says.get("Target", ""))
    if line.says.get("TargetMode") == "External" or ":" in target or "#" in target or not target:
        return ""
    folder = posixpath.dirname(source)
    return posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")


def _types(parts: Mapping[str, bytes]) -> dict[str, str]:
    """Return the content type of each part, by "/" and its name in small letters."""
    lines = lines_of(parts.get(_TYPES, b""))
    defaults = {
        each.says.get("Extension", "").casefold(): each.says.get("ContentType", "")
        for each in lines
        if each.name == "Default"
    }
    told = {f"/{name}".casefold(): defaults.get(_extension(name), "") for name in parts}
    overrides = {
        each.says.get("PartName", "").casefold(): each.says.get("ContentType", "")
        for each in lines
        if each.name == "Override"
    }
    return {**told, **overrides}


def _extension(name: str) -> str:
    return posixpath.splitext(name)[1].lstrip(".").casefold()


def _typed(parts: Mapping[str, bytes], names: Mapping[str, str]) -> bytes:
    types = _types(parts)
    old = {f"/{each}".casefold() for each in names}
    kept = [
        line
        for line in lines_of(parts[_TYPES])
        if line.says.get("PartName", "").casefold() not in old
    ]
    added = [
        Line("Override", {"PartName": f"/{new}", "ContentType": types[f"/{each}".casefold()]})
        for each, new in names.items()
        if types.get(f"/{each}".casefold())
    ]
    return written([*kept, *added])
