"""Quiet hours, over midnight and through the nights in which the clocks change; every kind has its place."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.accounts.enums import Role
from portal.notifications.enums import Kind
from portal.notifications.groups import ALWAYS, ASKED_FOR, GROUPS, groups_for, switched_off
from portal.notifications.models import NoticeSettings
from portal.notifications.timing import quiet_until, within
from portal.notifications.ways import way_of

UK = ZoneInfo("Europe/London")
TEN, SEVEN = time(22), time(7)


def on(month: int, day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=UK)


@pytest.mark.parametrize(
    ("at", "begins", "ends", "until"),
    [
        (on(11, 20, 21, 59), TEN, SEVEN, None),
        (on(11, 20, 22), TEN, SEVEN, on(11, 21, 7)),
        (on(11, 21, 6, 59), TEN, SEVEN, on(11, 21, 7)),
        (on(11, 21, 7), TEN, SEVEN, None),
        (on(11, 20, 13), time(12), time(14), on(11, 20, 14)),
        (on(12, 31, 23), TEN, SEVEN, datetime(2027, 1, 1, 7, tzinfo=UK)),
        # The clocks go forward on 29 March and back on 25 October: 7am is 7am.
        (on(3, 28, 23), TEN, SEVEN, on(3, 29, 7)),
        (on(10, 24, 23), TEN, SEVEN, on(10, 25, 7)),
        (on(11, 20, 23), None, None, None),
    ],
)
def test_quiet_hours(at: datetime, begins: time | None, ends: time | None, until: datetime | None) -> None:
    assert quiet_until(at, begins=begins, ends=ends) == until


HOURS = st.integers(0, 23).map(time)


@given(st.integers(0, 600 * 24 * 60), HOURS, HOURS)
def test_the_end_of_quiet_hours_is_ahead_and_not_quiet_itself(minutes: int, begins: time, ends: time) -> None:
    at = datetime(2026, 1, 1, tzinfo=ZoneInfo("UTC")) + timedelta(minutes=minutes)
    until = quiet_until(at, begins=begins, ends=ends) if begins != ends else None
    if until:
        assert at < until <= at + timedelta(hours=25)
        assert within(at.astimezone(UK).time(), begins=begins, ends=ends)
        assert quiet_until(until, begins=begins, ends=ends) is None


def test_every_kind_is_in_one_group_or_always_comes() -> None:
    grouped = [kind for group in GROUPS for kind in group.kinds]
    assert sorted([*grouped, *ALWAYS, *ASKED_FOR]) == sorted(Kind)
    assert {group.name for group in groups_for(Role.PERSON)} >= {"messages", "away"}
    assert "away" not in {group.name for group in groups_for(Role.SOCIAL_WORKER)}


def test_a_change_of_worker_and_what_protects_cannot_be_switched_off() -> None:
    everything = [group.name for group in GROUPS]
    coming = {kind for kind in Kind if not switched_off(kind, everything)} - ASKED_FOR
    assert coming == {
        Kind.ALLOCATED,
        Kind.HANDOVER,
        Kind.SUMMARY,
        Kind.TAKING_OVER,
        Kind.HANDOVER_NEWS,
        Kind.PEOPLE_NEWS,
        Kind.FAREWELL,
        Kind.RECORD_OPENED,
        Kind.RECORD_OPENED_IN_TEAM,
        Kind.AUTHORITY,
        Kind.AUTHORITY_HELD,
        Kind.AUTHORITY_ENDED,
        Kind.CRISIS,
        Kind.CRISIS_ENDED,
        Kind.HELP_ENDS_SOON,
        Kind.HELP_ENDED,
        Kind.WORRY,
        Kind.PAGE_NEWS,
        Kind.PLAN_DECIDED,
        Kind.LIMIT,
        Kind.CHALLENGE,
        Kind.MONEY_SHARED,
        Kind.WORSE,
    }


@pytest.mark.parametrize(
    ("kind", "role", "now"),
    [
        (Kind.WORRY, Role.COORDINATOR, True),
        (Kind.WORRY, Role.VOLUNTEER, True),
        (Kind.CRISIS, Role.SOCIAL_WORKER, True),
        (Kind.CRISIS, Role.PERSON, False),
        (Kind.HELP_ENDED, Role.COORDINATOR, False),
    ],
)
def test_who_looks_after_somebodys_safety_is_told_at_night_too(kind: Kind, role: Role, now: bool) -> None:
    quiet = NoticeSettings(quiet_from=TEN, quiet_until=SEVEN)
    way = way_of(kind, chosen=quiet, role=role, at=on(11, 20, 23))
    assert way.now is now
    assert (way.held_until is None) is now
