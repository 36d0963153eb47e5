"""A Word package in the form in which Word on a computer writes it, whoever wrote it.

Programs name the parts of a file as they like, write them in another encoding, or put a prefix
before every element of a list. Behind this door the text is `word/document.xml`, the styles are
`word/styles.xml`, and so on. What is ordinary already keeps its bytes.
"""

from collections.abc import Mapping

from handbook.package_normalisation.namespace_prefixes import usual_prefixes
from handbook.package_normalisation.package_lists import plain
from handbook.package_normalisation.part_encoding import as_utf8
from handbook.package_normalisation.part_names import MAIN, renamed, wanted_names

__all__ = ["MAIN", "ordinary"]

_OF_OTHERS = "customxml/"


def ordinary(parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the parts of a Word file under their ordinary names, as UTF-8, with usual prefixes.

    What cannot be made ordinary stays as it is: whoever reads it says what is wrong. So do the
    names in a file that is no Word file.

    Args:
        parts: by name, as `parcel` gives them.
    """
    plainer = {name: _plain(name, data) for name, data in parts.items()}
    return renamed(plainer, wanted_names(plainer))


def _plain(name: str, data: bytes) -> bytes:
    kind = name.casefold()
    if not kind.endswith((".xml", ".rels")):
        return data
    if kind.startswith(_OF_OTHERS) and not kind.endswith(".rels"):
        return data
    text = as_utf8(data)
    if kind.endswith(".rels") or kind == "[content_types].xml":
        return plain(text)
    return usual_prefixes(text)
