"""From an answer of a plan into the thread: "Ask Sunita about this"."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from community.messaging.pointing import find_about
from community.messaging.services import find_worker_thread
from planning.documents.views.lookup import find_document
from portal.access.declarations import open_to
from portal.access.enums import Audience
from portal.access.requests import SignedInRequest
from portal.relationships.queries import acts_for, named_social_worker


@require_safe
@open_to(Audience.SIGNED_IN)
def about(request: SignedInRequest, uuid: UUID, question_id: UUID) -> HttpResponse:
    """The thread of the person and their social worker, ready to write about one answer. For the two of them alone."""
    user, at = request.user, timezone.now()
    document = find_document(request, uuid, at)
    person = document.owner
    mine = person.pk == user.pk and named_social_worker(user, at=at) is not None
    if not mine and not (user.is_social_worker and acts_for(user, person, at=at)):
        raise Http404
    thread = find_worker_thread(person, at=at)
    where = {"document": str(uuid), "question": str(question_id)}
    if find_about(user, thread, where, at=at) is None:
        raise Http404
    begin = reverse("thread_with_worker") if mine else reverse("thread_with_person", args=[person.uuid])
    return redirect(f"{thread.get_absolute_url() if thread.pk else begin}?{urlencode(where)}#write")
