"""How what a worker does with their people reads in “who looked”."""

from portal.audit.presenters import say

say(
    {
        "record opened": "opened your page",
        "caseload opened": "saw your name in their list",
    }
)
