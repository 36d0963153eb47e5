"""What a change would do to many organisations, before it is made: how far, and why."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from handbook.model.documents.build import Action, DocumentOutcome, Outcome
from handbook.reporting.build.batch import attention, trouble_of
from handbook.reporting.build.plan_tables import table
from handbook.reporting.terminal.stream import PLAIN, Capabilities, paint

_TOUCHED: frozenset[Action] = frozenset(
    {"nieuw", "gewijzigd", "samengevoegd", "voorstel", "vervallen"}
)
# A proposal is no trouble here: that is what a plan is asked for.
_FINE = (0, 3)
_BY_HAND = "met de hand gewijzigd"
_STRANGE = "dit bestand is niet door handbook gemaakt"


@dataclass(slots=True)
class Reach:
    """How far one reason reaches; `hers` are documents with changes of somebody's own."""

    organisations: set[str] = field(default_factory=set)
    documents: int = 0
    hers: int = 0

    def add(self, organisation: str, document: DocumentOutcome) -> None:
        """Count `document`, of `organisation`."""
        self.organisations.add(organisation)
        self.documents += 1
        self.hers += document.action in ("samengevoegd", "voorstel")


@dataclass(slots=True)
class Impact:
    """What a build of many organisations would do, counted as they come by."""

    organisations: int = 0
    troubled: list[Outcome] = field(default_factory=list)
    codes: set[int] = field(default_factory=set)
    whole: Reach = field(default_factory=Reach)
    reasons: dict[str, Reach] = field(default_factory=dict)
    each: dict[str, Reach] = field(default_factory=dict)

    def add(self, outcome: Outcome) -> None:
        """Count what `outcome` says would happen."""
        self.organisations += 1
        self.codes.add(outcome.exit_code)
        if outcome.exit_code not in _FINE:
            self.troubled.append(trouble_of(outcome))
        for document in outcome.documents:
            if document.action in _TOUCHED:
                name = outcome.organisation
                self.whole.add(name, document)
                self.each.setdefault(name, Reach()).add(name, document)
                for reason in _reasons(document):
                    self.reasons.setdefault(reason, Reach()).add(name, document)


def _reasons(document: DocumentOutcome) -> Sequence[str]:
    """Return why a document would be written; that somebody changed it is no reason to."""
    told = [reason for reason in document.reason.split("; ") if reason != _BY_HAND]
    return told or [_STRANGE]


def impact_text(impact: Impact, *, style: Capabilities = PLAIN) -> str:
    """Return how many organisations and documents a build would touch, in all and per reason."""
    whole = impact.whole
    head = (
        f"{len(whole.organisations)} van {impact.organisations} organisaties, "
        f"{_documents(whole.documents)}, waarvan {whole.hers} met eigen wijzigingen"
    )
    heads = ("Organisaties", "Documenten", "Met eigen wijzigingen")
    reasons = sorted(impact.reasons.items(), key=lambda item: (-item[1].documents, item[0]))
    rows = [(str(len(each.organisations)), *_counts(each), reason) for reason, each in reasons]
    names = [(*_counts(each), name) for name, each in impact.each.items()]
    blocks = (
        paint(head, "bold", on=style.colour),
        table((*heads, "Waarom"), rows, style),
        table((*heads[1:], "Organisatie"), names, style),
        *attention(impact.troubled, style=style),
    )
    return "\n\n".join(block for block in blocks if block)


def _documents(number: int) -> str:
    return "1 document" if number == 1 else f"{number} documenten"


def _counts(reach: Reach) -> tuple[str, str]:
    return str(reach.documents), str(reach.hers)
