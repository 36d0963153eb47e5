"""The slots {{ … }} in a text: which there are, and which of them mean nothing."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from handbook.errors import did_you_mean
from handbook.model.sources.content import Deadline, OpenField
from handbook.model.sources.library import (
    DETERMINERS,
    LAW_DAY,
    ORGANISATION_SLOTS,
    PRONOUNS,
    TABLES,
    Library,
)

_TABLE = re.compile(r"\s*\{\{\s*tabel\.([\w-]+)\s*\}\}\s*")
_SLOT = re.compile(r"\{\{(.*?)\}\}", re.DOTALL)
_LOOSE = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}")
_SHOWN = ("organisatie", "rol", "invul", "termijn", "tabel")


@dataclass(frozen=True, slots=True, kw_only=True)
class BadSlot:
    """A slot that means nothing: where it begins in its text, what is wrong, how to mend it."""

    start: int
    code: str
    what: str
    mend: str


def table_name(text: str) -> str:
    """Return the name in a text that is one table slot and nothing else, or an empty text."""
    match = _TABLE.fullmatch(text)
    return match[1] if match else ""


def common_slots(library: Library) -> frozenset[str]:
    """Return the slots that every text may use, in lower case at their start."""
    slots = {f"organisatie.{name}" for name in ORGANISATION_SLOTS}
    slots |= {f"rol.{role}" for role in library.roles}
    slots |= {LAW_DAY, *PRONOUNS["hij"]}
    for verb in library.verbs:
        slots |= {f"wij {verb}", f"{verb} wij"}
    for term in library.terms.values():
        slots |= {term.id, *(f"{determiner}_{term.id}" for determiner in DETERMINERS)}
        slots |= {term.plural} if term.plural else set()
    return frozenset(slots)


def own_slots(
    open_fields: Iterable[OpenField], deadlines: Iterable[Deadline] = ()
) -> frozenset[str]:
    """Return the slots that only the texts of one item may use."""
    fields = {f"invul.{each.id}" for each in open_fields}
    return frozenset(fields | {f"termijn.{each.id}" for each in deadlines})


def table_slots() -> frozenset[str]:
    """Return the slots that a chapter may use in a paragraph of their own."""
    return frozenset(f"tabel.{name}" for name in TABLES)


def bad_slots(text: str, known: frozenset[str]) -> Iterator[BadSlot]:
    """Yield the slots in `text` that are not `known`, and braces that are no slot."""
    rest = list(text)
    for match in _SLOT.finditer(text):
        rest[match.start() : match.end()] = " " * len(match.group())
        name = match[1].strip()
        if name[:1].lower() + name[1:] not in known:
            yield BadSlot(
                start=match.start(),
                code="HB232",
                what=f"{{{{ {name} }}}} bestaat niet",
                mend=f"{did_you_mean(name, known)} {_choices(name, known)}".strip(),
            )
    for match in _LOOSE.finditer("".join(rest)):
        yield BadSlot(
            start=match.start(),
            code="HB127",
            what=f"'{match.group()}' staat hier los",
            mend="Een open plek begint met '{{', dan één naam, en eindigt met '}}'.",
        )


def _choices(name: str, known: Iterable[str]) -> str:
    """Return the slots of the family of `name`, or of all families the words alone."""
    family = name.partition(".")[0].lower()
    if "." in name and family in _SHOWN:
        same = sorted(each for each in known if each.startswith(f"{family}."))
        return f"Hier kan: {', '.join(same)}." if same else f"Hier is geen '{family}'."
    # "wij bevestigen" and the like are too many to list; a near one was offered already.
    words = sorted(each for each in known if "." not in each and " " not in each)
    return f"Hier kan: {', '.join(words)}."
