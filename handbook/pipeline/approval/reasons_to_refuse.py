"""What speaks against approving a document, with a reason to do so all the same where one may."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from handbook import storage
from handbook.errors import HandbookError, Place, Problem, WorkplaceError
from handbook.inspection.file_text import said_in
from handbook.inspection.pieces import Said
from handbook.inspection.unfinished_text import Left, leftovers
from handbook.loading.profile.secret_places import concealed
from handbook.model.common.base_record import date_text, printable
from handbook.model.documents.document import Document, DocumentSet
from handbook.model.sources.library import MATRIX
from handbook.model.sources.register import Entry
from handbook.pipeline.build.makings import makings_of
from handbook.pipeline.organisation.context import OrganisationContext
from handbook.pipeline.organisation.internal_error import of_document
from handbook.pipeline.placement.older_file import older
from handbook.pipeline.placement.other_name import MisplacedFile
from handbook.pipeline.placement.placement_decision import Making, proposals
from handbook.pipeline.safeguards.disclosure import Visit, betrayed, live
from handbook.pipeline.safeguards.secret_places import listed
from handbook.tailoring.control.approval import Decision, is_later
from handbook.word.hand_edits.approval_hindrances import Hindrance

# What may be waived, in the words of the command line.
SUBJECTS = (
    "open-velden",
    "voorstellen",
    "wijzigingen",
    "nagaan",
    "onderwerpen",
    "oudere-versie",
    "niet-bekeken",
)
_NUMBER = re.compile(r"(?:0|[1-9][0-9]{0,3})\.(?:0|[1-9][0-9]{0,3})")
_SHOWN = 3
_LONGEST = 200  # characters of a name or a reason; they stand in documents, on a line
_SHOWN_SIGNS = 60
_APART = "Zet het bestand apart, bouw opnieuw en neem over wat u wilt bewaren."
_LEFT: Mapping[Left, tuple[str, str, str]] = {
    "open veld": ("HB571", "open-velden", "er staan nog open velden in"),
    "schrijver": ("HB571", "open-velden", "er staat nog tekst voor de schrijver in"),
    "tag": ("HB571", "open-velden", "er staat nog een tag van een sjabloon in"),
    "voorstel": ("HB572", "voorstellen", "er staan nog voorstellen in de tekst"),
    "nagaan": ("HB574", "nagaan", "er staan passages in die nog zijn na te gaan"),
}
_MENDS = {
    "open-velden": "Geef het antwoord bij 'invullen' of in Word, en bouw opnieuw.",
    "voorstellen": "Neem over wat voor u geldt en haal het voorstel weg. Een bewaartermijn kiest u "
    "bij 'termijnen'; 'handbook check' noemt de ids.",
    "wijzigingen": "Verwerk ze in Word: 'Controleren', dan 'Accepteren' of 'Verwijderen'.",
    "nagaan": "Ga na of het klopt en leg dat vast bij 'nagegaan', of bij 'termijnen' als het om "
    "bewaren gaat; 'handbook check' noemt de ids. Typte u er in Word overheen, haal dan de opmaak "
    "weg met Ctrl+spatie.",
    "onderwerpen": "Voeg een document of kenmerk toe, of sluit het onderwerp uit met een reden.",
    "niet-bekeken": "Maak er een bestand met tekst van, of kijk het zelf na.",
    "oudere-versie": "Haal het weg en bouw opnieuw; dan komt wat is vastgesteld terug.",
}

_Done = TypeVar("_Done")


@dataclass(frozen=True, slots=True, kw_only=True)
class Objection:
    """A problem with document `item` ("": all of them); without a `subject` nothing waives it."""

    problem: Problem
    item: str = ""
    subject: str = ""


def objections(
    context: OrganisationContext, making: Making, data: bytes, former: bytes | None, visit: Visit
) -> Iterator[Objection]:
    """Yield what speaks against approving the file `data`, made from the working copy `former`.

    What it tells of another organisation or of a secret location, and what in it fetches or runs
    something, is looked for in the very bytes that would be frozen, as `visit` would for `check
    --output`; nothing waives it.
    """
    file = f"output/{context.name}/{making.filename}"
    item = making.document.item
    if former is not None and (foreign := _foreign(context, making, file, former)):
        yield foreign
        return
    if former is not None:
        yield from (replace(each, item=item) for each in _hindered(making, file, former))
    said = said_in(data)
    for found in (
        *_unseen(context, making, file, former),
        *_in_text(file, said),
        *map(_never, betrayed(visit, file, said, making.filename)),
        *(_never(each) for each in live(file, data) if each.weight == "fout"),
        *_proposed(context, making, file, former),
        *_unread(context, making, file, said),
    ):
        yield replace(found, item=item)


def of_one(
    context: OrganisationContext, document: Document, work: Callable[[], Iterable[_Done]]
) -> tuple[tuple[_Done, ...], tuple[Objection, ...]]:
    """Return what `work` finds of a document, or what stopped it as an objection to that one.

    Raises:
        WorkplaceError: the surroundings do not work, for no document at all.
    """
    try:
        return of_document(f"output/{context.name}/{document.filename}", lambda: tuple(work())), ()
    except WorkplaceError:
        raise
    except HandbookError as error:
        return (), tuple(Objection(problem=each, item=document.item) for each in error.problems)


def held_by_sheet(context: OrganisationContext, document: Document) -> Iterator[Problem]:
    """Yield that a workbook of a document is hers, so that it is left out of an approval (HB404).

    It can be neither stamped nor merged, and nothing of the other documents depends on it.
    """
    for making in makings_of(context, document, "", []):
        data = storage.read(context.output / making.filename) if making.stamp is None else None
        file = f"output/{context.name}/{making.filename}"
        if making.copy_of:
            yield from _held_copy(making, file, data)
            continue
        if data is not None and (hers := _foreign(context, making, file, data)):
            yield Problem(
                Place(file),
                code="HB404",
                what=f"{hers.problem.what}; {document.code} is daarom niet vastgesteld",
                mend=f"Geef het een andere naam, zoals 'mijn {making.filename}', bouw opnieuw en "
                f"stel {document.code} vast. Wilt u iets bewaren, zet dat dan in het profiel.",
                weight="let op",
            )


def _held_copy(making: Making, file: str, data: bytes | None) -> Iterator[Problem]:
    """Yield why a document of her own is left out: nobody saw it, or its copy was edited."""
    code = making.document.code
    proof = making.prove(data) if data is not None else None
    if proof is not None and proof.intact:
        return
    what, mend = "dit document staat nog niet in output", "Bouw, lees wat de build ervan zegt"
    if data is not None:
        what = f"in deze kopie van {making.copy_of} is gewerkt"
        mend = "Neem over wat u wilt bewaren in het document zelf, haal deze kopie weg, bouw"
    yield Problem(
        Place(file),
        code="HB404",
        what=f"{what}; {code} is daarom niet vastgesteld",
        mend=f"{mend}, en stel {code} daarna vast.",
        weight="let op",
    )


def not_along(
    context: OrganisationContext,
    making: Making,
    former: bytes | None,
    found: Iterable[MisplacedFile],
) -> Iterator[Objection]:
    """Yield what of hers would not go along if the working copy `former` is approved.

    That is what she wrote in one of the strays that were `found`, and what was approved by hand
    and is not in a working copy that is older.
    """
    item, secrets = making.document.item, context.loaded.secrets
    if making.stamp is None:
        return
    for stray in found:
        told = stray.told(former) if stray.entry.item == item else None
        if told:
            refusing = replace(concealed(told, secrets), weight="fout")
            yield replace(_never(refusing), item=item)
    register = context.loaded.register
    if behind := older(context.root, context.name, register, item, former):
        file, what = f"output/{context.name}/{making.filename}", context.hide(behind.what)
        yield replace(_objection("HB459", file, "oudere-versie", what), item=item)


def not_covered(made: DocumentSet, name: str) -> tuple[Objection, ...]:
    """Return an objection for each topic that no document covers and nobody excluded."""
    return tuple(
        _objection(
            "HB575",
            f"organisations/{name}.yaml",
            "onderwerpen",
            f"onderwerp '{row.topic.id}' ({row.topic.title}) staat in geen document",
        )
        for row in made.matrix.gaps
    )


def not_to_exclude(context: OrganisationContext) -> tuple[Objection, ...]:
    """Return an objection for each exclusion that cannot be: the norm matrix would not be true."""
    return tuple(
        replace(_never(replace(each, weight="fout")), item=MATRIX)
        for each in context.loaded.notices
        if each.code == "HB280"
    )


def refused(found: Sequence[Objection], despite: Mapping[str, str]) -> tuple[Problem, ...]:
    """Return the problems of `found` for which `despite` gives no reason."""
    return tuple(each.problem for each in found if each.subject not in despite)


def unfit(
    entries: Sequence[Entry], decision: Decision, name: str, today: date
) -> tuple[Problem, ...]:
    """Return why approver, day or number cannot be those of an approval of `entries`."""
    place = f"organisations/{name}/register.yaml"
    problems = list(unwritable([decision.approver], name))
    if decision.day > today:
        what = f"de datum van vaststelling, {date_text(decision.day)}, ligt in de toekomst"
        problems.append(_unfit(place, "HB576", what))
    if decision.number and not _NUMBER.fullmatch(decision.number):
        what = f"'{printable(decision.number)}' is geen versienummer, zoals 2.0"
        return (*problems, _unfit(place, "HB570", what))
    problems += _too_early(entries, decision.day, today, place)
    for entry in entries:
        before = [each.approved for each in entry.versions if each.approved]
        if before and decision.day < max(before):
            what = f"{entry.code} is al vastgesteld op {date_text(max(before))}, na "
            problems.append(_unfit(place, "HB576", f"{what}{date_text(decision.day)}"))
        if decision.number and not is_later(decision.number, entry):
            what = f"versie {decision.number} van {entry.code} is al gebruikt, of ligt voor "
            problems.append(_unfit(place, "HB570", f"{what}versie {entry.current.number}"))
    return tuple(problems)


def _too_early(entries: Sequence[Entry], day: date, today: date, place: str) -> Iterator[Problem]:
    """Yield that documents said something else on the `day` on which they would be approved."""
    later = [each for each in entries if day < _since(each)]
    if not later:
        return
    codes = ", ".join(each.code for each in later[:_SHOWN]) + ", …" * (len(later) > _SHOWN)
    written = max(map(_since, later))
    last = date_text(max(written, today))
    what = f"op {date_text(day)} waren nog niet geschreven: {codes}"
    mend = f"Kies een dag van {date_text(written)} tot en met {last}; er is niets vastgesteld."
    if written > today:
        what = f"het register zegt dat {codes} van {last} is, en die dag moet nog komen"
        mend = "Staat de klok goed, bouw dan eerst opnieuw; er is niets vastgesteld."
    yield Problem(Place(place), code="HB576", what=what, mend=mend)


def _since(entry: Entry) -> date:
    """Return the day on which all that a document says was first there.

    The words around its text are there since a day of their own. A text that is approved was
    there at that approval, and its day is looked at already.
    """
    current = entry.current
    text = date.min if current.approved else current.latest or current.written
    return max(text, entry.around_since or date.min)


def unwritable(texts: Iterable[str], name: str) -> Iterator[Problem]:
    """Yield why a name or a reason cannot stand in the register and in documents (HB578)."""
    for text in texts:
        shown = printable(text)[:_SHOWN_SIGNS]
        what = (
            "de naam van wie vaststelt, of een reden, is leeg"
            if not text
            else f"in '{shown}' staat een teken dat Word niet kan bewaren"
            if not text.isprintable()
            else f"'{shown}…' is langer dan {_LONGEST} tekens"
            if len(text) > _LONGEST
            else ""
        )
        if what:
            mend = "Typ de naam of de reden opnieuw, kort en op één regel."
            place = Place(f"organisations/{name}/register.yaml")
            yield Problem(place, code="HB578", what=what, mend=mend)


def telling(texts: Iterable[str], context: OrganisationContext) -> Iterator[Problem]:
    """Yield why a name or a reason cannot be kept for ever: it tells of a secret location."""
    if any(context.loaded.secrets.search(text) for text in texts):
        yield Problem(
            Place(f"organisations/{context.name}/register.yaml"),
            code="HB578",
            what="de naam van wie vaststelt, of een reden, noemt een locatie die geheim is",
            mend="Er is niets vastgesteld. Typ de naam of de reden opnieuw, zonder de locatie.",
        )


def _never(problem: Problem) -> Objection:
    """Return a problem as an objection that no reason takes away."""
    mend = f"{problem.mend} Er is niets vastgesteld; met --ondanks kan dit niet."
    return Objection(problem=replace(problem, mend=mend))


def _in_text(file: str, said: Said) -> Iterator[Objection]:
    for kind, texts in leftovers(said).items():
        code, subject, what = _LEFT[kind]
        shown = "; ".join(list(dict.fromkeys(texts))[:_SHOWN])
        yield _objection(code, file, subject, f"{what}: {len(texts)} ({shown})")
    if said.changes:
        what = f"opmerkingen of bijgehouden wijzigingen staan nog open: {said.changes}"
        yield _objection("HB573", file, "wijzigingen", what)


def _proposed(
    context: OrganisationContext, making: Making, file: str, former: bytes | None
) -> Iterator[Objection]:
    target = context.output / making.filename
    beside = [path.name for path in proposals(target) if storage.digest(path) is not None]
    if beside:
        what = f"naast dit document staat nog een voorstel: {', '.join(beside)}"
        yield _objection("HB572", file, "voorstellen", what)
    proof = making.prove(former) if former is not None else None
    if not beside and proof and not proof.intact and _text(proof.render) != _text(making.wanted):
        what = "er is nieuwe tekst, die nog niet in dit met de hand gewijzigde bestand staat"
        yield _objection("HB572", file, "voorstellen", what)


def _text(render: str) -> str:
    return next((part for part in render.split(";") if part.startswith("tekst=")), "")


def _unread(
    context: OrganisationContext, making: Making, file: str, said: Said
) -> Iterator[Objection]:
    """Yield that nobody could look into a document of her own, where something is secret."""
    if making.copy_of and said.opaque and context.loaded.secrets:
        what = f"hierin kan een geheime locatie staan die niet is te zoeken: {listed(said.opaque)}"
        yield _objection("HB564", file, "niet-bekeken", what)


def _foreign(
    context: OrganisationContext, making: Making, file: str, former: bytes
) -> Objection | None:
    """Return the objection to a file that we cannot approve at all (HB577), or None."""
    proof = making.prove(former)
    if making.copy_of and (proof is None or not proof.intact):
        what = f"in deze kopie van {making.copy_of} is gewerkt"
    elif proof is None or not context.is_of(proof, making.document.item):
        what = "dit bestand is niet door handbook gemaakt"
    elif not proof.intact and making.stamp is None:
        what = "dit werkblad is met de hand gewijzigd"
    else:
        return None
    return Objection(problem=Problem(Place(file), code="HB577", what=what, mend=_APART))


def _unseen(
    context: OrganisationContext, making: Making, file: str, former: bytes | None
) -> Iterator[Objection]:
    """Yield that a document that was made has no file: nobody saw what would be approved (HB405).

    What somebody wrote in it may lie where no seal tells, in a zip or in another kind of file.
    """
    known = context.loaded.register.find(making.document.item)
    if former is None and known is not None and not known.dropped and making.stamp is not None:
        yield _never(
            Problem(
                Place(file),
                code="HB405",
                what="dit bestand is weg, en wat ervoor in de plaats komt, zag niemand",
                mend="Werkte iemand erin, zet het dan terug: uit de map of het zip-bestand waarin "
                "het nu ligt, als .docx. Bouw anders opnieuw, lees het na en stel het dan vast.",
            )
        )


def _hindered(making: Making, file: str, former: bytes) -> Iterator[Objection]:
    """Yield what of hers an approval would write over, or cannot find in her file (HB577)."""
    proof = making.prove(former)
    if proof is None or proof.intact or making.stamp is None:
        return
    try:
        found = tuple(making.hindered(former))
        making.stamp(former, proof.render)
    except ValueError as error:
        found = (Hindrance(what=str(error), mend=_APART),)
    for each in found:
        what = f"dit bestand is met de hand gewijzigd en niet bij te werken: {each.what}"
        problem = Problem(Place(file), code="HB577", what=what, mend=each.mend)
        yield Objection(problem=problem)


def _objection(code: str, file: str, subject: str, what: str) -> Objection:
    mend = f'{_MENDS[subject]} Kan dat nu niet: --ondanks {subject} "waarom".'
    return Objection(problem=Problem(Place(file), code=code, what=what, mend=mend), subject=subject)


def _unfit(place: str, code: str, what: str) -> Problem:
    mend = "Kies een ander nummer of een andere datum; er is niets vastgesteld."
    return Problem(Place(place), code=code, what=what, mend=mend)
