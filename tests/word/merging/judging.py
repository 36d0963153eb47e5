"""What may never happen in a merge, looked up in the finished file."""

import random
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from word.merging.answering import answer_some
from word.merging.fates import KEPT, LOST, Fates
from word.merging.fuzzing import Editor, Trace
from word.merging.material import OURS, merged, opened, said, shown

from handbook.word.merge import Merged, with_base
from handbook.word.package.markup import qualified
from handbook.word.package.package import pack, read, relations
from handbook.word.reading.lint import damage


@dataclass
class Judged:
    """What went wrong, in words, how many checks were made of each kind, and the fate of edits."""

    wrong: list[str] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    fates: Fates = field(default_factory=Fates)

    def add(self, other: "Judged", name: str) -> None:
        """Take over what was found in the release or trial `name`."""
        self.wrong += [f"{name}: {each}" for each in other.wrong]
        self.counts += other.counts
        self.fates.merge(other.fates)


def judge_years(
    data: bytes, chance: random.Random, releases: int, times: int, save: Callable[[bytes], bytes]
) -> Judged:
    """Release after release: she edits, saves and answers, the source changes, all is merged.

    `data` is what the tool makes at first; `save` is what her program does to a file.
    """
    judged = Judged()
    hers = pack(with_base(read(data)))
    new = data
    for release in range(1, releases + 1):
        editor = Editor(hers, chance, "u", hers=True, start=1_000 * release)
        mine = save(editor.run(times))
        writer = Editor(new, chance, "s", hers=False, start=1_000 * release)
        new = writer.run(times)
        seen = "\n".join(shown(mine))
        there = [each for each in tokens_of(new, "s").tokens if has(seen, each)]  # shown earlier
        theirs = Trace(tokens=[*there, *writer.trace.tokens])
        found, result = judge(mine, new, tokens_of(mine, "u"), theirs, editor.trace.deleted)
        judged.add(found, f"release {release}")
        hers = answer_some(result.data, chance)
    return judged


def tokens_of(data: bytes, sign: str) -> Trace:
    """Return every token that stands in a file."""
    return Trace(
        tokens=sorted(set(re.findall(rf"{sign}\d+x", "\n".join(everything(data, "reject")))))
    )


def judge(
    mine: bytes, new: bytes, hers: Trace, source: Trace, deleted: Sequence[str] = ()
) -> tuple[Judged, Merged]:
    """Merge, and look up every token, every deletion and every promise."""
    return _judged(mine, new, Trace(hers.tokens, [*hers.deleted, *deleted]), source)


def _judged(mine: bytes, new: bytes, hers: Trace, source: Trace) -> tuple[Judged, Merged]:
    result = merged(mine, new)
    judged = Judged()
    rejected, accepted = (everything(result.data, view) for view in ("reject", "accept"))
    notes = "\n".join(said(result.data))
    told = "\n".join(f"{each.text}\n{each.note}" for each in result.outcomes)
    _hers(
        judged, hers, everything(mine, "reject"), "\n".join(rejected), "\n".join(accepted) + notes
    )
    _source(judged, source, "\n".join(shown(new)), "\n".join(accepted) + notes, told)
    lost = looks_of(mine) - looks_of(result.data)
    judged.wrong += [f"look lost: {token} {look}" for token, look in sorted(lost)]
    before, now = Counter(shown(mine, "accept")), Counter(rejected)
    fresh = Counter(shown(new))
    for text in hers.deleted:
        judged.counts["deleted"] += 1
        if text.strip() and now[text] > max(before[text], 0) and fresh[text] == 1:
            judged.wrong.append(f"came back: {text}")
    judged.counts["again"] += 1
    if merged(result.data, new).data != result.data:
        judged.wrong.append("a second merge changed the file")
    judged.wrong += [f"gate: {each}" for each in sorted(damage(result.data) - damage(mine))]
    return judged, result


def _hers(judged: Judged, hers: Trace, mine: list[str], rejected: str, accepted: str) -> None:
    present = "\n".join(mine)
    for token in hers.tokens:
        if not has(present, token):
            continue  # she deleted it again herself
        judged.counts["hers"] += 1
        kept = has(rejected, token) and has(accepted, token)
        judged.fates.add("typed", token, KEPT if kept else LOST)
        if not has(rejected, token):
            judged.wrong.append(f"hers lost: {token}")
        if not has(accepted, token):
            judged.wrong.append(f"hers lost when all is accepted: {token}")


def _source(judged: Judged, source: Trace, new: str, accepted: str, told: str) -> None:
    for token in source.tokens:
        if not has(new, token):
            continue
        judged.counts["source"] += 1
        if has(accepted, token):
            continue
        judged.counts["withheld"] += 1
        if not has(told, token):
            judged.wrong.append(f"source lost: {token}")


def everything(data: bytes, view: str) -> list[str]:
    """Return the paragraphs, and what hangs on them: headers, comments, notes, pictures, sums."""
    file = opened(data)
    parts, root = file.parts, file.root()
    lines = shown(data, view)
    for name in sorted(parts):
        lines += shown(data, view, name) if re.match(r"word/(header|footer)", name) else []
    for kind, part in (("comment", "comments"), ("footnote", "footnotes")):
        here = {each.get(_ID) for each in root.iter(qualified(f"w:{kind}Reference"))}
        notes = file.root(f"word/{part}.xml") if f"word/{part}.xml" in parts else ()
        lines += [
            "".join(each.itertext(_T))
            for each in notes
            if each.get(_ID) in here and each.get(qualified("w:author")) != OURS
        ]
    relationships = {
        each.id for each in relations(parts, "word/document.xml") if each.target in parts
    }
    for each in root.iter(qualified("w:drawing")):
        blips = [blip.get(qualified("r:embed")) for blip in each.iter(qualified("a:blip"))]
        if set(blips) <= relationships:
            lines += [str(name.get("descr")) for name in each.iter(qualified("wp:docPr"))]
    return [*lines, *("".join(each.itertext(_MATH)) for each in root.iter(_SUM))]


def looks_of(data: bytes) -> set[tuple[str, str]]:
    """Return her tokens that are in italics, highlighted or a link, and which of these."""
    found = set()
    for text in opened(data).root().iter(_T, qualified("w:delText")):
        tokens = re.findall(r"u\d+x", text.text or "")
        if not tokens:
            continue
        run = text.getparent()
        looks = [
            name
            for name in ("i", "highlight")
            if run.find(f"{_RPR}/{qualified(f'w:{name}')}") is not None
        ]
        # A line of the contents page is a link as well, and goes with its heading.
        looks += ["link"] if run.getparent().get(qualified("r:id")) else []
        found |= {(token, look) for token in tokens for look in looks}
    return found


def has(text: str, token: str) -> bool:
    """True when the token was found; no token is part of another."""
    return token in text


_ID, _T, _RPR = (qualified(f"w:{name}") for name in ("id", "t", "rPr"))
_SUM, _MATH = (
    f"{{http://schemas.openxmlformats.org/officeDocument/2006/math}}{name}"
    for name in ("oMath", "t")
)
