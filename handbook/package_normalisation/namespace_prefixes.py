"""The prefixes of elements: `w:` for those of Word, whatever a program wrote before them."""

import re
from collections.abc import Mapping
from functools import partial

_USUAL: Mapping[bytes, bytes] = {
    b"http://schemas.openxmlformats.org/wordprocessingml/2006/main": b"w",
    b"http://schemas.openxmlformats.org/officeDocument/2006/relationships": b"r",
    b"http://schemas.openxmlformats.org/package/2006/metadata/core-properties": b"cp",
    b"http://purl.org/dc/elements/1.1/": b"dc",
}
_FIRST = re.compile(rb"\s*(?:<\?[^<>]*\?>\s*)?<[A-Za-z_][^<>]*>")
_DECLARED = re.compile(rb"""\sxmlns(?::([A-Za-z_][\w.-]*))?\s*=\s*["']([^"'<>]*)["']""")
_INSIDE = rb"""(?:[^<>"']|"[^"]*+"|'[^']*+')*+"""
# Possessive, so that no letter is read twice: these texts come from anywhere.
_TAG = re.compile(rb"<(/?)((?:[\w.-]++:)?+)([\w.-]++)(" + _INSIDE + rb")>")
_WITHIN = re.compile(rb"""("[^"]*+"|'[^']*+')|\s(xmlns:)?+([\w.-]++)(:?+)(?=[\w.:-]*+\s*+=)""")


def usual_prefixes(data: bytes) -> bytes:
    """Return a part of a Word file, in UTF-8, with the prefixes that Word itself writes.

    Only where its first element alone declares them, and nothing else is in the way: what reads
    by namespace reads any other part just as well.
    """
    first = _FIRST.match(data)
    declared = {uri: prefix for prefix, uri in _DECLARED.findall(first[0])} if first else {}
    others = {uri: usual for uri, usual in _USUAL.items() if declared.get(uri, usual) != usual}
    if not others or not _is_plain(data, declared, others):
        return data
    prefixes = {declared[uri]: usual for uri, usual in others.items()}
    return _TAG.sub(partial(_retagged, prefixes), data)


def _is_plain(data: bytes, declared: Mapping[bytes, bytes], others: Mapping[bytes, bytes]) -> bool:
    """Tell whether each prefix that changes, old and new, means one thing in all of the part."""
    if b"<!" in data or data.count(b"<?") > data.startswith(b"<?"):
        return False
    taken = set(declared.values()) & set(others.values())
    once = len(_DECLARED.findall(data)) == len(declared)
    return not taken and once and len(set(declared.values())) == len(declared)


def _retagged(prefixes: Mapping[bytes, bytes], tag: re.Match[bytes]) -> bytes:
    slash, prefix, name, rest = tag.groups()
    usual = prefixes.get(prefix.removesuffix(b":"))
    head = prefix if usual is None else usual + b":"
    return b"<%b%b%b%b>" % (slash, head, name, _WITHIN.sub(partial(_renamed, prefixes), rest))


def _renamed(prefixes: Mapping[bytes, bytes], found: re.Match[bytes]) -> bytes:
    """Return an attribute, or its declaration, under the usual prefix; a value as it is."""
    value, declares, name, colon = found.groups()
    if value is not None:
        return value
    if declares or (name == b"xmlns" and not colon):
        prefix = name if declares else b""
        usual = prefixes.get(prefix)
        return found[0] if usual is None else b" xmlns:" + usual
    usual = prefixes.get(name) if colon else None
    return found[0] if usual is None else b" " + usual + colon
