"""How a request stands, and what happened to it, in sentences: for the person, and for the organisation."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from community.help_requests.enums import Action, State
from community.help_requests.life import HELPED
from community.help_requests.models import HelpRequest, Turn
from community.volunteers.standing import in_full
from content.questions.kinds import kind_of
from portal.components.lists import in_a_row

LONGEST_TITLE = 100
NEWS_FOR = timedelta(days=14)
YOUR_TURN, THEIR_TURN = "Your turn", "Their turn"


@dataclass(frozen=True)
class Standing:
    """How a request stands for one reader.

    heading: the state in their words; turn: whose turn it is, "" where nobody has to do anything; tone: of that word;
    next_step: what happens next.
    """

    heading: str
    turn: str
    tone: str
    next_step: str


@dataclass(frozen=True)
class Line:
    """One thing that happened. words: what was said with it; own: whether the person said it."""

    did: str
    at: datetime
    words: str = ""
    own: bool = False


_FOR_PERSON: Mapping[State, tuple[str, str, str]] = {
    State.DRAFT: ("You are writing this", YOUR_TURN, "Nobody is asked yet. You choose whom, and send it."),
    State.WAITING: ("{who} has your request", THEIR_TURN, "They read it and answer you here."),
    State.ASKED_BACK: ("{who} asks you something", YOUR_TURN, "Once you answer, they decide if they can help."),
    State.ACCEPTED: (
        "{who} looks for somebody for you",
        THEIR_TURN,
        "They propose somebody. You read about them first, and say yes or no.",
    ),
    State.DECLINED: ("{who} cannot help this time", YOUR_TURN, "You can ask somebody else with the same words."),
    State.PROPOSED: ("{who} proposes somebody", YOUR_TURN, "Read about them, and say yes or no. Take your time."),
    State.MATCHED: ("Somebody from {who} helps you", "", "It ends on its last day, or when you say so."),
    State.REPLACING: (
        "{who} proposes somebody else",
        YOUR_TURN,
        "Until you say yes, nothing changes: who helps you now goes on, until {until}.",
    ),
    State.ENDED: ("This help has ended", "", "You can ask for help again whenever you like."),
    State.TAKEN_BACK: ("You took this back", "", "You can ask for help again whenever you like."),
}
# Nobody would read what is sent there, and nobody answers.
_LEFT_ALONE = (
    "Nobody looks after this at {who} just now",
    YOUR_TURN,
    "You can take it back and ask somebody else, or wait until somebody there reads it.",
)
_WAITS_FOR_THEM = frozenset({State.WAITING, State.ASKED_BACK, State.ACCEPTED})
_FOR_ORGANISATION: Mapping[State, tuple[str, str, str]] = {
    State.WAITING: ("Waits for your answer", YOUR_TURN, "Take it on, ask something, or say that you cannot help."),
    State.ASKED_BACK: ("You asked something", THEIR_TURN, "Once they answer, it is your turn."),
    State.ACCEPTED: ("You look for somebody", YOUR_TURN, "Propose somebody who fits."),
    State.PROPOSED: ("You proposed somebody", THEIR_TURN, "They say yes or no. Nobody helps before that."),
    State.MATCHED: ("Somebody helps", "", "It ends on its last day, or when one of them says so."),
    State.REPLACING: (
        "You proposed somebody else",
        THEIR_TURN,
        "Until they say yes, who helps now goes on, until {until}.",
    ),
}
_WHAT_HAPPENED: Mapping[Action, str] = {
    Action.SEND: "{person} asked {who}.",
    Action.ASK_BACK: "{by} asked something.",
    Action.ANSWER: "{person} answered.",
    Action.ACCEPT: "{by} took it on.",
    Action.DECLINE: "{by} said that they cannot help.",
    Action.PROPOSE: "{by} proposed somebody.",
    Action.TAKE_OFFER_BACK: "{by} took the proposal back.",
    Action.SAY_YES: "{person} said yes.",
    Action.SAY_NO: "{person} said no, thank you.",
    Action.CHANGE_END: "{person} changed the last day.",
    Action.STEP_BACK: "{by} stopped helping.",
    Action.END: "{person} ended the help.",
    Action.CLOSE: "{by} ended the help.",
    Action.RUN_OUT: "The help came to its last day.",
    Action.LOSE_CHECKS: "Who helped cannot help for now. It is nobody’s fault.",
    Action.LOSE_HELPER: "Who helped does not help with {who} any more.",
    Action.LOSE_PROPOSED: "Who was proposed cannot help now. It is nobody’s fault.",
    Action.TAKE_BACK: "{person} took the request back.",
}


# What the person reads first where nobody who reads it here has done the last thing.
_KIND_WORDS: Mapping[str, str] = {
    Action.LOSE_CHECKS: "Who helped you cannot go on for now. You did nothing wrong.",
    Action.LOSE_HELPER: "Who helped you does not help with {who} any more. You did nothing wrong.",
    Action.LOSE_PROPOSED: "Who was proposed to you cannot help now. You did nothing wrong.",
}


def standing_for_person(request: HelpRequest) -> Standing:
    """How a request stands for who asked. request: as it was fetched `as_of` this moment."""
    if not request.looked_after and request.stands in _WAITS_FOR_THEM:
        return _standing(_LEFT_ALONE, request)
    return _standing(_FOR_PERSON[State(request.stands)], request)


def standing_for_organisation(request: HelpRequest) -> Standing:
    """How it stands for the coordinators who read it."""
    return _standing(_FOR_ORGANISATION[State(request.stands)], request)


def _standing(said: tuple[str, str, str], request: HelpRequest) -> Standing:
    heading, turn, next_step = said
    who = request.organisation.name if request.organisation else ""
    tone = {YOUR_TURN: "warm", THEIR_TURN: "quiet"}.get(turn, "ok" if request.stands == State.MATCHED else "quiet")
    until = _last_day(request.helped_until) if request.helped_until else ""
    return Standing(heading.format(who=who), turn, tone, next_step.format(until=until))


def _last_day(until: datetime) -> str:
    return in_full(timezone.localdate(until - timedelta(microseconds=1)))


def kind_words(turns: Sequence[Turn], *, at: datetime) -> str:
    """What to say to the person about the last thing that happened, where nobody did it; else "". While somebody helps
    it is news for some days alone."""
    last = turns[-1] if turns else None
    if last and last.after in HELPED and at - last.at > NEWS_FOR:
        return ""
    who = last.organisation.name if last and last.organisation else ""
    return _KIND_WORDS.get(last.action, "").format(who=who) if last else ""


def history(turns: Iterable[Turn], *, person: str) -> list[Line]:
    """What happened, as sentences, the latest last. person: what the reader calls who asked ("You", "Maureen").

    turns: with `by` and `organisation` at hand.
    """
    return [_line(turn, person) for turn in turns]


def _line(turn: Turn, person: str) -> Line:
    who = turn.organisation.name if turn.organisation else ""
    by = f"{turn.by.known_as} from {who}" if turn.by else who
    own = turn.by_id == turn.request.person_id
    did = _WHAT_HAPPENED[Action(turn.action)].format(who=who, person=person, by=by)
    return Line(did, turn.at, turn.words, own)


def title_of(request: HelpRequest) -> str:
    """What a request is about, in a few words: the first thing that was answered."""
    definition = request.question_set_version.as_definition()
    values = {question: kept.get("value") for question, kept in request.answers.items()}
    for question in definition.questions():
        if values.get(question.id) is not None:
            first, *others = kind_of(question).show(question, values[question.id]).plain.split("\n")
            said = in_a_row([first, *(f"{other[:1].lower()}{other[1:]}" for other in others)])
            return said if len(said) <= LONGEST_TITLE else f"{said[: LONGEST_TITLE - 1].rstrip()}…"
    return "A request for help"
