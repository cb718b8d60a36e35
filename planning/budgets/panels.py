"""The budget beside the plan: at the top of a document, beside its costs, at home, in the navigation."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from wagtail import hooks

from planning.assessments.models import IndicativeBudget
from planning.budgets.planned import cost_questions, own_plans, planned_for
from planning.documents.models import Document
from planning.documents.policies import abilities
from planning.documents.store import DocumentAnswerStore
from portal.accounts.models import User
from portal.relationships.queries import named_social_worker
from portal.shell.navigation import Entry
from portal.shell.panels import Panel


@hooks.register("register_document_panel")
def budget_bar(request: HttpRequest, document: Document) -> list[Panel]:
    """The indicative figure, and how much of it the plan uses: for its owner and those who may see the budget."""
    context = _beside_the_plan(request, document, cost_questions(document))
    return [Panel("planning/budgets/bar.html", order=10, context=context)] if context else []


@hooks.register("register_answer_panels")
def what_it_adds_up_to(
    request: HttpRequest, document: Document, question_ids: Sequence[str], writing: bool
) -> dict[str, list[Panel]]:
    """Beside each list of costs: what the costs come to in a week, against the indicative figure."""
    asked_here = set(question_ids)
    here = [question for question in cost_questions(document) if question in asked_here]
    context = _beside_the_plan(request, document, here)
    # For its owner there is always a word about it; others meet it once there is something to add up.
    if not context or not (context["mine"] or context["planned"].lines):
        return {}
    # Where there is more than one list, the sum is of all of them, and stands beside the first.
    panel = Panel("planning/budgets/beside_costs.html", order=10, context=context, within_form=True)
    return {here[0]: [panel]}


@hooks.register("register_home_panel")
def my_money(request: HttpRequest) -> list[Panel]:
    """The first figure the moment it is there, and what the newest plan adds up to."""
    user = request.user
    if not isinstance(user, User) or not user.is_person:
        return []
    indicative = IndicativeBudget.objects.filter(person=user).newest().first()
    if indicative is None and named_social_worker(user, at=timezone.now()) is None:
        # Who only helps somebody else has no budget to wait for.
        return []
    plans = [plan for plan in own_plans(user) if plan.planned.counted]
    context = {"indicative": indicative, "plan": plans[0] if plans else None}
    return [Panel("planning/budgets/home_panel.html", order=15, context=context)]


@hooks.register("register_navigation")
def money_entry(request: HttpRequest) -> list[Entry]:
    """Where one's money is."""
    if not request.user.is_authenticated or not request.user.is_person:
        return []
    return [Entry("My money", reverse("budget"), 30)]


def _beside_the_plan(request: HttpRequest, document: Document, costs: Sequence[str]) -> dict[str, Any]:
    """What the panels of a document show; nothing for documents without costs, and for readers without the tick."""
    user, at = request.user, timezone.now()
    if not costs or not isinstance(user, User):
        return {}
    can = abilities(user, document, at)
    if not can.see_budget:
        return {}
    mine = document.owner_id == user.pk
    # The tick on this document is what counts; the figure itself is the owner's.
    indicative = IndicativeBudget.objects.filter(person=document.owner_id).newest().first()
    planned = planned_for(DocumentAnswerStore(document, user, at))
    left = indicative.weekly - planned.weekly if indicative else None
    return {
        "indicative": indicative,
        "planned": planned,
        "left": left,
        "over": -left if left is not None and left < 0 else None,
        "mine": mine,
        "name": document.owner.known_as,
        "whose_plan": "My plan" if mine else f"{document.owner.known_as}’s plan",
        "set_url": reverse("indicative_budget", args=[document.owner.uuid]) if can.as_worker else "",
    }
