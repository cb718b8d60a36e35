"""A document as a file, and brought in from one."""

import io
import json
import zipfile
from datetime import datetime
from typing import Any

from planning.documents.models import Document
from planning.exports.data import write_data
from planning.exports.enums import Parts
from planning.exports.incoming import open_packed
from planning.exports.parts import reading_for
from planning.exports.services import bring_in
from portal.accounts.models import User


def kept(document: Document, user: User, at: datetime) -> bytes:
    """All of a document as data."""
    out = io.BytesIO()
    write_data(reading_for(document, None, user, parts=Parts.ALL, at=at), out, parts=Parts.ALL)
    return out.getvalue()


def document_in(content: bytes) -> dict[str, Any]:
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        found: dict[str, Any] = json.loads(packed.read("document.json"))
    return found


def packed_as(data: Any, **files: bytes) -> io.BytesIO:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("document.json", data if isinstance(data, str | bytes) else json.dumps(data))
        for name, content in files.items():
            packed.writestr(f"files/{name}", content)
    out.seek(0)
    return out


def brought_in(content: bytes, by: User, at: datetime) -> Document:
    with open_packed(io.BytesIO(content), len(content)) as packed:
        return bring_in(packed=packed, by=by, at=at).document
