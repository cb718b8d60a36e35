"""How what is done to an entry reads in “who looked”. None of it is about a person's record."""

from portal.audit.presenters import say

say(
    {
        "entry proposed": "proposed a change to an organisation’s entry",
        "proposal taken back": "took back a change to an organisation’s entry",
        "entry checked": "checked an organisation’s entry",
        "intake paused": "paused new requests to an organisation",
        "intake opened": "opened an organisation to new requests again",
        "room set": "said how much room an organisation has",
        "coordinator named": "named a coordinator",
        "coordinator ended": "ended a coordinator’s time",
    }
)
