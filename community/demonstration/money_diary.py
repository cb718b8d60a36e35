"""Tom's money diary, which his mother Jan keeps with him."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from uuid import UUID

from django.utils import timezone

from planning.diary.enums import Direction, Every
from planning.diary.lines import plan_lines, plans_for
from planning.diary.models import MoneyDiary
from planning.diary.services import add_entry, begin_diary, change_entry, repeat, take_out_entry
from planning.diary.services.diaries import DiaryValues
from planning.diary.services.repeating import RepeatingValues
from planning.diary.values import EntryValues, LineRef
from planning.money_sharing.enums import Reach
from planning.money_sharing.models import MoneyShare
from planning.money_sharing.services import share_money
from portal.accounts.models import User
from portal.relationships.models import CircleMembership

# Four weeks of £180 each time, and what was there on the first day.
PAYMENT, OPENING, SINCE = Decimal("720.00"), Decimal("64.20"), timedelta(days=112)
KEY = UUID("6f2b7a0e-6a53-4d0f-9c6b-5d7f8c0d1e22")
# What for, how much, every how many days, who wrote it down, and a word of the line of the plan it belongs to.
SPENDING = (
    ("Dev, nine hours", "118.80", 7, "jan", "nine hours"),
    ("Farm day", "30.00", 7, "jan", "farm"),
    ("Train ticket for Dev", "9.60", 7, "jan", "tickets"),
    ("Chips with Dev", "7.20", 14, "tom", ""),
    ("Cinema", "9.50", 21, "tom", ""),
)


def seed_diary(users: Mapping[str, User], *, at: datetime) -> None:
    """For four months; who has begun a diary for him meanwhile keeps it."""
    tom, jan = users["tom"], users["jan"]
    membership = CircleMembership.objects.filter(person=tom, supporter=jan, ends_at=None).first()
    if membership is None or MoneyDiary.objects.filter(person=tom).exists():
        return
    if not MoneyShare.objects.filter(membership=membership).exists():
        share_money(membership=membership, reach=Reach.MANAGE, by=tom, at=at - timedelta(days=13))
    first = timezone.localdate(at) - SINCE
    plans = plans_for(tom, tom, at)
    says = DiaryValues("My money", first, OPENING, plans[0] if plans else None, PAYMENT, Every.FOUR_WEEKS, first)
    diary = begin_diary(person=tom, values=says, by=tom, at=at - timedelta(days=12))
    payment = RepeatingValues(EntryValues(first, Direction.IN, PAYMENT, "Direct payment"), Every.FOUR_WEEKS)
    repeat(diary=diary, values=payment, by=jan, at=at - timedelta(days=11), key=KEY)
    _write(diary, users, at)
    _put_right(diary, jan, at)


def _write(diary: MoneyDiary, users: Mapping[str, User], at: datetime) -> None:
    """What went out since then. What is older than the diary was written down in one evening."""
    lines = {line.what_for.lower(): LineRef.of(line) for line in plan_lines(diary, diary.person)}
    evening = at - timedelta(days=10)
    for place, (what_for, amount, every, by, word) in enumerate(SPENDING):
        line = next((ref for words, ref in lines.items() if word and word in words), None)
        for ago in range(SINCE.days - 1 - place, 0, -every):
            values = EntryValues(
                timezone.localdate(at) - timedelta(days=ago), Direction.OUT, Decimal(amount), what_for, line=line
            )
            moment = max(evening + timedelta(minutes=SINCE.days - ago), at - timedelta(days=ago))
            add_entry(diary=diary, values=values, by=users[by], at=moment)


def _put_right(diary: MoneyDiary, jan: User, at: datetime) -> None:
    """A slip that Jan put right, and one entry that she took out because it was there twice."""
    slip, twice = diary.entries.kept().filter(created_by=jan, source="typed").newest_first()[:2]
    values = replace(slip.values, amount=slip.amount + Decimal("1.40"))
    change_entry(entry=slip, values=values, seen=1, by=jan, at=at - timedelta(hours=20))
    double = add_entry(diary=diary, values=twice.values, by=jan, at=at - timedelta(hours=19))
    take_out_entry(entry=double, seen=1, by=jan, at=at - timedelta(hours=19) + timedelta(minutes=2))
