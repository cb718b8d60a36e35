"""Answers that people wait for."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from community.messaging.models import Message, Thread
from community.replies.queries import AwaitedReplyQuerySet

OPEN = Q(answered_at=None, set_aside_at=None)


class AwaitedReply(models.Model):
    """An answer that the named social worker, or who stands in, owes in a thread: one open one a thread.

    `message` is the first of the person's side that nobody has answered; what they write after it waits with it.
    `by_when` may move while it is to come, because somebody goes away or hands over: `first_said` stays. Lateness is
    never taken back. `manager_at` is when twice the allowed time is over.
    """

    thread = models.ForeignKey(Thread, on_delete=models.PROTECT, related_name="awaited_replies")
    message = models.OneToOneField(Message, on_delete=models.PROTECT, related_name="awaited_reply")
    asked_at = models.DateTimeField()
    first_said = models.DateTimeField()
    by_when = models.DateTimeField()
    manager_at = models.DateTimeField()
    told_cover = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    told_cover_at = models.DateTimeField(null=True, blank=True)
    # The first of the team's managers; empty where the team has none, and the person is given the council's line.
    told_manager = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    told_manager_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    # A worker said that it needs no answer: a thank-you, say. The person can say that it does.
    set_aside_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    set_aside_at = models.DateTimeField(null=True, blank=True)

    objects = AwaitedReplyQuerySet.as_manager()

    class Meta:
        ordering = ["asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["thread"], condition=OPEN, name="one_awaited_reply_a_thread"),
            models.CheckConstraint(
                condition=Q(told_cover=None, told_cover_at=None)
                | Q(told_cover__isnull=False, told_cover_at__isnull=False),
                name="a_stand_in_is_told_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(told_manager=None) | Q(told_manager_at__isnull=False), name="a_manager_is_told_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(set_aside_by=None, set_aside_at=None)
                | Q(set_aside_by__isnull=False, set_aside_at__isnull=False),
                name="set_aside_by_somebody_at_a_time",
            ),
            models.CheckConstraint(condition=Q(manager_at__gte=F("by_when")), name="the_manager_is_told_last"),
        ]
        indexes = [models.Index(fields=["by_when"], condition=OPEN, name="awaited_replies_by_when")]

    def __str__(self) -> str:
        return f"awaited reply {self.pk}"
