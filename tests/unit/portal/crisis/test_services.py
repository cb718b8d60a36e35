"""Marking a crisis, telling those who have to know, and ending it."""

from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from portal.access.decisions import Denied
from portal.accounts.models import User
from portal.audit.models import Event
from portal.crisis.models import Crisis
from portal.crisis.policies import RESTS, Paused, check_planning_goes_on, may_read_words
from portal.crisis.queries import crises_before, crises_of, crisis_of, in_crisis, told_of
from portal.crisis.services import end_crisis, mark_crisis, say_about_crisis
from portal.hours.models import StandIn
from portal.notifications.enums import Kind
from portal.notifications.models import Notice
from portal.relationships.models import Allocation, Cover
from tests.factories.portal import UserFactory, allocate
from tests.personas import Cast, everybody

SOON = timedelta(minutes=5)


def told(kind: Kind) -> set[str]:
    return {notice.user.known_as for notice in Notice.objects.filter(kind=kind).select_related("user")}


def test_the_person_marks_it_and_worker_cover_and_manager_are_told_at_once(cast: Cast, now: datetime) -> None:
    crisis = mark_crisis(person=cast.maureen, by=cast.maureen, at=now)
    assert told(Kind.CRISIS) == {"Sunita", "Ben", "Morag"}
    assert crisis_of(cast.maureen, at=now) == crisis
    assert not in_crisis(cast.amira, at=now)
    assert Event.objects.get(verb="crisis marked").person_id == cast.maureen.pk


def test_the_person_is_told_when_their_worker_marked_it(cast: Cast, now: datetime) -> None:
    for by in (cast.sunita, cast.ben):
        crisis = mark_crisis(person=cast.maureen, by=by, at=now)
        assert told(Kind.CRISIS) == {"Maureen", "Sunita", "Ben", "Morag"} - {by.known_as}
        Crisis.objects.all().delete()
        Notice.objects.all().delete()
    assert crisis.marked_by == cast.ben


def test_nobody_else_marks_ends_or_speaks(cast: Cast, now: datetime) -> None:
    others = [who for name, who in everybody(cast).items() if name not in {"maureen", "sunita", "ben"}]
    for who in others:
        with pytest.raises(Denied):
            mark_crisis(person=cast.maureen, by=who, at=now)
    crisis = mark_crisis(person=cast.maureen, by=cast.maureen, at=now)
    for who in others:
        with pytest.raises(Denied):
            end_crisis(crisis=crisis, by=who, at=now + SOON)
        with pytest.raises(Denied):
            say_about_crisis(crisis=crisis, words="Psst", by=who, at=now)
        assert not may_read_words(who, crisis, now)
    with pytest.raises(Denied):
        mark_crisis(person=cast.sunita, by=cast.sunita, at=now)


def test_marking_twice_is_one_crisis_and_both_words_are_kept(cast: Cast, now: datetime) -> None:
    first = mark_crisis(person=cast.maureen, by=cast.maureen, at=now, words="I cannot sleep.")
    again = mark_crisis(person=cast.maureen, by=cast.sunita, at=now + SOON, words="She rang me.")
    mark_crisis(person=cast.maureen, by=cast.sunita, at=now + SOON, words="She rang me.")
    assert again == first
    assert [said.text for said in first.words.all()] == ["I cannot sleep.", "She rang me."]
    assert Notice.objects.filter(kind=Kind.CRISIS, user=cast.morag).count() == 1


def test_words_are_told_to_the_other_side_and_never_to_the_manager(cast: Cast, now: datetime) -> None:
    crisis = mark_crisis(person=cast.maureen, by=cast.maureen, at=now)
    Notice.objects.all().delete()
    say_about_crisis(crisis=crisis, words="The heating is off.", by=cast.maureen, at=now)
    assert told(Kind.CRISIS) == {"Sunita", "Ben"}
    Notice.objects.all().delete()
    say_about_crisis(crisis=crisis, words="I come at four.", by=cast.sunita, at=now)
    assert told(Kind.CRISIS) == {"Maureen"}


def test_the_same_words_on_another_day_are_news_and_a_second_tap_is_not(cast: Cast, now: datetime) -> None:
    crisis = mark_crisis(person=cast.maureen, by=cast.maureen, at=now)
    day, worse = timedelta(days=1), "It is worse again."
    for at in (now, now + timedelta(seconds=1), now + 4 * day):
        Notice.objects.all().delete()
        say_about_crisis(crisis=crisis, words=worse, by=cast.maureen, at=at)
    assert [said.said_at for said in crisis.words.all()] == [now, now + 4 * day]
    assert "Sunita" in told(Kind.CRISIS)
    Notice.objects.all().delete()
    for words, at in (("It is better.", now + 5 * day), (worse, now + 5 * day + timedelta(seconds=5))):
        say_about_crisis(crisis=crisis, words=words, by=cast.maureen, at=at)
    assert crisis.words.count() == 4


def test_it_ends_the_same_way_and_once(cast: Cast, now: datetime) -> None:
    crisis = mark_crisis(person=cast.maureen, by=cast.sunita, at=now)
    end_crisis(crisis=crisis, by=cast.maureen, at=now + SOON)
    end_crisis(crisis=crisis, by=cast.ben, at=now + 2 * SOON)
    crisis.refresh_from_db()
    assert (crisis.ends_at, crisis.ended_by) == (now + SOON, cast.maureen)
    assert told(Kind.CRISIS_ENDED) == {"Sunita", "Ben", "Morag"}
    assert in_crisis(cast.maureen, at=now + SOON - timedelta(microseconds=1))
    assert not in_crisis(cast.maureen, at=now + SOON)
    assert list(crises_before(cast.maureen, at=now + SOON)) == [crisis]
    another = mark_crisis(person=cast.maureen, by=cast.maureen, at=now + 3 * SOON)
    assert another != crisis


def test_the_database_allows_one_at_a_time_and_no_end_before_the_start(cast: Cast, now: datetime) -> None:
    mark_crisis(person=cast.maureen, by=cast.maureen, at=now)
    mine = {"person": cast.maureen, "marked_by": cast.maureen}
    for fields in (
        {"starts_at": now},
        {"starts_at": now, "ends_at": now, "ended_by": cast.maureen},
        {"starts_at": now, "ends_at": now + SOON},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Crisis.objects.create(**mine, **fields)


def test_without_a_worker_the_last_team_is_told_and_with_no_team_every_manager(cast: Cast, now: datetime) -> None:
    yusuf = UserFactory(known_as="Yusuf", team_manager=True, team=cast.south)
    Allocation.objects.filter(person=cast.maureen).update(ends_at=now - SOON)
    assert told_of(cast.maureen, at=now) == [cast.morag]
    iris = UserFactory(known_as="Iris")
    assert told_of(iris, at=now) == [cast.morag, yusuf]
    crisis = mark_crisis(person=iris, by=iris, at=now)
    assert set(Crisis.objects.visible_to(yusuf, at=now)) == {crisis}


def test_a_cover_that_is_over_is_not_told(cast: Cast, now: datetime) -> None:
    Cover.objects.update(ends_at=now)
    assert told_of(cast.maureen, at=now) == [cast.sunita, cast.morag]


def test_whoever_stands_in_as_a_rule_is_told_and_reads_no_words(cast: Cast, now: datetime) -> None:
    Cover.objects.update(ends_at=now)
    StandIn.objects.create(worker=cast.sunita, by=cast.ben)
    assert told_of(cast.maureen, at=now) == [cast.sunita, cast.ben, cast.morag]
    crisis = mark_crisis(person=cast.maureen, by=cast.maureen, at=now, words="I cannot sleep.")
    assert set(Crisis.objects.visible_to(cast.ben, at=now)) == {crisis}
    assert not may_read_words(cast.ben, crisis, now)
    with pytest.raises(Denied):
        end_crisis(crisis=crisis, by=cast.ben, at=now + SOON)


def test_whoever_is_told_sees_it_and_nobody_else_does(cast: Cast, now: datetime) -> None:
    crisis = mark_crisis(person=cast.maureen, by=cast.maureen, at=now)
    yusuf = UserFactory(known_as="Yusuf", team_manager=True, team=cast.south)
    people = {**everybody(cast), "yusuf": yusuf}
    seen = {name for name, who in people.items() if Crisis.objects.visible_to(who, at=now).filter(pk=crisis.pk)}
    assert seen == {"maureen", "sunita", "ben", "morag"}
    Allocation.objects.filter(person=cast.maureen).update(ends_at=now)
    allocate(cast.maureen, cast.hana, since=now)
    seen = {name for name, who in people.items() if Crisis.objects.visible_to(who, at=now).filter(pk=crisis.pk)}
    assert seen == {"maureen", "hana", "yusuf"}


def test_many_people_are_asked_after_in_one_query(cast: Cast, now: datetime, django_assert_num_queries: object) -> None:
    people: list[User] = [UserFactory() for _ in range(3)]
    for person in people[:2]:
        mark_crisis(person=person, by=person, at=now)
    with django_assert_num_queries(1):  # type: ignore[operator]
        found = crises_of(people, at=now)
    assert set(found) == {person.pk for person in people[:2]}


def test_why_planning_rests_tells_family_of_no_crisis(cast: Cast, now: datetime) -> None:
    check_planning_goes_on(cast.beth, cast.maureen, now)
    mark_crisis(person=cast.maureen, by=cast.maureen, at=now)
    reasons = {}
    for who in (cast.maureen, cast.sunita, cast.beth):
        with pytest.raises(Paused) as paused:
            check_planning_goes_on(who, cast.maureen, now)
        reasons[who.known_as] = paused.value.reason
    assert reasons["Beth"] == RESTS
    assert "bad" not in reasons["Beth"]
    assert "bad" in reasons["Maureen"] and "Maureen" in reasons["Sunita"]


def test_a_social_worker_who_does_not_act_for_them_is_told_of_no_crisis(cast: Cast, now: datetime) -> None:
    mark_crisis(person=cast.maureen, by=cast.maureen, at=now)
    with pytest.raises(Paused) as paused:
        check_planning_goes_on(cast.hana, cast.maureen, now)
    assert paused.value.reason == RESTS


def test_where_the_team_has_no_manager_every_manager_is_told_and_may_know(cast: Cast, now: datetime) -> None:
    yusuf = UserFactory(known_as="Yusuf", team_manager=True, team=cast.south)
    User.objects.filter(pk=cast.morag.pk).update(is_active=False)
    crisis = mark_crisis(person=cast.maureen, by=cast.maureen, at=now)
    assert told(Kind.CRISIS) == {"Sunita", "Ben", "Yusuf"}
    assert crisis in Crisis.objects.visible_to(yusuf, at=now)
    other = mark_crisis(person=cast.amira, by=cast.amira, at=now)
    User.objects.filter(pk=cast.morag.pk).update(is_active=True)
    assert set(Crisis.objects.visible_to(User.objects.get(pk=cast.morag.pk), at=now)) == {crisis}
    assert other in Crisis.objects.visible_to(yusuf, at=now)
