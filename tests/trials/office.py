"""What can be wrong with a Word file, a template or a logo."""

import random
import re
import zipfile
from pathlib import Path

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
    'width="{size}" height="{size}">{more}<rect width="40" height="40" fill="red"/></svg>'
)
NASTY: tuple[object, ...] = (
    "",
    " ",
    "null",
    "~",
    "ja",
    "0",
    "-1",
    "9" * 5000,
    "1e400",
    "nan",
    "0x10",
    "01-01-0001",
    "31-12-9999",
    "2026-02-30",
    "{{ ''.__class__.__mro__ }}",
    "{% for x in range(10**9) %}x{% endfor %}",
    "{{ organisatie }}",
    "{{ termijn.x.y.z }}",
    "{{",
    "}}",
    "../../../etc/passwd",
    "/etc/passwd",
    "C:\\con",
    "con",
    "a/b",
    "A" * 3000,
    "\u202eom\u202c",
    "\u0000",
    "\ud83d",
    "é" * 70,
    "KH-01",
    "ze-01",
    "ZE-01",
    "E1",
    "[x](javascript:y)",
    "*" * 500,
    "> " * 200,
    "[" * 300,
    "::: als x",
    ":::",
    "| a | b |\n|---|",
    None,
    [],
    {},
    [[]],
    [[[[[[]]]]]],
    {"a": {"b": {}}},
    ["x", "x"],
    {"niet": {"niet": {"niet": {}}}},
    [None],
    {"": ""},
    {"id": "ZE-01"},
    [{}] * 50,
)
TAGS = (
    "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "{% for x in range(999999999) %}x{% endfor %}",
    "{{ 9**9**9 }}",
    "{{ 'a' * 999999999 }}",
    "{% include '/etc/passwd' %}",
    "{% import 'os' as x %}",
    "{{ document }}",
    "{{ x|map('y') }}",
    "{%p if %}",
    "{{ (((((((((" * 50,
    "{% set x = 1 %}",
    "{{p inhoud }}",
    "{{ lipsum(5) }}",
    "{{ cycler.__init__.__globals__ }}",
    "{% raw %}",
    "{#",
    "{%tr for x in y %}",
    "{% macro a() %}{{ a() }}{% endmacro %}{{ a() }}",
    "{{ namespace() }}",
    "{{ '%9999999999d' % 1 }}",
    "{{ '{0:>9999999999}'.format('x') }}",
    "{{ document.titel.zfill(9999999999) }}",
)
SHAPES = (
    '<image xlink:href="file:///etc/passwd" width="9" height="9"/>',
    '<image xlink:href="http://127.0.0.1:9/x.png" width="9" height="9"/>',
    "<g>" * 50_000 + "</g>" * 50_000,
    '<filter id="a"><feGaussianBlur stdDeviation="9999"/></filter>'
    '<rect filter="url(#a)" width="99999" height="9999"/>',
    '<g id="a"><use xlink:href="#a"/></g>',
    '<pattern id="p" width="0.00001" height="0.00001"><rect width="1" height="1"/></pattern>'
    '<rect fill="url(#p)" width="9999" height="9999"/>',
    "<text>x</text>",
    "<script>x</script>",
)
WIDE = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"
    b"\x00\x01\x00\x00\x00\x01\x00\x00\x08\x06\x00\x00\x00" + b"x" * 99
)


def parts_of(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(path: Path, parts: dict[str, bytes]) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)


def typed(path: Path) -> None:
    parts = parts_of(path)
    text = parts["word/document.xml"]
    parts["word/document.xml"] = text.replace(b"</w:t>", b" Dit schreef ik zelf.</w:t>", 4)
    packed(path, parts)


def rezipped(path: Path, chance: random.Random) -> None:
    """Take a part away, put one in the place of another, or give it a name that leads out."""
    parts = parts_of(path)
    one, other = chance.choice(sorted(parts)), chance.choice(sorted(parts))
    way = chance.randrange(6)
    if way == 0:
        del parts[one]
    elif way == 1:
        parts[one] = parts[other]
    elif way == 2:
        parts[f"../../{one}"] = parts[one]
    elif way == 3:
        parts[one] = b"\x00" * 1_500_000_000 if chance.random() < 0.2 else b"A" * 400_000_000
    elif way == 4:
        parts |= {f"x/{number}.xml": b"<a/>" for number in range(20_000)}
    else:
        parts[one.upper()] = parts[one]
    packed(path, parts)


def xmled(path: Path, chance: random.Random) -> None:
    """Damage the XML in one part: bombs, depth, other values, tags that go or come."""
    parts = parts_of(path)
    names = [name for name in sorted(parts) if name.endswith((".xml", ".rels"))]
    main = "word/document.xml"
    name = main if main in parts and chance.random() < 0.5 else chance.choice(names)
    text = parts[name].decode("utf-8", "replace")
    parts[name] = chance.choice(_XML)(text, chance).encode("utf-8", "replace")
    packed(path, parts)


def _exploding(text: str, _: random.Random) -> str:
    bomb = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 9 if n else "x"}">' for n in range(12))
    return f"<!DOCTYPE a [{bomb}]>" + re.sub(r"<\?xml.*?\?>", "", text).replace(">", ">&a11;", 1)


def _outside(_: str, __: random.Random) -> str:
    return '<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]><a>&e;</a>'


def _deep(text: str, chance: random.Random) -> str:
    tag = chance.choice(("w:tbl", "w:sdt", "w:p", "w:r", "a"))
    return text.replace("</w:p>", f"</w:p>{f'<{tag}>' * 20_000}{f'</{tag}>' * 20_000}", 1)


def _valued(text: str, chance: random.Random) -> str:
    values = ("9" * 30, "-1", "x", "", "0", "1.5", "{{ x }}", "../../x", "é")
    share = chance.choice((0.001, 0.01, 0.3))
    return re.sub(
        r'="([^"]*)"',
        lambda found: f'="{chance.choice(values)}"' if chance.random() < share else found[0],
        text,
    )


def _thinned(text: str, chance: random.Random) -> str:
    share = chance.choice((0.001, 0.01, 0.3))
    return re.sub(
        r"<(\w+:?\w*)[^>]*/>|<(\w+:?\w*)(?: [^>]*)?>[^<]*</\2>",
        lambda found: "" if chance.random() < share else found[0],
        text,
    )


def _doubled(text: str, chance: random.Random) -> str:
    tags = list(re.finditer(r"<(w:\w+)(?: [^>]*)?>(?:(?!<\1[ >]).)*?</\1>", text, re.DOTALL))
    if not tags:
        return text
    one, other = chance.choice(tags), chance.choice(tags)
    return text[: other.start()] + one[0] + text[other.start() :]


def _said(text: str, chance: random.Random) -> str:
    words = list(re.finditer(r">([^<>]+)<", text))
    if not words:
        return text
    spot, word = chance.choice(words), str(chance.choice(NASTY)).replace("<", "")
    return text[: spot.start(1)] + word + text[spot.end(1) :]


def _holed(text: str, chance: random.Random) -> str:
    start = chance.randrange(len(text) + 1)
    return text[:start] + text[start + chance.randrange(2_000) :]


_XML = (_exploding, _outside, _deep, _valued, _valued, _thinned, _doubled, _said, _holed)


def tagged(path: Path, chance: random.Random) -> None:
    """Write a wild tag in a template."""
    parts = parts_of(path)
    kinds = re.compile(r"word/(doc|head|foot)\w*\.xml")
    name = chance.choice([name for name in sorted(parts) if kinds.match(name)])
    tag = chance.choice(TAGS).replace("'", "&apos;")
    parts[name] = parts[name].replace(b"</w:t>", f"{tag}</w:t>".encode(), 1)
    packed(path, parts)


def drawn(path: Path, chance: random.Random) -> None:
    """Put another picture at the place of a logo."""
    size = chance.choice(("40", "100000", "1e9", "0", "-1", "nan", "100%"))
    bomb = '<!DOCTYPE svg [<!ENTITY a "xxxxxxxxxx"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    text = SVG.format(size=size, more=chance.choice(SHAPES))
    drawing = ((bomb if chance.random() < 0.2 else "") + text).encode()
    path.write_bytes(chance.choice((drawing, drawing, WIDE, b"GIF89a", b"\xff\xd8\xff")))
