"""How what happens around the clock reads in “who looked”."""

from portal.audit.presenters import say

say(
    {
        "first payment dated": "wrote down when your first money came",
        "worse said": "said that you get worse while you wait",
        "worse opened": "read that you get worse while you wait",
        "worse answered": "answered that you get worse while you wait",
        "waiting times opened": "saw how long each step takes",
    }
)
