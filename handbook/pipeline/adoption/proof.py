"""Claims of hers → the files that would print what she wrote and nothing else, or why not."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from handbook.loading.markdown.chapters import ChapterSource
from handbook.loading.source_editing import Found, Rewrite, own_place, reread, rewritten, with_found
from handbook.model.features.adoption import Span
from handbook.model.sources.content import Form, Runs
from handbook.pipeline.adoption.markdown_links import leads
from handbook.pipeline.adoption.one_change import LINKED, AdoptedChange, Reader
from handbook.tailoring.content.procedures import form_document, procedure_document
from handbook.tailoring.content.source_lookup import chapter_runs, texts_of
from handbook.tailoring.text.filling import Setting

_SAYS_MORE = "daardoor zou elders in het document iets veranderen"
_TOGETHER = "samen met uw andere wijzigingen in deze tekst is dit niet over te nemen"


@dataclass(frozen=True, slots=True)
class _Printed:
    """A text that an item prints, by which source ("" in a chapter), and where words lead."""

    source: str
    text: str
    leads: tuple[Span, ...] = ()


Said = Sequence[_Printed]


def proved(reader: Reader, claim: AdoptedChange, name: str) -> AdoptedChange:
    """Return a claim, refused where its file would print anything else than what she wrote."""
    if claim.why:
        return claim
    found = reader.found.get(claim.item)
    if found is None:
        return replace(claim, why="de tekst staat in geen bestand")
    if claim.item in reader.taken:
        place = own_place(found, name)
        return replace(claim, why=f"op de plaats in inhoud/ staat al een ander bestand: {place}")
    try:
        fresh = reread(found, rewritten(found, claim.rewrite), own_place(found, name))
        said = _said(reader.setting, fresh)
    except ValueError as error:
        return replace(claim, why=str(error))
    return replace(claim, why=_objection(_said(reader.setting, found), said, claim))


def files_of(
    reader: Reader, claims: Sequence[AdoptedChange], name: str
) -> tuple[dict[str, bytes], list[AdoptedChange]]:
    """Return the files that all claims together make, and the claims that are in them."""
    files: dict[str, bytes] = {}
    refused: set[str] = set()
    for item in dict.fromkeys(each.item for each in claims if not each.why):
        found = reader.found[item]
        mine = [each.rewrite for each in claims if each.item == item and not each.why]
        place = own_place(found, name)
        try:
            data = rewritten(found, _joined(mine))
            alone = [
                _said(reader.setting, reread(found, rewritten(found, each), place)) for each in mine
            ]
            together = _said(reader.setting, reread(found, data, place))
        except ValueError:
            refused.add(item)
            continue
        if _is_sum(_said(reader.setting, found), alone, together):
            files[place] = data
        else:
            refused.add(item)
    left = [
        replace(each, why=_TOGETHER) if each.item in refused and not each.why else each
        for each in claims
    ]
    return files, left


def _said(setting: Setting, found: Found) -> Said:
    """Return every text that an item prints, in order, and by which source.

    Raises:
        ValueError: it names something that does not exist.
    """
    library, wrong = with_found(setting.library, [found])
    if wrong:
        raise ValueError(wrong[0].what)
    here = replace(setting, library=library)
    if isinstance(found, ChapterSource):
        return [_in_chapter(runs) for runs, _ in chapter_runs(here, found.chapter)]
    record = found.record
    made = (
        form_document(here, record)
        if isinstance(record, Form)
        else procedure_document(here, record)
    )
    return [_Printed(source, text) for source, text in texts_of(made.body).items()]


def _in_chapter(runs: Runs) -> _Printed:
    text = " ".join("".join(each.text for each in runs).split())
    return _Printed("", text, leads(Span(each.text, each.link) for each in runs))


def _objection(old: Said, new: Said, claim: AdoptedChange) -> str:
    """Return what keeps `claim` out where more than it differs between two lists of texts."""
    if claim.rewrite.gone or claim.rewrite.added:
        few, many = (new, old) if claim.rewrite.gone else (old, new)
        if len(few) >= len(many) or not _is_part(few, many):
            return _SAYS_MORE
        extra = Counter(many) - Counter(few)
        return "" if claim.rewrite.gone or any(_leads_so(e, claim) for e in extra) else LINKED
    differ = [(one, other) for one, other in zip(old, new, strict=False) if one != other]
    if len(old) != len(new) or len(differ) != 1:
        return _SAYS_MORE
    [(was, says)] = differ
    fits = (claim.before.endswith(was.text) and claim.after.endswith(says.text)) or (
        was.text in claim.before and says.text in claim.after
    )
    if not fits:
        return _SAYS_MORE
    return "" if _leads_so(says, claim) else LINKED


def _leads_so(printed: _Printed, claim: AdoptedChange) -> bool:
    return printed.leads == claim.leads


def _is_sum(old: Said, alone: Sequence[Said], together: Said) -> bool:
    """Tell whether a text that changed in many ways says what each of them says alone."""
    was = Counter(old)
    wanted = Counter(was)
    for each in alone:
        wanted.update(Counter(each))
        wanted.subtract(was)
    return +wanted == Counter(together)


def _is_part(few: Said, many: Said) -> bool:
    """Tell whether `few` stands in `many`, in its order."""
    rest = iter(many)
    return all(each in rest for each in few)


def _joined(rewrites: Sequence[Rewrite]) -> Rewrite:
    added: dict[object, list[Mapping[str, str] | str]] = {}
    for each in rewrites:
        for way, records in each.added.items():
            added.setdefault(way, []).extend(records)
    return Rewrite(
        texts={way: text for each in rewrites for way, text in each.texts.items()},
        gone=[way for each in rewrites for way in each.gone],
        added=added,  # type: ignore[arg-type]
    )
