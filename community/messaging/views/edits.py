"""Changing one's own message."""

from uuid import UUID

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from community.messaging.forms import EditForm
from community.messaging.models import Message
from community.messaging.policies import check_can_edit
from community.messaging.services import edit_message
from community.messaging.views.lookup import find_thread, messages_of
from content.wizards import held
from content.wizards.keeping import keeps_words
from portal.access.decisions import Denied
from portal.access.declarations import open_to
from portal.access.enums import Audience
from portal.access.requests import SignedInRequest
from portal.components.forms import look


@keeps_words
@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.SIGNED_IN)
def edit(request: SignedInRequest, uuid: UUID, number: int) -> HttpResponseBase:
    """Other words for one's own message, for 15 minutes. What it said before stays beside it."""
    at = timezone.now()
    thread = find_thread(request.user, uuid, at)
    message: Message = get_object_or_404(messages_of(thread, request.user, at), number=number)
    if request.method != "POST":
        check_can_edit(request.user, message, at)
    words = held.typed(request, at)
    form = EditForm(words, initial={"words": message.words})
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            edit_message(message=message, by=request.user, words=form.cleaned_data["words"], at=at)
        except Denied as denied:
            form.add_error("words", denied.reason)
            status = 403
        else:
            held.give_back(request.user, path=request.path)
            return redirect(f"{message.get_absolute_url()}")
    return _page(request, message, form, status=status)


def _page(request: SignedInRequest, message: Message, form: EditForm, *, status: int) -> HttpResponse:
    # The words of the person whose thread it is have their own voice, as in the thread.
    look(form.fields["words"], words=request.user.pk == message.thread.person_id)
    context = {
        "page_title": "Change your message",
        "page_lead": "Whoever can read it still sees what it said before.",
        "back_url": message.get_absolute_url(),
        "back_label": "Back to the messages",
        "form": form,
        **held.around(request, form),
    }
    return render(request, "community/messaging/edit.html", context, status=status)
