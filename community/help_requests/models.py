"""Requests for help, what happened to them, whom an organisation proposed, and the help that came of it."""

import uuid
from datetime import datetime, timedelta

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting

from community.help_requests.enums import Action, HowEnded, Settled, State
from community.help_requests.queries import HelpingQuerySet, HelpRequestQuerySet, OfferQuerySet
from community.organisations.models import Organisation
from content.questions.models import QuestionSetVersion
from planning.documents.models import Document
from portal.relationships.models import Match

# A yes holds for a year at most.
LONGEST_WEEKS = 52


class HelpRequest(models.Model):
    """A person asks for help: what with, how, and which documents may be seen by who helps.

    `organisation` is the one that is asked now; it reads the request only in the states that life.py names, and the one
    before reads nothing more. `answers` and `marks` are those of the wizard, by question and by step id.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="help_requests")
    question_set_version = models.ForeignKey(QuestionSetVersion, on_delete=models.PROTECT, related_name="+")
    answers = models.JSONField(default=dict, blank=True)
    marks = models.JSONField(default=dict, blank=True)
    last_step = models.CharField(max_length=120, blank=True)
    state = models.CharField(max_length=12, choices=State, default=State.DRAFT)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="help_requests"
    )
    begun_at = models.DateTimeField()
    # When it came into the state in which it is.
    state_since = models.DateTimeField()

    objects = HelpRequestQuerySet.as_manager()

    # By the clock, where it was fetched `as_of` a moment.
    stands: str
    helped_until: datetime | None
    looked_after: bool

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state=State.DRAFT) | Q(state=State.TAKEN_BACK) | Q(organisation__isnull=False),
                name="a_request_that_is_sent_names_to_whom",
            )
        ]

    def __str__(self) -> str:
        return f"help request {self.uuid}"

    def get_absolute_url(self) -> str:
        """Where the person reads how it stands."""
        return reverse("help_request", args=[self.uuid])


class SharedWithHelp(models.Model):
    """A document that whoever helps may see, and the questions that are left out: a wish until a match makes it so."""

    request = models.ForeignKey(HelpRequest, on_delete=models.CASCADE, related_name="documents")
    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="+")
    left_out = ArrayField(models.UUIDField(), default=list, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["request", "document"], name="once_a_request_and_document")]

    def __str__(self) -> str:
        return f"document {self.document_id} for help request {self.request_id}"


class Turn(models.Model):
    """One thing that happened to a request. Nothing changes it; the person reads them, and figures count them.

    by: nobody where the clock did it. words: what was said with it.
    """

    request = models.ForeignKey(HelpRequest, on_delete=models.PROTECT, related_name="turns")
    action = models.CharField(max_length=16, choices=Action)
    before = models.CharField(max_length=12, choices=State)
    after = models.CharField(max_length=12, choices=State)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    words = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta:
        # Written under the lock of the request, so in this order, whatever moment each window began with.
        ordering = ["request", "pk"]
        triggers = [pgtrigger.Protect(name="turn_stays_as_taken", operation=pgtrigger.Update | pgtrigger.Delete)]
        indexes = [models.Index(fields=["organisation", "action", "at"], name="turns_of_an_organisation")]

    def __str__(self) -> str:
        return f"turn {self.pk}"


class Offer(models.Model):
    """Somebody whom an organisation proposes: the person reads a short profile and says yes or no.

    about: who they are, as the person read it.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    request = models.ForeignKey(HelpRequest, on_delete=models.PROTECT, related_name="offers")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="offers")
    helper = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="offers")
    about = models.TextField(blank=True)
    proposed_at = models.DateTimeField()
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    settled = models.CharField(max_length=10, choices=Settled, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)

    objects = OfferQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(settled="", settled_at=None) | (~Q(settled="") & Q(settled_at__isnull=False)),
                name="an_offer_is_settled_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(settled_at=None) | Q(settled_at__gte=F("proposed_at")), name="an_offer_settled_after_made"
            ),
            models.UniqueConstraint(fields=["request"], condition=Q(settled=""), name="one_open_offer_a_request"),
        ]

    def __str__(self) -> str:
        return f"offer {self.uuid}"


class Helping(models.Model):
    """What a match came from, and how it ended. The match itself says from when to when.

    A match that is replaced or ended early has its `ends_at` moved to that moment, and nothing else.
    """

    match = models.OneToOneField(Match, on_delete=models.PROTECT, related_name="helping")
    request = models.ForeignKey(HelpRequest, on_delete=models.PROTECT, related_name="helpings")
    offer = models.OneToOneField(Offer, on_delete=models.PROTECT, related_name="helping")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="helpings")
    # When both were told that it ends in a week; again where the last day was moved since.
    week_before_told_at = models.DateTimeField(null=True, blank=True)
    how_ended = models.CharField(max_length=12, choices=HowEnded, blank=True)

    objects = HelpingQuerySet.as_manager()

    def __str__(self) -> str:
        return f"helping {self.pk}"


@register_setting(icon="date")
class HelpRules(BaseGenericSetting):
    """How long help lasts where the person says nothing else. A local rule."""

    usual_weeks = models.PositiveSmallIntegerField(
        "help ends by itself after so many weeks",
        default=12,
        db_default=12,
        validators=[MinValueValidator(1), MaxValueValidator(LONGEST_WEEKS)],
        help_text="The last day that is offered with a yes. The person can choose another. What goes on already stays.",
    )

    panels = [FieldPanel("usual_weeks")]

    class Meta:
        verbose_name = "how long help lasts"
        verbose_name_plural = "how long help lasts"

    def __str__(self) -> str:
        return "How long help lasts"

    @property
    def usually(self) -> timedelta:
        """The same as a time."""
        return timedelta(weeks=self.usual_weeks)
