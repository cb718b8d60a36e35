"""What became of a suggestion."""

from django.db.models import TextChoices


class SuggestionState(TextChoices):
    """Only the owner of the words moves a suggestion on from OPEN."""

    OPEN = "open", "Not decided yet"
    ACCEPTED = "accepted", "Used"
    CHANGED = "changed", "Used, with changes"
    DECLINED = "declined", "Not used"
