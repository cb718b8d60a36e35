"""How a person plans, on their documents; and the week to have a go, on documents and at home."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from wagtail import hooks

from planning.documents.looking import look_at
from planning.documents.models import Document
from planning.routes.models import PlanningRoute
from planning.routes.queries import open_offer
from portal.accounts.models import User
from portal.crisis.queries import in_crisis
from portal.relationships.queries import named_social_worker
from portal.shell.panels import Panel


@hooks.register("register_document_panel")
def way_to_plan(request: HttpRequest, document: Document) -> list[Panel]:
    """The way that was chosen: for the owner with what helps on it, for their worker in one line.

    Nobody else learns of it: with whom somebody plans is theirs to tell.
    """
    user = request.user
    if not isinstance(user, User):
        return []
    at = timezone.now()
    can = look_at(request, document).can
    if can.rests or not (can.owner or can.as_worker):
        return []
    chosen = PlanningRoute.objects.filter(document=document).first()
    context: dict[str, Any] = {"document": document, "route": chosen, "mine": can.owner, "person": document.owner}
    if can.owner:
        context |= {"worker": named_social_worker(user, at=at), "offer": open_offer(user)}
    elif chosen is None:
        return []
    return [Panel("planning/routes/panel.html", order=5, context=context)]


@hooks.register("register_home_panel")
def have_a_go(request: HttpRequest) -> list[Panel]:
    """The offer: what to do next while it waits for an answer; a quiet line while it runs."""
    user = request.user
    if not isinstance(user, User) or not user.is_person:
        return []
    offer = open_offer(user)
    # Nobody is asked anything while things are bad for them.
    if offer is None or in_crisis(user, at=timezone.now()):
        return []
    today = timezone.localdate()
    context = {"offer": offer, "today": today, "past": offer.talk_on < today}
    if offer.agreed_at is None and offer.other_day is None:
        return [Panel("planning/routes/offer_step.html", order=12, next_step=True, context=context)]
    return [Panel("planning/routes/home_panel.html", order=28, context=context)]
