"""The council's figures as they were made, once for each month."""

import pgtrigger
from django.db import models
from django.db.models import F, Q

from community.reports.queries import ReportQuerySet
from community.reports.tables import Shown


class Report(models.Model):
    """The figures of the twelve months until one day, the last of a month. They never change.

    tables: what may be shown, and nothing besides: no number of fewer than five people is ever kept. See decision 0030.
    """

    since = models.DateField()
    until = models.DateField(unique=True)
    made_at = models.DateTimeField()
    tables = models.JSONField()

    objects = ReportQuerySet.as_manager()

    class Meta:
        ordering = ["-until"]
        constraints = [models.CheckConstraint(condition=Q(until__gt=F("since")), name="report_ends_after_it_begins")]
        triggers = [pgtrigger.Protect(name="figures_stand", operation=pgtrigger.Update)]

    def __str__(self) -> str:
        return f"figures until {self.until}"

    @property
    def shown(self) -> list[Shown]:
        """The tables, in their order."""
        return [Shown.from_json(table) for table in self.tables]
