"""How large an organisation is, in the numbers that a law asks."""

from pydantic import Field

from handbook.model.common.base_record import Number, Written

SIZE = "Aantallen waar een wet naar vraagt, zoals mensen in dienst."


class Size(Written):
    """How large the organisation is (omvang), in numbers that a law may ask; None is not known.

    `employees` are people in service, which is another number than fte.
    """

    employees: Number | None = Field(
        alias="medewerkers",
        default=None,
        description="Hoeveel mensen er in dienst zijn; dat is iets anders dan fte.",
        examples=["58"],
    )
    turnover: Number | None = Field(
        alias="omzet", default=None, description="De omzet per jaar, in euro.", examples=["3200000"]
    )
    children: Number | None = Field(
        alias="kinderen", default=None, description="Hoeveel kindplaatsen u hebt.", examples=["48"]
    )
    beds: Number | None = Field(
        alias="bedden", default=None, description="Hoeveel bedden u hebt.", examples=["30"]
    )

    @property
    def known(self) -> dict[str, float]:
        """The numbers that are known, by key."""
        numbers = {
            "medewerkers": self.employees,
            "omzet": self.turnover,
            "kinderen": self.children,
            "bedden": self.beds,
        }
        return {key: number for key, number in numbers.items() if number is not None}
