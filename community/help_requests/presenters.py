"""How what happens to a request for help reads in “who looked”."""

from portal.audit.presenters import say

say({"help request moved": "changed how a request for help stands"})
