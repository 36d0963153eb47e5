"""Random edits that are no typing in the text: fields, properties, controls, contents pages.

Each leaves a token like `u12x`, and is looked up afterwards: kept, told or lost.
"""

import random
import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from word.merging.answering import answer_some
from word.merging.fates import KEPT, LOST, TOLD, Fates
from word.merging.fuzzing import Editor
from word.merging.material import DATE, OURS, merged

from handbook.word.merge import Merged, Refused, merge, with_base
from handbook.word.package.markup import Element, fragment, parse, qualified, serialise
from handbook.word.package.package import pack, read

_MAIN = "word/document.xml"
_TEXTS = re.compile(r"word/(document|header\d*|footer\d*)\.xml")
_CORE, _APP, _CUSTOM = (f"docProps/{name}.xml" for name in ("core", "app", "custom"))
_TYPED = ("title", "subject", "creator", "keywords", "category")


class Setter:
    """Her file while she sets and types what is no plain text in it."""

    def __init__(self, data: bytes, chance: random.Random, start: int) -> None:
        self.parts = dict(read(data))
        self.chance = chance
        self.number = start
        self.tokens: dict[str, str] = {}

    def run(self, times: int) -> bytes:
        for _ in range(times):
            self.number += 1
            way = self.chance.choice(_WAYS)
            token = f"u{self.number}x"
            if way(self, token):
                self.tokens[token] = way.__name__
        return pack(self.parts)

    def root(self, name: str) -> Element:
        return parse(self.parts[name])

    def keep(self, name: str, root: Element) -> bool:
        self.parts[name] = serialise(root)
        return True


def field_result(context: Setter, token: str) -> bool:
    """Type in the result of a field in the text, a header or a footer."""
    names = sorted(name for name in context.parts if _TEXTS.fullmatch(name))
    name = context.chance.choice(names)
    root = context.root(name)
    results = [each for each in _results(root) if not _in_contents(each)]
    if not results:
        return False
    text = context.chance.choice(results)
    text.text = f"{text.text} {token}"
    return context.keep(name, root)


def info(context: Setter, token: str) -> bool:
    """Fill in something under File > Info."""
    name = context.chance.choice([each for each in (_CORE, _CORE, _APP) if each in context.parts])
    root = context.root(name)
    wanted = ("Company", "Manager") if name == _APP else _TYPED
    found = [each for each in root if str(each.tag).rpartition("}")[2] in wanted]
    if not found:
        return False
    each = context.chance.choice(found)
    each.text = f"{each.text or ''} {token}".strip()
    return context.keep(name, root)


def own_property(context: Setter, token: str) -> bool:
    """Add a property of her own."""
    if _CUSTOM not in context.parts:
        return False
    root = context.root(_CUSTOM)
    space = str(root.tag).partition("}")[0] + "}"
    made = root.makeelement(f"{space}property")
    made.set("fmtid", "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}")
    made.set("pid", str(max([1, *(int(each.get("pid")) for each in root)]) + 1))
    made.set("name", f"Eigen {token}")
    types = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
    value = made.makeelement(f"{{{types}}}lpwstr")
    value.text = token
    made.append(value)
    root.append(made)
    return context.keep(_CUSTOM, root)


def description(context: Setter, token: str) -> bool:
    """Describe a picture."""
    root = context.root(_MAIN)
    pictures = list(root.iter(qualified("wp:docPr")))
    if not pictures:
        return False
    picture = context.chance.choice(pictures)
    picture.set("descr", f"{picture.get('descr') or ''} {token}".strip())
    return context.keep(_MAIN, root)


def control(context: Setter, token: str) -> bool:
    """Put a control around words of a paragraph."""
    root = context.root(_MAIN)
    runs = [
        run
        for run in root.iterfind(f".//{_P}/{_RUN}")
        if (run.findtext(_T) or "").strip()
        and not _in_contents(run)
        and not _has_field(run.getparent())
    ]
    run = context.chance.choice(runs)
    [made] = fragment(
        f'<w:sdt><w:sdtPr><w:alias w:val="{token}"/></w:sdtPr><w:sdtContent/></w:sdt>'
    )
    run.addprevious(made)
    made[1].append(run)
    return context.keep(_MAIN, root)


def choice(context: Setter, token: str) -> bool:
    """Choose or fill in something in a control."""
    root = context.root(_MAIN)
    texts = [
        text
        for each in root.iter(_SDT)
        if not _is_contents(each)
        for text in each.iterfind(f"{_CONTENT}//{_T}")
    ]
    if not texts:
        return False
    text = context.chance.choice(texts)
    text.text = f"{text.text or ''} {token}"
    return context.keep(_MAIN, root)


def line(context: Setter, token: str) -> bool:
    """Type a line in the contents page, or words in one."""
    root = context.root(_MAIN)
    control_ = next((each for each in root.iter(_SDT) if _is_contents(each)), None)
    if control_ is None:
        return False
    lines = [each for each in control_.iter(_P) if "".join(each.itertext(_T)).strip()]
    if not lines:
        return False
    place = context.chance.choice(lines)
    if context.chance.random() < 0.5:
        [made] = fragment(f"<w:p><w:r><w:t>Zie ook {token}</w:t></w:r></w:p>")
        place.addprevious(made)
    else:
        text = next(each for each in place.iter(_T) if (each.text or "").strip())
        text.text = f"{text.text} {token} "
    return context.keep(_MAIN, root)


_WAYS: tuple[Callable[[Setter, str], bool], ...] = (
    *(field_result, field_result, info, own_property, description, control, choice, line, line),
)


def revise(data: bytes, chance: random.Random, sign: str) -> bytes:
    """The new file after the source changed a line with a field, a property and a picture."""
    context = Setter(data, chance, 0)
    for name in sorted(filter(_TEXTS.fullmatch, context.parts)):
        root = context.root(name)
        lines = [each for each in root.iter(_P) if _has_field(each) and not _in_contents(each)]
        if lines:
            [run] = fragment(f'<w:r><w:t xml:space="preserve"> {sign}</w:t></w:r>')
            chance.choice(lines).append(run)
            context.keep(name, root)
    for each in (info, description):
        each(context, sign)
    return pack(context.parts)


def _has_field(paragraph: Element) -> bool:
    return next(paragraph.iter(_FIELD), None) is not None


@dataclass
class Years:
    """What became of her tokens over the releases, and what else was seen, each time counted."""

    fates: Fates = field(default_factory=Fates)
    counts: Counter[str] = field(default_factory=Counter)


def look_up(mine: bytes, tokens: Mapping[str, str], result: Merged) -> Fates:
    """Return the fate of each of the tokens that her file shows, by kind."""
    before, after = seen(mine), seen(result.data)
    told = [f"{each.text}\n{each.note}" for each in result.outcomes]
    said = "\n".join([*told, read(result.data).get("word/comments.xml", b"").decode()])
    fates = Fates()
    for token, kind in tokens.items():
        if token in before:
            fates.add(kind, token, KEPT if token in after else TOLD if token in said else LOST)
    return fates


def years(
    data: bytes,
    chance: random.Random,
    times: tuple[int, int, int],
    save: Callable[[bytes], bytes],
) -> Years:
    """Return what became of her tokens in a document that goes through some releases.

    Args:
        data: what the tool makes at first.
        chance: decides everything.
        times: how many releases, edits of hers in each, and changes of the source in each.
        save: what her program does to a file.
    """
    found = Years()
    hers, new = pack(with_base(read(data))), data
    tokens: dict[str, str] = {}
    for release in range(1, times[0] + 1):
        setter = Setter(hers, chance, 1_000 * release)
        mine = save(setter.run(times[1]))
        tokens |= setter.tokens
        source = Editor(new, chance, "s", hers=False, start=1_000 * release)
        new = revise(source.run(times[2]), chance, f"s{release}y")
        result = merge(mine, new, date=DATE)
        if isinstance(result, Refused):  # her file stays as it is
            found.counts[f"refused: {result.reason}"] += 1
            break
        found.fates.merge(look_up(mine, tokens, result))
        if merged(result.data, new).data != result.data:
            found.counts["second merge changed a file"] += 1
        hers = answer_some(result.data, chance)
    return found


def wrong(found: Years) -> list[str]:
    """Return what may never happen: a token that was lost, a second merge that did something."""
    again = [each for each in found.counts if each.startswith("second")]
    return [f"lost {each}" for each in found.fates.lost()] + again


def seen(data: bytes) -> str:
    """Return all that her file shows or holds, without what our proposals take away."""
    parts = read(data)
    found = [parts[name].decode() for name in (_CORE, _APP, _CUSTOM) if name in parts]
    for name in sorted(filter(_TEXTS.fullmatch, parts)):
        root = parse(parts[name])
        for each in list(root.iter(qualified("w:del"))):
            if each.get(qualified("w:author")) == OURS and each.getparent() is not None:
                each.getparent().remove(each)
        found.append(serialise(root).decode())
    return "\n".join(found)


def _results(root: Element) -> list[Element]:
    """Return the texts in the results of complex fields."""
    found, open_ = [], []
    for each in root.iter(_FIELD, _T):
        kind = each.get(_KIND) if each.tag == _FIELD else ""
        if kind == "begin":
            open_.append(False)
        elif kind == "separate" and open_:
            open_[-1] = True
        elif kind == "end" and open_:
            open_.pop()
        elif each.tag == _T and open_ and open_[-1] and each.text:
            found.append(each)
    return found


def _in_contents(element: Element) -> bool:
    return any(_is_contents(each) for each in element.iterancestors(_SDT))


def _is_contents(control_: Element) -> bool:
    return next(control_.iter(qualified("w:docPartGallery")), None) is not None


_P, _RUN, _T, _SDT, _CONTENT, _FIELD, _KIND = (
    qualified(f"w:{n}") for n in ("p", "r", "t", "sdt", "sdtContent", "fldChar", "fldCharType")
)
