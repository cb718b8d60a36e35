"""Bytes as text: in the ways that banks and spreadsheets write it."""

import codecs

from planning.statements.reading import refusals
from planning.statements.reading.refusals import Unreadable

# How other kinds of files begin, whatever they are called.
_OTHERS = (
    (b"PK\x03\x04", refusals.SPREADSHEET),
    (b"PK\x05\x06", refusals.PACKED),
    (b"\xd0\xcf\x11\xe0", refusals.SPREADSHEET),
    (b"%PDF", refusals.PDF),
    (b"\x1f\x8b", refusals.PACKED),
    (b"7z\xbc\xaf", refusals.PACKED),
    (b"Rar!", refusals.PACKED),
    (b"\x89PNG", refusals.PICTURE),
    (b"\xff\xd8\xff", refusals.PICTURE),
    (b"GIF8", refusals.PICTURE),
)
_SAID = (
    (("<!doctype html", "<html"), refusals.WEB_PAGE),
    (("ofxheader", "<ofx", "!type:", "<?xml", "{1:", ":20:"), refusals.OTHER_FORMAT),
)
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_LOOKED_AT = 4_096
# Signs that no keyboard types: where there are many, it is no text.
_CONTROLS = dict.fromkeys([*range(9), 11, *range(14, 32), 127])
_A_CHARACTER = 4


def as_text(content: bytes) -> str:
    """What a file says, without a mark at its beginning.

    UTF-8, UTF-16 and UTF-32 with or without a mark, else Windows-1252. Raises Unreadable for anything that is no text.
    """
    if not content.strip():
        raise Unreadable(refusals.EMPTY)
    if len(content) > refusals.MOST_BYTES:
        raise Unreadable(refusals.TOO_LARGE)
    for beginning, sentence in _OTHERS:
        if content.startswith(beginning):
            raise Unreadable(sentence)
    text = _decoded(content).lstrip("\ufeff")
    if not text.strip():
        raise Unreadable(refusals.EMPTY)
    start = text[:200].lstrip().lower()
    for beginnings, sentence in _SAID:
        if start.startswith(beginnings):
            raise Unreadable(sentence)
    if "\x00" in text or _odd(text[:_LOOKED_AT]) or _odd(text[-_LOOKED_AT:]):
        raise Unreadable(refusals.NOT_TEXT)
    return text


def _decoded(content: bytes) -> str:
    for mark, name in _MARKS:
        if content.startswith(mark):
            return content[len(mark) :].decode(name, "replace")
    if wide := _without_a_mark(content[:_LOOKED_AT]):
        return content.decode(wide, "replace")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as broken:
        if broken.start > len(content) - _A_CHARACTER:
            # Cut off in the middle of its last character.
            return content.decode("utf-8", "replace")
    try:
        return content.decode("cp1252")
    except UnicodeDecodeError:
        raise Unreadable(refusals.NOT_TEXT) from None


def _without_a_mark(start: bytes) -> str:
    """UTF-16 writes what is English with a zero beside each letter."""
    even, odd = start[0::2].count(0), start[1::2].count(0)
    if max(even, odd) * 6 <= len(start) or min(even, odd) * 4 > max(even, odd):
        return ""
    return "utf-16-le" if odd > even else "utf-16-be"


def _odd(part: str) -> bool:
    controls = len(part) - len(part.translate(_CONTROLS))
    return controls * 50 > len(part) or part.count("\ufffd") * 10 > len(part)
