from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from portal.notifications import tasks
from portal.notifications.enums import Kind
from portal.notifications.models import Notice
from portal.notifications.preferences import ask_for_address, forget_address
from portal.notifications.queue import LOST_AFTER, put_back
from portal.notifications.services import notify
from portal.notifications.tasks import WAITS, send_address_code, send_digest_email, send_notice_email
from portal.relationships.services import invite
from tests.personas import Cast, signed_in

QUEUE = override_settings(TASKS={"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}})


def test_a_notice_says_what_it_is_and_opening_it_marks_it_read(cast: Cast) -> None:
    notice = notify(user=cast.maureen, kind=Kind.COMMENT, path="/people/who-looked/", at=timezone.now())
    browser = signed_in(cast.maureen)
    text = browser.get("/notices/").content.decode()
    assert "There is a new comment for you." in text
    assert ">new<" in text.replace("\n", "").replace(" ", "") or "new</strong>" in text
    opened = browser.get(f"/notices/{notice.pk}/")
    assert opened["Location"] == "/people/who-looked/"
    notice.refresh_from_db()
    assert notice.read_at is not None


def test_nobody_opens_anothers_notice(cast: Cast) -> None:
    notice = notify(user=cast.maureen, kind=Kind.COMMENT, path="/people/", at=timezone.now())
    assert signed_in(cast.beth).get(f"/notices/{notice.pk}/").status_code == 404
    assert "new comment" not in signed_in(cast.beth).get("/notices/").content.decode()
    assert Client().get("/notices/").status_code == 302
    notice.refresh_from_db()
    assert notice.read_at is None


def test_home_and_navigation_say_that_something_waits(cast: Cast) -> None:
    notify(user=cast.maureen, kind=Kind.REPLY, path="/people/x/", at=timezone.now())
    text = signed_in(cast.maureen).get("/home/").content.decode()
    assert "There is an answer to a comment." in text
    assert 'href="/notices/"' in text
    signed_in(cast.maureen).post("/notices/read/")
    assert "There is an answer to a comment." not in signed_in(cast.maureen).get("/home/").content.decode()


def test_the_list_asks_as_often_for_many_as_for_one(cast: Cast) -> None:
    now = timezone.now()
    browser = signed_in(cast.maureen)
    Notice.objects.create(user=cast.maureen, kind="reply", path="/a/", created_at=now)
    browser.get("/notices/")
    with CaptureQueriesContext(connection) as one:
        browser.get("/notices/")
    for number in range(50):
        Notice.objects.create(user=cast.maureen, kind="reply", path=f"/{number}/", created_at=now)
    with CaptureQueriesContext(connection) as many:
        page = browser.get("/notices/")
    assert len(many) == len(one)
    assert page.content.decode().count("There is an answer") == 25


def test_an_email_goes_to_the_safe_address_and_says_no_name(cast: Cast) -> None:
    cast.maureen.safe_email = "safe@example.org"
    cast.maureen.save()
    notify(user=cast.maureen, kind=Kind.COMMENT, path="/people/", at=timezone.now())
    [letter] = mail.outbox
    assert letter.to == ["safe@example.org"]
    assert "There is a new comment for you." in letter.body
    assert "Maureen" not in letter.subject + letter.body


@QUEUE
def test_when_the_mail_server_is_away_it_is_tried_later(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(**kwargs: Any) -> None:
        raise ConnectionRefusedError

    monkeypatch.setattr(tasks, "send_mail", away)
    before = timezone.now()
    send_notice_email.call(cast.maureen.pk, "reply", "/people/")
    later = DBTaskResult.objects.get()
    assert later.args_kwargs["kwargs"] == {"attempt": 2}
    assert later.run_after >= before + timedelta(minutes=WAITS[0])
    with pytest.raises(ConnectionRefusedError):
        send_notice_email.call(cast.maureen.pk, "reply", "/people/", attempt=len(WAITS) + 1)
    assert DBTaskResult.objects.count() == 1


@QUEUE
def test_the_queue_holds_no_code_of_an_address(cast: Cast) -> None:
    at = timezone.now()
    waiting = ask_for_address(user=cast.maureen, address="safe@example.org", at=at)
    asked = DBTaskResult.objects.get().args_kwargs
    assert asked == {"args": [waiting.pk], "kwargs": {}}
    waiting.refresh_from_db()
    send_address_code.call(*asked["args"])
    [letter] = mail.outbox
    assert letter.to == ["safe@example.org"]
    assert f"{waiting.code[:4]}-{waiting.code[4:]}" in letter.body
    assert ask_for_address(user=cast.maureen, address="safe@example.org", at=at + timedelta(seconds=1)).code not in (
        letter.body.replace("-", "")
    )
    forget_address(user=cast.maureen, at=at)
    send_address_code.call(*asked["args"])
    assert len(mail.outbox) == 1


@QUEUE
@pytest.mark.parametrize("work", [send_notice_email, send_digest_email])
def test_what_is_tried_again_goes_to_the_address_that_is_safe_by_then(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, work: Any
) -> None:
    def away(**kwargs: Any) -> None:
        raise ConnectionRefusedError

    with monkeypatch.context() as broken:
        broken.setattr(tasks, "send_mail", away)
        work.call(cast.maureen.pk, *(("reply", "/people/") if work == send_notice_email else (3,)))
    later = DBTaskResult.objects.get()
    assert "@" not in str(later.args_kwargs)
    cast.maureen.safe_email = "safe@example.org"
    cast.maureen.save()
    work.call(*later.args_kwargs["args"], **later.args_kwargs["kwargs"])
    assert [letter.to for letter in mail.outbox] == [["safe@example.org"]]


@QUEUE
def test_what_a_killed_worker_was_doing_is_done_again(db: None) -> None:
    now = timezone.now()
    for _ in range(2):
        send_notice_email.enqueue(1, "reply", "/people/")
    lost, busy = DBTaskResult.objects.all()
    DBTaskResult.objects.filter(pk=lost.pk).update(
        status=TaskResultStatus.RUNNING, started_at=now - LOST_AFTER - timedelta(seconds=1)
    )
    DBTaskResult.objects.filter(pk=busy.pk).update(status=TaskResultStatus.RUNNING, started_at=now)
    assert put_back(at=now) == 1
    lost.refresh_from_db()
    busy.refresh_from_db()
    assert lost.status == TaskResultStatus.READY
    assert busy.status == TaskResultStatus.RUNNING


@QUEUE
def test_the_queue_holds_no_link_of_an_invitation(cast: Cast) -> None:
    _, token = invite(
        person=cast.maureen,
        name="Winston",
        email="winston@example.org",
        relation="",
        by=cast.maureen,
        at=timezone.now(),
    )
    assert DBTaskResult.objects.count() == 1
    assert token not in str(DBTaskResult.objects.values_list("args_kwargs", flat=True))
