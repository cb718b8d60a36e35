"""How what happens to a request for help, and to a match, reads in “who looked”."""

from portal.audit.presenters import say

say(
    {
        "help request begun": "began to ask for help",
        "help request documents chosen": "chose what a helper may see",
        "help request put away": "put away a request for help",
        "help request opened": "read your request for help",
        "help request moved": "changed how a request for help stands",
        "match begun": "began to have help from somebody",
        "match ended": "ended some help",
    }
)
