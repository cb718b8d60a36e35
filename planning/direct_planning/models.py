"""Plans that a social worker writes in their own voice, and what the person says to each part."""

import uuid

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from planning.direct_planning.enums import Said, State, Why
from planning.direct_planning.queries import DirectPartQuerySet, DirectPlanQuerySet, DirectShareQuerySet
from portal.relationships.models import CircleMembership


class DirectPlan(models.Model):
    """One plan. Its words are the worker's and never the person's; the person answers them."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="direct_plans")
    begun_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    begun_at = models.DateTimeField()
    why = models.CharField(max_length=10, choices=Why)
    # Why the person cannot plan themselves, in the worker's words.
    reason = models.TextField(blank=True)
    look_again_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT, db_default=State.DRAFT)
    shown_at = models.DateTimeField(null=True, blank=True)
    # The form that began it: a second tap finds it again.
    begun_from = models.UUIDField(null=True, blank=True, editable=False)

    objects = DirectPlanQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "begun_from"], name="one_direct_plan_a_form"),
            models.CheckConstraint(
                condition=Q(state=State.DRAFT, shown_at=None) | Q(state=State.SHOWN, shown_at__isnull=False),
                name="a_direct_plan_is_shown_at_a_moment",
            ),
            models.CheckConstraint(
                condition=Q(why=Why.CRISIS) | ~Q(reason=""), name="who_cannot_plan_alone_has_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"direct plan {self.uuid}"

    def get_absolute_url(self) -> str:
        """Where it is read and answered."""
        return reverse("direct_plan", args=[self.uuid])


class DirectPart(models.Model):
    """One part, as it stands: a heading and words, both the worker's. `number` grows with each change."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    plan = models.ForeignKey(DirectPlan, on_delete=models.CASCADE, related_name="parts")
    position = models.PositiveSmallIntegerField(default=0, db_default=0)
    heading = models.CharField(max_length=120)
    words = models.TextField(blank=True)
    number = models.PositiveIntegerField(default=1, db_default=1)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    # Taken out, and still there to be put back.
    taken_out_at = models.DateTimeField(null=True, blank=True)

    objects = DirectPartQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return f"part {self.pk} of direct plan {self.plan_id}"


class DirectPartBefore(models.Model):
    """What a part said before a change. Nothing updates it."""

    part = models.ForeignKey(DirectPart, on_delete=models.CASCADE, related_name="before")
    number = models.PositiveIntegerField()
    heading = models.CharField(max_length=120)
    words = models.TextField(blank=True)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["part", "number"], name="each_wording_of_a_part_once")]
        triggers = [pgtrigger.Protect(name="part_never_rewritten", operation=pgtrigger.Update)]

    def __str__(self) -> str:
        return f"part {self.part_id} as of {self.number}"


class DirectAnswer(models.Model):
    """What the person says to one wording of a part. A later answer stands beside it; nothing updates it.

    Typed by the person, it is in their own words. Typed by somebody else, it says who said it and how, and is
    never shown as the person's own words.
    """

    part = models.ForeignKey(DirectPart, on_delete=models.CASCADE, related_name="answers")
    # To which wording of the part.
    to_number = models.PositiveIntegerField()
    said = models.CharField(max_length=10, choices=Said)
    words = models.TextField(blank=True)
    typed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField()
    own = models.BooleanField()
    # Who said it, and how ("Claire", "on the phone"), where somebody else wrote it down.
    said_by = models.CharField(max_length=60, blank=True)
    how = models.CharField(max_length=120, blank=True)
    # The form that made it: a second tap finds it again.
    made_from = models.UUIDField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["part", "made_from"], name="one_direct_answer_a_form"),
            models.CheckConstraint(
                condition=Q(own=True, said_by="", how="") | (Q(own=False) & ~Q(said_by="") & ~Q(how="")),
                name="who_answers_for_somebody_is_named",
            ),
        ]
        triggers = [pgtrigger.Protect(name="answer_never_rewritten", operation=pgtrigger.Update)]

    def __str__(self) -> str:
        return f"answer {self.pk} to part {self.part_id}"


class DirectShare(models.Model):
    """That the person lets somebody of their circle read the plan; and, if ticked, write down what they say."""

    plan = models.ForeignKey(DirectPlan, on_delete=models.CASCADE, related_name="shares")
    membership = models.ForeignKey(CircleMembership, on_delete=models.PROTECT, related_name="direct_shares")
    may_answer = models.BooleanField(default=False, db_default=False)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True, blank=True)

    objects = DirectShareQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at=None) | Q(ends_at__gt=F("starts_at")), name="direct_share_ends_after_start"
            ),
            models.UniqueConstraint(
                fields=["plan", "membership"], condition=Q(ends_at=None), name="one_open_direct_share_a_supporter"
            ),
        ]

    def __str__(self) -> str:
        return f"share {self.pk} of direct plan {self.plan_id}"
