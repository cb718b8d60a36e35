"""How what a manager does reads in “who looked”."""

from portal.audit.presenters import say

say(
    {
        "team list opened": "saw your name in the list of their team",
        "allocations opened": "looked at who your social worker is and was",
        "buddy named": "named a buddy for a new worker",
        "buddy ended": "ended the time with a buddy",
    }
)
