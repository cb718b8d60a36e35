"""The council's figures of a year that nobody lived: counted like any other, from people who are gone again at once.

The cast is too small for figures: nearly every number would be left out, and nobody could see what the page is for.
"""

import random
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import TypeVar
from uuid import uuid4

from django.db import models, transaction

from community.demonstration.cast import NORTH, SOUTH
from community.reports.models import Report
from community.reports.queries import Period
from community.reports.services import keep_report, tables_of
from content.questions.kinds.choices import OUTCOMES
from content.questions.queries import latest_version
from planning.assessments.models import Assessment, IndicativeBudget
from planning.clock.models import FirstPayment
from planning.documents.enums import VersionReason
from planning.documents.models import Agreement, Document, Version
from planning.limits.models import SignOffLimit
from planning.routes.enums import Route
from planning.routes.models import PlanningRoute
from planning.signing_off.enums import Difference, Outcome, Refusal, State, Step
from planning.signing_off.figures import ratio_of
from planning.signing_off.models import (
    BudgetDifference,
    Challenge,
    Decision,
    FinalBudget,
    FinalLine,
    SentLine,
    SignOff,
)
from planning.spending.enums import Outcome as Settled
from planning.spending.enums import Said
from planning.spending.enums import State as Given
from planning.spending.models import SpendingAnswer, SpendingConflict, SpendingQuestion
from portal.accounts.enums import Role
from portal.accounts.models import Team, User
from portal.relationships.models import Allocation

# The council's teams in that year, and how many people each worked with.
TEAMS = {NORTH: 96, SOUTH: 88, "Team East": 61, "Hospital Team": 14}
LIMIT = Decimal("100.00")
PENNY = Decimal("0.01")
Row = TypeVar("Row", bound=models.Model)


@dataclass
class Life:
    """How far somebody came in that year, and when. far: of six steps."""

    person: User
    worker: User
    far: int
    days: list[datetime]
    amounts: list[Decimal]
    first: Decimal


Sent = tuple[Life, SignOff, list[SentLine]]
Decided = tuple[Life, Decision, list[SentLine]]


def seed_figures(*, at: datetime) -> None:
    """The figures until the end of last month, where there are none yet."""
    period = Period.before(at)
    if Report.objects.filter(until=period.until).exists():
        return
    with transaction.atomic():
        _invent(period)
        tables = tables_of(period)
        # Nobody of that year stays.
        transaction.set_rollback(True)
    keep_report(period, tables, at=at)


def _invent(period: Period) -> None:
    chance = random.Random(1948)  # noqa: S311 - the same year each time
    lives = [life for team, many in TEAMS.items() for life in _lives(team, many, period, chance)]
    _before_the_plan(lives, chance)
    versions = _sent([life for life in lives if life.far > 3], chance)
    _decided(versions, period, chance)
    _asked([life for life in lives if life.far > 4], chance)


def _keep(model: type[Row], rows: Iterable[Row]) -> list[Row]:
    return list(model._default_manager.bulk_create(rows))


def _user(role: str, team: Team | None = None) -> User:
    return User(email=f"{uuid4()}@invalid", full_name="Nobody", known_as="Nobody", role=role, team=team)


def _lives(name: str, many: int, period: Period, chance: random.Random) -> list[Life]:
    team, _ = Team.objects.get_or_create(name=name)
    workers = _keep(User, (_user(Role.SOCIAL_WORKER, team) for _ in range(1 + many // 20)))
    people = _keep(User, (_user(Role.PERSON) for _ in range(many)))
    lives = [_life(person, chance.choice(workers), period, chance) for person in people]
    since = period.begins - timedelta(days=400)
    _keep(Allocation, (Allocation(person=life.person, worker=life.worker, starts_at=since) for life in lives))
    return lives


def _life(person: User, worker: User, period: Period, chance: random.Random) -> Life:
    day = period.begins + timedelta(days=chance.randint(-60, 200), hours=10)
    days = [day]
    for least, most in ((3, 25), (1, 14), (10, 60), (2, 30), (7, 40)):
        days.append(days[-1] + timedelta(days=chance.randint(least, most)))
    amounts = [Decimal(chance.randint(1500, 9000)) / 100 for _ in range(chance.randint(1, 4))]
    first = sum(amounts, Decimal(0)) * Decimal(chance.choice(("0.6", "0.8", "0.9", "1", "1", "1.1", "1.3")))
    reached = sum(day < period.ends for day in days)
    return Life(
        person, worker, min(reached, chance.choice((1, 2, 3, 4, 5, 6, 6, 6, 6))), days, amounts, first.quantize(PENNY)
    )


def _before_the_plan(lives: list[Life], chance: random.Random) -> None:
    _keep(Assessment, map(_assessment, lives))
    _keep(IndicativeBudget, (_figure(life) for life in lives if life.far > 1))
    questions = latest_version("support_plan")
    plans = (
        Document(owner=life.person, question_set_version=questions, title="My plan", created_at=life.days[2])
        for life in lives
        if life.far > 2
    )
    ways = [*Route.values, Route.FAMILY, Route.ALONE, None]
    chosen = [(plan, chance.choice(ways)) for plan in _keep(Document, plans)]
    _keep(
        PlanningRoute,
        (PlanningRoute(document=plan, route=way, chosen_at=plan.created_at) for plan, way in chosen if way),
    )


def _assessment(life: Life) -> Assessment:
    day = life.days[0]
    return Assessment(person=life.person, assessed_on=day.date(), recorded_by=life.worker, recorded_at=day)


def _figure(life: Life) -> IndicativeBudget:
    return IndicativeBudget(person=life.person, weekly=life.first, set_by=life.worker, set_at=life.days[1])


def _sent(lives: list[Life], chance: random.Random) -> list[Sent]:
    plans = {plan.owner_id: plan for plan in Document.objects.filter(owner__in=[life.person for life in lives])}
    versions = _keep(Version, (_version(life, plans[life.person.pk]) for life in lives))
    sign_offs = _keep(SignOff, (_sign_off(life, version) for life, version in zip(lives, versions, strict=True)))
    sent = [(life, sign_off, _lines(life, sign_off, chance)) for life, sign_off in zip(lives, sign_offs, strict=True)]
    _keep(SentLine, (line for _, _, lines in sent for line in lines))
    return sent


def _version(life: Life, plan: Document) -> Version:
    facts = {"number": 1, "why": VersionReason.SENT, "snapshot": {}}
    return Version(document=plan, kept_at=life.days[3], kept_by=life.person, sent_to=life.worker, **facts)


def _sign_off(life: Life, version: Version) -> SignOff:
    weekly = sum(life.amounts, Decimal(0))
    return SignOff(version=version, state=State.WITH_MANAGER, since=life.days[3], weekly=weekly, once=0, counts=weekly)


def _lines(life: Life, sign_off: SignOff, chance: random.Random) -> list[SentLine]:
    costs, letters = uuid4(), [*OUTCOMES, "i", "i", "f", "f", "g", ""]
    return [
        SentLine(
            sign_off=sign_off,
            position=place,
            question_id=costs,
            entry_id=uuid4(),
            weekly=amount,
            outcome=chance.choice(letters),
        )
        for place, amount in enumerate(life.amounts)
    ]


def _decided(sent: list[Sent], period: Period, chance: random.Random) -> None:
    limit, manager = SignOffLimit.objects.first(), _user(Role.TEAM_MANAGER)
    manager.save()
    decided = [
        (life, _decision(life, sign_off, limit, manager, chance), lines)
        for life, sign_off, lines in sent
        if life.far > 4
    ]
    _keep(Decision, (decision for _, decision, _ in decided))
    refused = [(life, decision) for life, decision, _ in decided if not decision.is_yes and chance.random() < 0.6]
    _keep(Challenge, (_challenge(life, decision) for life, decision in refused))
    _agreed([each for each in decided if each[1].is_yes], period, chance)


def _decision(
    life: Life, sign_off: SignOff, limit: SignOffLimit | None, manager: User, chance: random.Random
) -> Decision:
    alone = limit is not None and sign_off.counts <= LIMIT
    yes = alone or chance.random() < 0.8
    return Decision(
        sign_off=sign_off,
        outcome=Outcome.AGREED if yes else Outcome.REFUSED,
        reason="" if yes else chance.choice(Refusal.values),
        words="So.",
        decided_by=life.worker if alone else manager,
        decided_at=life.days[4],
        limit=limit if alone else None,
        panel_on=None if alone or chance.random() < 0.6 else life.days[4].date(),
    )


def _challenge(life: Life, decision: Decision) -> Challenge:
    at = life.days[4] + timedelta(days=2)
    return Challenge(decision=decision, words="Look again.", made_by=life.person, made_at=at, answer_by=at.date())


def _agreed(agreed: list[Decided], period: Period, chance: random.Random) -> None:
    people = [life.person for life, _, _ in agreed]
    figures = {each.person_id: each for each in IndicativeBudget.objects.filter(person__in=people)}
    finals = [_final(life, decision, figures[life.person.pk], chance) for life, decision, _ in agreed]
    _keep(FinalBudget, finals)
    _keep(
        FinalLine,
        (_line(final, line) for final, (_, _, lines) in zip(finals, agreed, strict=True) for line in lines),
    )
    _keep(BudgetDifference, (part for final in finals for part in _parts(final, chance)))
    _keep(
        Agreement,
        (
            Agreement(version=decision.sign_off.version, agreed_at=decision.decided_at, agreed_by=decision.decided_by)
            for _, decision, _ in agreed
        ),
    )
    _keep(
        FirstPayment,
        (
            FirstPayment(
                person=life.person, paid_on=life.days[5].date(), recorded_by=life.worker, recorded_at=life.days[5]
            )
            for life, _, _ in agreed
            if life.far > 5 and life.days[5] < period.ends
        ),
    )


def _line(final: FinalBudget, line: SentLine) -> FinalLine:
    return FinalLine(
        final=final,
        position=line.position,
        question_id=line.question_id,
        entry_id=line.entry_id,
        what_for="A cost",
        weekly=line.weekly,
    )


def _final(life: Life, decision: Decision, figure: IndicativeBudget, chance: random.Random) -> FinalBudget:
    planned = sum(life.amounts, Decimal(0))
    # A worker alone agrees what was planned.
    weekly = planned - 5 if decision.limit is None and chance.random() < 0.3 else planned
    return FinalBudget(
        decision=decision,
        person=life.person,
        indicative=figure,
        indicative_weekly=figure.weekly,
        planned_weekly=planned,
        planned_once=0,
        weekly=weekly,
        once=0,
        yearly=weekly * 52,
        ratio=ratio_of(figure.weekly, weekly),
        difference=weekly - figure.weekly,
    )


def _parts(final: FinalBudget, chance: random.Random) -> Iterable[BudgetDifference]:
    steps = (
        (Step.TO_PLANNED, final.planned_weekly - Decimal(final.indicative_weekly or 0), Difference.values[:6]),
        (Step.TO_FINAL, final.weekly - final.planned_weekly, (Difference.NOT_ALLOWED, Difference.OTHERS_HELP)),
    )
    for place, (step, weekly, reasons) in enumerate(steps):
        if weekly:
            reason = chance.choice(list(reasons))
            yield BudgetDifference(final=final, position=place, step=step, reason=reason, words="So.", weekly=weekly)


def _asked(lives: list[Life], chance: random.Random) -> None:
    """Questions about spending, each with an answer; a fifth of these did not fit an earlier one."""
    asking = [life for life in lives if chance.random() < 0.6]
    questions = _keep(SpendingQuestion, map(_question, asking))
    answers = _keep(SpendingAnswer, (_answer(*each) for each in zip(asking, questions, strict=True)))
    _keep(SpendingConflict, (_conflict(answer) for answer in answers if chance.random() < 0.2))


def _question(life: Life) -> SpendingQuestion:
    at, words = life.days[4], "Can I pay a taxi?"
    return SpendingQuestion(person=life.person, asked_by=life.person, asked_at=at, answer_by=at, words=words)


def _answer(life: Life, question: SpendingQuestion) -> SpendingAnswer:
    given = {"state": Given.GIVEN, "answered_at": life.days[4], "given_at": life.days[4]}
    return SpendingAnswer(question=question, said=Said.YES, answered_by=life.worker, **given)


def _conflict(answer: SpendingAnswer) -> SpendingConflict:
    at, by = answer.answered_at, answer.answered_by
    settled = {"outcome": Settled.BOTH, "settled_at": at, "settled_by": by, "reason": "So."}
    return SpendingConflict(answer=answer, flagged_at=at, **settled)
