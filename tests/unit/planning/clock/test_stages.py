"""The clock from dates: stages, their days, and what is owed."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planning.clock.enums import Milestone
from planning.clock.stages import lay_out, owed

TODAY = date(2026, 11, 23)
DAYS = st.one_of(st.none(), st.dates(date(2025, 1, 1), date(2026, 12, 31)))
REACHED = st.fixed_dictionaries(dict.fromkeys(Milestone, DAYS))


def on(**days: int) -> dict[Milestone, date | None]:
    return {Milestone(name): date(2026, 11, day) for name, day in days.items()}


def test_days_go_from_one_step_to_the_next_and_until_today() -> None:
    clock = lay_out(on(assessed=2, indicative=2, planning=5, sent=16), today=TODAY)
    assert [stage.days for stage in clock.stages] == [0, 3, 11, 7, None, None]
    assert clock.current and clock.current.milestone == Milestone.SENT
    assert (clock.days, clock.done, clock.begun) == (21, False, True)


def test_after_the_first_payment_the_clock_stands_still() -> None:
    reached = on(assessed=2, indicative=3, planning=4, sent=5, decided=9, paid=16)
    clock = lay_out(reached, today=TODAY)
    assert [stage.days for stage in clock.stages] == [1, 1, 1, 4, 7, None]
    assert clock.done and clock.days == 14
    assert lay_out(reached, today=TODAY + timedelta(days=400)) == clock


def test_what_was_left_out_takes_no_days_of_its_own() -> None:
    clock = lay_out(on(assessed=2, sent=16), today=TODAY)
    assert [stage.days for stage in clock.stages] == [14, None, None, 7, None, None]


def test_a_plan_that_was_begun_before_the_assessment_counts_from_the_assessment_on() -> None:
    clock = lay_out(on(assessed=10, planning=1, sent=16), today=TODAY)
    assert [stage.days for stage in clock.stages] == [0, None, 6, 7, None, None]
    assert clock.stages[2].reached == date(2026, 11, 1)


def test_nothing_yet_is_no_clock() -> None:
    clock = lay_out({}, today=TODAY)
    assert not clock.begun and not clock.done and clock.days == 0


@given(REACHED)
def test_the_days_of_all_stages_add_up_to_the_whole_time(reached: dict[Milestone, date | None]) -> None:
    clock = lay_out(reached, today=TODAY)
    days = [stage.days for stage in clock.stages if stage.days is not None]
    assert all(number >= 0 for number in days)
    known = [min(day, TODAY) for milestone in Milestone if (day := reached[milestone])]
    if known:
        end = max(known) if reached[Milestone.PAID] else TODAY
        assert sum(days) == (end - known[0]).days
    assert sum(stage.current for stage in clock.stages) == bool(known)


@pytest.mark.parametrize(
    ("reached", "owes"),
    [
        (on(assessed=2), {Milestone.ASSESSED: 2}),
        (on(assessed=2, indicative=3), {}),
        (on(assessed=2, indicative=3, planning=4), {}),
        (on(assessed=2, planning=4), {Milestone.ASSESSED: 2}),
        (on(assessed=2, planning=4, sent=5), {Milestone.ASSESSED: 2, Milestone.SENT: 5}),
        (on(assessed=2, indicative=3, sent=5, decided=9), {Milestone.DECIDED: 9}),
        (on(assessed=2, indicative=3, sent=5, decided=9, paid=12), {}),
        (on(assessed=2, paid=12), {}),
    ],
)
def test_what_the_council_owes(reached: dict[Milestone, date | None], owes: dict[Milestone, int]) -> None:
    assert {milestone: day.day for milestone, day in owed(reached).items()} == owes
