"""What was shared, for everybody who may see it; one line of it, with what is asked and answered."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.db.models import Prefetch
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from content.wizards import held
from content.wizards.keeping import keeps_words
from planning.diary.models import Receipt
from planning.money_checks import services
from planning.money_checks.forms import AnswerForm, ClosingForm, QuestionForm
from planning.money_checks.models import MoneyCheck, MoneyCheckLine, MoneyCheckQuestion
from planning.money_checks.policies import check_can_look
from planning.money_checks.reading import as_known_to, by_plan_line
from portal.access.decisions import Denied
from portal.access.declarations import open_to
from portal.access.enums import Audience
from portal.access.requests import SignedInRequest
from portal.files.serving import handed_out

NOTHING_ASKED = "Nobody has asked anything about this yet, so there is nothing to answer."


def find_money_check(request: SignedInRequest, uuid: UUID, at: datetime) -> MoneyCheck:
    """What was shared at this address, if this reader may see it now; else 404."""
    found: MoneyCheck = get_object_or_404(MoneyCheck.objects.visible_to(request.user, at=at).for_pages(), uuid=uuid)
    return found


@keeps_words
@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.SIGNED_IN)
def money_check(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Every line by its part of the plan; for the social worker the way to close it."""
    at, user = timezone.now(), request.user
    found = find_money_check(request, uuid, at)
    looks = user.is_social_worker
    form = ClosingForm(held.typed(request, at)) if looks else None
    if request.method == "POST":
        check_can_look(user, found.person, at)
    if request.method == "POST" and form and form.is_valid():
        try:
            services.close_money_check(check=found, words=form.cleaned_data["words"], by=user, at=at)
        except Denied as denied:
            form.add_error(None, denied.reason)
        else:
            held.give_back(user, path=request.path)
            messages.success(request, f"Closed. {found.person.known_as} was told.")
            return redirect(found)
    if request.method != "POST":
        services.open_money_check(check=found, by=user, at=at, path=request.path)
    questions = Prefetch("questions", queryset=MoneyCheckQuestion.objects.select_related("asked_by", "answered_by"))
    lines = list(found.lines.prefetch_related(questions))
    context: dict[str, Any] = {
        "check": found,
        "parts": by_plan_line(found, lines, user, at=at),
        "form": form if form and (found.is_open or form.errors) else None,
        **_around(request, found),
        **(held.around(request, form) if form else {}),
    }
    return render(request, "planning/money_checks/money_check.html", context)


@keeps_words
@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.SIGNED_IN)
def line(request: SignedInRequest, uuid: UUID, number: int) -> HttpResponse:
    """One line: what was asked about it and answered; the box for who asks or answers next."""
    at, user = timezone.now(), request.user
    check = find_money_check(request, uuid, at)
    [found] = as_known_to(user, check, [get_object_or_404(check.lines.all(), number=number)])
    questions = list(found.questions.select_related("asked_by", "answered_by"))
    waiting = next((question for question in questions if question.answered_at is None), None)
    form: QuestionForm | AnswerForm | None = None
    if user.is_social_worker:
        form = QuestionForm(held.typed(request, at), initial={"key": uuid4()})
    elif waiting or request.method == "POST":
        form = AnswerForm(held.typed(request, at))
    if request.method == "POST" and form and form.is_valid() and _sent(request, found, form, at):
        return redirect(found)
    if request.method != "POST":
        services.open_money_check(check=check, by=user, at=at, path=request.path)
    shown = form if form and (check.is_open or form.errors) else None
    context: dict[str, Any] = {
        "check": check,
        "line": found,
        "questions": questions,
        "form": shown,
        **_around(request, check),
        "back_url": check.get_absolute_url(),
        "back_label": "The money check",
        **(held.around(request, form) if form else {}),
    }
    return render(request, "planning/money_checks/line.html", context)


@require_POST
@open_to(Audience.PERSON)
def take_back(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """From now on no social worker sees any of it."""
    at = timezone.now()
    found = find_money_check(request, uuid, at)
    services.take_back(check=found, by=request.user, at=at)
    messages.success(request, "Taken back. No social worker sees any of it now.")
    return redirect(found)


@require_safe
@open_to(Audience.SIGNED_IN)
def receipt(request: SignedInRequest, uuid: UUID, receipt_uuid: UUID) -> HttpResponseBase:
    """A receipt that was shared with its line, as long as it is in the diary."""
    at = timezone.now()
    check = find_money_check(request, uuid, at)
    if not check.lines.filter(receipts__contains=[receipt_uuid]).exists():
        raise Http404
    found: Receipt = get_object_or_404(
        Receipt.objects.kept().filter(entry__diary=check.diary_id, entry__deleted_at=None), uuid=receipt_uuid
    )
    services.open_shared_receipt(check=check, receipt=found, by=request.user, at=at)
    try:
        content = found.blob.open("rb")
    except FileNotFoundError as gone:
        raise Http404 from gone
    wanted = request.headers.get("Range", "")
    return handed_out(content, name=found.name, content_type=found.content_type, wanted=wanted)


def _sent(request: SignedInRequest, found: MoneyCheckLine, form: QuestionForm | AnswerForm, at: datetime) -> bool:
    words, by = form.cleaned_data["words"], request.user
    try:
        if isinstance(form, QuestionForm):
            services.ask_about_line(line=found, words=words, by=by, at=at, asked_from=form.cleaned_data["key"])
        else:
            question = _asked(request, found)
            services.answer_about_line(question=question, words=words, by=by, at=at)
    except Denied as denied:
        form.add_error("words", denied.reason)
        return False
    held.give_back(by, path=request.path)
    messages.success(request, "Sent.")
    return True


def _asked(request: SignedInRequest, found: MoneyCheckLine) -> MoneyCheckQuestion:
    """The question that the page showed."""
    try:
        shown = UUID(request.POST.get("question", ""))
    except ValueError as unknown:
        raise Denied(NOTHING_ASKED) from unknown
    question: MoneyCheckQuestion = get_object_or_404(found.questions.select_related("line"), uuid=shown)
    question.line = found
    return question


def _around(request: SignedInRequest, check: MoneyCheck) -> dict[str, Any]:
    mine, worker = check.person_id == request.user.pk, request.user.is_social_worker
    back = reverse("caseload_person" if worker else "budget_of", args=[check.person.uuid])
    return {
        "page_title": "A money check",
        "mine": mine,
        "worker": worker,
        "back_url": reverse("budget") if mine else back,
        "back_label": "My money" if mine else check.person.known_as,
    }
