"""Procedures and forms of the library → documents in final words."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from handbook.model.documents.document import (
    Cover,
    Document,
    FieldText,
    FormBody,
    LimitText,
    PairText,
    ProcedureBody,
    StepText,
    Text,
)
from handbook.model.sources.content import (
    Deadline,
    Form,
    FormField,
    Ground,
    Indicator,
    Particular,
    Procedure,
    ProcedureRisk,
    Run,
    Runs,
    Step,
)
from handbook.model.sources.own_document import successors
from handbook.model.sources.reference import Sourced
from handbook.tailoring.selection.conditions import choose
from handbook.tailoring.text.filling import (
    Setting,
    answer,
    chosen_fields,
    fill,
    marked_limit,
    narrowed,
    plain,
    retention,
    text,
    words_for,
)
from handbook.tailoring.text.laws import deadline_id, enumerated, law_runs, retention_id
from handbook.tailoring.text.segments import Words
from handbook.tailoring.text.thresholds import as_sentence, in_brackets

# The heading of templates/procedure.docx under which the steps stand; the matrix points to it.
STEPS_HEADING = "Stappen"
FIELDS_HEADING = "Invullen"
_ANSWER = re.compile(r"\{\{\s*invul\.([\w-]+)\s*\}\}")
_FEW = 2
_NOBODY = "nog niemand, want hier geldt geen stap"
# A field in which somebody types a place; where mail goes is none.
_TYPED = ("tekst", "lange tekst", "tabel")
_PLACE = re.compile(
    r"\blocaties?\b|\b(?:woon|verblijf|bezoek|post|vestigings)?adres(?:sen)?\b", re.IGNORECASE
)


def procedure_document(setting: Setting, procedure: Procedure) -> Document:
    """Return `procedure` as a document, with the steps, limits and texts that hold here."""
    words = procedure_words(setting, procedure)
    steps = choose(procedure.steps, setting.situation)
    covered = dict.fromkeys(
        (*procedure.covers, *(topic for step in steps for topic in step.covers))
    )
    return Document(
        item=procedure.id,
        kind="procedure",
        code=setting.codes[procedure.id],
        title=title_of(setting, procedure),
        subtitle=f"{procedure.kind} · {procedure.theme}".capitalize(),
        owner=setting.function(procedure.owner),
        body=_body(setting, procedure, words),
        covers=tuple(Cover(topic=topic, heading=STEPS_HEADING) for topic in covered),
    )


def procedure_words(setting: Setting, procedure: Procedure) -> Words:
    """Return what the slots in the texts of `procedure` stand for."""
    return words_for(
        setting,
        procedure.id,
        procedure.condition,
        open_fields=procedure.open_fields,
        deadlines=procedure.deadlines,
    )


def title_of(setting: Setting, item: Procedure | Form) -> str:
    """Return the title of a procedure or form, in the part's own words."""
    return "".join(
        run.text for run in fill(item.title, words_for(setting, item.id, item.condition))
    )


def _body(setting: Setting, procedure: Procedure, words: Words) -> ProcedureBody:
    here, at = setting.situation, procedure.id
    return ProcedureBody(
        purpose=text(f"{at}.doel", procedure.purpose, words),
        use=use(setting, procedure, words),
        owner=setting.function(procedure.owner),
        people=_people(setting, procedure),
        group=procedure.group,
        limits=tuple(
            limit_text(setting, procedure, each, words)
            for each in choose(procedure.deadlines, here)
        ),
        steps=tuple(
            StepText(
                who=plain(f"{at}.stappen.{step.id}.wie", _capital(setting.function(step.role))),
                what=action(setting, f"{at}.stappen.{step.id}.actie", step, words),
                record=text(f"{at}.stappen.{step.id}.registratie", step.record, words),
            )
            for step in choose(procedure.steps, here)
        ),
        particulars=_particulars(setting, procedure, words),
        answers=_answers(setting, procedure),
        risks=tuple(
            risk_text(setting, f"{at}.risicos.{each.id}", each, words)
            for each in choose(procedure.risks, here)
        ),
        indicators=tuple(
            indicator_text(setting, f"{at}.indicatoren.{each.id}", each, words)
            for each in choose(procedure.indicators, here)
        ),
        forms=_listed(setting, f"{at}.formulieren", procedure.forms),
        related=_listed(setting, f"{at}.verwant", procedure.related),
        grounds=tuple(
            Text(source=f"{at}.grondslag.{each.id}", runs=ground_runs(setting, each, words))
            for each in choose(procedure.grounds, here)
            if ground_runs(setting, each, words)
        ),
    )


def _particulars(setting: Setting, procedure: Procedure, words: Words) -> tuple[PairText, ...]:
    at = f"{procedure.id}.bijzonderheden"
    return tuple(
        PairText(
            label=plain(f"{at}.{each.id}.voor", _audience(setting, each)),
            value=Text(
                source=f"{at}.{each.id}",
                runs=(
                    *fill(each.text, narrowed(words, setting, each.condition)),
                    *as_sentence(each.condition, setting.situation),
                ),
            ),
        )
        for each in choose(procedure.particulars, setting.situation)
    )


def _answers(setting: Setting, procedure: Procedure) -> tuple[PairText, ...]:
    """Return the facts of this organisation that no sentence of the procedure says already."""
    said = _said_in_the_text(setting, procedure)
    at = f"{procedure.id}.invullen"
    return tuple(
        PairText(
            label=plain(f"{at}.{each.id}.naam", each.name),
            value=Text(source=f"{at}.{each.id}", runs=answer(setting, procedure.id, each)),
        )
        for each in chosen_fields(setting, procedure.open_fields)
        if each.id not in said
    )


def use(setting: Setting, procedure: Procedure, words: Words) -> Text:
    """Return when a procedure is used, with its threshold where the size is not known."""
    hedge = as_sentence(procedure.condition, setting.situation)
    return Text(source=f"{procedure.id}.toepassing", runs=(*fill(procedure.use, words), *hedge))


def risk_text(setting: Setting, at: str, risk: ProcedureRisk, words: Words) -> PairText:
    """Return a risk with its measure, and its threshold where the size is not known."""
    measure = (*fill(risk.measure, words), *as_sentence(risk.condition, setting.situation))
    return PairText(
        label=text(f"{at}.risico", risk.risk, words),
        value=Text(source=f"{at}.maatregel", runs=measure),
    )


def indicator_text(setting: Setting, at: str, indicator: Indicator, words: Words) -> PairText:
    """Return what is measured, with its threshold where the size is not known."""
    name = (*fill(indicator.name, words), *in_brackets(indicator.condition, setting.situation))
    return PairText(
        label=Text(source=f"{at}.naam", runs=name),
        value=text(f"{at}.streef", indicator.target, words),
    )


def _people(setting: Setting, procedure: Procedure) -> str:
    """Return the functions that do a step, in the order in which they come in.

    Of a procedure without a step that holds here it says so: a template prints a sentence of it.
    """
    steps = choose(procedure.steps, setting.situation)
    functions = dict.fromkeys(setting.function(step.role) for step in steps)
    return enumerated(list(functions)) or _NOBODY


def action(setting: Setting, source: str, step: Step, words: Words) -> Text:
    """Return what a step asks, with its threshold where the size is not known."""
    runs = (*fill(step.action, words), *as_sentence(step.condition, setting.situation))
    return Text(source=source, runs=runs)


def limit_text(
    setting: Setting, procedure: Procedure, deadline: Deadline, words: Words
) -> LimitText:
    """Return a limit as a row, with the mark of what is doubted."""
    at = deadline_id(procedure.id, deadline)
    runs = marked_limit(setting, procedure.id, deadline, words)
    return LimitText(
        what=Text(
            source=f"{at}.wat",
            runs=(
                *fill(deadline.what, words),
                *in_brackets(deadline.condition, setting.situation),
            ),
        ),
        limit=Text(source=f"{at}.termijn", runs=runs),
        nature=deadline.nature,
        basis=Text(source=f"{at}.bron", runs=_basis(setting, procedure, deadline, words)),
    )


def _basis(setting: Setting, procedure: Procedure, deadline: Deadline, words: Words) -> Runs:
    if f"{procedure.id}.{deadline.id}" in setting.profile.deadlines and deadline.nature == "eigen":
        return (Run(text="eigen keuze"),)
    return _with_law(setting, deadline, fill(deadline.source, words))


def ground_runs(setting: Setting, ground: Ground, words: Words) -> Runs:
    """Return a law with its articles, or an agreement, in words, as a line by itself."""
    runs = _with_law(setting, ground, fill(ground.text, words))
    runs = (*runs, *in_brackets(ground.condition, setting.situation))
    return tuple(
        each if number else replace(each, text=_capital(each.text))
        for number, each in enumerate(runs)
    )


def _with_law(setting: Setting, source: Sourced, said: Runs) -> Runs:
    law = law_runs(setting.profile, setting.library, source, setting.situation.day)
    return (*law, *((Run(text="; "),) if law and said else ()), *said)


def form_document(setting: Setting, form: Form) -> Document:
    """Return `form` as a document, with the fields that hold here."""
    words = words_for(setting, form.id, form.condition)
    at = form.id
    users = [
        procedure.id
        for procedure in setting.library.procedures.values()
        if form.id in procedure.forms and _is_made(setting, procedure.id)
    ]
    return Document(
        item=form.id,
        kind="formulier",
        code=setting.codes[form.id],
        title=title_of(setting, form),
        subtitle=form.kind.capitalize(),
        owner=_owner(setting, form, users),
        body=FormBody(
            purpose=Text(
                source=f"{at}.doel",
                runs=(
                    *fill(form.purpose, words),
                    *as_sentence(form.condition, setting.situation),
                ),
            ),
            retention=Text(source=retention_id(at), runs=retention(setting, form)),
            is_register=form.kind == "register",
            fields=tuple(
                _field(setting, at, each, words) for each in choose(form.fields, setting.situation)
            ),
            used_in=_listed(setting, f"{at}.gebruikt_in", users),
        ),
        covers=tuple(Cover(topic=topic, heading=FIELDS_HEADING) for topic in form.covers),
    )


def _is_made(setting: Setting, item: str) -> bool:
    """Tell whether a procedure, or the document of her own in its place, is in the set."""
    return item in setting.codes or (
        successors(setting.library.own_files).get(item) in setting.codes
    )


def _field(setting: Setting, at: str, field: FormField, words: Words) -> FieldText:
    source = f"{at}.velden.{field.id}"
    options = tuple("".join(run.text for run in fill(each, words)) for each in field.options)
    heads = field.type == "tabel"
    return FieldText(
        source=source,
        label=text(f"{source}.naam", field.name, words),
        note=Text(source=f"{source}.toelichting", runs=_note(setting, field, words)),
        kind=field.type,
        options=tuple(_capital(each) for each in options) if heads else options,
        required=field.required,
    )


def _note(setting: Setting, field: FormField, words: Words) -> Runs:
    hint = location_hint(setting, field)
    runs = (
        *fill(field.note, words),
        *((Run(text=f" {hint}"),) if hint else ()),
        *as_sentence(field.condition, setting.situation),
    )
    return (replace(runs[0], text=runs[0].text.lstrip()), *runs[1:]) if runs else ()


def location_hint(setting: Setting, field: FormField) -> str:
    """Return how to call a secret location in a field that asks for a place; "" where none can."""
    names = [each.public_name for each in setting.profile.locations if each.secret]
    told = [name for name in names if name]
    asked = (field.name, *field.options) if field.type == "tabel" else (field.name,)
    if not told or field.type not in _TYPED or not any(map(_PLACE.search, asked)):
        return ""
    shown = " of ".join(filter(None, (", ".join(told[:-1]), told[-1])))
    return (
        f"Gebruik bij een geheime locatie alleen de naam {shown}, nooit de echte naam of het adres."
    )


def _owner(setting: Setting, form: Form, users: Iterable[str]) -> str:
    """Return who owns a form: as it says, else the owner of the first procedure that uses it."""
    if form.owner:
        return setting.function(form.owner)
    first = next(iter(users), "")
    if first:
        return setting.function(setting.library.procedures[first].owner)
    return setting.function("kwaliteitsmedewerker")


def _listed(setting: Setting, at: str, items: Iterable[str]) -> tuple[Text, ...]:
    """Return the documents of `items` that this organisation has, each as code and title."""
    known: dict[str, Procedure | Form] = {**setting.library.procedures, **setting.library.forms}
    replaced = successors(setting.library.own_files)
    here = dict.fromkeys(
        item if item in setting.codes else replaced.get(item, "") for item in items
    )
    return tuple(
        Text(
            source=f"{at}.{item}",
            runs=(
                Run(text=setting.codes[item], link=item),
                Run(text=f" {_title(setting, known, item)}"),
            ),
        )
        for item in here
        if item in setting.codes
    )


def _title(setting: Setting, known: Mapping[str, Procedure | Form], item: str) -> str:
    """Return the title of a document of the set, in the part's own words or in hers."""
    own = setting.library.own_files.get(item)
    return own.about.title if own else title_of(setting, known[item])


def _said_in_the_text(setting: Setting, procedure: Procedure) -> frozenset[str]:
    """Return the open fields whose answer already stands in a text of the procedure that holds."""
    here = setting.situation
    texts = [procedure.purpose, procedure.use]
    for step in choose(procedure.steps, here):
        texts += [step.action, step.record]
    texts += [each.text for each in choose(procedure.particulars, here)]
    return frozenset(match for each in texts for match in _ANSWER.findall(each))


def _audience(setting: Setting, particular: Particular) -> str:
    """Return for whom a particular holds: its activities where these are few, else its parts."""
    library, here = setting.library, setting.situation
    condition = particular.condition
    activities = [each for each in condition.activities if each in here.activities]
    if 0 < len(activities) <= _FEW:
        return ", ".join(library.activities[each].title for each in activities)
    parts = condition.parts or tuple(library.activities[each].part for each in activities)
    titles = [library.parts[each].title for each in dict.fromkeys(parts) if each in here.parts]
    kinds = [library.characteristics[each].title for each in condition.characteristics]
    return ", ".join(titles or kinds) or "Altijd"


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
