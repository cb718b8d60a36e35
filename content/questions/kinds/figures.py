"""Dates, sums of money, and the week."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.http import QueryDict

from content.questions.definitions import QuestionDefinition
from content.questions.kinds.base import Kind, Problem, Shown, as_mapping, tidy, too_long
from portal.components.money import format_money

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
PARTS_OF_THE_DAY = ("Morning", "Afternoon", "Evening", "Night")
PER = {"week": "a week", "month": "a month", "year": "a year", "once": "once", "none": ""}
MOST = Decimal("9999999.99")

HOW_TO_WRITE_MONEY = "Write the amount in pounds, for example 12.50."
NOT_BELOW_ZERO = "Write an amount of 0 or more. If money comes back to you, say so in words."
TOO_MUCH = "Write an amount below 10 million pounds."
NO_SUCH_DATE = "There is no such date. Check the day, the month and the year."
WHOLE_DATE = "Give the day, the month and the year."


def parse_money(text: str) -> Decimal | Problem:
    """Pounds as people write them: "£1,200", "12.50", "12,50"; or a sentence about what to write instead."""
    bare = text.replace("£", "").replace(" ", "")
    if "," in bare and "." not in bare and len(bare.rsplit(",", 1)[1]) == 2:
        bare = bare.replace(",", ".")
    try:
        amount = Decimal(bare.replace(",", ""))
    except InvalidOperation:
        return Problem(HOW_TO_WRITE_MONEY)
    if not amount.is_finite():
        return Problem(HOW_TO_WRITE_MONEY)
    if amount < 0:
        return Problem(NOT_BELOW_ZERO)
    if amount > MOST:
        return Problem(TOO_MUCH)
    exponent = amount.as_tuple().exponent
    if isinstance(exponent, int) and exponent < -2:
        return Problem("Write whole pence, for example 12.50.")
    return amount


class Date(Kind):
    """A day, in three boxes. Stored as "2026-11-03"; while it is no date yet, as {"typed": [day, month, year]}."""

    name, label, template, group = "date", "Date", "date", True

    def read(self, question: QuestionDefinition, data: QueryDict, name: str) -> Any:
        return read_date([data.get(f"{name}_{box}", "") for box in range(3)])

    def problems(self, question: QuestionDefinition, value: Any) -> list[Problem]:
        return date_problems(value)

    def show(self, question: QuestionDefinition, value: Any) -> Shown:
        return Shown("text", text=date_in_words(value))

    def boxes(self, question: QuestionDefinition, value: Any, name: str, extra: int) -> dict[str, Any]:
        labels = zip(("Day", "Month", "Year"), (2, 2, 4), date_parts(value), strict=True)
        return {"boxes": [{"label": label, "width": width, "text": text} for label, width, text in labels]}


def read_date(typed: Sequence[str]) -> Any:
    """Three boxes to a stored date; None when they are empty, what was typed where it is no date."""
    parts = [tidy(text)[:20] for text in typed]
    if not any(parts):
        return None
    try:
        day, month, year = (int(part) for part in parts)
        return date(year, month, day).isoformat()
    except (ValueError, OverflowError):
        return {"typed": parts}


def date_parts(value: Any) -> list[str]:
    """A stored date as the text of its three boxes."""
    if isinstance(value, str) and value:
        year, month, day = value.split("-")
        return [day.lstrip("0"), month.lstrip("0"), year]
    return [str(part) for part in as_mapping(value).get("typed", ["", "", ""])]


def date_problems(value: Any) -> list[Problem]:
    """What to do about something that is no date yet."""
    typed = as_mapping(value).get("typed")
    if not typed:
        return []
    return [Problem(NO_SUCH_DATE if all(typed) else WHOLE_DATE)]


def date_in_words(value: Any) -> str:
    """3 November 2026; while it is no date yet, what was typed."""
    if isinstance(value, str) and value:
        day = date.fromisoformat(value)
        return f"{day.day} {day:%B %Y}"
    return " ".join(part for part in date_parts(value) if part)


class Money(Kind):
    """An amount. Stored as "12.50"; while it is no amount yet, as {"typed": text}."""

    name, label, template = "money", "Amount of money", "money"

    def read(self, question: QuestionDefinition, data: QueryDict, name: str) -> Any:
        text = tidy(data.get(name))[:200]
        if not text:
            return None
        amount = parse_money(text)
        return {"typed": text} if isinstance(amount, Problem) else f"{amount:.2f}"

    def problems(self, question: QuestionDefinition, value: Any) -> list[Problem]:
        typed = as_mapping(value).get("typed")
        found = parse_money(str(typed)) if typed else None
        return [found] if isinstance(found, Problem) else []

    def show(self, question: QuestionDefinition, value: Any) -> Shown:
        if not isinstance(value, str):
            return Shown("text", text=str(as_mapping(value).get("typed", "")))
        return Shown("text", text=f"{format_money(Decimal(value))} {self._per(question)}".strip())

    def boxes(self, question: QuestionDefinition, value: Any, name: str, extra: int) -> dict[str, Any]:
        typed = value if isinstance(value, str) else as_mapping(value).get("typed", "")
        return {"text": typed, "per": self._per(question)}

    def _per(self, question: QuestionDefinition) -> str:
        return PER.get(str(question.options.get("per", "none")), "")


class Week(Kind):
    """What happens when. Stored as {"monday": {"morning": text}}, with nothing for what is empty."""

    name, label, template, group, words = "week", "A week", "week", True, True

    def read(self, question: QuestionDefinition, data: QueryDict, name: str) -> dict[str, dict[str, str]] | None:
        week: dict[str, dict[str, str]] = {}
        for day in DAYS:
            for part in self._parts(question):
                text = tidy(data.get(f"{name}-{day.lower()}-{part.lower()}"))
                if text:
                    week.setdefault(day.lower(), {})[part.lower()] = text
        return week or None

    def problems(self, question: QuestionDefinition, value: Any) -> list[Problem]:
        return too_long(*[str(text) for day in as_mapping(value).values() for text in as_mapping(day).values()])

    def show(self, question: QuestionDefinition, value: Any) -> Shown:
        week = as_mapping(value)
        rows = [
            [day, "\n".join(f"{part}: {text}" for part, text in self._filled(question, week, day))]
            for day in DAYS
            if week.get(day.lower())
        ]
        return Shown("table", head=["Day", "What happens"], rows=rows)

    def boxes(self, question: QuestionDefinition, value: Any, name: str, extra: int) -> dict[str, Any]:
        week = as_mapping(value)
        return {
            "days": [
                {
                    "label": day,
                    "filled": bool(week.get(day.lower())),
                    "parts": [
                        {
                            "label": part,
                            "name": f"{name}-{day.lower()}-{part.lower()}",
                            "text": self._text(week, day, part),
                        }
                        for part in self._parts(question)
                    ],
                }
                for day in DAYS
            ]
        }

    def both(self, mine: Any, theirs: Any) -> Any:
        ours, other = as_mapping(mine), as_mapping(theirs)
        week: dict[str, dict[str, str]] = {}
        for day in (day.lower() for day in DAYS):
            for part in dict.fromkeys([*as_mapping(other.get(day)), *as_mapping(ours.get(day))]):
                texts = [as_mapping(other.get(day)).get(part), as_mapping(ours.get(day)).get(part)]
                week.setdefault(day, {})[part] = "; ".join(dict.fromkeys(filter(None, texts)))
        return week

    def _parts(self, question: QuestionDefinition) -> Sequence[str]:
        return question.options.get("parts") or PARTS_OF_THE_DAY

    def _text(self, week: Any, day: str, part: str) -> str:
        return str(as_mapping(week.get(day.lower())).get(part.lower(), ""))

    def _filled(self, question: QuestionDefinition, week: Any, day: str) -> list[tuple[str, str]]:
        found = [(part, self._text(week, day, part)) for part in self._parts(question)]
        return [(part, text) for part, text in found if text]
