"""My money: the first figure, what my plans add up to, and what the assessment found."""

from dataclasses import replace

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from content.questions.kinds.choices import OUTCOMES
from planning.assessments.enums import Eligibility
from planning.assessments.models import Assessment, IndicativeBudget
from planning.budgets.planned import own_plans
from portal.access.declarations import open_to
from portal.access.enums import Audience
from portal.access.requests import SignedInRequest
from portal.notifications.services import mark_read
from portal.relationships.queries import named_social_worker


@require_safe
@open_to(Audience.PERSON)
def budget(request: SignedInRequest) -> HttpResponse:
    """Everything about one's own money that is known so far."""
    user, at = request.user, timezone.now()
    mark_read(user=user, path=request.path, at=at)
    indicative = IndicativeBudget.objects.filter(person=user).newest().select_related("set_by").first()
    weekly = indicative.weekly if indicative else None
    plans = [replace(plan, indicative=weekly) for plan in own_plans(user) if plan.planned.lines]
    assessment = Assessment.objects.filter(person=user).newest().select_related("recorded_by").first()
    found = assessment.eligibility if assessment else {}
    context = {
        "page_title": "My money",
        "indicative": indicative,
        "worker": named_social_worker(user, at=at),
        "plans": plans,
        "only_plan": plans[0] if len(plans) == 1 else None,
        "assessment": assessment,
        "findings": [
            (words, Eligibility(found[letter]).label) for letter, words in OUTCOMES.items() if letter in found
        ],
    }
    return render(request, "planning/budgets/budget.html", context)
