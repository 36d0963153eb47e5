"""A quality officer through the year: her profile, her documents in Word, and what a build gives.

What she does in Word is done to the XML, and saved by the imitation of Word, so that no step
rests on how neatly the tool wrote a file.
"""

import difflib
from collections.abc import Callable
from datetime import date
from pathlib import Path

from word.merging.answering import answer, answer_at
from word.merging.material import after, own, said, shown, without
from word.merging.wordsim import save

from handbook.loading.workspace import open_workspace
from handbook.model.documents.build import Outcome
from handbook.pipeline.build.build import build
from handbook.word.package.markup import parse, qualified, serialise
from handbook.word.package.package import pack, read

_T = qualified("w:t")


class Officer:
    """One organisation, `name`, and the person who keeps its handbook.

    `saved` is what her program does to a file; `day` is the month she is in.
    """

    def __init__(self, root: Path, name: str, profile: str) -> None:
        (root / "organisations").mkdir(parents=True)
        self.root, self.name = root, name
        self.profile = root / "organisations" / f"{name}.yaml"
        self.profile.write_text(profile, encoding="utf-8")
        self.saved: Callable[[bytes], bytes] = lambda data: save(data, len(data))
        self.outcome: Outcome
        self._seen: dict[str, bytes] = {}

    def changes_profile(self, old: str, new: str) -> None:
        text = self.profile.read_text(encoding="utf-8")
        assert text.count(old) == 1, old
        self.profile.write_text(text.replace(old, new), encoding="utf-8")

    def builds(self, year: int, month: int) -> dict[str, int]:
        """Build on the first of a month; return how many files became what."""
        self._seen = {path.stem: path.read_bytes() for path in self._files()}
        [self.outcome] = build(open_workspace(self.root), today=date(year, month, 1))
        actions = [each.action for each in self.outcome.documents]
        return {each: actions.count(each) for each in sorted(set(actions))}

    def path(self, code: str) -> Path:
        return self.root / "output" / self.name / f"{code}.docx"

    def _files(self) -> list[Path]:
        return sorted(self.path("x").parent.glob("*.docx"))

    def edits(self, code: str, change: Callable[[bytes], bytes]) -> None:
        self.path(code).write_bytes(self.saved(change(self.path(code).read_bytes())))

    def types(self, code: str, old: str, new: str) -> None:
        """Type over words that stand in one paragraph, however many runs hold them."""
        self.edits(code, lambda data: _typed(data, old, new))

    def adds(self, code: str, below: str, text: str) -> None:
        self.edits(code, lambda data: after(data, below, own(text)))

    def deletes(self, code: str, text: str) -> None:
        self.edits(code, lambda data: without(data, text))

    def accepts(self, code: str, text: str = "") -> None:
        """Accept our proposals in the paragraph or row with `text`; without it, all of them."""
        self._answers(code, text, accept=True)

    def rejects(self, code: str, text: str = "") -> None:
        self._answers(code, text, accept=False)

    def _answers(self, code: str, text: str, *, accept: bool) -> None:
        def settled(data: bytes) -> bytes:
            return answer_at(data, text, accept=accept) if text else answer(data, accept=accept)

        self.edits(code, settled)

    def reads(self, code: str, view: str = "accept") -> list[str]:
        """Return the text of a document, with our open proposals accepted or rejected."""
        return shown(self.path(code).read_bytes(), view)

    def comments(self, code: str) -> list[str]:
        return said(self.path(code).read_bytes())

    def news(self, code: str) -> list[str]:
        """Return what of the whole text differs from before the last build: "- old", "+ new"."""
        return _difference(shown(self._seen[code]), self.reads(code))

    def proposed(self, code: str) -> list[str]:
        """Return what accepting all our open proposals would change: "- now", "+ then"."""
        return _difference(self.reads(code, "reject"), self.reads(code))

    def waiting(self) -> list[tuple[str, str, str]]:
        """Return what the build told her to look at: document, what it became, the text."""
        return [
            (document.code, block.what, block.text.replace("\n", " / "))
            for document in self.outcome.documents
            for block in document.blocks
            if block.told
        ]

    def done(self, action: str) -> list[str]:
        return [each.code for each in self.outcome.documents if each.action == action]


def _difference(old: list[str], new: list[str]) -> list[str]:
    lines = list(difflib.unified_diff(old, new, n=0, lineterm=""))[2:]
    return [f"{each[0]} {each[1:]}" for each in lines if each[0] in "+-"]


def _typed(data: bytes, old: str, new: str) -> bytes:
    parts = read(data)
    root = parse(parts["word/document.xml"])
    for paragraph in root.iter(qualified("w:p")):
        texts = list(paragraph.iter(_T))
        said = "".join(each.text or "" for each in texts)
        if old in said:
            over(texts, said.index(old), len(old), new)
            return pack({**parts, "word/document.xml": serialise(root)})
    raise AssertionError(f"nowhere: {old}")


def over(texts: list, start: int, length: int, new: str) -> None:  # type: ignore[type-arg]
    """Replace `length` characters from `start` by `new`, in the run where they begin."""
    at = 0
    for each in texts:
        text = each.text or ""
        first, last = max(start - at, 0), max(min(start + length - at, len(text)), 0)
        if first < last:
            each.text = text[:first] + (new if start >= at else "") + text[last:]
            each.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        at += len(text)
