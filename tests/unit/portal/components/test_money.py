"""What people type where a sum is asked for, and what it is taken for."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from portal.components.money import MoneyField


@pytest.mark.parametrize(
    ("typed", "sum_"),
    [
        ("£1,234.5", "1234.50"),
        ("1,234,567.89", "1234567.89"),
        ("12,50", "12.50"),
        ("£ 12.50 ", "12.50"),
        ("0", "0"),
        (".5", "0.50"),
        ("96.", "96"),
    ],
)
def test_a_sum_as_people_write_it(typed: str, sum_: str) -> None:
    assert MoneyField().clean(typed) == Decimal(sum_)


@pytest.mark.parametrize("typed", ["1e3", "12,5", "1,2345", "1,23.4", "1_000", "NaN", "Infinity", "about 5", "£", "-5"])
def test_what_could_be_another_sum_is_asked_for_again(typed: str) -> None:
    with pytest.raises(ValidationError):
        MoneyField().clean(typed)


def test_what_is_wrong_in_two_ways_is_said_once() -> None:
    much = "More than anybody has. Check the figure."
    field = MoneyField(max_value=Decimal(20_000), error_messages=dict.fromkeys(("max_digits", "max_value"), much))
    with pytest.raises(ValidationError) as wrong:
        field.clean("1" * 12)
    assert wrong.value.messages.count(much) == 1


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("-4", "Write 0 or more."),
        ("1" * 12, "That is more than there is room for. Check the sum."),
        ("12.505", "Write pounds and pence, for example 12.50."),
    ],
)
def test_a_sum_that_is_none_is_refused_in_our_words(typed: str, sentence: str) -> None:
    with pytest.raises(ValidationError) as wrong:
        MoneyField().clean(typed)
    assert wrong.value.messages == [sentence]
