"""Sign-off limits, as one manager set and a second one confirmed them."""

import uuid

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from planning.limits.queries import SignOffLimitQuerySet
from portal.accounts.models import Team


class SignOffLimit(models.Model):
    """Up to how many pounds a week a worker, or each worker of a team, agrees a plan alone, from a day on.

    What counts against it is the weekly cost of what was sent, and a 52nd of what is paid once. It counts only when a
    second manager has confirmed it, and until a later one does. `weekly` None: no limit of this worker or team from
    that day on; for a worker, that of the team counts then. A row never changes but to be confirmed, or taken back
    before; none goes away.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    team = models.ForeignKey(Team, on_delete=models.PROTECT, null=True, blank=True, related_name="sign_off_limits")
    worker = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="sign_off_limits"
    )
    weekly = models.DecimalField(max_digits=9, decimal_places=2, null=True, blank=True)
    starts_at = models.DateTimeField()
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    confirmed_at = models.DateTimeField(null=True, blank=True)
    # By who set it, or by a second manager who does not agree.
    taken_back_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    taken_back_at = models.DateTimeField(null=True, blank=True)
    # The form that set it: a second tap finds it again.
    made_from = models.UUIDField(null=True, blank=True, unique=True, editable=False)

    objects = SignOffLimitQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(weekly=None) | Q(weekly__gte=0), name="limit_not_negative"),
            models.CheckConstraint(
                condition=Q(team=None, worker__isnull=False) | Q(team__isnull=False, worker=None),
                name="limit_of_a_team_or_a_worker",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at=None, confirmed_by=None)
                | Q(confirmed_at__isnull=False, confirmed_by__isnull=False),
                name="limit_confirmed_at_and_by_together",
            ),
            models.CheckConstraint(
                condition=Q(taken_back_at=None, taken_back_by=None)
                | Q(taken_back_at__isnull=False, taken_back_by__isnull=False),
                name="limit_taken_back_at_and_by_together",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at=None) | Q(taken_back_at=None), name="limit_confirmed_or_taken_back"
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by=None) | ~Q(confirmed_by=F("set_by")), name="limit_confirmed_by_a_second"
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="limit_stands", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="limit_never_changes",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__confirmed_at__isnull=False) | pgtrigger.Q(old__taken_back_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"sign-off limit {self.uuid}"

    @property
    def none(self) -> str:
        """What a limit without a sum means: a worker without one of their own has that of their team."""
        return "none of their own, that of the team counts" if self.worker_id else "nothing alone"

    @property
    def whose(self) -> str:
        """ "Sunita Rao", "Team North"."""
        return self.worker.full_name if self.worker else str(self.team)
