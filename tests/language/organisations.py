"""The organisations whose texts are read: the examples, and one for every choice of work."""

import html
import io
import re
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import get_args

from handbook.loading.template_files import tool_template
from handbook.loading.workspace import Loaded, Workspace, open_workspace, read_profile
from handbook.model.documents.document import TemplateKind
from handbook.model.sources.library import Library
from handbook.pipeline.organisation.hand_edits import decide

from .pieces import Piece, pieces_of

ROOT = Path(__file__).resolve().parent.parent.parent
EXAMPLES = ("haven", "linde", "vierstroom")
PARTS = ("138", "139", "140", "134")
_SERVICES = {
    "138": ("algemene voorziening", "maatwerk"),
    "139": ("maatwerk", "algemene voorziening"),
    "140": ("preventie", "algemene voorziening", "maatwerk"),
    "134": ("kinderopvang",),
}
# Words for the person served that no text can hold by hand, so that what the slots print shows.
STRANGE = {"138": "achtling", "139": "negeling", "140": "veertiger", "134": "vierling"}
STRANGE_TOGETHER = "samenling"

_PRINTED = re.compile(r"word/(?:document|header\d*|footer\d*)\.xml")
_PARAGRAPH = re.compile(r"<w:p[ >].*?</w:p>", re.DOTALL)
_SAID = re.compile(r"<w:t(?: [^>]*)?>([^<]*)</w:t>")
_SLOT = re.compile(r"\{\{.*?\}\}|\{%.*?%\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """What one organisation reads; `example` tells that it has answers of its own.

    `parts` are the parts it chose, without the one that comes along.
    """

    label: str
    parts: tuple[str, ...]
    documents: tuple["Reading", ...]
    library: Library
    example: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A document as its texts, in the order of reading."""

    item: str
    kind: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What an organisation does: parts, activities by part (none: all) and characteristics."""

    label: str
    parts: tuple[str, ...]
    activities: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    characteristics: tuple[str, ...] = ()
    services: bool = True
    wording: Mapping[str, str] = field(default_factory=dict)

    @property
    def profile(self) -> str:
        """The organisation as a profile in YAML."""
        lines = ["naam: Stichting Toets", "kvk: 01234567", f"onderdelen: [{', '.join(self.parts)}]"]
        if self.activities:
            lines.append("activiteiten:")
            lines += [f"  {part}: [{', '.join(ids)}]" for part, ids in self.activities.items()]
        lines.append(f"kenmerken: [{', '.join(self.characteristics)}]")
        if self.wording:
            lines.append("woordkeuze:")
            lines += [f"  {key}: {value}" for key, value in self.wording.items()]
        if self.services:
            lines.append("diensten:")
            lines += [
                f"  - {{naam: Dienst {part}.{number}, onderdeel: {part}, soort: {kind}}}"
                for part in self.parts
                for number, kind in enumerate(_SERVICES[part], start=1)
            ]
        return "\n".join(lines) + "\n"


@cache
def everyone() -> tuple[Made, ...]:
    """Return the three examples and an organisation for every choice, with their documents."""
    home = open_workspace(ROOT)
    examples = tuple(_made(name, read_profile(home, name), example=True) for name in EXAMPLES)
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "organisations").mkdir()
        workspace = open_workspace(Path(folder))
        chosen = choices(home.library)
        return (*examples, *(_make(workspace, choice) for choice in chosen))


@cache
def templates() -> tuple[Piece, ...]:
    """Return the words that stand in our Word templates themselves; a slot reads as three dots."""
    found: dict[Piece, None] = {}
    for kind in get_args(TemplateKind):
        with zipfile.ZipFile(io.BytesIO(tool_template(kind))) as archive:
            for name in sorted(archive.namelist()):
                if _PRINTED.fullmatch(name):
                    xml = archive.read(name).decode("utf-8")
                    found.update(dict.fromkeys(_fixed(kind, xml)))
    return tuple(found)


def _fixed(kind: str, xml: str) -> Iterator[Piece]:
    for paragraph in _PARAGRAPH.findall(xml):
        text = _SLOT.sub(" … ", "".join(_SAID.findall(paragraph)))
        if words := " ".join(html.unescape(text).split()):
            yield Piece(kind, f"templates/{kind}.docx", re.sub(r" (?=[.,;:)])", "", words), "titel")


@cache
def strangers() -> tuple[Made, ...]:
    """Return organisations that call the person by words nobody would write by hand."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "organisations").mkdir()
        workspace = open_workspace(Path(folder))
        return tuple(
            _make(workspace, choice, strange=True)
            for choice in mixes(workspace.library)
            if choice.characteristics and len(choice.parts) in (1, len(PARTS))
        )


def choices(library: Library) -> Iterator[Choice]:
    """Yield every mix of parts, every activity alone, and the other ways to say we and who."""
    yield from mixes(library)
    for wording in ({"verwijzing": "zij", "wij": "naam"}, {"verwijzing": "hen"}):
        yield Choice(
            label=f"alles, {' en '.join(wording.values())}",
            parts=PARTS,
            characteristics=_fitting(library, PARTS),
            wording=wording,
        )
    for activity in library.activities.values():
        yield Choice(
            label=f"alleen {activity.id}",
            parts=(activity.part,),
            activities={activity.part: (activity.id,)},
            services=False,
        )


def mixes(library: Library) -> Iterator[Choice]:
    """Yield the fifteen mixes of parts with every characteristic of use to them, and bare ones.

    Bare stand each part alone and all together: what a mix in between says, one of these says too.
    """
    for size in range(1, len(PARTS) + 1):
        for parts in combinations(PARTS, size):
            name = "+".join(parts)
            if size in (1, len(PARTS)):
                yield Choice(label=name, parts=parts)
            marks = _fitting(library, parts)
            yield Choice(label=f"{name} met alles", parts=parts, characteristics=marks)


def _fitting(library: Library, parts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(
        each.id
        for each in library.characteristics.values()
        if not each.parts or set(each.parts) & set(parts)
    )


def _make(workspace: Workspace, choice: Choice, *, strange: bool = False) -> Made:
    path = workspace.root / "organisations" / "toets.yaml"
    path.write_text(choice.profile, encoding="utf-8")
    loaded = read_profile(workspace, "toets")
    if strange:
        loaded = _with_strange_words(loaded)
    return _made(choice.label, loaded)


def _made(label: str, loaded: Loaded, *, example: bool = False) -> Made:
    documents = decide(loaded, label).documents
    return Made(
        label=label,
        parts=tuple(part for part in loaded.profile.parts if part in PARTS),
        documents=tuple(
            Reading(item=each.item, kind=each.kind, pieces=tuple(pieces_of(each)))
            for each in documents
        ),
        library=loaded.library,
        example=example,
    )


def _with_strange_words(loaded: Loaded) -> Loaded:
    wording = loaded.profile.wording.model_copy(
        update={
            "collective": STRANGE_TOGETHER,
            "mhd": STRANGE["138"],
            "shelter": STRANGE["139"],
            "community": STRANGE["140"],
            "toddlers": STRANGE["134"],
        }
    )
    profile = loaded.profile.model_copy(update={"wording": wording})
    return Loaded(profile=profile, library=loaded.library)
