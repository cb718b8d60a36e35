"""How a change of social worker reads in “who looked”."""

from portal.audit.presenters import say

say(
    {
        "handover named": "named your next social worker",
        "handover changed": "changed who your next social worker is, or from when",
        "handover called off": "called off the change of your social worker",
        "social worker ended": "said from when your social worker is not yours any more",
        "social worker stays": "said that your social worker stays",
        "summary approved": "said yes to the summary for the next social worker",
        "summary taken back": "took the summary for the next social worker back",
        "summary opened": "opened what you wrote for your next social worker",
        "summary read": "confirmed having read what you wrote for them",
    }
)
