"""Which answers do not fit together, and what in words could tell whose they are."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planning.spending.enums import Said
from planning.spending.fitting import contradicts
from planning.spending.identifying import what_could_identify
from planning.spending.queries import keywords


@pytest.mark.parametrize(("earlier", "new"), list(product(Said, Said)))
def test_every_pair(earlier: Said, new: Said) -> None:
    """What was given is not taken away, and what was refused is not given, without somebody deciding it."""
    gives = {Said.YES: 2, Said.YES_IF: 1, Said.NO: 0}
    expected = earlier in gives and new in gives and earlier != new and (earlier, new) != (Said.YES_IF, Said.YES)
    assert contradicts(earlier, new, earlier_words="the same", new_words="the same") is expected


def test_another_condition_is_another_answer() -> None:
    said = {"earlier": Said.YES_IF, "new": Said.YES_IF}
    assert not contradicts(**said, earlier_words="Keep the receipts.", new_words="keep  the receipts")
    assert contradicts(**said, earlier_words="Keep the receipts.", new_words="Only on Mondays.")


@given(st.sampled_from(Said), st.text(), st.text())
def test_let_us_talk_decides_nothing(other: Said, one: str, two: str) -> None:
    assert not contradicts(other, Said.TALK, earlier_words=one, new_words=two)
    assert not contradicts(Said.TALK, other, earlier_words=one, new_words=two)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("I asked beth about it", "beth"),
        ("we live near St Mark’s Church now", "Mark’s Church"),
        ("on 3 November it began", "3 November"),
        ("it costs £12.50 each time", "£12.50"),
        ("ring 01632 960 001 please", "01632 960 001"),
        ("we are at NM1 2AB in the north", "NM1 2AB"),
        ("she is 71 years old", "71 years old"),
        ("write to me@example.org", "me@example.org"),
        ("the bus to Northmoor is late", "Northmoor"),
        ("every Tuesday", "Tuesday"),
    ],
)
def test_hints_at_who_it_is(text: str, found: str) -> None:
    assert found in [
        part for hint in what_could_identify(text, names=["Beth"]) for part in (hint.words, hint.words[-len(found) :])
    ]


def test_words_of_everybody_are_no_hint() -> None:
    assert what_could_identify("Can I pay for cleaning, so that I have the strength to go out?") == []


@given(st.lists(st.text(), max_size=4), st.lists(st.text(), max_size=4))
def test_any_text_can_be_looked_at(texts: list[str], names: list[str]) -> None:
    assert all(hint.words and hint.what for hint in what_could_identify(*texts, names=names))


@given(st.text())
def test_keywords_are_words(text: str) -> None:
    assert all(word.isalnum() for word in keywords(text))
    assert keywords("Can I pay for the taxi to the CHOIR?") == ["taxi", "choir"]
