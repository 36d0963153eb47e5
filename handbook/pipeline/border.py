"""What betrays each organisation of a working folder, and what another one may tell of it."""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from handbook.errors import Place, Problem
from handbook.inspection.canaries import Canary, Known, canaries
from handbook.inspection.walls import Walls, build_walls, exempt
from handbook.loading.conflict_copies import copied_profiles
from handbook.loading.telltales import OwnText, Telltales, telltales
from handbook.loading.workspace import Workspace, profile_names
from handbook.secrets.addresses import address_of
from handbook.secrets.folding import words_of
from handbook.secrets.search import Secrets
from handbook.secrets.signs import Common, SecretPlace
from handbook.secrets.vocabulary import FAR_TOWNS, JOINING
from handbook.word.logo import to_png
from handbook.word.pictures import without_metadata

NAMES = frozenset({"naam", "locatie"})
"""Kinds of what organisations are called by: what may be spoken of."""


_COUNCIL = re.compile(r"(?i:gemeente)\s+([A-Z][\w'’-]+(?:\s[A-Z][\w'’-]+)*)")


# Without slots, so that what takes a while is made once, and only where it is asked for.
@dataclass(frozen=True, kw_only=True)
class Border:
    """What one inspection of a working folder looks with, the same for each organisation.

    `told` is what was read of each, `problems` of which profiles that is not all.
    """

    workspace: Workspace
    told: Mapping[str, Telltales]
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
    def walls(self) -> Walls:
        """What betrays each of them."""
        known = Known(common=self.common, towns=_towns(self.told.values()))
        found = (canary for each in self.told.values() for canary in _canaries(each, known))
        return build_walls(found, known)

    @cached_property
    def logos(self) -> Mapping[str, frozenset[str]]:
        """The owners of a picture by the SHA-256 of its bytes."""
        logos: dict[str, frozenset[str]] = {}
        for each in self.told.values():
            for picture in _pictures(each.logo):
                logos[picture] = logos.get(picture, frozenset()) | {each.name}
        return logos


def border_of(workspace: Workspace) -> Border:
    """Return what betrays each organisation of the working folder, whichever is looked at.

    A copy that a sync program made of a profile is no organisation.
    """
    names = profile_names(workspace)
    copies = copied_profiles(workspace.root, names)
    told = [telltales(workspace.root, name) for name in names if name not in copies]
    return Border(
        workspace=workspace,
        told={each.name: each for each in told},
        problems=tuple(_unread(each) for each in told if each.problems),
    )


def secrets_of(workspace: Workspace, names: Iterable[str]) -> tuple[Secrets, ...]:
    """Return what gives the secret locations of organisations away, of each that has any.

    A message that is told to everybody shows nothing of what any of them finds.
    """
    told = (telltales(workspace.root, name) for name in names)
    return tuple(each.secrets(workspace.common) for each in told if each.places)


def permitted(own: Telltales, texts: Iterable[OwnText], walls: Walls) -> frozenset[Canary]:
    """Return what an organisation may tell of others: what its profile does.

    Its own content may be a copy of somebody else's. A name there is told where it stands; a
    number, an address or a person of an organisation that the profile does not name is a leak.
    """
    may = trusted(own, walls)
    content = exempt((line for each in texts for line in each.lines), walls)
    return may.canaries | {
        each
        for each in content
        if each.kind in NAMES or each.sign.weight != "fout" or may.partners & each.owners
    }


@dataclass(frozen=True, slots=True)
class Trusted:
    """What the profile of an organisation tells of others, and the names of its partners."""

    canaries: frozenset[Canary]
    partners: frozenset[str]


def trusted(own: Telltales, walls: Walls) -> Trusted:
    """Return what a profile tells of others, and those it calls partner, payer or the like.

    A name in its mission makes nobody a partner: a copied profile has that too.
    """
    called = exempt(own.public.others, walls)
    named = (each for each in called if each.kind == "naam" and each.sign.weight == "fout")
    partners = frozenset(owner for each in named for owner in each.owners)
    return Trusted(exempt(own.mentions, walls), partners - {own.name})


def _canaries(told: Telltales, known: Known) -> Iterator[Canary]:
    for kind, text in told.marks:
        yield from canaries(kind, text, told.name, known)


def _towns(told: Iterable[Telltales]) -> frozenset[str]:
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


def _unread(told: Telltales) -> Problem:
    return Problem(
        Place(f"organisations/{told.name}.yaml"),
        code="HB473",
        what="dit profiel is niet te lezen; op wat erin staat, is niet overal gezocht",
        mend=f"Herstel het profiel: handbook check {told.name} zegt wat er mis is.",
        weight="let op",
    )
