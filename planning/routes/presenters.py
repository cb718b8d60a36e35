"""How ways to plan and offers to have a go read in “who looked”."""

from portal.audit.presenters import say

say(
    {
        "planning route chosen": "chose a way to plan",
        "have a go offered": "offered you time to have a go",
        "have a go changed": "changed their offer to have a go",
        "have a go opened": "opened their offer to have a go",
        "have a go ended": "ended the time to have a go",
        "day to talk agreed": "agreed on the day to talk",
        "another day asked for": "asked for another day to talk",
    }
)
