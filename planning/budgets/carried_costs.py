"""The lines of an employer's costs as entries of a cost list. Pure."""

from typing import Any
from uuid import UUID, uuid5

from planning.budgets.employing import EmployerCost, Line
from portal.components.money import format_money


def entries_of(cost: EmployerCost, key: UUID) -> list[dict[str, Any]]:
    """An entry for each line that costs something; in a week they come to the same, to the penny.

    key: the form that they come from. The same line of the same form has the same id.
    """
    lines = [line for line in cost.lines if line.yearly]
    entries = [_entry(line, key, number) for number, line in enumerate(lines)]
    if cost.once:
        entries.append(_of(key, len(lines), "DBS checks", f"{cost.once:.2f}", "once"))
    return entries


def _entry(line: Line, key: UUID, number: int) -> dict[str, Any]:
    if line.shift:
        what = f"{line.what} ({format_money(line.shift.rate)} an hour)"
        return _of(key, number, what, f"{line.shift.rate:.2f}", "hour", f"{line.shift.hours.normalize():f}")
    return _of(key, number, line.what, f"{line.yearly:.2f}", "year")


def _of(key: UUID, number: int, what: str, amount: str, how_often: str, times: str = "") -> dict[str, Any]:
    return {
        "id": str(uuid5(key, str(number))),
        "what_for": what,
        "amount": amount,
        "times": times,
        "how_often": how_often,
    }
