"""Hours become wages, once; two at once lose nothing; and what must be kept back is in the diary."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from content.rules.models import EmployerRates
from content.rules.rates import tax_year_of
from content.rules.seeding import seed_employer_rates
from planning.diary.enums import Direction, Source
from planning.diary.places import held_back
from planning.diary.services import Stale, WrittenAlready, close_diary, take_out_entry
from planning.timesheets.enums import ForOthers
from planning.timesheets.lookup import monday_of
from planning.timesheets.models import Assistant, Week, WeekDeed
from planning.timesheets.reading import Employing
from planning.timesheets.services import WeekValues, change_assistant, pay_tax, pay_week, take_back_payment, write_week
from planning.timesheets.services.assistants import AssistantValues, values_of
from portal.access.decisions import Denied
from portal.accounts.models import User
from tests.factories.diary import make_diary
from tests.factories.money import let_see_money
from tests.factories.timesheets import hire, work
from tests.personas import Cast, everybody

BrowserOf = Callable[[User], Client]


@pytest.fixture(autouse=True)
def _rates(db: None) -> None:
    """The figures that the portal comes with, as those of the year in which the tests run."""
    seed_employer_rates()
    # Last week may lie in the tax year before; where a year has no figures, those of the year before count.
    EmployerRates.objects.update(starts_on=tax_year_of(timezone.localdate() - timedelta(days=60)))


def today() -> date:
    return timezone.localdate()


def pay(week: Week, amount: str = "78.00", *, seen: int | None = None, by: User | None = None) -> Week:
    by = by or week.assistant.diary.person
    return pay_week(
        week=week,
        amount=Decimal(amount),
        on=today(),
        seen=week.number if seen is None else seen,
        by=by,
        at=timezone.now(),
    )


def kept(assistant: Assistant) -> dict[str, Decimal]:
    return {each.what_for: each.amount for each in held_back(assistant.diary, timezone.now())}


def test_hours_become_wages_once_they_are_paid(cast: Cast) -> None:
    ana = hire(make_diary(cast.maureen, begins_on=today() - timedelta(days=60)))
    week = work(ana, "2", "0", "2", "0", "2")
    assert ana.diary.entries.count() == 0
    assert kept(ana)["wages that are not paid yet"] == Decimal("78.00")
    pay(week)
    pay(week)
    entry = ana.diary.entries.get()
    assert (entry.direction, entry.amount, entry.day, entry.source) == (
        Direction.OUT,
        Decimal("78.00"),
        today(),
        Source.TIMESHEET,
    )
    assert entry.what_for.startswith("Wages for Ana, week of ")
    assert "wages that are not paid yet" not in kept(ana)
    with pytest.raises(Denied, match="meanwhile"):
        pay(week, "80.00")
    with pytest.raises(Denied, match="are paid"):
        work(ana, "9", seen=2)
    assert ana.diary.entries.count() == 1


def test_a_payment_is_taken_back_and_made_again(cast: Cast) -> None:
    ana = hire(make_diary(cast.maureen, begins_on=today() - timedelta(days=60)))
    week = pay(work(ana, "2"), "26.00")
    week = take_back_payment(week=week, payment=1, by=cast.maureen, at=timezone.now())
    assert ana.diary.entries.kept().count() == 0
    week = work(ana, "3", seen=week.number)
    week = pay(week, "39.00")
    with pytest.raises(Denied, match="paid again since"):
        take_back_payment(week=week, payment=1, by=cast.maureen, at=timezone.now())
    assert [entry.amount for entry in ana.diary.entries.kept()] == [Decimal("39.00")]
    assert [deed.did for deed in WeekDeed.objects.order_by("number")] == ["wrote", "paid", "unpaid", "changed", "paid"]
    # Wages that somebody took out in the diary itself are owed again.
    take_out_entry(entry=ana.diary.entries.kept().get(), seen=1, by=cast.maureen, at=timezone.now())
    assert kept(ana)["wages that are not paid yet"] == Decimal("39.00")
    pay(Week.objects.select_related("assistant__diary__person").get(), "39.00")
    assert ana.diary.entries.kept().count() == 1


@pytest.mark.as_owner
def test_two_windows_lose_no_hours(cast: Cast) -> None:
    ana = hire(make_diary(cast.maureen, begins_on=today() - timedelta(days=60)))
    let_see_money(cast.beth_in_circle, manage=True)
    first = work(ana, "2")
    assert work(ana, "2").pk == first.pk, "the same hours from an older page are the same hours"
    with pytest.raises(Stale):
        work(ana, "4", by=cast.beth)
    work(ana, "4", seen=first.number, by=cast.beth)
    with pytest.raises(Stale):
        pay(first, "26.00", seen=first.number)
    before = WeekDeed.objects.get(number=2).before
    assert before and before["monday"] == "2.00"
    with pytest.raises(Exception, match="Cannot"):
        WeekDeed.objects.all().delete()


def test_a_form_sent_twice_hires_once(cast: Cast) -> None:
    diary, key = make_diary(cast.maureen, begins_on=today() - timedelta(days=60)), uuid4()
    assert hire(diary, key=key).pk == hire(diary, key=key).pk
    assert Assistant.objects.count() == 1


def test_other_words_from_the_same_form_are_not_lost(cast: Cast, browser_of: BrowserOf) -> None:
    diary, key = make_diary(cast.maureen, begins_on=today() - timedelta(days=60)), uuid4()
    day = {"began_on_0": today().day, "began_on_1": today().month, "began_on_2": today().year}
    said = {"name": "Ana", "hourly": "13.00", "only_mine": "unsure", "key": key, "seen": 0, **day}
    client, there = browser_of(cast.maureen), reverse("pa_add", args=[diary.uuid])
    for _ in range(2):
        assert client.post(there, said).status_code == 302
    page = client.post(there, {**said, "name": "Bea"})
    assert "This page added “Ana” before" in page.content.decode()
    client.post(there, {**said, "name": "Bea", "key": page.context["form"]["key"].value()})
    assert set(Assistant.objects.values_list("name", flat=True)) == {"Ana", "Bea"}


def test_tax_from_the_same_form_up_to_another_day_is_not_lost(cast: Cast) -> None:
    diary = make_diary(cast.maureen, begins_on=today() - timedelta(days=60))
    facts = {"diary": diary, "amount": Decimal("9.00"), "on": today(), "by": cast.maureen, "key": uuid4()}
    first = pay_tax(up_to=today() - timedelta(days=7), at=timezone.now(), **facts)
    assert pay_tax(up_to=today() - timedelta(days=7), at=timezone.now(), **facts) == first
    with pytest.raises(WrittenAlready):
        pay_tax(up_to=today(), at=timezone.now(), **facts)
    assert diary.entries.count() == 1


def test_another_pay_counts_from_its_day_on(cast: Cast) -> None:
    ana = hire(make_diary(cast.maureen, begins_on=today() - timedelta(days=60)))
    last = monday_of(today()) - timedelta(days=7)
    work(ana, "2", begins=last - timedelta(days=7))
    work(ana, "2", begins=last)
    now = values_of(ana, Decimal("14.00"), last)
    change_assistant(assistant=ana, values=now, seen=1, by=cast.maureen, at=timezone.now())
    assert kept(ana)["wages that are not paid yet"] == Decimal("54.00"), "2 × 13 and 2 × 14"
    with pytest.raises(Stale):
        other = AssistantValues(**{**now.__dict__, "name": "Anna"})
        change_assistant(assistant=ana, values=other, seen=1, by=cast.maureen, at=timezone.now())


def test_tax_that_was_taken_off_is_kept_back_until_it_is_paid(cast: Cast) -> None:
    diary = make_diary(cast.maureen, begins_on=today() - timedelta(days=60))
    ana = hire(diary, hourly="20.00", only_mine=ForOthers.OTHERS_TOO)
    week = work(ana, "4", "4", "4", "4", "4")
    pay(week, "355.69")
    # £400: 44.31 taken off; 15% of 400 − 96.15… is 45.58; pension 3% of 280 is 8.40. By hand in test_sums.
    assert kept(ana)["tax and National Insurance"] == Decimal("89.89")
    assert kept(ana)["pension"] == Decimal("8.40")
    key = uuid4()
    for _ in range(2):
        pay_tax(
            diary=diary,
            up_to=week.last_day,
            amount=Decimal("98.29"),
            on=today(),
            by=cast.maureen,
            at=timezone.now(),
            key=key,
        )
    assert diary.entries.filter(amount=Decimal("98.29")).count() == 1
    assert "tax and National Insurance" not in kept(ana) and "pension" not in kept(ana)


def test_the_employment_allowance_takes_the_employers_share(cast: Cast) -> None:
    ana = hire(make_diary(cast.maureen, begins_on=today() - timedelta(days=60)), hourly="20.00", only_mine="yes")
    pay(work(ana, "4", "4", "4", "4", "4"), "400.00")
    assert "tax and National Insurance" not in kept(ana)
    hire(ana.diary, "Leo", only_mine="unsure")
    assert kept(ana)["tax and National Insurance"] == Decimal("45.58")


def test_tax_that_was_not_paid_after_all_is_kept_back_again(cast: Cast) -> None:
    ana = hire(make_diary(cast.maureen, begins_on=today() - timedelta(days=60)), hourly="20.00")
    week = pay(work(ana, "4", "4", "4", "4", "4"), "355.69")
    facts = {"by": cast.maureen, "at": timezone.now()}
    paid = pay_tax(diary=ana.diary, up_to=week.last_day, amount=Decimal("98.29"), on=today(), key=uuid4(), **facts)
    assert "pension" not in kept(ana)
    take_out_entry(entry=paid.entry, seen=paid.entry.number, **facts)
    assert kept(ana)["tax and National Insurance"] == Decimal("89.89")
    assert kept(ana)["pension"] == Decimal("8.40")


def test_an_allowance_that_is_used_up_is_not_taken_off_again(cast: Cast) -> None:
    EmployerRates.objects.update(employment_allowance=50)
    last = monday_of(today()) - timedelta(days=7)
    if tax_year_of(last - timedelta(days=1)) != tax_year_of(last + timedelta(days=6)):
        last -= timedelta(days=7)
    ana = hire(make_diary(cast.maureen, begins_on=today() - timedelta(days=60)), hourly="20.00", only_mine="yes")
    for begins in (last - timedelta(days=7), last):
        pay(work(ana, "4", "4", "4", "4", "4", begins=begins), "400.00")
    # 45.58 for each week; of both together 50.00 are free.
    assert kept(ana)["tax and National Insurance"] == Decimal("41.16")
    facts = {"amount": Decimal("8.40"), "on": today(), "by": cast.maureen, "at": timezone.now(), "key": uuid4()}
    pay_tax(diary=ana.diary, up_to=last - timedelta(days=1), **facts)
    assert kept(ana)["tax and National Insurance"] == Decimal("41.16"), "of the first week nothing was due"


@pytest.mark.parametrize(("age", "due"), [(21, False), (22, True), (65, True), (67, False)])
def test_a_pension_is_kept_back_from_22_to_state_pension_age(cast: Cast, age: int, due: bool) -> None:
    EmployerRates.objects.update(pension_from_age=22, state_pension_age=66)
    born = today().replace(year=today().year - age, day=1) - timedelta(days=60)
    ana = hire(make_diary(cast.maureen, begins_on=today() - timedelta(days=60)), hourly="20.00", born_on=born)
    pay(work(ana, "4", "4", "4", "4", "4"), "400.00")
    assert ("pension" in kept(ana)) is due


@pytest.mark.parametrize(("age", "lowest"), [(17, "8.00"), (18, "10.85"), (20, "10.85"), (21, "12.71")])
def test_the_lowest_pay_by_law_is_that_of_their_age(cast: Cast, age: int, lowest: str) -> None:
    born = today().replace(year=today().year - age, day=1)
    diary, at = make_diary(cast.maureen, begins_on=today() - timedelta(days=60)), timezone.now()
    penny = Decimal("0.01")
    hire(diary, hourly=str(Decimal(lowest) - penny), born_on=born)
    assert f"lowest pay by law, which is £{lowest}" in Employing(diary, at).all[0].warning(today())
    enough = hire(diary, "Leo", hourly=lowest, born_on=born)
    found = next(each for each in Employing(diary, at).all if each.assistant == enough)
    assert found.warning(today()) == ""


def test_holiday_and_redundancy_are_kept_back(cast: Cast) -> None:
    began = today() - timedelta(days=3 * 366 + 60)
    ana = hire(make_diary(cast.maureen, begins_on=began))
    pay(work(ana, "6"))
    # 6 hours × 5.6 ÷ 46.4 = 0.72 hours × 13.00; three years × one week of £78.
    assert kept(ana)["holiday pay for Ana"] == Decimal("9.36")
    assert kept(ana)["redundancy pay for Ana"] == Decimal("234.00")


def test_weeks_that_cannot_be_are_refused(cast: Cast) -> None:
    ana = hire(make_diary(cast.maureen, begins_on=today() - timedelta(days=60)))
    monday = monday_of(today())
    for begins in (monday + timedelta(days=7), monday - timedelta(days=70), monday - timedelta(days=4000)):
        with pytest.raises(Denied):
            work(ana, "1", begins=begins)
    with pytest.raises(Denied):
        work(ana, "25")
    close_diary(diary=ana.diary, by=cast.maureen, at=timezone.now())
    with pytest.raises(Denied):
        work(ana, "1")


def test_no_hours_after_the_last_day_but_what_is_there_can_be_put_right(cast: Cast) -> None:
    ana = hire(make_diary(cast.maureen, begins_on=today() - timedelta(days=60)))
    written = work(ana, "2")
    ana.ended_on = written.begins - timedelta(days=8)
    ana.save()
    with pytest.raises(Denied, match="had left by that week"):
        work(ana, "2", begins=written.begins - timedelta(days=7))
    assert work(ana, "0", seen=1).hours.total == 0
    ana.ended_on = written.begins - timedelta(days=7)
    ana.save()
    assert work(ana, "1", begins=written.begins - timedelta(days=7)).hours.total == 1


def test_hours_typed_while_somebody_paid_them_are_kept(cast: Cast, browser_of: BrowserOf) -> None:
    ana = hire(make_diary(cast.maureen, begins_on=today() - timedelta(days=60)))
    week = work(ana, "2")
    let_see_money(cast.beth_in_circle, manage=True)
    pay(week, by=cast.beth)
    maureen, there = browser_of(cast.maureen), week.get_absolute_url()
    page = maureen.post(there, {"go": "keep", "monday": "7.25", "seen": "1"})
    assert 'value="7.25"' in page.content.decode()
    again = reverse("pa_week_not_paid", args=[ana.uuid, week.begins.isoformat()])
    assert "paid again since" in maureen.post(again, {"payment": "0"}, follow=True).content.decode()
    maureen.post(again, {"payment": "1"})
    page = maureen.get(there)
    assert 'value="7.25"' in page.content.decode()
    assert "Holiday counts for the year that began on" in page.content.decode()
    assert Week.objects.get().hours.total == 2


def test_only_who_looks_after_the_money_reads_and_writes(cast: Cast, browser_of: BrowserOf) -> None:
    ana = hire(make_diary(cast.maureen, begins_on=today() - timedelta(days=60)), "CANARY")
    week = work(ana, "2")
    let_see_money(cast.beth_in_circle)
    pages = [reverse("pas", args=[ana.diary.uuid]), ana.get_absolute_url(), week.get_absolute_url()]
    for user in everybody(cast).values():
        mine, sees = user.pk == cast.maureen.pk, user.pk in {cast.maureen.pk, cast.beth.pk}
        for page in pages:
            response = browser_of(user).get(page)
            assert (response.status_code == 200) is sees
            assert (b"CANARY" in response.content) is sees
        if not mine:
            with pytest.raises(Denied):
                write_week(
                    assistant=ana, begins=week.begins, values=week_values("3"), seen=1, by=user, at=timezone.now()
                )
            with pytest.raises(Denied):
                pay(week, by=user)
    assert browser_of(cast.beth).post(pages[2], {"monday": "3", "seen": "1", "go": "keep"}).status_code == 403


def week_values(monday: str) -> WeekValues:
    return WeekValues((Decimal(monday), *[Decimal(0)] * 6))


def test_the_pages_go_from_hours_to_wages(cast: Cast, browser_of: BrowserOf) -> None:
    diary = make_diary(cast.maureen, begins_on=today() - timedelta(days=60))
    browser = browser_of(cast.maureen)
    began = {
        f"began_on_{n}": str(part)
        for n, part in enumerate((diary.begins_on.day, diary.begins_on.month, diary.begins_on.year))
    }
    said = {"name": "Ana", "hourly": "£11", "only_mine": "unsure", "key": str(uuid4()), "seen": "0", **began}
    page = browser.post(reverse("pa_add", args=[diary.uuid]), said, follow=True).content.decode()
    assert "less than the lowest pay by law, which is £12.71" in page
    ana = Assistant.objects.get()
    monday = monday_of(today()) - timedelta(days=7)
    url = reverse("pa_week", args=[ana.uuid, monday.isoformat()])
    page = browser.post(url, {"monday": "two", "tuesday": "2:30", "seen": "0", "go": "keep"}).content.decode()
    assert "Write hours as a number" in page and 'value="2:30"' in page
    page = browser.post(
        url, {"tuesday": "2:30", "friday": "1,5", "seen": "0", "go": "keep"}, follow=True
    ).content.decode()
    assert "£44.00" in page and "4 hours" in page
    this_week = reverse("pa_week", args=[ana.uuid, monday_of(today()).isoformat()])
    assert "The same as the week of" in browser.get(this_week).content.decode()
    browser.post(this_week, {"seen": "0", "go": "same"})
    assert Week.objects.get(begins=monday_of(today())).friday == Decimal("1.50")
    form = browser.get(f"{url}paid/").context["form"]
    assert form["amount"].value() == Decimal("44.00")
    on = {f"on_{n}": str(part) for n, part in enumerate((today().day, today().month, today().year))}
    browser.post(f"{url}paid/", {"amount": "44", "seen": "1", **on})
    assert diary.entries.get().amount == Decimal("44.00")
    browser.post(f"{url}not-paid/", {"payment": "1"})
    assert diary.entries.kept().count() == 0
    assert browser.get(reverse("pa_week", args=[ana.uuid, "2026-11-24"])).status_code == 404
    assert browser.get(reverse("pa_week", args=[ana.uuid, "x"])).status_code == 404


def test_pages_cost_as_much_with_many_weeks_as_with_one(cast: Cast, browser_of: BrowserOf) -> None:
    diary = make_diary(cast.maureen, begins_on=today() - timedelta(days=400))
    ana = hire(diary)
    work(ana, "2")
    # Also a week of the tax year before: its figures are asked for once.
    work(ana, "2", begins=monday_of(today()) - timedelta(days=7 * 40))
    browser = browser_of(cast.maureen)

    def queries(url: str) -> int:
        with CaptureQueriesContext(connection) as asked:
            assert browser.get(url).status_code == 200
        return len(asked)

    pages = [ana.get_absolute_url(), reverse("pas", args=[diary.uuid]), diary.get_absolute_url()]
    for page in pages:
        queries(page)
    before = [queries(page) for page in pages]
    for back in range(2, 40):
        work(ana, "2", begins=monday_of(today()) - timedelta(days=7 * back))
    assert [queries(page) for page in pages] == before


def test_half_a_penny_of_holiday_is_rounded_up(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    ana = hire(make_diary(cast.maureen, begins_on=today() - timedelta(days=60)), hourly="13.01")
    work(ana, "2")
    monkeypatch.setattr("planning.timesheets.reading.holiday_left", lambda *_: Decimal("0.50"))
    assert kept(ana)["holiday pay for Ana"] == Decimal("6.51")


@pytest.mark.parametrize(
    ("sent", "box"),
    [({"amount": "0"}, "amount"), ({"on_2": "2999"}, "on"), ({"on_2": "2026", "on_0": "1", "on_1": "1"}, "on")],
)
def test_what_was_paid_is_refused_in_our_words_beside_its_box(
    cast: Cast, browser_of: BrowserOf, sent: dict[str, str], box: str
) -> None:
    ana = hire(make_diary(cast.maureen, begins_on=today() - timedelta(days=60)))
    week = work(ana, "2")
    day = {"on_0": str(today().day), "on_1": str(today().month), "on_2": str(today().year)}
    address = reverse("pa_week_paid", args=[ana.uuid, week.begins.isoformat()])
    page = browser_of(cast.maureen).post(address, {"amount": "26", "seen": week.number, **day, **sent})
    assert list(page.context["form"].errors) == [box]
    assert "Ensure this value" not in page.content.decode()


def test_more_hours_than_a_week_has_are_said_to_be_too_many(cast: Cast, browser_of: BrowserOf) -> None:
    ana = hire(make_diary(cast.maureen, begins_on=today() - timedelta(days=60)))
    address = reverse("pa_week", args=[ana.uuid, monday_of(today()).isoformat()])
    page = browser_of(cast.maureen).post(address, {"holiday": "200", "seen": "0", "go": "keep"})
    assert page.context["form"].errors["holiday"] == ["A week has 168 hours. Check this number."]


def test_wages_of_much_more_than_the_hours_are_asked_about_once(cast: Cast, browser_of: BrowserOf) -> None:
    ana = hire(make_diary(cast.maureen, begins_on=today() - timedelta(days=60)))
    week, browser = work(ana, "2"), browser_of(cast.maureen)
    address = reverse("pa_week_paid", args=[ana.uuid, week.begins.isoformat()])
    day = {"on_0": str(today().day), "on_1": str(today().month), "on_2": str(today().year)}
    page = browser.post(address, {"amount": "£9,999", "seen": week.number, **day})
    assert "much more than the £26.00 that the hours come to" in page.content.decode()
    assert 'value="£9,999"' in page.content.decode() and not ana.diary.entries.exists()
    sure = page.context["form"]["sure"].value()
    page = browser.post(address, {"amount": "£8,888", "seen": week.number, "sure": sure, **day})
    assert "much more than" in page.content.decode(), "another sum is another question"
    browser.post(address, {"amount": "£9,999", "seen": week.number, "sure": sure, **day})
    assert ana.diary.entries.get().amount == Decimal("9999.00")


def test_twice_the_pay_is_not_asked_about(cast: Cast, browser_of: BrowserOf) -> None:
    ana = hire(make_diary(cast.maureen, begins_on=today() - timedelta(days=60)))
    week = work(ana, "2")
    address = reverse("pa_week_paid", args=[ana.uuid, week.begins.isoformat()])
    day = {"on_0": str(today().day), "on_1": str(today().month), "on_2": str(today().year)}
    browser_of(cast.maureen).post(address, {"amount": "52.00", "seen": week.number, **day})
    assert ana.diary.entries.get().amount == Decimal("52.00")
