"""Whose a register is: the id it gets for ever, and what says that it is of somebody else."""

from collections.abc import Collection, Sequence

from handbook.model.common.base_record import fingerprint
from handbook.model.sources.register import Register, folded

_LENGTH = 16


def claimed(
    register: Register, profile_name: str, name: str, number: str, former: Sequence[str] = ()
) -> Register:
    """Return `register` as that of the organisation whose profile is called `profile_name`.

    It keeps the id it has. One without gets an id that says nothing of the day or the computer:
    the same organisation gets the same one everywhere.

    Args:
        register: the register, proved to be this organisation's.
        profile_name: the name of the profile file, without ".yaml".
        name: the name of the organisation, as its profile has it now.
        number: its KvK number.
        former: names that the profile had as well; frozen files may carry them.
    """
    names = dict.fromkeys((*register.former, *former))
    return register.model_copy(
        update={
            "key": register.key or fingerprint(profile_name, name, number)[:_LENGTH],
            "profile": profile_name,
            "name": name,
            "chamber_number": number,
            "former": tuple(each for each in names if each != profile_name),
        }
    )


def known_as(register: Register, profile_name: str, telling: Collection[str]) -> str:
    """Return the name under which a host knows the documents: the first that the profile had.

    It is a property that everybody reads, so a name in `telling`, one that gives a secret location
    away by now, is passed over; where all of them do, the id of the register says nothing.
    """
    names = (*register.former, profile_name)
    return next((each for each in names if each not in telling), register.key or profile_name)


def says_whose(register: Register) -> bool:
    """Tell whether a register says whose it is, in full: one of before, or a damaged one, no."""
    return None not in (register.key, register.name, register.chamber_number)


def is_other_profile(register: Register, profile_name: str) -> bool:
    """Tell whether the last build was of a profile with another name than `profile_name`."""
    return register.profile not in (None, profile_name)


def is_same_name(one: str, other: str) -> bool:
    """Tell whether two names are the same, blanks and capitals aside."""
    return folded(one) == folded(other)
