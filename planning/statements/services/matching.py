"""Which lines of a file are in the diary already."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import cast
from uuid import UUID, uuid5

from django.utils import timezone

from planning.diary.enums import Direction, Source
from planning.diary.models import MoneyDiary
from planning.diary.policies import check_day
from planning.statements.enums import Standing
from planning.statements.models import LONGEST_REASON, Statement, StatementLine
from planning.statements.reading.lines import Line, RefusedLine
from portal.access.decisions import Denied

TAKEN_OUT = "It was in the diary, and somebody took it out. You can put it back there."
TWICE = "The same day, sum and words as a line above. Both count: you can pay the same twice in a day."
IN_OTHER_WORDS = "The diary has “%s” with the same day and sum."
# Two who write at once: what was begun a moment before the list was made may be kept after it.
A_MOMENT = timedelta(seconds=10)


@dataclass(frozen=True, slots=True)
class _Written:
    """An entry of the diary that is from no statement."""

    pk: int
    what_for: str
    said: str

    @property
    def reason(self) -> str:
        """Why a line with other words is maybe there."""
        return (IN_OTHER_WORDS % self.what_for)[:LONGEST_REASON]


class Matcher:
    """The lines of a file beside what is in the diary.

    A payment that a statement brought in is known by its key: its day, its sum, its words, and how many equal ones
    stand above it in the file. Two equal payments on one day are two; the same one in two files is one.
    """

    def __init__(self, statement: Statement, at: datetime) -> None:
        self._statement, self._at = statement, at
        self._seen: Counter[str] = Counter()
        self._keys: dict[UUID, tuple[int, bool]] = {}
        self._written: dict[tuple[date, Decimal], list[_Written]] = defaultdict(list)
        self._days: dict[date, str] = {}
        self._look_up(statement.diary)

    def rows(self, lines: Iterable[Line | RefusedLine]) -> Iterator[StatementLine]:
        """Each line as a row that is not saved yet."""
        for line in lines:
            if isinstance(line, RefusedLine):
                yield self._refused(line.number, line.reason, line.text)
            elif outside := self._outside(line.day):
                said = f"{line.day.day} {line.day:%B} {line.day.year}, {line.words}, {line.amount}"
                yield self._refused(line.number, outside, said)
            else:
                yield self._row(line)

    def _look_up(self, diary: MoneyDiary) -> None:
        names = ("pk", "source", "made_from", "deleted_at", "day", "direction", "amount", "what_for")
        for pk, source, key, out, day, direction, amount, what_for in diary.entries.values_list(*names).iterator():
            if source == Source.STATEMENT and key:
                self._keys[key] = (pk, out is not None)
            elif out is None:
                signed = amount if direction == Direction.IN else -amount
                self._written[day, signed].append(_Written(pk, what_for, _said(what_for)))

    def _outside(self, day: date) -> str:
        if day not in self._days:
            try:
                check_day(self._statement.diary, day, self._at)
                self._days[day] = ""
            except Denied as denied:
                today = timezone.localdate(self._at)
                self._days[day] = (
                    "This day is still to come." if day > today else denied.reason.partition(". ")[0] + "."
                )
        return self._days[day]

    def _row(self, line: Line) -> StatementLine:
        name = f"{line.day.isoformat()}|{line.amount}|{_said(line.words)}"
        above = self._seen[name]
        self._seen[name] += 1
        key = uuid5(self._statement.diary.uuid, f"{name}|{above}")
        row = StatementLine(
            statement=self._statement,
            number=line.number,
            standing=Standing.NEW,
            reason=TWICE if above else "",
            day=line.day,
            amount=line.amount,
            words=line.words,
            key=key,
        )
        if key in self._keys:
            row.entry_id, taken_out = self._keys[key]
            row.standing, row.reason = Standing.THERE, TAKEN_OUT if taken_out else ""
        elif written := self._same(line):
            same_words = written.said == _said(line.words)
            row.standing = Standing.THERE if same_words else Standing.MAYBE
            row.entry_id = written.pk if same_words else None
            row.reason = "" if same_words else written.reason
        return row

    def _same(self, line: Line) -> _Written | None:
        """An entry of the same day and sum, each for one line only; one with the same words before others."""
        there = self._written.get((line.day, line.amount))
        if not there:
            return None
        said = _said(line.words)
        there.sort(key=lambda each: each.said == said)
        return there.pop()

    def _refused(self, number: int, reason: str, text: str) -> StatementLine:
        return StatementLine(
            statement=self._statement,
            number=number,
            standing=Standing.REFUSED,
            reason=reason[:LONGEST_REASON],
            text=text[:400],
        )


class Meanwhile:
    """What somebody wrote in the diary after a list was compared with it. Each entry stands for one line only."""

    def __init__(self, statement: Statement) -> None:
        self._written: dict[tuple[date, Decimal], list[_Written]] = defaultdict(list)
        since = (statement.read_at or statement.brought_at) - A_MOMENT
        later = statement.diary.entries.kept().exclude(source=Source.STATEMENT).filter(changed_at__gt=since)
        for entry in later.exclude(statement_lines__statement=statement).order_by("pk"):
            written = _Written(entry.pk, entry.what_for, _said(entry.what_for))
            self._written[entry.day, entry.values.signed].append(written)
        if self._written:
            self._leave_what_was_said(statement)

    def has(self, line: StatementLine) -> bool:
        """Whether a line may be there by now; it says so itself then."""
        there = self._written.get((cast(date, line.day), cast(Decimal, line.amount)))
        if not there:
            return False
        said = _said(line.words)
        there.sort(key=lambda each: each.said == said)
        found = there.pop()
        same_words = found.said == said
        line.standing = Standing.THERE if same_words else Standing.MAYBE
        line.entry_id = found.pk if same_words else None
        line.reason = "" if same_words else found.reason
        return True

    def _leave_what_was_said(self, statement: Statement) -> None:
        """An entry that a line names already, as what it may be, says nothing new."""
        maybe = statement.lines.filter(standing=Standing.MAYBE).values_list("day", "amount", "reason")
        for day, amount, reason in maybe.iterator():
            there = self._written.get((day, amount), [])
            named = next((each for each in there if each.reason == reason), None)
            if named:
                there.remove(named)


def _said(words: str) -> str:
    return " ".join(words.casefold().split())
