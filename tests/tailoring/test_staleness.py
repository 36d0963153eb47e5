"""What is made again, and why; what is never touched."""

from handbook.model.outcome import Proof
from handbook.tailoring.staleness import Verdict, verdict

OLD = "tekst=1;sjabloon=1"
NEW = "tekst=2;sjabloon=1"


def judged(proof: Proof | None, *, exists: bool = True, wanted: str = NEW) -> Verdict:
    return verdict(exists=exists, proof=proof, organisation="linde", item="PP-01", wanted=wanted)


def ours(*, intact: bool = True, organisation: str = "linde", item: str = "PP-01") -> Proof:
    return Proof(organisation=organisation, item=item, render=OLD, intact=intact)


def test_where_no_file_stands_a_new_one_comes() -> None:
    assert judged(None, exists=False).action == "nieuw"


def test_a_file_that_is_not_ours_is_never_replaced() -> None:
    assert judged(None).action == "voorstel"


def test_a_file_of_another_client_or_another_document_is_never_replaced() -> None:
    assert judged(ours(organisation="haven")).action == "voorstel"
    assert judged(ours(item="PP-02")).action == "voorstel"


def test_a_file_edited_by_hand_stays_and_gets_a_proposal() -> None:
    assert judged(ours(intact=False)).action == "voorstel"


def test_a_file_edited_by_hand_needs_no_proposal_while_its_source_is_the_same() -> None:
    assert judged(ours(intact=False), wanted=OLD).action == "behouden"


def test_a_file_nobody_touched_is_replaced_and_the_reason_is_named() -> None:
    assert judged(ours()) == Verdict(action="gewijzigd", reason="de tekst is gewijzigd")


def test_a_file_that_is_right_is_left_alone() -> None:
    assert judged(ours(), wanted=OLD).action == "ongewijzigd"
