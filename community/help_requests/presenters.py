"""How what happens to a request for help, and to a match, reads in “who looked”."""

from portal.audit.presenters import say

say(
    {
        "help request moved": "changed how a request for help stands",
        "match begun": "began to have help from somebody",
        "match ended": "ended some help",
    }
)
