"""The chain of sums: what was approved, tied to all that went before, so that a change shows."""

import hashlib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from handbook.model.common.base_record import date_text, printable
from handbook.model.common.yaml_lines import lines_of
from handbook.model.sources.register import Entry, Frozen, Link, Register, Sealed, Version

BEGIN = "0" * 64
_SHORT = 12
_Name = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Flaw:
    """Where chain and register do not agree, and how, in Dutch; `where` is a link or a version."""

    where: str
    what: str


def sum_of(link: Link) -> str:
    """Return the SHA-256 of a link: over its lines in register.yaml, all but that of the sum.

    Lines are in UTF-8, without the four signs before each of them, with a line feed between two.
    """
    return hashlib.sha256("\n".join(lines_of(link, without=("sum",))).encode()).hexdigest()


def newest(register: Register) -> str:
    """Return the sum of the newest link; 64 noughts where there is no chain yet."""
    return register.chain[-1].sum if register.chain else BEGIN


def short(total: str) -> str:
    """Return as much of a sum as a person can note down."""
    return total[:_SHORT]


def as_found(register: Register, day: date) -> Register:
    """Return `register` in which what was approved before there was a chain is sealed as it is.

    It is sealed on `day`, the day that it is: no link tells of an earlier one.
    """
    found = [
        _sealed(entry, version, version.frozen)
        for entry in register.entries
        for version in entry.versions
        if version.approved
    ]
    if register.chain or not found:
        return register
    return _linked(register, "aangetroffen", day, found)


def with_approvals(register: Register, items: Collection[str], day: date) -> Register:
    """Return `register` with a link for the newest versions of `items`, sealed on `day`.

    That is the day that it is; each version tells on which day it was approved.
    """
    found = [
        _sealed(entry, entry.current, entry.current.frozen)
        for entry in register.entries
        if entry.item in items
    ]
    return _linked(register, "vastgesteld", day, found) if found else register


def with_added(register: Register, item: str, added: Frozen, day: date) -> Register:
    """Return `register` with a file that was made later of the valid version of `item`.

    The file stands with that version, and in a link of its own.

    Raises:
        LookupError: no version of `item` was approved.
    """
    entry = register.find(item)
    if entry is None or entry.approved is None:
        raise LookupError(item)
    valid = entry.approved
    more = valid.model_copy(update={"frozen": (*valid.frozen, added)})
    versions = tuple(more if each is valid else each for each in entry.versions)
    entries = tuple(
        each.model_copy(update={"versions": versions}) if each is entry else each
        for each in register.entries
    )
    kept = register.model_copy(update={"entries": entries})
    return _linked(kept, "toegevoegd", day, [_sealed(entry, valid, (added,))])


def sealed_in(register: Register) -> dict[_Name, Sealed]:
    """Return what the chain holds of each version, by code and number, with all its files."""
    found: dict[_Name, Sealed] = {}
    for link in register.chain:
        for each in link.sealed:
            name = (each.code, each.number)
            if name in found:
                files = (*found[name].frozen, *each.frozen)
                found[name] = found[name].model_copy(update={"frozen": files})
            else:
                found[name] = each
    return found


def flaws(register: Register) -> Iterator[Flaw]:
    """Yield where a sum is not right, and where the register says else than the chain.

    A register without a chain has none: it is as it was found.
    """
    if not register.chain:
        return
    yield from broken_links(register)
    sealed = sealed_in(register)
    for entry in register.entries:
        for version in entry.versions:
            if version.approved:
                yield from _differing(
                    entry, version, sealed.pop((entry.code, version.number), None)
                )
    for code, number in sealed:
        yield Flaw(
            where=f"versie {number} van {code}",
            what="staat in de ketting, en niet meer als vastgesteld in het register",
        )


def broken_links(register: Register) -> Iterator[Flaw]:
    """Yield each link whose own sum is wrong, or that does not follow the one before it."""
    before: Link | None = None
    seen: set[_Name] = set()
    for number, link in enumerate(register.chain, start=1):
        where = f"schakel {number} van de ketting"
        yield from (Flaw(where=where, what=what) for what in _broken(link, before))
        for each in link.sealed:
            name = (each.code, each.number)
            if (name in seen) != (link.kind == "toegevoegd"):
                again = "noemt voor de tweede keer" if name in seen else "noemt als eerste"
                yield Flaw(where=where, what=f"{again} versie {each.number} van {each.code}")
            seen.add(name)
        before = link


def proved_since(register: Register) -> date:
    """Return since when a chain proves what it holds: the earliest day of its links.

    What a link seals was there when the links after it were made, whatever day it has itself.

    Raises:
        ValueError: there is no chain.
    """
    return min(each.day for each in register.chain)


def misdated(register: Register, today: date) -> Iterator[Flaw]:
    """Yield each link of a day after `today`, or before that of a link that it follows.

    A clock was wrong then. Links are never rewritten, so it is told and is no fault.
    """
    newest_day = date.min
    for number, link in enumerate(register.chain, start=1):
        where = f"schakel {number} van de ketting"
        if link.day > today:
            yield Flaw(where=where, what=f"is van {date_text(link.day)}: dat moet nog komen")
        elif link.day < newest_day:
            told = f"is van {date_text(link.day)}, en een schakel ervoor van"
            yield Flaw(where=where, what=f"{told} {date_text(newest_day)}")
        newest_day = max(newest_day, link.day)


def _broken(link: Link, before: Link | None) -> Iterator[str]:
    """Yield what is wrong with a link after `before`, or with the first one."""
    if sum_of(link) != link.sum:
        yield "is gewijzigd: de som klopt niet"
    if link.previous != (before.sum if before else BEGIN):
        yield "sluit niet aan op de schakel ervoor"
    if before and link.kind == "aangetroffen":
        yield "is 'aangetroffen', en dat kan alleen de eerste zijn"
    if any(each.approved and link.day < each.approved for each in link.sealed):
        yield "is van een dag vóór die van een vaststelling erin"


def _differing(entry: Entry, version: Version, sealed: Sealed | None) -> Iterator[Flaw]:
    where = f"versie {version.number} van {entry.code}"
    if sealed is None:
        yield Flaw(where=where, what="is vastgesteld volgens het register, en niet in de ketting")
        return
    here = _sealed(entry, version, version.frozen)
    for name, field in Sealed.model_fields.items():
        said, kept = getattr(here, name), getattr(sealed, name)
        if said != kept:
            yield Flaw(
                where=where,
                what=f"'{field.alias}' is in het register {_told(said)}, en bij het vaststellen "
                f"{_told(kept)}",
            )


def _told(value: object) -> str:
    """Return a value of a version as a message shows it."""
    if isinstance(value, date):
        return date_text(value)
    if isinstance(value, tuple):
        return "; ".join(map(_each_told, value)) or "leeg"
    return f"'{printable(str(value))}'" if value is not None else "leeg"


def _each_told(value: object) -> str:
    if isinstance(value, Frozen):
        return f"{value.filename} ({short(value.digest)})"
    return printable(" ".join(map(str, vars(value).values())))


def _sealed(entry: Entry, version: Version, files: tuple[Frozen, ...]) -> Sealed:
    own: Mapping[str, object] = {"item": entry.item, "code": entry.code, "frozen": files}
    same = {name: getattr(version, name) for name in Sealed.model_fields if name not in own}
    return Sealed.model_construct(**{**same, **own})


def _linked(register: Register, kind: str, day: date, sealed: list[Sealed]) -> Register:
    """Return `register` with one more link, of `day`, or of the newest approval that it seals.

    The day of the link before it changes nothing: the clock may have been ahead at that one.
    """
    days = [day, *(each.approved for each in sealed if each.approved)]
    bare = Link.model_construct(
        kind=kind, day=max(days), sealed=tuple(sealed), previous=newest(register), sum=BEGIN
    )
    link = bare.model_copy(update={"sum": sum_of(bare)})
    return register.model_copy(update={"chain": (*register.chain, link)})
