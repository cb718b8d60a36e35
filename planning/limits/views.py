"""A manager's page of limits, and the worker's own."""

from datetime import datetime
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from planning.limits import services
from planning.limits.forms import TEAM, LimitForm
from planning.limits.models import SignOffLimit
from planning.limits.queries import limit_of
from portal.access.decisions import Denied
from portal.access.declarations import open_to
from portal.access.enums import Audience
from portal.access.requests import SignedInRequest
from portal.accounts.enums import Role
from portal.accounts.models import Team
from portal.notifications.services import mark_read


@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.TEAM_MANAGER)
def limits(request: SignedInRequest) -> HttpResponse:
    """What counts in the team now, what waits for a second yes, everything that was, and the way to set one."""
    at, user = timezone.now(), request.user
    if user.team is None:
        raise Http404
    form = _form(request, user.team, at)
    if request.method == "POST" and form.is_valid():
        try:
            services.set_limit(by=user, at=at, **form.facts())
        except Denied as denied:
            form.add_error(None, denied.reason)
        else:
            messages.success(request, "Set. It counts when a second manager confirms it. They are told.")
            return redirect("limits")
    if request.method != "POST":
        mark_read(user=user, path=request.path, at=at)
    of_team = SignOffLimit.objects.of_team(user.team).for_pages()
    waiting = SignOffLimit.objects.visible_to(user).waiting().for_pages().order_by("set_at")
    context = {
        "page_title": "Sign-off limits",
        "page_lead": "Up to this sum a social worker agrees a plan alone. Whatever costs more comes to the manager.",
        "back_url": reverse("team"),
        "back_label": "My team",
        "team": user.team,
        "now": [limit for limit in of_team.in_force(at=at) if limit.weekly is not None],
        "to_confirm": [limit for limit in waiting if limit.set_by_id != user.pk],
        "mine_waiting": [limit for limit in waiting if limit.set_by_id == user.pk],
        "history": of_team.order_by("-set_at", "-pk"),
        "form": form,
    }
    return render(request, "planning/limits/limits.html", context)


@require_POST
@open_to(Audience.TEAM_MANAGER)
def confirm(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """The second yes to a limit."""
    limit = services.confirm_limit(limit=_find(request, uuid), by=request.user, at=timezone.now())
    messages.success(request, f"Confirmed. The limit of {limit.whose} counts from {_day(limit)}.")
    return redirect("limits")


@require_POST
@open_to(Audience.TEAM_MANAGER)
def take_back(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """A limit that nobody confirmed does not come to count."""
    services.take_back_limit(limit=_find(request, uuid), by=request.user, at=timezone.now())
    messages.success(request, "Taken back. What counted before goes on.")
    return redirect("limits")


@require_safe
@open_to(Audience.SOCIAL_WORKER)
def my_limit(request: SignedInRequest) -> HttpResponse:
    """What a worker may agree alone, who said so, and what it was before."""
    at, user = timezone.now(), request.user
    mark_read(user=user, path=request.path, at=at)
    context = {
        "page_title": "My sign-off limit",
        "page_lead": "Up to this sum you agree a plan alone.",
        "back_url": reverse("caseload"),
        "back_label": "My people",
        "limit": limit_of(user, at=at),
        "history": SignOffLimit.objects.visible_to(user).confirmed().for_pages().order_by("-counts_from", "-pk"),
    }
    return render(request, "planning/limits/mine.html", context)


def _form(request: SignedInRequest, team: Team, at: datetime) -> LimitForm:
    today = timezone.localdate(at)
    workers = list(team.members.filter(role=Role.SOCIAL_WORKER, is_active=True).order_by("full_name"))
    return LimitForm(
        request.POST if request.method == "POST" else None,
        team=team,
        workers=workers,
        today=today,
        initial={"key": uuid4(), "starts_on": today, "whose": TEAM},
    )


def _find(request: SignedInRequest, uuid: UUID) -> SignOffLimit:
    found: SignOffLimit = get_object_or_404(SignOffLimit.objects.visible_to(request.user).for_pages(), uuid=uuid)
    return found


def _day(limit: SignOffLimit) -> str:
    return timezone.localdate(max(limit.starts_at, limit.confirmed_at or limit.starts_at)).strftime("%-d %B %Y")
