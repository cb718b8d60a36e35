"""What a person reads about what happened by itself."""

from datetime import UTC, datetime, timedelta

import pytest

from community.help_requests.enums import Action, State
from community.help_requests.models import Turn
from community.help_requests.standing import NEWS_FOR, kind_words

AT = datetime(2026, 11, 2, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("after", "later", "said"),
    [
        (State.MATCHED, NEWS_FOR, True),
        (State.MATCHED, NEWS_FOR + timedelta(seconds=1), False),
        (State.ACCEPTED, timedelta(days=90), True),
    ],
)
def test_while_somebody_helps_it_is_news_for_two_weeks(after: State, later: timedelta, said: bool) -> None:
    turn = Turn(action=Action.LOSE_PROPOSED, after=after, at=AT)
    assert bool(kind_words([turn], at=AT + later)) == said


def test_what_somebody_did_needs_no_kind_words() -> None:
    assert kind_words([Turn(action=Action.SEND, after=State.WAITING, at=AT)], at=AT) == ""
    assert kind_words([], at=AT) == ""
