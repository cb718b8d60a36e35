"""Sums of money as banks write them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from itertools import islice

LARGEST = Decimal("9999999.99")
LONGEST_SUM = 60
NO_SUM = "There is no sum of money in this line."
NOT_A_SUM = "We cannot read “%s” as a sum of money."
FORMULA = "There is a formula where the sum should be. We never work formulas out."
OTHER_MONEY = "“%s” is not in pounds."
TOO_LARGE = "“%s” is more than a diary has room for."
TOO_FINE = "“%s” has parts of a penny."
UNCLEAR = "“%s” could be read in two ways, because commas and points mean different things in this file."

_BLANKS = re.compile(r"[\s\u00a0\u2007\u2009\u202f]+")
_OTHER_MONEY = re.compile(r"[€$¥₹]|\b(?:EUR|USD|AUD|CAD|CHF|PLN|INR|JPY)\b", re.IGNORECASE)
_POUNDS = re.compile(r"£|\bGBP\b|GBP(?=[-+\d(])|(?<=\d)GBP", re.IGNORECASE)
_WAY = re.compile(r"^(CR|DR|C|D|OD)\b\.?\s*(?=[\d£(+-])|(?<=[\d)\s+-])(CR|DR|C|D|OD)\.?$", re.IGNORECASE)
_MINUS = dict.fromkeys(map(ord, "−–—‒﹣－"), "-")
_POINT = re.compile(r"(?:\d{1,3}(?:[, ']\d{3})+|\d+)?(?:\.\d*)?")
_COMMA = re.compile(r"(?:\d{1,3}(?:[. ']\d{3})+|\d+)?(?:,\d*)?")
_ENDS_IN_POINT = re.compile(r"\.\d{1,2}(?!\d)")
_ENDS_IN_COMMA = re.compile(r",\d{1,2}(?!\d)")


class Style(StrEnum):
    """What stands between pounds and pence."""

    POINT = "point"
    COMMA = "comma"


@dataclass(frozen=True)
class Sum:
    """What a cell says: money, below nothing for what goes out; `problem` where it says none that can be read.

    empty: whether there is nothing at all in it.
    """

    amount: Decimal | None = None
    problem: str = ""

    @property
    def empty(self) -> bool:
        """Nothing was written."""
        return self.amount is None and not self.problem


EMPTY = Sum()


def decide(texts: Iterable[str], *, most: int = 5_000) -> Style:
    """What stands before the pence in these cells: a comma only where commas do and no point ever does."""
    commas = False
    for text in islice(texts, most):
        tidy = text.strip()
        if len(tidy) > LONGEST_SUM or not any(sign.isdigit() for sign in tidy):
            continue
        last = max(tidy.rfind("."), tidy.rfind(","))
        if last < 0:
            continue
        if tidy[last] == "." and _ENDS_IN_POINT.match(tidy, last):
            return Style.POINT
        commas = commas or bool(tidy[last] == "," and _ENDS_IN_COMMA.match(tidy, last))
    return Style.COMMA if commas else Style.POINT


def sum_of(text: str, style: Style = Style.POINT) -> Sum:
    """The money in a cell: £ and commas, a minus before or after it, CR and DR, brackets for what goes out."""
    tidy = _BLANKS.sub(" ", text.translate(_MINUS)).strip()
    if not tidy or tidy in {"-", "--"}:
        return EMPTY
    said = tidy[:40]
    if tidy[0] in "=@" or tidy.startswith(("+=", "-=")):
        return Sum(problem=FORMULA)
    if _OTHER_MONEY.search(tidy):
        return Sum(problem=OTHER_MONEY % said)
    if len(tidy) > LONGEST_SUM:
        return Sum(problem=NOT_A_SUM % said)
    bare, out = _without_signs(tidy)
    if bare is None or not any(sign.isdigit() for sign in bare) or not bare.isascii():
        return Sum(problem=NOT_A_SUM % said)
    return _read(bare, out, style, said)


def looks_like_a_sum(text: str) -> bool:
    """Whether a cell has money in it, in either style."""
    return any(sum_of(text, style).amount is not None for style in Style)


def _without_signs(tidy: str) -> tuple[str | None, bool]:
    """(figures alone, whether it goes out); None for the figures where signs contradict each other."""
    signs: list[str] = []
    bare = _POUNDS.sub("", tidy).strip()
    if found := _WAY.search(bare):
        signs.append("-" if (found[1] or found[2]).upper() in {"DR", "D", "OD"} else "+")
        bare = (bare[: found.start()] + bare[found.end() :]).strip()
    if bare.startswith("(") and bare.endswith(")"):
        signs.append("-")
        bare = bare[1:-1].strip()
    if bare[:1] in {"-", "+"}:
        signs.append(bare[0])
        bare = bare[1:].strip()
    if bare[-1:] in {"-", "+"}:
        signs.append(bare[-1])
        bare = bare[:-1].strip()
    if len(signs) > 1 and len(set(signs)) > 1:
        return None, False
    return bare, "-" in signs


def _read(bare: str, out: bool, style: Style, said: str) -> Sum:
    pattern, other = (_POINT, _COMMA) if style == Style.POINT else (_COMMA, _POINT)
    if not pattern.fullmatch(bare):
        return Sum(problem=(UNCLEAR if other.fullmatch(bare) else NOT_A_SUM) % said)
    mark = "." if style == Style.POINT else ","
    whole, _, pence = bare.partition(mark)
    whole = "".join(sign for sign in whole if sign.isdigit()) or "0"
    if len(pence.rstrip("0")) > 2:
        return Sum(problem=TOO_FINE % said)
    if len(whole.lstrip("0")) > 7:
        return Sum(problem=TOO_LARGE % said)
    amount = Decimal(f"{whole}.{pence[:2].ljust(2, '0')}")
    return Sum(-amount if out and amount else amount)
