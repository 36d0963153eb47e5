"""What a person reads beside Word, and of many organisations at once."""

from dataclasses import replace

import pytest

from handbook.errors import Place, Problem
from handbook.model.documents.build import Action, DocumentOutcome, Outcome
from handbook.model.features.watch import WatchEvent
from handbook.reporting.build.batch import Tally, as_line, closing
from handbook.reporting.build.impact import Impact, impact_text
from handbook.reporting.features.watch import live_text
from handbook.reporting.terminal.stream import Capabilities

SIGNS = Capabilities(signs=True)
WRONG = Problem(
    Place("organisations/linde.yaml", 4, 13, "onderdelen: [141]"),
    code="HB201",
    what="onderdeel '141' bestaat niet",
    mend="Kies een ander.",
)
OPEN = Problem(Place("output/linde/PP-02.docx"), "HB501", "in gebruik", "Sluit het.")

LEFT_OUT = Problem(
    Place("packs/zorg"),
    code="HB554",
    what="pakket 'zorg' heeft 1 fout en wordt overgeslagen",
    mend="Zie: handbook pack check packs/zorg",
    weight="let op",
)


def document(code: str, action: Action, *problems: Problem) -> DocumentOutcome:
    return DocumentOutcome(
        item=code,
        code=code,
        title="Titel",
        path=f"output/linde/{code}.docx",
        action=action,
        reason="locaties gewijzigd in het profiel",
        problems=problems,
    )


@pytest.mark.parametrize(
    ("happening", "text"),
    [
        (
            WatchEvent(what="begin", subject="/werk", changes=(("linde", ""), ("eik", ""))),
            "12:00:00  Ik volg 2 organisaties in /werk.",
        ),
        (
            WatchEvent(
                what="gemaakt",
                subject="pakketten",
                outcome=Outcome(organisation="pakketten", problems=(LEFT_OUT,)),
            ),
            "12:00:00  ✓ pakketten: 1 aandachtspunt\n"
            "          1 aandachtspunt\n\n"
            "          packs/zorg: pakket 'zorg' heeft 1 fout en wordt overgeslagen [HB554]\n"
            "              Zie: handbook pack check packs/zorg",
        ),
        (
            WatchEvent(what="gewijzigd", changes=(("a.yaml", "nieuw"), ("b.yaml", "weg"))),
            "12:00:00  a.yaml nieuw\n          b.yaml weg",
        ),
        (
            WatchEvent(
                what="gemaakt",
                subject="linde",
                seconds=0.84,
                outcome=Outcome(
                    organisation="linde",
                    documents=(document("PP-01", "gewijzigd"), document("PP-09", "ongewijzigd")),
                ),
            ),
            "12:00:00  ✓ linde: 1 gewijzigd in 0,8 s\n"
            "          PP-01.docx: locaties gewijzigd in het profiel",
        ),
        (
            WatchEvent(
                what="gemaakt",
                subject="linde",
                outcome=Outcome(organisation="linde", problems=(WRONG,), exit_code=1),
            ),
            "12:00:00  ✗ linde: 1 fout; de documenten blijven zoals ze waren\n"
            "          1 fout\n\n"
            "          organisations/linde.yaml:4:13: onderdeel '141' bestaat niet [HB201]\n"
            "              | onderdelen: [141]\n"
            "              Kies een ander.\n"
            "          Ik kijk verder zodra u bewaart.",
        ),
        (
            WatchEvent(what="wacht", subject="output/linde/PP-02.docx", former="Anna"),
            "12:00:00  output/linde/PP-02.docx is open bij Anna. "
            "Ik schrijf het zodra het dicht is.",
        ),
        (
            WatchEvent(what="niets", subject="linde"),
            "12:00:00  linde: er verandert geen document.",
        ),
    ],
)
def test_each_happening_is_said_in_a_line_or_some(happening: WatchEvent, text: str) -> None:
    assert live_text(happening, "12:00:00", style=SIGNS) == text


def test_a_name_cannot_command_the_terminal() -> None:
    told = live_text(WatchEvent(what="profiel weg", subject="a\x1b[2Jb"), "12:00:00")
    assert "\x1b" not in told


def test_of_many_changes_the_first_are_named() -> None:
    changes = tuple((f"{number}.yaml", "nieuw") for number in range(9))
    lines = live_text(WatchEvent(what="gewijzigd", changes=changes), "12:00:00").splitlines()
    assert (len(lines), lines[-1].strip()) == (7, "en nog 3 bestanden")


def outcome(name: str, *documents: DocumentOutcome, **given: object) -> Outcome:
    return Outcome(organisation=name, documents=documents, **given)  # type: ignore[arg-type]


MANY = (
    outcome("anna", document("PP-01", "ongewijzigd"), document("PP-02", "behouden")),
    outcome("bert", document("PP-01", "gewijzigd"), document("PP-02", "nieuw")),
    outcome("carla", problems=(WRONG,), exit_code=1),
    outcome("dirk", document("PP-01", "nieuw"), document("PP-02", "mislukt", OPEN), exit_code=3),
)


def test_where_nothing_changed_there_is_no_line() -> None:
    assert [as_line(each, style=SIGNS) for each in MANY] == [
        "",
        "✓ bert: 1 nieuw, 1 gewijzigd",
        "✗ carla: 1 fout",
        "! dirk: 1 nieuw, 1 mislukt; 1 fout",
    ]


def test_at_the_end_stand_the_numbers_and_who_asks_attention() -> None:
    tally = Tally()
    for each in MANY:
        tally.add(each)
    blocks = closing(tally, style=SIGNS).split("\n\n")
    assert blocks[:2] == [
        "4 organisaties: 2 nieuw, 1 gewijzigd, 1 ongewijzigd, 1 behouden, 1 mislukt",
        "2 organisaties vragen aandacht",
    ]
    assert [block.splitlines()[0] for block in blocks if block[0] in "✗!"] == [
        "✗ carla: 1 fout",
        "! dirk: 1 mislukt; 1 fout",
    ]


def test_of_those_where_all_is_well_nothing_is_kept() -> None:
    tally = Tally()
    for number in range(1000):
        tally.add(outcome(f"org-{number}", *(document("PP-01", "ongewijzigd"),) * 80))
    assert (tally.troubled, tally.organisations) == ([], 1000)


def because(code: str, action: Action, reason: str) -> DocumentOutcome:
    return replace(document(code, action), reason=reason)


def test_of_a_change_is_told_how_far_it_reaches_and_because_of_what() -> None:
    impact = Impact()
    library, profile = "OR-16 gewijzigd in de bibliotheek", "locaties gewijzigd in het profiel"
    for each in (
        outcome("anna", because("OR-16", "gewijzigd", library)),
        outcome(
            "bert",
            because("OR-16", "voorstel", f"met de hand gewijzigd; {library}"),
            because("KH-01", "gewijzigd", f"{library}; {profile}"),
            exit_code=3,
        ),
        outcome("carla", problems=(WRONG,), exit_code=1),
        outcome("dirk", document("OR-16", "ongewijzigd"), document("OR-17", "behouden")),
    ):
        impact.add(each)
    blocks = impact_text(impact).split("\n\n")
    assert blocks[0] == "2 van 4 organisaties, 3 documenten, waarvan 1 met eigen wijzigingen"
    rows = [line.split(maxsplit=3) for line in blocks[1].splitlines()[2:]]
    assert rows == [["2", "3", "1", library], ["1", "1", "0", profile]]
    assert [line.split() for line in blocks[2].splitlines()[2:]] == [
        ["1", "0", "anna"],
        ["2", "1", "bert"],
    ]
    assert blocks[3:5] == ["1 organisatie vraagt aandacht", "carla: 1 fout"]


def test_where_nothing_would_change_that_is_told() -> None:
    impact = Impact()
    impact.add(outcome("anna", document("OR-16", "ongewijzigd")))
    told = impact_text(impact)
    assert told == "0 van 1 organisaties, 0 documenten, waarvan 0 met eigen wijzigingen"
