"""Sign-off limits: set by one manager, confirmed by a second, and which of them counts."""

from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from planning.limits import services
from planning.limits.models import SignOffLimit
from planning.limits.queries import limit_of
from portal.access.decisions import Denied
from portal.accounts.models import User
from portal.notifications.models import Notice
from tests.by_lot import without_what_is_drawn
from tests.factories.limits import limit
from tests.factories.portal import UserFactory
from tests.personas import Cast

BrowserOf = Callable[[User], Client]


@pytest.fixture
def yusuf(cast: Cast) -> User:
    made: User = UserFactory(known_as="Yusuf", full_name="Yusuf Khan", team_manager=True, team=cast.south)
    return made


def page(client: Client, address: str, **form: Any) -> str:
    response = client.post(address, form, follow=True) if form else client.get(address)
    return without_what_is_drawn(response.content.decode())


def in_form(day: datetime, **fields: str) -> dict[str, str]:
    on = timezone.localdate(day)
    boxes = {f"starts_on_{place}": str(part) for place, part in enumerate((on.day, on.month, on.year))}
    return {"whose": "team", "weekly": "100", "key": str(uuid4()), **boxes, **fields}


def counts(worker: User, at: datetime) -> Decimal | None:
    found = limit_of(worker, at=at)
    return found.weekly if found else None


def test_it_counts_only_when_a_second_manager_confirmed_it(
    cast: Cast, yusuf: User, browser_of: BrowserOf, now: datetime
) -> None:
    morag, second = browser_of(cast.morag), browser_of(yusuf)
    form = in_form(now)
    assert "It counts when a second manager confirms it" in page(morag, "/team/limits/", **form)
    page(morag, "/team/limits/", **form)
    [waiting] = SignOffLimit.objects.all()
    assert counts(cast.sunita, timezone.now()) is None
    assert "You have no limit" in page(browser_of(cast.sunita), "/caseload/limit/")
    assert Notice.objects.filter(user=yusuf, kind="limit").exists()
    assert "One limit waits" in page(second, "/home/")
    confirm = f"/team/limits/{waiting.uuid}/confirm/"
    assert morag.post(confirm).status_code == 403
    assert "Confirmed. The limit of Team North counts from" in page(second, confirm, go="1")
    assert counts(cast.sunita, timezone.now()) == Decimal(100)
    assert counts(cast.hana, timezone.now()) is None
    own = page(browser_of(cast.sunita), "/caseload/limit/")
    assert "£100.00" in own and "confirmed by Yusuf" in own
    assert "£100.00" in page(browser_of(cast.sunita), "/home/")
    assert Notice.objects.filter(user=cast.sunita, kind="limit").exists()
    assert not Notice.objects.filter(user=cast.hana, kind="limit").exists()


def test_a_worker_s_own_limit_counts_before_that_of_the_team_and_a_later_one_before_an_earlier(
    cast: Cast, yusuf: User, now: datetime
) -> None:
    limit(cast.north, "100.00", by=cast.morag)
    assert counts(cast.sunita, now) == counts(cast.ben, now) == Decimal(100)
    limit(cast.sunita, "150.00", by=cast.morag, starts_at=now - timedelta(days=2))
    assert (counts(cast.sunita, now), counts(cast.ben, now)) == (Decimal(150), Decimal(100))
    # Until a later one begins, what counts now counts.
    limit(cast.sunita, "80.00", by=cast.morag, starts_at=now + timedelta(days=2), confirmed_at=now)
    assert counts(cast.sunita, now) == Decimal(150)
    assert counts(cast.sunita, now + timedelta(days=2)) == Decimal(80)
    # "No limit of her own" falls back to that of the team, and "none" of the team to nothing.
    limit(cast.sunita, None, by=cast.morag, starts_at=now + timedelta(days=3))
    assert counts(cast.sunita, now + timedelta(days=3)) == Decimal(100)
    limit(cast.north, None, by=cast.morag, starts_at=now + timedelta(days=4))
    assert counts(cast.sunita, now + timedelta(days=4)) is None


def test_what_is_confirmed_late_counts_from_then_on_and_not_before(cast: Cast, now: datetime) -> None:
    limit(cast.north, "100.00", by=cast.morag, starts_at=now - timedelta(days=5), confirmed_at=now - timedelta(days=1))
    assert counts(cast.sunita, now - timedelta(days=2)) is None
    assert counts(cast.sunita, now) == Decimal(100)


def test_only_the_manager_of_the_team_sets_it_and_never_for_a_day_that_is_over(
    cast: Cast, yusuf: User, now: datetime
) -> None:
    for by, whose in ((yusuf, {"team": cast.north}), (cast.sunita, {"worker": cast.sunita}), (yusuf, {})):
        with pytest.raises(Denied):
            services.set_limit(weekly=Decimal(500), starts_at=now, by=by, at=now, **whose)
    with pytest.raises(Denied, match="This day is over"):
        services.set_limit(
            weekly=Decimal(500), starts_at=now - timedelta(days=1), by=cast.morag, at=now, team=cast.north
        )
    assert not SignOffLimit.objects.exists()


def test_a_second_manager_may_say_no_and_what_is_settled_stays_so(cast: Cast, yusuf: User, now: datetime) -> None:
    facts = {"starts_at": now, "by": cast.morag, "at": now, "team": cast.north}
    refused = services.set_limit(weekly=Decimal(500), **facts)
    services.take_back_limit(limit=refused, by=yusuf, at=now)
    services.take_back_limit(limit=refused, by=yusuf, at=now)
    with pytest.raises(Denied, match="already"):
        services.confirm_limit(limit=refused, by=yusuf, at=now)
    assert Notice.objects.filter(user=cast.morag, kind="limit").count() == 1
    stands = services.confirm_limit(limit=services.set_limit(weekly=Decimal(100), **facts), by=yusuf, at=now)
    services.confirm_limit(limit=stands, by=yusuf, at=now)
    with pytest.raises(Denied, match="already"):
        services.take_back_limit(limit=stands, by=cast.morag, at=now)
    with pytest.raises(Denied, match="Only a team manager"):
        services.confirm_limit(limit=services.set_limit(weekly=Decimal(9), **facts), by=cast.sunita, at=now)


@pytest.mark.as_owner
def test_the_database_keeps_what_was_confirmed(cast: Cast, yusuf: User) -> None:
    stands = limit(cast.north, "100.00", by=cast.morag, second=yusuf)
    for change in (lambda: SignOffLimit.objects.update(weekly=500), stands.delete):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    with pytest.raises(DatabaseError), transaction.atomic():
        limit(cast.south, "100.00", by=yusuf, second=yusuf)
    assert SignOffLimit.objects.get().weekly == Decimal(100)


def test_a_worker_reads_no_other_limits(cast: Cast, yusuf: User, browser_of: BrowserOf) -> None:
    limit(cast.ben, "777.00", by=cast.morag)
    limit(cast.south, "888.00", by=yusuf)
    own = page(browser_of(cast.sunita), "/caseload/limit/")
    assert "777" not in own and "888" not in own
    assert "777" in page(browser_of(cast.morag), "/team/limits/")
    assert "888" not in page(browser_of(cast.morag), "/team/limits/")


@pytest.mark.parametrize("sum_", ["-1", "20000.01", "12.345", "a lot"])
def test_a_sum_that_is_none_is_refused_with_the_page(
    cast: Cast, browser_of: BrowserOf, now: datetime, sum_: str
) -> None:
    shown = page(browser_of(cast.morag), "/team/limits/", **in_form(now, weekly=sum_))
    assert "There is a problem" in shown and f'value="{sum_}"' in shown
    assert not SignOffLimit.objects.exists()


def test_the_page_asks_as_much_with_many_as_with_one(cast: Cast, yusuf: User, browser_of: BrowserOf) -> None:
    client = browser_of(cast.morag)
    limit(cast.north, "100.00", by=cast.morag)
    client.get("/team/limits/")
    with CaptureQueriesContext(connection) as few:
        client.get("/team/limits/")
    for _ in range(8):
        limit(UserFactory(social_worker=True, team=cast.north), "90.00", by=cast.morag)
    with CaptureQueriesContext(connection) as many:
        client.get("/team/limits/")
    assert len(many) == len(few)


def test_another_figure_from_the_same_page_is_a_limit_of_its_own(
    cast: Cast, browser_of: BrowserOf, now: datetime
) -> None:
    morag, form = browser_of(cast.morag), in_form(now)
    for weekly in ("100", "100", "120"):
        page(morag, "/team/limits/", **{**form, "weekly": weekly})
    assert sorted(each.weekly for each in SignOffLimit.objects.all()) == [Decimal(100), Decimal(120)]


def test_an_empty_box_is_no_limit_without_end_and_says_so(
    cast: Cast, yusuf: User, browser_of: BrowserOf, now: datetime
) -> None:
    morag = browser_of(cast.morag)
    assert "Leave it empty if every plan should go to the manager." in page(morag, "/team/limits/")
    services.set_limit(team=cast.north, weekly=None, starts_at=now, by=cast.morag, at=now)
    for browser in (morag, browser_of(yusuf)):
        shown = page(browser, "/team/limits/")
        assert "nothing alone, every plan goes to the manager" in shown and ": no limit" not in shown


def test_an_empty_limit_of_one_worker_says_that_the_team_counts_and_not_that_they_agree_nothing(
    cast: Cast, yusuf: User, browser_of: BrowserOf, now: datetime
) -> None:
    limit(cast.north, "100.00", by=cast.morag)
    morag = browser_of(cast.morag)
    assert "For one worker, write 0 for that: empty means that the limit of the team counts." in page(
        morag, "/team/limits/"
    )
    services.set_limit(worker=cast.sunita, weekly=None, starts_at=now, by=cast.morag, at=now)
    for browser in (morag, browser_of(yusuf)):
        shown = page(browser, "/team/limits/")
        assert "none of their own, that of the team counts" in shown and "nothing alone" not in shown
    services.confirm_limit(limit=SignOffLimit.objects.get(worker=cast.sunita), by=yusuf, at=timezone.now())
    assert counts(cast.sunita, timezone.now()) == Decimal(100)
    limit(cast.sunita, "0.00", by=cast.morag, starts_at=timezone.now())
    assert counts(cast.sunita, timezone.now()) == Decimal(0), "who agrees nothing alone has a limit of 0"
