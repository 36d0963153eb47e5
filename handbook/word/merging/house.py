"""The house style: definitions of styles, colours and fonts that the source changed."""

import copy
from collections.abc import Iterator, Mapping

from lxml import etree

from handbook.word.markup import Element, parse, qualified
from handbook.word.merging.bench import Bench
from handbook.word.merging.graft import Source
from handbook.word.merging.outcomes import Outcome
from handbook.word.package import relations
from handbook.word.reading import key_of

_OTHER = (
    "De huisstijl is gewijzigd. Een ander programma dan Word heeft dit bestand bewaard; daarom"
    " blijft de opmaak zoals zij is."
)
_PAPER = "De bron heeft het papier of de marges gewijzigd; die van u blijven."


def renew_house(bench: Bench, source: Source, old: Mapping[str, bytes]) -> Iterator[Outcome]:
    """Bring styles and theme up to date where the source changed them; tell what stayed.

    A style is found by its name and keeps her id and her list; styles of her own stay.
    """
    changed = list(_changed_styles(source, old))
    theme, fresh = bench.of("theme"), source.theme
    themed = fresh and key_of(source.parts[fresh]) != old.get(fresh, key_of(source.parts[fresh]))
    if not (changed or themed):
        return
    program = bench.document.program
    if "Microsoft" not in program and program != "handbook":
        yield Outcome("withheld", "style", "", "", _OTHER)
        return
    for style in changed:
        _renew(bench, style, source)
    if themed and theme:
        bench.replace(theme, source.parts[fresh])
    names = ", ".join(source.document.looks.name(str(each.get(_STYLE_ID))) for each in changed)
    yield Outcome("renewed", "style", "", names)


def _changed_styles(source: Source, old: Mapping[str, bytes]) -> Iterator[Element]:
    """Yield our styles that we define otherwise than before; new ones come with their text."""
    part = next((e.target for e in relations(old, source.main) if e.kind == "styles"), "")
    if part not in old:
        return
    before = {each.get(_STYLE_ID): etree.tostring(each) for each in parse(old[part])}
    for each in source.root("styles").iterfind(_STYLE):
        former = before.get(each.get(_STYLE_ID))
        if former is not None and former != etree.tostring(each):
            yield each


def _renew(bench: Bench, style: Element, source: Source) -> None:
    part = bench.of("styles")
    known, hers = source.document.looks, bench.document.looks
    identity = hers.ids.get((str(style.get(_TYPE)), known.name(str(style.get(_STYLE_ID)))))
    root = bench.root(part) if part else ()
    former = next((each for each in root if each.get(_STYLE_ID) == identity), None)
    if identity is None or former is None:
        return
    made = copy.deepcopy(style)
    made.set(_STYLE_ID, identity)
    for each in made.iter(_BASED, _NEXT, _LINK):
        kinds = ("paragraph", "character", "table")
        name = known.name(str(each.get(_VAL)))
        found = [hers.ids[kind, name] for kind in kinds if (kind, name) in hers.ids]
        each.set(_VAL, found[0] if found else each.get(_VAL))
    _keep_list(former, made)
    former.getparent().replace(former, made)
    bench.touch(part)


def _keep_list(former: Element, made: Element) -> None:
    listed, wanted = former.find(f"{_PPR}/{_NUMPR}"), made.find(f"{_PPR}/{_NUMPR}")
    if wanted is not None and listed is not None:
        wanted.getparent().replace(wanted, copy.deepcopy(listed))
    elif wanted is not None:
        wanted.getparent().remove(wanted)


def renew_paper(bench: Bench, source: Source, old: Element) -> Iterator[Outcome]:
    """Bring paper size and margins of the last section up to date, unless she chose her own."""
    before, wanted = _paper(old), _paper(source.document.stories["body"].root)
    root = bench.document.stories["body"].root
    if before == wanted or _paper(root) == wanted:
        return
    if _paper(root) != before:
        yield Outcome("withheld", "body", "", "", _PAPER)
        return
    for each in _last_section(source.document.stories["body"].root):
        former = _last_section(root).find(each.tag)
        if each.tag in (_SIZE, _MARGIN) and former is not None:
            former.getparent().replace(former, copy.deepcopy(each))
    bench.touch(bench.main)
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
