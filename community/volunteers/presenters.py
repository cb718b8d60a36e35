"""How what is done about volunteers reads in “who looked”."""

from portal.audit.presenters import say

say(
    {
        "volunteer invited": "invited somebody to help with an organisation",
        "volunteer invitation taken back": "took back an invitation to help with an organisation",
        "volunteer joined": "began to help with an organisation",
        "volunteer changed": "changed your profile with an organisation",
        "volunteer ended": "ended your helping with an organisation",
        "check noted": "noted a check of yours",
        "check taken out": "took out a check of yours that was noted by mistake",
    }
)
