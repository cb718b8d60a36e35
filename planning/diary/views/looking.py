"""A diary as charts, and as pictures."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from planning.diary.lookup import find_diary
from planning.diary.models import MoneyDiary
from planning.diary.outlook import DAYS_A_WEEK, NOTHING, a_week, largest
from planning.diary.pictures import Coins, as_coins, worth_of_a_coin
from planning.diary.reading import DiaryReading
from planning.diary.services import open_diary
from planning.diary.tally import Sums, Tally, running
from portal.access.declarations import open_to
from portal.access.enums import Audience
from portal.access.requests import SignedInRequest
from portal.components.lists import Bar, Choice
from portal.components.money import format_money

PERIODS = {
    "month": (0, "This month"),
    "three": (2, "Three months"),
    "year": (11, "Twelve months"),
    "all": (None, "All"),
}
MONTHS_DRAWN = 12


@require_safe
@open_to(Audience.PERSON)
def charts(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """By month, and by line of the plan, each as a chart with its table."""
    at = timezone.now()
    found = find_diary(request, uuid, at)
    open_diary(diary=found, by=request.user, at=at)
    reading = DiaryReading(found, request.user, at)
    period = request.GET.get("period", "three")
    period = period if period in PERIODS else "three"
    since = _since(found, period, reading.today)
    chosen, weeks = reading.tally.since(since.replace(day=1)), _weeks(since, reading.today)
    lines = _by_line(reading, chosen, weeks)
    months = reading.tally.by_month()
    context = {
        "page_title": "How it went",
        "page_caption": found.title,
        "diary": found,
        "periods": [Choice(words, f"?period={name}", current=name == period) for name, (_, words) in PERIODS.items()],
        "since": since,
        "lines": lines,
        "line_bars": [(row["name"], _line_bars(row)) for row in lines],
        "most_a_week": largest([each for row in lines for each in (row["spent"], row["planned"] or NOTHING)]),
        "months": _months(reading, months),
        "month_bars": [
            (f"{month:%B %Y}", [_bar("In", sums.came_in), _bar("Out", sums.went_out, "warm")])
            for month, sums in list(months.items())[:MONTHS_DRAWN]
        ],
        "most_a_month": largest([each for sums in months.values() for each in (sums.came_in, sums.went_out)]),
        "back_url": found.get_absolute_url(),
        "back_label": found.title,
    }
    return render(request, "planning/diary/charts.html", context)


@require_safe
@open_to(Audience.PERSON)
def pictures(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """What came in, what went out and what is left, as coins, in few and large words."""
    at = timezone.now()
    found = find_diary(request, uuid, at)
    open_diary(diary=found, by=request.user, at=at)
    reading = DiaryReading(found, request.user, at)
    month = reading.today.replace(day=1)
    this = reading.tally.of_month(month)
    spent = sorted(
        ((reading.name_of(line), sums.went_out) for line, sums in this.by_line().items() if sums.went_out),
        key=lambda pair: -pair[1],
    )
    sums, left = this.total, reading.outlook.free
    worth = worth_of_a_coin([sums.came_in, sums.went_out, left])
    context: dict[str, Any] = {
        "page_title": "My money in pictures" if reading.mine else f"{found.person.known_as}’s money in pictures",
        "page_caption": found.title,
        "diary": found,
        "month": month,
        "worth": worth,
        "rows": [
            as_coins("in", "came in", sums.came_in, worth),
            as_coins("out", "went out", sums.went_out, worth),
            as_coins("left", "is left", left, worth) if left >= 0 else Coins("missing", "is missing", -left, 0),
        ],
        "spent": [as_coins("out", name, amount, worth_of_a_coin([s for _, s in spent])) for name, amount in spent],
        "spent_worth": worth_of_a_coin([amount for _, amount in spent]),
        "next_payment": reading.outlook.next_payment,
        "back_url": found.get_absolute_url(),
        "back_label": found.title,
    }
    return render(request, "planning/diary/pictures.html", context)


def _since(found: MoneyDiary, period: str, today: date) -> date:
    """The first day that is looked at: of a month, and never before the diary begins."""
    back = PERIODS[period][0]
    if back is None:
        return found.begins_on
    months = today.year * 12 + today.month - 1 - back
    return max(found.begins_on, date(months // 12, months % 12 + 1, 1))


def _weeks(since: date, today: date) -> Decimal:
    return Decimal((today - since + timedelta(days=1)).days) / DAYS_A_WEEK


def _by_line(reading: DiaryReading, chosen: Tally, weeks: Decimal) -> list[dict[str, Any]]:
    """Each line with what went out for it in an average week, and what the plan says."""
    sums = chosen.by_line()
    planned = {line.entry_id: line.weekly for line in reading.plan}
    lines: list[UUID | None] = [line for line in reading.line_names if line in sums or line in planned]
    if None in sums:
        lines.append(None)
    return [
        {
            "name": reading.name_of(line),
            "line": line or "none",
            "planned": planned.get(line) if line else None,
            "total": sums.get(line, Sums()).went_out,
            "spent": a_week(sums.get(line, Sums()).went_out, weeks),
        }
        for line in lines
        if sums.get(line, Sums()).went_out or (line in planned if line else False)
    ]


def _line_bars(row: dict[str, Any]) -> list[Bar]:
    bars = [_bar("Went out", row["spent"], "warm")]
    return [_bar("Planned", row["planned"]), *bars] if row["planned"] is not None else bars


def _months(reading: DiaryReading, months: dict[date, Sums]) -> list[dict[str, Any]]:
    there = running(reading.diary.opening, months)
    here = reading.diary.get_absolute_url()
    return [
        {"month": month, "sums": sums, "there": there[month], "url": f"{here}?month={month:%Y-%m}#entries"}
        for month, sums in months.items()
    ]


def _bar(label: str, amount: Decimal, tone: str = "") -> Bar:
    return Bar(label, amount, tone, format_money(amount))
