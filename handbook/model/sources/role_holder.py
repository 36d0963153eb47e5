"""Who fills a role in an organisation."""

from collections.abc import Mapping
from typing import Literal

from pydantic import Field

from handbook.model.common.base_record import Line, Written


class RoleHolder(Written):
    """Who fills a role: the function's own name, the people, an outside body, or another role."""

    function: str = Field(
        alias="functie", default="", max_length=80, description="Hoe deze functie bij u heet."
    )
    article: Literal["", "de", "het"] = Field(
        alias="lidwoord", default="", description="Het lidwoord van die functie: de of het."
    )
    people: tuple[Line, ...] = Field(
        alias="personen", default=(), description="Namen; ze komen alleen op de rollenlijst."
    )
    outside: str = Field(
        alias="extern", default="", max_length=200, description="Organisatie die de rol vervult."
    )
    filled_by: str = Field(
        alias="vervuld_door", default="", description="De rol die dit werk erbij doet."
    )


def filling(roles: Mapping[str, RoleHolder], role: str) -> str:
    """Return the role that does the work of `role`: itself, or the last to which it was given.

    Roles that fill each other in a circle, which no sound profile has, fill themselves.
    """
    seen = [role]
    while (holder := roles.get(seen[-1])) and holder.filled_by:
        if holder.filled_by in seen:
            return role
        seen.append(holder.filled_by)
    return seen[-1]
