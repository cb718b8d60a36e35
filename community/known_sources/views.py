"""A worker's own list of places they know, and what a person's worker pointed out to them."""

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community.known_sources import services
from community.known_sources.forms import PointForm, SourceForm
from community.known_sources.models import KnownSource, PointedSource
from community.known_sources.policies import NOT_YET
from community.organisations.models import Organisation
from content.wizards import held
from content.wizards.keeping import keeps_words
from portal.access.decisions import Denied
from portal.access.declarations import open_to
from portal.access.enums import Audience
from portal.access.requests import SignedInRequest
from portal.accounts.models import User
from portal.notifications.services import mark_read
from portal.relationships.queries import people_of


@require_safe
@open_to(Audience.SOCIAL_WORKER)
def sources(request: SignedInRequest) -> HttpResponse:
    """The places that this worker knows."""
    own = KnownSource.objects.of(request.user).for_list()
    context = {
        "sources": own,
        "before": PointedSource.objects.to_former_people(request.user, at=timezone.now()).for_list(),
        "back_url": reverse("caseload"),
        "back_label": "My people",
    }
    return render(request, "community/known_sources/sources.html", context)


@keeps_words
@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.SOCIAL_WORKER)
def source(request: SignedInRequest, organisation: UUID) -> HttpResponse:
    """Put a place on one's list, or change what one keeps about it."""
    at = timezone.now()
    known = KnownSource.objects.of(request.user).filter(organisation__uuid=organisation).first()
    listed = Organisation.objects.listed()
    place = known.organisation if known else get_object_or_404(listed, uuid=organisation)
    initial = {"note": known.note, "seen_on": known.seen_on} if known else {}
    form = SourceForm(held.typed(request, at), initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            services.keep_source(organisation=place, by=request.user, at=at, **form.cleaned_data)
            held.give_back(request.user, path=request.path)
            messages.success(request, f"{place.name} is on your list.")
            return redirect("known_sources")
        except Denied as denied:
            form.add_error("seen_on" if denied.reason == NOT_YET else None, denied.reason)
    context = {
        "organisation": place,
        "known": known,
        "form": form,
        "back_url": reverse("known_sources"),
        "back_label": "Places you know",
        **held.around(request, form),
    }
    return render(request, "community/known_sources/source.html", context)


def _own(request: SignedInRequest, organisation: UUID) -> KnownSource:
    own = KnownSource.objects.of(request.user).select_related("organisation")
    found: KnownSource = get_object_or_404(own, organisation__uuid=organisation)
    return found


@require_POST
@open_to(Audience.SOCIAL_WORKER)
def drop(request: SignedInRequest, organisation: UUID) -> HttpResponse:
    """Take a place off one's list. A second tap finds it done."""
    own = KnownSource.objects.of(request.user).select_related("organisation")
    if known := own.filter(organisation__uuid=organisation).first():
        services.drop_source(source=known, by=request.user, at=timezone.now())
        messages.success(request, f"{known.organisation.name} is not on your list any more.")
    return redirect("known_sources")


@require_safe
@open_to(Audience.SOCIAL_WORKER)
def whom(request: SignedInRequest, organisation: UUID) -> HttpResponse:
    """Which of one's people to point to this place."""
    context = {
        "source": _own(request, organisation),
        "people": people_of(request.user, at=timezone.now()).order_by("known_as", "pk"),
        "back_url": reverse("known_sources"),
        "back_label": "Places you know",
    }
    return render(request, "community/known_sources/whom.html", context)


def _person(request: SignedInRequest, uuid: UUID, at: datetime) -> User:
    found: User = get_object_or_404(people_of(request.user, at=at), uuid=uuid)
    return found


@keeps_words
@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.SOCIAL_WORKER)
def point(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Point one of one's people to places, with a sentence. Nothing is sent to the organisations."""
    at = timezone.now()
    person = _person(request, uuid, at)
    own = KnownSource.objects.of(request.user).filter(organisation__live=True).for_list()
    typed, ticked = held.typed(request, at), request.GET.get("source", "")
    form = PointForm(typed, sources=own, known_as=person.known_as, chosen=ticked)
    if request.method == "POST" and form.is_valid():
        try:
            services.point_to(
                person=person,
                sources=form.chosen(),
                words=form.cleaned_data["words"],
                by=request.user,
                at=at,
            )
            held.give_back(request.user, path=request.path)
            messages.success(request, f"{person.known_as} sees it from now on.")
            return redirect("caseload_person", uuid)
        except Denied as denied:
            form.add_error(None, denied.reason)
    context = {
        "person": person,
        "form": form,
        "any": bool(form.places),
        "back_url": reverse("caseload_person", args=[uuid]),
        "back_label": person.known_as,
        **held.around(request, form),
    }
    return render(request, "community/known_sources/point.html", context)


@require_POST
@open_to(Audience.SOCIAL_WORKER)
def take_back(request: SignedInRequest, uuid: UUID, pointed: UUID) -> HttpResponse:
    """Take back what one pointed out: also when the person has another social worker by now."""
    at = timezone.now()
    theirs = PointedSource.objects.involving(request.user, at=at).filter(person__uuid=uuid).select_related("person")
    found = get_object_or_404(theirs, uuid=pointed)
    services.take_pointing_back(pointed=found, by=request.user, at=at)
    if people_of(request.user, at=at).filter(pk=found.person_id).exists():
        messages.success(request, f"{found.person.known_as} does not see it any more.")
        return redirect("caseload_person", uuid)
    messages.success(request, "Taken back. It is shown to them no more.")
    return redirect("known_sources")


@require_safe
@open_to(Audience.PERSON)
def pointed_out(request: SignedInRequest) -> HttpResponse:
    """For the person: the places that their social worker pointed out, each with a sentence."""
    at = timezone.now()
    mark_read(user=request.user, path=request.path, at=at)
    context = {
        "pointed": PointedSource.objects.shown_to(request.user).for_list(),
        "back_url": reverse("help_near_you"),
        "back_label": "Help near you",
    }
    return render(request, "community/known_sources/pointed_out.html", context)


@require_POST
@open_to(Audience.PERSON)
def put_away(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """The person has seen enough of it. Nobody is told."""
    mine = PointedSource.objects.filter(person=request.user)
    services.put_away(pointed=get_object_or_404(mine, uuid=uuid), by=request.user, at=timezone.now())
    messages.success(request, "Put away. Nobody is told.")
    return redirect("pointed_sources")
