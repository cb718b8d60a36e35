"""The lines of a statement: each read whole, or refused with a reason."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any, Self

from planning.statements.reading import days, sums
from planning.statements.reading.cells import Row, as_said, plain, rows_of
from planning.statements.reading.columns import Columns, Sheet, way_said
from planning.statements.reading.days import Decided, Order, day_of
from planning.statements.reading.sums import Style, Sum, sum_of

LONGEST_WORDS = 300
NO_WORDS = "No words on the statement"
NO_DAY = "There is no day in this line."
NOT_A_DAY = "We cannot read “%s” as a day."
BALANCE = "This is a balance, and not a payment."
BOTH = "There is money in and money out in one line, so we cannot tell which it is."
WHICH_WAY = "We cannot tell from “%s” whether money came in or went out."
NOTHING = "The sum in this line is £0.00."
TOO_SHORT = "This line has fewer parts than the others."
TOO_LONG = "This line has more parts than the others, so we cannot tell which is which."
_BALANCE = re.compile(
    r"(?:opening|closing|starting|statement) balance\b|balance (?:brought|carried)\b|balance$"
    r"|(?:brought|carried) forward\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Line:
    """One payment. amount: pounds, below nothing for what went out; number: of its line in the file."""

    number: int
    day: date
    amount: Decimal
    words: str

    @property
    def size(self) -> Decimal:
        """How much money it is, whichever way it went."""
        return abs(self.amount)


@dataclass(frozen=True, slots=True)
class RefusedLine:
    """One line that is not read. text: as it stands in the file."""

    number: int
    reason: str
    text: str


@dataclass(frozen=True)
class Settled:
    """Columns whose order and style are known. day: what the order was decided from; sure where it was given.

    out_turned, in_turned: a column of its own whose sums all have a minus, which then means nothing.
    """

    columns: Columns
    day: Decided
    out_turned: bool = False
    in_turned: bool = False

    def as_json(self) -> dict[str, Any]:
        """To be kept until the person has looked at it."""
        return {
            "columns": self.columns.as_json(),
            "day": [self.day.order, self.day.sure, self.day.example],
            "turned": [self.out_turned, self.in_turned],
        }

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Self:
        """Back from what was kept."""
        order, sure, example = kept["day"]
        return cls(Columns.from_json(kept["columns"]), Decided(Order(order), sure, example), *kept["turned"])


def settle(sheet: Sheet, columns: Columns) -> Settled:
    """Tell the order of day, month and year, and what stands before the pence, from the whole of the columns."""
    rows = [row.cells for row in _payments(sheet) if not row.broken]
    cells = [[plain(_cell(row, column)) for row in rows] for column in _sum_columns(columns)]
    style = columns.style or sums.decide(cell for column in cells for cell in column)
    if columns.order:
        decided = Decided(columns.order, sure=True)
    else:
        decided = days.decide(plain(_cell(row, columns.day)) for row in rows)
    turned = [_all_below(column, style) for column in cells] if columns.apart else []
    by_column: dict[int | None, bool] = dict(zip(_sum_columns(columns), turned, strict=False))
    return Settled(
        replace(columns, order=decided.order, style=style),
        decided,
        by_column.get(columns.out, False),
        by_column.get(columns.into, False),
    )


def read(sheet: Sheet, settled: Settled) -> Iterator[Line | RefusedLine]:
    """Every line below the header, in the order of the file; blank ones are none."""
    for row in _payments(sheet):
        if row.broken:
            yield RefusedLine(row.number, row.broken, as_said(row))
            continue
        found = _read(row, sheet, settled)
        yield RefusedLine(row.number, found, as_said(row)) if isinstance(found, str) else found


def one_line(text: str) -> str:
    """Words without breaks, and without signs that cannot be kept or seen."""
    seen = "".join(sign if sign.isprintable() and not "\ud800" <= sign <= "\udfff" else " " for sign in text)
    return " ".join(seen.split())


def _payments(sheet: Sheet) -> Iterator[Row]:
    return (row for row in rows_of(sheet.text, sheet.delimiter) if row.number > sheet.starts_after)


def _read(row: Row, sheet: Sheet, settled: Settled) -> Line | str:
    """The payment, or why there is none."""
    columns = settled.columns
    said = plain(_cell(row.cells, columns.day))
    day = day_of(said, columns.order or Order.DAY_FIRST)
    if any(_BALANCE.match(one_line(cell)) for cell in row.cells):
        return BALANCE
    if day is None:
        return NOT_A_DAY % one_line(said)[:40] if said else NO_DAY
    too_long = any(cell.strip() for cell in row.cells[sheet.width :])
    if too_long or len(row.cells) <= min(_sum_columns(columns)):
        return TOO_LONG if too_long else TOO_SHORT
    amount = _apart(row, settled) if columns.apart else _signed(row, columns)
    if isinstance(amount, str):
        return amount
    return Line(row.number, day, amount, words_in(row, columns)) if amount else NOTHING


def words_in(row: Row, columns: Columns) -> str:
    """What a line says that it was for; a word that two columns share is said once."""
    parts: list[str] = []
    for column in columns.words:
        said = one_line(plain(_cell(row.cells, column)))
        if said and said not in parts:
            parts.append(said)
    return " · ".join(parts)[:LONGEST_WORDS] or NO_WORDS


def _signed(row: Row, columns: Columns) -> Decimal | str:
    found = _sum(row, columns.amount, columns)
    if found.amount is None:
        return found.problem or sums.NO_SUM
    if columns.way is not None:
        said = _cell(row.cells, columns.way)
        out = way_said(said)
        if out is None:
            return WHICH_WAY % one_line(said)[:40]
        return -abs(found.amount) if out else abs(found.amount)
    return -found.amount if columns.minus_is_in else found.amount


def _apart(row: Row, settled: Settled) -> Decimal | str:
    columns = settled.columns
    out, into = _sum(row, columns.out, columns), _sum(row, columns.into, columns)
    if problem := out.problem or into.problem:
        return problem
    if out.empty and into.empty:
        return sums.NO_SUM
    went = (out.amount or Decimal(0)) * (-1 if settled.out_turned else 1)
    came = (into.amount or Decimal(0)) * (-1 if settled.in_turned else 1)
    return BOTH if went and came else came - went


def _sum(row: Row, column: int | None, columns: Columns) -> Sum:
    if column is None:
        return sums.EMPTY
    return sum_of(plain(_cell(row.cells, column)), columns.style or Style.POINT)


def _sum_columns(columns: Columns) -> list[int]:
    maybe = (columns.amount, columns.out, columns.into)
    return [column for column in maybe if column is not None]


def _all_below(cells: list[str], style: Style) -> bool:
    amounts = [found.amount for cell in cells if (found := sum_of(cell, style)).amount]
    return bool(amounts) and all(amount < 0 for amount in amounts)


def _cell(cells: tuple[str, ...], column: int) -> str:
    return cells[column] if column < len(cells) else ""
