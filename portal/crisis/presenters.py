"""How what happens around a crisis reads in “who looked”."""

from portal.audit.presenters import say

say(
    {
        "crisis marked": "said that things are bad for you",
        "crisis words added": "wrote down what there is to know about it",
        "crisis opened": "looked at the page about bad times",
        "crisis ended": "said that things are better",
    }
)
