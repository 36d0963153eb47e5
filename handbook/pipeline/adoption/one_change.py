"""One change of hers as a change of one file of content, and what is known while it is made."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from handbook.loading.source_editing import Found, Rewrite
from handbook.model.documents.document import Document
from handbook.model.features.adoption import Addition, EditedParagraph, Span
from handbook.tailoring.text.filling import Setting

MADE = "dit komt uit het sjabloon, of uit een tabel die handbook zelf maakt"
ODDITIES = {
    "opmaak": "alleen de opmaak is anders; die blijft in uw document staan",
    "plaats": "dit is verplaatst; de volgorde blijft in uw document zoals u die maakte",
    "veld": "over een veld is getypt, of een beeld is anders beschreven; dat blijft in uw document",
    "vorm": "cellen of alinea's zijn gesplitst of samengevoegd",
}
LINKED = "het adres van een koppeling past niet in de bron; typ het voluit, of laat het zo"
NEEDED = "de norm vraagt wat hier stond; sluit het onderwerp eerst uit met een motivering"
OTHERWISE = "deze woorden betekenen in de bron iets anders, bijvoorbeeld een code"

_SYMBOL = re.compile("[\ue000-\uf8ff]")  # the signs of fonts such as Wingdings
_IN_SYMBOLS = "er staat een teken in dat alleen in een lettertype met symbolen bestaat (□)"


@dataclass(frozen=True, slots=True, kw_only=True)
class AdoptedChange:
    """One change of hers: in which item, and as what change of the file of that item.

    `why` says why it cannot be taken over; then there is no item. `links` are the addresses that
    she gave to words, `leads` the words of this text that then lead to one.
    """

    heading: str
    before: str
    after: str
    item: str = ""
    rewrite: Rewrite = field(default_factory=Rewrite)
    why: str = ""
    links: tuple[str, ...] = ()
    leads: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """What is known of a document while claims are made.

    `found` gives the file of each item that it prints, `taken` the items whose place among her own
    content holds something else; `lost` tells that the norm needs what she took out.
    """

    setting: Setting
    document: Document
    found: Mapping[str, Found]
    taken: frozenset[str]
    lost: bool


def refused(stretch: EditedParagraph, why: str) -> AdoptedChange:
    """Return that a change is not taken over, and why."""
    return AdoptedChange(
        heading=stretch.heading,
        before=stretch.before,
        after=stretch.after or "",
        why=why,
        links=stretch.links,
    )


def added(each: Addition, why: str) -> AdoptedChange:
    """Return that what she added is not taken over, and why."""
    return AdoptedChange(
        heading=each.heading,
        before="",
        after=" | ".join(filter(None, each.cells)),
        why=why,
        links=each.links,
    )


def printable(claim: AdoptedChange) -> AdoptedChange:
    """Return a claim, refused where it says a sign that other fonts print as an empty box."""
    if not _SYMBOL.search(claim.after):
        return claim
    said = _SYMBOL.sub("□", claim.after)
    return replace(claim, after=said, rewrite=Rewrite(), item="", why=claim.why or _IN_SYMBOLS)
