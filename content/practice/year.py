"""A made-up year with a budget, as plain figures: what each choice costs, and what is left in the end.

Nothing here knows a page, a reader or a database. Money is Decimal, in pounds.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

WEEKS = 52
# The made-up budget is paid as real ones are: every four weeks, before it is needed.
PAID_EVERY = 4
LETTERS = "abcdefghij"
NOTHING = Decimal(0)


@dataclass(frozen=True)
class Choice:
    """One way to go on.

    weekly: pounds a week more (or less, below zero) from then on; once: pounds at that moment;
    kept: pounds a week put by from then on; from_kept: `once` is paid from what was put by, as far as it reaches.
    """

    words: str
    weekly: Decimal = NOTHING
    once: Decimal = NOTHING
    kept: Decimal = NOTHING
    from_kept: bool = False
    makes_possible: str = ""
    then: str = ""
    later: str = ""

    @property
    def is_free(self) -> bool:
        """Whether it changes no sum, so that it is open whatever was chosen before."""
        return not (self.weekly or self.once or self.kept)

    def cost(self, week: int) -> Decimal:
        """Pounds until the end of the year, if it is chosen in this week (0 to 51)."""
        return self.weekly * (WEEKS - week) + self.once


@dataclass(frozen=True)
class Moment:
    """Where the year asks for a choice. week: how many weeks have passed, 0 to 51."""

    week: int
    heading: str
    text: str
    choices: tuple[Choice, ...]
    surprise: bool = False


@dataclass(frozen=True)
class Taken:
    """A choice that was made, and when."""

    moment: Moment
    choice: Choice

    @property
    def cost(self) -> Decimal:
        """Pounds until the end of the year; below zero where it saves money."""
        return self.choice.cost(self.moment.week)


@dataclass(frozen=True)
class Year:
    """A scenario: pounds a week that come in, and the moments in the order of the year."""

    weekly: Decimal
    moments: tuple[Moment, ...]

    @property
    def total(self) -> Decimal:
        """What comes in, in the whole year."""
        return self.weekly * WEEKS

    @property
    def mark(self) -> str:
        """Eight signs that change whenever a sum, a moment or a choice changes."""
        return hashlib.sha256(repr(self).encode(errors="replace")).hexdigest()[:8]

    def after(self, letters: str) -> "SoFar":
        """How it stands after these choices: "bac" is the second, then the first, then the third.

        Stops in front of the first letter that is no choice there, or that the money does not reach for.
        """
        so_far = SoFar(self, ())
        for letter in letters[: len(self.moments)]:
            here = so_far.moment
            place = LETTERS.find(letter)
            if here is None or not 0 <= place < len(here.choices) or not so_far.fits(here.choices[place]):
                break
            so_far = SoFar(self, (*so_far.taken, Taken(here, here.choices[place])))
        return so_far


@dataclass(frozen=True)
class SoFar:
    """A year as far as somebody has chosen."""

    year: Year
    taken: tuple[Taken, ...]

    @property
    def letters(self) -> str:
        """The choices as an address carries them."""
        return "".join(LETTERS[one.moment.choices.index(one.choice)] for one in self.taken)

    @property
    def moment(self) -> Moment | None:
        """What has to be chosen next; None when the year is over."""
        return self.year.moments[len(self.taken)] if len(self.taken) < len(self.year.moments) else None

    @property
    def week(self) -> int:
        """How many weeks have passed."""
        return self.moment.week if self.moment else WEEKS

    @property
    def weekly(self) -> Decimal:
        """Pounds a week that go out now."""
        return sum((one.choice.weekly for one in self.taken), NOTHING)

    @property
    def left(self) -> Decimal:
        """Pounds in the account at the end of the year, if nothing else is chosen. With what is put by."""
        return self.year.total - sum((one.cost for one in self.taken), NOTHING)

    @property
    def kept(self) -> Decimal:
        """Pounds put by at the end of the year, never below zero."""
        return self._kept_at(WEEKS)

    @property
    def free(self) -> Decimal:
        """What is left and not put by."""
        return self.left - self.kept

    @property
    def in_account(self) -> Decimal:
        """Pounds in the account now."""
        return self._received(self.week) - self._spent(self.week)

    def fits(self, choice: Choice) -> bool:
        """Whether the money reaches for it: until the next payment, and to the end of the year."""
        here = self.moment
        if here is None or choice.is_free:
            return here is not None
        after = SoFar(self.year, (*self.taken, Taken(here, choice)))
        next_payment = min(WEEKS, (here.week // PAID_EVERY + 1) * PAID_EVERY)
        enough_now = self._received(here.week) - after._spent(next_payment) >= 0
        return enough_now and after.free >= 0 and after.weekly >= 0

    def _received(self, week: int) -> Decimal:
        return self.year.weekly * min(WEEKS, (week // PAID_EVERY + 1) * PAID_EVERY)

    def _spent(self, week: int) -> Decimal:
        return sum((one.choice.weekly * (week - one.moment.week) + one.choice.once for one in self.taken), NOTHING)

    def _kept_at(self, week: int) -> Decimal:
        """Walks through the year: what is put by grows week by week, and is taken from when it is needed."""
        kept, rate, since = NOTHING, NOTHING, 0
        for one in self.taken:
            kept += rate * (one.moment.week - since)
            since, rate = one.moment.week, max(NOTHING, rate + one.choice.kept)
            if one.choice.from_kept:
                kept = max(NOTHING, kept - one.choice.once)
        return kept + rate * (week - since)


def year_of(weekly: Decimal, moments: Sequence[Moment]) -> Year:
    """A year whose moments come in the order of their weeks, whatever order they were written in."""
    return Year(weekly, tuple(sorted((one for one in moments if one.choices), key=lambda one: one.week)))
