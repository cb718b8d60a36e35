"""What comes again: each time once, whatever happens to the chore."""

import threading
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import connections
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from planning.diary.enums import Every, Source
from planning.diary.models import Deed, MoneyDiary, Repeating
from planning.diary.services import (
    Stale,
    change_repeating,
    close_diary,
    open_diary_again,
    repeat,
    stop_repeating,
    take_out_entry,
    write_down_what_is_due,
)
from planning.diary.services.repeating import RepeatingValues
from portal.access.decisions import Denied
from portal.accounts.models import User
from tests.factories.diary import BEGAN, make_diary, says
from tests.factories.portal import UserFactory
from tests.personas import Cast

BrowserOf = Callable[[User], Client]


def on(day: date) -> datetime:
    return datetime.combine(day, time(12), timezone.get_current_timezone())


def weekly(first: date, *, until: date | None = None, amount: str = "10.00") -> RepeatingValues:
    return RepeatingValues(says(amount, "Wage", day=first), Every.WEEK, until)


def days(diary: MoneyDiary) -> list[date]:
    return list(diary.entries.kept().order_by("day").values_list("day", flat=True))


def test_each_day_is_written_down_once_also_after_a_gap(cast: Cast) -> None:
    diary = make_diary(cast.maureen, at=on(BEGAN))
    repeat(diary=diary, values=weekly(BEGAN), by=cast.maureen, at=on(BEGAN))
    assert days(diary) == [BEGAN]
    assert write_down_what_is_due(at=on(BEGAN + timedelta(days=6))) == 0
    later = on(BEGAN + timedelta(days=30))
    assert write_down_what_is_due(at=later) == 4
    assert write_down_what_is_due(at=later) == 0
    assert days(diary) == [BEGAN + timedelta(days=7 * n) for n in range(5)]
    assert set(diary.entries.values_list("source", "created_by")) == {(Source.RECURRING, cast.maureen.pk)}
    assert Deed.objects.filter(entry__diary=diary).count() == 5


def test_what_was_moved_or_taken_out_does_not_come_back(cast: Cast) -> None:
    diary = make_diary(cast.maureen, at=on(BEGAN))
    row = repeat(diary=diary, values=weekly(BEGAN), by=cast.maureen, at=on(BEGAN))
    take_out_entry(entry=diary.entries.get(), seen=1, by=cast.maureen, at=on(BEGAN))
    Repeating.objects.filter(pk=row.pk).update(next_on=BEGAN)
    write_down_what_is_due(at=on(BEGAN + timedelta(days=7)))
    assert days(diary) == [BEGAN + timedelta(days=7)]


def test_it_ends_on_its_last_day_and_when_it_is_stopped(cast: Cast) -> None:
    diary = make_diary(cast.maureen, at=on(BEGAN))
    late = on(BEGAN + timedelta(days=60))
    ends = repeat(diary=diary, values=weekly(BEGAN, until=BEGAN + timedelta(days=14)), by=cast.maureen, at=late)
    assert len(days(diary)) == 3
    ends.refresh_from_db()
    assert ends.next_on is None
    row = repeat(diary=diary, values=weekly(BEGAN + timedelta(days=56)), by=cast.maureen, at=late)
    assert list(diary.repeating.upcoming()) == [row]
    stop_repeating(repeating=row, by=cast.maureen, at=late)
    assert not diary.repeating.upcoming().exists(), "nobody keeps money back for it"
    assert write_down_what_is_due(at=late + timedelta(days=70)) == 0
    with pytest.raises(Denied):
        change_repeating(repeating=row, values=weekly(BEGAN), seen=2, by=cast.maureen, at=late)


def test_a_change_is_of_what_still_comes(cast: Cast) -> None:
    diary, at = make_diary(cast.maureen, at=on(BEGAN)), on(BEGAN + timedelta(days=8))
    row = repeat(diary=diary, values=weekly(BEGAN), by=cast.maureen, at=at)
    change_repeating(repeating=row, values=weekly(BEGAN, amount="12.00"), seen=1, by=cast.maureen, at=at)
    with pytest.raises(Stale):
        change_repeating(repeating=row, values=weekly(BEGAN, amount="15.00"), seen=1, by=cast.maureen, at=at)
    write_down_what_is_due(at=on(BEGAN + timedelta(days=14)))
    assert list(diary.entries.order_by("day").values_list("amount", flat=True)) == [
        Decimal("10.00"),
        Decimal("10.00"),
        Decimal("12.00"),
    ]


def test_one_form_sets_it_up_once(cast: Cast) -> None:
    diary, key, at = make_diary(cast.maureen, at=on(BEGAN)), uuid4(), on(BEGAN)
    rows = {repeat(diary=diary, values=weekly(BEGAN), by=cast.maureen, at=at, key=key).pk for _ in range(2)}
    assert len(rows) == 1
    assert len(days(diary)) == 1


def test_something_else_from_the_same_form_is_not_lost(cast: Cast, browser_of: BrowserOf) -> None:
    diary, maureen = make_diary(cast.maureen), browser_of(cast.maureen)
    there, first = reverse("diary_again_add", args=[diary.uuid]), timezone.localdate()
    said = {"direction": "out", "amount": "10", "what_for": "Bus pass", "every": "week", "key": str(uuid4())}
    said |= {"first_on_0": str(first.day), "first_on_1": str(first.month), "first_on_2": str(first.year)}
    for _ in range(2):
        assert maureen.post(there, said).status_code == 302
    page = maureen.post(there, {**said, "what_for": "Swimming"})
    assert "This page added “Bus pass” before" in page.content.decode()
    assert page.context["form"]["what_for"].value() == "Swimming"
    assert diary.repeating.count() == 1
    maureen.post(there, {**said, "what_for": "Swimming", "key": page.context["form"]["key"].value()})
    assert diary.repeating.count() == 2


def test_in_a_closed_diary_nothing_comes_and_nothing_is_missing_afterwards(cast: Cast) -> None:
    diary = make_diary(cast.maureen, at=on(BEGAN))
    repeat(diary=diary, values=weekly(BEGAN), by=cast.maureen, at=on(BEGAN))
    close_diary(diary=diary, by=cast.maureen, at=on(BEGAN))
    week = on(BEGAN + timedelta(days=7))
    assert write_down_what_is_due(at=week) == 0
    open_diary_again(diary=diary, by=cast.maureen, at=week)
    assert write_down_what_is_due(at=week) == 1


@pytest.mark.django_db(transaction=True)
def test_two_that_do_the_chore_at_once_write_it_down_once() -> None:
    person = UserFactory()
    diary = make_diary(person, at=on(BEGAN))
    repeat(diary=diary, values=weekly(BEGAN), by=person, at=on(BEGAN))
    begin, made = threading.Barrier(3), []

    def chore() -> None:
        begin.wait()
        try:
            made.append(write_down_what_is_due(at=on(BEGAN + timedelta(days=70))))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=chore) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(made) == 10
    assert len(days(diary)) == len(set(days(diary))) == 11
