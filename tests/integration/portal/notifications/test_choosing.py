"""What somebody chooses about emails: groups, one a day, quiet hours; and an address that counts once confirmed."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings
from django.utils import timezone

from portal.access.decisions import Denied
from portal.accounts.models import User
from portal.audit.models import Event
from portal.notifications.chores import do_chores
from portal.notifications.enums import Kind
from portal.notifications.mailbox import send_digests, send_held
from portal.notifications.models import AddressToConfirm, Notice, NoticeSettings
from portal.notifications.preferences import TRIES, ask_for_address, choose, confirm_address, forget_address
from portal.notifications.services import mark_all_read, notify
from tests.factories.portal import UserFactory
from tests.personas import Cast, signed_in

UK = ZoneInfo("Europe/London")
TEN, SEVEN = time(22), time(7)
# Takes work and does none: what an email itself asks is the worker's.
ONLY_QUEUED = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}


def on(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=UK)


def chosen(user: User, at: datetime, **more: Any) -> NoticeSettings:
    return choose(user=user, at=at, **{"off": [], "digest_at": None, "quiet_from": None, "quiet_until": None} | more)


def tell(user: User, at: datetime, kind: Kind = Kind.COMMENT, path: str = "/people/") -> Notice:
    return notify(user=user, kind=kind, path=path, at=at)


def sentences() -> list[str]:
    return [letter.subject.removeprefix("In My Words: ") for letter in mail.outbox]


def test_what_is_switched_off_stays_in_the_portal_and_comes_by_email_no_more(cast: Cast) -> None:
    chosen(cast.maureen, on(20, 9), off=["conversation", "nonsense"])
    tell(cast.maureen, on(20, 10))
    assert not mail.outbox
    assert "There is a new comment for you." in signed_in(cast.maureen).get("/notices/").content.decode()
    tell(cast.maureen, on(20, 10), Kind.MESSAGE)
    assert sentences() == [Kind.MESSAGE.label]


def test_a_change_of_worker_comes_whatever_is_chosen(cast: Cast) -> None:
    every = ["messages", "conversation", "circle", "plan", "away", "work"]
    chosen(cast.maureen, on(20, 9), off=every, digest_at=time(17))
    for kind in (Kind.HANDOVER, Kind.FAREWELL, Kind.ALLOCATED, Kind.RECORD_OPENED, Kind.AUTHORITY):
        tell(cast.maureen, on(20, 10), kind)
    assert len(mail.outbox) == 5


def test_quiet_hours_hold_it_until_they_end_and_no_longer_than_it_is_new(cast: Cast) -> None:
    chosen(cast.maureen, on(20, 9), quiet_from=TEN, quiet_until=SEVEN)
    tell(cast.maureen, on(20, 23), path="/a/")
    read = tell(cast.maureen, on(20, 23), path="/b/")
    Notice.objects.filter(pk=read.pk).update(read_at=on(21, 6))
    do_chores(at=on(21, 6, 59))
    assert not mail.outbox
    # Where it goes is asked when it goes.
    User.objects.filter(pk=cast.maureen.pk).update(safe_email="safer@example.org")
    do_chores(at=on(21, 7))
    do_chores(at=on(21, 7, 1))
    [letter] = mail.outbox
    assert letter.to == ["safer@example.org"]
    assert "/a/" in letter.body
    assert "Maureen" not in letter.subject + letter.body


def test_what_always_comes_comes_also_when_somebody_reads_it_in_quiet_hours(cast: Cast) -> None:
    chosen(cast.maureen, on(20, 9), quiet_from=TEN, quiet_until=SEVEN)
    for kind in (Kind.RECORD_OPENED, Kind.AUTHORITY, Kind.COMMENT):
        tell(cast.maureen, on(20, 23), kind)
    mark_all_read(user=cast.maureen, at=on(20, 23, 5))
    do_chores(at=on(21, 7))
    assert sentences() == [Kind.RECORD_OPENED.label, Kind.AUTHORITY.label]


def test_quiet_hours_are_a_night_and_not_a_day(cast: Cast) -> None:
    chosen(cast.maureen, on(20, 9), quiet_from=time(20), quiet_until=time(8))
    with pytest.raises(Denied, match="12 hours"):
        chosen(cast.maureen, on(20, 9), quiet_from=time(0), quiet_until=time(23))
    answer = {"how": "each", "quiet": "on", "quiet_from": "20:00:00", "quiet_until": "09:00:00"}
    page = signed_in(cast.maureen).post("/notices/settings/", answer)
    assert "Quiet hours can be up to 12 hours long." in page.content.decode()
    kept = NoticeSettings.objects.get(user=cast.maureen)
    assert (kept.quiet_from, kept.quiet_until) == (time(20), time(8))


@pytest.mark.parametrize(
    ("hours", "sentence"),
    [
        ({"quiet_from": "", "quiet_until": "22:00:00"}, "begin and end at the same time"),
        ({"quiet_from": "07:00:00", "quiet_until": ""}, "begin and end at the same time"),
        (
            {"how": "digest", "digest_at": "", "quiet_from": "16:00:00", "quiet_until": "18:00:00"},
            "in your quiet hours",
        ),
    ],
)
def test_an_hour_that_was_left_empty_is_the_usual_one(cast: Cast, hours: dict[str, str], sentence: str) -> None:
    browser = signed_in(cast.maureen)
    page = browser.post("/notices/settings/", {"how": "each", "quiet": "on"} | hours)
    assert sentence in page.content.decode()
    assert not NoticeSettings.objects.exists()
    browser.post("/notices/settings/", {"how": "digest", "quiet": "on"})
    kept = NoticeSettings.objects.get()
    assert (kept.digest_at, kept.quiet_from, kept.quiet_until) == (time(17), TEN, SEVEN)


def test_a_crisis_waits_for_no_workers_night(cast: Cast) -> None:
    for user in (cast.sunita, cast.maureen):
        chosen(user, on(20, 9), quiet_from=TEN, quiet_until=SEVEN)
        tell(user, on(20, 23), Kind.CRISIS)
    assert [letter.to for letter in mail.outbox] == [[cast.sunita.email]]


def test_one_email_a_day_says_only_how_many(cast: Cast) -> None:
    chosen(cast.maureen, on(20, 9), digest_at=time(17))
    for number in range(3):
        tell(cast.maureen, on(20, 10), path=f"/{number}/")
    do_chores(at=on(20, 16, 59))
    assert not mail.outbox
    for minute in (0, 1, 2):
        do_chores(at=on(20, 17, minute))
    [letter] = mail.outbox
    assert letter.subject == "In My Words: There is news for you from today."
    assert "3 notices wait for you." in letter.body
    assert "comment" not in letter.body
    assert "/notices/" in letter.body
    # The next day nothing new has come: no email. The day after, one.
    do_chores(at=on(21, 17))
    tell(cast.maureen, on(21, 18), path="/new/")
    do_chores(at=on(22, 17))
    assert len(mail.outbox) == 2
    assert "One notice waits for you." in mail.outbox[1].body


def test_a_digest_that_is_chosen_in_the_evening_begins_tomorrow(cast: Cast) -> None:
    tell(cast.maureen, on(20, 10), path="/before/")
    mail.outbox.clear()
    chosen(cast.maureen, on(20, 18), digest_at=time(17))
    tell(cast.maureen, on(20, 19), path="/after/")
    do_chores(at=on(20, 20))
    assert not mail.outbox
    do_chores(at=on(21, 17))
    assert "One notice waits for you." in mail.outbox[0].body


def test_digests_and_held_notices_ask_as_often_for_many_as_for_one(cast: Cast) -> None:
    def due(users: int) -> int:
        for _ in range(users):
            user = UserFactory()
            NoticeSettings.objects.create(user=user, digest_at=time(17), digest_since=on(20, 0))
            Notice.objects.create(user=user, kind="comment", path="/a/", created_at=on(20, 10))
        with override_settings(TASKS=ONLY_QUEUED), CaptureQueriesContext(connection) as asked:
            assert send_digests(at=on(20, 17)) == users
        return len(asked)

    assert due(1) == due(7)


def test_the_page_keeps_what_is_chosen_in_plain_groups(cast: Cast) -> None:
    browser = signed_in(cast.maureen)
    text = browser.get("/notices/settings/").content.decode()
    assert "It still stands in" in text
    assert "Standing in, and joining codes" not in text
    answer = {"wanted": ["messages"], "how": "digest", "digest_at": "09:00:00", "quiet": "on"}
    answer |= {"quiet_from": "22:00:00", "quiet_until": "07:00:00"}
    browser.post("/notices/settings/", answer)
    kept = NoticeSettings.objects.get(user=cast.maureen)
    assert kept.off == ["away", "circle", "conversation", "help", "peers", "plan"]
    assert (kept.digest_at, kept.quiet_from, kept.quiet_until) == (time(9), TEN, SEVEN)
    page = browser.post("/notices/settings/", answer | {"digest_at": "06:00:00"})
    assert "This hour lies in your quiet hours." in page.content.decode()
    browser.post("/notices/settings/", {"wanted": ["messages"], "how": "each"})
    kept.refresh_from_db()
    assert (kept.digest_at, kept.quiet_from) == (None, None)


def code_in(letter: Any) -> str:
    found = re.search(r"^([A-Z0-9]{4}-[A-Z0-9]{4})$", letter.body, re.MULTILINE)
    assert found
    return found.group(1)


def show_that_it_is_you(browser: Client) -> None:
    assert browser.post("/accounts/reauthenticate/", {"password": "in-my-words"}).status_code == 302


def test_a_screen_that_was_left_open_sends_notices_nowhere_else(cast: Cast) -> None:
    User.objects.filter(pk=cast.maureen.pk).update(safe_email="safe@example.org")
    browser = signed_in(cast.maureen)
    assert "we ask once more who you are" in browser.get("/notices/address/").content.decode()
    for form in ({"choice": "forget"}, {"choice": "ask", "address": "other@example.org"}):
        asked = browser.post("/notices/address/", form)
        assert asked.status_code == 302 and asked["Location"].startswith("/accounts/reauthenticate/")
    assert not mail.outbox and not AddressToConfirm.objects.exists()
    cast.maureen.refresh_from_db()
    assert cast.maureen.safe_email == "safe@example.org"
    # What was typed is carried out once it is known who typed it.
    shown = {"password": "in-my-words", "next": "/notices/address/"}
    assert browser.post("/accounts/reauthenticate/", {**shown, "password": "wrong"}).status_code == 200
    assert not AddressToConfirm.objects.exists()
    done = browser.post("/accounts/reauthenticate/", shown, follow=True)
    assert done.status_code == 200 and "We sent a code to other@example.org" in done.content.decode()
    assert AddressToConfirm.objects.get().address == "other@example.org"


def test_who_has_no_password_is_not_asked_for_one(cast: Cast) -> None:
    cast.maureen.set_unusable_password()
    cast.maureen.save()
    browser = signed_in(cast.maureen)
    assert "we ask once more who you are" not in browser.get("/notices/address/").content.decode()
    browser.post("/notices/address/", {"choice": "ask", "address": "safe@example.org"})
    assert AddressToConfirm.objects.get().address == "safe@example.org"


def test_an_address_counts_once_its_code_was_typed(cast: Cast) -> None:
    browser = signed_in(cast.maureen)
    show_that_it_is_you(browser)
    longer = "z" * 60 + "@" + ".".join(["d" * 60] * 4) + ".org"
    page = browser.post("/notices/address/", {"choice": "ask", "address": longer})
    assert "No email address is longer than 254 characters." in page.content.decode()
    browser.post("/notices/address/", {"choice": "ask", "address": "safe@example.org"})
    [letter] = mail.outbox
    assert letter.to == ["safe@example.org"]
    assert "Maureen" not in letter.subject + letter.body
    tell(cast.maureen, timezone.now())
    assert mail.outbox[-1].to == [cast.maureen.email]
    page = browser.post("/notices/address/", {"choice": "confirm", "code": "AAAA-AAAA"})
    assert "This is not the code." in page.content.decode()
    browser.post("/notices/address/", {"choice": "confirm", "code": f" {code_in(letter).lower()} "})
    cast.maureen.refresh_from_db()
    assert cast.maureen.safe_email == "safe@example.org"
    # The address before hears nothing of it: somebody else may read it.
    assert len(mail.outbox) == 2
    mail.outbox.clear()
    browser.post("/notices/address/", {"choice": "forget"})
    cast.maureen.refresh_from_db()
    assert cast.maureen.safe_email == ""
    assert not mail.outbox


def test_nobody_guesses_a_code_or_uses_anothers(cast: Cast) -> None:
    at = timezone.now()
    ask_for_address(user=cast.maureen, address="safe@example.org", at=at)
    code = code_in(mail.outbox[0])
    ask_for_address(user=cast.beth, address="safe@example.org", at=at)
    with pytest.raises(Denied):
        confirm_address(user=cast.beth, code=code, at=at)
    with pytest.raises(Denied, match="run out"):
        confirm_address(user=cast.maureen, code=code, at=at + timedelta(hours=24))
    for _ in range(TRIES):
        with pytest.raises(Denied):
            confirm_address(user=cast.maureen, code="BBBB-BBBB", at=at)
    with pytest.raises(Denied, match="run out"):
        confirm_address(user=cast.maureen, code=code, at=at)
    assert not User.objects.exclude(safe_email="").exists()
    for _ in range(2):
        forget_address(user=cast.maureen, at=at)
    assert not AddressToConfirm.objects.filter(user=cast.maureen).exists()
    assert Event.objects.filter(verb="safe address taken back", actor_id=cast.maureen.pk).count() == 1


@pytest.mark.django_db(transaction=True)
def test_however_many_workers_come_by_each_email_goes_once() -> None:
    user = UserFactory(known_as="Maureen")
    NoticeSettings.objects.create(user=user, digest_at=time(17), digest_since=on(20, 0))
    Notice.objects.create(user=user, kind="comment", path="/a/", created_at=on(20, 10))
    Notice.objects.create(user=user, kind="handover", path="/b/", created_at=on(20, 10), email_at=on(20, 12))

    def work(_: int) -> int:
        try:
            return send_digests(at=on(20, 17)) + send_held(at=on(20, 17))
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        assert sum(pool.map(work, range(6))) == 2
