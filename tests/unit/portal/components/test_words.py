"""Money, times and names as people read them."""

import random
import re
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.components import changes
from portal.components.changes import mark_changes
from portal.components.dates import clock, moment_in_words
from portal.components.money import any_pence, format_money, format_year
from portal.components.words import can_be_read
from portal.templatetags.components import and_list, initials, tel

NOW = datetime(2026, 11, 22, 15, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "text", ["a", "7", "!", "£", "👍🏽", "ਪੰਜਾਬੀ", "ትግርኛ", "\u200bone\u200b", "?", "\U0001fae9", "\ue000"]
)
def test_what_somebody_sees_can_be_read(text: str) -> None:
    assert can_be_read(text)


@pytest.mark.parametrize(
    "text",
    ["", " \n\t", "\u200b\u200d", "\u2060", "\u00ad", "\u3164", "\u2800", "\ufeff", "\ufe0f", "\U000e0002", None],
)
def test_what_nobody_sees_cannot_be_read(text: str | None) -> None:
    assert not can_be_read(text)


@pytest.mark.parametrize(
    ("amount", "pence", "said"),
    [
        ("96", True, "£96.00"),
        ("96", False, "£96"),
        ("96.5", False, "£96.50"),
        ("4700.8", True, "£4,700.80"),
        ("-5.6", True, "−£5.60"),
        ("0.005", True, "£0.01"),
    ],
)
def test_money(amount: str, pence: bool, said: str) -> None:
    assert format_money(Decimal(amount), pence=pence) == said


def test_a_year_is_fifty_two_weeks() -> None:
    assert format_year(Decimal("90.40")) == "£4,700.80 a year"


def test_one_sum_with_pence_is_enough() -> None:
    assert any_pence([Decimal(96), None, Decimal("90.40")])
    assert not any_pence([Decimal(96), Decimal("90.00")])


@pytest.mark.parametrize(
    ("hour", "minute", "said"),
    [
        (14, 5, "2:05pm"),
        (9, 0, "9am"),
        (12, 0, "midday"),
        (0, 0, "midnight"),
        (12, 30, "12:30pm"),
        (0, 1, "12:01am"),
    ],
)
def test_clock(hour: int, minute: int, said: str) -> None:
    assert clock(datetime(2026, 11, 22, hour, minute, tzinfo=UTC)) == said


@pytest.mark.parametrize(
    ("moment", "with_time", "said"),
    [
        (datetime(2026, 11, 22, 10, 42, tzinfo=UTC), False, "today at 10:42am"),
        (datetime(2026, 11, 21, 16, 20, tzinfo=UTC), False, "yesterday"),
        (datetime(2026, 11, 21, 16, 20, tzinfo=UTC), True, "yesterday at 4:20pm"),
        (datetime(2026, 11, 16, 14, 5, tzinfo=UTC), True, "Monday at 2:05pm"),
        (datetime(2026, 11, 3, 14, 5, tzinfo=UTC), True, "3 November at 2:05pm"),
        (date(2026, 11, 3), False, "3 November"),
        (date(2025, 11, 3), False, "3 November 2025"),
        (date(2026, 11, 23), False, "tomorrow"),
        (date(2026, 11, 26), False, "Thursday"),
        (date(2026, 11, 29), False, "29 November"),
    ],
)
def test_moments(moment: date | datetime, with_time: bool, said: str) -> None:
    assert moment_in_words(moment, now=NOW, with_time=with_time) == said


def test_summer_time_is_the_readers_time() -> None:
    assert clock(datetime(2026, 7, 1, 13, 5, tzinfo=UTC)) == "2:05pm"


def test_names_and_numbers() -> None:
    assert and_list(["you", "Sunita", "Leo"]) == "you, Sunita and Leo"
    assert and_list(["you"]) == "you"
    assert and_list([]) == ""
    assert initials("Sunita Rao") == "SR"
    assert initials("Leo") == "L"
    assert tel("01632 960 111") == "01632960111"
    assert tel("+44 1632 960111") == "+441632960111"


def test_new_words_are_marked_and_nothing_is_markup() -> None:
    before = "Two hours of cleaning, so that I can go out."
    after = "Two hours of cleaning, so that I can go out on <b>Thursday</b>."
    marked = mark_changes(before, after)
    assert marked.startswith("Two hours of cleaning, so that I can go out <ins>on &lt;b&gt;Thursday")
    assert "<b>" not in marked
    assert mark_changes("a b", "a c", show_removed=True) == "a <del>b</del><ins>c</ins>"


@given(st.lists(st.sampled_from("ab .\n"), max_size=60), st.lists(st.sampled_from("ab .\n"), max_size=60))
def test_no_word_is_lost_when_changes_are_marked(old: list[str], new: list[str]) -> None:
    before, after = "".join(old), "".join(new)
    marked = mark_changes(before, after, show_removed=True)
    assert "".join(re.sub(r"<del>.*?</del>|</?ins>", "", marked, flags=re.DOTALL).split()) == "".join(after.split())
    assert re.sub(r"</?ins>", "", mark_changes(before, after)) == after


def test_long_texts_are_compared_by_larger_pieces_and_stay_whole() -> None:
    """Two texts of twenty pages each: compared word by word they would keep a page busy for most of a minute."""
    dice = random.Random(7)  # noqa: S311 - the same words on every run
    words = [f"word{n}" for n in range(200)]
    before, after = (" ".join(dice.choice(words) for _ in range(7_000)) for _ in range(2))
    pieces = changes._pieces(before, after)
    assert len(pieces[0]) * len(pieces[1]) <= changes.MOST_PAIRS
    assert mark_changes(before, after) == f"<ins>{after}</ins>"
    # One word changed in twenty pages is still one word.
    assert mark_changes(before, before.replace(" word3 ", " three ", 1)).count("<ins>") == 1
    assert "<ins>three</ins>" in mark_changes(before, before.replace(" word3 ", " three ", 1))
