"""Texts that give secret locations away, looked for in other texts: where, why, how certain."""

import html
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate
from typing import overload
from urllib.parse import unquote

from handbook.secret_places.language.folding import FoldedText, spread, squeezed
from handbook.secret_places.secret_terms import SecretTerm, Weight, Why
from handbook.secret_places.term_match import Found, finds, longest, wholly

_FEW = 64  # signs that are looked for one by one
_RUN = 3  # letters of a sign that it is filed under when there are more
_PIECE = 4  # letters of a text that tell of the whole of it


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A place in a text, from `start` up to `end`, that gives a secret location away.

    `common` tells that the library's own texts, or anybody's, hold the same words.
    """

    start: int
    end: int
    why: Why
    weight: Weight
    common: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What a text comes to: `wrong` where `search` finds a place, `hints` where `hints` does.

    `whole` is what `Secrets.whole` tells of it.
    """

    wrong: bool = False
    whole: bool = False
    hints: bool = False


@dataclass(frozen=True)
class Secrets(Sequence[str]):
    """What gives the secret locations of one organisation away; empty when it has none.

    As a sequence it is the texts themselves, names and addresses as typed, which no message and no
    document may hold. `known` are texts, close together, that may be printed though they hold a
    part of them: `hits` passes over what lies within one of these. `named` are those, close
    together, of the profile that she is told of once, where they stand.
    """

    texts: tuple[str, ...] = field(default=(), repr=False)
    signs: tuple[SecretTerm, ...] = field(default=(), repr=False)
    known: tuple[str, ...] = field(default=(), repr=False)
    named: tuple[str, ...] = field(default=(), repr=False)

    def __len__(self) -> int:
        return len(self.texts)

    @overload
    def __getitem__(self, at: int) -> str: ...

    @overload
    def __getitem__(self, at: slice) -> tuple[str, ...]: ...

    def __getitem__(self, at: int | slice) -> str | tuple[str, ...]:
        return self.texts[at]

    def hits(self, text: str) -> tuple[Hit, ...]:
        """Return what gives a location away in `text`, in order, the longest where they overlap."""
        laid, found = self._opened(text)
        return tuple(_hit(each, laid) for each in longest(found)) if found else ()

    def verdict(self, text: str) -> Verdict:
        """Return all that `search`, `whole` and `hints` tell of `text`, by one look at it."""
        opened = [each for reading in readings(text) if (each := self._opened(reading)[1])]
        if not opened:
            return _SILENT
        return Verdict(
            wrong=any(each.weight == "fout" for found in opened for each in found),
            whole=any(_is_whole(each) for found in opened for each in found),
            hints=any(
                each.weight == "let op" and not each.common
                for found in opened
                for each in longest(found)
            ),
        )

    def search(self, text: str) -> Hit | None:
        """Return the first place in `text` that gives a location away for certain, or None.

        In a text with codes for signs, `&amp;` or `%20`, they are read as those signs as well; the
        place is then one in what was read.
        """
        for reading in readings(text):
            for hit in self.hits(reading):
                if hit.weight == "fout":
                    return hit
        return None

    def whole(self, text: str) -> bool:
        """Tell whether `text` holds an address, a postcode, or a name of two words or more.

        What is asked of a file of another organisation: it may speak of a street, and have somebody
        who is called as the house is.
        """
        return any(
            _is_whole(each) for reading in readings(text) for each in self._opened(reading)[1]
        )

    def hints(self, text: str) -> tuple[Hit, ...]:
        """Return what in `text` may give a location away, and no library text holds."""
        return tuple(
            hit
            for reading in readings(text)
            for hit in self.hits(reading)
            if hit.weight == "let op" and not hit.common
        )

    def sub(self, stand_in: str, text: str) -> str:
        """Return `text` with `stand_in` for all that gives a location away, or may do so."""
        for reading in reversed(readings(text)):
            pieces: list[str] = []
            done = 0
            for hit in self.hits(reading):
                if not hit.common or hit.weight == "fout":
                    pieces += [reading[done : hit.start], stand_in]
                    done = hit.end
            if pieces:
                return "".join((*pieces, reading[done:]))
        return text

    def cut(self, text: str) -> bool:
        """Tell whether `text`, a piece of a longer one, may begin or end in the middle of a hit."""
        letters = squeezed(text)
        return any(
            letters.endswith(sign.letters[:size]) or letters.startswith(sign.letters[-size:])
            for sign in self.signs
            if not sign.common
            for size in range(_PIECE, len(sign.letters))
        )

    def addresses(self, text: str, *, door: bool = False) -> bool:
        """Tell whether `text` holds a secret address or postcode; with `door`, that very door."""
        _, found = self._found(text)
        return any(
            _is_strict(each) and not each.free and (each.exact or not door) for each in found
        )

    def names(self, text: str) -> tuple[bool, bool]:
        """Tell whether `text` holds something that is wrong, and whether that is a whole name."""
        found = [each for each in self._found(text)[1] if each.weight == "fout"]
        return bool(found), any(each.sign.complete for each in found)

    def found(self, text: str) -> tuple[Found, ...]:
        """Return all that stands in `text`, whatever it weighs there."""
        return tuple(self._found(text)[1])

    def held_in(self, text: str) -> frozenset[SecretTerm]:
        """Return the signs that stand in `text`, whatever may stand there."""
        return frozenset(each.sign for each in self._found(text)[1])

    def _found(self, text: str) -> tuple[FoldedText, list[Found]]:
        letters = squeezed(text)
        signs = [sign for sign in self._near(letters) if sign.letters in letters]
        if not signs:
            return _NO_LETTERS, []
        laid = spread(text)
        return laid, [each for sign in signs for each in finds(sign, laid, text)]

    def _near(self, letters: str) -> Iterable[SecretTerm]:
        """Return the signs that may stand in `letters`: of many, those whose rarest piece does."""
        if len(self.signs) <= _FEW:
            return self.signs
        short, filed = self._filed
        near = sorted(_runs(letters) & filed.keys())
        return [*short, *(sign for piece in near for sign in filed[piece])]

    @cached_property
    def _filed(self) -> tuple[list[SecretTerm], dict[str, list[SecretTerm]]]:
        """The signs that are too short to file, and the others by the piece that fewest share."""
        pieces = {sign: _runs(sign.letters) for sign in self.signs}
        shared = Counter(piece for each in pieces.values() for piece in each)
        filed: dict[str, list[SecretTerm]] = {}
        for sign in (each for each in self.signs if pieces[each]):
            rarest = min(pieces[sign], key=lambda piece: (shared[piece], piece))
            filed.setdefault(rarest, []).append(sign)
        return [sign for sign in self.signs if not pieces[sign]], filed

    def _opened(self, text: str) -> tuple[FoldedText, list[Found]]:
        """Return the letters of `text`, and what in them gives a location away."""
        laid, found = self._found(text)
        return laid, self._open(found, laid) if found else []

    def _open(self, found: Iterable[Found], laid: FoldedText) -> list[Found]:
        """Return those of `found` that do not lie within a text that may be printed."""
        spans = sorted(span for each in self.known for span in wholly(each, laid))
        starts = [start for start, _ in spans]
        ends = list(accumulate((end for _, end in spans), max))

        def covered(each: Found) -> bool:
            at = bisect_right(starts, each.start)
            return at > 0 and ends[at - 1] >= each.end

        return [each for each in found if not each.free and not covered(each)]


def _runs(letters: str) -> set[str]:
    """Return every run of letters in `letters` that is as long as a sign is filed by."""
    return {letters[at : at + _RUN] for at in range(len(letters) - _RUN + 1)}


NO_SECRETS = Secrets()
_SILENT = Verdict()
_NO_LETTERS = spread("")


def readings(text: str) -> tuple[str, ...]:
    """Return `text` as it is, and as it reads where codes stand for signs, if that is different."""
    found = [text]
    if "&" in text:
        found.append(html.unescape(text))
    if "%" in text:
        found.append(unquote(found[-1], errors="replace"))
    return tuple(dict.fromkeys(found))


def _is_strict(found: Found) -> bool:
    """Tell whether an address was found, or a postcode that no public place has too."""
    return found.why == "adres" or (found.why == "postcode" and found.weight == "fout")


def _is_whole(found: Found) -> bool:
    return found.weight == "fout" and (_is_strict(found) or found.sign.complete)


def _hit(found: Found, laid: FoldedText) -> Hit:
    return Hit(
        start=laid.at[found.start],
        end=laid.at[found.end - 1] + 1,
        why=found.why,
        weight=found.weight,
        common=found.common,
    )
