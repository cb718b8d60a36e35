"""The clock of people in the database: what is read of it, who is told that it takes too long, the first payment."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from content.models import WaitingTimes
from planning.clock.enums import Milestone
from planning.clock.models import FirstPayment, StuckStage
from planning.clock.queries import milestones_of, those_who_wait, with_milestones
from planning.clock.reading import clock_of
from planning.clock.services import date_first_payment, tell_of_stuck
from planning.diary.services import take_out_entry
from planning.documents.models import Version
from planning.signing_off.enums import State
from planning.signing_off.models import SignOff
from portal.access.decisions import Denied
from portal.accounts.models import User
from portal.notifications.enums import Kind
from portal.notifications.models import Notice
from portal.relationships.models import Allocation, Cover
from tests.factories.assessments import assess
from tests.factories.clock import walk
from tests.factories.diary import make_diary, write
from tests.factories.money import let_see_money
from tests.factories.portal import UserFactory, allocate
from tests.personas import Cast

BrowserOf = Callable[[User], Client]
AT = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _for_years(cast: Cast) -> None:
    """Who works with whom began before all of this, whatever the day on which the tests run."""
    Allocation.objects.update(starts_at=AT - timedelta(days=1000))


def days_ago(days: int) -> date:
    return timezone.localdate(AT - timedelta(days=days))


def reached(person: User) -> dict[str, date]:
    found = milestones_of(with_milestones(User.objects.filter(pk=person.pk)).get())
    return {str(milestone): day for milestone, day in found.items() if day}


def told(user: User) -> list[str]:
    return list(Notice.objects.filter(user=user, kind=Kind.STUCK).values_list("path", flat=True))


def test_every_step_is_found_on_its_first_day(cast: Cast) -> None:
    steps = {"assessed": 40, "indicative": 39, "planning": 30, "sent": 20, "decided": 10, "paid": 3}
    walk(cast.maureen, cast.sunita, AT, **steps)
    walk(cast.amira, cast.hana, AT, assessed=5)
    assess(cast.maureen, cast.sunita, on=days_ago(35))
    assert reached(cast.maureen) == {name: days_ago(days) for name, days in steps.items()}
    assert reached(cast.amira) == {"assessed": days_ago(5)}


def test_an_assessment_after_the_first_payment_begins_a_new_round(cast: Cast) -> None:
    walk(cast.maureen, cast.sunita, AT, assessed=400, indicative=399, planning=390, sent=380, decided=370, paid=360)
    walk(cast.maureen, cast.sunita, AT, assessed=12, indicative=11)
    assert reached(cast.maureen) == {"assessed": days_ago(12), "indicative": days_ago(11)}
    assert clock_of(cast.maureen, at=AT, mine=True).waits


def test_what_was_sent_anew_waits_from_then_on(cast: Cast) -> None:
    walk(cast.maureen, cast.sunita, AT, assessed=40, indicative=39, planning=30, sent=20)
    walk(cast.maureen, cast.sunita, AT, planning=8, sent=2)
    [owed] = clock_of(cast.maureen, at=AT, mine=True).owed
    assert (owed.milestone, owed.since) == (Milestone.SENT, days_ago(2))


def test_many_are_read_in_as_many_queries_as_one(cast: Cast, browser_of: BrowserOf) -> None:
    morag, address = browser_of(cast.morag), reverse("team_clock")
    walk(cast.maureen, cast.sunita, AT, assessed=20)
    morag.get(address)
    with CaptureQueriesContext(connection) as one:
        morag.get(address)
    for number in range(5):
        person = UserFactory(known_as=f"Person {number}")
        allocate(person, cast.sunita)
        walk(person, cast.sunita, AT, assessed=20 + number)
    with CaptureQueriesContext(connection) as many:
        page = morag.get(address).content.decode()
    assert len(many) == len(one)
    assert page.index("Person 4") < page.index("Person 0"), "who has waited longest comes first"


def test_only_whoever_waits_for_the_council_waits(cast: Cast) -> None:
    walk(cast.maureen, cast.sunita, AT, assessed=20, indicative=19, planning=10)
    walk(cast.amira, cast.hana, AT, assessed=20, indicative=19, planning=10, sent=3)
    assert list(those_who_wait()) == [cast.amira]


def test_a_step_that_takes_too_long_tells_the_worker_once_and_then_the_manager(cast: Cast) -> None:
    Allocation.objects.update(starts_at=AT - timedelta(days=400))
    Cover.objects.update(starts_at=AT - timedelta(days=400), ends_at=AT + timedelta(days=400))
    # Assessed on Monday 2 November: five working days end on Monday 9, ten on Monday 16.
    walk(cast.maureen, cast.sunita, AT, assessed=21)
    assert days_ago(21) == date(2026, 11, 2)

    def on(day: int) -> None:
        for hour in (9, 15):
            tell_of_stuck(at=datetime(2026, 11, day, hour, tzinfo=UTC))

    on(9)
    assert told(cast.sunita) == []
    on(10)
    page = reverse("caseload_person", args=[cast.maureen.uuid])
    assert told(cast.sunita) == told(cast.ben) == [page] and told(cast.morag) == []
    on(16)
    assert told(cast.morag) == []
    on(17)
    on(18)
    assert told(cast.morag) == [reverse("team_clock")] and told(cast.sunita) == [page]
    assert StuckStage.objects.get().milestone == Milestone.ASSESSED
    assert told(cast.hana) == []


def test_where_nobody_is_there_the_managers_are_told_first(cast: Cast) -> None:
    alone = UserFactory(known_as="Iris")
    walk(alone, cast.sunita, AT, assessed=21)
    tell_of_stuck(at=AT)
    assert told(cast.morag) == [reverse("team_clock")] and told(cast.sunita) == []


def test_how_long_a_step_may_take_is_a_local_rule(cast: Cast) -> None:
    WaitingTimes.objects.create(first_figure_days=60)
    walk(cast.maureen, cast.sunita, AT, assessed=21)
    tell_of_stuck(at=AT)
    assert told(cast.sunita) == []


@pytest.mark.parametrize("state", State)
def test_while_it_is_the_persons_turn_no_decision_is_owed(cast: Cast, state: State) -> None:
    walk(cast.maureen, cast.sunita, AT, assessed=40, indicative=39, planning=30, sent=20)
    SignOff.objects.update_or_create(
        version=Version.objects.get(),
        defaults={"state": state, "since": AT, "weekly": 0, "once": 0, "counts": 0},
    )
    waits = state not in {State.QUESTIONED, State.REFUSED}
    assert those_who_wait().exists() is waits
    assert bool(clock_of(cast.maureen, at=AT, mine=True).owed) is waits


def test_planning_takes_as_long_as_it_takes(cast: Cast) -> None:
    walk(cast.maureen, cast.sunita, AT, assessed=300, indicative=299, planning=298)
    tell_of_stuck(at=AT)
    assert not StuckStage.objects.exists()


def test_the_first_payment_is_dated_by_the_worker_and_put_right(cast: Cast) -> None:
    walk(cast.maureen, cast.sunita, AT, assessed=40, indicative=39, planning=30, sent=20, decided=10)
    for ago in (4, 4, 3):
        date_first_payment(person=cast.maureen, paid_on=days_ago(ago), by=cast.sunita, at=AT)
    assert FirstPayment.objects.get().paid_on == days_ago(3)
    assert clock_of(cast.maureen, at=AT, mine=True).clock.done
    assert Notice.objects.filter(user=cast.maureen, kind=Kind.MONEY_NEWS).count() == 1


def test_the_first_money_in_the_diary_dates_it_until_the_worker_does(cast: Cast) -> None:
    walk(cast.maureen, cast.sunita, AT, assessed=40, indicative=39, planning=30, sent=20, decided=10)
    diary = make_diary(cast.maureen)
    write(diary, "12.00", "Bus", day=days_ago(9))
    wrong = write(diary, "384.00", "The council", day=days_ago(8), money_in=True)
    take_out_entry(entry=wrong, seen=wrong.number, by=cast.maureen, at=AT)
    for ago in (15, 6, 5):
        write(diary, "384.00", "The council", day=days_ago(ago), money_in=True)
    assert reached(cast.maureen)["paid"] == days_ago(6)
    date_first_payment(person=cast.maureen, paid_on=days_ago(7), by=cast.sunita, at=AT)
    assert reached(cast.maureen)["paid"] == days_ago(7)


@pytest.mark.parametrize(
    ("who", "ago", "agreed"),
    [
        ("hana", 3, True),
        ("morag", 3, True),
        ("sunita", -1, True),
        ("sunita", 11, True),
        ("sunita", 3, False),
    ],
)
def test_what_cannot_be_a_first_payment_is_refused(cast: Cast, who: str, ago: int, agreed: bool) -> None:
    steps = {"assessed": 40, "indicative": 39, "planning": 30, "sent": 20}
    walk(cast.maureen, cast.sunita, AT, **steps, **({"decided": 10} if agreed else {}))
    with pytest.raises(Denied):
        date_first_payment(person=cast.maureen, paid_on=days_ago(ago), by=getattr(cast, who), at=AT)
    assert not FirstPayment.objects.exists()


def test_the_page_of_the_first_payment_says_what_is_wrong(cast: Cast, browser_of: BrowserOf) -> None:
    walk(cast.maureen, cast.sunita, timezone.now(), assessed=40, planning=30, sent=20, decided=10)
    sunita, address = browser_of(cast.sunita), reverse("first_payment", args=[cast.maureen.uuid])
    later = timezone.localdate() + timedelta(days=2)
    data = {f"paid_on_{n}": part for n, part in enumerate((later.day, later.month, later.year))}
    assert "That day has not come yet." in sunita.post(address, data).content.decode()
    day = timezone.localdate() - timedelta(days=2)
    data = {f"paid_on_{n}": part for n, part in enumerate((day.day, day.month, day.year))}
    assert sunita.post(address, data).status_code == 302
    assert FirstPayment.objects.get().paid_on == day


def test_the_person_reads_each_step_and_what_is_owed(cast: Cast, browser_of: BrowserOf) -> None:
    walk(cast.maureen, cast.sunita, timezone.now(), assessed=60)
    page = browser_of(cast.maureen).get(reverse("budget")).content.decode()
    assert "How far things are" in page and "60 days so far" in page and "We owe you the first figure" in page
    assert "I am getting worse while I wait" in page


def test_nobody_counts_the_days_aloud_while_somebody_plans(cast: Cast, browser_of: BrowserOf) -> None:
    walk(cast.maureen, cast.sunita, timezone.now(), assessed=60, indicative=58, planning=47)
    page = browser_of(cast.maureen).get(reverse("budget")).content.decode()
    assert "as long as it takes" in page and "so far" not in page and "47 days" not in page


def test_who_sees_the_money_sees_the_clock_and_who_does_not_sees_none(cast: Cast, browser_of: BrowserOf) -> None:
    walk(cast.maureen, cast.sunita, timezone.now(), assessed=60)
    let_see_money(cast.beth_in_circle)
    page = browser_of(cast.beth).get(reverse("budget_of", args=[cast.maureen.uuid])).content.decode()
    assert "60 days so far" in page and "getting worse" not in page
    assert "How far things are" not in browser_of(cast.beth).get(reverse("budget")).content.decode()
