"""Being away: what is said once makes the leave and the stand-in, tells the people in time, and can end early."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, transaction

from portal.access.decisions import Denied
from portal.audit.queries import looked_at
from portal.away.queries import stands_in_for
from portal.away.services import change_cover, come_back, go_away, stand_in_now
from portal.hours.models import Leave, StandIn
from portal.hours.services import choose_stand_in
from portal.notifications.chores import do_chores
from portal.notifications.enums import Kind
from portal.notifications.groups import ALWAYS
from portal.notifications.models import Notice
from portal.relationships.models import Allocation, Cover
from portal.relationships.queries import acts_for
from portal.relationships.responsible import responsible_for
from tests.factories.portal import UserFactory, allocate
from tests.personas import Cast

UK = ZoneInfo("Europe/London")
# A Monday, and the Monday after.
NOW = datetime(2026, 11, 16, 10, tzinfo=UK)
MONDAY, SUNDAY = date(2026, 11, 23), date(2026, 11, 29)


@pytest.fixture
def cast(cast: Cast) -> Cast:
    """Maureen has Sunita since the summer, and nobody stands in yet."""
    Cover.objects.all().delete()
    Allocation.objects.update(starts_at=datetime(2026, 7, 1, tzinfo=UK))
    return cast


def away(cast: Cast, *, first: date = MONDAY, last: date = SUNDAY, at: datetime = NOW) -> Leave:
    return go_away(worker=cast.sunita, first_day=first, last_day=last, cover=cast.ben, by=cast.sunita, at=at)


def told(user: object, kind: Kind) -> int:
    return Notice.objects.filter(user=user, kind=kind).count()


def test_somebody_stands_in_exactly_while_she_is_away(cast: Cast) -> None:
    away(cast)
    begins, ends = datetime(2026, 11, 23, tzinfo=UK), datetime(2026, 11, 30, tzinfo=UK)
    moment = timedelta(microseconds=1)
    assert [acts_for(cast.ben, cast.maureen, at=at) for at in (begins - moment, begins, ends - moment, ends)] == [
        False,
        True,
        True,
        False,
    ]
    assert told(cast.ben, Kind.STANDING_IN) == 1


def test_the_person_is_told_a_week_before_and_once(cast: Cast) -> None:
    amira_knows_nothing = cast.amira
    away(cast, at=NOW - timedelta(days=1))
    assert told(cast.maureen, Kind.AWAY) == 0
    do_chores(at=datetime(2026, 11, 16, tzinfo=UK))
    do_chores(at=datetime(2026, 11, 16, 0, 1, tzinfo=UK))
    assert told(cast.maureen, Kind.AWAY) == 1
    assert told(amira_knows_nothing, Kind.AWAY) == 0


def test_from_today_on_means_from_now_on_and_is_told_at_once(cast: Cast) -> None:
    leave = away(cast, first=NOW.date(), last=NOW.date())
    assert leave.starts_at == NOW
    assert told(cast.maureen, Kind.AWAY) == 1


def test_what_the_person_reads(cast: Cast) -> None:
    away(cast)
    before = responsible_for(cast.maureen, at=NOW)
    assert before.worker == cast.sunita
    assert before.away is not None
    assert (before.away.now, before.away.back_on, before.away.cover) == (False, date(2026, 11, 30), cast.ben)
    during = responsible_for(cast.maureen, at=datetime(2026, 11, 25, 10, tzinfo=UK))
    assert during.away is not None
    assert during.away.now
    # Ben works on the same days as Sunita: Wednesday, Thursday, and then Monday.
    assert during.answer_by == datetime(2026, 11, 30, 10, tzinfo=UK)
    assert responsible_for(cast.maureen, at=datetime(2026, 11, 30, tzinfo=UK)).away is None


def test_she_is_back_on_a_day_on_which_she_works(cast: Cast) -> None:
    away(cast, last=date(2026, 11, 26))
    found = responsible_for(cast.maureen, at=NOW).away
    assert found is not None
    # Friday is free; so it is Monday.
    assert found.back_on == date(2026, 11, 30)


@pytest.mark.parametrize(
    ("first", "last", "sentence"),
    [
        (date(2026, 11, 10), date(2026, 11, 12), "These days are over"),
        (date(2026, 11, 25), date(2026, 11, 24), "The last day comes before the first"),
        (date(2026, 11, 29), date(2026, 12, 3), "You are away from 23 to 29 November(?: 2026)? already"),
        (date(2026, 12, 1), date(2027, 12, 30), "longer than a year"),
    ],
)
def test_days_that_cannot_be_are_refused_with_a_sentence(cast: Cast, first: date, last: date, sentence: str) -> None:
    away(cast)
    with pytest.raises(Denied, match=sentence):
        away(cast, first=first, last=last)
    assert Leave.objects.count() == Cover.objects.count() == 1


def test_whoever_stands_in_is_of_the_team_and_there(cast: Cast) -> None:
    for cover, sentence in ((cast.hana, "same team"), (cast.sunita, "themselves"), (None, "Choose who answers")):
        with pytest.raises(Denied, match=sentence):
            go_away(worker=cast.sunita, first_day=MONDAY, last_day=SUNDAY, cover=cover, by=cast.sunita, at=NOW)
    ada, eve = (UserFactory(known_as=name, social_worker=True, team=cast.north) for name in ("Ada", "Eve"))
    go_away(worker=cast.ben, first_day=SUNDAY, last_day=SUNDAY, cover=ada, by=cast.ben, at=NOW)
    with pytest.raises(Denied, match="Ben is away on some of these days"):
        away(cast)
    go_away(worker=eve, first_day=SUNDAY, last_day=SUNDAY, cover=cast.sunita, by=eve, at=NOW)
    with pytest.raises(Denied, match="You stand in for Eve on some of these days"):
        away(cast)


def test_only_the_worker_and_their_manager_say_it(cast: Cast) -> None:
    for somebody in (cast.ben, cast.hana, cast.maureen):
        with pytest.raises(Denied):
            go_away(worker=cast.sunita, first_day=MONDAY, last_day=SUNDAY, cover=cast.ben, by=somebody, at=NOW)
    leave = go_away(worker=cast.sunita, first_day=MONDAY, last_day=SUNDAY, cover=cast.ben, by=cast.morag, at=NOW)
    with pytest.raises(Denied):
        come_back(leave=leave, by=cast.ben, at=NOW)


def test_alone_in_a_team_nobody_stands_in_and_the_manager_is_named(cast: Cast) -> None:
    hana, yusuf = cast.hana, UserFactory(known_as="Yusuf", team_manager=True, team=cast.south)
    go_away(worker=hana, first_day=NOW.date(), last_day=SUNDAY, cover=None, by=hana, at=NOW)
    found = responsible_for(cast.amira, at=NOW)
    assert found.away is not None
    assert found.away.cover is None
    assert found.managers == (yusuf,)


def test_coming_back_early_ends_it_for_both(cast: Cast) -> None:
    leave = away(cast)
    early = datetime(2026, 11, 25, 12, tzinfo=UK)
    come_back(leave=leave, by=cast.sunita, at=early)
    leave.refresh_from_db()
    assert leave.ends_at == Cover.objects.get().ends_at == early
    assert not acts_for(cast.ben, cast.maureen, at=early)
    with pytest.raises(Denied, match="over already"):
        come_back(leave=leave, by=cast.sunita, at=early)


def test_taken_back_before_it_begins_it_never_was(cast: Cast) -> None:
    come_back(leave=away(cast), by=cast.morag, at=NOW)
    assert not Leave.objects.exists()
    assert not Cover.objects.exists()


def test_somebody_else_stands_in_for_the_rest(cast: Cast) -> None:
    leave, ada = away(cast), UserFactory(known_as="Ada", social_worker=True, team=cast.north)
    later = datetime(2026, 11, 25, 12, tzinfo=UK)
    change_cover(leave=leave, cover=ada, by=cast.morag, at=later)
    change_cover(leave=leave, cover=ada, by=cast.morag, at=later)
    assert not acts_for(cast.ben, cast.maureen, at=later)
    assert acts_for(ada, cast.maureen, at=later)
    assert Cover.objects.count() == 2


def test_on_a_morning_without_her_her_stand_in_steps_in_until_night(cast: Cast) -> None:
    with pytest.raises(Denied, match="Only who usually stands in"):
        stand_in_now(worker=cast.sunita, by=cast.ben, at=NOW)
    choose_stand_in(worker=cast.sunita, stand_in=cast.ben, by=cast.morag, at=NOW)
    stand_in_now(worker=cast.sunita, by=cast.ben, at=NOW)
    assert acts_for(cast.ben, cast.maureen, at=NOW)
    assert not acts_for(cast.ben, cast.maureen, at=datetime(2026, 11, 17, tzinfo=UK))
    Notice.objects.all().delete()
    # A second tap, also one that waited for the first, is answered like the first and tells nobody anew.
    for at in (NOW, NOW - timedelta(milliseconds=2)):
        stand_in_now(worker=cast.sunita, by=cast.ben, at=at)
    assert Leave.objects.count() == Cover.objects.count() == 1
    assert not Notice.objects.exists()


def test_nobody_steps_in_where_a_time_away_was_said_before(cast: Cast) -> None:
    choose_stand_in(worker=cast.sunita, stand_in=cast.ben, by=cast.morag, at=NOW)
    go_away(worker=cast.sunita, first_day=NOW.date(), last_day=NOW.date(), cover=cast.ben, by=cast.sunita, at=NOW)
    with pytest.raises(Denied, match="away today already"):
        stand_in_now(worker=cast.sunita, by=cast.ben, at=NOW)


def test_whoever_steps_in_unasked_is_seen_by_all_whom_it_concerns(cast: Cast) -> None:
    choose_stand_in(worker=cast.sunita, stand_in=cast.ben, by=cast.morag, at=NOW)
    stand_in_now(worker=cast.sunita, by=cast.ben, at=NOW)
    for user, kind in (
        (cast.maureen, Kind.HANDOVER_NEWS),
        (cast.sunita, Kind.PEOPLE_NEWS),
        (cast.morag, Kind.PEOPLE_NEWS),
    ):
        assert kind in ALWAYS
        assert told(user, kind) == 1
    assert not Notice.objects.filter(user__in=[cast.amira, cast.hana, cast.ben]).exists()
    [event] = looked_at(cast.maureen)
    assert (event.verb, event.actor_id) == ("stepped in unasked", cast.ben.pk)
    assert not looked_at(cast.amira).exists()


def test_whoever_left_the_team_steps_in_no_more(cast: Cast) -> None:
    choose_stand_in(worker=cast.sunita, stand_in=cast.ben, by=cast.morag, at=NOW)
    assert list(stands_in_for(cast.ben)) == [cast.sunita]
    cast.ben.team = cast.south
    cast.ben.save()
    with pytest.raises(Denied, match="Only who usually stands in"):
        stand_in_now(worker=cast.sunita, by=cast.ben, at=NOW)
    assert not list(stands_in_for(cast.ben))
    cast.ben.team, cast.sunita.team = None, None
    cast.ben.save()
    cast.sunita.save()
    with pytest.raises(Denied):
        stand_in_now(worker=cast.sunita, by=cast.ben, at=NOW)
    assert not list(stands_in_for(cast.ben))
    assert not acts_for(cast.ben, cast.maureen, at=NOW)


def test_nobody_of_another_team_is_the_rule(cast: Cast) -> None:
    with pytest.raises(Denied, match="same team"):
        choose_stand_in(worker=cast.sunita, stand_in=cast.hana, by=cast.sunita, at=NOW)
    with pytest.raises(Denied):
        choose_stand_in(worker=cast.sunita, stand_in=cast.ben, by=cast.ben, at=NOW)
    assert not StandIn.objects.exists()


def test_the_database_keeps_times_away_and_allocations_apart(cast: Cast) -> None:
    leave = away(cast)
    with pytest.raises(IntegrityError), transaction.atomic():
        Leave.objects.create(
            worker=cast.sunita,
            starts_at=leave.ends_at - timedelta(days=1),
            ends_at=leave.ends_at + timedelta(days=1),
            said_by=cast.sunita,
            said_at=NOW,
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        allocate(cast.maureen, cast.hana, since=NOW)
    # Half-open: the next begins in the moment in which the one before ends, also when that is dated ahead.
    change = NOW + timedelta(days=30)
    Allocation.objects.filter(person=cast.maureen).update(ends_at=change)
    allocate(cast.maureen, cast.hana, since=change)


def test_with_nobody_named_the_last_teams_manager_is_responsible_since_then(cast: Cast) -> None:
    ended = NOW - timedelta(days=4)
    Allocation.objects.filter(person=cast.maureen).update(ends_at=ended)
    found = responsible_for(cast.maureen, at=NOW)
    assert (found.worker, found.since, found.managers, found.team) == (None, ended, (cast.morag,), cast.north)
    # Somebody who never had one: the council, since they came.
    newcomer = UserFactory(known_as="Iris")
    found = responsible_for(newcomer, at=NOW)
    assert (found.worker, found.since, found.team) == (None, newcomer.date_joined, None)
