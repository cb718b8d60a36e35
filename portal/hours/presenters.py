"""How what happens to hours reads in “who looked”."""

from portal.audit.presenters import say

say({"team hours set": "set the hours of their team", "stand-in chosen": "chose who stands in"})
