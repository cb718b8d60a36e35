"""What the list components are given to show, and names in a row."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal


def in_a_row(names: Iterable[str]) -> str:
    """ "you, Sunita and Leo"; "" for nobody."""
    *others, last = [str(name) for name in names] or [""]
    return f"{', '.join(others)} and {last}" if others else last


@dataclass(frozen=True)
class Task:
    """One line of a task list. `tone` colours the word for its state: quiet, ok, warm, alarm, brand."""

    title: str
    state: str
    url: str = ""
    tone: str = "quiet"
    hint: str = ""


@dataclass(frozen=True)
class Bar:
    """One bar of a chart, with its number. `tone` is "" or warm; what it is about is said in words beside it.

    `said`: how the number is written, where that is not just the number: "£12.50".
    """

    label: str
    number: int | Decimal
    tone: str = ""
    said: str = ""


@dataclass(frozen=True)
class Choice:
    """One of several views of the same list, with how many are in it."""

    label: str
    url: str
    count: int | None = None
    current: bool = False
