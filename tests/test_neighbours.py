"""A copied client folder: what is left of the other client in it is told before it is printed."""

from pathlib import Path

import pytest
from examples import DAY, ROOT
from small_library import library

from handbook.errors import Problem
from handbook.inspection.pieces import Piece, Said
from handbook.loading.workspace import open_workspace
from handbook.pipeline.build.build import build
from handbook.pipeline.check.finished_files import inspect
from handbook.pipeline.organisation.context import Request
from handbook.pipeline.organisation.other_clients import other_clients
from handbook.pipeline.safeguards.disclosure import betrayed, heard, tells, visit_of
from handbook.pipeline.safeguards.sources import check

__all__ = ["library"]

pytestmark = pytest.mark.usefixtures("library")

LINDE = """\
naam: Stichting Welzijn De Linde
korte_naam: De Linde
kvk: "00138140"
website: www.lindewelzijn.example
onderdelen: [140]
activiteiten: {140: [buurtwerk]}
locaties:
  - {naam: Kantoor, adres: "Lindelaan 1, 1234 AB Lindestad"}
  - {naam: Loket, adres: "Beukenpad 7a, 1236 EF Lindestad"}
rollen:
  bestuurder: {personen: [A. Vermeulen-Duin]}
  teamleider: {personen: [S. Boskamper-Tak]}
"""
NIEUW = """\
naam: Stichting Kastanje
kvk: "51234567"
onderdelen: [140]
activiteiten: {140: [buurtwerk]}
"""
PARTNER = """\
belanghebbenden:
  - {naam: Stichting Welzijn De Linde, verwacht: overleg, aanpak: elk kwartaal}
"""
WELCOME = """\
---
id: welkom
titel: Welkom
---

Welkom bij Stichting Welzijn De Linde, Lindelaan 1. Vraag naar A. Vermeulen-Duin.
KvK 00138140, www.lindewelzijn.example, ook bij Stichting Welzijn De Linde.
"""
TOLD = [
    ("HB479", "fout", 6, "hier staat 'A. Vermeulen-Duin', iemand van 'linde'"),
    ("HB479", "fout", 6, "hier staat 'Lindelaan 1', een adres van 'linde'"),
    ("HB479", "fout", 7, "hier staat '00138140', het KvK-nummer van 'linde'"),
    ("HB479", "fout", 7, "hier staat 'lindewelzijn.example', de website van 'linde'"),
    ("HB479", "let op", 6, "hier staat 'De Linde', een naam van 'linde'"),
    ("HB479", "let op", 6, "hier staat 'Stichting Welzijn De Linde', een naam van 'linde'"),
    ("HB479", "let op", 6, "hier staat 'Welzijn De Linde', een naam van 'linde'"),
]
CODES = {"HB268", "HB272", "HB479"}


def folder(root: Path, nieuw: str = NIEUW, linde: str = LINDE, content: str = "") -> Path:
    home = root / "organisations"
    home.mkdir()
    (home / "linde.yaml").write_text(linde, "utf-8")
    (home / "nieuw.yaml").write_text(nieuw, "utf-8")
    if content:
        chapter = home / "nieuw" / "inhoud" / "hoofdstukken" / "99-welkom.md"
        chapter.parent.mkdir(parents=True)
        chapter.write_text(content, "utf-8")
    return root


def checked(root: Path, name: str = "nieuw") -> list[Problem]:
    [outcome] = check(open_workspace(root), [name])
    return [each for each in outcome.problems if each.code in CODES]


def test_content_that_was_copied_is_told_with_its_line(tmp_path: Path) -> None:
    found = checked(folder(tmp_path, content=WELCOME))
    told = [(each.code, each.weight, each.place.line, each.what) for each in found]
    assert sorted(told) == TOLD
    assert {each.place.file for each in found} == {
        "organisations/nieuw/inhoud/hoofdstukken/99-welkom.md"
    }


def test_a_build_tells_it_too_and_the_documents_are_refused(tmp_path: Path) -> None:
    root = folder(tmp_path, content=WELCOME)
    request = Request(only=frozenset({"KH-01"}))
    [built] = build(open_workspace(root), ["nieuw"], today=DAY, request=request)
    assert [each.weight for each in built.problems if each.code == "HB479"] == ["let op"] * 7
    [outcome] = inspect(open_workspace(root), ["nieuw"], today=DAY)
    wrong = {each.what for each in outcome.problems if each.code == "HB460"}
    assert "in de tekst staat '00138140', het KvK-nummer van 'linde'" in wrong
    assert not [each for each in wrong if "Stichting" in each]


def test_what_a_partner_of_the_profile_is_may_stand_in_content(tmp_path: Path) -> None:
    assert checked(folder(tmp_path, NIEUW + PARTNER, content=WELCOME)) == []


def test_a_name_in_the_mission_makes_nobody_a_partner(tmp_path: Path) -> None:
    root = folder(tmp_path, NIEUW + "missie: De Linde is er voor iedereen.\n", content=WELCOME)
    assert [each.code for each in checked(root) if each.weight == "fout"] == ["HB479"] * 4


def test_a_copied_profile_names_all_that_is_still_of_the_other(tmp_path: Path) -> None:
    copied = LINDE.replace("Stichting Welzijn De Linde", "Stichting Kastanje").replace(
        "00138140", "51234567"
    )
    root = folder(tmp_path, copied)
    [found] = checked(root)
    assert (found.code, found.weight, found.place.file, found.what) == (
        "HB268",
        "let op",
        "organisations/nieuw.yaml",
        "de korte naam, de website, alle mensen en alle adressen zijn gelijk aan die van "
        "organisations/linde.yaml",
    )
    [built] = build(open_workspace(root), ["nieuw"], today=DAY, request=Request(write=False))
    assert [each.what for each in built.problems if each.code == "HB268"] == [found.what]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (("naam: Stichting Kastanje", "naam: Stichting Welzijn De Linde"), "de naam"),
        (("51234567", "00138140"), "het KvK-nummer"),
    ],
)
def test_a_name_or_number_of_another_is_wrong(
    tmp_path: Path, change: tuple[str, str], told: str
) -> None:
    [found] = checked(folder(tmp_path, NIEUW.replace(*change)))
    what = f"{told} is gelijk aan die van organisations/linde.yaml"
    assert (found.weight, found.what) == ("fout", what)


def test_sisters_that_share_an_office_and_somebody_hear_nothing(tmp_path: Path) -> None:
    sister = NIEUW + LINDE.partition("activiteiten: {140: [buurtwerk]}\n")[2].replace(
        "Beukenpad 7a, 1236 EF", "Hoekseweg 12, 1239 ZZ"
    ).replace("S. Boskamper-Tak", "K. Elzenga")
    assert checked(folder(tmp_path, sister)) == []
    assert checked(tmp_path, "linde") == []


COPIED = """\
missie: >-
  Stichting Welzijn De Linde is er voor iedereen: Lindelaan 1, www.lindewelzijn.example.
doelen:
  - {doel: Iedereen helpen, meten: A. Vermeulen-Duin telt, eigenaar: bestuurder, jaar: 2027}
invullen:
  PP-01.openingstijden: elke dag, KvK 00138140
"""


def test_what_the_texts_of_a_profile_tell_of_another_is_told_with_its_line(tmp_path: Path) -> None:
    found = checked(folder(tmp_path, NIEUW + COPIED))
    assert sorted((each.weight, each.place.line, each.what) for each in found) == [
        ("let op", 5, "hier staat 'Lindelaan 1', een adres van 'linde'"),
        ("let op", 5, "hier staat 'Stichting Welzijn De Linde', een naam van 'linde'"),
        ("let op", 5, "hier staat 'lindewelzijn.example', de website van 'linde'"),
        ("let op", 8, "hier staat 'A. Vermeulen-Duin', iemand van 'linde'"),
        ("let op", 10, "hier staat '00138140', het KvK-nummer van 'linde'"),
    ]


def test_a_build_tells_what_the_texts_of_a_profile_tell_of_another(tmp_path: Path) -> None:
    root = folder(tmp_path, NIEUW + COPIED)
    [built] = build(open_workspace(root), ["nieuw"], today=DAY, request=Request(write=False))
    lines = [each.place.line for each in built.problems if each.code == "HB272"]
    assert lines == [5, 5, 5, 8, 10]


@pytest.mark.parametrize(
    "more",
    [
        COPIED + PARTNER,
        "missie: Vraag S. Boskamper-Tak.\nrollen: {teamleider: {personen: [S. Boskamper-Tak]}}\n",
        'missie: Kom naar Lindelaan 1.\nlocaties: [{naam: Kas, adres: "Lindelaan 1, Lindestad"}]\n',
        "missie: Onder de linde is een kantoor en een loket voor ieder.\n",
    ],
)
def test_a_partner_and_what_is_shared_may_stand_in_the_texts_of_a_profile(
    tmp_path: Path, more: str
) -> None:
    assert checked(folder(tmp_path, NIEUW + more)) == []


def test_most_people_of_another_are_told(tmp_path: Path) -> None:
    linde = LINDE + "  kwaliteitsmedewerker: {personen: [K. Elzenga]}\n"
    own = NIEUW + "rollen:" + linde.partition("rollen:")[2].replace("K. Elzenga", "N. de Goede-Ras")
    [found] = checked(folder(tmp_path, own, linde))
    what = "de meeste mensen zijn gelijk aan die van organisations/linde.yaml"
    assert (found.code, found.weight, found.what) == ("HB268", "let op", what)


def test_the_same_logo_is_told(tmp_path: Path) -> None:
    root = folder(
        tmp_path,
        NIEUW + "huisstijl: {logo: nieuw/logo.png}\n",
        LINDE + "huisstijl: {logo: linde/logo.png}\n",
    )
    for name in ("linde", "nieuw"):
        (root / "organisations" / name).mkdir()
        logo = (ROOT / "organisations" / "linde" / "logo.png").read_bytes()
        (root / "organisations" / name / "logo.png").write_bytes(logo)
    [found] = checked(root)
    assert (found.weight, found.what) == (
        "let op",
        "het logo is gelijk aan die van organisations/linde.yaml",
    )


def test_a_pack_that_names_a_client_does_not_make_it_common(tmp_path: Path) -> None:
    root = folder(tmp_path)
    pack = root / "packs" / "inhoud-linde"
    (pack / "procedures").mkdir(parents=True)
    (pack / "pack.yaml").write_text(
        "id: inhoud-linde\nsoort: inhoud\nformaat: 1\ntitel: Eigen teksten\nversie: '1.0'\n"
        "taal: nl\nvereist: [inhoud-welzijn]\nvolgorde: [ZE]\n"
    )
    (pack / "procedures" / "ZE-02.yaml").write_text(
        "id: ZE-02\nsoort: werkinstructie\ntitel: Sleutels\ngroep: organisatieproces\n"
        "thema: veiligheid\neigenaar: teamleider\n"
        "doel: Niemand raakt gewond bij Stichting Welzijn De Linde, Lindelaan 1.\n"
        "toepassing: Elke dag, kvk 00138140.\n"
        "stappen:\n  - {id: lopen, rol: teamleider, actie: Vraag A. Vermeulen-Duin.}\n"
    )
    workspace = open_workspace(root)
    assert [str(each) for each in workspace.problems] == []
    shown = {each.shown for each in other_clients(workspace).term_search.all()}
    assert {"Stichting Welzijn De Linde", "Lindelaan 1", "00138140", "A. Vermeulen-Duin"} <= shown


def test_a_copy_that_a_sync_program_made_is_no_other_client(tmp_path: Path) -> None:
    root = folder(tmp_path)
    copy = LINDE.replace("A. Vermeulen-Duin", "Z. Vertrokken-Lang")
    (root / "organisations" / "linde-LAPTOP-7GH2.yaml").write_text(copy, "utf-8")
    assert list(other_clients(open_workspace(root)).told) == ["linde", "nieuw"]


def test_a_public_house_may_be_called_as_the_secret_house_of_another(tmp_path: Path) -> None:
    secret = LINDE.replace(
        "rollen:",
        '  - {naam: Huize Agnes, adres: "Dorpsstraat 12, 8011 AB Zwolle", geheim: ja}\nrollen:',
    )
    own = NIEUW + 'locaties:\n  - {naam: Huize Agnes, adres: "Kadestraat 9, 4811 AA Breda"}\n'
    root = folder(tmp_path, own, secret)
    visit = visit_of(root, "nieuw", other_clients(open_workspace(root)))
    assert [tells(visit, text) for text in ("In Huize Agnes", "Dorpsstraat 12, 8011 AB")] == [
        False,
        True,
    ]


@pytest.mark.parametrize(
    ("house", "text", "expected"),
    [
        ("Sint Maarten", "woonzorgcentrum Sint Maarten in Raalte", (False, True)),
        ("Sint Maarten", "Op 11 november is het St. Maarten.", (False, True)),
        ("Sint Jozef", "parochie Sint Jozef", (False, True)),
        ("Anna Maria", "mevrouw Anna Maria Jansen", (False, True)),
        ("Sint Maarten", "Huize Sint Maarten", (True, False)),
        ("Sint Maarten", "op locatie St. Maarten", (True, False)),
        ("Sint Maarten", "Sint Maarten in Zwolle", (True, False)),
        ("Sint Maarten", "Sint Maarten, Dorpsstraat 12", (True, False)),
        ("Huize Sint Maarten", "Huize Sint Maarten", (True, False)),
        ("Sint Zwaluwnesthof", "parochie Sint Zwaluwnesthof in Zwolle", (True, False)),
        ("Blauwe Zwaluwhof", "de Blauwe Zwaluwhof", (True, False)),
    ],
)
def test_a_saint_or_a_given_name_is_the_house_of_another_only_as_a_house(
    tmp_path: Path, house: str, text: str, expected: tuple[bool, bool]
) -> None:
    secret = LINDE.replace(
        "rollen:",
        f'  - {{naam: {house}, adres: "Dorpsstraat 12, 8011 AB Zwolle", geheim: ja}}\nrollen:',
    )
    root = folder(tmp_path, linde=secret)
    found = heard(visit_of(root, "nieuw", other_clients(open_workspace(root))), text)
    assert (found.tells, found.hints) == expected


def test_who_may_have_a_namesake_hears_what_can_be_done_and_nothing_of_the_other(
    tmp_path: Path,
) -> None:
    house = '  - {naam: %s, adres: "Dorpsstraat 12, 8011 AB Zwolle", geheim: ja}\n'
    root = folder(
        tmp_path,
        NIEUW + "locaties:\n" + house.replace("12, 8011 AB", "8, 8022 CD") % "Zwaluwnest",
        LINDE.replace("rollen:", house % "Huize Agnes" + "rollen:"),
    )
    visit = visit_of(root, "nieuw", other_clients(open_workspace(root)))

    def mend(text: str) -> str:
        said = Said(pieces=(Piece(where="de tekst", text=text),))
        [found] = betrayed(visit, "output/nieuw/KH-01.docx", said, "KH-01.docx")
        assert found.code == "HB462"
        return found.mend

    own = "Geef dit bestand aan niemand. Haal naam en adres eruit, ook uit de eigenschappen."
    assert mend("Zwaluwnest") == own
    assert mend("Huize Agnes") == (
        f"{own} Is het een huis of adres in een andere plaats dat net zo heet, zet die plaats er"
        " dan achter, hier en in uw profiel, bij 'locaties' of 'belanghebbenden'. Weet u van geen"
        " geheime locatie, vraag het dan aan wie alle profielen in deze werkmap beheert."
    )
