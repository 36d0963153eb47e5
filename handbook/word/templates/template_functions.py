"""What a template can call: blok, inhoud, eigenschap, logo, inhoudsopgave and the form fields."""

from markupsafe import Markup

from handbook.model.documents.document import FieldText, Organisation, Passage, Text
from handbook.word.package.markup import NAMESPACES, escape
from handbook.word.pictures.logo import extent
from handbook.word.template_language.properties import NAMES, value_of
from handbook.word.template_language.template_names import DocumentFacts, View, unwrap
from handbook.word.writing.blocks import Look, passage_xml, run_properties, text_run, text_xml
from handbook.word.writing.contents_page import PLACEHOLDER
from handbook.word.writing.draft import Draft
from handbook.word.writing.forms import control_xml, table_xml


class Functions:
    """The functions of one document; `vorm` is the look of the tag's own run, by number."""

    for_templates = True

    def __init__(
        self, draft: Draft, facts: DocumentFacts, organisation: Organisation, logo: bytes
    ) -> None:
        self._draft = draft
        self._facts = facts
        self._organisation = organisation
        self._logo = logo

    def _look(self, number: int) -> Look:
        return self._draft.looks[number] if number < len(self._draft.looks) else {}

    def blok(self, text: Text, vorm: int = 0) -> Markup:
        """Return a text with its hidden bookmark."""
        return Markup(text_xml(text, self._draft, self._look(vorm)))

    def inhoud(self, passage: Passage) -> Markup:
        """Return a passage as paragraphs, lists and tables."""
        return Markup(passage_xml(passage, self._draft))

    def eigenschap(self, word: str, vorm: int = 0) -> Markup:
        """Return a field that shows a property of the document, with its right result."""
        value, look = value_of(self._facts, word), self._look(vorm)
        return Markup(field_xml(f"DOCPROPERTY {NAMES[word]}", value, look))

    def logo(self, height: float, vorm: int = 0) -> Markup:
        """Return the logo, at most `height` mm high; without one the organisation's name."""
        if not self._logo:
            return Markup(text_run(self._organisation.name, self._look(vorm)))
        relationship = self._draft.picture(self._logo)
        return Markup(
            _picture(
                relationship,
                self._draft.next_id(),
                extent(self._logo, height),
                f"Logo van {self._organisation.name}",
            )
        )

    def inhoudsopgave(self) -> Markup:
        """Return the place of the contents page; it is filled when every heading is known."""
        return Markup(PLACEHOLDER)

    def invulveld(self, field: View, vorm: int = 0) -> Markup:
        """Return the control of a form field."""
        return Markup(control_xml(_field(field), self._draft, self._look(vorm)))

    def invultabel(self, field: View) -> Markup:
        """Return a table to fill in."""
        return Markup(table_xml(_field(field), self._draft))


def _field(view: View) -> FieldText:
    field = unwrap(view)
    if not isinstance(field, FieldText):
        raise TypeError("invulveld verwacht een veld van een formulier")
    return field


def field_xml(instruction: str, result: str, look: Look) -> str:
    """Return a field of Word with its result as it would print now."""
    properties = run_properties(look)

    def mark(kind: str) -> str:
        return f'<w:r>{properties}<w:fldChar w:fldCharType="{kind}"/></w:r>'

    return (
        mark("begin")
        + f'<w:r>{properties}<w:instrText xml:space="preserve"> {escape(instruction)} '
        + "</w:instrText></w:r>"
        + mark("separate")
        + text_run(result, look)
        + mark("end")
    )


def _picture(relationship: str, number: int, size: tuple[int, int], text: str) -> str:
    width, height = size
    named = f'id="{number}" name="Logo {number}" descr="{escape(text)}"'
    return (
        '<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{width}" cy="{height}"/><wp:docPr {named}/><wp:cNvGraphicFramePr>'
        f'<a:graphicFrameLocks xmlns:a="{NAMESPACES["a"]}" noChangeAspect="1"/>'
        f'</wp:cNvGraphicFramePr><a:graphic xmlns:a="{NAMESPACES["a"]}">'
        f'<a:graphicData uri="{NAMESPACES["pic"]}"><pic:pic xmlns:pic="{NAMESPACES["pic"]}">'
        f"<pic:nvPicPr><pic:cNvPr {named}/><pic:cNvPicPr/></pic:nvPicPr>"
        f'<pic:blipFill><a:blip r:embed="{relationship}"/><a:stretch><a:fillRect/></a:stretch>'
        f'</pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/>'
        '</a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )
