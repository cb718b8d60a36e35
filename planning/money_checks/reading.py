"""What was shared, by the part of the plan that it was spent on."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.utils import timezone

from planning.budgets.periods import Stretch, over_days
from planning.budgets.plan_lines import PlanLine, lines_of
from planning.diary.lines import kept_back, version_for
from planning.money_checks.models import MoneyCheck, MoneyCheckLine
from planning.money_checks.period import NOTHING
from planning.spending.enums import Said
from planning.spending.models import SpendingAnswer, SpendingQuestion
from portal.accounts.enums import Role
from portal.accounts.models import User

NO_LINE = "Not in the plan"
CAME_IN = "Money that came in"


@dataclass
class PartOfPlan:
    """The lines that belong to one line of the plan. planned: that line as it was agreed or sent; None where there is
    none. planned_over: what it comes to on the days that were shared, one part for each tax year; empty where it has no
    weekly cost. answers: what was said about spending on it, and counted on one of these days or later."""

    name: str
    planned: PlanLine | None
    planned_over: list[Stretch]
    answers: list[SpendingAnswer]
    lines: list[MoneyCheckLine] = field(default_factory=list)

    @property
    def planned_total(self) -> Decimal:
        """What the plan has for it on these days, in pounds."""
        return sum((stretch.amount for stretch in self.planned_over), NOTHING)

    @property
    def came_in(self) -> Decimal:
        """In pounds."""
        return sum((line.amount for line in self.lines if line.is_in), NOTHING)

    @property
    def went_out(self) -> Decimal:
        """In pounds."""
        return sum((line.amount for line in self.lines if not line.is_in), NOTHING)


def as_known_to(user: User, check: MoneyCheck, lines: Iterable[MoneyCheckLine]) -> list[MoneyCheckLine]:
    """The lines as this reader may know them: to who manages the money, what belongs to a part of the plan that the
    person keeps from them belongs to none. The social worker reads all that was shared."""
    found = list(lines)
    hidden = set() if user.role == Role.SOCIAL_WORKER else kept_back(check.diary, user)
    for line in found:
        line.money_check = check
        if line.line_entry in hidden:
            line.line_entry, line.line_words = None, ""
    return found


def by_plan_line(check: MoneyCheck, lines: Iterable[MoneyCheckLine], user: User, *, at: datetime) -> list[PartOfPlan]:
    """The parts in the order of the plan, each with its lines by day, and with the answers about spending that this
    reader sees; what came in for none of them comes first, what was spent on none last. A part of the plan on which
    nothing was spent is not named: this is a look at the spending, and not at the plan."""
    said = _answers(check, user, at)
    version = version_for(check.diary.document)
    planned = {line.entry_id: line for line in lines_of(version)} if version else {}
    parts: dict[UUID | str | None, PartOfPlan] = {}
    for line in as_known_to(user, check, lines):
        if line.line_entry is None and line.is_in:
            # No plan has what comes in: to say so of it would read as a reproach.
            parts.setdefault(CAME_IN, PartOfPlan(CAME_IN, None, [], [])).lines.append(line)
            continue
        known = planned.get(line.line_entry) if line.line_entry else None
        name = known.what_for if known else line.line_words or NO_LINE
        if line.line_entry not in parts:
            over = _planned_over(known, check)
            parts[line.line_entry] = PartOfPlan(name, known, over, said.get(line.line_entry, []))
        parts[line.line_entry].lines.append(line)
    places: list[UUID | str | None] = [CAME_IN, *planned]
    order = {key: place for place, key in enumerate(places)}
    return [parts[key] for key in sorted(parts, key=lambda key: (key is None, order.get(key, len(order))))]


def _planned_over(planned: PlanLine | None, check: MoneyCheck) -> list[Stretch]:
    if planned is None or planned.weekly is None:
        return []
    return over_days(planned.weekly, check.first_day, check.last_day)


def _answers(check: MoneyCheck, user: User, at: datetime) -> dict[UUID | None, list[SpendingAnswer]]:
    questions = SpendingQuestion.objects.of(check.person).visible_to(user, at=at).filter(line_entry__isnull=False)
    answers = SpendingAnswer.objects.given().exclude(said=Said.TALK).filter(question__in=questions).for_pages()
    found: dict[UUID | None, list[SpendingAnswer]] = {}
    for answer in answers.order_by("-given_at", "-pk"):
        if answer.ends_at is None or timezone.localdate(answer.ends_at) >= check.first_day:
            found.setdefault(answer.question.line_entry, []).append(answer)
    return found
