"""How taking the council's figures along reads in “who looked”. They are about nobody's record."""

from portal.audit.presenters import say

say({"council figures taken along": "took the council’s figures along as a spreadsheet"})
