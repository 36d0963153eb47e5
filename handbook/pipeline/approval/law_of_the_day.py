"""Would another text print on the day of an approval than the concept says?"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from handbook.errors import Place, Problem
from handbook.loading.workspace import Loaded
from handbook.model.common.base_record import date_text
from handbook.model.documents.document import Document
from handbook.pipeline.organisation.context import OrganisationContext
from handbook.pipeline.organisation.hand_edits import decide
from handbook.tailoring.control.codes_and_versions import content_of

_SHOWN = 5


def other_law(
    context: OrganisationContext, documents: Sequence[Document], day: date
) -> Iterator[Problem]:
    """Yield that documents would say something else about the law on `day` (HB254).

    What is approved tells the law of the day of its approval; the concept was made for the
    profile's peildatum, or for the day of the law list.
    """
    loaded, name = context.loaded, context.name
    then = {each.item: content_of(each) for each in decide(_on(loaded, day), name).documents}
    now = {each.item: content_of(each) for each in decide(loaded, name).documents}
    other = [each.code for each in documents if then.get(each.item) != now.get(each.item)]
    if not other:
        return
    shown = ", ".join(other[:_SHOWN]) + ", …" * (len(other) > _SHOWN)
    yield Problem(
        Place(f"organisations/{name}.yaml"),
        code="HB254",
        what=f"op {date_text(day)} zegt de wet iets anders dan in deze concepten staat: {shown}",
        mend=f"Er is niets vastgesteld. Zet in het profiel 'peildatum: {day:%d-%m-%Y}', bouw "
        "opnieuw, lees na wat er verandert en stel het dan vast.",
    )


def _on(loaded: Loaded, day: date) -> Loaded:
    return replace(loaded, profile=loaded.profile.model_copy(update={"reference_day": day}))
