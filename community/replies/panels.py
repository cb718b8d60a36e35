"""What a promised answer shows: above a thread, beside a message, and at home."""

from collections.abc import Mapping, Sequence

from django.http import HttpRequest
from django.utils import timezone
from wagtail import hooks

from community.messaging.models import Message, Thread
from community.replies.queries import replies_shown_in, waiting_for, waiting_in
from community.replies.services import keep_promise, reckon_for_workers
from portal.accounts.enums import Role
from portal.relationships.responsible import answering, responsible_for
from portal.shell.panels import Panel

hooks.register("register_message_sent", keep_promise)
hooks.register("register_times_changed", reckon_for_workers)


@hooks.register("register_thread_panel")
def who_answers(request: HttpRequest, thread: Thread) -> list[Panel]:
    """For the person's side: who their social worker is, and who is there meanwhile."""
    if not thread.with_worker or not request.user.is_authenticated or request.user.is_social_worker:
        return []
    found = responsible_for(thread.person, at=timezone.now())
    context = {"responsible": found, "mine": request.user.pk == thread.person_id, "person": thread.person}
    return [Panel("community/replies/thread_panel.html", order=10, context=context)]


@hooks.register("register_message_panels")
def what_is_promised(request: HttpRequest, thread: Thread, messages: Sequence[Message]) -> Mapping[int, list[Panel]]:
    """Below the first message that waits: by when it is answered, or who was told that it is late."""
    if not thread.with_worker or not request.user.is_authenticated:
        return {}
    shown = {message.number for message in messages}
    rows = list(replies_shown_in(thread))
    rows = [row for row in rows if row.set_aside_at is None] or rows[-1:]
    rows = [row for row in rows if row.message.number in shown]
    if not rows:
        return {}
    at, [row], worker = timezone.now(), rows, request.user.is_social_worker
    row.thread = thread
    context = {
        "reply": row,
        "late": row.by_when <= at,
        "moved": row.by_when > row.first_said,
        "worker": worker,
        "asked": request.user.pk in {thread.person_id, row.message.author_id},
        "answers": None if worker else answering(thread.person, at=at),
    }
    return {row.message.number: [Panel("community/replies/message_panel.html", order=90, context=context)]}


@hooks.register("register_home_panel")
def what_waits(request: HttpRequest) -> list[Panel]:
    """For a worker, and for a manager of their team: how many messages wait, and since when."""
    user, at = request.user, timezone.now()
    if not user.is_authenticated:
        return []
    if user.is_social_worker:
        found, url = waiting_for(user, at), "waiting"
    elif user.role == Role.TEAM_MANAGER and user.team:
        found, url = waiting_in(user.team, at), "team_waiting"
    else:
        return []
    rows = list(found)
    context = {
        "count": len(rows),
        "late": sum(row.is_late for row in rows),
        "oldest": rows[0].asked_at if rows else None,
        "url": url,
    }
    return [Panel("community/replies/home_panel.html", order=15, context=context)]
