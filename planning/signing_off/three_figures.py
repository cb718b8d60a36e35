"""The three figures of one plan side by side: the first one, what was planned, what was agreed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils import timezone

from planning.assessments.models import IndicativeBudget
from planning.budgets.plan_lines import lines_for
from planning.signing_off.in_periods import InPeriods, in_periods
from planning.signing_off.models import BudgetDifference, FinalBudget
from planning.signing_off.shown import Shown
from portal.accounts.models import User
from portal.components.lists import Bar
from portal.components.money import WEEKS_A_YEAR, format_money

NOT_YET = "not there yet"


@dataclass(frozen=True)
class Figure:
    """One of the three. weekly, once: pounds; None where it is not there yet. by, at: who set it, and when.
    panel_on: the day of the panel that did."""

    label: str
    weekly: Decimal | None
    once: Decimal | None = None
    by: Any = None
    at: Any = None
    panel_on: date | None = None

    @property
    def yearly(self) -> Decimal | None:
        """The same in a year of 52 weeks."""
        return None if self.weekly is None else self.weekly * WEEKS_A_YEAR

    @property
    def bar(self) -> Bar:
        """For the picture."""
        said = format_money(self.weekly) if self.weekly is not None else NOT_YET
        return Bar(self.label, self.weekly or Decimal(0), "" if self.weekly else "warm", said)


@dataclass(frozen=True)
class ThreeFigures:
    """All three, with what was said about each difference. ratio: max ÷ min of the first and the final one.

    periods: the final one line by line, in other periods; once: what of it is paid a single time, if anything.
    """

    title: str
    figures: Sequence[Figure]
    differences: Sequence[BudgetDifference]
    ratio: Decimal | None
    periods: InPeriods | None = None
    once: Decimal | None = None

    @property
    def groups(self) -> list[tuple[str, list[Bar]]]:
        """For the picture."""
        return [("A week", [figure.bar for figure in self.figures])]

    @property
    def most(self) -> Decimal:
        """What a full bar stands for."""
        return max(figure.weekly or Decimal(0) for figure in self.figures)


def three_figures(shown: Shown, indicative: IndicativeBudget | None, reader: User) -> ThreeFigures:
    """Of a plan that was sent, for this reader, who may see the money. indicative: the first figure that counts now;
    where the plan was agreed, the one that it was agreed with stands in its place."""
    final = next((one.final for one in reversed(shown.decided) if one.final), None)
    sign_off = shown.sign_off
    first = final.indicative if final else indicative
    return ThreeFigures(
        title=_title(shown),
        figures=(
            _first(first),
            Figure("Planned", sign_off.weekly, sign_off.once, sign_off.version.kept_by, sign_off.version.kept_at),
            _final(final),
        ),
        differences=list(final.differences.all()) if final else [],
        ratio=final.ratio if final else None,
        periods=_periods(final, shown, reader) if final else None,
        once=final.once if final else None,
    )


def _title(shown: Shown) -> str:
    """What tells it from another plan. Who only sees the money may not know what the person calls it."""
    version = shown.sign_off.version
    return version.document.title if shown.mine else f"The plan sent on {timezone.localdate(version.kept_at):%-d %B %Y}"


def _periods(final: FinalBudget, shown: Shown, reader: User) -> InPeriods:
    seen = {(line.question_id, line.entry_id) for line in lines_for(shown.sign_off.version, reader)}
    lines = [line for line in final.lines.all() if (line.question_id, line.entry_id) in seen]
    named = [(line.what_for, line.weekly) for line in lines if line.weekly is not None]
    return in_periods(named, planned=final.planned_weekly, agreed=final.weekly)


def _first(first: IndicativeBudget | None) -> Figure:
    return Figure("Indicative", first.weekly, by=first.set_by, at=first.set_at) if first else Figure("Indicative", None)


def _final(final: FinalBudget | None) -> Figure:
    if final is None:
        return Figure("Final", None)
    decision = final.decision
    return Figure("Final", final.weekly, final.once, decision.decided_by, decision.decided_at, decision.panel_on)
