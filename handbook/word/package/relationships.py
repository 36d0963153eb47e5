"""The relationships of a part as a file writes them, with all that is odd about them."""

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass

from handbook.word.package.markup import RELATIONSHIPS, Element, parse
from handbook.word.package.package import rels_name

# RFC 3986 puts a colon behind a scheme; a drive and a network folder have no scheme of their own.
_ABSOLUTE = re.compile(r"[^/?#]*:|//|.*\\")
_KNOWN = frozenset(("Id", "Type", "Target", "TargetMode"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Relationship:
    """A relationship of a part to another part, or out of the file.

    `target` is the whole name of a part, or the address as it is written. `type` is the whole URI:
    only its last step says nothing, because anybody may write any URI before it. `odd` tells what
    no Office program writes.
    """

    id: str
    type: str
    target: str
    leads_out: bool
    odd: bool = False


def relationships(parts: Mapping[str, bytes], source: str) -> tuple[Relationship, ...]:
    """Return the relationships of the part `source`, in their order; "" is the package.

    Raises:
        ValueError: the part that holds them is no good XML.
    """
    data = parts.get(rels_name(source))
    if data is None:
        return ()
    folder = posixpath.dirname(source)
    return tuple(_arrow(each, folder) for each in parse(data).iter("*"))[1:]


def _arrow(element: Element, folder: str) -> Relationship:
    target, mode = element.get("Target", ""), element.get("TargetMode", "Internal")
    inside = target.startswith("#")  # a place in the document, which some programs write so
    out = inside or mode == "External" or _ABSOLUTE.match(target) is not None
    odd = (
        element.tag != f"{{{RELATIONSHIPS}}}Relationship"
        or not set(element.attrib) <= _KNOWN
        or mode not in ("Internal", "External")
        or (out and mode == "Internal" and not inside)
        or not element.get("Id")
    )
    if not out:
        target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
    return Relationship(
        id=element.get("Id", ""),
        type=element.get("Type", ""),
        target=target,
        leads_out=out,
        odd=odd,
    )
