"""What somebody who helps can say of how they are."""

from django.db.models import TextChoices


class HowItIs(TextChoices):
    """Three plain answers."""

    ALL_RIGHT = "all_right", "I am all right"
    A_LOT = "a_lot", "It is a lot"
    CANNOT_GO_ON = "cannot_go_on", "I cannot go on like this"
