"""Every own text × every way to write a secret location: found, and by the rules."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from loading.world import CHAPTER, CONTENT_PACK, FORM, GOOD, LAWS, PROCEDURE, told, workspace, write
from pydantic import BaseModel

from handbook.loading.markdown.chapters import read as read_chapter
from handbook.loading.profile.secret_places import secrets_of
from handbook.loading.profile.secret_places_in_texts import told_elsewhere, told_in_text
from handbook.loading.text.yaml_source import parse
from handbook.loading.workspace import read_profile
from handbook.model.sources.profile import Profile

ROOT = Path(__file__).resolve().parents[2]
HOUSE = {
    "naam": "Huize Zwaluwnest",
    "adres": "Zwanebloemweg 118, 8899 ZQ Duinbroekerwaard",
    "geheim": "ja",
}
KNOWN_STREET = {"naam": "Kantoor", "adres": "Zwanebloemweg 12, 8899 ZP Duinbroekerwaard"}

NAMES = (
    "Huize Zwaluwnest",
    "HUIZE ZWALUWNEST",
    "Zwaluwnest",
    "het Zwaluwnest",
    "Zwaluwnests tuin",
    "Zwaluwnest's tuin",
    "de Zwaluwnestbewoners",
    "Huize-Zwaluwnestlaan",
    "Huize **Zwaluwnest**",
    "Huize Zwaluw**nest**",
    "\"Huize\" 'Zwaluwnest'",
    "Zwaluw\u00adnest",
    "Zw\u200baluwnest",
    "Zwáluwnèst",
    "Zwаluwnеst",
    "Ｚｗａｌｕｗｎｅｓｔ",
    "Z w a l u w n e s t",
    "Zwaluw-\nnest",
    "mail zwaluwnest@opvang.example",
    "zie www.huizezwaluwnest.example",
    "[hier](https://zwaluwnest.example)",
    "[Zwaluwnest](https://x.example)",
    "Zwaluw[nest](https://x.example)",
    "Zwaluw<b>nest</b>",
    "Zwaluw<!-- x -->nest",
    "Zwaluw[^1]nest",
    "`Zwaluwnest`",
    "![Zwaluwnest](x.png)",
    "&#90;waluwnest",
    "Zwaluw&shy;nest",
    "Zwaluw%6Eest",
)
ADDRESSES = (
    "Zwanebloemweg 118",
    "Zwanebloemweg 118a",
    "Zwanebloemweg 118-120",
    "Zwanebloemweg nr. 118",
    "Zwanebloemweg nummer 118",
    "Zwanebloemweg, 118",
    "Zwanebloemweg\n118",
    "Zwanebloemwg. 118",
    "zwanebloemweg118",
    "Zwanebloem weg 118",
    "Zwanebloemweg honderdachttien",
    "118 Zwanebloemweg",
    "nummer 118 aan de Zwanebloemweg",
    "Zwanebloemweg １１８",
    "**Zwanebloemweg** 118",
    "[Zwanebloemweg](https://x.example) 118",
    "Zwanebloemweg&nbsp;118",
    "Zwanebloemweg<br>118",
    "Zwanebloemweg\\\n118",
    "Zwanebloemweg[^1] 118",
    "- Zwanebloemweg\n- 118",
    "1. Zwanebloemweg\n2. 118",
    "| Zwanebloemweg | 118 |\n|---|---|\n| a | b |",
    "| Straat | Nr |\n|---|---|\n| Zwanebloemweg | 118 |",
)
POSTCODES = ("8899 ZQ", "8899ZQ", "8899 zq", "8899-zq", "**8899** ZQ", "8899&nbsp;ZQ")
Fast: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
PUBLIC = {("locaties", 0, "naam"), ("locaties", 0, "adres")}
# These are known to everybody: a name there is hers to give, an address is not.
OPEN = {("naam",), ("korte_naam",), ("website",), *PUBLIC}
# A location that everybody may know may have a name like it, but not the same.
WHOLE = tuple(each for each in NAMES if each.casefold().startswith("huize zw"))


def full_profile() -> dict[str, Any]:
    """Return the profile of docs/profiel.md that uses every key, without its secret location."""
    page = (ROOT / "docs" / "profiel.md").read_text(encoding="utf-8")
    data = yaml.load(page.rpartition("```yaml\n")[2].partition("```")[0], yaml.BaseLoader)
    data["locaties"] = [data["locaties"][0], HOUSE]
    return dict(data)


def leaves(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    if isinstance(value, str):
        yield path
    pairs = value.items() if isinstance(value, dict) else enumerate(value)
    for key, each in () if isinstance(value, str) else pairs:
        if each is not HOUSE:
            yield from leaves(each, (*path, key))


def written_at(data: Any, path: tuple[str | int, ...], text: str) -> Any:
    """Return `data` with `text` at `path`, and all else shared with it."""
    if not path:
        return text
    copy = dict(data) if isinstance(data, dict) else list(data)
    copy[path[0]] = written_at(data[path[0]], path[1:], text)
    return copy


def alone(path: tuple[str | int, ...], text: str) -> dict[str, Any]:
    """Return a profile with nothing in it but the secret location, and `text` at `path`."""
    value: Any = text
    for step in reversed(path):
        value = {step: value} if isinstance(step, str) else [value]
    data: dict[str, Any] = {**value}
    return {**data, "locaties": [*data.get("locaties", ()), HOUSE]}


def dumped(data: Any) -> str:
    return str(yaml.dump(data, Dumper=Fast, allow_unicode=True, sort_keys=False, width=10_000))


def finds(data: Any) -> Iterator[tuple[str, str]]:
    tree = parse(dumped(data), "p.yaml")
    yield from ((each.code, each.weight) for each in told_elsewhere([tree], secrets_of(tree)))


def found_in(data: Any) -> list[tuple[str, str]]:
    return list(finds(data))


FULL = full_profile()
FIELDS = list(leaves(FULL))


def text_fields(model: type[BaseModel]) -> set[str]:
    schema = model.model_json_schema(by_alias=True)
    records = [schema, *schema["$defs"].values()]
    return {key for record in records for key in record.get("properties", {})}


def test_the_fields_are_those_of_the_profile() -> None:
    there = {str(step) for path in FIELDS for step in path} | set(HOUSE)
    assert text_fields(Profile) - there == {"mag_genoemd", "naam_buiten", "ook_bekend_als"}
    assert len(FIELDS) == 96


@pytest.mark.parametrize("field", FIELDS, ids=lambda path: ".".join(map(str, path)))
def test_61_spellings_are_found_in_every_text_of_a_profile(field: tuple[str | int, ...]) -> None:
    kinds = (*ADDRESSES, *POSTCODES, *(WHOLE if field in PUBLIC else ()))
    texts = kinds if field in OPEN else (*NAMES, *kinds)
    missed = [
        text for text in texts if ("HB216", "fout") not in finds(alone(field, f"Bij:\n\n{text}"))
    ]
    assert missed == []
    assert len(NAMES) + len(ADDRESSES) + len(POSTCODES) == 61


def test_24_ways_to_write_an_address_are_found_where_everybody_knows_the_street() -> None:
    data = {**FULL, "locaties": [KNOWN_STREET, HOUSE]}
    missed = [
        text
        for text in ADDRESSES
        if found_in({**data, "missie": f"Bij:\n\n{text}"}) != [("HB216", "fout")]
    ]
    assert (missed, len(ADDRESSES)) == ([], 24)
    assert found_in({**data, "missie": "In de Zwanebloemweg, bij nummer 16"}) == [
        ("HB227", "let op")
    ]


# By kind of spelling: the secret address, that of an office, and how the secret one is written.
KINDS: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "a second number that counts": (
        "Markt 14a, 8021 AB Zwolle",
        "Parallelweg 9, 8021 AC Zwolle",
        ("Markt 14a, 12 bedden", "Markt 14a (12 bedden)", "Markt 14a 0570 123456", "Markt;14a;12"),
    ),
    "everyday words in small letters": (
        "Noordeinde 114a, 8021 AB Zwolle",
        "Parallelweg 9, 8021 AC Zwolle",
        ("noordeinde 114a", "rooster-noordeinde-114a.docx", "noordeinde114a@opvang.example"),
    ),
    "y for ij": (
        "Van der Heijdenstraat 12, 8021 AB Zwolle",
        "Parallelweg 9, 8021 AC Zwolle",
        ("van der Heydenstraat 12", "v.d. Heÿdenstraat 12", "VAN DER HEYDENSTR. 12"),
    ),
    "a number before the street": (
        "Kerkstraat 14, 8021 AB Zwolle",
        "Kerkstraat 12, 8021 AC Zwolle",
        ("op nummer 14, naast Kerkstraat 12", "nummer 14 naast Kerkstraat 12", "12 14 Kerkstraat"),
    ),
    "a number further on": (
        "Kerkstraat 14, 8021 AB Zwolle",
        "Kerkstraat 12, 8021 AC Zwolle",
        (
            *("Kerkstraat 12 (voorheen 14)", "Kantoor: Kerkstraat 12, opvang: 14"),
            *("Kerkstraat 12 kantoor, 14 opvang", "Kerkstraat 12. De opvang zit op 14."),
            *("Kerkstraat 12 14", "Kerkstraat 12\n14", "Kerkstraat 12 e.v.", "Kerkstraat 12 ev"),
        ),
    ),
    "a number of four digits": (
        "Kerkstraat 1024, 8021 AB Zwolle",
        "Kerkstraat 12, 8021 AC Zwolle",
        ("Kerkstraat 1024 in Zwolle", "Kerkstraat 12 en 1024 te Zwolle", "Kerkstraat 1024 is er"),
    ),
    "a town of several words": (
        "Kerkstraat 14, 2511 AB Den Haag",
        "Kerkstraat 12, 2511 AC Den Haag",
        ("Kerkstraat te Den Haag nr. 14", "Kerkstraat (Den Haag) 14", "Kerkstraat in Den Haag 14"),
    ),
}
ELSEWHERE = tuple(each for each in FIELDS if each[0] != "locaties" and each not in OPEN)
PLACED_IN = ("{}", "Bij:\n\n{}", "- Wij zitten op {}.", "zie **{}**", "[{}](https://x.example)")


@pytest.mark.parametrize("kind", KINDS)
def test_a_spelling_of_each_kind_is_found_in_every_field_and_at_every_place(kind: str) -> None:
    address, office, spellings = KINDS[kind]
    places = [{"naam": "Kantoor", "adres": office}, HOUSE | {"adres": address}]
    secrets = secrets_of(parse(yaml.safe_dump({"locaties": places}), "p.yaml"))
    missed = []
    for field in ELSEWHERE:
        for text in (place.format(each) for place in PLACED_IN for each in spellings):
            tree = parse(dumped(alone(field, text)), "p.yaml")
            if "HB216" not in (each.code for each in told_elsewhere([tree], secrets)):
                missed.append((field, text))
    assert missed == []


def test_so_many_of_them_are_tried() -> None:
    spellings = sum(len(each) for _, _, each in KINDS.values())
    assert (len(KINDS), spellings, len(ELSEWHERE), len(PLACED_IN)) == (7, 27, 89, 5)
    assert spellings * len(ELSEWHERE) * len(PLACED_IN) == 12_015


@pytest.mark.parametrize(
    "record",
    [
        {"straat": "Zwanebloemweg", "nummer": "118"},
        {"Zwanebloemweg": "118"},
        {"lijst": ["Zwanebloemweg", "118"]},
        {"naam": "Opvang aan de Zwanebloemweg", "nr": "118 a"},
    ],
)
def test_values_of_one_record_are_read_together(record: dict[str, Any]) -> None:
    data = {"locaties": [KNOWN_STREET, HOUSE], "x": record}
    assert ("HB216", "fout") in found_in(data)


def test_values_of_two_records_are_not() -> None:
    data = {"locaties": [KNOWN_STREET, HOUSE], "x": [{"a": "Zwanebloemweg"}, {"a": "118"}]}
    assert found_in(data) == [("HB227", "let op")]


CONTENT = {
    name: parse(text, f"{name}.yaml").data
    for name, text in {
        "procedure": PROCEDURE,
        "formulier": FORM,
        "wetten": LAWS,
        "termen": CONTENT_PACK["termen.yaml"],
        "rollen": CONTENT_PACK["rollen.yaml"],
    }.items()
}


@pytest.mark.parametrize("kind", CONTENT)
def test_61_spellings_are_found_in_every_text_of_own_content(kind: str) -> None:
    secrets = secrets_of(parse(yaml.safe_dump({"locaties": [HOUSE]}), "p.yaml"))
    missed = []
    for path in leaves(CONTENT[kind]):
        for text in (*NAMES, *ADDRESSES, *POSTCODES):
            item = dumped(written_at(CONTENT[kind], path, text))
            first = next(told_elsewhere([parse(item, "i.yaml")], secrets), None)
            if first is None or first.code != "HB216":
                missed.append((path, text))
    assert missed == []


def test_61_spellings_are_found_in_a_chapter_where_the_street_is_known_too() -> None:
    tree = parse(yaml.safe_dump({"locaties": [KNOWN_STREET, HOUSE]}), "p.yaml")
    missed = []
    for text in (*NAMES, *ADDRESSES, *POSTCODES):
        chapter, _ = read_chapter(f"{CHAPTER}\nEen alinea.\n\n{text}\n".encode(), "h.md", "h")
        lines = chapter.lines if chapter else ("", "Een alinea.", "", *text.split("\n"))
        found = told_in_text(lines, "h.md", 8, secrets_of(tree))
        if "HB216" not in [each.code for each in found]:
            missed.append(text)
    assert missed == []


def test_a_find_in_what_a_chapter_prints_is_told_at_its_line() -> None:
    tree = parse(yaml.safe_dump({"locaties": [HOUSE]}), "p.yaml")
    lines = ("Een alinea.", "", "Bij Zwaluw<b>nest</b>.", "", "Zwaluwnest")
    found = told_in_text(lines, "h.md", 8, secrets_of(tree))
    assert [(each.code, str(each.place)) for each in found] == [
        ("HB216", "h.md:13:1"),
        ("HB216", "h.md:11:1"),
    ]


# The same house under another name now, with the one before kept secret.
RENAMED = {
    "naam": "Opvang Merelhof",
    "adres": "Lijsterpad 4, 8898 AA Duinbroekerwaard",
    "geheim": "ja",
    "ook_bekend_als": [HOUSE["naam"], HOUSE["adres"]],
}


def test_61_spellings_of_another_name_and_a_former_address_are_found_as_the_name_itself() -> None:
    secrets = secrets_of(parse(yaml.safe_dump({"locaties": [RENAMED]}), "p.yaml"))
    texts = (*NAMES, *ADDRESSES, *POSTCODES, "Opvang Merelhof", "Lijsterpad 4")
    written = {each: parse(yaml.safe_dump({"missie": f"Bij:\n\n{each}"}), "i") for each in texts}
    found = {
        each: [problem.code for problem in told_elsewhere([tree], secrets)]
        for each, tree in written.items()
    }
    assert [each for each, codes in found.items() if codes[:1] != ["HB216"]] == []
    assert not secrets.search("Een zwaluw en zijn nest, in Duinbroekerwaard.")


def test_another_name_may_not_be_named_and_is_kept_nowhere(tmp_path: Path) -> None:
    locations = yaml.safe_dump({"locaties": [{**RENAMED, "naam_buiten": "Zwaluwnest"}]})
    [found] = told(workspace(tmp_path), GOOD + locations)
    assert (found.code, found.weight) == ("HB216", "fout")
    assert "zwaluw" not in str(found).casefold()
    write(
        tmp_path / "organisations", {"de-linde.yaml": GOOD + locations.replace(": Zwal", ": Mus")}
    )
    loaded = read_profile(workspace(tmp_path), "de-linde")
    assert loaded.profile.locations[0].also_known_as == ()
    assert "waluw" not in repr(loaded)


PERMITTED = """\
locaties:
  - naam: Huize Zwaluwnest
    adres: Zwanebloemweg 118, 8899 ZQ Duinbroekerwaard
    geheim: ja
    mag_genoemd:
      - {{tekst: {text}, reden: zo heet een landelijke methode}}
"""


def test_what_may_be_named_is_allowed_and_nowhere_kept(tmp_path: Path) -> None:
    profile = GOOD + PERMITTED.format(text="Zwaluwnest-methode")
    place = workspace(tmp_path)
    assert told(place, f"{profile}missie: Wij werken met de Zwaluwnest-methode.\n") == ()
    [found] = told(place, f"{profile}missie: Zwaluwnest heeft de Zwaluwnest-methode.\n")
    assert (found.code, found.place.line) == ("HB216", 10)


@pytest.mark.parametrize(
    ("text", "missie", "code"),
    [
        ("Huize Zwaluwnest", "Iedereen", "HB285"),
        ("het Zwaluwnest", "Iedereen", "HB285"),
        ("feest op Zwanebloemweg 118", "Iedereen", "HB285"),
        ("post 8899zq", "Iedereen", "HB285"),
        ("Zwaluwnest-methode", "Iedereen", "HB286"),
        ("een warm nest", "Een warm nest", "HB286"),
    ],
)
def test_what_may_not_be_named_and_what_does_nothing_is_told_at_its_place(
    tmp_path: Path, text: str, missie: str, code: str
) -> None:
    profile = GOOD + PERMITTED.format(text=text) + f"missie: {missie}\n"
    [found] = told(workspace(tmp_path), profile)
    assert (found.code, str(found.place)) == (code, "organisations/de-linde.yaml:9:17")
    assert "wal" not in str(found).casefold()


def test_no_message_repeats_any_spelling_or_piece_of_it(tmp_path: Path) -> None:
    place = workspace(tmp_path)
    write(tmp_path / "organisations", {"de-linde/vindplaatsen.yaml": "a: b\n"})
    for text in (*NAMES, *ADDRESSES, *POSTCODES, "x" * 131 + " Zwaluwnest", "Zwanebloemweg"):
        data = yaml.safe_load(GOOD.replace("01234567", "'01234567'"))
        data |= {"locaties": [HOUSE], "rollen": {"baas": {"functie": text, "onzin": text}}}
        data |= {"kenmerken": [text], "vindplaatsen": f"{text}.yaml"}
        found = told(place, yaml.safe_dump(data, allow_unicode=True, width=10_000))
        shown = "\n".join(map(str, found)).casefold()
        assert {"HB201", "HB216"} & {each.code for each in found}
        assert [word for word in ("nest", "zwane", "8899") if word in shown] == [], text


@pytest.mark.parametrize("address", ["Zwanebloemweg zonder nr, 8899 ZQ Stad", "8899 ZQ", "De Wal"])
def test_a_secret_address_without_street_and_number_is_told_and_not_shown(
    tmp_path: Path, address: str
) -> None:
    profile = GOOD + f"locaties:\n  - {{naam: Opvang 1, adres: '{address}', geheim: ja}}\n"
    [found] = told(workspace(tmp_path), profile)
    assert (found.code, found.weight) == ("HB477", "let op")
    assert str(found.place) == "organisations/de-linde.yaml:5:29"
    assert [word for word in ("zwane", "8899", "wal") if word in str(found).casefold()] == []


PLACED = ("A118", "118A1", "118K12", "118boven", "118huis", "nr118", "No118", "#118", " 118")


@pytest.mark.parametrize("number", PLACED)
def test_a_number_of_any_shape_is_found_in_a_text_of_the_profile(number: str) -> None:
    house = {**HOUSE, "adres": f"Bezoekadres Zwanebloemweg {number}, NL8899ZQ Duinbroekerwaard"}
    data = {"locaties": [KNOWN_STREET, house]}
    assert found_in({**data, "missie": "Zie Zwanebloemweg 118."}) == [("HB216", "fout")]
    assert found_in({**data, "missie": f"Zie Zwanebloemweg {number}."}) == [("HB216", "fout")]
    assert found_in({**data, "missie": "Zie 8899 ZQ."}) == [("HB216", "fout")]
