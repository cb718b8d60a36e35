"""Writing comments, answering them, marking them as done, and opening them to others."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.views.decorators.http import require_http_methods, require_POST

from content.wizards.keeping import keeps_words
from planning.comments import services
from planning.comments.conversations import comment_form, reply_form
from planning.comments.policies import check_can_add, check_can_reply
from planning.comments.services import SentBeforeError
from planning.comments.views.lookup import SENT_TWICE, back_to, find_comment, find_place, typed, writing_page
from planning.documents.pausing import WhilePaused, while_paused
from portal.access.declarations import open_to
from portal.access.enums import Audience


@while_paused(WhilePaused.WRITES)
@keeps_words
@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.SIGNED_IN)
def add(request: HttpRequest, uuid: UUID, question_id: UUID) -> HttpResponse:
    """Begin a conversation beside one answer."""
    place = find_place(request, uuid)
    question = place.question(str(question_id))
    check_can_add(place.user, place.document, question.id, place.at)
    reading = place.reading
    entries = reading.entries(question)
    form = comment_form(question.id, reading.next_url, reading.who_reads, entries, typed(request, place))
    if request.method == "POST" and form.is_valid():
        try:
            services.add_comment(
                document=place.document,
                question_id=question.id,
                text=form.cleaned_data["text"],
                entry_id=form.cleaned_data.get("entry") or None,
                key=form.cleaned_data["key"],
                by=place.user,
                at=place.at,
            )
        except SentBeforeError:
            form.ask_again(SENT_TWICE)
        else:
            messages.success(request, "Your comment is there.")
            return back_to(request, place, question.id)
    return writing_page(request, place, question, form, page_title="Write a comment", button="Save this comment")


@while_paused(WhilePaused.WRITES)
@keeps_words
@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.SIGNED_IN)
def reply(request: HttpRequest, uuid: UUID, comment_uuid: UUID) -> HttpResponse:
    """Answer in a conversation."""
    place = find_place(request, uuid)
    comment = find_comment(place, comment_uuid)
    check_can_reply(place.user, comment, place.at)
    question = place.asked_or_earlier(str(comment.question_id))
    form = reply_form(comment.uuid, place.reading.next_url, typed(request, place))
    if request.method == "POST" and form.is_valid():
        try:
            services.reply(
                comment=comment,
                text=form.cleaned_data["text"],
                key=form.cleaned_data["key"],
                by=place.user,
                at=place.at,
            )
        except SentBeforeError:
            form.ask_again(SENT_TWICE)
        else:
            messages.success(request, "Your answer is there.")
            return back_to(request, place, comment.question_id)
    said = place.reading.beside_questions([question])[question.id].conversation(comment.uuid)
    return writing_page(
        request, place, question, form, page_title="Answer a comment", button="Save this answer", said=said
    )


def _change(service: Callable[..., Any], sentence: str) -> Callable[..., HttpResponseBase]:
    """A view for one button on a conversation."""

    @require_POST
    @open_to(Audience.SIGNED_IN)
    def change(request: HttpRequest, uuid: UUID, comment_uuid: UUID) -> HttpResponse:
        place = find_place(request, uuid)
        comment = find_comment(place, comment_uuid)
        service(comment=comment, by=place.user, at=place.at)
        messages.success(request, sentence)
        return back_to(request, place, comment.question_id)

    return change


done = _change(services.mark_as_done, "Marked as done. You can open it again.")
reopen = _change(services.reopen, "It is open again.")
_opened = _change(services.open_to_others, "Everybody who can see this answer can read it now.")
_closed = _change(services.close_again, "It is between the two of you again.")
# Who reads what stays the owner's to say at any time.
open_to_all = while_paused(WhilePaused.GOES_ON)(_opened)
close = while_paused(WhilePaused.GOES_ON)(_closed)
