"""Approval: which number a version gets, and what the register says of it from then on."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from handbook.model.sources.library import HANDBOOK, MATRIX
from handbook.model.sources.profile import Profile
from handbook.model.sources.register import Entry, Frozen, Register, Version, Waiver
from handbook.tailoring.control.codes_and_versions import months_later

_UNCHANGED = "opnieuw vastgesteld zonder wijziging"
_REWORDED = "opnieuw vastgesteld na een wijziging van het sjabloon of de organisatie"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What somebody decided: who approves, on which day, with which number ("" is the next).

    `reviews` are the days on which documents are looked at again, by item, where she chose one.
    """

    approver: str
    day: date
    number: str = ""
    reviews: Mapping[str, date] = field(default_factory=dict)

    def review(self, item: str, months: int) -> date:
        """Return when document `item` is looked at again: on her day, or after so many months."""
        chosen = self.reviews.get(item)
        return chosen if chosen and chosen > self.day else months_later(self.day, months)


def next_whole(entry: Entry) -> str:
    """Return the next whole number: 1.0 after concept 0.1, 2.0 after 1.0 or concept 1.3."""
    return f"{max(parts_of(each.number)[0] for each in entry.versions) + 1}.0"


def is_later(number: str, entry: Entry) -> bool:
    """Tell whether `number` was not used yet and comes after all that were.

    An open concept may be approved under its own number: 1.1 stays 1.1.
    """
    former = [each.number for each in entry.versions if each.approved]
    begun = [each.number for each in entry.versions if not each.approved]
    wanted = parts_of(number)
    return all(wanted > parts_of(each) for each in former) and all(
        wanted >= parts_of(each) for each in begun
    )


def is_done(entry: Entry, decision: Decision) -> bool:
    """Tell whether the newest version is already approved as `decision` asks: a second call."""
    current = entry.current
    return (current.approver, current.approved) == (decision.approver, decision.day) and (
        decision.number in ("", current.number)
    )


def approve(
    register: Register,
    items: Sequence[str],
    decision: Decision,
    profile: Profile,
    reworded: Collection[str] = (),
) -> Register:
    """Return `register` in which the documents `items` are approved; files are still to be frozen.

    An open concept becomes the approved version; one that was approved before and did not change
    gets a new version, with a new day of review. `reworded` are the items that say other words
    around their text since.
    """
    approved = {item: _approved(_entry(register, item), decision, profile) for item in items}
    told = {item: _because(each, reworded) for item, each in approved.items()}
    return _without_outgoing(_with(register, told))


def _without_outgoing(register: Register) -> Register:
    """Return `register` where nothing is outgoing, once handbook and matrix are approved as is."""
    naming = [register.find(item) for item in (HANDBOOK, MATRIX)]
    if any(entry is None or not entry.current.approved for entry in naming):
        return register
    gone = {
        entry.item: entry.model_copy(update={"outgoing": None})
        for entry in register.entries
        if entry.outgoing
    }
    return _with(register, gone)


def freeze(
    register: Register,
    frozen: Mapping[str, Sequence[Frozen]],
    waived: Mapping[str, Sequence[Waiver]],
    latest: Mapping[str, date],
) -> Register:
    """Return `register` with what the versions just approved are to keep, by item.

    Args:
        register: as `approve` returns it.
        frozen: the files.
        waived: what was waived, and why.
        latest: since when the text is known, where that is after the day of the approval.
    """
    entries = {}
    for item, files in frozen.items():
        entry = _entry(register, item)
        told = {
            "frozen": tuple(files),
            "waivers": tuple(waived.get(item, ())),
            "latest": latest.get(item),
        }
        entries[item] = _newest(entry, entry.current.model_copy(update=told))
    return _with(register, entries)


def _approved(entry: Entry, decision: Decision, profile: Profile) -> Entry:
    current = entry.current
    version = current.model_copy(
        update={
            "number": decision.number or next_whole(entry),
            "status": "vastgesteld",
            "written": decision.day if current.approved else current.written,
            "latest": None,
            "review": decision.review(entry.item, int(profile.control.review.split()[0])),
            "approver": decision.approver,
            "approved": decision.day,
            "frozen": (),
            "waivers": (),
        }
    )
    if current.approved:
        again = version.model_copy(update={"reason": _UNCHANGED})
        return entry.model_copy(update={"versions": (*entry.versions, again)})
    return _newest(entry, version)


def _because(entry: Entry, reworded: Collection[str]) -> Entry:
    if entry.item not in reworded or entry.current.reason != _UNCHANGED:
        return entry
    return _newest(entry, entry.current.model_copy(update={"reason": _REWORDED}))


def _newest(entry: Entry, version: Version) -> Entry:
    return entry.model_copy(update={"versions": (*entry.versions[:-1], version)})


def _entry(register: Register, item: str) -> Entry:
    entry = register.find(item)
    if entry is None:
        raise LookupError(item)
    return entry


def _with(register: Register, entries: Mapping[str, Entry]) -> Register:
    changed = tuple(entries.get(each.item, each) for each in register.entries)
    return register.model_copy(update={"entries": changed})


def parts_of(number: str) -> tuple[int, ...]:
    """Return a number of a version as what can be compared: 1.10 comes after 1.9."""
    whole, _, part = number.partition(".")
    return int(whole), int(part or 0)
