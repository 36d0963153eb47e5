"""Which parts bind, and why."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from handbook.model.sources.library import Library
from handbook.model.sources.norm import Condition, Norm, NormPart
from handbook.model.sources.profile import Profile
from handbook.model.sources.register import Register
from handbook.tailoring.content.document_set import document_set
from handbook.tailoring.selection.conditions import Situation, applies
from handbook.tailoring.selection.norm_binding import bind, select, situation_of, told

NORMS = {
    part.code: part
    for part in (
        NormPart(code="123", titel="Algemeen Organisatiedeel", editie="2015+A1:2019"),
        NormPart(
            code="138",
            titel="Maatschappelijke Hulp- en Dienstverlening",
            editie="2015",
            vereist=("123",),
        ),
        NormPart(code="140", titel="Sociaal Cultureel Werk", editie="2015", vereist=("123",)),
    )
}

LIBRARY = (
    Library()
    .with_norm(
        Norm.model_validate(
            {
                "onderdelen": [
                    {
                        "code": "123",
                        "norm": "HKZ",
                        "titel": "Algemeen Organisatiedeel",
                        "editie": "2015+A1:2019",
                        "algemeen": "ja",
                    }
                ],
                "rubrieken": [{"nummer": "4", "titel": "Organisatie"}],
                "onderwerpen": [
                    {
                        "id": "beleid",
                        "rubriek": "4",
                        "titel": "Beleid",
                        "omschrijving": "Er is beleid.",
                    }
                ],
            }
        )
    )
    .with_norm(
        Norm.model_validate(
            {
                "onderdelen": [
                    {
                        "code": "138",
                        "norm": "HKZ",
                        "titel": "Hulp",
                        "editie": "2015",
                        "vereist": ["123"],
                    },
                    {
                        "code": "139",
                        "norm": "HKZ",
                        "titel": "Opvang",
                        "editie": "2015",
                        "vereist": ["123"],
                    },
                ],
                "rubrieken": [{"nummer": "1", "titel": "Aanmelding"}],
                "activiteiten": [
                    {"id": "schuldhulp", "onderdeel": "138", "titel": "Schuldhulp"},
                    {"id": "raadslieden", "onderdeel": "138", "titel": "Raadslieden"},
                    {"id": "nachtopvang", "onderdeel": "139", "titel": "Nachtopvang"},
                ],
                "kenmerken": [
                    {"id": "geheim-adres", "titel": "Heeft een geheim adres"},
                    {
                        "id": "jeugdhulp",
                        "titel": "Biedt jeugdhulp",
                        "volgt_uit": {"diensten": ["jeugdhulp"]},
                    },
                    {
                        "id": "traject",
                        "titel": "Werkt met een plan",
                        "volgt_uit": {
                            "een_van": [
                                {"activiteiten": ["schuldhulp"]},
                                {"kenmerken": ["jeugdhulp"]},
                            ]
                        },
                    },
                    {
                        "id": "dossier",
                        "titel": "Houdt een dossier bij",
                        "volgt_uit": {"kenmerken": ["traject"]},
                    },
                ],
                "meldingen": [
                    {"id": "klein", "fte_hoogstens": 10, "tekst": "Er is een kleine norm."},
                    {"id": "opvang", "wanneer": {"onderdelen": ["139"]}, "tekst": "Let op."},
                    {"id": "plan", "wanneer": {"kenmerken": ["dossier"]}, "tekst": "Bewaar het."},
                ],
                "onderwerpen": [
                    {"id": "aanmelding", "rubriek": "1", "titel": "A", "omschrijving": "a"},
                    {
                        "id": "schulden",
                        "rubriek": "1",
                        "titel": "S",
                        "omschrijving": "s",
                        "wanneer": {"activiteiten": ["schuldhulp"]},
                    },
                    {
                        "id": "geheim",
                        "rubriek": "1",
                        "titel": "G",
                        "omschrijving": "g",
                        "wanneer": {"kenmerken": ["geheim-adres"]},
                    },
                ],
            }
        )
    )
)


def profile(**more: object) -> Profile:
    return Profile.model_validate({"naam": "De Linde", "kvk": "01234567", **more})


def test_choosing_138_brings_123_before_it() -> None:
    assert [(each.part.code, each.reason) for each in bind(["138"], NORMS)] == [
        ("123", "vereist door onderdeel 138"),
        ("138", "gekozen in het profiel"),
    ]


@given(st.lists(st.sampled_from(sorted(NORMS)), unique=True))
def test_every_part_comes_once_and_after_what_it_requires(chosen: list[str]) -> None:
    codes = [each.part.code for each in bind(chosen, NORMS)]
    assert len(codes) == len(set(codes))
    for code in codes:
        assert all(codes.index(required) < codes.index(code) for required in NORMS[code].requires)


def test_a_part_brings_each_part_that_it_requires() -> None:
    both = NormPart(code="141", titel="Wijkwerk", editie="2026", vereist=("138", "140"))
    bound = bind(["141"], {**NORMS, "141": both})
    assert [each.part.code for each in bound] == ["123", "138", "140", "141"]


def test_a_part_without_a_list_of_its_own_has_all_its_activities() -> None:
    assert select(profile(onderdelen=["138"]), LIBRARY).activities == ("schuldhulp", "raadslieden")


def test_the_list_of_one_part_leaves_another_part_all_its_activities() -> None:
    chosen = profile(onderdelen=["138", "139"], activiteiten={"138": ["raadslieden"]})
    assert select(chosen, LIBRARY).activities == ("raadslieden", "nachtopvang")


def test_an_activity_of_a_part_that_was_not_chosen_never_binds() -> None:
    selection = select(profile(onderdelen=["138"], activiteiten={"138": ["raadslieden"]}), LIBRARY)
    assert selection.activities == ("raadslieden",)
    assert set(selection.inapplicable) == {"schulden", "geheim"}


def test_topics_stand_in_the_order_of_the_rubrieken() -> None:
    selection = select(profile(onderdelen=["138"]), LIBRARY)
    assert [topic.id for topic in selection.topics] == [
        "aanmelding",
        "schulden",
        "geheim",
        "beleid",
    ]
    # What does not fit this work keeps its place, with the reason.
    assert selection.inapplicable == {"geheim": "Dit hoort bij werk dat wij niet doen."}


def test_topics_stand_by_norm_as_the_parts_do_and_those_of_no_part_last() -> None:
    homes = {"beleid": "algemeen", "aanmelding": "welzijn", "schulden": "bijlage"}
    norms = {"123": "algemeen", "138": "welzijn"}
    library = replace(LIBRARY, norms=norms, homes=homes)
    topics = select(profile(onderdelen=["138"]), library).topics
    assert [topic.id for topic in topics] == ["geheim", "beleid", "aanmelding", "schulden"]


def test_each_exclusion_stands_with_its_own_reason() -> None:
    reasons = {"aanmelding": "Dat doet de gemeente.", "beleid": "Dat doet de stichting."}
    typed = [{"onderwerp": topic, "motivering": reason} for topic, reason in reasons.items()]
    assert select(profile(onderdelen=["138"], uitsluitingen=typed), LIBRARY).excluded == reasons


def test_a_secret_location_makes_the_secret_address_a_characteristic() -> None:
    places = [{"naam": "Kantoor"}, {"naam": "X", "geheim": "ja"}]
    selection = select(profile(onderdelen=["139"], locaties=places), LIBRARY)
    assert selection.characteristics == ("geheim-adres",)
    assert selection.inapplicable == {}


YOUTH = {"naam": "Ambulante jeugdhulp", "onderdeel": "139", "soort": "jeugdhulp"}


def test_youth_care_as_a_service_makes_it_a_characteristic_with_what_follows() -> None:
    selection = select(profile(onderdelen=["139"], diensten=[YOUTH]), LIBRARY)
    assert selection.characteristics == ("jeugdhulp", "traject", "dossier")
    assert selection.services == ("jeugdhulp",)


def test_what_holds_for_one_of_several_services_holds() -> None:
    others = [{**YOUTH, "soort": kind} for kind in ("maatwerk", "maatwerk")]
    selection = select(profile(onderdelen=["138", "139"], diensten=[*others, YOUTH]), LIBRARY)
    assert selection.services == ("maatwerk", "jeugdhulp")
    assert situation_of(selection) == Situation(
        parts=frozenset({"123", "138", "139"}),
        activities=frozenset({"schuldhulp", "raadslieden", "nachtopvang"}),
        characteristics=frozenset({"jeugdhulp", "traject", "dossier"}),
        services=frozenset({"maatwerk", "jeugdhulp"}),
    )


def test_what_follows_from_an_activity_is_there_with_it_and_not_without() -> None:
    debts = profile(onderdelen=["138"], activiteiten={"138": ["schuldhulp"]})
    law = profile(onderdelen=["138"], activiteiten={"138": ["raadslieden"]})
    assert select(debts, LIBRARY).characteristics == ("traject", "dossier")
    assert select(law, LIBRARY).characteristics == ()


def test_a_profile_may_name_what_would_follow_by_itself() -> None:
    law = {"onderdelen": ["138"], "activiteiten": {"138": ["raadslieden"]}}
    assert select(profile(**law, kenmerken=["traject"]), LIBRARY).characteristics == (
        "traject",
        "dossier",
    )
    assert select(profile(**law, kenmerken=["dossier"]), LIBRARY).characteristics == ("dossier",)


def said(**more: object) -> tuple[str, ...]:
    chosen = profile(**more)
    return told(chosen, LIBRARY, select(chosen, LIBRARY))


def test_the_norm_tells_a_shelter_what_it_should_know() -> None:
    assert said(onderdelen=["139"]) == ("Let op.",)


def test_the_norm_tells_a_small_organisation_and_no_other_what_it_should_know() -> None:
    law = {"onderdelen": ["138"], "activiteiten": {"138": ["raadslieden"]}}
    assert said(**law, fte="9,5") == ("Er is een kleine norm.",)
    assert said(**law, fte="10") == ("Er is een kleine norm.",)
    assert said(**law, fte="10,5") == ()
    assert said(**law) == ()


def test_the_norm_knows_what_follows_by_itself() -> None:
    assert said(onderdelen=["138"]) == ("Bewaar het.",)


WORDS = st.sets(st.sampled_from("abc"))
CONDITIONS = st.recursive(
    st.builds(lambda words: Condition(kenmerken=tuple(words)), WORDS),
    lambda inner: st.builds(
        lambda any_of, negated: Condition(een_van=tuple(any_of), niet=negated),
        st.lists(inner, max_size=3),
        st.none() | inner,
    ),
    max_leaves=6,
)


@given(st.lists(CONDITIONS, min_size=1, max_size=3), CONDITIONS, WORDS)
def test_one_of_several_conditions_is_or_and_what_stands_beside_it_is_and(
    several: list[Condition], beside: Condition, present: set[str]
) -> None:
    nothing: frozenset[str] = frozenset()
    here = Situation(
        parts=nothing, activities=nothing, characteristics=frozenset(present), services=nothing
    )
    both = beside.model_copy(update={"any_of": tuple(several)})
    alone = beside.model_copy(update={"any_of": ()})
    assert applies(both, here) == (
        applies(alone, here) and any(applies(each, here) for each in several)
    )


def test_the_cover_says_which_edition_of_each_part_is_meant() -> None:
    made = document_set(profile(onderdelen=["138", "139"]), LIBRARY, Register(), {}, "linde")
    assert made.organisation.norm == "HKZ 123, versie 2015+A1:2019; HKZ 138 en 139, versie 2015"
