"""How what happens around money checks reads in “who looked”."""

from portal.audit.presenters import say

say(
    {
        "money check wished": "asked to look at your spending",
        "money check shared": "shared a part of your money diary for a money check",
        "money check opened": "looked at what was shared for a money check",
        "money check receipt opened": "looked at a receipt that was shared for a money check",
        "money check asked": "asked about something in a money check",
        "money check answered": "answered something in a money check",
        "money check closed": "closed a money check",
        "money check taken back": "took back what was shared for a money check",
    }
)
