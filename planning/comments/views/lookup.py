"""Finding what a page is about, and the way back from it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from content.questions.definitions import QuestionDefinition
from content.wizards import held
from planning.comments.conversations import Reading
from planning.comments.models import Comment, Suggestion
from planning.comments.services.conversations import comments_path
from planning.documents.composition import earlier_questions
from planning.documents.looking import look_at
from planning.documents.models import Document
from planning.documents.views.lookup import find_document, reader
from planning.documents.views.reading import files_url, note_of, words_label
from portal.access.requests import own_address
from portal.accounts.models import User

SENT_TWICE = (
    "You sent this form before, with other words. Those were kept. To send these as well, press the button again."
)
# A question that is not asked any more, and whose words nobody kept.
EARLIER = "An earlier question"


@dataclass
class Place:
    """A document as one reader has it before them, at one moment."""

    document: Document
    user: User
    at: datetime
    reading: Reading

    @property
    def comments_url(self) -> str:
        """The page of everything that is said about it."""
        return comments_path(self.document)

    def question(self, question_id: str) -> QuestionDefinition:
        """A question that this reader can see, or 404."""
        for question in self.reading.store.definition.questions():
            if question.id == question_id:
                return question
        raise Http404

    def asked_or_earlier(self, question_id: str) -> QuestionDefinition:
        """The same, or for the owner one that is not asked any more."""
        try:
            return self.question(question_id)
        except Http404:
            earlier = earlier_questions(self.document, [question_id]) if self.reading.is_owner else {}
            return earlier.get(question_id) or QuestionDefinition(question_id, "long_text", EARLIER, own=True)


def find_place(request: HttpRequest, uuid: UUID) -> Place:
    """The document at this address, if this reader may see it at all; else 404."""
    at = timezone.now()
    document = find_document(request, uuid, at)
    user = reader(request)
    return Place(document, user, at, Reading(look_at(request, document, at=at), next_url=asked_next(request, document)))


def find_comment(place: Place, uuid: UUID) -> Comment:
    """The first comment of a conversation that this reader sees; else 404."""
    seen = Comment.objects.read_by(place.user, place.document, at=place.at).beginnings()
    found: Comment = get_object_or_404(seen.select_related("author"), uuid=uuid)
    found.document = place.document
    return found


def find_suggestion(place: Place, uuid: UUID) -> Suggestion:
    """A suggestion that this reader sees; else 404."""
    seen = Suggestion.objects.read_by(place.user, place.document, at=place.at)
    found: Suggestion = get_object_or_404(seen.select_related("author"), uuid=uuid)
    found.document = place.document
    return found


def asked_next(request: HttpRequest, document: Document) -> str:
    """The page of this document to go on to, as the form or the address says; "" without one."""
    asked = (request.POST.get("next") or request.GET.get("next") or "").split("#")[0]
    below = asked.startswith(document.get_absolute_url())
    return own_address(asked) if below and asked.isprintable() else ""


def typed(request: HttpRequest, place: Place) -> QueryDict | None:
    """What was sent, or what was held here when the sign-in had run out; None for an empty form."""
    if request.method == "POST":
        return request.POST
    return held.held(place.user, path=request.path, at=place.at)


def back_to(request: HttpRequest, place: Place, question_id: Any) -> HttpResponse:
    """Back to where this was written, beside the same answer. Nothing has to be held for here any more."""
    held.give_back(place.user, path=request.path)
    return redirect(f"{place.reading.next_url or place.comments_url}#beside-{question_id}")


def writing_page(
    request: HttpRequest, place: Place, question: QuestionDefinition, form: Any, **context: Any
) -> HttpResponse:
    """One answer, what was said about it, and one form: what was typed is still in it."""
    answer = place.reading.standing(question.id)
    return render(
        request,
        "planning/comments/write.html",
        {
            "back_url": place.reading.next_url or place.comments_url,
            "back_label": "Back",
            "document": place.document,
            "place": place,
            "question": question,
            "value": answer.value,
            "note": note_of(place.reading.store, answer),
            "files_url": files_url(place.document),
            "words_label": words_label(place.reading.store),
            "form": form,
            "held_for": held.token(place.user, request.path),
            "words_came_back": form.is_bound and request.method != "POST",
            **context,
        },
    )
