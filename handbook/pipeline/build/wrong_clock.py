"""What a computer whose clock stood wrong left in the register, in words."""

from collections.abc import Iterator, Sequence
from datetime import date

from handbook.errors import Place, Problem
from handbook.model.common.base_record import date_text
from handbook.model.sources.register import Register
from handbook.tailoring.control.checksum_chain import misdated
from handbook.tailoring.control.codes_and_versions import ahead, newest_open_day

SET_BACK = "HB525"
_SHOWN = 3


def set_back(name: str, register: Register, today: date) -> Iterator[Problem]:
    """Yield that open concepts were of a day after `today`, and are of today from now on (HB525).

    Args:
        name: the organisation.
        register: as it was read.
        today: the day it is.
    """
    if wrong := ahead(register, today):
        newest = date_text(max(map(newest_open_day, wrong)))
        yield _told(
            name,
            code=SET_BACK,
            what=f"een dag in het register moest nog komen ({newest}), bij: "
            f"{_few([each.code for each in wrong])}; dat is nu {date_text(today)}",
            mend="De klok stond eerder voor, en een concept van een dag die nog moet komen kan "
            "niemand vaststellen. Staat de klok juist nu achter, zet haar dan goed, zet "
            "register.yaml terug uit uw reservekopie en bouw opnieuw.",
        )


def misdated_links(name: str, register: Register, today: date) -> Iterator[Problem]:
    """Yield that links of the chain have a day that cannot be right (HB526)."""
    if found := [f"{each.where} {each.what}" for each in misdated(register, today)]:
        yield _told(
            name,
            code="HB526",
            what=f"de klok stond verkeerd bij een vaststelling: {_few(found)}",
            mend="Zet de klok goed als zij nu verkeerd staat. Wat in de ketting staat, blijft zo; "
            "leg voor uw auditor vast hoe het kwam.",
        )


def _told(name: str, *, code: str, what: str, mend: str) -> Problem:
    place = Place(f"organisations/{name}/register.yaml")
    return Problem(place, code=code, what=what, mend=mend, weight="let op")


def _few(texts: Sequence[str]) -> str:
    left = len(texts) - _SHOWN
    return "; ".join(texts[:_SHOWN]) + (f"; en {left} andere" if left > 0 else "")
