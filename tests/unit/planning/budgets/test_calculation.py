"""What costs add up to: every share of a week, rounding, and what cannot be counted."""

from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.questions.kinds.lists import A_WEEK, HOW_OFTEN
from planning.budgets.calculation import add_up


def cost(amount: str, how_often: str = "week", times: str = "", what_for: str = "Taxi") -> dict[str, str]:
    return {"what_for": what_for, "amount": amount, "how_often": how_often, "times": times}


@pytest.mark.parametrize(
    ("entry", "weekly"),
    [
        (cost("13.00", "hour", "6"), "78.00"),
        (cost("2.50", "day"), "17.50"),
        (cost("26.00"), "26.00"),
        (cost("15.01", "fortnight"), "7.51"),
        (cost("10.02", "four_weeks"), "2.51"),
        (cost("24.00", "month"), "5.54"),
        (cost("26.00", "quarter"), "2.00"),
        (cost("436.80", "year"), "8.40"),
        (cost("£1,040", "year"), "20.00"),
        (cost("13.00", "week", "1.5"), "19.50"),
        (cost("0"), "0.00"),
    ],
)
def test_a_cost_has_its_share_of_a_week_rounded_half_up(entry: dict[str, str], weekly: str) -> None:
    planned = add_up([entry])
    assert planned.lines[0].weekly == Decimal(weekly)
    assert planned.weekly == Decimal(weekly)
    assert planned.yearly == Decimal(weekly) * 52
    assert not planned.unclear


def test_what_is_paid_once_stands_apart() -> None:
    planned = add_up([cost("120", "once", "2", "Rail"), cost("10")])
    assert (planned.weekly, planned.once) == (Decimal("10.00"), Decimal("240.00"))
    assert planned.lines[0].weekly is None


def test_own_money_stands_apart_and_takes_nothing_off() -> None:
    own = {**cost("40.00", what_for="Cinema"), "paid_from": "own"}
    planned = add_up([cost("10"), own, {**cost("60", "once"), "paid_from": "own"}])
    assert (planned.weekly, planned.once, planned.counts) == (Decimal("10.00"), Decimal(0), Decimal("10.00"))
    assert (planned.own_weekly, planned.own_once) == (Decimal("40.00"), Decimal("60.00"))
    assert [line.what_for for line in planned.own_lines] == ["Cinema", "Taxi"]


@pytest.mark.parametrize(
    ("weekly", "once", "counts"),
    [
        ("100.00", "0", "100.00"),
        ("100.00", "0.52", "100.01"),
        ("100.00", "0.25", "100.00"),
        # Half a penny a week is rounded up.
        ("100.00", "0.26", "100.01"),
        ("99.00", "52", "100.00"),
    ],
)
def test_what_is_held_against_a_limit_is_the_week_and_a_52nd_of_what_is_paid_once(
    weekly: str, once: str, counts: str
) -> None:
    assert add_up([cost(weekly), cost(once, "once")]).counts == Decimal(counts)


@pytest.mark.parametrize("amount", ["", "about ten pounds", "-3", "10 million", "99999999999", "NaN", "1.005"])
def test_an_unclear_amount_is_named_and_not_counted(amount: str) -> None:
    planned = add_up([cost(amount, what_for="Choir"), cost("5.00")])
    assert planned.unclear == ["Choir"]
    assert planned.weekly == Decimal("5.00")


def test_the_demonstration_adds_up_as_drawn() -> None:
    planned = add_up(
        [
            cost("13.00", "week", "4"),
            cost("13.00", "week", "2"),
            cost("436.80", "year"),
            cost("104", "year"),
            cost("26.00", "quarter"),
        ]
    )
    assert planned.weekly == Decimal("90.40")
    assert planned.lines[0].how == "£13.00 × 4 a week"
    assert planned.lines[2].how == "£436.80 a year"


def test_nothing_adds_up_to_nothing() -> None:
    planned = add_up([])
    assert (planned.weekly, planned.once, planned.counted) == (Decimal(0), Decimal(0), False)


def test_an_entry_without_a_name_is_called_something() -> None:
    assert add_up([cost("x", what_for=" ")]).unclear == ["A cost without a name"]


amounts = st.decimals(min_value=0, max_value=Decimal("9999999.99"), places=2).map(str)
entries = st.builds(cost, amounts, st.sampled_from(sorted(HOW_OFTEN)), st.sampled_from(["", "1", "2", "7.5", "40"]))


@given(st.lists(entries, max_size=30))
def test_sums_are_the_sums_of_the_lines_shown_to_the_penny(costs: list[dict[str, str]]) -> None:
    planned = add_up(costs)
    penny = Decimal("0.01")
    assert planned.weekly == sum((line.weekly or Decimal(0) for line in planned.lines), Decimal(0))
    assert planned.weekly >= 0 <= planned.once
    for entry, line in zip(costs, planned.lines, strict=True):
        shown = line.once if entry["how_often"] == "once" else line.weekly
        assert shown is not None
        assert shown == shown.quantize(penny)
        share = Decimal(1) if entry["how_often"] == "once" else A_WEEK[entry["how_often"]]
        exact = Decimal(entry["amount"]) * Decimal(entry["times"] or 1) * share
        assert shown == exact.quantize(penny, rounding=ROUND_HALF_UP)


anything = st.one_of(
    st.none(), st.text(max_size=20), st.integers(), st.booleans(), st.lists(st.text(max_size=3), max_size=2)
)


@pytest.mark.parametrize("times", ["£6", "1,200", "20000", "about six"])
@pytest.mark.parametrize("how_often", ["week", "once"])
def test_how_many_is_read_as_the_wizard_reads_it(times: str, how_often: str) -> None:
    assert add_up([cost("2.00", how_often, times)]).unclear == ["Taxi"]


@given(st.dictionaries(st.sampled_from(["what_for", "amount", "how_often", "times"]), anything))
def test_no_entry_whatever_breaks_the_sum_or_takes_anything_off(entry: dict[str, Any]) -> None:
    planned = add_up([entry, cost("5.00")])
    assert planned.weekly >= Decimal("5.00")
    assert planned.lines[-1].weekly == Decimal("5.00")
