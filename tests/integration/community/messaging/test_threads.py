"""The list of threads, who is in them, and who is told."""

import re
from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from community.messaging.models import Message, Thread
from community.messaging.services import arrange_thread
from portal.accounts.models import User
from portal.audit.models import Event
from portal.notifications.models import Notice
from portal.relationships.models import Cover
from tests.factories.community import same_again, say, thread_of
from tests.factories.portal import UserFactory, allocate, join_circle
from tests.integration.community.messaging.family_pages import Browser, family, new_ones, queries, text
from tests.personas import Cast


def test_a_person_begins_with_their_social_worker(cast: Cast, browser_of: Browser) -> None:
    maureen = browser_of(cast.maureen)
    assert "Write to Sunita" in text(maureen, "/messages/")
    page = text(maureen, "/messages/my-social-worker/")
    assert "Sunita and me" in page and "Write to Sunita" in page
    assert "Nothing written yet" in page
    assert not Thread.objects.exists(), "looking changes nothing"
    form = {"words": " ", "client_id": str(uuid4())}
    assert "Write a few words" in maureen.post("/messages/my-social-worker/", form).content.decode()
    assert not Thread.objects.exists()
    form["words"] = "Good morning"
    first, second = (maureen.post("/messages/my-social-worker/", form) for _ in range(2))
    thread = Thread.objects.get()
    assert first["Location"] == second["Location"] == f"{thread.get_absolute_url()}#m1"
    assert Message.objects.get().thread == thread
    assert maureen.get("/messages/my-social-worker/")["Location"] == thread.get_absolute_url()
    assert browser_of(cast.sunita).get(f"/messages/with/{cast.maureen.uuid}/")["Location"] == thread.get_absolute_url()
    assert browser_of(cast.hana).get(f"/messages/with/{cast.maureen.uuid}/").status_code == 404


def test_a_worker_begins_with_one_of_their_people(cast: Cast, browser_of: Browser) -> None:
    address, form = f"/messages/with/{cast.maureen.uuid}/", {"words": "Good morning", "client_id": str(uuid4())}
    sunita, hana = browser_of(cast.sunita), browser_of(cast.hana)
    assert "Write to Maureen" in text(sunita, address)
    assert hana.get(address).status_code == hana.post(address, form).status_code == 404
    assert not Thread.objects.exists()
    assert sunita.post(address, form).status_code == 302
    assert Message.objects.get().author == cast.sunita
    assert "Good morning" in text(browser_of(cast.maureen), Thread.objects.get().get_absolute_url())


def test_first_words_of_who_was_signed_out_wait_for_them(cast: Cast, browser_of: Browser) -> None:
    address = "/messages/my-social-worker/"
    page = text(browser_of(cast.maureen), address)
    found = re.search(r'name="held-for" value="([^"]+)"', page)
    assert found
    form = {"words": "Half a sentence", "client_id": str(uuid4()), "held-for": found.group(1)}
    assert Client().post(address, form).status_code == 302
    back = browser_of(cast.maureen)
    assert "Half a sentence" in text(back, address)
    # Also where the thread has begun meanwhile.
    thread_of(cast.maureen)
    assert "Half a sentence" in text(back, address)


def test_somebody_with_no_social_worker_is_told_how_to_begin(cast: Cast, browser_of: Browser) -> None:
    iris = browser_of(UserFactory(known_as="Iris"))
    assert "You have no social worker here yet" in text(iris, "/messages/")
    assert iris.get("/messages/my-social-worker/")["Location"] == "/messages/"
    refused = iris.post("/messages/my-social-worker/", {"words": "Is anybody there?"})
    assert refused.status_code == 403 and "Is anybody there?" in refused.content.decode()
    assert not Thread.objects.exists()


def test_a_worker_meets_what_is_new_first_then_what_waits_longest(
    cast: Cast, browser_of: Browser, now: datetime
) -> None:
    names = ("Longest", "Later", "Answered", "Unread")
    for hours, name in enumerate(names):
        person = UserFactory(known_as=name)
        allocate(person, cast.hana)
        at = now - timedelta(hours=9 - hours)
        thread = thread_of(person, at)
        say(thread, person, "the tangerine tin", at=at)
        if name != "Unread":
            browser_of(cast.hana).get(thread.get_absolute_url())
        if name == "Answered":
            say(thread, cast.hana, "Gladly", at=at)
    page = text(browser_of(cast.hana), "/messages/")
    places = [page.index(f"{name} Example") for name in ("Unread", "Longest", "Later", "Answered")]
    assert places == sorted(places)
    assert "the tangerine tin" not in page
    assert "Amira" in page[page.index("Not written yet") :]
    listed = Event.objects.get(verb="message list opened")
    assert len(listed.detail["people"]) == 5


def test_the_navigation_counts_what_is_new_for_each(cast: Cast, browser_of: Browser, now: datetime) -> None:
    Cover.objects.all().delete()
    thread = thread_of(cast.maureen, now)
    for words in "ab":
        say(thread, cast.sunita, words, at=now)
    maureen, sunita, beth = browser_of(cast.maureen), browser_of(cast.sunita), browser_of(cast.beth)
    assert new_ones(maureen) == 2
    assert new_ones(sunita) == new_ones(beth) == 0
    maureen.get(thread.get_absolute_url())
    assert new_ones(maureen) == 0
    say(thread, cast.maureen, "c", at=now)
    assert (new_ones(maureen), new_ones(sunita)) == (0, 1)


def test_who_stands_in_begins_where_the_named_worker_stopped(cast: Cast, browser_of: Browser, now: datetime) -> None:
    thread = thread_of(cast.maureen, now)
    say(thread, cast.maureen, "a", at=now)
    browser_of(cast.sunita).get(thread.get_absolute_url())
    assert new_ones(browser_of(cast.ben)) == 0
    say(thread, cast.maureen, "b", at=now)
    assert new_ones(browser_of(cast.ben)) == 1
    browser_of(cast.ben).get(thread.get_absolute_url())
    assert new_ones(browser_of(cast.ben)) == 0
    # Sunita has not seen what came while she was away.
    assert new_ones(browser_of(cast.sunita)) == 1


@pytest.mark.django_db(transaction=True)
def test_everybody_else_in_a_thread_is_told_once_and_of_no_words(
    cast: Cast, browser_of: Browser, now: datetime
) -> None:
    thread = family(cast, now, with_worker=True)
    mail.outbox = []
    for words in ("the tangerine tin", "behind the clock"):
        say(thread, cast.maureen, words, at=now)
    assert set(Notice.objects.values_list("user__known_as", "kind")) == {("Beth", "message"), ("Sunita", "message")}
    assert Notice.objects.count() == 2
    assert not any("tangerine" in letter.body + letter.subject for letter in mail.outbox)
    browser_of(cast.beth).get(thread.get_absolute_url())
    assert list(Notice.objects.filter(read_at=None).values_list("user__known_as", flat=True)) == ["Sunita"]


def test_a_second_thread_is_for_those_who_were_chosen(cast: Cast, browser_of: Browser, now: datetime) -> None:
    maureen = browser_of(cast.maureen)
    key = str(uuid4())
    body = {"title": "Sunday dinner", "who": [str(cast.beth_in_circle.uuid)], "key": key}
    first, again = maureen.post("/messages/new/", body), maureen.post("/messages/new/", body)
    thread = Thread.objects.get()
    assert first["Location"] == again["Location"] == thread.get_absolute_url()
    say(thread, cast.maureen, "the tangerine tin", at=now)
    assert "the tangerine tin" in text(browser_of(cast.beth), thread.get_absolute_url())
    for other in (cast.sunita, cast.ben, cast.ruth, cast.amira, cast.morag):
        assert browser_of(other).get(thread.get_absolute_url()).status_code == 404
        assert "Sunday dinner" not in text(browser_of(other), "/messages/")


def test_a_key_that_is_somebody_elses_thread_begins_ones_own(cast: Cast, browser_of: Browser, now: datetime) -> None:
    hers = family(cast, now)
    place = join_circle(cast.amira, UserFactory(known_as="Zed"))
    answer = browser_of(cast.amira).post("/messages/new/", {"who": [str(place.uuid)], "key": str(hers.uuid)})
    own = Thread.objects.get(person=cast.amira)
    assert answer["Location"] == own.get_absolute_url() != hers.get_absolute_url()


@pytest.mark.parametrize("who", ["sunita", "beth"])
def test_who_goes_while_they_write_the_first_message_has_their_words_back(
    cast: Cast, browser_of: Browser, now: datetime, who: str
) -> None:
    thread = family(cast, now, with_worker=True)
    client, stranger = browser_of(getattr(cast, who)), browser_of(cast.hana)
    client.get(thread.get_absolute_url())
    later = timezone.now()
    arrange_thread(thread=thread, title="All", places=[], with_worker=False, by=cast.maureen, at=later)
    said = {"words": "I had just begun to write", "client_id": str(uuid4())}
    page = client.post(thread.get_absolute_url(), said)
    assert page.status_code == 404
    assert "Not saved" in page.content.decode() and "I had just begun to write" in page.content.decode()
    assert client.get(thread.get_absolute_url()).status_code == 404
    assert stranger.post(thread.get_absolute_url(), said).status_code == 404
    assert not Message.objects.exists()


def test_that_a_worker_opened_it_is_written_down_once_an_opening(
    cast: Cast, browser_of: Browser, now: datetime
) -> None:
    thread = thread_of(cast.maureen, now)
    say(thread, cast.maureen, "Hello", at=now)
    for user in (cast.sunita, cast.sunita, cast.ben, cast.maureen):
        browser_of(user).get(thread.get_absolute_url())
    opened = Event.objects.filter(verb="messages opened", person_id=cast.maureen.pk)
    assert sorted(opened.values_list("actor_id", flat=True)) == sorted([cast.sunita.pk, cast.ben.pk])


def test_the_page_of_a_thread_takes_as_many_queries_for_many_messages(
    cast: Cast, browser_of: Browser, now: datetime
) -> None:
    thread = thread_of(cast.maureen, now)
    for number in range(10):
        say(thread, (cast.maureen, cast.sunita)[number % 2], f"message {number}", at=now)
    maureen, sunita = browser_of(cast.maureen), browser_of(cast.sunita)
    for client in (maureen, sunita):
        client.get(thread.get_absolute_url())
    few = [queries(client, thread.get_absolute_url()) for client in (maureen, sunita)]
    thread.refresh_from_db()
    Message.objects.bulk_create(
        Message(
            thread=thread,
            number=number,
            revision=number,
            client_id=uuid4(),
            digest="",
            author=cast.maureen,
            words="again",
            sent_at=now,
        )
        for number in range(11, 5_001)
    )
    Thread.objects.update(last_number=5_000, revision=5_000)
    for client, before in zip((maureen, sunita), few, strict=True):
        client.get(thread.get_absolute_url())
        page = text(client, thread.get_absolute_url())
        assert page.count('data-number="') == 50
        assert "Show earlier messages" in page
        assert queries(client, thread.get_absolute_url()) <= before


def test_the_list_takes_as_many_queries_for_many_threads(cast: Cast, browser_of: Browser, now: datetime) -> None:
    def more(count: int) -> list[User]:
        people = UserFactory.create_batch(count)
        for person in people:
            allocate(person, cast.hana)
        return people

    [person] = more(1)
    theirs = thread_of(person, now)
    say(theirs, person, at=now)
    hana, maureen = browser_of(cast.hana), browser_of(cast.maureen)
    hana.get("/messages/")
    one = queries(hana, "/messages/")
    same_again(theirs, more(199))
    assert queries(hana, "/messages/") == one
    own = family(cast, now)
    say(own, cast.beth, at=now)
    maureen.get("/messages/")
    one = queries(maureen, "/messages/")
    same_again(own, [cast.maureen] * 199)
    assert queries(maureen, "/messages/") == one


def test_earlier_messages_come_when_they_are_asked_for(cast: Cast, browser_of: Browser, now: datetime) -> None:
    thread = thread_of(cast.maureen, now)
    for number in range(1, 121):
        say(thread, cast.sunita, f"word{number}.", at=now)
    maureen = browser_of(cast.maureen)
    newest = text(maureen, thread.get_absolute_url())
    assert "word71." in newest
    assert "word70." not in newest
    earlier = text(maureen, f"{thread.get_absolute_url()}?before=71")
    assert "word21." in earlier
    assert "word70." in earlier
    assert "word71." not in earlier
    assert "Show later messages" in earlier
    around = text(maureen, f"{thread.get_absolute_url()}?at=5")
    assert "word5." in around
    assert "Show earlier messages" not in around


def test_from_the_page_of_a_person_a_worker_begins_to_write(cast: Cast, browser_of: Browser, now: datetime) -> None:
    sunita, page = browser_of(cast.sunita), f"/caseload/{cast.maureen.uuid}/"
    assert "Write to Maureen" in text(sunita, page)
    [address] = re.findall(r'href="([^"]+)">Write to Maureen', text(sunita, page))
    sent = sunita.post(address, {"words": "How was the visit?", "client_id": str(uuid4())}, follow=True)
    assert "How was the visit?" in sent.content.decode()
    assert "Read and write messages" in text(sunita, page)


def test_who_only_helps_is_asked_for_no_joining_code(cast: Cast, browser_of: Browser, now: datetime) -> None:
    family(cast, now)
    assert "You have no social worker here yet" not in text(browser_of(cast.beth), "/messages/")
    assert "You have no social worker here yet" in text(browser_of(cast.ruth), "/messages/")
