"""The table of what can happen to a version that was sent."""

import pytest

from planning.signing_off.enums import Action, Actor, State
from planning.signing_off.life import ALREADY, DECIDED, OPEN, TABLE, actions_in, actor_of, next_state
from portal.access.decisions import Denied


def test_every_step_is_somebodys_and_every_state_is_reached() -> None:
    assert set(TABLE) == set(Action) and {actor_of(action) for action in Action} == set(Actor)
    reached = {State.WITH_WORKER, State.WITH_MANAGER}
    for _ in State:
        reached |= {after for _, states in TABLE.values() for before, after in states.items() if before in reached}
    assert reached == set(State) == OPEN | DECIDED | {State.REPLACED}


def test_what_is_decided_changes_by_a_challenge_alone() -> None:
    for state in DECIDED:
        for action in set(Action) - {Action.LOOK_AGAIN}:
            with pytest.raises(Denied, match=ALREADY[:20]):
                next_state(state, action)
    assert not any(actions_in(State.REPLACED, actor) for actor in Actor)


def test_a_worker_never_refuses_and_nobody_is_refused_while_a_question_waits() -> None:
    assert Action.REFUSE not in {action for state in State for action in actions_in(state, Actor.WORKER)}
    assert Action.REFUSE not in actions_in(State.QUESTIONED, Actor.MANAGER)


def test_whoever_waits_can_go_on() -> None:
    assert actions_in(State.WITH_WORKER, Actor.WORKER) >= {Action.AGREE_ALONE, Action.PASS_ON}
    assert actions_in(State.WITH_MANAGER, Actor.MANAGER) >= {Action.AGREE, Action.ASK, Action.REFUSE}
    assert Action.ANSWER in actions_in(State.QUESTIONED, Actor.PERSON)
