"""What clients, and the programs they use, do to a questionnaire before it comes back."""

import re
from collections.abc import Callable, Mapping

from handbook.word.package.markup import Element, parse, qualified, serialise
from handbook.word.package.package import MAIN, pack, read

Change = Callable[[Element], None]


def with_parts(data: bytes, changed: Mapping[str, bytes | None]) -> bytes:
    """Return the package `data` with parts replaced, added, or (None) taken out."""
    parts = {**read(data), **changed}
    return pack({name: part for name, part in parts.items() if part is not None})


def edited(data: bytes, *changes: Change) -> bytes:
    """Return the .docx `data` after `changes` to its text."""
    root = parse(read(data)[MAIN])
    for change in changes:
        change(root)
    return with_parts(data, {MAIN: serialise(root)})


def controls(root: Element) -> dict[str, Element]:
    """Return the content controls by tag."""
    tags = {
        each: each.find(qualified("w:sdtPr") + "/" + qualified("w:tag"))
        for each in root.iter(qualified("w:sdt"))
    }
    return {tag.get(qualified("w:val")): each for each, tag in tags.items() if tag is not None}


def typed(answers: Mapping[str, str]) -> Change:
    """Type as Word does: the hint goes, its style too, and Enter is a line break."""

    def change(root: Element) -> None:
        for key, text in answers.items():
            control = controls(root)[key]
            settings, content = control
            for hint in settings.findall(qualified("w:showingPlcHdr")):
                settings.remove(hint)
            for child in list(content):
                content.remove(child)
            content.append(run(text))

    return change


def typed_beside(answers: Mapping[str, str]) -> Change:
    """Type behind the control, in the cell it stands in."""

    def change(root: Element) -> None:
        for key, text in answers.items():
            control = controls(root)[key]
            control.addnext(run(text))

    return change


def run(text: str) -> Element:
    """Return a run with `text`; its line ends are line breaks."""
    made = parse(f'<w:r xmlns:w="{qualified("w:r")[1:].partition("}")[0]}"/>')
    for number, line in enumerate(text.split("\n")):
        if number:
            made.append(made.makeelement(qualified("w:br")))
        piece = made.makeelement(qualified("w:t"))
        piece.text = line
        made.append(piece)
    return made


def without_tags(root: Element) -> None:
    """Do as LibreOffice 7.4: no tag, no lock, no word of a hint, a new number."""
    for control in root.iter(qualified("w:sdt")):
        settings = control.find(qualified("w:sdtPr"))
        for name in ("w:tag", "w:lock", "w:showingPlcHdr"):
            for each in settings.findall(qualified(name)):
                settings.remove(each)
    for style in list(root.iter(qualified("w:rStyle"))):
        if style.get(qualified("w:val")) == "PlaceholderText":
            style.getparent().remove(style)


def without_seal(data: bytes) -> bytes:
    """Return `data` as Word's Document Inspector leaves it: no custom XML."""
    parts = read(data)
    kept = {name: part for name, part in parts.items() if not name.startswith("customXml/")}
    rels = "word/_rels/document.xml.rels"
    kept[rels] = re.sub(rb"<Relationship [^>]*customXml[^>]*/>", b"", parts[rels])
    return pack(kept)
