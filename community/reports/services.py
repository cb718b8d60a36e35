"""Making the council's figures: once for each month, and never anew."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import cast

from django.db import transaction
from django.utils.crypto import salted_hmac

from community.reports.counting import count_all
from community.reports.enums import Decider, Key
from community.reports.models import Report
from community.reports.queries import Period, hold_making
from community.reports.suppressing import HEAVIEST, suppressed
from community.reports.tables import Shown

SHARE = "Share by social workers"


def make_report(*, at: datetime) -> Report:
    """The figures of the twelve months until the end of last month, as they may be shown; those that were made before,
    where they were. Of several who make them at once, one does."""
    period = Period.before(at)
    made = _made(period)
    if made:
        return made
    with transaction.atomic():
        hold_making()
        if made := _made(period):
            return made
        return keep_report(period, tables_of(period), at=at)


def tables_of(period: Period) -> list[Shown]:
    """Everything as it may be shown; what was counted is let go."""
    return [_with_share(suppressed(counted, weigh)) for counted in count_all(period)]


def keep_report(period: Period, tables: Sequence[Shown], *, at: datetime) -> Report:
    """Write down the figures of a period."""
    kept = [table.as_json() for table in tables]
    report: Report = Report.objects.create(since=period.since, until=period.until, made_at=at, tables=kept)
    return report


def weigh(row: str, column: str) -> int:
    """See suppressing.Weigh: half by the row and half by the column, and by what nobody outside the service knows."""
    return _half_weight(row) + _half_weight(column)


def _half_weight(name: str) -> int:
    found = int.from_bytes(salted_hmac("community.reports.weigh", name, algorithm="sha256").digest())
    return HEAVIEST // 6 + found % (HEAVIEST // 3)


def _made(period: Period) -> Report | None:
    return cast(Report | None, Report.objects.filter(until=period.until).first())


def _with_share(shown: Shown) -> Shown:
    """Of those agreed, the share of social workers alone: from numbers that are shown, so that it gives none away."""
    if shown.key != Key.SIGNED_OFF:
        return shown
    alone, of_all = shown.columns.index(str(Decider.WORKER.label)), len(shown.columns) - 1
    shares = tuple(_percent(row[alone], row[of_all]) for row in shown.cells)
    return replace(shown, measures=(*shown.measures, (SHARE, shares)))


def _percent(part: int | None, whole: int | None) -> str | None:
    if part is None or whole is None:
        return None
    return f"{(Decimal(part) * 100 / whole).quantize(Decimal(1), rounding=ROUND_HALF_UP)}%" if whole else ""
