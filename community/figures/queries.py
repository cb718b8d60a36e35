"""The figures of one organisation, counted in the database: one question each, however many months and rows.

They come from the steps that requests took, from when matches began and ended, and from the meetings that were written
down. What a row is about never leaves the database; only how many.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import (
    Aggregate,
    Count,
    DateField,
    DurationField,
    F,
    Min,
    OuterRef,
    Q,
    Subquery,
    Sum,
)
from django.db.models.functions import TruncDate, TruncMonth

from community.figures.months import Month
from community.help_requests.enums import Action, State
from community.help_requests.models import Helping, HelpRequest, Turn
from community.helping.models import Meeting
from community.organisations.models import Organisation

# A request waits for help from the moment it is sent until somebody helps, or nobody will.
WAITING = (State.WAITING, State.ASKED_BACK, State.ACCEPTED, State.PROPOSED)
COUNTED = (Action.SEND, Action.ACCEPT, Action.DECLINE)


class HalfAtMost(Aggregate):
    """What half of the values are at most: of an even number the lower of the two in the middle, so it is always a
    value that was there (PostgreSQL's percentile_disc)."""

    function = "PERCENTILE_DISC"
    template = "%(function)s(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = DurationField()


def steps(organisation: Organisation, since: datetime, at: datetime) -> dict[str, dict[date, int]]:
    """How many requests were sent to the organisation, taken on and declined, by the first day of the month."""
    turns = Turn.objects.filter(organisation=organisation, action__in=COUNTED, at__gte=since, at__lte=at)
    by_month = turns.order_by().annotate(month=TruncMonth("at", output_field=DateField())).values("action", "month")
    found: dict[str, dict[date, int]] = {action: {} for action in COUNTED}
    for row in by_month.annotate(many=Count("pk")):
        found[row["action"]][row["month"]] = row["many"]
    return found


def waiting(organisation: Organisation, months: Sequence[Month], at: datetime) -> dict[date, int]:
    """How many requests waited at the end of each month; now, for the one that runs."""
    ends = {month.first_day: min(month.next.starts_at, at) for month in months}
    # In the order in which they were written down: the window of a later one may have begun before.
    later = Turn.objects.filter(request=OuterRef("request"), pk__gt=OuterRef("pk"))
    following = later.order_by("pk").values("at")[:1]
    waits = Turn.objects.filter(organisation=organisation, after__in=WAITING).annotate(until=Subquery(following))
    counts = {
        f"at_{number}": Count("pk", filter=Q(at__lte=end) & (Q(until=None) | Q(until__gt=end)))
        for number, end in enumerate(ends.values())
    }
    found = waits.aggregate(**counts)
    return {day: found[f"at_{number}"] for number, day in enumerate(ends)}


def helpings(organisation: Organisation, name: str, since: datetime, at: datetime) -> dict[date, int]:
    """In which month how many matches of the organisation began (`starts_at`) or ended (`ends_at`)."""
    when = f"match__{name}"
    found = Helping.objects.filter(organisation=organisation, **{f"{when}__gte": since, f"{when}__lte": at})
    by_month = found.order_by().annotate(month=TruncMonth(when, output_field=DateField())).values("month")
    return {row["month"]: row["many"] for row in by_month.annotate(many=Count("pk"))}


def _meetings(organisation: Organisation) -> Any:
    return Meeting.objects.filter(match__helping__organisation=organisation).order_by()


def minutes(organisation: Organisation, since: date, until: date) -> dict[date, int]:
    """How many minutes people met in, by month, as the two of them wrote it down."""
    found = _meetings(organisation).filter(on__gte=since, on__lte=until).annotate(month=TruncMonth("on"))
    return {row["month"]: row["many"] for row in found.values("month").annotate(many=Sum("minutes"))}


def days_to_first_meeting(organisation: Organisation, since: date, until: date) -> tuple[dict[date, int], int | None]:
    """Within how many days half of the requests came to a first meeting, by the month of that meeting; and over all.

    Counted from the day on which the request was first sent to this organisation.
    """
    sent = Turn.objects.filter(request=OuterRef("pk"), organisation=organisation, action=Action.SEND).order_by()
    first = _meetings(organisation).filter(match__helping__request=OuterRef("pk")).values("match__helping__request")
    requests = HelpRequest.objects.order_by().annotate(
        sent_on=Subquery(sent.values("request").annotate(on=TruncDate(Min("at"))).values("on")),
        met_on=Subquery(first.annotate(on=Min("on")).values("on")),
    )
    met = requests.filter(sent_on__isnull=False, met_on__gte=since, met_on__lte=until)
    half = HalfAtMost(F("met_on") - F("sent_on"))
    by_month = met.annotate(month=TruncMonth("met_on")).values("month").annotate(half=half)
    over_all = met.aggregate(half=half)["half"]
    return {row["month"]: row["half"].days for row in by_month}, over_all.days if over_all is not None else None
