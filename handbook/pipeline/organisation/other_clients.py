"""What betrays each organisation of a working folder, and what another one may tell of it."""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from handbook.errors import Place, Problem
from handbook.inspection.client_term_search import TermSearch, exempt, search_for
from handbook.inspection.client_terms import IdentifyingTerm, Known, identifying_terms
from handbook.loading.conflict_copies import copied_profiles
from handbook.loading.own_terms import OwnTerms, OwnText, own_terms
from handbook.loading.profile.secret_places import concealed
from handbook.loading.workspace import Workspace, profile_names
from handbook.secret_places.addresses import address_of
from handbook.secret_places.language.folding import words_of
from handbook.secret_places.language.vocabulary import FAR_TOWNS, JOINING
from handbook.secret_places.search import Secrets
from handbook.secret_places.secret_terms import Common, SecretPlace
from handbook.word.pictures.logo import to_png
from handbook.word.pictures.metadata_removal import without_metadata

NAMES = frozenset({"naam", "locatie"})
"""Kinds of what organisations are called by: what may be spoken of."""


_COUNCIL = re.compile(r"(?i:gemeente)\s+([A-Z][\w'’-]+(?:\s[A-Z][\w'’-]+)*)")


# Without slots, so that what takes a while is made once, and only where it is asked for.
@dataclass(frozen=True, kw_only=True)
class OtherClients:
    """What one inspection of a working folder looks with, the same for each organisation.

    `told` is what was read of each, `problems` of which profiles that is not all.
    """

    workspace: Workspace
    told: Mapping[str, OwnTerms]
    problems: tuple[Problem, ...] = ()

    @property
    def common(self) -> Common:
        """The words of the tool's own texts, which give nothing away.

        A pack of somebody else may well name a client.
        """
        return self.workspace.common

    @property
    def houses(self) -> Mapping[str, tuple[SecretPlace, ...]]:
        """The secret locations of each organisation that has any."""
        return {each.name: each.places for each in self.told.values() if each.places}

    @cached_property
    def term_search(self) -> TermSearch:
        """What betrays each of them."""
        known = Known(common=self.common, towns=_towns(self.told.values()))
        found = (term for each in self.told.values() for term in _canaries(each, known))
        return search_for(found, known)

    @cached_property
    def logos(self) -> Mapping[str, frozenset[str]]:
        """The owners of a picture by the SHA-256 of its bytes."""
        logos: dict[str, frozenset[str]] = {}
        for each in self.told.values():
            for picture in _pictures(each.logo):
                logos[picture] = logos.get(picture, frozenset()) | {each.name}
        return logos

    def discreet(self, name: str, problems: Iterable[Problem]) -> tuple[Problem, ...]:
        """Return what is told of organisation `name`, with no secret location of another.

        A file in its folder may be called after one.
        """
        told = tuple(problems)
        for owner, secret in self._secrets.items() if told else ():
            told = told if owner == name else tuple(concealed(each, secret) for each in told)
        return told

    @cached_property
    def _secrets(self) -> Mapping[str, Secrets]:
        """What gives the secret locations away, of each organisation that has any."""
        return {name: each.secrets(self.common) for name, each in self.told.items() if each.places}


def other_clients(workspace: Workspace) -> OtherClients:
    """Return what betrays each organisation of the working folder, whichever is looked at.

    A copy that a sync program made of a profile is no organisation.
    """
    names = profile_names(workspace)
    copies = copied_profiles(workspace.root, names)
    told = [own_terms(workspace.root, name) for name in names if name not in copies]
    return OtherClients(
        workspace=workspace,
        told={each.name: each for each in told},
        problems=tuple(_unread(each) for each in told if each.problems),
    )


def secrets_of(workspace: Workspace, names: Iterable[str]) -> tuple[Secrets, ...]:
    """Return what gives the secret locations of organisations away, of each that has any.

    A message that is told to everybody shows nothing of what any of them finds.
    """
    told = (own_terms(workspace.root, name) for name in names)
    return tuple(each.secrets(workspace.common) for each in told if each.places)


def permitted(
    own: OwnTerms, texts: Iterable[OwnText], term_search: TermSearch
) -> frozenset[IdentifyingTerm]:
    """Return what an organisation may tell of others: what its profile does.

    Its own content may be a copy of somebody else's. A name there is told where it stands; a
    number, an address or a person of an organisation that the profile does not name is a leak.
    """
    may = trusted(own, term_search)
    content = exempt((line for each in texts for line in each.lines), term_search)
    return may.identifying_terms | {
        each
        for each in content
        if each.kind in NAMES or each.sign.weight != "fout" or may.partners & each.owners
    }


@dataclass(frozen=True, slots=True)
class Trusted:
    """What the profile of an organisation tells of others, and the names of its partners."""

    identifying_terms: frozenset[IdentifyingTerm]
    partners: frozenset[str]


def trusted(own: OwnTerms, term_search: TermSearch) -> Trusted:
    """Return what a profile tells of others, and those it calls partner, payer or the like.

    A name in its mission makes nobody a partner: a copied profile has that too.
    """
    called = exempt(own.public.others, term_search)
    named = (each for each in called if each.kind == "naam" and each.sign.weight == "fout")
    partners = frozenset(owner for each in named for owner in each.owners)
    return Trusted(exempt(own.mentions, term_search), partners - {own.name})


def _canaries(told: OwnTerms, known: Known) -> Iterator[IdentifyingTerm]:
    for kind, text in told.marks:
        yield from identifying_terms(kind, text, told.name, known)


def _towns(told: Iterable[OwnTerms]) -> frozenset[str]:
    """Return the words of the towns that profiles name: "Lindestad", and "gemeente Havenrijk"."""
    texts = [
        address_of(" ".join(text.split())).town for each in told for text in each.public.addresses
    ]
    texts += [name for each in told for text in each.mentions for name in _COUNCIL.findall(text)]
    return FAR_TOWNS.union(word for text in texts for word in words_of(text)) - JOINING


def _pictures(logo: bytes) -> Iterator[str]:
    """Yield the SHA-256 of a logo as it is, without its metadata, and as documents carry it."""
    if logo:
        yield hashlib.sha256(logo).hexdigest()
        yield hashlib.sha256(without_metadata(logo)).hexdigest()
        try:
            yield hashlib.sha256(to_png(logo)).hexdigest()
        except ValueError:
            return


def _unread(told: OwnTerms) -> Problem:
    return Problem(
        Place(f"organisations/{told.name}.yaml"),
        code="HB473",
        what="dit profiel is niet te lezen; op wat erin staat, is niet overal gezocht",
        mend=f"Herstel het profiel: handbook check {told.name} zegt wat er mis is.",
        weight="let op",
    )
