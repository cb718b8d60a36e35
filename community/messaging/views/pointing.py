"""From an answer of a plan into the thread: "Ask Sunita about this"."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from community.messaging.pointing import find_about
from community.messaging.services import worker_thread_of
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
    thread = worker_thread_of(person, at=at)
    where = {"document": str(uuid), "question": str(question_id)}
    if find_about(user, thread, where, at=at) is None:
        raise Http404
    return redirect(f"{thread.get_absolute_url()}?{urlencode(where)}#write")
