"""How taking a copy along reads in “who looked”."""

from portal.audit.presenters import say

say({"document copied": "made a copy of your document", "document brought in": "brought a document in"})
