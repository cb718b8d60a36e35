"""The three figures: ratios, signed differences, and parts that add up to the penny."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from planning.signing_off.enums import Step
from planning.signing_off.figures import Figures, Part, ratio_of, signed, what_is_missing

MONEY = st.decimals(min_value=0, max_value=20_000, places=2)
PENCE = st.integers(min_value=-200_000, max_value=200_000).map(lambda pence: Decimal(pence) / 100)


def parts_of(whole: Decimal, cuts: list[Decimal], step: Step) -> list[Part]:
    """A difference cut into any parts, the last of which is what remains."""
    return [Part(step, "other", "so", cut) for cut in cuts] + [Part(step, "other", "so", whole - sum(cuts, Decimal(0)))]


@given(MONEY, MONEY, MONEY, st.lists(PENCE, max_size=3), st.lists(PENCE, max_size=3))
def test_whatever_it_is_cut_into_it_adds_up_and_a_penny_less_does_not(
    first: Decimal, planned: Decimal, final: Decimal, cuts: list[Decimal], more: list[Decimal]
) -> None:
    figures = Figures(first, planned, Decimal(0), final, Decimal(0))
    parts = parts_of(figures.to_planned, cuts, Step.TO_PLANNED) + parts_of(figures.to_final, more, Step.TO_FINAL)
    assert what_is_missing(figures, parts) == []
    for step in Step:
        assert what_is_missing(figures, [*parts, Part(step, "other", "so", Decimal("0.01"))])
    assert sum((part.weekly for part in parts), Decimal(0)) == figures.difference == final - first


@given(MONEY, MONEY)
def test_a_ratio_is_the_greater_by_the_smaller_and_none_with_nothing(one: Decimal, other: Decimal) -> None:
    ratio = ratio_of(one, other)
    assert ratio == ratio_of(other, one)
    if not one or not other:
        assert ratio is None
    else:
        assert ratio is not None and ratio >= 1
        assert abs(ratio - max(one, other) / min(one, other)) <= Decimal("0.00005")


def test_hartlepool() -> None:
    """The widest ratio that was published: whichever figure is the higher one."""
    assert ratio_of(Decimal("100.00"), Decimal("384.00")) == Decimal("3.8400")
    assert ratio_of(Decimal("384.00"), Decimal("100.00")) == Decimal("3.8400")


def test_without_a_first_figure_only_the_final_sum_needs_reasons() -> None:
    figures = Figures(None, Decimal("91.65"), Decimal(0), Decimal("91.65"), Decimal(0))
    assert what_is_missing(figures, []) == [] and figures.ratio is None and figures.difference is None


def test_what_is_paid_once_is_itemised_apart() -> None:
    figures = Figures(Decimal(90), Decimal(90), Decimal(520), Decimal(90), Decimal(500))
    [missing] = what_is_missing(figures, [])
    assert missing == "What is paid once: the reasons come to nothing once. The difference is £20.00 less once."
    assert what_is_missing(figures, [Part(Step.TO_FINAL, "other", "so", once=Decimal(-20))]) == []


def test_a_difference_says_which_way() -> None:
    assert (signed(Decimal("4.35")), signed(Decimal("-4.35"))) == ("£4.35 more", "£4.35 less")
