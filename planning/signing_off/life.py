"""The life of a version that was sent, as one table: from which state, by whose step, to which state.

Whatever changes it goes through `next_state`. A draft has no place here: what is decided about is what was sent, and
nothing else.
"""

from collections.abc import Mapping

from planning.signing_off.enums import Action, Actor, State
from portal.access.decisions import Denied

ALREADY = "This has changed meanwhile, so that cannot be done any more. You see how it stands now."

# Who may do it; by state in which it can be done, the state that follows.
TABLE: Mapping[Action, tuple[Actor, Mapping[State, State]]] = {
    Action.AGREE_ALONE: (Actor.WORKER, {State.WITH_WORKER: State.AGREED}),
    Action.PASS_ON: (Actor.WORKER, {State.WITH_WORKER: State.WITH_MANAGER}),
    Action.SAY_VIEW: (
        Actor.WORKER,
        {State.WITH_MANAGER: State.WITH_MANAGER, State.QUESTIONED: State.QUESTIONED},
    ),
    Action.AGREE: (Actor.MANAGER, {State.WITH_MANAGER: State.AGREED, State.QUESTIONED: State.AGREED}),
    Action.ASK: (Actor.MANAGER, {State.WITH_MANAGER: State.QUESTIONED}),
    Action.ANSWER: (Actor.PERSON, {State.QUESTIONED: State.WITH_MANAGER}),
    # Nobody is refused while a question to them is open.
    Action.REFUSE: (Actor.MANAGER, {State.WITH_MANAGER: State.REFUSED}),
    Action.SEND_ANEW: (
        Actor.PERSON,
        dict.fromkeys((State.WITH_WORKER, State.WITH_MANAGER, State.QUESTIONED), State.REPLACED),
    ),
    # The answer to a challenge; see docs/decisions.
    Action.LOOK_AGAIN: (Actor.MANAGER, dict.fromkeys((State.AGREED, State.REFUSED), State.WITH_MANAGER)),
}
OPEN = frozenset({State.WITH_WORKER, State.WITH_MANAGER, State.QUESTIONED})
DECIDED = frozenset({State.AGREED, State.REFUSED})


def actor_of(action: Action) -> Actor:
    """Who may do this."""
    return TABLE[action][0]


def next_state(state: State, action: Action) -> State:
    """The state that follows. Raises Denied where this cannot be done in this state."""
    following = TABLE[action][1].get(state)
    if following is None:
        raise Denied(ALREADY)
    return following


def actions_in(state: State, actor: Actor) -> frozenset[Action]:
    """What this actor can do in this state."""
    return frozenset(action for action, (who, states) in TABLE.items() if who == actor and state in states)
