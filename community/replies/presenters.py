"""How what happens to answers reads in “who looked”."""

from portal.audit.presenters import say

say(
    {
        "reply set aside": "said that a message needs no answer",
        "reply asked for": "asked for an answer",
        "waiting opened": "saw which messages wait for an answer",
    }
)
