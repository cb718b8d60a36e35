"""How what happens in a money diary reads in “who looked”."""

from portal.audit.presenters import say

say(
    {
        "money diary begun": "began a money diary for you",
        "money diary changed": "changed what your money diary says about itself",
        "money diary closed": "closed a money diary of yours",
        "money diary opened again": "opened a closed money diary of yours again",
        "money diary opened": "looked at your money diary",
        "money diary taken away": "made a copy of your money diary to take away",
        "diary entry added": "wrote in your money diary",
        "diary entry changed": "changed an entry in your money diary",
        "diary entry taken out": "took an entry out of your money diary",
        "diary entry put back": "put an entry back into your money diary",
        "diary entries brought in": "brought many entries into your money diary",
        "diary repeat set up": "set up something that comes again in your money diary",
        "diary repeat changed": "changed something that comes again in your money diary",
        "diary repeat stopped": "stopped something that came again in your money diary",
        "receipt kept": "added a receipt to your money diary",
        "receipt taken out": "took a receipt out of your money diary",
        "receipt put back": "put a receipt back into your money diary",
        "receipt opened": "looked at a receipt in your money diary",
    }
)
