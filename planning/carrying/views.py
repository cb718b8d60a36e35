"""Turning one document into another, placing what has no place, and bringing later changes across."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from content.questions.conversion import ways
from content.questions.definitions import SetDefinition
from content.questions.models import QuestionMapping
from content.questions.queries import latest_version
from content.wizards.progress import Answered, asked_now
from planning.carrying import services
from planning.carrying.fitting import Fit, at_each_place, fits, given_answers, places_for, together
from planning.carrying.forms import CarryForm, PlaceForm
from planning.carrying.models import CarriedAnswer, Carrying
from planning.documents.composition import published_definition
from planning.documents.enums import Audience as Seen
from planning.documents.models import Document
from planning.documents.pausing import WhilePaused, while_paused
from planning.documents.policies import check_is_owner
from planning.documents.store import DocumentAnswerStore
from planning.documents.views.lookup import find_document, posted, reader
from planning.documents.views.reading import files_url
from portal.access.declarations import open_to
from portal.access.enums import Audience
from portal.access.requests import own_address

CHANGED = "It has changed again since you opened the page. Look at both once more."


@while_paused(WhilePaused.STOPS)
@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.SIGNED_IN)
def carry(request: HttpRequest, uuid: UUID, kind: str) -> HttpResponse:
    """What comes across and where to, and the button that does it."""
    at = timezone.now()
    source = find_document(request, uuid, at)
    check_is_owner(reader(request), source, at)
    mapping = _mapping(source, kind)
    version = latest_version(kind)
    if version is None:
        raise Http404
    made = Document.objects.owned_by(reader(request))
    into = list(made.filter(question_set_version__question_set=mapping.target_set).order_by("-created_at", "-pk"))
    target = published_definition(version)
    new = f"Into a new document: {target.title}"
    form = CarryForm(posted(request), new=new, documents=into, initial={"key": uuid4()})
    if request.method == "POST" and form.is_valid():
        done = services.carry_over(
            source=source,
            mapping=mapping,
            into=form.document(),
            key=form.cleaned_data["key"],
            by=reader(request),
            at=at,
        )
        return _after(request, source, done, at, offers_the_rest=mapping.places_the_rest)
    store = DocumentAnswerStore(source, reader(request), at)
    context = {
        **_what_comes_across(mapping, target, store),
        "page_title": mapping.button,
        "page_lead": mapping.intro,
        "back_url": source.get_absolute_url(),
        "back_label": "Back to your document",
        "document": source,
        "target": target,
        "form": form,
        "has_documents": bool(into),
        "before": Carrying.objects.filter(source=source, document__in=into).for_pages(),
    }
    return render(request, "planning/carrying/carry.html", context)


def _what_comes_across(mapping: QuestionMapping, target: SetDefinition, store: DocumentAnswerStore) -> dict[str, Any]:
    """The places of the other document with what will stand there, and what has none."""
    given = given_answers(store)
    found = fits(mapping.as_rows(), given, target, {})
    placed = {one.found.question.id for one in found}
    places = at_each_place(found)
    return {
        "steps": [
            {"title": step.title, "places": [_place(places[q.id], store) for q in step.questions if q.id in places]}
            for step in target.steps
            if any(q.id in places for q in step.questions)
        ],
        "unplaced": [a.question.label for a in given if a.question.id not in placed and mapping.places_the_rest],
    }


@while_paused(WhilePaused.STOPS)
@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.SIGNED_IN)
def carried(request: HttpRequest, uuid: UUID, pk: int) -> HttpResponse:
    """What came across, and the answers that have no place yet: each with its own choice."""
    at = timezone.now()
    document = find_document(request, uuid, at)
    check_is_owner(reader(request), document, at)
    carrying = get_object_or_404(document.carried_in.for_pages(), pk=pk)
    carrying.document = document
    source = carrying.source if carrying.both_are_here else None
    if request.POST.get("rest") == "leave":
        services.leave_the_rest(carrying=carrying, by=reader(request), at=at)
        messages.success(request, "They stay where they are. You can still place them later.")
        return redirect("document_carried", uuid, pk)
    store = DocumentAnswerStore(document, reader(request), at)
    before = DocumentAnswerStore(source, reader(request), at) if source else None
    links = list(carrying.answers.order_by("pk"))
    come = {str(link.source_question) for link in links}
    waiting = [found for found in given_answers(before) if found.question.id not in come] if before else []
    forms = {found.question.id: _place_form(request, found, store) for found in waiting}
    asked = forms.get(request.POST.get("question", ""))
    if asked is not None and asked.is_valid():
        question = asked.cleaned_data["question"]
        return _placed(request, carrying, question, asked.cleaned_data["place"], at)
    questions = {question.id: question for question in store.definition.questions()}
    left = {str(question) for question in carrying.left}
    parts = [_waiting(found, forms[found.question.id], before) for found in waiting]
    context = {
        "page_title": "What came from your other document",
        "page_lead": f"From “{carrying.source_title}” into “{document.title}”.",
        "back_url": document.get_absolute_url(),
        "back_label": "Back to your document",
        "document": document,
        "carrying": carrying,
        "links": [(link, questions[str(link.question_id)]) for link in links if str(link.question_id) in questions],
        "waiting": [part for part in parts if part["question"].id not in left],
        "left": [part for part in parts if part["question"].id in left],
        "form": asked,
    }
    return render(request, "planning/carrying/carried.html", context)


@require_POST
@open_to(Audience.SIGNED_IN)
def change(request: HttpRequest, uuid: UUID, pk: int) -> HttpResponse:
    """Bring one change across, or leave it: asked at the document that it would come into."""
    at = timezone.now()
    document = find_document(request, uuid, at)
    check_is_owner(reader(request), document, at)
    link = get_object_or_404(CarriedAnswer.objects.with_both_documents(), pk=pk)
    if document.pk not in {link.carrying.document_id, link.carrying.source_id}:
        raise Http404
    choice, seen = request.POST.get("choice"), _seen(request)
    if choice == "bring":
        brought = services.bring_across(link=link, into=document, seen=seen, by=reader(request), at=at)
        messages.info(request, "It is here now. The words before are kept." if brought else CHANGED)
    elif choice == "leave":
        stays = services.leave_change(link=link, into=document, seen=seen, by=reader(request), at=at)
        messages.info(request, "It stays as it is here." if stays else CHANGED)
    else:
        raise Http404
    return redirect(own_address(request.POST.get("next")) or document.get_absolute_url())


def _mapping(source: Document, kind: str) -> QuestionMapping:
    here = QuestionMapping.objects.published().from_set(source.question_set_version.question_set_id)
    mapping: QuestionMapping = get_object_or_404(here, target_set__kind=kind)
    return mapping


def _after(
    request: HttpRequest, source: Document, done: Carrying, at: datetime, *, offers_the_rest: bool
) -> HttpResponse:
    """On to the document; by way of what has no place yet, where there is any."""
    messages.success(request, "Done. Your first document stays as it is.")
    come = {str(question) for question in done.answers.values_list("source_question", flat=True)}
    given = given_answers(DocumentAnswerStore(source, reader(request), at))
    if offers_the_rest and any(found.question.id not in come for found in given):
        return redirect("document_carried", done.document.uuid, done.pk)
    return redirect(done.document)


def _place(found: list[Fit], store: DocumentAnswerStore) -> dict[str, Any]:
    """One place with what will stand there; what only its writer may see stays folded."""
    value = together(found)
    private = any(store.audiences().get(one.found.question.id, Seen.EVERYONE) != Seen.EVERYONE for one in found)
    return {
        "question": found[0].target,
        "value": value,
        "labels": [one.found.question.label for one in found],
        "folded": private,
        "files_url": files_url(store.document),
    }


def _place_form(request: HttpRequest, found: Answered, store: DocumentAnswerStore) -> PlaceForm:
    question = found.question.id
    sent = request.POST if request.POST.get("question") == question else None
    return PlaceForm(
        sent,
        places=places_for(found, asked_now(store)),
        may_have_heading=bool(ways(found.question.kind, "long_text")),
        initial={"question": question},
        auto_id=f"place-{question}-%s",
    )


def _waiting(found: Answered, form: PlaceForm, store: DocumentAnswerStore | None) -> dict[str, Any]:
    kept = store.audiences().get(found.question.id, Seen.EVERYONE) if store else Seen.EVERYONE
    return {
        "question": found.question,
        "value": found.answer.value,
        "folded": kept != Seen.EVERYONE,
        "files_url": files_url(store.document) if store else "",
        "form": form,
    }


def _placed(request: HttpRequest, carrying: Carrying, question: str, place: str, at: datetime) -> HttpResponse:
    link = services.place_answer(carrying=carrying, source_question=question, place=place, by=reader(request), at=at)
    if link is None:
        messages.success(request, "It stays where it is. You can still place it later.")
    elif link.brought:
        messages.success(request, "It is there now.")
    else:
        messages.info(request, "You had written there already. Your words stay, and these stand beside them.")
    return redirect("document_carried", carrying.document.uuid, carrying.pk)


def _seen(request: HttpRequest) -> tuple[int, int]:
    """The numbers of both answers that the page showed."""
    numbers = [request.POST.get(name, "") for name in ("source_number", "number")]
    first, second = (int(n) if n.isdecimal() and len(n) < 10 else -1 for n in numbers)
    return first, second
