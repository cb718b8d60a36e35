"""Whether words have anything in them for an eye or an ear."""

import unicodedata

# Fillers that count as letters or signs and are drawn as nothing: of Hangul, and the empty cell of Braille.
_DRAWN_AS_NOTHING = frozenset("\u115f\u1160\u2800\u3164\uffa0")
# Places that Unicode keeps for signs without a width.
_KEPT_FOR_NOTHING = (range(0x2065, 0x2066), range(0xFFF0, 0xFFF9), range(0xE0000, 0xE1000))


def can_be_read(text: str | None) -> bool:
    """Whether there is a letter, a figure or a sign to see: blanks, and signs without a width, say nothing.

    What is newer than our list of signs counts as one to see: it may be the latest smiley, and all that somebody said.
    """
    return any(_can_be_seen(sign) for sign in text or "")


def _can_be_seen(sign: str) -> bool:
    category = unicodedata.category(sign)
    if category[0] not in "LNPS" and category not in ("Cn", "Co"):
        return False
    return sign not in _DRAWN_AS_NOTHING and not any(ord(sign) in kept for kept in _KEPT_FOR_NOTHING)
