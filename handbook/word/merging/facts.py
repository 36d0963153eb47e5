"""Properties of her file, and the fields in its text that show them."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from handbook.word.markup import Element, parse, qualified
from handbook.word.merging.bench import Bench
from handbook.word.merging.outcomes import Outcome

CUSTOM = "docProps/custom.xml"
CORE = "docProps/core.xml"

_TYPED = "Over dit veld is heen getypt; het nieuwe gegeven staat er niet in. Verander het profiel."
_HERS = "U hebt deze eigenschap van het bestand zelf gewijzigd; zij blijft zoals zij is."
_SHOWS = re.compile(r'\s*DOCPROPERTY\s+"?([^"\\]+?)"?\s*(\\|$)', re.IGNORECASE)
# Who saved the file last, and when, is hers.
_HER_CORE = frozenset(("lastModifiedBy", "modified", "created", "revision", "lastPrinted"))


def renew_facts(
    bench: Bench, old: Mapping[str, bytes], new: Mapping[str, bytes]
) -> Iterator[Outcome]:
    """Bring the properties up to date, and the fields that show them; tell what stayed hers."""
    _renew_core(bench, new)
    if CUSTOM not in bench.parts or CUSTOM not in new:
        return
    hers = _values(bench.parts[CUSTOM])
    before = _values(old[CUSTOM]) if CUSTOM in old else hers
    values = dict(hers)
    for name, value in _values(new[CUSTOM]).items():
        if hers.get(name) in (None, before.get(name), value):
            values[name] = value
            _set(bench, name, new[CUSTOM])
        elif value != before.get(name):
            yield Outcome("withheld", "properties", name, value, _HERS)
    yield from _renew_fields(bench, hers, values)


def _renew_fields(
    bench: Bench, hers: Mapping[str, str], values: Mapping[str, str]
) -> Iterator[Outcome]:
    for story in bench.document.stories.values():
        for shown in _fields(story.root):
            value = values.get(shown.name, shown.text)
            if shown.text != value and shown.text.strip() == hers.get(shown.name, "").strip():
                shown.show(value)
                bench.touch(story.part)
            elif shown.text != value and value != hers.get(shown.name):
                yield Outcome("withheld", story.key, shown.name, value, _TYPED)


def _values(data: bytes) -> dict[str, str]:
    return {str(each.get("name")): "".join(each.itertext()) for each in parse(data)}


def _set(bench: Bench, name: str, source: bytes) -> None:
    """Put our property in the place of hers, or behind them all."""
    root = bench.root(CUSTOM)
    made = next(each for each in parse(source) if each.get("name") == name)
    former = next((each for each in root if each.get("name") == name), None)
    if former is None:
        numbers = [int(each.get("pid", "1")) for each in root]
        made.set("pid", str(max(numbers, default=1) + 1))
        root.append(made)
        bench.touch(CUSTOM)
    elif "".join(former.itertext()) != "".join(made.itertext()):
        made.set("pid", former.get("pid"))
        root.replace(former, made)
        bench.touch(CUSTOM)


def _renew_core(bench: Bench, new: Mapping[str, bytes]) -> None:
    if CORE not in bench.parts or CORE not in new:
        return
    root = bench.root(CORE)
    for each in parse(new[CORE]):
        former = root.find(each.tag)
        local = str(each.tag).rpartition("}")[2]
        if local in _HER_CORE or (former is not None and former.text == each.text):
            continue
        if former is None:
            root.append(each)
        else:
            former.text = each.text
        bench.touch(CORE)


@dataclass(slots=True)
class _Shown:
    """A field that shows a property: its name, and the texts of its result."""

    instruction: str = ""
    results: list[Element] = field(default_factory=list)
    separated: bool = False

    @property
    def name(self) -> str:
        found = _SHOWS.match(self.instruction)
        return found[1].strip() if found else ""

    @property
    def text(self) -> str:
        return "".join(each.text or "" for each in self.results)

    def show(self, value: str) -> None:
        for at, each in enumerate(self.results):
            each.text = "" if at else value
            each.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def _fields(root: Element) -> Iterator[_Shown]:
    """Yield the fields with a result; a field in a field belongs to the inner one."""
    open_: list[_Shown] = []
    for each in root.iter(_FIELD, _INSTRUCTION, _T):
        kind = each.get(_KIND) if each.tag == _FIELD else ""
        if kind == "begin":
            open_.append(_Shown())
        elif open_ and kind == "separate":
            open_[-1].separated = True
        elif open_ and kind == "end":
            ended = open_.pop()
            if ended.results:
                yield ended
        elif open_ and each.tag == _INSTRUCTION:
            open_[-1].instruction += each.text or ""
        elif open_ and each.tag == _T and open_[-1].separated:
            open_[-1].results.append(each)


_FIELD, _KIND, _INSTRUCTION, _T = (
    qualified(f"w:{n}") for n in ("fldChar", "fldCharType", "instrText", "t")
)
