"""Rows as a spreadsheet whose cells can do no harm."""

import csv
import re
import unicodedata
from collections.abc import Iterable, Sequence
from decimal import Decimal
from io import StringIO

Cell = str | int | Decimal | None
# What begins like this, a spreadsheet would work out instead of showing it
# (owasp.org/www-community/attacks/CSV_Injection), also in the wide and small forms that mean the same signs.
_BEGINS_A_FORMULA = frozenset("=+-@")
# Where a program takes another sign than the comma for the end of a cell, a new one begins behind it.
_ENDS_A_CELL = re.compile(r"([;\t\r\n|]+)")
# Without it, Excel takes the file for one of its own country's letters.
BYTE_ORDER_MARK = "\ufeff"


def harmless(cell: Cell) -> str | int | Decimal:
    """A cell that is shown as it stands: words that could be a formula get an apostrophe in front. Numbers stay."""
    if cell is None:
        return ""
    if isinstance(cell, int | Decimal):
        return cell
    return "".join(f"'{part}" if _could_be_a_formula(part) else part for part in _ENDS_A_CELL.split(cell))


def _could_be_a_formula(words: str) -> bool:
    """Blanks and signs that nobody sees do not stop every program; nor do quotation marks, where it takes another sign
    than the comma for the end of a cell."""
    seen = (sign for sign in words if sign != '"' and unicodedata.category(sign)[0] not in "ZC")
    return unicodedata.normalize("NFKC", next(seen, ""))[:1] in _BEGINS_A_FORMULA


def as_csv(rows: Iterable[Sequence[Cell]]) -> str:
    """The rows as CSV (RFC 4180), each cell harmless and in quotation marks."""
    text = StringIO()
    writer = csv.writer(text, lineterminator="\r\n", quoting=csv.QUOTE_ALL)
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    return BYTE_ORDER_MARK + text.getvalue()
