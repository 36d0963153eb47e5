"""What an organisation took along of another one in this working folder: its profile was copied."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from handbook.errors import Place, Problem
from handbook.inspection.canaries import Canary
from handbook.loading.owners import approvers_at
from handbook.loading.secret import concealed, pattern
from handbook.loading.telltales import Kind, OwnText, Telltales, own_texts
from handbook.model.outcome import Outcome
from handbook.pipeline.border import NAMES, Border, Trusted, trusted
from handbook.pipeline.desk import guarded
from handbook.pipeline.disclosure import said_of
from handbook.secrets.folding import squeezed

_ALL = 2  # people or addresses that two organisations hardly have in common by chance


_KINDS: tuple[Kind, ...] = ("naam", "kvk-nummer", "website")
_NAME, _NUMBER = "de naam", "het KvK-nummer"
_GRAVE = frozenset({_NAME, _NUMBER})


def with_neighbours(root: Path, outcome: Outcome, border: Border) -> Outcome:
    """Return what came of a build, with what the organisation took along of another as `let op`.

    What is handed over later is refused where it tells of it.
    """
    name = outcome.organisation

    def looked() -> Outcome:
        return Outcome(organisation=name, problems=neighbours(root, name, border))

    found = guarded(name, looked).problems
    new = (each for each in found if each not in outcome.problems)
    told = tuple(replace(each, weight="let op") for each in new)
    return replace(outcome, problems=(*outcome.problems, *told)) if told else outcome


def neighbours(root: Path, name: str, border: Border) -> tuple[Problem, ...]:
    """Return what an organisation took along of another: HB268 in its profile, HB479 elsewhere.

    An organisation that its profile names, a partner for instance, may stand in its content.
    """
    own = border.told.get(name)
    if own is None or own.problems or len(border.told) == 1:
        return ()
    others = [each for each in border.told.values() if each.name != name]
    shared = [(each, told) for each in others if (told := _shared(own, each))]
    texts = tuple(own_texts(root, name))
    if not shared and not texts:
        return ()
    may = trusted(own, border.walls)
    people = frozenset(map(squeezed, approvers_at(root, name)))
    found = [
        *(_alike(own, each, told) for each, told in shared if each.name not in may.partners),
        *(
            _told(own_text.file, line, canary)
            for own_text in texts
            for line, canary in _in_content(own, own_text, border, may)
            if canary.kind != "persoon" or squeezed(canary.shown) not in people
        ),
    ]
    secret = pattern(own.secrets(border.common))
    return tuple(concealed(each, secret) for each in found)


def _alike(own: Telltales, other: Telltales, shared: Sequence[str]) -> Problem:
    several = "zijn" if len(shared) > 1 else "is"
    return Problem(
        Place(f"organisations/{own.name}.yaml"),
        code="HB268",
        what=f"{_listed(shared)} {several} gelijk aan die van organisations/{other.name}.yaml",
        mend="Is dit profiel een kopie, vul dan in wat van deze organisatie is. Delen de twee "
        f"het echt, noem '{_name(other)}' dan in het profiel, bij 'belanghebbenden'.",
        weight="fout" if _GRAVE.intersection(shared) else "let op",
    )


def _shared(own: Telltales, other: Telltales) -> tuple[str, ...]:
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
        "alle mensen": _are_all(own, other, "persoon"),
        "alle adressen": _are_all(own, other, "adres"),
    }
    return tuple(each for each, shared in told.items() if shared)


def _are_all(own: Telltales, other: Telltales, kind: Kind) -> bool:
    return len(_of(own, kind)) >= _ALL and _of(own, kind) == _of(other, kind)


def _of(told: Telltales, wanted: Kind) -> frozenset[str]:
    return frozenset(squeezed(text) for kind, text in told.marks if kind == wanted)


def _name(told: Telltales) -> str:
    return next((text for kind, text in told.marks if kind == "naam"), "")


def _in_content(
    own: Telltales, text: OwnText, border: Border, may: Trusted
) -> Iterator[tuple[int, Canary]]:
    """Yield each thing of others in own content, with its first line; 0 for what is on several."""
    told: set[tuple[str, str]] = set()
    for number, line in (*enumerate(text.lines, 1), (0, "\n".join(text.lines))):
        for canary, weight in border.walls.found_in(line):
            known = canary in may.canaries or not canary.owners.isdisjoint(
                {own.name, *may.partners}
            )
            key = (canary.kind, canary.shown)
            if weight == "fout" and not known and key not in told:
                told.add(key)
                yield number, canary


def _told(file: str, line: int, canary: Canary) -> Problem:
    return Problem(
        Place(file, line),
        code="HB479",
        what=f"hier staat '{canary.shown}', {said_of(canary)}",
        mend="Bleef het staan uit een kopie, haal het dan weg. Werkt u met die organisatie samen, "
        "noem haar dan in het profiel, bijvoorbeeld bij 'belanghebbenden'.",
        weight="let op" if canary.kind in NAMES else "fout",
    )


def _listed(words: Sequence[str]) -> str:
    *first, last = words
    return f"{', '.join(first)} en {last}" if first else last
