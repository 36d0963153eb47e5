"""A card per function: what do I do, in which document, by when."""

import re
from collections.abc import Iterable

from handbook.model.documents.document import CardsBody, CardText, Document, DutyText, Text
from handbook.model.sources.content import Procedure, Run, Step
from handbook.model.sources.library import CARDS
from handbook.model.sources.norm import ALWAYS
from handbook.model.sources.role_holder import filling
from handbook.tailoring.content.grids import capital
from handbook.tailoring.content.overviews import procedures
from handbook.tailoring.content.procedures import procedure_words, title_of
from handbook.tailoring.selection.conditions import choose
from handbook.tailoring.text.filling import Setting, fill, marked_limit, plain, text, words_for
from handbook.tailoring.text.segments import Words
from handbook.tailoring.text.thresholds import as_sentence, in_brackets

# A sentence ends before a capital or a slot; "art. 3" and "Veilig Thuis" do not end one.
_SENTENCE = re.compile(r"(?<=[.?!])\s+(?=[A-Z{*])")
_LIMIT = re.compile(r"\{\{\s*termijn\.([\w-]+)\s*\}\}")


def cards_document(setting: Setting) -> Document:
    """Return the role cards of every function that does a step or owns a document here.

    Two roles that one function fills share a card.
    """
    functions: dict[str, list[str]] = {}
    for role in setting.library.roles:
        functions.setdefault(setting.function(role), []).append(role)
    cards = (_card(setting, function, roles) for function, roles in functions.items())
    return Document(
        item=CARDS,
        kind="rolkaarten",
        code=setting.codes[CARDS],
        title="Rolkaarten",
        subtitle=setting.profile.name,
        owner=setting.function("kwaliteitsmedewerker"),
        body=CardsBody(cards=tuple(card for card in cards if card.owned or card.duties)),
    )


def _card(setting: Setting, function: str, roles: list[str]) -> CardText:
    at = f"{CARDS}.{roles[0]}"
    own = [each for each in procedures(setting) if each.owner in roles]
    duties = (
        _duty(setting, at, procedure, roles)
        for procedure in procedures(setting)
        if procedure.owner in roles or any(step.role in roles for step in procedure.steps)
    )
    tasks = " ".join(setting.library.roles[role].task for role in roles)
    return CardText(
        title=plain(f"{at}.titel", capital(function)),
        task=text(f"{at}.taak", tasks, words_for(setting, CARDS, ALWAYS)),
        people=plain(f"{at}.wie", _people(setting, roles)),
        owned=tuple(_document(setting, f"{at}.eigenaar", each) for each in own),
        duties=tuple(duty for duty in duties if duty.duties or duty.limits),
    )


def _duty(setting: Setting, at: str, procedure: Procedure, roles: list[str]) -> DutyText:
    words = procedure_words(setting, procedure)
    steps = choose(procedure.steps, setting.situation)
    own = [step for step in steps if step.role in roles]
    here = f"{at}.{procedure.id}"
    named = _named(own)
    if procedure.owner in roles:
        named |= {each.id for each in procedure.deadlines} - _named(steps)
    return DutyText(
        document=_document(setting, at, procedure),
        duties=tuple(
            Text(
                source=f"{here}.{step.id}",
                runs=(
                    *fill(_essence(step.action), words),
                    *as_sentence(step.condition, setting.situation, _essence(step.action)),
                ),
            )
            for step in own
        ),
        limits=tuple(_limits(setting, here, procedure, named, words)),
    )


def _essence(action: str) -> str:
    """Return the first thing to do of a step: its first sentence, with the question before it."""
    sentences = _SENTENCE.split(action.strip())
    until = next(
        (number for number, each in enumerate(sentences) if not each.endswith("?")), len(sentences)
    )
    return " ".join(sentences[: until + 1])


def _named(steps: Iterable[Step]) -> set[str]:
    """Return the limits that the steps name; the others are the owner's to guard."""
    return {name for step in steps for name in _LIMIT.findall(f"{step.action} {step.record}")}


def _limits(
    setting: Setting, at: str, procedure: Procedure, named: set[str], words: Words
) -> Iterable[Text]:
    """Yield the limits of these names, as "Wat: termijn"."""
    for deadline in choose(procedure.deadlines, setting.situation):
        if deadline.id in named:
            threshold = in_brackets(deadline.condition, setting.situation)
            runs = (*fill(deadline.what, words), *threshold, Run(text=": "))
            value = marked_limit(setting, procedure.id, deadline, words)
            yield Text(source=f"{at}.termijnen.{deadline.id}", runs=(*runs, *value))


def _document(setting: Setting, at: str, procedure: Procedure) -> Text:
    return Text(
        source=f"{at}.{procedure.id}",
        runs=(
            Run(text=setting.codes[procedure.id], link=procedure.id),
            Run(text=f" {title_of(setting, procedure)}"),
        ),
    )


def _people(setting: Setting, roles: Iterable[str]) -> str:
    """Return who fills the roles; people's names stand in the list of functions only."""
    known = setting.profile.roles
    holders = [known[each] for each in (filling(known, role) for role in roles) if each in known]
    return ", ".join(dict.fromkeys(each.outside for each in holders if each.outside))
