"""What was sent, on a document's page and on the worker's home; and the way to send it."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from wagtail import hooks

from planning.documents.composition import pinned_definition
from planning.documents.looking import look_at
from planning.documents.models import Document
from planning.documents.places import Action
from planning.sending.queries import is_for_worker, last_sent, waiting_to_be_agreed
from portal.accounts.models import User
from portal.relationships.queries import named_social_worker, people_of
from portal.shell.panels import Panel


@hooks.register("register_document_action")
def way_to_send(request: HttpRequest, document: Document) -> list[Action]:
    """For the owner alone: "Send to Sunita to agree". What is no plan can be sent too, and its way is a quieter one."""
    if not isinstance(request.user, User) or document.owner_id != request.user.pk:
        return []
    worker = named_social_worker(request.user, at=timezone.now())
    label = f"Send to {worker.known_as} to agree" if worker else "Send it to be agreed"
    url = reverse("document_send", args=[document.uuid])
    is_plan = pinned_definition(document).plan
    return [Action(label, url, 10, hint="First you have a last look at it.", ready=is_plan)]


@hooks.register("register_document_panel")
def what_was_sent(request: HttpRequest, document: Document) -> list[Panel]:
    """For the owner and their social worker: which version was sent, to whom and when."""
    user = request.user
    if not isinstance(user, User):
        return []
    can = look_at(request, document).can
    sent = last_sent(document) if can.owner or can.as_worker else None
    if sent is None:
        return []
    context = {
        "version": sent,
        "mine": can.owner,
        "to_me": sent.sent_to_id == user.pk,
        "to_agree": is_for_worker(sent),
        "owner": document.owner,
    }
    return [Panel("planning/sending/sent.html", order=3, context=context)]


@hooks.register("register_home_panel")
def plans_to_agree(request: HttpRequest) -> list[Panel]:
    """For a social worker: the plans that were sent and are not agreed yet."""
    user = request.user
    if not isinstance(user, User) or not user.is_social_worker:
        return []
    at = timezone.now()
    waiting = waiting_to_be_agreed(user, people_of(user, at=at), at=at)
    return [Panel("planning/sending/home_panel.html", order=15, context={"versions": waiting})] if waiting else []
