"""How what happens in threads reads in “who looked”."""

from portal.audit.presenters import say

say(
    {
        "message written": "wrote a message",
        "message edited": "changed a message",
        "messages opened": "opened your messages",
        "messages printed": "printed your messages",
        "message list opened": "saw your name in their list of messages",
        "thread started": "began a conversation",
        "thread left": "left a conversation of yours",
        "member let into a thread": "let somebody into a conversation",
        "member taken out of a thread": "took somebody out of a conversation",
        "social worker let into a thread": "let the social worker into a conversation",
        "social worker taken out of a thread": "took the social worker out of a conversation",
    }
)
