"""What a worker says to a question about spending, how far an answer is, and what became of two that do not fit."""

from django.db.models import TextChoices


class Said(TextChoices):
    """What an answer says."""

    YES = "yes", "Yes, you can spend it on this"
    YES_IF = "yes_if", "Yes, if …"
    NO = "no", "No, because …"
    TALK = "talk", "Let us talk about it first"


class State(TextChoices):
    """How far an answer is."""

    WAITING = "waiting", "Waits for a manager: it does not fit an earlier answer"
    GIVEN = "given", "Given"
    NOT_GIVEN = "not_given", "Never given"


class Outcome(TextChoices):
    """How it ended that two answers did not fit together."""

    EARLIER = "earlier", "The earlier answer goes on"
    NEW = "new", "The new answer counts from now on"
    BOTH = "both", "Both count: they are about different things"
    TAKEN_BACK = "taken_back", "The new answer was taken back"


class Stage(TextChoices):
    """How far an answer is on its way to be published for everybody, without anything that says whose it is."""

    WRITTEN = "written", "A manager checks it"
    SENT_BACK = "sent_back", "It comes back from the manager"
    CHECKED = "checked", "The person is asked"
    AGREED = "agreed", "With the editors"
    REFUSED = "refused", "The person said no"
    TAKEN_BACK = "taken_back", "The person took it back"
