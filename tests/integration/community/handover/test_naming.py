"""Who comes next: named, told, changed, called off, begun; and what each may see and write meanwhile."""

from datetime import datetime, timedelta

import pytest

from community.handover.models import Handover
from community.handover.policies import NOT_TOLD
from community.handover.queries import coming_to, leaving
from community.handover.services import begin_handovers, call_off, change_handover, name_for_several
from community.messaging.models import Message, Thread
from community.replies.models import AwaitedReply
from community.replies.queries import waiting_in
from planning.comments.models import Comment
from planning.documents.models import Document
from portal.access.decisions import Denied
from portal.accounts.models import User
from portal.audit.models import Event
from portal.notifications.enums import Kind
from portal.notifications.models import Notice
from portal.relationships.models import Allocation, Cover
from portal.relationships.queries import have_to_do_with_each_other, named_social_worker
from tests.factories.community import say, thread_of
from tests.factories.content import default_definition, question_id
from tests.factories.handover import hand_over, in_days
from tests.factories.planning import make_document, share_with_worker
from tests.factories.portal import TeamFactory, UserFactory, allocate
from tests.personas import Cast, signed_in


@pytest.fixture(autouse=True)
def _nobody_covers(cast: Cast) -> None:
    Cover.objects.all().delete()


def leads_somewhere(user: User) -> None:
    for path in Notice.objects.filter(user=user).values_list("path", flat=True):
        assert signed_in(user).get(path, follow=True).status_code == 200, path


def told(user: User) -> set[str]:
    return set(Notice.objects.filter(user=user).values_list("kind", flat=True))


def test_all_are_told_at_once_and_nothing_changes_before_the_day(cast: Cast, now: datetime) -> None:
    handover = hand_over(cast.maureen, cast.ben, cast.morag, reason="Sunita moves to Leeds.")
    before, day = handover.starts_at - timedelta(seconds=1), handover.starts_at
    assert named_social_worker(cast.maureen, at=now) == cast.sunita
    assert named_social_worker(cast.maureen, at=before) == cast.sunita
    assert named_social_worker(cast.maureen, at=day) == cast.ben
    assert told(cast.maureen) == {Kind.HANDOVER, Kind.SUMMARY}
    assert told(cast.ben) == {Kind.TAKING_OVER}
    assert told(cast.sunita) == {Kind.PEOPLE_NEWS}
    assert list(coming_to(cast.ben, at=now)) == list(leaving(cast.sunita, at=now)) == [handover]
    assert list(coming_to(cast.ben, at=day)) == list(leaving(cast.sunita, at=day)) == []
    assert Event.objects.filter(verb="handover named", person_id=cast.maureen.pk, actor_id=cast.morag.pk).exists()


def test_everything_comes_along_and_the_old_worker_loses_it_in_the_same_moment(cast: Cast, now: datetime) -> None:
    document = make_document(cast.maureen)
    share_with_worker(document)
    words = question_id(default_definition(), "long_text")
    Comment.objects.create(document=document, question_id=words, author=cast.sunita, text="Well said", created_at=now)
    thread = thread_of(cast.maureen, now)
    say(thread, cast.maureen, "the tangerine tin")
    day = hand_over(cast.maureen, cast.ben, cast.morag).starts_at
    for at, inside, outside in (
        (day - timedelta(microseconds=1), cast.sunita, cast.ben),
        (day, cast.ben, cast.sunita),
    ):
        for found in (Thread, Document, Message, Comment):
            assert found.objects.visible_to(inside, at=at).exists(), (found, inside)
            assert not found.objects.visible_to(outside, at=at).exists(), (found, outside)


def test_the_old_worker_says_goodbye_until_the_day_and_no_longer(cast: Cast, now: datetime) -> None:
    thread, day = thread_of(cast.maureen, now), hand_over(cast.maureen, cast.ben, cast.morag).starts_at
    say(thread, cast.sunita, "Goodbye, and thank you", at=day - timedelta(seconds=1))
    for who, at in ((cast.sunita, day), (cast.ben, day - timedelta(seconds=1))):
        with pytest.raises(Denied):
            say(thread, who, "I am not here", at=at)
    say(thread, cast.ben, "Good morning", at=day)
    assert [m.words for m in Message.objects.all()] == ["Goodbye, and thank you", "Good morning"]


def test_today_means_from_now_on(cast: Cast, now: datetime) -> None:
    handover = hand_over(cast.maureen, cast.ben, cast.morag, days=0, at=now)
    assert handover.starts_at == now
    assert named_social_worker(cast.maureen, at=now) == cast.ben
    say(thread_of(cast.maureen, now), cast.ben, "Good morning", at=now)
    begin_handovers(now + timedelta(minutes=1))
    assert Kind.FAREWELL not in told(cast.maureen)


def test_on_the_day_the_person_is_told_once(cast: Cast) -> None:
    day = hand_over(cast.maureen, cast.ben, cast.morag).starts_at
    begin_handovers(day - timedelta(seconds=1))
    assert Kind.FAREWELL not in told(cast.maureen)
    begin_handovers(day)
    Notice.objects.update(read_at=day)
    begin_handovers(day + timedelta(minutes=1))
    assert Notice.objects.filter(user=cast.maureen, kind=Kind.FAREWELL).count() == 1


@pytest.mark.parametrize("days", [0, 3])
def test_messages_wait_no_longer_for_who_is_not_the_worker_any_more(cast: Cast, now: datetime, days: int) -> None:
    say(thread_of(cast.maureen, now), cast.maureen, "Are you there?", at=now)
    new = Notice.objects.filter(user=cast.sunita, kind=Kind.MESSAGE, read_at=None)
    assert new.exists()
    handover = hand_over(cast.maureen, cast.ben, cast.morag, days=days)
    assert new.exists() == bool(days)
    begin_handovers(handover.starts_at)
    assert not new.exists()


def test_an_allocation_that_nobody_was_told_of_lets_nobody_write(cast: Cast, now: datetime) -> None:
    """Told first: made past the portal's own ways, an allocation opens the record and not the pen."""
    Allocation.objects.filter(person=cast.maureen).update(ends_at=now)
    allocate(cast.maureen, cast.ben, since=now)
    with pytest.raises(Denied, match=NOT_TOLD[:30]):
        say(thread_of(cast.maureen, now), cast.ben, "Surprise", at=now)
    say(thread_of(cast.amira, now), cast.hana, "The first worker needs no telling", at=now)
    handover = Handover.objects.create(
        person=cast.maureen,
        before=cast.sunita,
        worker=cast.ben,
        allocation=Allocation.objects.get(worker=cast.ben),
        starts_at=now,
        named_by=cast.morag,
        told_at=now + timedelta(hours=1),
    )
    with pytest.raises(Denied):
        say(thread_of(cast.maureen, now), cast.ben, "Surprise", at=now)
    say(thread_of(cast.maureen, now), cast.ben, "Told", at=handover.told_at)


def test_the_same_again_is_one_and_another_needs_the_first_to_be_changed(cast: Cast, now: datetime) -> None:
    first = hand_over(cast.maureen, cast.ben, cast.morag)
    assert hand_over(cast.maureen, cast.ben, cast.morag) == first
    with pytest.raises(Denied, match="Ben is named for Maureen already"):
        hand_over(cast.maureen, cast.hana, cast.morag)
    assert (Handover.objects.count(), Allocation.objects.filter(person=cast.maureen).count()) == (1, 2)


@pytest.mark.parametrize("who", ["sunita", "ben", "hana", "maureen", "ed", "dee", "yusuf"])
def test_only_the_manager_of_the_team_names(cast: Cast, who: str) -> None:
    yusuf = UserFactory(known_as="Yusuf", team_manager=True, team=cast.south)
    with pytest.raises(Denied):
        hand_over(cast.maureen, cast.ben, yusuf if who == "yusuf" else getattr(cast, who))
    assert not Handover.objects.exists()


def test_whom_and_when_nobody_can_be_named(cast: Cast) -> None:
    gone = UserFactory(social_worker=True, team=cast.north, is_active=False)
    for worker, days in (
        (cast.sunita, 3), (cast.morag, 3), (cast.amira, 3), (gone, 3), (cast.ben, -1), (cast.ben, 184),
    ):  # fmt: skip
        with pytest.raises(Denied):
            hand_over(cast.maureen, worker, cast.morag, days=days)
    with pytest.raises(Denied):
        hand_over(cast.ben, cast.sunita, cast.morag)
    assert not Notice.objects.exists()


def test_a_worker_of_another_team_can_come(cast: Cast) -> None:
    handover = hand_over(cast.maureen, cast.hana, cast.morag)
    assert named_social_worker(cast.maureen, at=handover.starts_at) == cast.hana


def test_who_never_had_one_gets_one_and_is_told(cast: Cast, now: datetime) -> None:
    iris = UserFactory(known_as="Iris")
    handover = hand_over(iris, cast.ben, cast.morag, days=0, at=now)
    assert handover.before is None
    assert told(iris) == {Kind.HANDOVER, Kind.SUMMARY}
    say(thread_of(iris, now), cast.ben, "Good morning", at=now)


def test_another_day_moves_both_ends_and_tells_all_three(cast: Cast, now: datetime) -> None:
    handover = hand_over(cast.maureen, cast.ben, cast.morag, days=5)
    for days in (9, 2, 0):
        Notice.objects.all().delete()
        handover = change_handover(
            handover=handover, worker=cast.ben, day=in_days(days, now), reason="", by=cast.morag, at=now
        )
        old, new = Allocation.objects.filter(person=cast.maureen).order_by("starts_at")
        assert old.ends_at == new.starts_at == handover.starts_at
        assert Kind.HANDOVER_NEWS in told(cast.maureen)
        assert Kind.PEOPLE_NEWS in told(cast.ben)
        assert Kind.PEOPLE_NEWS in told(cast.sunita)
    with pytest.raises(Denied):
        change_handover(handover=handover, worker=cast.hana, day=in_days(3), reason="", by=cast.morag, at=now)


def test_somebody_else_comes_instead(cast: Cast, now: datetime) -> None:
    handover = hand_over(cast.maureen, cast.ben, cast.morag)
    change_handover(handover=handover, worker=cast.hana, day=in_days(3), reason="", by=cast.morag, at=now)
    assert named_social_worker(cast.maureen, at=handover.starts_at) == cast.hana
    assert told(cast.hana) == {Kind.TAKING_OVER}
    assert told(cast.ben) == {Kind.PEOPLE_NEWS}
    leads_somewhere(cast.ben)
    assert not list(coming_to(cast.ben, at=now))


def test_called_off_everything_stays_and_all_are_told(cast: Cast, now: datetime) -> None:
    handover = hand_over(cast.maureen, cast.ben, cast.morag)
    day = handover.starts_at
    Notice.objects.exclude(user=cast.ben).delete()
    call_off(handover=handover, by=cast.morag, at=now)
    assert named_social_worker(cast.maureen, at=day + timedelta(days=400)) == cast.sunita
    assert told(cast.maureen) == {Kind.HANDOVER_NEWS}
    assert told(cast.ben) == told(cast.sunita) == {Kind.PEOPLE_NEWS}
    leads_somewhere(cast.ben)
    # The email that said so goes to the address of before.
    page = signed_in(cast.ben).get(handover.worker_url, follow=True).content.decode()
    assert "was called off" in page
    assert signed_in(cast.hana).get(handover.worker_url).status_code == 404
    begin_handovers(day)
    assert Kind.FAREWELL not in told(cast.maureen)
    with pytest.raises(Denied):
        call_off(handover=handover, by=cast.morag, at=now)
    assert hand_over(cast.maureen, cast.ben, cast.morag) != handover


def test_who_named_the_worker_and_went_to_another_team_changes_nothing_more(cast: Cast, now: datetime) -> None:
    handover, north = hand_over(cast.maureen, cast.ben, cast.morag), cast.morag.team
    for team, role in ((cast.south, cast.morag.role), (north, cast.ben.role)):
        before = cast.morag.role
        cast.morag.team, cast.morag.role = team, role
        cast.morag.save()
        with pytest.raises(Denied):
            call_off(handover=handover, by=cast.morag, at=now)
        with pytest.raises(Denied):
            change_handover(handover=handover, worker=cast.hana, day=in_days(3), reason="", by=cast.morag, at=now)
        cast.morag.role = before
    assert named_social_worker(cast.maureen, at=handover.starts_at) == cast.ben


def test_once_the_day_has_come_nothing_can_be_called_off(cast: Cast) -> None:
    handover = hand_over(cast.maureen, cast.ben, cast.morag)
    with pytest.raises(Denied):
        call_off(handover=handover, by=cast.morag, at=handover.starts_at)
    assert named_social_worker(cast.maureen, at=handover.starts_at) == cast.ben


def test_several_at_once_are_all_or_none(cast: Cast, now: datetime) -> None:
    desmond = UserFactory(known_as="Desmond")
    allocate(desmond, cast.sunita)
    with pytest.raises(Denied):
        name_for_several(
            people=[cast.maureen, desmond, cast.amira],
            worker=cast.ben,
            day=in_days(3),
            reason="",
            by=cast.morag,
            at=now,
        )
    assert not Handover.objects.exists()
    assert not Notice.objects.exists()
    made = name_for_several(
        people=[cast.maureen, desmond], worker=cast.ben, day=in_days(3), reason="", by=cast.morag, at=now
    )
    assert {each.person for each in made} == {cast.maureen, desmond}


def test_the_person_sees_the_face_of_who_comes_and_who_comes_does_not_see_theirs(cast: Cast, now: datetime) -> None:
    hand_over(cast.maureen, cast.hana, cast.morag)
    assert have_to_do_with_each_other(cast.maureen, cast.hana, at=now)
    assert not have_to_do_with_each_other(cast.hana, cast.maureen, at=now)
    assert not have_to_do_with_each_other(cast.amira, cast.sunita, at=now)


def test_no_notice_holds_a_name(cast: Cast) -> None:
    TeamFactory(name="Team West")
    hand_over(cast.maureen, cast.ben, cast.morag, reason="Because of the tangerine tin")
    for notice in Notice.objects.all():
        assert not any(word in notice.get_kind_display() + notice.path for word in ("Ben", "Maureen", "tangerine"))


def test_pages_are_for_the_person_and_for_who_comes(cast: Cast) -> None:
    handover = hand_over(cast.maureen, cast.hana, cast.morag, reason="Sunita moves to Leeds.")
    page = signed_in(cast.maureen).get(handover.get_absolute_url()).content.decode()
    assert "Hana" in page
    assert "Sunita moves to Leeds." in page
    for stranger in (cast.beth, cast.amira, cast.ben, cast.sunita, cast.hana):
        assert signed_in(stranger).get(handover.get_absolute_url()).status_code == 404
    page = signed_in(cast.hana).get(handover.worker_url).content.decode()
    assert "Before, you see nothing." in page
    for stranger in (cast.maureen, cast.ben, cast.sunita, cast.morag):
        assert signed_in(stranger).get(handover.worker_url).status_code == 404


def test_what_waits_is_promised_by_the_days_of_who_comes(cast: Cast, now: datetime) -> None:
    say(thread_of(cast.maureen, now), cast.maureen, "When can I begin?", at=now)
    before = AwaitedReply.objects.get().by_when
    slow = UserFactory(social_worker=True, team=cast.north, reply_within_days=9)
    handover = hand_over(cast.maureen, slow, cast.morag, days=0, at=now)
    assert AwaitedReply.objects.get().by_when > before
    assert waiting_in(cast.north, now)[0].worker_id == handover.worker_id
