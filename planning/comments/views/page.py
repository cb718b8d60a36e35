"""The page of everything that is said about a document, beside the words it is about."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from content.questions.definitions import QuestionDefinition
from planning.comments.conversations import Beside
from planning.comments.models import Comment, Suggestion
from planning.comments.views.lookup import Place, find_place
from planning.documents.composition import earlier_questions
from planning.documents.enums import Audience as Readers
from planning.documents.services import open_document
from planning.documents.views.reading import files_url, note_of, words_label
from portal.access.declarations import open_to
from portal.access.enums import Audience
from portal.crisis.policies import why_it_rests


@dataclass(frozen=True)
class Part:
    """One question, its answer, and what stands beside it (`panel`: for its template)."""

    question: QuestionDefinition
    value: Any
    note: str
    files_url: str
    folded: bool
    beside: Beside
    panel: Mapping[str, Any]


@require_safe
@open_to(Audience.SIGNED_IN)
def comments(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """For the owner everything, what waits first; for others their own conversations and what is open to them."""
    place = find_place(request, uuid)
    open_document(document=place.document, by=place.user, at=place.at, path=request.path)
    parts = _parts(place)
    waiting = [part for part in parts if part.beside.waits]
    spoken = [part for part in parts if part.beside.anything and not part.beside.waits]
    silent = [
        part for part in parts if not part.beside.anything and part.value is not None and part.beside.worth_showing
    ]
    context = {
        "page_title": "Comments",
        "back_url": place.document.get_absolute_url(),
        "back_label": "Back to the document",
        "document": place.document,
        "is_owner": place.reading.is_owner,
        "can": place.reading.can,
        "why": why_it_rests(place.user, place.document.owner, place.at) if place.reading.can.rests else "",
        "words_label": words_label(place.reading.store),
        "waiting": waiting,
        "spoken": spoken,
        "silent": silent,
    }
    return render(request, "planning/comments/comments.html", context)


def _parts(place: Place) -> list[Part]:
    reading = place.reading
    questions = list(reading.store.definition.questions())
    if reading.is_owner:
        questions += _not_asked_any_more(place, {question.id for question in questions})
    beside = reading.beside_questions(questions)
    return [_part(place, question, beside[question.id]) for question in questions]


def _part(place: Place, question: QuestionDefinition, beside: Beside) -> Part:
    answer = place.reading.standing(question.id)
    audience = place.reading.store.audiences().get(question.id, Readers.EVERYONE)
    return Part(
        question,
        value=answer.value,
        note=note_of(place.reading.store, answer),
        files_url=files_url(place.document),
        # An empty answer is folded like a private one: the fold alone says nothing to who looks on.
        folded=place.reading.is_owner and (audience != Readers.EVERYONE or answer.value is None),
        beside=beside,
        panel=place.reading.panel(beside),
    )


def _not_asked_any_more(place: Place, asked: Collection[str]) -> Iterable[QuestionDefinition]:
    """Questions that are gone, but about whose answers somebody said something."""
    here = {"document": place.document}
    ids = {
        *Comment.objects.filter(**here).exclude(question_id__in=asked).values_list("question_id", flat=True),
        *Suggestion.objects.filter(**here).exclude(question_id__in=asked).values_list("question_id", flat=True),
    }
    if not ids:
        return []
    known = earlier_questions(place.document, [str(question) for question in ids])
    return known.values()
