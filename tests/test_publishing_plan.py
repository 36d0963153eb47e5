"""What is offered beside what stands on a host: which file comes where, and what is noted."""

from dataclasses import replace
from errno import EBUSY
from pathlib import Path
from typing import Any

import pytest
from fsspec.implementations.memory import MemoryFileSystem
from handed import NAME, acts, breaking, codes, documents, hands_over, shown_on

from handbook.errors import EditConflict, Place, Problem, SourceError
from handbook.model.features.publishing import Item, Offer, Sight
from handbook.publishing.address import open_target
from handbook.publishing.plan import against_all, paths_of, plan, trusted
from handbook.publishing.publication_record import (
    manifest_bytes,
    manifest_of,
    noted,
    read_manifest,
    sha256,
)
from handbook.publishing.stores import Other
from handbook.publishing.target import Target

WRONG = Problem(Place("B.docx"), code="HB531", what="dit kan niet mee", mend="Bouw opnieuw.")


def item(path: str, text: str = "een", identity: str = "") -> Item:
    data = text.encode()
    return Item(identity=identity or path, path=path, data=data, digest=sha256(data))


def offered(*items: Item) -> Offer:
    return Offer(organisation=NAME, items=items)


def test_a_new_document_never_takes_a_path_that_differs_from_another_in_capitals_alone() -> None:
    known = noted(offered(item("Beleid.docx", identity="1")))
    new = offered(item("beleid.docx", identity="2"), item("BELEID.docx", identity="3"))
    assert paths_of(new, known) == {"2": "beleid (2).docx", "3": "BELEID (3).docx"}
    first = offered(item("Zorg.docx", identity="4"), item("zorg.docx", identity="5"))
    assert paths_of(first, known) == {"4": "Zorg.docx", "5": "zorg (2).docx"}


def test_only_a_file_that_is_not_to_be_written_is_believed_to_be_as_it_was_read() -> None:
    known = noted(offered(item("A.docx"), item("B.docx"), item("C.docx")))
    marked = tuple(
        each.model_copy(update={"mark": f"mark {each.path}" if each.path != "C.docx" else ""})
        for each in known.placed
    )
    now = offered(item("A.docx"), item("B.docx", "twee"), item("C.docx"))
    assert trusted(now, known.model_copy(update={"placed": marked})) == {
        "A.docx": Sight(sha256(b"een"), "", "mark A.docx")
    }


def test_what_stands_in_a_zip_as_it_is_offered_loses_nothing_whatever_the_note_says() -> None:
    seen = {"A.docx": Sight(sha256(b"twee"))}
    known = noted(offered(item("A.docx", "een")))
    assert against_all(offered(item("A.docx", "twee")), known, seen, "het doel") == ()
    [other] = against_all(offered(item("A.docx", "drie")), known, seen, "het doel")
    assert other.code == "HB532"


def test_steps_stand_in_the_order_of_their_paths_whatever_becomes_of_them() -> None:
    known = noted(offered(item("A.docx"), item("C.docx")))
    seen = {"A.docx": Sight(sha256(b"een")), "C.docx": Sight(sha256(b"een"))}
    new = replace(offered(item("D.docx"), item("C.docx")), refused=(("B.docx", WRONG),))
    assert [(step.path, step.act) for step in plan(new, known, seen, "het doel").steps] == [
        ("A.docx", "vervallen"),
        ("B.docx", "geweigerd"),
        ("C.docx", "ongewijzigd"),
        ("D.docx", "nieuw"),
    ]


def test_a_text_that_came_late_is_ours_after_any_number_of_broken_publishes(
    tmp_path: Path,
) -> None:
    hands_over(documents(1, ["A.docx"]), str(tmp_path))
    for version in (2, 3):
        hands_over(documents(version, ["A.docx"]), breaking(tmp_path, 1))
    [late] = documents(2, ["A.docx"]).items
    (tmp_path / "A.docx").write_bytes(late.data)
    assert acts(hands_over(documents(4, ["A.docx"]), str(tmp_path))) == {"bijgewerkt": 1}


def test_a_text_that_came_late_is_ours_however_often_the_file_was_in_use(tmp_path: Path) -> None:
    hands_over(documents(1, ["A.docx"]), str(tmp_path))
    target = open_target(str(tmp_path))

    class InUse(type(target.store)):  # type: ignore[misc]
        def rename(self, source: str, to: str, *words: Any) -> None:
            if to == "A.docx":
                raise OSError(EBUSY, "in gebruik")
            super().rename(source, to, *words)

    in_use = replace(target, store=InUse(tmp_path))
    for version in (2, 3):
        assert acts(hands_over(documents(version, ["A.docx"]), in_use)) == {"mislukt": 1}
    [late] = documents(2, ["A.docx"]).items
    (tmp_path / "A.docx").write_bytes(late.data)
    assert acts(hands_over(documents(4, ["A.docx"]), str(tmp_path))) == {"bijgewerkt": 1}


def test_of_a_document_that_is_refused_once_the_host_is_still_known_afterwards(
    tmp_path: Path,
) -> None:
    hands_over(documents(1), str(tmp_path))
    without = replace(documents(1, ["A.docx", "C.docx"]), refused=(("B.docx", WRONG),))
    held = replace(without, held=frozenset({"B.docx"}))
    assert acts(hands_over(held, str(tmp_path))) == {"geweigerd": 1, "ongewijzigd": 2}
    assert acts(hands_over(documents(2), str(tmp_path))) == {"bijgewerkt": 3}


def test_the_note_says_of_each_document_what_was_handed_over(tmp_path: Path) -> None:
    said = replace(item("A.docx"), code="PP-01", title="Intake", version="1.0", status="concept")
    hands_over(offered(said), str(tmp_path))
    note = (tmp_path / ".handbook/publicatie.json").read_bytes()
    assert read_manifest(note, "het doel") == noted(offered(said))


def test_what_a_publish_that_stops_did_not_do_is_told_and_nothing_else_is(tmp_path: Path) -> None:
    hands_over(documents(1), str(tmp_path))
    [a, _, c] = documents(2).items
    new = replace(documents(1), items=(a, documents(1).items[1], c), notices=(WRONG,))
    done = hands_over(new, breaking(tmp_path, 1))
    assert [(step.path, step.act, step.reason) for step in done.steps] == [
        ("A.docx", "mislukt", "niet gedaan: het publiceren stopte eerder"),
        ("B.docx", "ongewijzigd", ""),
        ("C.docx", "mislukt", "niet gedaan: het publiceren stopte eerder"),
    ]
    assert codes(done) == ["HB531", "HB536"]
    assert [path.name for path in tmp_path.rglob("*.concept*")] == []


def test_a_document_that_left_set_and_host_is_no_matter_of_ours_any_more(tmp_path: Path) -> None:
    hands_over(documents(1), str(tmp_path))
    (tmp_path / "B.docx").unlink()
    hands_over(documents(1, ["A.docx", "C.docx"]), str(tmp_path))
    (tmp_path / "B.docx").write_bytes(b"van een collega")
    again = hands_over(documents(1, ["A.docx", "C.docx"]), str(tmp_path))
    assert (acts(again), codes(again)) == ({"ongewijzigd": 2}, [])
    assert shown_on(tmp_path)["B.docx"] == b"van een collega"


def test_a_host_is_taken_from_the_first_publish_on_also_when_nothing_could_come(
    tmp_path: Path,
) -> None:
    nothing = replace(offered(), refused=(("B.docx", WRONG),), held=frozenset({"B.docx"}))
    hands_over(nothing, str(tmp_path))
    target = open_target(str(tmp_path))
    assert target.read(".handbook/publicatie.json") is not None


def test_where_whole_objects_are_put_a_file_of_somebody_else_is_not_replaced() -> None:
    files = MemoryFileSystem()
    files.pipe_file("/plan/A.docx", b"van een collega")
    target = Target(store=Other(files, "/plan"), shown="memory://plan", wait=lambda _: None)
    assert target.store.whole
    with pytest.raises(EditConflict):
        target.place("A.docx", b"van ons", sha256(b"wat er stond"))
    assert files.cat_file("/plan/A.docx") == b"van een collega"
    target.place("A.docx", b"van ons", sha256(b"van een collega"))
    assert files.cat_file("/plan/A.docx") == b"van ons"


@pytest.mark.parametrize(
    ("before", "now", "reason"),
    [
        (("1.0", "vastgesteld"), ("1.1", "concept"), "1.0 (vastgesteld) wordt 1.1 (concept)"),
        (("1.0", "vastgesteld"), ("2.0", "vastgesteld"), "1.0 wordt 2.0"),
        (("1.0", ""), ("2.0", "vastgesteld"), "1.0 wordt 2.0"),
        (("1.0", "vastgesteld"), ("1.0", "vastgesteld"), ""),
    ],
)
def test_a_concept_that_comes_over_a_valid_version_is_told(
    before: tuple[str, str], now: tuple[str, str], reason: str
) -> None:
    old = replace(item("A.docx", "een"), version=before[0], status=before[1])
    new = replace(item("A.docx", "twee"), version=now[0], status=now[1])
    seen = {"A.docx": Sight(sha256(b"een"))}
    [step] = plan(offered(new), noted(offered(old)), seen, "het doel").steps
    assert (step.act, step.reason) == ("bijgewerkt", reason)


def test_the_beginning_of_a_new_text_is_ours_only_where_one_was_on_its_way() -> None:
    known = noted(offered(item("A.docx", "oud")))
    coming = known.placed[0].model_copy(update={"pending": (sha256(b"nieuw"),)})
    new, half = offered(item("A.docx", "nieuw")), {"A.docx": Sight(sha256(b"nie"), size=3)}
    [colleague] = plan(new, known, half, "het doel").steps
    [ours] = plan(new, known.model_copy(update={"placed": (coming,)}), half, "het doel").steps
    assert (colleague.act, ours.act) == ("conflict", "bijgewerkt")


def test_a_note_that_names_one_place_twice_is_damaged_also_in_other_capitals() -> None:
    twice = manifest_bytes(noted(offered(item("A.docx"), item("a.docx"))))
    with pytest.raises(SourceError, match="HB531"):
        read_manifest(twice, "het doel")


def test_a_note_is_of_us_under_a_former_name_and_without_an_id_of_our_own() -> None:
    note = manifest_bytes(noted(replace(offered(), key="sleutel")))
    renamed = replace(offered(), organisation="eik", former=(NAME,))
    assert manifest_of(note, renamed, "het doel").organisation == NAME
    for other in (replace(offered(), key="ander"), replace(offered(), organisation="eik")):
        with pytest.raises(SourceError, match="HB530"):
            manifest_of(note, other, "het doel")
