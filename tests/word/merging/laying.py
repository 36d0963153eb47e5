"""What she lays over words, types in our proposals or writes once more; and what is left of it.

A run of hers is known by a language of its own, which no reader of units looks at.
"""

import random
import re
from collections.abc import Callable, Iterator

from word.merging.answering import answer_some
from word.merging.fates import KEPT, LOST, TOLD
from word.merging.fuzzing import Editor, Trace
from word.merging.judging import Judged, has, judge, tokens_of
from word.merging.material import OURS, said, shown
from word.merging.things import OrganisationContext, part_of
from word.merging.wordsim import save

from handbook.word.merge import with_base
from handbook.word.package.markup import Element, fragment, parse, qualified, serialise
from handbook.word.package.package import pack, read

_MAIN = "word/document.xml"
_WORDS = re.compile(r"\w+|[^\w\s]")
_KINDS = {"bookmark": "bookmark", "commentRange": "remark over words", "perm": "permission"}


def lay_for_years(
    data: bytes,
    chance: random.Random,
    times: int,
    program: Callable[[bytes], bytes] | None = None,
) -> Judged:
    """Five releases: she edits and lays, saves and answers; the source changes.

    `program` saves her file now and then, besides the imitated Word.
    """
    judged, new, hers = Judged(), data, pack(with_base(read(data)))
    for release in range(1, 6):
        editor = Editor(hers, chance, "u", hers=True, start=1_000 * release)
        editor.ways = (*editor.ways, *WAYS)
        mine = save(editor.run(times), chance.randrange(1_000_000))
        mine = program(mine) if program and chance.random() < 0.5 else mine
        writer = Editor(new, chance, "s", hers=False, start=1_000 * release)
        new = writer.run(times)
        seen = "\n".join(shown(mine))
        there = [each for each in tokens_of(new, "s").tokens if has(seen, each)]
        theirs = Trace(tokens=[*there, *writer.trace.tokens])
        found, result = judge(mine, new, tokens_of(mine, "u"), theirs, editor.trace.deleted)
        judge_laid(mine, result.data, found)
        judged.add(found, f"release {release}")
        hers = answer_words(answer_some(result.data, chance), chance)
    return judged


def bookmark(context: OrganisationContext, token: str) -> None:
    """Lay a bookmark over words of one to three paragraphs or cells, and refer to it elsewhere."""
    number = 300_000 + context.number
    _lay(context, "bookmark", number, f' w:name="Plek{token}"')
    code = f'<w:fldSimple w:instr=" REF Plek{token} \\h "><w:r><w:t>daar</w:t></w:r></w:fldSimple>'
    paragraph = context.any_paragraph()
    paragraph.extend(fragment(code))
    context.touched.add(paragraph)


def remark_over(context: OrganisationContext, token: str) -> None:
    """Remark on words that begin in one paragraph or cell and end in another."""
    number = 400_000 + context.number
    root = part_of(context, "comments", "")
    text = f"<w:p><w:r><w:t>Klopt dit? {token}</w:t></w:r></w:p>"
    root.append(fragment(f'<w:comment w:id="{number}" w:author="Anja">{text}</w:comment>')[0])
    context.parts["word/comments.xml"] = serialise(root)
    last = _lay(context, "commentRange", number, "")
    last.extend(fragment(f'<w:r><w:commentReference w:id="{number}"/></w:r>'))
    context.trace.tokens.append(token)


def permission(context: OrganisationContext, _: str) -> None:
    """Let a colleague edit words that may run over paragraphs or cells."""
    _lay(context, "perm", 500_000 + context.number, ' w:ed="anja"')


def _lay(context: OrganisationContext, kind: str, number: int, more: str) -> Element:
    """Put a start and an end round words, and return the paragraph of the end."""
    blocks = [p for p in context.body.iter(_P) if p.find(_RUN) is not None and _outside(p)]
    at = context.chance.randrange(len(blocks))
    first = blocks[at]
    last = blocks[min(at + context.chance.choice((0, 0, 1, 2)), len(blocks) - 1)]
    before = context.chance.choice(first.findall(_RUN))
    before.addprevious(fragment(f'<w:{kind}Start w:id="{number}"{more}/>')[0])
    behind = last.findall(_RUN)
    behind = behind[behind.index(before) :] if first is last else behind
    context.chance.choice(behind).addnext(fragment(f'<w:{kind}End w:id="{number}"/>')[0])
    return last


def _outside(paragraph: Element) -> bool:
    """True for a paragraph of the body or a cell, outside the contents page and text boxes."""
    kinds = (qualified("w:sdt"), qualified("w:txbxContent"))
    return next(paragraph.iterancestors(*kinds), None) is None and not list(paragraph.iter(_FIELD))


def retype(context: OrganisationContext, token: str) -> None:
    """Delete a sentence and write the same one elsewhere."""
    one, other = (context.chance.choice(context.paragraphs()) for _ in range(2))
    text = "".join(one.itertext(_T))
    if one is other or one in context.touched or re.search(r"[us]\d+x", text):
        return
    if len(context.paragraphs()) < 6:
        return
    other.addnext(fragment(f"<w:p>{_known(token, text)}</w:p>")[0])
    one.getparent().remove(one)


def inside(context: OrganisationContext, token: str) -> None:
    """Type a word that the paragraph has already in a proposal of ours."""
    found = [each for each in context.body.iter(_INS) if each.get(_AUTHOR) == OURS]
    runs = [run for each in found for run in each.findall(_RUN) if run.findtext(_T)]
    if runs:
        run = context.chance.choice(runs)
        block = next(run.iterancestors(_P))
        words = [each for each in "".join(block.itertext(_T)).split() if each.isalpha()]
        run.addnext(fragment(_known(token, context.chance.choice([*words, "de"]) + " "))[0])
        context.touched.add(block)


def _known(token: str, text: str) -> str:
    plain = text.replace("&", "&amp;").replace("<", "&lt;")
    look = f'<w:rPr><w:lang w:val="x-{token}"/></w:rPr>'
    return f'<w:r>{look}<w:t xml:space="preserve">{plain}</w:t></w:r>'


def answer_words(data: bytes, chance: random.Random) -> bytes:
    """Her file after she accepted some words, rejected some, and left the rest."""
    parts = read(data)
    root = parse(parts[_MAIN])
    for mark in list(root.iterfind(f".//{_P}/{_INS}")) + list(root.iterfind(f".//{_P}/{_DEL}")):
        accept = chance.choice((True, False, None, None))
        if mark.get(_AUTHOR) != OURS or accept is None:
            continue
        if (mark.tag == _INS) is accept:
            for text in mark.iter(_DELETED):
                text.tag = _T
            for each in list(mark):
                mark.addprevious(each)
        mark.getparent().remove(mark)
    return pack({**parts, _MAIN: serialise(root)})


def judge_laid(mine: bytes, result: bytes, judged: Judged, told: str = "") -> None:
    """Look up every run of hers that is known, every range, and every reference.

    `told` is what a build said besides what stands in the file.
    """
    before, now = (parse(read(each)[_MAIN]) for each in (mine, result))
    _judge_words(before, now, "\n".join([*said(result), told]), judged)
    texts = ["\n".join(shown(each, "reject")) for each in (mine, result)]
    _judge_ranges((before, now), texts, judged)
    names, former = (
        {each.get(_NAME) for each in root.iter(qualified("w:bookmarkStart"))}
        for root in (now, before)
    )
    for each in now.iter(qualified("w:fldSimple")):
        name = str(each.get(qualified("w:instr"))).split()[1:2]
        judged.counts["references"] += name[:1] != [] and name[0].startswith("Plek")
        if {*name} & (former - names):
            judged.wrong.append(f"reference to nothing: {name[0]}")


def _judge_words(before: Element, now: Element, notes: str, judged: Judged) -> None:
    left = [_runs(now), _runs(now, proposed=False)]
    own = _runs(before, proposed=False)
    for name, whole in _runs(before).items():
        text = own.get(name) or whole  # a proposal of ours copies the look of her words
        kept = any(_stands(text, each.get(name, "")) for each in left)
        told = not kept and text.strip() in notes
        fate = KEPT if kept else TOLD if told else LOST
        judged.counts[f"words {fate}"] += 1
        judged.fates.add("words that stand elsewhere too", name, fate)
        if fate == LOST:
            judged.wrong.append(f"known words lost: {name} {text!r}")


def _stands(text: str, there: str) -> bool:
    """True when all words stand there in order; one of ours between them has the look of hers."""
    rest = iter(_WORDS.findall(there))
    return all(each in rest for each in _WORDS.findall(text))


def _judge_ranges(roots: tuple[Element, Element], texts: list[str], judged: Judged) -> None:
    """Look up every range of before; `texts` is what her file said before and says now.

    A permission goes with its words: where they stand less often than before, these ones went.
    """
    before, after = map(_ranges, roots)
    for key, text in before.items():
        found = after.get(key)
        state = "moved along" if found else "empty"
        if found == text:
            state = "kept"
        elif found is None:
            gone = key[0] == "perm" and texts[1].count(text) < texts[0].count(text)
            state = "gone with its words" if gone else "lost"
        judged.counts[f"range {state}"] += 1
        if state != "gone with its words":
            judged.fates.add(_KINDS[key[0]], key[1], LOST if state == "lost" else KEPT)
        if state == "lost":
            judged.wrong.append(f"range lost: {key}")


def _runs(root: Element, *, proposed: bool = True) -> dict[str, str]:
    """Return the words that are known, without those in proposals of ours if so asked."""
    texts: dict[str, str] = {}
    for run in root.iter(_RUN):
        lang = run.find(f"{qualified('w:rPr')}/{qualified('w:lang')}")
        name = "" if lang is None else str(lang.get(qualified("w:val")))
        ours = any(each.get(_AUTHOR) == OURS for each in run.iterancestors(_INS))
        if name.startswith("x-") and (proposed or not ours):
            words = "".join(each.text or "" for each in run.iter(_T, _DELETED))
            texts[name] = texts.get(name, "") + words
    return texts


def _ranges(root: Element) -> dict[tuple[str, str], str]:
    """Return the words in every range that is whole, by kind and number or name."""
    out: dict[tuple[str, str], str] = {}
    open_: dict[tuple[str, str], tuple[tuple[str, str], list[str]]] = {}
    for each, kind, ending in _walk(root):
        key = kind, str(each.get(_ID))
        if not kind:
            for _, words in open_.values():
                words.append(each.text or "")
        elif ending and key in open_:
            known, words = open_.pop(key)
            out[known] = "".join(words)
        elif not ending:
            open_[key] = (kind, str(each.get(_NAME) or each.get(_ID))), []
    return {key: text for key, text in out.items() if not key[1].startswith("_")}


def _walk(root: Element) -> Iterator[tuple[Element, str, bool]]:
    pattern = re.compile(r"(bookmark|commentRange|perm)(Start|End)")
    for each in root.iter("*"):
        match = pattern.fullmatch(str(each.tag).rpartition("}")[2])
        if each.tag == _T:
            yield each, "", False
        elif match:
            yield each, match[1], match[2] == "End"


_P, _RUN, _T, _DELETED, _INS, _DEL, _AUTHOR, _ID, _NAME, _FIELD = (
    qualified(f"w:{n}")
    for n in ("p", "r", "t", "delText", "ins", "del", "author", "id", "name", "fldChar")
)
WAYS = ((bookmark, 4), (remark_over, 3), (permission, 2), (retype, 4), (inside, 5))
