"""Small Word files of a few paragraphs and tables, and what a comparison of two of them says."""

import io
import zipfile

from decided import W
from hypothesis import strategies as st

from handbook.word.comparison.redline import redline
from handbook.word.package.package import pack

DAY = "2026-11-23T00:00:00Z"
HEAD = f'<w:document xmlns:w="{W[1:-1]}"><w:body>'
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)
WORDS = ("wij", "bellen", "u", "binnen", "5", "dagen,", "nooit", "eerder.")
STYLES = f'<w:styles xmlns:w="{W[1:-1]}"/>'


def p(text: str, look: str = "") -> str:
    run = f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'
    return f"<w:p>{run if text else ''}</w:p>"


def table(*rows: tuple[str, ...]) -> str:
    written = "".join(
        "<w:tr>" + "".join(f"<w:tc>{p(cell)}</w:tc>" for cell in row) + "</w:tr>" for row in rows
    )
    return f"<w:tbl><w:tblPr/>{written}</w:tbl>"


def docx(*blocks: str) -> bytes:
    parts = {
        "[Content_Types].xml": TYPES,
        "word/document.xml": f"{HEAD}{''.join(blocks)}<w:sectPr/></w:body></w:document>",
        "word/styles.xml": STYLES,
        "word/_rels/document.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/'
        'package/2006/relationships"><Relationship Id="s" Target="styles.xml" Type="http://'
        'schemas.openxmlformats.org/officeDocument/2006/relationships/styles"/></Relationships>',
    }
    return pack({name: text.encode() for name, text in parts.items()})


def shown(old: bytes, new: bytes) -> str:
    """Return the body of the redline as XML."""
    with zipfile.ZipFile(io.BytesIO(redline(old, new, author="Ons", date=DAY))) as archive:
        return archive.read("word/document.xml").decode()


words = st.lists(st.sampled_from(WORDS), max_size=7)
texts = words.map(" ".join)
