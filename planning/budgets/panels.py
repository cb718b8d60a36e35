"""The budget beside the plan: at the top of a document, beside its costs, at home, in the navigation."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from wagtail import hooks

from planning.assessments.models import IndicativeBudget
from planning.budgets.destinations import Carried, Destination, Entries
from planning.budgets.planned import cost_questions, own_plans, planned_for
from planning.budgets.queries import final_budget_of
from planning.budgets.services import add_costs, cost_step
from planning.documents.looking import look_at
from planning.documents.models import Document
from planning.documents.places import Action
from planning.documents.services import create_document
from planning.documents.store import DocumentAnswerStore
from portal.access.decisions import Denied
from portal.accounts.models import User
from portal.authority.models import Authority
from portal.crisis.policies import check_planning_goes_on
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
    """The first figure the moment it is there, the final one once it is agreed, and what the newest plan adds up to."""
    user = request.user
    if not isinstance(user, User) or not user.is_person:
        return []
    indicative = IndicativeBudget.objects.filter(person=user).newest().first()
    if indicative is None and named_social_worker(user, at=timezone.now()) is None:
        # Who only helps somebody else has no budget to wait for.
        return []
    plans = [plan for plan in own_plans(user) if plan.planned.counted]
    context = {"indicative": indicative, "final": final_budget_of(user), "plan": plans[0] if plans else None}
    return [Panel("planning/budgets/home_panel.html", order=15, context=context)]


@hooks.register("register_navigation")
def money_entry(request: HttpRequest) -> list[Entry]:
    """Where one's money is."""
    if not request.user.is_authenticated or not request.user.is_person:
        return []
    return [Entry("My money", reverse("budget"), 30)]


@hooks.register("register_document_action")
def work_it_out(request: HttpRequest, document: Document) -> list[Action]:
    """The way to the calculator, for those who write costs here."""
    if not isinstance(request.user, User) or not cost_questions(document):
        return []
    if not look_at(request, document).can.edit:
        return []
    hint = "Pay, holidays, insurance and the rest, for one PA or more."
    return [Action("Work out what a PA costs", reverse("pa_cost"), 60, hint)]


@hooks.register("register_cost_destination")
def own_documents(request: HttpRequest, at: datetime) -> list[Destination]:
    """Each of one's own documents that asks for costs; and a new plan, where there is none yet."""
    user = request.user
    if not isinstance(user, User) or not user.is_person:
        return []
    documents = Document.objects.for_pages().owned_by(user).order_by("-created_at", "-pk")
    asking = [document for document in documents if cost_questions(document)]
    return [_into(document, user, at, order) for order, document in enumerate(asking)] or [_into_a_new_plan(user, at)]


def _into(document: Document, user: User, at: datetime, order: int) -> Destination:
    def add(entries: Entries, key: UUID) -> Carried:
        check_planning_goes_on(user, user, at)
        store = DocumentAnswerStore(document, user, at)
        place = cost_step(store)
        if place is None:
            raise Denied(f"“{document.title}” does not ask for costs now, because of what it says elsewhere.")
        anew = add_costs(store=store, question_id=place.question, entries=entries)
        url = reverse("document_step", args=[document.uuid, place.step])
        return Carried(f"{url}#q-{place.question}-group", anew)

    return Destination(str(document.uuid), document.title, order, add)


def _into_a_new_plan(user: User, at: datetime) -> Destination:
    def add(entries: Entries, key: UUID) -> Carried:
        check_planning_goes_on(user, user, at)
        document = create_document(kind="support_plan", by=user, at=at, kept_from=key)
        return _into(document, user, at, 0).add(entries, key)

    return Destination("new", "A new support plan", 0, add, "Only you can see it, until you share it.")


def _beside_the_plan(request: HttpRequest, document: Document, costs: Sequence[str]) -> dict[str, Any]:
    """What the panels of a document show; nothing for documents without costs, and for readers without the tick."""
    if not costs or not isinstance(request.user, User):
        return {}
    look = look_at(request, document)
    if not look.can.see_budget:
        return {}
    mine = document.owner_id == request.user.pk
    # The tick on this document is what counts; the figure itself is the owner's.
    indicative = IndicativeBudget.objects.filter(person=document.owner_id).newest().first()
    planned = planned_for(look.store)
    left = indicative.weekly - planned.weekly if indicative else None
    return {
        "indicative": indicative,
        "planned": planned,
        "left": left,
        "over": -left if left is not None and left < 0 else None,
        "mine": mine,
        "name": document.owner.known_as,
        "whose_plan": "My plan" if mine else f"{document.owner.known_as}’s plan",
        "set_url": reverse("indicative_budget", args=[document.owner.uuid]) if look.can.as_worker else "",
    }


@hooks.register("register_authority_panel")
def money_in_their_place(request: HttpRequest, authority: Authority) -> list[Panel]:
    """What an authority about money opens: the first budget figure."""
    user, at = request.user, timezone.now()
    if not isinstance(user, User) or not authority.money:
        return []
    visible = IndicativeBudget.objects.visible_to(user, at=at).filter(person=authority.person)
    context = {"indicative": visible.newest().select_related("set_by").first(), "person": authority.person}
    return [Panel("planning/budgets/acting_money.html", order=20, context=context)]
