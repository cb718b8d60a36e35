"""A person's documents: the list, beginning one, its own page, and what becomes of its questions."""

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from planning.documents import services
from planning.documents.composition import earlier_questions, pinned_definition, published_definition
from planning.documents.forms import BeginForm, TitleForm
from planning.documents.looking import look_at
from planning.documents.models import AnswerBeside, Document
from planning.documents.pausing import WhilePaused, while_paused
from planning.documents.places import document_actions, document_panels, list_panels
from planning.documents.policies import Abilities, check_is_owner
from planning.documents.queries import kinds_to_begin, newer_version
from planning.documents.readers import readers_of
from planning.documents.store import DocumentAnswerStore
from planning.documents.views.lookup import deleted_own, find_document, posted, reader
from planning.documents.views.reading import earlier_part, read_through, tasks
from portal.access.declarations import open_to
from portal.access.enums import Audience
from portal.crisis.panels import crisis_panel
from portal.crisis.policies import check_planning_goes_on


@require_safe
@open_to(Audience.SIGNED_IN)
def documents(request: HttpRequest) -> HttpResponse:
    """One's own documents, and those that others share with this reader."""
    at = timezone.now()
    visible = Document.objects.for_pages().visible_to(reader(request), at=at)
    listed = visible.with_last_change(reader(request), at=at).order_by("-created_at", "-pk")
    every = list(listed)
    context = {
        "page_title": "My documents" if reader(request).is_person else "Documents shared with you",
        "mine": [document for document in every if document.owner_id == reader(request).pk],
        "shared": [document for document in every if document.owner_id != reader(request).pk],
        "may_begin": reader(request).is_person,
        "resting": crisis_panel(reader(request)),
        "list_panels": list_panels(request),
        "any_deleted": Document.objects.deleted_by(reader(request)).exists(),
    }
    return render(request, "planning/documents/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.PERSON)
def new_document(request: HttpRequest) -> HttpResponse:
    """Choose what to begin; each kind has one button. Raises Paused while planning rests."""
    at = timezone.now()
    check_planning_goes_on(reader(request), reader(request), at)
    kinds = {version.question_set.kind: published_definition(version) for version in kinds_to_begin()}
    form = BeginForm(posted(request), kinds=kinds)
    if request.method == "POST":
        if form.is_valid():
            kind, key = form.cleaned_data["kind"], form.cleaned_data["key"]
            return redirect(services.create_document(kind=kind, by=reader(request), at=at, kept_from=key))
        messages.error(request, "Choose what you want to begin.")
    context = {
        "page_title": "Begin a document",
        "page_lead": "There is no right form for a plan. Choose the way that suits you. You can add another later.",
        "back_url": reverse("documents"),
        "back_label": "My documents",
        "plans": [(kind, definition, uuid4()) for kind, definition in kinds.items() if definition.plan],
        "others": [(kind, definition, uuid4()) for kind, definition in kinds.items() if not definition.plan],
    }
    return render(request, "planning/documents/new.html", context)


@require_safe
@open_to(Audience.SIGNED_IN)
def document(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The task list for those who write in it; for those who read, the words themselves."""
    at = timezone.now()
    if deleted_own(reader(request), uuid):
        return redirect("documents_deleted")
    found = find_document(request, uuid, at)
    services.open_document(document=found, by=reader(request), at=at, path=request.path)
    look = look_at(request, found, at=at)
    can, store = look.can, look.store
    if not can.edit:
        return _read_only(request, found, can, store)
    context = {
        "back_url": reverse("documents"),
        "back_label": "My documents",
        "document": found,
        "can": can,
        "tasks": tasks(store),
        "begun": bool(found.last_step) or any(a.value is not None for a in store.answers().values()),
        "go_on": _go_on(found, store),
        "document_panels": document_panels(request, found),
        **_actions(request, found, can),
    }
    if can.owner:
        context |= _for_owner(found, store)
    return render(request, "planning/documents/task_list.html", context)


@while_paused(WhilePaused.WRITES)
@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.SIGNED_IN)
def rename(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Call the document something else."""
    at = timezone.now()
    found = find_document(request, uuid, at)
    check_is_owner(reader(request), found, at)
    form = TitleForm(posted(request), initial={"title": found.title})
    if request.method == "POST" and form.is_valid():
        services.rename_document(document=found, title=form.cleaned_data["title"], by=reader(request), at=at)
        messages.success(request, "Saved.")
        return redirect(found)
    context = {
        "page_title": "Change its name",
        "back_url": found.get_absolute_url(),
        "back_label": "Back to your document",
        "form": form,
        "button": "Save",
    }
    return render(request, "planning/documents/own_form.html", context)


@while_paused(WhilePaused.STOPS)
@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.SIGNED_IN)
def newer_questions(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """What the newer questions are, and the choice: move on to them, or stay."""
    at = timezone.now()
    found = find_document(request, uuid, at)
    check_is_owner(reader(request), found, at)
    newer = newer_version(found)
    if newer is None:
        return redirect(found)
    if request.method == "POST":
        choice = request.POST.get("choice")
        if choice == "accept":
            services.accept_newer_questions(document=found, version=newer, by=reader(request), at=at)
            messages.success(request, "You have the new questions now. All your answers are still here.")
            return redirect(found)
        if choice == "decline":
            services.decline_newer_questions(document=found, version=newer, by=reader(request), at=at)
            messages.success(request, "You keep the questions you have.")
            return redirect(found)
    now_asked = {q.id: q.label for q in pinned_definition(found).questions()}
    will_ask = {q.id: q.label for q in published_definition(newer).questions()}
    context = {
        "page_title": "There are newer questions",
        "page_lead": "You can move on to them or keep the ones you have. You lose nothing either way.",
        "back_url": found.get_absolute_url(),
        "back_label": "Back to your document",
        "new": [label for q, label in will_ask.items() if q not in now_asked],
        "reworded": [label for q, label in will_ask.items() if q in now_asked and now_asked[q] != label],
        "gone": [label for q, label in now_asked.items() if q not in will_ask],
    }
    return render(request, "planning/documents/newer.html", context)


@require_safe
@open_to(Audience.SIGNED_IN)
def earlier(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The owner's answers to questions that are not asked any more, to read and to copy."""
    at = timezone.now()
    found = find_document(request, uuid, at)
    check_is_owner(reader(request), found, at)
    store = DocumentAnswerStore(found, reader(request), at)
    left = _earlier_ids(store)
    questions = earlier_questions(found, left)
    removed = {str(q) for q in found.own_questions.exclude(removed_at=None).values_list("question_id", flat=True)}
    context = {
        "page_title": "Answers to earlier questions",
        "page_lead": "These questions are not asked any more. Your answers are kept, and only you see them.",
        "back_url": found.get_absolute_url(),
        "back_label": "Back to your document",
        "document": found,
        "parts": [
            {"shown": earlier_part(store, questions[q], store.answers()[q]), "can_put_back": q in removed}
            for q in left
            if q in questions
        ],
    }
    return render(request, "planning/documents/earlier.html", context)


@require_POST
@open_to(Audience.SIGNED_IN)
def words_beside(request: HttpRequest, uuid: UUID, pk: int) -> HttpResponse:
    """The owner's decision about words that somebody wrote where an answer is kept from them."""
    at = timezone.now()
    found = find_document(request, uuid, at)
    check_is_owner(reader(request), found, at)
    waiting = AnswerBeside.objects.filter(document=found).waiting().select_related("document__owner")
    beside = get_object_or_404(waiting, pk=pk)
    choice = request.POST.get("choice")
    if choice == "use":
        if services.use_words_beside(beside=beside, by=reader(request), at=at):
            messages.success(request, "These words are your answer now. The words before are kept.")
    elif choice == "no":
        if services.decline_words_beside(beside=beside, by=reader(request), at=at):
            messages.success(request, "Your answer stays as it is.")
    else:
        raise Http404
    return redirect("document_check", uuid)


def _read_only(request: HttpRequest, found: Document, can: Abilities, store: DocumentAnswerStore) -> HttpResponse:
    context = {
        "back_url": "" if can.as_worker else reverse("documents"),
        "back_label": "Documents",
        "document": found,
        "can": can,
        "steps": read_through(request, store),
        "document_panels": document_panels(request, found),
        **_actions(request, found, can),
    }
    return render(request, "planning/documents/read.html", context)


def _actions(request: HttpRequest, found: Document, can: Abilities) -> dict[str, object]:
    actions = document_actions(request, found, rests=can.rests)
    return {"ready_actions": [a for a in actions if a.ready], "more_actions": [a for a in actions if not a.ready]}


def _go_on(found: Document, store: DocumentAnswerStore) -> str:
    """The step where the owner left off, or the first."""
    steps = store.definition.steps
    # On a blank page there is nothing to go on with before somebody has written or shown something.
    blank = store.definition.begins_blank and not any(step.own for step in steps)
    if not steps or (blank and not any(a.value is not None for a in store.answers().values())):
        return ""
    step = store.definition.step(found.last_step) or steps[0]
    return f"{found.get_absolute_url()}step/{step.slug}/"


def _for_owner(found: Document, store: DocumentAnswerStore) -> dict[str, object]:
    return {
        "newer": newer_version(found),
        "has_earlier": bool(_earlier_ids(store)),
        "readers": [r for r in readers_of(found, at=store.at).all if not r.waiting],
        "beside": AnswerBeside.objects.filter(document=found).waiting().exists(),
    }


def _earlier_ids(store: DocumentAnswerStore) -> list[str]:
    asked = {question.id for question in store.definition.questions()}
    return [q for q, answer in store.answers().items() if answer.value is not None and q not in asked]
