"""What waits, as pages: for the worker, for who stands in, for the manager; and what stands beside a message."""

from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from community.replies.models import AwaitedReply
from portal.hours.services import choose_stand_in
from portal.relationships.models import Allocation, Cover
from tests.factories.community import say, thread_of
from tests.factories.portal import UserFactory, allocate
from tests.personas import Cast, signed_in

SECRET = "the tangerine tin behind the clock"


def late(cast: Cast) -> AwaitedReply:
    """A message of Maureen's whose time is over, with Ben as the stand-in as a rule."""
    now = timezone.now()
    Cover.objects.all().delete()
    choose_stand_in(worker=cast.sunita, stand_in=cast.ben, by=cast.sunita, at=now)
    say(thread_of(cast.maureen), cast.maureen, SECRET)
    AwaitedReply.objects.update(by_when=now - timedelta(hours=1), manager_at=now + timedelta(days=3))
    return AwaitedReply.objects.get()


def test_the_list_asks_as_often_for_many_as_for_one(cast: Cast) -> None:
    def asked(who: object, address: str) -> int:
        browser = signed_in(who)  # type: ignore[arg-type]
        browser.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert browser.get(address).status_code == 200
        return len(queries)

    pages = ((cast.sunita, "/waiting/"), (cast.morag, "/team/waiting/"), (cast.morag, "/team/away/"))
    say(thread_of(cast.maureen), cast.maureen)
    one = [asked(*page) for page in pages]
    for _ in range(12):
        person = UserFactory()
        allocate(person, cast.sunita)
        say(thread_of(person), person)
        UserFactory(social_worker=True, team=cast.north)
    assert [asked(*page) for page in pages] == one


def test_who_stands_in_as_a_rule_learns_that_it_is_late_and_not_whose_it_is(cast: Cast) -> None:
    late(cast)
    text = signed_in(cast.ben).get("/waiting/").content.decode()
    assert "1 message for <b>Sunita</b> is late" in text
    assert "Maureen" not in text
    assert SECRET not in text
    assert signed_in(cast.ben).get(thread_of(cast.maureen).get_absolute_url()).status_code == 404
    signed_in(cast.ben).post(f"/away/today/{cast.sunita.uuid}/", {"next": "/waiting/"})
    assert "Maureen" in signed_in(cast.ben).get("/waiting/").content.decode()
    assert SECRET in signed_in(cast.ben).get(thread_of(cast.maureen).get_absolute_url()).content.decode()


def test_a_manager_reads_whose_it_is_and_never_what_it_says(cast: Cast) -> None:
    late(cast)
    text = signed_in(cast.morag).get("/team/waiting/").content.decode()
    assert "Maureen" in text
    assert "late" in text
    assert SECRET not in text


def test_the_person_reads_by_when_and_what_was_said_first(cast: Cast) -> None:
    Cover.objects.all().delete()
    thread = thread_of(cast.maureen)
    say(thread, cast.maureen)
    browser = signed_in(cast.maureen)
    text = browser.get(thread.get_absolute_url()).content.decode()
    assert "Sunita answers by" in text
    assert "first. It takes longer now" not in text
    AwaitedReply.objects.update(by_when=timezone.now() + timedelta(days=8), manager_at=timezone.now() + timedelta(9))
    text = browser.get(thread.get_absolute_url()).content.decode()
    assert "first. It takes longer now" in text


def test_with_nobody_named_and_no_team_the_council_is_given(cast: Cast) -> None:
    Allocation.objects.filter(person=cast.maureen).delete()
    text = signed_in(cast.maureen).get("/home/").content.decode()
    assert "The council" in text or "Adult social care at the council" in text


def test_only_the_sides_of_a_thread_say_that_it_needs_no_answer_or_one(cast: Cast) -> None:
    late(cast)
    path = f"/messages/{thread_of(cast.maureen).uuid}/1/"
    for who in (cast.hana, cast.maureen, cast.ben, cast.morag):
        assert signed_in(who).post(f"{path}no-answer/").status_code == 404
    assert signed_in(cast.beth).post(f"{path}answer-please/").status_code == 404
    assert AwaitedReply.objects.open().exists()
    signed_in(cast.sunita).post(f"{path}no-answer/")
    assert not AwaitedReply.objects.open().exists()
    page = signed_in(cast.maureen).get(thread_of(cast.maureen).get_absolute_url()).content.decode()
    assert "Sunita has read this and thinks it needs no answer." in page
    signed_in(cast.maureen).post(f"{path}answer-please/")
    assert AwaitedReply.objects.open().exists()
