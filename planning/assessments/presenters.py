"""How what is recorded of assessments and first figures reads in “who looked”."""

from portal.audit.presenters import say

say(
    {
        "assessment recorded": "recorded your assessment",
        "assessment changed": "changed your assessment",
        "indicative budget set": "set your indicative budget",
        "budget opened": "opened your budget",
        "assessment opened": "opened your assessment",
    }
)
