"""How taking figures along reads in “who looked”. They are about nobody's record."""

from portal.audit.presenters import say

say({"figures taken along": "took an organisation’s figures along as a spreadsheet"})
