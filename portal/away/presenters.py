"""How what happens around times away reads in “who looked”."""

from portal.audit.presenters import say

say(
    {
        "time away said": "said that a social worker is away",
        "time away ended": "ended a time away",
        "stand-in named": "named who stands in",
        "stepped in unasked": "said that your social worker is not there, and answers for them until tonight",
    }
)
