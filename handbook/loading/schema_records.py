"""The records of what people write → JSON Schema that an editor shows in Dutch.

What is done here is what the language server of VS Code needs: it obeys `errorMessage` for a
pattern and not for a length, replaces the message of an enum when two are wrong, and offers the
word null for a type null. So lengths and enums become patterns, names are offered as snippets, and
an empty value is what is nothing else.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from handbook.model.common.base_record import Written
from handbook.model.sources.explanations import explanation

Schema = dict[str, Any]

_TEXT = ("string", "number")
# An empty value: no other kind of value, in words that offer nothing.
EMPTY: Schema = {"not": {"type": ["string", "number", "boolean", "object", "array"]}}
_NONE: Mapping[str, str] = {}
_MANY = 12  # names that fit in a message


def record_schema(model: type[Written], fill: Callable[[str, Schema], None]) -> Schema:
    """Return the schema of the record `model`, with the records in it under "definitions".

    `fill` gets each record by the path of keys that leads to it ("" the whole, "huisstijl.kleuren")
    with its schema, before it is finished, to put names in its properties.
    """
    schema = model.model_json_schema(by_alias=True)
    records: dict[str, Schema] = schema.pop("$defs", {})
    names = _dutch_names(schema, records)
    named = (("", model.__name__, schema), *((names[key], key, records[key]) for key in records))
    for name, kind, record in named:
        _explain_keys(kind, record)
        _plain(record)
        fill(name, record)
        _finish(record)
    whole: Schema = _pointed(schema, names)
    inner = {names[key]: _pointed(record, names) for key, record in records.items()}
    return {**whole, "definitions": dict(sorted(inner.items()))}


def names_schema(
    named: Iterable[tuple[str, str]], thing: str, retired: Mapping[str, str] = _NONE
) -> Schema:
    """Return the schema of a text that is one of `named`, each with what it means.

    Each name is offered, and explained by itself. A name of digits may be typed as a number.
    `thing` is what is chosen, as in "een kenmerk". A name of `retired` is good too, is not offered,
    and tells what to write now.
    """
    pairs = {name: about.strip() for name, about in named}
    if not pairs:
        return {"type": list(_TEXT)}
    text = {
        "type": "string",
        "pattern": _one_of([*pairs, *retired]),
        "errorMessage": _choose(list(pairs), thing),
        **_all_of((*_explained(pairs), *_retired(retired))),
    }
    offered = [{"label": name, "description": about, "body": name} for name, about in pairs.items()]
    numbers = {int(name): about for name, about in pairs.items() if name.isdecimal()}
    if not numbers:
        return {**text, "defaultSnippets": offered}
    known = {"anyOf": [{"const": number} for number in numbers]}
    return {
        "if": known,
        "then": _all_of(_explained(numbers)),
        "else": text,
        "defaultSnippets": offered,
    }


def _explained(pairs: Mapping[Any, str]) -> Iterator[Schema]:
    """Yield what tells of each name by itself what it means."""
    for name, about in pairs.items():
        if about:
            yield {"if": {"const": name}, "then": {"description": about}}


def _retired(names: Mapping[str, str]) -> Iterator[Schema]:
    for name, instead in names.items():
        yield {"if": {"const": name}, "then": retired_schema(name, instead)}


def retired_schema(name: str, instead: str) -> Schema:
    """Return the schema of a name that was good once; `instead` is what to write, or why not."""
    told = f"Let op, geen fout: '{name}' is vervallen. {instead}"
    return {"deprecated": True, "deprecationMessage": told, "description": told}


def _all_of(schemas: Iterable[Schema]) -> Schema:
    each = list(schemas)
    return {"allOf": each} if each else {}


def keys_schema(
    named: Mapping[str, Schema], thing: str, retired: Mapping[str, str] = _NONE
) -> Schema:
    """Return the schema of keys that are names: each with the schema of its value.

    A key of `retired` is good too, is not offered, and tells what to write now.
    """
    old = {name: retired_schema(name, instead) for name, instead in retired.items()}
    return {
        "type": "object",
        "properties": {**old, **named},
        # Numbers are no keys to the language server where they stand among the properties alone.
        "patternProperties": _number_keys(named),
        "additionalProperties": False,
        "errorMessage": f"Deze naam is hier niet bekend. {_choose(list(named), thing)}",
    }


def or_empty(field: Schema) -> Schema:
    """Return `field` where it may also be left empty."""
    about: Schema = {key: field[key] for key in ("description", "default") if key in field}
    rest = {key: value for key, value in field.items() if key not in about}
    return {**about, "anyOf": [rest, EMPTY]}


def text_schema(about: str, pattern: str = "") -> Schema:
    """Return the schema of a text, which may be typed as a number, or left empty."""
    field: Schema = {"type": list(_TEXT), "errorMessage": "Hier hoort één tekst."}
    return or_empty({**field, "description": about} | ({"pattern": pattern} if pattern else {}))


def _one_of(names: Iterable[str]) -> str:
    return f"^({'|'.join(re.escape(name).replace(chr(92) + '-', '-') for name in names)})$"


def _in_any_case(words: Iterable[str]) -> str:
    each = ("".join(f"[{letter}{letter.upper()}]" for letter in word) for word in words)
    return f"^({'|'.join(each)})$"


def _choose(names: list[str], thing: str) -> str:
    if len(names) <= _MANY:
        return f"Kies {thing}: {', '.join(names)}."
    return f"Kies {thing} uit de lijst (Ctrl+spatie); 'handbook norm' noemt ze ook."


def _dutch_names(schema: Schema, records: Mapping[str, Schema]) -> dict[str, str]:
    """Return the path of keys that leads to each record first, by the name of its class."""
    found: dict[str, str] = {}
    waiting = [("", schema)]
    while waiting:
        path, record = waiting.pop(0)
        for key, field in record.get("properties", {}).items():
            for name in re.findall(r"'\$ref': '#/\$defs/(\w+)'", str(field)):
                if name not in found:
                    found[name] = f"{path}.{key}".lstrip(".")
                    waiting.append((found[name], records[name]))
    return found


def _explain_keys(kind: str, record: Schema) -> None:
    """Say of each key of a record that does not say it itself what it means, in place."""
    for key, field in record.get("properties", {}).items():
        what, where = explanation(kind, key)
        if what and not field.get("description"):
            field["description"] = f"{what} Komt in: {where}." if where else what


def _plain(record: Schema) -> None:
    """Take the English words out of `record`, and make its values lenient, in place."""
    record.pop("title", None)
    record.pop("description", None)
    for field in record.get("properties", {}).values():
        _loosen(field)
        _explain(field)


def _loosen(field: Schema) -> None:
    field.pop("title", None)
    if field.get("default") in (None, "", [], {}) or isinstance(field.get("default"), (dict, list)):
        field.pop("default", None)
    if "anyOf" in field and {"type": "null"} in field["anyOf"]:
        [kept] = [each for each in field.pop("anyOf") if each != {"type": "null"}]
        field |= {**kept, **field}
    if field.get("type") == "string" and "enum" not in field:
        _text(field)
    if "const" in field or "enum" in field:
        _enum_as_pattern(field)
    for part in ("items", "additionalProperties"):
        if isinstance(field.get(part), dict):
            _loosen(field[part])
    _say_kind(field)


def _say_kind(field: Schema) -> None:
    """Give `field` words for a value of another kind."""
    kind = str(field.get("type", ""))
    words = {
        "array": "Hier hoort een lijst: [een, twee], of regels die met een streepje beginnen.",
        "object": "Hier horen sleutels met een waarde, op eigen regels, ingesprongen.",
    }
    if kind in words:
        field["errorMessage"] = words[kind]
        if field.pop("minItems", None):
            field["allOf"] = [{"contains": {}, "errorMessage": "Kies er minstens één."}]
        field.pop("propertyNames", None)
    elif kind == "integer":
        field["errorMessage"] = "Hier hoort een getal."
        field.pop("minimum", None)
    elif kind:
        field.setdefault("errorMessage", field.get("patternErrorMessage", "Hier hoort één tekst."))


def _text(field: Schema) -> None:
    """Let a text be typed as a number too, where one that is may fit."""
    _length_as_pattern(field)
    numbers = field.pop("numbers", None)
    if "pattern" not in field or field.pop("free", False):
        field["type"] = list(_TEXT)
    elif numbers:
        about: Schema = {key: field.pop(key) for key in ("description", "examples") if key in field}
        text = dict(field)
        field.clear()
        field |= {**about, "if": numbers}
        field["else"] = text


def _length_as_pattern(field: Schema) -> None:
    least, most = field.pop("minLength", 0), field.pop("maxLength", None)
    pattern = field.get("pattern", "")
    if pattern in ("", r"^[^\n]*$") and (least or most or pattern):
        sign = r"[^\n]" if pattern else r"[\s\S]"
        field["pattern"] = f"^{sign}{{{least},{'' if most is None else most}}}$"
        field["free"] = True
        size = (f" van minstens {least} tekens" if least > 1 else "") or (
            f" van hoogstens {most} tekens" if most else ""
        )
        line = "één regel" if pattern else "een tekst"
        field.setdefault("patternErrorMessage", f"Hier hoort {line}{size}.")


def _enum_as_pattern(field: Schema) -> None:
    values = field.pop("enum", None) or [field.pop("const")]
    words = [each for each in values if isinstance(each, str)]
    chosen = names_schema(((word, "") for word in words if word), "er een")
    field |= chosen
    if len(words) < len(values):  # a truth value, which is read with capitals too
        field |= {"type": ["string", "boolean"], "pattern": _in_any_case(words)}


def _explain(field: Schema) -> None:
    examples = field.pop("examples", None)
    about = field.get("description", "")
    if examples:
        about = f"{about} Bijvoorbeeld: {examples[0]}".strip()
        field["description"] = about
    told = field.get("else", field)
    if "pattern" in told and "defaultSnippets" not in field:
        usual = f"Dit past hier niet. {about}" if about.startswith("Bijvoorbeeld") else about
        words = told.pop("patternErrorMessage", usual)
        told["errorMessage"] = words or told["errorMessage"]
    for inner in ("items", "additionalProperties"):
        each = field.get(inner)
        if isinstance(each, dict) and "patternErrorMessage" in each:
            each["errorMessage"] = each.pop("patternErrorMessage")


def _finish(record: Schema) -> None:
    """Say in `record` which keys it must have and which it may have, in place."""
    required = record.pop("required", ())
    fields = record.get("properties", {})
    for key, field in fields.items():
        if isinstance(field.get("additionalProperties"), dict):
            field["additionalProperties"] = or_empty(field["additionalProperties"])
        if key not in required:
            fields[key] = or_empty(field)
    record |= _all_of(
        {
            "required": [key],
            "errorMessage": f"'{key}' ontbreekt. {fields[key].get('description', '')}".strip(),
        }
        for key in required
    )
    record["errorMessage"] = f"Hier horen alleen deze sleutels: {', '.join(fields)}."
    record["patternProperties"] = _number_keys(fields)


def _number_keys(fields: Mapping[str, Schema]) -> Schema:
    return {f"^{key}$": field for key, field in fields.items() if key.isdecimal()}


def _pointed(value: Any, names: Mapping[str, str]) -> Any:
    """Return `value` with its references to definitions by Dutch name, where draft 7 looks."""
    if isinstance(value, dict):
        return {
            key: f"#/definitions/{names[each.removeprefix('#/$defs/')]}"
            if key == "$ref" and each.startswith("#/$defs/")
            else _pointed(each, names)
            for key, each in value.items()
        }
    return [_pointed(each, names) for each in value] if isinstance(value, list) else value
