"""As much of JSON Schema as docs/export.schema.json uses."""

import json
import re
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[4]
SCHEMA: dict[str, Any] = json.loads((ROOT / "docs/export.schema.json").read_text())
TYPES = {"object": dict, "array": list, "string": str, "boolean": bool, "integer": int, "null": type(None)}
WORDS = {"$schema", "$defs", "$ref", "title", "description", "type", "required", "additionalProperties", "properties"}
CHECKED = WORDS | {"items", "enum", "const", "pattern", "anyOf", "minimum", "maxLength"}


def problems(value: Any, schema: dict[str, Any] = SCHEMA, at: str = "") -> list[str]:
    """Where a value is not as it is described."""
    assert not set(schema) - CHECKED, f"the schema uses {set(schema) - CHECKED}, which nothing checks here"
    if "$ref" in schema:
        return problems(value, SCHEMA["$defs"][schema["$ref"].removeprefix("#/$defs/")], at)
    if "anyOf" in schema:
        tried = [problems(value, one, at) for one in schema["anyOf"]]
        return [] if [] in tried else tried[0]
    if "const" in schema or "enum" in schema:
        return [] if value in schema.get("enum", [schema.get("const")]) else [f"{at}: {value!r}"]
    named = schema.get("type", [])
    allowed = [named] if isinstance(named, str) else named
    if allowed and not any(type(value) is TYPES[name] for name in allowed):
        return [f"{at}: {value!r} is no {allowed}"]
    return _inside(value, schema, at)


def _inside(value: Any, schema: dict[str, Any], at: str) -> list[str]:
    if isinstance(value, dict):
        return _in_an_object(value, schema, at)
    if isinstance(value, list):
        return [p for n, each in enumerate(value) for p in problems(each, schema.get("items", {}), f"{at}[{n}]")]
    if isinstance(value, str):
        fits = re.search(schema.get("pattern", ""), value) and len(value) <= schema.get("maxLength", len(value))
    else:
        fits = not isinstance(value, int) or value >= schema.get("minimum", value)
    return [] if fits else [f"{at}: {value!r}"]


def _in_an_object(value: dict[str, Any], schema: dict[str, Any], at: str) -> list[str]:
    known = schema.get("properties", {})
    found = [f"{at}: {name} is missing" for name in schema.get("required", []) if name not in value]
    if schema.get("additionalProperties") is False:
        found += [f"{at}: {name} is not described" for name in value if name not in known]
    return found + [p for name, each in value.items() for p in problems(each, known.get(name, {}), f"{at}.{name}")]
