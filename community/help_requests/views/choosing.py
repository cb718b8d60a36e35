"""Choosing: which documents whoever helps may see, and who is asked."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from community.help_requests.enums import State
from community.help_requests.forms import ShowForm
from community.help_requests.models import Helping, HelpRequest
from community.help_requests.policies import (
    LEFT,
    check_can_be_asked,
    check_can_choose_documents,
    check_can_write,
    check_says_something,
)
from community.help_requests.services.requests import choose_document, send_request
from community.help_requests.store import HelpRequestStore
from community.help_requests.suitable import choice_for, reasons_for
from community.help_requests.views.lookup import own_request
from community.organisations.models import Organisation
from content.wizards.progress import answered_questions
from planning.documents.forms import LeftOutForm
from planning.documents.models import Document
from planning.documents.store import DocumentAnswerStore
from portal.access.decisions import Denied
from portal.access.declarations import open_to
from portal.access.enums import Audience
from portal.access.requests import SignedInRequest

SENT = "Sent. You see here how it goes on, and we tell you when there is news."


@dataclass(frozen=True)
class Shown:
    """One of the person's documents. left_out: how many questions; None where it is not shown at all."""

    document: Document
    left_out: int | None


def shown_documents(found: HelpRequest) -> list[Shown]:
    """The person's documents, in a constant number of queries, and how much of each whoever helps would see: who takes
    over sees what whoever helps now sees in the moment of the yes, else it is what was chosen with the request."""
    helping = Helping.objects.filter(request=found, how_ended="").select_related("match").first()
    seen = helping.match.grants.filter(ends_at=None) if helping else found.documents.all()
    wishes = {each.document_id: len(each.left_out) for each in seen}
    own = Document.objects.owned_by(found.person).for_pages().order_by("-created_at", "-pk")
    return [Shown(document, wishes.get(document.pk)) for document in own]


@require_safe
@open_to(Audience.PERSON)
def documents(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """One's documents, and which of them whoever helps may see. Nothing is shown unless it was chosen."""
    found = own_request(request, uuid, timezone.now())
    check_can_choose_documents(request.user, found)
    context = {
        "page_title": "What they may see",
        "page_lead": "Nothing is shown unless you choose it. Nobody sees it before you say yes to somebody.",
        "back_url": found.get_absolute_url(),
        "back_label": "Your request",
        "help_request": found,
        "shown": shown_documents(found),
        "before_sending": found.state in {State.DRAFT, State.DECLINED},
    }
    return render(request, "community/help_requests/documents.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.PERSON)
def document(request: SignedInRequest, uuid: UUID, document_uuid: UUID) -> HttpResponse:
    """Whether one document is shown, and without which parts."""
    at = timezone.now()
    found = own_request(request, uuid, at)
    check_can_choose_documents(request.user, found)
    shown: Document = get_object_or_404(Document.objects.owned_by(request.user), uuid=document_uuid)
    wish = found.documents.filter(document=shown).first()
    typed = request.POST if request.method == "POST" else None
    definition = DocumentAnswerStore(shown, request.user, at).definition
    form = ShowForm(typed, initial={"shown": wish is not None})
    parts = LeftOutForm(typed, definition=definition, left_out=wish.left_out if wish else (), prefix="parts")
    if request.method == "POST" and form.is_valid() and parts.is_valid():
        choose_document(
            request=found,
            document=shown,
            shown=form.cleaned_data["shown"],
            left_out=parts.left_out(),
            by=request.user,
            at=at,
        )
        messages.success(request, "Saved. Nobody sees it before you say yes to somebody.")
        return redirect("help_documents", uuid)
    context = {
        "page_title": shown.title,
        "page_lead": "May whoever helps you see this?",
        "back_url": reverse("help_documents", args=[uuid]),
        "back_label": "What they may see",
        "form": form,
        "left_out": parts,
    }
    return render(request, "community/help_requests/document.html", context)


@require_safe
@open_to(Audience.PERSON)
def whom(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Whom to ask: the organisation that somebody has in mind, and those that suit, with the reasons."""
    at = timezone.now()
    found = own_request(request, uuid, at)
    check_can_write(request.user, found)
    in_mind = found.organisation if found.state == State.DRAFT else None
    context = {
        "page_title": "Who shall we ask?",
        "page_lead": "One at a time. Nothing is sent until you say so.",
        "back_url": found.get_absolute_url(),
        "back_label": "Your request",
        "help_request": found,
        "in_mind": in_mind,
        "cannot": _why_not(found, in_mind, at) if in_mind else "",
        "choice": choice_for(found, at=at, but=in_mind),
    }
    return render(request, "community/help_requests/whom.html", context)


def _why_not(found: HelpRequest, organisation: Organisation, at: datetime) -> str:
    try:
        check_can_be_asked(found, organisation, at=at)
    except Denied as denied:
        return denied.reason
    return ""


@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.PERSON)
def send(request: SignedInRequest, uuid: UUID, organisation_uuid: UUID) -> HttpResponse:
    """What goes to whom, all on one page, and the button that sends it. Whoever has left the list meanwhile is said to
    have left; of any other address that was never in it, the same."""
    at = timezone.now()
    found = own_request(request, uuid, at)
    entries = Organisation.objects.listed().select_related("availability")
    organisation: Organisation | None = entries.filter(uuid=organisation_uuid).first()
    if organisation is None:
        raise Denied(LEFT)
    if request.method == "POST":
        return _sent(request, found, organisation)
    check_can_write(request.user, found)
    cannot = ""
    try:
        check_says_something(found)
        check_can_be_asked(found, organisation, at=at)
    except Denied as denied:
        cannot = denied.reason
    answers = answered_questions(HelpRequestStore(found, request.user, at))
    context = {
        "page_title": "Send your request",
        "page_lead": f"To {organisation.name}. Nothing is sent until you press the button.",
        "back_url": reverse("help_whom", args=[uuid]),
        "back_label": "Who shall we ask?",
        "help_request": found,
        "organisation": organisation,
        "reasons": reasons_for(found, organisation, at=at),
        "cannot": cannot,
        "answers": [each for each in answers if each.has_answer],
        "shown": [each for each in shown_documents(found) if each.left_out is not None],
    }
    return render(request, "community/help_requests/send.html", context)


def _sent(request: SignedInRequest, found: HelpRequest, organisation: Organisation) -> HttpResponse:
    try:
        send_request(request=found, organisation=organisation, by=request.user, at=timezone.now())
    except Denied as denied:
        messages.error(request, denied.reason)
        return redirect(found)
    messages.success(request, SENT)
    return redirect(found)
