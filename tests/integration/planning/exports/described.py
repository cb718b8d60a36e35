"""What docs/export.schema.json says of a document that was kept as data."""

import json
from pathlib import Path
from typing import Any

from tests import json_schema

ROOT = Path(__file__).resolve().parents[4]
SCHEMA: dict[str, Any] = json.loads((ROOT / "docs/export.schema.json").read_text())


def problems(value: Any, schema: dict[str, Any] = SCHEMA, at: str = "") -> list[str]:
    """Where a value is not as it is described."""
    return json_schema.problems(value, schema, root=SCHEMA, at=at)
