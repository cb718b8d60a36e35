"""Looking for words in a thread, and printing it."""

from collections.abc import Callable
from datetime import datetime

from django.test import Client

from portal.accounts.models import User
from portal.audit.models import Event
from tests.factories.community import add_file, family_thread, say, thread_of
from tests.personas import Cast

Browser = Callable[[User], Client]


def test_words_lead_to_their_message(cast: Cast, browser_of: Browser, now: datetime) -> None:
    thread = thread_of(cast.maureen, now)
    say(thread, cast.maureen, "I keep it in the tangerine tin behind the clock", at=now)
    message = say(thread, cast.sunita, "Which TIN is that?", at=now)
    add_file(say(thread, cast.maureen, "Here it is", at=now), name="tin.jpg")
    say(thread, cast.maureen, "Something else", at=now)
    address = f"{thread.get_absolute_url()}search/"
    page = browser_of(cast.maureen).post(address, {"words": "tin"}).content.decode()
    assert "3 messages with these words" in page
    assert "<mark>TIN</mark> is that?" in page
    assert message.get_absolute_url().replace("&", "&amp;") in page
    assert "Something else" not in page
    two = browser_of(cast.maureen).post(address, {"words": "clock tin"}).content.decode()
    assert "1 message with these words" in two
    none = browser_of(cast.maureen).post(address, {"words": "harbour"}).content.decode()
    assert "No message has these words" in none
    empty = browser_of(cast.maureen).post(address, {"words": " "}).content.decode()
    assert "Write a word to look for." in empty


def test_nobody_finds_what_is_not_theirs_to_read(cast: Cast, browser_of: Browser, now: datetime) -> None:
    private = thread_of(cast.maureen, now)
    say(private, cast.maureen, "the tangerine tin", at=now)
    family = family_thread(cast.maureen, cast.beth_in_circle, at=now)
    say(family, cast.maureen, "Dinner at one", at=now)
    found = browser_of(cast.beth).post(f"{family.get_absolute_url()}search/", {"words": "tangerine"})
    assert "No message has these words" in found.content.decode()
    refused = browser_of(cast.beth).post(f"{private.get_absolute_url()}search/", {"words": "tangerine"})
    assert refused.status_code == 404


def test_all_of_it_is_printed_and_staff_are_written_down(cast: Cast, browser_of: Browser, now: datetime) -> None:
    thread = thread_of(cast.maureen, now)
    for number in range(60):
        say(thread, cast.maureen, f"word{number}.", at=now)
    address = f"{thread.get_absolute_url()}print/"
    page = browser_of(cast.sunita).get(address).content.decode()
    assert "word0." in page
    assert "word59." in page
    assert "Reply" not in page
    browser_of(cast.maureen).get(address)
    assert [event.actor_id for event in Event.objects.filter(verb="messages printed")] == [cast.sunita.pk]
