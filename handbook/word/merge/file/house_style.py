"""The house style: definitions of styles, colours and fonts that the source changed."""

import copy
from collections import Counter
from collections.abc import Iterator, Mapping

from lxml import etree

from handbook.word.merge.blocks.transplant import Source
from handbook.word.merge.package.opened_package import OpenedPackage
from handbook.word.merge.package.report import Outcome
from handbook.word.package.markup import Element, parse, qualified
from handbook.word.package.package import relations
from handbook.word.reading.word_file import key_of

_OTHER = (
    "De huisstijl is gewijzigd. Een ander programma dan Word heeft dit bestand bewaard; daarom"
    " blijft de opmaak zoals zij is."
)
_RESTYLED = (
    "U had deze stijl zelf gewijzigd, en de huisstijl wijzigt haar ook: zij is nu die van de"
    " huisstijl. Wilt u het anders, wijzig dan de huisstijl in het profiel."
)
_PAPER = "De bron heeft het papier of de marges gewijzigd; die van u blijven."


def renew_house(
    opened: OpenedPackage, source: Source, old: Mapping[str, bytes]
) -> Iterator[Outcome]:
    """Bring styles and theme up to date where the source changed them; tell what stayed.

    A style is found by its name and keeps her id and her list; styles of her own stay.
    """
    changed = list(_changed_styles(source, old))
    theme, fresh = opened.of("theme"), source.theme
    themed = fresh and key_of(source.parts[fresh]) != old.get(fresh, key_of(source.parts[fresh]))
    if not (changed or themed):
        return
    program = opened.document.program
    if "Microsoft" not in program and program != "handbook":
        yield Outcome("withheld", "style", "", "", _OTHER)
        return
    known = source.document.looks
    names = [known.name(str(each.get(_STYLE_ID))) for _, each in changed]
    for name, (before, style) in zip(names, changed, strict=True):
        if _differs(_renew(opened, style, source), before):
            yield Outcome("conflict", "style", "", name, _RESTYLED)
    if themed and theme:
        opened.replace(theme, source.parts[fresh])
    yield Outcome("renewed", "style", "", ", ".join(names))


def _changed_styles(source: Source, old: Mapping[str, bytes]) -> Iterator[tuple[Element, Element]]:
    """Yield our styles as before and as now where that differs; new ones come with their text."""
    part = next((e.target for e in relations(old, source.main) if e.kind == "styles"), "")
    if part not in old:
        return
    before = {each.get(_STYLE_ID): each for each in parse(old[part])}
    for each in source.root("styles").iterfind(_STYLE):
        former = before.get(each.get(_STYLE_ID))
        if former is not None and etree.tostring(former) != etree.tostring(each):
            yield former, each


def _differs(hers: Element | None, before: Element) -> bool:
    """Tell whether her style says what ours did not; Word leaves out what is said elsewhere."""
    return hers is not None and bool(Counter(_said(hers)) - Counter(_said(before)))


def _said(style: Element) -> Iterator[tuple[str, ...]]:
    """Yield what a style says of words, paragraphs and tables, but for its list and language."""
    for properties in style.iterchildren(*_LOOKS):
        for each in properties.iter("*"):
            if each.tag not in _OTHERWISE:
                said = (f"{k}={v}" for k, v in sorted(each.items()) if "rsid" not in str(k))
                yield (str(each.getparent().tag), str(each.tag), *said)


def _renew(opened: OpenedPackage, style: Element, source: Source) -> Element | None:
    """Put our style in the place of hers, and return hers; None where she has none like it."""
    part = opened.of("styles")
    known, hers = source.document.looks, opened.document.looks
    identity = hers.ids.get((str(style.get(_TYPE)), known.name(str(style.get(_STYLE_ID)))))
    root = opened.root(part) if part else ()
    former = next((each for each in root if each.get(_STYLE_ID) == identity), None)
    if identity is None or former is None:
        return None
    made = copy.deepcopy(style)
    made.set(_STYLE_ID, identity)
    for each in made.iter(_BASED, _NEXT, _LINK):
        kinds = ("paragraph", "character", "table")
        name = known.name(str(each.get(_VAL)))
        found = [hers.ids[kind, name] for kind in kinds if (kind, name) in hers.ids]
        each.set(_VAL, found[0] if found else each.get(_VAL))
    _keep_list(former, made)
    former.getparent().replace(former, made)
    opened.touch(part)
    return former


def _keep_list(former: Element, made: Element) -> None:
    listed, wanted = former.find(f"{_PPR}/{_NUMPR}"), made.find(f"{_PPR}/{_NUMPR}")
    if wanted is not None and listed is not None:
        wanted.getparent().replace(wanted, copy.deepcopy(listed))
    elif wanted is not None:
        wanted.getparent().remove(wanted)


def renew_paper(opened: OpenedPackage, source: Source, old: Element) -> Iterator[Outcome]:
    """Bring paper size and margins of the last section up to date, unless she chose her own."""
    before, wanted = _paper(old), _paper(source.document.stories["body"].root)
    root = opened.document.stories["body"].root
    if before == wanted or _paper(root) == wanted:
        return
    if _paper(root) != before:
        yield Outcome("withheld", "body", "", "", _PAPER)
        return
    for each in _last_section(source.document.stories["body"].root):
        former = _last_section(root).find(each.tag)
        if each.tag in (_SIZE, _MARGIN) and former is not None:
            former.getparent().replace(former, copy.deepcopy(each))
    opened.touch(opened.main)
    yield Outcome("renewed", "body", "", "papier en marges")


def _last_section(root: Element) -> Element:
    return root.find(f"{_BODY}/{_SECTION}")


def _paper(root: Element) -> list[tuple[str, str]]:
    section = _last_section(root)
    found = [] if section is None else [e for e in section if e.tag in (_SIZE, _MARGIN)]
    return sorted((f"{e.tag}{name}", str(v)) for e in found for name, v in e.attrib.items())


_STYLE, _STYLE_ID, _TYPE, _BASED, _NEXT, _LINK, _VAL, _PPR, _NUMPR = (
    qualified(f"w:{n}")
    for n in ("style", "styleId", "type", "basedOn", "next", "link", "val", "pPr", "numPr")
)
_BODY, _SECTION, _SIZE, _MARGIN = (qualified(f"w:{n}") for n in ("body", "sectPr", "pgSz", "pgMar"))
_LOOKS = tuple(qualified(f"w:{n}") for n in ("pPr", "rPr", "tblPr", "trPr", "tcPr", "tblStylePr"))
_OTHERWISE = frozenset(qualified(f"w:{n}") for n in ("numPr", "numId", "ilvl", "lang"))
