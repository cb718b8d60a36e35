"""How far somebody else has to do with a person's money."""

from django.db.models import TextChoices


class Reach(TextChoices):
    """What somebody in the circle may do with the money."""

    NOTHING = "nothing", "See nothing of my money"
    SEE = "see", "See my money"
    MANAGE = "manage", "Manage my money with me"
