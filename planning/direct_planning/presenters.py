"""How what happens with a plan that a worker writes reads in “who looked”."""

from portal.audit.presenters import say

say(
    {
        "direct plan begun": "began a plan in their own words with you",
        "direct plan changed": "changed the plan that they write with you",
        "direct plan shown": "showed you the plan that they wrote",
        "direct plan opened": "opened the plan that your social worker wrote",
        "direct plan answered": "wrote down an answer to that plan for you",
        "direct plan readers chosen": "chose who reads that plan",
    }
)
