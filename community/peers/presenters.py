"""How what moderators and editors do reads in the log. None of it is about a person's record, so nobody's “who looked”
shows it."""

from portal.audit.presenters import say

say(
    {
        "peer words approved": "approved words that somebody wrote for others",
        "peer words sent back": "sent back words that somebody wrote for others",
        "peer words taken down": "took down words that somebody wrote for others",
        "peer name approved": "let others see a name that somebody chose",
        "peer name sent back": "asked somebody for another name",
        "peer report left": "left as they are words that somebody reported",
        "moderator named": "named a moderator",
        "moderator ended": "ended a moderator’s time",
        "page wished for": "asked whether an answer may become a page",
        "page begun": "began a page out of an answer",
    }
)
