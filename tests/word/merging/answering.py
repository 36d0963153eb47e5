"""What she does with our proposals in Word: accept them, or reject them."""

import random

from word.merging.material import OURS

from handbook.word.package.markup import Element, parse, qualified, serialise
from handbook.word.package.package import pack, read

_STORY = ("word/document.xml", "word/header1.xml", "word/footer1.xml")


def answer(data: bytes, *, accept: bool) -> bytes:
    """Her file after she accepted, or rejected, all that we proposed."""
    parts = read(data)
    for name in _STORY:
        if name in parts:
            root = parse(parts[name])
            _settle(root, accept=accept)
            parts[name] = serialise(root)
    return pack(parts)


def answer_at(data: bytes, text: str, *, accept: bool) -> bytes:
    """Her file after she answered our proposals in the rows and paragraphs that say `text`."""
    parts = read(data)
    for name in _STORY:
        if name in parts:
            root = parse(parts[name])
            for block in [*root.iter(_ROW), *root.iter(_P)]:
                said = "".join(each.text or "" for each in block.iter(_T, _DELETED))
                if text in said and block.getparent() is not None:
                    _settle_block(block, accept=accept)
            parts[name] = serialise(root)
    return pack(parts)


def answer_some(data: bytes, chance: random.Random) -> bytes:
    """Her file after she accepted some paragraphs, rejected some, and left the rest."""
    parts = read(data)
    for name in _STORY:
        if name in parts:
            root = parse(parts[name])
            for block in list(root.iter(_P, _ROW)):
                choice = chance.choice((True, False, None))
                if choice is not None and block.getparent() is not None:
                    _settle_block(block, accept=choice)
            parts[name] = serialise(root)
    return pack(parts)


def _settle(root: Element, *, accept: bool) -> None:
    for block in [*root.iter(_ROW), *root.iter(_P)]:
        if block.getparent() is not None:
            _settle_block(block, accept=accept)


def _settle_block(block: Element, *, accept: bool) -> None:
    holder = _TRPR if block.tag == _ROW else f"{_PPR}/{_RPR}"
    inserted, deleted = (block.find(f"{holder}/{kind}") for kind in (_INS, _DEL))
    if (_ours(inserted) and not accept) or (_ours(deleted) and accept):
        block.getparent().remove(block)
        return
    for mark in (inserted, deleted):
        if _ours(mark):
            mark.getparent().remove(mark)
    for mark in [each for each in block.iter(_INS, _DEL) if _ours(each)]:
        stays = (mark.tag == _INS) is accept
        for text in mark.iter(_DELETED) if stays else ():
            text.tag = _T
        for each in list(mark) if stays else ():
            mark.addprevious(each)
        mark.getparent().remove(mark)


def _ours(mark: Element | None) -> bool:
    return mark is not None and mark.get(qualified("w:author")) == OURS


_P, _ROW, _PPR, _TRPR, _RPR, _INS, _DEL, _T, _DELETED = (
    qualified(f"w:{n}") for n in ("p", "tr", "pPr", "trPr", "rPr", "ins", "del", "t", "delText")
)
