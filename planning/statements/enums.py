"""How a line of a statement stands."""

from django.db.models import TextChoices


class Standing(TextChoices):
    """What became of a line so far."""

    NEW = "new", "To look at"
    MAYBE = "maybe", "Maybe in the diary already"
    THERE = "there", "In the diary already"
    ADDED = "added", "Added"
    LEFT_OUT = "left_out", "Left out"
    REFUSED = "refused", "Not read"


# What can still be added.
OPEN = (Standing.NEW, Standing.MAYBE)
