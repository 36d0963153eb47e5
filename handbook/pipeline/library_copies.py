"""`diff --content`: own texts beside those of the library that they are copies of."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from handbook.errors import HandbookError, Place, Problem, did_you_mean
from handbook.loading.library_copies import library_copies
from handbook.loading.profile.secret_places import STAND_IN, pattern
from handbook.loading.workspace import Loaded, Workspace
from handbook.model.features.library_copies import LibraryCopy
from handbook.pipeline.organisation.ownership import opened


def compare_copies(
    workspace: Workspace, name: str, codes: Collection[str]
) -> tuple[LibraryCopy, ...]:
    """Return the copies of organisation `name` that say something else than the library does now.

    Args:
        workspace: the working folder.
        name: the organisation.
        codes: of copies, or the library's ids of them; empty: all.

    Raises:
        HandbookError: HB298, one problem for each code that no copy has, or what is wrong with the
            profile.
    """
    loaded = opened(workspace, name)
    found = library_copies(workspace, name, loaded.profile.parts)
    prefix = loaded.profile.control.prefix
    known = {word.casefold(): each.item for each in found for word in _words(each, prefix)}
    unknown = [code for code in sorted(codes) if code.casefold() not in known]
    if unknown:
        items = [each.item for each in found]
        raise HandbookError(*(_no_copy(code, items, name) for code in unknown))
    asked = {known[code.casefold()] for code in codes}
    shown = (each for each in found if each.texts and (not asked or each.item in asked))
    return tuple(_safe(each, loaded) for each in shown)


def _safe(copy: LibraryCopy, loaded: Loaded) -> LibraryCopy:
    """Return a copy with nothing of a secret location: a pack may name the house."""
    secret = pattern(loaded.secrets)
    if not secret:
        return copy
    texts = (
        replace(
            each, own=secret.sub(STAND_IN, each.own), library=secret.sub(STAND_IN, each.library)
        )
        for each in copy.texts
    )
    return replace(copy, texts=tuple(texts))


def _words(copy: LibraryCopy, prefix: str) -> tuple[str, str]:
    return copy.item, f"{prefix}{copy.item}"


def _no_copy(code: str, known: Sequence[str], name: str) -> Problem:
    listed = f"Er zijn: {', '.join(known)}." if known else "Er is er nog geen."
    return Problem(
        Place(f"organisations/{name}/inhoud"),
        code="HB298",
        what=f"'{code}' is geen eigen tekst die uit de bibliotheek komt",
        mend=f"{did_you_mean(code, known)} {listed}".lstrip(),
    )
