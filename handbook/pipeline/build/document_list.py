"""The lists of documents beside them: for people in Excel, for other systems as CSV and JSON."""

from handbook import storage
from handbook.errors import Place, Problem
from handbook.excel import prove_sheet, register_sheet
from handbook.model.common.base_record import fingerprint
from handbook.model.documents.document_list import Listed
from handbook.model.sources.register import Register
from handbook.pipeline.organisation.context import OrganisationContext
from handbook.pipeline.placement.moves import Move
from handbook.reporting.features.document_list import listed_csv, listed_json
from handbook.tailoring.control.codes_and_versions import concealed
from handbook.tailoring.control.document_list import listing
from handbook.tailoring.control.ownership import known_as

SHEET = "documentenregister.xlsx"
TEXTS = ("documenten.csv", "documenten.json")
LISTS = (SHEET, *TEXTS)
_ITEM = "documentenregister"
_FORM = 2  # raise it when the same rows should give another workbook


def lists(
    context: OrganisationContext, register: Register
) -> tuple[tuple[Move, ...], tuple[Problem, ...]]:
    """Return how the lists come to say what `register` does, and what is to be told of them.

    A workbook that somebody changed stays (HB457). CSV and JSON are for programs and are always
    made anew; what stood there is kept among the former files.

    Raises:
        StorageError: a file cannot be read.
    """
    known = known_as(register, context.name, context.telling)
    rows = listing(known, concealed(register, context.hide), context.made.documents)
    texts = (listed_csv(rows), listed_json(context.name, rows))
    moves = [_move(context, name, data) for name, data in zip(TEXTS, texts, strict=True)]
    sheet, problems = _sheet(context, rows)
    return tuple(each for each in (*moves, sheet) if each), problems


def _sheet(
    context: OrganisationContext, rows: tuple[Listed, ...]
) -> tuple[Move | None, tuple[Problem, ...]]:
    path = context.output / SHEET
    before = storage.read(path)
    wanted = fingerprint(_FORM, rows, context.made.organisation)
    proof = prove_sheet(before) if before is not None else None
    ours = proof is not None and (proof.organisation, proof.item) == (context.name, _ITEM)
    if before is not None and not (ours and proof and proof.intact):
        return None, (_hers(path.relative_to(context.root).as_posix()),)
    if proof and proof.render == wanted:
        return None, ()
    data = register_sheet(rows, context.made.organisation, item=_ITEM, render=wanted)
    return _move(context, SHEET, data), ()


def _move(context: OrganisationContext, name: str, data: bytes) -> Move | None:
    path = context.output / name
    before = storage.read(path)
    if before == data:
        return None
    return Move(
        kind="schrijven",
        path=path.relative_to(context.root).as_posix(),
        data=data,
        expected=None if before is None else storage.sha256(before),
    )


def _hers(file: str) -> Problem:
    return Problem(
        Place(file),
        code="HB457",
        what="deze lijst is met de hand gewijzigd en blijft zoals zij is",
        mend="De nieuwe lijst staat in documenten.csv. Wilt u haar weer in Excel, geef uw eigen "
        "bestand dan een andere naam en bouw opnieuw.",
        weight="let op",
    )
