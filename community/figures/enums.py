"""Fixed choices about figures."""

from django.db.models import IntegerChoices


class Period(IntegerChoices):
    """How many months the figures go back; the month that runs is one of them."""

    THREE = 3, "3 months"
    SIX = 6, "6 months"
    YEAR = 12, "12 months"
    TWO_YEARS = 24, "2 years"
