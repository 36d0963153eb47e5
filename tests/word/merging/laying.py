"""What she lays over words, types in our proposals or writes once more; and what is left of it.

A run of hers is known by a language of its own, which no reader of units looks at.
"""

import random
import re
from collections.abc import Iterator

from word.merging.judging import Judged
from word.merging.material import OURS, said
from word.merging.things import Desk, part_of

from handbook.word.markup import Element, fragment, parse, qualified, serialise
from handbook.word.package import pack, read

_MAIN = "word/document.xml"


def bookmark(desk: Desk, token: str) -> None:
    """Lay a bookmark over words of one to three paragraphs or cells, and refer to it elsewhere."""
    number = 300_000 + desk.number
    _lay(desk, "bookmark", number, f' w:name="Plek{token}"')
    code = f'<w:fldSimple w:instr=" REF Plek{token} \\h "><w:r><w:t>daar</w:t></w:r></w:fldSimple>'
    paragraph = desk.any_paragraph()
    paragraph.extend(fragment(code))
    desk.touched.add(paragraph)


def remark_over(desk: Desk, token: str) -> None:
    """Remark on words that begin in one paragraph or cell and end in another."""
    number = 400_000 + desk.number
    root = part_of(desk, "comments", "")
    text = f"<w:p><w:r><w:t>Klopt dit? {token}</w:t></w:r></w:p>"
    root.append(fragment(f'<w:comment w:id="{number}" w:author="Anja">{text}</w:comment>')[0])
    desk.parts["word/comments.xml"] = serialise(root)
    last = _lay(desk, "commentRange", number, "")
    last.extend(fragment(f'<w:r><w:commentReference w:id="{number}"/></w:r>'))
    desk.trace.tokens.append(token)


def permission(desk: Desk, _: str) -> None:
    """Let a colleague edit words that may run over paragraphs or cells."""
    _lay(desk, "perm", 500_000 + desk.number, ' w:ed="anja"')


def _lay(desk: Desk, kind: str, number: int, more: str) -> Element:
    """Put a start and an end round words, and return the paragraph of the end."""
    blocks = [p for p in desk.body.iter(_P) if p.find(_RUN) is not None and _outside(p)]
    at = desk.chance.randrange(len(blocks))
    first = blocks[at]
    last = blocks[min(at + desk.chance.choice((0, 0, 1, 2)), len(blocks) - 1)]
    before = desk.chance.choice(first.findall(_RUN))
    before.addprevious(fragment(f'<w:{kind}Start w:id="{number}"{more}/>')[0])
    behind = last.findall(_RUN)
    behind = behind[behind.index(before) :] if first is last else behind
    desk.chance.choice(behind).addnext(fragment(f'<w:{kind}End w:id="{number}"/>')[0])
    return last


def _outside(paragraph: Element) -> bool:
    """True for a paragraph of the body or a cell, outside the contents page and text boxes."""
    kinds = (qualified("w:sdt"), qualified("w:txbxContent"))
    return next(paragraph.iterancestors(*kinds), None) is None and not list(paragraph.iter(_FIELD))


def retype(desk: Desk, token: str) -> None:
    """Delete a sentence and write the same one elsewhere."""
    one, other = (desk.chance.choice(desk.paragraphs()) for _ in range(2))
    text = "".join(one.itertext(_T))
    if one is other or one in desk.touched or re.search(r"[us]\d+x", text):
        return
    if len(desk.paragraphs()) < 6:
        return
    other.addnext(fragment(f"<w:p>{_known(token, text)}</w:p>")[0])
    one.getparent().remove(one)


def inside(desk: Desk, token: str) -> None:
    """Type a word that the paragraph has already in a proposal of ours."""
    found = [each for each in desk.body.iter(_INS) if each.get(_AUTHOR) == OURS]
    runs = [run for each in found for run in each.findall(_RUN) if run.findtext(_T)]
    if runs:
        run = desk.chance.choice(runs)
        block = next(run.iterancestors(_P))
        words = [each for each in "".join(block.itertext(_T)).split() if each.isalpha()]
        run.addnext(fragment(_known(token, desk.chance.choice([*words, "de"]) + " "))[0])
        desk.touched.add(block)


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


def judge_laid(mine: bytes, result: bytes, judged: Judged) -> None:
    """Look up every run of hers that is known, every range, and every reference."""
    before, now = (parse(read(each)[_MAIN]) for each in (mine, result))
    notes = "\n".join(said(result))
    left = [_runs(now), _runs(now, proposed=False)]
    for name, text in _runs(before).items():
        kept = any(text.strip() in each.get(name, "") for each in left)
        told = not kept and text.strip() in notes
        judged.counts[f"words {'kept' if kept else 'told' if told else 'lost'}"] += 1
        if not kept and not told:
            judged.wrong.append(f"known words lost: {name} {text!r}")
    ranges, after = _ranges(before), _ranges(now)
    for key, text in ranges.items():
        found = after.get(key)
        state = "lost" if found is None else "kept" if found == text or not text else "along"
        state = "empty" if found == "" and text else state
        judged.counts[f"range {state}"] += 1
        if found is None:
            judged.wrong.append(f"range lost: {key}")
    names = {each.get(_NAME) for each in now.iter(qualified("w:bookmarkStart"))}
    whole = {each.get(_NAME) for each in before.iter(qualified("w:bookmarkStart"))}
    for each in now.iter(qualified("w:fldSimple")):
        name = str(each.get(qualified("w:instr"))).split()[1:2]
        if name and name[0].startswith("Plek"):
            judged.counts["references"] += 1
            if name[0] in whole - names:
                judged.wrong.append(f"reference to nothing: {name[0]}")


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
