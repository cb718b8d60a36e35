"""What is asked for, as plain data, and postcodes as people type them."""

import pytest

from community.organisations.queries import district_of
from community.organisations.wanted import Here, Wanted

HERE = Here("Northmoor", 54.62, -2.02)


@pytest.mark.parametrize(
    ("typed", "district"),
    [
        ("NM1", "NM1"),
        ("nm1 4ab", "NM1"),
        ("nm14ab", "NM1"),
        (" NM12 4AB ", "NM12"),
        ("M1 1AE", "M1"),
        ("EC1A 1BB", "EC1A"),
        ("Northmoor", ""),
        ("NM", ""),
        ("12345", ""),
        ("", ""),
        ("NM1 4AB extra", ""),
    ],
)
def test_the_district_of_a_postcode(typed: str, district: str) -> None:
    assert district_of(typed) == district


def test_a_distance_without_a_place_was_not_asked_for() -> None:
    assert Wanted(within=5).given() == []
    assert Wanted(here=HERE, within=5).given() == ["here", "within"]


def test_without_a_place_there_is_no_distance() -> None:
    wanted = Wanted(words="choir", here=HERE, within=5, access=(1, 2))
    assert wanted.without("here") == Wanted(words="choir", access=(1, 2))
    assert wanted.without("access") == Wanted(words="choir", here=HERE, within=5)
    assert wanted.without("words").words == ""
