"""Two people in the diary in the very same moment: nothing is lost, and nothing counts twice."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from functools import partial
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from planning.diary.models import Deed, Entry, MoneyDiary
from planning.diary.reading import DiaryReading
from planning.diary.services import add_entry, change_entry, take_out_entry
from planning.statements.services import add_lines
from planning.timesheets.models import Assistant, Week
from planning.timesheets.services import WeekValues, pay_week, write_week
from portal.accounts.models import User
from tests.at_once import STALE, at_once
from tests.factories.diary import make_diary, says, write
from tests.factories.money import let_see_money
from tests.factories.statements import bring_lines
from tests.factories.timesheets import hire, work
from tests.personas import Cast, make_cast

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 5


@pytest.fixture
def two() -> tuple[User, User]:
    """Maureen, and Beth, who manages the money with her."""
    cast: Cast = make_cast()
    let_see_money(cast.beth_in_circle, manage=True)
    return cast.maureen, cast.beth


def balance(diary: MoneyDiary) -> Decimal:
    return DiaryReading(diary, diary.person, timezone.now()).balance


def test_of_two_who_change_an_entry_one_does_and_the_other_is_told(two: tuple[User, User]) -> None:
    diary = make_diary(two[0])
    for _ in range(ROUNDS):
        entry = write(diary, "1.00", "Bus")
        facts: dict[str, Any] = {"entry": entry, "seen": entry.number, "at": timezone.now()}
        became = at_once(
            partial(change_entry, values=says("2.00", "Bus there"), by=two[0], **facts),
            partial(change_entry, values=says("3.00", "Bus back"), by=two[1], **facts),
            partial(take_out_entry, by=two[1], **facts),
        )
        assert sorted(became) == ["done", STALE, STALE]
        assert Entry.objects.get(pk=entry.pk).number == Deed.objects.filter(entry=entry).count() == 2


def edits(entries: list[Entry], by: User) -> list[Callable[[], object]]:
    """What one of the two does to three entries as they were at first, and one more."""
    at, amount = timezone.now(), f"2.{by.pk % 90 + 10}"
    seen: dict[str, Any] = {"seen": 1, "by": by, "at": at}
    return [
        partial(change_entry, entry=entries[0], values=says(amount, "Shop"), **seen),
        partial(take_out_entry, entry=entries[1], **seen),
        partial(change_entry, entry=entries[2], values=says(amount, "Wage", money_in=True), **seen),
        partial(add_entry, diary=entries[0].diary, values=says(amount, "New"), by=by, at=at),
    ]


def test_the_balance_is_that_of_the_entries_after_any_edits_at_once(two: tuple[User, User]) -> None:
    diary = make_diary(two[0])
    for turn in range(ROUNDS):
        entries, at, key = [write(diary, "5.00", f"{turn}-{each}") for each in range(3)], timezone.now(), uuid4()
        # A form that is sent twice adds once, also where both arrive together.
        again = partial(add_entry, diary=diary, values=says("0.07", "Once"), by=two[0], at=at, key=key)
        became = at_once(*edits(entries, two[0]), *edits(entries, two[1]), again, again)
        assert set(became) <= {"done", STALE}
        kept = diary.entries.kept()
        assert balance(diary) == Decimal("100.00") + sum(each.values.signed for each in kept)
        assert kept.filter(made_from=key).count() == 1
        assert kept.filter(what_for="New").count() == 2 * (turn + 1)
        for entry in Entry.objects.filter(diary=diary):
            numbers = list(entry.deeds.order_by("number").values_list("number", flat=True))
            assert numbers == list(range(1, entry.number + 1)), "every step of each entry is kept"


def test_lines_confirmed_by_two_at_once_are_in_the_diary_once(two: tuple[User, User]) -> None:
    diary = make_diary(two[0])
    for turn in range(ROUNDS):
        day = f"{turn + 14}/04/2026"
        lines = [(day, f"SHOP {turn}-{each}", f"-{each + 1}.00") for each in range(4)]
        # The same payments in two files, and both pressed by both.
        first, second = bring_lines(diary, lines), bring_lines(diary, [*lines, (day, f"CAFE {turn}", "-9.00")])
        before, at = balance(diary), timezone.now()
        became = at_once(
            *(partial(add_lines, statement=each, lines=None, by=by, at=at) for each in (first, second) for by in two)
        )
        assert set(became) == {"done"}
        assert diary.entries.filter(what_for__startswith=f"SHOP {turn}-").count() == 4
        assert before - balance(diary) == Decimal("19.00")


def hired(person: User) -> Assistant:
    return hire(make_diary(person, begins_on=timezone.localdate() - timedelta(days=60)))


def test_hours_written_by_two_at_once_are_those_of_one_and_the_other_is_told(two: tuple[User, User]) -> None:
    ana = hired(two[0])
    monday = work(ana, "1").begins
    for seen in range(1, ROUNDS):
        became = at_once(
            *(
                partial(
                    write_week,
                    assistant=Assistant.objects.get(pk=ana.pk),
                    begins=monday,
                    values=WeekValues((Decimal(seen), Decimal(place), *[Decimal(0)] * 5)),
                    seen=seen,
                    by=by,
                    at=timezone.now(),
                )
                for place, by in enumerate(two, 2)
            )
        )
        assert sorted(became) == ["done", STALE]
        week = Week.objects.get(assistant=ana)
        assert week.number == week.deeds.count() == seen + 1


def test_wages_that_two_pay_at_once_are_paid_once(two: tuple[User, User]) -> None:
    ana = hired(two[0])
    for back in range(1, ROUNDS):
        week = work(ana, "2", begins=work_week(back))
        facts: dict[str, Any] = {"week": week, "on": timezone.localdate(), "seen": week.number, "at": timezone.now()}
        became = at_once(
            partial(pay_week, amount=Decimal("26.00"), by=two[0], **facts),
            partial(pay_week, amount=Decimal("26.00"), by=two[0], **facts),
            partial(pay_week, amount=Decimal("20.00"), by=two[1], **facts),
        )
        said = [words for words in became if words != "done"]
        assert 1 <= len(said) <= 2 and all("meanwhile" in words for words in said)
        assert ana.diary.entries.kept().count() == back


def work_week(back: int) -> Any:
    today = timezone.localdate()
    return today - timedelta(days=today.weekday() + 7 * back)
