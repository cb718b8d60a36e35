"""What the person ticked about their money for somebody in their circle."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from planning.money_sharing.queries import MoneyShareQuerySet
from portal.relationships.models import CircleMembership


class MoneyShare(models.Model):
    """That somebody in the circle sees, or manages, the person's money: a nominee, where they manage it.

    It is about money alone: neither a plan's words nor a thread is opened by it. It holds only while the circle
    membership does. A change of it is a new row, so that it can be said who managed the money when.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    membership = models.ForeignKey(CircleMembership, on_delete=models.PROTECT, related_name="money_shares")
    can_manage = models.BooleanField(default=False, db_default=False)
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True, blank=True)

    objects = MoneyShareQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["membership"], condition=Q(ends_at=None), name="one_open_share_of_money_a_supporter"
            ),
            models.CheckConstraint(
                condition=Q(ends_at=None) | Q(ends_at__gt=F("starts_at")), name="money_share_ends_after_start"
            ),
        ]

    def __str__(self) -> str:
        return f"money share {self.uuid}"
