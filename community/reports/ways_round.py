"""Whether a number that is left out of a table can be worked out from the rest, and what else must be left out. Pure.

A table with its totals is a graph: each row and each column that adds up is a node, and each number an edge between the
two it stands in. Another table has the same sums exactly when the numbers along a closed way differ, one up, the next
down. So a number cannot be worked out when some closed way leads through it along numbers that are left out, none of
which becomes zero: zeros are shown, so that nobody believes in one where something is left out. After D. Gusfield, "A
graph theoretic approach to statistical data security", SIAM Journal on Computing 17 (1988), 552-571.
"""

import heapq
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from community.reports.tables import Counted


class Place(NamedTuple):
    """Where a number stands."""

    row: int
    column: int


# A row or a column; those of a direction that does not add up are all the same node: nothing has to balance there.
Node = tuple[str, int]
Step = tuple[Place, Node]
NOWHERE = -1


@dataclass(frozen=True)
class Whole:
    """A table with its totals. inner: how many rows and columns it has without them."""

    values: tuple[tuple[int, ...], ...]
    inner: Place
    down: bool
    across: bool

    @classmethod
    def of(cls, counted: Counted) -> "Whole":
        """The table with its totals."""
        inner = Place(len(counted.rows), len(counted.columns))
        rows = [(*row, sum(row)) if counted.across else row for row in counted.counts]
        if counted.down:
            wide = inner.column + bool(counted.across)
            rows.append(tuple(sum(row[column] for row in rows) for column in range(wide)))
        return cls(tuple(rows), inner, bool(counted.down), bool(counted.across))

    @cached_property
    def places(self) -> list[Place]:
        """All of them, row by row."""
        return [Place(row, column) for row, values in enumerate(self.values) for column, _ in enumerate(values)]

    @cached_property
    def everything(self) -> int:
        """More than any way along numbers that are no totals can come to."""
        return sum(map(sum, self.values)) + 1

    def value(self, place: Place) -> int:
        """The number there."""
        return self.values[place.row][place.column]

    def is_total(self, place: Place) -> bool:
        """Whether others add up to it."""
        return place.row == self.inner.row or place.column == self.inner.column

    def lines(self) -> Iterator[tuple[list[Place], Place]]:
        """What adds up, each with its total."""
        if self.across:
            for row, values in enumerate(self.values):
                yield [Place(row, column) for column in range(self.inner.column)], Place(row, len(values) - 1)
        if self.down:
            for column, _ in enumerate(self.values[0]):
                yield [Place(row, column) for row in range(self.inner.row)], Place(self.inner.row, column)

    def ends(self, place: Place) -> tuple[Node, Node]:
        """The row and the column it stands in."""
        row = place.row if self.across else NOWHERE
        return ("row", row), ("column", place.column if self.down else NOWHERE)

    def may_move(self, place: Place, *, up: bool) -> bool:
        """Whether it stays a number of people when a way leads along it; what is added to a total, a line lacks."""
        turned = (place.row == self.inner.row) != (place.column == self.inner.column)
        return up != turned or self.value(place) > 1

    @cached_property
    def steps(self) -> dict[Node, list[Step]]:
        """From each node, along which number to which other node: from rows it goes up, from columns down."""
        found: dict[Node, list[Step]] = {}
        for place in self.places:
            row, column = self.ends(place)
            if self.may_move(place, up=True):
                found.setdefault(row, []).append((place, column))
            if self.may_move(place, up=False):
                found.setdefault(column, []).append((place, row))
        return found


def cheapest_way_round(whole: Whole, place: Place, cost: Callable[[Place], int]) -> list[Place]:
    """The numbers besides `place` that differ where it does, at the least sum of costs; [] where there are none."""
    row, column = whole.ends(place)
    ways = []
    if whole.may_move(place, up=True):
        ways.append(_cheapest(whole, place, column, row, cost))
    if whole.may_move(place, up=False):
        ways.append(_cheapest(whole, place, row, column, cost))
    return min(filter(None, ways), default=[], key=lambda way: sum(map(cost, way)))


def _cheapest(whole: Whole, without: Place, start: Node, end: Node, cost: Callable[[Place], int]) -> list[Place]:
    """Dijkstra's way from node to node, never along the number it starts from. Of equal ways, always the same."""
    waiting: list[tuple[int, Node, list[Place]]] = [(0, start, [])]
    been: set[Node] = set()
    while waiting:
        so_far, here, way = heapq.heappop(waiting)
        if here == end:
            return way
        if here in been:
            continue
        been.add(here)
        for place, there in whole.steps.get(here, []):
            if place != without and there not in been:
                heapq.heappush(waiting, (so_far + cost(place), there, [*way, place]))
    return []
