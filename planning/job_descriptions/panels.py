"""Beside the week of duties: what it costs. Beside words that look like an address: a friendly hint."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from wagtail import hooks

from content.rules.queries import employer_rates
from content.rules.rates import in_words, tax_year_of
from content.wizards.progress import asked_now
from planning.documents.composition import pinned_definition
from planning.documents.looking import look_at
from planning.documents.models import Document
from planning.documents.places import Action
from planning.documents.store import DocumentAnswerStore
from planning.job_descriptions import questions as q
from planning.job_descriptions.addresses import looks_like_home
from planning.job_descriptions.costs import JobCost, duty_questions, job_cost, pay_questions
from portal.accounts.models import User
from portal.shell.panels import Panel


@hooks.register("register_answer_panels")
def what_the_week_costs(
    request: HttpRequest, document: Document, question_ids: Sequence[str], writing: bool
) -> dict[str, list[Panel]]:
    """Beside each week of duties, and where its pay is asked: what that costs as an employer.

    For the owner, and those who may see the budget; made of what they may see alone.
    """
    at = timezone.now()
    weeks = duty_questions(pinned_definition(document))
    if not weeks or not isinstance(request.user, User) or not look_at(request, document).can.see_budget:
        return {}
    here = set(question_ids)
    beside = {week.id: [each for each in (week.id, *pay_questions(week)[:1]) if each in here] for week in weeks}
    if not any(beside.values()):
        return {}
    store = look_at(request, document).store
    costs = costs_of(store, at)
    # While somebody writes, it stands beside both; where it is read, once.
    return {
        question: [Panel("planning/job_descriptions/beside_week.html", 10, _context(store, job), within_form=True)]
        for week, job in costs.items()
        for question in beside.get(week, ())[: None if writing else 1]
    }


@hooks.register("register_answer_panels")
def an_address_stays_at_home(
    request: HttpRequest, document: Document, question_ids: Sequence[str], writing: bool
) -> dict[str, list[Panel]]:
    """For its owner, below the area and the way to apply: that the advert leaves a home address out."""
    user = request.user
    asked_here = {q.AREA, q.APPLY} & set(question_ids)
    if not asked_here or not isinstance(user, User) or document.owner_id != user.pk:
        return {}
    answers = look_at(request, document).store.answers()
    panel = Panel("planning/job_descriptions/address_hint.html", 5, within_form=True)
    return {
        question: [panel]
        for question in asked_here
        if question in answers and looks_like_home(str(answers[question].value or ""))
    }


@hooks.register("register_document_action")
def the_papers(request: HttpRequest, document: Document) -> list[Action]:
    """The way to the three papers."""
    if pinned_definition(document).kind != q.KIND:
        return []
    hint = "Job description, person specification and advert, to read, print or keep."
    return [Action("The three papers", reverse("job_papers", args=[document.uuid]), 10, hint, ready=True)]


def costs_of(store: DocumentAnswerStore, at: datetime) -> dict[str, JobCost]:
    """What each week of duties of a document costs, by its question, from what this reader may see."""
    values = {key: answer.value for key, answer in store.answers().items()}
    today = timezone.localdate(at)
    asked = {question.id for question in asked_now(store).questions()}
    seen = {key: value for key, value in values.items() if key in asked}
    rates, year = employer_rates(today), in_words(tax_year_of(today))
    return {week.id: job_cost(week, seen, rates, year) for week in duty_questions(store.definition)}


def _context(store: DocumentAnswerStore, job: JobCost) -> dict[str, Any]:
    return {"job": job, "cost": job.cost, "mine": store.owner_reads}
