"""What differs between councils or from year to year, and is looked up by everything that needs it."""

from dataclasses import fields
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting
from wagtail.models import DraftStateMixin, LockableMixin, RevisionMixin, WorkflowMixin

from content.rules.rates import APRIL, SIXTH, Rates, in_words


@register_setting(icon="mobile-alt")
class HelpNumbers(BaseGenericSetting):
    """Whom to ring, and the other ways to reach the council: the foot of every page."""

    council_line = models.CharField("adult social care", max_length=40, blank=True)
    council_hours = models.CharField("when it is answered", max_length=80, blank=True)
    out_of_hours = models.CharField("at night and at weekends", max_length=40, blank=True)
    crisis_line = models.CharField("mental health crisis line", max_length=40, blank=True)
    crisis_name = models.CharField("its name", max_length=80, blank=True)
    relay_uk = models.BooleanField(
        "show Relay UK", default=True, help_text="Each number once more, with 18001 in front of it."
    )
    text_number = models.CharField("number for text messages", max_length=40, blank=True)
    bsl_url = models.CharField("page about British Sign Language", max_length=250, blank=True)
    languages_url = models.CharField("page about other languages", max_length=250, blank=True)
    visits_url = models.CharField("page about visits", max_length=250, blank=True)
    post_address = models.CharField("address for letters", max_length=250, blank=True)

    panels = [
        MultiFieldPanel(
            [
                FieldPanel("council_line"),
                FieldPanel("council_hours"),
                FieldPanel("out_of_hours"),
                FieldPanel("crisis_line"),
                FieldPanel("crisis_name"),
                FieldPanel("relay_uk"),
            ],
            heading="Numbers",
        ),
        MultiFieldPanel(
            [
                FieldPanel("text_number"),
                FieldPanel("bsl_url"),
                FieldPanel("languages_url"),
                FieldPanel("visits_url"),
                FieldPanel("post_address"),
            ],
            heading="Other ways",
        ),
    ]

    class Meta:
        verbose_name = "help numbers"
        verbose_name_plural = "help numbers"

    def __str__(self) -> str:
        return "Help numbers"


def _working_days(name: str, usual: int, help_text: str) -> models.PositiveSmallIntegerField[int, int]:
    return models.PositiveSmallIntegerField(
        name,
        default=usual,
        db_default=usual,
        help_text=help_text,
        validators=[MinValueValidator(1, "Write a number of 1 or more."), MaxValueValidator(250, "A year has fewer.")],
    )


@register_setting(icon="time")
class WaitingTimes(BaseGenericSetting):
    """How many working days each step that is the council's may take before somebody is told of it."""

    first_figure_days = _working_days("first figure within", 5, "Working days after the assessment.")
    decision_days = _working_days("decision within", 10, "Working days after a plan was sent to be agreed.")
    payment_days = _working_days("first payment within", 10, "Working days after a plan was agreed.")

    panels = [FieldPanel("first_figure_days"), FieldPanel("decision_days"), FieldPanel("payment_days")]

    class Meta:
        verbose_name = "waiting times"
        verbose_name_plural = "waiting times"

    def __str__(self) -> str:
        return "Waiting times"


NOT_BELOW_ZERO = MinValueValidator(Decimal(0), "Write a figure of 0 or more.")
A_HUNDRED = MaxValueValidator(Decimal(100), "Write a figure of 100 or less.")
NOT_6_APRIL = "A tax year begins on 6 April. Choose that day."
# What cannot be above what: the two figures, and what to say about it.
IN_ORDER = (
    ("pension_lower", "pension_upper", "The lower end cannot be above the upper one."),
    ("insurance_from", "insurance_to", "The lowest price cannot be above the highest."),
    ("payroll_from", "payroll_to", "The lowest price cannot be above the highest."),
    ("pension_from_age", "state_pension_age", "It cannot begin above State Pension age."),
)


def _figure(name: str, help_text: str = "", **more: Any) -> models.DecimalField[Decimal, Decimal]:
    return models.DecimalField(
        name, max_digits=9, decimal_places=2, help_text=help_text, validators=[NOT_BELOW_ZERO], **more
    )


def _percent(name: str, **more: Any) -> models.DecimalField[Decimal, Decimal]:
    return models.DecimalField(name, max_digits=5, decimal_places=2, validators=[NOT_BELOW_ZERO, A_HUNDRED], **more)


def _of_2026(figure: str) -> dict[str, Decimal]:
    """For years that were written before this figure was asked for: what it was in April 2026."""
    return {"default": Decimal(figure), "db_default": Decimal(figure)}


def _age(name: str, help_text: str = "") -> models.PositiveSmallIntegerField[int, int]:
    return models.PositiveSmallIntegerField(name, help_text=help_text, validators=[MinValueValidator(16)])


class EmployerRates(WorkflowMixin, DraftStateMixin, LockableMixin, RevisionMixin, models.Model):
    """What the law and the market ask of an employer in one tax year. It counts once it is published.

    A row holds for its own year and no longer: for a year without one, nothing is worked out.
    """

    starts_on = models.DateField(
        "tax year begins on", unique=True, help_text="6 April. These figures hold until the next 5 April."
    )
    wage_21 = _figure("21 or over")
    wage_18 = _figure("18 to 20")
    wage_16 = _figure("16 or 17, and apprentices")
    ni_percent = _percent("National Insurance, percent")
    ni_threshold = _figure("on pay above", "Pounds a year.")
    employment_allowance = _figure("Employment Allowance", "Pounds a year.")
    pension_percent = _percent("pension, percent")
    pension_trigger = _figure("if pay is above", "Pounds a year.")
    pension_lower = _figure("on pay from", "Pounds a year.")
    pension_upper = _figure("on pay up to", "Pounds a year.")
    pension_from_age = _age("from age")
    state_pension_age = _age("State Pension age", "In whole years.")
    holiday_weeks = models.DecimalField(
        "weeks of holiday a year",
        max_digits=4,
        decimal_places=2,
        validators=[NOT_BELOW_ZERO, MaxValueValidator(Decimal(52), "A year has 52 weeks.")],
    )
    dbs_check = _figure("enhanced DBS check", "Pounds, once.")
    insurance_from = _figure("employer’s insurance from", "Pounds a year.")
    insurance_to = _figure("employer’s insurance up to", "Pounds a year.")
    payroll_from = _figure("payroll service from", "Pounds a month.")
    payroll_to = _figure("payroll service up to", "Pounds a month.")
    tax_free = _figure("pay that is free of tax", "Pounds a year.", **_of_2026("12570.00"))
    tax_percent = _percent("basic rate of Income Tax, percent", **_of_2026("20.00"))
    employee_ni_threshold = _figure(
        "National Insurance of the PA, on pay above", "Pounds a year.", **_of_2026("12570.00")
    )
    employee_ni_percent = _percent("National Insurance of the PA, percent", **_of_2026("8.00"))
    redundancy_week = _figure("most that counts as a week’s pay", "Pounds.", **_of_2026("751.00"))

    panels = [
        FieldPanel("starts_on"),
        MultiFieldPanel(
            [FieldPanel("wage_21"), FieldPanel("wage_18"), FieldPanel("wage_16")],
            heading="The lowest pay by law, pounds an hour",
        ),
        MultiFieldPanel(
            [FieldPanel("ni_percent"), FieldPanel("ni_threshold"), FieldPanel("employment_allowance")],
            heading="Employer’s National Insurance",
        ),
        MultiFieldPanel(
            [
                FieldPanel("pension_percent"),
                FieldPanel("pension_trigger"),
                FieldPanel("pension_lower"),
                FieldPanel("pension_upper"),
                FieldPanel("pension_from_age"),
                FieldPanel("state_pension_age"),
            ],
            heading="Pension",
        ),
        MultiFieldPanel(
            [
                FieldPanel("holiday_weeks"),
                FieldPanel("dbs_check"),
                FieldPanel("insurance_from"),
                FieldPanel("insurance_to"),
                FieldPanel("payroll_from"),
                FieldPanel("payroll_to"),
            ],
            heading="Holiday, checks, insurance, payroll",
        ),
        MultiFieldPanel(
            [
                FieldPanel("tax_free"),
                FieldPanel("tax_percent"),
                FieldPanel("employee_ni_threshold"),
                FieldPanel("employee_ni_percent"),
            ],
            heading="Taken off a PA’s pay",
        ),
        MultiFieldPanel([FieldPanel("redundancy_week")], heading="Redundancy"),
    ]

    class Meta:
        ordering = ["-starts_on"]
        verbose_name = "rates for employers"
        verbose_name_plural = "rates for employers"
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on__month=APRIL, starts_on__day=SIXTH), name="a_tax_year_begins_on_6_april"
            ),
            models.CheckConstraint(
                condition=Q(
                    wage_21__gte=0,
                    wage_18__gte=0,
                    wage_16__gte=0,
                    ni_threshold__gte=0,
                    employment_allowance__gte=0,
                    pension_trigger__gte=0,
                    pension_lower__gte=0,
                    dbs_check__gte=0,
                    insurance_from__gte=0,
                    payroll_from__gte=0,
                ),
                name="rates_never_below_zero",
            ),
            models.CheckConstraint(
                condition=Q(ni_percent__range=(0, 100), pension_percent__range=(0, 100), holiday_weeks__range=(0, 52)),
                name="rates_within_a_hundred_and_a_year",
            ),
            *(
                models.CheckConstraint(condition=Q(**{f"{lower}__lte": F(upper)}), name=f"{lower}_not_above_{upper}")
                for lower, upper, _ in IN_ORDER
            ),
        ]

    def __str__(self) -> str:
        return in_words(self.starts_on) if self.starts_on else "A new tax year"

    def clean(self) -> None:
        """Raises ValidationError with a sentence at each figure that cannot be."""
        super().clean()
        wrong: dict[str, Any] = {}
        if self.starts_on and (self.starts_on.month, self.starts_on.day) != (APRIL, SIXTH):
            wrong["starts_on"] = NOT_6_APRIL
        for lower, upper, sentence in IN_ORDER:
            low, high = getattr(self, lower), getattr(self, upper)
            if low is not None and high is not None and low > high:
                wrong[lower] = sentence
        if wrong:
            raise ValidationError(wrong)

    def as_rates(self) -> Rates:
        """The figures alone."""
        return Rates(**{field.name: getattr(self, field.name) for field in fields(Rates)})
