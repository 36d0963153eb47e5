"""All that the packs hold together, and the words that texts may use as slots."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from handbook.model.sources.content import (
    Chapter,
    Form,
    Procedure,
    Proposals,
    Role,
    Term,
    Verb,
    Word,
)
from handbook.model.sources.norm import (
    Activity,
    Characteristic,
    Norm,
    NormPart,
    Notice,
    PackHead,
    Refusal,
    Section,
    Topic,
)
from handbook.model.sources.own_document import OwnFile
from handbook.model.sources.reference import Explanation, Law, ServiceRules
from handbook.model.sources.retired import RetiredId

# The documents every organisation has, whatever the packs hold; texts may refer to them.
OVERVIEW, HANDBOOK, MATRIX, CARDS = "KH-00", "KH-01", "KH-02", "KH-03"
# A determiner before a noun with article de, and with article het: the slot de_persoon.
DETERMINERS: Mapping[str, tuple[str, str]] = {
    "de": ("de", "het"),
    "een": ("een", "een"),
    "die": ("die", "dat"),
    "deze": ("deze", "dit"),
    "elke": ("elke", "elk"),
    "iedere": ("iedere", "ieder"),
    "onze": ("onze", "ons"),
    "welke": ("welke", "welk"),
}
# The pronouns for the person served, by the profile's choice: subject, object, possessive.
PRONOUNS: Mapping[str, tuple[str, str, str]] = {
    "hij": ("hij", "hem", "zijn"),
    "zij": ("zij", "haar", "haar"),
    "hen": ("die", "hen", "hun"),
}
# What a text may print of the organisation itself: {{ organisatie.naam }} …
ORGANISATION_SLOTS = ("naam", "korte_naam", "rechtsvorm", "kvk", "website")
# The day up to which the laws of the packs were kept: {{ wetten.stand }}
LAW_DAY = "wetten.stand"
# The tables a chapter may ask for: {{ tabel.locaties }} …
TABLES = (
    "organisatie",
    "onderdelen",
    "activiteiten",
    "diensten",
    "locaties",
    "functies",
    "belanghebbenden",
    "risicos",
    "doelen",
    "buiten_toepassingsgebied",
    "uitsluitingen",
    "procedures_primair",
    "procedures_organisatie",
    "formulieren",
    "registers",
    "termijnen",
    "wetten",
    "begrippen",
    "audits",
    "norm",
    "certificaat",
    "dienstsoorten",
    "raci",
    "wetswijzigingen",
    "begrippenlijst",
    "missie",
    "visie",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Library:
    """Everything the packs hold, by id; every name in it is the name of something.

    Mappings keep the order of the packs: parts as the norm lists them, topics by rubriek,
    chapters by their file names. Each norm numbers its own rubrieken: `sections` are filed under
    the norm and the number, `homes` tell the norm of each topic and `norms` that of each part. A
    norm is known by the id of its first pack; a norm pack that requires one numbers on.
    """

    packs: tuple[PackHead, ...] = ()
    parts: Mapping[str, NormPart] = field(default_factory=dict)
    sections: Mapping[tuple[str, int], Section] = field(default_factory=dict)
    homes: Mapping[str, str] = field(default_factory=dict)
    norms: Mapping[str, str] = field(default_factory=dict)
    activities: Mapping[str, Activity] = field(default_factory=dict)
    characteristics: Mapping[str, Characteristic] = field(default_factory=dict)
    refusals: tuple[Refusal, ...] = ()
    notices: tuple[Notice, ...] = ()
    topics: Mapping[str, Topic] = field(default_factory=dict)
    procedures: Mapping[str, Procedure] = field(default_factory=dict)
    forms: Mapping[str, Form] = field(default_factory=dict)
    chapters: Mapping[str, Chapter] = field(default_factory=dict)
    roles: Mapping[str, Role] = field(default_factory=dict)
    terms: Mapping[str, Term] = field(default_factory=dict)
    words: Mapping[str, Word] = field(default_factory=dict)
    verbs: Mapping[str, Verb] = field(default_factory=dict)
    laws: Mapping[str, Law] = field(default_factory=dict)
    glossary: Mapping[str, Explanation] = field(default_factory=dict)
    service_rules: Mapping[str, ServiceRules] = field(default_factory=dict)
    proposals: Proposals = Proposals()
    own_files: Mapping[str, OwnFile] = field(default_factory=dict)
    retired: Mapping[str, Mapping[str, RetiredId]] = field(default_factory=dict)

    @property
    def law_day(self) -> date | None:
        """The day up to which the laws of the packs were kept; None where no pack says it."""
        return max((each.updated for each in self.packs if each.updated), default=None)

    def with_norm(self, norm: Norm, family: str = "") -> "Library":
        """Return this library with what `norm` adds, of the norm that is known as `family`."""
        return replace(
            self,
            parts={**self.parts, **{each.code: each for each in norm.parts}},
            sections={
                **self.sections,
                **{(family, each.number): each for each in norm.sections},
            },
            norms={**self.norms, **{each.code: family for each in norm.parts}},
            homes={**self.homes, **{each.id: family for each in norm.topics}},
            activities={**self.activities, **{each.id: each for each in norm.activities}},
            characteristics={
                **self.characteristics,
                **{each.id: each for each in norm.characteristics},
            },
            refusals=(*self.refusals, *norm.refusals),
            notices=(*self.notices, *norm.notices),
            topics={
                **self.topics,
                **{each.id: self._bound_to(norm, family, each) for each in norm.topics},
            },
        )

    def _bound_to(self, norm: Norm, family: str, topic: Topic) -> Topic:
        """Return `topic` limited to the parts of its own pack, or of its norm, if it names none."""
        if topic.condition.parts:
            return topic
        parts = tuple(part.code for part in norm.parts)
        parts = parts or tuple(code for code, home in self.norms.items() if home == family)
        condition = topic.condition.model_copy(update={"parts": parts})
        return topic.model_copy(update={"condition": condition})
