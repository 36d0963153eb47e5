"""The records of a profile and the names in the library → JSON Schema, for help in an editor."""

from collections.abc import Iterable, Mapping
from typing import Any

from handbook.model.sources.library import Library
from handbook.model.sources.profile import Profile

Schema = dict[str, Any]

_TITLE = "Profiel van een organisatie"
_DESCRIPTION = (
    "Wat uw organisatie is en wil. Alleen naam, kvk en onderdelen zijn verplicht; "
    "'handbook check' vertelt wat er nog ontbreekt."
)
_TEXT = ["string", "number", "null"]


def profile_schema(library: Library) -> Schema:
    """Return the JSON Schema of a profile, with the names that `library` knows.

    It is as lenient as reading is: a text may be typed as a number, a truth value is ja or nee, a
    key that is not required may be left empty. Names that an organisation can add itself (roles,
    words, open fields, limits) are offered and not enforced.
    """
    schema = Profile.model_json_schema(by_alias=True)
    records = schema.pop("$defs")
    for record in (schema, *records.values()):
        _loosen_record(record)
    _fill(schema, records, library)
    schema |= {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": _TITLE,
        "description": _DESCRIPTION,
        "definitions": records,
    }
    pointed: Schema = _pointed(schema)
    return pointed


def _loosen_record(record: Schema) -> None:
    """Make the schema of one record lenient, in place; its English words go."""
    record.pop("title", None)
    record.pop("description", None)
    required = record.get("required", ())
    for key, field in record.get("properties", {}).items():
        _loosen(field)
        _explain(field)
        if key not in required:
            record["properties"][key] = _or_empty(field)


def _loosen(field: Schema) -> None:
    field.pop("title", None)
    if field.get("default") in (None, "", [], {}) or isinstance(field.get("default"), (dict, list)):
        field.pop("default", None)
    if field.get("type") == "string" and "enum" not in field:
        field["type"] = ["string", "number"]
    for part in ("items", "additionalProperties"):
        if isinstance(field.get(part), dict):
            _loosen(field[part])
    if isinstance(field.get("additionalProperties"), dict):
        field["additionalProperties"] = _or_empty(field["additionalProperties"])
    for each in field.get("anyOf", ()):
        _loosen(each)


def _explain(field: Schema) -> None:
    examples = field.pop("examples", None)
    about = field.get("description", "")
    if examples:
        about = f"{about} Bijvoorbeeld: {examples[0]}".strip()
        field["description"] = about
    if "pattern" in field and "patternErrorMessage" not in field:
        field["patternErrorMessage"] = about


def _or_empty(field: Schema) -> Schema:
    """Return `field` where it may also be left empty."""
    if "enum" in field:
        return {**field, "enum": [*field["enum"], None]} | (
            {"type": _types(field["type"])} if "type" in field else {}
        )
    if "type" in field:
        return {**field, "type": _types(field["type"])}
    if "$ref" in field:
        rest = {key: value for key, value in field.items() if key != "$ref"}
        return {**rest, "anyOf": [{"$ref": field["$ref"]}, {"type": "null"}]}
    return field


def _types(typed: str | list[str]) -> list[str]:
    kinds = [typed] if isinstance(typed, str) else typed
    return [*kinds, *(() if "null" in kinds else ("null",))]


def _fill(schema: Schema, records: Mapping[str, Schema], library: Library) -> None:
    """Put the names of `library` where a profile uses them, in place."""
    codes = {part.code: part.title for part in library.parts.values()}
    fields = schema["properties"]
    service, location = records["Service"]["properties"], records["Location"]["properties"]
    fields["onderdelen"]["items"] = _codes(codes)
    location["onderdelen"]["items"] = _codes(codes)
    service["onderdeel"] = {**_codes(codes), "description": service["onderdeel"]["description"]}
    fields["activiteiten"] |= {
        "properties": {code: _activities(library, code) for code in codes},
        "additionalProperties": False,
    }
    fields["kenmerken"]["items"] = _names(
        (each.id, f"{each.title}. {each.description}") for each in library.characteristics.values()
    )
    roles = {each.id: f"{each.function}. {each.task}" for each in library.roles.values()}
    fields["rollen"]["properties"] = {
        role: {"anyOf": [{"$ref": "#/$defs/RoleHolder"}, {"type": "null"}], "description": about}
        for role, about in roles.items()
    }
    for record, key in (
        ("Goal", "eigenaar"),
        ("OwnRisk", "eigenaar"),
        ("DocumentControl", "goedkeurder"),
    ):
        _offer(records[record]["properties"], key, roles)
    topics = {each.id: f"{each.title}. {each.description}" for each in library.topics.values()}
    exclusion = records["Exclusion"]["properties"]
    exclusion["onderwerp"] = _names(topics.items()) | {
        "description": exclusion["onderwerp"]["description"]
    }
    words = {each.word: f"{each.article} {each.word}" for each in library.words.values()}
    for key in ("verzamelnaam", "138", "139", "140", "134"):
        _offer(records["Wording"]["properties"], key, words)
    fields["termijnen"]["properties"] = _limits(library)
    fields["invullen"]["properties"] = _open_fields(library)


def _codes(codes: Mapping[str, str]) -> Schema:
    """Return the schema of a part code, typed as a number or as a text."""
    pattern = f"^({'|'.join(codes)})$"
    numbers = {
        "enum": [int(code) for code in codes if code.isdecimal()],
        "enumDescriptions": [title for code, title in codes.items() if code.isdecimal()],
    }
    return (
        {"anyOf": [numbers, {"type": "string", "pattern": pattern}]} if codes else {"type": _TEXT}
    )


def _names(named: Iterable[tuple[str, str]]) -> Schema:
    pairs = list(named)
    if not pairs:
        return {"type": "string"}
    return {
        "enum": [name for name, _ in pairs],
        "enumDescriptions": [about.strip() for _, about in pairs],
    }


def _offer(fields: Schema, key: str, named: Mapping[str, str]) -> None:
    kept = {name: fields[key][name] for name in ("description", "default") if name in fields[key]}
    fields[key] = {**kept, "anyOf": [_names(named.items()), {"type": _TEXT}]}


def _activities(library: Library, code: str) -> Schema:
    own = [each for each in library.activities.values() if each.part == code]
    return {
        "type": ["array", "null"],
        "items": _names((each.id, f"{each.title}. {each.description}") for each in own),
        "description": f"De activiteiten van onderdeel {code} {library.parts[code].title}.",
    }


def _limits(library: Library) -> Schema:
    return {
        f"{procedure.id}.{limit.id}": {
            "type": _TEXT,
            "description": f"{procedure.title}: {limit.what}. Nu: {limit.limit}.",
        }
        for procedure in library.procedures.values()
        for limit in procedure.deadlines
        if limit.nature == "eigen"
    } | {
        f"{form.id}.bewaren": {
            "type": _TEXT,
            "description": f"{form.title}: hoe lang u het bewaart. Nu: {form.retention}",
        }
        for form in library.forms.values()
    }


def _open_fields(library: Library) -> Schema:
    groups = (
        *((each.id, each.title, each.open_fields) for each in library.procedures.values()),
        *(
            (each.head.id, each.head.title, each.head.open_fields)
            for each in library.chapters.values()
        ),
    )
    return {
        f"{item}.{field.id}": {
            "type": _TEXT,
            "description": f"{title}: {field.question}"
            + (f" Bijvoorbeeld: {field.example}" if field.example else ""),
        }
        for item, title, fields in groups
        for field in fields
    }


def _pointed(value: Any) -> Any:
    """Return `value` with its references to definitions, where draft 7 looks for them."""
    if isinstance(value, dict):
        return {
            key: each.replace("#/$defs/", "#/definitions/") if key == "$ref" else _pointed(each)
            for key, each in value.items()
        }
    return [_pointed(each) for each in value] if isinstance(value, list) else value
