"""A social worker records an assessment, and sets the first figure."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from content.wizards import held
from content.wizards.keeping import keeps_words
from planning.assessments import services
from planning.assessments.forms import AssessmentForm, BudgetForm
from planning.assessments.models import Assessment, IndicativeBudget
from portal.access.declarations import open_to
from portal.access.enums import Audience
from portal.access.requests import SignedInRequest
from portal.accounts.models import User
from portal.audit.services import record
from portal.components.money import format_money
from portal.relationships.queries import people_of


@keeps_words
@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.SOCIAL_WORKER)
def assessment(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """What the assessment found. What was recorded last stands in the boxes; it is kept as it was, too."""
    at = timezone.now()
    person = _find_person(request, uuid, at)
    latest = Assessment.objects.filter(person=person).newest().select_related("recorded_by").first()
    form = AssessmentForm(
        held.typed(request, at), initial=AssessmentForm.initial_of(latest), today=timezone.localdate(at)
    )
    if request.method == "POST" and form.is_valid():
        services.record_assessment(person=person, by=request.user, at=at, **form.cleaned_data)
        held.give_back(request.user, path=request.path)
        messages.success(request, f"The assessment is recorded. {person.known_as} can read it.")
        return redirect(_page_of(person))
    if request.method != "POST":
        record("assessment opened", by=request.user, person=person, about=latest, at=at)
    context = _around(request, person, form, latest)
    return render(request, "planning/assessments/assessment.html", context)


@keeps_words
@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.SOCIAL_WORKER)
def indicative_budget(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """One figure, one button: the person sees it the moment it is saved."""
    at = timezone.now()
    person = _find_person(request, uuid, at)
    latest = IndicativeBudget.objects.filter(person=person).newest().select_related("set_by").first()
    form = BudgetForm(held.typed(request, at), initial={"how": latest.how} if latest else None)
    if request.method == "POST" and form.is_valid():
        budget = services.set_indicative_budget(person=person, by=request.user, at=at, **form.cleaned_data)
        held.give_back(request.user, path=request.path)
        messages.success(request, f"{person.known_as} can see it now: {format_money(budget.weekly)} a week.")
        return redirect(_page_of(person))
    if request.method != "POST":
        record("budget opened", by=request.user, person=person, about=latest, at=at)
    context = _around(request, person, form, latest)
    return render(request, "planning/assessments/indicative_budget.html", context)


def _around(request: SignedInRequest, person: User, form: BaseForm, latest: object) -> dict[str, Any]:
    """What both pages need. latest: what was recorded before, if anything."""
    way = {"back_url": _page_of(person), "back_label": "Back"}
    return {"person": person, "form": form, "latest": latest, **way, **held.around(request, form)}


def _find_person(request: SignedInRequest, uuid: UUID, at: datetime) -> User:
    """One of this worker's people of this moment; else 404."""
    found: User = get_object_or_404(people_of(request.user, at=at), uuid=uuid)
    return found


def _page_of(person: User) -> str:
    return reverse("caseload_person", args=[person.uuid])
