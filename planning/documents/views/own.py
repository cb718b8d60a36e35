"""Headings and questions of one's own: adding, renaming, moving by buttons, taking out and putting back."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from planning.documents import services
from planning.documents.composition import own_slug
from planning.documents.forms import HeadingForm, NewHeadingForm, NewQuestionForm, QuestionForm
from planning.documents.models import Document, OwnHeading, OwnQuestion
from planning.documents.pausing import WhilePaused, while_paused
from planning.documents.policies import check_can_edit
from planning.documents.store import DocumentAnswerStore
from planning.documents.views.lookup import find_document, posted, reader
from portal.access.declarations import open_to
from portal.access.enums import Audience

TITLE = "Headings and questions of your own"


@while_paused(WhilePaused.STOPS)
@require_safe
@open_to(Audience.SIGNED_IN)
def own_parts(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """All headings in their order, and what can be done with those that the writers added."""
    document, store = _writable(request, uuid)
    context = {
        "page_title": TITLE,
        "page_lead": "Add what our questions leave out. You can change the order or take things out again.",
        "back_url": document.get_absolute_url(),
        "back_label": "Back to the document",
        "document": document,
        "steps": [(step, [q for q in step.questions if q.own]) for step in store.definition.steps],
        "removed_headings": document.own_headings.exclude(removed_at=None) if store.owner_reads else (),
    }
    return render(request, "planning/documents/own_parts.html", context)


@while_paused(WhilePaused.WRITES)
@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.SIGNED_IN)
def add_heading(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Add a heading, and go on to its first question."""
    document, store = _writable(request, uuid)
    form = NewHeadingForm(posted(request), definition=store.definition, initial=request.GET.dict())
    if request.method == "POST" and form.is_valid():
        heading = services.add_heading(
            document=document,
            title=form.cleaned_data["title"],
            after_step_id=form.cleaned_data["after"] or None,
            by=reader(request),
            at=store.at,
        )
        messages.success(request, "Added. Now write a question below your heading.")
        return redirect(f"{_own_url(document)}questions/new/?step={heading.step_id}")
    return _form(request, document, form, "Add a heading", "Add this heading")


@while_paused(WhilePaused.WRITES)
@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.SIGNED_IN)
def begin_heading(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Begin to write under a heading of one's own, in one step."""
    document, store = _writable(request, uuid)
    form = HeadingForm(posted(request))
    if request.method == "POST" and form.is_valid():
        question = services.begin_heading(
            document=document, title=form.cleaned_data["title"], by=reader(request), at=store.at
        )
        return redirect("document_step", uuid, own_slug(question.step_id))
    return _form(request, document, form, "Write under a heading of your own", "Write under this heading")


@while_paused(WhilePaused.WRITES)
@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.SIGNED_IN)
def rename_heading(request: HttpRequest, uuid: UUID, step_id: UUID) -> HttpResponse:
    """Change the words of an own heading."""
    document, store = _writable(request, uuid)
    heading = _heading(store, step_id)
    form = HeadingForm(posted(request), initial={"title": heading.title})
    if request.method == "POST" and form.is_valid():
        services.rename_heading(heading=heading, title=form.cleaned_data["title"], by=reader(request), at=store.at)
        messages.success(request, "Saved.")
        return redirect(_own_url(document))
    return _form(request, document, form, "Change this heading", "Save")


@require_POST
@open_to(Audience.SIGNED_IN)
def move_heading(request: HttpRequest, uuid: UUID, step_id: UUID) -> HttpResponse:
    """One place up or down."""
    document, store = _writable(request, uuid)
    heading = _heading(store, step_id)
    up = request.POST.get("to") == "up"
    services.move_heading(heading=heading, up=up, by=reader(request), at=store.at)
    return redirect(f"{_own_url(document)}#heading-{step_id}")


@while_paused(WhilePaused.STOPS)
@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.SIGNED_IN)
def remove_heading(request: HttpRequest, uuid: UUID, step_id: UUID) -> HttpResponse:
    """Ask once, then put the heading aside with its questions and their answers."""
    document, store = _writable(request, uuid)
    heading = _heading(store, step_id)
    if request.method == "POST":
        services.remove_heading(heading=heading, by=reader(request), at=store.at)
        messages.success(request, "Taken out. You can put it back.")
        return redirect(_own_url(document))
    return _confirm(request, document, heading.title, is_heading=True)


@require_POST
@open_to(Audience.SIGNED_IN)
def restore_heading(request: HttpRequest, uuid: UUID, step_id: UUID) -> HttpResponse:
    """Put it back as it was. The owner alone sees what was taken out."""
    document, store = _writable(request, uuid)
    if not store.owner_reads:
        raise Http404
    heading = get_object_or_404(document.own_headings.exclude(removed_at=None), step_id=step_id)
    services.restore_heading(heading=heading, by=reader(request), at=store.at)
    messages.success(request, "Put back.")
    return redirect(_own_url(document))


@while_paused(WhilePaused.WRITES)
@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.SIGNED_IN)
def add_question(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Add a question below any heading, and go to its page to answer it."""
    document, store = _writable(request, uuid)
    form = NewQuestionForm(posted(request), definition=store.definition, initial=request.GET.dict())
    if request.method == "POST" and form.is_valid():
        question = services.add_question(
            document=document,
            step_id=form.cleaned_data["step"],
            label=form.cleaned_data["label"],
            by=reader(request),
            at=store.at,
        )
        messages.success(request, "Added. You can answer it here, or leave it for later.")
        step = DocumentAnswerStore(document, reader(request), store.at).definition.step_of(str(question.question_id))
        return redirect("document_step", uuid, step.slug) if step else redirect(_own_url(document))
    return _form(request, document, form, "Add a question", "Add this question")


@while_paused(WhilePaused.WRITES)
@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.SIGNED_IN)
def rename_question(request: HttpRequest, uuid: UUID, question_id: UUID) -> HttpResponse:
    """Change the words of an own question."""
    document, store = _writable(request, uuid)
    question = _question(store, question_id)
    form = QuestionForm(posted(request), initial={"label": question.label})
    if request.method == "POST" and form.is_valid():
        services.rename_question(question=question, label=form.cleaned_data["label"], by=reader(request), at=store.at)
        messages.success(request, "Saved.")
        return redirect(_own_url(document))
    return _form(request, document, form, "Change this question", "Save")


@require_POST
@open_to(Audience.SIGNED_IN)
def move_question(request: HttpRequest, uuid: UUID, question_id: UUID) -> HttpResponse:
    """One place up or down below its heading."""
    document, store = _writable(request, uuid)
    question = _question(store, question_id)
    up = request.POST.get("to") == "up"
    services.move_question(question=question, up=up, by=reader(request), at=store.at)
    return redirect(f"{_own_url(document)}#question-{question_id}")


@while_paused(WhilePaused.STOPS)
@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.SIGNED_IN)
def remove_question(request: HttpRequest, uuid: UUID, question_id: UUID) -> HttpResponse:
    """Ask once, then put the question aside with its answer."""
    document, store = _writable(request, uuid)
    question = _question(store, question_id)
    if request.method == "POST":
        services.remove_question(question=question, by=reader(request), at=store.at)
        messages.success(request, "Taken out. You can put it back.")
        return redirect(_own_url(document))
    return _confirm(request, document, question.label, is_heading=False)


@require_POST
@open_to(Audience.SIGNED_IN)
def restore_question(request: HttpRequest, uuid: UUID, question_id: UUID) -> HttpResponse:
    """Put it back with its answer. The owner alone sees what was taken out."""
    document, store = _writable(request, uuid)
    if not store.owner_reads:
        raise Http404
    question = get_object_or_404(document.own_questions.exclude(removed_at=None), question_id=question_id)
    services.restore_question(question=question, by=reader(request), at=store.at)
    messages.success(request, "Put back.")
    return redirect(document)


def _writable(request: HttpRequest, uuid: UUID) -> tuple[Document, DocumentAnswerStore]:
    at = timezone.now()
    document = find_document(request, uuid, at)
    check_can_edit(reader(request), document, at)
    return document, DocumentAnswerStore(document, reader(request), at)


def _heading(store: DocumentAnswerStore, step_id: UUID) -> OwnHeading:
    """An own heading that this writer sees; else 404."""
    if str(step_id) not in {step.id for step in store.definition.steps if step.own}:
        raise Http404
    heading: OwnHeading = get_object_or_404(store.document.own_headings.kept(), step_id=step_id)
    return heading


def _question(store: DocumentAnswerStore, question_id: UUID) -> OwnQuestion:
    """An own question that this writer sees; else 404."""
    if str(question_id) not in {question.id for question in store.definition.questions() if question.own}:
        raise Http404
    kept = store.document.own_questions.kept()
    question: OwnQuestion = get_object_or_404(kept, question_id=question_id)
    return question


def _own_url(document: Document) -> str:
    return f"{document.get_absolute_url()}own/"


def _form(request: HttpRequest, document: Document, form: object, title: str, button: str) -> HttpResponse:
    context = {
        "page_title": title,
        "back_url": _own_url(document),
        "back_label": TITLE,
        "form": form,
        "button": button,
    }
    return render(request, "planning/documents/own_form.html", context)


def _confirm(request: HttpRequest, document: Document, words: str, *, is_heading: bool) -> HttpResponse:
    context = {
        "page_title": "Take this out?",
        "back_url": _own_url(document),
        "back_label": TITLE,
        "words": words,
        "is_heading": is_heading,
    }
    return render(request, "planning/documents/own_confirm.html", context)
