"""How what happens here reads in "who looked"."""

from portal.audit.presenters import say

say("assessment opened", "opened your assessment")
