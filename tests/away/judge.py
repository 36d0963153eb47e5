"""What became of her words after a build: in the file, beside it, told, or lost."""

import re
from collections.abc import Collection
from dataclasses import dataclass

from away.edits import Traced
from word.merging.fates import KEPT, LOST, TOLD
from word.merging.judging import Judged, everything
from word.merging.laying import judge_laid
from word.merging.material import said, shown
from word.merging.meanings import seen

from handbook.word.reading.lint import damage


@dataclass(frozen=True)
class After:
    """What there is after a build of one document.

    `data` is its file, `beside` are proposals next to it, and `told` is all that the build says:
    in the terminal and in its report.
    """

    data: bytes
    beside: tuple[bytes, ...]
    told: str


def fates(before: bytes, trace: Traced, after: After) -> dict[str, str]:
    """Return the fate of each token of hers that `before` shows."""
    texts, things = "\n".join(everything(before, "reject")), seen(before)
    files = (after.data, *after.beside)
    notes = "\n".join([after.told, *(line for each in files for line in said(each))])
    rejected, accepted = ("\n".join(everything(after.data, e)) for e in ("reject", "accept"))
    now = seen(after.data)

    def fate(token: str, way: str) -> str:
        if way != "text":
            return KEPT if token in now else TOLD if token in notes else LOST
        if token in rejected and (token in accepted or token in notes):
            return KEPT
        return TOLD if token in notes else LOST

    return {
        token: fate(token, way)
        for token, way in trace.ways.items()
        if token in (texts if way == "text" else things)
    }


def came_back(before: bytes, trace: Traced, after: After, fresh: bytes) -> list[str]:
    """Return the texts that she deleted and that stand in her file again, untold."""
    was, now, new = shown(before, "accept"), shown(after.data, "reject"), shown(fresh)
    return [
        text
        for text in dict.fromkeys(trace.deleted)
        if now.count(text) > was.count(text) and new.count(text) == 1 and text not in after.told
    ]


def not_arrived(after: After, fresh: bytes, since: int) -> list[str]:
    """Return what the source wrote after release `since` and that is neither there nor told."""
    there = "\n".join(everything(after.data, "accept"))
    there += after.told + "\n".join(said(after.data))
    there += "\n".join(line for each in after.beside for line in shown(each))
    found = set(re.findall(r"s\d+x", "\n".join(shown(fresh))))
    return sorted(each for each in found if int(each[1:-1]) // 1_000 > since and each not in there)


def laid(before: bytes, after: After) -> Judged:
    """Return what became of her ranges, references and known words, and what is damaged."""
    judged = Judged()
    judge_laid(before, after.data, judged, after.told)
    judged.wrong += [f"gate: {each}" for each in sorted(damage(after.data) - damage(before))]
    return judged


def words_of(trace: Traced, data: bytes) -> Collection[str]:
    """Return the tokens of hers that a file shows."""
    text = "\n".join(everything(data, "reject"))
    return [token for token, way in trace.ways.items() if way == "text" and token in text]
