"""What looks like a home address, so that an advert never shows one. Pure."""

import re

# A whole postcode: the part that names a town or district, and the part that names a street.
_POSTCODE = re.compile(r"\b([A-Z]{1,2}\d[A-Z\d]?)\s*\d[A-Z]{2}\b", re.IGNORECASE)
_STREET = (
    r"street|st|road|rd|lane|ln|avenue|ave|close|drive|dr|way|court|ct|crescent|cres|gardens|gdns|grove|terrace|"
    r"place|pl|hill|row|mews|park|square|sq|walk|rise|view|green|parade|yard|wharf|mount"
)
# What follows a number that is none of a house: "2 hours in the park".
_NO_NAME = (
    r"hours?|hrs?|minutes?|mins?|days?|weeks?|months?|years?|miles?|people|times|am|pm|in|at|on|to|of|and|or|for|with|"
    r"from|by|near|a"
)
# A number of a house, up to four words, and the word for a street: "14 Elm Road", "Flat 3, 14a Old Mill Lane".
_HOUSE = re.compile(
    rf"(?:\b(?:flat|apartment|apt|unit|room)\s*\w{{1,4}}\s*,?\s*)?\b(?:no\.?\s*)?\d{{1,4}}\s?[a-z]?\b,?\s+"
    rf"(?:(?!(?:{_NO_NAME})\b)[a-z’'.-]+\s+){{0,4}}(?:{_STREET})\b\.?",
    re.IGNORECASE,
)
_FLAT = re.compile(r"\b(?:flat|apartment|apt)\s*\d{1,4}[a-z]?\b", re.IGNORECASE)


def looks_like_home(text: str) -> bool:
    """Whether words seem to hold the number of a house with its street, a flat, or a whole postcode."""
    bare = _with_single_spaces(text)
    return any(pattern.search(bare) for pattern in (_POSTCODE, _HOUSE, _FLAT))


def without_home(text: str) -> str:
    """The same words without what looks like a home address: of a postcode, the part for the town stays."""
    bare = _POSTCODE.sub(lambda found: found[1].upper(), _with_single_spaces(text))
    bare = _FLAT.sub("", _HOUSE.sub("", bare))
    lines = [_tidy(line) for line in bare.split("\n")]
    return "\n".join(lines).strip()


def _with_single_spaces(text: str) -> str:
    """The same words with one space, or one empty line, between them: to look through many spaces in a row for an
    address would take minutes."""
    spaced = re.sub(r"[^\S\n]+", " ", text)
    return re.sub(r" ?\n[ \n]*", lambda found: "\n" * min(2, found[0].count("\n")), spaced)


def _tidy(line: str) -> str:
    """No commas or spaces where something was taken out."""
    line = re.sub(r"\s+([,.;])", r"\1", re.sub(r"[ \t]{2,}", " ", line))
    line = re.sub(r"(?:,\s*){2,}", ", ", line)
    return line.strip(" ,;")
