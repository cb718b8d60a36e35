"""All threads of one reader, and the ways into the one with the named social worker."""

from uuid import UUID

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from community.messaging.enums import ThreadKind
from community.messaging.listing import rows_for, unwritten
from community.messaging.services import find_worker_thread
from community.messaging.views.pages import first_message
from content.wizards.keeping import keeps_words
from portal.access.decisions import Denied
from portal.access.declarations import open_to
from portal.access.enums import Audience
from portal.access.requests import SignedInRequest
from portal.accounts.models import User
from portal.audit.services import record
from portal.relationships.models import CircleMembership
from portal.relationships.queries import named_social_worker, people_of

NOBODY_THERE = "You have no social worker here now. When you have one, you can write to them."


@require_safe
@open_to(Audience.SIGNED_IN)
def threads(request: SignedInRequest) -> HttpResponse:
    """Where somebody's messages are: for a person, for those who help them, and for a social worker."""
    user, at = request.user, timezone.now()
    rows = rows_for(user, at=at)
    people = unwritten(user, rows, at=at)
    if user.is_social_worker:
        names = {row.thread.person_id for row in rows} | {person.pk for person in people}
        record("message list opened", by=user, person=None, at=at, people=sorted(names))
    own = [row for row in rows if not row.with_whom]
    worker = named_social_worker(user, at=at) if user.is_person else None
    context = {
        "page_title": "Messages",
        "rows": rows,
        "own": own,
        "helping": [row for row in rows if row.with_whom],
        "people": people,
        "worker": worker,
        "begun": any(row.thread.kind == ThreadKind.WORKER for row in own),
        "has_circle": user.is_person and CircleMembership.objects.active(at=at).filter(person=user).exists(),
    }
    return render(request, "community/messaging/threads.html", context)


@keeps_words
@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.PERSON)
def with_my_worker(request: SignedInRequest) -> HttpResponseBase:
    """The thread with one's own social worker; it is kept from the first message on."""
    at = timezone.now()
    if named_social_worker(request.user, at=at) is None:
        if request.method == "POST":
            raise Denied(NOBODY_THERE)
        return redirect("threads")
    return first_message(request, find_worker_thread(request.user, at=at), at)


@keeps_words
@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.SOCIAL_WORKER)
def with_person(request: SignedInRequest, uuid: UUID) -> HttpResponseBase:
    """The thread with one of a social worker's people; nobody else's: 404."""
    at = timezone.now()
    person: User = get_object_or_404(people_of(request.user, at=at), uuid=uuid)
    return first_message(request, find_worker_thread(person, at=at), at)
