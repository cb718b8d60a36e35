"""For the person: who helps me, what they can see, until when; ending it; and the receipt."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from community.help_requests.enums import Action, HowEnded
from community.help_requests.models import Helping, HelpRequest
from community.helping import services
from community.helping.forms import LastDayForm, LookBackForm
from community.helping.models import LookBack
from community.helping.policies import is_active
from community.helping.receipts import receipt_of
from community.helping.views.lookup import find_own, meetings_of, said_before, thread_of
from content.wizards import held
from content.wizards.keeping import keeps_words
from planning.documents.models import Grant
from portal.access.decisions import Denied
from portal.access.declarations import open_to
from portal.access.enums import Audience
from portal.access.requests import SignedInRequest
from portal.notifications.services import mark_read


@require_safe
@open_to(Audience.PERSON)
def match(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Who helps me, what they can see, until when, when we met; or that it has ended."""
    at, user = timezone.now(), request.user
    found = find_own(user, uuid, at)
    mark_read(user=user, path=request.path, at=at)
    goes_on = is_active(found.match, at)
    grants = Grant.objects.active(at=at).filter(match=found.match).select_related("document")
    context = {
        "helping": found,
        "match": found.match,
        "other": found.match.helper,
        "goes_on": goes_on,
        "grants": grants.order_by("document__title", "pk") if goes_on else (),
        "thread": thread_of(found, user, at),
        "meetings": meetings_of(found),
        "words": "" if goes_on else _why(found),
        "looked_back": LookBack.objects.filter(helping=found, written_by=user).exists(),
        "back_url": found.request.get_absolute_url(),
        "back_label": "Your request",
    }
    return render(request, "community/helping/match.html", context)


def _why(found: Helping) -> str:
    """What the organisation wrote when it ended this help; not what it wrote of who came before or after."""
    if found.how_ended != HowEnded.ORGANISATION:
        return ""
    closed = found.request.turns.filter(action=Action.CLOSE, at__lte=found.match.ends_at).order_by("pk").last()
    return closed.words if closed else ""


@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.PERSON)
def last_day(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Move the last day: from today to a year from now. Ended already, it shows that it has ended."""
    at, user = timezone.now(), request.user
    found = find_own(user, uuid, at)
    if request.method != "POST" and not is_active(found.match, at):
        return redirect("match", uuid)
    form = LastDayForm(request.POST or None, initial={"day": found.match.last_day})
    if request.method == "POST" and form.is_valid():
        try:
            services.change_last_day(helping=found, day=form.day_given(), by=user, at=at)
        except Denied as denied:
            form.add_error("day", denied.reason)
        else:
            messages.success(request, f"The last day is now {form.day_given():%A %-d %B %Y}. We told them.")
            return redirect("match", uuid)
    context = {
        "page_title": "Change the last day",
        "page_lead": f"{found.match.helper.known_as} helps you until {found.match.last_day:%A %-d %B %Y} now.",
        "form": form,
        "back_url": reverse("match", args=[uuid]),
        "back_label": found.match.helper.known_as,
    }
    return render(request, "community/helping/last_day.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.PERSON)
def end(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """End it: one page, one button, no reason. Ended already, it shows that it has ended."""
    at, user = timezone.now(), request.user
    found = find_own(user, uuid, at)
    if request.method == "POST":
        services.end_help(helping=found, by=user, at=at)
        messages.success(request, f"It has ended. {found.match.helper.known_as} can open nothing of yours any more.")
        return redirect("match", uuid)
    if not is_active(found.match, at):
        return redirect("match", uuid)
    context = {
        "page_title": f"End the help by {found.match.helper.known_as}?",
        "helping": found,
        "other": found.match.helper,
        "back_url": reverse("match", args=[uuid]),
        "back_label": found.match.helper.known_as,
    }
    return render(request, "community/helping/end.html", context)


@keeps_words
@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.PERSON)
def questions(request: SignedInRequest, uuid: UUID) -> HttpResponseBase:
    """Three short questions, once the help has ended. None has to be answered."""
    at, user = timezone.now(), request.user
    found = find_own(user, uuid, at)
    said = LookBack.objects.filter(helping=found, written_by=user).first()
    form = LookBackForm(
        held.typed(request, at),
        initial=said_before(said),
    )
    if request.method == "POST" and form.is_valid():
        services.look_back(helping=found, by=user, at=at, **form.cleaned_data)
        held.give_back(user, path=request.path)
        messages.success(request, "Thank you. That is kept.")
        return redirect("match", uuid)
    if is_active(found.match, at):
        return redirect("match", uuid)
    context = {
        "helping": found,
        "other": found.match.helper,
        "form": form,
        **held.around(request, form),
        "back_url": reverse("match", args=[uuid]),
        "back_label": "This help",
    }
    return render(request, "community/helping/look_back.html", context)


@require_safe
@open_to(Audience.PERSON)
def receipt(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Who saw what because of one request of mine, and when; to read, to print, to take along."""
    found = _own_request(request, uuid)
    context = {
        "receipt": receipt_of(found, at=timezone.now()),
        "back_url": found.get_absolute_url(),
        "back_label": "Your request",
    }
    return render(request, "community/helping/receipt.html", context)


@require_safe
@open_to(Audience.PERSON)
def receipt_as_text(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """The same as a file of plain text."""
    said = receipt_of(_own_request(request, uuid), at=timezone.now()).text
    response = HttpResponse(f"{said}\n", content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="receipt.txt"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _own_request(request: SignedInRequest, uuid: UUID) -> HelpRequest:
    found: HelpRequest = get_object_or_404(HelpRequest.objects.sent().for_pages(), uuid=uuid, person=request.user)
    return found
