"""Where a plan that was sent is, on the pages of others: the plan, home, the money, one of a worker's people."""

from datetime import datetime

from django.http import HttpRequest
from django.utils import timezone
from wagtail import hooks

from planning.assessments.models import IndicativeBudget
from planning.documents.looking import look_at
from planning.documents.models import Document, Version
from planning.documents.places import Action
from planning.signing_off.models import SignOff
from planning.signing_off.queries import waiting_for_manager
from planning.signing_off.services import begin_sign_off
from planning.signing_off.shown import show
from planning.signing_off.three_figures import three_figures
from portal.accounts.enums import Role
from portal.accounts.models import User
from portal.shell.panels import Panel


@hooks.register("register_version_sent")
def it_was_sent(version: Version, at: datetime) -> None:
    """What it costs is held against the limit, in the transaction of sending it."""
    begin_sign_off(version=version, at=at)


@hooks.register("register_document_panel")
def where_it_is(request: HttpRequest, document: Document) -> list[Panel]:
    """On the plan itself, for the person and their worker: where it is, since when, and who decides."""
    user = request.user
    can = look_at(request, document).can if isinstance(user, User) else None
    if not isinstance(user, User) or can is None or not (can.owner or can.as_worker):
        return []
    at = timezone.now()
    last = SignOff.objects.visible_to(user, at=at).filter(version__document=document).for_pages()
    found = last.defer("version__snapshot").order_by("-version__number").first()
    if found is None:
        return []
    return [Panel("planning/signing_off/where.html", order=4, context={"shown": show(found, user, at=at)})]


@hooks.register("register_version_action")
def to_the_decision(request: HttpRequest, version: Version) -> list[Action]:
    """From a version that was sent to where it is decided."""
    user = request.user
    if not isinstance(user, User):
        return []
    found = SignOff.objects.visible_to(user, at=timezone.now()).filter(version=version).first()
    return [Action("Where it is, and the decision", found.get_absolute_url(), 5, ready=True)] if found else []


@hooks.register("register_home_panel")
def at_home(request: HttpRequest) -> list[Panel]:
    """For the person, where each plan is that was sent; for a manager, what waits for them."""
    user, at = request.user, timezone.now()
    if not isinstance(user, User):
        return []
    if user.is_person:
        shown = [show(found, user, at=at) for found in _newest_of(user)]
        return [Panel("planning/signing_off/home_panel.html", order=14, context={"plans": shown})] if shown else []
    if user.role == Role.TEAM_MANAGER:
        waiting = waiting_for_manager(user, at=at)
        context = {"waiting": waiting, "count": len(waiting.plans) + len(waiting.challenges)}
        return [Panel("planning/signing_off/manager_panel.html", order=12, context=context)]
    return []


@hooks.register("register_budget_panel")
def decisions_about_money(request: HttpRequest, person: User) -> list[Panel]:
    """On the money page: the final budget with how it came about, and where each plan is that was sent."""
    user, at = request.user, timezone.now()
    if not isinstance(user, User):
        return []
    mine = user.pk == person.pk
    shown = [show(found, user, at=at) for found in _newest_of(person)]
    if not shown:
        return []
    indicative = IndicativeBudget.objects.filter(person=person).newest().select_related("set_by").first()
    three = [three_figures(one, indicative, user) for one in shown]
    context = {"plans": shown, "three": three, "person": person, "mine": mine}
    return [Panel("planning/signing_off/budget_panel.html", order=10, context=context)]


def _newest_of(person: User) -> list[SignOff]:
    """Of each plan of theirs, what was sent last."""
    rows = SignOff.objects.filter(version__document__owner=person, version__document__deleted_at=None)
    newest = rows.order_by("version__document", "-version__number").distinct("version__document").values("pk")
    found = SignOff.objects.for_pages().defer("version__snapshot").filter(pk__in=newest)
    return list(found.order_by("-version__kept_at", "-pk"))
