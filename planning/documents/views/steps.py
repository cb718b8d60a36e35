"""Writing: the steps of a document, and checking the answers at the end."""

from collections.abc import Mapping
from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from content.questions.definitions import QuestionDefinition
from content.wizards import held
from content.wizards.around import Around
from content.wizards.keeping import keeps_words
from content.wizards.stores import StoredAnswer
from content.wizards.views import WizardView
from planning.documents import services
from planning.documents.enums import Audience as Seen
from planning.documents.looking import look_at
from planning.documents.pausing import WhilePaused, while_paused
from planning.documents.places import answer_panels
from planning.documents.policies import check_can_edit
from planning.documents.readers import readers_of
from planning.documents.store import DocumentAnswerStore
from planning.documents.views.lookup import deleted_own, find_document, reader
from planning.documents.views.reading import files_url, read_through
from portal.access.declarations import open_to
from portal.access.enums import Audience

DELETED_MEANWHILE = "You deleted this in another window. What you typed is kept in it: put it back, and it is there."


class DocumentStep(WizardView):
    """One step of a document, for its owner and for those who write in it."""

    template_name = "planning/documents/step.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """What was typed into a document that its owner deleted in another window is kept in it all the same."""
        self.deleted = deleted_own(reader(request), kwargs["uuid"])
        if self.deleted and request.method != "POST":
            return redirect("documents_deleted")
        try:
            response = super().dispatch(request, *args, **kwargs)
        except Http404:
            if request.method == "POST":
                # Not to be found any more, or for now: should it be back by tomorrow, so are these words.
                held.hold(request.POST, path=request.path, at=self.now)
            raise
        if self.deleted and response.status_code == 302:
            messages.warning(request, DELETED_MEANWHILE)
            return redirect("documents_deleted")
        return response

    def get_store(self) -> DocumentAnswerStore:
        """Found as every document is; whoever may only read is told so (403)."""
        self.document = self.deleted or find_document(self.request, self.kwargs["uuid"], self.now)
        user = reader(self.request)
        check_can_edit(user, self.document, self.now)
        if self.request.method == "GET":
            services.open_document(document=self.document, by=user, at=self.now, path=self.request.path)
        return look_at(self.request, self.document, at=self.now).store

    def get_step_url(self, step: str) -> str:
        return reverse("document_step", args=[self.document.uuid, step])

    def overview_url(self) -> str:
        return self.document.get_absolute_url()

    def check_url(self) -> str:
        return reverse("document_check", args=[self.document.uuid])

    def files_url(self) -> str:
        return files_url(self.document)

    def around(self, questions: list[QuestionDefinition]) -> Mapping[str, Around]:
        """Who sees each answer (for the owner), who typed it, and what higher slices show beside it."""
        panels = answer_panels(self.request, self.document, [question.id for question in questions], writing=True)
        store = cast(DocumentAnswerStore, self.store)
        answers = store.answers()
        lines = owner_lines(store) if store.owner_reads else {}
        chosen = store.audiences() if store.owner_reads else {}
        return {
            question.id: Around(
                who=lines.get(question.id, ""),
                who_url=reverse("document_audience", args=[self.document.uuid, question.id]) if lines else "",
                typed_by=answers.get(question.id, StoredAnswer()).typed_by,
                folded=chosen.get(question.id, Seen.EVERYONE) != Seen.EVERYONE and _written(answers.get(question.id)),
                panels=panels.get(question.id, []),
            )
            for question in questions
        }

    def page_context(self) -> dict[str, Any]:
        return {"document": self.document, "back_label": "Back to the list"}


def _written(answer: StoredAnswer | None) -> bool:
    return answer is not None and answer.value is not None


_step = keeps_words(open_to(Audience.SIGNED_IN)(DocumentStep.as_step_view()))
document_step = while_paused(WhilePaused.WRITES)(_step)


@while_paused(WhilePaused.STOPS)
@require_safe
@open_to(Audience.SIGNED_IN)
def check(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Check your answers: all of them on one page, each with its way to change it. Nothing is sent."""
    at = timezone.now()
    document = find_document(request, uuid, at)
    check_can_edit(reader(request), document, at)
    services.open_document(document=document, by=reader(request), at=at, path=request.path)
    look = look_at(request, document, at=at)
    can, store = look.can, look.store
    lines = owner_lines(store) if can.owner else None
    context = {
        "page_title": "Check your answers" if can.owner else "Check the answers",
        "page_lead": "You can change any of them. Nothing is sent until you say so." if can.owner else "",
        "back_url": document.get_absolute_url(),
        "back_label": "Back to the list",
        "document": document,
        "can": can,
        "steps": read_through(request, store, can_edit=True, lines=lines),
    }
    return render(request, "planning/documents/check.html", context)


def owner_lines(store: DocumentAnswerStore) -> dict[str, str]:
    """The words of "Who can see this: …" for every question."""
    readers = readers_of(store.document, at=store.at)
    chosen = store.audiences()
    return {
        question.id: readers.line(question.id, chosen.get(question.id, Seen.EVERYONE))
        for question in store.definition.questions()
    }
