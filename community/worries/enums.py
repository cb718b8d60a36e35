"""What is done about a worry."""

from django.db.models import TextChoices


class Step(TextChoices):
    """One entry of the log of a worry."""

    SEEN = "seen", "saw it"
    DONE = "done", "wrote down what was done"
    CLOSED = "closed", "closed it"
