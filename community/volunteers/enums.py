"""Fixed choices about volunteers."""

from django.db.models import TextChoices


class Kind(TextChoices):
    """What somebody who helps is called. A peer supporter has, or had, a personal budget of their own."""

    VOLUNTEER = "volunteer", "Volunteer"
    PEER = "peer", "Peer supporter"


class Way(TextChoices):
    """How people meet whoever helps them."""

    HOME = "home", "At the person’s home"
    PHONE = "phone", "By phone"
    VIDEO = "video", "By video call"
    PLACE = "place", "At a place, for example a library"


class CheckState(TextChoices):
    """How it stands with one kind of check."""

    MISSING = "missing", "not there yet"
    RAN_OUT = "ran_out", "ran out"
    SOON = "soon", "runs out soon"
    HOLDS = "holds", "holds"
