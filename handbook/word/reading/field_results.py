"""What the fields of a file show: worked out by a program, or typed over it by a person."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Set
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from handbook.word.package.field_codes import FieldCode
from handbook.word.package.markup import Element, parse, qualified
from handbook.word.reading.run_content import tidy_instruction
from handbook.word.reading.units import Document
from handbook.word.reading.word_file import read_document
from handbook.word.template_language.properties import APP, CORE, CUSTOM

_STORY = re.compile(r"word/(document|header|footer|footnotes|endnotes)\d*\.xml")
# What Word and LibreOffice put where a field cannot be worked out.
_ERRORS = ("Fout!", "Fout:", "Error!", "Error:")
_NUMBER = re.compile(r"(- ?)?(\d[\d.]*|[ivxlcdm]+|([a-z])\3*)( ?-)?", re.IGNORECASE)
_LABEL = re.compile(
    r"(\w+ )?\(?(\d+|[a-z]{1,4})([.)-] ?(\d+|[a-z]{1,4}))*[.)]?", re.IGNORECASE | re.UNICODE
)
_NUMBERED = frozenset(("\\n", "\\r", "\\w", "\\s", "\\t", "\\p"))
_DATES = (
    "januari februari maart april mei juni juli augustus september oktober november december"
    " maandag dinsdag woensdag donderdag vrijdag zaterdag zondag jan feb mrt apr jun jul aug"
    " sep sept okt nov dec ma di wo do vr za zo uur u am pm january february march may june"
    " july august october monday tuesday wednesday thursday friday saturday sunday mar oct"
    " mon tue wed thu fri sat sun"
)
_COUNTS = (
    "PAGE PAGEREF NUMPAGES SECTION SECTIONPAGES SEQ NOTEREF NUMWORDS NUMCHARS REVNUM EDITTIME"
    " FILESIZE"
)
_TIMES = "DATE TIME SAVEDATE CREATEDATE PRINTDATE"
_SAYS = frozenset(("ja", "nee", "yes", "no", "true", "false", "waar", "onwaar", "y", "n"))
_FILE = re.compile(r".*\.(docx?|docm|dotx?|odt|pdf)", re.IGNORECASE)
# The words that fields use for what the file itself calls otherwise.
_CALLED = {"creator": "author", "description": "comments", "lastmodifiedby": "lastsavedby"}
_TEXTS = frozenset(("lpwstr", "lpstr", "bstr"))


@dataclass(frozen=True)
class Results:
    """What the fields in her file may show without anybody having typed it.

    Attributes:
        ours: the parts of the file as we last wrote it.
        hers: the parts of her file.
        shown: what each field showed when we wrote it, by its tidied instruction.
    """

    ours: Mapping[str, bytes]
    hers: Mapping[str, bytes]
    shown: Mapping[str, Set[str]]

    def typed(self, instruction: str, result: str) -> str:
        """Return what a person typed in the result of a field, "" where a program filled it in.

        A number typed over a page number, or a day over a date, cannot be told from what Word
        makes of it at the next opening; it counts as filled in.
        """
        said = plain(result)
        known = not said or said in self.shown.get(tidy_instruction(instruction), ())
        return "" if known or self._is_computed(instruction, said) else said

    def _is_computed(self, instruction: str, said: str) -> bool:
        code = FieldCode(instruction, None)
        about = next((each for each in code.words if not each.startswith("\\")), "").casefold()
        if is_worked_out(code.name, said):
            return True
        if code.name == "DOCPROPERTY":
            return self._is_property(about, said)
        if code.name in ("REF", "STYLEREF"):
            known = self._marked.get(about, set()) if code.name == "REF" else self._lines
            return said in known or (bool(_NUMBERED & {*code.words}) and _is_label(said))
        name = about if code.name == "INFO" else code.name.casefold()
        return said.casefold() in self._properties.get(name, {})

    def _is_property(self, name: str, said: str) -> bool:
        values = self._properties.get(name, {})
        if said.casefold() in values:
            return True
        worked_out = _is_date(said) or _is_number(said) or said.casefold() in _SAYS
        return worked_out and not any(values.values())

    @cached_property
    def _properties(self) -> dict[str, dict[str, bool]]:
        """Return values by name of the property, each with whether it is a text."""
        found: dict[str, dict[str, bool]] = {}
        for parts in (self.ours, self.hers):
            for name, value, is_text in _properties(parts):
                found.setdefault(name, {})[plain(value).casefold()] = is_text
        return found

    @cached_property
    def _marked(self) -> dict[str, set[str]]:
        """Return what bookmarks hold, by their name."""
        found: dict[str, set[str]] = {}
        for root in self._stories:
            for name, text in _marked(root):
                found.setdefault(name.casefold(), set()).add(plain(text))
        return found

    @cached_property
    def _lines(self) -> frozenset[str]:
        """Return what each paragraph says, and each stretch in a character style."""
        return frozenset(
            plain(line)
            for root in self._stories
            for paragraph in root.iter(_P)
            for line in _lines(paragraph)
        )

    @cached_property
    def _stories(self) -> list[Element]:
        parts = (self.ours, self.hers)
        return [parse(each[name]) for each in parts for name in each if _STORY.fullmatch(name)]


def read_both(ours: Mapping[str, bytes], hers: Mapping[str, bytes]) -> tuple[Document, Document]:
    """Return what we last wrote and her file, in which what she typed in fields is hers.

    Raises:
        ValueError: one of them has no main document, or a part is damaged.
    """
    shown: dict[str, set[str]] = {}

    def note(instruction: str, result: str) -> str:
        shown.setdefault(tidy_instruction(instruction), set()).add(plain(result))
        return ""

    written = read_document(ours, note)
    return written, read_document(hers, Results(ours, hers, shown).typed)


def plain(text: str) -> str:
    """Return a result as it can be compared: blanks, hyphens and letters written in one way."""
    folded = text.replace("\u00ad", "").replace("\u2011", "-").replace("\ufffc", " ")
    return " ".join(unicodedata.normalize("NFC", folded).split())


def is_worked_out(name: str, said: str) -> bool:
    """Tell by its form whether a program may have made `said` as the result of a field `name`."""
    by_form = _BY_FORM.get(name)
    return not said or said.startswith(_ERRORS) or (by_form is not None and by_form(said))


def _is_number(said: str) -> bool:
    return bool(_NUMBER.fullmatch(said))


def _is_label(said: str) -> bool:
    where = ("boven", "onder", "hierboven", "hieronder", "above", "below")
    return said.casefold() in where or bool(_LABEL.fullmatch(said))


def _is_date(said: str) -> bool:
    words = re.findall(r"[^\W\d_]+", said.casefold())
    return any(sign.isdigit() for sign in said) and set(words) <= set(_DATES.split())


def _is_file(said: str) -> bool:
    return bool(_FILE.fullmatch(said))


def _any(_: str) -> bool:
    return True


_BY_FORM: Mapping[str, Callable[[str], bool]] = {
    **dict.fromkeys(_COUNTS.split(), _is_number),
    **dict.fromkeys(_TIMES.split(), _is_date),
    "FILENAME": _is_file,
    "TOC": _any,  # its lines are looked at one by one
}


def _properties(parts: Mapping[str, bytes]) -> Iterator[tuple[str, str, bool]]:
    for part in (CORE, APP):
        for each in parse(parts[part]) if part in parts else ():
            name = str(each.tag).rpartition("}")[2].casefold()
            yield _CALLED.get(name, name), each.text or "", True
    for each in parse(parts[CUSTOM]) if CUSTOM in parts else ():
        kinds = {str(value.tag).rpartition("}")[2] for value in each}
        yield each.get("name", "").casefold(), "".join(each.itertext()), bool(kinds & _TEXTS)


def _marked(root: Element) -> Iterator[tuple[str, str]]:
    said: list[str] = []
    began: dict[str, tuple[str, int]] = {}
    for each in root.iter(_START, _END, _T, _TAB, _BREAK, _P):
        if each.tag == _START:
            began[str(each.get(_ID))] = (str(each.get(_NAME)), len(said))
        elif each.tag != _END:
            said.append(str(each.text or "") if each.tag == _T else " ")
        elif each.get(_ID) in began:
            name, start = began.pop(str(each.get(_ID)))
            yield name, "".join(said[start:])


def _lines(paragraph: Element) -> Iterator[str]:
    yield "".join(paragraph.itertext(_T))
    for style, runs in groupby(paragraph.iter(_RUN), key=_style):
        if style:
            yield "".join("".join(each.itertext(_T)) for each in runs)


def _style(run: Element) -> str:
    style = run.find(_RSTYLE)
    return "" if style is None else str(style.get(_VAL))


_P, _RUN, _T, _TAB, _BREAK, _START, _END, _ID, _NAME, _VAL = (
    qualified(f"w:{n}")
    for n in ("p", "r", "t", "tab", "br", "bookmarkStart", "bookmarkEnd", "id", "name", "val")
)
_RSTYLE = f"{qualified('w:rPr')}/{qualified('w:rStyle')}"
