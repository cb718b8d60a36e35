"""How long each step takes: the day of the first payment, and a team's people at a glance."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from planning.clock import services
from planning.clock.forms import FirstPaymentForm
from planning.clock.limits import limits_now
from planning.clock.models import StuckStage
from planning.clock.queries import those_who_wait, with_milestones
from planning.clock.reading import OneClock, read_clock
from portal.access.decisions import Denied
from portal.access.declarations import open_to
from portal.access.enums import Audience
from portal.access.requests import SignedInRequest
from portal.accounts.models import User
from portal.audit.services import record
from portal.authority.queries import people_of_team
from portal.notifications.services import mark_read
from portal.relationships.queries import people_of

ROWS_A_PAGE = 50


@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.SOCIAL_WORKER)
def first_payment(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """The day on which the first money came."""
    at = timezone.now()
    person: User = get_object_or_404(people_of(request.user, at=at), uuid=uuid)
    found = with_milestones(User.objects.filter(pk=person.pk)).get()
    form = FirstPaymentForm(
        request.POST if request.method == "POST" else None,
        initial={"paid_on": found.paid},
        today=timezone.localdate(at),
    )
    if request.method == "POST" and form.is_valid():
        try:
            services.date_first_payment(person=person, by=request.user, at=at, **form.cleaned_data)
        except Denied as denied:
            form.add_error("paid_on", denied.reason)
        else:
            messages.success(request, f"Saved. {person.known_as} was told.")
            return redirect("caseload_person", uuid)
    context = {
        "page_title": "The first payment",
        "back_url": reverse("caseload_person", args=[uuid]),
        "back_label": "Back",
        "person": person,
        "form": form,
    }
    return render(request, "planning/clock/first_payment.html", context)


@dataclass(frozen=True)
class Row:
    """One person who waits."""

    person: User
    found: OneClock


@require_safe
@open_to(Audience.TEAM_MANAGER)
def team_clock(request: SignedInRequest) -> HttpResponse:
    """The people of the team who wait for the council, who has waited longest first."""
    at, user = timezone.now(), request.user
    if user.team is None:
        raise Http404
    mark_read(user=user, path=request.path, at=at)
    theirs = people_of_team(user, at=at).values("pk")
    page = Paginator(those_who_wait().filter(pk__in=theirs).order_by("waits_since", "pk"), ROWS_A_PAGE).get_page(
        request.GET.get("page")
    )
    people = list(page.object_list)
    told: dict[int, dict[tuple[str, date], StuckStage]] = {person.pk: {} for person in people}
    for row in StuckStage.objects.filter(person__in=people):
        told[row.person_id][(row.milestone, row.since)] = row
    today, limits = timezone.localdate(at), limits_now()
    rows = [Row(person, read_clock(person, today=today, told=told[person.pk], limits=limits)) for person in people]
    record("waiting times opened", by=user, person=None, at=at, people=[person.pk for person in people])
    context = {
        "page_title": "How long things take",
        "page_lead": "The people of your team who wait for something that is ours to do. None of their words are here.",
        "back_url": reverse("team"),
        "back_label": "My team",
        "team": user.team,
        "page": page,
        "rows": rows,
    }
    return render(request, "planning/clock/team_clock.html", context)
