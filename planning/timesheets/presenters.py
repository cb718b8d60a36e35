"""How what happens with PAs and their hours reads in “who looked”."""

from portal.audit.presenters import say

say(
    {
        "assistant written down": "wrote down who works for you",
        "assistant changed": "changed what is written down about somebody who works for you",
        "hours written down": "wrote down the hours of somebody who works for you",
        "hours opened": "looked at the hours of those who work for you",
    }
)
