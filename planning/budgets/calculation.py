"""What a list of costs adds up to in a week. Pure: answers in, sums out, all of it Decimal."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from content.questions.kinds.base import Problem
from content.questions.kinds.choices import OUTCOMES
from content.questions.kinds.figures import parse_money, parse_number
from content.questions.kinds.lists import A_WEEK, HOW_OFTEN, weekly
from portal.components.money import PENNY, WEEKS_A_YEAR, format_money

NOTHING = Decimal("0.00")
ONCE = "once"
OWN = "own"


@dataclass(frozen=True)
class CostLine:
    """One cost. weekly: its share of a week, to the penny; once: what is paid a single time.

    Both are None while the amount is unclear; one of them is None otherwise. how: "£13.00 × 4 a week".
    entry_id: of the entry that it comes from; "" where that has none. own: whether it is paid with one's own money.
    outcome: the letter of the outcome that it helps with most; "" where nobody said.
    """

    what_for: str
    how: str = ""
    weekly: Decimal | None = None
    once: Decimal | None = None
    entry_id: str = ""
    own: bool = False
    outcome: str = ""

    @property
    def is_unclear(self) -> bool:
        """Whether this line cannot be counted yet."""
        return self.weekly is None and self.once is None


@dataclass(frozen=True)
class PlannedCost:
    """Costs of the budget and their sums. The totals add the lines as they are shown, so that they can be checked by
    hand. What somebody pays with their own money stands apart, and takes nothing off.
    """

    lines: tuple[CostLine, ...] = ()
    own_lines: tuple[CostLine, ...] = ()

    @property
    def weekly(self) -> Decimal:
        """What comes every week, in pounds."""
        return _weekly(self.lines)

    @property
    def yearly(self) -> Decimal:
        """The same for a year, which counts 52 weeks here."""
        return self.weekly * WEEKS_A_YEAR

    @property
    def once(self) -> Decimal:
        """What is paid once only, in pounds; it has no share in the week."""
        return _once(self.lines)

    @property
    def own_weekly(self) -> Decimal:
        """What comes every week out of one's own purse, in pounds."""
        return _weekly(self.own_lines)

    @property
    def own_once(self) -> Decimal:
        """What is paid once out of one's own purse, in pounds."""
        return _once(self.own_lines)

    @property
    def counts(self) -> Decimal:
        """What a sign-off limit is held against, in pounds a week: the week, and a 52nd of what is paid once, rounded
        half up to the penny."""
        return self.weekly + (self.once / WEEKS_A_YEAR).quantize(PENNY, rounding=ROUND_HALF_UP)

    @property
    def unclear(self) -> list[str]:
        """What the lines are for whose amount is not clear, so that it is not counted."""
        return [line.what_for for line in self.lines if line.is_unclear]

    @property
    def counted(self) -> bool:
        """Whether there is anything in the sums."""
        return any(not line.is_unclear for line in self.lines)


def _weekly(lines: Iterable[CostLine]) -> Decimal:
    return sum((line.weekly for line in lines if line.weekly is not None), NOTHING)


def _once(lines: Iterable[CostLine]) -> Decimal:
    return sum((line.once for line in lines if line.once is not None), NOTHING)


def add_up(entries: Iterable[Mapping[str, Any]]) -> PlannedCost:
    """The entries of cost lists as lines with their sums.

    A week's share: a day × 7, two weeks ÷ 2, four weeks ÷ 4, a month × 12 ÷ 52, three months × 4 ÷ 52, a year ÷ 52;
    what is paid by the hour is so many hours a week. Each line is rounded half up to the penny.
    """
    lines = [_line(entry) for entry in entries]
    return PlannedCost(tuple(line for line in lines if not line.own), tuple(line for line in lines if line.own))


def _line(entry: Mapping[str, Any]) -> CostLine:
    what_for = str(entry.get("what_for") or "").strip() or "A cost without a name"
    entry_id, own, outcome = str(entry.get("id") or ""), entry.get("paid_from") == OWN, str(entry.get("outcome") or "")
    line = CostLine(what_for, entry_id=entry_id, own=own, outcome=outcome if outcome in OUTCOMES else "")
    amount, times = parse_money(str(entry.get("amount") or "")), parse_number(str(entry.get("times") or "1"))
    how_often = str(entry.get("how_often") or "week")
    if isinstance(amount, Problem) or isinstance(times, Problem) or how_often not in A_WEEK:
        return line
    how = f"{format_money(amount)}{'' if times == 1 else f' × {_plain(times)}'} {HOW_OFTEN[how_often]}"
    if how_often == ONCE:
        return replace(line, how=how, once=(amount * times).quantize(PENNY, rounding=ROUND_HALF_UP))
    return replace(line, how=how, weekly=weekly(entry))


def _plain(number: Decimal) -> str:
    """6 and not 6.00; 1.5 and not 1.50."""
    return f"{number.normalize():f}"
