"""Roles are done by people: one row and one card a function, and nobody watches oneself."""

from pathlib import Path
from typing import Any

from examples import ROOT
from loading.world import GOOD, said, told, workspace

from handbook.loading.workspace import open_workspace
from handbook.model.documents.document import CardsBody, DocumentSet, HandbookBody
from handbook.model.sources.content import Grid
from handbook.model.sources.profile import Profile
from handbook.model.sources.register import Register
from handbook.pipeline.safeguards.sources import check
from handbook.tailoring.content.document_set import document_set

SMALL = """\
naam: Stichting De Berk
kvk: "12345678"
onderdelen: [138]
activiteiten: {138: [maatschappelijk-werk]}
rollen:
"""


def made(**roles: dict[str, Any]) -> DocumentSet:
    library = open_workspace(ROOT).library
    chosen = {"naam": "De Berk", "kvk": "12345678", "onderdelen": ["138"]}
    named = {name.replace("_", "-"): holder for name, holder in roles.items()}
    profile = Profile.model_validate({**chosen, "rollen": named})
    return document_set(profile, library, Register(), {}, "berk")


def functions(of: DocumentSet) -> dict[str, str]:
    """Return who stands by each function in the list of functions and tasks."""
    [body] = [each.body for each in of.documents if isinstance(each.body, HandbookBody)]
    blocks = [
        block
        for chapter in body.chapters
        for section in (chapter, *chapter.sections)
        for block in section.body.blocks
        if isinstance(block, Grid) and block.caption == "Functies en taken"
    ]
    rows = [["".join(run.text for run in cell) for cell in row] for row in blocks[0].rows]
    names = [row[0] for row in rows]
    assert len(names) == len(set(names))
    return {row[0]: row[1] for row in rows}


def cards(of: DocumentSet) -> list[str]:
    [body] = [each.body for each in of.documents if isinstance(each.body, CardsBody)]
    return [str(card.title) for card in body.cards]


def test_roles_of_one_function_are_one_row_and_one_card() -> None:
    of = made(
        bestuurder={"functie": "coördinator", "personen": ["B. Stuur"]},
        teamleider={"functie": "coördinator", "personen": ["B. Stuur"]},
    )
    assert functions(of)["Coördinator"] == "B. Stuur"
    assert cards(of).count("Coördinator") == 1


def test_a_role_that_another_does_has_the_name_and_the_people_of_that_one() -> None:
    of = made(
        bestuurder={"functie": "hoofd", "lidwoord": "het", "personen": ["B. Stuur"]},
        teamleider={"vervuld_door": "bestuurder"},
        hr_adviseur={"vervuld_door": "teamleider"},
    )
    found = functions(of)
    assert found["Hoofd"] == "B. Stuur"
    assert {"Teamleider", "Hr-adviseur"}.isdisjoint({*found, *cards(of)})


def test_roles_cannot_fill_each_other_in_a_circle(tmp_path: Path) -> None:
    lines = (
        "rollen:\n"
        "  bestuurder: {vervuld_door: teamleider}\n"
        "  teamleider: {vervuld_door: bestuurder}\n"
    )
    assert said(told(workspace(tmp_path), GOOD + lines)) == (
        "organisations/de-linde.yaml:5:30: de rol 'bestuurder' komt bij zichzelf uit: bestuurder →"
        " teamleider → bestuurder [HB282]\n"
        "    | bestuurder: {vervuld_door: teamleider}\n"
        "    Laat bij één van deze rollen 'vervuld_door' weg.\n"
        "organisations/de-linde.yaml:6:30: de rol 'teamleider' komt bij zichzelf uit: teamleider →"
        " bestuurder → teamleider [HB282]\n"
        "    | teamleider: {vervuld_door: bestuurder}\n"
        "    Laat bij één van deze rollen 'vervuld_door' weg."
    )


def test_what_stands_beside_another_role_has_no_effect_and_is_told(tmp_path: Path) -> None:
    lines = (
        "rollen:\n  teamleider: {functie: hoofd, personen: [A. Bos], vervuld_door: bestuurder}\n"
    )
    assert said(told(workspace(tmp_path), GOOD + lines)) == (
        "let op organisations/de-linde.yaml:5:66: 'functie' en 'personen' bij de rol 'teamleider'"
        " heeft geen gevolg, want een andere rol doet haar werk [HB282]\n"
        "    | teamleider: {functie: hoofd, personen: [A. Bos], vervuld_door: bestuurder}\n"
        "    Zet dit bij 'bestuurder', of haal 'vervuld_door' weg."
    )


def checked(root: Path, *roles: str) -> tuple[list[str], list[str]]:
    """Return what `check` says of people who watch themselves, and of functions without any."""
    (root / "organisations").mkdir(parents=True)
    lines = "".join(f"  {role}\n" for role in roles)
    (root / "organisations" / "berk.yaml").write_text(SMALL + lines, encoding="utf-8")
    [outcome] = check(open_workspace(root), ["berk"])
    watched = [each.what for each in outcome.problems if each.code == "HB283"]
    return watched, [each for each in outcome.notices if "staat niemand" in each]


def test_who_watches_does_not_do_the_work(tmp_path: Path) -> None:
    watched, _ = checked(
        tmp_path / "a",
        "kwaliteitsmedewerker: {personen: [M. de  Vries]}",
        "interne-auditor: {personen: [m. de vries]}",
        "klachtenfunctionaris: {vervuld_door: bestuurder}",
    )
    assert watched == [
        "dezelfde persoon staat bij de rollen 'klachtenfunctionaris' (bestuurder) en 'bestuurder' "
        "(bestuurder)",
        "dezelfde persoon staat bij de rollen 'interne-auditor' (interne auditor) en "
        "'kwaliteitsmedewerker' (kwaliteitsmedewerker)",
    ]
    assert checked(tmp_path / "b", "interne-auditor: {extern: Bureau}")[0] == []


def test_check_tells_where_work_has_nobody(tmp_path: Path) -> None:
    [[none], [one]] = (
        checked(tmp_path / "a", "bestuurder: {personen: [B. Stuur]}")[1],
        checked(tmp_path / "b", "bestuurder: {}", "teamleider: {extern: Bureau}")[1],
    )
    told = [[name for name in ("teamleider (", "bestuurder (") if name in it] for it in (none, one)]
    assert told == [["teamleider ("], ["bestuurder ("]]
    assert " medewerker (" not in none
