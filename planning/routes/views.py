"""How a person plans; and the week to have a go, on the side of the person and of their worker."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_http_methods

from content.wizards import held
from content.wizards.keeping import keeps_words
from planning.documents.pausing import WhilePaused, while_paused
from planning.documents.policies import check_is_owner
from planning.documents.views.lookup import find_document, posted, reader
from planning.routes import services
from planning.routes.forms import OfferForm, OtherDayForm, RouteForm
from planning.routes.models import HaveAGo, PlanningRoute
from planning.routes.queries import open_offer
from portal.access.decisions import Denied
from portal.access.declarations import open_to
from portal.access.enums import Audience
from portal.access.requests import SignedInRequest
from portal.accounts.models import User
from portal.audit.services import record
from portal.components.dates import day_in_words
from portal.crisis.policies import check_planning_goes_on
from portal.hours.working_days import answer_by
from portal.notifications.services import mark_read
from portal.relationships.queries import named_social_worker, people_of

A_WEEK = timedelta(days=7)


@while_paused(WhilePaused.STOPS)
@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.SIGNED_IN)
def route(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Which of the five ways; it can be changed at any time."""
    at = timezone.now()
    document = find_document(request, uuid, at)
    check_is_owner(reader(request), document, at)
    chosen = PlanningRoute.objects.filter(document=document).first()
    form = RouteForm(posted(request), initial={"route": chosen.route if chosen else None})
    if request.method == "POST" and form.is_valid():
        services.choose_route(document=document, route=form.cleaned_data["route"], by=reader(request), at=at)
        messages.success(request, "That is how you plan now. You can change it whenever you like.")
        return redirect(document)
    context = {
        "page_title": "How do you want to plan?",
        "back_url": document.get_absolute_url(),
        "back_label": "Back to your document",
        "form": form,
        "document": document,
    }
    return render(request, "planning/routes/route.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.PERSON)
def have_a_go(request: SignedInRequest) -> HttpResponse:
    """What the worker offers, and the person's answer: yes, another day, or not now."""
    at = timezone.now()
    user = request.user
    # To leave it is possible at any time.
    if request.POST.get("choice") != "end":
        check_planning_goes_on(user, user, at)
    offer = open_offer(user)
    form = OtherDayForm(today=timezone.localdate(at))
    if request.method == "POST":
        if offer is None:
            messages.info(request, services.GONE)
            return redirect("have_a_go")
        form = _answer_form(request, at)
        done = _answered(request, offer, form, at)
        if done:
            return done
    else:
        mark_read(user=user, path=request.path, at=at)
    context = {
        "page_title": "Have a go",
        "back_url": reverse("home"),
        "back_label": "Home",
        "offer": offer,
        "worker": named_social_worker(user, at=at),
        "form": form,
        "asks": form.is_bound or request.GET.get("day") == "other",
        "today": timezone.localdate(at),
    }
    return render(request, "planning/routes/have_a_go.html", context)


def _answer_form(request: HttpRequest, at: datetime) -> OtherDayForm:
    data = request.POST if request.POST.get("choice") == "other" else None
    return OtherDayForm(data, today=timezone.localdate(at))


def _answered(request: SignedInRequest, offer: HaveAGo, form: OtherDayForm, at: datetime) -> HttpResponse | None:
    """Carry out the choice; None where the page has to ask again."""
    choice, user = request.POST.get("choice"), request.user
    try:
        if choice == "yes":
            services.say_yes(offer=offer, talk_on=_day_of(request), by=user, at=at)
            messages.success(request, "Agreed. Until then nobody asks how it is going.")
        elif choice == "other" and form.is_valid():
            services.ask_for_another_day(offer=offer, day=form.cleaned_data["day"], by=user, at=at)
            messages.success(request, "We tell your social worker which day suits you better.")
        elif choice == "end":
            services.end_have_a_go(offer=offer, by=user, at=at)
            messages.success(request, "That is fine. Everything you wrote is still here.")
            return redirect("home")
        else:
            return None
    except Denied as denied:
        messages.info(request, denied.reason)
    return redirect("have_a_go")


def _day_of(request: HttpRequest) -> date:
    """The day that the page showed; one that is none agrees with nothing."""
    try:
        return parse_date(request.POST.get("talk_on", "")) or date.min
    except ValueError:
        return date.min


@keeps_words
@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.SOCIAL_WORKER)
def offer(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """The worker offers a week, changes the offer, agrees to another day, or ends it."""
    at = timezone.now()
    person: User = get_object_or_404(people_of(request.user, at=at), uuid=uuid)
    standing = open_offer(person)
    if request.POST.get("choice") != "end":
        check_planning_goes_on(request.user, person, at)
    today = timezone.localdate(at)
    form = OfferForm(_offered(request, at), initial=_initial(standing, request.user, today), today=today)
    if request.method == "POST":
        done = _offered_or_ended(request, person, standing, form, at)
        if done:
            return done
    else:
        mark_read(user=request.user, path=request.path, at=at)
        record("have a go opened", by=request.user, person=person, about=standing, at=at)
    context = {
        "person": person,
        "form": form,
        "offer": standing,
        "today": today,
        **held.around(request, form),
        "back_url": reverse("caseload_person", args=[person.uuid]),
        "back_label": "Back",
    }
    return render(request, "planning/routes/offer.html", context)


def _offered(request: SignedInRequest, at: datetime) -> QueryDict | None:
    """What was typed: sent just now, or held here when the sign-in had run out."""
    if request.method != "POST":
        return held.held(request.user, path=request.path, at=at)
    return request.POST if request.POST.get("choice", "offer") == "offer" else None


def _initial(standing: HaveAGo | None, worker: User, today: date) -> dict[str, object]:
    if standing:
        return {"pointers": standing.pointers, "talk_on": standing.talk_on}
    # The first day, a week from now, on which this worker works.
    day_before = today + A_WEEK - timedelta(days=1)
    return {"talk_on": answer_by(day_before, working_days=worker.working_days, within=1)}


def _offered_or_ended(
    request: SignedInRequest, person: User, standing: HaveAGo | None, form: OfferForm, at: datetime
) -> HttpResponse | None:
    choice, by = request.POST.get("choice", "offer"), request.user
    page = redirect("caseload_person", person.uuid)
    try:
        if choice == "offer":
            if not form.is_valid():
                return None
            kept = services.offer_have_a_go(person=person, by=by, at=at, **form.cleaned_data)
            held.give_back(by, path=request.path)
            day = day_in_words(kept.talk_on, today=timezone.localdate(at))
            messages.success(request, f"{person.known_as} can see it now. You talk {_on(day)}.")
        elif standing is None:
            messages.info(request, services.GONE)
        elif choice == "agree":
            services.agree_to_other_day(offer=standing, day=_day_of(request), by=by, at=at)
            messages.success(request, f"Agreed. We tell {person.known_as}.")
        elif choice == "end":
            services.end_have_a_go(offer=standing, by=by, at=at)
            messages.success(request, "The time to have a go has ended. Nothing that was written is lost.")
    except Denied as denied:
        messages.info(request, denied.reason)
        return redirect("offer_have_a_go", person.uuid)
    return page


def _on(day: str) -> str:
    return day if day in {"today", "tomorrow"} else f"on {day}"
