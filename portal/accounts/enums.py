"""What an account is for."""

from django.db.models import TextChoices


class Role(TextChoices):
    """One role an account. Being somebody's supporter is a relationship, not a role."""

    PERSON = "person", "Person or supporter"
    VOLUNTEER = "volunteer", "Volunteer or peer supporter"
    COORDINATOR = "coordinator", "Coordinator of an organisation"
    SOCIAL_WORKER = "social_worker", "Social worker"
    TEAM_MANAGER = "team_manager", "Team manager"
    EDITOR = "editor", "Editor"


# Whoever sees other people's records because of their job, or writes for everybody, needs a second factor.
STAFF_ROLES = frozenset({Role.SOCIAL_WORKER, Role.TEAM_MANAGER, Role.EDITOR})
