"""Properties of her file, and the fields in its text that show them."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from handbook.word.merge.package.opened_package import OpenedPackage
from handbook.word.merge.package.report import Outcome
from handbook.word.package.markup import Element, parse, qualified
from handbook.word.reading.plain_fields import PlainField, plain_fields, write_plainly
from handbook.word.reading.units import Document
from handbook.word.reading.version_lines import plain
from handbook.word.template_language.properties import APP, CORE, CUSTOM, NAMES

_TYPED = "Over dit veld is heen getypt; het nieuwe gegeven staat er niet in. Verander het profiel."
_PLAIN = (
    "Hier stond een veld van ons, nu {}; het nieuwe gegeven staat er niet in. Typ het er zelf in,"
    " of verander het profiel."
)
_HERS = "Deze eigenschap van het bestand hebt u zelf gewijzigd; zij blijft zoals zij is."
_UNKNOWN = (
    "Dit stond in deze eigenschap van het bestand. Wat wij er eerder in schreven, weten wij niet"
    " meer; zij is vernieuwd. Had u haar zelf ingevuld, vul haar dan opnieuw in."
)
_SHOWS = re.compile(r'\s*DOCPROPERTY\s+"?([^"\\]+?)"?\s*(\\|$)', re.IGNORECASE)
# Who saved the file last, and when, is told by the program that she saved it with.
_BY_PROGRAM = frozenset(("lastModifiedBy", "modified", "created", "revision", "lastPrinted"))
# What can be typed in File > Info: how Word calls it, and our own property that says the same.
_IN_INFO = {
    "title": ("Titel", "Titel"),
    "subject": ("Onderwerp", ""),
    "creator": ("Auteur", ""),
    "keywords": ("Trefwoorden", "Documentnummer"),
    "category": ("Categorie", "Soort"),
    "description": ("Opmerkingen", ""),
    "contentStatus": ("Status", "Status"),
    "version": ("Versienummer", "Versie"),
    "language": ("Taal", ""),
    "Company": ("Bedrijf", ""),
    "Manager": ("Manager", ""),
}


def renew_facts(
    opened: OpenedPackage, old: Mapping[str, bytes], new: Mapping[str, bytes]
) -> Iterator[Outcome]:
    """Bring the properties up to date, and the fields that show them; tell what stayed hers."""
    for part in (CORE, APP):
        yield from _renew_info(opened, part, old, new)
    if CORE in new and CORE not in opened.parts:
        opened.include(CORE, new[CORE])
    if CUSTOM in new:
        yield from _renew_own(opened, old.get(CUSTOM), new[CUSTOM])


def renew_plain(ours: Document, hers: Document, new: Mapping[str, bytes]) -> set[str]:
    """Bring words up to date where a field of ours was made text; return which parts changed.

    Only words that still say what the field said: the others are hers, and `told_plain` tells.
    """
    return write_plainly([*plain_fields(ours, hers)], _by_word(new))


def told_plain(ours: Document, hers: Document, new: Mapping[str, bytes]) -> Iterator[Outcome]:
    """Tell what the source changed where she typed other words over a whole field of ours."""
    values = _by_word(new)
    for each in plain_fields(ours, hers):
        value = values.get(each.word, each.was)
        if plain(value) != plain(each.was) and not each.says(value):
            yield Outcome("withheld", each.story.key, NAMES[each.word], value, _told(each))


def _told(place: PlainField) -> str:
    said = plain(place.said)
    return _PLAIN.format(f"staat er '{said}'" if said else "staat er niets")


def _by_word(parts: Mapping[str, bytes]) -> dict[str, str]:
    """Return our own properties by their word in a template."""
    values = _values(parts[CUSTOM]) if CUSTOM in parts else {}
    return {word: values[name] for word, name in NAMES.items() if name in values}


def _renew_own(opened: OpenedPackage, old: bytes | None, new: bytes) -> Iterator[Outcome]:
    """Bring our own properties up to date, and the fields that show them.

    Word's document inspector takes them out, all at once; the fields still show what they said.
    """
    removed = CUSTOM not in opened.parts
    if removed:
        opened.include(CUSTOM, new)
    hers = _values((old or new) if removed else opened.parts[CUSTOM])
    before = hers if old is None else _values(old)
    values = dict(hers)
    for name, value in _values(new).items():
        was = hers.get(name)
        if was in (None, before.get(name), value):
            values[name] = value
            _set(opened, name, new)
            if old is None and was not in (None, "", value):
                yield Outcome("conflict", "properties", name, was, _UNKNOWN)
        elif value != before.get(name):
            yield Outcome("withheld", "properties", name, value, _HERS)
    yield from _renew_fields(opened, {**before, **hers}, values)


def _renew_fields(
    opened: OpenedPackage, hers: Mapping[str, str], values: Mapping[str, str]
) -> Iterator[Outcome]:
    for story in opened.document.stories.values():
        for shown in _fields(story.root):
            value = values.get(shown.name, shown.text)
            if shown.text != value and shown.text.strip() == hers.get(shown.name, "").strip():
                shown.show(value)
                opened.touch(story.part)
            elif shown.text != value and value != hers.get(shown.name):
                yield Outcome("withheld", story.key, shown.name, value, _TYPED)


def _values(data: bytes) -> dict[str, str]:
    return {str(each.get("name")): "".join(each.itertext()) for each in parse(data)}


def _set(opened: OpenedPackage, name: str, source: bytes) -> None:
    """Put our property in the place of hers, or behind them all."""
    root = opened.root(CUSTOM)
    made = next(each for each in parse(source) if each.get("name") == name)
    former = next((each for each in root if each.get("name") == name), None)
    if former is None:
        numbers = [int(each.get("pid", "1")) for each in root]
        made.set("pid", str(max(numbers, default=1) + 1))
        root.append(made)
        opened.touch(CUSTOM)
    elif "".join(former.itertext()) != "".join(made.itertext()):
        made.set("pid", former.get("pid"))
        root.replace(former, made)
        opened.touch(CUSTOM)


def _renew_info(
    opened: OpenedPackage, part: str, old: Mapping[str, bytes], new: Mapping[str, bytes]
) -> Iterator[Outcome]:
    if part not in opened.parts or part not in new:
        return
    root = opened.root(part)
    for each in parse(new[part]):
        former = root.find(each.tag)
        if not _is_told(part, _local(each)) or (former is None and part == APP):
            continue
        if former is None:  # a program may leave out what it does not know
            root.append(each)
            opened.touch(part)
        elif not _alike(former.text, each.text):
            wrote = _wrote(part, _local(each), old)
            if any(_alike(former.text, was) for was in wrote) or _local(each) not in _IN_INFO:
                former.text = each.text
                opened.touch(part)
            elif not any(_alike(each.text, was) for was in wrote):
                yield Outcome(
                    "withheld", "properties", _IN_INFO[_local(each)][0], each.text or "", _HERS
                )


def _is_told(part: str, name: str) -> bool:
    return name in _IN_INFO or (part == CORE and name not in _BY_PROGRAM)


def _wrote(part: str, name: str, old: Mapping[str, bytes]) -> list[str]:
    """Return what we last wrote as a property; a base of before has it in our own alone."""
    kept = parse(old[part]) if part in old else ()
    values = [each.text or "" for each in kept if _local(each) == name]
    same = _IN_INFO.get(name, ("", ""))[1]
    ours = _values(old[CUSTOM]) if CUSTOM in old else {}
    return [*values, *([ours[same]] if same in ours else [])]


def typed_info(hers: Mapping[str, bytes], ours: Mapping[str, bytes]) -> set[tuple[str, str]]:
    """Return the properties of her file that say something which those of ours do not."""
    found = set()
    for part in (CORE, APP):
        known = {_local(each): each.text for each in parse(ours[part])} if part in ours else {}
        for each in parse(hers[part]) if part in hers else ():
            name = _local(each)
            if name in _IN_INFO and each.text and not _alike(each.text, known.get(name)):
                found.add((name, each.text))
    values = _values(ours[CUSTOM]) if CUSTOM in ours else {}
    theirs = _values(hers[CUSTOM]) if CUSTOM in hers else {}
    return found | (set(theirs.items()) - set(values.items()))


def _alike(one: str | None, other: str | None) -> bool:
    """Compare two properties; programs part words by other signs than we do."""
    return re.split(r"[\s,;]+", (one or "").strip()) == re.split(r"[\s,;]+", (other or "").strip())


def _local(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


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
    """Yield the fields with a result."""
    for each in root.iter(_SIMPLE):
        yield _Shown(str(each.get(_INSTRUCTED) or ""), list(each.iter(_T)))
    yield from _in_runs(root)


def _in_runs(root: Element) -> Iterator[_Shown]:
    """Yield the fields that are parted over runs; one in another belongs to the inner one."""
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


_FIELD, _KIND, _INSTRUCTION, _T, _SIMPLE, _INSTRUCTED = (
    qualified(f"w:{n}") for n in ("fldChar", "fldCharType", "instrText", "t", "fldSimple", "instr")
)
