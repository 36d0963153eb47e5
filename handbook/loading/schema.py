"""The records of a profile and the names in the library → JSON Schema, for help in an editor."""

from collections.abc import Iterable, Mapping

from handbook.loading.packs.item_references import doubted, settled
from handbook.loading.schema_records import (
    Schema,
    keys_schema,
    names_schema,
    or_empty,
    record_schema,
    text_schema,
)
from handbook.loading.text.limit_form import LIMIT, LIMIT_MEND
from handbook.model.sources.library import Library
from handbook.model.sources.profile import Profile

_ABOUT: Schema = {
    "$schema": "http://json-schema.org/draft-07/schema#",
    "description": "Wat uw organisatie is en wil. Alleen naam, kvk en onderdelen zijn verplicht; "
    "'handbook check' vertelt wat er nog ontbreekt.",
}
_ROLE_KEYS = {
    ("doelen", "eigenaar"),
    ("risicos", "eigenaar"),
    ("documentbeheer", "goedkeurder"),
}
_NONE = Library()
# By family ("rollen", "termijnen", … as a profile calls them; "onderwerpen"): the id of before, and
# what to write now or why it is gone.
Retired = Mapping[str, Mapping[str, str]]
_ALL_STAND: Retired = {}
_OF_SOMEBODY = "Van een organisatie in deze werkmap; 'handbook check' zegt of het hier kan."
_WORD_KEYS = ("verzamelnaam", "138", "139", "140", "134")


def profile_schema(library: Library, own: Library = _NONE, retired: Retired = _ALL_STAND) -> Schema:
    """Return the JSON Schema of a profile, with the names that `library` knows, and of `own`.

    It is as lenient as reading is: a text may be typed as a number, a truth value is ja or nee, a
    key that is not required may be left empty. Every name must be known; `own` is the content of
    organisations in the folder, of which nothing but the names is told. An id of `retired` stays
    good, is not offered, and tells what to write now.
    """

    def fill(path: str, record: Schema) -> None:
        _fill(path, record["properties"], library, own, retired)

    return {**_ABOUT, **record_schema(Profile, fill)}


def named_by_others(known: Mapping[str, str], own: Iterable[str]) -> dict[str, str]:
    """Return `known` names with what they mean, and those of `own` that are not among them."""
    return {**dict.fromkeys(own, _OF_SOMEBODY), **known}


def limit_schema() -> Schema:
    """Return the schema of a limit that says how long."""
    # The language server tells every remark as an error; the words say that it is none.
    told = f"Let op, geen fout: {LIMIT_MEND[0].lower()}{LIMIT_MEND[1:]}"
    return {"type": "string", "pattern": LIMIT.pattern, "errorMessage": told}


def _fill(
    path: str, fields: dict[str, Schema], library: Library, own: Library, retired: Retired
) -> None:
    """Put the names of `library` and `own` where the record at `path` uses them, in place."""
    roles = named_by_others(
        {each.id: f"{each.function}. {each.task}" for each in library.roles.values()}, own.roles
    )
    for key in [key for place, key in _ROLE_KEYS if place == path]:
        _put(fields, key, names_schema(roles.items(), "een rol", retired.get("rollen", {})))
    if path == "":
        _fill_profile(fields, library, own, roles, retired)
    elif path == "locaties":
        fields["onderdelen"]["items"] = _codes(library)
    elif path == "diensten":
        _put(fields, "onderdeel", _codes(library))
    elif path == "uitsluitingen":
        topics = {each.id: f"{each.title}. {each.description}" for each in library.topics.values()}
        former = retired.get("onderwerpen", {})
        _put(fields, "onderwerp", names_schema(topics.items(), "een onderwerp", former))
    elif path == "woordkeuze":
        words = named_by_others(
            {each.word: f"{each.article} {each.word}" for each in library.words.values()}, own.words
        )
        for key in _WORD_KEYS:
            _put(fields, key, names_schema(words.items(), "een bekend woord"))


def _fill_profile(
    fields: dict[str, Schema],
    library: Library,
    own: Library,
    roles: Mapping[str, str],
    retired: Retired,
) -> None:
    fields["onderdelen"]["items"] = _codes(library)
    activities = {
        code: _activities(library, code, retired.get("activiteiten", {})) for code in library.parts
    }
    _put(fields, "activiteiten", keys_schema(activities, "een onderdeel"))
    kinds = library.characteristics.values()
    fields["kenmerken"]["items"] = names_schema(
        ((each.id, f"{each.title}. {each.description}") for each in kinds),
        "een kenmerk",
        retired.get("kenmerken", {}),
    )
    limits = named_by_others(_limits(library), _limits(own))
    answers = named_by_others(_open_fields(library), _open_fields(own))
    doubts = named_by_others(doubted(library), doubted(own))
    # What is certain by now was doubted before: who wrote that she went after it is not wrong.
    certain = dict.fromkeys(sorted(settled(library) | settled(own)), "Dit is inmiddels zeker.")
    clear = {
        name: {**each, "doNotSuggest": True} for name, each in _records("Check", certain).items()
    }
    for key, schemas, thing in (
        ("rollen", _records("RoleHolder", roles), "een rol"),
        ("termijnen", {name: _limit(about) for name, about in limits.items()}, "een eigen termijn"),
        (
            "invullen",
            {name: text_schema(about) for name, about in answers.items()},
            "een open veld",
        ),
        ("nagegaan", _records("Check", doubts) | clear, "iets dat is na te gaan"),
    ):
        _put(fields, key, keys_schema(schemas, thing, retired.get(key, {})))


def _records(record: str, named: Mapping[str, str]) -> dict[str, Schema]:
    """Return the schema of `record` for each name."""
    ref = {"$ref": f"#/$defs/{record}"}
    return {name: or_empty({**ref, "description": about}) for name, about in named.items()}


def _put(fields: dict[str, Schema], key: str, schema: Schema) -> None:
    """Let `fields[key]` take what `schema` takes; what is told about it stays."""
    kept: Schema = {
        name: fields[key][name] for name in ("description", "default") if name in fields[key]
    }
    fields[key] = {**schema, **kept}


def _codes(library: Library) -> Schema:
    """Return the schema of a part code, typed as a number or as a text."""
    parts = library.parts.values()
    return names_schema(((part.code, part.title) for part in parts), "een onderdeel")


def _activities(library: Library, code: str, retired: Mapping[str, str]) -> Schema:
    own = [each for each in library.activities.values() if each.part == code]
    named = ((each.id, f"{each.title}. {each.description}") for each in own)
    return or_empty(
        {
            "type": "array",
            "items": names_schema(named, "een activiteit", retired),
            "errorMessage": "Hier hoort een lijst van activiteiten.",
            "description": f"De activiteiten van onderdeel {code} {library.parts[code].title}.",
        }
    )


def _limits(library: Library) -> dict[str, str]:
    limits = {
        f"{procedure.id}.{limit.id}": f"{procedure.title}: {limit.what}. Nu: {limit.limit}."
        for procedure in library.procedures.values()
        for limit in procedure.deadlines
        if limit.nature == "eigen"
    }
    kept = {
        f"{form.id}.bewaren": f"{form.title}: hoe lang u het bewaart. Nu: {form.retention}"
        for form in library.forms.values()
    }
    return {**limits, **kept}


def _limit(about: str) -> Schema:
    return or_empty({**limit_schema(), "description": about})


def _open_fields(library: Library) -> dict[str, str]:
    groups = (
        *((each.id, each.title, each.open_fields) for each in library.procedures.values()),
        *(
            (each.head.id, each.head.title, each.head.open_fields)
            for each in library.chapters.values()
        ),
    )
    return {
        f"{item}.{field.id}": f"{title}: {field.question}"
        + (f" Bijvoorbeeld: {field.example}" if field.example else "")
        for item, title, fields in groups
        for field in fields
    }
