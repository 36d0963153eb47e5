"""What a template's looks are made of: sizes, colours of the theme, and a style as a record."""

from dataclasses import dataclass

# The accent is as light as graphics may be, 3 to 1 on white; text in it must be darker: 4.5 to 1.
DARKER = "BF"
# Twips, 1/20 point. The text of an A4 page in portrait is 161 mm wide.
TEXT_WIDTH = 9128
HANG = 964  # headings have their numbers in the left margin; room for 4.1.12 in a wide font
HEADINGS = 4
MAJOR = (
    '<w:rFonts w:asciiTheme="majorHAnsi" w:eastAsiaTheme="majorEastAsia"'
    ' w:hAnsiTheme="majorHAnsi" w:cstheme="majorBidi"/>'
)
MINOR = MAJOR.replace("major", "minor")
BOLD = "<w:b/><w:bCs/>"
KEEP = "<w:keepNext/><w:keepLines/>"


@dataclass(frozen=True, slots=True, kw_only=True)
class Design:
    """What one kind of template does in its own way.

    `numbered` headings count 1, 1.1, 1.1.1 and `chapters` begin on a new page; `cover` gives
    the title its place and colour on the band. `width` is that of the text, in twips.
    """

    numbered: bool = False
    chapters: bool = False
    cover: bool = False
    width: int = TEXT_WIDTH


def colour(theme: str, tint: str = "", darker: str = "") -> str:
    """Return the colour of text by its name in the theme; `dress` writes the cached value."""
    changed = _tinted("themeTint", tint) + _tinted("themeShade", darker)
    return f'<w:color w:val="000000" w:themeColor="{theme}"{changed}/>'


def shade(theme: str, tint: str = "") -> str:
    """Return the ground behind a text or cell."""
    tinted = _tinted("themeFillTint", tint)
    return f'<w:shd w:val="clear" w:color="auto" w:fill="FFFFFF" w:themeFill="{theme}"{tinted}/>'


def line(side: str, width: int, theme: str, tint: str = "", space: int = 0) -> str:
    """Return one line of a border; `width` in 1/8 point, `space` to the text in points."""
    return (
        f'<w:{side} w:val="single" w:sz="{width}" w:space="{space}" w:color="000000"'
        f' w:themeColor="{theme}"{_tinted("themeTint", tint)}/>'
    )


def _tinted(name: str, tint: str) -> str:
    return f' w:{name}="{tint}"' if tint else ""


def size(half_points: int) -> str:
    """Return a size of letter, in half points as Word counts."""
    return f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'


def spacing(before: int, after: int, height: int = 0, rule: str = "auto") -> str:
    """Return the room above and below a paragraph in twips; `height` 240 is one line."""
    lines = f' w:line="{height}" w:lineRule="{rule}"' if height else ""
    return f'<w:spacing w:before="{before}" w:after="{after}"{lines}/>'


def indent(left: int, hanging: int = 0, right: int = 0) -> str:
    """Return the indents of a paragraph in twips."""
    return f'<w:ind w:left="{left}" w:right="{right}" w:hanging="{hanging}"/>'


def listed(number: int, level: int = 0) -> str:
    """Return the list that a style brings along."""
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """A paragraph style: `lines` are its w:pPr and `letters` its w:rPr, in Word's order.

    A style of our own, not one that Word knows by itself, is `custom`; `quick` shows it in
    Word's gallery, in order of `rank`.
    """

    id: str
    name: str
    based: str = "Normal"
    following: str = ""
    lines: str = ""
    letters: str = ""
    custom: bool = True
    quick: bool = True
    rank: int = 50

    def __str__(self) -> str:
        custom = ' w:customStyle="1"' if self.custom else ""
        following = f'<w:next w:val="{self.following}"/>' if self.following else ""
        return (
            f'<w:style w:type="paragraph"{custom} w:styleId="{self.id}">'
            f'<w:name w:val="{self.name}"/><w:basedOn w:val="{self.based}"/>{following}'
            f'<w:uiPriority w:val="{self.rank}"/>{"<w:qFormat/>" if self.quick else ""}'
            f"{f'<w:pPr>{self.lines}</w:pPr>' if self.lines else ''}"
            f"{f'<w:rPr>{self.letters}</w:rPr>' if self.letters else ''}</w:style>"
        )
