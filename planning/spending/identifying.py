"""What in some words could tell whose they are. Pure: words in, what was found out. A hint for whoever looks, no rule:
it finds what looks like a name, a place, a day or a sum, and a person still has to read."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

_MONTHS = "january|february|march|april|may|june|july|august|september|october|november|december"
_DAYS = "monday|tuesday|wednesday|thursday|friday|saturday|sunday"
# In this order: what one of them has found is not found again by a later one.
_LOOKS_LIKE = {
    "an email address": re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+"),
    "a postcode": re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}\b", re.IGNORECASE),
    "a phone number": re.compile(r"\b0\d(?:[ -]?\d){8,9}\b"),
    "an amount": re.compile(r"£\s?\d[\d,.]*\d|£\s?\d|\b\d[\d,.]*\s?(?:pounds|pence|p)\b", re.IGNORECASE),
    "a day or date": re.compile(
        rf"\b(?:\d{{1,2}}(?:st|nd|rd|th)?\s+(?:{_MONTHS})|(?:{_MONTHS})\s+\d{{1,2}}|\d{{1,2}}[/.-]\d{{1,2}}[/.-]\d{{2,4}}"
        rf"|{_DAYS}|(?:19|20)\d\d)\b",
        re.IGNORECASE,
    ),
    "an age": re.compile(r"\b\d{1,3}(?:-year-old| years old)\b", re.IGNORECASE),
    "a place": re.compile(
        r"\b(?:[A-Z][\w’'-]+\s+)+(?:Road|Street|Avenue|Lane|Close|Court|Church|School|Centre|Hall)\b"
    ),
}
# A capital in the middle of a sentence. Words that always have one say nothing about anybody.
_CAPITAL = re.compile(r"(?<=[a-z0-9,;:’'\"] )[A-Z][a-zà-ÿ’'-]+")
_EVERYBODYS = frozenset(
    {"I", "PA", "TV", "NHS", "I'm", "I’m", "I'd", "I’d", "I've", "I’ve", "English", "Internet", "Yes", "No"}
)


@dataclass(frozen=True)
class Hint:
    """Something that could tell who it is: the words as they stand there, and what they look like."""

    words: str
    what: str


def what_could_identify(*texts: str, names: Iterable[str] = ()) -> list[Hint]:
    """What looks like a name, a place, a day, an amount, an age or a way to reach somebody, each once.

    names: of those around the person, found in any spelling of capitals.
    """
    found: dict[str, Hint] = {}
    for text in texts:
        for hint in _in(text, [name for name in names if len(name) > 1]):
            found.setdefault(hint.words.casefold(), hint)
    return list(found.values())


def _in(text: str, names: list[str]) -> Iterable[Hint]:
    left = text
    for name in sorted(names, key=len, reverse=True):
        pattern = re.compile(rf"\b{re.escape(name)}\b", re.IGNORECASE)
        yield from (Hint(match.group(), "a name that we know") for match in pattern.finditer(left))
        left = pattern.sub(lambda match: "_" * len(match.group()), left)
    for what, looks in _LOOKS_LIKE.items():
        yield from (Hint(match.group(), what) for match in looks.finditer(left))
        left = looks.sub(lambda match: "_" * len(match.group()), left)
    for match in _CAPITAL.finditer(left):
        if match.group() not in _EVERYBODYS:
            yield Hint(match.group(), "perhaps a name or a place")
