"""How what happens while somebody helps reads in “who looked”."""

from portal.audit.presenters import say

say(
    {
        "meeting written down": "wrote down a meeting with you",
        "meeting answered": "wrote something to a meeting with you",
    }
)
