"""The directory of help. Names follow HSDS 3 (Open Referral), on which Open Referral UK builds.

What the public reads of an organisation is one row that editors approve; how much room there is, and who checked it
last, holds at once and stands beside it. See docs/decisions/0017.
"""

import uuid
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, URLValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.urls import reverse
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting
from wagtail.models import DraftStateMixin, LockableMixin, RevisionMixin, WorkflowMixin

from community.organisations.enums import AssuredFor, Part, PlaceKind, Profits, Room, Taxonomy
from community.organisations.queries import LANGUAGE, OrganisationQuerySet, find_place

# The United Kingdom, with some sea around it.
NORTH, SOUTH, WEST, EAST = 61.0, 49.0, -9.0, 3.0
ON_THE_MAP = Q(latitude__range=(SOUTH, NORTH), longitude__range=(WEST, EAST))
NOT_ON_THE_MAP = "This place is not in the United Kingdom. Check both figures."
UNREACHABLE = "Give at least one way to reach you: a phone number, an email address, a website or an address."
UNDECLARED = "Say in your own words how you could earn by it. People see this."
LONGEST_WAIT_WEEKS = 104
WEB_ADDRESS = URLValidator(schemes=("https", "http"), message="Write a web address like https://example.org.")


def _vector() -> Any:
    said = SearchVector("name", "other_names", weight="A", config=LANGUAGE)
    place = SearchVector("city", weight="B", config=LANGUAGE)
    return said + SearchVector("summary", "found_by", weight="B", config=LANGUAGE) + place + _text()


def _text() -> SearchVector:
    return SearchVector("description", "eligibility_description", weight="C", config=LANGUAGE)


class TaxonomyTerm(models.Model):
    """One word of one list, for instance a kind of help. Editors add their own."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    taxonomy = models.CharField("list", max_length=10, choices=Taxonomy)
    code = models.SlugField("short name", max_length=40, help_text="It stands in addresses, and is never changed.")
    name = models.CharField(max_length=80, help_text="As people read it.")
    description = models.CharField("what it means", max_length=250, blank=True)
    order = models.PositiveSmallIntegerField("place in the list", default=100, db_default=100)

    panels = [FieldPanel(name) for name in ("taxonomy", "name", "code", "description", "order")]

    class Meta:
        ordering = ["taxonomy", "order", "name"]
        verbose_name = "word of the directory"
        verbose_name_plural = "words of the directory"
        constraints = [
            models.UniqueConstraint(
                fields=["taxonomy", "code"],
                name="one_term_a_code",
                violation_error_message="This list has that short name already.",
            )
        ]

    def __str__(self) -> str:
        return self.name


class Place(models.Model):
    """Where a town or a postcode district is. The first ones come with the portal; editors add more."""

    kind = models.CharField(max_length=10, choices=PlaceKind)
    name = models.CharField(
        max_length=80,
        help_text="A town as people write it, a postcode district such as NM1, or the letters of an area such as NM.",
    )
    key = models.CharField(max_length=80, editable=False)
    latitude = models.FloatField(validators=[MinValueValidator(SOUTH), MaxValueValidator(NORTH)])
    longitude = models.FloatField(validators=[MinValueValidator(WEST), MaxValueValidator(EAST)])

    panels = [FieldPanel("kind"), FieldPanel("name"), FieldRowPanel([FieldPanel("latitude"), FieldPanel("longitude")])]

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                Lower("name"), "kind", name="one_place_a_name", violation_error_message="This place is there already."
            ),
            models.CheckConstraint(
                condition=ON_THE_MAP, name="place_on_the_map", violation_error_message=NOT_ON_THE_MAP
            ),
        ]
        indexes = [models.Index(fields=["kind", "key"], name="place_by_key")]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """The key by which it is found follows its name."""
        self.key = " ".join(self.name.split()).lower()
        super().save(*args, **kwargs)


class Organisation(
    WorkflowMixin,
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    ClusterableModel,
    models.Model,
):
    """An entry of the directory: an organisation, what it does and where. It shows once an editor has approved it."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=120)
    other_names = models.CharField(
        "other names", max_length=200, blank=True, help_text="Short or former names, so that people find it."
    )
    summary = models.CharField("in one or two sentences", max_length=250)
    description = models.TextField("what you do", max_length=3000)
    found_by = models.CharField(
        "other words that people may look for", max_length=250, blank=True, help_text="For search only."
    )
    eligibility_description = models.CharField("who can come", max_length=500, blank=True)
    kinds = ParentalManyToManyField(
        TaxonomyTerm, related_name="+", limit_choices_to={"taxonomy": Taxonomy.HELP}, verbose_name="kinds of help"
    )
    audiences = ParentalManyToManyField(
        TaxonomyTerm,
        related_name="+",
        blank=True,
        limit_choices_to={"taxonomy": Taxonomy.AUDIENCE},
        verbose_name="who it is for",
    )
    languages = ParentalManyToManyField(
        TaxonomyTerm, related_name="+", blank=True, limit_choices_to={"taxonomy": Taxonomy.LANGUAGE}
    )
    access = ParentalManyToManyField(
        TaxonomyTerm, related_name="+", blank=True, limit_choices_to={"taxonomy": Taxonomy.ACCESS}
    )
    accessibility = models.CharField("more about access", max_length=500, blank=True)
    application_process = models.CharField("how to begin", max_length=500, blank=True)
    is_free = models.BooleanField("everything is free", default=False, db_default=False)
    fees_description = models.CharField("about costs", max_length=500, blank=True)
    opening_hours = models.CharField("when you are there", max_length=250, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    text_number = models.CharField("number for text messages", max_length=40, blank=True)
    email = models.EmailField(blank=True)
    website = models.CharField(max_length=250, blank=True, validators=[WEB_ADDRESS])
    address_1 = models.CharField("street", max_length=120, blank=True)
    address_2 = models.CharField("more of the address", max_length=120, blank=True)
    city = models.CharField("town", max_length=80, blank=True)
    postal_code = models.CharField("postcode", max_length=10, blank=True)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    everywhere = models.BooleanField(
        "helps people wherever they live, by phone or online", default=False, db_default=False
    )
    profits = models.CharField(
        "could you earn by what people plan with you?",
        max_length=3,
        choices=Profits,
        help_text="For example because they may then buy care from you.",
    )
    interest = models.CharField("how you could earn by it", max_length=300, blank=True)
    on_portal = models.BooleanField(
        "works with us on this portal", default=False, db_default=False, help_text="People can be told so."
    )
    search = models.GeneratedField(
        expression=_vector(), output_field=SearchVectorField(), db_persist=True, serialize=False
    )

    objects = OrganisationQuerySet.as_manager()

    panels = [
        MultiFieldPanel([FieldPanel(n) for n in ("name", "other_names", "summary", "description")], heading="Who"),
        MultiFieldPanel(
            [FieldPanel(n) for n in ("kinds", "audiences", "eligibility_description", "languages", "found_by")],
            heading="What help, and for whom",
        ),
        MultiFieldPanel(
            [
                FieldPanel(n)
                for n in ("phone", "text_number", "email", "website", "opening_hours", "application_process")
            ],
            heading="How to reach them",
        ),
        MultiFieldPanel(
            [
                *(FieldPanel(n) for n in ("address_1", "address_2", "city", "postal_code")),
                FieldRowPanel([FieldPanel("latitude"), FieldPanel("longitude")]),
                FieldPanel("everywhere"),
            ],
            heading="Where",
            help_text="Without figures the middle of the postcode district is taken, or of the town.",
        ),
        MultiFieldPanel([FieldPanel("access"), FieldPanel("accessibility")], heading="Access"),
        MultiFieldPanel(
            [FieldPanel("is_free"), FieldPanel("fees_description"), InlinePanel("cost_options", label="cost")],
            heading="What it costs",
        ),
        MultiFieldPanel([FieldPanel("profits"), FieldPanel("interest"), FieldPanel("on_portal")], heading="Openness"),
    ]

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(latitude=None, longitude=None) | ON_THE_MAP,
                name="organisation_on_the_map",
                violation_error_message=NOT_ON_THE_MAP,
            ),
            models.CheckConstraint(
                condition=~Q(phone="") | ~Q(email="") | ~Q(website="") | ~Q(address_1=""),
                name="organisation_can_be_reached",
                violation_error_message=UNREACHABLE,
            ),
            models.CheckConstraint(
                condition=~Q(profits=Profits.YES) | ~Q(interest=""),
                name="who_could_profit_says_how",
                violation_error_message=UNDECLARED,
            ),
        ]
        indexes = [
            GinIndex(fields=["search"], name="organisation_by_words"),
            models.Index(fields=["latitude", "longitude"], name="organisation_by_place"),
            models.Index(Lower("name"), "id", condition=Q(live=True), name="organisation_by_name"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Where the public reads it."""
        return reverse("help_entry", args=[self.uuid])

    def clean(self) -> None:
        """The middle of the postcode district, or of the town, where nobody set the place by hand. Raises
        ValidationError."""
        super().clean()
        if (self.latitude is None) != (self.longitude is None):
            raise ValidationError({"latitude": "Give both figures, or none."})
        if self.latitude is not None:
            place = None
        else:
            place = find_place(self.postal_code, roughly=False) or find_place(self.city, roughly=False)
        if place:
            self.latitude, self.longitude = place.latitude, place.longitude
        if self.profits == Profits.YES and not self.interest:
            raise ValidationError({"interest": UNDECLARED})

    @property
    def now(self) -> "Availability":
        """How much room there is, and who checked the entry; nothing known where nobody has said."""
        try:
            found: Availability = self.availability
        except Availability.DoesNotExist:
            found = Availability(organisation=self)
        return found

    @property
    def district(self) -> str:
        """The first half of the postcode."""
        return self.postal_code.split()[0].upper() if self.postal_code.split() else ""


class CostOption(models.Model):
    """What one thing costs."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = ParentalKey(Organisation, on_delete=models.CASCADE, related_name="cost_options")
    option = models.CharField("what for", max_length=120)
    amount = models.DecimalField("pounds", max_digits=8, decimal_places=2)
    amount_description = models.CharField("for how much of it", max_length=80, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__gte=0),
                name="no_cost_below_zero",
                violation_error_message="Write a figure of 0 or more.",
            )
        ]

    def __str__(self) -> str:
        return self.option


class Availability(models.Model):
    """What holds at once, without an editor: how much room there is, and who found the entry right, and when."""

    organisation = models.OneToOneField(Organisation, on_delete=models.CASCADE, related_name="availability")
    room = models.CharField(max_length=10, choices=Room, default=Room.UNKNOWN, db_default=Room.UNKNOWN)
    wait_weeks = models.PositiveSmallIntegerField(null=True, blank=True)
    intake_paused = models.BooleanField(default=False, db_default=False)
    # The last time that somebody said how much room there is.
    told_at = models.DateTimeField(null=True, blank=True)
    assured_at = models.DateTimeField(null=True, blank=True)
    assured_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    assured_for = models.CharField(max_length=12, choices=AssuredFor, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(assured_at=None, assured_by=None, assured_for="")
                | (Q(assured_at__isnull=False, assured_by__isnull=False) & ~Q(assured_for="")),
                name="assured_by_somebody_at_some_time",
            ),
            models.CheckConstraint(
                condition=Q(wait_weeks=None) | Q(wait_weeks__lte=LONGEST_WAIT_WEEKS), name="nobody_waits_for_ever"
            ),
            models.CheckConstraint(
                condition=Q(room=Room.UNKNOWN) | Q(told_at__isnull=False), name="room_is_known_since_some_time"
            ),
        ]

    def __str__(self) -> str:
        return f"availability {self.pk}"


class Membership(models.Model):
    """The time in which somebody has a part in an organisation: as its coordinator, or as one who helps."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="memberships")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="organisation_memberships"
    )
    part = models.CharField(max_length=12, choices=Part)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at=None) | Q(ends_at__gt=F("starts_at")),
                name="membership_of_organisation_ends_after_start",
            ),
            models.UniqueConstraint(
                fields=["organisation", "user", "part"],
                condition=Q(ends_at=None),
                name="one_open_part_in_an_organisation",
            ),
        ]

    def __str__(self) -> str:
        return f"membership {self.pk}"


@register_setting(icon="list-ul")
class DirectoryRules(BaseGenericSetting):
    """Local rules of the directory."""

    stale_after_days = models.PositiveSmallIntegerField(
        "an entry is out of date after",
        default=180,
        db_default=180,
        validators=[MinValueValidator(1), MaxValueValidator(3650)],
        help_text="Days since somebody last checked it. People are told then.",
    )

    panels = [FieldPanel("stale_after_days")]

    class Meta:
        verbose_name = "rules of the directory"
        verbose_name_plural = "rules of the directory"

    def __str__(self) -> str:
        return "Rules of the directory"

    def is_stale(self, availability: Availability, *, at: datetime) -> bool:
        """Whether nobody has checked an entry for too long."""
        assured = availability.assured_at
        return assured is None or assured <= at - timedelta(days=self.stale_after_days)
