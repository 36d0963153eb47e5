"""Small documents to merge, and what one reads in the result: as it is, accepted, rejected."""

import re
from collections.abc import Callable
from functools import lru_cache

from word.specimen import identity, p, parts

from handbook.word.merge import Merged, Refused, merge, with_base
from handbook.word.package.markup import Element, parse, qualified, serialise, text_of
from handbook.word.package.package import pack, read

DATE = "2026-11-24T00:00:00Z"
OURS = "handbook"
MAIN = "word/document.xml"


def mark(name: str, number: int) -> str:
    return f'<w:bookmarkStart w:id="{number}" w:name="_kh{name}"/><w:bookmarkEnd w:id="{number}"/>'


def body(*blocks: str) -> str:
    """Blocks as the tool writes them: "# heading", "- item", markup, or plain text."""
    out = []
    for number, block in enumerate(blocks, start=1):
        if block.startswith("<"):
            out.append(block)
            continue
        style = {"#": "heading 1", "-": "List Bullet"}.get(block[:1], "")
        text = block.lstrip("#- ") if style else block
        place = re.sub(r"\W", "", text)[:12]
        out.append(p(text, style).replace("<w:r>", f"{mark(place + str(number), number)}<w:r>", 1))
    return "".join(out)


def made(*blocks: str, header: str = "") -> bytes:
    """The file that the tool makes of these blocks, without a base."""
    return pack(parts(body(*blocks), header))


def written(*blocks: str, header: str = "") -> bytes:
    """The file that the tool wrote: with its base."""
    return pack(with_base(parts(body(*blocks), header)))


def typed(data: bytes, old: str, new: str, part: str = MAIN) -> bytes:
    """Her file after she replaced markup or text in it; `old` must be there."""
    found = read(data)
    text = found[part].decode()
    assert old in text, old
    return pack({**found, part: text.replace(old, new, 1).encode()})


def changed(data: bytes, change: Callable[[Element], None], part: str = MAIN) -> bytes:
    found = read(data)
    root = parse(found[part])
    change(root)
    return pack({**found, part: serialise(root)})


def without(data: bytes, text: str) -> bytes:
    """Her file after she deleted the paragraph or row that says `text`."""

    def drop(root: Element) -> None:
        # By paragraph: Word cuts a text in runs wherever it likes.
        said = next(each for each in root.iter(qualified("w:p")) if text in text_of(each))
        row = next(said.iterancestors(qualified("w:tr")), None)
        block = said if row is None else row
        block.getparent().remove(block)

    return changed(data, drop)


def merged(mine: bytes, new: bytes) -> Merged:
    result = merge(mine, new, date=DATE)
    assert not isinstance(result, Refused), result
    return result


def own(text: str, style: str = "") -> str:
    """A paragraph of hers, as Word writes one."""
    look = f'<w:pPr><w:pStyle w:val="{identity(style)}"/></w:pPr>' if style else ""
    return f"<w:p>{look}<w:r><w:t>{text}</w:t></w:r></w:p>"


def after(data: bytes, text: str, added: str) -> bytes:
    """Her file with a paragraph of her own below the one that says `text`."""

    def put(root: Element) -> None:
        texts = qualified("w:t")
        blocks = root.iter(qualified("w:p"))
        block = next(each for each in blocks if text in "".join(each.itertext(texts)))
        block.addnext(parse(added.replace("<w:p>", f'<w:p xmlns:w="{_W}">', 1)))

    return changed(data, put)


class Opened:
    """A file to look in, and not to change: its parts, and their roots, each parsed once."""

    def __init__(self, data: bytes) -> None:
        self.parts = read(data)
        self._roots: dict[str, Element] = {}

    def root(self, part: str = MAIN) -> Element:
        if part not in self._roots:
            self._roots[part] = parse(self.parts[part])
        return self._roots[part]


@lru_cache(maxsize=4)
def opened(data: bytes) -> Opened:
    return Opened(data)


def shown(data: bytes, view: str = "accept", part: str = MAIN) -> list[str]:
    """The paragraphs when all our proposals are accepted or rejected ("accept", "reject")."""
    lines = []
    for paragraph in opened(data).root(part).iter(_P):
        if _falls(paragraph, view):
            continue
        texts = [each for each in paragraph.iter(_T, _DELETED) if not _gone(each, view)]
        lines.append("".join(each.text or "" for each in texts))
    return [line for line in lines if line]


def _falls(paragraph: Element, view: str) -> bool:
    row = next(paragraph.iterancestors(_ROW), None)
    marks = list(paragraph.iterfind(_END_MARK[view]))
    if row is not None:
        marks += list(row.iterfind(_ROW_MARK[view]))
    return any(each.get(_AUTHOR) == OURS for each in marks)


def _gone(text: Element, view: str) -> bool:
    for each in text.iterancestors(_INS, _DEL):
        ours = each.get(_AUTHOR) == OURS
        deleted = each.tag == _DEL
        if ours and deleted is (view == "accept"):
            return True
        if not ours and deleted:
            return True
    return False


def said(data: bytes) -> list[str]:
    """Our comments, each as one text."""
    file = opened(data)
    if "word/comments.xml" not in file.parts:
        return []
    return [
        "\n".join("".join(each.itertext(_T)) for each in comment)
        for comment in file.root("word/comments.xml")
        if comment.get(_AUTHOR) == OURS
    ]


_P, _T, _DELETED, _ROW, _INS, _DEL, _AUTHOR = (
    qualified(f"w:{name}") for name in ("p", "t", "delText", "tr", "ins", "del", "author")
)
_GOES = {"accept": _DEL, "reject": _INS}
_END_MARK = {
    view: f"{qualified('w:pPr')}/{qualified('w:rPr')}/{mark}" for view, mark in _GOES.items()
}
_ROW_MARK = {view: f"{qualified('w:trPr')}/{mark}" for view, mark in _GOES.items()}
_W = qualified("w:p")[1:].partition("}")[0]
