"""Proposals over several releases: they neither stack nor vanish, and rejected is rejected."""

import re

import pytest
from word.merging.answering import answer
from word.merging.material import MAIN, made, merged, opened, said, shown, typed, written
from word.specimen import table

from handbook.word.package.markup import qualified
from handbook.word.package.package import Relation, add_relations, pack, read

BASE = ("# Bewaren", "De manager bewaart het verslag twee jaar in de kast.", "Tot slot.")
FIRST = (BASE[0], "De manager bewaart het verslag vijf jaar in de kast.", BASE[2])
SECOND = (BASE[0], "De manager bewaart het verslag zeven jaar in de kast.", BASE[2])
RELS = "word/_rels/document.xml.rels"
HERS = typed(written(*BASE), "De manager", "De teamleider")


def test_an_open_proposal_stays_as_it_is() -> None:
    once = merged(HERS, made(*FIRST)).data
    result = merged(once, made(*FIRST))

    assert result.data == once
    assert result.count("open") == 1


def test_each_paragraph_with_a_proposal_has_a_remark_of_its_own() -> None:
    base = ("- Wij bespreken elke melding in het team.", "- De manager bewaart het twee jaar.")
    mine = typed(typed(written("# Doel", *base), "team", "overleg"), "manager", "bestuurder")
    new = [base[0].replace("elke", "iedere"), base[1].replace("twee", "vijf")]
    result = merged(mine, made("# Doel", *new))

    first, second = said(result.data)
    assert first == second
    items = list(opened(result.data).root().iter(qualified("w:p")))[1:3]
    assert [len(each.findall(qualified("w:commentRangeStart"))) for each in items] == [1, 1]
    assert [each[0].tag for each in items] == [qualified("w:pPr")] * 2


def test_a_remark_comes_where_her_file_points_to_remarks_that_are_gone() -> None:
    lost = Relation(id="rIdC", kind="comments", target="comments.xml")
    parts = read(HERS)
    parts[RELS] = add_relations(parts[RELS], (lost,))
    result = merged(pack(parts), made(*FIRST))

    assert len(said(result.data)) == 1


def test_an_open_proposal_is_replaced_by_the_newest_and_does_not_stack() -> None:
    result = merged(merged(HERS, made(*FIRST)).data, made(*SECOND))

    assert shown(result.data)[1] == "De teamleider bewaart het verslag zeven jaar in de kast."
    assert (
        shown(result.data, "reject")[1] == "De teamleider bewaart het verslag twee jaar in de kast."
    )
    assert len(said(result.data)) == 1


def test_a_new_paragraph_stands_behind_the_proposal_that_hangs_below_hers() -> None:
    hers = BASE[1].removesuffix(".") + ", bij de post."
    added = "<w:r><w:t>, bij de post.</w:t></w:r>"
    mark = '<w:ins w:id="901" w:author="Anja" w:date="2026-01-01T00:00:00Z">'
    tracked = typed(
        written(*BASE),
        f"{BASE[1]}</w:t></w:r>",
        f"{BASE[1].removesuffix('.')}</w:t></w:r>{mark}{added}</w:ins>",
    )
    once = merged(tracked, made(*FIRST)).data
    assert shown(once) == ["Bewaren", hers, FIRST[1], "Tot slot."]
    more = "Een geheel nieuwe alinea over iets anders."
    twice = merged(once, made(*FIRST[:2], more, FIRST[2])).data
    assert shown(twice) == ["Bewaren", hers, FIRST[1], more, "Tot slot."]


def test_a_rejected_proposal_does_not_come_back() -> None:
    rejected = answer(merged(HERS, made(*FIRST)).data, accept=False)
    result = merged(rejected, made(*FIRST))

    assert result.data == rejected
    assert shown(result.data)[1] == "De teamleider bewaart het verslag twee jaar in de kast."


def test_after_a_rejected_proposal_a_newer_text_is_proposed() -> None:
    rejected = answer(merged(HERS, made(*FIRST)).data, accept=False)
    result = merged(rejected, made(*SECOND))

    assert shown(result.data)[1] == "De teamleider bewaart het verslag zeven jaar in de kast."
    assert (
        shown(result.data, "reject")[1] == "De teamleider bewaart het verslag twee jaar in de kast."
    )


def test_an_accepted_proposal_is_her_text() -> None:
    accepted = answer(merged(HERS, made(*FIRST)).data, accept=True)
    result = merged(accepted, made(*SECOND))

    assert (
        shown(result.data, "reject")[1] == "De teamleider bewaart het verslag vijf jaar in de kast."
    )
    assert shown(result.data)[1] == "De teamleider bewaart het verslag zeven jaar in de kast."


@pytest.mark.parametrize("accept", [True, False])
def test_answering_all_leaves_no_change_of_ours(*, accept: bool) -> None:
    answered = answer(merged(HERS, made(*FIRST)).data, accept=accept)

    assert shown(answered) == shown(answered, "reject")


def test_her_words_stay_in_the_comment_when_all_is_accepted() -> None:
    mine = typed(written(*BASE), "twee jaar", "negen maanden")
    accepted = answer(merged(mine, made(*FIRST)).data, accept=True)

    assert "negen maanden" not in "\n".join(shown(accepted))
    assert "negen maanden" in "\n".join(said(accepted))


REMARK = '<w:r><w:commentReference w:id="70"/></w:r>'
ROWS = (("Wie", "Wat"), ("De manager", "Bewaart het verslag"), ("De begeleider", "Belt"))
MORE = (*ROWS, ("De arts", "Komt langs"))


def in_table(*rows: tuple[str, str]) -> bytes:
    return made(table(*rows), "Tot slot.")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Komt langs", "Komt bij ons langs"),
        ("Komt langs</w:t></w:r></w:ins>", f"Komt langs</w:t></w:r></w:ins>{REMARK}"),
    ],
)
def test_what_she_does_in_a_proposed_row_stays_when_the_source_changes_again(
    old: str, new: str
) -> None:
    mine = typed(written(table(*ROWS), "Tot slot."), "Bewaart", "Bewaakt")
    worked = typed(merged(mine, in_table(*MORE)).data, old, new)
    result = merged(worked, in_table(*ROWS, ("De arts", "Komt elke week langs")))

    text = read(result.data)[MAIN].decode()
    assert ("bij ons" in text, 'w:id="70"' in text) == ("bij ons" in new, REMARK in new)
    assert "Komt elke week langs" in shown(result.data)


@pytest.mark.parametrize("mine", [HERS, typed(written(*BASE), "twee jaar", "negen jaar")])
def test_what_she_types_inside_a_proposal_stays_when_the_source_changes_again(mine: bytes) -> None:
    worked = typed(merged(mine, made(*FIRST)).data, "vijf</w:t>", "vijf of bij ons</w:t>")
    result = merged(worked, made(*SECOND))

    everything = "\n".join(shown(result.data) + said(result.data))
    assert "bij ons" in "\n".join(shown(result.data, "reject"))
    assert ("bij ons" in everything, "zeven" in everything) == (True, True)
    assert merged(result.data, made(*SECOND)).data == result.data


def test_a_row_that_she_types_in_is_no_longer_proposed_to_go() -> None:
    mine = typed(written(table(*MORE), "Tot slot."), "Bewaart", "Bewaakt")
    proposed = merged(mine, in_table(*ROWS)).data
    assert "Komt langs" not in shown(proposed)
    worked = typed(
        proposed,
        "De arts</w:delText></w:r></w:del>",
        "De arts</w:delText></w:r></w:del><w:r><w:t>De wijkarts</w:t></w:r>",
    )
    result = merged(worked, in_table(*ROWS))

    assert "Komt langs" in shown(result.data)
    assert any("De wijkarts" in line for line in shown(result.data))
    [note] = said(result.data)
    assert note.startswith("Wij stelden voor deze rij te laten vervallen.")
    assert merged(result.data, in_table(*ROWS)).data == result.data


def test_what_she_puts_in_a_proposed_paragraph_stays_when_the_source_changes_again() -> None:
    linked = f"<w:hyperlink w:anchor='x'><w:r><w:t>{BASE[1]}</w:t></w:r></w:hyperlink>"
    run = f'<w:r><w:t xml:space="preserve">{BASE[1]}</w:t></w:r>'
    proposed = merged(typed(written(*BASE), run, linked), made(*FIRST)).data
    worked = typed(
        proposed,
        "vijf jaar in de kast.</w:t></w:r></w:ins>",
        REMARK.join(("vijf jaar in de kast.</w:t></w:r></w:ins>", "")),
    )
    result = merged(worked, made(*SECOND))

    assert 'w:id="70"' in read(result.data)[MAIN].decode()
    assert SECOND[1] in shown(result.data)


NOT = ("# Bewaren", "Wij bewaren het verslag niet.", "Tot slot.")
FILED = (NOT[0], "Wij lezen en bewaren het verslag niet.", NOT[2])
SHREDDED = (NOT[0], "Wij lezen en scannen en bewaren het verslag niet.", NOT[2])


@pytest.mark.parametrize("typed_word", ["niet", "het", "Wij", "verslag", "!"])
def test_a_word_typed_inside_a_proposal_stays_though_the_block_has_it_elsewhere(
    typed_word: str,
) -> None:
    mine = typed(written(*NOT), "verslag niet", "verslag zeker niet")
    proposed = merged(mine, made(*FILED)).data
    assert "> lezen en<" in read(proposed)[MAIN].decode()
    worked = typed(proposed, "> lezen en<", f"> lezen en {typed_word}<")
    result = merged(worked, made(*SHREDDED))

    before, now = (shown(each, "reject")[1].split() for each in (proposed, result.data))
    assert now.count(typed_word) == before.count(typed_word) + 1
    assert "zeker" in shown(result.data)[1]


@pytest.mark.parametrize("builds", [1, 2])
def test_a_word_typed_inside_a_proposal_stays_however_often_is_built(builds: int) -> None:
    data = merged(typed(written(*NOT), "verslag niet", "verslag zeker niet"), made(*FILED)).data
    data = typed(data, "> lezen en<", "> lezen en het<")
    for _ in range(builds):
        data = merged(data, made(*FILED[:2], "Dit was het.")).data
    result = merged(data, made(*SHREDDED))

    assert shown(result.data, "reject")[1].split().count("het") == 2


@pytest.mark.parametrize("typed_word", ["niet", "zelf"])
def test_our_words_come_once_though_she_typed_in_the_proposal_of_them(typed_word: str) -> None:
    mine = typed(written(*NOT), "verslag niet", "verslag zeker niet")
    worked = typed(merged(mine, made(*FILED)).data, "> lezen en<", f"> lezen en {typed_word}<")
    longer = (NOT[0], f"{FILED[1]} Vraag het na.", NOT[2])
    result = merged(worked, made(*longer))

    said_now = f"Wij lezen en {typed_word} bewaren het verslag zeker niet. Vraag het na."
    assert shown(result.data)[1] == said_now


def test_a_word_typed_beside_a_proposal_leaves_it_a_proposal() -> None:
    proposed = merged(typed(written(*NOT), "slag niet", "slag zeker niet"), made(*FILED)).data
    worked = typed(proposed, "zeker", "zeker en altijd")
    result = merged(worked, made(*SHREDDED))

    assert shown(result.data)[1] == SHREDDED[1].replace("niet", "zeker en altijd niet")
    assert shown(result.data, "reject")[1] == NOT[1].replace("niet", "zeker en altijd niet")


TWICE = ("# Bewaren", "Wij bewaren het verslag twee jaar en het dossier drie jaar.", "Tot slot.")
BOTH = (TWICE[0], "Wij bewaren het verslag vier jaar en het dossier vijf jaar.", TWICE[2])
ONCE_MORE = (TWICE[0], "Wij bewaren het verslag zes jaar en het dossier acht jaar.", TWICE[2])


@pytest.mark.parametrize("accept", [True, False])
@pytest.mark.parametrize("typed_word", ["het", "negen"])
def test_what_she_types_in_one_proposal_stays_when_she_answered_the_other(
    typed_word: str, *, accept: bool
) -> None:
    mine = typed(written(*TWICE), "Wij bewaren", "Wij, het team, bewaren")
    proposed = merged(mine, made(*BOTH)).data
    text = read(proposed)[MAIN].decode()
    pair = text[text.index("<w:del ") : text.index("vier</w:t></w:r></w:ins>")]
    pair += "vier</w:t></w:r></w:ins>"
    run = '<w:r><w:t xml:space="preserve">{}</w:t></w:r>'
    worked = typed(proposed, pair, run.format("vier" if accept else "twee"))
    worked = typed(worked, ">vijf<", f">vijf of {typed_word}<")
    result = merged(worked, made(*ONCE_MORE))

    line = shown(result.data, "reject")[1]
    assert line.split().count(typed_word) >= 1 + 3 * (typed_word == "het")
    assert merged(result.data, made(*ONCE_MORE)).data == result.data


def test_a_change_of_another_inside_a_proposed_paragraph_stays() -> None:
    tracked = '<w:ins w:id="90" w:author="Anja"><w:r><w:t>heel </w:t></w:r></w:ins>'
    anja = typed(written(*BASE), "in de kast.", f"</w:t></w:r>{tracked}<w:r><w:t>in de kast.")
    proposed = merged(anja, made(*FIRST)).data
    ours = f"{FIRST[1]}</w:t></w:r></w:ins>"
    piet = '<w:ins w:id="91" w:author="Piet"><w:r><w:t>of zo</w:t></w:r></w:ins>'
    result = merged(typed(proposed, ours, ours + piet), made(*SECOND))

    text = read(result.data)[MAIN].decode()
    assert (tracked in text, piet in text, SECOND[1] in text) == (True, True, True)


def test_a_word_typed_in_a_proposed_row_stays_though_the_table_has_it_elsewhere() -> None:
    mine = typed(written(table(*ROWS), "Tot slot."), "Bewaart", "Bewaakt")
    worked = typed(merged(mine, in_table(*MORE)).data, "Komt langs", "Belt Komt langs")
    result = merged(worked, in_table(*ROWS, ("De arts", "Komt elke week langs")))

    assert " ".join(shown(result.data, "reject")).count("Belt") == 2


def test_who_may_edit_a_proposed_row_stays_when_the_source_changes_again() -> None:
    mine = typed(written(table(*ROWS), "Tot slot."), "Bewaart", "Bewaakt")
    proposed = merged(mine, in_table(*MORE)).data
    text = read(proposed)[MAIN].decode()
    [words] = re.findall(r"<w:ins [^>]*><w:r>(?:(?!</w:ins>).)*Komt langs.*?</w:ins>", text)
    start, end = '<w:permStart w:id="70" w:ed="anja"/>', '<w:permEnd w:id="70"/>'
    worked = typed(proposed, words, f"{start}{words}{end}")
    result = merged(worked, in_table(*ROWS, ("De arts", "Komt elke week langs")))

    made_of_it = read(result.data)[MAIN].decode()
    assert (start in made_of_it, end in made_of_it) == (True, True)


def test_a_row_with_a_picture_of_hers_is_no_longer_proposed_to_go() -> None:
    mine = typed(written(table(*MORE), "Tot slot."), "Bewaart", "Bewaakt")
    proposed = merged(mine, in_table(*ROWS)).data
    end = "De arts</w:delText></w:r></w:del>"
    worked = typed(proposed, end, end + "<w:r><w:pict/></w:r>")
    result = merged(worked, in_table(*ROWS))

    assert "Komt langs" in shown(result.data)


SUM = (
    '<m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math">'
    "<m:r><m:t>x=2</m:t></m:r></m:oMath>"
)
FIELD = '<w:fldSimple w:instr=" PAGE "><w:r><w:t>3</w:t></w:r></w:fldSimple>'
PICTURE = "<w:r><w:pict/></w:r>"


@pytest.mark.parametrize("thing", [SUM, FIELD, PICTURE, '<w:r><w:sym w:char="F04A"/></w:r>'])
def test_a_thing_put_inside_a_proposal_stays_when_the_source_changes_again(thing: str) -> None:
    mine = typed(written(*NOT), "verslag niet", "verslag zeker niet")
    proposed = merged(mine, made(*FILED)).data
    end = "> lezen en</w:t></w:r>"
    result = merged(typed(proposed, end, end + thing), made(*SHREDDED))

    assert thing.partition(" xmlns")[0] in read(result.data)[MAIN].decode()
