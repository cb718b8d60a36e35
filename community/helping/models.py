"""What is written down about help while it lasts, and when it is over. None of it is ever changed."""

import uuid

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from community.help_requests.models import Helping
from community.helping.enums import HowItWas
from community.helping.queries import MeetingQuerySet
from portal.relationships.models import Match

LONGEST_LINE = 300
LONGEST_WORDS = 2_000
# A meeting that lasts longer than a day is several.
MOST_MINUTES = 24 * 60


class Meeting(models.Model):
    """One time that the two met, as one of them wrote it down. Both read it; what is wrong gets a line below."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    match = models.ForeignKey(Match, on_delete=models.PROTECT, related_name="meetings")
    on = models.DateField()
    minutes = models.PositiveSmallIntegerField()
    line = models.CharField(max_length=LONGEST_LINE)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    objects = MeetingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(minutes__range=(1, MOST_MINUTES)), name="a_meeting_takes_some_minutes")
        ]
        triggers = [pgtrigger.Protect(name="meeting_stays_as_written", operation=pgtrigger.Update | pgtrigger.Delete)]
        indexes = [models.Index(fields=["match", "on"], name="meetings_of_a_match")]

    def __str__(self) -> str:
        return f"meeting {self.uuid}"


class MeetingLine(models.Model):
    """What one of the two has to say to how a meeting was written down."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="lines")
    line = models.CharField(max_length=LONGEST_LINE)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        ordering = ["meeting", "written_at", "pk"]
        triggers = [
            pgtrigger.Protect(name="meeting_line_stays_as_written", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"line of meeting {self.meeting_id}"


class PartingWord(models.Model):
    """What a helper who stopped wanted their coordinator to know. The person does not read it."""

    helping = models.OneToOneField(Helping, on_delete=models.PROTECT, related_name="parting_word")
    words = models.TextField()
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        triggers = [pgtrigger.Protect(name="parting_stays_as_said", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"parting word {self.pk}"


class LookBack(models.Model):
    """Three short questions when help is over. Whoever answers says whether the organisation may read it, without a
    name; they can say otherwise later, and change their answers."""

    helping = models.ForeignKey(Helping, on_delete=models.PROTECT, related_name="look_backs")
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    how_it_was = models.CharField(max_length=8, choices=HowItWas, blank=True)
    what_helped = models.TextField(blank=True)
    to_say = models.TextField(blank=True)
    for_organisation = models.BooleanField(default=False)
    written_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["helping", "written_by"], name="one_look_back_each"),
        ]

    def __str__(self) -> str:
        return f"look back {self.pk}"
