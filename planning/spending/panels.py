"""Questions about spending on other pages: beside the money, at home, and on the page of a worker's person."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from wagtail import hooks

from planning.spending.enums import Said, Stage, State
from planning.spending.models import SpendingAnswer, SpendingConflict, SpendingGuidance, SpendingQuestion
from planning.spending.queries import for_managers_like
from portal.accounts.enums import Role
from portal.accounts.models import User
from portal.relationships.queries import acts_for, people_of
from portal.shell.panels import Panel

MOST_SHOWN = 3


@hooks.register("register_budget_panel")
def what_it_may_be_spent_on(request: HttpRequest, person: User) -> list[Panel]:
    """The way to ask, and the last answers that count."""
    user, at = request.user, timezone.now()
    if not isinstance(user, User):
        return []
    visible = SpendingQuestion.objects.visible_to(user, at=at).of(person)
    counting = SpendingAnswer.objects.counting().filter(question__in=visible).for_pages().order_by("-given_at", "-pk")
    mine = user.pk == person.pk
    context = {
        "answers": list(counting[:MOST_SHOWN]),
        "mine": mine,
        "person": person,
        "url": reverse("spending_ask") if mine else reverse("spending_ask_of", args=[person.uuid]),
    }
    return [Panel("planning/spending/budget_panel.html", order=30, context=context)]


@hooks.register("register_home_panel")
def at_home(request: HttpRequest) -> list[Panel]:
    """For a worker what waits for an answer, longest first; for a manager what waits for a decision; for a person
    whether an answer may help others."""
    user, at = request.user, timezone.now()
    if not isinstance(user, User):
        return []
    context = _for_home(user, at)
    return [Panel("planning/spending/home_panel.html", order=16, context=context)] if any(context.values()) else []


def _for_home(user: User, at: datetime) -> dict[str, Any]:
    if user.role == Role.SOCIAL_WORKER:
        theirs = SpendingQuestion.objects.filter(person__in=people_of(user, at=at))
        return {"questions": _waiting_longest(theirs, at)}
    if user.role == Role.TEAM_MANAGER:
        conflicts = SpendingConflict.objects.visible_to(user, at=at).for_pages()
        guidance = SpendingGuidance.objects.visible_to(user, at=at)
        late = SpendingQuestion.objects.unanswered().filter(told_managers_at__isnull=False)
        late = late.filter(for_managers_like(user, at=at)).select_related("person").order_by("answer_by", "pk")
        return {
            "conflicts": list(conflicts),
            "to_check": list(guidance.order_by("written_at")),
            "late": list(late),
        }
    if user.is_person:
        asked = SpendingGuidance.objects.filter(answer__question__person=user, stage=Stage.CHECKED)
        return {"to_agree": list(asked)}
    return {}


def _waiting_longest(questions: Any, at: datetime) -> list[tuple[SpendingQuestion, bool]]:
    """Each with whether it is late."""
    waiting: Iterable[SpendingQuestion] = questions.unanswered().for_pages().order_by("asked_at", "pk")
    return [(question, at > question.answer_by) for question in waiting]


@hooks.register("register_person_panel")
def on_their_page(request: HttpRequest, person: User) -> list[Panel]:
    """For the person's worker: what is to be talked about, and all that was answered, by whomever. What waits stands
    at the top of that page, with everything else that waits."""
    user, at = request.user, timezone.now()
    if not isinstance(user, User) or not user.is_social_worker or not acts_for(user, person, at=at):
        return []
    questions = SpendingQuestion.objects.of(person)
    answers = SpendingAnswer.objects.filter(question__person=person).exclude(state=State.NOT_GIVEN).for_pages()
    rows = list(answers.order_by("-answered_at", "-pk"))
    talking = questions.open().filter(answers__said=Said.TALK, answers__state=State.GIVEN).distinct()
    context = {
        "talking": list(talking.order_by("asked_at")),
        "decided": [row for row in rows if row.said != Said.TALK],
    }
    if not any(context.values()):
        return []
    return [Panel("planning/spending/person_panel.html", order=105, context=context)]
