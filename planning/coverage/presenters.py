"""How ticks on the map of a plan read in “who looked”."""

from portal.audit.presenters import say

say({"coverage ticked": "ticked what your plan covers"})
