"""Recording an assessment, and setting the first figure. Earlier rows stay as they were."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.urls import reverse

from content.questions.kinds.choices import OUTCOMES
from planning.assessments.enums import Eligibility
from planning.assessments.models import Assessment, IndicativeBudget
from planning.assessments.policies import check_can_assess
from portal.access.decisions import Denied
from portal.accounts.models import User
from portal.audit.services import record
from portal.authority.queries import acting_in_place_of
from portal.notifications.enums import Kind
from portal.notifications.services import notify


@transaction.atomic
def record_assessment(
    *, person: User, assessed_on: date, needs: str, eligibility: Mapping[str, str], by: User, at: datetime
) -> Assessment:
    """Keep what an assessment found; for the same day, it takes the place of what was recorded before.

    eligibility: by outcome letter; outcomes that nobody looked at may be missing. Sent twice it counts once.
    Raises Denied for anybody but the person's worker, and for a finding that does not exist.
    """
    person.hold()
    check_can_assess(by, person, at)
    if not set(eligibility) <= set(OUTCOMES) or not set(eligibility.values()) <= set(Eligibility.values):
        raise Denied("That is not one of the ten outcomes, or not one of the findings.")
    found = {"assessed_on": assessed_on, "needs": needs, "eligibility": dict(eligibility)}
    latest: Assessment | None = Assessment.objects.filter(person=person).newest().first()
    if latest and all(getattr(latest, name) == value for name, value in found.items()):
        return latest
    assessment = Assessment.objects.create(person=person, **found, recorded_by=by, recorded_at=at)
    again = latest is not None and latest.assessed_on == assessed_on
    record("assessment changed" if again else "assessment recorded", by=by, person=person, about=assessment, at=at)
    return assessment


@transaction.atomic
def set_indicative_budget(*, person: User, weekly: Decimal, by: User, at: datetime, how: str = "") -> IndicativeBudget:
    """Say what money there could be, in pounds a week. The person is told at once, and who acts in their place.

    how: how it was arrived at, in words that they read. The same figure with the same words changes nothing. Raises
    Denied for anybody but the person's worker, and for less than nothing.
    """
    person.hold()
    check_can_assess(by, person, at)
    if weekly < 0:
        raise Denied("A budget cannot be less than nothing.")
    latest: IndicativeBudget | None = IndicativeBudget.objects.filter(person=person).newest().first()
    if latest and (latest.weekly, latest.how) == (weekly, how):
        return latest
    budget = IndicativeBudget.objects.create(person=person, weekly=weekly, how=how, set_by=by, set_at=at)
    record("indicative budget set", by=by, person=person, about=budget, at=at)
    notify(user=person, kind=Kind.INDICATIVE_BUDGET, path=reverse("budget"), at=at)
    for holder in acting_in_place_of(person, at=at, money=True):
        notify(user=holder, kind=Kind.MONEY_NEWS, path=reverse("budget_of", args=[person.uuid]), at=at)
    return budget
