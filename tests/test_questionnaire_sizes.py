"""A questionnaire asks how large the organisation is; her answer decides which law prints."""

from pathlib import Path

import pytest
from loading.world import GOOD, PROCEDURE, workspace, write
from questionnaires import edited, typed
from word.specimen import lines

from handbook.loading.workspace import Workspace, read_profile
from handbook.model.features.questionnaire import Taken
from handbook.pipeline.organisation.hand_edits import decide
from handbook.pipeline.questionnaire.ask import ask
from handbook.pipeline.questionnaire.take_in import take
from handbook.pipeline.safeguards.sources import check

STAFF = "omvang.medewerkers"
ANSWERS = "organisations/de-linde/antwoorden.yaml"
SIZED = PROCEDURE.replace("PP-01", "PP-02").replace(
    "eigenaar:", "wanneer: {medewerkers: {vanaf: 50}}\neigenaar:"
)


@pytest.fixture
def place(tmp_path: Path) -> Workspace:
    made = workspace(tmp_path)
    files = {"de-linde.yaml": GOOD, "de-linde/inhoud/procedures/PP-02.yaml": SIZED}
    write(tmp_path / "organisations", files)
    return made


def sent(place: Workspace, *, every: bool = False) -> bytes:
    path = place.root / "uit.docx"
    path.unlink(missing_ok=True)
    ask(place, "de-linde", path=path, every=every)
    return path.read_bytes()


def back(place: Workspace, text: str, *, every: bool = False) -> Taken:
    path = place.root / "terug.docx"
    path.write_bytes(edited(sent(place, every=every), typed({STAFF: text})))
    return take(place, path)


def with_size(place: Workspace, number: int) -> None:
    text = f"{GOOD}omvang: {{medewerkers: {number}}}\n"
    write(place.root / "organisations", {"de-linde.yaml": text})


def number(place: Workspace) -> float | None:
    return read_profile(place, "de-linde").profile.size.employees


def made(place: Workspace) -> list[str]:
    """Return the procedures of the set: PP-02 is for who has fifty people or more."""
    found = decide(read_profile(place, "de-linde"), "de-linde").documents
    return [each.item for each in found if each.kind == "procedure"]


def test_the_number_is_asked_first_and_without_a_document(place: Workspace) -> None:
    said = [line for line in lines(sent(place)) if line]
    at = said.index("Omvang van de organisatie")
    assert said[at + 1 : at + 4] == [
        "1.\u00a0\u00a0Hoeveel mensen zijn er bij u in dienst (geen fte)?",
        "Bijvoorbeeld: 58",
        "Komt in: geen document; uw antwoord bepaalt welke wetten er staan",
    ]


@pytest.mark.parametrize(
    ("text", "known", "documents"),
    [("49", 49, ["PP-01"]), (" 50 ", 50, ["PP-01", "PP-02"]), ("0", 0, ["PP-01"])],
)
def test_an_answer_decides_what_holds(
    place: Workspace, text: str, known: int, documents: list[str]
) -> None:
    taken = back(place, text)
    assert [each.state for each in taken.replies if each.id == STAFF] == ["nieuw"]
    assert (number(place), made(place)) == (known, documents)
    assert "Hoeveel mensen" not in str(lines(sent(place)))
    assert "Hoeveel mensen" in str(lines(sent(place, every=True)))


@pytest.mark.parametrize("text", ["58 mensen", "1.200", "-3", "geen"])
def test_what_is_no_number_is_not_taken_over(place: Workspace, text: str) -> None:
    taken = back(place, text)
    assert [each.state for each in taken.replies if each.id == STAFF] == ["geweigerd"]
    assert [(each.code, each.weight) for each in taken.problems] == [("HB277", "fout")]
    assert (number(place), (place.root / ANSWERS).exists()) == (None, False)


def test_the_profile_goes_first_and_a_difference_is_told(place: Workspace) -> None:
    back(place, "49")
    with_size(place, 60)
    assert number(place) == 60
    [outcome] = check(place, ["de-linde"])
    told = [(each.place.line, each.what) for each in outcome.problems if each.code == "HB246"]
    line = GOOD.count("\n") + 1
    assert told == [(line, f"het antwoord bij '{STAFF}' is anders dan in de ingevulde vragenlijst")]


def test_the_same_number_as_the_profile_is_kept_once(place: Workspace) -> None:
    with_size(place, 60)
    taken = back(place, "60", every=True)
    assert [each.state for each in taken.replies if each.id == STAFF] == ["ongewijzigd"]
    assert taken.path == ""


def test_a_number_spoiled_by_hand_counts_as_unknown_and_is_told(place: Workspace) -> None:
    back(place, "49")
    path = place.root / ANSWERS
    path.write_text(path.read_text("utf-8").replace("49", "veel"), encoding="utf-8")
    loaded = read_profile(place, "de-linde")
    assert loaded.profile.size.employees is None
    assert [(each.code, each.weight) for each in loaded.notices] == [("HB277", "let op")]
