"""A reply one can count on: promised with the message, kept by an answer, and told of when it is late."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.db import connection

from community.handover.services import call_off, name_next_worker
from community.messaging.models import Thread
from community.replies.models import AwaitedReply
from community.replies.queries import late_without_stand_in, waiting_for, waiting_in
from community.replies.services import reckon_anew, set_aside, tell_of_late, want_answer
from portal.access.decisions import Denied
from portal.accounts.models import User
from portal.away.services import come_back, go_away
from portal.hours.models import Leave
from portal.hours.services import choose_stand_in, set_team_hours
from portal.notifications.chores import do_chores
from portal.notifications.enums import Kind
from portal.notifications.models import Notice
from portal.relationships.models import Allocation, Cover
from tests.factories.community import say, thread_of
from tests.factories.portal import allocate
from tests.personas import Cast, make_cast

UK = ZoneInfo("Europe/London")
SECRET = "the tangerine tin"


def on(day: int, hour: int = 10, minute: int = 0) -> datetime:
    """A moment in November 2026, whose 16th is a Monday."""
    return datetime(2026, 11, day, hour, minute, tzinfo=UK)


def settled(cast: Cast) -> Cast:
    Cover.objects.all().delete()
    Allocation.objects.update(starts_at=datetime(2026, 7, 1, tzinfo=UK))
    return cast


@pytest.fixture
def cast(cast: Cast) -> Cast:
    """Maureen has Sunita (Monday to Thursday, within two days) since the summer, and nobody stands in."""
    return settled(cast)


@pytest.fixture
def thread(cast: Cast) -> Thread:
    return thread_of(cast.maureen, on(1))


def absent(worker: User, cover: User, first: int, last: int, *, at: datetime) -> Leave:
    days = {"first_day": date(2026, 11, first), "last_day": date(2026, 11, last)}
    return go_away(worker=worker, cover=cover, by=worker, at=at, **days)


def only(thread: Thread) -> AwaitedReply:
    return AwaitedReply.objects.get(thread=thread)


def late_notices(user: object) -> list[str]:
    return list(Notice.objects.filter(user=user, kind=Kind.REPLY_LATE).values_list("path", flat=True))


def test_a_message_makes_a_promise_and_an_answer_keeps_it(cast: Cast, thread: Thread) -> None:
    say(thread, cast.maureen, at=on(18, 14))  # Wednesday
    say(thread, cast.maureen, at=on(18, 15))
    reply = only(thread)
    # Thursday, and then Monday, since Sunita does not work on Fridays; twice the time is Wednesday.
    assert (reply.asked_at, reply.by_when, reply.manager_at) == (on(18, 14), on(23, 14), on(25, 14))
    say(thread, cast.sunita, at=on(19))
    reply.refresh_from_db()
    assert reply.answered_at == on(19)
    say(thread, cast.sunita, at=on(19, 10))
    assert AwaitedReply.objects.count() == 1
    say(thread, cast.maureen, at=on(23))
    assert AwaitedReply.objects.open().get().asked_at == on(23)


def test_whoever_stands_in_answers_too(cast: Cast, thread: Thread) -> None:
    say(thread, cast.maureen, at=on(18))
    absent(cast.sunita, cast.ben, 19, 22, at=on(18))
    say(thread, cast.ben, at=on(19))
    assert only(thread).answered_at == on(19)


def test_at_the_deadline_the_stand_in_is_told_and_at_twice_the_manager(cast: Cast, thread: Thread) -> None:
    choose_stand_in(worker=cast.sunita, stand_in=cast.ben, by=cast.sunita, at=on(16))
    say(thread, cast.maureen, SECRET, at=on(16))
    mail.outbox.clear()
    do_chores(at=on(18, 9, 59))
    assert only(thread).told_cover is None
    for minute in (0, 1, 2):
        do_chores(at=on(18, 10, minute))
    reply = only(thread)
    assert (reply.told_cover, reply.told_cover_at, reply.told_manager_at) == (cast.ben, on(18), None)
    # Ben may not read the thread before he stands in today, so he is led to what waits. Sunita is reminded.
    assert late_notices(cast.ben) == ["/waiting/"]
    assert late_notices(cast.sunita) == [thread.get_absolute_url()]
    assert late_notices(cast.morag) == []
    do_chores(at=on(23, 9, 59))
    assert only(thread).told_manager_at is None
    for minute in (0, 1):
        do_chores(at=on(23, 10, minute))
    reply = only(thread)
    assert (reply.told_manager, reply.told_manager_at) == (cast.morag, on(23))
    assert late_notices(cast.morag) == ["/team/waiting/"]
    assert len(late_notices(cast.ben)) == 1
    assert late_notices(cast.hana) == late_notices(cast.maureen) == []
    assert not [letter for letter in mail.outbox if SECRET in letter.body or "Maureen" in letter.subject + letter.body]


def test_while_she_is_away_the_cover_is_led_to_the_thread(cast: Cast, thread: Thread) -> None:
    absent(cast.sunita, cast.ben, 16, 22, at=on(16))
    say(thread, cast.maureen, at=on(16, 10))
    do_chores(at=on(18, 10))
    assert late_notices(cast.ben) == [thread.get_absolute_url()]
    # Whoever is away is left alone.
    assert late_notices(cast.sunita) == []


def test_with_nobody_to_stand_in_the_manager_is_told_at_once(cast: Cast, thread: Thread) -> None:
    say(thread, cast.maureen, at=on(16))
    do_chores(at=on(18))
    reply = only(thread)
    assert (reply.told_cover, reply.told_manager, reply.told_manager_at) == (None, cast.morag, on(18))
    do_chores(at=on(25))
    assert len(late_notices(cast.morag)) == 1


def test_a_stand_in_who_is_away_is_not_counted_on(cast: Cast, thread: Thread) -> None:
    choose_stand_in(worker=cast.sunita, stand_in=cast.ben, by=cast.sunita, at=on(16))
    absent(cast.ben, cast.sunita, 16, 20, at=on(16, 8))
    say(thread, cast.maureen, at=on(16))
    do_chores(at=on(18))
    assert only(thread).told_manager == cast.morag


def test_with_nobody_named_the_last_teams_manager_is_told(cast: Cast, thread: Thread) -> None:
    Allocation.objects.filter(person=cast.maureen).update(ends_at=on(15))
    say(thread, cast.maureen, at=on(16))
    assert only(thread).by_when == on(18)
    do_chores(at=on(18))
    assert only(thread).told_manager == cast.morag
    # Somebody who never had one, and has no manager to tell: written down, so that the page gives the council's line.
    own = thread_of(cast.beth, on(16))
    say(own, cast.beth, at=on(16))
    do_chores(at=on(18))
    assert (only(own).told_manager, only(own).told_manager_at) == (None, on(18))


def test_an_answer_in_time_tells_nobody(cast: Cast, thread: Thread) -> None:
    say(thread, cast.maureen, at=on(16))
    say(thread, cast.sunita, at=on(17))
    do_chores(at=on(25))
    assert not Notice.objects.filter(kind=Kind.REPLY_LATE).exists()


def test_going_away_moves_what_is_to_come_and_says_so(cast: Cast, thread: Thread) -> None:
    say(thread, cast.maureen, at=on(18, 14))
    Cover.objects.all().delete()
    leave = absent(cast.sunita, cast.ben, 19, 26, at=on(18, 15))
    reply = only(thread)
    # Ben works on Mondays to Thursdays too, so nothing moves; Sunita alone would not have been back.
    assert (reply.by_when, reply.first_said) == (on(23, 14), on(23, 14))
    cast.ben.working_days = [3]
    cast.ben.save()
    reckon_anew(people=[cast.maureen.pk], at=on(18, 16))
    reply.refresh_from_db()
    assert reply.first_said == on(23, 14)
    assert reply.by_when == on(26, 14)
    come_back(leave=leave, by=cast.sunita, at=on(19, 8))
    assert only(thread).by_when == on(23, 14)


def test_new_hours_move_it_too(cast: Cast, thread: Thread) -> None:
    say(thread, cast.maureen, at=on(16, 9))
    set_team_hours(
        team=cast.north,
        days=[0, 3],
        opens=time(9),
        closes=time(17),
        by=cast.morag,
        at=on(16, 10),
    )
    assert only(thread).by_when == on(19, 17)


def test_a_handover_moves_it_to_the_days_of_the_next(cast: Cast, thread: Thread) -> None:
    say(thread, cast.maureen, at=on(18, 14))
    Allocation.objects.filter(person=cast.maureen).update(ends_at=on(19, 0))
    cast.ben.working_days = [4]
    cast.ben.save()
    allocate(cast.maureen, cast.ben, since=on(19, 0))
    reckon_anew(people=[cast.maureen.pk], at=on(19, 8))
    assert only(thread).by_when == on(27, 14)


def test_naming_the_next_worker_moves_it_and_calling_that_off_moves_it_back(cast: Cast, thread: Thread) -> None:
    say(thread, cast.maureen, at=on(18, 14))
    cast.ben.working_days = [4]
    cast.ben.save()
    handover = name_next_worker(
        person=cast.maureen, worker=cast.ben, day=date(2026, 11, 19), reason="", by=cast.morag, at=on(18, 15)
    )
    assert only(thread).by_when == on(27, 14)
    call_off(handover=handover, by=cast.morag, at=on(18, 16))
    assert only(thread).by_when == on(23, 14)


def test_lateness_is_never_taken_back(cast: Cast, thread: Thread) -> None:
    say(thread, cast.maureen, at=on(16))
    do_chores(at=on(18))
    absent(cast.sunita, cast.ben, 18, 26, at=on(18, 10))
    assert only(thread).by_when == on(18)


def test_a_thank_you_needs_no_answer_unless_the_person_wants_one(cast: Cast, thread: Thread) -> None:
    say(thread, cast.maureen, "Thank you", at=on(16))
    reply = only(thread)
    for somebody in (cast.maureen, cast.hana, cast.beth):
        with pytest.raises(Denied):
            set_aside(reply=reply, by=somebody, at=on(16, 10))
    set_aside(reply=reply, by=cast.sunita, at=on(16, 10))
    assert not waiting_for(cast.sunita, on(17)).exists()
    with pytest.raises(Denied):
        want_answer(reply=reply, by=cast.sunita, at=on(17))
    want_answer(reply=reply, by=cast.maureen, at=on(17))
    assert waiting_for(cast.sunita, on(17)).get().asked_at == on(16)
    say(thread, cast.sunita, at=on(17))
    with pytest.raises(Denied, match="answered already"):
        set_aside(reply=reply, by=cast.sunita, at=on(17))


def test_the_oldest_stands_first_for_the_worker_and_in_the_team(cast: Cast, thread: Thread) -> None:
    allocate(cast.ruth, cast.sunita, since=on(2))
    say(thread, cast.maureen, at=on(17))
    say(thread_of(cast.ruth, on(3)), cast.ruth, at=on(16))
    say(thread_of(cast.amira, on(3)), cast.amira, at=on(16))
    rows = list(waiting_for(cast.sunita, on(18, 12)))
    assert [row.thread.person for row in rows] == [cast.ruth, cast.maureen]
    assert [row.is_late for row in rows] == [True, False]
    assert rows[0].waited == timedelta(days=2, hours=2)
    assert not waiting_for(cast.ben, on(18)).exists()
    assert [row.worker_name for row in waiting_in(cast.north, on(18))] == ["Sunita", "Sunita"]
    assert [row.thread.person for row in waiting_in(cast.south, on(18))] == [cast.amira]
    absent(cast.sunita, cast.ben, 18, 18, at=on(18))
    assert waiting_for(cast.ben, on(18)).count() == 2
    # Between two workers they stay with the team of the last.
    Allocation.objects.filter(person=cast.ruth).update(ends_at=on(18, 9))
    assert [row.worker_name for row in waiting_in(cast.north, on(18, 9))] == [None, "Sunita"]


def test_a_usual_stand_in_learns_how_many_are_late_and_nothing_else(cast: Cast, thread: Thread) -> None:
    choose_stand_in(worker=cast.sunita, stand_in=cast.ben, by=cast.sunita, at=on(16))
    say(thread, cast.maureen, at=on(16))
    assert late_without_stand_in(cast.ben, on(17)) == []
    [found] = late_without_stand_in(cast.ben, on(18))
    assert (found, found.late, found.late_since) == (cast.sunita, 1, on(18))
    assert late_without_stand_in(cast.hana, on(18)) == []
    absent(cast.sunita, cast.ben, 18, 18, at=on(18))
    assert late_without_stand_in(cast.ben, on(18)) == []


def test_a_thread_without_the_worker_promises_nothing(cast: Cast) -> None:
    family = Thread.objects.create(person=cast.maureen, kind="circle", with_worker=False, started_at=on(1))
    say(family, cast.maureen, at=on(16))
    assert not AwaitedReply.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_however_many_workers_come_by_each_is_told_once() -> None:
    cast = settled(make_cast())
    choose_stand_in(worker=cast.sunita, stand_in=cast.ben, by=cast.sunita, at=on(16))
    thread = thread_of(cast.maureen, on(1))
    say(thread, cast.maureen, at=on(16))
    reply = only(thread)

    def tell(_: int) -> None:
        try:
            tell_of_late(reply_id=reply.pk, at=on(18))
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(tell, range(6)))
    assert len(late_notices(cast.ben)) == len(late_notices(cast.sunita)) == 1
    assert late_notices(cast.morag) == []
