"""What an element or an attribute of a Word file is, by its name; each name is judged once."""

from functools import lru_cache

from handbook.word.package.markup import NAMESPACES, Element, qualified
from handbook.word.safety.allowed_content import ADDRESSES, TEXTS

_NAMES_KEPT = 2_048  # names; a file may make up as many as it likes
_ARROWS = f"{{{NAMESPACES['r']}}}"
_STRICT, _WORD = "{http://purl.oclc.org/ooxml/", qualified("w:")
_FIELD = frozenset(("fldSimple", "fldChar", "instrText", "delInstrText"))
_VAL = qualified("w:val")
_TITLED = frozenset(qualified(f"w:{n}") for n in ("alias", "tblCaption", "tblDescription"))
# A tag may not make these: they are looked up.
_KEYS = frozenset(("uri", *map(qualified, ("w:uri", "w:name"))))
# Names of namespaces and of what a person typed; nothing is fetched from them.
_NAMES = frozenset(("uri", *map(qualified, ("w:uri", "w:val", "w:displayText", "w:value"))))


def is_strange(element: Element) -> bool:
    """Tell whether an element is of Word in another namespace than where we look for it."""
    return _is_odd(element.tag) or any(map(_is_strict, element.keys()))


def is_field(element: Element) -> bool:
    """Tell whether an element is a piece of a field, in whatever namespace."""
    return local_name(element.tag) in _FIELD


@lru_cache(maxsize=_NAMES_KEPT)
def _is_odd(tag: str) -> bool:
    return _is_strict(tag) or (local_name(tag) in _FIELD and not tag.startswith(_WORD))


@lru_cache(maxsize=_NAMES_KEPT)
def _is_strict(name: str) -> bool:
    return name.startswith(_STRICT)


def holds_words(element: Element, attribute: str) -> bool:
    """Tell whether an attribute holds words that a person typed, and no name or address."""
    if attribute == _VAL:
        return element.tag in _TITLED
    return sort_of(attribute) == "text" and attribute not in _KEYS


@lru_cache(maxsize=_NAMES_KEPT)
def sort_of(attribute: str) -> str:
    """Return what an attribute holds: an address, text or a name that nobody follows, or other."""
    local = local_name(attribute)
    if attribute.startswith(_ARROWS):
        return "relationship"
    if local in ADDRESSES:
        return "address"
    return "text" if local in TEXTS or attribute in _NAMES else "other"


@lru_cache(maxsize=_NAMES_KEPT)
def local_name(tag: str) -> str:
    """Return the name of an element or attribute without its namespace."""
    return tag.rpartition("}")[2]
