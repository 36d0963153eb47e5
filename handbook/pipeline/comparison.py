"""`diff`: what changed in documents, and why, as a copy for Word or as text."""

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path

from handbook import storage
from handbook.errors import HandbookError, Place, Problem
from handbook.loading.profile.secret_places import STAND_IN, pattern
from handbook.loading.workspace import Workspace
from handbook.model.common.base_record import date_text
from handbook.model.documents.build import DocumentOutcome
from handbook.model.documents.document import Document
from handbook.model.documents.own_body import OwnBody
from handbook.model.features.comparison import Against, Comparison
from handbook.pipeline import restore
from handbook.pipeline.build import cache
from handbook.pipeline.build.makings import makings_of
from handbook.pipeline.build.preparation import chosen
from handbook.pipeline.build.why_stale import News, explained, news_since
from handbook.pipeline.organisation.context import OrganisationContext, Request, open_organisation
from handbook.pipeline.organisation.internal_error import of_document
from handbook.pipeline.organisation.ownership import foreign
from handbook.pipeline.placement.changes_copy import READING, may_replace, place_of, shown
from handbook.pipeline.placement.placement_decision import Making, decide_on
from handbook.pipeline.safeguards.secret_places import tells
from handbook.word.comparison.changed_paragraphs import changes
from handbook.word.comparison.front_page import FrontPage
from handbook.word.merge import read_base
from handbook.word.package.package import pack, read
from handbook.word.package.seal import prove

_WHAT: dict[Against, str] = {
    "nieuw": "Wat er verandert als u opnieuw bouwt",
    "vorige": "Wat er veranderde sinds een vorige versie",
    "eigen": "Wat u zelf in Word veranderde",
}


_TELLS = (
    "de kopie zou een geheime locatie noemen, ook in wat is weggehaald. Met --tekst ziet u wat er "
    "veranderde, zonder die locatie."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is to be compared: these `codes` (empty: all), `against` what, which former file.

    `write` asks for a copy that shows it in Word.
    """

    codes: frozenset[str] = frozenset()
    against: Against = "nieuw"
    number: int = 1
    write: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pair:
    """Two versions of a document, and why the later one differs."""

    document: Document
    old: bytes
    new: bytes
    reason: str


def compare(
    workspace: Workspace, name: str, asked: Asked, *, today: date
) -> tuple[Comparison, ...]:
    """Return what changed in each document that is asked for and that changed.

    A document that cannot be compared tells so, and stops no other.

    Raises:
        HandbookError: HB298 no such document, HB299 no such organisation, or what is wrong with the
            profile. Where there is nothing else to tell also HB455 and HB456 no such former file,
            HB597 a file of another organisation, HB520 a file that cannot be compared, HB521 a copy
            that somebody worked in, HB559 a fault of ours.
    """
    request = Request(only=asked.codes, write=True)
    context = open_organisation(workspace, name, today, request)
    news = news_since(context, cache.recall(workspace, context.name))
    with storage.lock(workspace.root) if asked.write else nullcontext():
        told = [_told(workspace, context, asked, news, document) for document in chosen(context)]
    found = tuple(each for each, _ in told if each)
    errors = [error for _, error in told if error]
    if errors and all(each.problems for each in found):
        raise errors[0] if len(errors) == 1 else HandbookError(*_problems(errors))
    return found


def _told(
    workspace: Workspace, context: OrganisationContext, asked: Asked, news: News, document: Document
) -> tuple[Comparison | None, HandbookError | None]:
    """Return what changed in a document (None: nothing), or what stopped it, and no other."""
    file = f"output/{context.name}/{document.filename}"
    try:
        return of_document(file, partial(_of_one, workspace, context, asked, news, document)), None
    except HandbookError as error:
        title = f"{_WHAT[asked.against]}: {document.code} {document.title}"
        stopped = Comparison(
            code=document.code,
            name=document.item,
            title=title,
            reason="",
            changes=(),
            problems=error.problems,
        )
        return stopped, error


def _problems(errors: Sequence[HandbookError]) -> Iterator[Problem]:
    for each in errors:
        yield from each.problems


def _of_one(
    workspace: Workspace, context: OrganisationContext, asked: Asked, news: News, document: Document
) -> Comparison | None:
    pair = _pair(workspace, context, asked, news, document)
    if pair is None or pair.old == pair.new:
        return None
    found, data = _compared(context, asked, pair)
    if not found.changes:
        return None
    return _written(context, found, data) if asked.write else found


def _pair(
    workspace: Workspace, context: OrganisationContext, asked: Asked, news: News, document: Document
) -> _Pair | None:
    if isinstance(document.body, OwnBody) and document.body.suffix != ".docx":
        if asked.codes:
            raise HandbookError(_no_word(context, document))
        return None
    now = storage.read(context.output / document.filename)
    if now is None:
        return None
    if strange := foreign(context.output / document.filename, context.root, now, context.owners):
        raise HandbookError(*strange)
    if asked.against == "nieuw":
        making = next(makings_of(context, document, "", []))
        return _with_new(context, explained(context, making, news), now)
    if asked.against == "vorige":
        return _with_former(workspace, context, document, now, asked)
    return _with_base(document, now)


def _with_new(context: OrganisationContext, making: Making, now: bytes) -> _Pair | None:
    delivery = decide_on(context, making)
    written = [move.data for move in delivery.moves if move.kind == "schrijven"]
    if not written:
        return None
    return _Pair(
        document=making.document, old=now, new=written[0], reason=_reason(delivery.outcome)
    )


def _reason(outcome: DocumentOutcome) -> str:
    waits = sum(each.told for each in outcome.blocks)
    more = (
        [f"{waits} {'stuk tekst wacht' if waits == 1 else 'stukken tekst wachten'} op u"]
        if waits
        else []
    )
    return "; ".join([outcome.reason, *more])


def _with_former(
    workspace: Workspace, context: OrganisationContext, document: Document, now: bytes, asked: Asked
) -> _Pair | None:
    try:
        found = restore.formers(workspace, context.name, Path(document.filename).stem)
    except HandbookError:
        if asked.codes:
            raise
        return None
    if asked.number > len(found):
        if asked.codes:
            raise HandbookError(
                restore.too_few(context.name, document.code, asked.number, len(found))
            )
        return None
    former = found[asked.number - 1]
    old = storage.read(workspace.root / former.path) or b""
    moment = f"{date_text(former.kept.date())} om {former.kept:%H.%M} uur"
    reason = f"de vorige versie is vervangen op {moment}"
    return _Pair(document=document, old=old, new=now, reason=reason)


def _with_base(document: Document, now: bytes) -> _Pair | None:
    proof = prove(now)
    try:
        base = None if proof is None or proof.intact else read_base(read(now))
    except ValueError:
        base = None
    if base is None:
        return None
    return _Pair(document=document, old=pack(base.parts), new=now, reason="met de hand gewijzigd")


def _compared(context: OrganisationContext, asked: Asked, pair: _Pair) -> tuple[Comparison, bytes]:
    """Return what changed, and a copy that shows it; the copy is empty where none is asked."""
    document = pair.document
    title = f"{_WHAT[asked.against]}: {document.code} {document.title}"
    try:
        told = changes(pair.old, pair.new)
        found = Comparison(
            code=document.code, name=document.item, title=title, reason=pair.reason, changes=told
        )
        copy = _copy(context, asked, pair, found) if asked.write and told else b""
    except ValueError as error:
        raise HandbookError(_unreadable(context, document, str(error))) from error
    secret = pattern(context.loaded.secrets)
    if secret:
        told = tuple(
            replace(
                each,
                place=secret.sub(STAND_IN, each.place),
                before=secret.sub(STAND_IN, each.before),
                after=secret.sub(STAND_IN, each.after),
            )
            for each in told
        )
    return replace(found, changes=told), copy


def _copy(context: OrganisationContext, asked: Asked, pair: _Pair, found: Comparison) -> bytes:
    document = pair.document
    return shown(
        pair.old,
        pair.new,
        owner=(context.name, document.item),
        day=f"{context.control(document).written}T00:00:00Z",
        page=FrontPage(
            title=_WHAT[asked.against],
            subject=f"{document.code} {document.title}",
            lines=(f"Waarom: {found.reason}.", READING),
            counts=Counter(each.place for each in found.changes),
        ),
    )


def _written(context: OrganisationContext, found: Comparison, data: bytes) -> Comparison:
    secret = pattern(context.loaded.secrets)
    if secret and tells(data, secret):
        return replace(found, withheld=_TELLS)
    document = next(each for each in context.made.documents if each.item == found.name)
    path = place_of(context.output / document.filename)
    before = storage.read(path)
    if not may_replace(before, (context.name, document.item)):
        raise HandbookError(_hers(context, path))
    if data != before:
        storage.put(path, data, expected=None if before is None else storage.sha256(before))
    return replace(found, path=path.relative_to(context.root).as_posix())


def _unreadable(context: OrganisationContext, document: Document, why: str) -> Problem:
    return Problem(
        Place(f"output/{context.name}/{document.filename}"),
        code="HB520",
        what=f"dit bestand is niet te vergelijken: {why}",
        mend="Open het in Word, bewaar het als gewoon Word-document (.docx) en probeer het weer.",
    )


def _no_word(context: OrganisationContext, document: Document) -> Problem:
    return Problem(
        Place(f"output/{context.name}/{document.filename}"),
        code="HB520",
        what="dit is een eigen document en geen Word-bestand; wat erin wijzigde, is niet te tonen",
        mend="Leg de twee bestanden zelf naast elkaar.",
    )


def _hers(context: OrganisationContext, path: Path) -> Problem:
    return Problem(
        Place(path.relative_to(context.root).as_posix()),
        code="HB521",
        what="in deze kopie met verschillen is gewerkt; zij wordt niet vervangen",
        mend="Neem over wat u wilt in het document zelf, haal de kopie weg en probeer het weer.",
    )
