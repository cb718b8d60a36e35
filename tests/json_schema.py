"""As much of JSON Schema as the schemas of this project use."""

import re
from datetime import date, datetime
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

TYPES: dict[str, tuple[type, ...]] = {
    "object": (dict,),
    "array": (list,),
    "string": (str,),
    "boolean": (bool,),
    "integer": (int,),
    "number": (int, float),
    "null": (type(None),),
}
WORDS = {"$schema", "$defs", "$ref", "title", "description", "type", "required", "additionalProperties", "properties"}
CHECKED = WORDS | {"items", "enum", "const", "pattern", "anyOf", "minimum", "maxLength", "format"}
FORMATS = {
    "uuid": UUID,
    "date": date.fromisoformat,
    "date-time": datetime.fromisoformat,
    "uri": lambda text: urlsplit(text).scheme.index("http") or urlsplit(text).netloc[0],
    "email": lambda text: re.fullmatch(r"[^@\s]+@[^@\s]+", text)[0],  # type: ignore[index]
}


def problems(value: Any, schema: dict[str, Any], *, root: dict[str, Any], at: str = "") -> list[str]:
    """Where a value is not as it is described. root: the schema whose `$defs` are meant."""
    assert not set(schema) - CHECKED, f"the schema uses {set(schema) - CHECKED}, which nothing checks here"
    if "$ref" in schema:
        return problems(value, root["$defs"][schema["$ref"].removeprefix("#/$defs/")], root=root, at=at)
    if "anyOf" in schema:
        tried = [problems(value, one, root=root, at=at) for one in schema["anyOf"]]
        return [] if [] in tried else tried[0]
    if "const" in schema or "enum" in schema:
        return [] if value in schema.get("enum", [schema.get("const")]) else [f"{at}: {value!r}"]
    named = schema.get("type", [])
    allowed = [named] if isinstance(named, str) else named
    if allowed and not any(type(value) in TYPES[name] for name in allowed):
        return [f"{at}: {value!r} is no {allowed}"]
    return _inside(value, schema, root, at)


def _inside(value: Any, schema: dict[str, Any], root: dict[str, Any], at: str) -> list[str]:
    if isinstance(value, dict):
        return _in_an_object(value, schema, root, at)
    if isinstance(value, list):
        items = schema.get("items", {})
        return [p for n, each in enumerate(value) for p in problems(each, items, root=root, at=f"{at}[{n}]")]
    if isinstance(value, str):
        fits = re.search(schema.get("pattern", ""), value) and len(value) <= schema.get("maxLength", len(value))
        fits = fits and _is(value, schema.get("format", ""))
    else:
        fits = not isinstance(value, int) or value >= schema.get("minimum", value)
    return [] if fits else [f"{at}: {value!r}"]


def _is(value: str, form: str) -> bool:
    if not form:
        return True
    try:
        FORMATS[form](value)
    except (ValueError, TypeError, IndexError):
        return False
    return True


def _in_an_object(value: dict[str, Any], schema: dict[str, Any], root: dict[str, Any], at: str) -> list[str]:
    known = schema.get("properties", {})
    found = [f"{at}: {name} is missing" for name in schema.get("required", []) if name not in value]
    if schema.get("additionalProperties") is False:
        found += [f"{at}: {name} is not described" for name in value if name not in known]
    return found + [
        p for name, each in value.items() for p in problems(each, known.get(name, {}), root=root, at=f"{at}.{name}")
    ]
