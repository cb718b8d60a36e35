"""Rows of the year that figures are made of, each at a moment of its own."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

from django.db import connection

from community.reports.counting import count_all
from community.reports.enums import Key
from community.reports.queries import Period
from community.reports.tables import Counted
from planning.assessments.models import IndicativeBudget
from planning.documents.models import Agreement, Document, Version
from planning.limits.models import SignOffLimit
from planning.signing_off.enums import Outcome, State, Step
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
from portal.accounts.models import Team, User
from tests.factories.planning import make_document
from tests.factories.portal import TeamFactory, UserFactory, allocate

# Made in August: the year until the end of July, whose first and last moments are an hour earlier in the database.
NOW = datetime(2026, 8, 19, 11, tzinfo=UTC)
FIRST = datetime(2025, 7, 31, 23, tzinfo=UTC)
LAST = datetime(2026, 7, 31, 22, 59, 59, 999999, tzinfo=UTC)
MOMENT = timedelta(microseconds=1)
MAY = datetime(2026, 5, 12, 9, tzinfo=UTC)
YEARS_AGO = datetime(2020, 1, 1, tzinfo=UTC)
PERIOD = Period.before(NOW)
COSTS = UUID("00000000-0000-0000-0000-000000000001")


def counted(key: Key) -> Counted:
    return next(table for table in count_all(PERIOD) if table.key == key)


def row(key: Key, name: str) -> dict[str, int]:
    """The numbers of one row that are not zero, by column."""
    table = counted(key)
    numbers = table.counts[table.rows.index(name)]
    return {column: many for column, many in zip(table.columns, numbers, strict=True) if many}


def measure(key: Key, row_name: str, place: int = 0) -> str:
    table = counted(key)
    return table.measures[place].values[[*table.rows, table.down].index(row_name)]


def worker_of(team: Team | str | None) -> User:
    if isinstance(team, str):
        team = Team.objects.filter(name=team).first() or TeamFactory(name=team)
    return UserFactory(social_worker=True, team=team)


def person_of(worker: User | None, *, since: datetime = YEARS_AGO, until: datetime | None = None) -> User:
    person = UserFactory()
    if worker:
        allocate(person, worker, since=since, until=until)
    return person


def plan_of(person: User, *, at: datetime = YEARS_AGO) -> Document:
    document = make_document(person)
    Document.objects.filter(pk=document.pk).update(created_at=at)
    return document


def line(
    amount: str | None, outcome: str = "", *, once: str | None = None, entry: UUID | None = None
) -> dict[str, Any]:
    """A cost of a plan: pounds a week, or paid once."""
    return {"weekly": amount, "once": once, "outcome": outcome, "entry_id": entry or uuid4(), "question_id": COSTS}


def send(document: Document, *lines: dict[str, Any], at: datetime, to: User | None = None) -> SignOff:
    to = to or UserFactory(social_worker=True)
    version = Version.objects.create(
        document=document,
        number=document.versions.count() + 1,
        why="sent",
        kept_at=at,
        kept_by=document.owner,
        sent_to=to,
        snapshot={},
    )
    weekly = sum((Decimal(each["weekly"] or 0) for each in lines), Decimal(0))
    once = sum((Decimal(each["once"] or 0) for each in lines), Decimal(0))
    sign_off = SignOff.objects.create(
        version=version, state=State.WITH_MANAGER, since=at, weekly=weekly, once=once, counts=weekly
    )
    SentLine.objects.bulk_create(SentLine(sign_off=sign_off, position=n, **each) for n, each in enumerate(lines))
    return sign_off


def refuse(sign_off: SignOff, *, at: datetime, reason: str = "not_safe", **more: Any) -> Decision:
    by = more.pop("by", None) or UserFactory(team_manager=True)
    facts = {"outcome": Outcome.REFUSED, "reason": reason, "words": "So.", "decided_by": by, "decided_at": at}
    return Decision.objects.create(sign_off=sign_off, **facts, **more)


def agree(
    sign_off: SignOff,
    *,
    at: datetime,
    first: str | None = None,
    weekly: str | None = None,
    parts: tuple[tuple[str, str, str], ...] = (),
    alone: bool = False,
    **more: Any,
) -> FinalBudget:
    """A yes with its final budget. parts: (step, reason, pounds a week); what they leave open is "other"."""
    by = more.pop("by", None) or UserFactory(team_manager=True)
    if alone:
        more["limit"] = SignOffLimit.objects.first() or SignOffLimit.objects.create(
            team=TeamFactory(name="Limits"), weekly=100, starts_at=YEARS_AGO, set_by=by, set_at=YEARS_AGO
        )
    decision = Decision.objects.create(
        sign_off=sign_off, outcome=Outcome.AGREED, words="So.", decided_by=by, decided_at=at, **more
    )
    person = sign_off.version.document.owner
    figure = (
        IndicativeBudget.objects.create(person=person, weekly=first, set_by=by, set_at=YEARS_AGO) if first else None
    )
    final = _final(decision, person, figure, Decimal(weekly) if weekly else sign_off.weekly)
    for number, each in enumerate(sign_off.lines.all()):
        facts = {"question_id": each.question_id, "entry_id": each.entry_id, "weekly": each.weekly, "once": each.once}
        FinalLine.objects.create(final=final, position=number, what_for="My PA", **facts)
    _explain(final, parts)
    Agreement.objects.get_or_create(version=sign_off.version, defaults={"agreed_at": at, "agreed_by": by})
    return final


def _final(decision: Decision, person: User, figure: IndicativeBudget | None, weekly: Decimal) -> FinalBudget:
    first = Decimal(figure.weekly) if figure else None
    return FinalBudget.objects.create(
        decision=decision,
        person=person,
        indicative=figure,
        indicative_weekly=first,
        planned_weekly=decision.sign_off.weekly,
        planned_once=decision.sign_off.once,
        weekly=weekly,
        once=decision.sign_off.once,
        yearly=weekly * 52,
        ratio=None if first is None else ratio_of(first, weekly),
        difference=None if first is None else weekly - first,
    )


def _explain(final: FinalBudget, parts: tuple[tuple[str, str, str], ...]) -> None:
    planned = Decimal(final.planned_weekly) - Decimal(final.indicative_weekly or final.planned_weekly)
    if final.indicative_weekly == 0:
        planned = Decimal(final.planned_weekly)
    left = {Step.TO_PLANNED: planned, Step.TO_FINAL: Decimal(final.weekly) - Decimal(final.planned_weekly)}
    every = [(Step(step), reason, Decimal(amount)) for step, reason, amount in parts]
    for step, _, amount in every:
        left[step] -= amount
    every += [(step, "other", amount) for step, amount in left.items() if amount]
    for number, (step, reason, amount) in enumerate(every):
        BudgetDifference.objects.create(
            final=final, position=number, step=step, reason=reason, words="So.", weekly=amount
        )


def challenge(decision: Decision, *, at: datetime) -> Challenge:
    return Challenge.objects.create(
        decision=decision,
        words="Please look again.",
        made_by=decision.sign_off.version.document.owner,
        made_at=at,
        answer_by=date(2030, 1, 1),
    )


def settle() -> None:
    """What the database checks at the end of a transaction, now."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
