"""How what is decided about limits reads in “who looked”."""

from portal.audit.presenters import say

say(
    {
        "limit set": "set a sign-off limit",
        "limit confirmed": "confirmed a sign-off limit",
        "limit taken back": "took a sign-off limit back",
    }
)
