"""What waits for a worker in messages, finding somebody by name, and the notes that a worker keeps for themselves."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from community.caseload.list_of_people import rows_for
from community.caseload.models import OwnNote
from community.caseload.services import forget_notes, keep_note
from portal.access.decisions import Denied
from portal.accounts.models import User
from portal.audit.models import Event
from portal.crisis.services import mark_crisis
from portal.relationships.models import Allocation, Cover
from tests.factories.community import say, thread_of
from tests.factories.portal import UserFactory, allocate
from tests.personas import Cast, everybody

BrowserOf = Callable[[User], Client]
NOTE = "Rings back best after two"


def page(browser: Client, address: str = "/caseload/") -> str:
    response = browser.get(address)
    assert response.status_code == 200
    return str(response.content.decode())


def text(html: str) -> str:
    main = html[html.index("<main") : html.index("</main>")]
    return " ".join(re.sub(r"<[^>]*>", " ", main).split())


def write(browser: Client, person: User, words: str, *, seen: int = 0, back: str = "/caseload/") -> str:
    sent = browser.post(f"/caseload/{person.uuid}/note/", {"words": words, "seen": seen, "next": back})
    return str(sent["Location"]) if sent.status_code == 302 else sent.content.decode()


# --- Messages -----------------------------------------------------------------------------


def test_messages_wait_from_the_oldest_until_a_worker_answers(cast: Cast, browser_of: BrowserOf, now: datetime) -> None:
    thread = thread_of(cast.maureen)
    say(thread, cast.maureen, "The tangerine tin", at=now - timedelta(days=3))
    say(thread, cast.maureen, "Are you there?", at=now - timedelta(days=1))
    shown = page(browser_of(cast.sunita))
    assert "2 messages" in text(shown)
    assert f'href="/messages/{thread.uuid}/"' in shown
    assert "tangerine" not in shown
    assert rows_for(cast.sunita, at=now)[0].waits[0].since == now - timedelta(days=3)
    assert "2 messages" in text(page(browser_of(cast.ben))), "who stands in sees them, too"
    say(thread, cast.ben, "I am here", at=now)
    assert "Nothing waits" in text(page(browser_of(cast.sunita)))
    say(thread, cast.maureen, "Good", at=now)
    assert "1 message today" in text(page(browser_of(cast.sunita)))


def test_a_thread_without_the_worker_does_not_wait(cast: Cast, browser_of: BrowserOf) -> None:
    thread = thread_of(cast.maureen)
    say(thread, cast.maureen, "Good morning")
    type(thread).objects.filter(pk=thread.pk).update(kind="circle", with_worker=False)
    assert "Nothing waits" in text(page(browser_of(cast.sunita)))


def test_what_was_written_before_the_worker_was_let_in_does_not_wait(cast: Cast, browser_of: BrowserOf) -> None:
    thread = thread_of(cast.maureen)
    say(thread, cast.maureen, "Good morning")
    say(thread, cast.maureen, "And good night")
    type(thread).objects.filter(pk=thread.pk).update(worker_from=2)
    assert "1 message today" in text(page(browser_of(cast.sunita)))
    type(thread).objects.filter(pk=thread.pk).update(worker_from=3)
    assert "Nothing waits" in text(page(browser_of(cast.sunita)))


# --- Crisis and answers -------------------------------------------------------------------


def test_a_crisis_comes_first_and_has_a_filter(cast: Cast, browser_of: BrowserOf, now: datetime) -> None:
    kofi = UserFactory(known_as="Kofi")
    allocate(kofi, cast.sunita)
    say(thread_of(cast.maureen), cast.maureen, at=now - timedelta(days=3))
    assert "Crisis 0" not in page(browser_of(cast.sunita))
    mark_crisis(person=kofi, by=kofi, words="", at=now)
    assert [row.person for row in rows_for(cast.sunita, at=now)] == [kofi, cast.maureen]
    found = page(browser_of(cast.sunita), "/caseload/?show=crisis")
    assert "Marked a crisis" in found
    assert "Planning is paused" in found
    assert "Crisis 1" in found
    assert "Maureen Example" not in found


def test_the_list_says_by_when_an_answer_was_promised_and_what_is_late(
    cast: Cast, browser_of: BrowserOf, now: datetime
) -> None:
    say(thread_of(cast.maureen), cast.maureen, at=now)
    row = rows_for(cast.sunita, at=now)[0]
    assert row.answer_by is not None
    assert row.answer_by > now
    assert not row.is_late
    assert rows_for(cast.sunita, at=row.answer_by)[0].is_late
    assert 'data-label="Answer by"' in page(browser_of(cast.sunita))


# --- Filters and names --------------------------------------------------------------------


def test_a_name_narrows_every_filter_and_stays_in_the_address(cast: Cast, browser_of: BrowserOf) -> None:
    for name in ("Kofi", "Gwen"):
        allocate(UserFactory(known_as=name), cast.sunita)
    say(thread_of(User.objects.get(known_as="Kofi")), User.objects.get(known_as="Kofi"))
    sunita = browser_of(cast.sunita)
    found = page(sunita, "/caseload/?show=waiting&name=KOF")
    assert "Kofi Example" in found
    assert "Maureen Example" not in found
    assert "1 of 3 shown" in text(found)
    assert (
        '<a class="imw-filter" href="/caseload/?show=waiting&amp;name=KOF" aria-current="true">Waiting 1</a>' in found
    )
    assert 'href="/caseload/?show=all&amp;name=KOF">All 1</a>' in found
    assert "Nobody here has “Zo” in their name." in page(sunita, "/caseload/?name=Zo")
    assert sunita.get("/caseload/?name=%00%ED%A0%80").status_code == 200
    hidden = sunita.post("/caseload/names/", {"hide": "yes", "show": "waiting", "name": "KOF"})
    assert hidden["Location"] == "/caseload/?show=waiting&name=KOF"
    listed = Event.objects.filter(verb="caseload opened").order_by("pk").first()
    assert listed is not None
    assert listed.detail == {"people": [User.objects.get(known_as="Kofi").pk]}


def test_those_one_stands_in_for_have_a_filter_when_there_are_any(cast: Cast, browser_of: BrowserOf) -> None:
    allocate(UserFactory(known_as="Own"), cast.ben)
    found = page(browser_of(cast.ben), "/caseload/?show=covered")
    assert "For a colleague 1" in found
    assert "Maureen Example" in found
    assert "Own Example" not in found
    assert "For a colleague" not in page(browser_of(cast.sunita))


# --- The note for oneself -----------------------------------------------------------------


def test_a_note_is_written_in_the_list_and_comes_back_to_the_same_place(cast: Cast, browser_of: BrowserOf) -> None:
    sunita = browser_of(cast.sunita)
    back = write(sunita, cast.maureen, NOTE, back="/caseload/?show=all&name=mau")
    assert back == f"/caseload/?show=all&name=mau#p-{cast.maureen.uuid}"
    assert NOTE in text(page(sunita))
    assert NOTE in text(page(sunita, f"/caseload/{cast.maureen.uuid}/"))
    assert write(sunita, cast.maureen, "", seen=1, back="https://elsewhere.example/") == (
        f"/caseload/{cast.maureen.uuid}/#p-{cast.maureen.uuid}"
    )
    assert NOTE not in page(sunita)


def test_nobody_else_ever_meets_a_note(cast: Cast, browser_of: BrowserOf, now: datetime) -> None:
    write(browser_of(cast.sunita), cast.maureen, NOTE)
    addresses = ("/caseload/", f"/caseload/{cast.maureen.uuid}/", f"/caseload/{cast.maureen.uuid}/note/", "/home/")
    for who, user in everybody(cast).items():
        if who != "sunita":
            browser = browser_of(user)
            for address in (*addresses, "/people/", "/people/who-looked/"):
                assert NOTE not in browser.get(address).content.decode(), (who, address)
    Cover.objects.update(ends_at=now)
    Allocation.objects.filter(person=cast.maureen).update(ends_at=now)
    allocate(cast.maureen, cast.ben, since=now)
    assert NOTE not in page(browser_of(cast.ben), f"/caseload/{cast.maureen.uuid}/"), "it is not handed over"
    assert browser_of(cast.sunita).get(f"/caseload/{cast.maureen.uuid}/note/").status_code == 404
    assert NOTE not in str(list(Event.objects.values_list("detail", flat=True)))


def test_hidden_names_hide_the_notes_too(cast: Cast, browser_of: BrowserOf) -> None:
    sunita = browser_of(cast.sunita)
    write(sunita, cast.maureen, "Maureen rings after two")
    sunita.post("/caseload/names/", {"hide": "yes"})
    for address in ("/caseload/", f"/caseload/{cast.maureen.uuid}/"):
        assert "rings after two" not in page(sunita, address)


def test_of_two_windows_the_second_sees_both_and_loses_nothing(cast: Cast, browser_of: BrowserOf) -> None:
    sunita = browser_of(cast.sunita)
    write(sunita, cast.maureen, NOTE)
    answer = write(sunita, cast.maureen, "Prefers letters", seen=0)
    assert "Your note was changed in another window" in answer
    assert NOTE in answer
    assert "Prefers letters" in answer
    assert 'name="seen" value="1"' in answer
    assert OwnNote.objects.get().words == NOTE
    write(sunita, cast.maureen, f"{NOTE}. Prefers letters", seen=1)
    assert OwnNote.objects.get().words == f"{NOTE}. Prefers letters"


def test_the_same_note_twice_is_one_change(cast: Cast, browser_of: BrowserOf) -> None:
    sunita = browser_of(cast.sunita)
    for _ in range(2):
        assert write(sunita, cast.maureen, NOTE).startswith("/caseload/")
    assert OwnNote.objects.get().number == 1


def test_a_note_that_was_taken_away_is_not_brought_back_by_an_old_window(cast: Cast, browser_of: BrowserOf) -> None:
    sunita = browser_of(cast.sunita)
    write(sunita, cast.maureen, NOTE)
    write(sunita, cast.maureen, "", seen=1)
    answer = write(sunita, cast.maureen, f"{NOTE}, on Mondays", seen=1)
    assert "The note was taken away." in answer


def test_only_their_worker_of_now_keeps_a_note(cast: Cast, now: datetime) -> None:
    for user in (cast.hana, cast.morag, cast.beth, cast.maureen):
        with pytest.raises(Denied):
            keep_note(worker=user, person=cast.maureen, words=NOTE, seen=0, at=now)
    assert not OwnNote.objects.exists()


def test_a_note_goes_for_good_a_month_after_its_worker_left(cast: Cast, now: datetime) -> None:
    keep_note(worker=cast.sunita, person=cast.maureen, words=NOTE, seen=0, at=now)
    keep_note(worker=cast.ben, person=cast.maureen, words="As her cover", seen=0, at=now)
    Allocation.objects.filter(person=cast.maureen).update(ends_at=now)
    Cover.objects.update(ends_at=now - timedelta(hours=1))
    assert forget_notes(at=now + timedelta(days=29)) == 0
    assert forget_notes(at=now + timedelta(days=30, hours=1)) == 2


def test_a_note_stays_while_its_worker_does(cast: Cast, now: datetime) -> None:
    keep_note(worker=cast.sunita, person=cast.maureen, words=NOTE, seen=0, at=now)
    keep_note(worker=cast.ben, person=cast.maureen, words="As her cover", seen=0, at=now)
    Cover.objects.update(ends_at=now + timedelta(days=200))
    assert forget_notes(at=now + timedelta(days=200)) == 0


# --- As many queries for two hundred as for one -------------------------------------------


def test_two_hundred_people_with_messages_and_notes_take_as_many_queries_as_one(
    cast: Cast, browser_of: BrowserOf, now: datetime
) -> None:
    def fill(person: User) -> None:
        say(thread_of(person), person, at=now)
        keep_note(worker=cast.sunita, person=person, words=NOTE, seen=0, at=now)

    fill(cast.maureen)
    sunita = browser_of(cast.sunita)
    page(sunita)

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            page(sunita)
        return len(captured)

    one = queries()
    for number in range(199):
        person = UserFactory(known_as=f"P{number}")
        allocate(person, cast.sunita)
        if number % 5 == 0:
            fill(person)
    assert queries() == one
    assert "200 of 200 shown" in text(page(sunita))
