"""How large an organisation is, in the numbers that a law asks."""

from pydantic import Field

from handbook.model.common.base_record import Count, Written

SIZE = "Aantallen waar een wet naar vraagt, zoals mensen in dienst."


class Size(Written):
    """How large the organisation is (omvang), in numbers that a law may ask; None is not known.

    `employees` are people in service, which is another number than fte. Of those who give help,
    with or without a contract of service, a law counts heads as well.
    """

    employees: Count | None = Field(
        alias="medewerkers",
        default=None,
        description="Hoeveel mensen er in dienst zijn; dat is iets anders dan fte.",
        examples=["58"],
    )
    turnover: Count | None = Field(
        alias="omzet", default=None, description="De omzet per jaar, in euro.", examples=["3200000"]
    )
    subsidy: Count | None = Field(
        alias="subsidie",
        default=None,
        description="Hoeveel subsidie u per jaar krijgt, in euro.",
        examples=["2400000"],
    )
    children: Count | None = Field(
        alias="kinderen", default=None, description="Hoeveel kindplaatsen u hebt.", examples=["48"]
    )
    beds: Count | None = Field(
        alias="bedden", default=None, description="Hoeveel bedden u hebt.", examples=["30"]
    )
    youth_workers: Count | None = Field(
        alias="jeugdhulpverleners",
        default=None,
        description="Hoeveel mensen bij u jeugdhulp geven.",
        examples=["12"],
    )
    care_workers: Count | None = Field(
        alias="zorgverleners",
        default=None,
        description="Hoeveel mensen bij u zorg geven.",
        examples=["8"],
    )

    @property
    def known(self) -> dict[str, int]:
        """The numbers that are known, by key."""
        return {
            field.alias or name: getattr(self, name)
            for name, field in type(self).model_fields.items()
            if getattr(self, name) is not None
        }
