"""An Office package in and out: whatever the bytes are, it opens or it says in Dutch why not."""

import io
import random
import zipfile

import pytest

from handbook.opc import Limits, digest, kept_in, pack, unpack
from handbook.word.provenance.base import wrapped

PARTS = {"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w:p/>" * 400, "a": b""}
BYTES = pack(PARTS)
MUTATIONS = 4_000
# Words of the messages of Python's own modules.
FOREIGN = ("file", "zip64", "bad", "error", "index", "codec", "decompress", "seek", "invalid")


def zipped(name: str, data: bytes = b"x", method: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        archive.writestr(name, data)
    return file.getvalue()


def nameless() -> bytes:
    """A package with an entry whose name ends before it begins."""
    return zipped("a").replace(b"a", b"\0")


def encrypted() -> bytes:
    data = bytearray(zipped("a"))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


def refusal(data: bytes) -> str:
    with pytest.raises(ValueError) as caught:  # noqa: PT011 - the text is what is looked at
        unpack(data)
    return str(caught.value)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "geen leesbaar Office-bestand: het is leeg"),
        (b"geen zip", "geen leesbaar Office-bestand: het is geen Word- of Excel-bestand"),
        (BYTES[:-30], "geen leesbaar Office-bestand: het is niet heel of beschadigd"),
        (nameless(), "geen leesbaar Office-bestand: een onderdeel heeft geen naam"),
        (encrypted(), "geen leesbaar Office-bestand: er zit een wachtwoord op"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
            "geen leesbaar Office-bestand: het is van een oudere Word, of er zit een wachtwoord op",
        ),
        (
            zipped("a", method=zipfile.ZIP_LZMA),
            "geen leesbaar Office-bestand: het is ingepakt op een manier die Office niet gebruikt",
        ),
    ],
)
def test_a_file_that_is_no_package_says_why_in_dutch(data: bytes, said: str) -> None:
    assert refusal(data) == said


def mutated(number: int) -> bytes:
    """Return the package with bytes changed, cut, doubled or put in, chosen by `number`."""
    choose = random.Random(number)
    data = bytearray(BYTES)
    # The directory at the end says the most: names, sizes, methods, places.
    start = choose.choice((0, BYTES.index(b"PK\x01\x02"), len(BYTES) - 22))
    for _ in range(choose.randint(1, 4)):
        at = choose.randrange(min(start, len(data) - 1), len(data))
        act = choose.randrange(4)
        if act == 0:
            data[at] = choose.choice((0, 1, 0x7F, 0x80, 0xFF, choose.randrange(256)))
        elif act == 1:
            del data[at : at + choose.randint(1, 30)]
        elif act == 2:
            data[at:at] = data[at : at + choose.randint(1, 60)]
        else:
            data[at : at + 4] = choose.randbytes(4)
        if len(data) < 2:
            break
    return bytes(data)


def test_the_parts_together_may_be_no_larger_than_the_limit() -> None:
    data = pack({"a": b"x" * 6, "b": b"y" * 4})
    assert list(unpack(data, Limits(size=10))) == ["a", "b"]
    with pytest.raises(ValueError, match="uitgepakt groter dan 9 bytes"):
        unpack(data, Limits(size=9))


def test_no_more_parts_are_read_than_the_limit() -> None:
    assert list(unpack(BYTES, Limits(parts=3))) == sorted(PARTS)
    with pytest.raises(ValueError, match="meer dan 2 onderdelen"):
        unpack(BYTES, Limits(parts=2))


def test_the_name_of_a_part_is_told_short_and_safe() -> None:
    long = "\x1b" + "a" * 90
    twice = pack({f"{long}1": b"x", f"{long}2": b"x"}).replace(b"a2", b"a1")
    assert refusal(twice) == f"het onderdeel '?{'a' * 59}' staat er twee keer in"


def test_a_digest_tells_a_name_from_what_it_holds() -> None:
    assert digest({"ab": b"c"}) != digest({"a": b"bc"})
    assert digest({"a": b"b", "c": b"d"}, without=["c"]) == digest({"a": b"b"})


def test_a_damaged_package_opens_or_is_refused_in_dutch_whatever_its_bytes() -> None:
    said: set[str] = set()
    opened = 0
    for number in range(MUTATIONS):
        try:
            unpack(mutated(number), Limits(parts=100, size=1_000_000))
            opened += 1
        except ValueError as error:
            said.add(str(error))
    assert 0 < opened < MUTATIONS
    assert not [each for each in said if any(word in each.split() for word in FOREIGN)]
    assert len(said) < 10


def test_all_that_a_part_keeps_is_read_also_the_names_in_it() -> None:
    part = wrapped({"parts": {"a.xml": "tekst"}, "left": {"body:1": {"text": ["Anja"]}}})
    kept = kept_in(part)
    assert kept == {"a.xml": "tekst", "": "left\nbody:1\ntext\nAnja"}
    assert kept_in(part, Limits(size=9)) is None
    assert kept_in(b"<a/>") is None
