"""What can be done with the hours of a week."""

from django.db.models import TextChoices


class Did(TextChoices):
    """What somebody did with a week."""

    WROTE = "wrote", "wrote down the hours"
    CHANGED = "changed", "changed the hours"
    PAID = "paid", "wrote down that they are paid"
    UNPAID = "unpaid", "took back that they are paid"


class ForOthers(TextChoices):
    """Whether all of a PA's work is for the person, which the Employment Allowance asks for."""

    ONLY_MINE = "yes", "Yes"
    OTHERS_TOO = "no", "No, some of it is for others"
    UNSURE = "unsure", "I am not sure"
