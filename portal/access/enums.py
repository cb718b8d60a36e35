"""For whom an address is meant."""

from enum import StrEnum


class Audience(StrEnum):
    """The first, coarse gate in front of a view; the view's own querysets and policies decide the rest."""

    EVERYBODY = "everybody"
    SIGNED_IN = "signed in"
    PERSON = "people with documents of their own"
    SOCIAL_WORKER = "social workers"
    TEAM_MANAGER = "team managers"
    EDITOR = "editors"
