"""Each table in a small world whose numbers can be counted by hand."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from community.reports.counting import count_all
from community.reports.enums import Key
from community.reports.queries import Period
from planning.assessments.models import IndicativeBudget
from planning.clock.models import FirstPayment
from planning.direct_planning.models import DirectPlan
from planning.routes.models import PlanningRoute
from planning.spending.models import SpendingAnswer, SpendingConflict, SpendingQuestion
from portal.accounts.models import User
from portal.relationships.models import Allocation
from tests.factories.assessments import assess
from tests.factories.portal import TeamFactory, UserFactory, allocate
from tests.integration.community.reports.world import (
    FIRST,
    LAST,
    MAY,
    MOMENT,
    NOW,
    PERIOD,
    YEARS_AGO,
    agree,
    challenge,
    counted,
    line,
    measure,
    person_of,
    plan_of,
    refuse,
    row,
    send,
    settle,
    worker_of,
)

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def north() -> User:
    return worker_of("North")


def agreed(worker: User | None, amount: str = "100.00", *, at: datetime = MAY, **more: object) -> object:
    return agree(send(plan_of(person_of(worker)), line(amount), at=at), at=at, **more)  # type: ignore[arg-type]


def test_the_period_is_twelve_whole_months_here() -> None:
    assert (PERIOD.since, PERIOD.until) == (date(2025, 8, 1), date(2026, 7, 31))
    assert (PERIOD.begins, PERIOD.ends - MOMENT) == (FIRST, LAST)
    # An hour into August here is still July in the database.
    assert Period.before(datetime(2026, 7, 31, 23, 30, tzinfo=UTC)).until == date(2026, 7, 31)
    assert Period.before(datetime(2026, 7, 31, 22, 30, tzinfo=UTC)).until == date(2026, 6, 30)


def test_drift_compares_final_budgets_with_first_figures(north: User) -> None:
    south = worker_of("South")
    agreed(north, "150.00", first="100.00")
    agreed(north, "100.00", first="100.00")
    agreed(north, "50.00", first="200.00")
    agreed(south, "90.00", first="100.00")
    agreed(south, "70.00")  # without a first figure
    settle()
    assert row(Key.DRIFT, "North") == {"Higher than the first figure": 1, "The same": 1, "Lower": 1}
    assert row(Key.DRIFT, "South") == {"Lower": 1}
    # 1, 1.5 and 4; 1.11; over all, of 1, 1.11, 1.5 and 4 the lower of the two in the middle.
    assert [measure(Key.DRIFT, name) for name in ("North", "South", "All teams")] == ["1.50", "1.11", "1.11"]
    table = counted(Key.DRIFT)
    assert (table.down, table.across, table.measures[0].of) == ("All teams", "Final budgets", "Final budgets")


def test_no_ratio_says_how_far_something_is_from_nothing(north: User) -> None:
    agreed(north, "150.00", first="0.00")
    assert row(Key.DRIFT, "North") == {"Higher than the first figure": 1}
    assert measure(Key.DRIFT, "North") == ""
    agreed(north, "0.00", first="0.00")
    assert measure(Key.DRIFT, "North") == "1.00"


def test_somebody_with_two_budgets_counts_once_by_the_last(north: User) -> None:
    person = person_of(north)
    agree(send(plan_of(person), line("150.00"), at=MAY), at=MAY, first="100.00")
    agree(send(plan_of(person), line("50.00"), at=MAY + DAY), at=MAY + DAY, first="100.00")
    assert row(Key.DRIFT, "North") == {"Lower": 1}
    assert row(Key.SIGNED_OFF, "North") == {"A manager": 1}


@pytest.mark.parametrize(("at", "many"), [(FIRST - MOMENT, 0), (FIRST, 1), (LAST, 1), (LAST + MOMENT, 0)])
def test_what_was_decided_from_the_first_to_the_last_moment_counts(north: User, at: datetime, many: int) -> None:
    final = agreed(north, "150.00", at=at, first="100.00")
    again = challenge(final.decision, at=at)  # type: ignore[attr-defined]
    agree(final.decision.sign_off, at=at, after=again)  # type: ignore[attr-defined]
    refuse(send(plan_of(person_of(north)), line("10.00", "f"), at=at), at=at)
    numbers = {
        key: sum(sum(numbers) for numbers in counted(key).counts)
        for key in (Key.DRIFT, Key.REASONS, Key.SIGNED_OFF, Key.REFUSED, Key.OVERTURNED, Key.UNMET, Key.WHO_WROTE)
    }
    assert numbers == {
        Key.DRIFT: many,
        Key.REASONS: many,
        Key.SIGNED_OFF: many,
        Key.REFUSED: many,
        Key.OVERTURNED: 2 * many,
        Key.UNMET: 2 * many,
        Key.WHO_WROTE: 2 * many,
    }


def test_the_team_is_that_of_the_social_worker_at_that_moment(north: User) -> None:
    south, none = worker_of("South"), worker_of(None)
    moved = person_of(north, until=MAY)
    allocate(moved, south, since=MAY)
    agree(send(plan_of(moved), line("10.00"), at=MAY), at=MAY)
    before = person_of(north, until=MAY)
    allocate(before, south, since=MAY)
    agree(send(plan_of(before), line("10.00"), at=MAY - MOMENT), at=MAY - MOMENT)
    agreed(none)
    agreed(None)
    names = {name: row(Key.SIGNED_OFF, name) for name in counted(Key.SIGNED_OFF).rows}
    assert names == {"North": {"A manager": 1}, "South": {"A manager": 1}, "No team": {"A manager": 2}}


def test_a_team_without_anything_stands_there_and_no_team_only_where_needed(north: User) -> None:
    TeamFactory(name="East")
    agreed(north)
    table = counted(Key.SIGNED_OFF)
    assert table.rows == ("East", "North") and table.counts[0] == (0, 0, 0)


def test_who_agreed_for_the_first_time(north: User) -> None:
    agreed(north, alone=True)
    agreed(north, alone=True)
    agreed(north)
    agreed(north, panel_on=MAY.date())
    # A no is counted apart: beside the final budgets it would tell how many got one.
    refuse(send(plan_of(person_of(north)), line("9.00"), at=MAY), at=MAY, panel_on=MAY.date())
    final = agreed(north, alone=True)
    # Deciding again is no first decision.
    agree(final.decision.sign_off, at=MAY + DAY, after=challenge(final.decision, at=MAY))  # type: ignore[attr-defined]
    assert row(Key.SIGNED_OFF, "North") == {"A social worker alone": 3, "A manager": 1, "A panel": 1}


def test_reasons_stand_apart_by_the_step_they_explain(north: User) -> None:
    parts = (
        ("to_planned", "needs_changed", "30.00"),
        ("to_planned", "needs_changed", "10.00"),
        ("to_planned", "prices", "10.00"),
        ("to_final", "not_allowed", "-20.00"),
    )
    agreed(north, "150.00", first="100.00", weekly="130.00", parts=parts)
    agreed(north, "150.00", first="100.00", parts=(("to_planned", "prices", "50.00"),))
    settle()
    assert row(Key.REASONS, "North") == {"The needs have changed since": 1, "Pay or prices are different": 2}
    assert row(Key.CHANGED_WHY, "North") == {"The budget may not pay for a part": 1}
    assert row(Key.OVERTURNED, "North") == {"Agreed at another sum than planned": 1}
    assert counted(Key.REASONS).across == ""


def test_refusals_by_reason_each_person_once(north: User) -> None:
    plan = plan_of(person_of(north))
    refuse(send(plan, line("9.00"), at=MAY), at=MAY, reason="not_safe")
    refuse(send(plan, line("8.00"), at=MAY + DAY), at=MAY + DAY, reason="another_way")
    refuse(send(plan_of(person_of(north)), line("9.00"), at=MAY), at=MAY, reason="not_safe")
    assert row(Key.REFUSED, "North") == {
        "The same needs can be met in another way": 1,
        "Somebody might be harmed": 1,
    }


def test_challenges_and_what_was_decided_again(north: User) -> None:
    for _ in range(2):
        decision = refuse(send(plan_of(person_of(north)), line("9.00"), at=MAY), at=MAY)
        again = challenge(decision, at=MAY + DAY)
    agree(decision.sign_off, at=MAY + 2 * DAY, after=again)
    assert row(Key.OVERTURNED, "North") == {"Challenged": 2, "Decided again after a challenge": 1}


def test_days_of_each_step_of_those_who_finished_it(north: User) -> None:
    person = person_of(north)
    assess(person, north, on=date(2026, 3, 1), at=MAY)
    IndicativeBudget.objects.create(person=person, weekly=1, set_by=north, set_at=datetime(2026, 3, 11, 9, tzinfo=UTC))
    plan = plan_of(person, at=datetime(2026, 3, 12, 9, tzinfo=UTC))
    # Half past eleven at night in the database: the 21st of April here.
    sign_off = send(plan, line("9.00"), at=datetime(2026, 4, 20, 23, 30, tzinfo=UTC))
    agree(sign_off, at=datetime(2026, 5, 1, 9, tzinfo=UTC))
    FirstPayment.objects.create(person=person, paid_on=date(2026, 8, 1), recorded_by=north, recorded_at=NOW)
    assert row(Key.DAYS, "North") == dict.fromkeys(counted(Key.DAYS).columns[:4], 1)
    assert [measure(Key.DAYS, "North", place) for place in range(5)] == ["10 days", "1 day", "40 days", "10 days", ""]
    assert measure(Key.DAYS, "All teams") == "10 days"


def test_how_far_people_are_at_the_end_of_the_period(north: User) -> None:
    person_of(north)
    person_of(north, since=LAST + MOMENT)
    person_of(north, until=LAST)
    person_of(None)
    IndicativeBudget.objects.create(person=person_of(north), weekly=1, set_by=north, set_at=LAST)
    late = person_of(north)
    IndicativeBudget.objects.create(person=late, weekly=1, set_by=north, set_at=LAST + MOMENT)
    plan_of(person_of(north))
    send(plan_of(person_of(north)), line("9.00"), at=MAY)
    agreed(north)
    paid = person_of(north, until=NOW)
    agree(send(plan_of(paid), line("9.00"), at=MAY), at=MAY)
    FirstPayment.objects.create(person=paid, paid_on=date(2026, 7, 31), recorded_by=north, recorded_at=NOW)
    assert row(Key.TAKE_UP, "North") == {
        "Nothing yet": 2,
        "A first figure": 1,
        "Planning": 1,
        "Plan sent": 1,
        "Plan agreed": 1,
        "Money came": 1,
    }


def test_who_wrote_the_plans(north: User) -> None:
    for way in ("alone", "family", "family", None):
        plan = plan_of(person_of(north))
        send(plan, line("9.00"), at=MAY)
        if way:
            PlanningRoute.objects.create(document=plan, route=way, chosen_at=MAY)
    before = plan_of(person_of(north))
    send(before, line("9.00"), at=FIRST - DAY)
    send(before, line("9.00"), at=MAY)
    shown = {"begun_by": north, "begun_at": MAY, "why": "crisis", "state": "shown", "shown_at": MAY}
    DirectPlan.objects.create(person=person_of(north), **shown)
    assert row(Key.WHO_WROTE, "North") == {
        "Alone": 1,
        "With family or friends": 2,
        "A social worker, for them": 1,
        "Nobody said": 1,
    }


def test_answers_about_spending_and_those_that_did_not_fit(north: User) -> None:
    def answer(person: User, state: str = "given") -> SpendingAnswer:
        question = SpendingQuestion.objects.create(
            person=person, asked_by=person, asked_at=MAY, answer_by=MAY, words="A taxi?"
        )
        given = MAY if state == "given" else None
        facts = {"answered_by": north, "answered_at": MAY, "state": state, "given_at": given}
        return SpendingAnswer.objects.create(question=question, said="yes", **facts)

    first, second = person_of(north), person_of(north)
    answer(first)
    answer(first)
    answer(second)
    for outcome in ("both", "taken_back"):
        settled = {"settled_at": MAY, "settled_by": north, "reason": "So.", "outcome": outcome}
        SpendingConflict.objects.create(answer=answer(person_of(north), "not_given"), flagged_at=MAY, **settled)
    SpendingConflict.objects.create(answer=answer(second, "waiting"), flagged_at=MAY)
    assert row(Key.ANSWERS, "North") == {
        "Got an answer": 2,
        "One did not fit an earlier one": 3,
        "Settled by a manager": 1,
    }


def test_workers_who_try_a_plan_are_nobodys_figures(north: User) -> None:
    agree(send(plan_of(UserFactory(social_worker=True)), line("9.00"), at=MAY), at=MAY)
    assert not any(sum(numbers) for table in count_all(PERIOD) for numbers in table.counts)


def test_as_many_questions_for_many_people_and_teams_as_for_few(north: User) -> None:
    agreed(north)
    agreed(None)
    few = _queries()
    for name in ("East", "South", "West"):
        worker = worker_of(name)
        for _ in range(4):
            agreed(worker, first="90.00")
    assert Allocation.objects.filter(starts_at=YEARS_AGO).count() == 13
    assert _queries() == few == 13


def _queries() -> int:
    with CaptureQueriesContext(connection) as queries:
        count_all(PERIOD)
    return len(queries)
