"""How sending reads in “who looked”."""

from portal.audit.presenters import say

say({"document sent": "sent your document to be agreed"})
