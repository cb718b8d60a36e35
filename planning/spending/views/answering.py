"""The worker's answer, with the earlier ones beside it; and ending an answer."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from content.wizards import held
from content.wizards.keeping import keeps_words
from planning.spending import services
from planning.spending.earlier import Earlier, earlier_answers
from planning.spending.enums import State
from planning.spending.forms import AnswerForm, EndForm
from planning.spending.models import SpendingAnswer, SpendingQuestion
from planning.spending.policies import check_can_answer, check_can_end
from planning.spending.services.telling import deciding
from planning.spending.views.finding import find_answer, find_question
from portal.access.decisions import Denied
from portal.access.declarations import open_to
from portal.access.enums import Audience
from portal.access.requests import SignedInRequest
from portal.audit.services import record

FLAG = "flag"


@keeps_words
@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.SOCIAL_WORKER)
def answer(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """What was answered before about the same thing, and the worker's own answer; where the two do not fit, that is
    said before anything is sent."""
    at, by = timezone.now(), request.user
    question = find_question(request, uuid, at)
    count = question.answers.count()
    form = AnswerForm(held.typed(request, at), initial={"key": uuid4(), "seen": count})
    not_fitting: list[SpendingAnswer] = []
    if request.method == "POST" and form.is_valid():
        try:
            given = _answer(request, question, form, at)
        except services.DoesNotFitError as does_not:
            not_fitting = does_not.answers
        except Denied as denied:
            form.add_error(None, denied.reason)
        else:
            held.give_back(by, path=request.path)
            messages.success(request, _done(given, question))
            return redirect(question)
    elif request.method != "POST":
        check_can_answer(by, question, at)
        record("spending opened", by=by, person=question.person, about=question, at=at)
    earlier = earlier_answers(question)
    context = {
        "page_title": "Answer a question about spending",
        "back_url": question.get_absolute_url(),
        "back_label": "The question",
        "question": question,
        "form": form,
        "seen": count,
        "earlier": earlier,
        "alike": _rows(earlier, form),
        "not_fitting": not_fitting,
        "managers": [one.known_as for one in deciding(question, by, at=at)],
        "answers": question.answers.exclude(state=State.NOT_GIVEN).for_pages(),
        **held.around(request, form),
    }
    return render(request, "planning/spending/answer.html", context, status=409 if not_fitting else 200)


def _answer(request: SignedInRequest, question: SpendingQuestion, form: AnswerForm, at: datetime) -> SpendingAnswer:
    typed = form.cleaned_data
    return services.answer_question(
        question=question,
        said=typed["said"],
        words=typed["words"],
        seen=typed["seen"],
        ticked=form.named("about"),
        shown=form.named("shown"),
        flagged=form.named("flagged") if request.POST.get("go") == FLAG else (),
        made_from=typed["key"],
        by=request.user,
        at=at,
    )


def _done(given: SpendingAnswer, question: SpendingQuestion) -> str:
    if given.state == State.WAITING:
        return f"It is not sent. A manager decides first. {question.person.known_as} knows that."
    return f"Your answer is with {question.person.known_as} now."


def _rows(earlier: Earlier, form: AnswerForm) -> dict[str, list[tuple[SpendingAnswer, bool]]]:
    """What was found by words like these, ticked to begin with; and all others, to be ticked."""
    ticked, shown = form.named("about"), form.named("shown")
    return {
        "found": [(one, one.uuid in ticked or one.uuid not in shown) for one in earlier.alike],
        "others": [(one, one.uuid in ticked) for one in earlier.others],
    }


@keeps_words
@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.SOCIAL_WORKER)
def end(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Say that an answer counts no longer, from now on, and why."""
    at, by = timezone.now(), request.user
    found = find_answer(request, uuid, at)
    if request.method != "POST" or found.answered_by_id != by.pk:
        check_can_end(by, found, at)
    form = EndForm(held.typed(request, at))
    if request.method == "POST" and form.is_valid():
        try:
            services.end_answer(answer=found, why=form.cleaned_data["why"], by=by, at=at)
        except Denied as denied:
            form.add_error(None, denied.reason)
        else:
            held.give_back(by, path=request.path)
            messages.success(request, "From now on it counts no longer. What was spent under it stays right.")
            return redirect(found.question)
    context: dict[str, Any] = {
        "page_title": "End this answer from now on",
        "back_url": found.question.get_absolute_url(),
        "back_label": "The question",
        "answer": found,
        "form": form,
        **held.around(request, form),
    }
    return render(request, "planning/spending/end.html", context)
