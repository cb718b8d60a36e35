"""Being away: for a worker, and for a manager on behalf of one of theirs."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.access.decisions import Denied
from portal.access.declarations import open_to
from portal.access.enums import Audience
from portal.access.requests import SignedInRequest, own_address
from portal.accounts.models import User
from portal.away import services
from portal.away.forms import AwayForm, ColleagueForm
from portal.away.queries import (
    colleagues_of,
    coming_leave_of,
    covers_by,
    leave_visible_to,
    stands_in_for,
    team_of,
)
from portal.hours.services import choose_stand_in
from portal.notifications.services import mark_read

USUALLY = "Who stands in as a rule?"


@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.SOCIAL_WORKER)
def away(request: SignedInRequest) -> HttpResponse:
    """My times away, who stands in, and for whom I do."""
    mark_read(user=request.user, path=request.path, at=timezone.now())
    return _page(request, request.user)


@require_safe
@open_to(Audience.TEAM_MANAGER)
def team(request: SignedInRequest) -> HttpResponse:
    """Who of the team is away, now and to come, and who stands in."""
    at = timezone.now()
    context = {"workers": team_of(request.user, at=at), "now": at}
    return render(request, "portal/away/team.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.TEAM_MANAGER)
def team_worker(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """The times away of one of the team; somebody else's worker is not there: 404."""
    worker = get_object_or_404(team_of(request.user, at=timezone.now()), uuid=uuid)
    return _page(request, worker)


def _page(request: SignedInRequest, worker: User) -> HttpResponse:
    """One page for both. POST says a time away, or (`choice=usually`) who stands in as a rule."""
    at, usual = timezone.now(), getattr(worker, "stand_in", None)
    usually = request.method == "POST" and request.POST.get("choice") == "usually"
    form = AwayForm(None if usually else request.POST or None, worker=worker)
    chosen = ColleagueForm(
        request.POST if usually else None,
        worker=worker,
        label=USUALLY,
        prefix="usually",
        initial={"colleague": usual.by.uuid if usual else None},
    )
    if request.method == "POST" and (_chosen(request, chosen, worker) if usually else _said(request, form, worker)):
        return redirect(request.path)
    context = {
        "form": form,
        "chosen": chosen,
        "worker": worker,
        "mine": worker == request.user,
        "colleagues": colleagues_of(worker).count(),
        "leave": coming_leave_of(worker, at=at),
        "covers": covers_by(worker, at=at),
        "stands_in_for": stands_in_for(worker),
        "now": at,
        "back_url": "" if worker == request.user else reverse("team_away"),
        "back_label": "Who is away",
    }
    return render(request, "portal/away/away.html", context)


def _said(request: SignedInRequest, form: AwayForm, worker: User) -> bool:
    if not form.is_valid():
        return False
    said = {"cover": None, **form.cleaned_data}
    try:
        services.go_away(worker=worker, by=request.user, at=timezone.now(), **said)
    except Denied as denied:
        form.add_error("first_day", denied.reason)
        return False
    messages.success(request, "This is written down. The people it concerns are told in time.")
    return True


def _chosen(request: SignedInRequest, form: ColleagueForm, worker: User) -> bool:
    if not form.is_valid():
        return False
    stand_in = form.cleaned_data["colleague"]
    choose_stand_in(worker=worker, stand_in=stand_in, by=request.user, at=timezone.now())
    whom = "you" if worker == request.user else worker.known_as
    messages.success(request, f"{stand_in.known_as} stands in for {whom} as a rule.")
    return True


@require_POST
@open_to(Audience.SIGNED_IN)
def back(request: SignedInRequest, pk: int) -> HttpResponse:
    """End a time away now, or take it back."""
    leave = get_object_or_404(leave_visible_to(request.user), pk=pk)
    services.come_back(leave=leave, by=request.user, at=timezone.now())
    messages.success(request, "This time away has ended. Nobody stands in any more.")
    return redirect(_page_of(leave.worker, request.user))


@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.SIGNED_IN)
def cover(request: SignedInRequest, pk: int) -> HttpResponse:
    """Let somebody else stand in for what is left of a time away."""
    leave = get_object_or_404(leave_visible_to(request.user), pk=pk)
    form = ColleagueForm(request.POST or None, worker=leave.worker, label="Who answers from now on?")
    if request.method == "POST" and form.is_valid():
        try:
            found = services.change_cover(
                leave=leave, cover=form.cleaned_data["colleague"], by=request.user, at=timezone.now()
            )
        except Denied as denied:
            form.add_error("colleague", denied.reason)
        else:
            messages.success(request, f"{found.cover.known_as} stands in now.")
            return redirect(_page_of(leave.worker, request.user))
    there = _page_of(leave.worker, request.user)
    context = {"form": form, "leave": leave, "back_url": there, "back_label": "Away"}
    return render(request, "portal/away/cover.html", context)


@require_POST
@open_to(Audience.SOCIAL_WORKER)
def today(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """A colleague for whom I usually stand in is not here today: I answer until the day ends."""
    worker = get_object_or_404(stands_in_for(request.user), uuid=uuid)
    services.stand_in_now(worker=worker, by=request.user, at=timezone.now())
    messages.success(request, f"You stand in for {worker.known_as} until tonight. Their people are told.")
    return redirect(own_address(request.POST.get("next")) or reverse("away"))


def _page_of(worker: User, user: User) -> str:
    return reverse("away") if worker == user else reverse("team_away_worker", args=[worker.uuid])
