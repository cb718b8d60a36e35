"""A manager's own team: who has whom, what waits, who comes next. Another team's is not there (404)."""

from datetime import datetime
from typing import Any
from uuid import UUID

from allauth.core.internal import ratelimit
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from community.handover.forms import EndingForm, NextWorkerForm
from community.handover.models import Ending, Handover
from community.handover.queries import change_to_come, ending_to_come, last_worker, named_already
from community.handover.services import name_for_several, name_next_worker
from community.team import services
from community.team.forms import EVERYBODY, BuddyForm, SeveralForm, SomebodyForm
from community.team.models import Buddy
from community.team.overview import overview_of
from community.team.queries import how_it_stands, people_of_team, workers_of
from content.wizards import held
from content.wizards.keeping import keeps_words
from portal.access.decisions import Denied
from portal.access.declarations import open_to
from portal.access.enums import Audience
from portal.access.requests import SignedInRequest
from portal.accounts.enums import Role
from portal.accounts.models import Team, User
from portal.audit.services import record
from portal.components.dates import day_in_words
from portal.relationships.models import Allocation
from portal.relationships.queries import named_social_worker

NOT_FOUND = (
    "We know nobody with this address who has no social worker. Check each letter. Whoever has one already is "
    "with their team."
)
# An address is looked up as somebody tells it: enough for a busy day, and no way to try out many.
LOOK_UPS = {"first_worker": "30/h/user"}
TOO_MANY = "You have looked for many people in this hour. Try again later. What you typed is still here."


def _team_of(request: SignedInRequest) -> Team:
    """The manager's own team; a manager without one has no page."""
    if request.user.team is None:
        raise Http404
    return request.user.team


@require_safe
@open_to(Audience.TEAM_MANAGER)
def team(request: SignedInRequest) -> HttpResponse:
    """The team at a glance."""
    at, own = timezone.now(), _team_of(request)
    found = overview_of(own, at=at)
    named = {handover.person_id for handover in found.handovers} | {person.pk for person in found.alone}
    record("team list opened", by=request.user, person=None, at=at, people=sorted(named))
    return render(request, "community/team/team.html", {"team": own, "found": found, "now": at})


@keeps_words
@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.TEAM_MANAGER)
def worker(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """One worker: their people, and who comes next for those who are ticked; their buddy."""
    at, own = timezone.now(), _team_of(request)
    found: User = get_object_or_404(workers_of(own, at=at), uuid=uuid)
    allocations = list(
        Allocation.objects.active(at=at).filter(worker=found).select_related("person").order_by("person__full_name")
    )
    coming = {each.person_id: each for each in Handover.objects.to_come(at=at).filter(before=found).for_pages()}
    free = [each.person for each in allocations if each.person_id not in coming]
    form = SeveralForm(held.typed(request, at), people=free, team=own, but=found, today=timezone.localdate(at))
    if request.method == "POST" and form.is_valid() and _named_for_several(request, form, free, at):
        return redirect("team_worker", uuid)
    if request.method != "POST":
        record("team list opened", by=request.user, person=None, at=at, people=[a.person_id for a in allocations])
    context = {
        "worker": found,
        "form": form,
        "people": [{"allocation": each, "coming": coming.get(each.person_id)} for each in allocations],
        "free": free,
        "buddy": Buddy.objects.not_over(at=at).filter(worker=found).for_pages().first(),
        **_around(request, form),
    }
    return render(request, "community/team/worker.html", context)


def _around(request: SignedInRequest, form: Any) -> dict[str, Any]:
    """What every form here needs: the way back, and where its words are held when the sign-in has run out."""
    return {
        "back_url": reverse("team"),
        "back_label": "My team",
        **held.around(request, form),
    }


def _named_for_several(request: SignedInRequest, form: SeveralForm, free: list[User], at: datetime) -> bool:
    data = form.cleaned_data
    ticked = [person for person in free if {str(person.uuid), EVERYBODY} & set(data["people"])]
    try:
        made = name_for_several(
            people=ticked, worker=data["worker"], day=data["day"], reason=data["reason"], by=request.user, at=at
        )
    except Denied as denied:
        form.add_error(None, denied.reason)
        return False
    held.give_back(request.user, path=request.path)
    names = "1 person was told" if len(made) == 1 else f"{len(made)} people were told"
    messages.success(request, f"{names}: {data['worker'].known_as} comes {_on(data['day'], at)}.")
    return True


@keeps_words
@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.TEAM_MANAGER)
def person(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """One person of the team: who their social worker is and was, and who comes next. None of their words."""
    at, own = timezone.now(), _team_of(request)
    found: User = get_object_or_404(people_of_team(own, at=at), uuid=uuid)
    now_with = Allocation.objects.active(at=at).filter(person=found).select_related("worker").first()
    form = NextWorkerForm(
        None if request.POST.get("choice") == "call_off" else held.typed(request, at),
        initial=_initial(change_to_come(found, at=at)),
        team=own,
        # A second tap names who is the worker since the first: what became of it is said, not that there is no choice.
        but=now_with.worker if now_with and request.method != "POST" else None,
        today=timezone.localdate(at),
    )
    if request.method == "POST" and _decided(request, found, form, at):
        return redirect("team_person", uuid)
    if request.method != "POST":
        record("allocations opened", by=request.user, person=found, about=found, at=at)
    history = Allocation.objects.filter(person=found, starts_at__lte=at).select_related("worker__team")
    context = {
        "person": found,
        "form": form,
        "coming": change_to_come(found, at=at),
        "seen": how_it_stands(found, at=at),
        "now_with": now_with,
        "ending": ending_to_come(found, at=at),
        "history": history.order_by("-starts_at"),
        "latest": Handover.objects.begun(at=at).filter(person=found).for_pages().first(),
        **_around(request, form),
    }
    return render(request, "community/team/person.html", context)


@keeps_words
@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.TEAM_MANAGER)
def end_worker(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Say from when nobody is this person's social worker, where nobody follows yet; or take that back."""
    at, own = timezone.now(), _team_of(request)
    found: User = get_object_or_404(people_of_team(own, at=at), uuid=uuid)
    ending: Ending | None = ending_to_come(found, at=at)
    initial = {"day": timezone.localdate(ending.ends_at), "reason": ending.reason} if ending else {}
    takes_back = request.POST.get("choice") == "take_back"
    form = EndingForm(None if takes_back else held.typed(request, at), initial=initial, today=timezone.localdate(at))
    if request.method == "POST" and _ended(request, found, form, at):
        return redirect("team_person", uuid)
    context = {
        "person": found,
        "form": form,
        "ending": ending_to_come(found, at=at),
        "seen": how_it_stands(found, at=at),
        "now_with": named_social_worker(found, at=at),
        **_around(request, form),
        "back_url": reverse("team_person", args=[found.uuid]),
        "back_label": "Back",
    }
    return render(request, "community/team/end_worker.html", context)


def _ended(request: SignedInRequest, found: User, form: EndingForm, at: datetime) -> bool:
    """Carry out what was chosen; whether it was done."""
    takes_back, seen = not form.is_bound, request.POST.get("seen", "")
    if not takes_back and not form.is_valid():
        return False
    try:
        if takes_back:
            services.take_back_as_shown(person=found, seen=seen, by=request.user, at=at)
            messages.success(request, f"Taken back. {found.known_as} was told.")
            return True
        services.end_as_shown(person=found, seen=seen, by=request.user, at=at, **form.cleaned_data)
    except Denied as denied:
        if takes_back:
            messages.info(request, denied.reason)
            return True
        form.add_error(None, denied.reason)
        return False
    held.give_back(request.user, path=request.path)
    messages.success(request, f"{found.known_as} was told.")
    return True


def _initial(coming: Handover | None) -> dict[str, Any]:
    if coming is None:
        return {}
    return {"worker": coming.worker_id, "day": timezone.localdate(coming.starts_at), "reason": coming.reason}


def _decided(request: SignedInRequest, found: User, form: NextWorkerForm, at: datetime) -> bool:
    """Carry out what was chosen; whether it was done."""
    calls_off, seen = not form.is_bound, request.POST.get("seen", "")
    if not calls_off and not form.is_valid():
        return False
    try:
        if calls_off:
            services.call_off_as_shown(person=found, seen=seen, by=request.user, at=at)
            messages.success(request, f"Called off. {found.known_as} was told.")
            return True
        services.decide_as_shown(person=found, seen=seen, by=request.user, at=at, **form.cleaned_data)
    except Denied as denied:
        if calls_off:
            messages.info(request, denied.reason)
            return True
        form.add_error(None, denied.reason)
        return False
    held.give_back(request.user, path=request.path)
    data = form.cleaned_data
    messages.success(request, f"{found.known_as} was told: {data['worker'].known_as} comes {_on(data['day'], at)}.")
    return True


def _on(day: Any, at: datetime) -> str:
    said = day_in_words(day, today=timezone.localdate(at))
    return said if said in {"today", "tomorrow"} else f"on {said}"


@keeps_words
@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.TEAM_MANAGER)
def first_worker(request: SignedInRequest) -> HttpResponse:
    """The first social worker of somebody who never had one and is on nobody's list."""
    at, own = timezone.now(), _team_of(request)
    form = SomebodyForm(held.typed(request, at), team=own, today=timezone.localdate(at))
    if request.method == "POST" and form.is_valid() and _first_named(request, form, at):
        return redirect("team")
    context = {"form": form, **_around(request, form)}
    return render(request, "community/team/first_worker.html", context)


def _first_named(request: SignedInRequest, form: SomebodyForm, at: datetime) -> bool:
    data = form.cleaned_data
    limit = {"app": "community.team", "action": "first_worker", "config": LOOK_UPS, "user": request.user}
    if not ratelimit.consume(request, **limit):
        form.add_error("email", TOO_MANY)
        return False
    found = User.objects.filter(email__iexact=data["email"], role=Role.PERSON, is_active=True).first()
    # Whoever has a worker, or had one, is with that worker's team: no other manager learns that they are here.
    # A second tap is answered like the first.
    mine = found and named_already(found, data["worker"], data["day"], at=at)
    mine = mine if mine and mine.named_by_id == request.user.pk else None
    if found is None or (not mine and (last_worker(found, at=at) or change_to_come(found, at=at))):
        form.add_error("email", NOT_FOUND)
        return False
    try:
        name_next_worker(
            person=found, worker=data["worker"], day=data["day"], reason=data["reason"], by=request.user, at=at
        )
    except Denied as denied:
        form.add_error(None, denied.reason)
        return False
    held.give_back(request.user, path=request.path)
    messages.success(request, f"{found.known_as} was told: {data['worker'].known_as} comes {_on(data['day'], at)}.")
    return True


def _end_buddy(request: SignedInRequest, found: User, at: datetime) -> HttpResponse:
    services.end_buddy(worker=found, by=request.user, at=at)
    messages.success(request, f"{found.known_as} has no buddy from now on.")
    return redirect("team_worker", found.uuid)


@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.TEAM_MANAGER)
def buddy(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Name a worker's buddy, change the day, or end it."""
    at, own = timezone.now(), _team_of(request)
    found: User = get_object_or_404(workers_of(own, at=at).filter(is_active=True), uuid=uuid)
    standing = Buddy.objects.not_over(at=at).filter(worker=found).for_pages().first()
    if request.method == "POST" and request.POST.get("choice") == "end":
        return _end_buddy(request, found, at)
    initial = {"buddy": standing.buddy_id, "last_day": standing.last_day} if standing else {}
    form = BuddyForm(request.POST or None, initial=initial, worker=found, today=timezone.localdate(at))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            services.name_buddy(worker=found, by=request.user, at=at, **data)
        except Denied as denied:
            form.add_error(None, denied.reason)
        else:
            messages.success(request, f"{data['buddy'].known_as} is {found.known_as}’s buddy now.")
            return redirect("team_worker", uuid)
    context = {
        "worker": found,
        "standing": standing,
        "form": form,
        "back_url": reverse("team_worker", args=[found.uuid]),
        "back_label": "Back",
    }
    return render(request, "community/team/buddy.html", context)
