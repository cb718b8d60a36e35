"""How carrying answers over reads in “who looked”."""

from portal.audit.presenters import say

say(
    {
        "answers carried over": "carried answers over into your document",
        "answer placed": "placed an answer from another document",
        "answer left where it was": "left an answer where it was",
        "change brought across": "brought a change across from another document",
        "change left": "left a change where it was",
    }
)
