"""Can I spend it on this? First what is known already, then a question to the social worker."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from content.pages.precedents import pages_about, precedents_about
from content.wizards import held
from content.wizards.keeping import keeps_words
from planning.money_sharing.lookup import find_whose_money
from planning.money_sharing.queries import people_whose_money
from planning.spending import services
from planning.spending.enums import State
from planning.spending.forms import AskForm
from planning.spending.lines import agreed_about, lines_to_ask_about
from planning.spending.models import SpendingAnswer, SpendingConflict, SpendingQuestion
from planning.spending.policies import check_can_ask
from planning.spending.queries import keywords
from planning.spending.services.telling import deciding
from planning.spending.views.finding import find_question, way_back
from portal.access.declarations import open_to
from portal.access.enums import Audience
from portal.access.requests import SignedInRequest
from portal.accounts.models import User
from portal.audit.services import record
from portal.notifications.services import mark_read
from portal.relationships.queries import acts_for, named_social_worker

MOST_FOUND = 5


@keeps_words
@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.PERSON)
def ask(request: SignedInRequest, uuid: UUID | None = None) -> HttpResponse:
    """What was answered before, in public and for this person; once that was looked at, the way to ask."""
    at, user = timezone.now(), request.user
    person = find_whose_money(request, uuid, at)
    mine = person.pk == user.pk
    if request.method == "POST":
        check_can_ask(user, person, at)
    may_ask = mine or people_whose_money(user, at=at, managing=True).filter(pk=person.pk).exists()
    lines = lines_to_ask_about(person, user, at=at) if may_ask else []
    form = AskForm(held.typed(request, at), lines=lines, mine=mine, name=person.known_as, initial={"key": uuid4()})
    looked = form.is_bound and form.is_valid()
    if request.method == "POST" and looked and request.POST.get("go") == "ask":
        chosen = form.cleaned_data
        made = services.ask(
            person=person, words=chosen["words"], line=form.chosen(), made_from=chosen["key"], by=user, at=at
        )
        held.give_back(user, path=request.path)
        messages.success(request, "Your question is on its way.")
        return redirect(made)
    if not mine:
        record("money opened", by=user, person=person, about=person, at=at)
    visible = SpendingQuestion.objects.visible_to(user, at=at).of(person)
    context = {
        "page_title": "Can I spend it on this?" if mine else f"What can {person.known_as} spend it on?",
        "page_lead": "See what others were told. Then ask your social worker, if you like."
        if mine
        else "See what others were told. Then ask the social worker, if you like.",
        "back_url": reverse("budget") if mine else reverse("budget_of", args=[person.uuid]),
        "back_label": "My money" if mine else f"{person.known_as}’s money",
        "person": person,
        "mine": mine,
        "may_ask": may_ask,
        "form": form,
        "worker": named_social_worker(person, at=at),
        "found": _found(form, person, user, visible) if looked else None,
        "questions": _with_answers(visible),
        **held.around(request, form),
    }
    return render(request, "planning/spending/ask.html", context)


def _found(form: AskForm, person: User, reader: User, visible: Any) -> dict[str, Any]:
    """What the agreed plan has about it, what was published, and what was answered to this person before."""
    words = form.cleaned_data["words"]
    searched = " ".join(keywords(words))
    alike = visible.alike(words)[:MOST_FOUND]
    return {
        "in_plan": agreed_about(person, reader, words, form.chosen()),
        "precedents": precedents_about(searched, most=MOST_FOUND),
        "pages": pages_about(searched, most=MOST_FOUND),
        "before": list(SpendingAnswer.objects.given().filter(question__in=[one.pk for one in alike]).for_pages()),
    }


def _with_answers(visible: Any) -> list[tuple[SpendingQuestion, SpendingAnswer | None, bool]]:
    """Every question with the answer that counts, else the last thing that was said to it, and whether an answer waits
    for a manager; the newest first, in two queries."""
    questions = list(visible.for_pages())
    said = SpendingAnswer.objects.exclude(state=State.NOT_GIVEN).filter(question__in=questions)
    rows = list(said.select_related("answered_by").order_by("given_at", "pk"))
    last = {answer.question_id: answer for answer in rows if answer.state == State.GIVEN}
    last |= {answer.question_id: answer for answer in rows if answer.counts}
    waiting = {answer.question_id for answer in rows if answer.state == State.WAITING}
    return [(question, last.get(question.pk), question.pk in waiting) for question in questions]


@require_safe
@open_to(Audience.SIGNED_IN)
def question(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """One question and everything that was said to it, with who, when and why."""
    at, user = timezone.now(), request.user
    found = find_question(request, uuid, at)
    mine = found.person_id == user.pk
    mark_read(user=user, path=request.path, at=at)
    if not mine:
        record("spending opened", by=user, person=found.person, about=found, at=at)
    answers = list(
        found.answers.exclude(state=State.WAITING).for_pages().select_related("conflict__settled_by", "guidance")
    )
    acts = not user.is_person and acts_for(user, found.person, at=at)
    context = {
        "page_title": "Can I spend it on this?" if mine else "A question about spending",
        **way_back(user, found.person),
        "question": found,
        "mine": mine,
        "own_words": found.asked_by_id == found.person_id,
        "answers": [answer for answer in answers if answer.state == State.GIVEN],
        "never_given": [
            {"answer": answer, "earlier": _earlier(answer.conflict, user, at)}
            for answer in answers
            if answer.state == State.NOT_GIVEN
        ],
        "waiting": _waiting(found, user, acts, at),
        "acts": acts,
        "worker": named_social_worker(found.person, at=at),
        "late": at > found.answer_by,
    }
    return render(request, "planning/spending/question.html", context)


def _waiting(found: SpendingQuestion, user: User, acts: bool, at: datetime) -> dict[str, Any] | None:
    """What waits for a manager, and who decides; its words are for the workers alone until then."""
    waiting = found.answers.filter(state=State.WAITING).for_pages().select_related("conflict__team").first()
    if waiting is None:
        return None
    managers = deciding(found, waiting.answered_by, at=at)
    return {
        "answer": waiting,
        "conflict": waiting.conflict,
        "earlier": _earlier(waiting.conflict, user, at),
        "managers": [manager.known_as for manager in managers],
        "words": acts,
        "mine": waiting.answered_by_id == user.pk,
    }


def _earlier(conflict: SpendingConflict, user: User, at: datetime) -> list[SpendingAnswer]:
    """The earlier answers that a later one does not fit: those to questions that this reader may see."""
    readable = SpendingQuestion.objects.visible_to(user, at=at).values("pk")
    return list(conflict.earlier.filter(question__in=readable).for_pages())
