"""What she changed in a procedure or a form: rows of a table, each with its own bookmark."""

import re
import unicodedata
from collections.abc import Iterator, Sequence

from handbook.loading.source_editing import Rewrite
from handbook.model.documents.document import ProcedureBody
from handbook.model.features.adoption import Addition, EditedParagraph, Edits
from handbook.pipeline.adoption.one_change import (
    LINKED,
    MADE,
    NEEDED,
    ODDITIES,
    OTHERWISE,
    AdoptedChange,
    Reader,
    added,
    refused,
)
from handbook.tailoring.content.source_lookup import Origin, codes_of, origins, texts_of
from handbook.tailoring.text.filling import function_of
from handbook.tailoring.text.source_rewrite import (
    UnwritableError,
    in_library,
    pieces,
    printed,
    reworded,
)
from handbook.word.writing.draft import mark_name

_GROWING = {
    "stappen": ("rol", "actie", "registratie"),
    "risicos": ("risico", "maatregel"),
    "indicatoren": ("naam", "streef"),
}
_SHORTEST = {
    "stappen": ("rol", "actie"),
    "risicos": ("risico", "maatregel"),
    "indicatoren": ("naam",),
}
_LEAVING = frozenset({*_GROWING, "bijzonderheden", "velden"})
_FIELDS = {"stappen": "steps", "risicos": "risks", "indicatoren": "indicators"}

_EMPTIED = "zo blijft onder deze kop niets over; dan zou ook de kop uit uw document gaan"
_NO_PLACE = "tussen de vaste delen van dit document is geen plaats voor een eigen alinea"


class Rows:
    """Claims on a procedure or form, whose texts stand in rows and have a bookmark each."""

    def __init__(self, reader: Reader) -> None:
        library = reader.setting.library
        self._reader = reader
        self._id = reader.document.item
        self._item = library.procedures.get(self._id) or library.forms[self._id]
        self._origins = origins(reader.setting, self._item)
        self._texts = texts_of(reader.document.body)
        self._sources = {mark_name(each): each for each in self._texts}
        self._codes = codes_of(reader.setting)
        self._names: set[str] = set()
        self._emptied: frozenset[str | int] = frozenset()

    def claims(self, stretches: Sequence[EditedParagraph]) -> Iterator[AdoptedChange]:
        """Yield a claim for each text that she changed or took out."""
        gone: set[tuple[str | int, ...]] = set()
        self._emptied = self._without_rows(stretches)
        for each in stretches:
            if not each.changed:
                continue
            source = self._source(each)
            origin = self._origins.get(source)
            if each.oddity:
                yield refused(each, ODDITIES[each.oddity])
            elif each.links:
                yield refused(each, LINKED)
            elif each.after is None:
                yield from self._gone(each, origin, gone)
            elif source.endswith(".wie"):
                yield self._other_role(each, source)
            elif origin is None:
                yield refused(each, self._hint(source))
            else:
                yield self._reworded(each, source, origin)

    def _source(self, stretch: EditedParagraph) -> str:
        """Return the source of the text that a paragraph prints; of more, the one we can change."""
        known = [self._sources[each] for each in sorted(stretch.marks) if each in self._sources]
        fit = [each for each in known if self._texts[each] in stretch.before]
        ours = [each for each in fit if each in self._origins]
        return next(iter(ours or fit or known), "")

    def _reworded(self, stretch: EditedParagraph, source: str, origin: Origin) -> AdoptedChange:
        says = self._ours(source, origin)
        at = stretch.before.find(says)
        head, tail = stretch.before[:at], stretch.before[at + len(says) :]
        after = stretch.after or ""
        if not (after.startswith(head) and after.endswith(tail)):
            return refused(stretch, MADE)
        new = after[len(head) : len(after) - len(tail)].strip()
        try:
            found = pieces(origin.written, origin.words)
            written = reworded(found, new, lambda text: in_library(text, self._codes))
            if printed(pieces(written, origin.words)) != new:
                return refused(stretch, OTHERWISE)
        except UnwritableError as error:
            return refused(stretch, str(error))
        return self._claim(stretch, Rewrite(texts={origin.path: written}))

    def _ours(self, source: str, origin: Origin) -> str:
        """Return what the source itself prints of a text: not the threshold that stands behind."""
        says = self._texts[source]
        own = " ".join(printed(pieces(origin.written, origin.words)).split())
        return own if says.startswith(own) else says

    def _claim(self, stretch: EditedParagraph, rewrite: Rewrite) -> AdoptedChange:
        return AdoptedChange(
            heading=stretch.heading,
            before=stretch.before,
            after=stretch.after or "",
            item=self._id,
            rewrite=rewrite,
        )

    def _gone(
        self, stretch: EditedParagraph, origin: Origin | None, gone: set[tuple[str | int, ...]]
    ) -> Iterator[AdoptedChange]:
        """Yield one claim for a row that went, whatever number of cells it has."""
        if origin is None or stretch.row < 0:
            if stretch.row < 0:
                yield refused(stretch, MADE)
            return
        way = origin.path[:2]
        if way in gone:
            return
        gone.add(way)
        if self._reader.lost:
            yield refused(stretch, NEEDED)
        elif way[0] in self._emptied:
            yield refused(stretch, _EMPTIED)
        elif way[0] not in _LEAVING:
            yield refused(stretch, "een termijn haalt u niet met de hand weg")
        else:
            yield self._claim(stretch, Rewrite(gone=(way,)))

    def _without_rows(self, stretches: Sequence[EditedParagraph]) -> frozenset[str | int]:
        """Return the lists of which she took out every row that is printed."""
        rows = [
            (origin.path[0], each.after is None)
            for each in stretches
            if each.row >= 0 and (origin := self._origins.get(self._source(each)))
        ]
        return frozenset(name for name, _ in rows) - {name for name, gone in rows if not gone}

    def _other_role(self, stretch: EditedParagraph, source: str) -> AdoptedChange:
        role = self._role(stretch.after or "")
        step = source.split(".")[-2]
        steps = getattr(self._item, "steps", ())
        at = next((n for n, each in enumerate(steps) if each.id == step), None)
        if not role or at is None:
            return refused(stretch, "geen functie heet zo; noem haar in het profiel bij 'rollen'")
        return self._claim(stretch, Rewrite(texts={("stappen", at, "rol"): role}))

    def _role(self, function: str) -> str:
        """Return the one role that the organisation calls `function`, or an empty text."""
        setting = self._reader.setting
        known = [
            role
            for role in setting.library.roles
            if function_of(role, setting.profile, setting.library).casefold() == function.casefold()
        ]
        return known[0] if len(known) == 1 else ""

    def _in_source(self, text: str) -> str:
        """Return words of hers as a text of this item.

        Raises:
            UnwritableError: they would print otherwise.
        """
        written = in_library(text, self._codes)
        words = next(iter(self._origins.values())).words
        if printed(pieces(written, words)) != text:
            raise UnwritableError(OTHERWISE)
        return written

    def _hint(self, source: str) -> str:
        body = self._reader.document.body
        limits = body.limits if isinstance(body, ProcedureBody) else ()
        limit = next((each for each in limits if each.limit.source == source), None)
        if limit is not None and limit.nature == "eigen":
            name = source.removesuffix(".termijn").replace(".termijnen.", ".")
            return f"een eigen termijn zet u in het profiel, bij 'termijnen': {name}"
        if limit is not None:
            return "deze termijn ligt vast in een wet of afspraak"
        if ".invullen." in source and not source.endswith(".naam"):
            name = source.replace(".invullen.", ".")
            return f"een antwoord zet u in het profiel, bij 'invullen': {name}"
        return MADE

    def additions(self, edits: Edits) -> Iterator[AdoptedChange]:
        """Yield a claim for each thing that she added."""
        for each in edits.additions:
            if each.links:
                yield added(each, LINKED)
            elif each.row:
                yield self._new_row(each, edits.stretches)
            else:
                yield added(each, _NO_PLACE)

    def _new_row(self, each: Addition, stretches: Sequence[EditedParagraph]) -> AdoptedChange:
        row = stretches[each.below].row if each.below >= 0 else -1
        keys: dict[int, str] = {}
        way: tuple[str | int, ...] = ()
        for other in (one for one in stretches if row >= 0 and one.row == row):
            source = self._source(other)
            if origin := self._origins.get(source):
                keys[other.column], way = str(origin.path[-1]), origin.path[:2]
            elif source.endswith(".wie"):
                keys[other.column] = "rol"
        kind = str(way[0]) if way else ""
        said = {keys[at]: text for at, text in enumerate(each.cells) if text and at in keys}
        if kind not in _GROWING or any(
            at not in keys for at, text in enumerate(each.cells) if text
        ):
            return added(each, MADE)
        if "rol" in said:
            said["rol"] = self._role(said["rol"])
        if not all(said.get(key) for key in _SHORTEST[kind]):
            return added(each, "deze rij is niet volledig, of noemt een functie die er niet is")
        try:
            texts = {key: self._in_source(said[key]) for key in _GROWING[kind] if key in said}
        except UnwritableError as error:
            return added(each, str(error))
        taken = self._names | {one.id for one in getattr(self._item, _FIELDS[kind])}
        name = _name(list(said.values())[-1 if kind != "stappen" else 1], taken)
        self._names.add(name)
        record = {"id": name, **texts}
        return AdoptedChange(
            heading=each.heading,
            before="",
            after=" | ".join(filter(None, each.cells)),
            item=self._id,
            rewrite=Rewrite(added={way: (record,)}),
        )


def _name(text: str, taken: set[str]) -> str:
    """Return an id made of the first words of `text`, and not one of `taken`."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    stem = "-".join(re.findall(r"[a-z]+", plain)[:3]) or "eigen"
    names = [stem, *(f"{stem}-{number}" for number in range(2, len(taken) + 3))]
    return next(each for each in names if each not in taken)
