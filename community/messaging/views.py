"""One thread, as a page."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from community.messaging.models import Message, Thread
from community.messaging.services import mark_read
from portal.access.declarations import open_to
from portal.access.enums import Audience
from portal.access.requests import SignedInRequest


@require_safe
@open_to(Audience.SIGNED_IN)
def thread(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """The messages of a thread that this reader may see."""
    at = timezone.now()
    found = get_object_or_404(Thread.objects.visible_to(request.user, at=at).for_pages(), uuid=uuid)
    messages = Message.objects.filter(thread=found).visible_to(request.user, at=at).for_pages()
    mark_read(thread=found, by=request.user, number=found.last_number, at=at)
    return render(request, "community/messaging/thread.html", {"thread": found, "messages": messages})
