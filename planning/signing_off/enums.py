"""The states, steps and coded reasons of signing off."""

from django.db.models import TextChoices


class State(TextChoices):
    """Where a version that was sent is."""

    WITH_WORKER = "with_worker", "With the social worker"
    WITH_MANAGER = "with_manager", "With the manager"
    QUESTIONED = "questioned", "A question waits for the person"
    AGREED = "agreed", "Agreed"
    REFUSED = "refused", "Not agreed"
    REPLACED = "replaced", "A newer version was sent"


class Actor(TextChoices):
    """Who takes a step."""

    PERSON = "person", "the person"
    WORKER = "worker", "the named social worker, or who stands in"
    MANAGER = "manager", "a manager who decides"


class Action(TextChoices):
    """One step in the life of a version that was sent."""

    AGREE_ALONE = "agree_alone", "agreed it"
    PASS_ON = "pass_on", "passed it on to the manager"
    SAY_VIEW = "say_view", "said what they think"
    AGREE = "agree", "decided to agree it"
    ASK = "ask", "asked a question"
    ANSWER = "answer", "answered"
    REFUSE = "refuse", "decided not to agree it"
    SEND_ANEW = "send_anew", "sent a newer version"
    LOOK_AGAIN = "look_again", "looks at it again"


class Outcome(TextChoices):
    """What was decided."""

    AGREED = "agreed", "Agreed"
    REFUSED = "refused", "Not agreed"


class Refusal(TextChoices):
    """Why a plan is not agreed, as it is counted. What the sum is alone is no reason: a plan may be refused where it
    does not meet the needs, or where the same needs can be met in another way that is named (Care Act 2014, sections 24
    to 27; Care and Support Statutory Guidance, chapter 11, on decisions that are not made on cost alone)."""

    NEEDS_NOT_MET = "needs_not_met", "It would not meet all the needs"
    ANOTHER_WAY = "another_way", "The same needs can be met in another way"
    NOT_SAFE = "not_safe", "Somebody might be harmed"
    NOT_LEGAL = "not_legal", "The law does not allow a part of it"
    NOT_WORKABLE = "not_workable", "It could not work as it stands"
    COSTS_UNCLEAR = "costs_unclear", "What it costs is not clear"
    OTHER = "other", "Something else"


class Difference(TextChoices):
    """Why a figure differs from the one before it, as it is counted."""

    FIRST_FIGURE = "first_figure", "The first figure was too high or too low"
    NEEDS_CHANGED = "needs_changed", "The needs have changed since"
    PRICES = "prices", "Pay or prices are different"
    OTHERS_HELP = "others_help", "Family, friends or others help"
    PAID_ELSEWHERE = "paid_elsewhere", "Something else pays for it"
    PERSONS_CHOICE = "persons_choice", "The person chose to plan for more or for less money"
    NOT_ALLOWED = "not_allowed", "The budget may not pay for a part"
    BACKUP = "backup", "Money for when things go wrong"
    OTHER = "other", "Something else"


class Step(TextChoices):
    """Between which two figures a difference lies."""

    TO_PLANNED = "to_planned", "From the first figure to the plan"
    TO_FINAL = "to_final", "From the plan to the final budget"


class Answer(TextChoices):
    """How a challenge is answered."""

    STANDS = "stands", "The decision stays as it is"
    AGAIN = "again", "It is decided again"
