"""The final budget in other periods: every column adds up to the penny, whoever reads it."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from planning.signing_off.in_periods import DECIDED, OTHER_COSTS, in_periods

MONEY = st.decimals(0, 999_999, places=2)
LINES = st.lists(MONEY, max_size=20)


@given(seen=LINES, unseen=LINES, agreed=MONEY)
def test_the_rows_add_up_to_the_total_in_each_period(
    seen: list[Decimal], unseen: list[Decimal], agreed: Decimal
) -> None:
    planned = sum([*seen, *unseen], Decimal(0))
    found = in_periods([(f"line {place}", weekly) for place, weekly in enumerate(seen)], planned=planned, agreed=agreed)
    for place in range(4):
        assert sum(row.amounts[place] for row in found.rows) == found.total.amounts[place]
    assert [row.amounts[0] for row in found.rows[: len(seen)]] == seen
    assert found.total.amounts[0] == agreed
    labels = [row.label for row in found.rows]
    assert (OTHER_COSTS in labels) == bool(sum(unseen))
    assert (DECIDED in labels) == (agreed != planned)


def test_the_plan_of_the_demonstration() -> None:
    lines = [("My PA", Decimal("52.00")), ("Swimming", Decimal("39.65"))]
    found = in_periods(lines, planned=Decimal("91.65"), agreed=Decimal("90.00"))
    assert [row.label for row in found.rows] == ["My PA", "Swimming", DECIDED]
    assert [str(amount) for amount in found.total.amounts] == ["90.00", "360.00", "390.00", "4680.00"]
    assert [str(amount) for amount in found.rows[0].amounts] == ["52.00", "208.00", "225.33", "2704.00"]
    assert [str(amount) for amount in found.rows[2].amounts] == ["-1.65", "-6.60", "-7.15", "-85.80"]
