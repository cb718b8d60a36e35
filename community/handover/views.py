"""A change of social worker: for the person it concerns, and for who comes."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_http_methods, require_safe

from community.handover import services
from community.handover.enums import PARTS
from community.handover.models import Ending, Handover
from community.handover.queries import change_to_come
from community.handover.summary import STEP, SummaryStore, digest_of, words_of
from community.messaging.enums import ThreadKind
from community.messaging.models import Thread
from community.messaging.services import worker_thread_of
from content.wizards.keeping import keeps_words
from content.wizards.views import WizardView
from portal.access.decisions import Denied
from portal.access.declarations import open_to
from portal.access.enums import Audience
from portal.access.requests import SignedInRequest
from portal.components.lists import in_a_row
from portal.notifications.services import mark_read
from portal.relationships.models import Cover
from portal.relationships.queries import named_social_worker
from portal.relationships.responsible import managers_of

CALLED_OFF = "The change that you were told of was called off."


def _own(request: SignedInRequest, uuid: UUID) -> Handover:
    """One of the person's own changes of worker; anybody else's is not there."""
    found: Handover = get_object_or_404(Handover.objects.filter(person=request.user).for_pages(), uuid=uuid)
    return found


def _thread(found: Handover) -> Thread | None:
    """Where the person and their social worker write, once anything was written."""
    return Thread.objects.filter(person=found.person, kind=ThreadKind.WORKER).first()


@require_safe
@open_to(Audience.PERSON)
def handover(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Who comes, from which day, why; what comes along; and the way to the summary."""
    at = timezone.now()
    found = _own(request, uuid)
    mark_read(user=request.user, path=request.path, at=at)
    context = {
        "page_title": "Your social worker changes",
        "back_url": reverse("home"),
        "back_label": "Home",
        "handover": found,
        "to_come": found.starts_at > at,
        "worker_now": named_social_worker(request.user, at=at),
        "coming": change_to_come(request.user, at=at),
        "thread": _thread(found),
    }
    return render(request, "community/handover/handover.html", context)


@require_safe
@open_to(Audience.PERSON)
def worker_ends(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """From when nobody is one's social worker, why, and who is responsible meanwhile."""
    at = timezone.now()
    ending: Ending = get_object_or_404(Ending.objects.filter(person=request.user).for_pages(), uuid=uuid)
    mark_read(user=request.user, path=request.path, at=at)
    context = {
        "page_title": "Your social worker goes",
        "back_url": reverse("home"),
        "back_label": "Home",
        "ending": ending,
        "to_come": ending.ends_at > at,
        "worker_now": named_social_worker(request.user, at=at),
        "coming": change_to_come(request.user, at=at),
        "managers": in_a_row(manager.known_as for manager in managers_of(ending.worker.team)),
        "thread": Thread.objects.filter(person=request.user, kind=ThreadKind.WORKER).first(),
    }
    return render(request, "community/handover/worker_ends.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.PERSON)
def summary(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """The summary as it stands. POST says yes to it, or takes the yes back."""
    at = timezone.now()
    found = _own(request, uuid)
    if request.method == "POST":
        return _decided(request, found, at)
    mark_read(user=request.user, path=request.path, at=at)
    words = words_of(found, at=at)
    approved = [{"heading": each.heading, "words": each.words} for each in words] == found.summary
    context = {
        "page_title": "What I want you to know",
        "back_url": found.get_absolute_url(),
        "back_label": "The change",
        "handover": found,
        "words": words,
        "seen": digest_of(words),
        "changed_since": bool(found.approved_at) and not approved,
        "own_words": found.answers.exists(),
        "covers": _covers(found, at),
        "to_come": found.starts_at > at,
        "step": STEP,
    }
    return render(request, "community/handover/summary.html", context)


def _covers(handover: Handover, at: datetime) -> str:
    """Who else reads what the next worker reads: those who stand in for them now."""
    rows = Cover.objects.active(at=at).filter(worker=handover.worker).select_related("cover")
    return in_a_row(row.cover.known_as for row in rows)


def _decided(request: SignedInRequest, found: Handover, at: datetime) -> HttpResponse:
    choice, worker = request.POST.get("choice"), found.worker.known_as
    try:
        if choice == "yes":
            services.approve_summary(handover=found, seen=request.POST.get("seen", ""), by=request.user, at=at)
            when = "now" if found.starts_at <= at else "from their first day with you"
            messages.success(request, f"{worker} can read it {when}. You can take it back at any time.")
            return redirect(found)
        if choice == "take_back":
            services.take_back_summary(handover=found, by=request.user, at=at)
            messages.success(request, "Taken back. Only you can see it now.")
        else:
            raise Http404
    except Denied as denied:
        messages.info(request, denied.reason)
    return redirect("handover_summary", found.uuid)


class SummaryWords(WizardView):
    """The page on which the person changes the words."""

    template_name = "community/handover/summary_words.html"
    marks_steps = False

    def get_store(self) -> SummaryStore:
        """The words of one's own summary."""
        self.handover = get_object_or_404(
            Handover.objects.filter(person=self.request.user).for_pages(), uuid=self.kwargs["uuid"]
        )
        return SummaryStore(self.handover, self.now)

    def get_step_url(self, step: str) -> str:
        return reverse("handover_summary_words", args=[self.handover.uuid, step])

    def overview_url(self) -> str:
        return reverse("handover_summary", args=[self.handover.uuid])

    def check_url(self) -> str:
        return self.overview_url()

    def page_context(self) -> dict[str, Any]:
        return {"handover": self.handover, "page_caption": "", "back_label": "Back", "parts": len(PARTS)}


summary_words = keeps_words(open_to(Audience.PERSON)(SummaryWords.as_step_view()))


@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.SOCIAL_WORKER)
def taking_over(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """For who comes: from which day; from then on the summary, to read and to confirm. Nobody else's: 404."""
    at = timezone.now()
    theirs = Handover.objects.for_worker(request.user, at=at)
    if Handover.objects.filter(uuid=uuid, worker=request.user, called_off_at__lte=at).exists():
        # An email from before leads here: they were told of the change, and they are told what became of it.
        messages.info(request, CALLED_OFF)
        return redirect("caseload")
    found: Handover = get_object_or_404(theirs.for_pages(), uuid=uuid)
    to_come = found.starts_at > at
    if request.method == "POST":
        return _confirmed(request, found, at)
    mark_read(user=request.user, path=request.path, at=at)
    context = {
        "page_title": "Before you write" if not to_come else "Somebody comes to you",
        "back_url": reverse("caseload"),
        "back_label": "My people",
        "handover": found,
        "to_come": to_come,
        "mine": found.worker_id == request.user.pk,
        "words": [] if to_come else services.open_summary(handover=found, by=request.user, at=at),
        "thread": None if to_come else _thread(found),
    }
    return render(request, "community/handover/taking_over.html", context)


def _confirmed(request: SignedInRequest, found: Handover, at: datetime) -> HttpResponse:
    try:
        seen = parse_datetime(request.POST.get("approved_at", "")) or at
    except ValueError:
        seen = at
    try:
        services.confirm_read(handover=found, approved_at=seen, by=request.user, at=at)
    except Denied as denied:
        messages.info(request, denied.reason)
        return redirect(found.worker_url)
    messages.success(request, f"Thank you. {found.person.known_as} sees that you have read it. You can write now.")
    return redirect(worker_thread_of(found.person, at=at))
