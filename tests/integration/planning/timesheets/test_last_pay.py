"""What is due to a PA whose work has ended stays kept back until somebody says that it is paid."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from content.rules.models import EmployerRates
from content.rules.rates import tax_year_of
from content.rules.seeding import seed_employer_rates
from planning.diary.enums import Source
from planning.diary.places import held_back
from planning.diary.services import WrittenAlready, take_out_entry
from planning.timesheets.models import Assistant, LastPay
from planning.timesheets.services import pay_last, pay_week
from planning.timesheets.sums import years_before
from portal.access.decisions import Denied
from portal.accounts.models import User
from tests.factories.diary import make_diary
from tests.factories.money import let_see_money
from tests.factories.timesheets import hire, work
from tests.personas import Cast

BrowserOf = Callable[[User], Client]
HOLIDAY, REDUNDANCY = "holiday pay for Ana", "redundancy pay for Ana"


@pytest.fixture
def ana(cast: Cast) -> Assistant:
    """Three years with Maureen, one week of six hours; her last day was the day before yesterday."""
    seed_employer_rates()
    today = timezone.localdate()
    EmployerRates.objects.update(starts_on=tax_year_of(today - timedelta(days=60)))
    ana = hire(make_diary(cast.maureen, begins_on=today - timedelta(days=3 * 366 + 60)))
    week = work(ana, "6")
    pay_week(week=week, amount=Decimal(78), on=today, seen=1, by=cast.maureen, at=timezone.now())
    ana.ended_on = today - timedelta(days=2)
    ana.save()
    return ana


def kept(ana: Assistant) -> dict[str, Decimal]:
    return {each.what_for: each.amount for each in held_back(ana.diary, timezone.now())}


def paid(ana: Assistant, amount: str, *, key: UUID | None = None, by: User | None = None) -> LastPay:
    facts: dict[str, Any] = {"on": timezone.localdate(), "at": timezone.now(), "key": key or uuid4()}
    return pay_last(assistant=ana, amount=Decimal(amount), by=by or ana.diary.person, **facts)


def test_what_was_due_at_the_end_stays_kept_back_until_it_is_paid(ana: Assistant) -> None:
    assert (kept(ana)[HOLIDAY], kept(ana)[REDUNDANCY]) == (Decimal("9.36"), Decimal("234.00"))
    key = uuid4()
    assert paid(ana, "243.36", key=key) == paid(ana, "243.36", key=key)
    entry = ana.diary.entries.get(what_for="Last pay for Ana")
    assert (entry.amount, entry.source) == (Decimal("243.36"), Source.TIMESHEET)
    assert HOLIDAY not in kept(ana) and REDUNDANCY not in kept(ana)
    take_out_entry(entry=entry, seen=entry.number, by=ana.diary.person, at=timezone.now())
    assert kept(ana)[HOLIDAY] == Decimal("9.36")


def test_what_was_due_does_not_grow_after_the_last_day(ana: Assistant) -> None:
    ana.began_on = years_before(timezone.localdate(), 3)
    ana.save()
    assert kept(ana)[REDUNDANCY] == Decimal("156.00"), "the third year was not whole yet"


def test_nothing_was_due_counts_for_this_end_of_the_work_alone(ana: Assistant) -> None:
    paid(ana, "0")
    assert HOLIDAY not in kept(ana) and REDUNDANCY not in kept(ana)
    assert not ana.diary.entries.filter(what_for="Last pay for Ana").exists()
    ana.ended_on = None
    ana.save()
    assert HOLIDAY in kept(ana), "she came back"
    ana.ended_on = timezone.localdate() - timedelta(days=1)
    ana.save()
    assert HOLIDAY in kept(ana), "and left again"


def test_another_sum_from_the_same_form_is_not_lost(ana: Assistant) -> None:
    key = uuid4()
    paid(ana, "0", key=key)
    with pytest.raises(WrittenAlready):
        paid(ana, "9.36", key=key)
    other = uuid4()
    paid(ana, "9.36", key=other)
    for amount in ("0", "10.00"):
        with pytest.raises(WrittenAlready):
            paid(ana, amount, key=other)


def test_whoever_still_works_has_no_last_pay(ana: Assistant, cast: Cast, browser_of: BrowserOf) -> None:
    ana.ended_on = timezone.localdate() + timedelta(days=1)
    ana.save()
    with pytest.raises(Denied, match="Write down the last day of Ana first"):
        paid(ana, "9.36")
    assert browser_of(cast.maureen).get(reverse("pa_last_pay", args=[ana.uuid])).status_code == 403
    assert "has left" not in browser_of(cast.maureen).get(reverse("pas", args=[ana.diary.uuid])).content.decode()


def test_only_who_looks_after_the_money_says_so(ana: Assistant, cast: Cast) -> None:
    let_see_money(cast.beth_in_circle)
    for user in (cast.beth, cast.sunita, cast.ruth):
        with pytest.raises(Denied):
            paid(ana, "9.36", by=user)


def test_the_page_of_who_has_left_leads_to_the_last_pay(ana: Assistant, cast: Cast, browser_of: BrowserOf) -> None:
    browser, there = browser_of(cast.maureen), reverse("pa_last_pay", args=[ana.uuid])
    page = browser.get(ana.get_absolute_url()).content.decode()
    assert "What may be due to Ana" in page and there in page
    assert "Nothing is due if they chose to leave." in page
    today = timezone.localdate()
    day = {"on_0": today.day, "on_1": today.month, "on_2": today.year}
    said = {"amount": "lots", "key": uuid4(), **day}
    assert 'value="lots"' in browser.post(there, said).content.decode()
    page = browser.post(there, {**said, "amount": "243.36"}, follow=True).content.decode()
    assert "£243.36 for Ana is in the diary now" in page and "wrote down the last pay of" in page
    assert there not in page and "What may be due" not in page
    page = browser.post(there, {**said, "amount": "0"}).content.decode()
    assert "£243.36 for Last pay for Ana" in page, "the same form said something else before"
