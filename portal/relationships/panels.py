"""What the relationships show on the pages of the shell."""

from datetime import datetime, timedelta
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from wagtail import hooks

from portal.accounts.models import User
from portal.relationships.queries import named_social_worker
from portal.relationships.working_days import answer_by, days_in_words
from portal.shell.navigation import Entry
from portal.shell.panels import Panel


def worker_facts(worker: User, *, at: datetime) -> dict[str, Any]:
    """What a person is told of their named social worker: face, days, and when an answer can be expected."""
    asked_on = timezone.localdate(at)
    return {
        "worker": worker,
        "photo": worker.portrait_url,
        "works_on": days_in_words(worker.working_days),
        "answer_by": answer_by(asked_on, working_days=worker.working_days, within=worker.reply_within_days),
        "tomorrow": asked_on + timedelta(days=1),
    }


@hooks.register("register_home_panel")
def my_social_worker(request: HttpRequest) -> list[Panel]:
    """My named social worker; without one, the question whether there is a joining code."""
    if not request.user.is_authenticated or not request.user.is_person:
        return []
    now = timezone.now()
    worker = named_social_worker(request.user, at=now)
    if worker is None:
        return [Panel("portal/relationships/join_panel.html", order=90)]
    facts = worker_facts(worker, at=now)
    return [Panel("portal/relationships/worker_panel.html", order=30, context=facts)]


@hooks.register("register_navigation")
def people_entry(request: HttpRequest) -> list[Entry]:
    """Where one's circle is; for social workers, where joining codes are made."""
    if not request.user.is_authenticated:
        return []
    entries = []
    if request.user.is_person:
        entries.append(Entry("My people", reverse("people"), order=40))
    if request.user.is_social_worker:
        entries.append(Entry("Joining codes", reverse("joining_codes"), order=60))
    return entries
