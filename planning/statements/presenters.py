"""How what happens with statements reads in “who looked”."""

from portal.audit.presenters import say

say(
    {
        "statement brought in": "brought in a bank statement for your money diary",
        "statement read": "said what the columns of a bank statement mean",
        "statement opened": "looked at the lines of a bank statement",
        "statement deleted": "deleted a list of lines from a bank statement",
    }
)
