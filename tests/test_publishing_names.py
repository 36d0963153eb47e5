"""The name of what a publish makes leaves with it: it tells of no secret location."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from loading.world import write
from recorded import FIRST, NAME, PROFILE, small_packs

from handbook.cli.app import main
from handbook.loading.workspace import open_workspace
from handbook.pipeline.build.build import build

SECRET = "  - {naam: %s, adres: '%s', geheim: ja, naam_buiten: Huis 1}\n"
OWN = PROFILE + "locaties:\n" + SECRET % ("Zwaluwnest", "Zwanebloemweg 118, 3312 XY Dordrecht")
OTHER = PROFILE.replace("De Linde", "De Berk").replace("01234567", "76543210") + (
    "locaties:\n" + SECRET % ("Het Merelnest", "Merelpad 7, 8011 AB Zwolle")
)
TOLD = """\
NAAR: de naam van deze map of dit zip-bestand noemt een locatie die geheim is [HB560]
    Er is niets geschreven. Kies een andere naam: wie het krijgt, leest ook die.
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    home = tmp_path_factory.mktemp("namen")
    with small_packs(home / "packs"):
        root = write(
            home / "w",
            {f"organisations/{NAME}.yaml": OWN, "organisations/berk.yaml": OTHER},
        )
        assert [each.exit_code for each in build(open_workspace(root), today=FIRST)] == [0, 0]
        yield root


@pytest.fixture
def root(built: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(built, tmp_path / "w"))


def publishes(root: Path, address: str, *words: str) -> Result:
    return CliRunner().invoke(
        main, ["-C", str(root), "publish", NAME, address, "--drafts", "--yes", *words]
    )


@pytest.mark.parametrize(
    "name",
    [
        "Handboek Zwaluwnest.zip",
        "handboek_zwaluwnest_2.ZIP",
        "Zwaluwnest",
        "Zwanebloemweg 118",
        "Het Merelnest doel",
        "merelpad-7.zip",
    ],
)
def test_a_name_that_tells_of_a_secret_location_is_refused_and_not_printed(
    root: Path, tmp_path: Path, name: str
) -> None:
    before = sorted(tmp_path.iterdir())
    told = publishes(root, str(tmp_path / name))
    assert (told.exit_code, told.output) == (1, TOLD)
    assert sorted(tmp_path.iterdir()) == before
    data = json.loads(publishes(root, str(tmp_path / name), "--json").output)
    assert (data["doel"], [each["code"] for each in data["problemen"]]) == ("", ["HB560"])


@pytest.mark.parametrize(
    "address", ["https://cloud.example/map/Zwaluwnest/", "sftp://server/map/het%20merelnest?x=1"]
)
def test_a_host_is_not_even_asked_for_such_a_name(root: Path, address: str) -> None:
    told = publishes(root, address)
    assert (told.exit_code, told.output) == (1, TOLD)


@pytest.mark.parametrize("name", ["Handboek De Linde.zip", "Huis 1", "Merels"])
def test_any_other_name_will_do(root: Path, tmp_path: Path, name: str) -> None:
    told = publishes(root, str(tmp_path / name))
    assert told.exit_code == 0, told.output
    assert (tmp_path / name).exists()


@pytest.mark.parametrize("name", ["Zwaluwnest/handboek.zip", "Zwaluwnest/handboek", "Zwaluwnest"])
def test_a_folder_that_was_there_is_hers_and_its_name_is_not_printed(
    root: Path, tmp_path: Path, name: str
) -> None:
    (tmp_path / "Zwaluwnest").mkdir()
    for words in ((), ("--json",)):
        told = publishes(root, str(tmp_path / name), *words)
        assert (told.exit_code, "Zwaluwnest" in told.output) == (0, False), told.output
        assert "[geheim]" in told.output
    missing = publishes(root, str(tmp_path / "Zwaluwnest" / "weg" / "map"), "--json")
    assert (missing.exit_code, "Zwaluwnest" in missing.output) == (4, False)


@pytest.mark.parametrize("name", ["handboek.zip", "map"])
def test_nothing_is_published_below_what_left_the_set_of_another_target(
    root: Path, tmp_path: Path, name: str
) -> None:
    folder = tmp_path / "doel" / "Vervallen"
    folder.mkdir(parents=True)
    assert publishes(root, str(folder / name)).exit_code == 0  # a folder of hers, called so
    assert publishes(root, str(folder.parent)).exit_code == 0
    told = publishes(root, str(folder / name))
    assert (told.exit_code, "HB543" in told.output) == (1, True), told.output
