"""The glossary holds the words that the documents use, and no others."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tailoring.small import LIBRARY, lines, profile, setting

from handbook.model.documents.document import HandbookBody
from handbook.model.sources.content import Chapter, ChapterHead, Paragraph, Run, Slot
from handbook.model.sources.reference import Explanation
from handbook.model.sources.register import Register
from handbook.tailoring.content.document_set import document_set
from handbook.tailoring.content.profile_tables import table
from handbook.tailoring.text.glossary import explained, vocabulary


def used(text: str, term: str, *also: str) -> bool:
    record = Explanation(id="x", begrip=term, ook=also, uitleg="u")
    return explained([record], vocabulary([Run(text=text)])) != []


@pytest.mark.parametrize(
    ("text", "term", "expected"),
    [
        ("Wij volgen de AVG.", "AVG", True),
        ("Wij volgen de avg.", "AVG", False),
        ("een AVG-verzoek", "AVG", False),
        ("De Traject begint", "traject", True),
        ("een trajectplan", "traject", False),
        ("Dat regelt de (Wmo),", "Wmo", True),
        ("Een zzp'er komt.", "zzp'er", True),
        ("de RI&E van dit jaar", "RI&E", True),
        ("De Signalerende  taak is er", "signalerende taak", True),
        ("een taak, signalerende", "signalerende taak", False),
        ("het Veilig thuis-team", "Veilig Thuis", False),
        ("bel veilig thuis", "Veilig Thuis", True),
        ("", "AVG", False),
    ],
)
def test_a_term_is_looked_for_as_whole_words(text: str, term: str, *, expected: bool) -> None:
    assert used(text, term) is expected


def test_a_term_is_known_by_its_other_words_too() -> None:
    assert used("volgens de wet over gegevens", "AVG", "wet over gegevens")


def test_words_of_neighbouring_runs_make_a_phrase() -> None:
    record = Explanation(id="x", begrip="signalerende taak", uitleg="u")
    runs = [Run(text="de "), Run(text="signalerende", bold=True), Run(text=" taak")]
    assert explained([record], vocabulary(runs)) != []


@given(st.lists(st.sampled_from(["AVG", "audit", "Wmo", "beleid", "VOG"]), unique=True))
def test_terms_stand_in_the_order_of_the_alphabet(words: list[str]) -> None:
    records = [Explanation(id=word, begrip=word, uitleg="u") for word in words]
    found = explained(records, vocabulary([Run(text=word) for word in words]))
    assert [runs[0].text for runs, _ in found] == sorted(words, key=str.casefold)


def chapter(id_: str, order: str, *blocks: object) -> Chapter:
    return Chapter(head=ChapterHead(id=id_, titel=id_, niveau="1"), order=order, blocks=blocks)


def test_the_list_knows_what_stands_anywhere_in_the_set() -> None:
    terms = (
        Explanation(id="avg", begrip="AVG", uitleg="Over {{ de_persoon }}."),
        Explanation(id="kast", begrip="kast", uitleg="Waar papier ligt."),
        Explanation(id="wmo", begrip="Wmo", uitleg="Niet genoemd."),
        Explanation(id="u", begrip="uitleg", uitleg="De uitleg telt zelf niet mee."),
        Explanation(id="nacht", begrip="kast", uitleg="Elders.", wanneer={"onderdelen": ["139"]}),
    )
    library = replace(
        LIBRARY,
        glossary={each.id: each for each in terms},
        chapters={
            "tekst": chapter("tekst", "01", Paragraph(runs=(Run(text="Wij volgen de AVG."),))),
            "lijst": chapter("lijst", "02", Slot(name="begrippenlijst")),
        },
    )
    made = document_set(profile(), library, Register(), {}, "linde")
    body = made.documents[0].body
    assert isinstance(body, HandbookBody)
    assert lines(body.chapters[1].body.blocks) == [
        ("AVG", "Over de cliënt."),
        ("kast", "Waar papier ligt."),
    ]


def test_without_a_word_to_explain_there_is_no_list() -> None:
    assert table("begrippenlijst", setting()) == ()
