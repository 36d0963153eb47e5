"""What became of her changes when they were taken over, in Dutch for a terminal."""

from collections.abc import Iterator

from handbook.errors import plain
from handbook.model.features.adoption import Adopted, Adoption

_LONGEST = 160  # characters of a text that is shown


def adopted_text(found: Adoption, name: str, *, written: bool) -> str:
    """Return what was taken over, or would be, what was not and why, and what comes next."""
    return "\n".join(_lines(found, name, written=written))


def _lines(found: Adoption, name: str, *, written: bool) -> Iterator[str]:
    taken = [each for each in found.changes if not each.why]
    left = [each for each in found.changes if each.why]
    all_of = "1 wijziging" if len(found.changes) == 1 else f"{len(found.changes)} wijzigingen"
    would = "overgenomen" if written else "over te nemen"
    yield f"{plain(found.code)} {plain(found.title)}: {len(taken)} van {all_of} {would}"
    for each in taken:
        yield from _change(each)
        yield f"    in {plain(each.file)}"
    if left:
        yield "Niet overgenomen; in uw document blijft het staan:"
    for each in left:
        yield from _change(each)
        yield f"    {plain(each.why[:1].upper() + each.why[1:])}."
    if taken and written:
        yield from _closing(found, name)


def _change(each: Adopted) -> Iterator[str]:
    yield f"  {plain(each.heading) or 'Bovenaan'}"
    if each.before:
        yield f"    - {_short(each.before)}"
    if each.after:
        yield f"    + {_short(each.after)}"
    yield from (f"      koppeling naar {plain(link)}" for link in each.links)


def _closing(found: Adoption, name: str) -> Iterator[str]:
    if found.fresh:
        yield (
            f"Nieuw: {', '.join(plain(each) for each in found.fresh)}. Die tekst is nu van uzelf: "
            "wat wij aan de onze verbeteren, komt er niet meer vanzelf in."
        )
    yield f"Bouw nu opnieuw: handbook build {name}"


def _short(text: str) -> str:
    said = plain(" ".join(text.split()))
    return said if len(said) <= _LONGEST else f"{said[:_LONGEST]}…"
