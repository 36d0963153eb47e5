"""A Word template with docxtpl tags, compiled once and rendered safely many times."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import jinja2
from docxtpl import DocxTemplate
from jinja2.runtime import LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment
from lxml import etree

from handbook.errors import Place, Problem, TemplateError
from handbook.model.documents.document import Document, Organisation, TemplateKind
from handbook.model.documents.document_control import Control
from handbook.model.sources.profile import HouseStyle
from handbook.word.package.markup import Element, parse, qualified
from handbook.word.package.measures import twips
from handbook.word.package.package import MAIN, read_any
from handbook.word.safety.paragraph_location import shown_story
from handbook.word.safety.removal import without_leftovers
from handbook.word.safety.template_safety import STOPS, package_problems, story_names
from handbook.word.template_language.expressions import FILTERS, FUNCTIONS, LOOP
from handbook.word.template_language.samples import sample
from handbook.word.template_language.tags import TAG, make_ready
from handbook.word.template_language.template_names import View, facts_of
from handbook.word.templates.tag_check import check_parts
from handbook.word.templates.template_functions import Functions
from handbook.word.writing.draft import Draft
from handbook.word.writing.house_style import dress
from handbook.word.writing.styles import Stylesheet, read_stylesheet

# What docxtpl makes of a tag in a run of its own: runs around it that hold nothing.
_EMPTY_RUN = re.compile(
    r"<w:r(?: [^>]*)?>(?:<w:rPr>(?:(?!</w:rPr>).)*</w:rPr>|<w:rPr/>)?"
    r"<w:t(?: [^>]*)?(?:/>|></w:t>)</w:r>",
    re.DOTALL,
)
_FAILURES = (jinja2.TemplateError, SyntaxError, ValueError, TypeError, RecursionError)
_A4 = 9026  # twips between the margins of A4 where a template does not tell
# docxtpl's way to write a brace that is no tag. It undoes this in what comes out, so that a
# "{_{" from a profile changes too; here it is undone before any value comes in.
_LITERALS = {"{_{": "{{", "}_}": "}}", "{_%": "{%", "%_}": "%}"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """A part with text: the document, a header or a footer; `code` is None when it has no tags."""

    name: str
    code: jinja2.Template | None
    looks: tuple[Mapping[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Compiled:
    """A template in the clothes of one organisation, ready to be filled.

    `text_width` is the width between the margins of the last section, in twips.
    """

    parts: Mapping[str, bytes]
    stories: tuple[Story, ...]
    sheet: Stylesheet
    text_width: int


def check_template(data: bytes, name: str, kind: TemplateKind) -> tuple[Problem, ...]:
    """Return everything that is wrong with a template, each with its place in the document.

    Args:
        data: the bytes of the .docx.
        name: how the user knows the file, `templates/procedure.docx`.
        kind: which records the template prints; it decides which names are known.
    """
    parts, problems = _looked_at(data, name, kind)
    wrong = any(each.weight == "fout" for each in problems)
    return problems if wrong else (*problems, *_trial(parts, name, kind))


def _looked_at(
    data: bytes, name: str, kind: TemplateKind
) -> tuple[Mapping[str, bytes], tuple[Problem, ...]]:
    """Return the parts of a template that go into documents, and everything wrong with them all."""
    try:
        parts = read_any(data)
        refused = package_problems(parts, name)
        if any(each.code in STOPS for each in refused):
            return {}, refused
        kept = without_leftovers(parts)
        return kept, (*refused, *check_parts(kept, name, kind))
    except (ValueError, RecursionError) as error:
        problem = Problem(
            Place(name),
            code="HB300",
            what=f"dit sjabloon kan niet worden gelezen: {_reason(error)}",
            mend="Open het bestand in Word en bewaar het opnieuw als .docx.",
        )
        return {}, (problem,)


def _reason(error: Exception) -> str:
    """Return why something went wrong, in our own words: what a library says of it is English."""
    own = str(error)
    if isinstance(error, RecursionError):
        return "er staat te veel in elkaar"
    return own.partition(":")[0] if error.__cause__ is not None else own


def _trial(parts: Mapping[str, bytes], name: str, kind: TemplateKind) -> tuple[Problem, ...]:
    """Return what goes wrong when the template is filled with made-up records, full and empty.

    That shows what a look at the tags cannot: XML that is cut through the middle.
    """
    try:
        stories = tuple(_story(part, parts[part]) for part in story_names(parts))
        _text_width(parse(parts[MAIN]))
        for full in (True, False):
            document, control, organisation = sample(kind, full=full)
            draft = Draft(sheet=read_stylesheet(parts), links={}, item="", text_width=9000)
            functions = Functions(draft, facts_of(document, control), organisation, b"")
            names = names_for(document, control, organisation, functions)
            for story in stories:
                draft.part, draft.looks = story.name, story.looks
                if story.code is not None:
                    fill(story, names, name)
    except TemplateError as error:
        return error.problems
    except _FAILURES as error:
        return (_useless(name, error),)
    return ()


def names_for(
    document: Document, control: Control | None, organisation: Organisation, functions: Functions
) -> dict[str, Any]:
    """Return what a template may name: the records behind glass, and the functions."""
    return {
        "document": View(facts_of(document, control)),
        "organisatie": View(organisation),
        document.kind: View(document.body),
        **{name: getattr(functions, name) for name in FUNCTIONS},
    }


@lru_cache(maxsize=24)
def compile_template(data: bytes, name: str, kind: TemplateKind, style: HouseStyle) -> Compiled:
    """Return the template `data`, compiled and dressed in `style`.

    docxtpl is the language: its own `patch_xml` turns the tags of a part into Jinja. That takes
    two thirds of its time on a procedure and is the same for each document, so it is done once.

    Raises:
        TemplateError: everything that `check_template` calls a mistake.
    """
    try:
        parts = dress(_sound(data, name, kind), style)
        return Compiled(
            parts=parts,
            stories=tuple(_story(part, parts[part]) for part in story_names(parts)),
            sheet=read_stylesheet(parts),
            text_width=_text_width(parse(parts[MAIN])),
        )
    except _FAILURES as error:
        raise TemplateError(_useless(name, error)) from error


def _sound(data: bytes, name: str, kind: TemplateKind) -> Mapping[str, bytes]:
    parts, problems = _looked_at(data, name, kind)
    mistakes = [each for each in problems if each.weight == "fout"]
    if mistakes:
        raise TemplateError(*mistakes)
    return parts


def _story(name: str, data: bytes) -> Story:
    root = parse(data)
    looks = make_ready(root)
    text = etree.tostring(root, encoding="unicode")
    if not TAG.search(text) and not any(each in text for each in _LITERALS):
        return Story(name=name, code=None, looks=looks)
    source = DocxTemplate.patch_xml(None, text)
    for written, meant in _LITERALS.items():
        source = source.replace(written, f"{{{{ '{meant}' }}}}")
    source = _EMPTY_RUN.sub("", source)
    return Story(name=name, code=_SANDBOX.from_string(source), looks=looks)


def fill(story: Story, names: Mapping[str, Any], template: str) -> Element:
    """Return the root element of `story` with every tag carried out.

    docxtpl reads the result with a parser that drops what does not fit and says nothing; here it
    is read strictly, so that a loss becomes an error.

    `names` are what `names_for` returns; `template` is how the user knows the file.

    Raises:
        TemplateError: HB318, a tag failed or what came out is no XML.
    """
    try:
        code = story.code
        if code is None:
            raise ValueError("dit onderdeel heeft geen tags")
        return parse(code.render(names))
    except (jinja2.TemplateError, ValueError, TypeError, RecursionError) as error:
        raise TemplateError(_useless(template, error, story.name)) from error


def _useless(name: str, error: Exception, story: str = "") -> Problem:
    """Return what `error` says of a template, in our own words: those of a library are English."""
    why = "een maat, een kleur of een nummer erin is niet te lezen"
    if isinstance(error, jinja2.TemplateError):
        why = "een tag is niet uit te voeren"
    elif isinstance(error, (SyntaxError, RecursionError)):
        why = "er zit te veel in elkaar"
    elif isinstance(error.__cause__, etree.XMLSyntaxError):
        why = "een tag staat half in en half buiten een link, een veld of een tabel"
    return Problem(
        Place(f"{name} › {shown_story(story)}" if story else name),
        code="HB318",
        what=f"dit sjabloon levert geen geldig document op: {why}",
        mend="Leg het sjabloon naast dat van het programma en zet de tags zoals daar.",
    )


def _text_width(root: Element) -> int:
    sections = list(root.iter(qualified("w:sectPr")))
    if not sections:
        return _A4
    size, margin = sections[-1].find(qualified("w:pgSz")), sections[-1].find(qualified("w:pgMar"))
    if size is None or margin is None:
        return _A4
    left, right = (twips(margin.get(qualified(side)), 1440) for side in ("w:left", "w:right"))
    return max(twips(size.get(qualified("w:w")), 11906) - left - right, 1)


class _Sandbox(ImmutableSandboxedEnvironment):
    """Jinja with nothing in it but our records, our functions and a few filters."""

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:  # noqa: ARG002
        if isinstance(obj, View):
            return not attr.startswith("_")
        return isinstance(obj, LoopContext) and attr in LOOP

    def is_safe_callable(self, obj: Any) -> bool:
        owner = getattr(obj, "__self__", None)
        return getattr(owner, "for_templates", False) and obj.__name__ in FUNCTIONS


def _sandbox() -> _Sandbox:
    made = _Sandbox(autoescape=True, undefined=jinja2.StrictUndefined, keep_trailing_newline=True)
    made.globals.clear()
    made.filters = {name: made.filters[name] for name in FILTERS}
    made.tests = {name: made.tests[name] for name in ("even", "odd")}
    return made


_SANDBOX = _sandbox()
