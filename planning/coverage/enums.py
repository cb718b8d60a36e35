"""How far a plan covers one thing."""

from django.db.models import TextChoices


class Coverage(TextChoices):
    """In words first; the tone comes after."""

    COVERED = "covered", "Covered"
    PARTLY = "partly", "Partly"
    NOT_YET = "not_yet", "Not yet"


TONES = {Coverage.COVERED: "ok", Coverage.PARTLY: "warm", Coverage.NOT_YET: "quiet"}
ORDER = [Coverage.NOT_YET, Coverage.PARTLY, Coverage.COVERED]


def more_of(one: Coverage, other: Coverage) -> Coverage:
    """The one that covers more."""
    return max(one, other, key=ORDER.index)
