"""Codes, versions, status and review dates: what the register says of each document."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date
from types import MappingProxyType

from handbook.model.common.base_record import date_text, fingerprint
from handbook.model.documents.document import Document
from handbook.model.documents.document_control import Control
from handbook.model.documents.own_body import OwnBody
from handbook.model.sources.profile import Profile
from handbook.model.sources.register import Entry, Register, Version
from handbook.tailoring.control.earlier_fingerprint import former_content_of
from handbook.tailoring.control.reader_text import printed

_OPEN = ("concept", "ter vaststelling")
_MARK = "2:"  # the second way of telling what a document says
BY_HAND = "met de hand"
_CHANGED = "de inhoud is gewijzigd"
_LONGEST = 300  # characters of a reason: it stands in a line of the history
_BEGUN = date(2025, 1, 1)  # no register is older: a clock that says so is behind
_DAYS_IN_MONTH = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def codes_for(
    items: Iterable[str],
    register: Register,
    prefix: str,
    chosen: Mapping[str, str] = MappingProxyType({}),
) -> dict[str, str]:
    """Return the code of each item: the register's, for ever; for a new one `prefix` and its id.

    Or the one that was `chosen` for it: a document of her own has the code that is printed on it.

    A code that another document ever had is not given again, in small letters neither: on most
    computers they would be one file.
    """
    taken = {entry.code.casefold() for entry in register.entries}
    codes: dict[str, str] = {}
    for item in items:
        entry = register.find(item)
        code = entry.code if entry else _free(chosen.get(item) or f"{prefix}{item}", taken)
        taken.add(code.casefold())
        codes[item] = code
    return codes


def _free(code: str, taken: set[str]) -> str:
    candidate, number = code, 2
    while candidate.casefold() in taken:
        candidate, number = f"{code}-{number}", number + 1
    return candidate


def revise(
    register: Register,
    documents: Sequence[Document],
    profile: Profile,
    today: date,
    by_hand: Collection[str] = (),
) -> Register:
    """Return the register after a build on `today`.

    A new document gets a first concept, 0.1. A document whose content changed, or whose file was
    changed by hand since it was approved (`by_hand`, items), gets one open concept, however often
    it is built; the dates of an open concept stay those of the day it was first written, and it
    remembers the day on which its text last changed. A document that left the set is vervallen, and
    comes back under its own code.
    """
    made = {document.item: document for document in documents}
    heirs = _heirs(documents)
    kept = [
        _merged_into(
            _kept(entry, made.get(entry.item), profile, today, edited=entry.item in by_hand), heirs
        )
        for entry in register.entries
    ]
    known = {entry.item for entry in register.entries}
    new = [_first(document, profile, today) for document in documents if document.item not in known]
    entries = tuple(sorted((*kept, *new), key=lambda each: each.code))
    return register.model_copy(update={"entries": entries})


def _heirs(documents: Sequence[Document]) -> dict[str, str]:
    """Return by item that left the set which document of her own takes its place."""
    return {
        old: each.item
        for each in documents
        if isinstance(each.body, OwnBody)
        for old in each.body.replaces
    }


def _merged_into(entry: Entry, heirs: Mapping[str, str]) -> Entry:
    heir = heirs.get(entry.item) if entry.dropped else None
    return entry if heir == entry.merged_into else entry.model_copy(update={"merged_into": heir})


def still_away(register: Register, before: Register, made: Collection[str]) -> Register:
    """Return `register` where what had left the set and is not `made` yet, still is vervallen.

    A document comes back with its file: only that tells the build that makes it to look for what
    somebody wrote in it before it left.

    Args:
        register: as `revise` returns it; there a document is back as soon as it holds again.
        before: the register that was read.
        made: the items of which the file is made now, or stays.
    """
    away = {each.item: each for each in before.entries if each.dropped and each.item not in made}
    entries = tuple(
        each
        if each.dropped or each.item not in away
        else each.model_copy(
            update={"dropped": away[each.item].dropped, "outgoing": away[each.item].outgoing}
        )
        for each in register.entries
    )
    return register.model_copy(update={"entries": entries})


def with_words_around(register: Register, around: Mapping[str, str], today: date) -> Register:
    """Return `register` with what each document prints around its own text, and since when.

    Args:
        register: as `revise` returns it.
        around: by item the fingerprint of those words. One that the register did not know yet
            counts as there from the start; another than it knew is there since `today`.
        today: the day it is.
    """
    return register.model_copy(
        update={
            "entries": tuple(
                _around(each, around.get(each.item), today) for each in register.entries
            )
        }
    )


def _around(entry: Entry, words: str | None, today: date) -> Entry:
    if words is None or words == entry.around:
        return entry
    since = max(today, entry.around_since or today) if entry.around else None
    return entry.model_copy(update={"around": words, "around_since": since})


def newest_open_day(entry: Entry) -> date:
    """Return the newest day of what nobody approved yet: an open concept, the words around it."""
    current = entry.current
    text = (current.written, current.latest) if current.status in _OPEN else ()
    return max(each or date.min for each in (*text, entry.around_since))


def ahead(register: Register, today: date) -> tuple[Entry, ...]:
    """Return the entries of which something that is open has a day after `today`.

    A computer whose clock was ahead wrote it; nobody could approve it before that day comes. Where
    the clock of now is behind for sure, nothing is ahead.
    """
    if today < _BEGUN:
        return ()
    return tuple(each for each in register.entries if newest_open_day(each) > today)


def not_ahead(register: Register, profile: Profile, today: date) -> Register:
    """Return `register` in which what is `ahead` is of `today`; an approved version stays."""
    wrong = ahead(register, today)
    entries = tuple(
        _set_back(each, profile, today) if each in wrong else each for each in register.entries
    )
    return register.model_copy(update={"entries": entries})


def _set_back(entry: Entry, profile: Profile, today: date) -> Entry:
    *former, current = entry.versions
    told: dict[str, date | None] = {}
    if current.status in _OPEN and current.written > today:
        told = {"written": today, "latest": None, "review": _review(profile, today)}
    elif current.status in _OPEN and current.latest and current.latest > today:
        told = {"latest": today if today > current.written else None}
    since = entry.around_since and min(entry.around_since, today)
    versions = (*former, current.model_copy(update=told))
    return entry.model_copy(update={"versions": versions, "around_since": since})


def with_causes(register: Register, before: Register, causes: Mapping[str, str]) -> Register:
    """Return `register` with why each version says what it says, where that is known.

    A version that an auditor reads tells what changed in it: an open concept gathers the causes
    of all its builds. The first version of a document needs none.

    Args:
        register: as `revise` returns it.
        before: the register it was made from.
        causes: by item what changed its content, in Dutch; "" where that is not known.
    """
    former = {entry.item: entry.current for entry in before.entries}
    return register.model_copy(
        update={
            "entries": tuple(
                _caused(entry, former.get(entry.item), causes.get(entry.item, ""))
                for entry in register.entries
            )
        }
    )


def _caused(entry: Entry, before: Version | None, cause: str) -> Entry:
    *former, current = entry.versions
    same = before is None or before.content == current.content
    if same or not cause or current.reason is None:
        return entry
    known = [each for each in current.reason.split("; ") if each != _CHANGED]
    if cause in known:
        return entry
    told = "; ".join([*known, cause])
    reason = told if len(told) <= _LONGEST else "; ".join([*known, _CHANGED])
    version = current.model_copy(update={"reason": reason})
    return entry.model_copy(update={"versions": (*former, version)})


def concealed(register: Register, hide: Callable[[str], str]) -> Register:
    """Return `register` as it may be printed: what people typed in it goes through `hide`.

    A house that becomes secret may stand in a title, in a reason or behind a name that approved.
    The register itself keeps what was settled; nothing that leaves the folder repeats it.
    """
    entries = tuple(concealed_entry(entry, hide) for entry in register.entries)
    return register.model_copy(update={"entries": entries})


def concealed_entry(entry: Entry, hide: Callable[[str], str]) -> Entry:
    """Return `entry` as it may be printed; see `concealed`."""
    versions = tuple(
        version.model_copy(
            update={
                "reason": version.reason and hide(version.reason),
                "approver": version.approver and hide(version.approver),
            }
        )
        for version in entry.versions
    )
    return entry.model_copy(update={"title": hide(entry.title), "versions": versions})


def control_of(entry: Entry, document: Document, approver: str) -> Control:
    """Return what `document` prints of its control; `approver` is the function that adopts it.

    A version that is approved prints the day on which that was done, and who did it.
    """
    version = entry.current
    return Control(
        version=version.number,
        status=version.status,
        written=version.approved or version.written,
        review=version.review,
        owner=document.owner,
        approver=version.approver or approver,
        history=tuple(_line(each) for each in entry.versions),
    )


def _line(version: Version) -> str:
    """Return a version as a line of the history: its number, when and by whom, and why."""
    made = f"concept van {date_text(version.written)}"
    if version.approved:
        made = f"vastgesteld op {date_text(version.approved)} door {version.approver}"
    return "  ·  ".join([version.number, made, version.reason or "eerste versie"])


def content_of(document: Document) -> str:
    """Return the fingerprint of what `document` says to a reader, as `printed` tells it.

    Its mark keeps it apart from the fingerprints of before, which were about the whole record.
    """
    return f"{_MARK}{fingerprint(printed(document))}"


def recognised(register: Register, documents: Sequence[Document]) -> Register:
    """Return `register` with the fingerprints of an earlier program told in today's way.

    A newest version that has one, and whose document still is what that program saw, keeps its
    number: nothing of it changed. In any other the old one stays, and counts as a change.
    """
    made = {document.item: document for document in documents}
    entries = tuple(_recognised(entry, made.get(entry.item)) for entry in register.entries)
    return register.model_copy(update={"entries": entries})


def _recognised(entry: Entry, document: Document | None) -> Entry:
    *former, current = entry.versions
    if document is None or current.content.startswith(_MARK):
        return entry
    if current.content != former_content_of(document):
        return entry
    known = current.model_copy(update={"content": content_of(document)})
    return entry.model_copy(update={"versions": (*former, known)})


def _first(document: Document, profile: Profile, today: date) -> Entry:
    return Entry(
        document=document.item,
        code=document.code,
        titel=document.title,
        bestand=document.filename,
        som=_sum(document),
        versies=(_concept("0.1", document, profile, today),),
    )


def _sum(document: Document) -> str | None:
    """Return the SHA-256 of a file that the organisation wrote itself; None of any other."""
    return document.body.digest if isinstance(document.body, OwnBody) else None


def _kept(
    entry: Entry, document: Document | None, profile: Profile, today: date, *, edited: bool
) -> Entry:
    if document is None:
        return entry if entry.dropped else _leaving(entry, today)
    *former, current = entry.versions
    content = content_of(document)
    changed = content != current.content
    if not changed and not (edited and current.status not in _OPEN):
        versions: tuple[Version, ...] = entry.versions
    elif current.status in _OPEN:
        versions = (*former, _rewritten(current, content, today))
    else:
        fresh = _concept(_next(current.number), document, profile, today)
        why = "; ".join([_CHANGED] * changed + [BY_HAND] * edited)
        versions = (*entry.versions, fresh.model_copy(update={"reason": why}))
    return entry.model_copy(
        update={
            "title": document.title,
            "filename": document.filename,
            "dropped": None,
            "merged_into": None,
            "outgoing": None,
            "sum": _sum(document),
            "versions": versions,
        }
    )


def _leaving(entry: Entry, today: date) -> Entry:
    """Return a document that leaves the set; what was approved of it holds for a while."""
    outgoing = "ja" if entry.approved else None
    return entry.model_copy(update={"dropped": today, "outgoing": outgoing})


def _rewritten(concept: Version, content: str, today: date) -> Version:
    """Return an open concept with another text, that is there since `today`."""
    since = max(today, concept.latest or concept.written)
    latest = since if since > concept.written else None
    return concept.model_copy(update={"content": content, "latest": latest})


def _concept(number: str, document: Document, profile: Profile, today: date) -> Version:
    return Version(
        versie=number,
        status="concept",
        datum=today,
        herziening=_chosen_review(document) or _review(profile, today),
        inhoud=content_of(document),
    )


def _chosen_review(document: Document) -> date | None:
    return document.body.review if isinstance(document.body, OwnBody) else None


def _review(profile: Profile, day: date) -> date:
    """Return when a version of `day` is to be looked at again."""
    return months_later(day, int(profile.control.review.split()[0]))


def _next(number: str) -> str:
    """Return the number of the concept after an approved version: 1.0 gives 1.1."""
    whole, _, part = number.partition(".")
    return f"{whole}.{int(part or 0) + 1}"


def months_later(day: date, months: int) -> date:
    """Return the same day `months` later, or the last day of that month where it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    leap = month == 1 and (year % 4 == 0 and (year % 100 != 0 or year % 400 == 0))
    return date(year, month + 1, min(day.day, _DAYS_IN_MONTH[month] + leap))
