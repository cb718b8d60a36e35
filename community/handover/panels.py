"""What a change of social worker shows at home and in the thread."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from wagtail import hooks

from community.handover.models import Handover
from community.handover.policies import check_may_write, must_read_first
from community.handover.queries import change_to_come, coming_to, ending_to_come, endings_of, last_change, leaving
from community.handover.services import begin_endings, begin_handovers
from community.messaging.models import Thread
from portal.access.decisions import Denied
from portal.accounts.models import User
from portal.relationships.queries import acts_for, named_social_worker
from portal.shell.panels import Panel

# How long after the day it is still news.
NEWS_FOR = timedelta(days=28)

hooks.register("register_writing_check", check_may_write)
hooks.register("register_chore", begin_handovers)
hooks.register("register_chore", begin_endings)


def _news_for(person: User, at: datetime) -> Handover | None:
    """The change that is under way, or one that was not long ago."""
    coming: Handover | None = change_to_come(person, at=at)
    if coming:
        return coming
    last: Handover | None = last_change(person, at=at)
    return last if last and last.starts_at > at - NEWS_FOR else None


@hooks.register("register_worker_news")
def my_worker_changes(request: HttpRequest) -> list[Panel]:
    """For the person, in the card about their social worker: who comes or goes, and from when."""
    user, at = request.user, timezone.now()
    if not isinstance(user, User) or not user.is_person:
        return []
    ending, handover = ending_to_come(user, at=at), _news_for(user, at)
    panels = []
    if ending:
        context = {"ending": ending, "heading": "Your social worker goes"}
        panels.append(Panel("community/handover/ending_home_news.html", order=5, context=context))
    if handover:
        heading = "Your social worker changes" if handover.starts_at > at else "Your new social worker"
        context = {**_context(handover, at), "heading": heading}
        panels.append(Panel("community/handover/home_news.html", order=6, context=context))
    return panels


@hooks.register("register_home_panel")
def my_first_worker(request: HttpRequest) -> list[Panel]:
    """For a person who has nobody now: who comes. Until the day, everybody has their summary to do next."""
    user, at = request.user, timezone.now()
    if not isinstance(user, User) or not user.is_person:
        return []
    coming = change_to_come(user, at=at)
    if coming is None:
        return []
    context, panels = _context(coming, at), []
    worker = named_social_worker(user, at=at)
    if worker is None or not worker.is_active:
        panels.append(Panel("community/handover/home_panel.html", order=5, context=context))
    if coming.approved_at is None:
        panels.append(Panel("community/handover/home_step.html", order=11, context=context, next_step=True))
    return panels


@hooks.register("register_home_panel")
def who_comes_and_goes(request: HttpRequest) -> list[Panel]:
    """For workers: who comes to them, who goes, and whose summary waits to be read."""
    user = request.user
    if not isinstance(user, User) or not user.is_social_worker:
        return []
    at = timezone.now()
    to_read = Handover.objects.to_read(user, at=at).for_pages().order_by("starts_at")
    found: dict[str, Sequence[Any]] = {
        "coming": list(coming_to(user, at=at)),
        "leaving": list(leaving(user, at=at)),
        "ending": list(endings_of(user, at=at)),
        "to_read": list(to_read),
    }
    if not any(found.values()):
        return []
    return [Panel("community/handover/worker_home_panel.html", order=15, context=found)]


@hooks.register("register_thread_panel")
def worker_changes(request: HttpRequest, thread: Thread) -> list[Panel]:
    """Above the messages: for the person who comes; for the old worker until when; for the new one what to read.

    Nobody else in a thread learns of it here: whose social worker changes is the person's to tell.
    """
    user = request.user
    if not isinstance(user, User) or not thread.with_worker:
        return []
    at = timezone.now()
    if user.pk == thread.person_id:
        handover = _news_for(user, at)
        return [*_ending(thread, user, at), *([_panel("thread_for_person.html", handover, at)] if handover else [])]
    if not user.is_social_worker or not acts_for(user, thread.person, at=at):
        return []
    coming = change_to_come(thread.person, at=at)
    panels = [*_ending(thread, user, at), *([_panel("thread_for_old_worker.html", coming, at)] if coming else [])]
    brought = Handover.objects.now_with(user, at=at).filter(person=thread.person).for_pages().first()
    if brought and (brought.approved_at or brought.starts_at > at - NEWS_FOR):
        more = {"must_read": must_read_first(user, brought), "mine": brought.worker_id == user.pk}
        panels.append(_panel("thread_for_new_worker.html", brought, at, **more))
    return panels or _not_told(user, thread, at)


def _ending(thread: Thread, user: User, at: datetime) -> list[Panel]:
    """From when nobody is their social worker, where that was said."""
    ending = ending_to_come(thread.person, at=at)
    context = {"ending": ending, "mine": user.pk == thread.person_id}
    return [Panel("community/handover/thread_ending.html", order=9, context=context)] if ending else []


def _not_told(user: User, thread: Thread, at: datetime) -> list[Panel]:
    """For a worker of whom nobody told the person: why there is nothing to write with, and who can help."""
    try:
        check_may_write(user, thread, at)
    except Denied as denied:
        return [Panel("community/handover/thread_not_told.html", order=10, context={"reason": denied.reason})]
    return []


def _panel(template: str, handover: Handover, at: datetime, **more: Any) -> Panel:
    return Panel(f"community/handover/{template}", order=10, context={**_context(handover, at), **more})


def _context(handover: Handover, at: datetime) -> dict[str, Any]:
    return {"handover": handover, "to_come": handover.starts_at > at}
