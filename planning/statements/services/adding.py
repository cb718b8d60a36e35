"""What a person says yes to goes into the diary: one line, some, or all of a list."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import cast
from uuid import UUID

from django.db import transaction
from django.db.models import OuterRef, Subquery

from planning.diary.enums import Direction, Source
from planning.diary.lines import plan_lines
from planning.diary.models import Entry, MoneyDiary
from planning.diary.services import add_entries
from planning.diary.services.deeds import hold_diary
from planning.diary.services.entries import NewEntry
from planning.diary.values import LONGEST_WHAT_FOR, EntryValues, LineRef
from planning.statements.enums import OPEN, Standing
from planning.statements.models import Statement, StatementLine
from planning.statements.policies import check_can_change, check_is_read
from planning.statements.proposals import Earlier
from planning.statements.services.matching import Meanwhile
from portal.access.decisions import Denied
from portal.accounts.models import User

# So many are written at once, so that a long list needs no more memory than a short one.
AT_ONCE = 2_000
LOOKED_BACK = 3_000
GONE = "Somebody has deleted this list meanwhile. What was added is in the diary. You can bring the file in once more."


@dataclass(frozen=True)
class Added:
    """added: how many entries are new; there: how many of the chosen were in the diary already; maybe: how many may
    have been written there since the list was made: they wait for one more look."""

    added: int
    there: int
    maybe: int = 0


@dataclass(frozen=True)
class Proposer:
    """Which part of the plan a line is for: what somebody chose, else what earlier ones with similar words got."""

    parts: Mapping[UUID, LineRef]
    earlier: Earlier

    def part_of(self, line: StatementLine) -> LineRef | None:
        """None for no part of the plan."""
        wanted = line.line_entry if line.chosen else self.earlier.proposed(line.words)
        return self.parts.get(wanted) if wanted else None


def proposer(diary: MoneyDiary, user: User) -> Proposer:
    """For a diary, as one of its readers knows the plan."""
    parts = {line.entry_id: LineRef.of(line) for line in plan_lines(diary, user)}
    latest = diary.entries.kept().order_by("-pk").values_list("what_for", "line_entry")[:LOOKED_BACK]
    return Proposer(parts, Earlier.of(latest))


@transaction.atomic
def choose_parts(*, statement: Statement, parts: Mapping[int, UUID | None], by: User, at: datetime) -> None:
    """Keep which part of the plan somebody chose for lines. parts: by the line's pk. Raises Denied."""
    held = _hold(statement, by, at)
    proposed = proposer(held.diary, by)
    changed = []
    for line in held.lines.open().filter(pk__in=parts):
        before, wanted = proposed.part_of(line), parts[line.pk]
        if wanted != (before.entry_id if before else None) and (wanted is None or wanted in proposed.parts):
            line.chosen, line.line_entry = True, wanted
            changed.append(line)
    StatementLine.objects.bulk_update(changed, ["chosen", "line_entry"])


@transaction.atomic
def add_lines(*, statement: Statement, lines: Sequence[int] | None, by: User, at: datetime) -> Added:
    """Write lines into the diary, each with its part of the plan: all of them, or none.

    lines: their pks; None for every new one that is not maybe there already. A line that was added before, from this
    list or from another file, is not added again. What was written in the diary since the list was made is compared
    first. Raises Denied.
    """
    held = _hold(statement, by, at)
    chosen = held.lines.filter(standing=Standing.NEW)
    if lines is not None:
        chosen = held.lines.filter(pk__in=lines, standing__in=[*OPEN, Standing.LEFT_OUT])
    proposed, meanwhile, total = proposer(held.diary, by), Meanwhile(held), Added(0, 0)
    waiting = cast(Iterator[StatementLine], chosen.order_by("number").iterator(chunk_size=AT_ONCE))
    while some := list(islice(waiting, AT_ONCE)):
        found = {line.pk: line for line in some if meanwhile.has(line)}
        StatementLine.objects.bulk_update(found.values(), ["standing", "reason", "entry"])
        fresh = [line for line in some if line.pk not in found]
        added = _add(held, fresh, proposed, by=by, at=at)
        maybe = sum(line.standing == Standing.MAYBE for line in found.values())
        total = Added(total.added + added, total.there + len(some) - maybe - added, total.maybe + maybe)
    return total


@transaction.atomic
def leave_out(*, statement: Statement, lines: Sequence[int], by: User, at: datetime, back: bool = False) -> int:
    """Say no to lines, or take that back; how many. Raises Denied."""
    held = _hold(statement, by, at)
    found = held.lines.filter(pk__in=lines)
    if back:
        return int(found.filter(standing=Standing.LEFT_OUT).update(standing=Standing.NEW))
    return int(found.filter(standing__in=OPEN).update(standing=Standing.LEFT_OUT))


def _add(held: Statement, lines: list[StatementLine], proposed: Proposer, *, by: User, at: datetime) -> int:
    entries = [NewEntry(cast(UUID, line.key), _values(line, proposed)) for line in lines]
    made = add_entries(diary=held.diary, entries=entries, source=Source.STATEMENT, by=by, at=at)
    new = {entry.made_from for entry in made}
    there = Entry.objects.filter(diary=held.diary_id, made_from=OuterRef("key")).values("pk")[:1]
    for standing, pks in (
        (Standing.ADDED, [line.pk for line in lines if line.key in new]),
        (Standing.THERE, [line.pk for line in lines if line.key not in new]),
    ):
        held.lines.filter(pk__in=pks).update(standing=standing, reason="", entry_id=Subquery(there))
    return len(made)


def _values(line: StatementLine, proposed: Proposer) -> EntryValues:
    if line.day is None or line.amount is None:
        raise Denied(line.reason)
    short = line.words[:LONGEST_WHAT_FOR]
    return EntryValues(
        line.day,
        Direction.IN if line.amount > 0 else Direction.OUT,
        abs(line.amount),
        short,
        note="" if short == line.words else line.words,
        line=proposed.part_of(line),
    )


def _hold(statement: Statement, by: User, at: datetime) -> Statement:
    hold_diary(statement.diary)
    held: Statement | None = Statement.objects.for_pages().defer("packed").filter(pk=statement.pk).first()
    if held is None:
        raise Denied(GONE)
    check_can_change(by, held, at)
    check_is_read(held)
    return held
