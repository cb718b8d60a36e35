"""How pointing somebody to a place reads in “who looked”. What is on a worker's list is about nobody's record."""

from portal.audit.presenters import say

say(
    {
        "known source kept": "kept a place on their list of places they know",
        "known source dropped": "took a place off their list of places they know",
        "pointed to a source": "pointed out a place where you could find help",
        "pointing taken back": "took back a place that they had pointed out to you",
    }
)
