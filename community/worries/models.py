"""Worries, and a log of their own of what was done and who read them. Nothing in it is ever changed.

None of it is in the audit of the person: no page of theirs, no receipt, export or search reads these tables.
"""

import uuid

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting

from community.organisations.models import Organisation
from community.worries.enums import Step
from community.worries.queries import WorryQuerySet
from portal.relationships.models import Match

LONGEST_WORDS = 5_000
NOTHING_CHANGES = pgtrigger.Update | pgtrigger.Delete
USUAL_STEPS = """Do not wait. If you are not sure, send it all the same.

Listen, and do not press for more. Do not promise to keep it to yourself.

Write down what you saw or heard, when and where, in the words that were said. Leave out what you only guess.

Do not look into it yourself, and do not talk to whoever may have done harm."""


class Worry(models.Model):
    """What a helper is worried about: one of those whom they help, or helped, or somebody else in own words."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="worries")
    match = models.ForeignKey(Match, on_delete=models.PROTECT, null=True, blank=True, related_name="worries")
    about = models.CharField(max_length=200, blank=True)
    words = models.TextField()
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    objects = WorryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "worries"
        constraints = [
            models.CheckConstraint(condition=Q(match__isnull=False) | ~Q(about=""), name="a_worry_is_about_somebody")
        ]
        triggers = [pgtrigger.Protect(name="worry_stays_as_written", operation=NOTHING_CHANGES)]

    def __str__(self) -> str:
        return f"worry {self.uuid}"

    def get_absolute_url(self) -> str:
        """Where those who look after it read it."""
        return reverse("worry", args=[self.organisation.uuid, self.uuid])


class WorryEntry(models.Model):
    """One step that somebody took about a worry."""

    worry = models.ForeignKey(Worry, on_delete=models.PROTECT, related_name="entries")
    step = models.CharField(max_length=8, choices=Step)
    words = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["worry", "at", "pk"]
        verbose_name_plural = "worry entries"
        constraints = [
            models.UniqueConstraint(fields=["worry"], condition=Q(step=Step.CLOSED), name="a_worry_is_closed_once"),
            models.UniqueConstraint(fields=["worry", "by"], condition=Q(step=Step.SEEN), name="seen_once_by_each"),
        ]
        triggers = [pgtrigger.Protect(name="worry_entry_stays", operation=NOTHING_CHANGES)]

    def __str__(self) -> str:
        return f"entry {self.pk} of worry {self.worry_id}"


class WorryReading(models.Model):
    """That somebody opened a worry: for those who look after it, and for nobody else."""

    worry = models.ForeignKey(Worry, on_delete=models.PROTECT, related_name="readings")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["worry", "at", "pk"]
        triggers = [pgtrigger.Protect(name="worry_reading_stays", operation=NOTHING_CHANGES)]

    def __str__(self) -> str:
        return f"reading {self.pk} of worry {self.worry_id}"


class SafeguardingProcedure(models.Model):
    """What an organisation asks its helpers to do when they are worried. Editors keep it with its entry."""

    organisation = models.OneToOneField(
        Organisation, on_delete=models.CASCADE, related_name="safeguarding_procedure", verbose_name="whose it is"
    )
    steps = models.TextField(
        "what to do",
        max_length=LONGEST_WORDS,
        help_text="Short paragraphs. Emergency numbers stand above them by themselves.",
    )

    panels = [FieldPanel("organisation"), FieldPanel("steps")]

    class Meta:
        verbose_name = "safeguarding procedure"

    def __str__(self) -> str:
        return f"{self.organisation.name}: what to do" if self.organisation_id else "What to do"


@register_setting(icon="warning")
class WorryRules(BaseGenericSetting):
    """What to do when one is worried about somebody, where an organisation has no procedure of its own."""

    steps = models.TextField(
        "what to do when you are worried about somebody",
        default=USUAL_STEPS,
        max_length=LONGEST_WORDS,
        help_text="For helpers of organisations that have no procedure of their own here.",
    )

    panels = [FieldPanel("steps")]

    class Meta:
        verbose_name = "what to do about a worry"
        verbose_name_plural = "what to do about a worry"

    def __str__(self) -> str:
        return "What to do about a worry"
