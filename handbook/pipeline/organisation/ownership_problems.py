"""That something in the folder of an organisation is not its own, and what to do: HB596, HB599."""

from collections.abc import Sequence
from pathlib import Path

from handbook.errors import Place, Problem
from handbook.loading.text.workspace_files import ORGANISATIONS

JOURNAL = ".hernoemen.json"
"""In organisations/, only while `rename` runs; what it holds is written in `renaming`."""
_SHOWN = 3
_BEGIN_ANEW = (
    "Is dit een kopie om een nieuwe organisatie mee te beginnen, haal dan weg: {files}; uw eigen "
    "inhoud, sjablonen en logo kunnen blijven, als daarin niets meer van de ander staat."
)


def _anew(name: str) -> str:
    kept = f"{ORGANISATIONS}/{name}"
    files = f"{kept}/register.yaml, {kept}/archief, {kept}/.vorige, {kept}/.basis.zip, "
    files += f"{kept}/antwoorden.yaml, {kept}/paginas.json en output/{name}"
    return _BEGIN_ANEW.format(files=files)


def other_profile(name: str, former: str) -> Problem:
    """Return that the register of `name` is of the profile `former` (HB596)."""
    return _not_hers(
        name,
        f"dit register is van het profiel '{former}', niet van '{name}'",
        f"Kreeg de organisatie een andere naam, gebruik dan: handbook rename {former} {name}.",
    )


def other_organisation(name: str) -> Problem:
    """Return that both name and number of the profile changed at once (HB596)."""
    return _not_hers(
        name,
        "naam en KvK-nummer in het profiel zijn allebei anders dan bij de vorige build",
        f"Is het toch dezelfde organisatie, bevestig dat dan met: handbook rename {name} {name}.",
    )


def of_others(root: Path, name: str, others: Sequence[str], paths: Sequence[Path]) -> Problem:
    """Return that files of `others` lie in the folder of `name`: `paths` (HB596)."""
    owners = " en ".join(f"'{other}'" for other in others[:_SHOWN])
    return _not_hers(
        name,
        f"hier liggen bestanden van {owners}, niet van '{name}': {_few(root, paths)}",
        f"Kreeg de organisatie een andere naam, gebruik dan: handbook rename {others[0]} {name}.",
    )


def _few(root: Path, paths: Sequence[Path]) -> str:
    more = f" en nog {len(paths) - _SHOWN}" if len(paths) > _SHOWN else ""
    return ", ".join(path.relative_to(root).as_posix() for path in paths[:_SHOWN]) + more


def made_by_others(root: Path, name: str, paths: Sequence[Path]) -> Problem:
    """Return that `paths` print neither name nor number of this profile (HB596)."""
    return _not_hers(
        name,
        "hier liggen bestanden waarin naam en KvK-nummer van dit profiel niet staan: "
        + _few(root, paths),
        f"Zijn ze wel van deze organisatie, bevestig dat dan met: handbook rename {name} {name}.",
    )


def titles_unknown(name: str, titles: Sequence[str]) -> Problem:
    """Return that the register has documents that `name` does not have (HB596)."""
    return _not_hers(
        name,
        f"in dit register staan documenten die deze organisatie niet heeft: {len(titles)}",
        f"Is het wel haar register, bevestig dat dan met: handbook rename {name} {name}.",
    )


def not_proved(name: str, *, lost: bool) -> Problem:
    """Return that nothing approved shows that the register is of `name` (HB596)."""
    why = "het nieuwste vastgestelde bestand is er niet"
    if not lost:
        why = "in het nieuwste vastgestelde bestand staan naam en KvK-nummer van dit profiel niet"
    return _not_hers(
        name,
        f"niet zeker is dat dit register van '{name}' is: {why}",
        f"Is het wel van deze organisatie, bevestig dat dan met: handbook rename {name} {name}.",
    )


def former_name(name: str, later: str) -> Problem:
    """Return that the profile `later` was called `name` before (HB596)."""
    return Problem(
        Place(f"{ORGANISATIONS}/{name}.yaml"),
        code="HB596",
        what=f"zo heette het profiel van '{later}' eerder, en die naam staat nog in zijn bestanden",
        mend="Kies voor deze organisatie een andere naam van het profiel.",
    )


def _not_hers(name: str, what: str, renamed: str) -> Problem:
    return Problem(
        Place(f"{ORGANISATIONS}/{name}/register.yaml"),
        code="HB596",
        what=what,
        mend=f"Er is niets gemaakt en niets verstuurd. {renamed} {_anew(name)}",
    )


def broken_off(former: str, later: str) -> Problem:
    """Return that a rename of `former` to `later` broke off, and how to complete it (HB599)."""
    again = f"handbook rename {former} {later}" if later else "dezelfde opdracht"
    return Problem(
        Place(f"{ORGANISATIONS}/{JOURNAL}"),
        code="HB599",
        what=f"het hernoemen van '{former}' naar '{later}' brak af",
        mend=f"Maak het af met: {again}. Er is niets verloren.",
    )
