"""What an existing document is near to, by the words of its title and its headings."""

import pytest

from handbook.tailoring.content.resemblance import Resemblance, resembling

KNOWN = {
    "klachten": "Klachtenregeling en klachtbehandeling",
    "datalekken": "Datalekken melden",
    "ict": "Informatiebeveiliging",
    "vrijwilligers": "Werken met vrijwilligers",
}


@pytest.mark.parametrize(
    ("title", "found"),
    [
        ("Reglement klachten cliënten", [Resemblance("klachten", strong=True)]),
        ("Melden van een datalek", [Resemblance("datalekken", strong=True)]),
        ("Informatie voor bezoekers", [Resemblance("ict", strong=False)]),
        ("Protocol werken met medewerkers", []),
        ("", []),
    ],
)
def test_words_that_begin_alike_are_near(title: str, found: list[Resemblance]) -> None:
    assert list(resembling(title, (), KNOWN)) == found


def test_headings_alone_make_nothing_near() -> None:
    assert resembling("Rooster", ["Datalekken melden"], KNOWN) == ()
