"""How what is decided about who sees one's money reads in “who looked”."""

from portal.audit.presenters import say

say({"money shared": "changed who sees your money", "money opened": "looked at your money"})
