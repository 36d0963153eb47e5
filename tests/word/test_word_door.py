"""One door to a package: whoever wrote it, behind the door every part has its ordinary name."""

from collections.abc import Callable

import pytest
from word.merging.material import DATE, made, merged, shown, typed, written
from word.odd_files import (
    Parts,
    in_utf16,
    moved,
    of_the_web,
    renamed,
    signed,
    strict,
    with_a_decoy,
    with_other_prefixes,
    with_prefixes,
    without_custom,
)
from word.specimen import job, procedure, template

from handbook import opc
from handbook.inspection.file_text import said_in
from handbook.package_normalisation import ordinary
from handbook.word.comparison.changed_paragraphs import changes
from handbook.word.merge import Refused, base_from, merge
from handbook.word.package.markup import parse, qualified
from handbook.word.package.package import as_it_lies, is_signed, is_strict, pack, read, read_any
from handbook.word.package.seal import prove
from handbook.word.reading.lint import lint
from handbook.word.rendering import render
from handbook.word.safety.live_content import live_content
from handbook.word.templates.compile import check_template

ORDINARY = (of_the_web, renamed, with_a_decoy, with_prefixes, with_other_prefixes, in_utf16)
OLD, NEW = ("# Doel", "Bel binnen twee dagen."), ("# Doel", "Bel binnen drie dagen.")


def odd(data: bytes, change: Callable[[Parts], Parts]) -> bytes:
    return opc.pack(change(opc.unpack(data)))


def hers() -> bytes:
    """A file that we wrote, with a sentence of hers."""
    return typed(written(*OLD), ">Doel<", ">Doel van ons<")


def words_in(data: bytes) -> list[str]:
    return ["".join(each.itertext()) for each in parse(data).iter(qualified("w:t"))]


def texts(parts: Parts) -> dict[str, bytes]:
    return {name: data for name, data in parts.items() if name.startswith("word/")}


@pytest.mark.parametrize("change", ORDINARY)
def test_behind_the_door_an_odd_file_is_the_ordinary_one(change: Callable[[Parts], Parts]) -> None:
    data = render(
        job(procedure(), template("<w:p><w:r><w:t>{{ document.titel }}</w:t></w:r></w:p>"))
    )
    before, after = texts(read(data)), texts(read(odd(data, change)))
    assert before.keys() <= after.keys()
    assert {name: words_in(after[name]) for name in before} == {
        name: words_in(before[name]) for name in before
    }
    assert lint(odd(data, change)) == lint(data)


@pytest.mark.parametrize("change", ORDINARY)
def test_what_a_reader_sees_is_found_where_it_stands(change: Callable[[Parts], Parts]) -> None:
    data = made(*OLD, header="<w:p><w:r><w:t>Stichting De Linde</w:t></w:r></w:p>")
    told = {(each.where, each.text) for each in said_in(odd(data, change)).pieces}
    assert {("de tekst", OLD[1]), ("een koptekst", "Stichting De Linde")} <= told


def test_the_name_that_a_part_had_is_read_as_well() -> None:
    data = odd(made(*OLD), lambda parts: moved(parts, {"word/document.xml": "word/laan-4.xml"}))
    assert any("laan-4" in each.text for each in said_in(data).pieces)


def test_what_is_ordinary_keeps_its_bytes() -> None:
    data = written(*OLD)
    lies = as_it_lies(data)
    found = read(data)
    assert list(found) == list(lies)
    assert all(found[name] is lies[name] or found[name] == lies[name] for name in lies)
    assert pack(found) == data


@pytest.mark.parametrize("change", ORDINARY)
def test_an_odd_file_of_hers_is_merged_like_any_other(change: Callable[[Parts], Parts]) -> None:
    result = merged(odd(hers(), change), made(*NEW))
    assert shown(result.data) == ["Doel van ons", "Bel binnen drie dagen."]
    assert result.data == merged(result.data, made(*NEW)).data


def test_a_file_without_custom_xml_and_with_prefixes_is_merged() -> None:
    bare = odd(hers(), lambda parts: with_prefixes(without_custom(parts)))
    result = merge(bare, made(*NEW), base=base_from(read(made(*OLD))), date=DATE)
    assert not isinstance(result, Refused)
    assert shown(result.data) == ["Doel van ons", "Bel binnen drie dagen."]


@pytest.mark.parametrize("name", ["[Content_Types].xml", "word/_rels/document.xml.rels"])
def test_a_list_that_cannot_be_made_ordinary_keeps_a_merge_back(name: str) -> None:
    def strange(parts: Parts) -> Parts:
        return {**parts, name: with_prefixes(parts)[name].replace(b"/>", b' odd="1"/>', 1)}

    result = merge(odd(hers(), strange), made(*NEW), date=DATE)

    assert isinstance(result, Refused)
    assert result.why == f"Dit bestand is niet te lezen (het onderdeel '{name}' is onleesbaar)."


@pytest.mark.parametrize("change", ORDINARY)
def test_a_difference_is_shown_of_an_odd_file(change: Callable[[Parts], Parts]) -> None:
    told = changes(odd(made(*OLD), change), made(*NEW))
    assert [(each.before, each.after) for each in told] == [(OLD[1], NEW[1])]


@pytest.mark.parametrize("change", [of_the_web, renamed, with_prefixes])
def test_a_template_may_be_written_by_any_program(change: Callable[[Parts], Parts]) -> None:
    plain = template("<w:p><w:r><w:t>{{ document.titel }}</w:t></w:r></w:p>")
    assert check_template(odd(plain, change), "x.docx", "procedure") == check_template(
        plain, "x.docx", "procedure"
    )
    fresh = render(job(procedure(), odd(plain, change)))
    assert texts(as_it_lies(fresh)) == texts(as_it_lies(render(job(procedure(), plain))))


def test_what_runs_is_found_in_a_part_under_any_name() -> None:
    field = '<w:p><w:fldSimple w:instr="DDE a b"/></w:p>'
    data = odd(template(field), of_the_web)
    assert {each.code for each in live_content(read_any(data), "x.docx")} == {"HB315"}


def test_strict_is_refused_with_one_reason() -> None:
    data = odd(hers(), strict)
    assert is_strict(read_any(data))
    with pytest.raises(ValueError, match="Strict Open XML"):
        read(data)
    result = merge(data, made(*NEW), date=DATE)
    assert isinstance(result, Refused)
    assert result.reason == "strict"
    assert lint(data) == (
        "het bestand is niet te lezen: het is bewaard als 'Strict Open XML', en niet als gewoon "
        "Word-document",
    )


def test_a_signature_is_never_broken() -> None:
    data = odd(hers(), signed)
    assert is_signed(read(data))
    result = merge(data, made(*NEW), date=DATE)
    assert isinstance(result, Refused)
    assert (result.reason, result.why) == (
        "signed",
        "Dit bestand is digitaal ondertekend, en samenvoegen zou de handtekening verbreken.",
    )


def test_a_file_under_other_names_is_not_the_file_that_we_wrote() -> None:
    data = render(job(procedure(), template("<w:p/>")))
    proofs = (prove(data), prove(odd(data, of_the_web)))
    assert [each and each.intact for each in proofs] == [True, False]


def test_a_workbook_and_a_list_with_something_odd_in_it_stay_as_they_are() -> None:
    odd_rels = b'<Relationships xmlns="urn:x"><Relationship Id="a" Extra="b"/></Relationships>'
    parts = {**opc.unpack(made(*OLD)), "word/_rels/x.xml.rels": odd_rels}
    assert read(opc.pack(parts))["word/_rels/x.xml.rels"] == odd_rels


def test_the_door_takes_no_more_time_for_what_is_made_to_hold_it_up() -> None:
    many = 100_000
    parts = as_it_lies(made(*OLD))
    head = parts["word/document.xml"].partition(b"<w:body>")[0].replace(b"xmlns:w=", b"xmlns:q=")
    for tail in (b"<" + b"a." * many, b"<q:p " + b"a:" * many, b'<q:p "' * many, b" " * many):
        ordinary({**parts, "word/document.xml": head + tail})
    for text in ("<?xml" + " " * many, "<" * many):
        ordinary({**parts, "word/document.xml": text.encode("utf-16")})
    rels = parts["_rels/.rels"].partition(b"<Relationship ")[0]
    for tail in (b"<Relationship" + b' Id="a"' * many, b"<Relationship Id" + b" " * many):
        ordinary({**parts, "word/_rels/document.xml.rels": rels + tail})
