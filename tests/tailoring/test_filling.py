"""Words and values into text."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handbook.model.documents.document import BoundPart, Selection
from handbook.model.sources.content import Deadline, OpenField, Role, Run, Runs, Term, Verb, Word
from handbook.model.sources.library import DETERMINERS, Library
from handbook.model.sources.norm import ALWAYS, Condition, NormPart
from handbook.model.sources.profile import Profile
from handbook.tailoring.text import filling
from handbook.tailoring.text.filling import Setting, fill, fill_runs, setting_for, words_for
from handbook.tailoring.text.segments import Words

PARTS = {
    code: NormPart(code=code, titel=f"Deel {code}", editie="2015")
    for code in ("134", "138", "139", "140")
}
LIBRARY = Library(
    parts=PARTS,
    roles={"teamleider": Role(id="teamleider", functie="teamleider")},
    terms={
        "persoon": Term(
            id="persoon",
            meervoud="personen",
            verzamelnaam="cliënt",
            per_onderdeel={"138": "cliënt", "139": "bewoner", "140": "deelnemer", "134": "kind"},
        )
    },
    verbs={"bevestigen": Verb(meervoud="bevestigen", enkelvoud="bevestigt")},
    words={
        "cliënt": Word(woord="cliënt", meervoud="cliënten"),
        "bewoner": Word(woord="bewoner", meervoud="bewoners"),
        "deelnemer": Word(woord="deelnemer", meervoud="deelnemers"),
        "kind": Word(woord="kind", meervoud="kinderen", lidwoord="het"),
        "gast": Word(woord="gast", meervoud="gasten"),
    },
)


def setting(*parts: str, codes: dict[str, str] | None = None, **more: object) -> Setting:
    profile = Profile.model_validate(
        {"naam": "Stichting De Linde", "kvk": "01234567", "onderdelen": list(parts), **more}
    )
    selection = Selection(
        parts=tuple(BoundPart(part=PARTS[code], reason="gekozen") for code in parts),
        activities=(),
        characteristics=(),
        services=(),
        topics=(),
        excluded={},
    )
    return setting_for(profile, LIBRARY, selection, codes or {})


def said(text: str, here: Setting, condition: Condition = ALWAYS) -> str:
    return "".join(run.text for run in fill(text, words_for(here, "PP-01", condition)))


SENTENCE = (
    "{{ De_persoon }} kiest; {{ elke_persoon }} mag, {{ die_persoon }} ook. "
    "{{ Personen }} en {{ een_persoon }}."
)


def test_words_are_worked_out_for_the_groups_of_parts_that_are_asked_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    codes = [f"{number}" for number in range(100, 160)]
    parts = {code: NormPart(code=code, titel=f"Deel {code}", editie="2015") for code in codes}
    made: list[tuple[str, ...]] = []
    work = filling._terms

    def counted(group: tuple[str, ...], *more: Any) -> dict[str, Runs]:
        made.append(group)
        return work(group, *more)

    monkeypatch.setattr(filling, "_terms", counted)
    profile = Profile.model_validate(
        {"naam": "Stichting De Linde", "kvk": "01234567", "onderdelen": codes}
    )
    bound = tuple(BoundPart(part=each, reason="gekozen") for each in parts.values())
    selection = Selection(
        parts=bound, activities=(), characteristics=(), services=(), topics=(), excluded={}
    )
    here = setting_for(profile, replace(LIBRARY, parts=parts), selection, {})
    assert made == []
    of_two = Condition(onderdelen=("101", "103"))
    for condition in (ALWAYS, of_two, ALWAYS, of_two):
        said("{{ De_persoon }}", here, condition)
    assert made == [tuple(codes), ("101", "103")]


def test_a_shelter_speaks_of_its_residents() -> None:
    assert (
        said(SENTENCE, setting("139"))
        == "De bewoner kiest; elke bewoner mag, die bewoner ook. Bewoners en een bewoner."
    )


def test_a_child_takes_the_other_article() -> None:
    assert (
        said(SENTENCE, setting("134"))
        == "Het kind kiest; elk kind mag, dat kind ook. Kinderen en een kind."
    )


def test_a_text_for_parts_with_different_words_takes_the_collective_term() -> None:
    assert said("{{ de_persoon }}", setting("138", "140")) == "de cliënt"


def test_a_text_for_one_part_of_several_takes_the_word_of_that_part() -> None:
    only_140 = Condition.model_validate({"onderdelen": ["140"]})
    assert said("{{ de_persoon }}", setting("138", "140"), only_140) == "de deelnemer"


def test_the_profile_chooses_the_word_for_a_part() -> None:
    here = setting("139", woordkeuze={"139": "gast", "verwijzing": "hen"})
    assert said("{{ Personen }} met {{ zijn }} koffer", here) == "Gasten met hun koffer"


def test_a_function_goes_by_the_organisations_own_name() -> None:
    here = setting("138", rollen={"teamleider": {"functie": "teammanager"}})
    assert (
        said("de {{ rol.teamleider }}. {{ Rol.teamleider }}", here) == "de teammanager. Teammanager"
    )


def test_before_a_function_with_het_a_determiner_takes_its_other_form() -> None:
    named = {"functie": "hoofd zorg", "lidwoord": "het"}
    here = setting("138", rollen={"teamleider": named})
    assert (
        said(
            "De {{ rol.teamleider }}, deze {{ rol.teamleider }}; onze **{{ rol.teamleider }}**. ",
            here,
        )
        == "Het hoofd zorg, dit hoofd zorg; ons hoofd zorg. "
    )
    assert said("Elke {{ Rol.teamleider }} bij onze {{ organisatie.naam }}", here) == (
        "Elk Hoofd zorg bij onze Stichting De Linde"
    )


def test_the_list_of_words_knows_the_article_of_a_function_too() -> None:
    child = setting("138", rollen={"teamleider": {"functie": "kind"}})
    assert said("de {{ rol.teamleider }}", child) == "het kind"
    named = {"functie": "kind", "lidwoord": "de"}
    assert said("de {{ rol.teamleider }}", setting("138", rollen={"teamleider": named})) == (
        "de kind"
    )


def test_a_word_that_only_ends_like_a_determiner_stays_as_it_is() -> None:
    named = {"functie": "hoofd", "lidwoord": "het"}
    here = setting("138", rollen={"teamleider": named})
    assert said("beide {{ rol.teamleider }} en de, {{ rol.teamleider }}", here) == (
        "beide hoofd en de, hoofd"
    )


@given(
    determiner=st.sampled_from(sorted(DETERMINERS)),
    article=st.sampled_from(("", "de", "het")),
    before=st.sampled_from(("", "Bij ", "Vraag het ", "**Nooit** ")),
    capital=st.booleans(),
)
def test_a_determiner_agrees_with_the_function_after_it(
    determiner: str, article: str, before: str, *, capital: bool
) -> None:
    named = {"functie": "hoofd", "lidwoord": article}
    here = setting("138", rollen={"teamleider": named})
    typed = determiner.capitalize() if capital else determiner
    form = DETERMINERS[determiner][article == "het"]
    assert said(f"{before}{typed} {{{{ rol.teamleider }}}} weet het", here) == (
        f"{before.replace('**', '')}{form.capitalize() if capital else form} hoofd weet het"
    )


def test_we_speak_as_we_or_by_name_as_the_profile_wants() -> None:
    text = "{{ Wij bevestigen }} het. Daarna {{ bevestigen wij }} het weer."
    assert said(text, setting("138")) == "We bevestigen het. Daarna bevestigen we het weer."
    named = setting("138", korte_naam="De Linde", woordkeuze={"wij": "naam"})
    assert said(text, named) == "De Linde bevestigt het. Daarna bevestigt De Linde het weer."


def test_an_open_field_stays_visible_until_it_is_answered() -> None:
    field = OpenField(id="tijden", naam="Openingstijden", vraag="Wanneer?")
    asked = words_for(setting("138"), "PP-01", ALWAYS, open_fields=[field])
    assert fill("Open: {{ invul.tijden }}.", asked) == (
        Run(text="Open: "),
        Run(text="[invullen: openingstijden]", mark="open"),
        Run(text="."),
    )
    here = setting("138", invullen={"PP-01.tijden": "9 tot\n17 uur"})
    answered = words_for(here, "PP-01", ALWAYS, open_fields=[field])
    assert fill("Open: {{ invul.tijden }}.", answered) == (Run(text="Open: 9 tot 17 uur."),)


def test_an_own_limit_changes_and_a_legal_one_never_does() -> None:
    own = Deadline(id="reactie", wat="Reactie", termijn="2 werkdagen", aard="eigen")
    law = Deadline(id="besluit", wat="Besluit", termijn="8 weken", aard="wet", wet="wgs")
    chosen = {"PP-01.reactie": "1 werkdag", "PP-01.besluit": "1 jaar"}
    words = words_for(setting("138", termijnen=chosen), "PP-01", ALWAYS, deadlines=[own, law])
    assert fill("{{ termijn.reactie }}, {{ termijn.besluit }}", words) == (
        Run(text="1 werkdag, 8 weken"),
    )


def test_a_document_code_becomes_a_link_in_the_organisations_own_code() -> None:
    here = setting("138", codes={"OR-13": "LI-OR-13"})
    assert fill("volgens OR-13.", words_for(here, "PP-01", ALWAYS)) == (
        Run(text="volgens "),
        Run(text="LI-OR-13", link="OR-13"),
        Run(text="."),
    )


def test_a_document_code_that_is_no_reference_prints_as_it_stands() -> None:
    words = Words(slots={}, references={})
    assert fill("volgens ISO-900.", words) == (Run(text="volgens ISO-900."),)


def test_a_value_of_several_looks_takes_a_capital_and_brings_its_own_full_stop() -> None:
    value = (Run(text="het team."), Run(text=" en de arts.", italic=True))
    words = Words(
        slots={"wie": value, "zelf": (value[0], Run(text=" Nu", bold=True))}, references={}
    )
    assert fill("{{ Wie }}. {{ zelf }}.", words) == (
        Run(text="Het team."),
        Run(text=" en de arts.", italic=True),
        Run(text=" het team."),
        Run(text=" Nu", bold=True),
        Run(text="."),
    )


def test_a_text_without_slots_still_gets_its_marks() -> None:
    assert fill("Bewaar het [na te gaan].", Words(slots={}, references={})) == (
        Run(text="Bewaar het "),
        Run(text="[na\u00a0te\u00a0gaan]", mark="twijfel"),
        Run(text="."),
    )


def test_bold_marks_are_not_printed() -> None:
    words = words_for(setting("139"), "PP-01", ALWAYS)
    assert fill("Nooit **{{ een_persoon }}** weigeren", words) == (
        Run(text="Nooit "),
        Run(text="een bewoner", bold=True),
        Run(text=" weigeren"),
    )


@given(st.text())
def test_a_value_is_printed_as_it_is_whatever_it_holds(value: str) -> None:
    field = OpenField(id="x", naam="X", vraag="X?")
    here = setting("138", codes={"OR-13": "OR-13"}, invullen={"PP-01.x": value})
    runs = fill_runs(
        (Run(text="{{ invul.x }}"),), words_for(here, "PP-01", ALWAYS, open_fields=[field])
    )
    shown = "".join(run.text for run in runs)
    assert shown == (" ".join(value.split()) or "[invullen: x]")
