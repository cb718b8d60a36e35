"""Dates, sums of money, and the week."""

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.http import QueryDict

from content.questions.definitions import QuestionDefinition
from content.questions.kinds.base import (
    LONGEST,
    Kind,
    Piece,
    Problem,
    Shown,
    as_list,
    as_mapping,
    one_line,
    tidy,
    too_long,
)
from portal.components.money import format_money

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
PARTS_OF_THE_DAY = ("Morning", "Afternoon", "Evening", "Night")
PER = {"hour": "an hour", "week": "a week", "month": "a month", "year": "a year", "once": "once", "none": ""}
MOST = Decimal("9999999.99")

HOW_TO_WRITE_MONEY = "Write the amount in pounds, for example 12.50."
WHOLE_PENCE = "Write whole pence, for example 12.50."
NOT_BELOW_ZERO = "Write an amount of 0 or more. If money comes back to you, say so in words."
TOO_MUCH = "Write an amount below 10 million pounds."
HOW_TO_WRITE_NUMBERS = "Write a number, for example 6."
TOO_MANY = "Write a number of 10,000 or less."
NO_SUCH_DATE = "There is no such date. Check the day, the month and the year."
WHOLE_DATE = "Give the day, the month and the year."
FOUR_NUMBERS = "Write the year with four numbers, for example 2027."
# Years that somebody can mean: of a birth long ago, or of a plan far ahead.
YEARS = range(1880, 2200)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_PLAIN_AMOUNT = re.compile(r"(?:\d+|\d{1,3}(?:,\d{3})+)?(?:\.(\d*))?")
_COMMA_FOR_POINT = re.compile(r"\d+,\d{2}")
_PENCE = re.compile(r"\d{1,4}p")


def parse_money(text: str) -> Decimal | Problem:
    """Pounds as people write them: "£1,200", "12.50", "12,50", "50p"; or a sentence about what to write instead."""
    bare = "".join(text.split()).replace("−", "-").replace("–", "-").lower()
    sign, bare = "-" in bare[:2], bare.removeprefix("-").removeprefix("£").removeprefix("-")
    if _COMMA_FOR_POINT.fullmatch(bare):
        bare = bare.replace(",", ".")
    found = _PLAIN_AMOUNT.fullmatch(bare)
    if _PENCE.fullmatch(bare):
        amount = Decimal(bare[:-1]) / 100
    elif found and any(c.isdecimal() for c in bare):
        if len(found.group(1) or "") > 2:
            return Problem(WHOLE_PENCE)
        amount = Decimal(bare.replace(",", ""))
    else:
        return Problem(HOW_TO_WRITE_MONEY)
    if sign:
        return Problem(NOT_BELOW_ZERO)
    return Problem(TOO_MUCH) if amount > MOST else amount


def parse_number(text: str) -> Decimal | Problem:
    """How many of something: 6, or 2.5; or a sentence about what to write instead."""
    bare = "".join(text.split()).replace(",", ".")
    if not re.fullmatch(r"\d+(?:\.\d{1,2})?", bare):
        return Problem(HOW_TO_WRITE_NUMBERS)
    number = Decimal(bare)
    return Problem(TOO_MANY) if number > 10_000 else number


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
    parts = [one_line(text) for text in typed]
    if not any(parts):
        return None
    try:
        day, month, year = (int(part) for part in (parts[0], _month(parts[1]), parts[2]) if part.isdecimal())
        return date(year, month, day).isoformat() if year in YEARS else {"typed": parts}
    except (ValueError, OverflowError):
        return {"typed": parts}


def _month(text: str) -> str:
    """The number of a month that was written as a word."""
    start = text[:3].lower()
    return str(_MONTHS.index(start) + 1) if start in _MONTHS else text


def date_parts(value: Any) -> list[str]:
    """A stored date as the text of its three boxes."""
    if isinstance(value, str) and _is_date(value):
        year, month, day = value.split("-")
        return [day.lstrip("0"), month.lstrip("0"), year]
    return [*map(str, as_list(as_mapping(value).get("typed"))), "", "", ""][:3]


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return text.count("-") == 2


def date_problems(value: Any) -> list[Problem]:
    """What to do about something that is no date yet."""
    typed = as_mapping(value).get("typed")
    if not typed:
        return []
    parts = date_parts(value)
    if any(len(part) > LONGEST for part in parts):
        return too_long(*parts)
    if not all(parts):
        return [Problem(WHOLE_DATE)]
    short = parts[2].isdecimal() and (len(parts[2]) < 4)
    return [Problem(FOUR_NUMBERS if short else NO_SUCH_DATE)]


def date_in_words(value: Any) -> str:
    """3 November 2026; while it is no date yet, what was typed."""
    if isinstance(value, str) and _is_date(value):
        day = date.fromisoformat(value)
        return f"{day.day} {day:%B %Y}"
    return " ".join(part for part in date_parts(value) if part)


class Money(Kind):
    """An amount. Stored as "12.50"; while it is no amount yet, as {"typed": text}."""

    name, label, template = "money", "Amount of money", "money"

    def read(self, question: QuestionDefinition, data: QueryDict, name: str) -> Any:
        text = one_line(data.get(name))
        if not text:
            return None
        amount = parse_money(text)
        return {"typed": text} if isinstance(amount, Problem) else f"{amount:.2f}"

    def problems(self, question: QuestionDefinition, value: Any) -> list[Problem]:
        typed = str(as_mapping(value).get("typed") or "")
        if not typed or len(typed) > LONGEST:
            return too_long(typed)
        found = parse_money(typed)
        return [found] if isinstance(found, Problem) else []

    def show(self, question: QuestionDefinition, value: Any) -> Shown:
        amount = parse_money(value) if isinstance(value, str) else None
        if not isinstance(amount, Decimal):
            return Shown("text", text=str(as_mapping(value).get("typed", "")) or str(value))
        return Shown("text", text=f"{format_money(amount)} {self._per(question)}".strip())

    def boxes(self, question: QuestionDefinition, value: Any, name: str, extra: int) -> dict[str, Any]:
        typed = value if isinstance(value, str) else as_mapping(value).get("typed", "")
        return {"text": typed, "per": self._per(question)}

    def _per(self, question: QuestionDefinition) -> str:
        return PER.get(str(question.options.get("per", "none")), "")


def parts_of(question: QuestionDefinition) -> list[str]:
    """The parts of a day that a week asks about."""
    return [str(part) for part in question.options.get("parts") or PARTS_OF_THE_DAY]


class Week(Kind):
    """What happens when. Stored as {"monday": {"morning": text}}, with nothing for what is empty."""

    name, label, template, group, words = "week", "A week", "week", True, True

    def read(self, question: QuestionDefinition, data: QueryDict, name: str) -> dict[str, dict[str, str]] | None:
        week: dict[str, dict[str, str]] = {}
        for day in (day.lower() for day in DAYS):
            start = f"{name}-{day}-"
            sent = [box.removeprefix(start) for box in data if box.startswith(start)]
            parts = [part.lower() for part in self._parts(question)]
            # The boxes of parts that an editor has since taken out are on the page, too.
            for part in dict.fromkeys([*parts, *(tidy(box)[:40] for box in sent)]):
                text = one_line(data.get(start + part))
                if text:
                    week.setdefault(day, {})[part] = text
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
                        for part in self._parts(question, week)
                    ],
                }
                for day in DAYS
            ]
        }

    def pieces(self, question: QuestionDefinition, value: Any) -> list[Piece]:
        """Its days."""
        rows = self.show(question, value).rows
        return [Piece(day.lower(), text.replace("\n", "; "), day) for day, text in rows]

    def both(self, mine: Any, theirs: Any) -> Any:
        ours, other = as_mapping(mine), as_mapping(theirs)
        week: dict[str, dict[str, str]] = {}
        for day in (day.lower() for day in DAYS):
            for part in dict.fromkeys([*as_mapping(other.get(day)), *as_mapping(ours.get(day))]):
                texts = [as_mapping(other.get(day)).get(part), as_mapping(ours.get(day)).get(part)]
                week.setdefault(day, {})[part] = "; ".join(dict.fromkeys(filter(None, texts)))
        return week

    def _parts(self, question: QuestionDefinition, week: Any = None) -> Sequence[str]:
        """The parts of a day, and after them those of an answer from before an editor renamed them."""
        asked = parts_of(question)
        known = {part.lower() for part in asked}
        used = dict.fromkeys(part for day in as_mapping(week).values() for part in as_mapping(day))
        return [*asked, *(part.capitalize() for part in used if part not in known)]

    def _text(self, week: Any, day: str, part: str) -> str:
        return str(as_mapping(week.get(day.lower())).get(part.lower(), ""))

    def _filled(self, question: QuestionDefinition, week: Any, day: str) -> list[tuple[str, str]]:
        found = [(part, self._text(week, day, part)) for part in self._parts(question, week)]
        return [(part, text) for part, text in found if text]
