"""Months as people count them. Pure, apart from the time zone of the country."""

from dataclasses import dataclass
from datetime import date, datetime, time

from django.utils import timezone

MONTHS = 12


@dataclass(frozen=True)
class Month:
    """One month: from its first moment until just before the first one of the next."""

    first_day: date

    @property
    def starts_at(self) -> datetime:
        """Its first moment here."""
        return timezone.make_aware(datetime.combine(self.first_day, time()))

    @property
    def next(self) -> "Month":
        """The month after it."""
        return self.plus(1)

    def plus(self, months: int) -> "Month":
        """So many months later, or earlier."""
        years, month = divmod(self.first_day.month - 1 + months, MONTHS)
        return Month(date(self.first_day.year + years, month + 1, 1))

    def __str__(self) -> str:
        return f"{self.first_day:%B %Y}"


def months_until(at: datetime, *, many: int) -> list[Month]:
    """So many months, the one in which this moment is being the last."""
    last = Month(timezone.localdate(at).replace(day=1))
    return [last.plus(-back) for back in reversed(range(many))]
