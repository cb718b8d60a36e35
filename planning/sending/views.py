"""A last look at a plan, and sending it."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from planning.assessments.models import IndicativeBudget
from planning.documents.models import Document
from planning.documents.pausing import WhilePaused, while_paused
from planning.documents.policies import check_is_owner
from planning.documents.store import DocumentAnswerStore
from planning.documents.views.lookup import find_document, reader, sent_key
from planning.sending import services
from planning.sending.five_tests import LastLook
from planning.sending.policies import hidden_costs, left_out_before
from planning.sending.queries import last_sent
from portal.access.decisions import Denied
from portal.access.declarations import open_to
from portal.access.enums import Audience
from portal.relationships.queries import named_social_worker


@while_paused(WhilePaused.STOPS)
@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.SIGNED_IN)
def send(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The five tests over the plan's own answers, what sending means, and the button."""
    at, user = timezone.now(), reader(request)
    document = find_document(request, uuid, at)
    check_is_owner(user, document, at)
    if request.method == "POST":
        try:
            version = services.send_document(document=document, by=user, at=at, kept_from=sent_key(request))
        except Denied as denied:
            # Another window kept the costs back meanwhile, or the social worker has gone: the page says what to do.
            messages.error(request, str(denied))
            return redirect("document_send", uuid)
        words = f"Version {version.number} was sent to {_name(version.sent_to)}. You can go on writing."
        messages.success(request, words)
        return redirect(document)
    return render(request, "planning/sending/send.html", _context(document, at))


def _context(document: Document, at: datetime) -> dict[str, Any]:
    store = DocumentAnswerStore(document, document.owner, at)
    worker = named_social_worker(document.owner, at=at)
    indicative = IndicativeBudget.objects.filter(person=document.owner_id).newest().first()
    name = worker.known_as if worker else ""
    look = LastLook(store, indicative=indicative.weekly if indicative else None, worker=name)
    return {
        "page_title": f"Send to {name} to agree" if worker else "Send it to be agreed",
        "page_lead": "A last look before you send it. These are ideas, and you can send it as it is.",
        "back_url": document.get_absolute_url(),
        "back_label": "Back to your document",
        "document": document,
        "worker": worker,
        "shared": document.grants.filter(to_named_worker=True, ends_at=None).exists(),
        "hidden": hidden_costs(store),
        "left_out_before": left_out_before(store),
        "tests": look.tests(),
        "sent": last_sent(document),
        "key": uuid4(),
    }


def _name(worker: Any) -> str:
    return str(worker.known_as)
