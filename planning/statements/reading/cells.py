"""Text as rows of cells."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from planning.statements.reading import refusals
from planning.statements.reading.refusals import Unreadable

DELIMITERS = (",", ";", "\t", "|")
QUOTE = '"'
# A quoted cell of a statement has an address of a few lines in it, never a page.
MOST_LINES_OF_A_CELL = 12
OPEN_QUOTE = "There is a quotation mark in this line that does not end, so we cannot tell where its parts are."
LONG = "This line is far too long for a payment."
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")
_ENDS = re.compile(r"\r\n|\r|\n")
# How spreadsheets write figures that shall stay as they are: ="00123".
_AS_TEXT = re.compile(r'\s*="([^"]*)"\s*')
# Another payment begins here: the quotation mark above it was never closed.
_BEGINS_WITH_A_DAY = re.compile(r"\s*\"?\d{1,4}[-/. ]\w{1,9}[-/. ]\d{1,4}\"?\s*[,;\t|]")


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the file. number: where it begins, as an editor counts lines; broken: why it has no cells."""

    number: int
    cells: tuple[str, ...]
    broken: str = ""
    text: str = ""

    @property
    def is_blank(self) -> bool:
        """Whether there is nothing in it."""
        return not self.broken and not any(cell.strip() for cell in self.cells)


def rows_of(text: str, delimiter: str) -> Iterator[Row]:
    """Every line with something in it, in the order of the file. Raises Unreadable where there are too many."""
    lines = _Lines(text)
    found = 0
    while (line := lines.take()) is not None:
        row = _row(line, delimiter, lines)
        if row.is_blank:
            continue
        found += 1
        if found > refusals.MOST_LINES:
            raise Unreadable(refusals.TOO_MANY)
        yield row


def plain(cell: str) -> str:
    """What a cell says, without blanks around it, and without the shell of text that a spreadsheet puts around it."""
    found = _AS_TEXT.fullmatch(cell)
    return (found[1] if found else cell).strip()


def as_said(row: Row, *, most: int = 300) -> str:
    """A row as one reads it: its cells with commas between them."""
    text = row.text or ", ".join(cell.strip() for cell in row.cells if cell.strip())
    return " ".join(text.split())[:most]


class _Lines:
    """The lines of a text with their ends, one after the other; those further on can be looked at before."""

    def __init__(self, text: str) -> None:
        self._coming = _numbered(text)
        self._ahead: list[tuple[int, str]] = []

    def take(self) -> tuple[int, str] | None:
        """(number, line), None after the last one."""
        return self._ahead.pop(0) if self._ahead else next(self._coming, None)

    def ahead(self, place: int) -> str | None:
        """The line so many further on, from 0; it stays there to be taken."""
        while len(self._ahead) <= place:
            following = next(self._coming, None)
            if following is None:
                return None
            self._ahead.append(following)
        return self._ahead[place][1]

    def drop(self, many: int) -> None:
        """Leave out so many of those that were looked at."""
        del self._ahead[:many]


def _numbered(text: str) -> Iterator[tuple[int, str]]:
    """Without a copy of the whole text."""
    at, number = 0, 0
    while at < len(text):
        found = _LINE.match(text, at)
        end = found.end() if found else len(text)
        number += 1
        yield number, text[at:end]
        at = end


def _row(found: tuple[int, str], delimiter: str, lines: _Lines) -> Row:
    number, line = found
    plain = _ENDS.sub("", line)
    if len(line) > refusals.LONGEST_LINE:
        return Row(number, (), LONG, plain[:400])
    if QUOTE not in line:
        return Row(number, tuple(plain.split(delimiter)))
    cells, whole, further = _quoted(line, delimiter), line, 0
    while cells is None and further < MOST_LINES_OF_A_CELL and len(whole) <= refusals.LONGEST_LINE:
        following = lines.ahead(further)
        if following is None or _BEGINS_WITH_A_DAY.match(following):
            break
        further += 1
        whole += following
        cells = _quoted(whole, delimiter)
    if not cells:
        # Only this line is refused: those below it were looked at in search of the end, and are read by themselves.
        return Row(number, (), OPEN_QUOTE, plain[:400])
    lines.drop(further)
    return Row(number, cells)


def _quoted(text: str, delimiter: str) -> tuple[str, ...] | None:
    """The cells of one line; None where its last quotation mark is still open, () where one closes in the middle."""
    cells, at = [], 0
    while True:
        start = _after_blanks(text, at, delimiter)
        if text[start : start + 1] != QUOTE:
            end = text.find(delimiter, at)
            if end < 0:
                cells.append(_ENDS.sub("", text[at:]))
                return tuple(cells)
            cells.append(text[at:end])
            at = end + 1
            continue
        closing = _closing(text, start + 1)
        if closing is None:
            return None
        cells.append(text[start + 1 : closing].replace(QUOTE * 2, QUOTE))
        after = _after_blanks(text, closing + 1, delimiter)
        rest = text[after : after + 1]
        if rest in ("", "\r", "\n"):
            return tuple(cells)
        if rest != delimiter:
            return ()
        at = after + 1


def _after_blanks(text: str, at: int, delimiter: str) -> int:
    while at < len(text) and text[at] in " \t" and text[at] != delimiter:
        at += 1
    return at


def _closing(text: str, at: int) -> int | None:
    while (at := text.find(QUOTE, at)) >= 0:
        if text[at + 1 : at + 2] != QUOTE:
            return at
        at += 2
    return None


def first_rows(text: str, delimiter: str, *, most: int) -> list[Row]:
    """The first rows, for a look at them."""
    return list(islice(rows_of(text, delimiter), most))
