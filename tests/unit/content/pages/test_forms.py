"""What is typed into search."""

import pytest
from django.http import QueryDict

from content.pages.forms import SearchForm


def form(text: str) -> SearchForm:
    data = QueryDict(mutable=True)
    data["q"] = text
    return SearchForm(data)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("  cleaning   help ", "cleaning help"),
        ("a\x00b", "a b"),
        ("\ud800x", "x"),
        ("?!", ""),
        ("", ""),
        ("ż" * 300, "ż" * 200),
    ],
)
def test_words_are_tidied(typed: str, words: str) -> None:
    assert form(typed).words() == words


def test_signs_alone_are_too_short_and_nothing_is_not() -> None:
    assert form("?!").too_short()
    assert not form("  ").too_short()
    assert not form("help").too_short()
