"""How a joining code looks and how it is kept. Pure: no database, no clock."""

import secrets

from django.utils.crypto import salted_hmac

# No vowels, so that no code spells a word; nothing that a hand writes like something else
# (0 O, 1 I L, 5 S, 2 Z).
LETTERS = "BCDFGHJKMNPQRTVWXY"
DIGITS = "2346789"
GROUP = 4
LENGTH = 8


def new_code() -> str:
    """A code to read out over a kitchen table: "K7QM-4XPD"."""
    signs = "".join(secrets.choice(LETTERS + DIGITS) for _ in range(LENGTH))
    return f"{signs[:GROUP]}-{signs[GROUP:]}"


def plain(typed: str) -> str:
    """What somebody typed, without the spaces, dashes and small letters that make no difference."""
    return "".join(sign for sign in typed.upper() if sign.isalnum())


def hash_of(code: str) -> str:
    """The keyed hash under which a code is kept: without our secret key the table tells nobody a code."""
    return salted_hmac("portal.relationships.joining", plain(code), algorithm="sha256").hexdigest()
