"""What a page shows of where a plan is: in words, with how long it has been there, and what can be done now."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.utils import timezone

from planning.signing_off.enums import Action, Actor, State
from planning.signing_off.life import DECIDED, actions_in, actor_of
from planning.signing_off.models import Challenge, Decision, FinalBudget, SignOff
from planning.signing_off.policies import is_again, may, speaks_for
from planning.signing_off.queries import managers_for, managers_may_read
from portal.accounts.enums import Role
from portal.accounts.models import User
from portal.components.lists import in_a_row
from portal.relationships.queries import acts_for, named_social_worker

# How the person reads it.
MINE = {State.WITH_WORKER: "With your social worker", State.QUESTIONED: "A question waits for you"}
TONES = {State.AGREED: "ok", State.QUESTIONED: "warm", State.REFUSED: "alarm", State.REPLACED: "quiet"}


@dataclass(frozen=True)
class Decided:
    """One decision, with the final budget that it made and how it was challenged.

    challenge: None where nobody challenged it, or this reader does not see it.
    """

    decision: Decision
    final: FinalBudget | None = None
    challenge: Challenge | None = None


@dataclass(frozen=True)
class Shown:
    """Where one version that was sent is, for one reader.

    mine: whether it is the reader's own. open_challenge: the challenge that nobody answered yet, where this reader sees
    it. who: by whom it is decided, or who asked what is open. days: whole days in this state.
    """

    sign_off: SignOff
    mine: bool
    speaks: bool
    who: str
    words: str
    days: int
    waits: bool
    again: bool
    actions: frozenset[Action]
    decided: Sequence[Decided] = field(default_factory=tuple)
    may_challenge: bool = False
    # It could be challenged, but is not shared any more: no manager could read it.
    share_first: bool = False
    to_answer: Challenge | None = None
    open_challenge: Challenge | None = None

    @property
    def state(self) -> str:
        """What its state is called, to the one whose plan it is or to others."""
        return MINE.get(State(self.sign_off.state), self._state) if self.mine else self._state

    @property
    def _state(self) -> str:
        return str(self.sign_off.get_state_display())

    @property
    def tone(self) -> str:
        """The colour of its state."""
        return TONES.get(State(self.sign_off.state), "brand")

    @property
    def last(self) -> Decided | None:
        """The decision that counts."""
        return self.decided[-1] if self.decided else None

    @property
    def how_long(self) -> str:
        """ "since today", "for 1 day", "for 12 days": how long, and no countdown."""
        if not self.days:
            return "since today"
        return "for 1 day" if self.days == 1 else f"for {self.days} days"

    @property
    def question_open(self) -> bool:
        """Whether a question waits for the person."""
        return self.sign_off.state == State.QUESTIONED


def show(sign_off: SignOff, reader: User, *, at: datetime) -> Shown:
    """Where it is, for this reader, who may see it."""
    owner = sign_off.version.document.owner
    again = is_again(sign_off)
    deciders = managers_for(sign_off, at=at, again=again)
    decided = _decided(sign_off, reader, at)
    last = decided[-1] if decided else None
    speaks = speaks_for(reader, sign_off, at)
    mine = owner.pk == reader.pk
    with_whom = _with_whom(sign_off, deciders, at)
    who = _named(sign_off, with_whom, "your" if mine else f"{owner.known_as}’s")
    open_challenge = last.challenge if last and last.challenge and not last.challenge.answered_at else None
    state = State(sign_off.state)
    answers = open_challenge and reader in managers_for(sign_off, at=at, again=True)
    unchallenged = speaks and state in DECIDED and last is not None and last.challenge is None
    readable = unchallenged and managers_may_read(sign_off, at=at)
    return Shown(
        sign_off=sign_off,
        mine=mine,
        speaks=speaks,
        who=who,
        words=_words(
            state,
            "you" if with_whom == [reader] else who,
            "you" if mine else owner.known_as,
            again=again,
            several=len(with_whom) > 1,
        ),
        days=(timezone.localdate(at) - timezone.localdate(sign_off.since)).days,
        waits=state not in DECIDED and state != State.REPLACED,
        again=again,
        actions=_actions(sign_off, reader, at),
        decided=decided,
        may_challenge=unchallenged and readable,
        share_first=unchallenged and not readable,
        to_answer=open_challenge if answers else None,
        open_challenge=open_challenge,
    )


def _actions(sign_off: SignOff, reader: User, at: datetime) -> frozenset[Action]:
    every = [action for actor in Actor for action in actions_in(State(sign_off.state), actor)]
    steps = [action for action in every if action not in {Action.SEND_ANEW, Action.LOOK_AGAIN}]
    asked = dict.fromkeys(Actor, False)
    for action in steps:
        asked[actor_of(action)] = asked[actor_of(action)] or may(reader, sign_off, action, at)
    return frozenset(action for action in steps if asked[actor_of(action)])


def _decided(sign_off: SignOff, reader: User, at: datetime) -> list[Decided]:
    found = sign_off.decisions.select_related(
        "decided_by", "limit", "final__indicative__set_by", "challenge__made_by", "challenge__answered_by"
    )
    return [Decided(one, getattr(one, "final", None), _challenge_for(one, sign_off, reader, at)) for one in found]


def _challenge_for(decision: Decision, sign_off: SignOff, reader: User, at: datetime) -> Challenge | None:
    """For the person and who acts for them, their worker, and a manager who did not decide it, where there is one."""
    challenge: Challenge | None = getattr(decision, "challenge", None)
    if challenge is None:
        return None
    owner = sign_off.version.document.owner
    if reader.pk == owner.pk or speaks_for(reader, sign_off, at) or acts_for(reader, owner, at=at):
        return challenge
    answers = reader in managers_for(sign_off, at=at, again=True) or challenge.answered_by_id == reader.pk
    return challenge if reader.role == Role.TEAM_MANAGER and answers else None


def _with_whom(sign_off: SignOff, deciders: Sequence[User], at: datetime) -> list[User]:
    """Who decides about it; while a question is open, who asked it."""
    if sign_off.state == State.WITH_WORKER:
        worker = named_social_worker(sign_off.version.document.owner, at=at)
        return [worker] if worker else []
    if sign_off.state == State.QUESTIONED:
        return [turn.by for turn in sign_off.turns.filter(action=Action.ASK).select_related("by")][-1:]
    return list(deciders)


def _named(sign_off: SignOff, with_whom: Sequence[User], whose: str) -> str:
    """By name. whose: "your", or "Maureen’s"; for who is not there just now."""
    if not with_whom:
        return f"{whose} social worker" if sign_off.state == State.WITH_WORKER else "a manager"
    return in_a_row(user.known_as for user in with_whom)


def _words(state: State, who: str, person: str, *, again: bool, several: bool) -> str:
    """Where it is, in one plain sentence. who, person: "you", or a name. several: whether `who` is more than one."""
    to_you, decide = who == "you", "decide" if several else "decides"
    said = {
        State.WITH_WORKER: f"It is with {who}{'. You' if to_you else ', who'} can agree it alone.",
        State.WITH_MANAGER: "It is with you to decide." if to_you else f"It is with {who}, who {decide} about it.",
        State.QUESTIONED: f"{'You' if to_you else who} asked a question. It waits for {person}.",
        # The tag says it; the page says since when.
        State.AGREED: "",
        State.REFUSED: "",
        State.REPLACED: "A newer version was sent in its place.",
    }
    if again and state == State.WITH_MANAGER:
        return f"It is decided again. It is with {who}."
    return said[state]
