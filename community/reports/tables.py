"""What a table of figures is, as it was counted and as it may be shown. Pure; both are plain values."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Measure:
    """A figure that is not a number of people, one for each row and, where the rows add up, one for all of them.

    of: the column whose people it is about; where their number may not be shown, it may not, either. values: as they
    are written ("1.35", "12 days"); "" where there is none.
    """

    name: str
    of: str
    values: tuple[str, ...]


@dataclass(frozen=True)
class Counted:
    """Numbers of people, exactly as they were counted: for suppression, and never for a page.

    counts: row by row, without any totals. down: what the sum of the rows is called ("All teams"), "" where rows do
    not add up because somebody may be in several. across: the same of the columns.
    """

    key: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]
    down: str = ""
    across: str = ""
    measures: tuple[Measure, ...] = ()


@dataclass(frozen=True)
class Shown:
    """The same table with its totals, and with None in place of each number that is not shown.

    rows, columns: with the totals, which stand last. measures: None in place of each value that is not shown.
    """

    key: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: tuple[tuple[int | None, ...], ...]
    measures: tuple[tuple[str, tuple[str | None, ...]], ...] = ()

    def as_json(self) -> dict[str, Any]:
        """As it is kept."""
        return asdict(self)

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "Shown":
        """As it was before it was kept."""
        return cls(
            key=kept["key"],
            rows=tuple(kept["rows"]),
            columns=tuple(kept["columns"]),
            cells=tuple(tuple(row) for row in kept["cells"]),
            measures=tuple((name, tuple(values)) for name, values in kept["measures"]),
        )
