"""What the worker does every minute: nothing that has run out is kept, and what is due is shown."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import connection
from django.test import override_settings
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from content.questions.models import QuestionSet
from content.questions.queries import latest_version
from content.wizards.held import FOR_HOW_LONG
from content.wizards.models import HeldWords
from portal.notifications import chores
from portal.notifications.chores import do_chores
from portal.notifications.queue import RESULTS_KEPT
from portal.notifications.tasks import send_notice_email
from tests.personas import Cast

QUEUE = override_settings(TASKS={"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}})


def test_sessions_that_have_ended_are_gone_with_what_was_written_in_them(db: None) -> None:
    for secret, ends in (("ENDED", -1), ("OPEN", 60)):
        session = SessionStore()
        session["trial"] = secret
        session.create()
        Session.objects.filter(pk=session.session_key).update(expire_date=timezone.now() + timedelta(seconds=ends))
    assert do_chores(at=timezone.now())
    assert [session.get_decoded()["trial"] for session in Session.objects.all()] == ["OPEN"]


def test_held_words_are_gone_after_a_day(cast: Cast) -> None:
    at = timezone.now()
    for path, since in (("/old/", FOR_HOW_LONG + timedelta(seconds=1)), ("/new/", FOR_HOW_LONG)):
        HeldWords.objects.create(user=cast.maureen, path=path, sealed=b"x", held_at=at - since)
    do_chores(at=at)
    assert HeldWords.objects.get().path == "/new/"


@QUEUE
def test_addresses_do_not_stay_in_the_queue(db: None) -> None:
    at = timezone.now()
    for status, ended in (
        (TaskResultStatus.SUCCESSFUL, at - RESULTS_KEPT - timedelta(seconds=1)),
        (TaskResultStatus.FAILED, at - RESULTS_KEPT - timedelta(seconds=1)),
        (TaskResultStatus.SUCCESSFUL, at),
        (TaskResultStatus.READY, None),
    ):
        result = send_notice_email.enqueue(1, "reply", "/people/")
        DBTaskResult.objects.filter(pk=result.id).update(status=status, finished_at=ended)
    do_chores(at=at)
    assert set(DBTaskResult.objects.values_list("status", flat=True)) == {"SUCCESSFUL", "READY"}


def test_what_an_editor_wants_shown_from_now_on_is_shown(db: None) -> None:
    call_command("seed_question_sets", verbosity=0)
    question_set = QuestionSet.objects.get(kind="support_plan")
    question_set.title = "Newer questions"
    question_set.go_live_at = timezone.now() + timedelta(hours=1)
    revision = question_set.save_revision()
    revision.publish()
    do_chores(at=timezone.now())
    assert latest_title() != "Newer questions"
    now = timezone.now()
    revision.content |= {"go_live_at": now.isoformat()}
    revision.approved_go_live_at = now
    revision.save()
    do_chores(at=now)
    assert latest_title() == "Newer questions"


def latest_title() -> str:
    version = latest_version("support_plan")
    assert version is not None
    return str(version.definition["title"])


def test_a_chore_that_fails_holds_up_no_other(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []

    def broken(at: object) -> None:
        raise RuntimeError

    def whole(at: object) -> None:
        done.append("whole")

    monkeypatch.setattr(chores, "_chores", lambda: [broken, whole])
    assert do_chores(at=timezone.now())
    assert done == ["whole"]


@pytest.mark.django_db(transaction=True)
def test_one_worker_at_a_time_does_them() -> None:
    def another() -> bool:
        try:
            return do_chores(at=timezone.now())
        finally:
            connection.close()

    with chores._alone() as alone, ThreadPoolExecutor(1) as pool:
        assert alone
        assert pool.submit(another).result() is False
    assert do_chores(at=timezone.now())
