"""Whether words have anything in them for an eye or an ear."""

import unicodedata

# Fillers that count as letters or signs and are drawn as nothing: of Hangul, and the empty cell of Braille.
_DRAWN_AS_NOTHING = "\u115f\u1160\u2800\u3164\uffa0"


def can_be_read(text: str | None) -> bool:
    """Whether there is a letter, a figure or a sign to see: blanks, and signs without a width, say nothing."""
    return any(unicodedata.category(sign)[0] in "LNPS" and sign not in _DRAWN_AS_NOTHING for sign in text or "")
