"""Footnotes and endnotes of her file: a place for those of ours, and the order of her text."""

import posixpath

from handbook.word.merge.package.opened_package import OpenedPackage
from handbook.word.package.markup import Element, qualified, serialise

KINDS = {
    qualified("w:footnoteReference"): "footnotes",
    qualified("w:endnoteReference"): "endnotes",
}


def notes_part(opened: OpenedPackage, kind: str, ours: Element) -> str:
    """Return the name of her notes of a kind; a file without gets a part with our separators."""
    part = opened.of(kind)
    if part:
        return part
    part = posixpath.join(posixpath.dirname(opened.main), f"{kind}.xml")
    root = ours.makeelement(qualified(f"w:{kind}"), nsmap=ours.nsmap)
    root.extend(each for each in list(ours) if each.get(_TYPE))
    opened.create(part, serialise(root), kind)
    return part


def order_notes(opened: OpenedPackage) -> None:
    """Leave the notes that her text refers to, in its order.

    LibreOffice gives the first reference the first note, whatever their numbers say: a note left
    behind would shift the text of every later one.
    """
    body = opened.document.stories["body"].root
    for reference, kind in KINDS.items():
        part = opened.of(kind)
        if not part:
            continue
        root = opened.root(part)
        notes = list(root)
        places = {each.get(_ID): at for at, each in reversed([*enumerate(body.iter(reference))])}
        special = [each for each in notes if each.get(_TYPE)]
        used = [each for each in notes if not each.get(_TYPE) and each.get(_ID) in places]
        wanted = [*special, *sorted(used, key=lambda each: places[each.get(_ID)])]
        if wanted != notes:
            root[:] = wanted
            opened.touch(part)


_ID, _TYPE = qualified("w:id"), qualified("w:type")
