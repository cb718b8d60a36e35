"""What of a table may be shown: no number of one to four people, and nothing from which one could be worked out. Pure.

First the small numbers are left out, and the small totals. Then, for each that could be worked out from the rest, the
cheapest numbers that keep it from being so (see `ways_round`), and one more in each line where what is left out comes
to fewer than five people together: that sum would be told by the line's total. Zeros are shown where they can be: they
are about nobody.

Which numbers are cheapest is weighed by a secret of the service: who knows the rule, but not the weights, cannot work
back from what was chosen to how large it is.
"""

from collections.abc import Callable, Mapping

from community.reports.tables import Counted, Measure, Shown
from community.reports.ways_round import Place, Whole, cheapest_way_round

FEWEST = 5
HEAVIEST = 1000
# How much a number weighs, between 1 and HEAVIEST, by the names of its row and its column. The same names weigh the
# same in each table and each month, so that what is chosen does not wander.
Weigh = Callable[[str, str], int]
Costs = Mapping[Place, int]


def suppressed(counted: Counted, weigh: Weigh) -> Shown:
    """The table as it may be shown: with its totals, and with None for what is left out."""
    whole = Whole.of(counted)
    hidden = left_out(whole, _costs(counted, whole, weigh))
    cells = tuple(
        tuple(None if Place(row, column) in hidden else value for column, value in enumerate(values))
        for row, values in enumerate(whole.values)
    )
    rows = (*counted.rows, counted.down) if counted.down else counted.rows
    columns = (*counted.columns, counted.across) if counted.across else counted.columns
    measures = tuple((measure.name, _measured(measure, columns, cells)) for measure in counted.measures)
    return Shown(counted.key, rows, columns, cells, measures)


def left_out(whole: Whole, costs: Costs) -> set[Place]:
    """Where the numbers stand that are not shown. What is left out once stays so, and only ever keeps others safe."""
    hidden = {place for place in whole.places if 0 < whole.value(place) < FEWEST}
    if not (whole.down or whole.across):
        return hidden
    unsafe = sorted(hidden)
    while unsafe:
        _keep_safe(whole, unsafe, hidden, costs)
        unsafe = _more_in_small_lines(whole, hidden, costs)
        hidden.update(unsafe)
    return hidden


def _keep_safe(whole: Whole, unsafe: list[Place], hidden: set[Place], costs: Costs) -> None:
    """Leave out what else must be. All along a closed way are safe together, so that each is looked at once."""
    safe: set[Place] = set()
    for place in unsafe:
        if place not in safe:
            # What is left out already costs nothing twice.
            way = cheapest_way_round(whole, place, lambda other: 0 if other in hidden else costs[other])
            hidden.update(way)
            safe.update(way, [place])


def _more_in_small_lines(whole: Whole, hidden: set[Place], costs: Costs) -> list[Place]:
    """One more of each line whose total is shown, and tells that those left out come to fewer than five together."""
    more = []
    for line, total in whole.lines():
        missing = [place for place in line if place in hidden]
        if missing and total not in hidden and sum(map(whole.value, missing)) < FEWEST:
            more.append(min((place for place in line if place not in hidden), key=lambda place: costs[place]))
    return sorted(set(more))


def _costs(counted: Counted, whole: Whole, weigh: Weigh) -> Costs:
    """How much would be lost with each number: little with few people, more with a total, and zeros last."""
    rows, columns = (*counted.rows, counted.down), (*counted.columns, counted.across)
    total = whole.everything * HEAVIEST
    return {
        place: whole.value(place) * weigh(rows[place.row], columns[place.column])
        + (total if whole.is_total(place) else 0)
        if whole.value(place)
        else total * (len(whole.places) + 1)
        for place in whole.places
    }


def _measured(
    measure: Measure, columns: tuple[str, ...], cells: tuple[tuple[int | None, ...], ...]
) -> tuple[str | None, ...]:
    """Its values, where the number of those it is about is shown; there are at least five of them, or nobody."""
    column = columns.index(measure.of)
    many = (row[column] for row in cells)
    return tuple(
        None if base is None else value if base else "" for base, value in zip(many, measure.values, strict=True)
    )
