"""The states and shares of a document."""

from django.db.models import TextChoices


class Audience(TextChoices):
    """Who may see one answer, of those with whom the document is shared."""

    EVERYONE = "everyone", "Everyone you share this with"
    WORKER_ONLY = "worker_only", "Only you and your social worker"
    ONLY_ME = "only_me", "Only you"


class StepState(TextChoices):
    """What the owner said about a step. Begun or not begun is read from the answers."""

    OPEN = "open", "Open"
    DONE = "done", "Done"
    LEFT_OUT = "left_out", "Left out on purpose"


class VersionReason(TextChoices):
    """Why a version was made."""

    KEPT = "kept", "Kept"
    SENT = "sent", "Sent"
    BEFORE = "before", "Kept before going back"
