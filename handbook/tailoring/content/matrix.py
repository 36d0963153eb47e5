"""Topic by document, with gaps and exclusions."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from handbook.model.documents.document import (
    Document,
    Matrix,
    MatrixBody,
    MatrixGroupText,
    MatrixRow,
    MatrixRowText,
    Passage,
    Selection,
    Text,
)
from handbook.model.documents.hand_edits import HandEdits
from handbook.model.sources.content import Paragraph, Run
from handbook.model.sources.library import MATRIX, Library
from handbook.model.sources.norm import Topic
from handbook.tailoring.content.procedures import title_of
from handbook.tailoring.text.filling import Setting, plain
from handbook.tailoring.text.laws import marked

_Place = tuple[str, str, str]
_LIMITS = "Wettelijke termijnen die met de hand zijn gewijzigd"
_INTRO = (
    "Deze kruistabel laat per onderwerp zien waar wij het hebben uitgewerkt. De onderwerpen en hun "
    "codes zijn eigen codes van dit handboek. Zij vervangen de norm niet: de normtekst en de "
    "paragraafnummers van de norm staan hier niet in. In de laatste kolom staat de vindplaats in "
    "ons eigen exemplaar van de norm. De vergelijking met ISO 9001:2015 is een eigen vergelijking."
)


def matrix_of(
    selection: Selection,
    documents: Iterable[Document],
    references: Mapping[str, str],
    handiwork: Mapping[str, HandEdits],
) -> Matrix:
    """Return where each topic that applies is worked out, in norm order.

    A topic that is excluded and covered all the same counts as excluded: the reason is what an
    auditor asks for.

    Args:
        selection: the topics that apply, and the reasons of those left out.
        documents: every document with the topics it covers.
        references: the organisation's own place of each topic in its copy of the norm, by topic.
        handiwork: what a person took out of a document, by item.
    """
    where: dict[str, list[_Place]] = {}
    lost: dict[str, list[_Place]] = {}
    for document in documents:
        gone = handiwork[document.item].lost if document.item in handiwork else ()
        for cover in document.covers:
            found = lost if (cover.topic, cover.heading) in gone else where
            found.setdefault(cover.topic, []).append((document.item, document.code, cover.heading))
    return Matrix(
        rows=tuple(
            replace(
                _row(topic, selection, tuple(where.get(topic.id, ())), references),
                lost=tuple(lost.get(topic.id, ())),
            )
            for topic in selection.topics
        )
    )


def _row(
    topic: Topic,
    selection: Selection,
    covers: tuple[_Place, ...],
    references: Mapping[str, str],
) -> MatrixRow:
    bound = [each.part.code for each in selection.parts]
    left_out, elsewhere = selection.excluded.get(topic.id), selection.inapplicable.get(topic.id)
    return MatrixRow(
        topic=topic,
        parts=tuple(code for code in bound if code in topic.condition.parts),
        covers=covers,
        reason=left_out or ("" if covers else elsewhere) or "",
        reference=references.get(topic.id, ""),
        state="uitgesloten"
        if left_out
        else "gedekt"
        if covers
        else "niet van toepassing"
        if elsewhere
        else "ontbreekt",
    )


def matrix_document(
    setting: Setting, matrix: Matrix, handiwork: Mapping[str, HandEdits]
) -> Document:
    """Return the norm matrix as a document, a table for each rubriek.

    A last one has the limits of the law that a person changed, of `handiwork` by item.
    """
    sections = _sections(setting.library, matrix)
    return Document(
        item=MATRIX,
        kind="kruistabel",
        code=setting.codes[MATRIX],
        title="Kruistabel van norm en documenten",
        subtitle=setting.profile.name,
        owner=setting.function("kwaliteitsmedewerker"),
        body=MatrixBody(
            intro=Passage(
                source=f"{MATRIX}.inleiding", blocks=(Paragraph(runs=(Run(text=_INTRO),)),)
            ),
            groups=tuple(
                MatrixGroupText(
                    title=_title(setting, home, number, among=sections),
                    rows=tuple(_row_text(row, setting) for row in rows),
                )
                for (home, number), rows in sections.items()
            )
            + tuple(_changed_limits(setting, handiwork)),
        ),
    )


def _sections(library: Library, matrix: Matrix) -> dict[tuple[str, int], list[MatrixRow]]:
    """Return the rows of each rubriek, by norm and number; the norms in the order of the rows."""
    found: dict[tuple[str, int], list[MatrixRow]] = {}
    for row in matrix.rows:
        found.setdefault((library.homes.get(row.topic.id, ""), row.topic.section), []).append(row)
    homes = list(dict.fromkeys(home for home, _ in found))
    return dict(sorted(found.items(), key=lambda each: (homes.index(each[0][0]), each[0][1])))


def _title(setting: Setting, home: str, number: int, among: Iterable[tuple[str, int]]) -> Text:
    """Return the title of a rubriek; of a second norm it says which, for both have a rubriek 1."""
    section = setting.library.sections.get((home, number))
    title = f"Rubriek {number}. {section.title}" if section else f"Rubriek {number}"
    homes = list(dict.fromkeys(each for each, _ in among))
    if home == homes[0]:
        return plain(f"{MATRIX}.rubriek-{number}", title)
    norms = (each.part for each in setting.selection.parts)
    norm = next((part.norm for part in norms if setting.library.norms.get(part.code) == home), "")
    return plain(f"{MATRIX}.{home}-{number}", f"{norm}: {title}" if norm else title)


def _row_text(row: MatrixRow, setting: Setting) -> MatrixRowText:
    at = f"{MATRIX}.{row.topic.id}"
    return MatrixRowText(
        topic=plain(f"{at}.onderwerp", row.topic.title),
        iso=plain(f"{at}.iso", ", ".join(row.topic.iso)),
        parts=plain(f"{at}.onderdelen", ", ".join(row.parts)),
        where=tuple(_where(row, at, setting)),
        evidence=plain(f"{at}.bewijs", "; ".join(row.topic.evidence)),
        reference=plain(f"{at}.vindplaats", row.reference),
        state=row.state,
    )


def _changed_limits(
    setting: Setting, handiwork: Mapping[str, HandEdits]
) -> Iterable[MatrixGroupText]:
    at = f"{MATRIX}.met-de-hand"
    rows = tuple(
        MatrixRowText(
            topic=plain(f"{at}.{item}-{number}", what),
            iso=plain(at, ""),
            parts=plain(at, ""),
            where=(_by_hand(at, item, setting, f" zegt niet meer wat de wet zegt: {limit}"),),
            evidence=plain(at, ""),
            reference=plain(at, ""),
            state="ontbreekt",
        )
        for item, handwork in sorted(handiwork.items())
        for number, (what, limit) in enumerate(handwork.limits, start=1)
    )
    if rows:
        yield MatrixGroupText(title=plain(at, _LIMITS), rows=rows)


def _by_hand(source: str, item: str, setting: Setting, words: str) -> Text:
    code = Run(text=setting.codes[item], link=item)
    return Text(source=source, runs=(code, *marked(Run(text=words, mark="open"))))


def _where(row: MatrixRow, at: str, setting: Setting) -> Iterable[Text]:
    if row.state == "uitgesloten":
        yield plain(f"{at}.uitgesloten", f"Uitgesloten: {row.reason}")
        return
    if row.state == "niet van toepassing":
        yield plain(f"{at}.geldt-niet", f"Niet van toepassing: {row.reason}")
        return
    if row.state == "ontbreekt":
        yield Text(
            source=f"{at}.ontbreekt",
            runs=(Run(text="Nog in geen document uitgewerkt", mark="open"),),
        )
    for number, (item, code, heading) in enumerate(row.covers, start=1):
        yield Text(
            source=f"{at}.waar-{number}",
            runs=(Run(text=code, link=item), Run(text=f" {_title_before(item, setting)}{heading}")),
        )
    for number, (item, _, heading) in enumerate(row.lost, start=1):
        words = f" {_title_before(item, setting)}{heading}, met de hand weggehaald"
        yield _by_hand(f"{at}.weg-{number}", item, setting, words)


def _title_before(item: str, setting: Setting) -> str:
    """Return the title of a procedure or form, to stand before a heading of it."""
    library = setting.library
    if item in library.own_files:
        return f"{library.own_files[item].about.title}: "
    document = library.procedures.get(item) or library.forms.get(item)
    return f"{title_of(setting, document)}: " if document else ""
