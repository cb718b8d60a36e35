"""The life of a request for help, as one table: from which state, by whose action, to which state.

Whatever changes a request goes through `next_state`; the diagram in docs/help-requests.md is drawn from the table, and
a test holds the two together. Access hangs on the match, so no state but MATCHED and REPLACING opens anything.
"""

from collections.abc import Mapping

from community.help_requests.enums import Action, Actor, State
from portal.access.decisions import Denied

ALREADY = "This has changed meanwhile, so that cannot be done any more. You see how it stands now."

# Who may do it; by state in which it can be done, the state that follows.
TABLE: Mapping[Action, tuple[Actor, Mapping[State, State]]] = {
    Action.SEND: (Actor.PERSON, {State.DRAFT: State.WAITING, State.DECLINED: State.WAITING}),
    Action.ASK_BACK: (Actor.COORDINATOR, {State.WAITING: State.ASKED_BACK}),
    Action.ANSWER: (Actor.PERSON, {State.ASKED_BACK: State.WAITING}),
    Action.ACCEPT: (Actor.COORDINATOR, {State.WAITING: State.ACCEPTED, State.ASKED_BACK: State.ACCEPTED}),
    Action.DECLINE: (
        Actor.COORDINATOR,
        dict.fromkeys((State.WAITING, State.ASKED_BACK, State.ACCEPTED, State.PROPOSED), State.DECLINED),
    ),
    Action.PROPOSE: (Actor.COORDINATOR, {State.ACCEPTED: State.PROPOSED, State.MATCHED: State.REPLACING}),
    Action.TAKE_OFFER_BACK: (Actor.COORDINATOR, {State.PROPOSED: State.ACCEPTED, State.REPLACING: State.MATCHED}),
    Action.SAY_YES: (Actor.PERSON, {State.PROPOSED: State.MATCHED, State.REPLACING: State.MATCHED}),
    Action.SAY_NO: (Actor.PERSON, {State.PROPOSED: State.ACCEPTED, State.REPLACING: State.MATCHED}),
    Action.CHANGE_END: (Actor.PERSON, {State.MATCHED: State.MATCHED, State.REPLACING: State.REPLACING}),
    # The organisation then looks for somebody else, without the person having to ask again.
    Action.STEP_BACK: (Actor.HELPER, {State.MATCHED: State.ACCEPTED, State.REPLACING: State.PROPOSED}),
    Action.LOSE_HELPER: (Actor.CLOCK, {State.MATCHED: State.ACCEPTED, State.REPLACING: State.PROPOSED}),
    Action.LOSE_CHECKS: (Actor.CLOCK, {State.MATCHED: State.ACCEPTED, State.REPLACING: State.PROPOSED}),
    Action.END: (Actor.PERSON, {State.MATCHED: State.ENDED, State.REPLACING: State.ENDED}),
    # Whoever is proposed to take over stays proposed, unless the person ends it all.
    Action.CLOSE: (Actor.COORDINATOR, {State.MATCHED: State.ENDED, State.REPLACING: State.PROPOSED}),
    Action.RUN_OUT: (Actor.CLOCK, {State.MATCHED: State.ENDED, State.REPLACING: State.PROPOSED}),
    # A proposal waits only while a yes to it could be taken.
    Action.LOSE_PROPOSED: (Actor.CLOCK, {State.PROPOSED: State.ACCEPTED, State.REPLACING: State.MATCHED}),
    Action.TAKE_BACK: (
        Actor.PERSON,
        dict.fromkeys(
            (State.WAITING, State.ASKED_BACK, State.ACCEPTED, State.DECLINED, State.PROPOSED), State.TAKEN_BACK
        ),
    ),
}

# The organisation that was asked reads the request in these alone.
WITH_THE_ORGANISATION = frozenset(
    {State.WAITING, State.ASKED_BACK, State.ACCEPTED, State.PROPOSED, State.MATCHED, State.REPLACING}
)
# Somebody has a match in these alone.
HELPED = frozenset({State.MATCHED, State.REPLACING})
# A proposal waits for the person in these alone.
WITH_A_PROPOSAL = frozenset({State.PROPOSED, State.REPLACING})
OVER = frozenset({State.ENDED, State.TAKEN_BACK})


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
