"""Which word for the person served: that of the parts that a text is for."""

from typing import Any

import pytest
from tailoring.small import REQUEST, setting

from handbook.model.documents.document import ProcedureBody
from handbook.model.sources.content import Particular
from handbook.model.sources.norm import Condition
from handbook.tailoring.content.procedures import procedure_document
from handbook.tailoring.text.filling import fill, words_for

BOTH: dict[str, Any] = {"onderdelen": ["138", "139"]}
VOLUNTEERS = {**BOTH, "kenmerken": ["vrijwilligers"]}


@pytest.mark.parametrize(
    ("condition", "organisation", "word"),
    [
        ({}, BOTH, "cliënt"),
        ({"onderdelen": ["139"]}, BOTH, "bewoner"),
        ({"activiteiten": ["nachtopvang"]}, BOTH, "bewoner"),
        ({"activiteiten": ["nachtopvang", "schuldhulp"]}, BOTH, "cliënt"),
        ({"kenmerken": ["slapen"]}, BOTH, "bewoner"),
        ({"kenmerken": ["toezicht"]}, BOTH, "bewoner"),
        ({"kenmerken": ["vrijwilligers"]}, VOLUNTEERS, "cliënt"),
        ({"kenmerken": ["slapen", "vrijwilligers"]}, VOLUNTEERS, "cliënt"),
        ({"een_van": [{"onderdelen": ["139"]}, {"kenmerken": ["toezicht"]}]}, BOTH, "bewoner"),
        (
            {"een_van": [{"onderdelen": ["139"]}, {"kenmerken": ["vrijwilligers"]}]},
            BOTH,
            "bewoner",
        ),
        (
            {"een_van": [{"onderdelen": ["139"]}, {"kenmerken": ["vrijwilligers"]}]},
            VOLUNTEERS,
            "cliënt",
        ),
    ],
)
def test_a_text_speaks_of_those_whom_its_condition_is_about(
    condition: dict[str, Any], organisation: dict[str, Any], word: str
) -> None:
    words = words_for(setting(**organisation), "PP-01", Condition.model_validate(condition))
    assert "".join(run.text for run in fill("{{ persoon }}", words)) == word


def test_a_particular_speaks_of_its_own_people_and_keeps_the_limits() -> None:
    about = "Wek {{ de_persoon }} {{ termijn.reactie }}."
    particulars = (
        Particular(id="a", wanneer={"kenmerken": ["slapen"]}, tekst=about),
        Particular(id="b", wanneer={"kenmerken": ["vrijwilligers"]}, tekst=about),
    )
    procedure = REQUEST.model_copy(update={"particulars": particulars})
    body = procedure_document(setting(**VOLUNTEERS), procedure).body
    assert isinstance(body, ProcedureBody)
    assert ["".join(run.text for run in each.value.runs) for each in body.particulars] == [
        "Wek de bewoner 2 werkdagen.",
        "Wek de cliënt 2 werkdagen.",
    ]
