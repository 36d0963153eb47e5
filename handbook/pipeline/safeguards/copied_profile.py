"""What an organisation took along of another one in this working folder: its profile was copied."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from handbook.errors import Place, Problem
from handbook.inspection.client_term_search import exempt, leaks, longest
from handbook.inspection.client_terms import IdentifyingTerm
from handbook.loading.own_terms import Kind, OwnTerms, OwnText, own_texts
from handbook.loading.owners import approvers_at
from handbook.loading.profile.secret_places import concealed, pattern
from handbook.model.documents.build import Outcome
from handbook.pipeline.organisation.context import guarded
from handbook.pipeline.organisation.other_clients import NAMES, OtherClients, Trusted, trusted
from handbook.pipeline.safeguards.disclosure import said_of
from handbook.secret_places.language.folding import squeezed

_ALL = 2  # people or addresses that two organisations hardly have in common by chance


_KINDS: tuple[Kind, ...] = ("naam", "kvk-nummer", "website")
_NAME, _NUMBER = "de naam", "het KvK-nummer"
_SEVERAL = ("mensen", "adressen")
_GRAVE = frozenset({_NAME, _NUMBER})


def with_neighbours(root: Path, outcome: Outcome, clients: OtherClients) -> Outcome:
    """Return what came of a build, with what the organisation took along of another as `let op`.

    What is handed over later is refused where it tells of it. No problem tells of a secret place,
    whatever somebody is called who has a file open.
    """
    name = outcome.organisation

    def looked() -> Outcome:
        return Outcome(organisation=name, problems=neighbours(root, name, clients))

    found = guarded(name, looked).problems
    new = (each for each in found if each not in outcome.problems)
    told = tuple(replace(each, weight="let op") for each in new)
    return _hidden(replace(outcome, problems=(*outcome.problems, *told)), clients)


def _hidden(outcome: Outcome, clients: OtherClients) -> Outcome:
    """Return what came of a build with nothing in its problems that tells of a secret location."""
    own = clients.told.get(outcome.organisation)
    secret = pattern(own.secrets(clients.common)) if own else None
    if secret is None:
        return outcome
    documents = tuple(
        replace(each, problems=tuple(concealed(one, secret) for one in each.problems))
        if each.problems
        else each
        for each in outcome.documents
    )
    problems = tuple(concealed(each, secret) for each in outcome.problems)
    return replace(outcome, documents=documents, problems=problems)


def neighbours(root: Path, name: str, clients: OtherClients) -> tuple[Problem, ...]:
    """Return what an organisation took along of another.

    HB268 and HB272 in its profile, HB479 elsewhere.

    An organisation that its profile names, a partner for instance, may stand in its content.
    """
    own = clients.told.get(name)
    if own is None or own.problems or len(clients.told) == 1:
        return ()
    others = [each for each in clients.told.values() if each.name != name]
    shared = [(each, told) for each in others if (told := _shared(own, each))]
    texts = tuple(own_texts(root, name))
    may = trusted(own, clients.term_search)
    people = frozenset(map(squeezed, approvers_at(root, name)))
    found = [
        *(_alike(own, each, told) for each, told in shared if each.name not in may.partners),
        *_in_profile(own, clients, may),
        *(
            _told(own_text.file, line, term)
            for own_text in texts
            for line, term in _in_content(own, own_text, clients, may)
            if term.kind != "persoon" or squeezed(term.shown) not in people
        ),
    ]
    secret = pattern(own.secrets(clients.common))
    return tuple(concealed(each, secret) for each in found)


def _alike(own: OwnTerms, other: OwnTerms, shared: Sequence[str]) -> Problem:
    several = "zijn" if len(shared) > 1 or shared[0].endswith(_SEVERAL) else "is"
    return Problem(
        Place(f"organisations/{own.name}.yaml"),
        code="HB268",
        what=f"{_listed(shared)} {several} gelijk aan die van organisations/{other.name}.yaml",
        mend="Is dit profiel een kopie, vul dan in wat van deze organisatie is. Delen de twee "
        f"het echt, noem '{_name(other)}' dan in het profiel, bij 'belanghebbenden'.",
        weight="fout" if _GRAVE.intersection(shared) else "let op",
    )


def _shared(own: OwnTerms, other: OwnTerms) -> tuple[str, ...]:
    """Return what two profiles share; the same name and number is one organisation, told elsewhere.

    An address, a person or an approver that two organisations share is nothing.
    """
    same = {kind: _of(own, kind) & _of(other, kind) for kind in _KINDS}
    named = bool(_name(own)) and squeezed(_name(own)) == squeezed(_name(other))
    if named and same["kvk-nummer"]:
        return ()
    told = {
        _NAME: named,
        _NUMBER: bool(same["kvk-nummer"]),
        "de korte naam": bool(same["naam"]) and not named,
        "de website": bool(same["website"]),
        "het logo": bool(own.logo) and own.logo == other.logo,
    }
    alike = (_most(own, other, "persoon", "mensen"), _most(own, other, "adres", "adressen"))
    return (*(each for each, shared in told.items() if shared), *filter(None, alike))


def _most(own: OwnTerms, other: OwnTerms, kind: Kind, called: str) -> str:
    """Return that two profiles share all or most of a kind of thing; nothing when they do not."""
    mine, theirs = _of(own, kind), _of(other, kind)
    same = len(mine & theirs)
    if same < _ALL or same * 2 <= len(mine):
        return ""
    return f"alle {called}" if mine == theirs else f"de meeste {called}"


def _of(told: OwnTerms, wanted: Kind) -> frozenset[str]:
    return frozenset(squeezed(text) for kind, text in told.marks if kind == wanted)


def _name(told: OwnTerms) -> str:
    return next((text for kind, text in told.marks if kind == "naam"), "")


def _in_profile(own: OwnTerms, clients: OtherClients, may: Trusted) -> Iterator[Problem]:
    """Yield what the free texts of a profile tell of another that it does not name as a partner.

    A worker, a building or a name that they share stands elsewhere in it, and is no find.
    """
    public = own.public
    named = (*public.own, *public.places, *public.addresses, *public.others, *public.people)
    mine = exempt(named, clients.term_search)
    told: set[tuple[str, str]] = set()
    for text, line in own.free:
        found = leaks(text, own.name, clients.term_search, mine)
        for term in longest(each for each in found if may.partners.isdisjoint(each.owners)):
            key = (term.kind, term.shown)
            if key not in told:
                told.add(key)
                yield _left(Place(f"organisations/{own.name}.yaml", line), term)


def _in_content(
    own: OwnTerms, text: OwnText, clients: OtherClients, may: Trusted
) -> Iterator[tuple[int, IdentifyingTerm]]:
    """Yield each thing of others in own content, with its first line; 0 for what is on several."""
    told: set[tuple[str, str]] = set()
    for number, line in (*enumerate(text.lines, 1), (0, "\n".join(text.lines))):
        for term, weight in clients.term_search.found_in(line):
            known = term in may.identifying_terms or not term.owners.isdisjoint(
                {own.name, *may.partners}
            )
            key = (term.kind, term.shown)
            if weight == "fout" and not known and key not in told:
                told.add(key)
                yield number, term


def _left(place: Place, term: IdentifyingTerm) -> Problem:
    return Problem(
        place,
        code="HB272",
        what=f"hier staat '{term.shown}', {said_of(term)}",
        mend="Dit komt in uw documenten. Bleef het staan uit een kopie, haal het dan weg. Werkt u "
        "met die organisatie samen, noem haar dan bij 'belanghebbenden'.",
        weight="let op",
    )


def _told(file: str, line: int, term: IdentifyingTerm) -> Problem:
    return Problem(
        Place(file, line),
        code="HB479",
        what=f"hier staat '{term.shown}', {said_of(term)}",
        mend="Bleef het staan uit een kopie, haal het dan weg. Werkt u met die organisatie samen, "
        "noem haar dan in het profiel, bijvoorbeeld bij 'belanghebbenden'.",
        weight="let op" if term.kind in NAMES else "fout",
    )


def _listed(words: Sequence[str]) -> str:
    *first, last = words
    return f"{', '.join(first)} en {last}" if first else last
