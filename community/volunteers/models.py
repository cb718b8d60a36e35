"""Volunteers and peer supporters of an organisation, their checks, and who is invited to become one."""

import uuid

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from wagtail.admin.panels import FieldPanel

from community.organisations.enums import Taxonomy
from community.organisations.models import Membership, Organisation, TaxonomyTerm
from community.volunteers.enums import Kind, Way
from community.volunteers.queries import CheckKindQuerySet, CheckQuerySet, InvitationQuerySet, VolunteerQuerySet

MOST_HOURS = 60
MOST_AT_ONCE = 20
LONGEST_WORDS = 1000


class CheckKind(models.Model):
    """A kind of check that volunteers have: a local rule, which editors change."""

    code = models.SlugField(
        "short name", max_length=40, unique=True, help_text="It is kept with each check, and is never changed."
    )
    name = models.CharField(max_length=80, help_text="As it reads in a sentence, for example: DBS check.")
    valid_months = models.PositiveSmallIntegerField(
        "runs out after",
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(240)],
        help_text="Months after it was done. Leave it empty if it does not run out.",
    )
    needed = models.BooleanField(
        "nobody helps anybody without it", default=True, db_default=True, help_text="It holds from the moment you save."
    )
    order = models.PositiveSmallIntegerField("place in the list", default=100, db_default=100)

    objects = CheckKindQuerySet.as_manager()
    panels = [FieldPanel(name) for name in ("name", "code", "valid_months", "needed", "order")]

    class Meta:
        ordering = ["order", "name"]
        verbose_name = "check of volunteers"
        verbose_name_plural = "checks of volunteers"

    def __str__(self) -> str:
        return self.name


class Volunteer(models.Model):
    """What somebody is to one organisation as its volunteer or peer supporter, and what people read about them.

    It holds as long as its membership. Whoever helps with two organisations has one of these with each.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    membership = models.OneToOneField(Membership, on_delete=models.PROTECT, related_name="volunteer")
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.VOLUNTEER)
    about = models.TextField("about you", max_length=LONGEST_WORDS, blank=True)
    skills = models.ManyToManyField(
        TaxonomyTerm, related_name="+", blank=True, limit_choices_to={"taxonomy": Taxonomy.HELP}
    )
    languages = models.ManyToManyField(
        TaxonomyTerm, related_name="+", blank=True, limit_choices_to={"taxonomy": Taxonomy.LANGUAGE}
    )
    ways = ArrayField(models.CharField(max_length=8, choices=Way), default=list, blank=True)
    hours_a_week = models.PositiveSmallIntegerField(null=True, blank=True)
    at_once = models.PositiveSmallIntegerField(default=1)
    free_when = models.CharField(max_length=200, blank=True)
    # Goes up with each change, so that whoever saves a page that is old by then is told.
    number = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = VolunteerQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(hours_a_week=None) | Q(hours_a_week__lte=MOST_HOURS), name="hours_that_a_week_has"
            ),
            models.CheckConstraint(condition=Q(at_once__lte=MOST_AT_ONCE), name="as_many_as_somebody_can_help"),
        ]

    def __str__(self) -> str:
        return f"volunteer {self.uuid}"

    def get_absolute_url(self) -> str:
        """Where a coordinator of the organisation reads it."""
        return reverse("volunteer", args=[self.membership.organisation.uuid, self.uuid])

    @property
    def name(self) -> str:
        """What they are called."""
        return str(self.membership.user.known_as)

    @property
    def ways_in_words(self) -> str:
        """How people meet them, in the order of the form: "At the person’s home, by phone"."""
        first, *others = [way.label for way in Way if way in self.ways] or [""]
        return ", ".join([first, *(way[0].lower() + way[1:] for way in others)])


class Check(models.Model):
    """A check that a coordinator noted: done on a day, and no longer valid from the day it runs out.

    One that was noted by mistake is taken out and stays in the table; a renewal is a new row.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    volunteer = models.ForeignKey(Volunteer, on_delete=models.PROTECT, related_name="checks")
    kind = models.ForeignKey(CheckKind, on_delete=models.PROTECT, related_name="checks")
    done_on = models.DateField()
    runs_out_on = models.DateField(null=True, blank=True)
    noted_at = models.DateTimeField()
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    taken_out_at = models.DateTimeField(null=True, blank=True)
    taken_out_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = CheckQuerySet.as_manager()

    class Meta:
        ordering = ["-done_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(runs_out_on=None) | Q(runs_out_on__gt=F("done_on")), name="check_runs_out_after_it_is_done"
            ),
            models.CheckConstraint(
                condition=Q(taken_out_at=None, taken_out_by=None)
                | Q(taken_out_at__isnull=False, taken_out_by__isnull=False),
                name="check_taken_out_by_somebody_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"check {self.uuid}"


class VolunteerInvitation(models.Model):
    """An organisation asks somebody by email to help as a volunteer or peer supporter."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="volunteer_invitations")
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.VOLUNTEER)
    name = models.CharField(max_length=60)
    email = models.EmailField()
    token_hash = models.CharField(max_length=64, unique=True)
    invited_at = models.DateTimeField()
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    expires_at = models.DateTimeField()
    taken_up_at = models.DateTimeField(null=True, blank=True)
    taken_back_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("invited_at")), name="volunteer_invitation_ends_after_start"
            ),
            models.CheckConstraint(
                condition=Q(taken_up_at=None) | Q(taken_back_at=None), name="taken_up_or_taken_back"
            ),
        ]

    def __str__(self) -> str:
        return f"volunteer invitation {self.uuid}"


class ChecksTold(models.Model):
    """When the coordinators of an organisation were last told that checks run out: once a week is enough."""

    organisation = models.OneToOneField(Organisation, on_delete=models.CASCADE, related_name="checks_told")
    told_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"checks told {self.pk}"
