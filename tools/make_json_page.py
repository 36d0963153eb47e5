"""Write the tables of docs/json.md from the schemas beside it: `python tools/make_json_page.py`."""

import json
from pathlib import Path
from typing import Any

DOCS = Path(__file__).parents[1] / "docs"
_KINDS = {
    "string": "tekst",
    "integer": "getal",
    "boolean": "ja of nee",
    "array": "lijst",
    "object": "object",
}
_START, _END = "<!-- velden: {name} -->\n", "<!-- einde: {name} -->\n"


def page(text: str) -> str:
    """Return the page `text` with the tables of every schema between its marks."""
    for path in sorted((DOCS / "json").glob("*.schema.json")):
        name = path.name.removesuffix(".schema.json")
        start, end = _START.format(name=name), _END.format(name=name)
        before, rest = text.split(start)
        _, after = rest.split(end)
        text = f"{before}{start}\n{tables(json.loads(path.read_text('utf-8')))}\n{end}{after}"
    return text


def tables(schema: dict[str, Any]) -> str:
    """Return a table of the whole, and one of each record in it."""
    parts = [_table(schema)]
    for name, record in schema["$defs"].items():
        parts.append(f"**{name}**: {record['description']}\n\n{_table(record)}")
    return "\n".join(parts)


def _table(record: dict[str, Any]) -> str:
    rows = [f"| `{key}` | {_kind(of)} | {_said(of)} |" for key, of in record["properties"].items()]
    return "\n".join(["| sleutel | wat | uitleg |", "|---|---|---|", *rows]) + "\n"


def _kind(of: dict[str, Any]) -> str:
    if "$ref" in of:
        return of["$ref"].rpartition("/")[2]
    if "enum" in of or "const" in of:
        return "keuze"
    kind = _KINDS[of["type"]]
    return f"{kind} van {_kind(of['items'])}" if kind == "lijst" else kind


def _said(of: dict[str, Any]) -> str:
    chosen = of.get("enum", ())
    if not chosen or not isinstance(chosen[0], str):
        return str(of["description"])
    return f"{of['description']} {', '.join(f'`{each}`' if each else 'leeg' for each in chosen)}."


if __name__ == "__main__":
    target = DOCS / "json.md"
    target.write_text(page(target.read_text("utf-8")), encoding="utf-8")
