"""By when an answer can be counted on: weekends, bank holidays, leave, the clocks going back, the turn of the year."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.hours.deadlines import Shift, at_time, by_when, working_time

UK = ZoneInfo("Europe/London")
WEEK = Shift()
SUNITA = Shift(days=frozenset({0, 1, 2, 3}))


def on(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=UK)


@pytest.mark.parametrize(
    ("sent_at", "shift", "within", "expected"),
    [
        # Friday at 2pm, two days: Tuesday at 2pm.
        (on(2026, 11, 20, 14), WEEK, 2, on(2026, 11, 24, 14)),
        # Before the team opens, in the evening, and on a Sunday: whole days from the next morning.
        (on(2026, 11, 23, 6), WEEK, 1, on(2026, 11, 23, 17)),
        (on(2026, 11, 23, 21), WEEK, 1, on(2026, 11, 24, 17)),
        (on(2026, 11, 22, 11), WEEK, 2, on(2026, 11, 24, 17)),
        # Sunita does not work on Fridays.
        (on(2026, 11, 26, 10), SUNITA, 1, on(2026, 11, 30, 10)),
        # Christmas 2026: Friday is a holiday, so is the Monday after it.
        (on(2026, 12, 24, 15, 30), WEEK, 1, on(2026, 12, 29, 15, 30)),
        # New Year's Eve over the turn of the year; 1 January 2027 is a Friday.
        (on(2026, 12, 31, 16), WEEK, 2, on(2027, 1, 5, 16)),
        # The clocks go back on 25 October and forward on 29 March: nobody is an hour late for it.
        (on(2026, 10, 23, 10), WEEK, 1, on(2026, 10, 26, 10)),
        (on(2026, 3, 27, 16, 59), WEEK, 2, on(2026, 3, 31, 16, 59)),
        # Nothing is answered within no time.
        (on(2026, 11, 23, 10), WEEK, 0, on(2026, 11, 24, 10)),
    ],
)
def test_by_when(sent_at: datetime, shift: Shift, within: int, expected: datetime) -> None:
    assert by_when(sent_at, within=within, shifts=[shift]) == expected


def test_somebody_who_stands_in_answers_on_days_of_their_own() -> None:
    leave = (at_time(date(2026, 11, 23), time.min), at_time(date(2026, 11, 30), time.min))
    sunita = Shift(days=SUNITA.days, away=(leave,))
    ben = Shift(days=frozenset({2, 4}), starts_at=leave[0], ends_at=leave[1])
    sent_at = on(2026, 11, 19, 16)  # Thursday: one hour of it is left
    assert by_when(sent_at, within=2, shifts=[sunita]) == on(2026, 12, 1, 16)
    assert by_when(sent_at, within=2, shifts=[sunita, ben]) == on(2026, 11, 27, 16)
    # Ben is away on that Friday himself: then it is Sunita, when she is back.
    gone = (at_time(date(2026, 11, 27), time.min), at_time(date(2026, 11, 28), time.min))
    assert by_when(
        sent_at, within=2, shifts=[sunita, Shift(ben.days, starts_at=leave[0], ends_at=leave[1], away=(gone,))]
    ) == on(2026, 11, 30, 16)


def test_a_handover_in_between_goes_by_the_days_of_the_next() -> None:
    change = on(2026, 11, 24)
    before = Shift(days=frozenset({0}), ends_at=change)
    after = Shift(days=frozenset({3, 4}), starts_at=change)
    assert by_when(on(2026, 11, 23, 13), within=2, shifts=[before, after]) == on(2026, 11, 27, 13)


def test_two_who_are_there_at_once_do_not_count_twice() -> None:
    sent_at = on(2026, 11, 23, 13)
    assert by_when(sent_at, within=2, shifts=[WEEK, WEEK]) == by_when(sent_at, within=2, shifts=[WEEK])


def test_where_nobody_is_ever_there_it_still_ends() -> None:
    sent_at = on(2026, 11, 23, 13)
    assert by_when(sent_at, within=1, shifts=[Shift(days=frozenset())]) == sent_at + timedelta(days=366)


MOMENTS = st.integers(0, 670 * 24 * 60).map(
    lambda minutes: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)
SPANS = st.tuples(MOMENTS, st.integers(1, 40)).map(lambda pair: (pair[0], pair[0] + timedelta(days=pair[1])))
SHIFTS = st.builds(
    Shift,
    days=st.frozensets(st.integers(0, 6), min_size=1),
    opens=st.sampled_from([time(7), time(9), time(10, 30)]),
    closes=st.sampled_from([time(13), time(17), time(20)]),
    away=st.lists(SPANS, max_size=3).map(tuple),
)


@given(MOMENTS, SHIFTS, st.integers(1, 5))
def test_exactly_so_much_working_time_lies_before_it(sent_at: datetime, shift: Shift, within: int) -> None:
    due = by_when(sent_at, within=within, shifts=[shift])
    assert due > sent_at
    assert working_time(sent_at, due, shifts=[shift]) == shift.day_length * within
    # It falls into a time in which somebody is there: the last moment before it counts.
    assert working_time(due - timedelta(minutes=1), due, shifts=[shift]) > timedelta(0)


@given(st.lists(MOMENTS, min_size=2, max_size=4), SHIFTS, st.integers(1, 4))
def test_who_writes_later_is_never_promised_an_earlier_answer(
    moments: list[datetime], shift: Shift, within: int
) -> None:
    promised = [by_when(moment, within=within, shifts=[shift]) for moment in sorted(moments)]
    assert all(earlier <= later for earlier, later in pairwise(promised))


@given(MOMENTS, SHIFTS, SHIFTS, st.integers(1, 4))
def test_somebody_who_stands_in_never_makes_it_later(
    sent_at: datetime, shift: Shift, other: Shift, within: int
) -> None:
    assert by_when(sent_at, within=within, shifts=[shift, other]) <= by_when(sent_at, within=within, shifts=[shift])


@given(MOMENTS, SHIFTS, SPANS, st.integers(1, 4))
def test_leave_never_makes_it_earlier(
    sent_at: datetime, shift: Shift, leave: tuple[datetime, datetime], within: int
) -> None:
    away = Shift(shift.days, shift.opens, shift.closes, away=(*shift.away, leave))
    assert by_when(sent_at, within=within, shifts=[away]) >= by_when(sent_at, within=within, shifts=[shift])


@given(MOMENTS, SHIFTS, st.integers(1, 3))
def test_twice_the_time_comes_after_the_time(sent_at: datetime, shift: Shift, within: int) -> None:
    once = by_when(sent_at, within=within, shifts=[shift])
    assert by_when(sent_at, within=2 * within, shifts=[shift]) > once
