"""Sums as coins, for who reads pictures rather than figures. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from itertools import count

# How many coins stand beside each other at most.
MOST = 20


@dataclass(frozen=True)
class Coins:
    """A sum with its coins. kind: in, out, left or missing; many: how many coins."""

    kind: str
    words: str
    amount: Decimal
    many: int

    @property
    def each(self) -> range:
        """For a template to go through."""
        return range(self.many)


def worth_of_a_coin(sums: Iterable[Decimal]) -> int:
    """What one coin stands for, the same for all sums of a page, so that their rows can be compared."""
    largest = max((abs(each) for each in sums), default=Decimal(0))
    worths: Iterator[int] = (step * 10**zeros for zeros in count() for step in (1, 2, 5))
    return next(worth for worth in worths if largest <= worth * MOST)


def as_coins(kind: str, words: str, amount: Decimal, worth: int) -> Coins:
    """So many coins as come nearest; any sum but nothing is at least one."""
    many = int((abs(amount) / worth).quantize(Decimal(1), rounding=ROUND_HALF_UP))
    return Coins(kind, words, amount, max(many, 1 if amount else 0))
