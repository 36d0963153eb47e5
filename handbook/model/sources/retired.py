"""The ids that a pack had before (vervallen.yaml): an id is a promise, and never just goes."""

from collections.abc import Mapping
from typing import Self

from pydantic import Field, model_validator

from handbook.model.common.base_record import Written
from handbook.model.sources.reference import lacks


class RetiredId(Written):
    """An id of before: what it is called `now`, or `why` it is no more."""

    old: str = Field(alias="was", min_length=1)
    now: str = Field(alias="nu", default="")
    why: str = Field(alias="omdat", default="")

    @model_validator(mode="after")
    def _says_what_to_do(self) -> Self:
        if bool(self.now) == bool(self.why):
            raise lacks("nu", "Zeg hoe het nu heet, of bij 'omdat' waarom het er niet meer is.")
        return self

    @property
    def advice(self) -> str:
        """What to write now, or why to take it away, in Dutch."""
        return f"Schrijf: {self.now}." if self.now else f"Haal het weg: {self.why.rstrip('.')}."


Family = tuple[RetiredId, ...]


class RetiredIds(Written):
    """vervallen.yaml: by family the ids that were, as a profile calls the families."""

    roles: Family = Field(alias="rollen", default=())
    activities: Family = Field(alias="activiteiten", default=())
    characteristics: Family = Field(alias="kenmerken", default=())
    deadlines: Family = Field(alias="termijnen", default=())
    answers: Family = Field(alias="invullen", default=())
    checks: Family = Field(alias="nagegaan", default=())
    topics: Family = Field(alias="onderwerpen", default=())

    def families(self) -> Mapping[str, Mapping[str, RetiredId]]:
        """Return the ids by family, each by what it was called."""
        return {
            str(info.alias): {each.old: each for each in getattr(self, name)}
            for name, info in RetiredIds.model_fields.items()
        }
