"""A questionnaire that came back: whatever program and person had it in hands."""

import re
from collections.abc import Callable

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from questionnaires import (
    Change,
    controls,
    edited,
    run,
    typed,
    typed_beside,
    with_parts,
    without_seal,
)
from questionnaires import without_tags as as_libreoffice
from word.specimen import job, text

from handbook.loading.template_files import tool_template
from handbook.model.documents.document import QuestionGroup, QuestionnaireBody, QuestionText
from handbook.model.features.questionnaire import FilledField
from handbook.word.package.markup import NAMESPACES, Element, fragment, parse, qualified, serialise
from handbook.word.package.package import MAIN, pack, read, rels_name
from handbook.word.reading.questionnaire import (
    Filled,
    Line,
    Returned,
    by_field,
    owners,
    read_answers,
    tidy,
)
from handbook.word.rendering import render

pytestmark = pytest.mark.newest

IDS = ("PP-01.openingstijden", "beleid.kernzin", "F-02.x")


def question(key: str, value: str = "") -> QuestionText:
    return QuestionText(
        number="1",
        question=text("Wanneer bent u open?", f"vragenlijst.{key}.vraag"),
        example=text("op werkdagen", f"vragenlijst.{key}.voorbeeld"),
        place=text("PP-01 Aanmelding", f"vragenlijst.{key}.plaats"),
        field=FilledField(
            source=key,
            label=text("Openingstijden"),
            note=text(""),
            kind="antwoord",
            options=(),
            required=False,
            value=value,
        ),
    )


def made(*questions: QuestionText, owner: str = "linde") -> bytes:
    body = QuestionnaireBody(
        owner=FilledField(
            source=f"van:{owner}",
            label=text("Organisatie"),
            note=text(""),
            kind="vast",
            options=(),
            required=True,
            value="Stichting De Linde",
        ),
        number=len(questions),
        prefilled=False,
        secret=False,
        groups=(QuestionGroup(title=text("Aanmelding"), questions=questions),),
    )
    return render(job(body, tool_template("vragenlijst"), item="vragenlijst", control=None))


def answers(data: bytes) -> list[tuple[str, str]]:
    return [(key, each.text) for key, each in by_field(read_answers(data), IDS)]


SENT = made(question("PP-01.openingstijden"), question("beleid.kernzin"))
EMPTY = [("PP-01.openingstijden", ""), ("beleid.kernzin", "")]
TYPED = {"PP-01.openingstijden": "ma-vr\nza <&> 'dicht'", "beleid.kernzin": "Iedereen doet mee."}


def test_what_nobody_filled_in_is_empty_and_of_the_organisation() -> None:
    returned = read_answers(SENT)
    assert (answers(SENT), owners(returned)) == (EMPTY, frozenset({"linde"}))


def test_what_was_typed_is_read_with_its_lines() -> None:
    assert answers(edited(SENT, typed(TYPED))) == list(TYPED.items())


def test_an_answer_that_stood_there_is_read_back() -> None:
    assert answers(made(question("beleid.kernzin", "Samen."))) == [("beleid.kernzin", "Samen.")]


def test_who_types_beside_the_field_is_heard_as_well() -> None:
    assert answers(edited(SENT, typed_beside(TYPED))) == list(TYPED.items())


def below_the_table(text: str) -> Change:
    def change(root: Element) -> None:
        table = list(root.iter(qualified("w:tbl")))[-1]
        paragraph = table.makeelement(qualified("w:p"))
        paragraph.append(run(text))
        table.addnext(paragraph)

    return change


def behind_the_question(text: str) -> Change:
    def change(root: Element) -> None:
        control = controls(root)["PP-01.openingstijden"]
        row = next(control.iterancestors(qualified("w:tr")))
        next(row.iter(qualified("w:p"))).append(run(text))

    return change


def in_a_row_of_its_own(text: str) -> Change:
    def change(root: Element) -> None:
        row = list(root.iter(qualified("w:tr")))[-1]
        [fresh] = fragment(f"<w:tr><w:tc><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc></w:tr>")
        row.addnext(fresh)

    return change


@pytest.mark.parametrize(
    ("typing", "where"),
    [
        (below_the_table, "bij 'Openingstijden'"),
        (in_a_row_of_its_own, "bij 'Openingstijden'"),
        (behind_the_question, "bij 'Openingstijden'"),
    ],
)
def test_what_stands_where_nothing_is_asked_is_among_the_lines(
    typing: Callable[[str], Change], where: str
) -> None:
    before = set(read_answers(SENT).lines)
    after = read_answers(edited(SENT, typing("van 9 tot 17"))).lines
    [new] = [each for each in after if each not in before]
    assert new.text.endswith("van 9 tot 17")
    assert new.where == where


def test_an_answer_in_a_comment_is_among_the_lines() -> None:
    comments = fragment(
        "<w:comments><w:comment w:id='1'><w:p><w:r><w:t>van 9 tot 17</w:t></w:r></w:p>"
        "</w:comment></w:comments>"
    )[0]
    rels = rels_name(MAIN)
    kind = f"{NAMESPACES['r']}/comments"
    relationship = f'<Relationship Id="rIdC" Type="{kind}" Target="comments.xml"/></Relationships>'
    back = with_parts(
        SENT,
        {
            "word/comments.xml": serialise(comments),
            rels: read(SENT)[rels].replace(b"</Relationships>", relationship.encode()),
        },
    )
    assert read_answers(back).lines[-1] == Line(text="van 9 tot 17", where="in een opmerking")


def test_a_text_box_in_a_field_is_an_answer_and_no_picture() -> None:
    def change(root: Element) -> None:
        typed({"PP-01.openingstijden": ""})(root)
        [box] = fragment(
            "<w:r><w:pict><w:txbxContent><w:p><w:r><w:t>van 9 tot 17</w:t></w:r></w:p>"
            "</w:txbxContent></w:pict></w:r>"
        )
        controls(root)["PP-01.openingstijden"][-1].append(box)

    back = edited(SENT, change)
    assert answers(back)[0] == ("PP-01.openingstijden", "van 9 tot 17")
    assert read_answers(back).lines == read_answers(SENT).lines


@pytest.mark.parametrize(
    ("said", "unsure"),
    [
        ("Typ hier uw antwoord", ""),
        ("Click or tap here to enter text.", ""),
        ("van 9 tot 17", "van 9 tot 17"),
        ("Typ hier uw antwoord van 9", "Typ hier uw antwoord van 9"),
    ],
)
def test_words_in_the_style_of_the_hint_are_known_apart(said: str, unsure: str) -> None:
    def over_the_hint(root: Element) -> None:
        next(controls(root)["PP-01.openingstijden"].iter(qualified("w:t"))).text = said

    back = edited(SENT, over_the_hint)
    fields = [each for spot in read_answers(back).spots for each in spot.fields]
    assert [each.unsure for each in fields if each.tag == "PP-01.openingstijden"] == [unsure]
    assert answers(back)[0] == EMPTY[0]


@pytest.mark.parametrize(
    ("look", "text"),
    [
        ("<w:sym w:font='Wingdings' w:char='F0E0'/>", "ma → vr"),
        ("<w:sym w:font='Symbol' w:char='F0AE'/>", "ma → vr"),
        ("<w:sym w:font='Wingdings' w:char='F021'/>", "ma □ vr"),
        ("<w:sym w:font='Webdings' w:char='F0E0'/>", "ma □ vr"),
        ("<w:sym w:font='Webdings' w:char='x'/>", "ma □ vr"),
        ("<w:rPr><w:strike/></w:rPr><w:t>di</w:t>", "ma vr"),
        ("<w:rPr><w:dstrike w:val='true'/></w:rPr><w:t>di</w:t>", "ma vr"),
        ("<w:rPr><w:strike w:val='0'/></w:rPr><w:t>di</w:t>", "ma di vr"),
    ],
)
def test_a_symbol_is_read_and_what_was_struck_through_is_not(look: str, text: str) -> None:
    def change(root: Element) -> None:
        typed({"PP-01.openingstijden": "ma "})(root)
        content = controls(root)["PP-01.openingstijden"][-1]
        content.append(parse(f"<w:r xmlns:w='{NAMESPACES['w']}'>{look}</w:r>"))
        content.append(run(" vr"))

    assert dict(answers(edited(SENT, change)))["PP-01.openingstijden"] == text


def test_a_program_that_drops_tags_leaves_the_answers_where_they_belong() -> None:
    back = edited(SENT, typed(TYPED), as_libreoffice)
    assert answers(back) == list(TYPED.items())
    assert owners(read_answers(back)) == frozenset({"linde"})
    assert answers(edited(SENT, as_libreoffice)) == EMPTY


def test_a_program_that_knows_no_hints_may_leave_ours_beside_the_answer() -> None:
    back = edited(SENT, as_libreoffice, lambda root: first_text(root, "open"))
    assert answers(back)[0] == ("PP-01.openingstijden", "open")


def first_text(root: Element, behind: str) -> None:
    hint = next(t for t in root.iter(qualified("w:t")) if t.text == "Typ hier uw antwoord")
    hint.text += behind


def test_a_field_taken_out_leaves_the_cell_that_was_its() -> None:
    def replaced(root: Element) -> None:
        control = controls(root)["beleid.kernzin"]
        control.addnext(run("Samen."))
        control.getparent().remove(control)

    assert answers(edited(SENT, replaced)) == [EMPTY[0], ("beleid.kernzin", "Samen.")]


def test_the_hint_that_word_gives_an_emptied_field_is_no_answer() -> None:
    def emptied(root: Element) -> None:
        hint = next(t for t in root.iter(qualified("w:t")) if t.text == "Typ hier uw antwoord")
        hint.text = "Klik of tik om tekst in te voeren."

    assert answers(edited(SENT, emptied)) == EMPTY


@pytest.mark.parametrize("value", ["0", "false", "off"])
def test_an_answer_in_a_style_is_one_where_the_field_says_it_is_no_hint(value: str) -> None:
    def change(root: Element) -> None:
        settings, content = controls(root)["beleid.kernzin"]
        settings.find(qualified("w:showingPlcHdr")).set(qualified("w:val"), value)
        next(content.iter(qualified("w:t"))).text = "Samen."

    assert answers(edited(SENT, change))[1] == ("beleid.kernzin", "Samen.")


def test_text_that_was_taken_out_with_changes_tracked_is_not_read() -> None:
    def tracked(root: Element) -> None:
        content = controls(root)["beleid.kernzin"][1]
        for name, words in (("w:del", "oud"), ("w:moveFrom", "weg"), ("w:ins", "nieuw")):
            change = content.makeelement(qualified(name))
            change.append(run(words))
            content.append(change)

    back = edited(SENT, typed({"beleid.kernzin": ""}), tracked)
    assert answers(back)[1] == ("beleid.kernzin", "nieuw")


def test_more_paragraphs_in_a_cell_are_one_answer() -> None:
    def enter(root: Element) -> None:
        paragraph = controls(root)["beleid.kernzin"].getparent()
        second = paragraph.makeelement(qualified("w:p"))
        second.append(run("En blijft."))
        paragraph.addnext(second)

    back = edited(SENT, typed({"beleid.kernzin": "Iedereen doet mee."}), enter)
    assert answers(back)[1] == ("beleid.kernzin", "Iedereen doet mee.\nEn blijft.")


def test_questions_in_the_cell_of_their_answer_are_not_read_as_one() -> None:
    def one_cell(root: Element) -> None:
        for row in root.iter(qualified("w:tr")):
            cells = row.findall(qualified("w:tc"))
            for cell in cells[1:]:
                cells[0].extend(cell)
                row.remove(cell)

    back = edited(SENT, typed(TYPED), one_cell)
    assert answers(back) == list(TYPED.items())


def test_a_field_of_an_older_library_is_told_by_its_tag() -> None:
    back = edited(made(question("OR-99.weg")), typed({"OR-99.weg": "iets"}))
    told = list(by_field(read_answers(back), IDS))
    assert told == [("", Filled(tag="OR-99.weg", label="Openingstijden", text="iets"))]


def test_the_strict_kind_of_docx_is_read_too() -> None:
    parts = read(edited(SENT, typed(TYPED)))
    strict = {
        name: part.replace(
            b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        ).replace(
            b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/",
            b"http://purl.oclc.org/ooxml/officeDocument/relationships/",
        )
        for name, part in parts.items()
    }
    assert answers(pack(strict)) == list(TYPED.items())


def test_the_document_may_have_another_name_in_the_file() -> None:
    parts = read(edited(SENT, typed(TYPED)))
    moved = {
        "word/document2.xml": parts[MAIN],
        MAIN: None,
        rels_name(""): parts[rels_name("")].replace(b"document.xml", b"document2.xml"),
    }
    assert answers(with_parts(SENT, moved)) == list(TYPED.items())


def test_whose_it_is_survives_the_loss_of_the_seal_or_of_the_field() -> None:
    assert owners(read_answers(without_seal(SENT))) == frozenset({"linde"})
    assert owners(read_answers(edited(SENT, as_libreoffice))) == frozenset({"linde"})
    assert owners(read_answers(without_seal(edited(SENT, as_libreoffice)))) == frozenset()


def test_a_field_of_another_organisation_pasted_in_is_seen() -> None:
    other = made(question("beleid.kernzin"), owner="haven")
    assert owners(read_answers(other)) == frozenset({"linde", "haven"})


def test_another_document_of_ours_is_of_nobody() -> None:
    sealed = render(job(made_body(), tool_template("vragenlijst"), control=None))
    assert read_answers(sealed).sealed == frozenset()


def made_body() -> QuestionnaireBody:
    owner = question("van:x").field
    return QuestionnaireBody(owner=owner, number=0, prefilled=False, secret=False, groups=())


def nested(name: str, depth: int) -> bytes:
    body = f"<w:{name}>" * depth + f"</w:{name}>" * depth
    text = read(SENT)[MAIN].decode().replace("</w:body>", f"{body}</w:body>")
    return with_parts(SENT, {MAIN: text.encode()})


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "het is geen Word-document (.docx)"),
        (b"%PDF-1.7 ...", "dit is een pdf"),
        (b"{\\rtf1 ...", "dit is een rtf-bestand"),
        (b"\xd0\xcf\x11\xe0...", "dit is een oud Word-bestand (.doc), of het heeft een wachtwoord"),
        (b"PK\x03\x04 half", "geen leesbaar Office-bestand: "),
        (SENT[:-400], "geen leesbaar Office-bestand: "),
        (
            pack({"mimetype": b"application/vnd.oasis.opendocument.text"}),
            "het is geen Word-document",
        ),
        (pack({"_rels/.rels": b"<x"}), "de XML is beschadigd"),
        (pack({"word/document.xml": b"0" * 50_000_000}), "meer dan 200 keer zo klein"),
        (with_parts(SENT, {MAIN: b"<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>"}), "DOCTYPE"),
        (with_parts(SENT, {MAIN: b"<w:document"}), "de XML is beschadigd"),
        (with_parts(SENT, {MAIN: None}), "het is geen Word-document"),
        (with_parts(SENT, {MAIN: b"<x>" + b" " * 20_000_000 + b"</x>"}), "meer dan 200 keer"),
        (nested("sdt", 40), "er zitten meer dan 12 cellen of velden in elkaar"),
        (nested("tc", 40), "er zitten meer dan 12 cellen of velden in elkaar"),
        (nested("p", 300), "de XML is beschadigd"),
    ],
)
def test_what_cannot_be_read_says_why(data: bytes, said: str) -> None:
    with pytest.raises(ValueError, match=re.escape(said)):
        read_answers(data)


@given(st.integers(0, len(SENT) - 1), st.binary(min_size=1, max_size=4))
def test_a_damaged_file_is_read_or_refused_and_nothing_else(at: int, put: bytes) -> None:
    try:
        returned = read_answers(SENT[:at] + put + SENT[at + len(put) :])
    except ValueError:
        return
    assert isinstance(returned, Returned)


@given(st.binary(max_size=60), st.integers(0, len(read(SENT)[MAIN]) - 1))
def test_a_damaged_text_is_read_or_refused_and_nothing_else(put: bytes, at: int) -> None:
    text = read(SENT)[MAIN]
    try:
        returned = read_answers(with_parts(SENT, {MAIN: text[:at] + put + text[at:]}))
    except ValueError:
        return
    list(by_field(returned, IDS))
    owners(returned)


SAYABLE = st.text(st.characters(exclude_categories=("Cs",)), max_size=80)


@given(SAYABLE)
@example("a\u00adb\u200bc\u202ed")
@example("e\u200b\u0301")
@example("\U0001f469\u200d\U0001f467 en Esdoorn\u200dplein")
def test_a_tidy_answer_stays_as_it_is_and_hides_nothing(words: str) -> None:
    kept = tidy(words)
    assert tidy(kept) == kept
    assert not set(kept) & set("\u00ad\u200b\u202e\ufeff\x00\x07\x85\u2028")
    assert "n\u200dp" not in kept
