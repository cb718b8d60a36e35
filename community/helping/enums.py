"""Fixed choices about help that has ended."""

from django.db.models import TextChoices


class HowItWas(TextChoices):
    """How somebody found the help, when it was over."""

    A_LOT = "a_lot", "It helped a lot"
    A_BIT = "a_bit", "It helped a bit"
    NOT = "not", "It did not help"
