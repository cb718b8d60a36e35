"""What looks like a home address is left out, and nothing else."""

from time import monotonic

import pytest

from planning.job_descriptions.addresses import looks_like_home, without_home


@pytest.mark.parametrize(
    ("typed", "left"),
    [
        ("14 Elm Road, Northmoor, NM4 2QT", "Northmoor, NM4"),
        ("Northmoor NM4 2QT", "Northmoor NM4"),
        ("nm42qt", "NM4"),
        ("Flat 3, 14a Old Mill Lane, Northmoor", "Northmoor"),
        ("12 St Mary's Close", ""),
        ("Write to 7 Station Rd. before Friday", "Write to before Friday"),
        ("Flat 12, Beacon House, Northmoor", "Beacon House, Northmoor"),
        ("No. 9 Harbour View, by the sea", "by the sea"),
        ("Ring Leo.\nOr come to 22 High Street.\nThank you", "Ring Leo.\nOr come to\nThank you"),
        ("SW1A 1AA", "SW1A"),
    ],
)
def test_a_home_address_goes_and_the_town_stays(typed: str, left: str) -> None:
    assert looks_like_home(typed)
    assert without_home(typed) == left
    assert not looks_like_home(without_home(typed))


@pytest.mark.parametrize(
    "typed",
    [
        "Northmoor, near the market",
        "NM4",
        "Two hours, 10 to 12 on Wednesdays",
        "£13.00 an hour",
        "Over 20 years on the stage",
        "The Green, by the High Street",
        "Ring 01632 960111 and ask for job 12.",
        "Born in 1955",
        "2 hours in the park on Friday",
        "Be there at 9 on the High Street",
        "Walk 30 minutes up the hill",
        "",
    ],
)
def test_other_words_stay_as_they_are(typed: str) -> None:
    assert not looks_like_home(typed)
    assert without_home(typed) == typed


@pytest.mark.parametrize("gap", [" ", "\u00a0", " \n", "\n"])
def test_many_spaces_are_looked_through_in_a_moment(gap: str) -> None:
    words = f"Flat a{gap * 40_000}14 Elm Road{gap * 40_000}Northmoor"
    begun = monotonic()
    assert looks_like_home(words)
    assert without_home(words).split() == ["Northmoor"]
    assert monotonic() - begun < 2
