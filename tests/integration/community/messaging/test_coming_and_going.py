"""Who comes into a thread reads from then on, and who goes reads nothing more; to others no trace of it shows."""

import re
from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from community.messaging.models import Message, Thread, ThreadMember
from community.messaging.services import arrange_thread, leave_thread, start_thread
from portal.access.decisions import Denied
from portal.notifications.models import Notice
from tests.factories.community import add_file, say, thread_of
from tests.factories.portal import UserFactory, join_circle
from tests.integration.community.messaging.family_pages import Browser, family, new_ones, text, without_keys
from tests.personas import Cast


def test_nobody_is_added_who_is_not_in_the_circle(cast: Cast, browser_of: Browser, now: datetime) -> None:
    page = browser_of(cast.maureen).post("/messages/new/", {"who": [str(cast.ruth_in_circle.uuid)]})
    assert "not in your circle any more" in page.content.decode()
    stranger = join_circle(cast.amira, UserFactory(known_as="Zed"))
    for places, by in (([stranger], cast.maureen), ([cast.beth_in_circle], cast.beth), ([], cast.maureen)):
        with pytest.raises(Denied):
            start_thread(person=cast.maureen, title="", places=places, with_worker=False, key=uuid4(), by=by, at=now)
    assert not Thread.objects.exists()


def test_a_newcomer_reads_from_then_on_only(cast: Cast, browser_of: Browser, now: datetime) -> None:
    thread = family(cast, now)
    secret = say(thread, cast.maureen, "the tangerine tin", at=now)
    file = add_file(secret)
    jan = join_circle(cast.maureen, UserFactory(known_as="Jan"))
    arrange_thread(
        thread=thread, title="All", places=[cast.beth_in_circle, jan], with_worker=True, by=cast.maureen, at=now
    )
    assert jan.supporter is not None
    message = say(thread, cast.maureen, "Welcome", at=now)
    Message.objects.filter(pk=message.pk).update(reply_to=secret)
    for newcomer in (jan.supporter, cast.sunita):
        client = browser_of(newcomer)
        page = text(client, thread.get_absolute_url())
        assert "Welcome" in page
        assert "tangerine" not in page
        assert "Show earlier" not in page
        assert client.get(f"{thread.get_absolute_url()}files/{file.uuid}/").status_code == 404
        assert new_ones(client) == 0
    assert "tangerine" in text(browser_of(cast.beth), thread.get_absolute_url())


def test_who_is_taken_out_or_leaves_reads_nothing_more(cast: Cast, browser_of: Browser, now: datetime) -> None:
    thread = family(cast, now - timedelta(hours=1))
    say(thread, cast.maureen, "the tangerine tin", at=now)
    arrange_thread(thread=thread, title="", places=[], with_worker=False, by=cast.maureen, at=now)
    beth = browser_of(cast.beth)
    assert beth.get(thread.get_absolute_url()).status_code == 404
    assert not Notice.objects.filter(user=cast.beth, read_at=None).exists()
    arrange_thread(thread=thread, title="", places=[cast.beth_in_circle], with_worker=False, by=cast.maureen, at=now)
    say(thread, cast.maureen, "Back again", at=now)
    page = text(beth, thread.get_absolute_url())
    assert "Back again" in page
    assert "tangerine" not in page
    with pytest.raises(Denied):
        leave_thread(thread=thread, by=cast.maureen, at=now + timedelta(seconds=1))
    assert beth.post(f"{thread.get_absolute_url()}leave/")["Location"] == "/messages/"
    assert beth.get(thread.get_absolute_url()).status_code == 404
    assert not ThreadMember.objects.active(at=now + timedelta(days=1)).exists()


def test_words_written_while_a_place_ended_come_back(cast: Cast, browser_of: Browser, now: datetime) -> None:
    thread = family(cast, now - timedelta(hours=1))
    say(thread, cast.maureen, "the tangerine tin", at=now)
    beth, words = browser_of(cast.beth), {"words": "Which tin do you mean?"}
    beth.get(thread.get_absolute_url())
    arrange_thread(thread=thread, title="", places=[], with_worker=False, by=cast.maureen, at=now)
    page = beth.post(thread.get_absolute_url(), words)
    assert page.status_code == 404
    assert "Which tin do you mean?" in page.content.decode()
    assert "tangerine" not in page.content.decode()
    # Who was never in it does not learn that it is there: it is one answer, also where there is nothing at all.
    amira = browser_of(cast.amira)
    here, nowhere = (amira.post(path, words) for path in (thread.get_absolute_url(), f"/messages/{uuid4()}/"))
    assert here.status_code == nowhere.status_code == 404
    assert without_keys(here) == without_keys(nowhere)
    assert Message.objects.count() == 1


def test_a_change_to_a_message_comes_back_when_the_place_has_ended(
    cast: Cast, browser_of: Browser, now: datetime
) -> None:
    thread = family(cast, now - timedelta(hours=1))
    mine = say(thread, cast.beth, "I come at two", at=timezone.now())
    beth, path = browser_of(cast.beth), f"{thread.get_absolute_url()}{mine.number}/edit/"
    assert beth.get(path).status_code == 200
    arrange_thread(thread=thread, title="", places=[], with_worker=False, by=cast.maureen, at=timezone.now())
    page = beth.post(path, {"words": "Three!"})
    assert page.status_code == 404 and "Three!" in page.content.decode()
    mine.refresh_from_db()
    assert mine.words == "I come at two"


def test_a_supporter_meets_no_trace_of_other_threads(cast: Cast, browser_of: Browser, now: datetime) -> None:
    thread = family(cast, now)
    say(thread, cast.maureen, "Dinner at one", at=now)
    beth = browser_of(cast.beth)
    beth.get(thread.get_absolute_url())
    addresses = ("/home/", "/messages/", "/notices/", "/people/", "/people/who-looked/", thread.get_absolute_url())
    before = [plain(beth, address) for address in addresses]
    say(thread_of(cast.maureen, now), cast.maureen, "the tangerine tin", at=now)
    say(thread_of(cast.maureen, now), cast.sunita, "behind the clock", at=now)
    assert [plain(beth, address) for address in addresses] == before


def plain(client: Client, address: str) -> str:
    """A page without the tokens that differ each time."""
    page = text(client, address)
    page = re.sub(r'(name="(?:csrfmiddlewaretoken|held-for|client_id|key)"[^>]*value=")[^"]*', r"\1", page)
    return re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", "", page)
