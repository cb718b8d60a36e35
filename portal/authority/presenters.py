"""How recorded authority reads in “who looked”."""

from portal.audit.presenters import say

say(
    {
        "authority recorded": "recorded that somebody may act in your place",
        "authority ended": "ended that somebody acts in your place",
        "authority left": "stepped back, and does not act in your place any more",
        "authority opened": "looked at who acts in your place",
    }
)
