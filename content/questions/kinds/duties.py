"""A week of duties: what is done on which days, from when to when, and how many hours that makes."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.http import QueryDict

from content.questions.definitions import QuestionDefinition
from content.questions.kinds.base import Piece, Problem, Shown, as_list, as_mapping, one_line
from content.questions.kinds.figures import DAYS, parse_number
from content.questions.kinds.lists import Box, ListKind, entry_id

# Where an editor named no kinds of hours.
SHIFTS = ({"key": "any", "label": "Any hours"},)
MINUTES = 60
A_DAY = 24 * MINUTES
HUNDREDTH = Decimal("0.01")

HOW_TO_WRITE_TIMES = "Write the time like 9am, 2:30pm or 14:30."
SAY_AM_OR_PM = "Is that in the morning or the afternoon? Write am or pm, for example 9am."
NO_DAY = "Choose the day or days on which this is done."
HOW_LONG = "Say from when to when, or how many hours."
ONLY_BEGINNING = "Say when it ends, too, or how many hours it takes."
ONLY_END = "Say when it begins, too."
NO_TIME_BETWEEN = (
    "It begins and ends at the same time. For a whole day and night, write 24 hours in place of the times."
)
TOO_LONG_A_DAY = "A day has 24 hours. Write 24 or less."
TWO_LENGTHS = "From when to when makes {between}, and you wrote {typed}. Change one, or take one of them out."

_TIME = re.compile(r"(\d{1,2})(?:[:.h](\d{2}))?(am|pm)?")
_WORDS = {"midday": "12:00", "noon": "12:00", "midnight": "00:00"}
_STORED = re.compile(r"(?:[01]\d|2[0-3]):[0-5]\d")


def parse_time(text: str) -> str | Problem:
    """A time as people write it, as "14:30"; or a sentence about what to write instead."""
    bare = "".join(text.lower().replace("a.m.", "am").replace("p.m.", "pm").split())
    if bare in _WORDS:
        return _WORDS[bare]
    found = _TIME.fullmatch(bare)
    if not found:
        return Problem(HOW_TO_WRITE_TIMES)
    hour, minute, half = int(found[1]), int(found[2] or 0), found[3]
    if minute >= MINUTES or hour > (12 if half else 23) or (half and not hour):
        return Problem(HOW_TO_WRITE_TIMES)
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    elif hour <= 12 and not (found[2] and len(found[1]) == 2):
        # "9" or "2:30" may be either; "09:30" and "14" are times of a clock with 24 hours.
        return Problem(SAY_AM_OR_PM)
    return f"{hour:02d}:{minute:02d}"


def time_in_words(stored: str) -> str:
    """ "14:30" as "2:30pm"; what is no time yet, as it was typed."""
    if not _STORED.fullmatch(stored):
        return stored
    hour, minute = int(stored[:2]), stored[3:]
    if (hour, minute) in {(0, "00"), (12, "00")}:
        return "midday" if hour else "midnight"
    return f"{hour % 12 or 12}{'' if minute == '00' else ':' + minute}{'am' if hour < 12 else 'pm'}"


def hours_in_words(hours: Decimal) -> str:
    """ "1 hour", "2.5 hours"."""
    rounded = hours.quantize(HUNDREDTH, rounding=ROUND_HALF_UP)
    return "1 hour" if rounded == 1 else f"{rounded.normalize():f} hours"


@dataclass(frozen=True)
class Duty:
    """One duty on one day. when: "8am to 10am", "" where only the hours are known; size: how long it looks."""

    what: str
    when: str
    hours: Decimal
    shift: str
    begins: str = ""

    @property
    def size(self) -> int:
        """From 1 to 6, for how tall it is drawn."""
        return max(1, min(6, int(self.hours.to_integral_value(ROUND_HALF_UP))))

    @property
    def length(self) -> str:
        """Its hours in words."""
        return hours_in_words(self.hours)


@dataclass(frozen=True)
class Day:
    """One day of the week with its duties, the earliest first."""

    name: str
    duties: tuple[Duty, ...]

    @property
    def hours(self) -> Decimal:
        """What they add up to."""
        return sum((duty.hours for duty in self.duties), Decimal(0))

    @property
    def length(self) -> str:
        """The same in words; "" on a free day."""
        return hours_in_words(self.hours) if self.duties else ""


@dataclass(frozen=True)
class ShiftHours:
    """What the hours of one kind add up to in a week. pay: the question that asks what they are paid, "" for none."""

    key: str
    label: str
    hours: Decimal
    pay: str = ""
    sleeping: bool = False

    @property
    def length(self) -> str:
        """The hours in words."""
        return hours_in_words(self.hours)


@dataclass(frozen=True)
class DutyHours:
    """A whole week. unclear: the names of duties that cannot be counted yet."""

    days: tuple[Day, ...]
    shifts: tuple[ShiftHours, ...]
    unclear: tuple[str, ...]

    @property
    def hours(self) -> Decimal:
        """All hours of the week, to a hundredth: the sum of those shown for each kind."""
        return sum((shift.hours for shift in self.shifts), Decimal(0))

    @property
    def length(self) -> str:
        """The same in words."""
        return hours_in_words(self.hours)


class DutyWeek(ListKind):
    """Duties: [{"id", "what", "days": ["monday"], "from": "08:00", "to", "hours", "shift"}].

    Times and hours stay as typed until they are such. The hours of a day come from the times where there are both.
    """

    name, label, template, one = "duty_week", "A week of duties", "duty_week", "duty"
    boxes_of_an_entry = (
        Box("what", "What is done"),
        Box("days", "On which days", "days"),
        Box("from", "From", "time", "For example 9am."),
        Box("to", "To", "time", "For example 2:30pm."),
        Box("hours", "Or how many hours a day", "number", "If the time does not matter."),
        Box("shift", "Kind of hours", "shift"),
    )

    def _entry(self, data: QueryDict, name: str) -> dict[str, Any] | None:
        typed: dict[str, Any] = {
            "what": one_line(data.get(f"{name}-what")),
            "days": [day.lower() for day in DAYS if day.lower() in data.getlist(f"{name}-days")],
            "from": _as_time(one_line(data.get(f"{name}-from"))),
            "to": _as_time(one_line(data.get(f"{name}-to"))),
            "hours": self._typed(self.boxes_of_an_entry[4], data, f"{name}-hours"),
        }
        if not any(typed.values()):
            return None
        # Which kinds there are is for the question to say; one that is gone is shown as any other.
        return {"id": entry_id(data.get(f"{name}-id")), **typed, "shift": one_line(data.get(f"{name}-shift"))[:60]}

    def problems(self, question: QuestionDefinition, value: Any) -> list[Problem]:
        found = []
        for number, entry in enumerate(map(as_mapping, as_list(value))):
            for box, problem in self._problems_of(entry):
                sentence = f"{self._called(entry, number + 1)}: {problem.sentence}"
                found.append(Problem(sentence, f"{number}-{box}"))
        return found

    def _problems_of(self, entry: Mapping[str, Any]) -> list[tuple[str, Problem]]:
        """Each with the box that it is about."""
        found = [
            (box.name, problem)
            for box in self.boxes_of_an_entry
            for problem in self._problems_in(box, entry.get(box.name))
        ]
        if not entry.get("days"):
            found.append(("days", Problem(NO_DAY)))
        return found or _about_its_length(entry)

    def _problems_in(self, box: Box, typed: Any) -> list[Problem]:
        if box.kind == "days":
            return []
        if box.kind == "time" and typed and not _STORED.fullmatch(str(typed)):
            parsed = parse_time(str(typed))
            return [parsed] if isinstance(parsed, Problem) else []
        return super()._problems_in(box, typed)

    def show(self, question: QuestionDefinition, value: Any) -> Shown:
        week = hours_of(question, value)
        rows = [[day.name, duty.when, duty.what, duty.shift, duty.length] for day in week.days for duty in day.duties]
        rows += [["Not counted yet", "", name, "", ""] for name in week.unclear]
        total = [["A week", "", "", "", week.length]] if week.hours else []
        return Shown("table", head=["Day", "When", "What is done", "Kind of hours", "Hours"], rows=[*rows, *total])

    def pieces(self, question: QuestionDefinition, value: Any) -> list[Piece]:
        """Its duties, each with its days, as one would say it."""
        return [
            Piece(str(entry.get("id", number)), _in_words(question, entry), self._called(entry, number))
            for number, entry in enumerate(map(as_mapping, as_list(value)), start=1)
        ]

    def boxes(self, question: QuestionDefinition, value: Any, name: str, extra: int) -> dict[str, Any]:
        context = super().boxes(question, value, name, extra)
        shifts = shifts_of(question)
        for row in context["rows"]:
            for item in row["boxes"]:
                if item["box"].kind == "shift":
                    item["options"] = _options(shifts, str(item["text"]))
        return {**context, "week": hours_of(question, value), "several_kinds": len(shifts) > 1}

    def _box(
        self, box: Box, entry: Mapping[str, Any], name: str, part: str, unclear: list[str], ids: Mapping[str, str]
    ) -> dict[str, Any]:
        drawn = super()._box(box, entry, name, part, unclear, ids)
        if box.kind == "days":
            chosen = as_list(entry.get("days"))
            drawn["options"] = [(day.lower(), day, day.lower() in chosen) for day in DAYS]
        if box.kind == "time":
            drawn["text"] = time_in_words(str(entry.get(box.name) or ""))
        return drawn


def shifts_of(question: QuestionDefinition) -> Sequence[Mapping[str, Any]]:
    """The kinds of hours that a question knows: {"key", "label"}, with "pay" and "sleeping" where an editor said so."""
    found: Sequence[Mapping[str, Any]] = question.options.get("shifts") or SHIFTS
    return found


def hours_of(question: QuestionDefinition, value: Any) -> DutyHours:
    """The duties of an answer placed on their days, and what the hours add up to."""
    labels = {str(shift["key"]): str(shift["label"]) for shift in shifts_of(question)}
    usual = next(iter(labels))
    placed: dict[str, list[Duty]] = {day: [] for day in DAYS}
    by_shift: dict[str, Decimal] = {}
    unclear = []
    kind = DutyWeek()
    for number, entry in enumerate(map(as_mapping, as_list(value)), 1):
        called = str(entry.get("what") or f"Duty {number}")
        hours = None if kind._problems_of(entry) else _hours_a_day(entry)
        if hours is None:
            unclear.append(called)
            continue
        shift = str(entry.get("shift") or usual)
        days = [day for day in DAYS if day.lower() in as_list(entry.get("days"))]
        for day in days:
            placed[day].append(
                Duty(called, _when(entry), hours, labels.get(shift, shift), str(entry.get("from") or ""))
            )
        by_shift[shift] = by_shift.get(shift, Decimal(0)) + hours * len(days)
    return DutyHours(
        tuple(
            Day(day, tuple(sorted(duties, key=lambda d: (not d.begins, d.begins)))) for day, duties in placed.items()
        ),
        _shift_hours(question, by_shift),
        tuple(unclear),
    )


def _shift_hours(question: QuestionDefinition, by_shift: Mapping[str, Decimal]) -> tuple[ShiftHours, ...]:
    known = {str(shift["key"]): shift for shift in shifts_of(question)}
    return tuple(
        ShiftHours(
            key,
            str(known.get(key, {}).get("label", key)),
            by_shift[key].quantize(HUNDREDTH, rounding=ROUND_HALF_UP),
            str(known.get(key, {}).get("pay") or ""),
            bool(known.get(key, {}).get("sleeping")),
        )
        for key in dict.fromkeys([*(key for key in known if key in by_shift), *by_shift])
    )


def _about_its_length(entry: Mapping[str, Any]) -> list[tuple[str, Problem]]:
    begins, ends, typed = (str(entry.get(name) or "") for name in ("from", "to", "hours"))
    found: tuple[str, str] | None = None
    if begins and not ends and not typed:
        found = ("to", ONLY_BEGINNING)
    elif ends and not begins:
        found = ("from", ONLY_END)
    elif begins and begins == ends:
        found = ("to", NO_TIME_BETWEEN)
    elif not begins and not typed:
        found = ("from", HOW_LONG)
    elif sentence := _about_typed_hours(typed, _between(begins, ends) if begins and ends else None):
        found = ("hours", sentence)
    return [(found[0], Problem(found[1]))] if found else []


def _about_typed_hours(typed: str, between: Decimal | None) -> str:
    hours = parse_number(typed) if typed else None
    if not isinstance(hours, Decimal):
        return ""
    if not 0 < hours <= 24:
        return TOO_LONG_A_DAY if hours else HOW_LONG
    if between is not None and abs(hours - between) > HUNDREDTH:
        return TWO_LENGTHS.format(between=hours_in_words(between), typed=hours_in_words(hours))
    return ""


def _hours_a_day(entry: Mapping[str, Any]) -> Decimal | None:
    begins, ends, typed = (str(entry.get(name) or "") for name in ("from", "to", "hours"))
    if begins and ends:
        return _between(begins, ends)
    hours = parse_number(typed)
    return None if isinstance(hours, Problem) else hours


def _between(begins: str, ends: str) -> Decimal:
    """Hours from one time to the other; an end before the beginning is on the next day."""
    first, last = (int(time[:2]) * MINUTES + int(time[3:]) for time in (begins, ends))
    return Decimal((last - first) % A_DAY) / MINUTES


def _in_words(question: QuestionDefinition, entry: Mapping[str, Any]) -> str:
    """ "Up and dressed, Monday, Thursday, 8am to 10am"; what is not clear yet, as it was typed."""
    days = [day for day in DAYS if day.lower() in as_list(entry.get("days"))]
    typed, labels = str(entry.get("hours") or ""), {str(s["key"]): str(s["label"]) for s in shifts_of(question)}
    shift = str(entry.get("shift") or "")
    parts = [
        str(entry.get("what") or ""),
        ", ".join(days),
        _when(entry) or time_in_words(str(entry.get("to") or "")),
        f"{typed} hours a day" if typed else "",
        labels.get(shift, shift) if len(labels) > 1 else "",
    ]
    return ", ".join(filter(None, parts))


def _when(entry: Mapping[str, Any]) -> str:
    begins, ends = (time_in_words(str(entry.get(name) or "")) for name in ("from", "to"))
    if begins and ends:
        return f"{begins} to {ends}"
    return f"from {begins}" if begins else ""


def _as_time(typed: str) -> str:
    parsed = parse_time(typed) if typed else ""
    return typed if isinstance(parsed, Problem) else parsed


def _options(shifts: Sequence[Mapping[str, Any]], chosen: str) -> list[tuple[str, str, bool]]:
    known = [(str(shift["key"]), str(shift["label"])) for shift in shifts]
    if chosen and chosen not in dict(known):
        known.append((chosen, chosen))
    return [(key, label, key == chosen) for key, label in known]
