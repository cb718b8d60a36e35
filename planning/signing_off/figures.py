"""The three figures side by side: how far they are apart, and whether what was itemised explains it. Pure, Decimal."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from planning.signing_off.enums import Step
from portal.components.money import format_money

NOTHING = Decimal("0.00")
FOUR_PLACES = Decimal("0.0001")


@dataclass(frozen=True)
class Part:
    """One part of a difference. weekly, once: pounds, signed; reason: a Difference; words: why, for the person."""

    step: Step
    reason: str
    words: str
    weekly: Decimal = NOTHING
    once: Decimal = NOTHING


@dataclass(frozen=True)
class Figures:
    """What is to be agreed. indicative: None where there is no first figure. All in pounds a week but `once`."""

    indicative: Decimal | None
    planned_weekly: Decimal
    planned_once: Decimal
    weekly: Decimal
    once: Decimal

    @property
    def to_planned(self) -> Decimal:
        """How much more, or less, the plan is than the first figure."""
        return NOTHING if self.indicative is None else self.planned_weekly - self.indicative

    @property
    def to_final(self) -> Decimal:
        """How much more, or less, is agreed a week than was planned."""
        return self.weekly - self.planned_weekly

    @property
    def to_final_once(self) -> Decimal:
        """The same for what is paid once."""
        return self.once - self.planned_once

    @property
    def difference(self) -> Decimal | None:
        """Final − first, signed."""
        return None if self.indicative is None else self.weekly - self.indicative

    @property
    def ratio(self) -> Decimal | None:
        """The greater of the first and the final figure ÷ the smaller, to four places; None where one is zero."""
        return None if self.indicative is None else ratio_of(self.indicative, self.weekly)


def ratio_of(one: Decimal, other: Decimal) -> Decimal | None:
    """max ÷ min, rounded half up to four places; None where one of them is zero."""
    least, most = sorted((one, other))
    return None if not least else (most / least).quantize(FOUR_PLACES, rounding=ROUND_HALF_UP)


def what_is_missing(figures: Figures, parts: Iterable[Part]) -> list[str]:
    """Where what was itemised does not add up to the penny, one sentence each; nothing where it does."""
    listed = list(parts)
    sums = (
        ("From the first figure to the plan", figures.to_planned, _sum(listed, Step.TO_PLANNED), "a week"),
        ("From the plan to the final budget", figures.to_final, _sum(listed, Step.TO_FINAL), "a week"),
        ("What is paid once", figures.to_final_once, sum((part.once for part in listed), NOTHING), "once"),
    )
    return [
        f"{what}: the reasons come to {signed(given)} {how}. The difference is {signed(whole)} {how}."
        for what, whole, given, how in sums
        if whole != given
    ]


def signed(amount: Decimal) -> str:
    """ "£4.35 less", "£2.00 more", "nothing"."""
    return f"{format_money(abs(amount))} {'more' if amount > 0 else 'less'}" if amount else "nothing"


def _sum(parts: Iterable[Part], step: Step) -> Decimal:
    return sum((part.weekly for part in parts if part.step == step), NOTHING)
