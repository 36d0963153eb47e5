"""A Word file in and out: limits, order, and the proof that it is ours."""

import io
import re
import zipfile

import pytest
from word.specimen import job, p, procedure, table, template
from word.specimen import parts as parts_of

from handbook.model.documents.build import Proof
from handbook.word.package.package import (
    Relation,
    add_relations,
    check_package,
    pack,
    read,
    relations,
)
from handbook.word.package.seal import digest, prove, seal, with_owner
from handbook.word.provenance.approval_record import Said, reason_in
from handbook.word.provenance.base import own_parts, with_base
from handbook.word.rendering import render
from handbook.word.template_language.template_names import version_source
from handbook.word.writing.draft import mark_name


def zipped(*entries: tuple[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries:
            archive.writestr(name, data)
    return file.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"geen zip",
        zipped(("word/document.xml", b"\0" * 30_000_000)),
        zipped(("../x", b"")),
        zipped(("/etc/x", b"")),
        zipped(("a\\b", b"")),
        zipped(("c:/x", b"")),
        zipped(("a", b""), ("A", b"")),
        zipped(*((f"{number}.xml", b"") for number in range(2_001))),
        zipped(("a", b"x" * 100))[:-30],
    ],
    ids=["empty", "text", "bomb", "up", "root", "back", "drive", "twins", "many", "cut"],
)
def test_a_file_that_may_be_a_trap_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError):  # noqa: PT011
        read(data)


def test_the_same_parts_give_the_same_bytes_in_any_order() -> None:
    parts = {"word/b.xml": b"b", "[Content_Types].xml": b"t", "a.xml": b"a"}
    assert pack(parts) == pack(dict(reversed(parts.items())))
    entries = zipfile.ZipFile(io.BytesIO(pack(parts))).infolist()
    assert [(each.filename, each.date_time[0], each.create_system) for each in entries] == [
        ("[Content_Types].xml", 1980, 0),
        ("a.xml", 1980, 0),
        ("word/b.xml", 1980, 0),
    ]


def test_a_relation_that_is_added_is_found_again() -> None:
    relationship = Relation(
        id="r9", kind="hyperlink", target="https://x.nl/?a=1&b=2", external=True
    )
    data = {"word/_rels/document.xml.rels": add_relations(None, (relationship,))}
    assert relations(data, "word/document.xml") == (relationship,)


def test_a_document_that_relates_to_nothing_is_whole() -> None:
    types = b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
    arrows = add_relations(None, ())
    check_package({"[Content_Types].xml": types, "_rels/.rels": arrows})
    with pytest.raises(ValueError, match=r"_rels/\.rels' ontbreekt"):
        check_package({"[Content_Types].xml": types})


SEAL = "customXml/item2.xml"  # the first one keeps what we wrote


def made() -> bytes:
    return render(job(procedure(), template(p("x") + table(("a", "b")))))


def test_what_we_made_proves_itself_with_the_fingerprint_of_its_job() -> None:
    made = render(job(procedure(), template(p("x")), fingerprint="abc"))
    assert prove(made) == Proof(organisation="linde", item="PP-01", render="abc", intact=True)


@pytest.mark.parametrize("name", sorted(read(made())))
def test_a_change_in_any_part_breaks_the_proof(name: str) -> None:
    parts = read(made())
    parts[name] = parts[name].replace(b"=", b" =", 1)
    proof = prove(pack(parts))
    # In our own part an innocent blank changes nothing that it says.
    assert proof is not None
    assert proof.intact is (name == SEAL)


def test_a_part_more_or_less_breaks_the_proof() -> None:
    parts = read(made())
    more = prove(pack({**parts, "word/media/x.png": b"x"}))
    less = prove(pack({name: parts[name] for name in parts if name != "word/header1.xml"}))
    assert [each.intact for each in (more, less) if each] == [False, False]


def test_a_forged_digest_is_no_proof() -> None:
    parts = read(made())
    own = parts[SEAL]
    parts[SEAL] = own.replace(digest(parts).encode(), b"0" * 64)
    proof = prove(pack(parts))
    assert proof is not None
    assert not proof.intact


def test_another_zip_of_the_same_parts_is_still_ours() -> None:
    proof = prove(zipped(*reversed(read(made()).items())))
    assert proof is not None
    assert proof.intact


@pytest.mark.parametrize("data", [b"", b"x", made()[:-50], pack({"a": b"b"}), template(p("x"))])
def test_a_file_that_is_not_ours_or_not_whole_proves_nothing(data: bytes) -> None:
    assert prove(data) is None


def test_a_seal_leaves_the_parts_of_others_alone() -> None:
    parts = read(template(p("x"))) | {"customXml/item1.xml": b"<eigen/>"}
    sealed = seal(parts, "linde", "PP-01", "r")
    assert sealed["customXml/item1.xml"] == b"<eigen/>"
    assert prove(pack(sealed)) == Proof(organisation="linde", item="PP-01", render="r", intact=True)


def test_a_file_with_two_seals_is_not_whole_and_gets_no_other_owner() -> None:
    parts = read(made())
    parts["customXml/item9.xml"] = parts[SEAL].replace(digest(parts).encode(), b"0" * 64)
    twice = digest(parts)
    parts[SEAL] = re.sub(rb'digest="\w+"', f'digest="{twice}"'.encode(), parts[SEAL])
    proof = prove(pack(parts))
    assert proof is not None
    assert not proof.intact
    with pytest.raises(ValueError, match="twee keer"):
        with_owner(parts, "haven", "r")


def test_of_two_texts_kept_for_a_merge_one_is_left() -> None:
    once = with_base(read(made()))
    [name] = own_parts(once)
    again = with_base({**once, "customXml/item9.xml": once[name]})
    assert again == once


FIRST = "0.1  ·  12 mei 2026  ·  begin"
SAID = Said(organisation="linde", item="PP-01", render="r", version="0.2")


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        ((FIRST, "0.2  ·  1 juni 2026  ·  wet  ·  en meer"), "wet  ·  en meer"),
        (("0.2  ·  1 juni 2026",), ""),
        ((FIRST,), ""),
        ((FIRST, "", "0.2  ·  1 juni 2026  ·  wet"), ""),
    ],
    ids=["told", "without a reason", "not in it", "behind a line taken out"],
)
def test_the_reason_of_a_version_is_what_its_own_line_tells(
    lines: tuple[str, ...], reason: str
) -> None:
    body = "".join(
        f'<w:p><w:bookmarkStart w:id="{at}" w:name="{mark_name(version_source("PP-01", at))}"/>'
        f"<w:r><w:t>{line}</w:t></w:r></w:p>"
        for at, line in enumerate(lines, start=1)
        if line
    )
    assert reason_in(pack(parts_of(body)), SAID) == reason
