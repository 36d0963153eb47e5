"""What a template has besides its text and styles: lists, theme, settings, and how parts join."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from handbook.word.package.markup import HEADER, OFFICE, RELATIONSHIPS
from tools.templates_design import HANG, colour, indent
from tools.templates_markup import part

# Placeholders with the twelve names; `dress` puts a house style in their place.
THEME: Mapping[str, str] = {
    "dk1": "1F2933",
    "lt1": "FFFFFF",
    "dk2": "1F3A5F",
    "lt2": "F3F5F8",
    "accent1": "2B6CB0",
    "accent2": "C05621",
    "accent3": "4A7C59",
    "accent4": "8A6D3B",
    "accent5": "6B4C9A",
    "accent6": "52606D",
    "hlink": "2B6CB1",
    "folHlink": "6B4C9B",
}
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_PACKAGE = "application/vnd.openxmlformats-package."
_OFFICE_TYPE = "application/vnd.openxmlformats-officedocument."
_ARIAL = '<w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:cs="Arial" w:hint="default"/>'


@dataclass(frozen=True, slots=True, kw_only=True)
class _Level:
    """A level of a list: how it counts, its pattern (%1 is the number), its style and look."""

    form: str
    pattern: str
    lines: str = ""
    letters: str = ""
    style: str = ""
    after: str = ""

    def xml(self, number: int) -> str:
        """Return the level as number `number`, from 0."""
        style = f'<w:pStyle w:val="{self.style}"/>' if self.style else ""
        after = f'<w:suff w:val="{self.after}"/>' if self.after else ""
        lines = f"<w:pPr>{self.lines}</w:pPr>" if self.lines else ""
        letters = f"<w:rPr>{self.letters}</w:rPr>" if self.letters else ""
        return (
            f'<w:lvl w:ilvl="{number}"><w:start w:val="1"/><w:numFmt w:val="{self.form}"/>{style}'
            f'{after}<w:lvlText w:val="{self.pattern}"/><w:lvlJc w:val="left"/>{lines}{letters}'
            "</w:lvl>"
        )


def numbering(*, headings: bool) -> bytes:
    """Return the lists: headings, bullets, numbers, steps, bullets in tables, appendices.

    They are number 1 to 6 in that order; the styles name them so.

    Args:
        headings: whether heading 1-3 print their numbers.
    """
    lists = (
        _headings() if headings else (_Level(form="none", pattern="", after="nothing"),),
        tuple(_bullet(*each) for each in (("•", 397, "ListBullet"), ("–", 794, "ListBullet2"))),
        (
            _counted("decimal", "%1.", 397, "ListNumber"),
            _counted("lowerLetter", "%2.", 397, "ListNumber2", left=794),
        ),
        (_Level(form="decimal", pattern="%1", style="Stapnummer", after="nothing"),),
        (_bullet("•", 227, "Tabelopsomming"),),
        (
            _counted("upperLetter", "Bijlage %1", 1871, "Bijlagekop"),
            _counted("decimal", "%1.%2", HANG, "Bijlagekop2", left=0),
            _counted("decimal", "%1.%2.%3", HANG, "Bijlagekop3", left=0),
        ),
    )
    definitions = "".join(_definition(number, levels) for number, levels in enumerate(lists))
    numbers = "".join(
        f'<w:num w:numId="{number + 1}"><w:abstractNumId w:val="{number}"/></w:num>'
        for number in range(len(lists))
    )
    return part("numbering", definitions + numbers)


def _definition(number: int, levels: Sequence[_Level]) -> str:
    several = "multilevel" if len(levels) > 1 else "singleLevel"
    inner = "".join(level.xml(place) for place, level in enumerate(levels))
    return (
        f'<w:abstractNum w:abstractNumId="{number}"><w:nsid w:val="4B48000{number + 1}"/>'
        f'<w:multiLevelType w:val="{several}"/><w:tmpl w:val="4B48000{number + 1}"/>{inner}'
        "</w:abstractNum>"
    )


def _headings() -> tuple[_Level, ...]:
    patterns = ("%1", "%1.%2", "%1.%2.%3")
    return tuple(
        _counted("decimal", pattern, HANG, f"Heading{number}", left=0)
        for number, pattern in enumerate(patterns, start=1)
    )


def _counted(
    form: str, pattern: str, hanging: int, style: str, *, left: int | None = None
) -> _Level:
    lines = indent(hanging if left is None else left, hanging)
    return _Level(form=form, pattern=pattern, lines=lines, letters=colour("accent1"), style=style)


def _bullet(sign: str, left: int, style: str) -> _Level:
    lines = indent(left, min(left, 397))
    letters = _ARIAL + colour("accent1")
    return _Level(form="bullet", pattern=sign, lines=lines, letters=letters, style=style)


def theme() -> bytes:
    """Return the theme: twelve colours, two fonts, and the plain formats that Word wants."""
    colours = "".join(
        f'<a:{name}><a:srgbClr val="{value}"/></a:{name}>' for name, value in THEME.items()
    )
    fonts = "".join(
        f'<a:{name}><a:latin typeface="Calibri"/><a:ea typeface=""/><a:cs typeface=""/></a:{name}>'
        for name in ("majorFont", "minorFont")
    )
    fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    lines = "".join(
        f'<a:ln w="{width}" cap="flat" cmpd="sng" algn="ctr">{fill}<a:prstDash val="solid"/></a:ln>'
        for width in (6350, 12700, 19050)
    )
    effects = "<a:effectStyle><a:effectLst/></a:effectStyle>" * 3
    return (
        f'{HEADER}<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
        f' name="Huisstijl"><a:themeElements><a:clrScheme name="Huisstijl">{colours}</a:clrScheme>'
        f'<a:fontScheme name="Huisstijl">{fonts}</a:fontScheme><a:fmtScheme name="Huisstijl">'
        f"<a:fillStyleLst>{fill * 3}</a:fillStyleLst><a:lnStyleLst>{lines}</a:lnStyleLst>"
        f"<a:effectStyleLst>{effects}</a:effectStyleLst><a:bgFillStyleLst>{fill * 3}"
        "</a:bgFillStyleLst></a:fmtScheme></a:themeElements><a:objectDefaults/>"
        "<a:extraClrSchemeLst/></a:theme>"
    ).encode()


def settings() -> bytes:
    """Return the settings: Dutch, hyphenation on, and the layout rules of Word 2013 and later.

    No `updateFields`: Word then asks a question at every opening.
    """
    uri = "http://schemas.microsoft.com/office/word"
    rules = {
        "compatibilityMode": 15,
        "overrideTableStyleFontSizeAndJustification": 1,
        "enableOpenTypeFeatures": 1,
        "doNotFlipMirrorIndents": 1,
        "differentiateMultirowTableHeaders": 1,
    }
    compatible = "".join(
        f'<w:compatSetting w:name="{name}" w:uri="{uri}" w:val="{value}"/>'
        for name, value in rules.items()
    )
    slots = {"bg1": "light1", "t1": "dark1", "bg2": "light2", "t2": "dark2"}
    slots |= {name: name for name in (f"accent{number}" for number in range(1, 7))}
    slots |= {"hyperlink": "hyperlink", "followedHyperlink": "followedHyperlink"}
    mapping = " ".join(f'w:{slot}="{name}"' for slot, name in slots.items())
    return part(
        "settings",
        '<w:zoom w:percent="100"/><w:defaultTabStop w:val="567"/><w:autoHyphenation/>'
        '<w:consecutiveHyphenLimit w:val="2"/><w:hyphenationZone w:val="284"/>'
        '<w:doNotHyphenateCaps/><w:characterSpacingControl w:val="doNotCompress"/>'
        f'<w:compat>{compatible}</w:compat><w:themeFontLang w:val="nl-NL"/>'
        f'<w:clrSchemeMapping {mapping}/><w:decimalSymbol w:val=","/><w:listSeparator w:val=";"/>',
    )


def font_table() -> bytes:
    """Return the fonts that every template names."""
    fonts = "".join(
        f'<w:font w:name="{name}"><w:charset w:val="00"/><w:family w:val="swiss"/>'
        '<w:pitch w:val="variable"/></w:font>'
        for name in ("Arial", "Calibri")
    )
    return part("fonts", fonts)


def joined(parts: Mapping[str, bytes], title: str) -> dict[str, bytes]:
    """Return `parts` of a document with their relationships, content types and properties."""
    result = dict(parts)
    word = sorted(name for name in parts if name != "word/document.xml")
    result["word/_rels/document.xml.rels"] = _relations(
        (arrow_id(name), f"{OFFICE}/{_kind(name)}", name.removeprefix("word/")) for name in word
    )
    result["docProps/core.xml"] = _core(title)
    result["docProps/app.xml"] = (
        f'{HEADER}<Properties xmlns="{OFFICE.replace("relationships", "extended-properties")}">'
        "<Application>handbook</Application></Properties>"
    ).encode()
    core = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
    result["_rels/.rels"] = _relations(
        (
            ("rId1", f"{OFFICE}/officeDocument", "word/document.xml"),
            ("rId2", core, "docProps/core.xml"),
            ("rId3", f"{OFFICE}/extended-properties", "docProps/app.xml"),
        )
    )
    result["[Content_Types].xml"] = _types(("word/document.xml", *word))
    return result


def arrow_id(name: str) -> str:
    """Return the id of the relationship of the document to the part `name`."""
    return f"rId_{name.rpartition('/')[2].removesuffix('.xml')}"


def _kind(name: str) -> str:
    return name.rpartition("/")[2].removesuffix(".xml").rstrip("0123456789")


def _relations(arrows: Iterable[tuple[str, str, str]]) -> bytes:
    lines = "".join(
        f'<Relationship Id="{key}" Type="{kind}" Target="{target}"/>'
        for key, kind, target in arrows
    )
    return f'{HEADER}<Relationships xmlns="{RELATIONSHIPS}">{lines}</Relationships>'.encode()


def _types(word: Sequence[str]) -> bytes:
    kinds = {name: f"{_WORD}{_kind(name)}+xml" for name in word}
    kinds["word/document.xml"] = f"{_WORD}document.main+xml"
    kinds["word/theme/theme1.xml"] = f"{_OFFICE_TYPE}theme+xml"
    kinds["docProps/core.xml"] = f"{_PACKAGE}core-properties+xml"
    kinds["docProps/app.xml"] = f"{_OFFICE_TYPE}extended-properties+xml"
    lines = "".join(
        f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in kinds.items()
    )
    return (
        f'{HEADER}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'<Default Extension="rels" ContentType="{_PACKAGE}relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{lines}</Types>'
    ).encode()


def _core(title: str) -> bytes:
    return (
        f"{HEADER}<cp:coreProperties"
        ' xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{title}</dc:title><dc:language>nl-NL</dc:language></cp:coreProperties>"
    ).encode()
