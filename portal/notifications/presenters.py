"""How what somebody chooses about notices reads in “who looked”."""

from portal.audit.presenters import say

say(
    {
        "notices chosen": "chose which notices come by email",
        "safe address asked for": "asked for notices to go to another address",
        "safe address confirmed": "let notices go to another address",
        "safe address taken back": "let notices go to the usual address again",
    }
)
