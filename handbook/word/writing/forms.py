"""The fields of a form as content controls that Word, and a PDF of it, let people fill in."""

import hashlib
from itertools import count
from typing import Literal

from handbook.model.documents.document import FieldText
from handbook.model.features.questionnaire import FilledField
from handbook.word.package.markup import escape
from handbook.word.writing.blocks import (
    Look,
    column_widths,
    paragraph,
    run_properties,
    styled,
    table_row,
    table_start,
    text_run,
)
from handbook.word.writing.draft import Draft

State = Literal["", "leeg", "vast"]

_EMPTY_ROWS = 6
_CHOICES = ("keuze", "schaal")
_ONE_LINE = 40  # letters of all choices together
_MANY_LINES = '<w:text w:multiLine="1"/>'
# What stands in an empty field of a questionnaire; who reads it back must know it.
HINT = "Typ hier uw antwoord"
_HINTS = {
    "tekst": "Vul in",
    "lange tekst": "Vul in",
    "datum": "Kies een datum",
    "datumtijd": "Vul datum en tijd in",
    "getal": "Vul een getal in",
    "bedrag": "Vul een bedrag in, in euro",
    "keuze": "Kies",
    "schaal": "Kies",
    "handtekening": "Naam en datum, en daarna de handtekening",
    "berekend": "Reken uit en vul in",
}
_DATE = (
    '<w:date><w:dateFormat w:val="d MMMM yyyy"/><w:lid w:val="nl-NL"/>'
    '<w:storeMappedDataAs w:val="dateTime"/><w:calendar w:val="gregorian"/></w:date>'
)
_BOX_FONT = {
    "rFonts": '<w:rFonts w:ascii="MS Gothic" w:eastAsia="MS Gothic" w:hAnsi="MS Gothic"'
    ' w:hint="eastAsia"/>'
}
# What Word itself writes for a checkbox: the sign must exist in the font of its run.
_BOX = (
    '<w14:checkbox><w14:checked w14:val="0"/><w14:checkedState w14:val="2612"'
    ' w14:font="MS Gothic"/><w14:uncheckedState w14:val="2610" w14:font="MS Gothic"/>'
    "</w14:checkbox>"
)


def control_xml(field: FieldText, draft: Draft, look: Look) -> str:
    """Return the control or controls of `field` as runs; each choice of a checklist on a line."""
    name = str(field.label)
    if field.kind in ("checklist", "ja_nee") or (field.kind in _CHOICES and field.options):
        # Boxes and no drop-down list: on paper a reader must see what there is to choose.
        options = field.options or (("Ja", "Nee") if field.kind == "ja_nee" else (name,))
        short = field.kind != "checklist" and len("".join(options)) <= _ONE_LINE
        between = text_run("     ", look) if short else "<w:r><w:br/></w:r>"
        boxes = (
            _checkbox(f"{field.source}.{number}", option, look)
            for number, option in enumerate(options, start=1)
        )
        return between.join(boxes)
    if isinstance(field, FilledField):
        return _filled(field, draft, look)
    hint = _hint(_HINTS.get(field.kind, "Vul in"), draft, look)
    return _control(field.source, name, _kind(field), hint, state="leeg")


def _filled(field: FilledField, draft: Draft, look: Look) -> str:
    """Return the control of a field in a questionnaire, behind the bookmark of its answer.

    Some programs keep a bookmark and drop the tag; where an answer belongs may not be lost.
    """
    name, value = str(field.label), text_run(field.value, look)
    if field.kind == "vast":
        return _control(field.source, name, "<w:text/>", value, state="vast")
    state: State = "" if field.value else "leeg"
    shown = value or _hint(HINT, draft, look)
    return draft.mark(field.source) + _control(field.source, name, _MANY_LINES, shown, state)


def table_xml(field: FieldText, draft: Draft) -> str:
    """Return a table to fill in, with `field.options` as its columns and six empty rows."""
    columns = field.options or (str(field.label),)
    widths = column_widths((1,) * len(columns), draft.text_width)
    head = [paragraph(draft.sheet.paragraph("Tabelkop"), text_run(each)) for each in columns]
    style = draft.sheet.paragraph("Tabeltekst")
    number = count(1)
    rows = [
        table_row(
            [_cell(field, each, next(number), (draft, style)) for each in columns], widths, band
        )
        for band in (0, 1) * (_EMPTY_ROWS // 2)
    ]
    return (
        table_start(widths, draft.sheet.table("Tabel handboek"), str(field.label))
        + table_row(head, widths, None)
        + "".join(rows)
        + "</w:tbl>"
        + paragraph(draft.sheet.paragraph("Tabelafstand"), "")
    )


def _cell(field: FieldText, column: str, number: int, place: tuple[Draft, str]) -> str:
    draft, style = place
    hint = _hint("…", draft, {})
    return paragraph(
        style, _control(f"{field.source}.{number}", column, "<w:text/>", hint, state="leeg")
    )


def _kind(field: FieldText) -> str:
    if field.kind == "datum":
        return _DATE
    if field.kind in ("lange tekst", "handtekening", "tabel"):
        return _MANY_LINES
    return "<w:text/>"


def _hint(text: str, draft: Draft, look: Look) -> str:
    return text_run(text, styled(look, draft.sheet.character("Placeholder Text")))


def _checkbox(tag: str, label: str, look: Look) -> str:
    box = f"<w:r>{run_properties({**look, **_BOX_FONT})}<w:t>☐</w:t></w:r>"
    return _control(tag, label, _BOX, box) + text_run(f"  {label}", look)


def _control(tag: str, name: str, kind: str, content: str, state: State = "") -> str:
    """Return a content control that can be filled, unless it is "vast", but not deleted.

    One that is "leeg" holds a hint that goes when somebody types.

    Word keeps at most 64 characters of a name or tag, and wants an id of its own for each.
    """
    lock = "sdtContentLocked" if state == "vast" else "sdtLocked"
    return (
        f'<w:sdt><w:sdtPr><w:alias w:val="{escape(name[:64])}"/>'
        f'<w:tag w:val="{escape(tag[-64:])}"/>'
        f'<w:id w:val="{_id(tag)}"/><w:lock w:val="{lock}"/>'
        f"{'<w:showingPlcHdr/>' if state == 'leeg' else ''}{kind}</w:sdtPr>"
        f"<w:sdtContent>{content}</w:sdtContent></w:sdt>"
    )


def _id(tag: str) -> int:
    return int(hashlib.sha256(tag.encode()).hexdigest()[:8], 16) % 2_147_483_646 + 1
