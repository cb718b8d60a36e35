"""What comments and suggestions show on the pages of lower floors."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import Count, Q
from django.http import HttpRequest
from django.utils import timezone
from wagtail import hooks

from planning.comments.conversations import Reading
from planning.comments.models import Comment, Suggestion
from planning.comments.services.conversations import comments_path
from planning.documents.looking import look_at
from planning.documents.models import Document
from planning.documents.policies import planning_rests
from portal.accounts.models import User
from portal.crisis.queries import in_crisis
from portal.notifications.services import mark_read, waiting_since
from portal.shell.panels import Panel


@hooks.register("register_answer_panels")
def beside_answers(
    request: HttpRequest, document: Document, question_ids: Sequence[str], writing: bool
) -> dict[str, list[Panel]]:
    """Conversations, suggestions, and the forms for more of them, beside each answer.

    Who is writing sees what was said about it, and can answer; something new is begun where the answers are read.
    """
    if not isinstance(request.user, User):
        return {}
    at = timezone.now()
    reading = Reading(look_at(request, document), next_url=request.path, begins=not writing)
    _read_here(document, request.user, question_ids, at)
    return {
        question_id: [Panel("planning/comments/beside.html", order=20, context=reading.panel(beside))]
        for question_id, beside in reading.beside(question_ids).items()
        if beside.worth_showing
    }


def _read_here(document: Document, user: User, question_ids: Sequence[str], at: datetime) -> None:
    """What stands beside these answers is read now; the notice about it waits only for what stands elsewhere."""
    since = waiting_since(user=user, path=comments_path(document))
    if since is None:
        return
    comments = Comment.objects.read_by(user, document, at=at).filter(created_at__gte=since).exclude(author=user)
    suggestions = Suggestion.objects.read_by(user, document, at=at)
    suggestions = suggestions.filter(Q(created_at__gte=since) | Q(decided_at__gte=since))
    if not any(said.exclude(question_id__in=question_ids).exists() for said in (comments, suggestions)):
        mark_read(user=user, path=comments_path(document), at=at)


@hooks.register("register_document_panel")
def way_to_comments(request: HttpRequest, document: Document) -> list[Panel]:
    """The way to everything that is said about a document, with how much waits there."""
    if not isinstance(request.user, User):
        return []
    user, at = request.user, timezone.now()
    comments = Comment.objects.read_by(user, document, at=at).beginnings()
    suggestions = Suggestion.objects.read_by(user, document, at=at)
    is_owner = document.owner_id == user.pk
    asks = is_owner and not planning_rests(document, at)
    waiting = comments.waiting_for(user).count() + suggestions.waiting_for(user).count() if asks else 0
    if not waiting and not comments.exists() and not suggestions.exists():
        return []
    context = {"url": comments_path(document), "waiting": waiting, "is_owner": is_owner}
    return [Panel("planning/comments/way_in.html", order=40, context=context)]


@hooks.register("register_home_panel")
def comments_waiting(request: HttpRequest) -> list[Panel]:
    """How many comments and suggestions wait in which document; the way there is a next step, too."""
    if not isinstance(request.user, User):
        return []
    at = timezone.now()
    rows = _rows(request.user, at)
    if any(row["mine"] for row in rows) and in_crisis(request.user, at=at):
        # Nobody is asked anything while things are bad for them.
        rows = [row for row in rows if not row["mine"]]
    if not rows:
        return []
    panels = [Panel("planning/comments/home_panel.html", order=25, context={"rows": rows})]
    mine = [row for row in rows if row["mine"]]
    if mine:
        panels.append(Panel("planning/comments/next_step.html", order=20, context=mine[0], next_step=True))
    return panels


def _rows(user: User, at: datetime) -> list[dict[str, Any]]:
    """One row a document in which something waits for this user: one's own first."""
    waiting = {
        "comments": Comment.objects.waiting_for(user),
        "suggestions": Suggestion.objects.waiting_for(user),
        "answers": Comment.objects.visible_to(user, at=at).answered_for(user),
    }
    counts: dict[int, dict[str, int]] = {}
    for name, found in waiting.items():
        for document, count in found.order_by().values_list("document").annotate(count=Count("pk")):
            counts.setdefault(document, {})[name] = count
    documents = Document.objects.filter(pk__in=counts).for_pages() if counts else []
    rows = [
        {
            "title": document.title,
            "name": document.owner.known_as,
            "mine": document.owner_id == user.pk,
            "url": comments_path(document),
            **counts[document.pk],
        }
        for document in documents
    ]
    return sorted(rows, key=lambda row: (not row["mine"], row["title"]))
