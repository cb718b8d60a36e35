"""What each column of a statement means: a guess from its first lines, which a person confirms or changes."""

import hashlib
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from decimal import Decimal
from itertools import pairwise
from typing import Any, Self

from planning.statements.reading import refusals
from planning.statements.reading.cells import DELIMITERS, Row, first_rows, plain
from planning.statements.reading.days import Order, could_be_a_day
from planning.statements.reading.refusals import Unreadable
from planning.statements.reading.sums import Style, looks_like_a_sum, sum_of

LOOKED_AT = 200
MOST_COLUMNS = 60
NO_WORDS_IN_IT = re.compile(r"[^a-z]+")
DAY = ("date", "transaction date", "posting date", "date posted", "booking date", "completed date", "value date", "day")
DAY_LESS = ("started date", "posted", "posted date", "entry date", "processed date", "post date")
OUT = (
    "paid out",
    "money out",
    "debit",
    "debit amount",
    "debits",
    "withdrawals",
    "withdrawal",
    "withdrawn",
    "out",
    "payments out",
    "spent",
    "payments",
)
IN = (
    "paid in",
    "money in",
    "credit",
    "credit amount",
    "credits",
    "deposits",
    "deposit",
    "in",
    "payments in",
    "receipts",
    "received",
)
AMOUNT = ("amount", "value", "transaction amount", "sum", "net amount", "payment amount", "local amount", "total")
WORDS = (
    "description",
    "transaction description",
    "details",
    "transaction details",
    "narrative",
    "payee",
    "name",
    "merchant",
    "counter party",
    "counterparty",
    "particulars",
    "memo",
    "who",
    "to from",
    "transaction",
    "reference",
    "notes",
)
WAY = ("dr cr", "cr dr", "debit credit", "credit debit", "direction", "d c", "type", "transaction type", "in out")
BALANCE = ("balance", "running balance", "account balance", "balance after", "closing balance", "available balance")
OUT_WORDS = frozenset({"dr", "d", "debit", "out", "money out", "paid out", "-", "withdrawal"})
IN_WORDS = frozenset({"cr", "c", "credit", "in", "money in", "paid in", "+", "deposit"})


@dataclass(frozen=True)
class Columns:
    """Which column says what, counted from 0.

    Either `amount`, with a minus for money out (for money in where `minus_is_in`), or with `way` for a column that
    says which way; or `out` and `into`, of which one may be missing. order and style: None to tell from the column.
    """

    day: int
    words: tuple[int, ...]
    amount: int | None = None
    out: int | None = None
    into: int | None = None
    way: int | None = None
    minus_is_in: bool = False
    order: Order | None = None
    style: Style | None = None

    @property
    def apart(self) -> bool:
        """Whether money in and money out have columns of their own."""
        return self.amount is None

    @property
    def used(self) -> tuple[int, ...]:
        """Every column that says something."""
        maybe = (self.day, *self.words, self.amount, self.out, self.into, self.way)
        return tuple(column for column in maybe if column is not None)

    def as_json(self) -> dict[str, Any]:
        """To be remembered."""
        return asdict(self)

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Self:
        """Back from what was remembered."""
        order, style = kept.get("order"), kept.get("style")
        return cls(
            **{
                **kept,
                "words": tuple(kept["words"]),
                "order": Order(order) if order else None,
                "style": Style(style) if style else None,
            }
        )


@dataclass(frozen=True)
class Sheet:
    """A file's rows as a sheet. starts_after: the number of the last line above the payments; header: its cells, ()
    without one; width: how many columns; sample: the first rows that look like payments."""

    text: str
    delimiter: str
    starts_after: int
    header: tuple[str, ...]
    width: int
    sample: tuple[Row, ...]

    @property
    def shape(self) -> str:
        """What files of the same bank have in common: the delimiter, the header, or what its columns are made of."""
        made_of = [_tidy(cell) for cell in self.header] or [self._made_of(column) for column in range(self.width)]
        return hashlib.sha256("\x1f".join([self.delimiter, *made_of]).encode()).hexdigest()

    def cells(self, column: int) -> list[str]:
        """What the sample says in one column."""
        return [row.cells[column].strip() if column < len(row.cells) else "" for row in self.sample]

    def name(self, column: int) -> str:
        """What a column is called."""
        called = " ".join(self.header[column].split())[:60] if column < len(self.header) else ""
        return called or f"Column {column + 1}"

    def _made_of(self, column: int) -> str:
        filled = [cell for cell in self.cells(column) if cell]
        if filled and sum(map(could_be_a_day, filled)) * 2 > len(filled):
            return "day"
        return "sum" if filled and sum(map(looks_like_a_sum, filled)) * 2 > len(filled) else "words"


@dataclass(frozen=True)
class Guess:
    """unsure: what the person should look at: "columns", "way" (which sign is money out)."""

    columns: Columns
    unsure: tuple[str, ...] = ()


def look(text: str) -> Sheet:
    """Find the payments in a text. Raises Unreadable where there are none."""
    found: list[tuple[int, int, str, list[Row], list[Row]]] = []
    for place, delimiter in enumerate(DELIMITERS):
        rows = first_rows(text, delimiter, most=LOOKED_AT)
        payments = [row for row in rows if _is_payment(row.cells)]
        found.append((len(payments), -place, delimiter, rows, payments))
    many, _, delimiter, rows, payments = max(found, key=lambda each: each[:2])
    if not many:
        raise Unreadable(refusals.NO_PAYMENTS)
    header = _header(rows, payments[0].number)
    usual = Counter(len(row.cells) for row in payments).most_common(1)[0][0]
    width = max(usual, len(header.cells) if header else 0)
    return Sheet(
        text=text,
        delimiter=delimiter,
        starts_after=header.number if header else 0,
        header=tuple(cell.strip() for cell in header.cells[:width]) if header else (),
        width=width,
        sample=tuple(payments),
    )


def guess(sheet: Sheet) -> Guess:
    """What the columns most likely mean: by their names, else by what is in them."""
    names = [_tidy(cell) for cell in sheet.header]
    day = _named(names, sheet, (*DAY, *DAY_LESS), _has_days)
    day = _best_day(sheet) if day is None else day
    out, into = _named(names, sheet, OUT, _has_sums), _named(names, sheet, IN, _has_sums)
    amount = _named(names, sheet, AMOUNT, _has_sums)
    balance = _named(names, sheet, BALANCE, _has_sums)
    unsure: list[str] = []
    if amount is not None and (out is None or into is None):
        out = into = None
    elif out is not None or into is not None:
        amount = None
    else:
        amount, out, into, balance = _by_content(sheet, day, balance)
        unsure = ["columns"]
    way = _way(sheet, names, amount, (day, balance))
    taken = {day, amount, out, into, balance, way}
    columns = Columns(day, _words(sheet, names, taken), amount, out, into, way)
    return _with_its_sign(sheet, columns, balance, unsure)


def fits(columns: Columns, sheet: Sheet) -> bool:
    """Whether remembered columns can be those of this sheet."""
    return all(0 <= column < sheet.width for column in columns.used)


def _is_payment(cells: Sequence[str]) -> bool:
    if not 2 <= len(cells) <= MOST_COLUMNS:
        return False
    days = {place for place, cell in enumerate(cells) if could_be_a_day(plain(cell))}
    return bool(days) and any(
        looks_like_a_sum(plain(cell)) for place, cell in enumerate(cells) if {place} != days and cell.strip()
    )


def _header(rows: Sequence[Row], first_payment: int) -> Row | None:
    """The last row above the payments that has names of columns in it."""
    known = {*DAY, *DAY_LESS, *OUT, *IN, *AMOUNT, *WORDS, *BALANCE}
    above = [row for row in rows if row.number < first_payment]
    for row in reversed(above):
        names = [_tidy(cell) for cell in row.cells]
        if sum(name in known for name in names) >= 2:
            return row
    return None


def _named(names: Sequence[str], sheet: Sheet, known: Sequence[str], holds: Any) -> int | None:
    """The column with the first of these names, if it holds what it says."""
    for name in known:
        if name in names and holds(sheet, names.index(name)):
            return names.index(name)
    return None


def _has_days(sheet: Sheet, column: int) -> bool:
    return any(could_be_a_day(plain(cell)) for cell in sheet.cells(column))


def _has_sums(sheet: Sheet, column: int) -> bool:
    """Nothing but sums, and blanks: a column that nobody used this month is one, too."""
    filled = [cell for cell in sheet.cells(column) if cell]
    return sum(looks_like_a_sum(plain(cell)) for cell in filled) * 2 >= len(filled)


def _best_day(sheet: Sheet) -> int:
    days = [sum(could_be_a_day(plain(cell)) for cell in sheet.cells(column)) for column in range(sheet.width)]
    return days.index(max(days))


def _by_content(sheet: Sheet, day: int, balance: int | None) -> tuple[int | None, int | None, int | None, int | None]:
    """(amount, out, in, balance) of a sheet whose names say nothing about them."""
    money = [column for column in range(sheet.width) if column not in {day, balance} and _is_money(sheet, column)]
    for first, second in pairwise(money):
        both = list(zip(_sums(sheet, first), _sums(sheet, second), strict=True))
        if any(a for a, _ in both) and any(b for _, b in both) and not any(a and b for a, b in both):
            rest = [column for column in money if column not in {first, second}]
            return None, first, second, balance if balance is not None else (rest[0] if rest else None)
    if not money:
        return _first_sum(sheet, day), None, None, balance
    return money[0], None, None, balance if balance is not None else (money[-1] if len(money) > 1 else None)


def _is_money(sheet: Sheet, column: int) -> bool:
    filled = [cell for cell in sheet.cells(column) if cell]
    if not filled or sum(looks_like_a_sum(plain(cell)) for cell in filled) * 5 < len(filled) * 4:
        return False
    # A sort code or a number of an account is a figure, too: the same in each line, and without pence.
    return any(re.search(r"[.,]\d{1,2}\b|£", cell) for cell in filled) or (len(set(filled)) > 1 and len(filled) < 4)


def _first_sum(sheet: Sheet, day: int) -> int:
    sums = [
        0 if column == day else sum(looks_like_a_sum(plain(cell)) for cell in sheet.cells(column))
        for column in range(sheet.width)
    ]
    return sums.index(max(sums))


def _sums(sheet: Sheet, column: int) -> list[Decimal]:
    return [
        next((found.amount for style in Style if (found := sum_of(plain(cell), style)).amount is not None), Decimal(0))
        for cell in sheet.cells(column)
    ]


def _way(sheet: Sheet, names: Sequence[str], amount: int | None, others: Sequence[int | None]) -> int | None:
    """The column that says DR or CR beside an amount."""
    if amount is None:
        return None
    by_name: list[int] = [names.index(name) for name in WAY if name in names]
    columns: list[int] = [*by_name, *range(sheet.width)]
    for column in columns:
        said = [way_said(cell) is not None for cell in sheet.cells(column) if cell]
        # By its name it may have a line that says neither; that line is refused.
        enough = sum(said) * 2 > len(said) if column in by_name else all(said)
        if column not in {amount, *others} and said and enough:
            return column
    return None


def way_said(cell: str) -> bool | None:
    """Whether money goes out, by the column that says so; None where it says neither."""
    said = _tidy_way(cell)
    return True if said in OUT_WORDS else False if said in IN_WORDS else None


def _tidy_way(cell: str) -> str:
    return " ".join(cell.lower().replace(".", "").split())


def _words(sheet: Sheet, names: Sequence[str], taken: set[int | None]) -> tuple[int, ...]:
    """What it was for: columns that are named so, else the one with most to read."""
    found = [names.index(name) for name in WORDS if name in names and names.index(name) not in taken]
    filled = sorted(column for column in found if any(sheet.cells(column)))[:3]
    if filled:
        return tuple(filled)
    free = [column for column in range(sheet.width) if column not in taken]
    letters = {column: sum(sum(sign.isalpha() for sign in cell) for cell in sheet.cells(column)) for column in free}
    best = max(free, key=lambda column: letters[column], default=0)
    return (best,) if letters.get(best) else ()


def _with_its_sign(sheet: Sheet, columns: Columns, balance: int | None, unsure: list[str]) -> Guess:
    """Whether a minus is money in: as the balance says, where there is one."""
    if columns.amount is None or columns.way is not None:
        return Guess(columns, tuple(unsure))
    amounts = _sums(sheet, columns.amount)
    if balance is not None:
        plain, turned = _moves_with(amounts, _sums(sheet, balance))
        if plain != turned:
            return Guess(replace(columns, minus_is_in=turned > plain), tuple(unsure))
    if all(amount >= 0 for amount in amounts):
        unsure = [*unsure, "way"]
    return Guess(columns, tuple(unsure))


def _moves_with(amounts: Sequence[Decimal], balances: Sequence[Decimal]) -> tuple[int, int]:
    """How often the balance moves by the amount, and against it, whichever end of the file is the newest."""
    up, down = [0, 0], [0, 0]
    for (before, after), (older, newer) in zip(pairwise(balances), pairwise(amounts), strict=True):
        for place, by in ((0, newer), (1, -older)):
            up[place] += bool(by) and after - before == by
            down[place] += bool(by) and after - before == -by
    best = 0 if up[0] + down[0] >= up[1] + down[1] else 1
    return up[best], down[best]


def _tidy(cell: str) -> str:
    words = NO_WORDS_IN_IT.sub(" ", cell.lower()).split()
    return " ".join(word for word in words if word not in {"gbp", "the", "of"})
