"""What a file holds beside its words: looks, pages, controls, settings, whoever made them.

Known are the things that a program writes of its own when it saves; all the rest a person may
have set, also what nobody thought of.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby

from handbook.word.package.markup import Element, parse, qualified
from handbook.word.reading.units import Document, pieces_of
from handbook.word.reading.word_file import part_of
from handbook.word.template_language.properties import APP, CORE


def _names(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


# Left by saving: proofing marks, where pages broke, numbers of controls.
_BY_PROGRAM = _names(
    "proofErr lastRenderedPageBreak bookmarkEnd cnfStyle noProof webHidden rsid id sdtEndPr"
    " placeholder docGrid extLst cNvGraphicFramePr effectExtent sizeRelH sizeRelV nsid tmpl"
    " multiLevelType sectPrChange"
)
# What is compared as words, and what only holds other elements.
_CARRIES = _names(
    "document body hdr ftr footnotes endnotes footnote endnote p r t delText instrText fldChar"
    " fldSimple hyperlink smartTag sdtContent pPr rPr tblPr tblGrid tr tc trPr tcPr numPr"
    " softHyphen noBreakHyphen footnoteReference endnoteReference footnoteRef endnoteRef"
    " styles rPrDefault pPrDefault docDefaults"
)
_IDENTITIES = _names("id embed paraId textId anchorId editId tplc tentative hint code")
_OFFICIAL = re.compile(r"\{http://schemas\.microsoft\.com/office/word/(2012|2015|2016|2018)")
_STYLES = _names("pStyle rStyle tblStyle basedOn")
_OF_STYLE = _names("pPr rPr tblPr trPr tcPr tblStylePr basedOn")
_SETTINGS = _names(
    "zoom proofState rsids compat mathPr themeFontLang clrSchemeMapping decimalSymbol"
    " listSeparator shapeDefaults hdrShapeDefaults defaultTabStop characterSpacingControl docId"
    " chartTrackingRefBased persistentDocument footnotePr endnotePr activeWritingStyle"
    " updateFields stylePaneFormatFilter stylePaneSortMethod view hyphenationZone"
    " hideSpellingErrors hideGrammaticalErrors attachedSchema removeDateAndTime"
)
_INFO = _names("identifier language contentType HyperlinkBase")
_CONTENTS = re.compile(r"(toc|inhopg|contents) ?\d")

Fact = tuple[object, ...]


def set_in(document: Document, parts: Mapping[str, bytes]) -> Counter[Fact]:
    """Return everything in a file that is no word of it, each as often as it stands there.

    Equal for two files that say the same and differ only in what a program left in saving. Links
    are not in it; `links_in` tells those.

    Args:
        document: the file, as it was read.
        parts: the same file as a package.

    Raises:
        ValueError: a part is damaged.
    """
    main = document.stories["body"].part
    walk = _Walk(document, _lists(part_of(parts, main, "numbering")))
    found: Counter[Fact] = Counter()
    for key, story in document.stories.items():
        found.update((key, *each) for each in walk.facts_of(story.root))
    for kind in ("footnotes", "endnotes"):
        for root in _root(part_of(parts, main, kind)):
            notes = [each for each in root if not each.get(_TYPE)]
            found.update((kind, *fact) for each in notes for fact in walk.facts_of(each))
    for root in _root(part_of(parts, main, "styles")):
        found.update(walk.of_styles(root))
    for root in _root(part_of(parts, main, "settings")):
        chosen = [each for each in root if _local(each) not in _SETTINGS]
        found.update(("settings", *fact) for each in chosen for fact in walk.inside(each, ""))
    for part in (CORE, APP):
        for root in _root(parts.get(part)):
            found.update((part, _local(e), e.text) for e in root if _local(e) in _INFO and e.text)
    return found


def links_in(document: Document) -> set[Fact]:
    """Return where each block leads to."""
    return {
        (key, at, each.link)
        for key, story in document.stories.items()
        for at, unit in enumerate(story.units)
        for each in pieces_of(unit.content)
        if each.link
    }


@dataclass(slots=True)
class _Walk:
    """Goes through one part; a fact is told with the number of paragraphs that stand before it."""

    document: Document
    lists: Mapping[str, object]
    before: int = field(default=0)

    def facts_of(self, root: Element) -> Iterator[Fact]:
        """Yield the facts of a part, or of a note."""
        self.before = 0
        for fact in self.inside(root, ""):
            yield (self.before, *fact)

    def inside(self, element: Element, above: str) -> Iterator[Fact]:
        """Yield what is set on an element and in it."""
        name = _local(element)
        if name in _BY_PROGRAM or _is_made(element) or self._is_listed(element):
            return
        if name == "r" or (name == "lang" and _is_dutch(element)):
            return
        if name not in _CARRIES or (name == "hyperlink" and _is_told_more(element)):
            yield (above, name, self._attributes(element))
        if name == "p":
            self.before += 1
            yield from self._runs(element)
        for each in element:
            yield from self.inside(each, name)

    def of_styles(self, root: Element) -> Iterator[Fact]:
        """Yield what each style says, by its name."""
        for style in root:
            if _local(style) == "docDefaults":
                yield from (("defaults", *fact) for fact in self.inside(style, ""))
            elif _local(style) == "style":
                called = (style.get(_TYPE), self.document.looks.name(str(style.get(_STYLE_ID))))
                chosen = [each for each in style if _local(each) in _OF_STYLE]
                yield from ((called, *f) for each in chosen for f in self.inside(each, ""))

    def _runs(self, paragraph: Element) -> Iterator[Fact]:
        """Yield the words of a paragraph by what is set on them, however they are cut in runs."""
        looks = list(self._looks(paragraph))
        for look, group in groupby(looks, key=lambda each: each[0]):
            text = "".join(said for _, said in group)
            if look or text:
                yield ("words", look, text)

    def _looks(self, paragraph: Element) -> Iterator[tuple[frozenset[Fact], str]]:
        """Yield what is set on each run with its words, "" in a field: a program fills those."""
        depth = 0
        for run in paragraph.iter(_RUN):
            if next(run.iterancestors(_P)) is not paragraph:
                continue
            depth += sum(_DEPTH.get(str(each.get(_FIELD_KIND)), 0) for each in run.iter(_FIELD))
            in_field = depth > 0 or any(True for _ in run.iterancestors(_SIMPLE))
            yield self._look(run), "" if in_field else "".join(map(_said, run.iterchildren(_T)))
            rest = [each for each in run if each.tag not in (_RPR, _FIELD, _T)]
            if facts := frozenset(fact for each in rest for fact in self.inside(each, "r")):
                yield facts, ""

    def _look(self, run: Element) -> frozenset[Fact]:
        """Return what is set on a run; the style of a link comes with the link."""
        linked = any(True for _ in run.iterancestors(_LINK))
        return frozenset(
            fact
            for properties in run.iterchildren(_RPR)
            for each in properties
            if not (linked and _local(each) == "rStyle")
            for fact in self.inside(each, "")
        )

    def _is_listed(self, element: Element) -> bool:
        """Tell whether a paragraph is a line of the contents page: a program makes those."""
        style = element.find(_PSTYLE) if element.tag == _P else None
        named = "" if style is None else self.document.looks.name(str(style.get(_VAL)))
        return bool(_CONTENTS.match(named))

    def _attributes(self, element: Element) -> frozenset[Fact]:
        name, value = _local(element), str(element.get(_VAL, ""))
        if name in _STYLES:
            return frozenset({(self.document.looks.name(value),)})
        if name == "numId":
            return frozenset({(self.lists.get(value, value),)})
        if name == "tblLook" and value:
            return frozenset({(int(value, 16) if _HEX.fullmatch(value) else value,)})
        return frozenset(
            (str(key).rpartition("}")[2], said)
            for key, said in element.attrib.items()
            if not _is_of_program(name, str(key), str(said))
        )


def _is_told_more(link: Element) -> bool:
    """Tell whether a link says more than where it leads: a tip, or the window it opens in."""
    return any(link.get(each) for each in _OF_LINK)


def _is_of_program(name: str, key: str, said: str) -> bool:
    local = key.rpartition("}")[2]
    return (
        local in _IDENTITIES
        or local.startswith("rsid")
        or key == _SPACE
        or bool(_OFFICIAL.match(key))
        or (name, local, said) == ("pgMar", "gutter", "0")
        or (name, local) in (("cols", "space"), ("docPr", "name"), ("cNvPr", "name"))
    )


def _is_dutch(language: Element) -> bool:
    """Tell whether a language is that of our texts, which programs write on each run, or none."""
    return str(language.get(_VAL, "nl")).partition("-")[0] in ("nl", "zxx", "")


def _is_made(element: Element) -> bool:
    """Tell whether an element is a bookmark with a hidden name, a contents page or a remark."""
    if not isinstance(element.tag, str):
        return True
    if element.tag == _BOOKMARK:
        return str(element.get(_NAME, "")).startswith("_")
    gallery = element.find(_GALLERY) if element.tag == _SDT else None
    return gallery is not None and gallery.get(_VAL) == "Table of Contents"


def _lists(numbering: bytes | None) -> dict[str, object]:
    """Return what each list looks like, by the number that a paragraph gives for it."""
    found: dict[str, object] = {}
    for root in _root(numbering):
        shapes = {e.get(_ABSTRACT_ID): _shape(e) for e in root if _local(e) == "abstractNum"}
        for each in root:
            if _local(each) == "num":
                target = each.find(_ABSTRACT_ID)
                own = tuple(_shape(e) for e in each if _local(e) == "lvlOverride")
                key = None if target is None else target.get(_VAL)
                found[str(each.get(_NUM_ID))] = (shapes.get(key), own)
    return found


def _shape(element: Element) -> tuple[Fact, ...]:
    kept = (each for each in element.iter("*") if _local(each) not in (*_BY_PROGRAM, "pStyle"))
    return tuple(
        (
            _local(each),
            frozenset(
                (key, said)
                for key, said in each.attrib.items()
                if key != _ABSTRACT_ID and not _is_of_program(_local(each), str(key), str(said))
            ),
        )
        for each in kept
    )


def _root(data: bytes | None) -> Iterator[Element]:
    if data is not None:
        yield parse(data)


def _said(text: Element) -> str:
    return str(text.text or "")


def _local(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


_DEPTH = {"begin": 1, "end": -1}
_HEX = re.compile(r"[0-9A-Fa-f]+")
_P, _RUN, _T, _RPR, _LINK, _SIMPLE, _SDT, _BOOKMARK, _FIELD = (
    qualified(f"w:{n}")
    for n in ("p", "r", "t", "rPr", "hyperlink", "fldSimple", "sdt", "bookmarkStart", "fldChar")
)
_TYPE, _VAL, _NAME, _STYLE_ID, _NUM_ID, _ABSTRACT_ID, _FIELD_KIND = (
    qualified(f"w:{n}")
    for n in ("type", "val", "name", "styleId", "numId", "abstractNumId", "fldCharType")
)
_OF_LINK = tuple(qualified(f"w:{n}") for n in ("tooltip", "tgtFrame", "docLocation"))
_PSTYLE = f"{qualified('w:pPr')}/{qualified('w:pStyle')}"
_GALLERY = "/".join(qualified(f"w:{n}") for n in ("sdtPr", "docPartObj", "docPartGallery"))
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
