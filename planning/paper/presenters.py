"""How typing in from paper reads in “who looked”."""

from portal.audit.presenters import say

say(
    {
        "typed in from paper": "typed in an answer from paper",
        "words from paper confirmed": "said yes to words from paper",
        "words from paper put aside": "said no to words from paper",
    }
)
