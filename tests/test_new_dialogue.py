"""`new` at a terminal: a wrong answer is asked again, and nothing that was typed is lost."""

import json
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result

from handbook.cli.app import main
from handbook.cli.commands.setup import new
from handbook.cli.common import questions


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    assert CliRunner().invoke(main, ["-C", str(tmp_path), "init"]).exit_code == 0
    for module in (new, questions):
        monkeypatch.setattr(module, "somebody_types", lambda: True)
    return tmp_path


def said(root: Path, typed: str, *words: str) -> Result:
    return CliRunner().invoke(main, ["-C", str(root), "nieuw", *words], input=typed)


def profile(root: Path, name: str = "de-eik") -> dict[str, object]:
    text = (root / f"organisations/{name}.yaml").read_text("utf-8")
    found = yaml.load(text, yaml.BaseLoader)
    assert isinstance(found, dict)
    return found


def test_a_wrong_answer_is_asked_again_with_the_reason(root: Path) -> None:
    result = said(
        root,
        "De Eik\n1234\n01234567\nveel\n12,5\n138, 141\n138\nschuldhlp\n4\nvrijwiligers\n\n",
    )
    assert result.exit_code == 0, result.output
    for reason in (
        "'1234' is geen KvK-nummer",
        "'veel' is geen aantal fte",
        "Onderdeel '141' is niet te kiezen",
        "Bedoelde u 'schuldhulp'?",
        "Bedoelde u 'vrijwilligers'?",
    ):
        assert reason in result.output
    made = profile(root)
    assert (made["naam"], made["kvk"], made["fte"]) == ("De Eik", "01234567", "12,5")
    assert (made["onderdelen"], made["activiteiten"]) == (["138"], {"138": ["schuldhulp"]})


def test_a_profile_that_is_there_is_noticed_before_anything_else_is_asked(root: Path) -> None:
    (root / "organisations/de-eik.yaml").write_text("naam: van mij\n", encoding="utf-8")
    result = said(root, "De Eik\nDe Beuk\n01234567\n\n138\n\n\n")
    assert result.output.index("bestaat al") < result.output.index("KvK-nummer")
    assert profile(root, "de-beuk")["naam"] == "De Beuk"
    assert (root / "organisations/de-eik.yaml").read_text("utf-8") == "naam: van mij\n"


def test_what_is_given_as_an_option_is_not_asked_unless_it_is_wrong(root: Path) -> None:
    result = said(
        root, "01234567\n\n\n", "De Eik", "--kvk", "123", "--onderdelen", "138", "--fte", "9"
    )
    assert result.exit_code == 0, result.output
    assert "'123' is geen KvK-nummer" in result.output
    assert "Hoe heet de organisatie" not in result.output
    assert "onderdelen" not in result.output


def test_who_is_broken_off_goes_on_where_she_was(root: Path) -> None:
    broken = said(root, "De Eik\n01234567\n12\n138, 140\n")  # the window closes
    assert broken.exit_code != 0
    assert list((root / "organisations").iterdir()) == []
    kept = json.loads((root / ".handbook/nieuw.json").read_text("utf-8"))
    assert kept == {"naam": "De Eik", "kvk": "01234567", "fte": "12", "onderdelen": "138, 140"}
    result = said(root, "j\n\n\n")
    assert "U was bezig met De Eik" in result.output
    assert result.exit_code == 0, result.output
    assert profile(root)["kvk"] == "01234567"
    assert not (root / ".handbook/nieuw.json").exists()


def test_another_organisation_begins_anew(root: Path) -> None:
    said(root, "De Eik\n01234567\n")
    result = said(root, "76543210\n\n138\n\n\n", "De Beuk")
    assert "U was bezig" not in result.output
    assert profile(root, "de-beuk")["kvk"] == "76543210"


@pytest.mark.parametrize("text", ["{", "[]", '{"naam": 3}', '{"naam": "X", "kvk": "1"}'])
def test_answers_that_were_spoiled_are_no_matter(root: Path, text: str) -> None:
    (root / ".handbook/nieuw.json").write_text(text, encoding="utf-8")
    result = said(
        root,
        "n\nDe Eik\n01234567\n\n138\n\n\n" if '"X"' in text else "De Eik\n01234567\n\n138\n\n\n",
    )
    assert result.exit_code == 0, result.output


def test_only_kenmerken_that_do_not_follow_by_themselves_are_offered(root: Path) -> None:
    result = said(root, "De Eik\n01234567\n\n138\n\n\n")
    assert "vroegsignalering" in result.output
    assert "hulptraject" not in result.output  # follows from the activity
    assert "speeltoestellen" not in result.output  # of other parts


def test_without_somebody_all_that_is_wrong_is_told_at_once(tmp_path: Path) -> None:
    assert CliRunner().invoke(main, ["-C", str(tmp_path), "init"]).exit_code == 0
    words = ["-C", str(tmp_path), "nieuw", "--kvk", "12", "--fte", "x"]
    result = CliRunner().invoke(main, words)
    assert result.exit_code == 2
    for reason in ("geen KvK-nummer", "geen aantal fte", "Geef NAAM, --onderdelen mee"):
        assert reason in result.output


@pytest.mark.parametrize("kvk", ["٠١٢٣٤٥٦٧", "０１２３４５６７"])
def test_digits_of_another_script_are_no_kvk_number(tmp_path: Path, kvk: str) -> None:
    assert CliRunner().invoke(main, ["-C", str(tmp_path), "init"]).exit_code == 0
    words = ["nieuw", "De Eik", "--kvk", kvk, "--onderdelen", "138"]
    assert CliRunner().invoke(main, ["-C", str(tmp_path), *words]).exit_code == 2
