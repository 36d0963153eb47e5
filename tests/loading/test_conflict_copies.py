"""Copies that a sync program makes beside profile, register and documents are told."""

from pathlib import Path

import pytest
from loading.world import write

from handbook.loading.conflict_copies import conflict_copies, copied_from, copied_profiles
from handbook.loading.workspace import open_workspace
from handbook.pipeline.organisation.context import organisations

COPIES = {
    # Windows, Google Drive, a browser
    "register (1).yaml": "register.yaml",
    "PP-01 (1).docx": "PP-01.docx",
    "PP-01(2).docx": "PP-01.docx",
    "Kopie van PP-01.docx": "PP-01.docx",
    "Copy of register.yaml": "register.yaml",
    # the Explorer
    "register - kopie.yaml": "register.yaml",
    "PP-01 - Kopie.docx": "PP-01.docx",
    "PP-01 - Kopie (2).docx": "PP-01.docx",
    "PP-01 - Copy.docx": "PP-01.docx",
    # OneDrive
    "register-LAPTOP-AB12.yaml": "register.yaml",
    "PP-01-LAPTOP.docx": "PP-01.docx",
    "PP-01-DESKTOP-9X-2.docx": "PP-01.docx",
    # Dropbox
    "register (conflicted copy 2026-11-30).yaml": "register.yaml",
    "register (LAPTOP's conflicted copy 2026-11-30).yaml": "register.yaml",
    "PP-01 (Exemplaar met conflict van B. Stuur 2026-11-30).docx": "PP-01.docx",
    # Nextcloud, older and newer
    "register (conflicted copy 2026-11-30 120000).yaml": "register.yaml",
    "PP-01_conflict-20261130-120000.docx": "PP-01.docx",
    # Syncthing
    "register.sync-conflict-20261130-120000-ABCDEFG.yaml": "register.yaml",
    "PP-01.sync-conflict-20261130-120000-ABCDEFG.docx": "PP-01.docx",
    # Synology, iCloud
    "PP-01_NAS_Nov-30-120000-2026_Conflict.docx": "PP-01.docx",
    "PP-01 2.docx": "PP-01.docx",
    # the Finder, in Dutch and in English
    "PP-01 kopie.docx": "PP-01.docx",
    "PP-01 kopie 2.docx": "PP-01.docx",
    "PP-01 copy.docx": "PP-01.docx",
    "PP-01 copy 3.docx": "PP-01.docx",
    "PP-01 \u2013 kopie.docx": "PP-01.docx",
    "PP-01-2.0 kopie.docx": "PP-01-2.0.docx",
    # a computer with a name of words, or in brackets
    "PP-01-MacBook Pro van Marie.docx": "PP-01.docx",
    "PP-01-Marie\u2019s MacBook Air.docx": "PP-01.docx",
    "PP-01 (LAPTOP-7GH2).docx": "PP-01.docx",
    "PP-01-2.0 (LAPTOP-7GH2).docx": "PP-01-2.0.docx",
    # a browser or mail program, and others that say what it is
    "PP-01 [1].docx": "PP-01.docx",
    "PP-01-2.0 [1].docx": "PP-01-2.0.docx",
    "PP-01-2.0 - Copy.docx": "PP-01-2.0.docx",
    "PP-01-2.0 (conflicted copy 2026-11-30).docx": "PP-01-2.0.docx",
    "PP-01-2.0 (Conflicterend exemplaar van Marie 2026-11-30).docx": "PP-01-2.0.docx",
    "PP-01-2.0_conflict-20261130.docx": "PP-01-2.0.docx",
}
OTHERS = (
    "register.yaml",
    "PP-01.docx",
    "pp-01.docx",
    "PP-01 (voorstel).docx",
    "PP-01 (voorstel 2).docx",
    "PP-01 (verschil).docx",
    "PP-01.xlsx",
    "PP-01-2.docx",  # a code that was free
    "PP-010.docx",
    "PP-01-OUD.docx",  # a document of its own
    "verslag.docx",
    "PP-01 (bewerkt).docx",
    "PP-01-nieuwe versie.docx",
    "PP-01 kopieerbeleid.docx",
    "PP-01-2.1.docx",
    "PP-01-2.0.1.docx",
    "registers.yaml",
)
KNOWN = ("register.yaml", "PP-01.docx", "PP-01-OUD.docx", "PP-01-2.0.docx")
PROFILE = 'naam: {naam}\nkvk: "{kvk}"\nonderdelen: [138]\n'
LINDE = PROFILE.format(naam="De Linde", kvk="01234567")


@pytest.mark.parametrize(("name", "original"), COPIES.items())
def test_a_copy_is_known_by_its_name(name: str, original: str) -> None:
    assert copied_from(name, KNOWN) == original


@pytest.mark.parametrize("name", OTHERS)
def test_what_is_a_file_of_its_own_is_no_copy(name: str) -> None:
    assert copied_from(name, KNOWN) is None


def told(root: Path, name: str = "linde") -> dict[str, str]:
    found = conflict_copies(root, name, ["PP-01.docx"], {})
    assert {(each.code, each.weight) for each in found} <= {("HB585", "let op")}
    return {each.place.file: each.what.split("'")[1] for each in found}


def test_copies_beside_register_and_documents_are_told_with_what_they_copy(tmp_path: Path) -> None:
    write(tmp_path / "organisations", {"linde.yaml": LINDE})
    write(tmp_path / "organisations/linde", {"register.yaml": "", "register (1).yaml": ""})
    write(tmp_path / "output/linde", {"PP-01.docx": "", "PP-01-LAPTOP.docx": "", "los.docx": ""})
    assert told(tmp_path) == {
        "organisations/linde/register (1).yaml": "register.yaml",
        "output/linde/PP-01-LAPTOP.docx": "PP-01.docx",
    }


def test_a_second_organisation_in_silence_is_told_to_both(tmp_path: Path) -> None:
    other = PROFILE.format(naam="De Linde Noord", kvk="87654321")
    files = {"linde.yaml": LINDE, "linde-pc.yaml": LINDE, "linde-noord.yaml": other}
    write(tmp_path / "organisations", files | {"linde (1).yaml": "naam: [", "linde-PC.yaml": "x"})
    copies = {"organisations/linde-pc.yaml": "linde.yaml"}
    assert told(tmp_path) == copies | {
        "organisations/linde (1).yaml": "linde.yaml",
        "organisations/linde-PC.yaml": "linde.yaml",
    }
    assert told(tmp_path, "linde-pc") == copies
    assert told(tmp_path, "linde-noord") == {}


def mend_of_the_profile(root: Path) -> str:
    found = conflict_copies(root, "linde", [], {})
    return next(each.mend for each in found if each.place.file == "organisations/linde-pc.yaml")


def test_a_copy_of_a_profile_is_no_organisation_until_somebody_builds_it(tmp_path: Path) -> None:
    other = PROFILE.format(naam="De Linde Noord", kvk="87654321")
    files = {"linde.yaml": LINDE, "linde-pc.yaml": LINDE, "linde-noord.yaml": other}
    files |= {"linde (1).yaml": "naam: [", "Kopie van linde.yaml": LINDE, "berk-pc.yaml": LINDE}
    write(tmp_path / "organisations", files)
    names = tuple(each.removesuffix(".yaml") for each in files)
    copies = {"linde-pc", "linde (1)", "Kopie van linde"}
    assert copied_profiles(tmp_path, names) == copies
    assert organisations(open_workspace(tmp_path), []) == ("berk-pc", "linde", "linde-noord")
    assert organisations(open_workspace(tmp_path), ["linde-pc"]) == ("linde-pc",)
    assert mend_of_the_profile(tmp_path) == (
        "Handbook gebruikt 'linde.yaml'. Is dit wel een tweede organisatie, maak die dan met: "
        "handbook build linde-pc. Vergelijk de twee, houd over wat klopt, en zet de kopie buiten "
        "deze map."
    )
    write(tmp_path / "organisations/linde-pc", {"register.yaml": ""})
    assert copied_profiles(tmp_path, names) == copies - {"linde-pc"}
    assert mend_of_the_profile(tmp_path).startswith(
        "Van dit profiel maakt handbook een tweede organisatie."
    )


def test_no_folder_gives_no_copies(tmp_path: Path) -> None:
    assert told(tmp_path) == {}
