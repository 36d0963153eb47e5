"""What the language test looks for, on a sentence each: what it finds and what it leaves alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from language import persons, reading, rules, sentences, spelling
from language.articles import Articles, Noun
from language.organisations import PARTS, ROOT, choices
from language.pieces import Piece, pieces_of

from handbook.loading.workspace import open_workspace
from handbook.model.documents.document import (
    ChapterText,
    Document,
    FieldText,
    FormBody,
    HandbookBody,
    Passage,
    Text,
)
from handbook.model.sources.content import Grid, Item, Listing, Paragraph, Run

NOUNS = (
    Noun("cliënt", "cliënten", "de"),
    Noun("jongere", "jongeren", "de"),
    Noun("ouder", "ouders", "de"),
    Noun("sociaal werker", "sociaal werkers", "de"),
    Noun("kind", "kinderen", "het"),
    Noun("dossier", "dossiers", "het"),
    Noun("plan van aanpak", "plannen van aanpak", "het"),
)


def words(hits: object) -> list[str]:
    return [hit.words for hit in hits]  # type: ignore[attr-defined]


def text_of(source: str, said: str) -> Text:
    return Text(source=source, runs=(Run(text=said),))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Bel  de arts.", "Bel  de"),
        ("Bel de arts .", "arts ."),
        ("Bel , en vraag.", "Bel ,"),
        ("Vraag ( zo kort als kan ) het.", "( zo"),
        ("Bel de arts..", "arts.."),
        ("Bel de arts,.", "arts,."),
        ("Bel de arts.Vraag door.", "arts.Vraag"),
        ("Bel de arts. vraag door.", ". vraag"),
        ("Bel de arts en,", "en,"),
    ],
)
def test_a_sign_that_stands_wrong_is_found(text: str, found: str) -> None:
    assert found in words(rules.signs(text))


@pytest.mark.parametrize(
    "text",
    [
        "Wacht … en bel dan. Vraag om 9.00 uur (of later) hulp: dat mag!",
        "H. van Zeeduin en M. de Graafland werken bij Keurwerk B.V. in het noorden.",
        "Zie art. 3 en www.voorbeeld.example.",
        "Dat kost € 1.250,50 ... of meer.",
    ],
)
def test_good_signs_are_left_alone(text: str) -> None:
    assert list(rules.signs(text)) == []


@pytest.mark.parametrize(
    "text",
    ["Bel (of mail de arts.", "[invullen: naam", "“Hallo, zei zij.", "Zeg 'hallo tegen haar."],
)
def test_a_bracket_or_quotation_mark_without_its_partner_is_found(text: str) -> None:
    assert len(list(rules.loose_brackets(text))) == 1


@pytest.mark.parametrize(
    "text",
    [
        "De zzp'er komt 's avonds, foto's en risico's (zie 'plan') neemt zij mee.",
        "Zij zei: ‘Kom ’s avonds.’",
        'De tekst "nog na te gaan" staat erbij [invullen: wie (naam)].',
    ],
)
def test_paired_brackets_and_apostrophes_are_left_alone(text: str) -> None:
    assert list(rules.loose_brackets(text)) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Vraag {{ hij }} mee.", ["{{", "}}"]),
        ("Binnen None dagen.", ["None"]),
        ("Dit is **vet.", ["**"]),
        ("True", ["True"]),
        ("::: tip", [":::"]),
        ("Nonet en Trueman zijn namen.", []),
    ],
)
def test_what_no_reader_should_see_is_found(text: str, found: list[str]) -> None:
    assert words(rules.leftovers(text)) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Bel de de arts.", ["de de"]),
        ("De de arts belt.", ["De de"]),
        ("Het plan van de van de groep.", ["van de van de"]),
        ("Wie die die map heeft, weet dat dat mag.", []),
        ("Stap voor stap, dag na dag, hand in hand.", []),
    ],
)
def test_words_that_stand_there_twice_are_found(text: str, found: list[str]) -> None:
    assert words(rules.doubled(text)) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Volgens art. 3.1 mag het.", ["art. 3.1"]),
        ("Artikel 22 van de AVG.", ["Artikel 22"]),
        ("Zie het tweede artikel over wonen.", []),
        ("Het lid 3 van de wet.", ["lid 3"]),
        ("Wmo 2015", []),
    ],
)
def test_a_number_of_law_is_found(text: str, found: list[str]) -> None:
    assert words(rules.law_numbers(text)) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("bel de arts.", ["bel"]),
        ("Bel de arts.", []),
        ("'s Avonds belt u de arts.", []),
        ("'s avonds de arts.", []),
        ("via de tolkentelefoon", []),
        ("www.voorbeeld.example is de plek.", []),
    ],
)
def test_a_sentence_begins_with_a_capital(text: str, found: list[str]) -> None:
    assert words(rules.small_start(text)) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("De clienten en de client wachten.", ["clienten", "client"]),
        ("WMO, Wmo en wmo", ["WMO"]),
        ("Een ZZP'er of zzp'er.", ["ZZP"]),
        ("De BHV'er belt de bhv'er.", ["BHV"]),
        ("Indien u wilt, dient u dit in.", ["Indien"]),
        ("De medewerker dient dit direct te melden.", ["dient dit direct te"]),
        ("Wie een klacht indient, dient die in om te winnen.", []),
        ("Algemene wet inzake rijksbelastingen, inzake het dossier", ["inzake"]),
        ("In het kader van de opvolging geven", ["In het kader van", "opvolging geven"]),
        ("Zij doen tevens alles middels mail, t.b.v. u.", ["tevens", "middels", "t.b.v."]),
    ],
)
def test_words_to_avoid_are_found(text: str, found: list[str]) -> None:
    find = rules.avoided_words(rules.avoided_table())
    assert sorted(words(find(text))) == sorted(found)


def test_every_word_to_avoid_has_a_mend_that_may_be_written() -> None:
    table = rules.avoided_table()
    find = rules.avoided_words(table)
    assert len(table) >= 100
    assert [each.mend for each in table if not each.mend or list(find(each.mend))] == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Sluit de dossier.", ["de dossier"]),
        ("Sluit het dossier.", []),
        ("Vraag het cliënt.", ["het cliënt"]),
        ("Onze dossier en deze plan van aanpak", ["Onze dossier", "deze plan van aanpak"]),
        ("Elk sociaal werker, elke kind", ["Elk sociaal werker", "elke kind"]),
        ("De nieuwe dossier", ["De nieuwe dossier"]),
        ("Een nieuwe dossier en een tweede dossier", ["Een nieuwe dossier"]),
        ("Een nieuw dossier, een nieuwe cliënt", []),
        ("Een kinderen, het cliënten", ["Een kinderen", "het cliënten"]),
        ("De kind-factor en het cliëntdossier", []),
        ("Het jongere kind, een kind dat ouder is", []),
        ("Zorg dat cliënt en ouder het weten.", []),
    ],
)
def test_an_article_that_does_not_agree_is_found(text: str, found: list[str]) -> None:
    assert sorted(words(Articles(NOUNS)(text))) == sorted(found)


def test_sentences_end_at_a_full_stop_but_not_at_an_abbreviation() -> None:
    text = "Bel H. Jansen (om 9.00 uur). Zie art. 3 van de wet! 's Avonds ook. Nu."
    assert sentences.sentences(text) == (
        "Bel H. Jansen (om 9.00 uur).",
        "Zie art. 3 van de wet! 's Avonds ook.",
        "Nu.",
    )


@given(st.lists(st.sampled_from(["Bel", "de", "arts.", "(Nu!)", "art.", "3", "H.", "klaar?"])))
def test_splitting_in_sentences_loses_no_word(said: list[str]) -> None:
    assert " ".join(sentences.sentences(" ".join(said))).split() == said


@pytest.mark.parametrize(
    ("sentence", "count"),
    [
        ("De zzp'er belt om 9.00 uur.", 6),
        ("Bel [invullen: wie is er in de nacht bereikbaar?] meteen.", 3),
        ("Kijk op www.voorbeeld.example/klacht.", 3),
        ("", 0),
    ],
)
def test_the_words_of_a_sentence_are_counted(sentence: str, count: int) -> None:
    assert sentences.length(sentence) == count


@pytest.mark.parametrize(
    "sentence",
    [
        "Het plan wordt elk half jaar besproken.",
        "De afspraken zijn vastgelegd.",
        "De meldingen werden niet opgevolgd.",
        "Wie te goeder trouw meldt, wordt beschermd.",
    ],
)
def test_the_passive_is_seen(sentence: str) -> None:
    assert sentences.is_passive(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "De teamleider bespreekt het plan.",
        "Zij heeft zijn plan besproken.",
        "Wat is er gebeurd?",
        "De melding is verplicht en het beleid is bekend.",
        "Een kind wordt ouder.",
        "Zijn plan ligt klaar.",
    ],
)
def test_the_active_is_no_passive(sentence: str) -> None:
    assert not sentences.is_passive(sentence)


def test_a_long_sentence_is_found_and_a_long_enumeration_is_not() -> None:
    long = " ".join(["woord"] * 26) + "."
    names = ", ".join(f"LI-PP-{number:02d}" for number in range(40))
    found = [
        list(reading.too_long(Piece("PP-01", "PP-01.doel", said)))
        for said in (long, f"Kort. W{long[7:]}", names)
    ]
    assert [[each.words for each in group] for group in found] == [["26 woorden"], [], []]


@pytest.mark.parametrize(
    ("said", "rules_broken"),
    [
        (["De teamleider belt de arts."] * 10, []),
        (["De teamleider belt de arts."] * 7 + ["Dit wordt gedaan."] * 3, ["lijdend"]),
        ([" ".join(["woord"] * 15) + "."] * 10, ["gemiddelde zin"]),
        (["Dit wordt gedaan."] * 5, []),
    ],
)
def test_a_document_is_weighed_as_a_whole(said: list[str], rules_broken: list[str]) -> None:
    assert [each.rule for each in reading.heavy("PP-01", "procedure", said)] == rules_broken


def test_a_word_for_the_person_by_hand_is_found_but_an_ordinary_one_is_not() -> None:
    ordinary = [persons.Ordinary("PP-01.doel", "deelnemers aan het overleg", "reason")]
    texts = ("De cliënt en de deelnemers aan het overleg", "Het cliëntdossier", "Medebewoners")
    found = [words(persons.by_hand(Piece("PP-01", "PP-01.doel", text), ordinary)) for text in texts]
    assert found == [["cliënt"], [], []]


def test_the_matrix_keeps_the_words_of_the_norm_pack() -> None:
    assert (
        list(persons.by_hand(Piece("KH-02", "KH-02.plan.bewijs", "akkoord van cliënt"), [])) == []
    )


def test_two_words_for_one_person_in_a_document_are_found() -> None:
    pieces = [
        Piece("PP-01", "PP-01.doel", "De achtling belt."),
        Piece("PP-01", "PP-01.stappen.bel.actie", "Bel de negeling."),
        Piece("PP-01", "PP-01.bijzonderheden.139", "Elke negeling belt."),
        Piece("PP-01", "PP-01.bijzonderheden.alle", "De negeling of de achtling."),
    ]
    found = [(piece.source, hit.words) for piece, hit in persons.mixed(pieces, STRANGERS)]
    assert found == [
        ("PP-01.stappen.bel.actie", "negeling"),
        ("PP-01.bijzonderheden.alle", "achtling"),
    ]


STRANGERS = ("achtling", "negeling")


def test_a_parts_own_word_is_found_in_the_chapters_about_the_whole() -> None:
    orders = {"klachten": "08-02-klachten.md", "opvang": "03-20-opvang.md"}
    pieces = [
        Piece("KH-01", "KH-01.klachten", "De negeling klaagt."),
        Piece("KH-01", "KH-01.opvang", "De negeling slaapt."),
    ]
    found = [
        (each.source, hit.words)
        for piece in pieces
        for each, hit in persons.not_together(piece, orders, STRANGERS)
    ]
    assert found == [("KH-01.klachten", "negeling")]


def test_words_to_look_up_are_words_only() -> None:
    text = "Bel LI-PP-01 (1234 AB): de zzp'er, foto’s, RIVM/GGD, veiligheids- en B1; a@b.example x"
    assert list(spelling.words_in(text)) == [
        "Bel",
        "de",
        "zzp'er",
        "foto's",
        "RIVM",
        "GGD",
        "veiligheids-",
        "en",
    ]


def test_our_own_words_make_words_known_and_tell_which_of_them_helped() -> None:
    own = {"HKZ": spelling.ABBREVIATIONS, "wasplan": "Vaktaal", "vierogen": "Vaktaal"}
    refused = {"HKZ-norm", "HKZ-fotje", "Wasplan", "wasplan-dag", "gezags-", "fotje", "wasplan"}
    looked = spelling.look_up(("de", *sorted(refused)), refused, own)
    assert looked == spelling.Spelt(
        unknown=frozenset({"HKZ-fotje", "fotje", "wasplan-dag"}),
        helped=frozenset({"HKZ", "wasplan"}),
    )


def test_the_own_words_are_in_order_and_each_stands_there_once() -> None:
    lines = [
        line for line in spelling.WORDS.read_text(encoding="utf-8").splitlines() if line.strip()
    ]
    listed = [line for line in lines if not line.startswith("#")]
    assert len(listed) == len(set(listed))
    assert [line for line in lines if line.startswith("#") and ": " not in line] == []
    assert lines[0].startswith("# ")


def test_a_document_is_read_whole_with_the_place_of_every_text() -> None:
    grid = Grid(
        head=((Run(text="Kop"),),), rows=(((Run(text="Cel"),),),), shares=(1,), caption="Tabel"
    )
    passage = Passage(
        source="KH-01.beleid",
        blocks=(
            Paragraph(runs=(Run(text="Een "), Run(text="alinea.", bold=True))),
            Listing(items=(Item(runs=(Run(text="Regel"),)),)),
            grid,
        ),
    )
    chapter = ChapterText(
        title=text_of("KH-01.beleid.titel", "Beleid"), body=passage, sections=(), appendix=False
    )
    handbook = Document(
        item="KH-01",
        kind="handboek",
        code="KH-01",
        title="Handboek",
        subtitle="",
        owner="bestuurder",
        body=HandbookBody(chapters=(chapter,)),
    )
    at = "KH-01.beleid"
    assert list(pieces_of(handbook)) == [
        Piece("KH-01", "KH-01.titel", "Handboek", "titel"),
        Piece("KH-01", "KH-01.titel", "bestuurder", "titel"),
        Piece("KH-01", f"{at}.titel", "Beleid", "titel"),
        Piece("KH-01", at, "Een alinea."),
        Piece("KH-01", at, "Regel", "lijst"),
        Piece("KH-01", at, "Tabel", "titel", "Tabel"),
        Piece("KH-01", at, "Kop", "cel", "Tabel"),
        Piece("KH-01", at, "Cel", "cel", "Tabel"),
    ]


def test_the_fields_of_a_form_are_read_with_their_choices() -> None:
    field = FieldText(
        source="F-01.velden.soort",
        label=text_of("F-01.velden.soort.naam", "Soort"),
        note=text_of("F-01.velden.soort.toelichting", "Kies er een."),
        kind="keuze",
        options=("hulp", "advies"),
        required=True,
    )
    form = Document(
        item="F-01",
        kind="formulier",
        code="F-01",
        title="Formulier",
        subtitle="",
        owner="",
        body=FormBody(
            purpose=text_of("F-01.doel", "Vastleggen."),
            retention=text_of("F-01.bewaren", ""),
            is_register=False,
            fields=(field,),
            used_in=(),
        ),
    )
    assert list(pieces_of(form)) == [
        Piece("F-01", "F-01.titel", "Formulier", "titel"),
        Piece("F-01", "F-01.doel", "Vastleggen."),
        Piece("F-01", "F-01.velden.soort.naam", "Soort", "titel"),
        Piece("F-01", "F-01.velden.soort.toelichting", "Kies er een."),
        Piece("F-01", "F-01.velden.soort", "hulp", "titel"),
        Piece("F-01", "F-01.velden.soort", "advies", "titel"),
    ]


def test_articles_of_law_may_stand_where_sources_stand() -> None:
    assert [
        reading.prints_sources(piece)
        for piece in (
            Piece("PP-01", "PP-01.grondslag.wmo", ""),
            Piece("PP-01", "PP-01.termijnen.besluit.bron", ""),
            Piece("KH-01", "KH-01.wetten", "", "cel", "Wetten en afspraken"),
            Piece("PP-01", "PP-01.termijnen.besluit.wat", ""),
            Piece("KH-01", "KH-01.klachten", ""),
        )
    ] == [True, True, True, False, False]


def test_every_mix_of_parts_and_every_activity_is_read() -> None:
    library = open_workspace(ROOT).library
    made = tuple(choices(library))
    mixes = {each.parts for each in made if not each.activities}
    alone = [each for each in made if each.activities]
    assert len(mixes) == 2 ** len(PARTS) - 1
    assert [tuple(each.activities.values()) for each in alone] == [
        ((activity,),) for activity in library.activities
    ]
