"""What a PDF and a Word file say to who reads them with a machine."""

import io
from collections.abc import Iterator
from typing import Any

import docx
import pypdf


def tags(content: bytes) -> list[tuple[str, str]]:
    """Every tag of a PDF in order of reading, with its alternative text."""
    return [(str(node["/S"])[1:], str(node.get("/Alt") or "")) for node in _nodes(_root(content)["/StructTreeRoot"])]


def pdf_text(content: bytes) -> str:
    """The words of a PDF, with one blank between any two."""
    pages = pypdf.PdfReader(io.BytesIO(content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def pdf_language(content: bytes) -> str:
    """Which language it says it is in."""
    return str(_root(content)["/Lang"])


def pdf_title(content: bytes) -> str:
    """What it says it is called."""
    metadata = pypdf.PdfReader(io.BytesIO(content)).metadata
    return str(metadata.title) if metadata else ""


def everything_in(content: bytes) -> bytes:
    """The file itself, and every object of it unpacked."""
    reader = pypdf.PdfReader(io.BytesIO(content))
    found = [content]
    for number in range(1, int(reader.trailer["/Size"])):
        known = reader.get_object(pypdf.generic.IndirectObject(number, 0, reader))
        found.append(repr(known).encode())
        if isinstance(known, pypdf.generic.StreamObject):
            found.append(known.get_data())
    return b"\n".join(found)


def word_text(content: bytes) -> str:
    """The words of a Word file: paragraphs, then tables."""
    word = docx.Document(io.BytesIO(content))
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in word.paragraphs), *cells])


def _root(content: bytes) -> Any:
    return pypdf.PdfReader(io.BytesIO(content)).trailer["/Root"]


def _nodes(node: Any) -> Iterator[Any]:
    node = node.get_object()
    if isinstance(node, list):
        for child in node:
            yield from _nodes(child)
    elif isinstance(node, dict):
        if "/S" in node:
            yield node
        if "/K" in node:
            yield from _nodes(node["/K"])
