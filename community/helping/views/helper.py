"""For who helps: whom, what waits, what to do next; and stopping. It may be a tablet that others use, too."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from community.help_requests.enums import HowEnded
from community.help_requests.models import Helping
from community.help_requests.services import open_request
from community.help_requests.store import HelpRequestStore
from community.helping import services
from community.helping.forms import LookBackForm, PartingForm
from community.helping.models import LookBack
from community.helping.panels import helping_panels
from community.helping.queries import given_before
from community.helping.views.lookup import find_given, meetings_of, said_before, thread_of
from community.helping.waiting import helped_by_reader, proposed
from content.wizards import held
from content.wizards.keeping import keeps_words
from content.wizards.progress import answered_questions
from planning.documents.models import Document
from portal.access.declarations import open_to
from portal.access.enums import Audience
from portal.access.requests import SignedInRequest
from portal.notifications.services import mark_read

STOPPED = "You have stopped. Thank you for helping. We told your coordinator, who looks for somebody else."

ENDED_BEFORE = "This help had ended already. Thank you for helping. If you wrote something, your coordinator reads it."


@require_safe
@open_to(Audience.VOLUNTEER)
def helping(request: SignedInRequest) -> HttpResponse:
    """Whom I help, what waits, what to do next; and that some help has ended, without saying whose it was."""
    at, user = timezone.now(), request.user
    mark_read(user=user, path=request.path, at=at)
    before = list(given_before(user, at=at))
    answered = set(LookBack.objects.filter(written_by=user, helping__in=before).values_list("helping_id", flat=True))
    context = {
        "people": helped_by_reader(request, at=at),
        "proposed": proposed(user, at=at),
        "before": [{"helping": each, "answered": each.pk in answered} for each in before],
        "panels": helping_panels(request, None),
    }
    return render(request, "community/helping/helping.html", context)


@require_safe
@open_to(Audience.VOLUNTEER)
def person(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """One person whom I help: their documents, our messages, our meetings, the last day."""
    at, user = timezone.now(), request.user
    found = find_given(user, uuid, at)
    # What they asked for is theirs, so that it was read is written down.
    open_request(request=found.request, by=user, at=at, path=request.path)
    asked = answered_questions(HelpRequestStore(found.request, user, at))
    documents = Document.objects.visible_to(user, at=at).filter(owner=found.match.person).with_rest(at=at)
    context = {
        "helping": found,
        "match": found.match,
        "other": found.match.person,
        "asked": [each for each in asked if each.has_answer],
        "documents": documents.with_last_change(user, at=at).order_by("title", "pk"),
        "thread": thread_of(found, user, at),
        "meetings": meetings_of(found),
        "panels": helping_panels(request, found),
        "back_url": reverse("helping"),
        "back_label": "All whom I help",
    }
    return render(request, "community/helping/person.html", context)


@keeps_words
@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.VOLUNTEER)
def stop(request: SignedInRequest, uuid: UUID) -> HttpResponseBase:
    """I cannot go on. No reason is needed; a second tap finds it done."""
    at, user = timezone.now(), request.user
    if request.method == "POST" and _stopped_already(request, uuid):
        return redirect("helping")
    found = find_given(user, uuid, at)
    form = PartingForm(held.typed(request, at))
    if request.method == "POST" and form.is_valid():
        how = services.step_back(helping=found, words=form.cleaned_data["words"], by=user, at=at)
        held.give_back(user, path=request.path)
        messages.success(request, STOPPED if how == HowEnded.HELPER else ENDED_BEFORE)
        return redirect("helping")
    context = {
        "helping": found,
        "other": found.match.person,
        "form": form,
        **held.around(request, form),
        "back_url": reverse("helping_person", args=[uuid]),
        "back_label": found.match.person.known_as,
    }
    return render(request, "community/helping/stop.html", context)


def _stopped_already(request: SignedInRequest, uuid: UUID) -> bool:
    """A second tap. Words that were not kept with the first are given back by the page that says that it has ended."""
    mine = Helping.objects.filter(match__uuid=uuid, match__helper=request.user, how_ended=HowEnded.HELPER)
    form = PartingForm(request.POST)
    if form.is_valid() and form.cleaned_data["words"]:
        mine = mine.filter(parting_word__words=form.cleaned_data["words"])
    return bool(mine.exists())


@keeps_words
@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.VOLUNTEER)
def afterwards(request: SignedInRequest, uuid: UUID) -> HttpResponseBase:
    """Three short questions about help that has ended. The page says nothing of whose it was."""
    at, user = timezone.now(), request.user
    found: Helping = get_object_or_404(given_before(user, at=at), match__uuid=uuid)
    said = LookBack.objects.filter(helping=found, written_by=user).first()
    form = LookBackForm(
        held.typed(request, at),
        initial=said_before(said),
    )
    if request.method == "POST" and form.is_valid():
        services.look_back(helping=found, by=user, at=at, **form.cleaned_data)
        held.give_back(user, path=request.path)
        messages.success(request, "Thank you. That is kept.")
        return redirect("helping")
    context = {
        "helping": found,
        "form": form,
        **held.around(request, form),
        "back_url": reverse("helping"),
        "back_label": "All whom I help",
    }
    return render(request, "community/helping/look_back.html", context)
