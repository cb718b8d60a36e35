"""Requests that are with an organisation, for its coordinators: what waits, and what they can do with each.

They never read a document of the person: only how many whoever helps would see, and of which kind.
"""

from collections import Counter
from collections.abc import Callable
from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community.help_requests import services
from community.help_requests.enums import Actor, State
from community.help_requests.forms import WordsForm
from community.help_requests.life import ALREADY, actions_in
from community.help_requests.models import Helping, HelpRequest
from community.help_requests.services.telling import page_of
from community.help_requests.standing import YOUR_TURN, history, standing_for_organisation, title_of
from community.help_requests.store import HelpRequestStore
from community.help_requests.suitable import kinds_asked, kinds_of_help
from community.help_requests.views.lookup import asked_of, is_with, once_asked_of, own_organisation
from community.organisations.places import places_of
from community.volunteers.models import Volunteer
from content.wizards import held
from content.wizards.keeping import keeps_words
from content.wizards.progress import answered_questions
from portal.access.decisions import Denied
from portal.access.declarations import open_to
from portal.access.enums import Audience
from portal.access.requests import SignedInRequest
from portal.components.lists import in_a_row

ASK = "What do you want to ask?"
WHY = "Why can you not help?"
WHY_HINT = "They read this word for word. Be kind: say what would make it possible, or who else could help."


@require_safe
@open_to(Audience.COORDINATOR)
def requests(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Everything that is with this organisation: what waits for them first, and of that the oldest. A name and kinds of
    help, no words: reading those is written down for the person."""
    at = timezone.now()
    organisation = own_organisation(request, uuid, at)
    theirs = HelpRequest.objects.visible_to(request.user, at=at).asked_of(organisation)
    rows = theirs.for_pages().order_by("state_since", "pk")
    called = kinds_of_help()
    lines = [
        (found, kinds_asked(found, called), standing_for_organisation(found), page_of(found, organisation))
        for found in rows
    ]
    context = {
        "page_title": "Requests for help",
        "page_caption": organisation.name,
        "organisation": organisation,
        "places": places_of(request, organisation),
        "free": Volunteer.objects.matchable(organisation, at=at).count(),
        "waiting": [line for line in lines if line[2].turn == YOUR_TURN],
        "others": [line for line in lines if line[2].turn != YOUR_TURN],
    }
    return render(request, "community/help_requests/organisation/requests.html", context)


@require_safe
@open_to(Audience.COORDINATOR)
def request(request: SignedInRequest, uuid: UUID, request_uuid: UUID) -> HttpResponse:
    """What one person asks, and what happened so far. That it was read is written down for them."""
    at = timezone.now()
    found = asked_of(request, uuid, request_uuid, at)
    services.open_request(request=found, by=request.user, at=at, path=request.path)
    turns = found.turns.filter(organisation=found.organisation).select_related("by", "organisation", "request")
    answers = answered_questions(HelpRequestStore(found, request.user, at))
    context = {
        "page_title": "A request for help",
        "page_caption": found.organisation.name if found.organisation else "",
        "back_url": reverse("organisation_requests", args=[uuid]),
        "back_label": "Requests",
        "help_request": found,
        "title": title_of(found),
        "standing": standing_for_organisation(found),
        "can": {str(action) for action in actions_in(State(found.stands), Actor.COORDINATOR)},
        "answers": [each for each in answers if each.has_answer],
        "would_see": _would_see(found),
        "offer": found.offers.open().select_related("helper").first(),
        "helping": Helping.objects.active(at=at).for_pages().filter(request=found).first(),
        "history": history(turns, person=found.person.known_as),
    }
    return render(request, "community/help_requests/organisation/request.html", context)


def _would_see(found: HelpRequest) -> str:
    """How many documents whoever helps would see, and of which kind: no titles, which may tell too much."""
    kinds = found.documents.filter(document__deleted_at=None).values_list(
        "document__question_set_version__question_set__title", flat=True
    )
    counted = Counter(kinds.order_by("pk"))
    return in_a_row(f"{number} × “{kind}”" if number > 1 else f"“{kind}”" for kind, number in counted.items())


@require_POST
@open_to(Audience.COORDINATOR)
def accept(request: SignedInRequest, uuid: UUID, request_uuid: UUID) -> HttpResponse:
    """Take it on."""
    at = timezone.now()
    found = once_asked_of(request, uuid, request_uuid, at)
    try:
        services.accept_request(request=found, by=request.user, at=at)
    except Denied as denied:
        return too_late(request, uuid, found, denied.reason)
    messages.success(request, f"{found.person.known_as} is told that you look for somebody.")
    return redirect("organisation_request", uuid, request_uuid)


@keeps_words
@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.COORDINATOR)
def ask(request: SignedInRequest, uuid: UUID, request_uuid: UUID) -> HttpResponse:
    """Ask the person something before deciding."""
    form = WordsForm(held.typed(request, timezone.now()), label=ASK, required="Write what you want to ask.")
    done = "Sent. You see their answer here."
    return _with_words(request, uuid, request_uuid, form, services.ask_back, title="Ask something", done=done)


@keeps_words
@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.COORDINATOR)
def decline(request: SignedInRequest, uuid: UUID, request_uuid: UUID) -> HttpResponse:
    """Say that the organisation cannot help, and kindly why."""
    form = WordsForm(held.typed(request, timezone.now()), label=WHY, hint=WHY_HINT, required="Write why. They read it.")
    done = "Sent. They are told, and shown who else could help."
    return _with_words(request, uuid, request_uuid, form, services.decline_request, title="Say no", done=done)


def _with_words(
    request: SignedInRequest,
    uuid: UUID,
    request_uuid: UUID,
    form: WordsForm,
    verb: Callable[..., None],
    *,
    title: str,
    done: str,
) -> HttpResponse:
    """A form of one box about one request. Whoever comes too late reads so, and finds their words on the page."""
    at = timezone.now()
    find = once_asked_of if request.method == "POST" else asked_of
    found = find(request, uuid, request_uuid, at)
    if request.method == "POST" and form.is_valid():
        try:
            verb(request=found, words=form.cleaned_data["words"], by=request.user, at=at)
        except Denied as denied:
            return too_late(request, uuid, found, denied.reason, form.cleaned_data["words"])
        held.give_back(request.user, path=request.path)
        messages.success(request, done)
        return redirect("organisation_requests", uuid)
    if not is_with(found, uuid, request.user, at):
        return too_late(request, uuid, found, ALREADY)
    context = {
        "page_title": title,
        "page_caption": f"{found.person.known_as}: {kinds_asked(found, kinds_of_help())}",
        "back_url": reverse("organisation_request", args=[uuid, request_uuid]),
        "back_label": "The request",
        "form": form,
        **held.around(request, form),
    }
    return render(request, "community/help_requests/organisation/words.html", context)


def too_late(request: SignedInRequest, uuid: UUID, found: HelpRequest, reason: str, words: str = "") -> HttpResponse:
    """Somebody was quicker: what was typed is on the page, and the way to how it stands now."""
    here = is_with(found, uuid, request.user, timezone.now())
    context = {
        "page_title": "This has changed",
        "reason": reason,
        "words": words,
        "back_url": reverse("organisation_request", args=[uuid, found.uuid])
        if here
        else reverse("organisation_requests", args=[uuid]),
        "here": here,
    }
    return render(request, "community/help_requests/organisation/too_late.html", context, status=HTTPStatus.CONFLICT)
