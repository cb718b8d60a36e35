"""The ways to plan."""

from django.db.models import TextChoices


class Route(TextChoices):
    """Five ways, as found in the pilots; a person picks one, and changes it whenever they like."""

    ALONE = "alone", "On my own"
    POINTERS = "pointers", "On my own, with a few pointers"
    FAMILY = "family", "With family or friends"
    HELPER = "helper", "With an organisation, a volunteer, or somebody who has done it before"
    WORKER = "worker", "Together with my social worker"
