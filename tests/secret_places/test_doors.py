"""A public house in the street of a secret one hides none of the ways to write the secret one."""

from collections.abc import Iterator
from itertools import product

import pytest

from handbook.inspection.file_text import said_in
from handbook.loading.profile.secret_places_in_texts import told_in_text
from handbook.opc import pack
from handbook.secret_places.public_knowledge import Public, secrets_of
from handbook.secret_places.search import Secrets
from handbook.secret_places.secret_terms import SecretPlace

# A name that nobody else has, streets that every town has, ordinary words, an article, more words.
STREETS = (
    "Zwanebloemweg",
    "Kerkstraat",
    "Markt",
    "Haven",
    "Brink",
    "Plein",
    "De Heuvel",
    "Van der Zwanestraat",
    "Laan van Zwanenrode",
    "Oude Zwanenkade",
)
TOWN = "Zwolle"
FRAMES = ("{}", "Wij zitten op {}.", "Adres: {}, bel aan.", "(zie {})", "**{}** is bekend", "{}\n")
# Of each pair the first is the public house, the second the secret one; {s} is the street.
WAYS: dict[tuple[str, str], tuple[str, ...]] = {
    ("12", "12a"): (
        *("{s} 12a", "{s} 12 a", "{s} 12A", "{s} 12-a", "{s} 12/a", "{s} 12.a", "{s} 12 (a)"),
        *("{s} 12, a", "{s} 12 – A", "{s} 12_a", "{s} 12\nA", "{s} 12 'a'", "{s} 12 letter A"),
        *("{s} 12 sub a", "{s} nr. 12a", "{s} nummer 12 A", "{s} twaalf a", "{s} 12 toevoeging A"),
        *("{s} 12 en 12a", "{s} 12-12a", "{s} 12/12a", "{s} 12 t/m 12a", "{s} 12, 12a"),
        *("{s} 12 t/m 12c", "{s} 12 t/m c"),
        *("{s} 12 & 12a", "{s} 12 + 12 A", "{s} 12 of 12a", "{s} 12 en nr. 12a", "{s} 12a en 12"),
        *("{s} 10, 12 en 12a", "{s} 12 – 12c", "{s} 12 (en 12a)", "12a {s}", "12 en 12a {s}"),
        "{s} 12 is het kantoor, de opvang zit op 12a",
        "{s} 12, 8021 AB, en 12a, 8021 AB",
        *(
            "{s} 12 [a]",
            "{s} 12, bel a",
            "{s} 12 en a",
            "{s} 12 nr a",
            "{s} 12 (huis a)",
            "{s} 12 a1",
        ),
        *("nummer 12a naast {s} 12", "op nummer 12a, tegenover {s} 12", "{s} 12 (ingang 12a)"),
        *("{s} 12a: 14 bedden", "{s} 12a, 14 bedden", "{s} 12a 14 bedden", "{s} 12 A (14 bedden)"),
    ),
    ("12", "14"): (
        *("{s} 14", "{s} 12-14", "{s} 12 en 14", "{s} 12/14", "{s} 12 + 14", "{s} 12 & 14"),
        *("{s} 12, 14", "{s} 12 of 14", "{s} 12 t/m 16", "{s} 12 – 16", "{s} 10 t/m 16"),
        *("{s} 12 tot en met 16", "{s} 12 tot 16", "{s} 12 — 16", "{s} 12t/m16", "{s} 12 tm 14"),
        *("{s} 12 en nr. 14", "{s} 12, naast nummer 14", "{s} 12 en daarnaast 14", "{s} 12;14"),
        *(
            "{s} 12, tegenover 14",
            "{s} 12, hoek 14",
            "{s} 10, 12 en 14",
            "{s} nummers 12, 14 en 16",
        ),
        *("{s} 12 (en 14)", "{s} 12, 8021 AA, en nr. 14", "{s} 12 alsmede 14", "{s} 12 plus 14"),
        *("{s} 12 resp. 14", "{s} 12 en ook 14", "{s} 12 a 16", "{s} 12,14", "{s} 12 en veertien"),
        *("{s} nr 12 en nr 14", "{s} 12 of nummer 14a", "{s}: 12 en 14", "{s}\n- 12\n- 14"),
        *("12 en 14 {s}", "nummers 12 en 14 aan {s}", "12-16 {s}", "{s} 11 t/m 15"),
        *("{s} te Zwolle nr 14", "{s} in Zwolle, huisnummer 14", "{s}, Zwolle, nummer 14"),
        *("{s}, Zwolle, 14", "{s} (nummer 12 en 14)", "{s} 12 is kantoor, de opvang op nummer 14"),
        *("{s} 12 en, daar vlakbij, op huisnr. 14", "{s} 12 te Zwolle en 14 te Zwolle"),
        *("{s} tussen 12 en 16", "{s}, even nummers 12-20", "{s} 12 → 16", "{s} 12...16"),
        *("{s} 12 t.m. 14", "{s} 12 • 14", "{s} 12 (kantoor), 14 (opvang)", "{s} vanaf 12 t/m 20"),
        *("{s} 12: kantoor; 14: opvang", "{s} 12 en de opvang op 14", "{s} 12, de opvang 14"),
        *("{s} 12. Naast ons, op nummer 14, zit de opvang", "{s} 12 en het buurpand 14"),
        # What counts something stands behind the door.
        *("{s} 14: 12 bedden", "{s} 14, 12 bedden", "{s} 14 (12 bedden)", "{s} 14 - 12 bedden"),
        *("{s}|14|12 bedden", "| {s} | 14 | 12 bedden |", "{s};14;12 bedden", "{s}\t14\t12 bedden"),
        *("{s} 14, 9.00-17.00 uur", "{s} 14 9.00 uur", "{s} 14 01-05-2026", "{s} 14 (01-05-2026)"),
        *("{s} 14 0570 123456", "{s} 14 06-12345678", "{s} 14\n12 bedden", "{s} 14 1e etage"),
        *(
            "{s} 14 met 12 bedden",
            "{s} 14 en 3 woningen",
            "{s} 14, 12,50 euro",
            "{s} nr. 14, 8 uur",
        ),
        *("{s} 12, 14 (12 bedden)", "{s} 12 en 14: 12 bedden"),
        # It stands before the street, or further on.
        *("op nummer 14, naast {s} 12", "nummer 14 naast {s} 12", "nr. 14 (achter {s} 12)"),
        *("{s} 12 (voorheen 14)", "{s} 12, voorheen 14", "{s} 12 en verderop nummer 14"),
        *("Kantoor: {s} 12, opvang: 14", "kantoor {s} 12 (opvang 14)", "{s} 12. Die zit op 14"),
        *("{s} 12 kantoor, 14 opvang", "{s}: op 12 het kantoor, op 14 de opvang"),
        *("{s} 12. De opvang zit op 14", "{s} 12, 3 huizen verder: 14", "{s} 12 dan wel 14"),
        *("{s} 16-14", "{s} 16 t/m 12", "{s} 16 – 14"),
        *("{s} 12, nr 14 met 12 jaar", "{s} 12, 14 plus 3 jaar"),
        # Nothing but a blank stands between, or it says that others follow.
        *("{s} 12 14", "12 14 {s}", "{s} 12_14", "{s} 12 >> 14", "{s} 10 12 14"),
        *("{s} 12 e.v.", "{s} 12 ev", "{s} 12 (e.v.)", "{s} 10, 12 e.v.", "12 e.v. {s}"),
    ),
    ("12a", "12b"): (
        *(
            "{s} 12b",
            "{s} 12 b",
            "{s} 12a en b",
            "{s} 12a/b",
            "{s} 12 a-b",
            "{s} 12ab",
            "{s} 12a, b",
        ),
        *("{s} 12a en 12b", "{s} 12a + b", "{s} 12a & b", "{s} 12a t/m c", "{s} 12a-12c"),
        *("{s} 12a of b", "{s} 12a (en b)", "{s} 12a, 12 b", "12a en 12b {s}", "{s} 12 a en 12 b"),
    ),
    ("14", "12-2"): ("{s} 12-2", "{s} 12/2", "{s} 12 - 2", "{s} 14 en 12-2"),
}
# How the public house may be written all the same.
OPEN: dict[tuple[str, str], tuple[str, ...]] = {
    ("12", "12a"): (
        *("{s} 12", "{s} nr. 12", "{s} nummer 12", "{s}, 12", "{s} 12, {c} Zwolle", "{s} (12)"),
        *(
            "{s} 12 in Zwolle",
            "{s} 12, Zwolle",
            "{s} 12\n{c} Zwolle",
            "12 {s}",
            "{s} 12 te Zwolle",
        ),
        *("{s} 12 – {c}", "{s} 12 en bel aan", "{s} 12, u bent welkom", "{s} twaalf"),
        *("{s} 12 A. de Vries doet open", "{s} 12 en 16", "{s} 10-12", "{s} 12 a.u.b. aanbellen"),
    ),
    ("12", "14"): (
        *("{s} 12", "{s} 12, {c} Zwolle", "{s} 12 en 16", "{s} 8 t/m 12", "{s} 12, 16 of 18"),
        *(
            "{s} 12, open op 14 mei",
            "{s} 12, om 14.00 uur",
            "{s} 12, tel. 038-1412",
            "{s} 12, 14 bedden",
        ),
        *("{s} 12 is van 9 tot 16 uur open", "{s} 12, 12 t/m 18 jaar", "{s} 12 (€ 14)", "{s} 12a"),
        *(
            "{s} 12, bijlage nr. 14",
            "{s} 12. Er wonen 14 mensen",
            "{s} 12, 14:30 uur",
            "{s} 12, 14%",
        ),
    ),
    ("12a", "12b"): (
        "{s} 12a",
        "{s} 12 a",
        "{s} 12-A",
        "{s} 12a, {c} Zwolle",
        "{s} 12a, u belt",
    ),
    ("12", "12-2"): ("{s} 12", "{s} nr 12, {c} Zwolle", "{s} 12 en 14"),
}


def house(street: str, public: str, secret: str, code: str = "8021 AB") -> Secrets:
    known = Public(addresses=(f"{street} {public}, {code} {TOWN}",))
    return secrets_of(
        [SecretPlace(addresses=(f"{street} {secret}, 8021 AB {TOWN}",))], public=known
    )


def texts(street: str, ways: tuple[str, ...], code: str = "8021 AA") -> Iterator[str]:
    for way, frame in product(ways, FRAMES):
        yield frame.format(way.format(s=street, c=code))


def in_her_own_texts(text: str, secrets: Secrets) -> bool:
    told = told_in_text(text.split("\n"), "missie.md", 0, secrets)
    return any(each.code == "HB216" for each in told)


def in_a_finished_file(text: str, secrets: Secrets) -> bool:
    return any(secrets.search(each) for each in said_in_a_finished_file(text))


def hints_in_a_finished_file(text: str, secrets: Secrets) -> bool:
    return any(secrets.hints(each) for each in said_in_a_finished_file(text))


def said_in_a_finished_file(text: str) -> list[str]:
    lines = "<w:br/>".join(f"<w:t xml:space='preserve'>{each}</w:t>" for each in text.split("\n"))
    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    body = f"<w:body><w:p><w:r>{lines.replace('&', '&amp;')}</w:r></w:p></w:body>"
    part = f"<w:document xmlns:w='{word}'>{body}</w:document>".encode()
    return [piece.text for piece in said_in(pack({"word/document.xml": part})).pieces]


@pytest.mark.parametrize("street", STREETS)
def test_every_way_to_write_a_row_that_holds_the_secret_house_is_an_error(street: str) -> None:
    missed = [
        (pair, code, text)
        for pair, ways in WAYS.items()
        for code in ("8021 AB", "8021 AA")
        for secrets in [house(street, *pair, code)]
        for text in texts(street, ways)
        if not in_her_own_texts(text, secrets)
    ]
    assert missed == []


@pytest.mark.parametrize("street", STREETS)
def test_every_way_is_an_error_in_a_finished_file(street: str) -> None:
    missed = [
        (pair, text)
        for pair, ways in WAYS.items()
        for secrets in [house(street, *pair)]
        for text in texts(street, ways)
        if not in_a_finished_file(text, secrets)
    ]
    assert missed == []


@pytest.mark.parametrize("street", STREETS)
def test_the_public_house_may_be_written_in_every_ordinary_way(street: str) -> None:
    wrong = [
        (pair, code, text)
        for pair, ways in OPEN.items()
        for code in ("8021 AB", "8021 AA")
        for secrets in [house(street, *pair, code)]
        for text in texts(street, ways, code)
        if in_her_own_texts(text, secrets) or in_a_finished_file(text, secrets)
    ]
    assert wrong == []


def test_so_many_ways_are_tried() -> None:
    ways = sum(map(len, WAYS.values()))
    assert (len(STREETS), ways, sum(map(len, OPEN.values())), len(FRAMES)) == (10, 184, 44, 6)
    assert len(STREETS) * ways * len(FRAMES) * 3 == 33_120  # two postcodes, and finished files


# What else may stand behind a public address, with the number of the secret house in it.
BESIDE = (
    *("{s} 12, maandag 9-14 uur", "{s} 12, open op 14 en 15 mei", "{s} 12, telefoonnummer 14 038"),
    *("{s} 12, versie 14.", "{s} 12 en bijlage 14", "{s} 12. Artikel 14 geldt.", "{s} 12, lid 14"),
    *("{s} 12, 14-5-2026", "{s} 12 (14 mei)", "{s} 12 – 14 mei", "{s} 12, 12 tot en met 14 jaar"),
    *("{s} 12, 14 medewerkers", "{s} 12, kvk 14141414", "{s} 12, lijn 12 en 14", "{s} 12 (bus 14)"),
    *("{s} 12, kamer 14.", "{s} 12, postbus 14, 8000 AA Zwolle", "{s} 12 en Lindelaan 14"),
    *("{s} 12, Zwolle; Vest 14, Zwolle", "{s} 12 / Oude Wetering 14", "{s} 12, Wetering nummer 14"),
    *("{s} 12. Zie nummer 14 van de lijst.", "{s} 12 is 14 jaar van ons", "{s} 12, sinds 2014"),
    *(
        "{s} 12: 14 plaatsen",
        "{s} 12, € 14,00",
        "{s} 12, registratienummer 14",
        "{s} 12, 14,50 euro",
    ),
    *("{s} 12, di en do 12.00 - 14.00 uur", "{s} 12, groep 12 t/m 14", "{s} 12\n14. Bijlagen"),
    *(
        "1. {s} 12\n2. Lindelaan 14",
        "14. {s} 12",
        "op 14 mei, naast {s} 12",
        "| {s} 12 | 8 | 14 plaatsen |",
        "{s} 12 van 9 tot 14",
    ),
)

BESIDE += (
    *("{s} 12, opvang: 14 plaatsen", "{s} 12 (opvang 14 plaatsen)", "{s} 12, voorheen 14 plekken"),
    *("{s} 12. De klok staat op 14 uur", "{s} 12 - 14 pers.", "{s} 12, 8, 9 en 14 mei"),
    *("{s} 12, verder 14 bedden", "{s} 12. Wie er woont op 14 mei", "na 14 dagen naast {s} 12"),
)
BESIDE += (
    *("{s} 12 06 14 25 36 47", "{s} 12 14 mei", "{s} 12 14.00 uur", "{s} 12 14 bedden"),
    *("{s} 12\n06 14 25 36 47", "{s} 12\n14 bedden", "{s} 12\u202914. Bijlagen", "{s} 12 2014"),
    *("{s} 12 14 cursisten", "{s} 12 en verder op afspraak", "{s} 12 en volgende week"),
    *("{s} 12 14-5-2026", "{s} 12 vanaf 14 mei", "{s} 12 9 tot 14 uur", "{s} 12\n14%"),
)


@pytest.mark.parametrize("street", STREETS)
def test_a_number_behind_a_public_house_that_is_none_of_a_house_is_no_error(street: str) -> None:
    secrets = house(street, "12", "14", "8021 AA")
    said = [each.format(s=street) for each in BESIDE]
    assert [each for each in said if in_her_own_texts(each, secrets)] == []
    assert [each for each in said if in_a_finished_file(each, secrets)] == []
    assert len(said) == 60


# Below the public house, alone; and all from that house on.
BELOW = (
    *(
        "{s} 12\n14",
        "{s} 12\u202914",
        "{s} 12\t14",
        "{s}\n12\n14",
        "{s}\u202912\u202914\u2029Zwolle",
    ),
    *("| {s} 12 |\n| 14 |", "{s} 12\u202914\u2029De opvang", "{s} 12\n- 14", "{s} 10\n12\n14"),
    *("{s} 12\n14a", "{s} 12\u202914-16", "{s} 12\n14 B\nZwolle"),
    *("{s} 12 en verder", "{s} 12 en verder, bel aan", "{s} 12 en volgende nummers", "{s} 12 enz."),
    *("{s} 12 en hoger.", "{s} vanaf nummer 12", "{s} 12 e.v", "{s} 12 E.V. te Zwolle"),
)


@pytest.mark.parametrize("street", STREETS)
def test_a_house_below_the_public_one_or_behind_it_is_an_error(street: str) -> None:
    secrets = house(street, "12", "14")
    assert [each for each in BELOW if not secrets.search(each.format(s=street))] == []
    assert len(BELOW) == 20


# What may be the secret house, and may as well be something else.
PERHAPS = (
    *("{s} 12, ingang 14", "{s} 12 (ingang 14)", "{s} 12, de achterdeur is 14"),
    *("{s} 12 (achterzijde: 14)", "{s} 12, achterom 14"),
    *("{s} 12, 8021 AA Zwolle\u202914", "{s} vanaf 12", "{s} 12 en verder op de hoek"),
    *("{s} 12 14 cursisten", "{s} 12, enz."),
)


@pytest.mark.parametrize("street", STREETS)
def test_an_entrance_that_has_the_number_of_the_secret_house_is_told(street: str) -> None:
    secrets = house(street, "12", "14")
    told = {each: hints_in_a_finished_file(each.format(s=street), secrets) for each in PERHAPS}
    assert [each for each, hints in told.items() if not hints] == []


@pytest.mark.parametrize("street", ["Markt", "Haven", "Brink", "Plein", "De Heuvel"])
@pytest.mark.parametrize("unit", ["woningen", "medewerkers", "kamers op de begane grond"])
def test_what_may_be_a_house_or_a_count_is_told(street: str, unit: str) -> None:
    text = f"{street} 14 {unit}"
    secrets = house(street, "3", "14")
    assert hints_in_a_finished_file(text, secrets)
    assert not in_a_finished_file(text, secrets)


# Streets of everyday words that do not say that they are one, in small letters.
SPOKEN = ("Noordeinde", "De Heuvel", "Achterom", "Zuid", "Molen", "Achter de Kerk")
SMALL_WAYS = (
    *("{s} {n}", "adres {s} {n}", "wij zitten op {s} {n}.", "{s} {n} in Zwolle", "{s} nr. {n}"),
    *("rooster-{s}-{n}.docx", "{s}{n}@opvang.example", "www.{s}{n}.example", "{s}_{n}", "#{s}{n}"),
    *("{s} {n}: 12 bedden", "{s} {n}, 9.00-17.00 uur", "{s};{n};12 bedden"),
)
NO_HOUSE = (
    *("op 14 mei is de {s}", "de {s} van 14.00 uur", "14 kramen op de {s}", "de {s} kost € 14"),
    *("de {s}, 12 t/m 18 jaar", "{s} 14 nieuwe plekken", "{s} 14 mei", "om 14 uur op de {s}"),
    *("{s} 14 bedden", "{s} 14,50 euro", "{s} 14.30 uur", "{s}, 14 en 15 mei", "14 {s}"),
)


@pytest.mark.parametrize("street", SPOKEN)
@pytest.mark.parametrize("number", ["14", "114a"])
def test_a_street_of_everyday_words_with_its_house_is_an_error_in_small_letters(
    street: str, number: str
) -> None:
    secrets = secrets_of([SecretPlace(addresses=(f"{street} {number}, 8021 AB {TOWN}",))])
    said = [each.format(s=street.lower(), n=number) for each in SMALL_WAYS]
    assert [each for each in said if not in_her_own_texts(each, secrets)] == []
    assert [each for each in said if not in_a_finished_file(each, secrets)] == []


@pytest.mark.parametrize("street", SPOKEN[1:])
def test_everyday_words_with_a_number_that_is_none_of_a_house_are_no_error(street: str) -> None:
    secrets = secrets_of([SecretPlace(addresses=(f"{street} 14, 8021 AB {TOWN}",))])
    said = [each.format(s=street.lower()) for each in NO_HOUSE]
    assert [each for each in said if in_her_own_texts(each, secrets)] == []
    assert [each for each in said if in_a_finished_file(each, secrets)] == []
    assert (len(SPOKEN), len(SMALL_WAYS), len(NO_HOUSE)) == (6, 13, 13)


# What an organisation may well say with a secret house at number 14 of {s}, an ordinary word.
SAID = (
    *("de {l} op 14 mei", "op 14 mei is de {l}", "De {s} op 14 mei", "De {s}, 14 mei 2026"),
    *("de {l} van 14.00 uur", "De {s} is open om 14.00 uur", "De {s}, 14:00 uur", "14 uur, De {s}"),
    *("14 kramen op de {l}", "14 kramen op De {s}", "De {s} telt 14 kramen", "de {l} kost € 14"),
    *("{s}: € 14 per keer", "{s} 14,50 euro", "{s}, 14 euro", "{s} 14%", "De {s} (14 euro)"),
    *("de {l}, 12 t/m 18 jaar", "De {s}, 12 t/m 18 jaar", "{s} 12 t/m 18 jaar", "{s} 12-18 jaar"),
    *("De {s}: artikel 12 en 14", "{s}, artikel 14", "De {s}, zie artikel 12 en 14 van de wet"),
    *("De {s}, tel. 14 038", "{s}, 038-1401414", "De {s}: 14 038", "bel De {s} op 14 038"),
    *("De {s} in Zwolle, bijlage nr. 14", "De {s} in Zwolle, kamer nummer 14", "{s} 2014"),
    *("De {s} is er. Daarna komen er 14 mensen", "de {l}; er komen 14 mensen", "{s} 2012-2014"),
    *("De {s}, 12 en 14 juni", "De {s} op 12, 13 en 14 juni", "De {s} van 12 tot 14 uur"),
    *("De {s}, groep 14", "De {s} heeft 12 en 14 bedden", "De {s} 14-5-2026", "De {s} 14/5/2026"),
    *("De {s}, 12, 13 en 14 juni", "{s} 14 en 15 mei", "{s}, 12 of 14 mei", "{s} 14 - 18 juni"),
    *("de {l} in Zwolle op 14 mei", "van 12 tot 14 op De {s}", "om 14 uur op de {l}", "{s} 114"),
)


@pytest.mark.parametrize("street", ["Markt", "Haven", "Brink", "Plein", "Heuvel"])
@pytest.mark.parametrize("public", ["Markt 12", "Lindelaan 3"])
def test_a_number_that_is_none_of_a_house_is_no_error(street: str, public: str) -> None:
    known = Public(addresses=(f"{public.replace('Markt', street)}, 8021 AA {TOWN}",))
    place = SecretPlace(addresses=(f"{street} 14, 8021 AB {TOWN}",))
    secrets = secrets_of([place], public=known)
    wrong = [
        text
        for said in SAID
        for text in [said.format(s=street, l=street.lower())]
        if in_her_own_texts(text, secrets) or in_a_finished_file(text, secrets)
    ]
    assert wrong == []
    assert len(SAID) == 49


@pytest.mark.parametrize(
    ("text", "weight"),
    [
        ("{s} 118, 8898 ZQ", "fout"),
        ("{s} 118, 8898 ZQ Duinbroek", "fout"),
        ("{s} 118, 8989 ZQ Duinbr.", "fout"),
        ("{s} 118, 8898 ZQ\nWij zijn er", "fout"),
        ("{s} 118, 8899 ZP", "fout"),
        ("{s} 118. Utrecht is verder weg", "fout"),
        ("{s} 118, 1234 AB", "let op"),
        ("{s} 118, Utrecht", "let op"),
        ("{s} 118, 1234 AB Utrecht", None),
        ("{s} 118, 1234 AB\nUtrecht", None),
        ("{s} 118, 1234 AB Verderop", None),
        ("{s} 116 en 118, 1234 AB Utrecht", None),
        ("{s} 118, 8898 ZQ Utrecht", None),
    ],
)
@pytest.mark.parametrize("street", ["Zwanebloemweg", "Kerkstraat", "Laan van Zwanenrode"])
def test_another_place_is_told_by_its_name_and_not_by_a_slip_in_the_postcode(
    street: str, text: str, weight: str | None
) -> None:
    secrets = secrets_of([SecretPlace(addresses=(f"{street} 118, 8899 ZQ Duinbroek",))])
    told = [hit.weight for hit in secrets.hits(text.format(s=street)) if hit.why == "adres"]
    assert told == ([weight] if weight else [])


def test_several_secret_houses_in_a_street_are_each_told_from_the_public_ones() -> None:
    places = [
        SecretPlace(addresses=(f"Kerkstraat {each}, Zwolle",)) for each in ("12a", "12b", "7")
    ]
    secrets = secrets_of(places, public=Public(addresses=("Kerkstraat 12, Zwolle",)))
    told = {each: bool(secrets.search(f"Kerkstraat {each}")) for each in ("12", "12a", "12 b", "7")}
    assert told == {"12": False, "12a": True, "12 b": True, "7": True}


def test_a_letter_alone_belongs_to_the_number_right_before_it() -> None:
    text = "De panden Kerkstraat 12, 14a en b zijn van ons."
    assert in_her_own_texts(text, house("Kerkstraat", "12", "14b"))
    assert not in_her_own_texts(text, house("Kerkstraat", "12", "12b"))


def test_letters_behind_the_number_of_a_house_that_has_none_make_no_other_house() -> None:
    assert house("Kerkstraat", "12a", "12").search("Kerkstraat 12a")


def test_a_public_house_of_several_numbers_holds_those_on_its_own_side() -> None:
    place = SecretPlace(addresses=("Kerkstraat 14, Zwolle",))
    known = [Public(addresses=(f"Kerkstraat {each}, Zwolle",)) for each in ("11-15", "12-16")]
    across, same = (secrets_of([place], public=each) for each in known)
    assert [bool(across.search(f"Kerkstraat {each}")) for each in ("11-15", "10-16")] == [
        False,
        True,
    ]
    assert same.search("Kerkstraat 12-16")


def test_a_file_of_somebody_else_may_name_a_public_house_with_the_same_postcode() -> None:
    secrets = house("Kerkstraat", "12", "12a")
    texts = ("Kerkstraat 12, 8021 AB Zwolle", "Kerkstr. 12, 8021AB", "12, 8021 AB", "12a, 8021 AB")
    assert [secrets.whole(each) for each in texts] == [False, False, False, True]


@pytest.mark.parametrize("street", ["Markt", "Kerkstraat"])
@pytest.mark.parametrize(
    "town", ["Zwolle", "Den Haag", "Bergen op Zoom", "Alphen aan den Rijn", "Sint-Oedenrode"]
)
@pytest.mark.parametrize(
    "way", ["{s} te {t} nr. 14", "{s} ({t}) 14", "{s} in {t} 14", "{s} te {t}, huisnummer 14"]
)
def test_a_door_is_read_behind_a_town_of_any_number_of_words(
    street: str, town: str, way: str
) -> None:
    known = Public(addresses=(f"{street} 900, 8021 AB {town}",))
    place = SecretPlace(addresses=(f"{street} 14, 8021 AC {town}",))
    assert secrets_of([place], public=known).search(way.format(s=street, t=town))
