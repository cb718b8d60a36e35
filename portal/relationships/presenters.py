"""How what happens in a circle and with joining codes reads in “who looked”."""

from portal.audit.presenters import say

say(
    {
        "invitation sent": "sent an invitation",
        "invitation taken up": "joined your circle",
        "invitation taken back": "took an invitation back",
        "circle left": "left your circle",
        "circle stayed in": "changed their mind and stayed in your circle",
        "circle membership ended": "ended somebody's place in the circle",
        "joining code given": "gave a joining code",
        "record opened in an emergency": "opened your record in an emergency",
        "record closed": "closed your record again",
        "record looked for": "looked for a record",
        "joining code used": "used a joining code",
    }
)
