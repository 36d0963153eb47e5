"""The tables made from the documents themselves: procedures, limits, laws, who does what."""

from collections.abc import Iterable, Iterator
from datetime import date

from handbook.model.documents.document import Document, Doubt
from handbook.model.documents.own_body import OwnBody
from handbook.model.sources.content import (
    Block,
    Deadline,
    Form,
    Paragraph,
    Procedure,
    Role,
    Run,
    Runs,
)
from handbook.model.sources.norm import ALWAYS, Condition
from handbook.model.sources.reference import Amendment, Law, Sourced
from handbook.model.sources.role_holder import filling
from handbook.tailoring.content.grids import capital, grid
from handbook.tailoring.content.own_documents import own_documents
from handbook.tailoring.content.procedures import ground_runs, limit_text, procedure_words, title_of
from handbook.tailoring.selection.conditions import applies, choose
from handbook.tailoring.text.filling import Setting, fill, fill_runs, retention, words_for
from handbook.tailoring.text.laws import about_runs, amendment_mark, doubts, law_doubts, standing_of
from handbook.tailoring.text.thresholds import as_sentence, shared_in_brackets

_NATURES = ("wet", "afspraak", "eigen")
_CODE_WIDTH = 15


def procedures(setting: Setting) -> list[Procedure]:
    """Return the procedures of the set, in the order in which readers meet them."""
    return [each for each in setting.library.procedures.values() if each.id in setting.codes]


def limits(setting: Setting) -> Iterator[tuple[Procedure, Deadline]]:
    """Yield every limit of the set with its procedure."""
    for procedure in procedures(setting):
        for deadline in choose(procedure.deadlines, setting.situation):
            yield procedure, deadline


def open_doubts(setting: Setting) -> tuple[Doubt, ...]:
    """Return what this set prints without its number until somebody went after it."""
    used: list[Sourced] = [deadline for _, deadline in limits(setting)]
    for procedure in procedures(setting):
        used += choose(procedure.grounds, setting.situation)
    printed = [(procedure.id, deadline) for procedure, deadline in limits(setting)]
    own, day = setting.profile, setting.situation.day
    rested_on = {each.law for each in used}
    laws = [law for law in setting.library.laws.values() if law.id in rested_on]
    return (
        *doubts(own, setting.library, printed, used, day),
        *law_doubts(own, laws, _changes(setting)),
    )


def primary_table(setting: Setting) -> tuple[Block, ...]:
    """Return the procedures of the primary processes."""
    return _listed(setting, "primair proces", "Procedures van de primaire processen")


def organisation_table(setting: Setting) -> tuple[Block, ...]:
    """Return the procedures of the organisation."""
    return _listed(setting, "organisatieproces", "Procedures van de organisatie")


def forms_table(setting: Setting) -> tuple[Block, ...]:
    """Return the forms with how long they are kept."""
    rows = _form_rows(setting, "formulier")
    return grid(("Code", "Formulier", "Bewaren"), rows, (_CODE_WIDTH, 43, 42), "Formulieren")


def registers_table(setting: Setting) -> tuple[Block, ...]:
    """Return the registers with how long they are kept."""
    rows = _form_rows(setting, "register")
    return grid(("Code", "Register", "Bewaren"), rows, (_CODE_WIDTH, 43, 42), "Registers")


def deadlines_table(setting: Setting) -> tuple[Block, ...]:
    """Return every limit of the set, the law first."""
    found = []
    for procedure, deadline in limits(setting):
        row = limit_text(setting, procedure, deadline, procedure_words(setting, procedure))
        code = _link(setting, procedure)
        found.append((row.what.runs, row.limit.runs, row.nature, row.basis.runs, code))
    found.sort(key=lambda row: _NATURES.index(row[2]))
    return grid(
        ("Wat", "Termijn", "Aard", "Bron", "Document"), found, (28, 25, 12, 20, 15), "Termijnen"
    )


def laws_table(setting: Setting) -> tuple[Block, ...]:
    """Return each law or agreement that a document of the set rests on, with those documents."""
    found: dict[str, list[Procedure]] = {}
    asking: dict[str, list[Condition]] = {}
    loose: dict[Runs, list[Procedure]] = {}
    for procedure in procedures(setting):
        words = procedure_words(setting, procedure)
        for ground in choose(procedure.grounds, setting.situation):
            if ground.law:
                _add(found.setdefault(ground.law, []), procedure)
                asking.setdefault(ground.law, []).append(ground.condition)
            else:
                _add(loose.setdefault(ground_runs(setting, ground, words), []), procedure)
        for deadline in choose(procedure.deadlines, setting.situation):
            if deadline.law:
                _add(found.setdefault(deadline.law, []), procedure)
                asking.setdefault(deadline.law, []).append(deadline.condition)
    laws = [law for law in setting.library.laws.values() if law.id in found]
    common = words_for(setting, "", ALWAYS)
    rows = [
        (
            (*_law(setting, law), *shared_in_brackets(asking[law.id], setting.situation)),
            fill_runs(about_runs(setting.profile, law), common),
            _codes(setting, found[law.id]),
        )
        for law in laws
    ]
    rows += [(runs, (), _codes(setting, users)) for runs, users in loose.items()]
    return grid(
        ("Wet, code of afspraak", "Waar het over gaat", "Documenten"),
        rows,
        (34, 40, 26),
        "Wetten en afspraken",
    )


def amendments_table(setting: Setting) -> tuple[Block, ...]:
    """Return what changed in the laws of the set, and then what was announced and is to come."""
    changed: list[_Row] = []
    coming: list[tuple[date, _Row]] = []
    day = setting.situation.day
    for law, change in _changes(setting):
        if change.is_ahead(day):
            coming.append((change.since or date.max, _amendment(setting, law, change)))
        else:
            changed.append(_amendment(setting, law, change))
    what, here = "Wat er veranderde", "Wat wij ermee doen"
    tables = grid(("Wet", "Sinds", what, here), changed, (18, 16, 33, 33), "Wetten die veranderden")
    if not coming:
        return tables
    rows = [row for _, row in sorted(coming, key=lambda each: each[0])]
    ahead = grid(
        ("Wet", "Vanaf", "Wat er verandert", here), rows, (18, 16, 33, 33), "Wetten die veranderen"
    )
    return (*tables, Paragraph(runs=(Run(text=_COMING),)), *ahead)


def _changes(setting: Setting) -> Iterator[tuple[Law, Amendment]]:
    """Yield the changes of laws that this set tells of, each with its law."""
    here = setting.situation
    for law in setting.library.laws.values():
        for change in law.amendments if applies(law.condition, here) else ():
            told = change.is_ahead(here.day) or change.in_force(here.day)
            if told and applies(change.condition, here):
                yield law, change


_Row = tuple[Runs | str, ...]
_COMING = "Dit is aangekondigd en geldt nog niet:"


def _amendment(setting: Setting, law: Law, change: Amendment) -> _Row:
    words = words_for(setting, "", ALWAYS)
    mark = amendment_mark(setting.profile, law, change)
    said = (*fill(change.what, words), *as_sentence(change.condition, setting.situation), *mark)
    return (law.name, change.told, said, fill(change.here, words))


def raci_table(setting: Setting) -> tuple[Block, ...]:
    """Return who answers for each procedure, who does it, who thinks along and who is told."""
    rows: list[tuple[Runs | str, ...]] = []
    for procedure in procedures(setting):
        steps = choose(procedure.steps, setting.situation)
        doing = _functions(setting, (step.role for step in steps))
        others = (_functions(setting, procedure.consulted), _functions(setting, procedure.informed))
        consulted, informed = ([each for each in group if each not in doing] for group in others)
        title = (*_link(setting, procedure), Run(text=f" {title_of(setting, procedure)}"))
        rows.append(
            (
                title,
                capital(setting.function(procedure.owner)),
                *(capital(", ".join(group)) for group in (doing, consulted, informed)),
            )
        )
    return grid(
        ("Document", "Eigenaar", "Doet het", "Denkt mee", "Hoort het"),
        rows,
        (27, 17, 20, 18, 18),
        "Wie doet wat",
    )


def functions_table(setting: Setting) -> tuple[Block, ...]:
    """Return the functions that the documents name, with who fills them; people stand here only.

    Roles that one function fills stand in one row, with the tasks of all.
    """
    used, known = roles_used(setting), setting.profile.roles
    functions: dict[str, list[Role]] = {}
    for role in choose(tuple(setting.library.roles.values()), setting.situation):
        if role.id in used or role.id in known:
            functions.setdefault(setting.function(role.id), []).append(role)
    rows = []
    for function, roles in functions.items():
        holders = [known.get(filling(known, role.id)) for role in roles]
        people = dict.fromkeys(name for each in holders if each for name in each.people)
        outside = dict.fromkeys(each.outside for each in holders if each and each.outside)
        tasks = dict.fromkeys(filter(None, (role.task for role in roles)))
        words = words_for(setting, roles[0].id, ALWAYS)
        rows.append((capital(function), ", ".join(people or outside), fill(" ".join(tasks), words)))
    return grid(("Functie", "Wie", "Taak"), rows, (28, 24, 48), "Functies en taken")


def roles_used(setting: Setting) -> frozenset[str]:
    """Return the roles that do a step or own a procedure of the set."""
    made = procedures(setting)
    steps = {step.role for each in made for step in choose(each.steps, setting.situation)}
    return frozenset(steps | {each.owner for each in made})


def _functions(setting: Setting, roles: Iterable[str]) -> tuple[str, ...]:
    known = setting.library.roles
    here = [
        setting.function(role)
        for role in roles
        if role in known and applies(known[role].condition, setting.situation)
    ]
    return tuple(dict.fromkeys(here))


def _listed(setting: Setting, group: str, caption: str) -> tuple[Block, ...]:
    rows = [
        (_link(setting, each), title_of(setting, each), setting.function(each.owner))
        for each in procedures(setting)
        if each.group == group
    ]
    rows += [
        (
            (Run(text=each.code, link=each.item),),
            each.title,
            each.owner,
        )
        for each in own_documents(setting)
        if _group(setting, each) == group
    ]
    return grid(("Code", "Titel", "Eigenaar"), rows, (_CODE_WIDTH, 55, 30), caption)


def _group(setting: Setting, document: Document) -> str:
    """Return the group of a document of her own: that of the procedure in whose place it came."""
    known = setting.library.procedures
    replaced = document.body.replaces if isinstance(document.body, OwnBody) else ()
    groups = [known[each].group for each in replaced if each in known]
    return groups[0] if groups else "organisatieproces"


def _form_rows(setting: Setting, kind: str) -> list[tuple[Runs, str, Runs]]:
    forms: list[Form] = [
        each
        for each in setting.library.forms.values()
        if each.kind == kind and each.id in setting.codes
    ]
    return [
        (
            (Run(text=setting.codes[each.id], link=each.id),),
            title_of(setting, each),
            retention(setting, each),
        )
        for each in forms
    ]


def _link(setting: Setting, procedure: Procedure) -> Runs:
    return (Run(text=setting.codes[procedure.id], link=procedure.id),)


def _codes(setting: Setting, users: Iterable[Procedure]) -> Runs:
    runs: list[Run] = []
    for procedure in users:
        runs += [*([Run(text=", ")] if runs else []), *_link(setting, procedure)]
    return tuple(runs)


def _law(setting: Setting, law: Law) -> Runs:
    full = f" ({law.full})" if law.full and law.full != law.name else ""
    standing = standing_of(law, setting.situation.day)
    rest = full + (f", {standing}" if standing else "")
    return (Run(text=law.name, bold=True), *((Run(text=rest),) if rest else ()))


def _add(users: list[Procedure], procedure: Procedure) -> None:
    if procedure not in users:
        users.append(procedure)
