"""When an email may go: quiet hours and the hour of the digest. Pure: no database, no clock."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

UK = ZoneInfo("Europe/London")
# A night, and more. Whoever sits at somebody's keyboard must not be able to keep every email back for a day.
LONGEST_QUIET = timedelta(hours=12)


def quiet_until(at: datetime, *, begins: time | None, ends: time | None) -> datetime | None:
    """The end of the quiet hours that hold at a moment; None where they do not.

    begins, ends: as clocks show them; 10pm to 7am goes over midnight. The end is the time on the clock, also in the
    night in which the clocks change.
    """
    if begins is None or ends is None:
        return None
    local = at.astimezone(UK)
    now, today = local.time(), local.date()
    if begins < ends:
        return _on(today, ends) if begins <= now < ends else None
    if now >= begins:
        return _on(today + timedelta(days=1), ends)
    return _on(today, ends) if now < ends else None


def within(clock: time, *, begins: time | None, ends: time | None) -> bool:
    """Whether a time on the clock lies in the quiet hours."""
    if begins is None or ends is None:
        return False
    return begins <= clock < ends if begins < ends else clock >= begins or clock < ends


def how_long(*, begins: time, ends: time) -> timedelta:
    """How long quiet hours are on the clock, from one to the other, over midnight where need be."""
    day = date(2000, 1, 1)
    return (datetime.combine(day, ends) - datetime.combine(day, begins)) % timedelta(days=1)


def _on(day: date, clock: time) -> datetime:
    return datetime.combine(day, clock, tzinfo=UK).astimezone(ZoneInfo("UTC"))
