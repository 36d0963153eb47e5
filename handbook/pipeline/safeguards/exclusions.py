"""What an exclusion of the profile does less than one may think."""

from collections.abc import Iterator

from handbook.errors import Place, Problem
from handbook.loading.workspace import Loaded
from handbook.model.documents.document import DocumentSet
from handbook.tailoring.selection.exclusions import kept_by_law
from handbook.tailoring.selection.norm_binding import situation_of


def without_effect(loaded: Loaded, made: DocumentSet, name: str) -> Iterator[Problem]:
    """Yield the exclusions of a topic that does not apply here anyway (HB281)."""
    here = {topic.id for topic in made.selection.topics} - made.selection.inapplicable.keys()
    for each in loaded.profile.exclusions:
        if each.topic not in here:
            title = loaded.library.topics[each.topic].title
            yield Problem(
                Place(f"organisations/{name}.yaml"),
                code="HB281",
                what=f"onderwerp '{each.topic}' ({title}) geldt bij u niet; de uitsluiting heeft "
                "geen gevolg",
                mend="Haal de uitsluiting weg, of kijk of een activiteit of kenmerk ontbreekt.",
                weight="let op",
            )


def kept(loaded: Loaded, made: DocumentSet) -> tuple[str, ...]:
    """Return why texts on an excluded topic stay: a law asks for them."""
    codes = {each.item: each.code for each in made.documents}
    found = kept_by_law(loaded.library, codes, situation_of(made.selection))
    return tuple(
        f"Onderwerp '{topic}' is uitgesloten. Wat de wet ervan vraagt, blijft staan: "
        + "; ".join(
            f"{', '.join(codes[item] for item in items)} ({law})" for law, items in laws.items()
        )
        + "."
        for topic, laws in found.items()
    )
