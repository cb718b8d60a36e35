"""The table of what can happen to a request for help."""

import random
from pathlib import Path

import pytest

from community.help_requests.enums import Action, Actor, State
from community.help_requests.life import (
    ALREADY,
    HELPED,
    OVER,
    TABLE,
    WITH_A_PROPOSAL,
    WITH_THE_ORGANISATION,
    actions_in,
    actor_of,
    next_state,
)
from portal.access.decisions import Denied
from scripts.draw_help_requests import PAGE, page

SEQUENCES = 10_000


def test_the_documentation_is_drawn_from_the_table() -> None:
    assert Path(PAGE).read_text() == page()


def test_every_action_is_somebodys_and_leads_somewhere() -> None:
    assert set(TABLE) == set(Action)
    assert {actor_of(action) for action in Action} == set(Actor)


def test_every_state_can_be_reached_and_every_one_can_come_to_an_end() -> None:
    reached, ends = {State.DRAFT}, set(OVER)
    for _ in State:
        for _, states in TABLE.values():
            reached |= {after for before, after in states.items() if before in reached}
            # A draft is thrown away, or sent.
            ends |= {before for before, after in states.items() if after in ends}
    assert reached == set(State)
    assert ends == set(State)


@pytest.mark.parametrize("state", sorted(OVER))
def test_nothing_happens_to_what_is_over(state: State) -> None:
    for action in Action:
        with pytest.raises(Denied, match=ALREADY[:20]):
            next_state(state, action)


@pytest.mark.parametrize("state", sorted(WITH_THE_ORGANISATION | {State.DECLINED}))
def test_the_person_can_always_stop(state: State) -> None:
    assert actions_in(state, Actor.PERSON) & {Action.END, Action.TAKE_BACK}


def test_only_the_persons_yes_begins_help() -> None:
    into_help = {
        action
        for action, (_, states) in TABLE.items()
        if any(before not in HELPED and after in HELPED for before, after in states.items())
    }
    assert into_help == {Action.SAY_YES}


def test_no_organisation_acts_on_a_draft_or_on_what_it_does_not_read_any_more() -> None:
    for state in set(State) - WITH_THE_ORGANISATION:
        assert not actions_in(state, Actor.COORDINATOR)


def test_a_proposal_waits_exactly_where_the_person_can_say_yes_or_no() -> None:
    for action in (Action.SAY_YES, Action.SAY_NO, Action.TAKE_OFFER_BACK):
        assert set(TABLE[action][1]) == WITH_A_PROPOSAL


def test_ten_thousand_random_lives_never_leave_the_table() -> None:
    """Random actions in random order: each is refused, or leads where the promises of each state still hold."""
    chance = random.Random(20261122)  # noqa: S311 - the same on every machine
    for _ in range(SEQUENCES):
        state, yes = State.DRAFT, False
        for _ in range(chance.randint(1, 25)):
            action = chance.choice(list(Action))
            try:
                after = next_state(state, action)
            except Denied:
                assert state not in TABLE[action][1]
                continue
            yes = action == Action.SAY_YES or (yes and after in HELPED)
            assert yes == (after in HELPED)
            state = after
