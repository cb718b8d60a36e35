"""What was sent to be agreed, its steps, what was decided, and how that was challenged."""

import uuid

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from content.questions.kinds.choices import OUTCOMES
from planning.assessments.models import IndicativeBudget
from planning.documents.models import Version
from planning.limits.models import SignOffLimit
from planning.signing_off.enums import Action, Answer, Difference, Outcome, Refusal, State, Step
from planning.signing_off.queries import ChallengeQuerySet, FinalBudgetQuerySet, SignOffQuerySet


class SignOff(models.Model):
    """Where one version that was sent is, and what it costs: as it was sent, whatever the draft says since.

    It goes with its version, which goes with its document, 30 days after its owner deleted that, unless it was agreed.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    version = models.OneToOneField(Version, on_delete=models.CASCADE, related_name="sign_off")
    state = models.CharField(max_length=12, choices=State, default=State.WITH_WORKER)
    # Since when it is in this state.
    since = models.DateTimeField()
    weekly = models.DecimalField(max_digits=11, decimal_places=2)
    once = models.DecimalField(max_digits=11, decimal_places=2)
    # What is held against a limit: the week, and a 52nd of what is paid once.
    counts = models.DecimalField(max_digits=11, decimal_places=2)
    # How many costs have no clear amount, and are in none of the sums.
    unclear = models.PositiveSmallIntegerField(default=0)
    # From then on managers read it.
    came_to_manager_at = models.DateTimeField(null=True, blank=True)
    # Challenged, and the team has no manager who did not decide it: managers of other teams read it, too.
    open_to_others = models.BooleanField(default=False)

    objects = SignOffQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["state", "since"], name="what_waits_longest")]
        constraints = [
            models.CheckConstraint(
                condition=Q(weekly__gte=0, once__gte=0, counts__gte=0), name="sent_cost_not_negative"
            )
        ]

    def __str__(self) -> str:
        return f"sign-off {self.uuid}"

    def hold(self) -> "SignOff":
        """The person first, then the row: one step at a time, and each sees what the one before did."""
        self.version.document.owner.hold()
        held: SignOff = SignOff.objects.for_pages().select_for_update(of=("self",), no_key=True).get(pk=self.pk)
        return held

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("decision", args=[self.uuid])


class SignOffTurn(models.Model):
    """One step: who did what, and with which words. Nothing changes it."""

    sign_off = models.ForeignKey(SignOff, on_delete=models.CASCADE, related_name="turns")
    action = models.CharField(max_length=12, choices=Action)
    before = models.CharField(max_length=12, choices=State)
    after = models.CharField(max_length=12, choices=State)
    words = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    # The form: sent twice, it counts once.
    made_from = models.UUIDField(null=True, blank=True, unique=True, editable=False)

    class Meta:
        ordering = ["at", "pk"]
        triggers = [pgtrigger.Protect(name="turn_stays", operation=pgtrigger.Update)]

    def __str__(self) -> str:
        return f"{self.action} of sign-off {self.sign_off_id}"


class SentLine(models.Model):
    """One line of the budget as it was sent to be agreed, also where a later version has it no more. It never changes.

    What is paid with one's own money is none. weekly, once: in pounds, None while the amount is unclear. outcome: the
    letter of the one that it helps with most; "" where nobody said.
    """

    sign_off = models.ForeignKey(SignOff, on_delete=models.CASCADE, related_name="lines")
    position = models.PositiveSmallIntegerField()
    question_id = models.UUIDField()
    entry_id = models.UUIDField()
    weekly = models.DecimalField(max_digits=11, decimal_places=2, null=True, blank=True)
    once = models.DecimalField(max_digits=11, decimal_places=2, null=True, blank=True)
    outcome = models.CharField(max_length=1, choices=list(OUTCOMES.items()), blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["sign_off", "position"], name="one_place_a_sent_line")]
        triggers = [pgtrigger.Protect(name="sent_line_stays", operation=pgtrigger.Update)]

    def __str__(self) -> str:
        return f"line {self.position} of sign-off {self.sign_off_id}"


class Decision(models.Model):
    """What was decided about a version: once, and once more for each challenge that says so. Nothing changes it.

    limit: within which one worker agreed alone. panel_on: the day of the panel whose decision a manager recorded.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    sign_off = models.ForeignKey(SignOff, on_delete=models.CASCADE, related_name="decisions")
    # The challenge after which it was decided again.
    after = models.OneToOneField(
        "Challenge", on_delete=models.CASCADE, null=True, blank=True, related_name="decided_again"
    )
    outcome = models.CharField(max_length=8, choices=Outcome)
    reason = models.CharField(max_length=20, choices=Refusal, blank=True)
    words = models.TextField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()
    limit = models.ForeignKey(SignOffLimit, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    panel_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["decided_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["sign_off"], condition=Q(after=None), name="one_decision_a_version"),
            models.CheckConstraint(
                condition=Q(outcome=Outcome.AGREED, reason="") | (Q(outcome=Outcome.REFUSED) & ~Q(reason="")),
                name="a_no_has_a_coded_reason",
            ),
            models.CheckConstraint(condition=~Q(words=""), name="a_decision_says_why"),
            models.CheckConstraint(
                condition=Q(limit=None) | Q(outcome=Outcome.AGREED, panel_on=None, after=None),
                name="alone_only_a_first_yes",
            ),
        ]
        triggers = [pgtrigger.Protect(name="decision_stands", operation=pgtrigger.Update)]

    def __str__(self) -> str:
        return f"decision {self.uuid}"

    @property
    def is_yes(self) -> bool:
        """Whether it was agreed."""
        return self.outcome == Outcome.AGREED


class Challenge(models.Model):
    """That somebody asks to have a decision looked at again: their words, its own clock, and the answer in writing."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    decision = models.OneToOneField(Decision, on_delete=models.CASCADE, related_name="challenge")
    words = models.TextField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    # The day by which it is answered.
    answer_by = models.DateField()
    outcome = models.CharField(max_length=8, choices=Answer, blank=True)
    answer = models.TextField(blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    # When somebody was told that no answer came by that day.
    told_late_at = models.DateTimeField(null=True, blank=True)

    objects = ChallengeQuerySet.as_manager()

    class Meta:
        ordering = ["made_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_at=None, answered_by=None, outcome="", answer="")
                | (Q(answered_at__isnull=False, answered_by__isnull=False) & ~Q(outcome="") & ~Q(answer="")),
                name="a_challenge_is_answered_in_writing",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="answered_once",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__answered_at__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"challenge {self.uuid}"


_ADDS_UP = """
    IF EXISTS (
        SELECT 1 FROM planning_finalbudget final
        LEFT JOIN LATERAL (
            SELECT coalesce(sum(weekly) FILTER (WHERE step = 'to_planned'), 0) AS planned,
                   coalesce(sum(weekly) FILTER (WHERE step = 'to_final'), 0) AS weekly,
                   coalesce(sum(once), 0) AS once
            FROM planning_budgetdifference WHERE final_id = final.id
        ) itemised ON true
        WHERE final.id = {row} AND (
            itemised.planned <> coalesce(final.planned_weekly - final.indicative_weekly, 0)
            OR itemised.weekly <> final.weekly - final.planned_weekly
            OR itemised.once <> final.once - final.planned_once
        )
    ) THEN
        RAISE EXCEPTION 'the differences of a final budget add up to the penny';
    END IF;
    RETURN NULL;
"""


class FinalBudget(models.Model):
    """What was agreed, in pounds a week and paid once, and how it came about: nothing changes or removes it.

    ratio: the greater of the first and the final figure ÷ the smaller; None where one is zero, or there is no first
    figure. difference: final − first, signed, where there is a first figure.
    """

    decision = models.OneToOneField(Decision, on_delete=models.PROTECT, related_name="final")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="final_budgets")
    indicative = models.ForeignKey(IndicativeBudget, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    indicative_weekly = models.DecimalField(max_digits=9, decimal_places=2, null=True, blank=True)
    planned_weekly = models.DecimalField(max_digits=11, decimal_places=2)
    planned_once = models.DecimalField(max_digits=11, decimal_places=2)
    weekly = models.DecimalField(max_digits=11, decimal_places=2)
    once = models.DecimalField(max_digits=11, decimal_places=2)
    # A year of 52 weeks.
    yearly = models.DecimalField(max_digits=13, decimal_places=2)
    ratio = models.DecimalField(max_digits=14, decimal_places=4, null=True, blank=True)
    difference = models.DecimalField(max_digits=11, decimal_places=2, null=True, blank=True)

    objects = FinalBudgetQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(weekly__gte=0, once__gte=0), name="final_budget_not_negative"),
            models.CheckConstraint(condition=Q(yearly=F("weekly") * 52), name="a_year_is_52_weeks"),
            models.CheckConstraint(
                condition=Q(indicative=None, indicative_weekly=None, difference=None)
                | Q(indicative__isnull=False, difference=F("weekly") - F("indicative_weekly")),
                name="final_differs_by_the_difference",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="final_stands", operation=pgtrigger.Update | pgtrigger.Delete),
            pgtrigger.Trigger(
                name="final_adds_up",
                operation=pgtrigger.Insert,
                when=pgtrigger.After,
                timing=pgtrigger.Deferred,
                func=_ADDS_UP.format(row="NEW.id"),
            ),
        ]

    def __str__(self) -> str:
        return f"final budget {self.pk}"


class FinalLine(models.Model):
    """One line of the plan as it was agreed."""

    final = models.ForeignKey(FinalBudget, on_delete=models.PROTECT, related_name="lines")
    position = models.PositiveSmallIntegerField()
    question_id = models.UUIDField()
    entry_id = models.UUIDField(null=True, blank=True)
    what_for = models.TextField()
    how = models.CharField(max_length=120, blank=True)
    weekly = models.DecimalField(max_digits=11, decimal_places=2, null=True, blank=True)
    once = models.DecimalField(max_digits=11, decimal_places=2, null=True, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["final", "position"], name="one_place_a_line")]
        triggers = [pgtrigger.Protect(name="line_stands", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"line {self.position} of final budget {self.final_id}"


class BudgetDifference(models.Model):
    """One part of the difference between two figures, signed, with its reason. Together they add up to the penny."""

    final = models.ForeignKey(FinalBudget, on_delete=models.PROTECT, related_name="differences")
    position = models.PositiveSmallIntegerField()
    step = models.CharField(max_length=10, choices=Step)
    reason = models.CharField(max_length=20, choices=Difference)
    words = models.TextField()
    weekly = models.DecimalField(max_digits=11, decimal_places=2, default=0, db_default=0)
    once = models.DecimalField(max_digits=11, decimal_places=2, default=0, db_default=0)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["final", "position"], name="one_place_a_difference"),
            models.CheckConstraint(condition=~Q(words=""), name="a_difference_says_why"),
            models.CheckConstraint(
                condition=Q(step=Step.TO_FINAL) | Q(once=0), name="the_first_figure_is_a_week_alone"
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="difference_stands", operation=pgtrigger.Update | pgtrigger.Delete),
            pgtrigger.Trigger(
                name="differences_add_up",
                operation=pgtrigger.Insert,
                when=pgtrigger.After,
                timing=pgtrigger.Deferred,
                func=_ADDS_UP.format(row="NEW.final_id"),
            ),
        ]

    def __str__(self) -> str:
        return f"difference {self.position} of final budget {self.final_id}"
