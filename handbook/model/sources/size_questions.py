"""The numbers of omvang as questions, and the answers to them as numbers of the organisation."""

from collections.abc import Mapping

from handbook.model.common.base_record import count_of
from handbook.model.sources.content import OpenField
from handbook.model.sources.profile import Profile
from handbook.model.sources.size import Size

SIZE_ITEM = "omvang"
_ASKED = {
    "medewerkers": (
        "Mensen in dienst",
        "Hoeveel mensen zijn er bij u in dienst (geen fte)?",
    ),
    "omzet": ("Omzet", "Hoe hoog is uw omzet per jaar, in hele euro's?"),
    "subsidie": ("Subsidie", "Hoeveel subsidie krijgt u per jaar, in hele euro's?"),
    "kinderen": ("Kindplaatsen", "Hoeveel kindplaatsen hebt u?"),
    "bedden": ("Bedden", "Hoeveel bedden hebt u?"),
    "jeugdhulpverleners": ("Jeugdhulpverleners", "Hoeveel mensen geven bij u jeugdhulp?"),
    "zorgverleners": ("Zorgverleners", "Hoeveel mensen geven bij u zorg?"),
}
_NAMES = {str(field.alias): name for name, field in Size.model_fields.items()}
# By the full id under which an answer is kept.
SIZE_FIELDS: Mapping[str, OpenField] = {
    f"{SIZE_ITEM}.{key}": OpenField(
        id=key,
        naam=name,
        vraag=question,
        voorbeeld=str((Size.model_fields[_NAMES[key]].examples or [""])[0]),
    )
    for key, (name, question) in _ASKED.items()
}


def sized(size: Size, given: Mapping[str, str]) -> Size:
    """Return `size` with the numbers that were `given`, by full id, where it knows none."""
    told = {field.id: count_of(given.get(key, "")) for key, field in SIZE_FIELDS.items()}
    new = {
        _NAMES[key]: number
        for key, number in told.items()
        if number is not None and key not in size.known
    }
    return size.model_copy(update=new) if new else size


def known_answer(profile: Profile, key: str) -> str:
    """Return the answer of `profile` to the field with full id `key`; "" where it has none."""
    if key in SIZE_FIELDS:
        return str(profile.size.known.get(SIZE_FIELDS[key].id, ""))
    return profile.answers.get(key, "")
