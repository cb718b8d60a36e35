"""The days of each step, in many invented lives: what the database counts is what each person's own clock says."""

import random
from collections import defaultdict
from datetime import date, datetime, time, timedelta

import pytest
from django.utils import timezone

from community.reports import queries, sql
from community.reports.queries import Cell
from planning.assessments.models import Assessment, IndicativeBudget
from planning.clock.enums import Milestone
from planning.clock.models import FirstPayment
from planning.clock.queries import milestones_of, with_milestones
from planning.clock.stages import lay_out
from planning.diary.enums import Source
from planning.diary.models import MoneyDiary
from planning.diary.services.entries import new_entry
from planning.documents.models import Agreement, Document, Version
from planning.signing_off.models import Decision
from portal.accounts.models import User
from tests.factories.assessments import assess
from tests.factories.diary import make_diary, says
from tests.integration.community.reports.world import (
    MAY,
    PERIOD,
    YEARS_AGO,
    agree,
    line,
    person_of,
    plan_of,
    send,
    worker_of,
)

pytestmark = pytest.mark.django_db
FAR = date(9999, 12, 31)


def _moment(day: date, chance: random.Random) -> datetime:
    """Any hour of that day here."""
    hour = chance.choice((0, 9, 23))
    return timezone.make_aware(datetime.combine(day, time(hour, 30)))


def _live(person: User, worker: User, chance: random.Random, *, within: int = 500) -> None:
    """Things in any order, on any days around the period; some out of turn, some twice, some never."""
    first = PERIOD.since - timedelta(days=90)
    days = [first + timedelta(days=chance.randint(0, within)) for _ in range(12)]
    for day in days[: chance.randint(0, 3)]:
        assess(person, worker, on=day, at=_moment(day, chance))
    for day in days[3 : 3 + chance.randint(0, 2)]:
        IndicativeBudget.objects.create(person=person, weekly=1, set_by=worker, set_at=_moment(day, chance))
    for day in days[5 : 5 + chance.randint(0, 2)]:
        plan = plan_of(person, at=_moment(day, chance))
        for later in sorted(days[7 : 7 + chance.randint(0, 2)]):
            sign_off = send(plan, line("1.00"), at=_moment(later, chance))
            if chance.random() < 0.7:
                agree(sign_off, at=_moment(later + timedelta(days=chance.randint(0, 40)), chance))
    if chance.random() < 0.4:
        FirstPayment.objects.create(person=person, paid_on=days[10], recorded_by=worker, recorded_at=MAY)
    if chance.random() < 0.4:
        values = says("5.00", money_in=True, day=days[11])
        new_entry(make_diary(person), values, by=person, at=MAY, source=Source.TYPED).save()


def _rounds(person: User) -> list[date]:
    """On which days a round of this person began: always, and with the first assessment after each yes."""
    assessed = [each.assessed_on for each in Assessment.objects.filter(person=person)]
    yes = [
        timezone.localdate(each.agreed_at)
        for each in Agreement.objects.filter(version__document__owner=person)
        if each.agreed_at < PERIOD.ends
    ]
    assessed = [day for day in assessed if day <= PERIOD.until]
    anew = {min(day for day in assessed if day > agreed) for agreed in yes if any(day > agreed for day in assessed)}
    return [date.min, *sorted(anew)]


def _reached(person: User, starts: date, following: date) -> dict[Milestone, date | None]:
    """The first day of each milestone in a round, as far as the period knows."""
    last = min(following - timedelta(days=1), PERIOD.until)

    def first(days: list[date]) -> date | None:
        return min((day for day in days if starts <= day <= last), default=None)

    decided = first(_days_of(Agreement.objects.filter(version__document__owner=person), "agreed_at"))
    paid = None
    if decided:
        dated = [day for day in person.first_payments.values_list("paid_on", flat=True) if day >= decided]
        entries = [each for diary in MoneyDiary.objects.filter(person=person) for each in diary.entries.all()]
        came = [each.day for each in entries if each.day >= decided]
        paid = first(dated) or first(came)
    return {
        Milestone.ASSESSED: first([each.assessed_on for each in Assessment.objects.filter(person=person)]),
        Milestone.INDICATIVE: first(_days_of(IndicativeBudget.objects.filter(person=person), "set_at")),
        Milestone.PLANNING: first(_days_of(Document.objects.filter(owner=person), "created_at")),
        Milestone.SENT: first(_days_of(Version.objects.filter(document__owner=person), "kept_at")),
        Milestone.DECIDED: decided,
        Milestone.PAID: paid,
    }


def _days_of(rows: object, name: str) -> list[date]:
    return [timezone.localdate(getattr(row, name)) for row in rows]  # type: ignore[attr-defined]


def _stretches(reached: dict[Milestone, date | None]) -> list[tuple[Milestone, date, int]]:
    """Which step ended on which day and took how long: as the person's own clock lays it out."""
    clock = lay_out(reached, today=PERIOD.until)
    known = [stage for stage in clock.stages if stage.reached]
    ended, day = [], None
    for stage in known:
        day = max(day or stage.reached, stage.reached)  # type: ignore[type-var]
        if not stage.current:
            ended.append((stage.milestone, day + timedelta(days=stage.days or 0), stage.days or 0))
    return ended


def _plain(people: list[User]) -> dict[str, list[int]]:
    """Each person once a step, by the one that ended last; of two that ended on one day, either is right."""
    found: dict[str, list[int]] = defaultdict(list)
    for person in people:
        starts = _rounds(person)
        last: dict[Milestone, tuple[date, int]] = {}
        for begins, following in zip(starts, [*starts[1:], FAR], strict=True):
            for milestone, ended, days in _stretches(_reached(person, begins, following)):
                if PERIOD.since <= ended <= PERIOD.until:
                    last[milestone] = (ended, days)
        for milestone, (_, days) in last.items():
            found[milestone.value].append(days)
    return found


@pytest.mark.parametrize("seed", range(20))
def test_days_are_those_of_everybodys_own_clock(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - the same lives each time are the point
    worker = worker_of("North")
    people = [person_of(worker) for _ in range(4)]
    for person in people:
        _live(person, worker, chance)
    found = queries.by_team(sql.DAYS, PERIOD, one_column=False, half=True)
    plain = _plain(people)
    counted = {cell.which: each for cell, each in found.items() if cell.team == "North" and cell.which}
    assert {which: each.many for which, each in counted.items()} == {which: len(days) for which, days in plain.items()}
    over_all = {cell.which: each for cell, each in found.items() if cell.team is None and cell.which}
    assert over_all == counted
    halves = {which: sorted(days)[(len(days) - 1) // 2] for which, days in plain.items()}
    assert {which: int(each.half) for which, each in counted.items() if each.half is not None} == halves


@pytest.mark.parametrize("seed", range(10))
def test_the_last_round_is_the_one_that_people_see(seed: int) -> None:
    """Where nothing happened after the period, the page of the clock and the figures know the same."""
    chance = random.Random(seed)  # noqa: S311
    worker = worker_of("North")
    person = person_of(worker)
    _live(person, worker, chance, within=400)
    seen = milestones_of(with_milestones(User.objects.filter(pk=person.pk)).get())
    assert _reached(person, _rounds(person)[-1], FAR) == seen


def test_nobody_is_counted_without_a_finished_step() -> None:
    person_of(worker_of("North"), since=YEARS_AGO)
    assert not Decision.objects.exists()
    assert queries.by_team(sql.DAYS, PERIOD, one_column=False).get(Cell(None, None), None) in (None, (0, None))
