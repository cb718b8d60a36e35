"""Ways to plan, and the week to have a go: who may, what is agreed, and that nobody is asked in between."""

from datetime import date, datetime, timedelta

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.utils import timezone

from planning.routes.enums import Route
from planning.routes.models import HaveAGo, PlanningRoute
from planning.routes.queries import open_offer
from planning.routes.services import (
    agree_to_other_day,
    ask_for_another_day,
    choose_route,
    end_have_a_go,
    offer_have_a_go,
    say_yes,
)
from portal.access.decisions import Denied
from portal.accounts.models import User
from portal.audit.models import Event
from portal.notifications.chores import do_chores
from portal.notifications.models import Notice
from portal.relationships.models import Allocation
from tests.factories.planning import make_document, share_with_worker
from tests.factories.portal import allocate
from tests.personas import Cast, everybody

POINTERS = "Begin with what a good week looks like."


def a_week_from(at: datetime) -> date:
    return timezone.localdate(at) + timedelta(days=7)


def offered(cast: Cast, at: datetime) -> HaveAGo:
    return offer_have_a_go(person=cast.maureen, pointers=POINTERS, talk_on=a_week_from(at), by=cast.sunita, at=at)


def test_a_way_to_plan_is_chosen_and_changed_by_the_owner_alone(cast: Cast, now: datetime) -> None:
    document = make_document(cast.maureen)
    for route in (Route.ALONE, Route.FAMILY, Route.FAMILY):
        choose_route(document=document, route=route, by=cast.maureen, at=now)
    assert PlanningRoute.objects.get().route == Route.FAMILY
    assert [e.detail["route"] for e in Event.objects.order_by("pk")] == ["alone", "family"]
    for other in (cast.beth, cast.sunita, cast.amira):
        with pytest.raises(Denied):
            choose_route(document=document, route=Route.ALONE, by=other, at=now)
    with pytest.raises(Denied):
        choose_route(document=document, route="by owl", by=cast.maureen, at=now)


@pytest.mark.parametrize("shared", [True, False])
def test_the_worker_is_told_who_would_like_to_plan_with_them_if_they_can_see_the_plan(
    cast: Cast, now: datetime, shared: bool
) -> None:
    document = make_document(cast.maureen)
    if shared:
        share_with_worker(document)
    choose_route(document=document, route=Route.WORKER, by=cast.maureen, at=now)
    told = [(n.user, n.path) for n in Notice.objects.all()]
    assert told == ([(cast.sunita, document.get_absolute_url())] if shared else [])


def test_only_the_persons_worker_offers(cast: Cast, now: datetime) -> None:
    for name, user in everybody(cast).items():
        if name in {"sunita", "ben"}:
            continue
        with pytest.raises(Denied):
            offer_have_a_go(person=cast.maureen, pointers="", talk_on=a_week_from(now), by=user, at=now)
    assert not HaveAGo.objects.exists()
    assert offered(cast, now) == open_offer(cast.maureen)


def test_an_offer_is_told_once_without_its_words(cast: Cast, now: datetime) -> None:
    assert offered(cast, now) == offered(cast, now)
    assert [(n.user, n.path) for n in Notice.objects.all()] == [(cast.maureen, "/have-a-go/")]
    assert len(mail.outbox) == 1
    assert POINTERS not in mail.outbox[0].body + str([e.detail for e in Event.objects.all()])


def test_the_database_allows_one_offer_at_a_time(cast: Cast, now: datetime) -> None:
    offer = offered(cast, now)
    with pytest.raises(IntegrityError), transaction.atomic():
        HaveAGo.objects.create(person=cast.maureen, offered_by=cast.ben, talk_on=offer.talk_on, offered_at=now)


def test_nobody_is_asked_between_the_offer_and_the_day(cast: Cast, now: datetime) -> None:
    """Every chore of every day until the day to talk writes no notice and no letter, to neither of the two."""
    offer = offered(cast, now)
    say_yes(offer=offer, talk_on=offer.talk_on, by=cast.maureen, at=now)
    before = (Notice.objects.count(), len(mail.outbox))
    for day in range(1, 8):
        do_chores(at=now + timedelta(days=day))
    assert (Notice.objects.count(), len(mail.outbox)) == before


def test_the_person_asks_for_another_day_and_the_worker_agrees(cast: Cast, now: datetime) -> None:
    offer = offered(cast, now)
    say_yes(offer=offer, talk_on=offer.talk_on, by=cast.maureen, at=now)
    later = offer.talk_on + timedelta(days=3)
    ask_for_another_day(offer=offer, day=later, by=cast.maureen, at=now)
    offer.refresh_from_db()
    assert (offer.agreed_at, offer.other_day) == (None, later)
    assert Notice.objects.filter(user=cast.sunita, kind="day_to_talk").count() == 1
    with pytest.raises(Denied, match="another day by now"):
        agree_to_other_day(offer=offer, day=later + timedelta(days=1), by=cast.sunita, at=now)
    agree_to_other_day(offer=offer, day=later, by=cast.ben, at=now)
    agree_to_other_day(offer=offer, day=later, by=cast.ben, at=now)
    offer.refresh_from_db()
    assert (offer.talk_on, offer.other_day, offer.agreed_at) == (later, None, now)
    assert Notice.objects.filter(user=cast.maureen, kind="day_to_talk").count() == 1


def test_who_says_yes_says_it_to_the_day_that_they_saw(cast: Cast, now: datetime) -> None:
    offer = offered(cast, now)
    seen = offer.talk_on
    offer_have_a_go(person=cast.maureen, pointers="", talk_on=seen + timedelta(days=1), by=cast.sunita, at=now)
    with pytest.raises(Denied, match="changed in the meantime"):
        say_yes(offer=offer, talk_on=seen, by=cast.maureen, at=now)


def test_other_pointers_leave_the_agreed_day_and_another_day_does_not(cast: Cast, now: datetime) -> None:
    offer = offered(cast, now)
    say_yes(offer=offer, talk_on=offer.talk_on, by=cast.maureen, at=now)
    again = offer_have_a_go(person=cast.maureen, pointers="Ring Leo.", talk_on=offer.talk_on, by=cast.sunita, at=now)
    assert (again.pk, again.agreed_at) == (offer.pk, now)
    day = offer.talk_on + timedelta(days=1)
    again = offer_have_a_go(person=cast.maureen, pointers="Ring Leo.", talk_on=day, by=cast.sunita, at=now)
    assert (again.pk, again.agreed_at) == (offer.pk, None)


@pytest.mark.parametrize("who", ["maureen", "sunita"])
def test_either_of_them_ends_it_and_then_there_can_be_another(cast: Cast, now: datetime, who: str) -> None:
    offer = offered(cast, now)
    by: User = getattr(cast, who)
    end_have_a_go(offer=offer, by=by, at=now)
    end_have_a_go(offer=offer, by=by, at=now)
    offer.refresh_from_db()
    assert (offer.ended_at, offer.ended_by) == (now, by)
    assert Event.objects.filter(verb="have a go ended").count() == 1
    with pytest.raises(Denied, match="has ended"):
        say_yes(offer=offer, talk_on=offer.talk_on, by=cast.maureen, at=now)
    assert offered(cast, now).pk != offer.pk


def test_others_can_neither_answer_nor_end_it(cast: Cast, now: datetime) -> None:
    offer = offered(cast, now)
    for other in (cast.beth, cast.hana, cast.amira, cast.morag):
        with pytest.raises(Denied):
            say_yes(offer=offer, talk_on=offer.talk_on, by=other, at=now)
        with pytest.raises(Denied):
            end_have_a_go(offer=offer, by=other, at=now)
    assert open_offer(cast.maureen).agreed_at is None


def test_it_stays_when_the_worker_changes_and_the_one_before_sees_it_no_longer(cast: Cast, now: datetime) -> None:
    offer = offered(cast, now)
    Allocation.objects.filter(person=cast.maureen).update(ends_at=now)
    allocate(cast.maureen, cast.hana, since=now)
    visible = HaveAGo.objects.open()
    assert list(visible.visible_to(cast.hana, at=now)) == [offer]
    assert not visible.visible_to(cast.sunita, at=now).exists()
    assert list(visible.visible_to(cast.maureen, at=now)) == [offer]
    assert not visible.visible_to(cast.beth, at=now).exists()
