"""What an employer pays: the worked examples to the penny, and what holds whatever the figures are."""

from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.rules.rates import Rates
from planning.budgets.employer import NOBODY, SOMEBODY_ELSE, Age, Allowance, Assistant, Employer, Shift, minimum_wage
from planning.budgets.employing import EmployerCost, Part, work_out
from tests.factories.rules import rates_of_2026

RATES = rates_of_2026()
PENNY = Decimal("0.01")


def pa(rate: str, hours: str, **more: object) -> Assistant:
    return Assistant("PA 1", (Shift("Weekdays", Decimal(rate), Decimal(hours)),), **more)  # type: ignore[arg-type]


def cost_of(*assistants: Assistant, **more: object) -> EmployerCost:
    return work_out(Employer(assistants, **more), RATES)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("rate", "hours", "wages", "ni_before", "ni_after", "pension", "cover"),
    [
        ("13.50", "16", "11232.00", "934.80", "0", "149.76", "1209.60"),
        ("12.71", "7", "4626.44", "0", "0", "0", "498.23"),
    ],
)
def test_the_worked_examples(
    rate: str, hours: str, wages: str, ni_before: str, ni_after: str, pension: str, cover: str
) -> None:
    cost = cost_of(pa(rate, hours))
    assert cost.of(Part.WAGES) == Decimal(wages)
    assert cost.ni_before_allowance == Decimal(ni_before)
    assert cost.of(Part.NATIONAL_INSURANCE) == Decimal(ni_after)
    assert cost.of(Part.PENSION) == Decimal(pension)
    assert cost.of(Part.COVER) == Decimal(cover)


def test_six_hours_fit_into_96_pounds_with_cover_insurance_and_payroll() -> None:
    cost = cost_of(pa("13.00", "6"), insurance=RATES.usual_insurance, payroll=RATES.usual_payroll)
    assert cost.of(Part.WAGES) == Decimal("4056.00")
    assert cost.of(Part.COVER) == Decimal("436.80")
    assert Decimal(86) < cost.weekly < Decimal(96)


def test_each_step_is_said_in_words() -> None:
    said = " ".join(step for line in cost_of(pa("13.50", "16")).lines for step in line.steps)
    assert "£13.50 an hour × 16 hours a week × 52 weeks = £11,232.00 a year." in said
    assert "£13.50 × 16 hours × 5.6 weeks of holiday = £1,209.60 a year." in said
    assert "£6,232.00 of it is above £5,000.00. 15% of that is £934.80." in said
    assert "The Employment Allowance takes up to £10,500.00 a year off. You pay £0.00." in said
    assert "£4,992.00 lies between £6,240.00 and £50,270.00. 3% of that is £149.76." in said


def test_duties_for_others_take_the_allowance_away_and_say_so() -> None:
    cost = cost_of(pa("13.50", "16"), allowance=Allowance.FOR_OTHERS_TOO)
    assert cost.of(Part.NATIONAL_INSURANCE) == Decimal("934.80")
    assert "It would take £934.80 a year off." in cost.warnings[0]
    assert "is not taken off" in " ".join(s for line in cost.lines for s in line.steps)
    assert cost_of(pa("13.50", "16"), allowance=Allowance.NOT_SURE).weekly == cost.weekly
    assert not cost_of(pa("13.50", "16")).warnings


def test_the_allowance_pays_no_more_than_it_is() -> None:
    many = [replace(pa("20", "40"), name=f"PA {number}") for number in range(1, 4)]
    cost = cost_of(*many)
    # Three times 15% of 36,600, and of what whoever fills in earns: 13,440 less 5,000.
    assert cost.ni_before_allowance == Decimal("17736.00")
    assert cost.of(Part.NATIONAL_INSURANCE) == Decimal("7236.00")


def test_cover_counts_into_the_earnings_of_whoever_earns_it() -> None:
    one, two = replace(pa("13.50", "16"), cover=1), replace(pa("13.50", "14"), name="PA 2", cover=0)
    cost = cost_of(one, two)
    # PA 1 earns 11,232.00 and 14 × 13.50 × 5.6; PA 2 earns 9,828.00 and 16 × 13.50 × 5.6.
    assert cost.of(Part.PENSION) == Decimal("181.51") + Decimal("143.93")
    assert cost.ni_before_allowance == Decimal("1093.56") + Decimal("905.64")
    apart = cost_of(replace(one, cover=SOMEBODY_ELSE), replace(two, cover=SOMEBODY_ELSE))
    assert apart.of(Part.PENSION) == Decimal("149.76")


def test_a_cover_that_is_paid_otherwise_and_none_at_all() -> None:
    assert cost_of(pa("13.00", "6", cover_rate=Decimal("15.00"))).of(Part.COVER) == Decimal("504.00")
    none = cost_of(pa("13.00", "6", cover=NOBODY))
    assert none.of(Part.COVER) == 0
    assert "so no cover is counted" in none.notes[0]


def test_kinds_of_shift_have_their_own_pay() -> None:
    shifts = (
        Shift("Weekdays", Decimal("13.00"), Decimal(6)),
        Shift("Sleep-in nights", Decimal("6.00"), Decimal(9), sleeping=True),
    )
    cost = cost_of(Assistant("Leo", shifts))
    assert [line.what for line in cost.lines[:3]] == [
        "Leo: weekdays",
        "Leo: sleep-in nights",
        "Leo: cover for holidays",
    ]
    assert cost.of(Part.COVER) == Decimal("739.20")
    # Asleep, the lowest pay by law does not count, which has a note of its own.
    assert not cost.warnings
    assert "Ask a payroll service what to pay." in cost.notes[0]


@pytest.mark.parametrize(
    ("age", "enrolled"),
    [
        (Age.UNDER_18, False),
        (Age.UNDER_21, False),
        (Age.AT_21, False),
        (Age.GROWN_UP, True),
        (Age.PENSIONER, False),
    ],
)
def test_the_pension_depends_on_age(age: Age, enrolled: bool) -> None:
    assert bool(cost_of(pa("13.50", "16", age=age)).of(Part.PENSION)) is enrolled


def test_a_lower_pension_age_reaches_younger_people() -> None:
    rates = replace(RATES, pension_from_age=18)
    assert work_out(Employer((pa("13.50", "16", age=Age.UNDER_21),)), rates).of(Part.PENSION) == Decimal("149.76")


@pytest.mark.parametrize(
    ("rate", "lower"), [("192.30", True), ("192.31", False)]
)  # 9,999.60 and 10,000.12 a year for one hour a week
def test_the_pension_begins_above_its_trigger(rate: str, lower: bool) -> None:
    assert (cost_of(pa(rate, "1")).of(Part.PENSION) == 0) is lower


def test_earning_just_the_trigger_needs_no_pension_and_above_the_upper_figure_it_grows_no_more() -> None:
    # What £13.00 × 6 comes to in a year.
    at_trigger = replace(RATES, pension_trigger=Decimal("4056.00"), pension_lower=Decimal("4000.00"))
    assert work_out(Employer((pa("13.00", "6"),)), at_trigger).of(Part.PENSION) == 0
    # 3% of 50,270 − 6,240.
    assert cost_of(pa("25.00", "40")).of(Part.PENSION) == Decimal("1320.90")
    assert cost_of(pa("30.00", "40")).of(Part.PENSION) == Decimal("1320.90")


@pytest.mark.parametrize(("age", "lowest"), [("16", "8.00"), ("18", "10.85"), ("21", "12.71"), ("pension", "12.71")])
def test_pay_below_the_legal_minimum_is_said(age: str, lowest: str) -> None:
    below = Decimal(lowest) - PENNY
    warning = cost_of(pa(str(below), "6", age=Age(age))).warnings[0]
    assert f"£{below} an hour is below the lowest pay by law, which is £{lowest}" in warning
    assert minimum_wage(Age(age), RATES) == Decimal(lowest)
    assert not cost_of(pa(lowest, "6", age=Age(age))).warnings


def test_cover_below_the_legal_minimum_is_said() -> None:
    assert "for cover of PA 1’s holidays is below" in cost_of(pa("13", "6", cover_rate=Decimal(12))).warnings[0]


def test_what_is_fixed_and_put_by() -> None:
    cost = cost_of(
        pa("13.00", "6"),
        insurance=Decimal("104.00"),
        payroll=Decimal("8.67"),
        training=Decimal("52.00"),
        contingency=Decimal(10),
        checks=2,
    )
    assert [line.yearly for line in cost.lines[2:]] == [
        Decimal("0.00"),
        Decimal("0.00"),
        Decimal("104.00"),
        Decimal("104.04"),
        Decimal("52.00"),
        Decimal("475.28"),
    ]
    # What is paid once has no share in the week.
    assert cost.once == Decimal("99.00")
    assert cost.yearly == Decimal("5228.12")


amounts = st.decimals(min_value=0, max_value=200, places=2)
hours = st.decimals(min_value=0, max_value=168, places=2)
shifts = st.builds(Shift, st.sampled_from(["Weekdays", "Evenings"]), amounts, hours, st.booleans())


@st.composite
def employers(draw: st.DrawFn) -> Employer:
    count = draw(st.integers(1, 10))
    covers = st.one_of(st.sampled_from([NOBODY, SOMEBODY_ELSE]), st.integers(0, count - 1))
    assistants = st.builds(
        Assistant,
        st.just("PA"),
        st.lists(shifts, min_size=1, max_size=4).map(tuple),
        st.sampled_from(list(Age)),
        covers,
        st.none() | amounts,
    )
    return Employer(
        tuple(draw(st.lists(assistants, min_size=count, max_size=count))),
        draw(st.sampled_from(list(Allowance))),
        *(draw(amounts) for _ in range(3)),
        draw(st.decimals(min_value=0, max_value=100, places=2)),
        draw(st.integers(0, 10)),
    )


def with_more(employer: Employer, number: int, **more: Decimal) -> Employer:
    """The first shift of one PA with more hours or more pay."""
    assistant = employer.assistants[number]
    first, *rest = assistant.shifts
    raised = replace(first, **{name: getattr(first, name) + value for name, value in more.items()})
    changed = replace(assistant, shifts=(raised, *rest))
    others = (*employer.assistants[:number], changed, *employer.assistants[number + 1 :])
    return replace(employer, assistants=others)


@given(employers())
def test_no_line_is_ever_below_nothing(employer: Employer) -> None:
    cost = work_out(employer, RATES)
    assert all(line.yearly >= 0 and line.weekly >= 0 for line in cost.lines)
    assert cost.once >= 0


@given(employers())
def test_the_sums_agree_to_the_penny(employer: Employer) -> None:
    cost = work_out(employer, RATES)
    assert cost.weekly == sum(line.weekly for line in cost.lines)
    assert cost.yearly == sum(line.yearly for line in cost.lines)
    for line in cost.lines:
        assert line.yearly == line.yearly.quantize(PENNY)
        assert line.weekly == (line.yearly / 52).quantize(PENNY, ROUND_HALF_UP)
    assert abs(cost.weekly * 52 - cost.yearly) <= PENNY * 26 * len(cost.lines)


@given(employers(), st.data(), hours)
def test_more_hours_never_cost_less(employer: Employer, data: st.DataObject, more: Decimal) -> None:
    number = data.draw(st.integers(0, len(employer.assistants) - 1))
    assert_not_less(employer, with_more(employer, number, hours=more), RATES)


@given(employers(), st.data(), amounts)
def test_more_pay_never_costs_less(employer: Employer, data: st.DataObject, more: Decimal) -> None:
    number = data.draw(st.integers(0, len(employer.assistants) - 1))
    assert_not_less(employer, with_more(employer, number, rate=more), RATES)


@given(employers())
def test_without_the_allowance_it_never_costs_less(employer: Employer) -> None:
    with_it = replace(employer, allowance=Allowance.ONLY_FOR_ME)
    assert_not_less(with_it, replace(employer, allowance=Allowance.FOR_OTHERS_TOO), RATES)


def assert_not_less(before: Employer, after: Employer, rates: Rates) -> None:
    assert work_out(after, rates).yearly >= work_out(before, rates).yearly
    assert work_out(after, rates).weekly >= work_out(before, rates).weekly
