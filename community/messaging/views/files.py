"""Photos, files and voice notes of messages, for whoever may read their message."""

from uuid import UUID

from django.http import Http404, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from community.messaging.models import MessageFile
from community.messaging.views.lookup import find_thread, messages_of
from portal.access.declarations import open_to
from portal.access.enums import Audience
from portal.access.requests import SignedInRequest
from portal.files.serving import handed_out


@require_safe
@open_to(Audience.SIGNED_IN)
def message_file(request: SignedInRequest, uuid: UUID, file_uuid: UUID) -> HttpResponseBase:
    """Pictures that we drew anew are shown, recordings play; everything else is a download."""
    at = timezone.now()
    thread = find_thread(request.user, uuid, at)
    readable = messages_of(thread, request.user, at).values("pk")
    found: MessageFile = get_object_or_404(MessageFile.objects.filter(message__in=readable), uuid=file_uuid)
    try:
        content = found.blob.open("rb")
    except FileNotFoundError as gone:
        raise Http404 from gone
    wanted = request.headers.get("Range", "")
    return handed_out(content, name=found.name, content_type=found.content_type, wanted=wanted)
