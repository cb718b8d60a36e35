"""How what happens in threads reads in “who looked”."""

from portal.audit.presenters import say

say(
    {
        "message written": "wrote a message",
        "message edited": "changed a message",
        "messages opened": "opened your messages",
    }
)
