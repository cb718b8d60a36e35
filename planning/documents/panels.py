"""What documents show on the pages of the shell and on their own: the way to them, and what to do next."""

from datetime import datetime
from typing import Any
from uuid import uuid4

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from wagtail import hooks

from planning.documents.authorities import open_documents
from planning.documents.comparison import compare
from planning.documents.composition import pinned_definition
from planning.documents.looking import look_at
from planning.documents.models import Document, Grant, Version
from planning.documents.news import SinceReading, last_look
from planning.documents.places import Action
from portal.accounts.models import User
from portal.authority.models import Authority
from portal.crisis.panels import crisis_panel
from portal.crisis.policies import why_it_rests
from portal.shell.navigation import Entry
from portal.shell.panels import Panel

# How many the home page names; the rest are on their own page.
MOST_AT_HOME = 5


@hooks.register("register_navigation")
def documents_entry(request: HttpRequest) -> list[Entry]:
    """Where one's documents are."""
    if not request.user.is_authenticated or not request.user.is_person:
        return []
    return [Entry("My documents", reverse("documents"), 20)]


@hooks.register("register_document_panel")
def a_blank_page(request: HttpRequest, document: Document) -> list[Panel]:
    """For those who write in what begins with a blank page: the next heading of their own, in one step."""
    if not isinstance(request.user, User) or not pinned_definition(document).begins_blank:
        return []
    look = look_at(request, document)
    if not look.can.edit:
        return []
    context = {
        "url": reverse("document_begin_heading", args=[document.uuid]),
        "begun": any(answer.value is not None for answer in look.store.answers().values()),
    }
    return [Panel("planning/documents/blank_page.html", order=30, context=context)]


@hooks.register("register_document_panel")
def planning_is_paused(request: HttpRequest, document: Document) -> list[Panel]:
    """Why nobody writes here now: for the owner with the numbers, for others who could write in a word that tells
    family and friends of no crisis. Who only reads misses nothing, and is told nothing."""
    user, at = request.user, timezone.now()
    if not isinstance(user, User) or not look_at(request, document).can.rests:
        return []
    if document.owner_id == user.pk:
        return crisis_panel(user)
    return [Panel("planning/documents/resting.html", order=0, context={"why": why_it_rests(user, document.owner, at)})]


@hooks.register("register_home_panel")
def my_documents(request: HttpRequest) -> list[Panel]:
    """The documents of this person and those shared with them; and the one to begin, or to go on with."""
    user = request.user
    if not user.is_authenticated or not user.is_person:
        return []
    at = timezone.now()
    visible = Document.objects.for_pages().visible_to(user, at=at).with_last_change(user, at=at).with_last_sent()
    every = list(visible.order_by("-created_at", "-pk"))
    mine: list[Any] = [document for document in every if document.owner_id == user.pk]
    shared = [document for document in every if document.owner_id != user.pk]
    step = _help_with(shared[0]) if shared and not mine else _next_step(mine)
    panels = [step] if step else []
    if every:
        context = {"mine": mine[:MOST_AT_HOME], "shared": shared[:MOST_AT_HOME]}
        panels.append(Panel("planning/documents/home_panel.html", order=20, context=context))
    return panels


def _help_with(document: Document) -> Panel:
    """Who only helps begins with what was shared with them last."""
    return Panel("planning/documents/help_step.html", order=50, next_step=True, context={"document": document})


def _next_step(mine: list[Any]) -> Panel | None:
    """Go on with what was written in last; where there is nothing yet, begin the support plan. What was sent as it
    stands is with others now: nothing has to be done about it."""
    if not mine:
        return Panel("planning/documents/begin_step.html", order=50, next_step=True, context={"key": uuid4()})
    mine = [d for d in mine if not d.sent_at or (d.changed_at and d.changed_at > d.sent_at)]
    if not mine:
        return None
    latest = max(mine, key=lambda document: document.changed_at or document.created_at)
    url = latest.get_absolute_url()
    if latest.last_step:
        url = reverse("document_step", args=[latest.uuid, latest.last_step])
    context = {"document": latest, "url": url, "begun": bool(latest.changed_at)}
    return Panel("planning/documents/go_on_step.html", order=40, context=context, next_step=True)


@hooks.register("register_document_action")
def way_to_versions(request: HttpRequest, document: Document) -> list[Action]:
    """For the owner always; for others once there is a version that they may see."""
    if not isinstance(request.user, User):
        return []
    url = reverse("document_versions", args=[document.uuid])
    if document.owner_id == request.user.pk:
        return [Action("Versions", url, 30, hint="Keep it as it is now, see what changed, or go back.")]
    visible = Version.objects.visible_to(request.user, at=timezone.now()).filter(document=document)
    return [Action("Versions", url, 30, hint="How it stood before, and what changed.")] if visible.exists() else []


@hooks.register("register_document_panel")
def since_you_looked(request: HttpRequest, document: Document) -> list[Panel]:
    """For those who read along: how much changed since they looked before this time."""
    if not isinstance(request.user, User) or request.user.pk == document.owner_id:
        return []
    now = look_at(request, document).store
    since = last_look(now)
    if since is None:
        return []
    before = SinceReading(now, since)
    count = compare(before, now).changed if before.is_news() else 0
    context = {"since": since, "count": count, "url": reverse("document_since", args=[document.uuid])}
    return [Panel("planning/documents/since_line.html", order=5, context=context)]


@hooks.register("register_document_action")
def way_to_delete(request: HttpRequest, document: Document) -> list[Action]:
    """For the owner alone."""
    if document.owner_id != request.user.pk:
        return []
    url = reverse("document_delete", args=[document.uuid])
    return [Action("Delete this document", url, 90, hint="You can put it back for 30 days.")]


@hooks.register("register_document_panel")
def acting_in_their_place(request: HttpRequest, document: Document) -> list[Panel]:
    """For who acts in the owner's place: said plainly, with the way to who else sees it."""
    user, at = request.user, timezone.now()
    if not isinstance(user, User) or user.pk == document.owner_id:
        return []
    shares = Grant.objects.for_user(user, at=at).filter(document=document, authority__isnull=False)
    share = shares.select_related("authority__membership__person").first()
    if share is None:
        return []
    context = {"authority": share.authority, "document": document}
    return [Panel("planning/documents/acting_panel.html", order=2, context=context)]


@hooks.register("register_authority_panel")
def documents_in_their_place(request: HttpRequest, authority: Authority) -> list[Panel]:
    """What an authority about health and welfare opens."""
    user, at = request.user, timezone.now()
    if not isinstance(user, User) or not authority.health_welfare:
        return []
    visible = Document.objects.visible_to(user, at=at).filter(owner=authority.person)
    documents = list(visible.with_last_change(user, at=at).order_by("-created_at", "-pk"))
    context = {"documents": documents, "person": authority.person}
    return [Panel("planning/documents/acting_documents.html", order=10, context=context)]


@hooks.register("register_authority_recorded")
def open_what_it_opens(authority: Authority, at: datetime) -> None:
    """A recorded authority opens the documents of its person, in the transaction that records it."""
    open_documents(authority, at)
