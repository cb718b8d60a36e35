"""How recorded authority reads in “who looked”."""

from portal.audit.presenters import say

say(
    {
        "authority recorded": "recorded that somebody may act in your place",
        "authority ended": "ended that somebody acts in your place",
        "authority opened": "looked at who acts in your place",
    }
)
