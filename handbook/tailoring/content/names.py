"""The ids that an organisation may use in its profile, with where each prints."""

from collections.abc import Iterator, Mapping

from handbook.model.documents.document import DocumentSet
from handbook.model.features.norm import UsedName
from handbook.model.sources.content import Procedure
from handbook.model.sources.library import HANDBOOK, Library
from handbook.model.sources.profile import Profile
from handbook.model.sources.role_holder import filling
from handbook.tailoring.content.document_set import open_fields
from handbook.tailoring.selection.conditions import choose
from handbook.tailoring.selection.norm_binding import situation_of
from handbook.tailoring.text.filling import function_of


def names_of(
    profile: Profile, library: Library, made: DocumentSet
) -> Mapping[str, tuple[UsedName, ...]]:
    """Return the names that the organisation may use, by the key of the profile."""
    codes = {each.item: each.code for each in made.documents}
    procedures = [each for each in library.procedures.values() if each.id in codes]
    return {
        "rollen": tuple(_roles(profile, library, procedures, codes)),
        "termijnen": tuple(_limits(profile, library, made, codes)),
        "invullen": tuple(_fields(profile, library, made, codes)),
        "uitsluitingen": tuple(_topics(made)),
        "nagegaan": tuple(UsedName(id=each.id, what=each.what) for each in made.doubts),
        "woordkeuze": tuple(_words(library)),
    }


def _roles(
    profile: Profile, library: Library, procedures: list[Procedure], codes: Mapping[str, str]
) -> Iterator[UsedName]:
    for role in library.roles.values():
        where = [
            codes[each.id]
            for each in procedures
            if role.id in (each.owner, *each.consulted, *each.informed)
            or any(step.role == role.id for step in each.steps)
        ]
        if where or role.id in profile.roles:
            holder = profile.roles.get(filling(profile.roles, role.id))
            people = ", ".join(holder.people) or holder.outside if holder else ""
            name = function_of(role.id, profile, library)
            now = f"{name}: {people}" if people else name
            yield UsedName(id=role.id, what=role.task, now=now, documents=tuple(where))


def _limits(
    profile: Profile, library: Library, made: DocumentSet, codes: Mapping[str, str]
) -> Iterator[UsedName]:
    situation = situation_of(made.selection)
    for procedure in library.procedures.values():
        for limit in choose(procedure.deadlines, situation) if procedure.id in codes else ():
            if limit.nature == "eigen":
                name = f"{procedure.id}.{limit.id}"
                now = profile.deadlines.get(name, limit.limit)
                where = (codes[procedure.id],)
                yield UsedName(id=name, what=limit.what, now=now, documents=where)
    for form in library.forms.values():
        if form.id in codes:
            name = f"{form.id}.bewaren"
            now = profile.deadlines.get(name, form.retention)
            what = f"Hoe lang u bewaart: {form.title}"
            yield UsedName(id=name, what=what, now=now, documents=(codes[form.id],))


def _fields(
    profile: Profile, library: Library, made: DocumentSet, codes: Mapping[str, str]
) -> Iterator[UsedName]:
    asking = [(each.id, each.open_fields) for each in library.procedures.values()]
    asking += [(each.head.id, each.head.open_fields) for each in library.chapters.values()]
    questions = {f"{item}.{each.id}": each.question for item, fields in asking for each in fields}
    for name in open_fields(library, made):
        where = (codes.get(name.rpartition(".")[0], codes[HANDBOOK]),)
        now = profile.answers.get(name, "")
        yield UsedName(id=name, what=questions[name], now=now, documents=where)


def _topics(made: DocumentSet) -> Iterator[UsedName]:
    for row in made.matrix.rows:
        where = tuple(dict.fromkeys(code for _, code, _ in row.covers))
        now = {"gedekt": "", "ontbreekt": "nergens"}.get(row.state, row.state)
        yield UsedName(id=row.topic.id, what=row.topic.title, now=now, documents=where)


def _words(library: Library) -> Iterator[UsedName]:
    for word in library.words.values():
        yield UsedName(id=word.word, what=f"{word.article} {word.word}, {word.plural or '-'}")
