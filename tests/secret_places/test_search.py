"""A secret location is found however it is spelled, and what everybody may know is not."""

import pickle
import time
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handbook.secret_places.profile_entries import Public, refuses
from handbook.secret_places.public_knowledge import secrets_of
from handbook.secret_places.search import Secrets, Verdict
from handbook.secret_places.secret_terms import Common, SecretPlace, common_words

NAME, STREET, NUMBER, POSTCODE = "Huize Zwaluwnest", "Zwanebloemweg", "118", "8899 ZQ"
PLACE = SecretPlace(names=(NAME,), addresses=(f"{STREET} {NUMBER}, {POSTCODE} Duinbroekerwaard",))
HOUSE = secrets_of([PLACE])
# With a house of the same organisation in the same street that everybody knows.
HELD = secrets_of([PLACE], public=Public(addresses=("Zwanebloemweg 12, 8899 ZP Duinbroekerwaard",)))
LIBRARY = common_words(["De wijk en de opvang zijn een brug naar de samenwerking in de buurt."])


SPEECH = (
    *(NAME, STREET, f"{STREET} {NUMBER}", POSTCODE, "Zwaluwnest", "zwaluwnesten", "Zwanebloem"),
    *("&amp; Zwaluw&shy;nest", "Zwanebloemweg%20118", "Zwanebloemweg 12", "de wijk", "118", ""),
)


def told(text: str, secrets: Secrets = HOUSE) -> list[tuple[str, str]]:
    return [(hit.why, hit.weight) for hit in secrets.hits(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Zwanebloemweg 118",
        "zwanebloemweg118",
        "ZWANEBLOEMWEG 118",
        "Zwanebloemweg 118a",
        "Zwanebloemweg 118-a",
        "Zwanebloemweg 118 II",
        "Zwanebloemweg 118 bis",
        "Zwanebloemweg 116-118",
        "Zwanebloemweg 116 t/m 118",
        "Zwanebloemweg 118-120",
        "Zwanebloemweg, 118",
        "Zwanebloemweg nr. 118",
        "Zwanebloemweg nummer 118",
        "Zwanebloemweg huisnummer: 118",
        "Zwanebloemweg no. 118",
        "Zwanebloemweg №118",
        "Zwanebloemweg (118)",
        "Zwanebloemwg. 118",
        "Zwanebloem weg 118",
        "Zwanebloem-\nweg 118",
        "Zwanebloemweg\n118",
        "Z w a n e b l o e m w e g  1 1 8",
        "Zwanebloemweg honderdachttien",
        "Zwanebloemweg honderd achttien",
        "118 Zwanebloemweg",
        "118, Zwanebloemweg",
        "nummer 118 aan de Zwanebloemweg",
        "Zwanebloemweg ١١٨",
        "Zwanebloemweg １１８",
        "Zwanebloemweg ①①⑧",
        "| Zwanebloemweg | 118 |",
        "Zwanebloemweg<br>118",
    ],
)
def test_street_with_number_is_an_address_even_where_everybody_knows_the_street(text: str) -> None:
    if "<br>" in text:
        text = text.replace("<br>", "\n")
    assert told(text, HELD) == [("adres", "fout")]


@pytest.mark.parametrize(
    "text",
    [
        "Zwanebloemweg 11",
        "Zwanebloemweg 1180",
        "Zwanebloemweg 2118",
        "Zwanebloemweg 12b",
        "Zwanebloemweg 1-17",
        "wij zijn op 118 plekken, ook in de buurt van de Zwanebloemweg",
    ],
)
def test_another_number_in_that_street_is_no_secret_address(text: str) -> None:
    assert told(text, HELD) == [("straat", "let op")]


@pytest.mark.parametrize(
    "text", ["Zwanebloemweg 12", "zwanebloemweg 12, 8899 ZP Duinbroekerwaard", "Duinbroekerwaard"]
)
def test_a_public_address_and_the_town_are_no_find(text: str) -> None:
    assert told(text, HELD) == []


@pytest.mark.parametrize(
    "text", ["8899 ZQ", "8899ZQ", "8899 zq", "8899-zq", "8899\u00a0ZQ", "post8899zq", "8899ZQ118"]
)
def test_a_postcode_is_found_with_blanks_or_without(text: str) -> None:
    assert told(text) == [("postcode", "fout")]


@pytest.mark.parametrize("text", ["18899 ZQ", "8899", "8899 zqx", "in 2012 en 2013", "2012 en"])
def test_what_only_looks_like_a_postcode_is_not(text: str) -> None:
    year = secrets_of([SecretPlace(addresses=("Kerkstraat 4, 2012 EN Stad",))])
    assert (told(text), told(text, year)) == ([], [])


def test_a_postcode_that_reads_as_words_counts_in_capitals_or_close_together() -> None:
    year = secrets_of([SecretPlace(addresses=("Kerkstraat 4, 2012 EN Stad",))])
    assert [told(each, year) for each in ("2012 EN", "2012en")] == [[("postcode", "fout")]] * 2


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Huize Zwaluwnest", "naam"),
        ("'Huize' \"Zwaluwnest\"", "naam"),
        ("huize_zwaluwnest.docx", "naam"),
        ("www.huizezwaluwnest.nl", "naam"),
        ("Huize-Zwaluwnestlaan", "deel"),
        ("het Zwaluwnest", "deel"),
        ("Zwaluwnest", "deel"),
        ("Zwaluwnests", "deel"),
        ("Zwaluwnest’s", "deel"),
        ("Zwaluwnestbewoners", "deel"),
        ("mijnZwaluwnest", "deel"),
        ("zwaluwnest@opvang.example", "deel"),
        ("Zwaluw nest", "deel"),
        ("Zwaluw\u00adnest", "deel"),
        ("Zw\u200bal\u2060uw\ufe0fne\U000e0073st", "deel"),
        ("Zwalu\u034fwnest", "deel"),
        ("Zwáluwnèst", "deel"),
        ("Zwаluwnеst", "deel"),  # Cyrillic а and е
        ("Ζwaluwnεst", "deel"),  # Greek Ζ and ε
        ("𝒵𝓌𝒶𝓁𝓊𝓌𝓃ℯ𝓈𝓉", "deel"),
        ("Ｚｗａｌｕｗｎｅｓｔ", "deel"),
        ("ᴢᴡᴀʟᴜᴡɴᴇꜱᴛ", "deel"),
        ("🅉🅆🄰🄻🅄🅆🄽🄴🅂🅃", "deel"),
        ("Zwanebloemweg", "straat"),
        ("de Zwanebloemwegbuurt", "straat"),
    ],
)
def test_the_name_and_its_parts_are_found(text: str, why: str) -> None:
    assert told(text) == [(why, "fout")]


@pytest.mark.parametrize("text", ["Nuvias tuin", "Nuvia's tuin", "de tuin van Nuvia"])
def test_a_short_name_is_found_with_the_s_of_what_it_owns(text: str) -> None:
    assert told(text, secrets_of([SecretPlace(names=("Huize Nuvia",))])) == [("deel", "fout")]


@pytest.mark.parametrize(
    "text",
    ["boerenzwaluwnesten", "huize", "een zwaluw en een nest", "Zwanebloem", "Postbus 118, Stad"],
)
def test_what_only_resembles_it_is_no_find(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Vrouwenopvang Eva\tHuisregels",
        "Vrouwenopvang Eva\tHuis",
        "Vrouwenopvang Eva | Huis",
        "Vrouwenopvang Eva|Huis",
        "eva | huis",
        "Vrouwenopvang Eva – Huis",
        "Vrouwenopvang Eva - Huis",
        "Vrouwenopvang Eva\u2029Huis",
        "Vrouwenopvang Eva\n\nHuis",
        "Bij Eva. Huis en haard.",
        "Bij Eva (Huis 1) en elders.",
        "Opvang (Eva) Huis 1",
        "Bij Eva huisregels.docx",
        "Eva-huisvesting",
        "eva-huisvesting@opvang.example",
        "Eva_Huisregels.docx",
        "Eva|Huisregels",
        "Eva–huisvesting",
        "Eva/huisregels",
        "Eva.huisregels",
        "Eva+Huisregels",
        "Eva & huisvesting",
    ],
)
def test_what_ends_a_cell_a_paragraph_or_a_title_joins_no_word(text: str) -> None:
    assert told(text, secrets_of([SecretPlace(names=("Evahuis",))])) == []


@pytest.mark.parametrize(
    "text",
    [
        "Eva huis",
        "Ev\tahuis",
        "Ev\u2029ahuis",
        "Eva Huis",
        "Eva-huis",
        "Eva_huis",
        "eva-huis.docx",
        "Eva-huis_rooster",
        "Eva-huisje",
        "Eva\nhuis",
        "Eva-\nhuisregels",
        "Evahuisregels",
        "E-v-a-h-u-i-s-regels",
        "E\tv\ta\th\tu\ti\ts",
        "E | v | a | huis",
    ],
)
def test_a_word_that_is_cut_in_two_or_spelled_out_is_found(text: str) -> None:
    assert told(text, secrets_of([SecretPlace(names=("Evahuis",))])) == [("naam", "fout")]


@pytest.mark.parametrize("between", ["\t", " | ", "\u2029", "\n\n", " – "])
def test_a_name_of_several_words_and_an_address_are_found_over_cells(between: str) -> None:
    house = secrets_of([SecretPlace(names=("Rode Beuk",), addresses=("Zwanebloemweg 118, Stad",))])
    assert told(f"Rode{between}Beuk", house) == [("naam", "fout")]
    assert told(f"Zwanebloemweg{between}118", house) == [("adres", "fout")]


@pytest.mark.parametrize(
    ("text", "weights"),
    [
        ("Wie komt, gaat naar de Oase in Duinbroek", ["fout"]),
        ("teamleider De Oase", ["fout"]),
        ("naar ‘De Oase’", ["fout"]),
        ("de oase van rust", ["let op"]),
    ],
)
def test_a_house_is_called_by_its_article_and_word_without_its_kind(
    text: str, weights: list[str]
) -> None:
    for name in ("Vrouwenopvang De Oase", "De Oase"):
        house = secrets_of([SecretPlace(names=(name,))])
        assert [weight for _, weight in told(text, house)] == weights


def test_a_name_of_two_letters_is_found_among_many_signs_as_among_few() -> None:
    house = SecretPlace(names=("K3",))
    many = [
        SecretPlace(names=(f"Huize Zzq{first}{last}wert",))
        for first in "abcdefgh"
        for last in "vwxyz"
    ]
    for places in ([house], [house, *many]):
        assert told("Huis K3 is vol", secrets_of(places)) == [("naam", "let op")]
    assert len(secrets_of([house, *many]).signs) > 64


def test_codes_for_signs_are_read_as_signs_in_a_search_and_hidden() -> None:
    for text in ("&#90;waluwnest", "Zwaluw&shy;nest", "x%5awaluwnest", "Zwaluw%6Eest"):
        assert HOUSE.search(text) or "x%" in text
    assert HOUSE.sub("[geheim]", "bij &#90;waluwnest.") == "bij [geheim]."


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("De Brug", "De Brug", [("naam", "fout")]),
        ("De Brug", "een brug naar werk", [("deel", "let op")]),
        ("De Wijk", "de wijk", [("naam", "let op")]),
        ("Huis van de Wijk", "het huis van de wijk", [("naam", "let op")]),
        ("Huis van de Wijk", "in het huis van de Wijk", [("naam", "fout")]),
        ("Huis van de Wijk", "iedereen in de wijk", [("deel", "let op")]),
        ("De Samenwerking", "onze samenwerking", [("deel", "let op")]),
        ("Huis Nieuwe Start", "een nieuwe start", [("deel", "let op")]),
        ("Huis Nieuwe Start", "bij Nieuwe Start", [("deel", "fout")]),
        ("Huize Maria van Dam", "Maria", [("deel", "let op")]),
        ("Huize Maria van Dam", "Maria van Dam", [("deel", "fout")]),
        ("Mira", "bij mira", [("naam", "fout")]),
        ("Opvang 1", "opvang 12", []),
    ],
)
def test_a_part_weighs_by_what_everybody_says(
    name: str, text: str, expected: list[tuple[str, str]]
) -> None:
    secrets = secrets_of([SecretPlace(names=(name,))], LIBRARY)
    assert told(text, secrets) == expected


def test_a_house_called_after_its_town_makes_no_error_of_the_town() -> None:
    place = SecretPlace(names=("Huize Lindestad",), addresses=("Laan 4, 1234 AB Lindestad",))
    assert [told(text, secrets_of([place])) for text in ("in Lindestad", "Huize Lindestad")] == [
        [("deel", "let op")],
        [("naam", "fout")],
    ]


def test_what_lies_within_a_known_name_is_no_find() -> None:
    public = Public(own=("Stichting De Brug", "De Brug"), others=("Stichting Zwaluwnest",))
    brug = secrets_of([SecretPlace(names=("De Brug",))], public=public)
    nest = secrets_of([PLACE], public=public)
    assert told("Stichting De Brug is De Brug.", brug) == []
    assert told("Stichting Zwaluwnest", nest) == []
    assert told("Zwaluwnest", nest) == [("deel", "let op")]
    assert told("Huize Zwaluwnest", nest) == [("naam", "fout")]


@pytest.mark.parametrize("other", ["Bewoners van Zwaluwnest", "Stichting Huize Zwaluwnest"])
def test_a_stakeholder_that_tells_of_the_house_is_not_known_for_that(other: str) -> None:
    secrets = secrets_of([PLACE], public=Public(others=(other,)))
    assert [weight for _, weight in told(other, secrets)] == ["fout"]


def test_a_public_address_that_is_the_secret_one_is_a_leak_and_the_next_door_is_not() -> None:
    door = SecretPlace(addresses=("Zwanebloemweg 118a, Stad",))
    known = [Public(addresses=(f"Zwanebloemweg {each}, Stad",)) for each in ("118b", "118 A")]
    next_door, same = (secrets_of([door], public=each) for each in known)
    leak = [("adres", "fout")]
    assert [told("Zwanebloemweg 118b", each) for each in (next_door, same)] == [[], leak]
    assert [told("Zwanebloemweg 118 a", each) for each in (next_door, same)] == [leak, leak]


def test_an_allowed_text_is_allowed_exactly_so_and_wherever_it_stands() -> None:
    place = SecretPlace(names=(NAME,), allowed=("Zwaluwnest-methode",))
    secrets = secrets_of([place])
    assert told("Wij werken met de 'zwaluwnest methode'.", secrets) == []
    assert told("Zwaluwnest-methodes", secrets) == [("deel", "fout")]
    assert told("de methode van Zwaluwnest", secrets) == [("deel", "fout")]


@pytest.mark.parametrize(
    "text",
    [
        "Huize Zwaluwnest",
        "Zwaluwnest",
        "het Zwaluwnest",
        "Zwaluw",
        "Zwanebloemweg",
        "feest op de Zwanebloemweg 118",
        "8899zq",
    ],
)
def test_an_address_and_a_bare_name_are_never_allowed(text: str) -> None:
    assert refuses(HOUSE, text)
    place = SecretPlace(names=PLACE.names, addresses=PLACE.addresses, allowed=(text,))
    assert secrets_of([place]) == HOUSE


@pytest.mark.parametrize("text", ["Huize Zwaluwnest", "Huis van de Zwaluwnest"])
def test_a_bare_name_with_a_word_for_a_house_before_it_is_never_allowed(text: str) -> None:
    assert refuses(secrets_of([SecretPlace(names=("Zwaluwnest",), addresses=())]), text)


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("Bijeen", "hulp bij een vraag", []),
        ("Bijeen", "bij\neen", []),
        ("Bijeen", "in Bijeen", [("naam", "fout")]),
        ("Bijeen", "bij-\neen", [("naam", "fout")]),
        ("Bijeen", "b i j e e n", [("naam", "fout")]),
        ("Bijeen", "B ij een", [("naam", "fout")]),
        ("Bijeen", "BijEen en Bij Een", [("naam", "fout")] * 2),
        ("OpWeg", "samen op weg naar werk", []),
        ("De Voorzorg", "ruimte voor zorg telt", []),
        ("Samenuit", "zoek samen uit wat helpt", []),
        ("Zwaluwnest", "Zwaluw nest", [("naam", "fout")]),
        ("Zwaluwnest", "Zw al uw nest", [("naam", "fout")]),
        ("De Oversteek", "de oversteek naar werk", [("naam", "let op")]),
        ("De Oversteek", "bij de Oversteek, debrug", [("naam", "fout")]),
        ("De Doorstart", "een doorstart", [("deel", "let op")]),
        ("De Doorstart", "in Doorstart", [("deel", "fout")]),
        ("De Brug", "info@debrug.nl", [("naam", "fout")]),
        ("De Brug", "opvangdebrug.nl, de-brug, de_brug.docx", [("naam", "fout")] * 3),
        ("Mira", "www.opvangmira.nl en Miranda", [("naam", "fout")]),
        ("Zwaluwnest", "een zwaluw, nestkasten", []),
        ("De Plek", "een opvangplek", []),
        ("Geborgen", "zich geborgen voelen", [("naam", "let op")]),
        ("Safehouse A", "een safehouse a la carte", [("naam", "let op")]),
        ("Safehouse A", "naar safehouse A", [("naam", "fout")]),
        ("K3", "wij zitten in K3", [("naam", "let op")]),
        ("Huis 7", "in Huis nummer 7 en Huis zeven", [("naam", "fout")] * 2),
        ("Zwaluwnesthuis", "het Zwaluwnest", [("deel", "fout")]),
        ("Brug & Baken", "in Brug en Baken", [("naam", "fout")]),
        ("Huis Brug en Baken", "in Huis Brug & Baken", [("naam", "fout")]),
        ("Huize Sint Anna", "Huize St. Anna", [("naam", "fout")]),
    ],
)
def test_a_name_cut_into_words_of_a_sentence_is_no_name(
    name: str, text: str, expected: list[tuple[str, str]]
) -> None:
    assert told(text, secrets_of([SecretPlace(names=(name,))])) == expected


@pytest.mark.parametrize(
    "text",
    [
        "www.opvangzwaluwnest.nl",
        "x@vrouwenopvangzwaluwnest.nl",
        "#wijzijnzwaluwnest",
        "hetZwaluwnest",
    ],
)
def test_a_name_behind_a_leading_word_is_found(text: str) -> None:
    assert HOUSE.search(text)


@pytest.mark.parametrize(
    ("street", "text", "expected"),
    [
        ("Voorstraat 4", "ideeën voor straatwerk", []),
        ("Voorstraat 4", "op voorstraat 4", [("adres", "fout")]),
        ("Harmonie 4", "samen in harmonie", [("straat", "let op")]),
        ("Harmonie 4", "bij Harmonie 4", [("adres", "fout")]),
        ("Binnen 3", "binnen 3 maanden", [("straat", "let op")]),
        ("Achterom 4", "kom achterom", [("straat", "let op")]),
        ("Oude Kerkstraat 4", "in de Kerkstraat", [("straat", "let op")]),
        ("Oude Kerkstraat 4", "Kerkstraat 4", [("adres", "fout")]),
        ("Albert Schweitzerlaan 4", "Albert is er", [("deel", "let op")]),
    ],
)
def test_a_street_of_everyday_words_counts_with_its_capital(
    street: str, text: str, expected: list[tuple[str, str]]
) -> None:
    assert told(text, secrets_of([SecretPlace(addresses=(street,))])) == expected


@pytest.mark.parametrize(
    ("name", "public", "text", "weights"),
    [
        ("Huize Johanna", Public(people=("Johanna de Vries",)), "Johanna de Vries", []),
        ("Huize Johanna", Public(people=("Johanna de Vries",)), "Johanna", ["fout"]),
        ("Huize Johanna", Public(people=("Kim Johanna",)), "Johanna", ["let op"]),
        ("Huize Johanna", Public(people=("Johanna de Vries",)), "Huize Johanna", ["fout"]),
        (NAME, Public(people=("K. Bos (Zwaluwnest)",)), "K. Bos (Zwaluwnest)", ["fout"]),
        (NAME, Public(people=("Bewoners Zwaluwnest",)), "Bewoners Zwaluwnest", ["fout"]),
        (
            "Crisisopvang vrouwen",
            Public(services=("Crisisopvang vrouwen",)),
            "Crisisopvang vrouwen",
            [],
        ),
        *(
            (NAME, Public(people=(each,)), each, ["fout"])
            for each in (
                "Coördinator Zwaluwnest",
                "Nachtwacht Zwaluwnest",
                "Zwaluwnest Receptie",
                "Team Zwaluwnest",
                "Jan de Vries Zwaluwnest",
                "J. de Vries Zwaluwnest",
                "Oproepkracht Zwaluwnest",
                "Noodnummer Zwaluwnest",
            )
        ),
        *(
            (NAME, Public(people=(each,)), text, weights)
            for each in (
                "Anna Zwaluwnest",
                "mr. J.A. van Zwaluwnest",
                "Mevrouw Zwaluwnest",
                "Kim de Vries-Zwaluwnest",
            )
            for text, weights in ((each, []), ("Zwaluwnest", ["let op"]), (NAME, ["fout"]))
        ),
        *(
            (NAME, Public(people=(each,)), text, weights)
            for each in ("Anna Jansen Zwaluwnest", "Zwaluwnest Jansen")
            for text, weights in ((each, []), ("Zwaluwnest", ["fout"]))
        ),
        *(
            (NAME, Public(others=(each,)), text, weights)
            for each in ("Stichting Vrienden van Zwaluwnest", "Bewonersvereniging Zwaluwnest")
            for text, weights in ((each, []), ("Zwaluwnest", ["fout"]))
        ),
        *(
            (NAME, Public(others=(each,)), text, weights)
            for each in ("Stichting Zwaluwnest", "Gemeente Zwaluwnest", "Basisschool Zwaluwnest")
            for text, weights in ((each, []), ("Zwaluwnest", ["let op"]))
        ),
        (NAME, Public(places=("Kantoor Zwaluwnest",)), "Kantoor Zwaluwnest", []),
        (NAME, Public(places=("Kantoor Zwaluwnest",)), "Zwaluwnest", ["let op"]),
        (NAME, Public(places=("Zwaluwnest",)), "Zwaluwnest", ["let op"]),
        (NAME, Public(places=(NAME,)), NAME, ["fout"]),
        (NAME, Public(services=("Zwaluwnest",)), "Zwaluwnest", ["fout"]),
        (NAME, Public(others=("Oudervereniging Zwaluwnest",)), "Oudervereniging Zwaluwnest", []),
        (NAME, Public(others=("Gemeente, afdeling Zwaluwnest",)), "afdeling Zwaluwnest", ["fout"]),
    ],
)
def test_who_bears_the_name_of_the_house_too_and_who_only_tells_of_it(
    name: str, public: Public, text: str, weights: list[str]
) -> None:
    secrets = secrets_of([SecretPlace(names=(name,))], LIBRARY, public)
    assert [weight for _, weight in told(text, secrets)] == weights


@pytest.mark.parametrize("piece", ["Mr ", "mr. ", "A.", "Aa ", "Aa-", "van ", "Aa'", "Aa van "])
def test_a_name_of_any_shape_is_judged_at_once(piece: str) -> None:
    name = f"{piece * (60 // len(piece))}Zwaluwnest!"
    began = time.perf_counter()
    secrets_of([PLACE], public=Public(people=(name,)))
    assert time.perf_counter() - began < 1


def test_a_street_that_nobody_is_called_after_weighs_no_less_for_a_person() -> None:
    for person, expected in (("Anna Zwanebloemweg", "fout"), ("K. Hogendijk", "let op")):
        house = SecretPlace(addresses=(f"{person.split()[-1]} 118, Stad",))
        secrets = secrets_of([house], public=Public(people=(person,)))
        assert told(person, secrets) == []
        assert told(person.split()[-1], secrets) == [("straat", expected)]


def test_a_body_that_is_called_after_the_house_counts_where_it_may_be_named() -> None:
    friends = "Stichting Vrienden van Zwaluwnest"
    house = SecretPlace(names=(NAME,), allowed=(friends,))
    assert told("Zwaluwnest", secrets_of([house], public=Public(others=(friends,)))) == [
        ("deel", "let op")
    ]
    assert told("Zwaluwnest", secrets_of([house])) == [("deel", "fout")]


@pytest.mark.parametrize(
    ("public", "named"),
    [
        (Public(own=("Stichting Zwaluwnest", "Zwaluwnest")), "stichtingzwaluwnest"),
        (Public(people=("Anna Zwaluwnest",)), "annazwaluwnest"),
        (Public(people=("Zwaluwnest Jansen",)), "zwaluwnestjansen"),
        (Public(others=("Bewonersvereniging Zwaluwnest",)), "bewonersverenigingzwaluwnest"),
        (Public(places=("Kantoor Zwaluwnest",)), "kantoorzwaluwnest"),
        (Public(services=("Coördinator Zwaluwnest",), people=("Team Zwaluwnest",)), ""),
        (Public(own=("Stichting De Linde",), others=("Gemeente Duinstad",)), ""),
    ],
)
def test_what_holds_a_word_of_the_house_and_may_be_named_is_told_until_it_is_confirmed(
    public: Public, named: str
) -> None:
    house = SecretPlace(names=(NAME,))
    confirmed = replace(house, allowed=(named,))
    assert secrets_of([house], public=public).named == ((named,) if named else ())
    assert secrets_of([confirmed], public=public).named == ()


def test_a_school_that_names_the_secret_street_is_not_known_for_that() -> None:
    public = Public(others=("Basisschool Zwanebloemweg",))
    assert told("Zwanebloemweg", secrets_of([PLACE], public=public)) == [("straat", "fout")]


def test_a_postcode_that_an_office_has_too_counts_with_the_number_of_the_house() -> None:
    office = "Lijsterpad 2, 8899 ZQ Duinbroekerwaard"
    secrets = secrets_of([PLACE], public=Public(addresses=(office,)))
    assert told(office, secrets) == []
    assert told("8899 ZQ", secrets) == [("postcode", "let op")]
    assert told("8899 ZQ 118", secrets) == [("adres", "fout")]
    assert "8899 ZQ" not in secrets


def test_it_travels_to_another_process_and_says_nothing_of_itself() -> None:
    copy = pickle.loads(pickle.dumps(HOUSE))
    assert (copy, hash(copy)) == (HOUSE, hash(HOUSE))
    assert "wan" not in repr(HOUSE).casefold()


def seconds_of(text: str) -> float:
    before = time.process_time()
    HOUSE.search(text)
    return time.process_time() - before


@cache
def pace() -> float:
    """Return the seconds for a sign of a list of addresses on this computer, the slower of two."""
    text = "Zwanebloemweg 11 " * 3_000
    return max(seconds_of(text), seconds_of(text)) / len(text)


@pytest.mark.parametrize(
    "text",
    [
        "Zwanebloemweg " * 17_500,
        "zwaluwnest" * 100_000,
        "118" * 330_000,
        "Zwanebloemweg 11" * 15_500,
        "zwanebloemweg1" * 17_500,
        "118aan" * 160_000 + "zwanebloemweg",
        "&" * 1_000_000,
        "\u0301" * 1_000_000,
    ],
)
def test_a_hostile_text_of_a_million_signs_takes_seconds(text: str) -> None:
    """One with a street at every few signs is a quarter as long, and may take a quarter.

    No text takes more for a sign than a list of addresses does, but for the haste of one moment.
    """
    before = seconds_of(text[: len(text) // 8])
    assert before < 5  # where it grows with the square, nobody waits for the whole
    seconds = seconds_of(text)
    assert seconds < 3 * pace() * len(text)
    assert seconds < 12 * max(before, 0.05)  # eight where it grows with the length, 64 its square


def test_ten_thousand_secret_places_take_seconds_and_are_all_known() -> None:
    names = [f"Huize {chr(97 + at % 26)}{at}nest" for at in range(10_000)]
    before = time.process_time()
    many = secrets_of(
        [SecretPlace(names=(name,)) for name in names], public=Public(others=tuple(names[:2_000]))
    )
    assert [name for name in names if not many.search(f"Bij {name}.")] == []
    assert time.process_time() - before < 30


# --- Any spelling ---

UNSEEN = "\u00ad\u200b\u200d\u2060\ufeff\ufe0f\u034f\U000e0061"
ALIKE = str.maketrans("aeopcxiZE", "аеорсхіΖЕ")
SIGNS = st.text("'\"*_-–—,.;:()[]\u00a0\t\n| ", min_size=1, max_size=4)


def scattered(text: str, signs: list[str]) -> str:
    return "".join(f"{letter}{signs[at % len(signs)]}" for at, letter in enumerate(text))


SPELLINGS: st.SearchStrategy[Callable[[str], str]] = st.one_of(
    st.sampled_from([str.upper, str.lower, str.swapcase, str.title]),
    st.lists(st.sampled_from(UNSEEN), min_size=1, max_size=5).map(
        lambda signs: lambda text: scattered(text, signs)
    ),
    SIGNS.map(lambda signs: lambda text: text.replace(" ", signs)),
    SIGNS.map(lambda signs: signs.join),
    SIGNS.map(lambda signs: lambda text: f"{signs}{text}{signs}"),
    st.just(lambda text: text.translate(ALIKE)),
    st.just(
        lambda text: "".join(chr(ord(sign) + 0xFEE0) if "!" < sign < "~" else sign for sign in text)
    ),
    st.just(lambda text: scattered(text, ["\u0301", "\u0308"])),
    st.just(lambda text: text.replace("1", "١").replace("8", "８")),
)


@given(
    st.sampled_from([NAME, "Zwaluwnest", STREET, f"{STREET} {NUMBER}", f"{STREET} nr {NUMBER}"]),
    st.lists(SPELLINGS, max_size=4),
)
def test_any_spelling_made_of_these_is_found(
    secret: str, spellings: list[Callable[[str], str]]
) -> None:
    text = secret
    for spelled in spellings:
        text = spelled(text)
    assert HOUSE.search(f"Wij zitten in {text} al jaren.")
    assert HOUSE.search(quote(text))


@given(st.text(max_size=200))
def test_hiding_leaves_nothing_to_find_and_other_texts_alone(text: str) -> None:
    for secret in ("Zwaluwnest", "Zwanebloemweg 118", "8899 ZQ"):
        hidden = HOUSE.sub("[geheim]", f"{text} {secret} {text}")
        assert HOUSE.search(hidden) is None
    if not HOUSE.hits(text):
        assert HOUSE.sub("[geheim]", text) == text


def test_nothing_is_known_where_nothing_is_secret() -> None:
    assert secrets_of([]) == Secrets()
    assert not secrets_of([], Common())


@pytest.mark.parametrize(
    "behind", [" (2024 en 2025 verbouwd)", ", 2026 in gebruik", ". 2026 is een mooi jaar"]
)
def test_a_year_and_a_small_word_behind_an_address_are_no_other_postcode(behind: str) -> None:
    house = SecretPlace(names=("Huize Zwaluwnest",), addresses=("Zwanebloemweg 118, 8899 ZQ Stad",))
    assert secrets_of([house]).search(f"Zwanebloemweg 118{behind}")
    assert not secrets_of([house]).search("Zwanebloemweg 118, 8021 AB Zwolle")


@given(st.lists(st.sampled_from(SPEECH), max_size=5).map(" ".join), st.sampled_from([HOUSE, HELD]))
def test_a_verdict_is_what_search_whole_and_hints_tell(text: str, secrets: Secrets) -> None:
    assert secrets.verdict(text) == Verdict(
        wrong=secrets.search(text) is not None,
        whole=secrets.whole(text),
        hints=bool(secrets.hints(text)),
    )


@pytest.mark.parametrize(
    ("street", "text"),
    [
        ("Van der Heijdenstraat 12", "van der Heydenstraat 12"),
        ("Van der Heydenstraat 12", "van der Heijdenstraat 12"),
        ("Van der Heijdendijk 12", "v.d. Heydendijk 12"),
        ("IJsselkade 44", "Ysselkade 44"),
        ("IJsselkade 44", "ÿsselkade 44"),
        ("Ysselkade 44", "IJsselkade 44"),
    ],
)
def test_a_street_is_found_with_y_for_ij(street: str, text: str) -> None:
    assert told(text, secrets_of([SecretPlace(addresses=(street,))])) == [("adres", "fout")]


def test_a_name_is_found_with_y_for_ij() -> None:
    secrets = secrets_of([SecretPlace(names=("Huize Lijsterby",))])
    assert [bool(secrets.search(each)) for each in ("Huize Lysterbij", "Lysterby")] == [True, True]


def test_a_house_called_after_its_town_alone_makes_no_error_of_the_town() -> None:
    place = SecretPlace(names=("Haarlem",), addresses=(f"{STREET} 118, 8899 ZQ Haarlem",))
    secrets = secrets_of([place])
    assert [secrets.search(each) for each in ("Wij werken in Haarlem.", "Haarlem")] == [None, None]
    assert secrets.search(f"{STREET} 118")
