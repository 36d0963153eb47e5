"""Small templates and jobs, made in the tests: the parts of a .docx and one of each record."""

from collections.abc import Mapping
from datetime import date

from handbook.model.documents.build import RenderJob
from handbook.model.documents.document import (
    Body,
    ChapterText,
    Document,
    FieldText,
    FormBody,
    HandbookBody,
    LimitText,
    Organisation,
    PairText,
    Passage,
    ProcedureBody,
    SectionText,
    StepText,
    Text,
)
from handbook.model.documents.document_control import Control
from handbook.model.sources.content import Run
from handbook.model.sources.profile import HouseStyle
from handbook.word.package.markup import HEADER, NAMESPACES, OFFICE, RELATIONSHIPS, parse, qualified
from handbook.word.package.package import pack, read

DECLARED = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in NAMESPACES.items())
_WML = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_PARAGRAPH_STYLES = (
    *("Normal", "heading 1", "heading 2", "heading 3", "heading 4", "Kop zonder nummer"),
    *("Bijlagekop", "Title", "Subtitle", "Bovenregel", "Inleiding", "List Bullet", "List Bullet 2"),
    *("List Number", "List Number 2", "Tabeltekst", "Tabelkop", "Tabelopsomming", "Stapnummer"),
    *("Tabelafstand", "Kader tip", "Kader let op", "Kader norm", "Kader voorstel", "caption"),
    *("toc 1", "toc 2", "TOC Heading", "header", "footer"),
)
_CHARACTER_STYLES = (
    *("Hyperlink", "Strong", "Emphasis", "Open veld", "Te controleren", "Placeholder Text"),
    "Kaderlabel",
)
_NUMBERED = {
    "heading 1": (1, 0),
    "heading 2": (1, 1),
    "heading 3": (1, 2),
    "List Bullet": (2, 0),
    "List Bullet 2": (2, 1),
    "List Number": (3, 0),
    "List Number 2": (3, 1),
    "Stapnummer": (4, 0),
    "Bijlagekop": (5, 0),
}


def identity(name: str) -> str:
    """The style id, as Dutch Word might have renamed it: not to be guessed from the name."""
    return "s" + "".join(each for each in name.title() if each.isalnum())


def styles() -> str:
    lines = []
    for name in _PARAGRAPH_STYLES:
        number = _NUMBERED.get(name)
        listed = (
            f'<w:pPr><w:numPr><w:ilvl w:val="{number[1]}"/><w:numId w:val="{number[0]}"/>'
            "</w:numPr></w:pPr>"
            if number
            else ""
        )
        default = ' w:default="1"' if name == "Normal" else ""
        lines.append(
            f'<w:style w:type="paragraph"{default} w:styleId="{identity(name)}">'
            f'<w:name w:val="{name}"/>{listed}<w:rPr><w:color w:val="000000"'
            ' w:themeColor="text2"/><w:sz w:val="20"/></w:rPr></w:style>'
        )
    for kind, names in (
        ("character", _CHARACTER_STYLES),
        ("table", ("Tabel handboek", "Tabel gegevens")),
    ):
        lines += [
            f'<w:style w:type="{kind}" w:styleId="{identity(name)}"><w:name w:val="{name}"/>'
            "</w:style>"
            for name in names
        ]
    language = (
        '<w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val="nl-NL"/></w:rPr></w:rPrDefault>'
        "</w:docDefaults>"
    )
    return f"{HEADER}<w:styles {DECLARED}>{language}{''.join(lines)}</w:styles>"


def numbering() -> str:
    def level(number: int, kind: str, pattern: str) -> str:
        return (
            f'<w:lvl w:ilvl="{number}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>'
            f'<w:lvlText w:val="{pattern}"/></w:lvl>'
        )

    levels = (
        level(0, "decimal", "%1") + level(1, "decimal", "%1.%2") + level(2, "decimal", "%1.%2.%3"),
        level(0, "bullet", "•") + level(1, "bullet", "–"),
        level(0, "decimal", "%1.") + level(1, "lowerLetter", "%2."),
        level(0, "decimal", "%1"),
        level(0, "upperLetter", "Bijlage %1"),
    )
    abstracts = "".join(
        f'<w:abstractNum w:abstractNumId="{number}">{each}</w:abstractNum>'
        for number, each in enumerate(levels, start=10)
    )
    lists = "".join(
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="{number + 9}"/></w:num>'
        for number in range(1, 6)
    )
    return f"{HEADER}<w:numbering {DECLARED}>{abstracts}{lists}</w:numbering>"


def theme() -> str:
    slots = "dk1 lt1 dk2 lt2 accent1 accent2 accent3 accent4 accent5 accent6 hlink folHlink"
    colours = "".join(f'<a:{each}><a:srgbClr val="123456"/></a:{each}>' for each in slots.split())
    fonts = "".join(
        f'<a:{each}><a:latin typeface="Calibri"/></a:{each}>' for each in ("majorFont", "minorFont")
    )
    return (
        f'{HEADER}<a:theme xmlns:a="{NAMESPACES["a"]}" name="t"><a:themeElements>'
        f'<a:clrScheme name="t">{colours}</a:clrScheme><a:fontScheme name="t">{fonts}'
        "</a:fontScheme></a:themeElements></a:theme>"
    )


SECTION = (
    '<w:sectPr><w:headerReference w:type="default" r:id="rIdH"/><w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="1440" w:right="1440" w:bottom="1440" w:left="1440" w:header="700"'
    ' w:footer="700" w:gutter="0"/></w:sectPr>'
)


def p(text: str, style: str = "", look: str = "") -> str:
    """A paragraph of one run."""
    properties = f'<w:pPr><w:pStyle w:val="{identity(style)}"/></w:pPr>' if style else ""
    look = f"<w:rPr>{look}</w:rPr>" if look else ""
    return f'<w:p>{properties}<w:r>{look}<w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def table(*rows: tuple[str, ...], widths: tuple[int, ...] = (4513, 4513), style: str = "") -> str:
    """A fixed table; a cell is text, put in a paragraph of Tabeltekst, or whole paragraphs."""
    cells = [
        [each if each.startswith("<w:p>") else p(each, style or "Tabeltekst") for each in row]
        for row in rows
    ]
    lines = "".join(
        "<w:tr>"
        + "".join(
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{cell}</w:tc>'
            for cell, width in zip(row, widths, strict=False)
        )
        + "</w:tr>"
        for row in cells
    )
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{identity("Tabel handboek")}"/>'
        f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        '<w:tblLook w:val="0420" w:firstRow="1"/></w:tblPr><w:tblGrid>'
        + "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        + f"</w:tblGrid>{lines}</w:tbl>"
    )


def parts(body: str, header: str = "", extra: Mapping[str, str] = {}) -> dict[str, bytes]:
    """The parts of a template with this body and header."""
    texts = {
        "[Content_Types].xml": (
            f'{HEADER}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
            'relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{_WML}.document.main+xml"/>'
            f'<Override PartName="/word/styles.xml" ContentType="{_WML}.styles+xml"/>'
            f'<Override PartName="/word/numbering.xml" ContentType="{_WML}.numbering+xml"/>'
            f'<Override PartName="/word/header1.xml" ContentType="{_WML}.header+xml"/>'
            f'<Override PartName="/word/footnotes.xml" ContentType="{_WML}.footnotes+xml"/>'
            '<Override PartName="/word/theme/theme1.xml" ContentType="application/vnd.'
            'openxmlformats-officedocument.theme+xml"/></Types>'
        ),
        "_rels/.rels": (
            f'{HEADER}<Relationships xmlns="{RELATIONSHIPS}"><Relationship Id="rId1"'
            f' Type="{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>'
        ),
        "word/document.xml": (
            f"{HEADER}<w:document {DECLARED}><w:body>{body}{SECTION}</w:body></w:document>"
        ),
        "word/_rels/document.xml.rels": (
            f'{HEADER}<Relationships xmlns="{RELATIONSHIPS}">'
            f'<Relationship Id="rIdS" Type="{OFFICE}/styles" Target="styles.xml"/>'
            f'<Relationship Id="rIdN" Type="{OFFICE}/numbering" Target="numbering.xml"/>'
            f'<Relationship Id="rIdT" Type="{OFFICE}/theme" Target="theme/theme1.xml"/>'
            f'<Relationship Id="rIdH" Type="{OFFICE}/header" Target="header1.xml"/>'
            + (
                f'<Relationship Id="rIdF" Type="{OFFICE}/footnotes" Target="footnotes.xml"/>'
                if "word/footnotes.xml" in extra
                else ""
            )
            + "</Relationships>"
        ),
        "word/header1.xml": f"{HEADER}<w:hdr {DECLARED}>{header or p('')}</w:hdr>",
        "word/styles.xml": styles(),
        "word/numbering.xml": numbering(),
        "word/theme/theme1.xml": theme(),
        **extra,
    }
    return {name: text.encode() for name, text in texts.items()}


def template(body: str, header: str = "", extra: Mapping[str, str] = {}) -> bytes:
    return pack(parts(body, header, extra))


def text(words: str, source: str = "") -> Text:
    return Text(source=source or f"bron.{words}", runs=(Run(text=words),))


def procedure(**changes: object) -> ProcedureBody:
    """A procedure of one of each."""
    values: dict[str, object] = {
        "purpose": text("Iedereen krijgt snel antwoord."),
        "use": text("Alle aanmeldingen."),
        "owner": "teamleider",
        "people": "medewerker",
        "group": "primair proces",
        "limits": (
            LimitText(
                what=text("Eerste reactie"),
                limit=text("1 werkdag"),
                nature="eigen",
                basis=text("eigen keuze"),
            ),
        ),
        "steps": (
            StepText(who=text("medewerker"), what=text("luistert"), record=text("dossier")),
            StepText(who=text("teamleider"), what=text("beslist"), record=text("besluit")),
        ),
        "particulars": (),
        "answers": (),
        "risks": (PairText(label=text("te laat"), value=text("wekelijks kijken")),),
        "indicators": (),
        "forms": (text("Aanmeldformulier"),),
        "related": (),
        "grounds": (text("Wmo 2015"),),
    }
    return ProcedureBody(**(values | changes))  # type: ignore[arg-type]


def handbook(*chapters: tuple[str, Passage, tuple[tuple[str, int], ...]]) -> HandbookBody:
    """A handbook of chapters: title, passage, and the sections with their level."""
    return HandbookBody(
        chapters=tuple(
            ChapterText(
                title=text(title),
                body=passage,
                appendix=title.startswith("Bijlage"),
                sections=tuple(
                    SectionText(title=text(name), level=level, body=Passage(source=name, blocks=()))
                    for name, level in sections
                ),
            )
            for title, passage, sections in chapters
        )
    )


def form(*fields: FieldText) -> FormBody:
    return FormBody(
        purpose=text("Vastleggen."),
        retention=text("2 jaar"),
        is_register=False,
        fields=fields,
        used_in=(),
    )


def job(body: Body, data: bytes, **changes: object) -> RenderJob:
    """A render job of the document PP-01 of De Linde."""
    kinds = {
        "ProcedureBody": "procedure",
        "HandbookBody": "handboek",
        "FormBody": "formulier",
        "QuestionnaireBody": "vragenlijst",
    }
    document: dict[str, object] = {
        "item": "PP-01",
        "kind": kinds[type(body).__name__],
        "code": "PP-01",
        "title": "Aanmelding",
        "subtitle": "Van eerste vraag tot besluit",
        "owner": "teamleider",
        "body": body,
        "links": {"OR-13": "OR-13.docx", "PP-01": "PP-01.docx"},
    }
    for name in list(changes):
        if name in ("item", "title", "subtitle", "code", "owner", "links"):
            document[name] = changes.pop(name)
    values: dict[str, object] = {
        "document": Document(**document),  # type: ignore[arg-type]
        "control": Control(
            version="0.1",
            status="concept",
            written=date(2026, 11, 23),
            review=date(2028, 11, 23),
            owner="teamleider",
            approver="bestuurder",
        ),
        "organisation": Organisation(
            id="linde",
            name="Stichting De Linde",
            short_name="De Linde",
            legal_form="stichting",
            chamber_number="01234567",
            website="https://delinde.example",
            norm="HKZ",
        ),
        "style": HouseStyle(),
        "template": data,
        "template_name": "templates/procedure.docx",
        "logo": b"",
    }
    return RenderJob(**(values | changes))  # type: ignore[arg-type]


def document_of(data: bytes) -> str:
    """The document part, as text."""
    return read(data)["word/document.xml"].decode()


def lines(data: bytes, part: str = "word/document.xml") -> list[str]:
    """What a reader sees, a paragraph a line; a tab is a tab and a line break a newline."""
    seen = []
    for paragraph in parse(read(data)[part]).iter(qualified("w:p")):
        pieces = []
        for run in paragraph.iter(qualified("w:r")):
            for each in run:
                name = each.tag.rpartition("}")[2]
                pieces.append({"t": each.text or "", "br": "\n", "tab": "\t"}.get(name, ""))
        seen.append("".join(pieces))
    return seen
