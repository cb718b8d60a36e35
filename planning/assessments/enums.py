"""What an assessment can find about one outcome."""

from django.db.models import TextChoices


class Eligibility(TextChoices):
    """Whether the council must help with an outcome (Care Act 2014, section 13)."""

    ELIGIBLE = "eligible", "Eligible"
    NOT_ELIGIBLE = "not_eligible", "Not eligible"
    NOT_ASSESSED = "not_assessed", "Not looked at"
