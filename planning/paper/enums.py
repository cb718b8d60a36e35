"""What became of words that somebody typed in from paper."""

from django.db.models import TextChoices


class Outcome(TextChoices):
    """Only the person whose words they are moves them on from WAITING."""

    WAITING = "waiting", "Waiting"
    MINE = "mine", "These are my words"
    BOTH = "both", "Kept with what was there"
    CHANGED = "changed", "Used, with changes"
    NOT_MINE = "not_mine", "Not my words"
