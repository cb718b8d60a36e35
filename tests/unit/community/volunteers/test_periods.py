"""When something that holds for some months runs out."""

from datetime import date

import pytest

from community.volunteers.periods import runs_out


@pytest.mark.parametrize(
    ("done_on", "months", "until"),
    [
        (date(2026, 3, 14), 36, date(2029, 3, 14)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
        (date(2026, 11, 5), 13, date(2027, 12, 5)),
        (date(2026, 3, 14), None, None),
    ],
)
def test_it_runs_out_so_many_months_later(done_on: date, months: int | None, until: date | None) -> None:
    assert runs_out(done_on, months) == until
