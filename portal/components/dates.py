"""A date as three boxes, and dates and times as people say them."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import flatatt
from django.utils import timezone

INCOMPLETE = "Give the day, the month and the year."
NOT_A_DATE = "There is no such date. Check the day, the month and the year."
PARTS = (("Day", 2), ("Month", 2), ("Year", 4))
WEEK = 7
# Beyond it there is nothing to plan; and a day after the last one that a computer knows cannot be counted.
LATEST_YEAR = 2200
# Nobody alive was born before it; "26" is no year, and mostly means 2026.
EARLIEST_YEAR = 1900
FOUR_FIGURES = "Write the year with four figures, for example 2026."


class DateBoxes(forms.MultiWidget):
    """Three boxes: day, month, year. Their names end in _0, _1 and _2."""

    template_name = "forms/widgets/date.html"
    use_fieldset = True

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__([forms.TextInput() for _ in PARTS], attrs)

    def decompress(self, value: date | str | None) -> list[int | None]:
        """A date to its three numbers."""
        if isinstance(value, str):
            try:
                value = date.fromisoformat(value)
            except ValueError:
                value = None
        return [value.day, value.month, value.year] if value else [None, None, None]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Adds what each box is called and how wide it is."""
        context = super().get_context(name, value, attrs)
        wrong = (attrs or {}).get("aria-invalid")
        for box, (label, digits) in zip(context["widget"]["subwidgets"], PARTS, strict=True):
            box["said"] = label
            own = {k: v for k, v in box["attrs"].items() if k not in {"class", "aria-describedby"}}
            classes = f"govuk-input govuk-date-input__input govuk-input--width-{digits}"
            own |= {"class": f"{classes} govuk-input--error" if wrong else classes, "inputmode": "numeric"}
            box["rendered_attrs"] = flatatt(own)
        return context


class DateBoxesField(forms.MultiValueField):
    """A date typed as day, month and year. Gives back a `date`, or None where it may stay empty."""

    widget = DateBoxes

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("require_all_fields", False)
        super().__init__([forms.CharField(required=False) for _ in PARTS], **kwargs)

    def clean(self, value: list[str] | None) -> date | None:
        """Says in one sentence what is missing or wrong, never one per box."""
        parts = [str(part or "").strip() for part in value or []]
        if not any(parts):
            if self.required:
                raise ValidationError(self.error_messages["required"], code="required")
            return None
        if not all(parts):
            raise ValidationError(INCOMPLETE, code="incomplete")
        found = self.compress(parts)
        self.run_validators(found)
        return found

    def compress(self, data_list: list[str]) -> date:
        """Three texts to a date."""
        try:
            day, month, year = (int(part) for part in data_list)
            found = date(year, month, day)
        except (ValueError, OverflowError):
            raise ValidationError(NOT_A_DATE, code="invalid") from None
        if year < EARLIEST_YEAR:
            raise ValidationError(FOUR_FIGURES, code="invalid")
        if year > LATEST_YEAR:
            raise ValidationError(NOT_A_DATE, code="invalid")
        return found


def clock(moment: datetime) -> str:
    """The time as people say it: "2:05pm", "9am", "midday"."""
    return clock_time(timezone.localtime(moment).time())


def clock_time(local: time) -> str:
    """The same for a time on a clock."""
    if (local.hour, local.minute) in {(0, 0), (12, 0)}:
        return "midday" if local.hour else "midnight"
    hour = local.hour % 12 or 12
    half = "am" if local.hour < 12 else "pm"
    return f"{hour}:{local.minute:02d}{half}" if local.minute else f"{hour}{half}"


def day_in_words(day: date, *, today: date) -> str:
    """ "today", "yesterday", "tomorrow", "Thursday" (the coming week), "3 November", with the year
    where it is another one."""
    near = {today: "today", today - timedelta(days=1): "yesterday", today + timedelta(days=1): "tomorrow"}
    if day in near:
        return near[day]
    if timedelta(0) < day - today < timedelta(days=WEEK):
        return f"{day:%A}"
    return f"{day.day} {day:%B}" if day.year == today.year else f"{day.day} {day:%B} {day.year}"


def moment_in_words(moment: date | datetime, *, now: datetime, with_time: bool = False) -> str:
    """A moment as people say it: "today at 10:42am", "yesterday", "3 November".

    The time is said for today, and for every day if `with_time`; in the week behind us the
    name of the day then says enough: "Monday at 2:05pm".
    """
    today = timezone.localdate(now)
    if not isinstance(moment, datetime):
        return day_in_words(moment, today=today)
    day = timezone.localdate(moment)
    if with_time and timedelta(days=1) < today - day < timedelta(days=WEEK):
        return f"{day:%A} at {clock(moment)}"
    said = day_in_words(day, today=today)
    return f"{said} at {clock(moment)}" if with_time or day == today else said
