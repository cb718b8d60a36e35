"""Stands in until the real one is here: it shows nothing at all."""

from community.reports.tables import Counted, Shown


def suppressed(counted: Counted) -> Shown:
    """Every number left out."""
    rows = (*counted.rows, *((counted.down,) if counted.down else ()))
    columns = (*counted.columns, *((counted.across,) if counted.across else ()))
    hidden: tuple[tuple[int | None, ...], ...] = tuple(tuple(None for _ in columns) for _ in rows)
    measures = tuple((measure.name, tuple(None for _ in rows)) for measure in counted.measures)
    return Shown(counted.key, rows, columns, hidden, measures)
