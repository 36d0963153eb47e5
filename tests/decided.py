"""What Word shows of a file once every tracked change in it is accepted, or rejected."""

import io
import zipfile

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SAID = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}noBreakHyphen": "‑", f"{W}softHyphen": "\u00ad"}


def decided(data: bytes, *, accept: bool, part: str = "word/document.xml") -> list[str]:
    """Return the texts of the paragraphs that are not empty, in order."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        root = etree.fromstring(archive.read(part))
    gone = f"{W}del" if accept else f"{W}ins"
    for contents in [*root.iter(f"{W}sdt")]:
        if (
            gallery := contents.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
        ) is not None and gallery.get(f"{W}val") == "Table of Contents":
            contents.getparent().remove(contents)
    for row in [*root.iter(f"{W}tr")]:
        if row.find(f"{W}trPr/{gone}") is not None:
            row.getparent().remove(row)
    found, text = [], ""
    for paragraph in root.iter(f"{W}p"):
        text += "".join(_texts(paragraph, gone))
        if paragraph.find(f"{W}pPr/{W}rPr/{gone}") is None or not _followed(paragraph):
            found.append(text)
            text = ""
    return [each for each in found if each]


def _followed(paragraph: etree._Element) -> bool:
    following = paragraph.getnext()
    while following is not None and following.tag != f"{W}p":
        if following.tag in (f"{W}tbl", f"{W}sdt"):
            return False
        following = following.getnext()
    return following is not None


def _texts(paragraph: etree._Element, gone: str) -> list[str]:
    out = []
    field = 0
    counted = False
    for each in paragraph.iter():
        above = [one.tag for one in each.iterancestors()]
        if (
            next(one for one in [each, *each.iterancestors()] if one.tag == f"{W}p")
            is not paragraph
        ):
            continue
        if each.tag == f"{W}fldChar":
            field += {"begin": 1, "end": -1}.get(each.get(f"{W}fldCharType"), 0)
            counted = counted and field > 0
        if each.tag == f"{W}instrText" and "PAGE" in (each.text or ""):
            counted = True
        if gone in above or counted or f"{W}r" not in above:
            continue
        if each.tag in (f"{W}t", f"{W}delText"):
            out.append(each.text or "")
        elif each.get(f"{W}type") != "page":
            out.append(SAID.get(each.tag, ""))
    return out
