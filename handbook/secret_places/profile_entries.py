"""An entry of a profile that everybody may read → whether it may hold a word of a secret house.

A shelter may be called after the organisation, stand in the street of a house that is public, or
share its name with a foundation far away or a person who works there: none of these is a leak.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from handbook.secret_places.addresses import address_of
from handbook.secret_places.language.folding import squeezed, words_of
from handbook.secret_places.language.people import FAMILIES, FORENAMES, TRADES
from handbook.secret_places.language.vocabulary import JOINING, LEADING, ROADS, is_function
from handbook.secret_places.search import Secrets
from handbook.secret_places.secret_terms import SecretTerm
from handbook.secret_places.term_match import STRICT

_SPOKEN = 6  # letters of a word of the library that is no first name
_LONGEST_NAME = 80  # characters in the name of a person
_LONGEST = 6  # words in the name of an organisation
# What makes a name that of another organisation, and not of a house.
_BODY = re.compile(
    r"(?i:\b(?:stichting|gemeente|co[oö]peratie|b\.?v\b|n\.?v\b|vof|ggz|ggd)|vereniging\b|school\b)"
)
# What is called after a house, and by its friends: "Stichting Vrienden van Zwaluwnest".
_CALLED_AFTER = re.compile(
    r"\b(?:vriend|buren|buur|bewoner|omwonen|eigenaar|eigenaren|huurder|famili|ouders|steun|beheer"
    r"|exploitatie|client|donateur|vrijwilliger|vve\b|fonds|support|rond\b|rondom|kinderen)"
)
_SENTENCE = re.compile(r"[,;:()\n]")
_NO_PERSON = LEADING - frozenset(words_of("de den der het t van"))
_TEAM = frozenset(words_of("bewoners clienten medewerkers team teamleider leiding locatiehoofd"))
_PARTICLES = r"(?i:(?:van|von|de|den|der|het|ten|ter|te|la|le|el|al|di|da|v\.d\.|['’]t)\s+)*"
_CAPITAL = r"[A-ZÀ-ÖØ-Þ][^\W\d_]*(?:['’][^\W\d_]+)?"
_TITLES = re.compile(r"(?i:(?:mr|drs?|ir|ing|prof|ds|mw|mevr|mevrouw|dhr|de heer)\.?\s+)+")
_GIVEN = rf"{_CAPITAL}(?:-{_CAPITAL})?\.?"
_FAMILY = rf"{_PARTICLES}{_CAPITAL}(?:\s?[-–]\s?{_PARTICLES}{_CAPITAL})?"
_PERSON = re.compile(
    rf"(?P<given>{_GIVEN}(?:(?:\s+|(?<=\.)){_GIVEN})*?)(?:\s+|(?<=\.))(?P<family>{_FAMILY})"
)
_ONLY_FAMILY = re.compile(rf"(?P<given>)(?P<family>{_FAMILY})")
_INITIALS = re.compile(r"(?:[A-Z][a-z]?\.-?)+|[A-Z]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Public:
    """What everybody may know: the organisation's own names, its open locations, and others.

    `others` are partners, stakeholders, who pays; `services` what it does, `people` who work here.
    """

    own: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    services: tuple[str, ...] = ()
    people: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A text that everybody may read though it holds a word of a secret location.

    Because of it the signs in `lighter` are no more than a `let op` elsewhere. `known` are the ways
    to write it that are no find at all; `told` says whether she is told of it where it stands.
    """

    text: str
    known: tuple[str, ...]
    lighter: frozenset[SecretTerm] = frozenset()
    told: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Judge:
    """Looks at entries with what gives the houses away when nobody may know anything.

    `library` are the words of the library; `confirmed` the texts, close together, of which she says
    with a reason that they may be named.
    """

    strict: Secrets
    library: frozenset[str]
    confirmed: frozenset[str]

    def entries(self, public: Public) -> Iterator[Entry]:
        """Yield each text of `public` that holds a sign and is no leak for that."""
        for each in self._judged(public):
            if self.strict.held_in(each.text):
                yield each

    def _judged(self, public: Public) -> Iterator[Entry]:
        yield from self._own(public.own)
        yield from (self._place(each) for each in public.places if self._is_open(each))
        yield from filter(None, map(self._address, public.addresses))
        yield from (self._body(each) for each in public.others if self._is_body(each))
        yield from (self._entry(each) for each in public.services if self._is_speech(each))
        yield from filter(None, map(self._person, public.people))

    def _own(self, names: tuple[str, ...]) -> Iterator[Entry]:
        """Yield the organisation's own names; of those with the same words the first is told."""
        seen: frozenset[SecretTerm] = frozenset()
        for name in names:
            if not self.strict.addresses(name):
                lighter = self._heavy(name)
                told = not lighter <= seen and not self._is_confirmed(name)
                yield Entry(text=name, known=(name,), lighter=lighter, told=told)
                seen |= lighter

    def _place(self, text: str) -> Entry:
        """Return an open location; called as the house itself it is a find wherever it stands."""
        if refuses(self.strict, text):
            return Entry(text=text, known=(), lighter=self._heavy(text))
        return self._entry(text)

    def _entry(self, text: str) -> Entry:
        lighter = self._heavy(text)
        told = bool(lighter) and not self._is_confirmed(text)
        return Entry(text=text, known=(text,), lighter=lighter, told=told)

    def _is_open(self, text: str) -> bool:
        return not self.strict.addresses(text) and not self.strict.names(text)[1]

    def _address(self, text: str) -> Entry | None:
        known = tuple(each for each in pieces(text) if self._is_public_door(each))
        if not known:
            return None
        lighter = frozenset().union(*map(self._heavy, known))
        told = bool(lighter) and text in known and not self._is_confirmed(text)
        return Entry(text=text, known=known, lighter=lighter, told=told)

    def _is_public_door(self, text: str) -> bool:
        return not self.strict.addresses(text, door=True) and not self.strict.names(text)[1]

    def _is_body(self, text: str) -> bool:
        """Tell whether `text` is the name of an organisation that a house may share a word with.

        More than a name, "Gemeente Duinstad, afdeling Zwaluwnest", or a secret street, is none.
        """
        wrong, whole = self.strict.names(text)
        words = words_of(text)
        named = _BODY.search(text) and not _SENTENCE.search(text) and len(words) <= _LONGEST
        street = any(each.why == "straat" for each in self._heavy(text))
        apart = not (whole or street or self.strict.addresses(text) or _TEAM.intersection(words))
        return not wrong or bool(named and apart)

    def _body(self, text: str) -> Entry:
        """Return a body; one that is called after a house weighs only where she confirms it."""
        entry = self._entry(text)
        after = _CALLED_AFTER.search(" ".join(words_of(text)))
        if after and not self._is_confirmed(text):
            return Entry(text=text, known=entry.known, told=entry.told)
        return entry

    def _is_speech(self, text: str) -> bool:
        """Tell whether `text` gives nothing away but a name that is made of everyday words."""
        told = [each for each in self.strict.held_in(text) if each.weight == "fout"]
        return all(each.capital is not None for each in told) and not self.strict.addresses(text)

    def _person(self, text: str) -> Entry | None:
        """Return the entry of a person, or None where `text` tells of more than a person.

        Only what stands there as a family name weighs less elsewhere.
        """
        person = _person_in(text) if len(text) <= _LONGEST_NAME else None
        if person is None or self._has_function(person) or not self._is_somebody(person):
            return None
        full = [each for each in person["given"].split() if not _INITIALS.fullmatch(each)]
        family = self._heavy(person["family"]) if len(full) <= 1 else frozenset()
        lighter = frozenset(each for each in family if not _is_road(each) and not each.complete)
        told = bool(self._heavy(text)) and not self._is_confirmed(text)
        return Entry(text=text, known=(text,), lighter=lighter, told=told)

    def _is_somebody(self, person: re.Match[str]) -> bool:
        """Tell whether a name holds no address, and no whole name of a house but as a family name.

        "J. de Boer" may work where a house is called "De Boer".
        """
        if self._is_open(person.string):
            return True
        found = self.strict.found(person.string)
        whole = {each.sign.letters for each in found if each.sign.complete}
        family = whole == {squeezed(person["family"])}
        return family and _has_given(person) and not self.strict.addresses(person.string)

    def _has_function(self, person: re.Match[str]) -> bool:
        """Tell whether a name says what somebody does, or where: "Coördinator Zwaluwnest".

        Some of what people do is a family name as well: "Anna Kok".
        """
        held = "".join(each.letters for each in self.strict.held_in(person[0]))
        words = frozenset(each for each in words_of(person[0]) if each not in held)
        given = words.intersection(words_of(person["given"]))
        spoken = any(len(each) >= _SPOKEN and each in self.library for each in given)
        called = FAMILIES | TRADES if _has_given(person) else frozenset()
        trade = any(is_function(each) for each in words if each not in called or each in given)
        return spoken or bool(words & _NO_PERSON) or trade

    def _heavy(self, text: str) -> frozenset[SecretTerm]:
        """Return the signs in `text` that are wrong elsewhere, and may weigh less for it."""
        held = self.strict.held_in(text)
        heavy = (each for each in held if each.weight == "fout" and not each.town)
        return frozenset(each for each in heavy if each.why not in STRICT)

    def _is_confirmed(self, text: str) -> bool:
        return squeezed(text) in self.confirmed


def _person_in(text: str) -> re.Match[str] | None:
    """Return given and family name of somebody; with a title the family name will do."""
    titles = _TITLES.match(text)
    if titles is None:
        return _PERSON.fullmatch(text)
    rest = text[titles.end() :]
    return _PERSON.fullmatch(rest) or _ONLY_FAMILY.fullmatch(rest)


def _has_given(person: re.Match[str]) -> bool:
    """Tell whether a name has initials, or a given name that many have."""
    first = person["given"]
    return bool(_INITIALS.fullmatch(first)) or not FORENAMES.isdisjoint(words_of(first))


def refuses(secrets: Secrets, text: str) -> bool:
    """Tell whether `text` may never be printed: an address, or a bare name with nothing to it."""
    if secrets.addresses(text):
        return True
    words = words_of(text)
    while words and (words[0] in LEADING or words[0] in JOINING):
        words = words[1:]
    letters = {squeezed(text), "".join(words)}
    return any(each in sign.letters for sign in secrets.signs for each in letters)


def _is_road(sign: SecretTerm) -> bool:
    """Tell whether a street is called so that nobody is: "Zwanebloemweg", and not "Laan"."""
    return sign.why == "straat" and any(
        sign.letters.endswith(end) and sign.letters != end for end in ROADS
    )


def pieces(address: str) -> Iterator[str]:
    """Yield an address, and its street with number, as texts speak of it."""
    yield address
    for street in address_of(address).streets:
        for number in street.numbers:
            yield f"{street.name} {number}{street.suffix}"
