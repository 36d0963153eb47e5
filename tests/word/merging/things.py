"""What she does beside typing: comments, notes, pictures, boxes, sums, headings, columns, marks."""

import copy
import random
import re
from typing import Any, Protocol

from handbook.word.package.markup import (
    HEADER,
    OFFICE,
    Element,
    fragment,
    parse,
    qualified,
    serialise,
)

_WML = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_DOT = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360606060000000050001a5f64540"
    "0000000049454e44ae426082"
)
_ANCHORED = re.compile(r"word/(header|footer)\d*\.xml")


class OrganisationContext(Protocol):
    """Her file while she works in it (`fuzzing.Editor`)."""

    parts: dict[str, bytes]
    root: Element
    body: Element
    chance: random.Random
    touched: set[Element]
    number: int
    trace: Any

    def paragraphs(self) -> list[Element]: ...
    def any_paragraph(self) -> Element: ...
    def sentence(self) -> str: ...


def _put(context: OrganisationContext, markup: str, token: str) -> None:
    """Put `markup` behind the words of a paragraph."""
    paragraph = context.any_paragraph()
    paragraph.extend(fragment(markup))
    context.touched.add(paragraph)
    context.trace.tokens.append(token)


def highlight(context: OrganisationContext, token: str) -> None:
    look = '<w:rPr><w:highlight w:val="yellow"/></w:rPr>'
    _put(context, f'<w:r>{look}<w:t xml:space="preserve"> {token}</w:t></w:r>', token)


def box(context: OrganisationContext, token: str) -> None:
    inside = f"<w:p><w:r><w:t>In een vak {token}</w:t></w:r></w:p>"
    shape = f"<v:shape><v:textbox><w:txbxContent>{inside}</w:txbxContent></v:textbox></v:shape>"
    pict = f'<w:pict xmlns:v="urn:schemas-microsoft-com:vml">{shape}</w:pict>'
    _put(context, f"<w:r>{pict}</w:r>", token)


def sum_(context: OrganisationContext, token: str) -> None:
    space = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    _put(context, f"<m:oMath {space}><m:r><m:t>{token}</m:t></m:r></m:oMath>", token)


def strike(context: OrganisationContext, _: str) -> None:
    """Delete words with Word keeping track of it."""
    paragraph = context.any_paragraph()
    runs = [each for each in paragraph.findall(_RUN) if _is_plain(each)]
    if paragraph in context.touched or not runs:
        return
    mark = fragment(f'<w:del w:id="{7_000 + context.number}" w:author="Anja"/>')[0]
    runs[-1].addprevious(mark)
    mark.append(runs[-1])
    runs[-1].find(_T).tag = qualified("w:delText")
    context.touched.add(paragraph)


def _is_plain(run: Element) -> bool:
    return [each.tag for each in run if each.tag != qualified("w:rPr")] == [_T]


def empty(context: OrganisationContext, _: str) -> None:
    """Delete the words of a paragraph and leave its line."""
    paragraph = context.chance.choice(context.paragraphs())
    runs = paragraph.findall(_RUN)
    if paragraph in context.touched or not all(_is_plain(each) for each in runs):
        return
    context.trace.deleted.append("".join(paragraph.itertext(_T)))
    for each in runs:
        paragraph.remove(each)
    context.touched.add(paragraph)


def heading(context: OrganisationContext, token: str) -> None:
    styles = parse(context.parts["word/styles.xml"])
    names = {
        each.find(_NAME).get(_VAL).lower(): each.get(_STYLE_ID) for each in styles.iter(_STYLE)
    }
    beside = context.chance.choice(context.paragraphs())
    look = f'<w:pPr><w:pStyle w:val="{names["heading 2"]}"/></w:pPr>'
    [made] = fragment(f"<w:p>{look}<w:r><w:t>Ons {context.sentence()} {token}</w:t></w:r></w:p>")
    beside.addnext(made)
    context.touched.add(made)
    context.trace.tokens.append(token)


def repeat(context: OrganisationContext, token: str) -> None:
    """Paste a sentence once more somewhere else, as it is or with a word to it."""
    one, other = (context.chance.choice(context.paragraphs()) for _ in range(2))
    said = "".join(each.text or "" for each in one.iter(_T))
    if re.search(r"[us]\d+x", said):
        return
    more = f" {token}" if context.chance.random() < 0.5 else ""
    [made] = fragment(
        f'<w:p><w:r><w:t xml:space="preserve">{_escaped(said)}{more}</w:t></w:r></w:p>'
    )
    other.addnext(made)
    context.touched.add(made)
    context.trace.tokens += [token] if more else []


def column(context: OrganisationContext, token: str) -> None:
    tables = [each for each in context.body.iterfind(_TABLE) if each.find(f".//{_SPAN}") is None]
    if not tables:
        return
    table = context.chance.choice(tables)
    grid = table.find(_GRID)
    grid.append(copy.deepcopy(grid[-1]))
    for at, row in enumerate(table.iterfind(_ROW)):
        said = f"Kolom {token}" if not at else ""
        row.append(fragment(f"<w:tc><w:p><w:r><w:t>{said}</w:t></w:r></w:p></w:tc>")[0])
    context.trace.tokens.append(token)


def top(context: OrganisationContext, token: str) -> None:
    """Type in a header or footer."""
    names = [name for name in sorted(context.parts) if _ANCHORED.fullmatch(name)]
    for name in context.chance.sample(names, len(names)):
        root = parse(context.parts[name])
        texts = [each for each in root.iterfind(f"{_P}/{_RUN}/{_T}") if (each.text or "").strip()]
        texts = [e for e in texts if next(e.iterancestors(_P)).find(f".//{_FIELD}") is None]
        if texts:
            context.chance.choice(texts).text += f" {token}"
            context.parts[name] = serialise(root)
            context.trace.tokens.append(token)
            return


def remark(context: OrganisationContext, token: str) -> None:
    root = part_of(context, "comments", "")
    number = _free(root)
    text = f"<w:p><w:r><w:t>Klopt dit? {token}</w:t></w:r></w:p>"
    root.append(fragment(f'<w:comment w:id="{number}" w:author="Anja">{text}</w:comment>')[0])
    context.parts["word/comments.xml"] = serialise(root)
    _put(context, f'<w:r><w:commentReference w:id="{number}"/></w:r>', token)


def note(context: OrganisationContext, token: str) -> None:
    marks = "".join(
        f'<w:footnote w:type="{kind}" w:id="{at}"><w:p><w:r><w:{kind}/></w:r></w:p></w:footnote>'
        for at, kind in ((-1, "separator"), (0, "continuationSeparator"))
    )
    root = part_of(context, "footnotes", marks)
    number = _free(root)
    text = f"<w:p><w:r><w:footnoteRef/></w:r><w:r><w:t>Zie ook {token}</w:t></w:r></w:p>"
    root.append(fragment(f'<w:footnote w:id="{number}">{text}</w:footnote>')[0])
    context.parts["word/footnotes.xml"] = serialise(root)
    _put(context, f'<w:r><w:footnoteReference w:id="{number}"/></w:r>', token)


def picture(context: OrganisationContext, token: str) -> None:
    context.parts[f"word/media/{token}.png"] = _DOT
    types = context.parts["[Content_Types].xml"]
    if b'Extension="png"' not in types:
        at = types.index(b"<Override")
        kind = b'<Default Extension="png" ContentType="image/png"/>'
        context.parts["[Content_Types].xml"] = types[:at] + kind + types[at:]
    _arrow(context, f"rIdP{token}", "image", f"media/{token}.png")
    number = 800_000 + context.number
    shown = (
        '<pic:pic><pic:nvPicPr><pic:cNvPr id="0" name="x"/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="rIdP{token}"/><a:stretch><a:fillRect/></a:stretch>'
        '</pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="9525" cy="9525"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
    )
    spaces = (
        'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
        ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    )
    uri = "http://schemas.openxmlformats.org/drawingml/2006/picture"
    _put(
        context,
        f'<w:r><w:drawing><wp:inline {spaces}><wp:extent cx="9525" cy="9525"/>'
        f'<wp:docPr id="{number}" name="Afbeelding {number}" descr="foto {token}"/>'
        f'<a:graphic><a:graphicData uri="{uri}">{shown}</a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></w:r>",
        token,
    )


def part_of(context: OrganisationContext, kind: str, first: str) -> Element:
    """Return the root of her comments or notes; a part is added to a file without."""
    name = f"word/{kind}.xml"
    if name not in context.parts:
        space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
        made = f'{HEADER}<w:{kind} xmlns:w="{space}">{first}</w:{kind}>'
        context.parts[name] = made.encode()
        override = f'<Override PartName="/{name}" ContentType="{_WML}.{kind}+xml"/></Types>'
        types = context.parts["[Content_Types].xml"]
        context.parts["[Content_Types].xml"] = types.replace(b"</Types>", override.encode())
        _arrow(context, f"rId{kind}", kind, f"{kind}.xml")
    return parse(context.parts[name])


def _arrow(context: OrganisationContext, identity: str, kind: str, target: str) -> None:
    name = "word/_rels/document.xml.rels"
    relationship = f'<Relationship Id="{identity}" Type="{OFFICE}/{kind}" Target="{target}"/>'
    end = "</Relationships>"
    context.parts[name] = context.parts[name].replace(end.encode(), f"{relationship}{end}".encode())


def _free(root: Element) -> int:
    return max([0, *(int(each.get(_ID)) for each in root)]) + 1


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")


_P, _RUN, _T, _TABLE, _ROW, _GRID, _SPAN, _FIELD, _STYLE, _STYLE_ID, _NAME, _VAL, _ID = (
    qualified(f"w:{n}")
    for n in (
        *("p", "r", "t", "tbl", "tr", "tblGrid", "gridSpan", "fldChar", "style", "styleId"),
        *("name", "val", "id"),
    )
)
