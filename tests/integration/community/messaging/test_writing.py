"""What happens to a message that a page sends: by form, and by script."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from community.messaging.models import Message, Thread
from portal.accounts.models import User
from tests.factories.community import say, thread_of
from tests.factories.files import photo
from tests.factories.handover import hand_over
from tests.factories.portal import let_cover
from tests.personas import Cast

Browser = Callable[[User], Client]
JSON = {"HTTP_ACCEPT": "application/json"}


def send(client: Client, thread: Thread, **data: Any) -> Any:
    return client.post(thread.get_absolute_url(), {"client_id": str(uuid4()), **data}, **JSON)


def test_a_form_leads_back_to_the_message(cast: Cast, browser_of: Browser, now: datetime) -> None:
    thread, maureen = thread_of(cast.maureen, now), browser_of(cast.maureen)
    response = maureen.post(thread.get_absolute_url(), {"words": "Is cleaning allowed?", "client_id": str(uuid4())})
    assert (response.status_code, response["Location"]) == (302, f"{thread.get_absolute_url()}#m1")
    page = browser_of(cast.sunita).get(thread.get_absolute_url()).content.decode()
    assert "Is cleaning allowed?" in page
    assert 'id="m1" data-number="1" data-revision="1"' in page


def test_a_script_is_told_what_became_of_it(cast: Cast, browser_of: Browser, now: datetime) -> None:
    thread, maureen = thread_of(cast.maureen, now), browser_of(cast.maureen)
    body = {"client_id": str(uuid4()), "words": "Good morning"}
    first, again = send(maureen, thread, **body), send(maureen, thread, **body)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    assert (first.json()["number"], first.json()["revision"]) == (1, 1)
    assert "Good morning" in first.json()["html"]
    assert send(maureen, thread, **{**body, "words": "Good evening"}).status_code == 409
    assert Message.objects.count() == 1


def test_nothing_and_too_much_say_what_to_do(cast: Cast, browser_of: Browser, now: datetime) -> None:
    thread, maureen = thread_of(cast.maureen, now), browser_of(cast.maureen)
    assert send(maureen, thread, words=" \n ").json()["errors"].keys() == {"words"}
    response = send(maureen, thread, words="x" * 10_001)
    assert response.status_code == 400
    assert "This has 10001 characters" in response.json()["errors"]["words"]
    page = maureen.post(thread.get_absolute_url(), {"words": "tangerine" * 25_000})
    assert page.status_code == 400
    assert "tangerine" * 25_000 in page.content.decode()
    assert not Message.objects.exists()


@pytest.mark.parametrize("words", ["a\x00b", "a\ud800b", "a\x1bb"])
def test_what_no_keyboard_types_is_left_out(cast: Cast, browser_of: Browser, now: datetime, words: str) -> None:
    thread = thread_of(cast.maureen, now)
    body = b"words=" + words.encode("utf-8", "surrogatepass").replace(b"\x00", b"%00").replace(b"\x1b", b"%1b")
    response = browser_of(cast.maureen).post(
        thread.get_absolute_url(), body, content_type="application/x-www-form-urlencoded", **JSON
    )
    assert response.status_code == 201
    kept = Message.objects.get().words
    assert kept.startswith("a")
    assert kept.endswith("b")
    assert "\x00" not in kept


def test_a_refused_file_says_why_and_the_words_stay(cast: Cast, browser_of: Browser, now: datetime) -> None:
    thread, maureen = thread_of(cast.maureen, now), browser_of(cast.maureen)
    program = SimpleUploadedFile("game.exe", b"MZ program")
    page = maureen.post(
        thread.get_absolute_url(),
        {"words": "Look at this", "client_id": str(uuid4()), "files": [photo(), program]},
    )
    assert page.status_code == 400
    said = page.content.decode()
    assert "game.exe: This looks like a program." in said
    assert "Look at this</textarea>" in said
    assert "Write to Sunita" in said
    assert not Message.objects.exists()


def test_several_files_travel_with_one_message(cast: Cast, browser_of: Browser, now: datetime) -> None:
    thread = thread_of(cast.maureen, now)
    response = send(browser_of(cast.maureen), thread, files=[photo(name="one.jpg"), photo("red", "two.jpg")])
    assert response.status_code == 201
    files = list(Message.objects.get().files.all())
    assert [file.name for file in files] == ["one.png", "two.png"]
    address = f"{thread.get_absolute_url()}files/{files[0].uuid}/"
    assert address in response.json()["html"]
    assert browser_of(cast.sunita).get(address)["Content-Type"] == "image/png"
    assert browser_of(cast.hana).get(address).status_code == 404


def test_an_answer_quotes_what_it_answers(cast: Cast, browser_of: Browser, now: datetime) -> None:
    thread = thread_of(cast.maureen, now)
    say(thread, cast.sunita, "Shall we talk on Wednesday?", at=now)
    page = browser_of(cast.maureen).get(f"{thread.get_absolute_url()}?reply=1").content.decode()
    assert 'name="reply_to" value="1"' in page
    html = send(browser_of(cast.maureen), thread, words="Gladly", reply_to="1").json()["html"]
    assert 'data-quote="1"' in html
    assert "Shall we talk on Wednesday?" in html


def test_changed_words_stay_beside_the_new_ones(cast: Cast, browser_of: Browser, now: datetime) -> None:
    thread = thread_of(cast.maureen, now)
    message = say(thread, cast.maureen, "Tuesday", at=now)
    address = f"{thread.get_absolute_url()}1/edit/"
    response = browser_of(cast.maureen).post(address, {"words": "Thursday"})
    assert response["Location"] == message.get_absolute_url()
    page = browser_of(cast.sunita).get(thread.get_absolute_url()).content.decode()
    assert "Thursday" in page
    assert "What it said before" in page
    assert "Tuesday" in page
    Message.objects.update(sent_at=now - timedelta(minutes=16))
    late = browser_of(cast.maureen).post(address, {"words": "Friday, after all"})
    assert late.status_code == 403
    assert "Friday, after all</textarea>" in late.content.decode()


def test_that_staff_have_read_is_shown_to_the_person_and_nothing_the_other_way(
    cast: Cast, browser_of: Browser, now: datetime
) -> None:
    thread = thread_of(cast.maureen, now)
    say(thread, cast.maureen, "Hello", at=now)
    say(thread, cast.sunita, "Hello Maureen", at=now)
    say(thread, cast.maureen, "One more thing", at=now)
    maureen, sunita = browser_of(cast.maureen), browser_of(cast.sunita)
    page = maureen.get(thread.get_absolute_url()).content.decode()
    assert page.count("Sunita has read it") == 1
    assert "has read" not in sunita.get(thread.get_absolute_url()).content.decode()
    page = maureen.get(thread.get_absolute_url()).content.decode()
    assert page.count("Sunita has read it") == 2


def seen_by(page: Any) -> str:
    found = re.search(r'name="seen-by" value="([0-9a-f]{16})"', page.content.decode())
    assert found
    return found.group(1)


@pytest.mark.parametrize("by_script", [True, False])
def test_what_others_would_read_than_the_page_said_waits_for_a_second_yes(
    cast: Cast, browser_of: Browser, now: datetime, by_script: bool
) -> None:
    thread, maureen = thread_of(cast.maureen, now), browser_of(cast.maureen)
    headers = {"HTTP_ACCEPT": "application/json"} if by_script else {}
    address = thread.get_absolute_url()
    sent = {"words": "Sunita, I am afraid.", "client_id": str(uuid4()), "seen-by": seen_by(maureen.get(address))}
    hand_over(cast.maureen, cast.ben, cast.morag, days=0)
    asked = maureen.post(address, sent, **headers)
    assert asked.status_code == 409
    assert not Message.objects.exists()
    if by_script:
        said = asked.json()
        assert said["who_sees"].startswith("You and Ben can see this.")
        assert said["who_sees"] in said["reason"]
        again = said["seen_by"]
    else:
        page = asked.content.decode()
        assert "Who can see this has changed. You and Ben can see this." in page
        assert "Sunita, I am afraid." in page
        again = seen_by(asked)
    assert maureen.post(address, {**sent, "seen-by": again}, **headers).status_code == (201 if by_script else 302)
    # Sent before, it stays the one message, whoever came meanwhile.
    assert maureen.post(address, sent, **headers).status_code == (200 if by_script else 302)
    assert Message.objects.get().words == "Sunita, I am afraid."


def test_who_stands_in_from_now_on_is_somebody_else_who_reads(cast: Cast, browser_of: Browser, now: datetime) -> None:
    thread, maureen = thread_of(cast.maureen, now), browser_of(cast.maureen)
    before = seen_by(maureen.get(thread.get_absolute_url()))
    assert send(maureen, thread, words="one", **{"seen-by": before}).status_code == 201
    let_cover(cast.sunita, cast.hana)
    assert send(maureen, thread, words="two", **{"seen-by": before}).status_code == 409
    assert [message.words for message in Message.objects.all()] == ["one"]


def test_a_first_message_that_waits_for_a_yes_begins_nothing(cast: Cast, browser_of: Browser) -> None:
    maureen = browser_of(cast.maureen)
    sent = {"words": "Sunita, I am afraid.", "client_id": str(uuid4()), "seen-by": "0" * 16}
    asked = maureen.post("/messages/my-social-worker/", sent)
    assert asked.status_code == 409
    assert "Sunita, I am afraid." in asked.content.decode()
    assert not Thread.objects.exists()
    assert maureen.post("/messages/my-social-worker/", {**sent, "seen-by": seen_by(asked)}).status_code == 302
    assert Message.objects.get().words == "Sunita, I am afraid."
