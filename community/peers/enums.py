"""Fixed choices of questions and answers."""

from django.db.models import TextChoices


class Outcome(TextChoices):
    """What became of words that waited to be looked at. Those that wait have none yet."""

    APPROVED = "approved", "Approved"
    SENT_BACK = "sent_back", "Sent back to change"
    REPLACED = "replaced", "Not there any more"


class ReportReason(TextChoices):
    """Why somebody tells the moderators about what they read."""

    TOO_MUCH = "too_much", "It tells who somebody is, or where they live"
    UNKIND = "unkind", "It is unkind"
    WRONG = "wrong", "It is wrong, and could cost somebody money or help"
    DANGER = "danger", "Somebody may be in danger, or may come to harm"
    OTHER = "other", "Something else"


class Decision(TextChoices):
    """What a moderator does."""

    APPROVE = "approve", "Approve"
    SEND_BACK = "send_back", "Send back to change"
    TAKE_DOWN = "take_down", "Take down"
    LEAVE = "leave", "Leave it as it is"
    ANOTHER_NAME = "another_name", "Ask for another name"


class NameDecision(TextChoices):
    """What a moderator does with a name that somebody wants."""

    APPROVE = "approve", "Let others see it"
    ANOTHER_NAME = "another_name", "Ask for another name"
