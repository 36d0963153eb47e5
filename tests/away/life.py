"""Five releases of a small organisation whose documents go out, leave, and come back otherwise.

A build comes after what she did; every word of hers that stood in a file before it is looked up.
"""

import random
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path

from away.edits import Program, Traced, edited
from away.judge import After, came_back, fates, laid, not_arrived, words_of
from away.source import NAME, Source
from recorded import ASKED
from stripped import WAYS
from word.merging.fates import LOST, TOLD, Fates
from word.merging.material import shown

from handbook.errors import HandbookError
from handbook.loading.workspace import open_workspace
from handbook.model.documents.build import Outcome
from handbook.pipeline.approval.approve import approve_documents
from handbook.pipeline.build.build import build
from handbook.pipeline.build.edit_report import REPORT
from handbook.pipeline.organisation.context import Request
from handbook.pipeline.restore import restore
from handbook.reporting.build.outcome_text import as_text
from handbook.word.package.seal import prove

RELEASES = 5
STAYS, OUT, LEFT, BACK = "stays", "is out", "left the set", "left the set and came back"
RENAMED, DELETED, OLDER = "got another name", "deleted, was approved", "an older copy put back"
_MINE = "mijn "


@dataclass(frozen=True)
class Copy:
    """A document as it was after release `at`; `since` is the last release of the source in it.

    `deleted` are the texts that she had deleted in it.
    """

    data: bytes
    since: int
    at: int = 0
    deleted: tuple[str, ...] = ()


@dataclass
class Paper:
    """One document through the releases; `out` is what she took along, and when it comes back."""

    code: str
    number: int
    trace: Traced = field(default_factory=Traced)
    since: int = 0
    former: list[Copy] = field(default_factory=list)
    out: tuple[int, Copy] | None = None
    renamed: Copy | None = None
    approved: Copy | None = None
    withdrawn: Path | None = None


@dataclass(frozen=True)
class Placed:
    """What lies there before a build: how it came, and her file."""

    paper: Paper
    kind: str
    copy: Copy


@dataclass
class Found:
    """What a trial found: the fate of each edit, what is wrong, and other counts."""

    fates: Fates = field(default_factory=Fates)
    wrong: list[str] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)


class Life:
    """A folder in which she works, and beside it one in which nobody ever did."""

    def __init__(self, home: Path, chance: random.Random, program: Program | None = None) -> None:
        self.root, self.clean = home / "w", home / "clean"
        self.chance, self.program = chance, program
        self.source = Source(chance)
        self.papers: dict[str, Paper] = {}
        self.found = Found()
        self.release = 0
        self.day = date(2026, 1, 1)

    def run(self, releases: int = RELEASES) -> Found:
        """Live through the releases; return what was found."""
        self._built()
        for self.release in range(1, releases + 1):
            gone, back = self.source.turn()
            self.source.change(self.release)
            placed = list(self._work(gone, back))
            told = self._built()
            for each in placed:
                self._judge(each, told)
            self._again()
            self._approve()
            self._remember()
        return self.found

    # What she does.

    def _work(self, gone: list[str], back: list[str]) -> Iterator[Placed]:
        """Let her work in each document, and yield what lies there then."""
        plans = [self._plan(each, gone, back) for each in self.papers.values()]
        todo = [(paper, kind, copy) for paper, kind, copy in plans if kind and kind != DELETED]
        for paper, _, copy in todo:
            paper.trace.deleted[:] = copy.deleted
        datas = [self._edited(paper, copy.data) for paper, _, copy in todo]
        if self.program:
            datas = self.program(datas)
        for (paper, kind, copy), saved in zip(todo, datas, strict=True):
            strip = WAYS.get(kind.removeprefix(f"{OUT}: "))
            data = strip(saved) if strip else saved
            self._lay(paper, kind, data)
            paper.since = copy.since
            yield Placed(paper, kind, replace(copy, data=data))
        for paper, kind, copy in plans:
            if kind == DELETED:
                self._path(paper).unlink()
                paper.since = copy.since
                yield Placed(paper, kind, copy)

    def _plan(self, paper: Paper, gone: list[str], back: list[str]) -> tuple[Paper, str, Copy]:
        """Return how a document comes to lie before the build, and what she works in."""
        path, chance = self._path(paper), self.chance
        data = path.read_bytes() if path.is_file() else b""
        now = Copy(data, paper.since, deleted=(*paper.trace.deleted,))
        if paper.code in gone:
            return paper, LEFT if now.data else "", now
        if paper.code in back:
            kept = paper.withdrawn
            return (
                paper,
                BACK if kept else "",
                replace(now, data=kept.read_bytes() if kept else b""),
            )
        if paper.renamed:
            return self._named_back(paper, paper.renamed)
        if paper.out:
            return self._from_outside(paper)
        if not now.data:
            return paper, "", now
        return self._chosen(paper, now, chance.random())

    def _chosen(self, paper: Paper, now: Copy, odds: float) -> tuple[Paper, str, Copy]:
        if odds < 0.18:
            return paper, self.chance.choice(sorted(WAYS)), now
        if odds < 0.36:
            paper.out = self.release + self.chance.choice((1, 1, 2)), now
            return paper, "", now
        if odds < 0.46 and paper.former:
            return self._older(paper)
        if odds < 0.54:
            paper.renamed = now
            return paper, RENAMED, now
        if odds < 0.62 and paper.approved:
            return paper, DELETED, paper.approved
        return paper, STAYS if odds < 0.95 else "", now

    def _named_back(self, paper: Paper, copy: Copy) -> tuple[Paper, str, Copy]:
        mine = self._path(paper).with_name(f"{_MINE}{paper.code}.docx")
        data = mine.read_bytes()
        mine.unlink()
        paper.renamed = None
        return paper, f"{RENAMED}, and its own again", replace(copy, data=data)

    def _from_outside(self, paper: Paper) -> tuple[Paper, str, Copy]:
        assert paper.out
        moment, copy = paper.out
        if self.release < moment:
            return paper, "", copy
        paper.out = None
        return paper, f"{OUT}: {self.chance.choice(sorted(WAYS))}", copy

    def _older(self, paper: Paper) -> tuple[Paper, str, Copy]:
        """Return an older copy of hers; half of the time as `restore` puts it back."""
        if self.chance.random() < 0.5:
            with suppress(HandbookError):
                restore(open_workspace(self.root), NAME, paper.code)
                data = self._path(paper).read_bytes()
                known = (each for each in paper.former if each.data == data)
                return paper, OLDER, next(known, Copy(data, self.release, self.release))
        return paper, OLDER, self.chance.choice(paper.former)

    def _edited(self, paper: Paper, data: bytes) -> bytes:
        if self.chance.random() < 0.15:
            return data
        start = 10_000 * self.release + 100 * paper.number
        return edited(data, self.chance, paper.trace, start)

    def _lay(self, paper: Paper, kind: str, data: bytes) -> None:
        """Put her file where she puts it."""
        path = self._path(paper)
        if kind == RENAMED:
            path.unlink()
            path = path.with_name(f"{_MINE}{paper.code}.docx")
        (paper.withdrawn if kind == BACK and paper.withdrawn else path).write_bytes(data)

    # What the program does.

    def _built(self) -> str:
        """Build both folders, at times some documents first; return all that was told."""
        for root in (self.root, self.clean):
            self.source.put(root)
        told = self._part() if self.release and self.chance.random() < 0.4 else ""
        told += self._said(self._build(self.root))
        self._build(self.clean)
        return told

    def _part(self) -> str:
        """Build some documents only; no other file may change by that."""
        codes = sorted(self.papers.keys() - self.source.out)
        only = self.chance.sample(codes, self.chance.randint(1, len(codes) - 1))
        files = {each: each.read_bytes() for each in self._files()}
        told = self._said(self._build(self.root, Request(only=frozenset(only))))
        self.found.counts["builds of some documents"] += 1
        for path, data in files.items():
            mine = path.stem.partition(" (")[0]
            moved = mine in self.source.out and not path.is_file()
            if mine in self.papers.keys() - {*only} and not moved and path.read_bytes() != data:
                self.found.wrong.append(f"{self.release}: --only {only} changed {path.name}")
        return told

    def _build(self, root: Path, request: Request | None = None) -> Outcome:
        self.day += timedelta(days=1)
        asked = {"request": request} if request else {}
        [outcome] = build(open_workspace(root), [NAME], today=self.day, **asked)
        if outcome.exit_code not in (0, 3):
            self.found.wrong.append(f"{self.release}: build leaves with {outcome.exit_code}")
            self.found.wrong += [str(each) for each in outcome.problems if each.weight == "fout"]
        for each in outcome.documents:
            if root != self.root or not each.path.endswith(".docx"):
                continue
            paper = self._paper(each.code)
            if each.action not in ("voorstel", "vervallen", "mislukt"):
                paper.since = self.release
        return outcome

    def _said(self, outcome: Outcome) -> str:
        """Return what a build told in the terminal and in its report, which is read and put away.

        The next build writes a report of its own.
        """
        self.found.counts.update(f"build: {each.action}" for each in outcome.documents)
        report = self.root / "output" / NAME / REPORT
        lines = shown(report.read_bytes()) if report.is_file() else []
        report.unlink(missing_ok=True)
        return "\n".join([as_text(outcome), *lines, ""])

    def _again(self) -> None:
        """Build once more: nothing may change by that."""
        before = {each: each.read_bytes() for each in self._files()}
        self._build(self.root)
        changed = [e.name for e in self._files() if e.read_bytes() != before.get(e)]
        self.found.wrong += [f"{self.release}: a second build changed {each}" for each in changed]

    def _approve(self) -> None:
        """Approve some documents now and then: her words stay in them."""
        codes = [each for each in sorted(self.papers) if self._path(self.papers[each]).is_file()]
        if self.chance.random() < 0.5:
            return
        for code in self.chance.sample(codes, self.chance.randint(1, len(codes))):
            self._approve_one(self.papers[code])

    def _approve_one(self, paper: Paper) -> None:
        before = self._path(paper).read_bytes()
        asked = replace(ASKED, codes=frozenset({paper.code}), day=self.day)
        outcome = approve_documents(open_workspace(self.root), NAME, asked, today=self.day)
        if not any(each.action == "vastgesteld" for each in outcome.documents):
            self.found.counts["approvals refused"] += 1
            return
        paper.approved = self._copied(paper)
        self._fate("approved", paper, before, After(paper.approved.data, (), ""))

    # What became of it.

    def _judge(self, placed: Placed, told: str) -> None:
        paper, kind = placed.paper, placed.kind
        path = self._now_at(placed)
        if path is None:
            self.found.wrong.append(f"{self.release} {paper.code} {kind}: no file")
            return
        if kind == RENAMED and not self._is_told(placed, path, told):
            self.found.wrong.append(f"{self.release}: {path.name} is not told")
        beside = tuple(e.read_bytes() for e in path.parent.glob(f"{path.stem} (voorstel*"))
        after = After(path.read_bytes(), beside, told)
        self._fate(kind, paper, placed.copy.data, after)
        if kind == OLDER:
            self._judge_older(placed, told)
        if kind not in (LEFT, RENAMED):
            self._judge_rest(placed, after)

    def _is_told(self, placed: Placed, path: Path, told: str) -> bool:
        """Tell whether the build names a file of hers that has what its document lacks.

        A file that lost all that is ours is known by nothing under another name.
        """
        there = self._path(placed.paper).read_bytes()
        lacks = {*words_of(placed.paper.trace, placed.copy.data)} - {
            *words_of(placed.paper.trace, there)
        }
        return path.name in told or not lacks or prove(placed.copy.data) is None

    def _now_at(self, placed: Placed) -> Path | None:
        """Return where her file must be after the build, or None where it is not."""
        path = self._path(placed.paper)
        if placed.kind == RENAMED:
            path = path.with_name(f"{_MINE}{path.name}")
        if placed.kind == LEFT:
            kept = (path.parent / "Vervallen").glob(f"{path.stem}*.docx")
            path = next((e for e in kept if e.read_bytes() == placed.copy.data), Path("nowhere"))
            placed.paper.withdrawn = path if path.is_file() else None
        return path if path.is_file() else None

    def _judge_rest(self, placed: Placed, after: After) -> None:
        """Look for what she deleted, for what the source wrote, and for ranges and references."""
        paper, before = placed.paper, placed.copy.data
        fresh = (self.clean / "output" / NAME / f"{paper.code}.docx").read_bytes()
        wrong = [f"came back: {each}" for each in came_back(before, paper.trace, after, fresh)]
        held = _tells_older(after.told, paper.code)  # an older copy stays as it is, and is told
        lost = [] if held else not_arrived(after, fresh, placed.copy.since)
        wrong += [f"source lost: {each}" for each in lost]
        found = laid(before, after)
        wrong += found.wrong
        for (_, edit), fate in found.fates.found.items():
            self.found.fates.add(placed.kind, f"{paper.code} {edit}", fate)
        self.found.counts["texts that she deleted, looked up"] += len(set(paper.trace.deleted))
        self.found.wrong += [f"{self.release} {paper.code} {placed.kind}: {e}" for e in wrong]

    def _judge_older(self, placed: Placed, told: str) -> None:
        """What was approved and an older copy lacks is told, or stands in the file."""
        paper = placed.paper
        if paper.approved is None or placed.copy.at >= paper.approved.at:
            return
        now = words_of(paper.trace, self._path(paper).read_bytes())
        lacks = {*words_of(paper.trace, paper.approved.data)} - {*now}
        for token in sorted(lacks):
            fate = TOLD if token in told or _tells_older(told, paper.code) else LOST
            self._note(f"{OLDER}: what it lacks of what was approved", paper, token, fate)

    def _fate(self, kind: str, paper: Paper, before: bytes, after: After) -> None:
        found = fates(before, paper.trace, after)
        for token, fate in found.items():
            self._note(kind, paper, token, fate)

    def _note(self, kind: str, paper: Paper, token: str, fate: str) -> None:
        self.found.fates.add(kind, token, fate)
        if fate == LOST:
            way = paper.trace.ways[token]
            self.found.wrong.append(f"{self.release} {paper.code} {kind}: lost {token} ({way})")

    def _remember(self) -> None:
        for paper in self.papers.values():
            if self._path(paper).is_file():
                paper.former.append(self._copied(paper))

    def _copied(self, paper: Paper) -> Copy:
        data = self._path(paper).read_bytes()
        return Copy(data, paper.since, self.release, (*paper.trace.deleted,))

    def _files(self) -> list[Path]:
        return sorted((self.root / "output" / NAME).rglob("*.docx"))

    def _path(self, paper: Paper) -> Path:
        return self.root / "output" / NAME / f"{paper.code}.docx"

    def _paper(self, code: str) -> Paper:
        return self.papers.setdefault(code, Paper(code, len(self.papers)))


def _tells_older(told: str, code: str) -> bool:
    """Tell whether the build says that the file of `code` is older than what was approved."""
    return any(f"/{code}.docx" in each and "HB459" in each for each in told.splitlines())
