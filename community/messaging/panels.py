"""The way to the messages: in the navigation, and on the home page."""

from collections.abc import Sequence
from datetime import datetime

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from wagtail import hooks

from community.messaging.listing import rows_for
from community.messaging.models import Message, Thread
from planning.documents.models import Answer, Document
from portal.accounts.enums import Role
from portal.accounts.models import User
from portal.relationships.queries import acts_for, named_social_worker
from portal.shell.navigation import Entry
from portal.shell.panels import Panel

# How many the home page names; the rest are on their own page.
MOST_AT_HOME = 5


@hooks.register("register_navigation")
def messages_entry(request: HttpRequest) -> list[Entry]:
    """The way to the messages, with how many wait to be read."""
    user = request.user
    if not isinstance(user, User) or not (user.is_person or user.is_social_worker or user.role == Role.VOLUNTEER):
        return []
    at = timezone.now()
    unread = Thread.objects.visible_to(user, at=at).with_unread(user, at=at).count_unread()
    return [Entry("Messages", reverse("threads"), 35, count=unread)]


@hooks.register("register_home_panel")
def new_messages(request: HttpRequest) -> list[Panel]:
    """What is new to read, and for a person the way to write to their social worker."""
    user, at = request.user, timezone.now()
    if not isinstance(user, User) or not (user.is_person or user.is_social_worker):
        return []
    # What waits for a social worker's answer has a place of its own at home.
    rows = [row for row in rows_for(user, at=at) if row.unread and row.waits_since is None]
    worker = named_social_worker(user, at=at) if user.is_person else None
    if not rows and not worker:
        return []
    context = {"rows": rows[:MOST_AT_HOME], "more": len(rows) > MOST_AT_HOME, "worker": worker}
    return [Panel("community/messaging/home_panel.html", order=22, context=context)]


@hooks.register("register_answer_panels")
def said_in_messages(
    request: HttpRequest, document: Document, question_ids: Sequence[str], writing: bool
) -> dict[str, list[Panel]]:
    """For the owner and their social worker: what they wrote to each other about an answer, and the way to write more.

    Nobody else learns that there is anything. Where answers are written, only what was said: a link away would leave
    words behind.
    """
    user, at = request.user, timezone.now()
    if not isinstance(user, User):
        return {}
    other = _other(user, document, at)
    if other is None:
        return {}
    said = _said(user, document, question_ids, at)
    points = set() if writing else _may_be_asked(user, document, question_ids, at)
    asked = said if writing else [each for each in question_ids if each in points or each in said]
    context = {"reader": user, "other": other, "is_owner": document.owner_id == user.pk}
    return {
        question_id: [
            Panel(
                "community/messaging/beside.html",
                order=30,
                context={
                    **context,
                    "messages": said.get(question_id, []),
                    "url": _address(document, question_id) if question_id in points else "",
                },
                within_form=True,
            )
        ]
        for question_id in asked
    }


def _said(user: User, document: Document, question_ids: Sequence[str], at: datetime) -> dict[str, list[Message]]:
    """What was written about each answer, the first first."""
    pointing = Message.objects.visible_to(user, at=at).filter(document=document, question_id__in=question_ids)
    said: dict[str, list[Message]] = {}
    for message in pointing.select_related("author", "thread").order_by("sent_at", "pk"):
        said.setdefault(str(message.question_id), []).append(message)
    return said


def _may_be_asked(user: User, document: Document, question_ids: Sequence[str], at: datetime) -> set[str]:
    """Beside which answers the way to write more stands. For the owner beside each.

    To who reads it: only where there are words for them. What is kept back and what is not answered look alike.
    """
    if document.owner_id == user.pk:
        return set(question_ids)
    given = Answer.objects.visible_to(user, at=at).given().filter(document=document, question_id__in=question_ids)
    return set(map(str, given.values_list("question_id", flat=True)))


def _address(document: Document, question_id: str) -> str:
    return reverse("thread_about", args=[document.uuid, question_id])


def _other(user: User, document: Document, at: datetime) -> User | None:
    """With whom this reader writes about a document: the owner and their social worker with each other."""
    if document.owner_id == user.pk:
        return named_social_worker(user, at=at)
    return document.owner if user.is_social_worker and acts_for(user, document.owner, at=at) else None
