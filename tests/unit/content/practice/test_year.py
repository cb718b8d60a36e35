"""A made-up year: the money adds up to the penny whatever is chosen, and every way leads to the end."""

from decimal import Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from content.practice.year import LETTERS, NOTHING, WEEKS, Choice, Moment, SoFar, Year, year_of

FREE = Choice("Go on as before")


def pounds(lowest: str, highest: str) -> Any:
    return st.decimals(Decimal(lowest), Decimal(highest), places=2)


choices = st.builds(
    Choice,
    words=st.sampled_from(["this", "that", "another"]),
    weekly=pounds("-40", "90"),
    once=pounds("0", "900"),
    kept=pounds("-10", "20"),
    from_kept=st.booleans(),
)


@st.composite
def years(draw: Any) -> Year:
    weeks = draw(st.lists(st.integers(0, WEEKS - 1), min_size=1, max_size=7, unique=True))
    moments = []
    for week in weeks:
        own = draw(st.lists(choices, min_size=1, max_size=3))
        own.insert(draw(st.integers(0, len(own))), FREE)
        moments.append(Moment(week, "Now", "What next?", tuple(own)))
    return year_of(draw(pounds("1", "300")), moments)


def played(data: Any, year: Year) -> SoFar:
    """The end of a year in which any choice was taken that was open."""
    so_far = year.after("")
    while so_far.moment:
        open_now = [letter for letter, one in zip(LETTERS, so_far.moment.choices, strict=False) if so_far.fits(one)]
        assert open_now, "nobody may stand there without a choice"
        before = len(so_far.taken)
        so_far = year.after(so_far.letters + data.draw(st.sampled_from(open_now)))
        assert len(so_far.taken) == before + 1
    return so_far


@given(years(), st.data())
@settings(max_examples=150, deadline=None)
def test_every_way_ends_and_what_is_left_is_the_budget_without_the_choices(year: Year, data: Any) -> None:
    end = played(data, year)
    spent = sum((one.choice.weekly * (WEEKS - one.moment.week) + one.choice.once for one in end.taken), NOTHING)
    assert end.left == year.weekly * WEEKS - spent
    assert sum((one.cost for one in end.taken), NOTHING) + end.kept + end.free == year.total
    assert end.in_account == end.left
    assert end.left >= 0
    assert end.kept >= 0
    assert end.free >= 0


@given(years(), st.data())
@settings(max_examples=80, deadline=None)
def test_the_address_brings_back_the_same_year(year: Year, data: Any) -> None:
    end = played(data, year)
    again = year.after(end.letters)
    assert again.left == end.left
    assert again.letters == end.letters


@given(years(), st.data())
@settings(max_examples=60, deadline=None)
def test_the_order_in_which_moments_were_written_changes_nothing(year: Year, data: Any) -> None:
    mixed = year_of(year.weekly, data.draw(st.permutations(year.moments)))
    assert mixed == year
    assert mixed.mark == year.mark


@given(years(), st.text(max_size=30))
@settings(max_examples=120, deadline=None)
def test_whatever_stands_in_the_address_leads_somewhere(year: Year, typed: str) -> None:
    so_far = year.after(typed)
    assert so_far.free >= 0
    assert typed.startswith(so_far.letters)


def test_what_is_put_by_pays_first() -> None:
    helper = Moment(0, "Help", "Who?", (Choice("Asha", weekly=Decimal(10), kept=Decimal(2)), FREE))
    holiday = Moment(20, "Holiday", "Who?", (Choice("Bea", once=Decimal(50), from_kept=True), FREE))
    year = year_of(Decimal(20), [holiday, helper])
    end = year.after("aa")
    # 20 weeks of £2 are £40: the holiday takes all of it, and 32 more weeks bring £64.
    assert end.kept == Decimal(64)
    assert end.left == Decimal(20 * 52 - 10 * 52 - 50)
    assert year.after("ba").kept == 0


def test_what_the_money_does_not_reach_for_is_not_open() -> None:
    dear = Choice("A car", once=Decimal(200))
    early = year_of(Decimal(10), [Moment(4, "Now", "?", (dear, FREE))])
    assert not early.after("").fits(dear)  # £80 came in so far
    late = year_of(Decimal(10), [Moment(40, "Now", "?", (dear, FREE))])
    assert late.after("").fits(dear)
    assert early.after("a").letters == ""


def test_any_change_gives_another_mark() -> None:
    one = year_of(Decimal(10), [Moment(4, "Now", "?", (FREE, Choice("This", once=Decimal(1))))])
    other = year_of(Decimal(10), [Moment(4, "Now", "?", (FREE, Choice("This", once=Decimal(2))))])
    assert one.mark != other.mark
