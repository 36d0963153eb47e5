"""Whatever an organisation is, its set is whole: no gap, no loose end, no empty heading."""

import dataclasses
import random
import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from handbook.loading.workspace import Loaded, Workspace, open_workspace, read_profile
from handbook.model.documents.build import RenderJob
from handbook.model.documents.document import Document, DocumentSet
from handbook.model.sources.content import Block, Grid, Listing, Paragraph, Run
from handbook.model.sources.register import Register
from handbook.pipeline.organisation.hand_edits import decide
from handbook.tailoring.control.codes_and_versions import control_of, revise
from handbook.word.reading.lint import lint
from handbook.word.rendering import render

ROOT = Path(__file__).parent.parent
LIBRARY = open_workspace(ROOT).library
PARTS = ("138", "139", "140", "134")
SERVICES = {
    "138": ("algemene voorziening", "maatwerk"),
    "139": ("maatwerk", "algemene voorziening"),
    "140": ("preventie", "algemene voorziening", "maatwerk"),
    "134": ("kinderopvang",),
}
# A word in braces, the sign of an unfilled slot, or Python's own word for nothing.
LEFT = re.compile(r"\{\{|\}\}|\{%|%\}|\bNone\b")
CODE = re.compile(r"\b(?:PP|OR|OV|MD|WZ|PS|PZ|KH|F|HV|SW|KO|WE|PO)-\d{2,3}\b")

SILENT = frozenset(
    {"source", "link", "links", "item", "covers", "kind", "state", "shares", "level"}
)


@dataclasses.dataclass(frozen=True)
class Case:
    """What one organisation is: parts, activities by part (none: all), characteristics."""

    label: str
    parts: tuple[str, ...]
    activities: dict[str, tuple[str, ...]] = dataclasses.field(default_factory=dict)
    characteristics: tuple[str, ...] = ()
    services: bool = True

    @property
    def profile(self) -> str:
        lines = ["naam: Stichting Toets", "kvk: 01234567", f"onderdelen: [{', '.join(self.parts)}]"]
        if self.activities:
            lines.append("activiteiten:")
            lines += [f"  {part}: [{', '.join(ids)}]" for part, ids in self.activities.items()]
        lines.append(f"kenmerken: [{', '.join(self.characteristics)}]")
        if self.services:
            lines.append("diensten:")
            lines += [
                f"  - {{naam: Dienst {part} {number}, onderdeel: {part}, soort: {kind}}}"
                for part in self.parts
                for number, kind in enumerate(SERVICES[part])
            ]
        return "\n".join(lines) + "\n"


def of_part(part: str) -> tuple[str, ...]:
    return tuple(each.id for each in LIBRARY.activities.values() if each.part == part)


def fitting(parts: tuple[str, ...]) -> tuple[str, ...]:
    """Return the characteristics that are of use to one of `parts`."""
    return tuple(
        each.id
        for each in LIBRARY.characteristics.values()
        if not each.parts or set(each.parts) & set(parts)
    )


def cases() -> Iterator[Case]:
    for part in PARTS:
        yield Case(f"onderdeel-{part}", (part,))
        yield Case(f"onderdeel-{part}-zonder-diensten", (part,), services=False)
        yield Case(f"onderdeel-{part}-alle-kenmerken", (part,), {}, fitting((part,)))
    for size in (2, 3, 4):
        for group in combinations(PARTS, size):
            yield Case("-".join(group), group)
    for activity in LIBRARY.activities.values():
        yield Case(activity.id, (activity.part,), {activity.part: (activity.id,)})
    for mark in fitting(PARTS):
        own = LIBRARY.characteristics[mark].parts[:1] or ("140",)
        yield Case(f"met-{mark}", own, {}, (mark,))
        yield Case(f"zonder-{mark}", own, {}, tuple(e for e in fitting(own) if e != mark))
    yield Case("alles", PARTS, {}, fitting(PARTS))
    yield from mixes(30)


def mixes(many: int) -> Iterator[Case]:
    chance = random.Random(20261123)
    for number in range(many):
        parts = tuple(chance.sample(PARTS, chance.randint(1, 4)))
        activities = {
            part: tuple(chance.sample(of_part(part), chance.randint(1, len(of_part(part)))))
            for part in parts
            if chance.random() < 0.8
        }
        marks = [mark for mark in fitting(parts) if chance.random() < 0.4]
        yield Case(f"mix-{number}", parts, activities, tuple(marks), chance.random() < 0.7)


CASES = tuple(cases())


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    root = tmp_path_factory.mktemp("elke")
    (root / "organisations").mkdir()
    return open_workspace(root)


def loaded_as(workspace: Workspace, case: Case) -> Loaded:
    path = workspace.root / "organisations" / "toets.yaml"
    path.write_text(case.profile, encoding="utf-8")
    return read_profile(workspace, "toets")


def texts(value: Any, where: str = "") -> Iterator[tuple[str, str]]:
    """Yield every string that a record prints, with the place it stands at."""
    if isinstance(value, str):
        yield where, value
    elif isinstance(value, tuple):
        if value and isinstance(value[0], Run):
            yield where, "".join([run.text for run in value])
            return
        for each in value:
            yield from texts(each, where)
    elif names := printed(value.__class__):
        where = getattr(value, "source", where)
        for name in names:
            yield from texts(getattr(value, name), where)


@cache
def printed(kind: type) -> tuple[str, ...]:
    """Return the fields of a record that hold what it prints."""
    if not dataclasses.is_dataclass(kind):
        return ()
    return tuple(field.name for field in dataclasses.fields(kind) if field.name not in SILENT)


def loose_ends(document: Document, known: set[str]) -> list[str]:
    found = []
    for where, text in (*texts(document.body), ("titel", document.title)):
        found += [f"{document.item} {where}: {hit}" for hit in LEFT.findall(text)]
        found += [f"{document.item} {where}: {hit}" for hit in set(CODE.findall(text)) - known]
    return found


def hollow(document: Document) -> list[str]:
    """Return the headings of a document under which nothing stands, and headings without words."""
    found = []
    for chapter in getattr(document.body, "chapters", ()):
        inside = bool(chapter.body) or any(bool(each.body) for each in chapter.sections)
        if not str(chapter.title).strip() or not inside:
            found.append(chapter.title.source)
        for number, section in enumerate(chapter.sections):
            after = chapter.sections[number + 1 : number + 2]
            deeper = bool(after) and after[0].level > section.level
            if not str(section.title).strip() or not (section.body or deeper):
                found.append(section.title.source)
    if document.kind == "procedure" and not document.body.steps:  # type: ignore[union-attr]
        found.append(f"{document.item}.stappen")
    if document.kind == "formulier" and not document.body.fields:  # type: ignore[union-attr]
        found.append(f"{document.item}.velden")
    return found


def bare(document: Document) -> list[str]:
    """Return the lists and tables without a line, and the lead-ins that lead nowhere."""
    found = []
    for chapter in getattr(document.body, "chapters", ()):
        for part in (chapter, *chapter.sections):
            blocks = part.body.blocks
            for block, after in zip(blocks, (*blocks[1:], None), strict=True):
                found += [f"{part.body.source}: {each}" for each in _bare(block, after)]
    return found


def _bare(block: Block, after: Block | None) -> Iterator[str]:
    if isinstance(block, Listing) and not block.items:
        yield "een lijst zonder regels"
    elif isinstance(block, Grid) and not block.rows:
        yield "een tabel zonder rijen"
    elif isinstance(block, Paragraph):
        said = "".join(run.text for run in block.runs).strip()
        leads = said.endswith(":")
        if not said or (leads and (after is None or _plain(after))):
            yield said


def _plain(block: Block) -> bool:
    return isinstance(block, Paragraph) and not block.tone


def headings(made: DocumentSet) -> list[str]:
    """Return the places the matrix names that no heading of that document is."""
    handbook = made.documents[0]
    numbered = set(_numbered(handbook))
    return [
        heading
        for row in made.matrix.rows
        for item, _, heading in row.covers
        if not heading or (item == handbook.item and heading not in numbered)
    ]


def _numbered(handbook: Document) -> Iterator[str]:
    """Yield the headings of the handbook as Word numbers them."""
    digits, letters = iter(range(1, 100)), iter("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    for chapter in handbook.body.chapters:  # type: ignore[union-attr]
        first = next(letters) if chapter.appendix else str(next(digits))
        yield f"{first} {chapter.title}"
        section = deeper = 0
        for each in chapter.sections:
            section, deeper = (section + 1, 0) if each.level == 2 else (section, deeper + 1)
            yield f"{first}.{section}{f'.{deeper}' if deeper else ''} {each.title}"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.label)
def test_the_set_is_whole(workspace: Workspace, case: Case) -> None:
    made = decide(loaded_as(workspace, case), "toets")
    known = {document.code for document in made.documents}
    ends = [end for document in made.documents for end in loose_ends(document, known)]
    assert {
        "gaps": [row.topic.id for row in made.matrix.gaps],
        "loose ends": ends,
        "hollow": [each for document in made.documents for each in hollow(document)],
        "bare": [each for document in made.documents for each in bare(document)],
        "headings": headings(made),
        "codes": len(made.documents) - len(known),
    } == {"gaps": [], "loose ends": [], "hollow": [], "bare": [], "headings": [], "codes": 0}


def test_the_activities_and_characteristics_are_all_here() -> None:
    labels = {case.label for case in CASES}
    assert {each.id for each in LIBRARY.activities.values()} <= labels
    assert {f"zonder-{each}" for each in LIBRARY.characteristics} <= labels


@pytest.mark.parametrize(
    "case",
    [
        Case("kleinste", ("134",), services=False),
        Case("buurt", ("140", "138"), {"140": ("buurtwerk",)}, ("vrijwilligers",)),
        Case("alles", PARTS, {}, fitting(PARTS)),
    ],
    ids=lambda case: case.label,
)
def test_a_sample_is_rendered_without_a_finding(workspace: Workspace, case: Case) -> None:
    loaded = loaded_as(workspace, case)
    made = decide(loaded, "toets")
    register = revise(Register(), made.documents, loaded.profile, date(2026, 11, 23))
    findings = {}
    for document in made.documents:
        entry = register.find(document.item)
        assert entry is not None
        name, template = loaded.templates[document.kind]
        job = RenderJob(
            document=document,
            control=control_of(entry, document, "bestuurder"),
            organisation=made.organisation,
            style=loaded.profile.style,
            template=template,
            template_name=name,
            logo=b"",
        )
        if found := lint(render(job)):
            findings[document.code] = found
    assert findings == {}
