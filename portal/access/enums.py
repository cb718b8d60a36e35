"""For whom an address is meant."""

from enum import StrEnum


class Audience(StrEnum):
    """The first, coarse gate in front of a view; the view's own querysets and policies decide the rest.

    Beside the first two, each is the value of the one role (portal.accounts.enums.Role) that may pass.
    """

    EVERYBODY = "everybody"
    SIGNED_IN = "signed_in"
    PERSON = "person"
    VOLUNTEER = "volunteer"
    COORDINATOR = "coordinator"
    SOCIAL_WORKER = "social_worker"
    TEAM_MANAGER = "team_manager"
    EDITOR = "editor"
