"""How what is done about worries reads. None of it is about a person's record, so no person ever meets it."""

from portal.audit.presenters import say

say(
    {
        "worry written": "wrote to their organisation",
        "worry looked after": "looked after something for their organisation",
        "safeguarding lead named": "named a safeguarding lead",
        "safeguarding lead ended": "ended a safeguarding lead’s time",
    }
)
