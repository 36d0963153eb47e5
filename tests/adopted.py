"""Hand edits at random in documents of a whole library, adopted and built: the law of adopting.

Afterwards a document reads as she left it, nothing is proposed, what was not taken over is told
with a reason, and a file of which all was taken over is ours again, unless something of hers in it
is told when it is adopted once more.
"""

import random
import re
from collections import Counter
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from officer import over
from word.merging.material import said, shown
from word.merging.wordsim import save

from handbook.errors import HandbookError
from handbook.loading.workspace import open_workspace, read_profile
from handbook.model.features.adoption import Adoption
from handbook.pipeline.adoption.adopt import adopt
from handbook.pipeline.build.build import build
from handbook.pipeline.organisation.context import Request
from handbook.word.package.markup import Element, parse, qualified, serialise
from handbook.word.package.package import pack, read
from handbook.word.package.seal import prove

TODAY = date(2026, 1, 1)
SIGNS = (
    "{{ naam }}",
    "**vet**",
    "# kop",
    "a: b",
    '"zo"',
    "100 %",
    "{% if %}",
    "'ja' \\ nee",
    "PP-99",
)
SIGNS += (
    "- streep",
    "<b> & _onder_",
    "[haak](x)",
    "|buis|",
    "{#",
    "1. een",
    "::: als",
    "<!-- x -->",
)
_P, _T, _R, _ROW, _CELL = (qualified(f"w:{name}") for name in ("p", "t", "r", "tr", "tc"))
_MARKS = (qualified("w:bookmarkStart"), qualified("w:bookmarkEnd"))
_CONTENTS = re.compile(r"(TOC|Inhopg)\d")
_WORD = re.compile(r"[^\s\xa0*]+")


@dataclass
class Tried:
    """What came of a trial: what was counted, and every breach of the law."""

    counts: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)


def try_document(root: Path, name: str, item: str, chance: random.Random, edits: int) -> Tried:
    """Edit a document in many ways, adopt that, build, and judge what stands there then."""
    tried = Tried()
    path = _made(root, name, item)
    path.write_bytes(save(_edited(path.read_bytes(), chance, edits, tried.counts), edits))
    hers = shown(path.read_bytes())
    try:
        found = adopt(open_workspace(root), name, item, today=TODAY, write=True)
    except HandbookError as error:
        # A mark of Markdown may have made nothing but a change of looks or of nothing at all.
        if error.problems[0].code != "HB595":
            tried.wrong.append(f"{item}: {error}")
        return tried
    tried.counts["taken"] += sum(not each.why for each in found.changes)
    tried.counts["told"] += sum(bool(each.why) for each in found.changes)
    tried.wrong += [f"{item}: {each}" for each in _breaches(root, name, item, found, hers)]
    return tried


def _made(root: Path, name: str, item: str) -> Path:
    request = Request(only=frozenset({item}))
    [outcome] = build(open_workspace(root), [name], today=TODAY, request=request)
    [code] = {each.code for each in outcome.documents if each.item == item}
    return root / "output" / name / f"{code}.docx"


def _breaches(root: Path, name: str, item: str, found: Adoption, hers: list[str]) -> Iterator[str]:
    read_profile(open_workspace(root), name)
    path = _made(root, name, item)
    data = path.read_bytes()
    if shown(data) != hers:
        lines = [f"{one!r} -> {two!r}" for one, two in zip(hers, shown(data), strict=False)]
        yield f"reads otherwise: {next(x for x in lines if len(set(x.split(' -> '))) > 1)}"
    if shown(data, "reject") != shown(data) or said(data):
        yield "something is proposed"
    proof = prove(data)
    if path.with_name(f"{path.stem} (voorstel).docx").exists():
        yield "a proposal stands beside it"
    try:
        again = adopt(open_workspace(root), name, item, today=TODAY, write=True)
    except HandbookError as error:
        if error.problems[0].code != "HB591":
            yield f"a second time: {error}"
        return
    yield from (f"a second time: {each}" for each in again.changes if not each.why)
    # A look that she gave to words she also changed is told now that the words are ours.
    told = [*found.changes, *again.changes]
    if not any(each.why for each in told) and not (proof and proof.intact):
        yield f"all was taken over, and it is still hers: {found.changes}"


def _edited(data: bytes, chance: random.Random, edits: int, counts: Counter[str]) -> bytes:
    parts = read(data)
    root = parse(parts["word/document.xml"])
    paragraphs = [each for each in root.iter(_P) if _WORD.search(_text(each))]
    # A line of the contents page is made anew from the headings; tests of merging are about those.
    paragraphs = [each for each in paragraphs if not _CONTENTS.match(_style(each))]
    long = [each for each in paragraphs if len(_text(each).split()) > 4] or paragraphs
    for _ in range(edits):
        paragraph = chance.choice(long if chance.random() < 0.8 else paragraphs)
        if any(each is root for each in paragraph.iterancestors()) and _WORD.search(
            _text(paragraph)
        ):
            kind = chance.choice(sorted(_WAYS))
            _WAYS[kind](paragraph, chance)
            counts[kind] += 1
    return pack({**parts, "word/document.xml": serialise(root)})


def _style(paragraph: Element) -> str:
    style = paragraph.find(f"{qualified('w:pPr')}/{qualified('w:pStyle')}")
    return "" if style is None else str(style.get(qualified("w:val")))


def _text(paragraph: Element) -> str:
    return "".join(each.text or "" for each in paragraph.iter(_T))


def _word(paragraph: Element, chance: random.Random, new: Callable[[str], str]) -> None:
    match = chance.choice(list(_WORD.finditer(_text(paragraph))))
    over(list(paragraph.iter(_T)), match.start(), len(match.group()), new(match.group()))


def _around(paragraph: Element, _: random.Random) -> None:
    words = list(_WORD.finditer(_text(paragraph)))
    texts = list(paragraph.iter(_T))
    over(texts, words[-1].start(), 1, f"heel {words[-1].group()[0]}")
    over(texts, words[0].start(), 1, f"Ook {words[0].group()[0]}")


def _less(paragraph: Element, chance: random.Random) -> None:
    words = list(_WORD.finditer(_text(paragraph)))
    if len(words) > 1:
        at = chance.randrange(len(words) - 1)
        start = words[at].start()
        over(list(paragraph.iter(_T)), start, words[at + 1].start() - start, "")


def _sentence(paragraph: Element, _: random.Random) -> None:
    last = list(_WORD.finditer(_text(paragraph)))[-1]
    over(list(paragraph.iter(_T)), last.end() - 1, 1, f"{last.group()[-1]} Praat erover.")


def _bold(paragraph: Element, _: random.Random) -> None:
    run = next(paragraph.iter(_R))
    looks = run.find(qualified("w:rPr"))
    if looks is None:
        looks = run.makeelement(qualified("w:rPr"))
        run.insert(0, looks)
    looks.append(looks.makeelement(qualified("w:b")))


def _gone(paragraph: Element, _: random.Random) -> None:
    block = _block(paragraph)
    block.getparent().remove(block)


def _more(paragraph: Element, _: random.Random) -> None:
    """Put a row or a paragraph below this one, with words of her own and the same function."""
    fresh = deepcopy(_block(paragraph))
    for mark in [*fresh.iter(*_MARKS)]:
        mark.getparent().remove(mark)
    cells = list(fresh.iter(_CELL)) or [fresh]
    for number, cell in enumerate(cells):
        texts = list(cell.iter(_T))
        keeps = len(cells) == 4 and number == 1
        for at, each in enumerate(() if keeps else texts):
            each.text = f"Iets nieuws, nummer {number}." if at == 0 else ""
    _block(paragraph).addnext(fresh)


def _block(paragraph: Element) -> Element:
    return next(paragraph.iterancestors(_ROW), paragraph)


_WAYS: dict[str, Callable[[Element, random.Random], None]] = {
    "around": _around,
    "bold": _bold,
    "gone": _gone,
    "less": _less,
    "more": _more,
    "other": lambda paragraph, chance: _word(paragraph, chance, lambda _: "zorgvuldig"),
    "sentence": _sentence,
    "sign": lambda paragraph, chance: _word(
        paragraph, chance, lambda word: f"{chance.choice(SIGNS)} {word}"
    ),
    "word": lambda paragraph, chance: _word(paragraph, chance, lambda word: f"vooral {word}"),
}
