"""Why a plan is written by a worker, how far it is, and what the person says to it."""

from django.db.models import TextChoices


class Why(TextChoices):
    """When a worker plans directly with a person, and not beside them."""

    CRISIS = "crisis", "Things are bad for them now"
    NOBODY = "nobody", "They cannot decide this alone, and have no family to plan with"


class State(TextChoices):
    DRAFT = "draft", "Being written"
    SHOWN = "shown", "Shown to the person"


class Said(TextChoices):
    YES = "yes", "Yes, that is right"
    PARTLY = "partly", "Partly"
    NO = "no", "No"
    NOT_NOW = "not_now", "I cannot say now"
