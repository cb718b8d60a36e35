"""A person's requests for help: how each stands, what happened, answering, and taking one back."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community.help_requests import services
from community.help_requests.enums import Action, Actor, State
from community.help_requests.forms import AgainForm, WordsForm
from community.help_requests.life import OVER, actions_in
from community.help_requests.models import HelpRequest
from community.help_requests.places import help_panels, request_panels
from community.help_requests.standing import history, kind_words, standing_for_person, title_of
from community.help_requests.store import HelpRequestStore
from community.help_requests.suitable import choice_for
from community.help_requests.views.choosing import shown_documents
from community.help_requests.views.lookup import own_request
from content.wizards import held
from content.wizards.keeping import keeps_words
from content.wizards.progress import answered_questions, overview
from portal.access.decisions import Denied
from portal.access.declarations import open_to
from portal.access.enums import Audience
from portal.access.requests import SignedInRequest
from portal.components.lists import Task
from portal.notifications.services import mark_read

TAKEN_BACK = "Taken back. Nobody reads it any more."


@require_safe
@open_to(Audience.PERSON)
def help_list(request: SignedInRequest) -> HttpResponse:
    """Every request, how it stands and whose turn it is: those that go on first."""
    at = timezone.now()
    mine = HelpRequest.objects.filter(person=request.user).for_pages().as_of(at).order_by("-state_since", "-pk")
    rows = [(found, title_of(found), standing_for_person(found)) for found in mine]
    context = {
        "page_title": "My help",
        "page_lead": "People and organisations who help you plan. You decide who, with what, and for how long.",
        "going_on": [row for row in rows if row[0].stands not in OVER],
        "over": [row for row in rows if row[0].stands in OVER],
        "panels": help_panels(request),
    }
    return render(request, "community/help_requests/list.html", context)


@require_safe
@open_to(Audience.PERSON)
def help_request(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """How one request stands, what the person can do now, and what happened."""
    at = timezone.now()
    found = own_request(request, uuid, at)
    mark_read(user=request.user, path=request.path, at=at)
    if found.state == State.DRAFT:
        return _draft(request, found, at)
    turns = list(found.turns.select_related("by", "organisation", "request"))
    lines = history(turns, person="You")
    answers = answered_questions(HelpRequestStore(found, request.user, at))
    context = {
        "page_title": title_of(found),
        "back_url": reverse("help"),
        "back_label": "My help",
        "help_request": found,
        "standing": standing_for_person(found),
        "can": {str(action) for action in actions_in(State(found.stands), Actor.PERSON)},
        "asked": lines[-1].words if found.state == State.ASKED_BACK else "",
        "because": _reason_of(lines, found),
        "kindly": kind_words(turns, at=at),
        "next": choice_for(found, at=at).offered[:1] if found.state == State.DECLINED else [],
        "history": lines,
        "again": str(uuid4()) if found.stands in OVER else "",
        "offer": found.offers.open().select_related("helper").first(),
        "answers": [each for each in answers if each.has_answer],
        "shown": [each for each in shown_documents(found) if each.left_out is not None],
        "panels": request_panels(request, found),
    }
    return render(request, "community/help_requests/request.html", context)


def _reason_of(lines: list[Any], found: HelpRequest) -> str:
    """What the organisation said with its no."""
    return str(lines[-1].words) if lines and found.state == State.DECLINED else ""


def _draft(request: HttpRequest, found: HelpRequest, at: datetime) -> HttpResponse:
    """The steps of a request that nobody was asked yet, as a task list."""
    store = HelpRequestStore(found, found.person, at)
    steps = overview(store)
    shown = sum(each.left_out is not None for each in shown_documents(found))
    may_see = f"{shown} document{'' if shown == 1 else 's'}" if shown else "Nothing yet"
    going_on = store.definition.step(found.last_step)
    context = {
        "page_title": store.definition.title,
        "page_lead": store.definition.intro,
        "back_url": reverse("help"),
        "back_label": "My help",
        "help_request": found,
        "tasks": [
            Task(s.step.title, s.state, reverse("help_step", args=[found.uuid, s.step.slug]), s.tone) for s in steps
        ],
        "then": [
            Task("What they may see", may_see, reverse("help_documents", args=[found.uuid])),
            Task("Who shall we ask?", "Nobody yet", reverse("help_whom", args=[found.uuid])),
        ],
        "go_on": (going_on or store.definition.steps[0]).slug,
        "begun": bool(found.answers),
    }
    return render(request, "community/help_requests/draft.html", context)


@keeps_words
@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.PERSON)
def answer(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Answer what the organisation asked."""
    at = timezone.now()
    found = own_request(request, uuid, at)
    last = found.turns.filter(action=Action.ASK_BACK).order_by("pk").last()
    form = WordsForm(held.typed(request, at), label="Your answer", required="Write your answer first.")
    if request.method == "POST" and form.is_valid():
        try:
            services.answer(request=found, words=form.cleaned_data["words"], by=request.user, at=at)
        except Denied as denied:
            form.add_error(None, denied.reason)
        else:
            held.give_back(request.user, path=request.path)
            messages.success(request, "Sent. They read it and decide.")
            return redirect(found)
    context = {
        "page_title": "Answer them",
        "back_url": found.get_absolute_url(),
        "back_label": "Your request",
        "help_request": found,
        "asked": last.words if last else "",
        "form": form,
        "open": found.state == State.ASKED_BACK or form.is_bound,
        **held.around(request, form),
    }
    return render(request, "community/help_requests/answer.html", context)


@require_POST
@open_to(Audience.PERSON)
def again(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Begin anew with the words of a request that is over."""
    at = timezone.now()
    found = own_request(request, uuid, at)
    form = AgainForm(request.POST)
    if not form.is_valid():
        return redirect(found)
    try:
        made = services.ask_again(request=found, key=form.cleaned_data["key"], by=request.user, at=at)
    except Denied as denied:
        messages.error(request, denied.reason)
        return redirect(found)
    messages.success(request, "These are the words of the time before. Change what you like. Nothing is sent yet.")
    return redirect(made)


@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.PERSON)
def take_back(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Take a request back, after one more look."""
    at = timezone.now()
    found = own_request(request, uuid, at)
    if request.method == "POST":
        try:
            services.take_request_back(request=found, by=request.user, at=at)
        except Denied as denied:
            messages.error(request, denied.reason)
            return redirect(found)
        messages.success(request, TAKEN_BACK)
        return redirect("help")
    context = {
        "page_title": "Take it back",
        "back_url": found.get_absolute_url(),
        "back_label": "Your request",
        "help_request": found,
        "possible": found.state == State.DRAFT or Action.TAKE_BACK in actions_in(State(found.stands), Actor.PERSON),
    }
    return render(request, "community/help_requests/take_back.html", context)
