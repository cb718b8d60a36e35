"""How what happens beside somebody's words reads in “who looked”."""

from portal.audit.presenters import say

say(
    {
        "comment written": "wrote a comment",
        "comment answered": "answered a comment",
        "comment opened to others": "opened a comment to others",
        "comment marked as sorted": "marked a comment as done",
        "suggestion offered": "suggested other words",
        "suggestion accepted": "used suggested words",
        "suggestion declined": "said no thank you to suggested words",
        "comment reopened": "opened a comment again that was done",
        "comment closed again": "took a comment back from others",
    }
)
