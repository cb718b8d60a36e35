"""The final budget: what was agreed, line by line, with every part of the differences."""

from collections.abc import Sequence
from decimal import Decimal

from planning.assessments.models import IndicativeBudget
from planning.budgets.plan_lines import PlanLine, lines_of, planned_in
from planning.documents.models import Version
from planning.signing_off.enums import Difference
from planning.signing_off.figures import Figures, Part, what_is_missing
from planning.signing_off.models import BudgetDifference, Decision, FinalBudget, FinalLine, SentLine, SignOff
from portal.access.decisions import Denied
from portal.accounts.models import User
from portal.components.money import WEEKS_A_YEAR
from portal.components.words import can_be_read

CHANGED = "The first figure has changed since you opened this page. Look at it once more."


def figures_of(version: Version, *, weekly: Decimal | None = None, once: Decimal | None = None) -> Figures:
    """The three figures of a version: what is agreed is what was planned, unless said otherwise."""
    planned, indicative = planned_in(version), newest_indicative(version.document.owner)
    return Figures(
        indicative=indicative.weekly if indicative else None,
        planned_weekly=planned.weekly,
        planned_once=planned.once,
        weekly=planned.weekly if weekly is None else weekly,
        once=planned.once if once is None else once,
    )


def newest_indicative(person: User) -> IndicativeBudget | None:
    """The first figure that counts."""
    found: IndicativeBudget | None = IndicativeBudget.objects.filter(person=person).newest().first()
    return found


def freeze(
    *,
    decision: Decision,
    version: Version,
    weekly: Decimal,
    once: Decimal,
    parts: Sequence[Part],
    indicative_id: int | None,
) -> FinalBudget:
    """Write down what was agreed. Raises Denied where what was itemised does not explain the differences to the penny,
    says no reason, or speaks of a first figure that is not the newest any more."""
    person = version.document.owner
    indicative = newest_indicative(person)
    if (indicative.pk if indicative else None) != indicative_id:
        raise Denied(CHANGED)
    figures = figures_of(version, weekly=weekly, once=once)
    _check_parts(figures, parts)
    final = FinalBudget.objects.create(
        decision=decision,
        person=person,
        indicative=indicative,
        indicative_weekly=figures.indicative,
        planned_weekly=figures.planned_weekly,
        planned_once=figures.planned_once,
        weekly=weekly,
        once=once,
        yearly=weekly * WEEKS_A_YEAR,
        ratio=figures.ratio,
        difference=figures.difference,
    )
    FinalLine.objects.bulk_create(_line(final, place, line) for place, line in enumerate(lines_of(version)))
    BudgetDifference.objects.bulk_create(_difference(final, place, part) for place, part in enumerate(parts))
    return final


def freeze_what_was_sent(sign_off: SignOff) -> None:
    """Write down each line of the budget of a version that was sent, so that what was asked for can be counted later
    also where it was not agreed."""
    SentLine.objects.bulk_create(
        SentLine(
            sign_off=sign_off,
            position=place,
            question_id=line.question_id,
            entry_id=line.entry_id,
            weekly=line.weekly,
            once=line.once,
            outcome=line.outcome,
        )
        for place, line in enumerate(lines_of(sign_off.version))
    )


def _check_parts(figures: Figures, parts: Sequence[Part]) -> None:
    if missing := what_is_missing(figures, parts):
        raise Denied(" ".join(missing))
    if any(part.reason not in Difference.values or not can_be_read(part.words) for part in parts):
        raise Denied("Give each part of a difference its reason, and say it in words.")


def _line(final: FinalBudget, place: int, line: PlanLine) -> FinalLine:
    return FinalLine(
        final=final,
        position=place,
        question_id=line.question_id,
        entry_id=line.entry_id,
        what_for=line.what_for,
        how=line.how,
        weekly=line.weekly,
        once=line.once,
    )


def _difference(final: FinalBudget, place: int, part: Part) -> BudgetDifference:
    return BudgetDifference(
        final=final,
        position=place,
        step=part.step,
        reason=part.reason,
        words=part.words,
        weekly=part.weekly,
        once=part.once,
    )
