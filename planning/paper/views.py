"""Paper: sheets to write on, typing them in, and the owner's yes or no to each answer."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from content.questions.definitions import QuestionDefinition, SetDefinition, StepDefinition
from content.questions.kinds import kind_of
from content.questions.queries import latest_version
from content.wizards import held
from content.wizards.forms import StepForm
from content.wizards.keeping import keeps_words
from content.wizards.progress import StepProgress, overview
from content.wizards.stores import StoredAnswer
from content.wizards.views import WizardView
from planning.documents.composition import published_definition
from planning.documents.enums import Audience as Seen
from planning.documents.models import Document
from planning.documents.pausing import WhilePaused, while_paused
from planning.documents.policies import abilities, check_is_owner
from planning.documents.services import open_document
from planning.documents.store import DocumentAnswerStore
from planning.documents.views.lookup import find_document, posted, reader
from planning.exports.serving import ENDINGS, PRINT, file_name, serve_paper
from planning.paper import services
from planning.paper.enums import Outcome
from planning.paper.models import PaperAnswer
from planning.paper.policies import check_can_type_in
from planning.paper.services import ChangedSinceError
from planning.paper.sheet import sheet_of
from planning.paper.store import PaperStore
from portal.access.declarations import open_to
from portal.access.enums import Audience
from portal.components.lists import Task

CHANGED = "This has changed since you opened the page. Look at it once more."
SETTLED = "You had decided about these words already. Nothing was changed."


@require_safe
@open_to(Audience.SIGNED_IN)
def blank_sheet(request: HttpRequest, kind: str) -> HttpResponse:
    """The questions of a kind of document that nobody has begun yet, with room to write."""
    version = latest_version(kind)
    if version is None or not version.question_set.makes_documents:
        raise Http404
    return _sheet(request, published_definition(version), back_url=reverse("documents"))


@require_safe
@open_to(Audience.SIGNED_IN)
def sheet(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The questions of a document, as its owner, or who types for them, is asked them."""
    at = timezone.now()
    document = find_document(request, uuid, at)
    if not abilities(reader(request), document, at).owner:
        check_can_type_in(reader(request), document, at)
    definition = DocumentAnswerStore(document, reader(request), at).definition
    return _sheet(request, definition, back_url=document.get_absolute_url())


@while_paused(WhilePaused.STOPS)
@require_safe
@open_to(Audience.SIGNED_IN)
def paper(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """For the owner what waits for their yes; for who types for them, the parts to type in."""
    at = timezone.now()
    document = find_document(request, uuid, at)
    if abilities(reader(request), document, at).owner:
        return _to_confirm(request, document, at)
    check_can_type_in(reader(request), document, at)
    open_document(document=document, by=reader(request), at=at, path=request.path)
    store = PaperStore(document, reader(request), at)
    found, name = overview(store), document.owner.known_as
    context = {
        "page_title": "Type in from paper",
        "page_lead": f"What {name} wrote by hand. {name} reads each answer and says yes before it counts.",
        "back_url": document.get_absolute_url(),
        "back_label": "Back to the document",
        "document": document,
        "tasks": [_task(document, each) for each in found],
        "typed": sum(each.answered for each in found),
    }
    return render(request, "planning/paper/type_in.html", context)


def _task(document: Document, found: StepProgress) -> Task:
    state = f"{found.answered} typed in" if found.answered else "Nothing yet"
    return Task(found.step.title, state, _step_url(document, found.step.slug), "warm" if found.answered else "quiet")


class PaperStep(WizardView):
    """One step of typing in."""

    template_name = "planning/paper/step.html"
    # Only the owner says what is done.
    marks_steps = False

    def get_store(self) -> PaperStore:
        """Found as every document is; whoever may only read is told so (403)."""
        self.document = find_document(self.request, self.kwargs["uuid"], self.now)
        check_can_type_in(reader(self.request), self.document, self.now)
        return PaperStore(self.document, reader(self.request), self.now)

    def get_step_url(self, step: str) -> str:
        return _step_url(self.document, step)

    def overview_url(self) -> str:
        return reverse("document_paper", args=[self.document.uuid])

    def check_url(self) -> str:
        return self.overview_url()

    def page_context(self) -> dict[str, Any]:
        return {"document": self.document, "back_label": "Back to the list"}


_step = keeps_words(open_to(Audience.SIGNED_IN)(PaperStep.as_step_view()))
paper_step = while_paused(WhilePaused.WRITES)(_step)


@require_POST
@open_to(Audience.SIGNED_IN)
def settle(request: HttpRequest, uuid: UUID, pk: int) -> HttpResponse:
    """The owner's yes or no to one answer."""
    at = timezone.now()
    typed = _typed(request, uuid, pk, at)
    choice, yes = request.POST.get("choice"), {"mine": Outcome.MINE, "both": Outcome.BOTH}
    if choice in yes:
        try:
            done = services.say_they_are_mine(
                typed=typed, seen=_seen(request), by=reader(request), at=at, outcome=yes[choice]
            )
        except ChangedSinceError:
            messages.info(request, CHANGED)
        else:
            messages.success(request, "These are your words now." if done else SETTLED)
    elif choice == "no":
        done = services.say_they_are_not_mine(typed=typed, by=reader(request), at=at)
        messages.success(request, "Put aside. Your answer stays as it is." if done else SETTLED)
    else:
        raise Http404
    return redirect("document_paper", uuid)


@while_paused(WhilePaused.WRITES)
@keeps_words
@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.SIGNED_IN)
def change(request: HttpRequest, uuid: UUID, pk: int) -> HttpResponse:
    """Change the words first, in the boxes of the question itself, then make them one's own."""
    at = timezone.now()
    typed = _typed(request, uuid, pk, at)
    document = typed.document
    store = DocumentAnswerStore(document, reader(request), at)
    question = next((q for q in store.definition.questions() if q.id == str(typed.question_id)), None)
    if question is None or typed.outcome != Outcome.WAITING:
        messages.info(request, SETTLED if question else services.NOT_ASKED)
        return redirect("document_paper", uuid)
    step = StepDefinition(id="paper", slug="paper", title=question.label, questions=(question,))
    words = _words(request, at)
    form = StepForm(words, step=step, answers={question.id: StoredAnswer(typed.value, typed.number)})
    if request.method == "POST" and form.is_valid():
        try:
            services.say_they_are_mine(
                typed=typed,
                seen=_seen(request),
                by=reader(request),
                at=at,
                outcome=Outcome.CHANGED,
                value=form.typed(question.id),
            )
        except ChangedSinceError:
            messages.info(request, CHANGED)
        else:
            held.give_back(reader(request), path=request.path)
            messages.success(request, "These are your words now.")
            return redirect("document_paper", uuid)
    return _change_page(request, typed, question, form, store)


def _change_page(
    request: HttpRequest,
    typed: PaperAnswer,
    question: QuestionDefinition,
    form: StepForm,
    store: DocumentAnswerStore,
) -> HttpResponse:
    context = {
        "page_title": "Change the words first",
        "held_for": held.token(reader(request), request.path),
        "words_came_back": form.is_bound and request.method != "POST",
        "back_url": reverse("document_paper", args=[typed.document.uuid]),
        "back_label": "Back",
        "form": form,
        "field": form[question.id],
        "question": question,
        "typed": typed,
        "standing": store.answers().get(question.id, StoredAnswer()),
        "folded": store.audiences().get(question.id, Seen.EVERYONE) != Seen.EVERYONE,
    }
    return render(request, "planning/paper/change.html", context)


def _words(request: HttpRequest, at: datetime) -> QueryDict | None:
    """What was sent, or what was held here when the sign-in had run out."""
    return posted(request) or held.held(reader(request), path=request.path, at=at)


@dataclass(frozen=True)
class ToConfirm:
    """One answer that waits. both: whether it and the answer that stands can become one; folded: whether that
    stays closed, because not everybody may see it."""

    typed: PaperAnswer
    question: QuestionDefinition
    standing: StoredAnswer
    both: bool
    folded: bool


def _to_confirm(request: HttpRequest, document: Document, at: datetime) -> HttpResponse:
    open_document(document=document, by=reader(request), at=at, path=request.path)
    store = DocumentAnswerStore(document, reader(request), at)
    rows = PaperAnswer.objects.filter(document=document).waiting().select_related("typed_by")
    by_question: dict[str, list[PaperAnswer]] = {}
    for row in rows:
        by_question.setdefault(str(row.question_id), []).append(row)
    waiting = [
        _one(row, question, store)
        for question in store.definition.questions()
        for row in by_question.get(question.id, [])
    ]
    context = {
        "page_title": "Words from paper",
        "page_lead": "Somebody typed these in for you. Read each one. It counts as your words once you say yes."
        if waiting
        else "",
        "back_url": document.get_absolute_url(),
        "back_label": "Back to your document",
        "document": document,
        "waiting": waiting,
    }
    return render(request, "planning/paper/confirm.html", context)


def _one(row: PaperAnswer, question: QuestionDefinition, store: DocumentAnswerStore) -> ToConfirm:
    standing = store.answers().get(question.id, StoredAnswer())
    both = kind_of(question).both(row.value, standing.value) if standing.value is not None else None
    private = store.audiences().get(question.id, Seen.EVERYONE) != Seen.EVERYONE
    return ToConfirm(row, question, standing, both=both is not None, folded=private)


def _sheet(request: HttpRequest, definition: SetDefinition, *, back_url: str) -> HttpResponse:
    """To print from the browser; `form` asks for a file."""
    paper, form = sheet_of(definition), request.GET.get("form", PRINT)
    if form in ENDINGS:
        return serve_paper(request, paper, form, name=file_name(definition.title), back_url=request.path)
    context = {"paper": paper, "back_url": back_url, "back_label": "Back"}
    return render(request, "planning/paper/sheet.html", context)


def _typed(request: HttpRequest, uuid: UUID, pk: int, at: datetime) -> PaperAnswer:
    """What was typed in, for the owner of the document alone."""
    document = find_document(request, uuid, at)
    check_is_owner(reader(request), document, at)
    found: PaperAnswer = get_object_or_404(PaperAnswer.objects.select_related("typed_by"), document=document, pk=pk)
    found.document = document
    return found


def _seen(request: HttpRequest) -> tuple[int, int]:
    """The numbers of what was typed and of the answer, as the page showed them."""
    numbers = [request.POST.get(name, "") for name in ("typed_number", "number")]
    first, second = (int(n) if n.isdecimal() and len(n) < 10 else -1 for n in numbers)
    return first, second


def _step_url(document: Document, step: str) -> str:
    return reverse("document_paper_step", args=[document.uuid, step])
