"""How deciding about a plan reads in “who looked”."""

from portal.audit.presenters import say

say(
    {
        "sign-off begun": "sent a plan to be agreed",
        "sign-off step": "did something about a plan that you sent",
        "plan decided": "decided about a plan that you sent",
        "decision opened": "looked at a plan that waits for a decision",
        "decision challenged": "asked for a decision to be looked at again",
        "challenge answered": "answered what you asked to have looked at again",
    }
)
