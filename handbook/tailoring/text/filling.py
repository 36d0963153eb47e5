"""Words and values into text: article and plural agree, codes become links."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from handbook.model.common.base_record import date_text
from handbook.model.documents.document import Selection, Text
from handbook.model.sources.content import Deadline, Form, OpenField, Run, Runs, Term, Word
from handbook.model.sources.library import DETERMINERS, LAW_DAY, PRONOUNS, Library
from handbook.model.sources.norm import ALWAYS, Condition
from handbook.model.sources.own_document import successors
from handbook.model.sources.profile import Profile
from handbook.model.sources.role_holder import filling
from handbook.tailoring.selection.conditions import Situation, applies, choose
from handbook.tailoring.selection.norm_binding import situation_of
from handbook.tailoring.text.glossary import NOTHING, Vocabulary
from handbook.tailoring.text.laws import (
    DOUBTED,
    LIMIT_DOUBT,
    check_of_limit,
    is_doubted,
    marked,
    retention_id,
)
from handbook.tailoring.text.segments import BOLD, DETERMINED, Words, prints_itself, segments

_PERSON = "persoon"


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What every document of one organisation is made with.

    `codes` gives the code of each item that belongs to the set; what is not in it has no document.
    `words` gives the words of a text that serves these of the chosen parts; `vocabulary` the words
    that the documents use, once these are known.
    """

    profile: Profile
    library: Library
    selection: Selection
    situation: Situation
    codes: Mapping[str, str]
    words: Callable[[tuple[str, ...]], Words]
    vocabulary: Vocabulary = NOTHING

    def function(self, role: str) -> str:
        """Return what the organisation calls the function that fills `role`."""
        return function_of(role, self.profile, self.library)


def setting_for(
    profile: Profile, library: Library, selection: Selection, codes: Mapping[str, str]
) -> Setting:
    """Return what the documents of one organisation are made with, each word worked out once.

    The words of a group of parts are worked out when a text asks for them: there are many groups,
    and an organisation has texts for a few.
    """
    common = _common(profile, library)
    references = _references(library, codes)
    neuter = _neuter(profile, library)

    @cache
    def words(parts: tuple[str, ...]) -> Words:
        slots = {**common, **_terms(parts, profile, library)}
        return Words(slots=slots, references=references, neuter=neuter)

    return Setting(
        profile=profile,
        library=library,
        selection=selection,
        situation=situation_of(selection),
        codes=codes,
        words=words,
    )


def function_of(role: str, profile: Profile, library: Library) -> str:
    """Return what the organisation of `profile` calls the function that fills `role`."""
    role = filling(profile.roles, role)
    holder = profile.roles.get(role)
    if holder and holder.function:
        return holder.function
    known = library.roles.get(role)
    if known is None:
        return role
    usual = {known.by_part.get(part, known.function) for part in _chosen(profile, library)}
    return usual.pop() if len(usual) == 1 else known.function


def _neuter(profile: Profile, library: Library) -> frozenset[str]:
    """Return the slots of the roles whose function is a word with het."""
    found = set()
    for role in library.roles.values():
        done_by = filling(profile.roles, role.id)
        holder = profile.roles.get(done_by)
        article = library.roles[done_by].article if done_by in library.roles else role.article
        if holder and holder.function:
            article = holder.article or known_word(library, holder.function).article
        if article == "het":
            found.add(f"rol.{role.id}")
    return frozenset(found)


def words_for(
    setting: Setting,
    item: str,
    condition: Condition,
    *,
    open_fields: Iterable[OpenField] = (),
    deadlines: Iterable[Deadline] = (),
) -> Words:
    """Return the words of library item `item`, which serves the parts that `condition` names.

    Its terms are those of the parts it serves here; where these differ, the collective term.
    """
    shared = setting.words(_served(setting, condition))
    own = {f"invul.{field.id}": answer(setting, item, field) for field in open_fields}
    own |= {f"termijn.{each.id}": limit(setting, item, each, shared) for each in deadlines}
    return replace(shared, slots={**shared.slots, **own}) if own else shared


def narrowed(words: Words, setting: Setting, condition: Condition) -> Words:
    """Return `words` with the terms of the parts that `condition` names, where it names any."""
    if not _named_parts(setting, condition):
        return words
    own = setting.words(_served(setting, condition))
    return replace(words, slots={**words.slots, **own.slots})


def answer(setting: Setting, item: str, field: OpenField) -> Runs:
    """Return the organisation's answer to an open field, or a visible request to fill it in."""
    given = setting.profile.answers.get(f"{item}.{field.id}", "")
    if given.strip():
        return (Run(text=" ".join(given.split())),)
    return (Run(text=f"[invullen: {_lower_first(field.name)}]", mark="open"),)


def limit(setting: Setting, item: str, deadline: Deadline, words: Words) -> Runs:
    """Return a limit in words: the organisation's own where it may choose; no doubted number."""
    profile = setting.profile
    own = profile.deadlines.get(f"{item}.{deadline.id}")
    if own and deadline.nature == "eigen":
        return (Run(text=own),)
    if is_doubted(profile, item, deadline):
        known = fill(deadline.instead, words)
        return known or (Run(text=LIMIT_DOUBT, mark="twijfel"),)
    checked = check_of_limit(profile, item, deadline)
    if checked and checked.outcome:
        return (Run(text=checked.outcome),)
    return fill(deadline.limit, words)


def marked_limit(setting: Setting, item: str, deadline: Deadline, words: Words) -> Runs:
    """Return a limit that stands by itself; what is doubted wears its mark, never looks a fact."""
    runs = limit(setting, item, deadline, words)
    if deadline.instead and is_doubted(setting.profile, item, deadline):
        return (*runs, *DOUBTED)
    return runs


def retention(setting: Setting, form: Form) -> Runs:
    """Return how long a form is kept: what the organisation chose, else what the library says."""
    own = setting.profile.deadlines.get(retention_id(form.id))
    if own:
        return (Run(text=own),)
    return fill(form.retention, words_for(setting, form.id, form.condition))


def fill(text: str, words: Words) -> Runs:
    """Return `text` with its slots filled, **bold** as bold and document codes as links."""
    return fill_runs((Run(text=text),), words)


def fill_runs(runs: Runs, words: Words) -> Runs:
    """Return `runs` with their slots filled; a value takes the look of the text around it."""
    filled: list[Run] = []
    for run in runs:
        filled.extend((run,) if prints_itself(run.text) else _fill_one(run, words))
    return _joined(filled)


def text(source: str, content: str, words: Words) -> Text:
    """Return `content` in final words, as the block that `source` names."""
    return Text(source=source, runs=fill(content, words))


def plain(source: str, content: str) -> Text:
    """Return a block of text that has no slots, such as a value of the profile."""
    return Text(source=source, runs=(Run(text=content),) if content else ())


def _fill_one(run: Run, words: Words) -> Iterable[Run]:
    bold = run.bold
    for each in segments(run.text, words):
        if each.slot == BOLD:
            bold = not bold
        elif not each.slot:
            same = bold == run.bold and each.written == run.text
            yield from marked(run if same else replace(run, text=each.written, bold=bold))
        elif each.slot == DETERMINED:
            yield replace(run, text=each.prints[0].text, bold=bold)
        else:
            for value in each.prints:
                yield replace(value, bold=bold or value.bold, italic=run.italic or value.italic)


def _joined(runs: Iterable[Run]) -> Runs:
    """Return the runs without empty ones, neighbours of one look as one."""
    joined: list[Run] = []
    for run in runs:
        if not run.text:
            continue
        if joined and replace(joined[-1], text=run.text) == run:
            joined[-1] = replace(run, text=joined[-1].text + run.text)
        else:
            joined.append(run)
    return tuple(joined)


def _lower_first(words: str) -> str:
    """Return `words` as they stand inside a sentence; abbreviations keep their capitals."""
    return words if words[1:2].isupper() else words[:1].lower() + words[1:]


def _common(profile: Profile, library: Library) -> dict[str, Runs]:
    """Return the slots that read the same in every text of an organisation."""
    subject, indirect, possessive = PRONOUNS[profile.wording.pronouns]
    values = {
        "organisatie.naam": profile.name,
        "organisatie.korte_naam": profile.known_as,
        "organisatie.rechtsvorm": profile.legal_form,
        "organisatie.kvk": profile.chamber_number,
        "organisatie.website": profile.website,
        LAW_DAY: date_text(day) if (day := library.law_day) else "",
        "hij": subject,
        "hem": indirect,
        "zijn": possessive,
    }
    values |= {f"rol.{role}": function_of(role, profile, library) for role in library.roles}
    values |= _ourselves(profile, library)
    return {slot: (Run(text=value),) for slot, value in values.items()}


def _ourselves(profile: Profile, library: Library) -> dict[str, str]:
    """Return the slots of wij with a verb: "we bevestigen", or "De Linde bevestigt"."""
    named = profile.wording.ourselves == "naam"
    who = profile.known_as if named else "we"
    slots = {}
    for verb in library.verbs.values():
        form = verb.singular if named else verb.plural
        slots[f"wij {verb.plural}"] = f"{who} {form}"
        slots[f"{verb.plural} wij"] = f"{form} {who}"
    return slots


def _served(setting: Setting, condition: Condition) -> tuple[str, ...]:
    """Return the chosen parts that a text with `condition` is for."""
    chosen = _chosen(setting.profile, setting.library)
    named = _named_parts(setting, condition)
    return tuple(part for part in chosen if part in named) or chosen


def _named_parts(setting: Setting, condition: Condition) -> frozenset[str]:
    """Return the parts that `condition` names, by itself or through its activities; none: any.

    A kenmerk that follows from activities names their parts; one that an organisation ticks
    names none.
    """
    if condition.parts:
        return frozenset(condition.parts)
    if condition.activities:
        chosen = setting.selection.activities
        activities = setting.library.activities
        return frozenset(activities[each].part for each in condition.activities if each in chosen)
    known = setting.library.characteristics
    followed = [
        known[each].follows or ALWAYS
        for each in condition.characteristics
        if each in setting.situation.characteristics
    ]
    inner = [each for each in condition.any_of if applies(each, setting.situation)]
    for group in (followed, inner):
        named = [_named_parts(setting, each) for each in group]
        if named and all(named):
            return frozenset().union(*named)
    return frozenset()


def _chosen(profile: Profile, library: Library) -> tuple[str, ...]:
    """Return the parts with words of their own; a general one is about the whole organisation."""
    general = {part.code for part in library.parts.values() if part.general}
    return tuple(dict.fromkeys(part for part in profile.parts if part not in general))


def _terms(parts: Sequence[str], profile: Profile, library: Library) -> dict[str, Runs]:
    """Return the slots of every term in a text that serves `parts`."""
    slots: dict[str, Runs] = {}
    for term in library.terms.values():
        slots |= _forms(term, known_word(library, _word_of(term, parts, profile)))
    return slots


def _word_of(term: Term, parts: Sequence[str], profile: Profile) -> str:
    wording = profile.wording
    own = term.id == _PERSON
    chosen = {
        (own and wording.for_part(part)) or term.by_part.get(part, term.collective)
        for part in parts
    }
    if len(chosen) != 1:
        chosen = {wording.collective if own else term.collective}
    return chosen.pop()


def known_word(library: Library, word: str) -> Word:
    """Return the noun `word` with its article and plural."""
    return library.words.get(word) or Word(woord=word, meervoud=word, lidwoord="de")


def _forms(term: Term, word: Word) -> dict[str, Runs]:
    """Return the slots of a term: alone, in the plural, and after each determiner."""
    neuter = word.article == "het"
    forms = {term.id: word.word}
    if term.plural:
        forms[term.plural] = word.plural
    forms.update(
        {f"{slot}_{term.id}": f"{pair[neuter]} {word.word}" for slot, pair in DETERMINERS.items()}
    )
    return {slot: (Run(text=form),) for slot, form in forms.items()}


def _references(library: Library, codes: Mapping[str, str]) -> dict[str, Runs]:
    """Return what a document id prints: its code as a link, or the title of one not made."""
    titles = {each.id: each.title for each in library.procedures.values()}
    titles.update({each.id: each.title for each in library.forms.values()})
    missing = {
        item: (Run(text=_lower_first(title)),)
        for item, title in titles.items()
        if item not in codes
    }
    made = {item: (Run(text=code, link=item),) for item, code in codes.items()}
    replaced = {
        old: (Run(text=codes[new], link=new),)
        for old, new in successors(library.own_files).items()
        if new in codes
    }
    return {**missing, **replaced, **made}


def chosen_fields(setting: Setting, fields: tuple[OpenField, ...]) -> tuple[OpenField, ...]:
    """Return the open fields that this organisation has to answer."""
    return choose(fields, setting.situation)
