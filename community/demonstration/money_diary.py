"""Tom's money diary, which his mother Jan keeps with him: what the bank says, Dev's wages, and a money check."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import F
from django.utils import timezone

from planning.diary.enums import Direction, Every
from planning.diary.lines import plan_lines, plans_for
from planning.diary.models import MoneyDiary
from planning.diary.services import add_entry, begin_diary, change_entry, repeat, take_out_entry
from planning.diary.services.diaries import DiaryValues
from planning.diary.services.repeating import RepeatingValues
from planning.diary.values import EntryValues, LineRef
from planning.money_checks.models import MoneyCheck
from planning.money_checks.period import Chosen, period_of
from planning.money_checks.services import share_period
from planning.money_sharing.enums import Reach
from planning.money_sharing.models import MoneyShare
from planning.money_sharing.services import share_money
from planning.statements.models import Statement
from planning.statements.reading.lines import Settled
from planning.statements.services import add_lines, bring_statement, read_lines
from planning.timesheets.lookup import monday_of
from planning.timesheets.models import Assistant
from planning.timesheets.services import AssistantValues, WeekValues, pay_week, take_on, write_week
from portal.accounts.models import User
from portal.notifications.models import Notice
from portal.relationships.models import CircleMembership

# Four weeks of £175.59 each time, and what was there on the first day.
PAYMENT, OPENING, SINCE = Decimal("702.36"), Decimal("64.20"), timedelta(days=112)
KEY = UUID("6f2b7a0e-6a53-4d0f-9c6b-5d7f8c0d1e22")
# What for, how much, every how many days, who wrote it down, and a word of the line of the plan it belongs to.
SPENDING = (
    ("Farm day", "30.00", 7, "jan", "farm"),
    ("Train ticket for Dev", "9.60", 7, "jan", "tickets"),
    ("Chips with Dev", "7.20", 14, "tom", ""),
    ("Cinema", "9.50", 21, "tom", ""),
)
# Dev's nine hours a week: before his hours were kept here, what Jan wrote down herself.
HOURLY, WORKED = Decimal("13.20"), ("2", "0", "3", "0", "0", "4", "0")
WAGES, KEPT_WEEKS = Decimal("118.80"), 4
# What the bank says: how many days ago, in which words, how much. The first two are in the diary with Tom's and Jan's
# yes, the others wait.
BANK = (
    (9, "NORTHMOOR RAIL TICKETS", "-4.80"),
    (8, "VALLEY FARM SHOP", "-11.35"),
    (6, "THE CHIP INN", "-6.90"),
    (3, "NORTHMOOR RAIL TICKETS", "-4.80"),
)
CONFIRMED = 2
CHECK_DAYS = timedelta(days=27)
CHECK_WORDS = "The first four weeks. We were a bit slow with the tickets in the second one."


def seed_diary(users: Mapping[str, User], *, at: datetime) -> None:
    """For sixteen weeks; who has begun a diary for him meanwhile keeps it."""
    tom, jan = users["tom"], users["jan"]
    membership = CircleMembership.objects.filter(person=tom, supporter=jan, ends_at=None).first()
    if membership is None or MoneyDiary.objects.filter(person=tom).exists():
        return
    if not MoneyShare.objects.filter(membership=membership).exists():
        share_money(membership=membership, reach=Reach.MANAGE, by=tom, at=at - SINCE - timedelta(days=6))
    first = timezone.localdate(at) - SINCE
    plans = plans_for(tom, tom, at)
    says = DiaryValues("My money diary", first, OPENING, plans[0] if plans else None, PAYMENT, Every.FOUR_WEEKS, first)
    diary = begin_diary(person=tom, values=says, by=tom, at=at - SINCE)
    payment = RepeatingValues(EntryValues(first, Direction.IN, PAYMENT, "Direct payment"), Every.FOUR_WEEKS)
    repeat(diary=diary, values=payment, by=jan, at=at - SINCE + timedelta(hours=1), key=KEY)
    _write(diary, users, at)
    _put_right(diary, jan, at)


def _write(diary: MoneyDiary, users: Mapping[str, User], at: datetime) -> None:
    """What went out since then, each on its day."""
    line_of = _parts(diary)
    for place, (what_for, amount, every, by, word) in enumerate(SPENDING):
        for ago in range(SINCE.days - 1 - place, 0, -every):
            _add(diary, what_for, Decimal(amount), line_of(word), by=users[by], at=at - timedelta(days=ago))
    for ago in range(SINCE.days - 6, 7 * KEPT_WEEKS, -7):
        _add(diary, "Dev, nine hours", WAGES, line_of("nine hours"), by=users["jan"], at=at - timedelta(days=ago))


def _parts(diary: MoneyDiary) -> Callable[[str], LineRef | None]:
    """Finds the line of the plan with this word in it; none for no word."""
    lines = {line.what_for.lower(): LineRef.of(line) for line in plan_lines(diary, diary.person)}
    return lambda word: next((ref for words, ref in lines.items() if word and word in words), None)


def _add(diary: MoneyDiary, what_for: str, amount: Decimal, line: LineRef | None, *, by: User, at: datetime) -> None:
    values = EntryValues(timezone.localdate(at), Direction.OUT, amount, what_for, line=line)
    add_entry(diary=diary, values=values, by=by, at=at)


def _put_right(diary: MoneyDiary, jan: User, at: datetime) -> None:
    """A slip that Jan put right, and one entry that she took out because it was there twice."""
    slip, twice = diary.entries.kept().filter(created_by=jan, source="typed").newest_first()[:2]
    values = replace(slip.values, amount=slip.amount + Decimal("1.40"))
    change_entry(entry=slip, values=values, seen=1, by=jan, at=at - timedelta(hours=20))
    double = add_entry(diary=diary, values=twice.values, by=jan, at=at - timedelta(hours=19))
    take_out_entry(entry=double, seen=1, by=jan, at=at - timedelta(hours=19) + timedelta(minutes=2))


def seed_bank(users: Mapping[str, User], *, at: datetime) -> None:
    """Once: Jan brought a statement in last night; what it has of the first days was confirmed, the rest waits."""
    diary, jan = _diary_of(users["tom"]), users["jan"]
    if diary is None or Statement.objects.filter(diary=diary).exists():
        return
    today, evening = timezone.localdate(at), at - timedelta(hours=14)
    rows = [f"{today - timedelta(days=ago):%d/%m/%Y},{words},{amount}" for ago, words, amount in BANK]
    content = "\n".join(["Date,Description,Amount", *rows]) + "\n"
    upload = SimpleUploadedFile("bank-statement.csv", content.encode(), content_type="text/csv")
    statement = bring_statement(diary=diary, upload=upload, by=jan, at=evening, key=KEY)
    columns = Settled.from_json(statement.settled).columns
    statement = read_lines(statement=statement, columns=columns, by=jan, at=evening)
    first = list(statement.lines.order_by("number").values_list("pk", flat=True)[:CONFIRMED])
    add_lines(statement=statement, lines=first, by=jan, at=evening)


def seed_wages(users: Mapping[str, User], *, at: datetime) -> None:
    """Once: Dev's hours of the last weeks. The latest week is not paid yet."""
    diary, jan = _diary_of(users["tom"]), users["jan"]
    if diary is None or Assistant.objects.filter(diary=diary).exists():
        return
    monday = monday_of(timezone.localdate(at))
    line, first = _parts(diary)("nine hours"), diary.begins_on
    values = AssistantValues("Dev", first, HOURLY, first, born_on=date(1996, 5, 14), line=line)
    dev = take_on(diary=diary, values=values, by=jan, at=at - timedelta(days=7 * KEPT_WEEKS), key=KEY)
    hours = WeekValues(tuple(Decimal(each) for each in WORKED))
    for ago in range(KEPT_WEEKS - 1, 0, -1):
        begins = monday - timedelta(days=7 * ago)
        # On the Monday after it, or by now.
        at_end = min(at, at - timedelta(days=(timezone.localdate(at) - begins).days - 7))
        week = write_week(assistant=dev, begins=begins, values=hours, seen=0, by=jan, at=at_end)
        if ago > 1:
            on = timezone.localdate(at_end)
            pay_week(week=week, amount=WAGES, on=on, seen=week.number, by=jan, at=at_end + timedelta(minutes=5))


def seed_money_check(users: Mapping[str, User], *, at: datetime) -> None:
    """Once: Jan shared the first four weeks. Sunita has not looked yet."""
    diary, jan = _diary_of(users["tom"]), users["jan"]
    if diary is None or MoneyCheck.objects.filter(diary=diary).exists():
        return
    chosen = Chosen(diary.begins_on, diary.begins_on + CHECK_DAYS, with_receipts=False, words=CHECK_WORDS)
    mark = period_of(diary, chosen, jan).mark
    share_period(diary=diary, chosen=chosen, mark=mark, by=jan, at=at - timedelta(days=1, hours=3))


def read_by_now(users: Mapping[str, User], *, at: datetime) -> None:
    """What Tom's money brought to their notice and is older than a few days, they have read."""
    theirs = Notice.objects.filter(user__in=[users[name] for name in ("tom", "jan", "sunita", "morag")], read_at=None)
    theirs.filter(created_at__lt=at - timedelta(days=4)).update(read_at=F("created_at"))


def _diary_of(tom: User) -> MoneyDiary | None:
    found: MoneyDiary | None = MoneyDiary.objects.filter(person=tom, closed_at=None).order_by("pk").first()
    return found
