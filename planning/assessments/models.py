"""What the council found, and the first figure that follows from it."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from planning.assessments.queries import AssessmentQuerySet, IndicativeBudgetQuerySet


class Assessment(models.Model):
    """One assessment of a person's needs (Care Act 2014, section 9).

    `eligibility` says for each of the ten outcomes (letters a to j, SI 2015/313) what was found:
    {"a": "eligible" | "not_eligible" | "not_assessed"}.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="assessments")
    assessed_on = models.DateField()
    needs = models.TextField(blank=True)
    eligibility = models.JSONField(default=dict)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    objects = AssessmentQuerySet.as_manager()

    class Meta:
        ordering = ["-assessed_on", "-recorded_at"]

    def __str__(self) -> str:
        return f"assessment {self.pk}"


class IndicativeBudget(models.Model):
    """The first figure, in pounds a week. The newest row counts; earlier ones stay as they were.

    how: how it was arrived at, in words for the person; "" where nobody said.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="indicative_budgets")
    weekly = models.DecimalField(max_digits=9, decimal_places=2)
    how = models.TextField(blank=True, default="", db_default="")
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField()

    objects = IndicativeBudgetQuerySet.as_manager()

    class Meta:
        ordering = ["-set_at", "-pk"]
        constraints = [models.CheckConstraint(condition=Q(weekly__gte=0), name="indicative_budget_not_negative")]

    def __str__(self) -> str:
        return f"indicative budget {self.pk}"
