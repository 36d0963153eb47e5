"""Footnotes: every reference keeps its own text, also in a program that pairs them by order."""

import re
from collections.abc import Mapping

from word.merging.material import made, merged, shown, typed

from handbook.word.merge import with_base
from handbook.word.package.package import pack, read
from handbook.word.reading.lint import lint

FIRST, SECOND, LAST = "Wij bespreken elke melding.", "De manager bewaart alles.", "Bel de huisarts."
_WML = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def noted(notes: Mapping[str, str], *blocks: str) -> bytes:
    """A file with a footnote behind some of its sentences."""
    parts = read(made(*blocks))
    text = '<w:footnote w:type="separator" w:id="-1"><w:p/></w:footnote>'
    for at, (said, note) in enumerate(notes.items(), start=1):
        run = f'{said}</w:t></w:r><w:r><w:footnoteReference w:id="{at}"/></w:r>'
        old = parts["word/document.xml"].decode()
        parts["word/document.xml"] = old.replace(f"{said}</w:t></w:r>", run).encode()
        text += f'<w:footnote w:id="{at}"><w:p><w:r><w:t>{note}</w:t></w:r></w:p></w:footnote>'
    parts["word/footnotes.xml"] = f'<w:footnotes xmlns:w="{_W}">{text}</w:footnotes>'.encode()
    for name, end, added in (
        (
            "[Content_Types].xml",
            "</Types>",
            f'<Override PartName="/word/footnotes.xml" ContentType="{_WML}.footnotes+xml"/>',
        ),
        (
            "word/_rels/document.xml.rels",
            "</Relationships>",
            f'<Relationship Id="rIdF" Type="{_OFFICE}/footnotes" Target="footnotes.xml"/>',
        ),
    ):
        parts[name] = parts[name].replace(end.encode(), (added + end).encode())
    return pack(parts)


def hers(data: bytes) -> bytes:
    return typed(pack(with_base(read(data))), "bewaart", "bewaakt")


def notes_of(data: bytes) -> list[str]:
    """The notes as they are paired by their order, which must be that of their numbers."""
    parts = read(data)
    references = re.findall(r'footnoteReference w:id="(\d+)"', parts["word/document.xml"].decode())
    text = parts["word/footnotes.xml"].decode()
    notes = re.findall(r'<w:footnote w:id="(\d+)".*?<w:t[^>]*>(.*?)</w:t>', text)
    assert [number for number, _ in notes] == references
    return [note for _, note in notes]


BASE = noted({FIRST: "noot een", LAST: "noot twee"}, FIRST, SECOND, LAST)


def test_a_renewed_note_takes_the_place_of_the_former() -> None:
    new = noted({FIRST: "noot 1", LAST: "noot twee"}, FIRST, SECOND, LAST)

    assert notes_of(merged(hers(BASE), new).data) == ["noot 1", "noot twee"]


def test_a_new_note_comes_in_the_order_of_the_text() -> None:
    more = "Eerst dit."
    notes = {more: "noot nul", FIRST: "noot een", LAST: "noot twee"}
    new = noted(notes, more, FIRST, SECOND, LAST)

    assert notes_of(merged(hers(BASE), new).data) == ["noot nul", "noot een", "noot twee"]


def test_a_note_goes_with_the_text_that_the_source_dropped() -> None:
    result = merged(hers(BASE), noted({LAST: "noot twee"}, SECOND, LAST))

    assert notes_of(result.data) == ["noot twee"]


def test_a_note_that_she_rewrote_stays_and_that_of_the_source_stands_beside_it() -> None:
    mine = typed(hers(BASE), "noot een", "noot van mij", "word/footnotes.xml")
    new = noted({FIRST: "noot 1", LAST: "noot twee"}, FIRST, SECOND, LAST)
    result = merged(mine, new)

    assert notes_of(result.data) == ["noot van mij", "noot 1", "noot twee"]
    assert shown(result.data)[:2] == [FIRST, FIRST]
    assert merged(result.data, new).data == result.data


def test_a_note_arrives_in_a_file_without_any() -> None:
    mine = hers(made(FIRST, SECOND, LAST))
    result = merged(mine, noted({LAST: "noot"}, FIRST, SECOND, LAST))

    assert notes_of(result.data) == ["noot"]
    assert set(lint(result.data)) <= set(lint(mine))
