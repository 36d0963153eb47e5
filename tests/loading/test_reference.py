"""Laws, glossary and kinds of services in a pack; what rests on a law, and who went after it."""

from pathlib import Path

import pytest
from loading.world import (
    CHAPTER,
    CONTENT_PACK,
    GOOD,
    LAWS,
    NORM_PACK,
    PROCEDURE,
    said,
    told,
    workspace,
    write,
)

from handbook.errors import Problem
from handbook.loading.packs.pack_reading import read_packs
from handbook.loading.workspace import read_profile
from handbook.model.sources.content import Verb
from handbook.model.sources.library import Library
from handbook.model.sources.reference import Article, Check, Explanation, Law, ServiceRules

PP = "packs/inhoud-mini/procedures/PP-01.yaml"
W = "packs/inhoud-mini/wetten.yaml"
N = "packs/norm-mini/norm.yaml"
H = "packs/inhoud-mini/hoofdstukken/01-00-beleid.md"
GROUNDS = """\
grondslag:
  - {id: wgs, wet: wgs, artikelen: ["4a"]}
  - {id: contract, tekst: het contract met de gemeente}
"""


def packs(
    root: Path, norm: dict[str, str], content: dict[str, str]
) -> tuple[Library, tuple[Problem, ...]]:
    shelves = read_packs(
        [
            (write(root / "norm", {**NORM_PACK, **norm}), "packs/norm-mini"),
            (write(root / "inhoud", {**CONTENT_PACK, **content}), "packs/inhoud-mini"),
        ]
    )
    return shelves.library, shelves.problems


def spots(problems: tuple[Problem, ...]) -> list[tuple[str, str]]:
    return [(each.code, str(each.place)) for each in problems]


def of_procedure(root: Path, text: str) -> list[tuple[str, str]]:
    return spots(packs(root, {}, {"procedures/PP-01.yaml": text})[1])


# --- What a pack brings ---


def test_a_law_comes_with_its_articles_and_who_went_after_them(tmp_path: Path) -> None:
    checked = LAWS.replace(
        "bron: een samenvatting}",
        "bron: een samenvatting, nagegaan: {door: A. Visser, op: 01-03-2026, bron: de wet}}",
    )
    library, problems = packs(tmp_path, {}, {"wetten.yaml": checked})
    assert problems == ()
    assert library.laws == {
        "wgs": Law(
            id="wgs",
            naam="Wgs",
            voluit="Wet gemeentelijke schuldhulpverlening",
            soort="wet",
            waarover="Hulp bij schulden.",
            artikelen=(
                Article(
                    nr="4a",
                    over="beslistermijn",
                    zekerheid="hoog",
                    bron="wetten.overheid.nl, 2026",
                ),
                Article(
                    nr="4",
                    over="eerste gesprek",
                    zekerheid="midden",
                    bron="een samenvatting",
                    nagegaan=Check(door="A. Visser", op="01-03-2026", bron="de wet"),
                ),
            ),
        )
    }


def test_a_pack_brings_a_glossary_kinds_of_services_and_verbs(tmp_path: Path) -> None:
    kinds = """\
dienstsoorten:
  - soort: maatwerk
    uitleg: De gemeente beslist.
    klacht: Bij ons.
    toezicht: De gemeente.
    calamiteit: Meld het de gemeente.
    registratie: Een dossier.
    bewaren: 15 jaar.
"""
    library, problems = packs(
        tmp_path,
        {},
        {
            "begrippen.yaml": "begrippen:\n"
            "  - {id: avg, begrip: AVG, ook: [privacywet], uitleg: De wet over gegevens.}\n",
            "dienstsoorten.yaml": kinds,
            "termen.yaml": CONTENT_PACK["termen.yaml"]
            + "werkwoorden:\n  - {meervoud: bevestigen, enkelvoud: bevestigt}\n",
            "hoofdstukken/01-00-beleid.md": CHAPTER
            + "{{ Wij bevestigen }} het. Daarna {{ bevestigen wij }} het weer.\n",
        },
    )
    assert problems == ()
    assert library.glossary == {
        "avg": Explanation(
            id="avg", begrip="AVG", ook=("privacywet",), uitleg="De wet over gegevens."
        )
    }
    assert library.service_rules == {
        "maatwerk": ServiceRules(
            soort="maatwerk",
            uitleg="De gemeente beslist.",
            klacht="Bij ons.",
            toezicht="De gemeente.",
            calamiteit="Meld het de gemeente.",
            registratie="Een dossier.",
            bewaren="15 jaar.",
        )
    }
    assert library.verbs == {"bevestigen": Verb(meervoud="bevestigen", enkelvoud="bevestigt")}


def test_a_verb_that_is_not_in_the_list_is_no_slot(tmp_path: Path) -> None:
    chapter = CHAPTER + "{{ Wij bevestigen }} het.\n"
    _, problems = packs(tmp_path, {}, {"hoofdstukken/01-00-beleid.md": chapter})
    assert spots(problems) == [("HB232", f"{H}:9:1")]


@pytest.mark.parametrize("name", ["wetten.yaml", "begrippen.yaml", "dienstsoorten.yaml"])
def test_what_is_wrong_in_such_a_file_is_told_at_its_place(tmp_path: Path, name: str) -> None:
    _, problems = packs(tmp_path, {}, {name: "iets: anders\n"})
    assert ("HB111", f"packs/inhoud-mini/{name}:1:1") in spots(problems)


def beside(tmp_path: Path, file: str, text: str, ours: str = "") -> list[tuple[str, str]]:
    """Return what is told of a second pack of content that has this one file.

    With `ours` the first pack has that text in a file of this name.
    """
    first = CONTENT_PACK | ({file: ours} if ours else {})
    other = {"pack.yaml": CONTENT_PACK["pack.yaml"].replace("inhoud-mini", "inhoud-twee")}
    shelves = read_packs(
        [
            (write(tmp_path / "norm", NORM_PACK), "packs/norm-mini"),
            (write(tmp_path / "een", first), "packs/inhoud-mini"),
            (write(tmp_path / "twee", {**other, file: text}), "packs/inhoud-twee"),
        ]
    )
    return spots(shelves.problems)


def test_a_law_of_two_packs_is_told(tmp_path: Path) -> None:
    told_of_it = beside(tmp_path, "wetten.yaml", LAWS)
    assert told_of_it == [("HB230", "packs/inhoud-twee/wetten.yaml:2:9")]


@pytest.mark.parametrize("said", ["meervoud: cliënten, lidwoord: het", "meervoud: cliëntes"])
def test_a_word_that_two_packs_give_another_article_or_plural_is_told_at_its_own_line(
    tmp_path: Path, said: str
) -> None:
    words = f"""\
termen: []
woorden:
  - {{woord: gast, meervoud: gasten}}
  - {{woord: cliënt, {said}}}
"""
    told_of_it = beside(tmp_path, "termen.yaml", words)
    assert told_of_it == [("HB230", "packs/inhoud-twee/termen.yaml:4:13")]


def test_a_verb_that_two_packs_conjugate_differently_is_told_at_its_own_line(
    tmp_path: Path,
) -> None:
    ours = "werkwoorden:\n  - {meervoud: bevestigen, enkelvoud: bevestigt}\n"
    verbs = """\
termen: []
woorden: []
werkwoorden:
  - {meervoud: vragen, enkelvoud: vraagt}
  - {meervoud: bevestigen, enkelvoud: bevestig}
"""
    told_of_it = beside(tmp_path, "termen.yaml", verbs, CONTENT_PACK["termen.yaml"] + ours)
    assert told_of_it == [("HB230", "packs/inhoud-twee/termen.yaml:5:16")]


@pytest.mark.parametrize(
    ("term", "column"),
    [
        ("id: persoon, meervoud: mensen, verzamelnaam: cliënt", 10),
        ("id: persoon, meervoud: personen, verzamelnaam: klant", 10),
        ('id: persoon, meervoud: personen, verzamelnaam: cliënt, per_onderdeel: {"139": gast}', 84),
    ],
)
def test_a_term_that_two_packs_describe_differently_is_told_at_its_own_line(
    tmp_path: Path, term: str, column: int
) -> None:
    terms = f"""\
termen:
  - {{id: gezin, meervoud: gezinnen, verzamelnaam: gezin}}
  - {{{term}}}
woorden: []
"""
    told_of_it = beside(tmp_path, "termen.yaml", terms)
    assert told_of_it == [("HB230", f"packs/inhoud-twee/termen.yaml:3:{column}")]


@pytest.mark.parametrize(
    ("file", "group", "row"),
    [
        ("rollen.yaml", "rollen", "id: {}, functie: iets"),
        ("begrippen.yaml", "begrippen", "id: {0}, begrip: {0}, uitleg: iets"),
        ("voorstellen.yaml", "belanghebbenden", "id: {}, naam: iets, verwacht: iets"),
        ("voorstellen.yaml", "risicos", "id: {}, risico: x, maatregel: x, eigenaar: teamleider"),
        ("voorstellen.yaml", "doelen", "id: {}, doel: x, meten: x, eigenaar: teamleider"),
    ],
)
def test_a_row_that_another_pack_has_as_well_is_told_at_its_own_line(
    tmp_path: Path, file: str, group: str, row: str
) -> None:
    both, new = (f"  - {{{row.format(each)}}}\n" for each in ("allebei", "nieuw"))
    ours = CONTENT_PACK.get(file, f"{group}:\n") + both
    told_of_it = beside(tmp_path, file, f"{group}:\n{new}{both}", ours)
    assert told_of_it == [("HB230", f"packs/inhoud-twee/{file}:3:10")]


def test_a_blank_behind_an_id_makes_no_other_id_of_it(tmp_path: Path) -> None:
    told_of_it = beside(tmp_path, "rollen.yaml", "rollen:\n  - {id: 'teamleider ', functie: x}\n")
    assert told_of_it == [("HB230", "packs/inhoud-twee/rollen.yaml:2:10")]


def test_a_kind_of_services_that_another_pack_has_as_well_is_told_at_its_own_line(
    tmp_path: Path,
) -> None:
    said = "uitleg: x, klacht: x, toezicht: x, calamiteit: x, registratie: x, bewaren: x"
    ours, new = (f"  - {{soort: {each}, {said}}}\n" for each in ("maatwerk", "preventie"))
    kinds = "dienstsoorten:\n"
    told_of_it = beside(tmp_path, "dienstsoorten.yaml", kinds + new + ours, kinds + ours)
    assert told_of_it == [("HB230", "packs/inhoud-twee/dienstsoorten.yaml:3:13")]


@pytest.mark.parametrize(
    ("file", "spot"),
    [
        ("procedures/PP-01.yaml", "1:5"),
        ("formulieren/F-01.yaml", "1:5"),
        ("hoofdstukken/01-00-beleid.md", "2:5"),
    ],
)
def test_a_document_that_another_pack_has_as_well_is_told(
    tmp_path: Path, file: str, spot: str
) -> None:
    told_of_it = beside(tmp_path, file, CONTENT_PACK[file])
    assert told_of_it == [("HB230", f"packs/inhoud-twee/{file}:{spot}")]


# --- What rests on a law ---


def test_a_limit_of_the_law_names_the_law(tmp_path: Path) -> None:
    text = PROCEDURE.replace('wet: wgs, artikelen: ["4a"]', "bron: de wet")
    _, problems = packs(tmp_path, {}, {"procedures/PP-01.yaml": text})
    assert said(problems) == (
        f"{PP}:12:5: 'wet' ontbreekt [HB112]\n"
        "    | - {id: besluit, wat: Besluit, termijn: 8 weken, aard: wet, bron: de wet}\n"
        "    Een termijn van aard wet noemt de wet. Kies anders eigen."
    )


@pytest.mark.parametrize(
    ("lines", "spot"),
    [
        (GROUNDS, []),
        (GROUNDS.replace("wet: wgs, ", ""), [("HB112", f"{PP}:19:5")]),
        (GROUNDS.replace("wet: wgs", "tekst: de wet"), [("HB112", f"{PP}:19:5")]),
        (GROUNDS.replace("tekst: het contract met de gemeente", "wanneer: {}"), [("HB112", "20")]),
        (GROUNDS.replace("wet: wgs", "wet: wgz"), [("HB228", f"{PP}:19:20")]),
        (GROUNDS.replace('["4a"]', '["4a", "9"]'), [("HB238", f"{PP}:19:43")]),
        ("raadplegen: [bestuurder]\ninformeren: [teamleider]\n", []),
        ("raadplegen: [baas]\n", [("HB205", f"{PP}:18:14")]),
        ("informeren: [bestuurder, baas]\n", [("HB205", f"{PP}:18:26")]),
    ],
)
def test_what_a_procedure_rests_on_and_whom_it_asks_must_be_there(
    tmp_path: Path, lines: str, spot: list[tuple[str, str]]
) -> None:
    found = of_procedure(tmp_path, PROCEDURE + lines)
    expected = [(code, f"{PP}:20:5" if place == "20" else place) for code, place in spot]
    assert found == expected


def test_an_article_that_its_law_does_not_list_is_told_with_those_it_does(tmp_path: Path) -> None:
    text = PROCEDURE.replace('artikelen: ["4a"]', 'artikelen: ["4b"]')
    _, problems = packs(tmp_path, {}, {"procedures/PP-01.yaml": text})
    assert said(problems) == (
        f"{PP}:12:84: artikel 4b van de Wgs staat niet in wetten.yaml [HB238]\n"
        "    | - {id: besluit, wat: Besluit, termijn: 8 weken, aard: wet, wet: wgs,"
        ' artikelen: ["4b"]}\n'
        "    Zet het daar bij, met zekerheid en bron. Er staan: 4a, 4."
    )


def test_an_own_procedure_is_held_to_the_laws_as_well(tmp_path: Path) -> None:
    place = workspace(tmp_path)
    own = tmp_path / "organisations" / "de-linde" / "inhoud"
    write(own, {"procedures/PP-01.yaml": PROCEDURE.replace('["4a"]', '["4b"]')})
    assert spots(told(place, GOOD)) == [
        ("HB238", "organisations/de-linde/inhoud/procedures/PP-01.yaml:12:84")
    ]
    write(own, {"wetten.yaml": LAWS.replace('nr: "4a"', 'nr: "4b"')})
    assert told(place, GOOD) == ()
    laws = read_profile(place, "de-linde").library.laws
    assert [each.number for each in laws["wgs"].articles] == ["4b", "4"]


# --- Conditions and characteristics ---


CONDITIONS = [
    ("een_van: [{onderdelen: ['138']}, {kenmerken: [vrijwilligers]}]", []),
    ("een_van: [{onderdelen: ['141']}, {kenmerken: [vrijwilligers]}]", ["HB201"]),
    ("een_van: [{een_van: [{niet: {kenmerken: [vrijwilliger]}}]}]", ["HB204"]),
    ("een_van: {onderdelen: ['138']}", ["HB113"]),
]


@pytest.mark.parametrize(("condition", "codes"), CONDITIONS)
def test_one_of_several_conditions_is_held_to_the_names_in_a_procedure(
    tmp_path: Path, condition: str, codes: list[str]
) -> None:
    text = PROCEDURE.replace("thema: toegang", f"thema: toegang\nwanneer: {{{condition}}}")
    assert [code for code, _ in of_procedure(tmp_path, text)] == codes


@pytest.mark.parametrize(("condition", "codes"), CONDITIONS)
def test_one_of_several_conditions_is_held_to_the_names_in_a_chapter(
    tmp_path: Path, condition: str, codes: list[str]
) -> None:
    chapter = CHAPTER + f"\n::: als {condition}\nx\n:::\n"
    _, problems = packs(tmp_path, {}, {"hoofdstukken/01-00-beleid.md": chapter})
    assert [code for code, _ in spots(problems)] == codes


FOLLOWS = """\
  - {id: traject, titel: Werkt met een plan, volgt_uit: {activiteiten: [schuldhulp]}}
  - {id: dossier, titel: Houdt een dossier, volgt_uit: {een_van: [{kenmerken: [traject]}]}}
geweigerd:"""


def norm(lines: str) -> dict[str, str]:
    return {"norm.yaml": NORM_PACK["norm.yaml"].replace("geweigerd:", lines)}


def test_a_characteristic_may_follow_from_one_before_it(tmp_path: Path) -> None:
    library, problems = packs(tmp_path, norm(FOLLOWS), {})
    assert problems == ()
    follows = {each.id: each.follows is not None for each in library.characteristics.values()}
    assert follows == {
        "vrijwilligers": False,
        "nachtdienst": False,
        "traject": True,
        "dossier": True,
    }


def test_a_characteristic_cannot_follow_from_one_after_it_or_from_itself(tmp_path: Path) -> None:
    first, second, rest = FOLLOWS.split("\n")
    _, problems = packs(tmp_path / "a", norm("\n".join([second, first, rest])), {})
    assert said(problems) == (
        f"{N}:14:56: kenmerk 'dossier' volgt uit 'traject', dat er pas na komt [HB238]\n"
        f"    | {second.strip()}\n"
        "    Zet 'traject' erboven."
    )
    itself = second.replace("[traject]", "[dossier]")
    _, problems = packs(tmp_path / "b", norm(f"{itself}\ngeweigerd:"), {})
    assert spots(problems) == [("HB238", f"{N}:14:56")]


def test_what_a_characteristic_follows_from_must_be_there(tmp_path: Path) -> None:
    _, problems = packs(tmp_path, norm(FOLLOWS.replace("schuldhulp", "schulden")), {})
    assert [each for each, _ in spots(problems)] == ["HB203"]


# --- What an organisation went after ---

DOUBTED = PROCEDURE.replace("aard: wet,", "aard: wet, nagaan: het maximum,")


def checked(root: Path, *lines: str) -> str:
    place = workspace(root)
    own = root / "organisations" / "de-linde" / "inhoud"
    write(own, {"procedures/PP-01.yaml": DOUBTED})
    return said(told(place, GOOD + "nagegaan:\n" + "".join(f"  {line}\n" for line in lines)))


def test_a_doubted_article_and_a_doubted_limit_can_be_gone_after(tmp_path: Path) -> None:
    assert (
        checked(
            tmp_path,
            "wgs.4: {door: A. Visser, op: 01-03-2026, bron: wetten.overheid.nl}",
            "PP-01.termijnen.besluit: {door: A. Visser, op: 01-03-2026, bron: de wet,"
            " uitkomst: hoogstens 10 weken}",
        )
        == ""
    )
    profile = read_profile(workspace(tmp_path), "de-linde").profile
    assert profile.checks == {
        "wgs.4": Check(door="A. Visser", op="01-03-2026", bron="wetten.overheid.nl"),
        "PP-01.termijnen.besluit": Check(
            door="A. Visser", op="01-03-2026", bron="de wet", uitkomst="hoogstens 10 weken"
        ),
    }


def test_a_doubted_limit_is_not_told_as_fact_when_it_cannot_be_chosen(tmp_path: Path) -> None:
    place = workspace(tmp_path)
    own = tmp_path / "organisations" / "de-linde" / "inhoud"
    write(own, {"procedures/PP-01.yaml": DOUBTED})
    assert said(told(place, GOOD + "termijnen:\n  PP-01.besluit: 2 weken\n")) == (
        "organisations/de-linde.yaml:5:3: termijn 'PP-01.besluit' ligt vast in de wet: Wgs"
        " [HB207]\n"
        "    | PP-01.besluit: 2 weken\n"
        "    Haal deze regel weg; alleen eigen termijnen kunt u kiezen."
    )


def test_what_is_certain_or_not_there_cannot_be_gone_after(tmp_path: Path) -> None:
    check = "{door: A. Visser, op: 01-03-2026, bron: x}"
    names = ("wgs.4a", "PP-01.termijnen.eerste-reactie", "PP-01.besluit", "iets")
    found = checked(tmp_path, *(f"{name}: {check}" for name in names))
    lines = found.split("\n")
    assert lines[0] == (
        "let op organisations/de-linde.yaml:5:3: 'wgs.4a' hoeft niet meer"
        " te worden nagegaan [HB229]"
    )
    assert lines[2::3] == [
        "    Het is inmiddels zeker. De regel heeft geen gevolg; u kunt haar weghalen.",
        "    Het is inmiddels zeker. De regel heeft geen gevolg; u kunt haar weghalen.",
        "    Bedoelde u 'PP-01.termijnen.besluit'? Bij PP-01 kan: PP-01.termijnen.besluit.",
        "    Er zijn dingen na te gaan bij: wgs, PP-01.",
    ]


def test_a_check_says_who_when_and_where(tmp_path: Path) -> None:
    found = checked(tmp_path, "wgs.4: {op: gisteren, bron: ''}")
    codes = [line.rpartition("[")[2] for line in found.split("\n") if line.endswith("]")]
    assert sorted(codes) == ["HB112]", "HB112]", "HB115]"]


def test_an_article_with_a_colon_in_its_number_can_be_gone_after(tmp_path: Path) -> None:
    place = workspace(tmp_path)
    own = tmp_path / "organisations" / "de-linde" / "inhoud"
    write(own, {"wetten.yaml": LAWS.replace('nr: "4"', 'nr: "6:7"')})
    check = "{door: A. Visser, op: 01-03-2026, bron: de wet}"
    assert told(place, f"{GOOD}nagegaan:\n  wgs.6:7: {check}\n") == ()
    assert list(read_profile(place, "de-linde").profile.checks) == ["wgs.6:7"]


def test_a_name_for_outside_is_not_what_the_organisation_is_called_for_short(
    tmp_path: Path,
) -> None:
    house = "  - {naam: De Mast, geheim: ja, naam_buiten: de linde}\n"
    short = "naam: Stichting De Linde\nkorte_naam: De Linde\nkvk: 01234567\nonderdelen: [138]\n"
    problems = told(workspace(tmp_path), f"{short}locaties:\n{house}")
    assert [each for each in spots(problems) if each[0] == "HB262"] == [
        ("HB262", "organisations/de-linde.yaml:6:46")
    ]
