"""What an organisation is told beside its problems: what came along, what waits, what is idle."""

from pathlib import Path

import pytest
from loading.world import GOOD, PROCEDURE, workspace, write

from handbook.loading.workspace import Workspace
from handbook.pipeline.safeguards.sources import check

HOURS, LINE = "PP-01.openingstijden", "beleid.kernzin"
ANSWERED = GOOD + f"invullen:\n  {LINE}: Samen.\n  {HOURS}: altijd\n"
BROUGHT = (
    "123 Algemeen Organisatiedeel (2015+A1:2019) komt vanzelf mee: vereist door onderdeel 138."
)


@pytest.fixture
def small(tmp_path: Path) -> Workspace:
    return workspace(tmp_path)


def told(place: Workspace, profile: str) -> tuple[str, ...]:
    staffed = f"{profile}rollen: {{teamleider: {{personen: [A. Bos]}}}}\n"
    write(place.root, {"organisations/de-linde.yaml": staffed})
    [outcome] = check(place, ["de-linde"])
    return outcome.notices


@pytest.mark.parametrize(
    ("given", "waiting"),
    [("", "2 open velden wachten"), (f"invullen: {{{LINE}: Samen.}}\n", "1 open veld wacht")],
)
def test_what_waits_for_an_answer_is_counted(small: Workspace, given: str, waiting: str) -> None:
    assert told(small, GOOD + given) == (
        BROUGHT,
        f"{waiting} op een antwoord bij 'invullen'. "
        "'handbook vragenlijst de-linde' zet ze als vragen in Word.",
    )


def test_a_part_that_was_chosen_is_not_told_to_come_along(small: Workspace) -> None:
    assert told(small, ANSWERED) == (BROUGHT,)
    assert told(small, ANSWERED.replace("[138]", "[123, 138]")) == ()


def test_the_answers_that_no_document_prints_are_told_by_their_ids(small: Workspace) -> None:
    night = "  - {id: nacht, naam: Nacht, vraag: Wie?, wanneer: {onderdelen: ['139']}}\n"
    own = PROCEDURE.replace("invullen:\n", f"invullen:\n{night}{night.replace('nacht', 'dag')}")
    write(small.root / "organisations" / "de-linde" / "inhoud", {"procedures/PP-01.yaml": own})
    assert told(small, f"{ANSWERED}  PP-01.nacht: de wacht\n  PP-01.dag: de staf\n") == (
        BROUGHT,
        "Geen document gebruikt nog uw antwoord op: PP-01.nacht, PP-01.dag.",
    )


def register(*codes: str) -> str:
    version = (
        "{versie: '0.1', status: concept, datum: 01-03-2026, herziening: 01-03-2028, inhoud: x}"
    )
    return "documenten:\n" + "".join(
        f"  - {{document: {code.removeprefix('LI-')}, code: {code}, titel: X, "
        f"bestand: {code}.docx, versies: [{version}]}}\n"
        for code in codes
    )


@pytest.mark.parametrize(
    ("codes", "prefix", "kept"),
    [
        (
            ("F-01", "PP-01"),
            "LI-",
            "2 documenten houden de code die zij al hadden: een code verandert nooit. "
            "Het voorvoegsel 'LI-' geldt voor nieuwe documenten.",
        ),
        (
            ("F-01", "LI-PP-01"),
            "''",
            "1 document houdt de code die het al had: een code verandert nooit. "
            "Nieuwe documenten krijgen geen voorvoegsel.",
        ),
    ],
)
def test_codes_that_were_given_before_another_prefix_are_counted(
    small: Workspace, codes: tuple[str, ...], prefix: str, kept: str
) -> None:
    write(small.root, {"organisations/de-linde/register.yaml": register(*codes)})
    control = f"documentbeheer: {{voorvoegsel: {prefix}}}\n"
    assert told(small, ANSWERED + control) == (BROUGHT, kept)
