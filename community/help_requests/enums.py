"""Where a request for help stands, and what can happen to it."""

from django.db.models import TextChoices


class State(TextChoices):
    """Where a request stands."""

    DRAFT = "draft", "being written"
    WAITING = "waiting", "waits for the organisation"
    ASKED_BACK = "asked_back", "the organisation asks something"
    ACCEPTED = "accepted", "the organisation looks for somebody"
    DECLINED = "declined", "the organisation cannot help"
    PROPOSED = "proposed", "somebody is proposed"
    MATCHED = "matched", "somebody helps"
    REPLACING = "replacing", "somebody helps, and somebody else is proposed"
    ENDED = "ended", "the help has ended"
    TAKEN_BACK = "taken_back", "the person took it back"


class Actor(TextChoices):
    """Who can make something happen."""

    PERSON = "person", "the person"
    COORDINATOR = "coordinator", "a coordinator of the organisation"
    HELPER = "helper", "the volunteer or peer"
    CLOCK = "clock", "when"


class Action(TextChoices):
    """What can happen to a request."""

    SEND = "send", "sends it to an organisation"
    ASK_BACK = "ask_back", "asks something"
    ANSWER = "answer", "answers"
    ACCEPT = "accept", "takes it on"
    DECLINE = "decline", "says that they cannot help"
    PROPOSE = "propose", "proposes somebody"
    TAKE_OFFER_BACK = "take_offer_back", "takes the proposal back"
    SAY_YES = "say_yes", "says yes to who is proposed"
    SAY_NO = "say_no", "says no to who is proposed"
    CHANGE_END = "change_end", "changes the last day"
    STEP_BACK = "step_back", "stops helping"
    END = "end", "ends the help"
    CLOSE = "close", "ends the help for the organisation"
    RUN_OUT = "run_out", "the last day is over"
    LOSE_CHECKS = "lose_checks", "the checks of who helps hold no longer"
    LOSE_HELPER = "lose_helper", "who helps is no longer with the organisation"
    LOSE_PROPOSED = "lose_proposed", "who is proposed can no longer help"
    TAKE_BACK = "take_back", "takes the request back"


class Settled(TextChoices):
    """What became of a proposal."""

    YES = "yes", "the person said yes"
    NO = "no", "the person said no"
    TAKEN_BACK = "taken_back", "it was taken back"


class HowEnded(TextChoices):
    """How a match came to its end."""

    RAN_OUT = "ran_out", "its last day was over"
    PERSON = "person", "the person ended it"
    HELPER = "helper", "the helper ended it"
    ORGANISATION = "organisation", "the organisation ended it"
    REPLACED = "replaced", "somebody else took over"
    CHECKS = "checks", "the checks did not hold any more"
    LEFT = "left", "the helper left"
