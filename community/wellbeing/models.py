"""What those who help somebody say of how they are. It is theirs alone: no page shows it to anybody else."""

import uuid

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting

from community.wellbeing import texts
from community.wellbeing.enums import HowItIs
from community.wellbeing.queries import AskingQuerySet

LONGEST_WEEKS = 104


class Asking(models.Model):
    """One time at which somebody was asked how they are: once a round, and never a second time about it.

    put_away_at: they said "not now".
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="askings")
    asked_at = models.DateTimeField()
    put_away_at = models.DateTimeField(null=True, blank=True)
    answer = models.CharField(max_length=12, choices=HowItIs, blank=True)
    words = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    objects = AskingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_at=None, answer="", words="") | (Q(answered_at__isnull=False) & ~Q(answer="")),
                name="how_somebody_is_was_said_at_a_time",
            ),
        ]
        indexes = [models.Index(fields=["user", "asked_at"], name="askings_of_somebody")]

    def __str__(self) -> str:
        return f"asking {self.uuid}"


class NotAsked(models.Model):
    """Somebody who does not want to be asked, until they say otherwise."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    since = models.DateTimeField()

    def __str__(self) -> str:
        return f"not asked {self.pk}"


@register_setting(icon="help")
class CarerRules(BaseGenericSetting):
    """How often those who help are asked how they are, and what each answer leads to. A local rule."""

    asks = models.BooleanField(
        "ask family and friends how they are",
        default=True,
        db_default=True,
        help_text="What they answer is theirs alone. Nobody else reads it, and no figure counts it.",
    )
    every_weeks = models.PositiveSmallIntegerField(
        "every so many weeks",
        default=8,
        db_default=8,
        validators=[MinValueValidator(1), MaxValueValidator(LONGEST_WEEKS)],
        help_text="For the first time so long after they joined a circle.",
    )
    about_asking = models.TextField("why we ask", default=texts.ABOUT, max_length=500)
    all_right = models.TextField("to “I am all right”", default=texts.ALL_RIGHT, max_length=1000)
    a_lot = models.TextField("to “It is a lot”", default=texts.A_LOT, max_length=1000)
    cannot_go_on = models.TextField(
        "to “I cannot go on like this”",
        default=texts.CANNOT_GO_ON,
        max_length=1000,
        help_text="The numbers to ring stand above it.",
    )
    assessment = models.TextField(
        "about a carer’s assessment",
        default=texts.ASSESSMENT,
        max_length=1500,
        help_text="It is a right under section 10 of the Care Act 2014.",
    )
    asks_first = models.CharField("how to ask for one", default=texts.HOW_TO_ASK, max_length=250)

    panels = [
        MultiFieldPanel([FieldPanel("asks"), FieldPanel("every_weeks"), FieldPanel("about_asking")], heading="Asking"),
        MultiFieldPanel(
            [FieldPanel("all_right"), FieldPanel("a_lot"), FieldPanel("cannot_go_on")], heading="What each answer says"
        ),
        MultiFieldPanel([FieldPanel("assessment"), FieldPanel("asks_first")], heading="The law"),
    ]

    class Meta:
        verbose_name = "asking carers how they are"
        verbose_name_plural = "asking carers how they are"

    def __str__(self) -> str:
        return "Asking carers how they are"

    def reply_to(self, answer: str) -> str:
        """What we say to one of the three answers."""
        return {
            HowItIs.ALL_RIGHT: self.all_right,
            HowItIs.A_LOT: self.a_lot,
            HowItIs.CANNOT_GO_ON: self.cannot_go_on,
        }[HowItIs(answer)]
