"""What the person and who helps them write: between the two of them, and closed when the help ends."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from asgiref.sync import sync_to_async
from channels.db import database_sync_to_async as in_database
from django.test import Client
from django.utils import timezone

from community.help_requests.enums import State
from community.help_requests.models import Helping, HelpRequest
from community.helping import services
from community.messaging.models import Message, Thread
from community.messaging.watching import NOT_IN_IT
from community.replies.models import AwaitedReply
from planning.documents.models import Document
from portal.accounts.models import User
from portal.notifications.enums import Kind
from portal.notifications.models import Notice
from portal.relationships.models import Match
from tests.factories.community import add_file, say
from tests.factories.planning import answer, make_document, share_with_worker
from tests.integration.community.helping.conftest import LONG, run_out, text_of
from tests.personas import Cast
from tests.sockets.pages import page_of

LATER = timedelta(minutes=1)


@pytest.fixture
def thread(helping: Helping) -> Thread:
    found: Thread = Thread.objects.get()
    return found


@pytest.mark.django_db
def test_both_find_it_read_it_and_are_told(cast: Cast, thread: Thread, pat: Client, maureen: Client) -> None:
    say(thread, cast.maureen, "Are you coming on Friday?")
    for address in ("/messages/", thread.get_absolute_url()):
        assert "Are you coming on Friday?" in text_of(pat, address)
    say(thread, cast.pat, "At two.")
    listed = text_of(maureen, "/messages/")
    assert "Pat and me" in listed
    assert "At two." in listed
    assert Notice.objects.filter(user=cast.maureen, kind=Kind.MESSAGE, path=thread.get_absolute_url()).exists()
    assert "Waits for an answer" not in text_of(pat, "/messages/")


@pytest.mark.django_db
def test_nobody_promises_an_answer_there(cast: Cast, thread: Thread, maureen: Client) -> None:
    say(thread, cast.maureen, "Are you coming on Friday?")
    assert not AwaitedReply.objects.exists()
    text = text_of(maureen, thread.get_absolute_url())
    assert "answer by" not in text.lower()
    assert "You and Pat can see this." in text


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["beth", "sunita", "ben", "morag", "dee", "ed", "amira"])
def test_nobody_else_meets_it(cast: Cast, thread: Thread, browser_of: Callable[[User], Client], who: str) -> None:
    kept = say(thread, cast.maureen, "the heron at the weir")
    file, client = add_file(kept), browser_of(getattr(cast, who))
    for part in ("", "search/", "print/", "people/", "since/0/", f"files/{file.uuid}/"):
        assert client.get(f"{thread.get_absolute_url()}{part}").status_code == 404
    for address in ("/messages/", "/home/", "/caseload/", f"/caseload/{cast.maureen.uuid}/"):
        assert "heron" not in client.get(address).content.decode()


@pytest.mark.django_db
def test_after_the_end_the_person_reads_and_a_sentence_stands_where_the_box_was(
    cast: Cast, helping: Helping, thread: Thread, maureen: Client, pat: Client
) -> None:
    file = add_file(say(thread, cast.pat, "At two."))
    for client in (maureen, pat):
        assert "<textarea" in text_of(client, thread.get_absolute_url())
        assert client.get(f"{thread.get_absolute_url()}files/{file.uuid}/").status_code == 200
    services.end_help(helping=helping, by=cast.maureen, at=timezone.now())
    for part in ("", "search/", "print/", "people/", "since/0/", f"files/{file.uuid}/"):
        assert pat.get(f"{thread.get_absolute_url()}{part}").status_code == 404
        assert maureen.get(f"{thread.get_absolute_url()}{part}").status_code == 200
    text = text_of(maureen, thread.get_absolute_url())
    assert "At two." in text
    assert "<textarea" not in text
    assert "nobody but you reads here" in text
    assert "Only you can see this now." in text
    assert "Pat and me" in text
    listed = text_of(maureen, "/messages/")
    assert "Pat and me" in listed
    assert "At two." not in text_of(pat, "/messages/")


@pytest.mark.django_db
def test_a_message_sent_from_a_page_that_is_too_old_is_not_kept_and_comes_back(
    cast: Cast, helping: Helping, thread: Thread, maureen: Client, pat: Client
) -> None:
    typed = {"client_id": "4b9d0f0e-2c38-4c38-9d2e-000000000001", "words": "One more thing"}
    run_out(helping, timezone.now())
    for client, status in ((maureen, 403), (pat, 404)):
        said = client.post(thread.get_absolute_url(), typed, headers={"Sec-Fetch-Site": "same-origin"})
        assert said.status_code == status
        assert "One more thing" in said.content.decode()
    assert not Message.objects.exists()


@pytest.mark.django_db
def test_what_a_message_points_at_shows_only_where_the_helper_may_read_it(
    cast: Cast, thread: Thread, plan: Document, maureen: Client, pat: Client
) -> None:
    other = make_document(cast.maureen, title="Not for Pat")
    answer(other, LONG, "My own money")
    share_with_worker(other)
    for document, words in ((plan, "About the choir"), (other, "About that")):
        where = {"document": str(document.uuid), "question": LONG}
        asked = maureen.get(thread.get_absolute_url(), where).content.decode()
        assert ("Pat cannot see this answer now" in asked) is (document == other)
        typed = {"client_id": str(document.uuid), "words": words, **where}
        assert maureen.post(thread.get_absolute_url(), typed).status_code == 302
    text = text_of(pat, thread.get_absolute_url())
    assert "About that" in text
    assert "The choir on Thursdays" in text
    assert "My own money" not in text
    assert "Not for Pat" not in text


# What a socket sees has to be committed.
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("how", ["the person ends it", "the helper stops", "the organisation ends it", "the clock"])
async def test_an_open_page_is_closed_within_five_seconds(cast: Cast, helping: Helping, how: str) -> None:
    thread = await in_database(Thread.objects.get)()
    await in_database(say)(thread, cast.maureen, "Good morning")

    def happen(at: datetime) -> None:
        if how == "the person ends it":
            services.end_help(helping=helping, by=cast.maureen, at=at)
        elif how == "the helper stops":
            services.step_back(helping=helping, words="", by=cast.pat, at=at)
        elif how == "the organisation ends it":
            services.close_help(helping=helping, words="We close.", by=cast.dee, at=at)
        else:
            # Nothing else is done: nobody is told, and no chore runs.
            Match.objects.filter(pk=helping.match_id).update(ends_at=at)

    async with page_of(cast.pat, thread.uuid) as his, page_of(cast.maureen, thread.uuid) as hers:
        his.heard.clear()
        await in_database(happen)(timezone.now())
        await his.listen(5)
        assert his.code == NOT_IN_IT
        assert "Good morning" not in str(his.heard)
        # What is hers stays open.
        assert hers.code is None
    state = await sync_to_async(lambda: HelpRequest.objects.get().state)()
    assert (state == State.MATCHED) is (how == "the clock")


@pytest.mark.django_db(transaction=True)
async def test_whoever_is_not_in_it_opens_no_page_of_it(cast: Cast, helping: Helping) -> None:
    thread = await in_database(Thread.objects.get)()
    for who in (cast.sunita, cast.beth, cast.dee):
        async with page_of(who) as page:
            await page.say({"watch": str(thread.uuid), "revision": 0})
            await page.listen(3)
            assert page.code == NOT_IN_IT
