"""Random edits of hers and random changes of the source, each with a word of its own to look for.

Tokens look like `u12x` (hers) and `s7x` (the source): whatever happens, they can be found.
"""

import copy
import random
from collections.abc import Callable
from dataclasses import dataclass, field

from word.merging import things

from handbook.word.package.markup import Element, fragment, parse, qualified, serialise
from handbook.word.package.package import pack, read

_LEXICON = (
    "zorg cliënt medewerker proces norm audit risico maatregel melding team locatie veiligheid"
    " kwaliteit register afspraak termijn eigenaar toets besluit dossier overleg plan evaluatie"
)
WORDS = _LEXICON.split()
_MAIN = "word/document.xml"


@dataclass
class Trace:
    """What was done: tokens that must be found, texts of paragraphs that were deleted."""

    tokens: list[str] = field(default_factory=list)
    deleted: list[str] = field(default_factory=list)


class Editor:
    """Changes the main document of a package at random, `times` times.

    `sign` begins every token. Her edits (`hers`) know more ways than those of the source: she
    moves, splits, tracks, highlights, comments and puts things in (`things`); the source writes
    whole blocks.
    """

    def __init__(
        self, data: bytes, chance: random.Random, sign: str, *, hers: bool, start: int = 0
    ) -> None:
        self.parts = read(data)
        self.root = parse(self.parts[_MAIN])
        self.body = self.root.find(qualified("w:body"))
        self.chance = chance
        self.sign = sign
        self.number = start
        self._hers = hers
        self.ways = _HERS if hers else _SOURCE
        self.touched: set[Element] = set()
        self.trace = Trace()

    def run(self, times: int) -> bytes:
        ways, odds = zip(*self.ways, strict=True)
        for _ in range(times):
            self.number += 1
            way = self.chance.choices(ways, odds)[0]
            way(self, f"{self.sign}{self.number}x")
        return pack({**self.parts, _MAIN: serialise(self.root)})

    def paragraphs(self) -> list[Element]:
        """The paragraphs of the body that say something, outside the contents page."""
        return [p for p in self.body.findall(_P) if _texts(p) and p.find(f".//{_SECTION}") is None]

    def any_paragraph(self) -> Element:
        cells = [p for p in self.body.iterfind(f"{_TABLE}/{_ROW}/{_CELL}/{_P}") if _texts(p)]
        return self.chance.choice(self.paragraphs() + cells)

    def sentence(self) -> str:
        return " ".join(self.chance.choice(WORDS) for _ in range(self.chance.randint(4, 12)))

    def word(self, token: str) -> None:
        """Replace or add a word; a word that carries a token stays."""

        def change(text: str) -> str:
            words = text.split(" ")
            at = self.chance.randrange(len(words))
            keep = self.sign in words[at] or self.chance.random() < 0.5
            words[at] = f"{words[at]} {token}" if keep else token
            return " ".join(words)

        self._say(self.any_paragraph(), change, token)

    def append(self, token: str) -> None:
        self._say(self.any_paragraph(), lambda text: f"{text} Aanvulling {token}.", token)

    def _say(self, paragraph: Element, change: Callable[[str], str], token: str) -> None:
        text = max(_texts(paragraph), key=lambda each: len(each.text))
        text.text = change(text.text)
        text.set(_SPACE, "preserve")
        self.touched.add(paragraph)
        self.trace.tokens.append(token)

    def rewrite(self, token: str) -> None:
        paragraph = self.any_paragraph()
        if paragraph in self.touched:
            return
        for each in list(paragraph):
            marks = each.tag in (_START, _END)
            if each.tag != _PPR and not marks:
                paragraph.remove(each)
        paragraph.extend(fragment(_run(f"{self.sentence()} {token}")))
        self.touched.add(paragraph)
        self.trace.tokens.append(token)

    def add(self, token: str) -> None:
        beside = self.chance.choice(self.paragraphs())
        mark = f'<w:bookmarkStart w:id="{90_000 + self.number}" w:name="_kh{token}"/>'
        end = f'<w:bookmarkEnd w:id="{90_000 + self.number}"/>'
        inside = ("" if self._hers else mark + end) + _run(f"{self.sentence()} {token}")
        [made] = fragment(f"<w:p>{inside}</w:p>")
        if beside.find(_PPR) is not None and self.chance.random() < 0.5:
            made.insert(0, copy.deepcopy(beside.find(_PPR)))
        beside.addnext(made)
        self.touched.add(made)
        self.trace.tokens.append(token)

    def delete(self, _: str) -> None:
        paragraph = self.chance.choice(self.paragraphs())
        if paragraph in self.touched or len(self.paragraphs()) < 6:
            return
        self.trace.deleted.append("".join(each.text for each in _texts(paragraph)))
        paragraph.getparent().remove(paragraph)

    def move(self, token: str) -> None:
        one, other = (self.chance.choice(self.paragraphs()) for _ in range(2))
        if one is not other:
            if self.chance.random() < 0.5:
                self._say(one, lambda text: f"{text} {token}", token)
            self.touched.add(one)
            other.addnext(one)

    def row(self, token: str) -> None:
        rows = [
            each
            for each in self.body.iterfind(f"{_TABLE}/{_ROW}")
            if each.getprevious().tag == _ROW
        ]
        if not rows:
            return
        row = self.chance.choice(rows)
        made = copy.deepcopy(row)
        for each in list(made.iter(_START, _END)):
            each.getparent().remove(each)
        for control in list(made.iter(qualified("w:sdt"))):
            control.getparent().remove(control)
        cells = [p for p in made.iter(_P) if _texts(p)]
        if not cells:
            return
        for each in cells:
            for text in _texts(each):
                text.text = ""
        _texts(cells[0], blank=True)[0].text = f"{self.sentence()} {token}"
        row.addnext(made)
        self.trace.tokens.append(token)

    def drop_row(self, _: str) -> None:
        tables = [each for each in self.body.iter(_TABLE) if len(each.findall(_ROW)) > 3]
        if not tables:
            return
        row = self.chance.choice(self.chance.choice(tables).findall(_ROW)[1:])
        said = "".join(row.itertext(_T))
        if f"{self.sign}" not in said and not any(p in self.touched for p in row.iter(_P)):
            row.getparent().remove(row)

    def italic(self, token: str) -> None:
        paragraph = self.chance.choice(self.paragraphs())
        text = max(_texts(paragraph), key=lambda each: len(each.text))
        run = text.getparent()
        if run.find(_RPR) is not None:
            return
        run.insert(0, fragment("<w:rPr><w:i/></w:rPr>")[0])
        self._say(paragraph, lambda said: f"{said} {token}", token)

    def link(self, token: str) -> None:
        name = "word/_rels/document.xml.rels"
        relationship = (
            f'<Relationship Id="rIdU{token}" Type="http://schemas.openxmlformats.org/officeDocument'
            f'/2006/relationships/hyperlink" Target="https://example.org/{token}"'
            ' TargetMode="External"/></Relationships>'
        )
        self.parts[name] = self.parts[name].replace(b"</Relationships>", relationship.encode())
        paragraph = self.chance.choice(self.paragraphs())
        paragraph.extend(
            fragment(f'<w:hyperlink r:id="rIdU{token}">{_run(" " + token)}</w:hyperlink>')
        )
        self.touched.add(paragraph)
        self.trace.tokens.append(token)

    def tracked(self, token: str) -> None:
        paragraph = self.chance.choice(self.paragraphs())
        mark = f'<w:ins w:id="{7_000 + self.number}" w:author="Anja">{_run(" " + token)}</w:ins>'
        paragraph.extend(fragment(mark))
        self.touched.add(paragraph)
        self.trace.tokens.append(token)

    def split(self, token: str) -> None:
        paragraph = self.chance.choice(self.paragraphs())
        runs = [r for r in paragraph.findall(_RUN) if len(r.findtext(_T) or "") > 12]
        if not runs:
            return
        run = runs[-1]
        text = run.find(_T)
        second = copy.deepcopy(run)
        at = len(text.text) // 2
        second.find(_T).text, text.text = f"{text.text[at:]} {token}", text.text[:at]
        for each in (text, second.find(_T)):
            each.set(_SPACE, "preserve")
        [made] = fragment("<w:p/>")
        if paragraph.find(_PPR) is not None:
            made.append(copy.deepcopy(paragraph.find(_PPR)))
        made.append(second)
        for each in [e for e in run.itersiblings() if e.tag not in (_START, _END)]:
            made.append(each)
        paragraph.addnext(made)
        self.touched |= {paragraph, made}
        self.trace.tokens.append(token)

    def join(self, _: str) -> None:
        pairs = [p for p in self.paragraphs() if p.getnext() is not None and p.getnext().tag == _P]
        pairs = [
            p for p in pairs if _texts(p.getnext()) and p.getnext().find(f".//{_SECTION}") is None
        ]
        if pairs:
            first = self.chance.choice(pairs)
            second = first.getnext()
            first.extend(e for e in list(second) if e.tag != _PPR)
            second.getparent().remove(second)
            self.touched.add(first)


def _texts(paragraph: Element, *, blank: bool = False) -> list[Element]:
    """The texts of a paragraph that no field, link, control or tracked change holds."""
    found, depth = [], 0
    for run in paragraph.findall(_RUN):
        for each in run:
            if each.tag == _FIELD:
                depth += {"begin": 1, "end": -1}.get(each.get(qualified("w:fldCharType")), 0)
            elif each.tag == _T and not depth and (blank or (each.text or "").strip()):
                found.append(each)
    return found


def _run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


_P, _PPR, _RUN, _RPR, _T, _TABLE, _ROW, _CELL, _START, _END, _SECTION, _FIELD = (
    qualified(f"w:{n}")
    for n in (
        *("p", "pPr", "r", "rPr", "t", "tbl", "tr", "tc", "bookmarkStart", "bookmarkEnd"),
        *("sectPr", "fldChar"),
    )
)
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_SOURCE = (
    *((Editor.word, 10), (Editor.append, 5), (Editor.rewrite, 2), (Editor.add, 4)),
    *((Editor.delete, 3), (Editor.row, 3), (Editor.drop_row, 1)),
)
_HERS = (
    *_SOURCE,
    *((Editor.move, 2), (Editor.italic, 2), (Editor.link, 2), (Editor.tracked, 2)),
    *((Editor.split, 2), (Editor.join, 1)),
    *((things.highlight, 2), (things.strike, 1), (things.remark, 2), (things.note, 2)),
    *((things.picture, 2), (things.box, 1), (things.heading, 1), (things.column, 1)),
    *((things.top, 1), (things.repeat, 1), (things.sum_, 1), (things.empty, 1)),
)
