"""Which parts bind, and why."""

from hypothesis import given
from hypothesis import strategies as st

from handbook.model.library import Library
from handbook.model.norm import Norm, NormPart
from handbook.model.profile import Profile
from handbook.model.register import Register
from handbook.tailoring.binding import bind, select
from handbook.tailoring.documents import document_set

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
                    {"code": "123", "titel": "Algemeen Organisatiedeel", "editie": "2015+A1:2019"}
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
                    {"code": "138", "titel": "Hulp", "editie": "2015", "vereist": ["123"]},
                    {"code": "139", "titel": "Opvang", "editie": "2015", "vereist": ["123"]},
                ],
                "rubrieken": [{"nummer": "1", "titel": "Aanmelding"}],
                "activiteiten": [
                    {"id": "schuldhulp", "onderdeel": "138", "titel": "Schuldhulp"},
                    {"id": "raadslieden", "onderdeel": "138", "titel": "Raadslieden"},
                    {"id": "nachtopvang", "onderdeel": "139", "titel": "Nachtopvang"},
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


def test_a_part_without_a_list_of_its_own_has_all_its_activities() -> None:
    assert select(profile(onderdelen=["138"]), LIBRARY).activities == ("schuldhulp", "raadslieden")


def test_an_activity_of_a_part_that_was_not_chosen_never_binds() -> None:
    selection = select(profile(onderdelen=["138"], activiteiten={"138": ["raadslieden"]}), LIBRARY)
    assert selection.activities == ("raadslieden",)
    assert [topic.id for topic in selection.topics] == ["aanmelding", "beleid"]


def test_topics_stand_in_the_order_of_the_rubrieken() -> None:
    topics = select(profile(onderdelen=["138"]), LIBRARY).topics
    assert [topic.id for topic in topics] == ["aanmelding", "schulden", "beleid"]


def test_a_secret_location_makes_the_secret_address_a_characteristic() -> None:
    secret = {"naam": "X", "geheim": "ja"}
    selection = select(profile(onderdelen=["139"], locaties=[secret]), LIBRARY)
    assert selection.characteristics == ("geheim-adres",)
    assert "geheim" in [topic.id for topic in selection.topics]


def test_youth_care_as_a_service_makes_it_a_characteristic() -> None:
    service = {"naam": "Ambulante jeugdhulp", "onderdeel": "138", "soort": "jeugdhulp"}
    selection = select(profile(onderdelen=["138"], diensten=[service]), LIBRARY)
    assert selection.characteristics == ("jeugdhulp",)
    assert selection.services == ("jeugdhulp",)


def test_the_cover_says_which_edition_of_each_part_is_meant() -> None:
    made = document_set(profile(onderdelen=["138", "139"]), LIBRARY, Register(), {}, "linde")
    assert made.organisation.norm == "HKZ 123, versie 2015+A1:2019; HKZ 138 en 139, versie 2015"
